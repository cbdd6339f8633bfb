use super::FieldError;
use super::defaults::ClientSetting;
use super::key_registration::{KeyChanges, KeyRegistration};
use super::logout::{LogoutChanged, LogoutChanges};
use super::request_registration::{RequestChanges, RequestRegistration};
use super::subject_registration::{SubjectChanges, SubjectRegistration};
use super::tokens::{TokenChanges, TokensChanged};
use crate::{
    AuthMethod, Client, ClientAuthentication, ClientKeys, ClientName, ClientNameError, ClientOwner,
    ClientSecret, GrantKind, LogoutSettings, RedirectUri, RedirectUris, RedirectUrisError, RequestSettings,
    SigningAlg, SubjectType, TokenSettings,
};
use hitkey_kernel::{ClientId, Random, Timestamp};
use std::collections::BTreeSet;

/// What somebody wants to register, unchecked. Fields as in RFC 7591 §2, and `skip_consent`.
#[derive(Debug, Clone, Default)]
pub struct ClientRegistration {
    /// `name`.
    pub name: String,
    /// `redirect_uris`, the main one first. None for a client that is sent nobody.
    pub redirect_uris: Vec<String>,
    /// `application_type`: `web` or `native`; nothing is demanded when it is left out.
    pub application_type: Option<String>,
    /// `grant_types`; `authorization_code` and `refresh_token` when left out.
    pub grant_types: Option<Vec<String>>,
    /// `response_types`; may only be `code`.
    pub response_types: Option<Vec<String>>,
    /// `token_endpoint_auth_method`; `client_secret_basic` when left out.
    pub token_endpoint_auth_method: Option<String>,
    /// `id_token_signed_response_alg`; `RS256` when left out.
    pub id_token_signed_response_alg: Option<String>,
    /// What it signs with.
    pub keys: KeyRegistration,
    /// How its authorization requests have to come.
    pub requests: RequestRegistration,
    /// Whether the owner is spared the consent page; not when left out.
    pub skip_consent: Option<bool>,
    /// By what names it is to know people.
    pub subject: SubjectRegistration,
    /// What its tokens are to be like.
    pub tokens: TokenChanges,
    /// What is to happen there when somebody signs out.
    pub logout: LogoutChanges,
}

/// What is to change, unchecked. What is left out stays.
#[derive(Debug, Clone, Default)]
pub struct ClientChanges {
    /// `name`.
    pub name: Option<String>,
    /// `redirect_uris`: all of them.
    pub redirect_uris: Option<Vec<String>>,
    /// `grant_types`: all of them.
    pub grant_types: Option<Vec<String>>,
    /// `response_types`; may only be `code`.
    pub response_types: Option<Vec<String>>,
    /// `id_token_signed_response_alg`.
    pub id_token_signed_response_alg: Option<String>,
    /// What it signs with.
    pub keys: KeyRegistration,
    /// How its authorization requests have to come.
    pub requests: RequestRegistration,
    /// Whether the owner is spared the consent page.
    pub skip_consent: Option<bool>,
    /// By what names it is to know people.
    pub subject: SubjectRegistration,
    /// What its tokens are to be like.
    pub tokens: TokenChanges,
    /// What is to happen there when somebody signs out.
    pub logout: LogoutChanges,
    /// What is to be as it is by default, before all else.
    pub resets: Vec<ClientSetting>,
}

/// A registration that keeps all rules.
pub(super) struct Checked {
    name: ClientName,
    pub(super) redirect_uris: RedirectUris,
    grant_types: BTreeSet<GrantKind>,
    pub(super) method: AuthMethod,
    keys: ClientKeys,
    requests: RequestSettings,
    id_token_alg: SigningAlg,
    skip_consent: bool,
    pub(super) subject: SubjectChanges,
    tokens: TokensChanged,
    logout: LogoutChanged,
}

/// Changes that keep all rules.
pub(super) struct Changed {
    pub(super) name: Option<ClientName>,
    pub(super) redirect_uris: Option<RedirectUris>,
    pub(super) grant_types: Option<BTreeSet<GrantKind>>,
    pub(super) id_token_alg: Option<SigningAlg>,
    pub(super) keys: KeyChanges,
    pub(super) requests: RequestChanges,
    pub(super) skip_consent: Option<bool>,
    pub(super) subject: SubjectChanges,
    pub(super) tokens: TokensChanged,
    pub(super) logout: LogoutChanged,
    pub(super) resets: Vec<ClientSetting>,
}

/// Collects what is wrong, so that all of it is told at once.
#[derive(Default)]
pub(in crate::service) struct Complaints(pub(in crate::service) Vec<FieldError>);

