use super::pushed_requests::{PushedRequests, Resolved};
use super::{Keyring, SubjectNames, Targets};
use crate::authorize::{
    AuthorizeAnswer, AuthorizeError, AuthorizeParams, AuthorizeRefusal, RedirectUrl, RedirectableRequest,
    ResponseMode, ShownError, ValidRequest,
};
use crate::ports::{ClientStore, ConsentStore, GrantStore, IssueGrant, Memberships, ProjectAccess, Subjects};
use crate::{AuthorizationCode, Client, Grant, GrantState, Issuer, Lifetimes, SignedInPerson};
use hitkey_kernel::{Ambient, ClientId, GrantId, StoreError, Timestamp, UserId};
use quick_cache::sync::Cache;
use std::sync::Arc;

/// Lets a person allow a client: from the authorization request to the code (RFC 6749 §4.1).
///
/// A browser goes through [`check`](Self::check), [`next_step`](Self::next_step) and
/// [`approve`](Self::approve) or [`deny`](Self::deny); an API caller through
/// [`approve_directly`](Self::approve_directly).
pub struct Authorization {
    ports: AuthorizationPorts,
    issuer: Issuer,
    lifetimes: Lifetimes,
    ambient: Ambient,
    known: Cache<ClientId, Client>,
}

/// How many clients are remembered of those that people allow by the API.
const KNOWN: usize = 1_024;

/// What [`Authorization`] needs from the world.
#[derive(Clone)]
pub struct AuthorizationPorts {
    /// Clients are read.
    pub clients: Arc<dyn ClientStore>,
    /// Grants are issued.
    pub grants: Arc<dyn GrantStore>,
    /// Consents are read.
    pub consents: Arc<dyn ConsentStore>,
    /// Requests are opened.
    pub requests: Arc<PushedRequests>,
    /// Resources are known.
    pub targets: Arc<Targets>,
    /// Members of projects are known.
    pub memberships: Arc<dyn Memberships>,
    /// People with a second factor are known.
    pub subjects: Arc<dyn Subjects>,
    /// Our own id_tokens are known.
    pub keyring: Arc<Keyring>,
    /// People have names.
    pub names: SubjectNames,
}

/// What has to happen before a request can be granted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NextStep {
    /// The person has to sign in, and then to come back to
    /// [`after_sign_in`](AuthorizeParams::after_sign_in).
    SignIn,
    /// The person who is signed in has to say that it is to be them; then the request goes on
    /// [`with_account_chosen`](ValidRequest::with_account_chosen). Or they sign in as somebody else.
    ChooseAccount,
    /// The person has to be asked.
    Consent,
    /// Nothing: approve it.
    Approve,
}

impl Authorization {
    /// Puts the use case together.
    pub fn new(ports: AuthorizationPorts, issuer: Issuer, lifetimes: Lifetimes, ambient: Ambient) -> Self {
        Self { ports, issuer, lifetimes, ambient, known: Cache::new(KNOWN) }
    }

    /// Checks a request. One read.
    ///
    /// # Errors
    /// [`AuthorizeError::Shown`] while client or redirect URI are in doubt,
    /// [`AuthorizeError::Redirected`] for everything after.
    pub async fn check(&self, params: &AuthorizeParams) -> Result<ValidRequest, AuthorizeError> {
        let client = self.client(params).await?;
        self.check_for(client, params).await
    }

    async fn check_for(
        &self,
        client: Client,
        params: &AuthorizeParams,
    ) -> Result<ValidRequest, AuthorizeError> {
        let resolved = self.ports.requests.resolve(params, &client).await?;
        self.validate(client, &resolved).await
    }

    /// A request that is signed, kept from now on, so that the person's browser carries a name for it and not itself.
    /// `None` for any other.
    ///
    /// # Errors
    /// As [`check`](Self::check).
    pub async fn keep_signed(
        &self,
        params: &AuthorizeParams,
    ) -> Result<Option<AuthorizeParams>, AuthorizeError> {
        if params.get("request").is_none() {
            return Ok(None);
        }
        let client = self.client(params).await?;
        let resolved = self.ports.requests.resolve(params, &client).await?;
        self.validate(client.clone(), &resolved).await?;
        let uri = self.ports.requests.keep(&client, &resolved.params).await?;
        let kept = [("client_id", client.id.to_string()), ("request_uri", uri.expose().to_owned())];
        Ok(Some(AuthorizeParams::from_pairs(kept)))
    }

    async fn client(&self, params: &AuthorizeParams) -> Result<Client, AuthorizeError> {
        let id = RedirectableRequest::client_id(params)?;
        Ok(self.ports.clients.find(id).await?.ok_or(ShownError::ClientUnknown)?)
    }

