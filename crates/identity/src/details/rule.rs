use super::DetailField;

/// Why a text can't be a detail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DetailProblem {
    /// More characters than this, with the blanks around it.
    TooLong(usize),
    /// A control character.
    ControlCharacter,
    /// No address of a web page.
    NoUrl,
    /// No day of the calendar, and no year.
    NoDate,
    /// It can't be the name of a time zone.
    NoTimeZone,
    /// It can't be a language tag.
    NoLanguage,
    /// No number of E.164.
    NoPhoneNumber,
}

/// What a text must be like.
pub(super) enum Rule {
    /// One line of at most 100 characters.
    Line,
    /// Some lines of at most 300 characters in all.
    Lines,
    /// An address of the web with at most 2000 characters.
    Url,
    /// A day or a year (ISO 8601-1).
    Date,
    /// The name of a time zone (IANA's database; which there are changes every year).
    TimeZone,
    /// A language tag (BCP 47).
    Language,
    /// A number with its country (E.164).
    PhoneNumber,
}

pub(super) fn of(field: DetailField) -> Rule {
    use DetailField as Field;
    match field {
        Field::MiddleName
        | Field::Nickname
        | Field::Gender
        | Field::AddressLocality
        | Field::AddressRegion
        | Field::AddressPostalCode
        | Field::AddressCountry => Rule::Line,
        Field::AddressFormatted | Field::AddressStreet => Rule::Lines,
        Field::Profile | Field::Picture | Field::Website => Rule::Url,
        Field::Birthdate => Rule::Date,
        Field::Zoneinfo => Rule::TimeZone,
        Field::Locale => Rule::Language,
        Field::PhoneNumber => Rule::PhoneNumber,
    }
}

impl Rule {
    pub(super) fn parse(self, text: &str) -> Result<Option<String>, DetailProblem> {
        if text.is_empty() {
            return Ok(None);
        }
        let most = self.longest();
        if text.chars().count() > most {
            return Err(DetailProblem::TooLong(most));
        }
        self.check(text)?;
        let text = text.trim();
        Ok((!text.is_empty()).then(|| text.to_owned()))
    }

    const fn longest(&self) -> usize {
        match self {
            Self::Line => 100,
            Self::Lines => 300,
            Self::Url => 2_000,
            Self::TimeZone => 64,
            Self::Date | Self::Language | Self::PhoneNumber => 35,
        }
    }

    fn check(&self, text: &str) -> Result<(), DetailProblem> {
        let (fits, problem) = match self {
            Self::Line => (!text.contains(char::is_control), DetailProblem::ControlCharacter),
            Self::Lines => (!text.contains(is_control_within_lines), DetailProblem::ControlCharacter),
            Self::Url => (is_url(text), DetailProblem::NoUrl),
            Self::Date => (is_date(text), DetailProblem::NoDate),
            Self::TimeZone => (is_time_zone(text), DetailProblem::NoTimeZone),
            Self::Language => (is_language(text), DetailProblem::NoLanguage),
            Self::PhoneNumber => (is_phone_number(text), DetailProblem::NoPhoneNumber),
        };
        if fits { Ok(()) } else { Err(problem) }
    }
}

fn is_control_within_lines(character: char) -> bool {
    character.is_control() && !matches!(character, '\n' | '\r')
}

/// Applications show these as links and pictures: nothing that could run in a page.
fn is_url(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).unwrap_or_default();
    let begins_well = rest.starts_with(|first: char| first.is_ascii_alphanumeric() || first == '[');
    begins_well && rest.bytes().all(|byte| byte.is_ascii_graphic())
}

fn is_date(text: &str) -> bool {
    let mut parts = text.split('-');
    let Some(year) = parts.next().and_then(|part| digits(part, 4)) else { return false };
    match (parts.next(), parts.next(), parts.next()) {
        (None, None, None) => true,
        (Some(month), Some(day), None) => {
            let (month, day) = (digits(month, 2).unwrap_or(0), digits(day, 2).unwrap_or(0));
            (1..=days_in(year, month)).contains(&day)
        }
        _ => false,
    }
}

fn digits(text: &str, count: usize) -> Option<u32> {
    let all = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    all.then(|| text.parse().ok()).flatten()
}

