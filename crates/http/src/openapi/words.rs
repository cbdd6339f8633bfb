//! How values of the domains look in JSON. The domains know nothing of descriptions.

use hitkey_identity::NameOrder;
use hitkey_oauth::{AuthMethod, ClientAlg, GrantKind, SigningAlg, SubjectType};
use hitkey_projects::{AssignableRole, Role};
use std::borrow::Cow;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, Schema, SchemaFormat, Type};
use utoipa::{PartialSchema, ToSchema};

/// Names a type that stands for a text in a description only, and says what is special about the text.
macro_rules! text {
    ($(#[doc = $meaning:literal])* $name:ident = $made:expr) => {
        $(#[doc = $meaning])*
        pub(crate) struct $name;

        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                let meaning = concat!($($meaning),*).trim();
                $made(ObjectBuilder::new().schema_type(Type::String)).description(Some(meaning)).into()
            }
        }

        impl ToSchema for $name {
            fn name() -> Cow<'static, str> {
                Cow::Borrowed(stringify!($name))
            }
        }
    };
}

fn one_of<const N: usize>(words: [&'static str; N]) -> impl FnOnce(ObjectBuilder) -> ObjectBuilder {
    move |text| text.enum_values(Some(words))
}

text! {
    /// A UUID.
    Id = |text: ObjectBuilder| {
        text.format(Some(SchemaFormat::Custom("uuid".to_owned())))
            .examples(["01943b2f-7c3e-7a31-9c5d-2f0f5a1c9e10"])
    }
}

text! {
    /// An instant: RFC 3339, milliseconds, UTC.
    Instant = |text: ObjectBuilder| {
        text.format(Some(SchemaFormat::KnownFormat(KnownFormat::DateTime))).examples(["2026-01-31T08:15:30.123Z"])
    }
}

text! {
    /// What somebody is in a project.
    MemberRole = one_of(Role::ALL.map(Role::as_str))
}

text! {
    /// A role that can be given to somebody.
    GivenRole = one_of(AssignableRole::ALL.map(|role| Role::from(role).as_str()))
}

text! {
    /// Whether the given names or the surname comes first.
    Order = one_of([NameOrder::Western, NameOrder::Eastern].map(NameOrder::as_str))
}

text! {
    /// What a client may exchange for tokens.
    GrantType = one_of(GrantKind::ALL.map(GrantKind::as_str))
}

text! {
    /// How a client proves itself at the token endpoint.
    ClientAuth = one_of(AuthMethod::ALL.map(AuthMethod::as_str))
}

text! {
    /// By which algorithm a client signs what it authenticates by.
    AssertionAlg = one_of(ClientAlg::NAMES)
}

text! {
    /// By which algorithm a client signs its authorization requests.
    RequestObjectAlg = one_of(ClientAlg::SIGNATURE_NAMES)
}

text! {
    /// By which algorithm the id tokens of a client are signed.
    IdTokenAlg = one_of(SigningAlg::ALL.map(SigningAlg::as_str))
}

text! {
    /// Whether a client knows people by the names that all know, or by names of its own.
    KnownBy = one_of(SubjectType::NAMES)
}

text! {
    /// Names a project in URLs.
    SlugText = |text: ObjectBuilder| text.examples(["my-app"])
}

text! {
    /// The token in the mail of an invite.
    InviteTokenText = |text: ObjectBuilder| text.examples(["Inv1t3…"])
}