    async fn validate(&self, client: Client, resolved: &Resolved) -> Result<ValidRequest, AuthorizeError> {
        let push_required = client.requests.pushed_only && resolved.pushed.is_none();
        let request = RedirectableRequest::new(&resolved.params, client, &self.issuer)?;
        if push_required {
            return Err(request.refuse(AuthorizeRefusal::PushRequired).into());
        }
        let request = request.validate(&self.ports.keyring)?.pushed_as(resolved.pushed);
        self.ports.targets.aim(request, resolved.params.resources()).await
    }

    /// What has to happen next for the person who is signed in, if anybody is.
    ///
    /// # Errors
    /// [`AuthorizeError::Redirected`] with `login_required` or `consent_required` when the person would
    /// have to be asked but the client said `prompt=none`, and with `access_denied` when the client is of
    /// a private project and the person is no member: there is nothing to ask them then.
    pub async fn next_step(
        &self,
        request: &ValidRequest,
        person: Option<&SignedInPerson>,
    ) -> Result<NextStep, AuthorizeError> {
        let now = self.ambient.now();
        let Some(person) = person.filter(|person| self.is_the_one(request, person, now)) else {
            return ask(request, NextStep::SignIn, AuthorizeRefusal::LoginRequired);
        };
        if request.asks_for_account(&person.sign_in) {
            return Ok(NextStep::ChooseAccount);
        }
        self.admit(request, person.user).await?;
        if self.asks_for_more(request, person, !request.prompt().none).await? {
            return ask(request, NextStep::SignIn, AuthorizeRefusal::LoginRequired);
        }
        if request.prompt().consent || self.needs_consent(request, person.user).await? {
            return ask(request, NextStep::Consent, AuthorizeRefusal::ConsentRequired);
        }
        Ok(NextStep::Approve)
    }

    /// Whether the person has to sign in once more, by a second factor. A mere wish is one where somebody can be
    /// asked; what the person has no means for is done without, or, when the client insists, refused.
    async fn asks_for_more(
        &self,
        request: &ValidRequest,
        person: &SignedInPerson,
        can_ask: bool,
    ) -> Result<bool, AuthorizeError> {
        let Some(acr) = request.acr().filter(|acr| !acr.is_met_by(&person.sign_in)) else { return Ok(false) };
        let helps = acr.takes_two_factors() && self.ports.subjects.has_second_factor(person.user).await?;
        if acr.is_essential() && !helps {
            return Err(request.refuse(AuthorizeRefusal::AcrUnmet).into());
        }
        Ok(helps && (acr.is_essential() || can_ask))
    }