/// The year 0000 stands for none, and has all days.
const fn days_in(year: u32, month: u32) -> u32 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(400) || (year.is_multiple_of(4) && !year.is_multiple_of(100)) => 29,
        2 => 28,
        _ => 0,
    }
}

fn is_time_zone(text: &str) -> bool {
    let is_part = |part: &str| {
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_+-".contains(&byte))
    };
    text.split('/').all(is_part)
}

fn is_language(text: &str) -> bool {
    let mut parts = text.split('-');
    let language = parts.next().unwrap_or_default();
    let is_subtag =
        |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    (2..=8).contains(&language.len())
        && language.bytes().all(|byte| byte.is_ascii_alphabetic())
        && parts.all(is_subtag)
}

fn is_phone_number(text: &str) -> bool {
    let Some(number) = text.strip_prefix('+') else { return false };
    (7..=15).contains(&number.len())
        && !number.starts_with('0')
        && number.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::DetailProblem::{
        ControlCharacter, NoDate, NoLanguage, NoPhoneNumber, NoTimeZone, NoUrl, TooLong,
    };
    use crate::DetailField as Field;

    #[test]
    fn each_fact_has_a_form() {
        let long = format!("https://a.example/{}", "a".repeat(2_000));
        for (field, text, problem) in [
            (Field::Nickname, "Әлия \u{1f98a}", None),
            (Field::Nickname, "a\nb", Some(ControlCharacter)),
            (Field::AddressStreet, "1 Main St\r\nFlat 2", None),
            (Field::AddressStreet, "a\0b", Some(ControlCharacter)),
            (Field::AddressCountry, "a\nb", Some(ControlCharacter)),
            (Field::Website, "https://ann.example/?a=b#c", None),
            (Field::Picture, "http://[2001:db8::1]/a.png", None),
            (Field::Profile, "javascript:alert(1)", Some(NoUrl)),
            (Field::Profile, "data:text/html,x", Some(NoUrl)),
            (Field::Profile, "https://", Some(NoUrl)),
            (Field::Profile, "https:///x", Some(NoUrl)),
            (Field::Profile, "https://a.example/ x", Some(NoUrl)),
            (Field::Profile, "https://a.example/\"><script>\n", Some(NoUrl)),
            (Field::Profile, &long, Some(TooLong(2_000))),
            (Field::Birthdate, "1987-10-16", None),
            (Field::Birthdate, "0000-02-29", None),
            (Field::Birthdate, "2000-02-29", None),
            (Field::Birthdate, "1987", None),
            (Field::Birthdate, "1900-02-29", Some(NoDate)),
            (Field::Birthdate, "1987-04-31", Some(NoDate)),
            (Field::Birthdate, "1987-13-01", Some(NoDate)),
            (Field::Birthdate, "1987-10", Some(NoDate)),
            (Field::Birthdate, "16.10.1987", Some(NoDate)),
            (Field::Birthdate, "1987-1-01", Some(NoDate)),
            (Field::Zoneinfo, "Asia/Almaty", None),
            (Field::Zoneinfo, "America/Argentina/Buenos_Aires", None),
            (Field::Zoneinfo, "Etc/GMT+5", None),
            (Field::Zoneinfo, "Asia//Almaty", Some(NoTimeZone)),
            (Field::Zoneinfo, "../etc/passwd", Some(NoTimeZone)),
            (Field::Locale, "kk-KZ", None),
            (Field::Locale, "zh-Hant-TW", None),
            (Field::Locale, "en_US", Some(NoLanguage)),
            (Field::Locale, "x", Some(NoLanguage)),
            (Field::PhoneNumber, "+77011234567", None),
            (Field::PhoneNumber, "77011234567", Some(NoPhoneNumber)),
            (Field::PhoneNumber, "+0701", Some(NoPhoneNumber)),
            (Field::PhoneNumber, "+7 701 123 45 67", Some(NoPhoneNumber)),
        ] {
            assert_eq!(field.parse(text).err(), problem, "{field:?} {text:.80}");
        }
    }

    #[test]
    fn nothing_but_blanks_is_nothing() {
        assert_eq!(Field::Gender.parse("   "), Ok(None));
        assert_eq!(Field::Birthdate.parse(""), Ok(None));
        assert_eq!(Field::Gender.parse(&"x".repeat(101)), Err(TooLong(100)));
    }
}
