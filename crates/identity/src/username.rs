use std::fmt;

const RESERVED: &str = include_str!("reserved_usernames.txt");

/// A name that a person chose for themself: 3–30 of `[A-Za-z0-9_]`, unique without regard to case.
#[derive(Clone)]
pub struct Username {
    text: String,
    key: String,
}

/// Why a text can't be a [`Username`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum UsernameError {
    /// Not 3–30 of `[A-Za-z0-9_]`.
    #[error("a username has 3 to 30 letters, digits and underscores")]
    Invalid,
    /// On the list of names that could be taken for the service itself.
    #[error("this username is reserved")]
    Reserved,
}

impl Username {
    /// Checks what a person chose.
    ///
    /// # Errors
    /// [`UsernameError`] when the shape is wrong or the name is reserved.
    pub fn choose(text: &str) -> Result<Self, UsernameError> {
        let name = Self::from_stored(text)?;
        let reserved = RESERVED.lines().any(|line| line == name.key);
        if reserved { Err(UsernameError::Reserved) } else { Ok(name) }
    }

    /// Takes a name that was stored: whoever has a name keeps it when the list of reserved ones grows.
    ///
    /// # Errors
    /// [`UsernameError::Invalid`] when the shape is wrong.
    pub fn from_stored(text: &str) -> Result<Self, UsernameError> {
        let good = (3..=30).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        if !good {
            return Err(UsernameError::Invalid);
        }
        Ok(Self { text: text.to_owned(), key: text.to_ascii_lowercase() })
    }

    /// The name as it was typed.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What names are compared and kept unique by: the lower-case form.
    pub fn key(&self) -> &str {
        &self.key
    }
}

impl PartialEq for Username {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl Eq for Username {}

impl fmt::Display for Username {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for Username {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Username({})", self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usernames_are_judged_by_shape_and_list() {
        let long = "a".repeat(31);
        for (text, outcome) in [
            ("ann", Ok(())),
            ("Ann_92", Ok(())),
            ("an", Err(UsernameError::Invalid)),
            (long.as_str(), Err(UsernameError::Invalid)),
            ("ann-lee", Err(UsernameError::Invalid)),
            ("änn", Err(UsernameError::Invalid)),
            (" ann", Err(UsernameError::Invalid)),
            ("admin", Err(UsernameError::Reserved)),
            ("HitKey", Err(UsernameError::Reserved)),
        ] {
            assert_eq!(Username::choose(text).map(|_| ()), outcome, "{text:?}");
        }
    }

    #[test]
    fn a_stored_name_is_kept_though_it_became_reserved() {
        assert_eq!(Username::from_stored("Admin").unwrap().key(), "admin");
    }

    #[test]
    fn the_list_holds_lower_case_names_of_the_right_shape_in_order() {
        let names: Vec<_> = RESERVED.lines().collect();
        assert!(names.is_sorted());
        for name in names {
            assert_eq!(Username::from_stored(name).unwrap().as_str(), name.to_ascii_lowercase());
        }
    }
}
