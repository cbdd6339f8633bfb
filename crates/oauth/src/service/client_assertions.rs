use super::{ClientProofs, PresentedClient, TokenError, TokenParams, TokenRefusal};
use crate::client_jwt::{Audience, ClientJwt, NumericDate};
use crate::ports::{AssertionStore, ClientStore, SpendAssertion};
use crate::{AuthMethod, Client};
use hitkey_kernel::{Ambient, ClientId, Timestamp, digest_of};
use serde::Deserialize;
use std::sync::Arc;
use std::time::Duration;

/// Longer than any assertion has to be. A longer one is not worth decoding.
const LONGEST: usize = 8 * 1024;
const LONGEST_JTI: usize = 256;
/// How far clocks may be apart.
const LEEWAY: Duration = Duration::from_secs(30);
/// How long an assertion may be good for; some libraries make them for an hour.
const LONGEST_LIFE: Duration = Duration::from_secs(60 * 60);

/// Authenticates clients by a JWT that they sign (RFC 7523 §2.2, OpenID Connect Core §9): `private_key_jwt` and
/// `client_secret_jwt`.
pub struct ClientAssertions {
    clients: Arc<dyn ClientStore>,
    used: Arc<dyn AssertionStore>,
    proofs: Arc<ClientProofs>,
    audiences: Vec<String>,
    ambient: Ambient,
}

/// What an assertion says (RFC 7523 §3). Every claim that is here more than once makes it unreadable.
#[derive(Deserialize)]
struct Claims {
    iss: String,
    sub: String,
    aud: Audience,
    exp: NumericDate,
    nbf: Option<NumericDate>,
    iat: Option<NumericDate>,
    jti: String,
}

/// Whom an assertion is about, before anything of it is believed.
pub(super) fn claimed_client(assertion: &str) -> Option<ClientId> {
    #[derive(Deserialize)]
    struct Subject {
        sub: String,
    }
    let jwt = ClientJwt::parse(assertion, LONGEST)?;
    jwt.claims::<Subject>()?.sub.parse().ok()
}

impl ClientAssertions {
    /// Puts it together. Assertions must be meant for nobody but one of `audiences`.
    pub fn new(
        clients: Arc<dyn ClientStore>,
        used: Arc<dyn AssertionStore>,
        proofs: Arc<ClientProofs>,
        audiences: Vec<String>,
        ambient: Ambient,
    ) -> Self {
        Self { clients, used, proofs, audiences, ambient }
    }

    /// Who presents itself, with its assertion checked and used up if it brings one.
    ///
    /// # Errors
    /// As [`PresentedClient::parse`] and [`admit`](Self::admit).
    pub(super) async fn present(
        &self,
        authorization: Option<&str>,
        params: &TokenParams,
    ) -> Result<PresentedClient, TokenError> {
        self.admit(PresentedClient::parse(authorization, params)?).await
    }

    /// Checks the assertion, if there is one, and uses it up. Whoever presented something else is handed through:
    /// [`PresentedClient::prove`] judges that.
    ///
    /// # Errors
    /// `invalid_client` unless the assertion proves the client that it names.
    pub async fn admit(&self, presented: PresentedClient) -> Result<PresentedClient, TokenError> {
        let Some(assertion) = presented.assertion() else { return Ok(presented) };
        let unproven = TokenRefusal::ClientUnproven { by_header: false };
        let jwt = ClientJwt::parse(assertion, LONGEST).ok_or(unproven)?;
        let client = self.clients.find(presented.id).await?.ok_or(unproven)?;
        let spent = self.check(&jwt, &client).ok_or(unproven)?;
        if self.is_vouched_for(&client, &jwt).await && self.used.spend(spent).await? {
            return Ok(presented.vouched_for());
        }
        Err(unproven.into())
    }

    /// The method and the algorithm are those of the registration, so that no key is ever taken for a secret.
    async fn is_vouched_for(&self, client: &Client, jwt: &ClientJwt<'_>) -> bool {
        let registered = client.keys.assertion_alg.is_none_or(|alg| alg == jwt.alg);
        registered
            && match client.authentication.method() {
                AuthMethod::PrivateKeyJwt => self.proofs.is_signed_by(client, jwt).await,
                AuthMethod::ClientSecretJwt => self.proofs.is_maced_by(client, jwt),
                AuthMethod::ClientSecretBasic | AuthMethod::ClientSecretPost | AuthMethod::None => false,
            }
    }

    fn check(&self, jwt: &ClientJwt<'_>, client: &Client) -> Option<SpendAssertion> {
        let claims: Claims = jwt.claims().filter(|_| jwt.may_be(&["jwt", "client-authentication+jwt"]))?;
        let id = client.id.to_string();
        let about_itself = claims.iss == id && claims.sub == id;
        let named = (1..=LONGEST_JTI).contains(&claims.jti.len());
        let expires_at = claims.expires_at(self.ambient.now())?;
        let good = about_itself && named && claims.aud.is_only(&self.audiences);
        let digest = digest_of(&[client.id.uuid().as_bytes(), claims.jti.as_bytes()]);
        good.then_some(SpendAssertion { digest, expires_at })
    }
}

impl Claims {
    /// Until when it is taken; `None` when it is not taken now.
    fn expires_at(&self, now: Timestamp) -> Option<Timestamp> {
        let expires_at = self.exp.instant()? + LEEWAY;
        let soon = expires_at <= now + LONGEST_LIFE + LEEWAY + LEEWAY;
        let begun = [self.nbf, self.iat]
            .into_iter()
            .flatten()
            .all(|date| date.instant().is_some_and(|instant| instant <= now + LEEWAY));
        (now < expires_at && soon && begun).then_some(expires_at)
    }
}
