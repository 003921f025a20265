//! How a sitting ended, and what the visitor is told of it.

use super::wire::Cut;

/// Why a sitting ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// The visitor quit, or got what they asked for.
    Done,
    /// The visitor is gone.
    Gone,
    /// The visitor reads nothing of what is sent.
    Stalled,
    /// No key was pressed for long.
    Idle,
    /// It took as long as one may take.
    TooLong,
    /// The server ends.
    Closing,
    /// Something went wrong.
    Broken,
}

impl Ending {
    /// What the visitor is told, if anything.
    pub fn farewell(self) -> &'static str {
        match self {
            Self::Done | Self::Gone | Self::Stalled => "",
            Self::Idle => {
                "You pressed no key for a long while, so the guide was closed; you can come in again at once."
            }
            Self::TooLong => {
                "This sitting has been very long, so the guide was closed; you can come in again at once."
            }
            Self::Closing => "The guide is being closed by whoever keeps it.",
            Self::Broken => "Something went wrong here, and was noted. You can come in again at once.",
        }
    }

    /// The exit code.
    pub fn code(self) -> u8 {
        // What `sysexits.h` has for an error of the program itself.
        if self == Self::Broken { 70 } else { 0 }
    }
}

impl From<Cut> for Ending {
    fn from(cut: Cut) -> Self {
        match cut {
            Cut::Gone => Self::Gone,
            Cut::Stalled => Self::Stalled,
        }
    }
}
