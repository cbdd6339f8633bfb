//! Values that a client sends to get them back unchanged.

/// The value is longer than allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("too long")]
pub struct TooLong;

macro_rules! define_opaque {
    ($(#[$doc:meta])* $name:ident, $longest:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct $name(String);

        impl $name {
            /// The longest value, in bytes.
            pub const LONGEST: usize = $longest;

            /// Takes a value as it came.
            ///
            /// # Errors
            /// [`TooLong`] beyond [`Self::LONGEST`] bytes.
            pub fn parse(text: &str) -> Result<Self, TooLong> {
                if text.len() > Self::LONGEST { Err(TooLong) } else { Ok(Self(text.to_owned())) }
            }

            /// The value as it came.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
    };
}

define_opaque! {
    /// Ties an id_token to the browser session of a client (OpenID Connect Core §3.1.2.1).
    Nonce, 512
}

define_opaque! {
    /// What a client wants back with the answer (RFC 6749 §4.1.1).
    State, 1024
}