impl Complaints {
    pub(in crate::service) fn add(
        &mut self,
        field: &'static str,
        rule: &'static str,
        message: impl ToString,
    ) {
        self.0.push(FieldError { field, rule, message: message.to_string() });
    }

    pub(in crate::service) fn name(&mut self, text: &str) -> Option<ClientName> {
        ClientName::parse(text).map_err(|error| self.add("name", name_rule(error), error)).ok()
    }

    fn redirect_uris(&mut self, texts: &[String]) -> Option<RedirectUris> {
        let mut uris = Vec::with_capacity(texts.len());
        for text in texts.iter().take(RedirectUris::MOST + 1) {
            match RedirectUri::parse(text) {
                Ok(uri) => uris.push(uri),
                Err(error) => self.add("redirect_uris", "redirect_uri", format!("{error}: {text:.100}")),
            }
        }
        if texts.len() > RedirectUris::MOST {
            self.add("redirect_uris", "max_length", RedirectUrisError);
        }
        RedirectUris::new(uris).ok()
    }

    fn grant_types(&mut self, names: &[String]) -> Option<BTreeSet<GrantKind>> {
        let kinds: Option<BTreeSet<_>> = names.iter().map(|name| GrantKind::from_wire(name)).collect();
        let Some(kinds) = kinds.filter(|kinds| !kinds.is_empty()) else {
            self.add(
                "grant_types",
                "enum",
                format!("must be of {}", spelled(GrantKind::ALL, GrantKind::as_str)),
            );
            return None;
        };
        let by_people = [GrantKind::AuthorizationCode, GrantKind::DeviceCode];
        if kinds.contains(&GrantKind::RefreshToken) && !by_people.iter().any(|kind| kinds.contains(kind)) {
            let message = "must have authorization_code or the device grant: refresh tokens come from codes";
            self.add("grant_types", "required", message);
        }
        Some(kinds)
    }

    /// What must be so of a client as a whole.
    fn whole(&mut self, grant_types: &BTreeSet<GrantKind>, has_redirect_uri: bool, is_public: bool) {
        if grant_types.contains(&GrantKind::AuthorizationCode) && !has_redirect_uri {
            self.add("redirect_uris", "required", "is required");
        }
        if grant_types.contains(&GrantKind::ClientCredentials) && is_public {
            let message = "must not have client_credentials: a public client can't prove itself";
            self.add("grant_types", "public_client", message);
        }
    }

    fn response_types(&mut self, names: &[String]) {
        if names != ["code"] {
            self.add("response_types", "enum", "must be code");
        }
    }

    fn method(&mut self, name: &str) -> Option<AuthMethod> {
        let method = AuthMethod::from_wire(name);
        if method.is_none() {
            let known = spelled(AuthMethod::ALL, AuthMethod::as_str);
            self.add("token_endpoint_auth_method", "enum", format!("must be one of {known}"));
        }
        method
    }

    fn id_token_alg(&mut self, name: &str) -> Option<SigningAlg> {
        let alg = SigningAlg::from_wire(name);
        if alg.is_none() {
            let known = spelled(SigningAlg::ALL, SigningAlg::as_str);
            self.add("id_token_signed_response_alg", "enum", format!("must be one of {known}"));
        }
        alg
    }
}

fn name_rule(error: ClientNameError) -> &'static str {
    match error {
        ClientNameError::Empty => "required",
        ClientNameError::TooLong => "max_length",
        ClientNameError::Control => "no_control_characters",
    }
}

fn spelled<T, const N: usize>(all: [T; N], name: impl Fn(T) -> &'static str) -> String {
    all.map(name).join(", ")
}

