use super::super::client_assertions::claimed_client;
use super::{TokenParams, TokenRefusal};
use crate::{Client, ClientAuthentication, ClientSecret, ClientSecretDigest, SecretTransport};
use data_encoding::BASE64;
use hitkey_kernel::{ClientId, SecretText};

/// The one kind of assertion that there is (RFC 7523 §2.2).
const JWT_BEARER: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
/// The answer to whoever did not use the header.
const UNPROVEN: TokenRefusal = TokenRefusal::ClientUnproven { by_header: false };

/// Who a client says it is, and how it proves that (RFC 6749 §2.3).
#[derive(Debug)]
pub struct PresentedClient {
    /// The `client_id`.
    pub id: ClientId,
    proof: Proof,
    by_header: bool,
}

/// What a client shows.
#[derive(Debug)]
enum Proof {
    Nothing,
    Secret(ClientSecret),
    /// A JWT that nobody has looked at. It proves nothing yet.
    Assertion(SecretText),
    /// A JWT that was good.
    Vouched,
}

impl PresentedClient {
    /// Reads `client_secret_basic`, `client_secret_post`, a `client_assertion` or `none`.
    ///
    /// # Errors
    /// `invalid_request` when two ways are used at once or none names a client; `invalid_client` when
    /// what is presented can't be a client's.
    pub fn parse(authorization: Option<&str>, params: &TokenParams) -> Result<Self, TokenRefusal> {
        let asserted =
            ["client_assertion", "client_assertion_type"].iter().any(|name| params.get(name).is_some());
        let secret = params.get("client_secret").is_some();
        if [authorization.is_some(), asserted, secret].into_iter().filter(|used| *used).count() > 1 {
            return Err(TokenRefusal::SeveralAuthentications);
        }
        match authorization {
            Some(header) => Self::from_header(header, params),
            None if asserted => Self::from_assertion(params),
            None => Self::from_body(params),
        }
    }

    fn from_header(header: &str, params: &TokenParams) -> Result<Self, TokenRefusal> {
        let unproven = TokenRefusal::ClientUnproven { by_header: true };
        let (id, secret) = basic_credentials(header).ok_or(unproven)?;
        // Some clients repeat their id in the body; another one's would be two claims at once.
        if params.get("client_id").is_some_and(|other| other != id) {
            return Err(TokenRefusal::SeveralAuthentications);
        }
        let id = id.parse().map_err(|_| unproven)?;
        Ok(Self { id, proof: Proof::Secret(ClientSecret::parse(&secret)), by_header: true })
    }

    /// The assertion names the client (RFC 7521 §4.2); whether it tells the truth is not known yet.
    fn from_assertion(params: &TokenParams) -> Result<Self, TokenRefusal> {
        let assertion = params.required("client_assertion")?;
        let is_jwt = params.required("client_assertion_type")? == JWT_BEARER;
        let id = claimed_client(assertion).filter(|_| is_jwt).ok_or(UNPROVEN)?;
        if params.get("client_id").is_some_and(|other| other.parse() != Ok(id)) {
            return Err(UNPROVEN);
        }
        Ok(Self { id, proof: Proof::Assertion(SecretText::new(assertion)), by_header: false })
    }

    fn from_body(params: &TokenParams) -> Result<Self, TokenRefusal> {
        let id = params.required("client_id")?.parse().map_err(|_| UNPROVEN)?;
        let secret = params.get("client_secret").map(ClientSecret::parse);
        Ok(Self { id, proof: secret.map_or(Proof::Nothing, Proof::Secret), by_header: false })
    }

    /// The assertion, if there is one that nobody has looked at.
    pub(crate) fn assertion(&self) -> Option<&str> {
        match &self.proof {
            Proof::Assertion(jwt) => Some(jwt.expose()),
            _ => None,
        }
    }

    /// The same, now that its assertion was found to be good.
    pub(crate) fn vouched_for(self) -> Self {
        Self { proof: Proof::Vouched, ..self }
    }

    /// Whether this proves `client`. An unknown client costs the same as a known one. An assertion proves nothing
    /// before [`ClientAssertions`](crate::service::ClientAssertions) admitted it.
    ///
    /// # Errors
    /// [`TokenRefusal::ClientUnproven`].
    pub fn prove(&self, client: Option<&Client>) -> Result<(), TokenRefusal> {
        let nobody = ClientAuthentication::Secret {
            digest: ClientSecretDigest::from_bytes([0; 32]),
            transport: SecretTransport::Basic,
        };
        let authentication = client.map_or(&nobody, |client| &client.authentication);
        let accepted = match &self.proof {
            Proof::Nothing => authentication.accepts(None),
            Proof::Secret(secret) => authentication.accepts(Some(secret)),
            Proof::Assertion(_) => false,
            Proof::Vouched => authentication.is_by_assertion(),
        };
        if accepted && client.is_some() { Ok(()) } else { Err(self.unproven()) }
    }

    /// Whether this proves `client`, which has something to prove itself by. Returns it.
    ///
    /// # Errors
    /// [`TokenRefusal::ClientUnproven`].
    pub fn prove_confidential(&self, client: Option<Client>) -> Result<Client, TokenRefusal> {
        self.prove(client.as_ref())?;
        client.filter(|client| !client.authentication.is_public()).ok_or(self.unproven())
    }

    fn unproven(&self) -> TokenRefusal {
        TokenRefusal::ClientUnproven { by_header: self.by_header }
    }
}

/// Id and secret, each form-encoded before they were joined (RFC 6749 §2.3.1).
fn basic_credentials(header: &str) -> Option<(String, String)> {
    let (scheme, encoded) = header.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let decoded = String::from_utf8(BASE64.decode(encoded.trim().as_bytes()).ok()?).ok()?;
    let (id, secret) = decoded.split_once(':')?;
    Some((form_decode(id)?, form_decode(secret)?))
}

/// Decodes one form-encoded value.
fn form_decode(text: &str) -> Option<String> {
    let pair = format!("v={}", text.replace('&', "%26"));
    url::form_urlencoded::parse(pair.as_bytes()).next().map(|(_, value)| value.into_owned())
}
