use std::hash::{BuildHasher as _, Hasher as _, RandomState};

/// Eight random bytes, from the standard library's hasher.
pub(crate) fn number() -> u64 {
    RandomState::new().build_hasher().finish()
}

/// A random word of 16 letters and digits.
pub fn word() -> String {
    format!("{:016x}", number())
}

/// Six random digits.
pub fn digits() -> String {
    format!("{:06}", number() % 1_000_000)
}

/// A mail address that nobody has yet.
pub fn email(name: &str) -> String {
    format!("{name}.{}@example.org", word())
}
