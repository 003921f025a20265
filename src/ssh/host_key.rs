//! The key by which visitors know the server again.

use std::fs::{self, DirBuilder};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::Path;

use anyhow::{Context, bail};
use russh::keys::PrivateKey;
use russh::keys::ssh_key::LineEnding;
use russh::keys::ssh_key::private::Ed25519Keypair;
use rustix::rand::{GetRandomFlags, getrandom};
use tempfile::NamedTempFile;

use crate::visible::shown;

/// Who but its owner may do anything with a file.
const OTHERS: u32 = 0o077;

/// The key in a file, which is made where there is none; only its owner may read it.
///
/// # Errors
/// Where it cannot be read or made, or others may read it.
pub fn at(file: &Path) -> anyhow::Result<PrivateKey> {
    let name = shown(&file.display().to_string());
    if !file.exists() {
        make(file).with_context(|| format!("the host key {name} cannot be made"))?;
    }
    let metadata = fs::metadata(file).with_context(|| format!("the host key {name} cannot be read"))?;
    if metadata.is_dir() {
        bail!("{name} is a folder; name the file in it that holds the host key, or is to hold it");
    }
    let mode = metadata.permissions().mode() & 0o777;
    if mode & OTHERS != 0 {
        bail!("others may read the host key {name} (mode {mode:04o}); \"chmod 600\" mends that");
    }
    fs::File::open(file).with_context(|| format!("the host key {name} cannot be read"))?;
    let key = russh::keys::load_secret_key(file, None).with_context(|| {
        format!("{name} holds no host key that can be used: one without a passphrase, as \"ssh-keygen -t ed25519 -N ''\" makes it")
    })?;
    // How long the `rsa` crate takes over a signature tells of the key (RUSTSEC-2023-0071); of visitors it only checks.
    if key.algorithm().is_rsa() {
        bail!(
            "{name} holds an RSA key, which is not safe to sign with here; \"ssh-keygen -t ed25519 -N ''\" makes another"
        );
    }
    Ok(key)
}

/// Makes a key, in a file that is there whole or not at all; where another is quicker, theirs holds.
fn make(file: &Path) -> anyhow::Result<()> {
    let mut seed = [0; 32];
    let got = getrandom(&mut seed, GetRandomFlags::empty())?;
    anyhow::ensure!(got == seed.len(), "the system gives no random numbers");
    let key = PrivateKey::from(Ed25519Keypair::from_seed(&seed));
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    // For nobody else, from its first byte on.
    let mut made = NamedTempFile::new_in(folder)?;
    made.write_all(key.to_openssh(LineEnding::LF)?.as_bytes())?;
    made.as_file().sync_all()?;
    match made.persist_noclobber(file) {
        Err(error) if error.error.kind() != io::ErrorKind::AlreadyExists => Err(error.error.into()),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;

    fn folder() -> TempDir {
        TempDir::new().unwrap_or_else(|error| panic!("{error}"))
    }

    #[test]
    fn a_key_is_made_once_for_its_owner_alone_and_kept() {
        let folder = folder();
        let file = folder.path().join("below/host_key");
        let first = at(&file).unwrap_or_else(|error| panic!("{error:#}"));
        let mode = fs::metadata(&file).map(|metadata| metadata.permissions().mode() & 0o777);
        assert_eq!(mode.ok(), Some(0o600));
        let again = at(&file).unwrap_or_else(|error| panic!("{error:#}"));
        assert_eq!(first.public_key(), again.public_key());
        let other = at(&folder.path().join("another")).unwrap_or_else(|error| panic!("{error:#}"));
        assert_ne!(first.public_key(), other.public_key());
    }

    #[test]
    fn servers_that_begin_at_once_have_one_key() {
        let folder = folder();
        let file = folder.path().join("host_key");
        let made: Vec<_> = std::thread::scope(|scope| {
            let makers: Vec<_> = (0..8).map(|_| scope.spawn(|| at(&file))).collect();
            makers.into_iter().filter_map(|maker| maker.join().ok()?.ok()).collect()
        });
        assert_eq!(made.len(), 8);
        assert!(made.iter().all(|key| key.public_key() == made[0].public_key()));
    }

    #[test]
    fn a_key_that_others_may_read_or_that_is_none_is_not_used() {
        let folder = folder();
        let file = folder.path().join("host_key");
        at(&file).unwrap_or_else(|error| panic!("{error:#}"));
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640))
            .unwrap_or_else(|error| panic!("{error}"));
        let why = at(&file).err().map(|error| error.to_string()).unwrap_or_default();
        assert!(why.contains("mode 0640") && why.contains("chmod 600"), "{why}");
        fs::write(&file, "no key")
            .and_then(|()| fs::set_permissions(&file, fs::Permissions::from_mode(0o600)))
            .unwrap_or_else(|error| panic!("{error}"));
        let why = at(&file).err().map(|error| error.to_string()).unwrap_or_default();
        assert!(why.contains("holds no host key"), "{why}");
        let why = at(folder.path()).err().map(|error| error.to_string()).unwrap_or_default();
        assert!(why.contains("is a folder") && !why.contains("chmod"), "{why}");
    }
}
