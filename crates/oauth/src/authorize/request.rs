use super::answer::ReturnAddress;
use super::{
    AcrRequest, AuthorizeAnswer, AuthorizeParams, AuthorizeRefusal, ErrorRedirect, Hints, Prompt,
    RedirectUrl, ResponseMode, ShownError,
};
use crate::claims::KnownAs;
use crate::logout::IdTokenHint;
use crate::service::Keyring;
use crate::{
    Aim, AuthorizationCode, ClaimsRequest, Client, CodeChallenge, GrantKind, Issuer, Nonce, RedirectUri,
    RequestUriDigest, Scope, ScopeSet, SignIn, State,
};
use hitkey_kernel::{ClientId, Timestamp};
use std::time::Duration;

/// A request whose client and redirect URI match: its answer, good or bad, may go there.
pub(crate) struct RedirectableRequest<'a> {
    params: &'a AuthorizeParams,
    client: Client,
    address: ReturnAddress,
}

/// A request that can be granted, if the person wants.
#[derive(Debug, Clone)]
pub struct ValidRequest {
    client: Client,
    address: ReturnAddress,
    scopes: ScopeSet,
    aim: Aim,
    claims: ClaimsRequest,
    nonce: Option<Nonce>,
    challenge: Option<CodeChallenge>,
    prompt: Prompt,
    max_age: Option<Duration>,
    acr: Option<AcrRequest>,
    hints: Hints,
    meant: Option<IdTokenHint>,
    pushed: Option<(RequestUriDigest, Timestamp)>,
}

impl<'a> RedirectableRequest<'a> {
    /// The client that the request names.
    pub(crate) fn client_id(params: &AuthorizeParams) -> Result<ClientId, ShownError> {
        if params.is_repeated("client_id") {
            return Err(ShownError::Repeated("client_id"));
        }
        let text = params.get("client_id").ok_or(ShownError::ClientIdMissing)?;
        text.parse().map_err(|_| ShownError::ClientUnknown)
    }

    /// Matches the redirect URI against those of the client.
    pub(crate) fn new(
        params: &'a AuthorizeParams,
        client: Client,
        issuer: &Issuer,
    ) -> Result<Self, ShownError> {
        let redirect_uri = registered_uri(params, &client)?;
        let repeated = params.is_repeated("state");
        let state = params.get("state").filter(|_| !repeated).and_then(|text| State::parse(text).ok());
        // In doubt as people expect it; `check_response` says what was wrong.
        let mode = response_mode(params, &redirect_uri).unwrap_or_default();
        let address = ReturnAddress { redirect_uri, state, issuer: issuer.clone(), mode };
        Ok(Self { params, client, address })
    }

    /// Checks everything else. The keyring tells which id_tokens are ours.
    pub(crate) fn validate(self, keyring: &Keyring) -> Result<ValidRequest, ErrorRedirect> {
        self.check(keyring)
            .map_err(|refusal| ErrorRedirect { refusal, answer: self.address.with_error(refusal) })
    }

    pub(crate) fn refuse(&self, refusal: AuthorizeRefusal) -> ErrorRedirect {
        ErrorRedirect { refusal, answer: self.address.with_error(refusal) }
    }

    fn check(&self, keyring: &Keyring) -> Result<ValidRequest, AuthorizeRefusal> {
        self.check_form()?;
        self.check_response()?;
        let claims = self.claims()?;
        Ok(ValidRequest {
            scopes: self.scopes(),
            aim: Aim::default(),
            acr: self.acr(&claims),
            claims,
            nonce: self.nonce()?,
            challenge: self.challenge()?,
            prompt: self.prompt()?,
            max_age: self.max_age()?,
            hints: Hints::of(self.params),
            meant: self.meant(keyring)?,
            pushed: None,
            client: self.client.clone(),
            address: self.address.clone(),
        })
    }

    fn check_form(&self) -> Result<(), AuthorizeRefusal> {
        if let Some(name) = self.params.first_repeated() {
            return Err(AuthorizeRefusal::Repeated(name));
        }
        if self.params.get("state").is_some() && self.address.state.is_none() {
            return Err(AuthorizeRefusal::Malformed("state"));
        }
        for (name, refusal) in [
            // By now these have been opened; whatever is inside must not refer to another.
            ("request", AuthorizeRefusal::RequestObject),
            ("request_uri", AuthorizeRefusal::RequestUri),
            ("registration", AuthorizeRefusal::Registration),
        ] {
            if self.params.get(name).is_some() {
                return Err(refusal);
            }
        }
        Ok(())
    }

