//! Practising and interviews: in the terminal, or line by line where there is none.

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use crate::content::in_prose;
use crate::content::model::Seniority;
use crate::place::{Kind, Place};
use crate::practice::deck;
use crate::profile::Wish;

use super::Asked;

/// What is to be practised.
#[derive(Clone, Debug, Args)]
#[command(after_help = "\
Examples:
  roledex practice ai-engineer --level senior
  roledex practice data-scientist --era before --limit 5
  roledex practice --due                 what you answered before and is due comes first
  roledex practice ai-engineer --lines   plain questions and answers: Enter reveals, a digit grades")]
pub struct Practice {
    /// The role that is asked; left out: all
    role: Option<String>,
    /// Only questions for this seniority
    #[arg(long, value_parser = level())]
    level: Option<Seniority>,
    /// Only questions about this skill
    #[arg(long)]
    skill: Option<String>,
    /// The most questions
    #[arg(long, value_name = "N", default_value_t = deck::USUAL, allow_negative_numbers = true, value_parser = number::<{ u16::MAX }>)]
    limit: u16,
    /// What is due comes first
    #[arg(long)]
    due: bool,
    /// Ask and answer line by line, as where there is no terminal
    #[arg(long)]
    lines: bool,
}

impl Practice {
    /// Whether line by line is asked for.
    pub fn is_in_lines(&self) -> bool {
        self.lines
    }
}

impl Mock {
    /// Whether line by line is asked for.
    pub fn is_in_lines(&self) -> bool {
        self.lines
    }
}

/// What is asked where, and whether line by line.
pub struct Asking {
    /// The place.
    pub place: Place,
    /// What is wished there.
    pub wish: Wish,
    /// Whether line by line, also where there is a terminal.
    pub in_lines: bool,
}

/// An interview that is to be held.
#[derive(Clone, Debug, Args)]
#[command(after_help = "Example: roledex mock ai-engineer --minutes 15")]
pub struct Mock {
    /// The role that is asked
    role: String,
    /// How long it takes
    #[arg(long, value_name = "N", default_value_t = deck::USUAL_MINUTES, allow_negative_numbers = true, value_parser = number::<600>)]
    minutes: u16,
    /// Ask and answer line by line, as where there is no terminal
    #[arg(long)]
    lines: bool,
}

/// Reads a number from 1 on.
fn number<const MOST: u16>(text: &str) -> Result<u16, String> {
    let number = text.parse::<u16>().ok().filter(|number| (1..=MOST).contains(number));
    number.ok_or_else(|| format!("a number from 1 to {MOST} is wanted"))
}

fn level() -> impl TypedValueParser<Value = Seniority> {
    PossibleValuesParser::new(Seniority::ALL.map(Seniority::word)).map(|word| {
        // Only words of levels come this far.
        Seniority::ALL.into_iter().find(|level| level.word() == word).unwrap_or(Seniority::Junior)
    })
}

impl Asked {
    /// What is to be practised, and how.
    pub(super) fn practise(&self, wanted: Practice) -> anyhow::Result<Asking> {
        let place = match wanted.role {
            Some(role) => self.of_role(&role, |role| Kind::Practice(Some(role)))?,
            None => self.in_era(Kind::Practice(None).into())?,
        };
        let skill = match wanted.skill {
            Some(skill) => match self.library.canonical(Kind::Skill(skill).into())?.kind {
                Kind::Skill(id) => Some(id),
                _ => None,
            },
            None => None,
        };
        let usual = self.wish(&place);
        let wish = Wish { level: wanted.level, skill, due: wanted.due, limit: wanted.limit, ..usual };
        self.asking(place, wish, wanted.lines)
    }

    /// What interview is to be held, and how.
    pub(super) fn interview(&self, wanted: &Mock) -> anyhow::Result<Asking> {
        let place = self.of_role(&wanted.role, Kind::Mock)?;
        let Wish { role, era, .. } = self.wish(&place);
        let wish = Wish::interview(&role.unwrap_or_default(), &era, wanted.minutes);
        self.asking(place, wish, wanted.lines)
    }

    /// The usual wish at a place of practice.
    fn wish(&self, place: &Place) -> Wish {
        let era = &self.library.era_or_default(place.era.as_deref()).id;
        let role = match &place.kind {
            Kind::Practice(role) => role.as_deref(),
            Kind::Mock(role) => Some(role.as_str()),
            _ => None,
        };
        Wish::usual(role, era)
    }

    fn asking(&self, place: Place, wish: Wish, in_lines: bool) -> anyhow::Result<Asking> {
        let era = self.library.era_or_default(place.era.as_deref()).short.as_str();
        let place = self.library.seen_in(place, era);
        if let Some(role) =
            wish.role.as_ref().and_then(|id| self.library.role(id)).filter(|role| !role.exists_in(&wish.era))
        {
            let (name, era) =
                (role.name.as_str(), in_prose(&self.library.era_or_default(Some(&wish.era)).name));
            anyhow::bail!("there is no {name} {era}; --era names another era");
        }
        if deck::all(&self.library, &wish).is_empty() {
            let program = self.program;
            let about = wish.role.as_ref().and_then(|id| self.library.role_name(id));
            let about = about.map(|name| format!(" about the {}", in_prose(name))).unwrap_or_default();
            anyhow::bail!(
                "there are no such questions{about}; \"{program}list questions\" shows what there is"
            );
        }
        Ok(Asking { place, wish, in_lines })
    }
}
