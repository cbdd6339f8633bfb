//! The data directory and the server key in it.

use crate::settings::ServerSecret;
use hitkey_kernel::{Random, random_array};
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

/// The data directory or the server key in it can't be used.
#[derive(Debug, thiserror::Error)]
pub enum DataDirError {
    /// The directory can't be made.
    #[error("the data directory {} can't be made", path.display())]
    Directory {
        /// The directory.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The key file can't be read or made.
    #[error("the server key {} can't be read or made", path.display())]
    Unusable {
        /// The key file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The key file holds something else.
    #[error(
        "{} is not a server key: restore it from a backup, or name the key with HITKEY_SECRET_KEY",
        path.display()
    )]
    NotAKey {
        /// The key file.
        path: PathBuf,
    },
}

/// Makes the directory, readable by its owner only, unless it is there.
///
/// # Errors
/// [`DataDirError::Directory`].
pub fn prepare(path: &Path) -> Result<(), DataDirError> {
    let made = DirBuilder::new().recursive(true).mode(0o700).create(path);
    made.map_err(|source| DataDirError::Directory { path: path.to_owned(), source })
}

/// The server key of the file at `path`; the first to come makes it.
///
/// # Errors
/// [`DataDirError`] when it can't be read or made, or is no key.
pub fn server_key(path: &Path, random: &dyn Random) -> Result<ServerSecret, DataDirError> {
    let text = read_or_make(path, random)
        .map_err(|source| DataDirError::Unusable { path: path.to_owned(), source })?;
    ServerSecret::parse(&text).ok_or_else(|| DataDirError::NotAKey { path: path.to_owned() })
}

fn read_or_make(path: &Path, random: &dyn Random) -> io::Result<String> {
    match fs::read_to_string(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => make(path, random)?,
        Err(error) => return Err(error),
        Ok(text) => {
            warn_if_loose(path)?;
            return Ok(text);
        }
    }
    fs::read_to_string(path)
}

/// Writes a key beside `path` and links it there: it appears whole, and only if none was there before.
fn make(path: &Path, random: &dyn Random) -> io::Result<()> {
    let draft = path.with_extension(format!("{:016x}.new", u64::from_be_bytes(random_array(random))));
    let linked = write(&draft, &ServerSecret::from_bytes(random_array(random)))
        .and_then(|()| fs::hard_link(&draft, path));
    fs::remove_file(&draft)?;
    match linked {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(error),
        Ok(()) => {
            tracing::info!(file = %path.display(), "made a server key: back it up apart from the database");
            path.parent().map_or(Ok(()), |dir| File::open(dir)?.sync_all())
        }
    }
}

fn write(path: &Path, secret: &ServerSecret) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(secret.to_base64().expose().as_bytes())?;
    file.write_all(b"\n")?;
    file.sync_all()
}

fn warn_if_loose(path: &Path) -> io::Result<()> {
    let mode = fs::metadata(path)?.permissions().mode() & 0o777;
    if mode & 0o077 != 0 {
        tracing::warn!(file = %path.display(), "others may read the server key (mode {mode:o}): chmod 600 it");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;
    use std::sync::Barrier;
    use std::sync::atomic::{AtomicU64, Ordering};
    use tempfile::TempDir;

    #[derive(Default)]
    struct Counter(AtomicU64);

    impl Random for Counter {
        fn fill(&self, buffer: &mut [u8]) {
            buffer.fill(u8::try_from(self.0.fetch_add(1, Ordering::SeqCst)).unwrap());
        }
    }

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn the_directory_and_the_key_are_for_their_owner_only() {
        let dir = TempDir::new().unwrap();
        let data = dir.path().join("a/data");
        prepare(&data).unwrap();
        prepare(&data).unwrap();
        server_key(&data.join("server.key"), &Counter::default()).unwrap();
        assert_eq!((mode(&data), mode(&data.join("server.key"))), (0o700, 0o600));
        assert_eq!(fs::read_dir(&data).unwrap().count(), 1, "the draft is gone");
    }

    #[test]
    fn racing_starts_agree_on_one_key() {
        let dir = TempDir::new().unwrap();
        let (path, random, gate) = (dir.path().join("server.key"), Counter::default(), Barrier::new(8));
        let start = || {
            gate.wait();
            *server_key(&path, &random).unwrap().as_bytes()
        };
        let keys: HashSet<_> = std::thread::scope(|scope| {
            let all: Vec<_> = (0..8).map(|_| scope.spawn(start)).collect();
            all.into_iter().map(|one| one.join().unwrap()).collect()
        });
        assert_eq!(keys.len(), 1);
    }

    #[test]
    fn a_file_that_is_no_key_is_refused_and_left_alone() {
        let dir = TempDir::new().unwrap();
        let path = dir.path().join("server.key");
        fs::write(&path, "not a key").unwrap();
        let refused = server_key(&path, &Counter::default()).unwrap_err();
        assert!(refused.to_string().contains("is not a server key: restore it"), "{refused}");
        assert_eq!(fs::read_to_string(&path).unwrap(), "not a key");
    }

    #[test]
    fn a_directory_that_cannot_be_made_is_named() {
        let dir = TempDir::new().unwrap();
        let file = dir.path().join("file");
        fs::write(&file, "").unwrap();
        let refused = prepare(&file.join("data")).unwrap_err();
        assert!(refused.to_string().contains("file/data can't be made"), "{refused}");
    }
}
