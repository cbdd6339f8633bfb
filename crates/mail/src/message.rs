use hitkey_kernel::{EmailAddress, Language, SecretText, Timestamp};
use serde::{Deserialize, Serialize, Serializer};
use std::net::IpAddr;

/// What waits in the outbox under a topic of `mail.…`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Message {
    /// Somebody gets a mail.
    Letter(Letter),
    /// Nobody gets anything. It is written where an unknown address must cost the same work as a known one.
    Decoy,
}

/// One mail to one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// Who gets it.
    pub to: EmailAddress,
    /// The language it is written in.
    pub language: Language,
    /// What it says.
    pub content: Content,
}

/// What a [`Letter`] says. Links are absolute URLs that whoever makes the message built from the public URL.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Content {
    /// The code that proves the address while registering.
    RegistrationCode {
        /// The six digits.
        #[serde(serialize_with = "exposed")]
        code: SecretText,
        /// How long the code is good for, in minutes.
        valid_minutes: u32,
    },
    /// Somebody tried to register this address, which has an account already.
    AccountExists {
        /// The sign-in page.
        sign_in_link: String,
        /// The page that starts a password reset.
        forgot_link: String,
    },
    /// The way to set a new password.
    PasswordReset {
        /// The page to set it on; carries the reset token.
        #[serde(serialize_with = "exposed")]
        link: SecretText,
        /// How long the link is good for, in minutes.
        valid_minutes: u32,
    },
    /// The password was changed or reset.
    PasswordChanged {
        /// When.
        at: Timestamp,
        /// The page that starts a password reset, for a reader whose doing it was not.
        forgot_link: String,
    },
    /// A sign-in from a device that was not seen before.
    NewSignIn {
        /// When.
        at: Timestamp,
        /// From which address, if that is known.
        ip: Option<IpAddr>,
        /// The `User-Agent` header, if there was one. Its raw text never stands in the mail.
        user_agent: Option<String>,
        /// The page that starts a password reset, for a reader whose doing it was not.
        forgot_link: String,
    },
    /// Signing in now takes a second factor.
    TotpEnabled {
        /// When.
        at: Timestamp,
        /// The page that starts a password reset, for a reader whose doing it was not.
        forgot_link: String,
    },
    /// Signing in no longer takes a second factor.
    TotpDisabled {
        /// When.
        at: Timestamp,
        /// The page that starts a password reset, for a reader whose doing it was not.
        forgot_link: String,
    },
    /// The code that proves a further address of an account.
    AddressCode {
        /// The six digits.
        #[serde(serialize_with = "exposed")]
        code: SecretText,
        /// How long the code is good for, in minutes.
        valid_minutes: u32,
    },
    /// An address was added to the account, which counts for nothing yet.
    AddressAdded(AddressEvent),
    /// A further address was proven, and opens the account from now on.
    AddressVerified(AddressEvent),
    /// An address was removed from the account.
    AddressRemoved(AddressEvent),
    /// The account's mail goes to another address from now on.
    DefaultAddressChanged(AddressEvent),
    /// The account was deleted.
    AccountDeleted {
        /// When.
        at: Timestamp,
    },
    /// Somebody asks the reader to join a project.
    ProjectInvite {
        /// Where to accept; carries the invite's token.
        #[serde(serialize_with = "exposed")]
        link: SecretText,
        /// What the project is called. Strangers choose it, so it stands apart from what we say ourselves.
        project_name: String,
        /// What whoever invites wants to be called, if anything. Stands apart as well.
        inviter: Option<String>,
        /// Until when the invite can be accepted.
        expires_at: Timestamp,
    },
}

/// Something that happened to an address of an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddressEvent {
    /// When.
    pub at: Timestamp,
    /// Which address.
    pub address: EmailAddress,
    /// The page that starts a password reset, for a reader whose doing it was not.
    pub forgot_link: String,
}

impl Message {
    /// The outbox topic: tells the kind and nothing about the person; fit for logs and metrics.
    pub const fn topic(&self) -> &'static str {
        match self {
            Self::Letter(letter) => letter.content.topic(),
            Self::Decoy => "mail.decoy",
        }
    }
}

impl Content {
    /// The outbox topic of a letter with this content.
    pub const fn topic(&self) -> &'static str {
        match self {
            Self::RegistrationCode { .. } => "mail.registration_code",
            Self::AccountExists { .. } => "mail.account_exists",
            Self::PasswordReset { .. } => "mail.password_reset",
            Self::PasswordChanged { .. } => "mail.password_changed",
            Self::NewSignIn { .. } => "mail.new_sign_in",
            Self::TotpEnabled { .. } => "mail.totp_enabled",
            Self::TotpDisabled { .. } => "mail.totp_disabled",
            Self::AddressCode { .. } => "mail.address_code",
            Self::AddressAdded(_) => "mail.address_added",
            Self::AddressVerified(_) => "mail.address_verified",
            Self::AddressRemoved(_) => "mail.address_removed",
            Self::DefaultAddressChanged(_) => "mail.default_address_changed",
            Self::AccountDeleted { .. } => "mail.account_deleted",
            Self::ProjectInvite { .. } => "mail.project_invite",
        }
    }
}

/// The one place where a secret of a message is written out: into the payload that is sealed at once.
fn exposed<S: Serializer>(secret: &SecretText, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(secret.expose())
}