    fn check_response(&self) -> Result<(), AuthorizeRefusal> {
        match self.params.get("response_type") {
            Some("code") => {}
            Some(_) => return Err(AuthorizeRefusal::ResponseType),
            None => return Err(AuthorizeRefusal::Missing("response_type")),
        }
        response_mode(self.params, &self.address.redirect_uri)?;
        if !self.client.may_use(GrantKind::AuthorizationCode) {
            return Err(AuthorizeRefusal::ClientUnauthorized);
        }
        Ok(())
    }

    fn scopes(&self) -> ScopeSet {
        let scopes = self.client.grantable(ScopeSet::requested(self.params.get("scope")));
        if scopes.is_empty() { ScopeSet::from_iter([Scope::OpenId]) } else { scopes }
    }

    /// A claim is for whom its scope is for. Of what OpenID Connect adds nothing is heard without `openid`.
    fn claims(&self) -> Result<ClaimsRequest, AuthorizeRefusal> {
        let parsed = self.params.get("claims").map(ClaimsRequest::parse).transpose();
        let claims = parsed.map_err(|_| AuthorizeRefusal::Malformed("claims"))?;
        let claims = claims.filter(|_| self.scopes().contains(Scope::OpenId)).unwrap_or_default();
        let grantable = self.client.grantable(claims.told.all().scopes());
        Ok(claims.within(grantable))
    }

    /// What is said of `acr` claim by claim says more than a wish.
    fn acr(&self, claims: &ClaimsRequest) -> Option<AcrRequest> {
        let wished = || AcrRequest::wished(self.params.get("acr_values").unwrap_or_default());
        claims.acr().cloned().or_else(wished)
    }

    fn nonce(&self) -> Result<Option<Nonce>, AuthorizeRefusal> {
        let parsed = self.params.get("nonce").map(Nonce::parse).transpose();
        parsed.map_err(|_| AuthorizeRefusal::Malformed("nonce"))
    }

    fn challenge(&self) -> Result<Option<CodeChallenge>, AuthorizeRefusal> {
        let method = self.params.get("code_challenge_method");
        let Some(text) = self.params.get("code_challenge") else {
            return match method {
                Some(_) => Err(AuthorizeRefusal::Missing("code_challenge")),
                None if self.client.authentication.is_public() => Err(AuthorizeRefusal::ChallengeMissing),
                None => Ok(None),
            };
        };
        if method != Some("S256") {
            return Err(AuthorizeRefusal::ChallengeMethod);
        }
        CodeChallenge::parse(text).map(Some).map_err(|_| AuthorizeRefusal::Malformed("code_challenge"))
    }

    fn prompt(&self) -> Result<Prompt, AuthorizeRefusal> {
        let text = self.params.get("prompt").unwrap_or_default();
        Prompt::parse(text).map_err(|_| AuthorizeRefusal::Malformed("prompt"))
    }

    fn max_age(&self) -> Result<Option<Duration>, AuthorizeRefusal> {
        let parsed = self.params.get("max_age").map(str::parse::<u32>).transpose();
        let seconds = parsed.map_err(|_| AuthorizeRefusal::Malformed("max_age"))?;
        Ok(seconds.map(|seconds| Duration::from_secs(seconds.into())))
    }

    /// Whom the client means (`id_token_hint`): somebody it has signed in by us before.
    fn meant(&self, keyring: &Keyring) -> Result<Option<IdTokenHint>, AuthorizeRefusal> {
        let token = self.params.get("id_token_hint");
        let hint = token.map(|token| IdTokenHint::read(token, keyring, &self.address.issuer)).transpose();
        match hint.map_err(|_| AuthorizeRefusal::IdTokenHint)? {
            Some(hint) if hint.client() != self.client.id => Err(AuthorizeRefusal::IdTokenHint),
            hint => Ok(hint),
        }
    }
}

fn registered_uri(params: &AuthorizeParams, client: &Client) -> Result<RedirectUri, ShownError> {
    if params.is_repeated("redirect_uri") {
        return Err(ShownError::Repeated("redirect_uri"));
    }
    let text = params.get("redirect_uri").ok_or(ShownError::RedirectUriMissing)?;
    let presented = RedirectUri::parse(text).map_err(ShownError::RedirectUriMalformed)?;
    match client.registered(&presented) {
        Some(_) => Ok(presented),
        None => Err(ShownError::RedirectUriUnregistered),
    }
}