impl ClientRegistration {
    pub(super) fn check(&self) -> Result<Checked, Vec<FieldError>> {
        let mut complaints = Complaints::default();
        let name = complaints.name(&self.name);
        let redirect_uris = complaints.redirect_uris(&self.redirect_uris);
        let grant_types = match &self.grant_types {
            None => Some(GrantKind::USUAL.into()),
            Some(names) => complaints.grant_types(names),
        };
        if let Some(names) = &self.response_types {
            complaints.response_types(names);
        }
        let method = match &self.token_endpoint_auth_method {
            None => Some(AuthMethod::ClientSecretBasic),
            Some(name) => complaints.method(name),
        };
        let id_token_alg = match &self.id_token_signed_response_alg {
            None => Some(SigningAlg::Rs256),
            Some(name) => complaints.id_token_alg(name),
        };
        let (tokens, is_public) = (self.tokens.check(&mut complaints), method == Some(AuthMethod::None));
        tokens.check_for(is_public, &mut complaints);
        if let Some(kinds) = &grant_types {
            complaints.whole(kinds, !self.redirect_uris.is_empty(), is_public);
        }
        let requests = complaints.requests(&self.requests).applied_to(RequestSettings::default());
        let keys = complaints.keys(&self.keys).applied_to(ClientKeys::default());
        if let Some(method) = method {
            complaints.contradiction(&keys, method);
        }
        let subject = complaints.subject(&self.subject);
        let logout = self.logout.check(&mut complaints);
        if let Some(uris) = &redirect_uris {
            logout.check_for(uris, &mut complaints);
            if let Some(name) = &self.application_type {
                complaints.application_type(name, uris);
            }
        }
        match (name, redirect_uris, grant_types, method, id_token_alg) {
            (Some(name), Some(redirect_uris), Some(grant_types), Some(method), Some(id_token_alg))
                if complaints.0.is_empty() =>
            {
                let skip_consent = self.skip_consent.unwrap_or_default();
                Ok(Checked {
                    name,
                    redirect_uris,
                    grant_types,
                    method,
                    keys,
                    requests,
                    id_token_alg,
                    skip_consent,
                    subject,
                    tokens,
                    logout,
                })
            }
            _ => Err(complaints.0),
        }
    }
}

impl ClientChanges {
    pub(super) fn check(&self) -> Result<Changed, Vec<FieldError>> {
        let mut complaints = Complaints::default();
        if let Some(names) = &self.response_types {
            complaints.response_types(names);
        }
        let changed = Changed {
            name: self.name.as_deref().and_then(|text| complaints.name(text)),
            redirect_uris: self.redirect_uris.as_deref().and_then(|texts| complaints.redirect_uris(texts)),
            grant_types: self.grant_types.as_deref().and_then(|names| complaints.grant_types(names)),
            id_token_alg: self
                .id_token_signed_response_alg
                .as_deref()
                .and_then(|name| complaints.id_token_alg(name)),
            keys: complaints.keys(&self.keys),
            requests: complaints.requests(&self.requests),
            skip_consent: self.skip_consent,
            subject: complaints.subject(&self.subject),
            tokens: self.tokens.check(&mut complaints),
            logout: self.logout.check(&mut complaints),
            resets: self.resets.clone(),
        };
        if complaints.0.is_empty() { Ok(changed) } else { Err(complaints.0) }
    }
}

impl Changed {
    /// The client with the defaults that are wanted back.
    pub(super) fn reset(&self, client: Client) -> Client {
        self.resets.iter().fold(client, |client, setting| setting.reset(client))
    }

    /// What the client, as it is, has against them.
    pub(super) fn check_for(&self, client: &Client) -> Result<(), Vec<FieldError>> {
        let mut complaints = Complaints::default();
        let is_public = client.authentication.is_public();
        self.tokens.check_for(is_public, &mut complaints);
        let uris = self.redirect_uris.as_ref().unwrap_or(&client.redirect_uris);
        let kinds = self.grant_types.as_ref().unwrap_or(&client.grant_types);
        complaints.whole(kinds, !uris.as_slice().is_empty(), is_public);
        complaints.contradiction(&self.keys.applied_to(client.keys.clone()), client.authentication.method());
        self.logout.check_for(uris, &mut complaints);
        if complaints.0.is_empty() { Ok(()) } else { Err(complaints.0) }
    }
}

impl Checked {
    /// A fresh secret, if clients of this method have one.
    pub(super) fn draw_secret(&self, random: &dyn Random) -> Option<ClientSecret> {
        match self.method {
            AuthMethod::ClientSecretJwt => Some(ClientSecret::generate_for_mac(random)),
            method => method.has_secret().then(|| ClientSecret::generate(random)),
        }
    }

    pub(super) fn into_client(
        self,
        id: ClientId,
        owner: ClientOwner,
        authentication: ClientAuthentication,
        now: Timestamp,
    ) -> Client {
        Client {
            id,
            owner,
            name: self.name,
            redirect_uris: self.redirect_uris,
            authentication,
            keys: self.keys,
            requests: self.requests,
            grant_types: self.grant_types,
            skip_consent: self.skip_consent,
            id_token_alg: self.id_token_alg,
            subject_type: SubjectType::Public,
            tokens: self.tokens.apply_to(TokenSettings::default()),
            logout: self.logout.apply_to(LogoutSettings::default()),
            created_at: now,
            updated_at: now,
        }
    }
}
