//! Writes pages to one file.

use std::path::Path;

use super::Asked;
use crate::print::file;
use crate::visible::shown;

impl Asked {
    /// Writes the pages of some places to a file, whole or not at all.
    pub(super) fn export(&self, places: &[String], file: &Path) -> anyhow::Result<()> {
        let mut pages = Vec::new();
        for place in places {
            let page = self.page(&self.at(place)?)?;
            if !pages.contains(&page) {
                pages.push(page);
            }
        }
        file::write(&pages, self.library.pack(), self.looking.ascii, file)?;
        self.tell(&format!("wrote {}", shown(&file.display().to_string())));
        Ok(())
    }
}
