use crate::Timestamp;
use data_encoding::BASE64URL_NOPAD;
use uuid::Uuid;

/// A place in a list that is ordered by an instant and, where instants are equal, by an id.
///
/// Neither changes as long as the item exists, so that whoever walks through the pages meets each item
/// that stays exactly once, whatever is added or removed meanwhile.
///
/// As text it is 32 characters that a caller hands back as they are. It is not signed: it opens nothing,
/// it says only from where on to list what the caller may see anyway. So it must hold no secret, and an
/// item need not exist for its place to be one.
///
/// ```
/// use hitkey_kernel::{Cursor, Timestamp};
/// use uuid::Uuid;
///
/// let place = Cursor::new(Timestamp::from_unix_seconds(1_769_847_330), Uuid::from_u128(7));
/// assert_eq!(Cursor::parse(&place.to_string()), Ok(place));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cursor {
    at: Timestamp,
    id: Uuid,
}

/// The text is not one that a [`Cursor`] displays as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a cursor")]
pub struct CursorError;

/// Instants of the years 1970 to 9999: every database can compare them.
const LATEST: i64 = 253_402_300_799_999_999;

impl Cursor {
    /// Before everything that happened since 1970.
    pub const BEFORE_ALL: Self = Self { at: Timestamp::from_unix_micros(0), id: Uuid::nil() };
    /// After everything that happens until the year 9999.
    pub const AFTER_ALL: Self = Self { at: Timestamp::from_unix_micros(LATEST), id: Uuid::max() };

    /// The place of the item with this instant and this id.
    pub const fn new(at: Timestamp, id: Uuid) -> Self {
        Self { at, id }
    }

    /// Reads what [`Display`](std::fmt::Display) wrote.
    ///
    /// # Errors
    /// [`CursorError`] when it is anything else, or an instant that no database can compare.
    pub fn parse(text: &str) -> Result<Self, CursorError> {
        let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).map_err(|_| CursorError)?;
        let (at, id) = bytes.split_first_chunk::<8>().ok_or(CursorError)?;
        let micros = i64::from_be_bytes(*at);
        if !(0..=LATEST).contains(&micros) {
            return Err(CursorError);
        }
        let id = Uuid::from_slice(id).map_err(|_| CursorError)?;
        Ok(Self { at: Timestamp::from_unix_micros(micros), id })
    }

    /// The instant.
    pub const fn at(&self) -> Timestamp {
        self.at
    }

    /// The id.
    pub const fn id(&self) -> Uuid {
        self.id
    }
}

impl std::fmt::Display for Cursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut bytes = [0; 24];
        bytes[..8].copy_from_slice(&self.at.unix_micros().to_be_bytes());
        bytes[8..].copy_from_slice(self.id.as_bytes());
        BASE64URL_NOPAD.encode_display(&bytes).fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_of(micros: i64, id: &[u8]) -> String {
        BASE64URL_NOPAD.encode(&[&micros.to_be_bytes(), id].concat())
    }

    #[test]
    fn every_place_comes_back_from_its_text() {
        let some =
            Cursor::new(Timestamp::from_unix_micros(1_769_847_330_123_456), Uuid::from_u128(u128::MAX / 3));
        for place in [Cursor::BEFORE_ALL, some, Cursor::AFTER_ALL] {
            let text = place.to_string();
            assert_eq!(text.len(), 32);
            assert_eq!(Cursor::parse(&text), Ok(place));
        }
        assert!(Cursor::BEFORE_ALL < some && some < Cursor::AFTER_ALL);
    }

    #[test]
    fn nothing_else_is_a_place() {
        let id = [7; 16];
        for text in [
            String::new(),
            "0".to_owned(),
            "not base64!".to_owned(),
            format!("{}=", Cursor::BEFORE_ALL),
            format!("{} ", Cursor::BEFORE_ALL),
            text_of(1, &id[..15]),
            text_of(1, &[7; 17]),
            text_of(-1, &id),
            text_of(i64::MIN, &id),
            text_of(i64::MAX, &id),
            text_of(LATEST + 1, &id),
            "A".repeat(1 << 20),
        ] {
            assert_eq!(Cursor::parse(&text), Err(CursorError), "{text:.40}");
        }
    }
}
