use super::{TokenParams, TokenRefusal};
use crate::{Client, ClientAuthentication, ClientSecret, ClientSecretDigest, SecretTransport};
use data_encoding::BASE64;
use hitkey_kernel::ClientId;

/// Who a client says it is, and how it proves that (RFC 6749 §2.3).
#[derive(Debug)]
pub struct PresentedClient {
    /// The `client_id`.
    pub id: ClientId,
    secret: Option<ClientSecret>,
    by_header: bool,
}

impl PresentedClient {
    /// Reads `client_secret_basic`, `client_secret_post` or `none`.
    ///
    /// # Errors
    /// `invalid_request` when two ways are used at once or none names a client; `invalid_client` when
    /// what is presented can't be a client's.
    pub fn parse(authorization: Option<&str>, params: &TokenParams) -> Result<Self, TokenRefusal> {
        match authorization {
            Some(header) => Self::from_header(header, params),
            None => Self::from_body(params),
        }
    }

    fn from_header(header: &str, params: &TokenParams) -> Result<Self, TokenRefusal> {
        if params.get("client_secret").is_some() {
            return Err(TokenRefusal::SeveralAuthentications);
        }
        let unproven = TokenRefusal::ClientUnproven { by_header: true };
        let (id, secret) = basic_credentials(header).ok_or(unproven)?;
        // Some clients repeat their id in the body; another one's would be two claims at once.
        if params.get("client_id").is_some_and(|other| other != id) {
            return Err(TokenRefusal::SeveralAuthentications);
        }
        let id = id.parse().map_err(|_| unproven)?;
        Ok(Self { id, secret: Some(ClientSecret::parse(&secret)), by_header: true })
    }

    fn from_body(params: &TokenParams) -> Result<Self, TokenRefusal> {
        let id = params.required("client_id")?;
        let id = id.parse().map_err(|_| TokenRefusal::ClientUnproven { by_header: false })?;
        Ok(Self { id, secret: params.get("client_secret").map(ClientSecret::parse), by_header: false })
    }

    /// Whether this proves `client`. An unknown client costs the same as a known one.
    ///
    /// # Errors
    /// [`TokenRefusal::ClientUnproven`].
    pub fn prove(&self, client: Option<&Client>) -> Result<(), TokenRefusal> {
        let nobody = ClientAuthentication::Secret {
            digest: ClientSecretDigest::from_bytes([0; 32]),
            transport: SecretTransport::Basic,
        };
        let authentication = client.map_or(&nobody, |client| &client.authentication);
        let accepted = authentication.accepts(self.secret.as_ref());
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