fn response_mode(params: &AuthorizeParams, target: &RedirectUri) -> Result<ResponseMode, AuthorizeRefusal> {
    if params.is_repeated("response_mode") {
        return Err(AuthorizeRefusal::Repeated("response_mode"));
    }
    let Some(word) = params.get("response_mode") else { return Ok(ResponseMode::default()) };
    let mode = ResponseMode::from_wire(word).ok_or(AuthorizeRefusal::ResponseMode)?;
    if mode.reaches(target) { Ok(mode) } else { Err(AuthorizeRefusal::FormUnfit) }
}

impl ValidRequest {
    /// Who asks.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// What for, reduced to what this client can be given.
    pub fn scopes(&self) -> ScopeSet {
        self.scopes
    }

    /// For which resources. Their tokens are good for nothing else.
    pub fn aim(&self) -> &Aim {
        &self.aim
    }

    /// The same request, now that it is known what its `resource` names.
    pub(crate) fn aimed_at(self, aim: Aim) -> Self {
        Self { aim, ..self }
    }

    /// What for, claim by claim.
    pub fn claims(&self) -> &ClaimsRequest {
        &self.claims
    }

    /// What the person has to allow: the scopes, and those that would open the claims.
    pub fn to_allow(&self) -> ScopeSet {
        self.scopes.union(self.claims.told.all().scopes())
    }

    /// What the person is to be asked.
    pub fn prompt(&self) -> Prompt {
        self.prompt
    }

    /// Where the answer will go, as the request presented it.
    pub fn redirect_uri(&self) -> &RedirectUri {
        &self.address.redirect_uri
    }

    /// How strong the sign-in shall be.
    pub fn acr(&self) -> Option<&AcrRequest> {
        self.acr.as_ref()
    }

    /// The sign-in as the client is told of it.
    pub(crate) fn told(&self, sign_in: &SignIn) -> SignIn {
        let asked = self.acr.as_ref().and_then(|acr| acr.told(sign_in));
        let acr = asked.map_or_else(|| sign_in.acr.clone(), |acr| acr.as_str().to_owned());
        SignIn { acr, ..sign_in.clone() }
    }

    /// What makes it easier for the person.
    pub fn hints(&self) -> &Hints {
        &self.hints
    }

    /// Whether it is about this person, or about nobody in particular.
    pub(crate) fn is_about(&self, person: &KnownAs) -> bool {
        self.claims.is_about(&person.sub) && self.meant.as_ref().is_none_or(|hint| hint.names(person))
    }

    /// Whether this sign-in is recent enough for the request (`prompt=login`, `max_age`).
    pub fn accepts(&self, sign_in: &SignIn, now: Timestamp) -> bool {
        if self.is_answered_by(sign_in) {
            return true;
        }
        let age = now.since(sign_in.auth_time);
        !self.prompt.login && self.max_age.is_none_or(|limit| !limit.is_zero() && age <= limit)
    }

    /// What was pushed can't be asked again without its demand, so a sign-in answers it that came after it.
    fn is_answered_by(&self, sign_in: &SignIn) -> bool {
        self.pushed.is_some_and(|(_, opened_at)| opened_at <= sign_in.auth_time)
    }

    /// Whether the person who is signed in has to say first that it is to be them (`prompt=select_account`).
    pub fn asks_for_account(&self, sign_in: &SignIn) -> bool {
        self.prompt.select_account && !self.is_answered_by(sign_in)
    }

    /// The same request, now that the person said as whom they go on.
    #[must_use]
    pub fn with_account_chosen(mut self) -> Self {
        self.prompt.select_account = false;
        self
    }

    /// The same request, now that it is known how it was pushed and when it was opened.
    pub(crate) fn pushed_as(self, pushed: Option<(RequestUriDigest, Timestamp)>) -> Self {
        Self { pushed, ..self }
    }

    pub(crate) fn pushed(&self) -> Option<RequestUriDigest> {
        self.pushed.map(|(digest, _)| digest)
    }

    pub(crate) fn nonce(&self) -> Option<&Nonce> {
        self.nonce.as_ref()
    }

    pub(crate) fn challenge(&self) -> Option<&CodeChallenge> {
        self.challenge.as_ref()
    }

    /// How the answer will travel.
    pub fn response_mode(&self) -> ResponseMode {
        self.address.mode
    }

    /// The answer for somebody who is no browser.
    pub(crate) fn redirect(&self, code: &AuthorizationCode) -> RedirectUrl {
        self.address.url_with_code(code)
    }

    pub(crate) fn answer(&self, code: &AuthorizationCode) -> AuthorizeAnswer {
        self.address.with_code(code)
    }

    pub(crate) fn refuse(&self, refusal: AuthorizeRefusal) -> ErrorRedirect {
        ErrorRedirect { refusal, answer: self.address.with_error(refusal) }
    }
}
