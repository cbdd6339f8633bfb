/// How a client shows the pages (`display`, OpenID Connect Core §3.1.2.1). They fit every one of these as they are,
/// so nothing hangs on the word, and one that is not known does no harm.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Display;

impl Display {
    /// The values that are understood, for discovery.
    pub const WORDS: [&str; 4] = ["page", "popup", "touch", "wap"];
}
