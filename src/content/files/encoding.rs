//! The text of a file, or what it is written in where that is not UTF-8.

use memchr::memchr_iter;

/// What a file is that is no UTF-8, and where the first character stands that is none.
pub struct NotText {
    /// What the encoding most probably is.
    pub encoding: &'static str,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1.
    pub column: usize,
}

impl NotText {
    fn new(bytes: &[u8], good: usize) -> Self {
        let good = &bytes[..good];
        let line = memchr_iter(b'\n', good).count() + 1;
        let last = good.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        Self {
            encoding: encoding(bytes),
            line,
            column: String::from_utf8_lossy(&good[last..]).chars().count() + 1,
        }
    }
}

/// Sees whether the bytes of a file are text in UTF-8.
pub fn look_at(bytes: &[u8]) -> Result<(), NotText> {
    // UTF-16 of plain letters would pass for UTF-8 with a NUL beside each.
    if bytes.get(..2).is_some_and(|start| start.contains(&0)) {
        return Err(NotText::new(bytes, 0));
    }
    match std::str::from_utf8(bytes) {
        Ok(_) => Ok(()),
        Err(error) => Err(NotText::new(bytes, error.valid_up_to())),
    }
}

/// What a file that is not UTF-8 most probably is: told by its byte-order mark, else by its zeros.
fn encoding(bytes: &[u8]) -> &'static str {
    match bytes {
        [0xff, 0xfe, 0, 0, ..] => "UTF-32, little-endian",
        [0, 0, 0xfe, 0xff, ..] => "UTF-32, big-endian",
        [0xff, 0xfe, ..] => "UTF-16, little-endian",
        [0xfe, 0xff, ..] => "UTF-16, big-endian",
        [0, 0, 0, letter, ..] if *letter != 0 => "UTF-32, big-endian",
        [letter, 0, 0, 0, ..] if *letter != 0 => "UTF-32, little-endian",
        [letter, 0, ..] if *letter != 0 => "UTF-16, little-endian",
        [0, letter, ..] if *letter != 0 => "UTF-16, big-endian",
        bytes if bytes.contains(&0) => "no text at all",
        _ => "probably Windows-1252 (Latin-1)",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_utf_8_is_called_by_its_name() {
        let utf16 = |little: bool, mark: bool| -> Vec<u8> {
            let mark = if mark { "\u{feff}" } else { "" };
            let units = mark.encode_utf16().chain("name = 1\n".encode_utf16());
            units.flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
        };
        let cases = [
            (utf16(true, true), "UTF-16, little-endian", (1, 1)),
            (utf16(true, false), "UTF-16, little-endian", (1, 1)),
            (utf16(false, true), "UTF-16, big-endian", (1, 1)),
            (utf16(false, false), "UTF-16, big-endian", (1, 1)),
            (vec![0xff, 0xfe, 0, 0, b'n', 0, 0, 0], "UTF-32, little-endian", (1, 1)),
            (vec![0, 0, 0, b'n', 0, 0, 0, b'a'], "UTF-32, big-endian", (1, 1)),
            (b"name = 1\nalias = \"\xc3\xa9 caf\xe9\"".to_vec(), "probably Windows-1252 (Latin-1)", (2, 15)),
            (vec![b'a', b'b', 0, 0xff], "no text at all", (1, 4)),
        ];
        for (bytes, name, place) in cases {
            let not_text = look_at(&bytes).err();
            let told = not_text.map(|it| (it.encoding, (it.line, it.column)));
            assert_eq!(told, Some((name, place)), "{bytes:?}");
        }
        assert!(look_at("\u{feff}name".as_bytes()).is_ok() && look_at(b"").is_ok());
    }
}
