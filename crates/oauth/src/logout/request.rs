use super::{IdTokenHint, LogoutParams};
use crate::claims::KnownAs;
use crate::service::SubjectNames;
use crate::{Client, SignedInPerson, State, SubjectType};
use hitkey_kernel::{ClientId, StoreError};
use std::fmt;

/// Why nobody is signed out, and nobody sent anywhere: the person is shown what is wrong.
#[derive(Debug, thiserror::Error)]
pub enum LogoutError {
    /// A parameter comes more than once.
    #[error("{0} is there more than once")]
    Repeated(&'static str),
    /// The hint was not made here, or was altered.
    #[error("id_token_hint is no id_token of this issuer")]
    HintForged,
    /// There is no such client.
    #[error("there is no such client")]
    ClientUnknown,
    /// `client_id` names another client than the hint was made for.
    #[error("client_id and id_token_hint name different clients")]
    ClientContradicted,
    /// Nobody says which client it is, so that its URIs can't be known.
    #[error("post_logout_redirect_uri needs an id_token_hint or a client_id")]
    ClientUnsaid,
    /// The client did not register this URI.
    #[error("this post_logout_redirect_uri is not registered for the client")]
    UriUnregistered,
    /// `state` is too long.
    #[error("state is too long")]
    StateTooLong,
    /// The store could not do its work.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A URL that a client registered for people who have signed out, with its `state`.
#[derive(Clone, PartialEq, Eq)]
pub struct PostLogoutUrl(String);

impl PostLogoutUrl {
    /// The URL, plain ASCII, fit for a `Location` header.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for PostLogoutUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PostLogoutUrl(…)")
    }
}

/// A logout request that may be followed.
#[derive(Debug, Clone)]
pub struct LogoutRequest {
    client: Option<Client>,
    hint: Option<IdTokenHint>,
    names: SubjectNames,
    back: Option<PostLogoutUrl>,
}

impl LogoutRequest {
    /// Which client the request names, before anything is looked up.
    pub(crate) fn client_id(
        params: &LogoutParams,
        hint: Option<&IdTokenHint>,
    ) -> Result<Option<ClientId>, LogoutError> {
        let named = params.get("client_id").map(str::parse).transpose();
        let named: Option<ClientId> = named.map_err(|_| LogoutError::ClientUnknown)?;
        match (named, hint.map(IdTokenHint::client)) {
            (Some(named), Some(hinted)) if named != hinted => Err(LogoutError::ClientContradicted),
            (named, hinted) => Ok(named.or(hinted)),
        }
    }

    pub(crate) fn new(
        params: &LogoutParams,
        client: Option<Client>,
        hint: Option<IdTokenHint>,
        names: SubjectNames,
    ) -> Result<Self, LogoutError> {
        if let Some(name) = params.first_repeated() {
            return Err(LogoutError::Repeated(name));
        }
        let back = params.get("post_logout_redirect_uri");
        let back = back.map(|uri| way_back(uri, client.as_ref(), params)).transpose()?;
        Ok(Self { client, hint, names, back })
    }

    /// The client that asks, as far as the request says.
    pub fn client(&self) -> Option<&Client> {
        self.client.as_ref()
    }

    /// Whether this person can be signed out without asking them: only a client that they signed in to could
    /// send this request.
    pub fn needs_no_word_of(&self, person: &SignedInPerson) -> bool {
        self.hint.as_ref().is_some_and(|hint| self.client.is_some() && hint.proves(&self.known(person)))
    }

    /// Whether who asks knows this person, or their session, by `name`: as `sub` or as `sid`.
    pub fn knows_by(&self, person: &SignedInPerson, name: &str) -> bool {
        let known = self.known(person);
        known.sub == name || known.sid.as_deref() == Some(name)
    }

    fn known(&self, person: &SignedInPerson) -> KnownAs {
        let names = self.client.as_ref().map_or(&SubjectType::Public, |client| &client.subject_type);
        self.names.known_as(names, person.user, Some(person.session))
    }

    /// Whether the client proved by a hint that somebody had signed in to it.
    pub fn is_proven(&self) -> bool {
        self.hint.as_ref().is_some_and(IdTokenHint::is_proven)
    }

    /// Where the person may be sent once they have signed out.
    pub fn back(&self) -> Option<&PostLogoutUrl> {
        self.back.as_ref()
    }
}

fn way_back(uri: &str, client: Option<&Client>, params: &LogoutParams) -> Result<PostLogoutUrl, LogoutError> {
    let client = client.ok_or(LogoutError::ClientUnsaid)?;
    let registered = client.logout.post_redirect_uris.exactly(uri).ok_or(LogoutError::UriUnregistered)?;
    let state = params.get("state").map(State::parse).transpose();
    let state = state.map_err(|_| LogoutError::StateTooLong)?;
    Ok(PostLogoutUrl(match state {
        Some(state) => registered.with_query(&[("state", state.as_str())]),
        None => registered.as_str().to_owned(),
    }))
}
