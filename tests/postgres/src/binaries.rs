use std::path::{Path, PathBuf};
use std::process::Command;

/// Where the programs of a Postgres server lie.
#[derive(Debug, Clone)]
pub struct Binaries(PathBuf);

impl Binaries {
    /// The newest server under `/usr/lib/postgresql`, else the one `pg_config` knows, else the one on `PATH`.
    ///
    /// # Panics
    /// When there is none: a test that needs Postgres must not pass without it.
    pub fn find() -> Self {
        packaged().or_else(configured).or_else(on_path).unwrap_or_else(|| {
            panic!(
                "this test needs the Postgres server programs (initdb, postgres), and this machine has none: \
                 start the tests with tests/run, which installs them, or set HITKEY_TEST_POSTGRES_URL \
                 to a server on which databases may be made"
            )
        })
    }

    /// A command for one of the programs.
    pub fn command(&self, program: &str) -> Command {
        Command::new(self.path(program))
    }

    /// The path of one of the programs.
    pub fn path(&self, program: &str) -> PathBuf {
        self.0.join(program)
    }
}

/// Debian keeps one directory per major version.
fn packaged() -> Option<Binaries> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").ok()?;
    versions
        .filter_map(|entry| {
            let entry = entry.ok()?;
            let version: u32 = entry.file_name().to_str()?.parse().ok()?;
            Some((version, complete(entry.path().join("bin"))?))
        })
        .max_by_key(|(version, _)| *version)
        .map(|(_, binaries)| binaries)
}

fn configured() -> Option<Binaries> {
    let answer = Command::new("pg_config").arg("--bindir").output().ok()?;
    complete(PathBuf::from(String::from_utf8(answer.stdout).ok()?.trim()))
}

fn on_path() -> Option<Binaries> {
    std::env::split_paths(&std::env::var_os("PATH")?).find_map(complete)
}

fn complete(directory: PathBuf) -> Option<Binaries> {
    let has = |program: &str| Path::exists(&directory.join(program));
    (has("initdb") && has("postgres") && has("createdb")).then_some(Binaries(directory))
}
