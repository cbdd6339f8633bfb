use super::pattern::Memory;
use super::reply::Reply;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The one change to what is pasted: curl writes the answer to files, and what was asked for.
const CURL_TO_FILES: &str =
    r#"curl() { : >body; command curl -sS -D head -o body -w '%{method} %{url}' "$@" >sent; }"#;

/// A reader's shell.
#[derive(Debug)]
pub(super) struct Shell {
    directory: PathBuf,
}

impl Shell {
    pub(super) fn new(directory: &Path) -> Self {
        Self { directory: directory.to_owned() }
    }

    /// Sends a request; gives the answer.
    pub(super) fn request(&self, place: &str, command: &str, memory: &Memory) -> Reply {
        self.paste(place, &format!("{CURL_TO_FILES}\n{command}"), memory);
        let read = |name: &str| std::fs::read_to_string(self.directory.join(name)).unwrap();
        Reply::read(&read("sent"), &read("head"), read("body"))
    }

    /// Runs commands; keeps the variables that they set.
    pub(super) fn run(&self, place: &str, commands: &str, memory: &mut Memory) {
        let names: Vec<_> = commands.lines().filter_map(assigned).collect();
        let values: String = names.iter().map(|name| format!(" \"${name}\"")).collect();
        let script = format!("{{\n{commands}\n}} >&2\nprintf '%s\\0'{values}");
        let printed = String::from_utf8(self.paste(place, &script, memory).stdout).unwrap();
        for (name, value) in names.iter().zip(printed.split('\0')) {
            memory.set(name, value);
        }
    }

    fn paste(&self, place: &str, script: &str, memory: &Memory) -> Output {
        let mut command = Command::new("bash");
        command.args(["-euo", "pipefail", "-c", script]).current_dir(&self.directory);
        command.env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.env("HOME", &self.directory).envs(memory.variables());
        let output = command.output().unwrap();
        let complaint = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{place}: {script}\n{complaint}");
        output
    }
}

/// The variable that a line sets.
fn assigned(line: &str) -> Option<&str> {
    let (name, _) = line.split_once('=')?;
    let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_');
    is_name.then_some(name)
}
