use data_encoding::{BASE64, HEXLOWER_PERMISSIVE};
use hitkey_kernel::SecretText;
use zeroize::Zeroizing;

/// 32 random bytes under which secrets are sealed. Does not print; wiped from memory when dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct ServerSecret(Zeroizing<[u8; 32]>);

impl ServerSecret {
    /// Takes 32 bytes in base64 or hex; white space around them does not count. `None` for everything else.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().as_bytes();
        let encoding = if text.len() == 64 { HEXLOWER_PERMISSIVE } else { BASE64 };
        let bytes = Zeroizing::new(encoding.decode(text).ok()?);
        let bytes = Zeroizing::new(<[u8; 32]>::try_from(bytes.as_slice()).ok()?);
        Some(Self(bytes))
    }

    /// Takes bytes that were just drawn.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// The bytes themselves.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The base64 that [`parse`](Self::parse) takes.
    pub fn to_base64(&self) -> SecretText {
        SecretText::new(BASE64.encode(self.as_bytes()))
    }
}

impl std::fmt::Debug for ServerSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ServerSecret([redacted])")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_secret_is_32_bytes_in_base64_and_does_not_print() {
        let secret = ServerSecret::from_bytes([7; 32]);
        assert_eq!(ServerSecret::parse(secret.to_base64().expose()), Some(secret.clone()));
        assert_eq!(ServerSecret::parse(&format!(" {}\n", "07".repeat(32))), Some(secret.clone()));
        assert_eq!(format!("{secret:?}"), "ServerSecret([redacted])");
        for bad in ["", "short", &BASE64.encode(&[7; 31]), &BASE64.encode(&[7; 33])] {
            assert_eq!(ServerSecret::parse(bad), None, "{bad:?}");
        }
    }
}
