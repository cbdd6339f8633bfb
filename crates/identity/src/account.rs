use crate::{Name, PasswordHash, Profile, SecondFactor};
use hitkey_kernel::{Cursor, EmailAddress, EmailId, Page, PageRequest, Timestamp, UserId};

/// A person who can sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Names the person for ever: the OIDC `sub`.
    pub id: UserId,
    /// How the person is called.
    pub profile: Profile,
    /// Where the person is reached.
    pub emails: Emails,
    /// The stored form of the password.
    pub password: PasswordHash,
    /// What is asked for besides the password.
    pub second_factor: SecondFactor,
    /// When the person registered.
    pub created_at: Timestamp,
    /// When profile, verified addresses, password or second factor last changed.
    pub updated_at: Timestamp,
}

impl Account {
    /// The full name, or what stands in for it.
    pub fn name(&self) -> Option<String> {
        self.profile.name()
    }

    /// The address that the person is written to.
    pub fn email(&self) -> &AccountEmail {
        self.emails.default()
    }

    /// What the answer to a sign-in tells about the person.
    pub fn summary(&self) -> AccountSummary {
        AccountSummary {
            id: self.id,
            email: self.email().address.clone(),
            display_name: self.profile.display_name.clone(),
        }
    }
}

/// What the answer to a sign-in tells about a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountSummary {
    /// The person.
    pub id: UserId,
    /// Their default address.
    pub email: EmailAddress,
    /// What they want to be called.
    pub display_name: Option<Name>,
}

/// One address of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountEmail {
    /// Names this address.
    pub id: EmailId,
    /// The address as it was typed.
    pub address: EmailAddress,
    /// Whether mail goes here. Exactly one address of a person is the default one.
    pub is_default: bool,
    /// When the person proved that it is theirs.
    pub verified_at: Option<Timestamp>,
    /// When it was added.
    pub created_at: Timestamp,
}

impl AccountEmail {
    /// Where it stands in a list.
    pub fn place(&self) -> Cursor {
        Cursor::new(self.created_at, self.id.uuid())
    }
}

/// The addresses of one person: at least one, exactly one of them the default. Oldest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Emails {
    list: Vec<AccountEmail>,
    default: usize,
}

/// Not exactly one of the addresses is the default one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("exactly one address of an account must be the default one")]
pub struct EmailsError;

impl Emails {
    /// Takes addresses in any order.
    ///
    /// # Errors
    /// [`EmailsError`] unless exactly one of them is the default.
    pub fn new(mut list: Vec<AccountEmail>) -> Result<Self, EmailsError> {
        list.sort_by_key(|email| (email.created_at, email.id));
        let mut defaults = list.iter().enumerate().filter(|(_, email)| email.is_default);
        let (default, _) = defaults.next().ok_or(EmailsError)?;
        if defaults.next().is_some() {
            return Err(EmailsError);
        }
        Ok(Self { list, default })
    }

    /// A first address, proven at `now`.
    pub fn first(id: EmailId, address: EmailAddress, now: Timestamp) -> Self {
        let email = AccountEmail { id, address, is_default: true, verified_at: Some(now), created_at: now };
        Self { list: vec![email], default: 0 }
    }

    /// The one that the person is written to.
    pub fn default(&self) -> &AccountEmail {
        &self.list[self.default]
    }

    /// All of them, oldest first.
    pub fn all(&self) -> &[AccountEmail] {
        &self.list
    }

    /// A page of them, oldest first.
    pub fn page(&self, request: PageRequest) -> Page<AccountEmail> {
        Page::oldest_first(self.list.iter().cloned(), request, AccountEmail::place)
    }

    /// The address with this id.
    pub fn find(&self, id: EmailId) -> Option<&AccountEmail> {
        self.list.iter().find(|email| email.id == id)
    }

    /// The one that is this address, verified or not.
    pub fn of_address(&self, address: &EmailAddress) -> Option<&AccountEmail> {
        self.list.iter().find(|email| email.address == *address)
    }

    /// What the default one would be if `id` were removed: the same, or else the oldest verified one.
    /// `None` when nothing verified would be left.
    pub fn default_without(&self, id: EmailId) -> Option<&AccountEmail> {
        if self.default().id != id {
            return Some(self.default());
        }
        self.verified().find(|email| email.id != id)
    }

    /// The addresses that the person proved to own, oldest first.
    pub fn verified(&self) -> impl Iterator<Item = &AccountEmail> {
        self.list.iter().filter(|email| email.verified_at.is_some())
    }
}

/// A person who just proved an address and chose a password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAccount {
    /// Names the person.
    pub id: UserId,
    /// Names the address.
    pub email_id: EmailId,
    /// The proven address: becomes the default one.
    pub email: EmailAddress,
    /// What to call the person at first.
    pub display_name: Option<Name>,
    /// The stored form of the password.
    pub password: PasswordHash,
    /// When they registered; also when the address counts as verified.
    pub created_at: Timestamp,
}

impl NewAccount {
    /// The whole account: every other part of the profile is empty and there is no second factor.
    pub fn into_account(self) -> Account {
        Account {
            id: self.id,
            profile: Profile { display_name: self.display_name, ..Profile::default() },
            emails: Emails::first(self.email_id, self.email, self.created_at),
            password: self.password,
            second_factor: SecondFactor::Off,
            created_at: self.created_at,
            updated_at: self.created_at,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hitkey_kernel::testkit;

    fn email(text: &str, is_default: bool, created: i64) -> AccountEmail {
        let ambient = testkit::ambient();
        AccountEmail {
            id: EmailId::generate(Timestamp::from_unix_seconds(created), ambient.random()),
            address: EmailAddress::parse(text).unwrap(),
            is_default,
            verified_at: None,
            created_at: Timestamp::from_unix_seconds(created),
        }
    }

    #[test]
    fn exactly_one_address_is_the_default() {
        let (a, b) = (email("a@example.org", false, 2), email("b@example.org", false, 1));
        assert_eq!(Emails::new(vec![]), Err(EmailsError));
        assert_eq!(Emails::new(vec![a.clone(), b.clone()]), Err(EmailsError));
        let default = AccountEmail { is_default: true, ..a };
        let emails = Emails::new(vec![default.clone(), b.clone()]).unwrap();
        assert_eq!((emails.default(), emails.all()), (&default, &[b.clone(), default.clone()][..]));
        assert_eq!(emails.verified().count(), 0);
        assert_eq!(emails.find(b.id), Some(&b));
        assert_eq!(emails.of_address(&EmailAddress::parse("B@Example.org").unwrap()), Some(&b));
        let both = vec![default, AccountEmail { is_default: true, ..b }];
        assert_eq!(Emails::new(both), Err(EmailsError));
    }

    #[test]
    fn the_default_moves_to_the_oldest_verified_address() {
        let proven = |email: AccountEmail| AccountEmail { verified_at: Some(email.created_at), ..email };
        let unproven = email("unproven@example.org", false, 1);
        let [old, young] = [2, 3].map(|at| proven(email(&format!("{at}@example.org"), false, at)));
        let default = proven(email("default@example.org", true, 4));
        let emails =
            Emails::new(vec![young.clone(), old.clone(), default.clone(), unproven.clone()]).unwrap();
        assert_eq!(emails.default_without(default.id), Some(&old));
        assert_eq!(emails.default_without(old.id), Some(&default));
        let emails = Emails::new(vec![default.clone(), unproven.clone()]).unwrap();
        assert_eq!(emails.default_without(default.id), None);
        assert_eq!(emails.default_without(unproven.id), Some(&default));
    }
}
