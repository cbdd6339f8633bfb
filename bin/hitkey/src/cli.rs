//! The command line.

use clap::{Parser, Subcommand, value_parser};
use hitkey_kernel::InitialAccessId;
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
    /// Work on the tokens by which clients may register themselves
    #[command(subcommand)]
    RegistrationToken(RegistrationTokenCommand),
}

/// What to do with the tokens by which clients may register themselves.
#[derive(Debug, Clone, PartialEq, Eq, Subcommand)]
pub enum RegistrationTokenCommand {
    /// Make one and show it, this once
    Create {
        /// After how many days it ends
        #[arg(long, value_name = "DAYS", default_value_t = 30, value_parser = value_parser!(u32).range(1..=3650))]
        expires: u32,
        /// How many clients it registers
        #[arg(long, value_name = "NUMBER", default_value_t = 1, value_parser = value_parser!(u32).range(1..=1_000_000))]
        uses: u32,
    },
    /// Show those that have not ended, never the tokens themselves
    List,
    /// End one; what it registered stays
    Revoke {
        /// Its id, as `list` shows it
        id: InitialAccessId,
    },
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
