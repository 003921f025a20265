//! The commands that print, wherever somebody sits; those that ask open the guide, or ask line by line.

use clap::Subcommand;

use crate::place::{Column, Kind, MAX_COLUMNS, MIN_COLUMNS, Place, PlaceError, split_era};

use super::options::Form;
use super::practice::{Asking, Mock, Practice};
use super::{Asked, Code, lines};

/// What is printed, for whoever asks; nothing of it touches the machine it runs on.
#[derive(Clone, Debug, Subcommand)]
pub enum Printed {
    /// Print what stands at a place
    #[command(
        after_help = "Examples:\n  roledex show ai-engineer\n  roledex show era:before --format markdown"
    )]
    Show {
        /// A place, an id or a name: `ai-engineer`, `tool:pytorch`, `role:ai-engineer@before`
        place: String,
        #[command(flatten)]
        form: Form,
    },
    /// Print all entries of a kind
    #[command(after_help = "Example: roledex list tools --format json")]
    List {
        /// roles, eras, actors, skills, toolkits, tools, scenarios (or projects), questions, tours, sources or bookmarks
        kind: String,
        #[command(flatten)]
        form: Form,
    },
    /// Print two to four roles beside each other
    #[command(after_help = "Examples:\n  roledex compare ai-engineer data-scientist\n  \
                            roledex compare data-scientist@before data-scientist@after")]
    Compare {
        /// Roles, each with or without its era: `ai-engineer`, `ai-engineer@before`
        #[arg(required = true, num_args = MIN_COLUMNS..=MAX_COLUMNS, value_name = "ROLE")]
        roles: Vec<String>,
        #[command(flatten)]
        form: Form,
    },
    /// Print the route from a role, or from what you know (`me`), to a role
    #[command(
        after_help = "Examples:\n  roledex route data-scientist ai-engineer\n  roledex route me ml-engineer"
    )]
    Route {
        /// The role where it begins, or `me`
        from: String,
        /// The role where it leads
        to: String,
        #[command(flatten)]
        form: Form,
    },
    /// Print which roles are near to what you know, and why
    #[command(after_help = "Example: roledex fit --era before")]
    Fit {
        #[command(flatten)]
        form: Form,
    },
    /// Print the one thing to learn or read next, and why
    #[command(after_help = "Example: roledex next")]
    Next {
        #[command(flatten)]
        form: Form,
    },
    /// Practise interview questions, ten at a time; goes on with what you began
    #[command(alias = "practise")]
    Practice(Practice),
    /// Hold a mock interview: questions against the clock, graded point by point
    Mock(Mock),
    /// Print what you practised, how it went, and what is due
    #[command(
        after_help = "Examples:\n  roledex progress ai-engineer\n  roledex progress --format csv > progress.csv"
    )]
    Progress {
        /// Only this role
        role: Option<String>,
        #[command(flatten)]
        form: Form,
    },
    /// Print what is found for a text, the best first, a line each; exits with 1 where nothing is
    #[command(
        after_help = "Examples:\n  roledex search pyhton\n  roledex search \"data drift\" --format json"
    )]
    Search {
        /// What to look for
        #[arg(required = true, value_name = "TEXT")]
        text: Vec<String>,
        #[command(flatten)]
        form: Form,
    },
}

impl Asked {
    /// Prints what is asked for; what is to be practised opens the guide, where there is a terminal for it.
    pub(super) fn print_or_ask(&self, what: Printed) -> anyhow::Result<Code> {
        match what {
            Printed::Show { place, form } => self.show(&self.at(&place)?, form)?,
            Printed::List { kind, form } => self.show(&self.at(&format!("list:{kind}"))?, form)?,
            Printed::Compare { roles, form } => self.show(&self.comparison(&roles)?.into(), form)?,
            Printed::Route { from, to, form } => {
                self.show(&self.way(&from, &to)?.into(), form)?;
            }
            Printed::Fit { form } => self.show(&self.in_era(Kind::Fit.into())?.into(), form)?,
            Printed::Next { form } => self.next(form)?,
            Printed::Practice(wanted) => self.ask(self.practise(wanted)?)?,
            Printed::Mock(wanted) => self.ask(self.interview(&wanted)?)?,
            Printed::Progress { role, form } => {
                let place = match role {
                    Some(role) => self.of_role(&role, |role| Kind::Progress(Some(role)))?,
                    None => self.in_era(Kind::Progress(None).into())?,
                };
                self.show(&place.into(), form)?;
            }
            Printed::Search { text, form } => return self.search(&text.join(" "), form),
        }
        Ok(0)
    }

    /// Asks questions, in the guide or line by line.
    fn ask(&self, asking: Asking) -> anyhow::Result<()> {
        let Asking { place, wish, in_lines } = asking;
        let has_screen = {
            let streams = self.streams.borrow();
            streams.is_terminal && !streams.environment.is_dumb()
        };
        if in_lines || !has_screen {
            return lines::practise(self, &place.to_string(), &wish, true);
        }
        self.open(Some(place.into()), Some(wish))
    }

    /// The way from a role to another, or from `me`, in the era that one of them is named with.
    fn way(&self, from: &str, to: &str) -> anyhow::Result<Place> {
        let ((from, begun), (to, ended)) = (split_era(from)?, split_era(to)?);
        anyhow::ensure!(
            begun.is_none() || ended.is_none() || begun == ended,
            "a way leads through one era: name it once, as in `roledex route {from} {to}@ERA`"
        );
        let [from, to] = [from, to].map(|role| role.strip_prefix("role:").unwrap_or(role).to_owned());
        Ok(self.in_era(Place { era: ended.or(begun), ..Kind::Route(Some((from, to))).into() })?)
    }

    /// Each role may be a name or an alias, and may have an era behind an `@`.
    fn comparison(&self, roles: &[String]) -> anyhow::Result<Place> {
        let mut columns = Vec::new();
        for role in roles {
            let (role, era) = split_era(role)?;
            let role = role.strip_prefix("role:").unwrap_or(role);
            columns.push(Column { role: role.to_owned(), era });
        }
        let dated = columns.iter().filter(|column| column.era.is_some()).count();
        if dated != 0 && dated != columns.len() {
            return Err(PlaceError::MixedColumns.into());
        }
        Ok(self.in_era(Kind::Compare(columns).into())?)
    }
}
