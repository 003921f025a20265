//! Writing places and links as their text.

use std::fmt;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::{Head, Kind, Link, Place};

/// Everything but letters, digits and these four is encoded (RFC 3986, unreserved characters).
const SEARCH_TEXT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

impl Kind {
    /// The word the kind begins with.
    #[must_use]
    pub fn head(&self) -> Head {
        match self {
            Self::Home => Head::Home,
            Self::List(_) => Head::List,
            Self::Era(_) => Head::Era,
            Self::Handovers => Head::Handovers,
            Self::Role(_) => Head::Role,
            Self::Scenario(_) => Head::Scenario,
            Self::Tool(_) => Head::Tool,
            Self::Toolkit(_) => Head::Toolkit,
            Self::Skill(_) => Head::Skill,
            Self::Actor(_) => Head::Actor,
            Self::Source { .. } => Head::Source,
            Self::Compare(_) => Head::Compare,
            Self::Route(_) => Head::Route,
            Self::Fit => Head::Fit,
            Self::Practice(_) => Head::Practice,
            Self::Mock(_) => Head::Mock,
            Self::Progress(_) => Head::Progress,
            Self::Question(_) => Head::Question,
            Self::Tour(_) => Head::Tour,
            Self::Search(_) => Head::Search,
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.head().word())?;
        match self {
            Self::Home
            | Self::Handovers
            | Self::Fit
            | Self::Route(None)
            | Self::Tour(None)
            | Self::Practice(None)
            | Self::Progress(None) => Ok(()),
            Self::List(list) => write!(f, ":{}", list.word()),
            Self::Era(id)
            | Self::Role(id)
            | Self::Scenario(id)
            | Self::Tool(id)
            | Self::Toolkit(id)
            | Self::Skill(id)
            | Self::Actor(id)
            | Self::Mock(id)
            | Self::Question(id)
            | Self::Practice(Some(id))
            | Self::Progress(Some(id))
            | Self::Source { id, claim: None }
            | Self::Tour(Some((id, None))) => write!(f, ":{id}"),
            Self::Source { id, claim: Some(claim) } => write!(f, ":{id}.{claim}"),
            Self::Tour(Some((id, Some(stop)))) => write!(f, ":{id}/{stop}"),
            Self::Route(Some((from, to))) => write!(f, ":{from},{to}"),
            Self::Search(text) => write!(f, ":{}", utf8_percent_encode(text, SEARCH_TEXT)),
            Self::Compare(columns) => {
                for (index, column) in columns.iter().enumerate() {
                    let mark = if index == 0 { ':' } else { ',' };
                    write!(f, "{mark}{}", column.role)?;
                    if let Some(era) = &column.era {
                        write!(f, "@{era}")?;
                    }
                }
                Ok(())
            }
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.kind.fmt(f)?;
        match &self.era {
            Some(era) => write!(f, "@{era}"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.place.fmt(f)?;
        match &self.key {
            Some(key) => write!(f, "#{key}"),
            None => Ok(()),
        }
    }
}
