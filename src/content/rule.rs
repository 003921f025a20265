//! The rules that a pack is checked against.

use serde::Serialize;

/// How bad it is to break a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The pack cannot be used.
    Error,
    /// The pack can be used, and is worse for it.
    Warning,
}

impl Severity {
    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// Declares the rules: name, severity, and what is said of each when somebody asks.
macro_rules! rules {
    ($($(#[$doc:meta])* $rule:ident, $name:literal, $severity:ident, $explanation:literal;)+) => {
        /// A rule that a pack is checked against.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Rule {
            $($(#[$doc])* $rule,)+
        }

        impl Rule {
            /// All rules: what keeps a pack from being used first.
            pub const ALL: &[Self] = &[$(Self::$rule,)+];

            /// The rule's name.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$rule => $name,)+
                }
            }

            /// How bad it is to break it.
            #[must_use]
            pub fn severity(self) -> Severity {
                match self {
                    $(Self::$rule => Severity::$severity,)+
                }
            }

            /// What it asks for, why, and what to do: a few sentences for authors.
            #[must_use]
            pub fn explanation(self) -> &'static str {
                match self {
                    $(Self::$rule => $explanation,)+
                }
            }
        }
    };
}

rules! {
    /// A file or folder cannot be read.
    Unreadable, "unreadable", Error,
    "A file or folder of the pack cannot be read: it may be missing, be no plain file, or belong to \
     somebody else. What the system says stands in the message.";
    /// A file is larger than [`super::files::MAX_FILE_BYTES`].
    FileTooLarge, "file-too-large", Error,
    "A file of a pack has at most one megabyte, so that nobody waits for a file that was never meant \
     to be content. Split it: groups of skills and tools may be spread over several files.";
    /// A pack has more than [`super::files::MAX_FILES`] files.
    TooManyFiles, "too-many-files", Error,
    "A pack has at most 10,000 files. A folder with more is most likely not a pack but the one above it.";
    /// A link leads out of the pack.
    OutsidePack, "outside-pack", Error,
    "A symbolic link leads out of the pack's folder. A pack that somebody else made could show any file \
     of this machine that way. Copy what the link points to into the pack.";
    /// A file is not UTF-8.
    NotUtf8, "not-utf8", Error,
    "All files of a pack are UTF-8, with or without a byte-order mark. Have your editor save the file \
     as UTF-8.";
    /// A file stands where the format has none.
    UnknownFile, "unknown-file", Error,
    "A TOML file stands where a pack has none, or a file that is called as an entry has another ending. \
     Besides pack.toml and leanings.toml at the top, each file stands in the folder of its kind, as \
     roles/ID.toml does.";
    /// A file is no TOML.
    Syntax, "syntax", Error,
    "The file cannot be read as TOML 1.0. Most often a quotation mark, a bracket or a comma is missing \
     on the line shown or on the one before. What else is wrong with the file is told once this is mended.";
    /// The pack's format is not one this program reads.
    UnknownFormat, "unknown-format", Error,
    "This program reads packs of format 1.";
    /// A field that the format does not have.
    UnknownField, "unknown-field", Error,
    "The format has no field of this name; a misspelt field would otherwise be left out in silence. \
     `roledex schema KIND` lists the fields of a kind of file.";
    /// A field is of the wrong type or out of range.
    WrongType, "wrong-type", Error,
    "A field has one type: a text in quotes, a list, a table, a whole number. Levels go from 1 to 4.";
    /// A field that must be there is not.
    MissingField, "missing-field", Error,
    "A field that the format asks for is missing. `roledex schema KIND` tells what each field is for.";
    /// A file that every pack has is missing.
    MissingFile, "missing-file", Error,
    "Every pack has a pack.toml, and at least one era unless it extends the built-in pack.";
    /// A text holds a character that cannot be seen or that moves the others.
    InvisibleCharacter, "invisible-character", Error,
    "Texts hold no control characters, no marks that turn the direction of writing and no other \
     characters that cannot be seen: whatever stands in a pack must be what a reader sees, and nothing \
     in it may reach a terminal as a command.";
    /// An id is not lower-case letters, digits and hyphens.
    BadId, "bad-id", Error,
    "Ids are lower-case letters, digits and hyphens; keys of a source's claims may have capitals. Ids \
     stand in links, in file names and on command lines, so they have to be easy to type.";
    /// Two entries have the same id.
    DuplicateId, "duplicate-id", Error,
    "An id names one thing. An entry that means to replace a built-in one stands in a pack that \
     extends the built-in pack.";
    /// An id that no entry has.
    UnknownId, "unknown-id", Error,
    "The id names no entry of the kind that is asked for here: it is misspelt, names another kind of \
     entry, or the entry is still to be written.";
    /// Two roles, skills or tools go by the same name.
    DuplicateName, "duplicate-name", Error,
    "Names and ids of roles, and aliases of roles, skills and tools, are asked for on the command line and in \
     links, so one can mean one role only, or one skill or tool, in capitals or not, with blanks or with hyphens.";
    /// A role does not say what it was in an era.
    MissingEra, "missing-era", Error,
    "Every role has a table for every era, also for one in which it did not exist: then \
     status = \"absent\" and a summary that says what the work was called and who did it.";
    /// What became of a task is not said, or said of a task that was not there.
    Tasks, "tasks", Error,
    "In every era but the first it is said of each task of the era before whether it is kept (`keeps`), \
     changed (under `does` again, with its new text) or gone (under `gone`, with who does it now). The \
     signs that show what an era did are computed from that.";
    /// A role is something in an era that it cannot be then.
    Status, "status", Error,
    "A role is `new` in the first era in which it exists, and `established` or `reshaped` only where it \
     existed before. In an era in which it is `absent` it has no tasks, skills or tools, and nothing is said \
     of them: who did the work then is said in the summary.";
    /// A role is told apart from itself, or deals with itself.
    Itself, "itself", Error,
    "A role hands nothing to itself, does not differ from itself and does not lead to itself: the id of \
     another role was meant.";
    /// A party takes part in an era in which it does not exist.
    AbsentParty, "absent-party", Error,
    "Who hands something over, receives it, takes over a task, spans a gap, does a step or is a way on has \
     to exist in that era. Name another party, or say with `era` when it holds.";
    /// A hand-over is written twice.
    DuplicateHandOver, "duplicate-hand-over", Error,
    "A hand-over is written once, at the giver, or at the receiver where the giver is an actor; the guide \
     shows it on both sides. Two of the same parties and the same words show twice.";
    /// Skills need each other in a circle.
    Cycle, "cycle", Error,
    "A skill that needs another is learnt after it. Where skills need each other in a circle, nobody \
     could begin.";
    /// A tour's stop or its length cannot be.
    BadPlace, "bad-place", Error,
    "The stop of a tour is a place as links write it, such as role:ai-engineer@after#does, and what it \
     names exists.";
    /// A date that is none.
    BadDate, "bad-date", Error,
    "Dates are written 2025, 2025-03 or 2025-03-24, in quotes, and are days of the calendar; `read` is a \
     whole date, for it tells when the evidence has to be looked at again.";
    /// An address that is none.
    BadUrl, "bad-url", Error,
    "Addresses begin with https:// or http:// and can be opened in a browser as they stand.";
    /// More than three claims of one source on one statement.
    TooManyClaims, "too-many-claims", Error,
    "One statement cites at most three claims of one source. What needs more is a summary of that source \
     and better said as several statements.";
    /// A statement cites what is said about the source itself.
    MetaClaim, "meta-claim", Error,
    "A claim of the kind `meta` is about the source itself, such as who wrote it, and bears no statement.";
    /// A statement is the guide's own and somebody else's.
    MixedEvidence, "mixed-evidence", Error,
    "A statement cites sources, or is the guide's own judgement (`editorial`), and not both: a reader could \
     not tell who is answerable. Say in two statements what two have to answer for.";
    /// A statement without evidence.
    NoEvidence, "no-evidence", Warning,
    "Every statement says who says so: sources = [\"source-id.CLAIM\"], or [\"editorial\"] where it is the \
     guide's own judgement.";
    /// A source that nothing cites.
    UnusedSource, "unused-source", Warning,
    "No statement cites this source. It is left over, or the statement it was read for is still missing.";
    /// A claim that nothing cites.
    UnusedClaim, "unused-claim", Warning,
    "No statement cites this claim. It is left over, or the statement it was read for is still missing. \
     What is said about the source itself has the kind `meta`.";
    /// A source that bears much and lists nothing.
    UnlistedClaims, "unlisted-claims", Warning,
    "A source that more than five statements cite lists its claims, and they cite those: so that a \
     reader sees what the source says, and somebody can check it.";
    /// A role far thinner than its neighbours.
    ThinRole, "thin-role", Warning,
    "In this era the role has less than a third of the tasks, skills and tools that its neighbours have \
     in the middle. Beside them, a reader takes it for a smaller job than it is.";
    /// Fewer than one needs, or more than one can hold.
    HowMany, "how-many", Warning,
    "A good answer to a question is told by three to seven points: with fewer nobody can tell it from a weak one, \
     and more are not held against what one just said. Of fewer than two answers a room has none to choose from, \
     and a tour without stops shows nothing.";
    /// Evidence that nobody looked at for two years.
    StaleEvidence, "stale-evidence", Warning,
    "Nobody looked at this source for 24 months. Look whether it still says what it is cited for, and \
     bring `read` up to date.";
    /// A name that does not fit where names are shown.
    LongName, "long-name", Warning,
    "A name of more than 28 columns is cut in the index and in the heads of comparisons. Put the rest \
     into an alias.";
    /// What is handed over, in too many words.
    LongWhat, "long-what", Warning,
    "What is handed over is said in at most 60 columns, so that it fits on a line beside who gives it. \
     Where it goes wrong belongs into `trouble`.";
    /// A list, table or text with nothing in it.
    Empty, "empty", Warning,
    "A list, a table or a text, also one of a list, was begun and has nothing in it. Fill it, or leave the \
     field out.";
    /// A text with a blank at one of its ends.
    StrayBlank, "stray-blank", Warning,
    "A text begins or ends with a blank. On a screen nobody sees it; where texts are printed as Markdown, a \
     name with one is not told from what stands around it.";
    /// A text that is still to be written.
    Unwritten, "unwritten", Warning,
    "A text begins with TODO, as those do that `roledex new role` writes: it is still to be written.";
    /// A share without its year.
    UndatedFigure, "undated-figure", Warning,
    "A figure in percent ages. Say of which year it is, in the text or as as_of = \"2026\".";
}

impl Rule {
    /// The rule with a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|rule| rule.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_is_found_by_its_name_and_errors_stand_before_warnings() {
        for rule in Rule::ALL {
            assert_eq!(Rule::named(rule.name()), Some(*rule));
            assert!(rule.explanation().ends_with('.'), "{}", rule.name());
        }
        assert!(Rule::ALL.iter().map(|rule| rule.severity()).is_sorted());
        assert_eq!(Rule::named("no-such-rule"), None);
    }
}
