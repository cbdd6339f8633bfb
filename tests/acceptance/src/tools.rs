use serde_json::Value;
use std::io::{BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// The folder `tests/` of the repository.
///
/// # Panics
/// When the tests were not started by cargo.
pub fn tests_directory() -> PathBuf {
    let own = std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo runs the tests");
    Path::new(&own).parent().unwrap().to_owned()
}

/// Python with the packages of `tests/clients/requirements.txt`.
///
/// # Panics
/// When `tests/setup` has not installed it.
pub fn python() -> PathBuf {
    installed(".cache/venv/bin/python3")
}

/// Node.js; `tests/setup` has put the packages where it looks for them.
///
/// # Panics
/// When `tests/setup` has not installed them.
pub fn node() -> PathBuf {
    installed("node_modules/openid-client/package.json");
    let own = tests_directory().join(".cache/venv/bin/node");
    if own.exists() { own } else { "node".into() }
}

/// The browser: Debian's Chromium, or what else the machine has of its kind.
///
/// # Panics
/// When there is none.
pub fn chromium() -> PathBuf {
    let names = ["chromium", "chromium-browser", "google-chrome"];
    let path = std::env::var_os("PATH").unwrap_or_default();
    let places = std::env::split_paths(&path).flat_map(|folder| names.map(|name| folder.join(name)));
    places.into_iter().find(|place| place.exists()).expect("there is no Chromium: run tests/setup")
}

/// A program of ours, which cargo built beside the tests.
pub(crate) fn built(name: &str) -> PathBuf {
    let own = std::env::current_exe().unwrap();
    let program = own.ancestors().nth(2).unwrap().join(name);
    assert!(
        program.exists(),
        "{} is missing: run tests/run acceptance, or cargo build --workspace --bins",
        program.display()
    );
    program
}

/// The library that shows another time to the programs that are started with it.
///
/// # Panics
/// When `tests/setup` has not installed it.
pub fn libfaketime() -> PathBuf {
    let folders = std::fs::read_dir("/usr/lib").unwrap().map(|entry| entry.unwrap().path());
    let mut places = folders.map(|folder| folder.join("faketime/libfaketimeMT.so.1"));
    places.find(|place| place.exists()).expect("there is no libfaketime: run tests/setup")
}

fn installed(path: &str) -> PathBuf {
    let path = tests_directory().join(path);
    assert!(path.exists(), "{} is missing: run tests/setup", path.display());
    path
}

/// Runs a client program. Whenever it prints `AUTHORIZE <url>`, `visit` leads a browser through the
/// pages, and the URL that the server redirected to is written to the program. Gives the JSON of its last line.
///
/// # Panics
/// When the program fails.
pub async fn run_client<F>(mut command: Command, mut visit: F) -> Value
where
    F: AsyncFnMut(&str) -> String,
{
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    let mut last = String::new();
    while let Some(line) = next_line(&mut output) {
        if let Some(url) = line.strip_prefix("AUTHORIZE ") {
            let callback = visit(url).await;
            writeln!(child.stdin.as_mut().unwrap(), "{callback}").unwrap();
        }
        last = line;
    }
    succeed(&mut child, &command);
    serde_json::from_str(&last).unwrap_or_else(|error| panic!("{error}: {last:?}"))
}

fn next_line(output: &mut impl std::io::BufRead) -> Option<String> {
    let mut line = String::new();
    let read = output.read_line(&mut line).unwrap();
    (read > 0).then(|| line.trim_end().to_owned())
}

fn succeed(child: &mut Child, command: &Command) {
    let status = child.wait().unwrap();
    assert!(status.success(), "{command:?}: {status}");
}
