//! The command line.

use clap::{Parser, Subcommand};
use std::path::PathBuf;

/// HitKey: a self-hosted OAuth 2 and OpenID Connect identity server.
#[derive(Debug, Parser)]
#[command(name = "hitkey", version, after_help = AFTER_HELP)]
pub struct Cli {
    /// The settings file [default: hitkey.toml, if it is there]
    #[arg(long, global = true, value_name = "FILE", env = "HITKEY_CONFIG")]
    pub config: Option<PathBuf>,
    /// What to do; without it: serve.
    #[command(subcommand)]
    pub command: Option<Command>,
}

const AFTER_HELP: &str = "Settings come from the settings file and, over it, from variables such as \
    HITKEY_LISTEN; `hitkey check-config` shows them all.";

/// What to do.
#[derive(Debug, Clone, Default, PartialEq, Eq, Subcommand)]
pub enum Command {
    /// Run the server (also without any command)
    #[default]
    Serve,
    /// Bring the database up to date and stop
    Migrate,
    /// Show the effective settings, secrets masked, and where each came from
    CheckConfig,
    /// Ask the server of these settings whether it is ready; exits with 0 if so, else with 1
    Healthcheck,
    /// Work on the keys that sign tokens
    #[command(subcommand)]
    Keys(KeysCommand),
}

/// What to do with the keys that sign tokens.
#[derive(Debug, Clone, PartialEq, Eq, Subcommand)]
pub enum KeysCommand {
    /// Publish new keys now; they sign as soon as every relying party can know them
    Rotate,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn the_command_line_is_well_formed() {
        Cli::command().debug_assert();
    }

    #[test]
    fn serve_is_the_default_and_config_goes_anywhere() {
        let parse = |line: &[&str]| Cli::try_parse_from(line);
        assert_eq!(parse(&["hitkey"]).unwrap().command.unwrap_or_default(), Command::Serve);
        let rotate = parse(&["hitkey", "keys", "rotate", "--config", "x.toml"]).unwrap();
        assert_eq!(rotate.command, Some(Command::Keys(KeysCommand::Rotate)));
        assert_eq!(rotate.config, Some("x.toml".into()));
        assert!(parse(&["hitkey", "fly"]).is_err());
    }
}
