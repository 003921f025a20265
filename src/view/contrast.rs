//! How well words can be told from what they stand on, as a ratio.

use ratatui::style::Color;

/// The contrast ratio of two colours, from 1 to 21 (WCAG 2.2); `None` where a terminal has its own for one of them.
#[must_use]
pub fn contrast(one: Color, other: Color) -> Option<f64> {
    let (one, other) = (luminance(one)?, luminance(other)?);
    Some((one.max(other) + 0.05) / (one.min(other) + 0.05))
}

/// The relative luminance of a colour (WCAG 2.2).
fn luminance(colour: Color) -> Option<f64> {
    let linear = |c: u8| {
        let c = f64::from(c) / 255.0;
        if c <= 0.040_45 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    };
    let [red, green, blue] = channels(colour)?.map(linear);
    Some(0.2126 * red + 0.7152 * green + 0.0722 * blue)
}

/// Red, green and blue of an index of the 256-colour palette (xterm, `256colres.pl`); `None` for the first sixteen and
/// for names, which every terminal paints as it likes.
#[must_use]
pub fn channels(colour: Color) -> Option<[u8; 3]> {
    let level = |step: u8| if step == 0 { 0 } else { 55 + 40 * step };
    match colour {
        Color::Indexed(index @ 16..232) => {
            let index = index - 16;
            Some([index / 36, index / 6 % 6, index % 6].map(level))
        }
        Color::Indexed(index @ 232..) => Some([8 + 10 * (index - 232); 3]),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_measured_as_the_standard_says() {
        let (black, white) = (Color::Indexed(16), Color::Indexed(231));
        for (one, other, ratio) in [
            (black, white, 21.0),
            (white, black, 21.0),
            (white, white, 1.0),
            (Color::Indexed(244), white, 3.95),
        ] {
            assert!(
                contrast(one, other).is_some_and(|found| (found - ratio).abs() < 0.01),
                "{one} on {other}"
            );
        }
        assert_eq!(contrast(Color::Blue, white), None);
        assert_eq!(channels(Color::Indexed(214)), Some([255, 175, 0]));
    }
}
