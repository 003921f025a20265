//! A disk of its own for a test: so small that it is soon full, or one that cannot be written.

use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// A disk in memory, given back when this is dropped.
pub struct Disk(TempDir);

impl Disk {
    /// A disk of so many kilobytes; `None`, which is said, where none can be mounted here.
    pub fn of(kilobytes: u32) -> Option<Self> {
        let folder = TempDir::new().expect("a folder");
        let size = format!("size={kilobytes}k");
        if run("mount", &["-t", "tmpfs", "-o", &size, "tmpfs"], folder.path()) {
            return Some(Self(folder));
        }
        assert!(std::env::var_os("ROLEDEX_MUST_RUN").is_none(), "a small disk cannot be mounted here");
        eprintln!("skipped: no tmpfs");
        None
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// Lets nobody write it any more.
    pub fn protect(&self) {
        assert!(run("mount", &["-o", "remount,ro"], self.path()), "it can be protected");
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // Where it is still in use it goes when that ends.
        run("umount", &["--lazy"], self.path());
    }
}

fn run(program: &str, arguments: &[&str], disk: &Path) -> bool {
    let mut command = Command::new(program);
    command.args(arguments).arg(disk).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}
