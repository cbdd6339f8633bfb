/// The name of a client: 1 to 100 characters, trimmed, without control characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientName(String);

/// The text can't name a client.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ClientNameError {
    /// Nothing but space.
    #[error("is required")]
    Empty,
    /// More than 100 characters, before trimming.
    #[error("must have at most 100 characters")]
    TooLong,
    /// A line break or the like.
    #[error("must not contain control characters")]
    Control,
}

impl ClientName {
    /// Trims and checks `text`.
    ///
    /// # Errors
    /// [`ClientNameError`] says which rule it breaks.
    pub fn parse(text: &str) -> Result<Self, ClientNameError> {
        if text.chars().count() > 100 {
            return Err(ClientNameError::TooLong);
        }
        if text.chars().any(char::is_control) {
            return Err(ClientNameError::Control);
        }
        let text = text.trim();
        if text.is_empty() { Err(ClientNameError::Empty) } else { Ok(Self(text.to_owned())) }
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for ClientName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}
