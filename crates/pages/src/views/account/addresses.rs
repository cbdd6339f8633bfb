use crate::{Done, Field, Frame, Problem, Problems, Section, View};
use askama::Template;

/// One address of the person.
#[derive(Debug, Clone)]
pub struct AddressLine {
    /// Names it in URLs.
    pub id: String,
    /// The address.
    pub address: String,
    /// Whether mail goes here.
    pub is_default: bool,
    /// Whether it was proven.
    pub is_verified: bool,
}

/// `/account/addresses`: where the person is reached.
#[derive(Debug, Clone, Template)]
#[template(path = "account/addresses.html")]
pub struct Addresses {
    /// The frame.
    pub frame: Frame,
    /// All addresses.
    pub addresses: Vec<AddressLine>,
    /// The new address as it was typed, or empty.
    pub email: String,
    /// What was just done.
    pub done: Option<Done>,
    /// What was wrong with the last try.
    pub problems: Problems,
}

impl Addresses {
    const SECTION: Section = Section::Addresses;
}

impl View for Addresses {
    const NAME: &'static str = "addresses";

    fn samples() -> Vec<(&'static str, Self)> {
        let line = |n: u8, address: &str, is_default, is_verified| AddressLine {
            id: format!("0194bb00-0000-7000-8000-00000000000{n}"),
            address: address.into(),
            is_default,
            is_verified,
        };
        let one = Self {
            frame: Frame::default(),
            addresses: vec![line(1, "ann@example.org", true, true)],
            email: String::new(),
            done: None,
            problems: Problems::none(),
        };
        let several = Self {
            addresses: vec![
                line(1, "ann@example.org", true, true),
                line(
                    2,
                    "a.very.long.address.of.somebody@a.very.long.name.of.some.department.example.com",
                    false,
                    true,
                ),
                line(3, "ann@new.example", false, false),
            ],
            done: Some(Done::AddressVerified),
            ..one.clone()
        };
        let taken =
            Self { email: "bob@example.org".into(), problems: Problem::AddressInUse.into(), ..one.clone() };
        vec![("one", one), ("several", several), ("taken", taken)]
    }
}

/// `/account/addresses/{id}/verify`: the code that was mailed to it.
#[derive(Debug, Clone, Template)]
#[template(path = "account/verify_address.html")]
pub struct VerifyAddress {
    /// The frame.
    pub frame: Frame,
    /// Names the address in URLs.
    pub id: String,
    /// The address.
    pub address: String,
    /// What was just done.
    pub done: Option<Done>,
    /// What was wrong with the last try.
    pub problems: Problems,
}

impl VerifyAddress {
    const SECTION: Section = Section::Addresses;
}

impl View for VerifyAddress {
    const NAME: &'static str = "verify_address";

    fn samples() -> Vec<(&'static str, Self)> {
        let first = Self {
            frame: Frame { dev_mailbox: true, ..Frame::default() },
            id: "0194bb00-0000-7000-8000-000000000003".into(),
            address: "ann@new.example".into(),
            done: None,
            problems: Problems::none(),
        };
        let wrong = Self { problems: Problem::CodeWrong.into(), ..first.clone() };
        let sent = Self { done: Some(Done::CodeSent), ..first.clone() };
        vec![("first", first), ("wrong", wrong), ("sent", sent)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::views::ATTACK;

    #[test]
    fn an_address_is_only_text() {
        let (_, mut page) = Addresses::samples().remove(1);
        page.addresses[1].address = ATTACK.into();
        page.addresses[1].id = ATTACK.into();
        page.email = ATTACK.into();
        assert!(!page.html().unwrap().contains("<script"));
        let (_, mut page) = VerifyAddress::samples().remove(0);
        (page.address, page.id) = (ATTACK.into(), ATTACK.into());
        assert!(!page.html().unwrap().contains("<script"));
    }
}
