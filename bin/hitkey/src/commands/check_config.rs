//! `hitkey check-config`.

use crate::settings::Settings;
use std::io::{self, Write as _};

/// Shows every setting, its effective value and where it came from.
pub(super) fn check_config(settings: &Settings) -> io::Result<()> {
    let mut out = io::stdout().lock();
    settings.effective().iter().try_for_each(|one| writeln!(out, "{one}"))
}
