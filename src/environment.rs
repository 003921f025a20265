//! What is known of the terminal that somebody sits at, here or at the other end of a line.

/// What tells of a terminal, as far as anybody looks at it.
const TELLING: [&str; 7] = ["TERM", "LC_ALL", "LC_CTYPE", "LANG", "NO_COLOR", "TMUX", "STY"];

/// The longest value that is taken in from far, in bytes.
const LONGEST: usize = 64;

/// Variables that tell of a terminal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Environment {
    set: Vec<(&'static str, String)>,
}

impl Environment {
    /// What this process was told.
    #[must_use]
    pub fn of_this_process() -> Self {
        let mut environment = Self::default();
        for name in TELLING {
            if let Some(value) = std::env::var_os(name) {
                environment.put(name, &value.to_string_lossy());
            }
        }
        environment
    }

    /// Takes a variable in that comes from far; what tells nothing of a terminal, or has no end, is left out.
    pub fn set(&mut self, name: &str, value: &str) {
        self.put(name, if value.len() <= LONGEST { value } else { "" });
    }

    fn put(&mut self, name: &str, value: &str) {
        let Some(name) = TELLING.into_iter().find(|known| *known == name) else { return };
        self.set.retain(|(other, _)| *other != name);
        if !value.is_empty() {
            self.set.push((name, value.to_owned()));
        }
    }

    /// A variable that is set to something.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.set.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }

    /// Whether the locale cannot show more than ASCII.
    #[must_use]
    pub fn is_ascii(&self) -> bool {
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(|name| self.get(name));
        // Where nothing is said about the locale, as in a container, terminals still read UTF-8.
        locale.is_some_and(|locale| {
            let locale = locale.to_lowercase();
            !(locale.contains("utf-8") || locale.contains("utf8"))
        })
    }

    /// Whether it is a console whose font has whole and half blocks, and no quarters of them.
    #[must_use]
    pub fn is_console(&self) -> bool {
        self.get("TERM") == Some("linux")
    }

    /// Whether the terminal can only be written to, line by line.
    #[must_use]
    pub fn is_dumb(&self) -> bool {
        self.get("TERM") == Some("dumb")
    }

    /// Whether there may be colours: of a terminal that nobody knows it is taken for granted.
    #[must_use]
    pub fn has_colour(&self) -> bool {
        self.get("NO_COLOR").is_none() && !self.is_dumb()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment(set: &[(&str, &str)]) -> Environment {
        let mut environment = Environment::default();
        for (name, value) in set {
            environment.set(name, value);
        }
        environment
    }

    #[test]
    fn the_first_that_is_said_of_the_locale_counts() {
        for (set, is_ascii) in [
            (&[][..], false),
            (&[("LANG", "C")], true),
            (&[("LANG", "de_DE.UTF-8")], false),
            (&[("LANG", "C"), ("LC_CTYPE", "C.utf8")], false),
            (&[("LANG", "C.UTF-8"), ("LC_ALL", "POSIX")], true),
            (&[("LANG", "C.UTF-8"), ("LC_ALL", "")], false),
        ] {
            assert_eq!(environment(set).is_ascii(), is_ascii, "{set:?}");
        }
    }

    #[test]
    fn colour_is_lost_only_where_somebody_says_so() {
        for (set, has_colour) in [
            (&[][..], true),
            (&[("TERM", "xterm-256color")], true),
            (&[("TERM", "a-terminal-of-tomorrow")], true),
            (&[("TERM", "dumb")], false),
            (&[("NO_COLOR", "1")], false),
            (&[("NO_COLOR", "")], true),
        ] {
            assert_eq!(environment(set).has_colour(), has_colour, "{set:?}");
        }
    }

    #[test]
    fn what_tells_nothing_or_has_no_end_is_left_out() {
        let told = environment(&[
            ("PATH", "/bin"),
            ("TERM", &"x".repeat(65)),
            ("LANG", "C"),
            ("LANG", "en_US.UTF-8"),
        ]);
        assert_eq!(told, environment(&[("LANG", "en_US.UTF-8")]));
    }
}
