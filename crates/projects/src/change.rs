/// What to do with one optional value.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Change<T> {
    /// Leave it as it is.
    #[default]
    Keep,
    /// Remove it.
    Clear,
    /// Replace it.
    Set(T),
}

impl<T> Change<T> {
    /// From JSON's three cases: absent, `null`, a value.
    pub fn from_field(field: Option<Option<T>>) -> Self {
        match field {
            None => Self::Keep,
            Some(None) => Self::Clear,
            Some(Some(value)) => Self::Set(value),
        }
    }

    /// The value afterwards.
    pub(crate) fn applied(self, before: Option<T>) -> Option<T> {
        match self {
            Self::Keep => before,
            Self::Clear => None,
            Self::Set(value) => Some(value),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_three_cases_of_json_are_told_apart() {
        for (field, after) in [(None, Some(1)), (Some(None), None), (Some(Some(2)), Some(2))] {
            assert_eq!(Change::from_field(field).applied(Some(1)), after);
        }
    }
}