    /// Whether the request asks for more than the person allowed this client before.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn needs_consent(&self, request: &ValidRequest, user: UserId) -> Result<bool, StoreError> {
        if request.client().skips_consent_for(user) {
            return Ok(false);
        }
        let (client, aim) = (request.client().id, request.aim().ids());
        let consent = self.ports.consents.find(user, client).await?;
        if !consent.is_some_and(|consent| consent.covers(request.to_allow())) {
            return Ok(true);
        }
        Ok(!aim.is_empty() && !aim.is_subset(&self.ports.consents.resources(user, client).await?))
    }

    /// Grants the request: the person said yes, now or before. The consent is remembered and a code
    /// goes to the client. One write.
    ///
    /// # Errors
    /// [`ShownError::EndedMeanwhile`] when the client was changed, or it, the session or the membership ended meanwhile,
    /// [`AuthorizeRefusal::NotProjectMember`] when its project is private and the person is no member.
    pub async fn approve(
        &self,
        request: &ValidRequest,
        person: &SignedInPerson,
    ) -> Result<AuthorizeAnswer, AuthorizeError> {
        Ok(request.answer(&self.issue(request, person).await?))
    }

    async fn issue(
        &self,
        request: &ValidRequest,
        person: &SignedInPerson,
    ) -> Result<AuthorizationCode, AuthorizeError> {
        self.admit(request, person.user).await?;
        if let Some(pushed) = request.pushed()
            && !self.ports.requests.spend(pushed, request.client()).await?
        {
            return Err(ShownError::RequestUriUnknown.into());
        }
        let code = AuthorizationCode::generate(self.ambient.random());
        let grant = self.grant(request, person, self.ambient.now());
        let Client { updated_at: client_updated_at, owner, .. } = request.client();
        let (client_updated_at, project) = (*client_updated_at, owner.project());
        let command = IssueGrant { grant, code: code.digest(), client_updated_at, project };
        let issued = self.ports.grants.issue(command).await?;
        if issued { Ok(code) } else { Err(ShownError::EndedMeanwhile.into()) }
    }

    /// The clients of a private project are for its members only.
    async fn admit(&self, request: &ValidRequest, user: UserId) -> Result<(), AuthorizeError> {
        let Some(project) = request.client().owner.project() else { return Ok(()) };
        match self.ports.memberships.access(user, project).await? {
            ProjectAccess::Member | ProjectAccess::PublicOutsider => Ok(()),
            ProjectAccess::PrivateOutsider => Err(request.refuse(AuthorizeRefusal::NotProjectMember).into()),
        }
    }

    /// The person said no: `access_denied`.
    pub fn deny(&self, request: &ValidRequest) -> AuthorizeAnswer {
        request.refuse(AuthorizeRefusal::Denied).answer
    }

    /// Checks and grants in one go, for a person who calls the API themself: the call is the consent. One write, and
    /// one read unless the client is known from an earlier call and did not change since.
    ///
    /// # Errors
    /// As [`check`](Self::check) and [`approve`](Self::approve), `login_required` when their sign-in is
    /// older than the request takes, and `invalid_request` when the answer would be a form.
    pub async fn approve_directly(
        &self,
        params: &AuthorizeParams,
        person: &SignedInPerson,
    ) -> Result<RedirectUrl, AuthorizeError> {
        if let Some(answer) = self.approve_known(params, person).await? {
            return Ok(answer);
        }
        let client = self.client(params).await?;
        let answer = self.approve_for(client.clone(), params, person).await?;
        self.known.insert(client.id, client);
        Ok(answer)
    }

    /// As the client was when it was seen last: granting it states that it is so still. Whatever is refused may be
    /// so no more. What was pushed is spent by being used, so it is not tried on what may be outdated.
    async fn approve_known(
        &self,
        params: &AuthorizeParams,
        person: &SignedInPerson,
    ) -> Result<Option<RedirectUrl>, AuthorizeError> {
        if !params.says_it_all() {
            return Ok(None);
        }
        let Some(client) = self.known.get(&RedirectableRequest::client_id(params)?) else { return Ok(None) };
        match self.approve_for(client, params, person).await {
            Ok(answer) => Ok(Some(answer)),
            Err(AuthorizeError::Shown(_) | AuthorizeError::Redirected(_)) => Ok(None),
            Err(error @ AuthorizeError::Store(_)) => Err(error),
        }
    }

    async fn approve_for(
        &self,
        client: Client,
        params: &AuthorizeParams,
        person: &SignedInPerson,
    ) -> Result<RedirectUrl, AuthorizeError> {
        let request = self.check_for(client, params).await?;
        if !self.is_the_one(&request, person, self.ambient.now())
            || self.asks_for_more(&request, person, false).await?
        {
            return Err(request.refuse(AuthorizeRefusal::LoginRequired).into());
        }
        if request.response_mode() == ResponseMode::FormPost {
            return Err(request.refuse(AuthorizeRefusal::FormUnfit).into());
        }
        Ok(request.redirect(&self.issue(&request, person).await?))
    }

    /// Whether the request is about this person, and their sign-in good enough for it.
    fn is_the_one(&self, request: &ValidRequest, person: &SignedInPerson, now: Timestamp) -> bool {
        let SignedInPerson { user, session, .. } = *person;
        let known_as = self.ports.names.known_as(&request.client().subject_type, user, Some(session));
        request.is_about(&known_as) && request.accepts(&person.sign_in, now)
    }

    fn grant(&self, request: &ValidRequest, person: &SignedInPerson, now: Timestamp) -> Grant {
        let code_expires = now + self.lifetimes.code;
        Grant {
            id: GrantId::generate(now, self.ambient.random()),
            client: request.client().id,
            user: person.user,
            session: Some(person.session),
            scopes: request.scopes(),
            resources: request.aim().ids(),
            claims: request.claims().told,
            redirect_uri: request.redirect_uri().clone(),
            nonce: request.nonce().cloned(),
            challenge: request.challenge().cloned(),
            sign_in: request.told(&person.sign_in),
            state: GrantState::CodeIssued { expires_at: code_expires },
            created_at: now,
            expires_at: code_expires,
        }
    }
}

fn ask(
    request: &ValidRequest,
    step: NextStep,
    otherwise: AuthorizeRefusal,
) -> Result<NextStep, AuthorizeError> {
    if request.prompt().none { Err(request.refuse(otherwise).into()) } else { Ok(step) }
}
