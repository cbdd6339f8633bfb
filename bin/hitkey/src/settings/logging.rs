use std::fmt;
use tracing_subscriber::filter::Targets;

/// Which log lines are written, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogSettings {
    filter: String,
    /// How a line looks.
    pub format: LogFormat,
}

impl LogSettings {
    /// Takes a filter of levels and targets; `None` when it is not one.
    pub fn new(filter: &str, format: LogFormat) -> Option<Self> {
        filter.parse::<Targets>().ok()?;
        Some(Self { filter: filter.to_owned(), format })
    }

    /// The filter, such as `info,hitkey_http=debug`.
    pub fn filter(&self) -> &str {
        &self.filter
    }
}

impl Default for LogSettings {
    fn default() -> Self {
        // What actix says at start is said by our own lines.
        Self { filter: "info,actix_server=warn".to_owned(), format: LogFormat::Pretty }
    }
}

/// How a log line looks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    #[default]
    Pretty,
    /// One JSON object a line, for machines.
    Json,
}

impl LogFormat {
    /// Takes `pretty` or `json`.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "pretty" => Some(Self::Pretty),
            "json" => Some(Self::Json),
            _ => None,
        }
    }
}

impl fmt::Display for LogFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Pretty => "pretty",
            Self::Json => "json",
        })
    }
}
