/// What the client wants the person to be asked (OpenID Connect Core §3.1.2.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Prompt {
    /// Nothing: answer at once or fail.
    pub none: bool,
    /// To sign in afresh.
    pub login: bool,
    /// To consent, even if they did before.
    pub consent: bool,
    /// To say as whom they go on.
    pub select_account: bool,
}

/// The value is no `prompt`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a prompt")]
pub struct PromptError;

impl Prompt {
    /// The values that are understood, for discovery.
    pub const WORDS: [&str; 4] = ["none", "login", "consent", "select_account"];

    /// Reads words with spaces between.
    ///
    /// # Errors
    /// [`PromptError`] for an unknown word, and for `none` beside others.
    pub fn parse(text: &str) -> Result<Self, PromptError> {
        let mut prompt = Self::default();
        for word in text.split(' ').filter(|word| !word.is_empty()) {
            match word {
                "none" => prompt.none = true,
                "login" => prompt.login = true,
                "consent" => prompt.consent = true,
                "select_account" => prompt.select_account = true,
                _ => return Err(PromptError),
            }
        }
        let asks = prompt.login || prompt.consent || prompt.select_account;
        if prompt.none && asks { Err(PromptError) } else { Ok(prompt) }
    }
}
