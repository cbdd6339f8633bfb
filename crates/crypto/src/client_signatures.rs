use crate::JoseKeys;
use hitkey_oauth::ports::ClientSignatures;
use hitkey_oauth::{ClientAlg, PublicJwk};
use josekit::JoseError;
use josekit::jwk::Jwk;
use josekit::jws::{ES256, EdDSA, HS256, HS384, HS512, JwsVerifier, PS256, RS256};

/// josekit checks the kind of a key, its size and the algorithm that it names.
impl ClientSignatures for JoseKeys {
    fn is_signed(&self, alg: ClientAlg, key: &PublicJwk, message: &[u8], signature: &[u8]) -> bool {
        let verifier = Jwk::from_map(key.members().clone()).and_then(|jwk| verifier(alg, &jwk));
        verifier.is_ok_and(|verifier| verifier.is_some_and(|one| one.verify(message, signature).is_ok()))
    }

    fn is_mac(&self, alg: ClientAlg, secret: &[u8], message: &[u8], mac: &[u8]) -> bool {
        let verifier = match alg {
            ClientAlg::Hs256 => HS256.verifier_from_bytes(secret),
            ClientAlg::Hs384 => HS384.verifier_from_bytes(secret),
            ClientAlg::Hs512 => HS512.verifier_from_bytes(secret),
            ClientAlg::Rs256 | ClientAlg::Ps256 | ClientAlg::Es256 | ClientAlg::EdDsa => return false,
        };
        verifier.is_ok_and(|verifier| verifier.verify(message, mac).is_ok())
    }
}

/// The verifier of that algorithm; `None` for a MAC, which no public key makes.
fn verifier(alg: ClientAlg, jwk: &Jwk) -> Result<Option<Box<dyn JwsVerifier>>, JoseError> {
    let verifier: Box<dyn JwsVerifier> = match alg {
        ClientAlg::Rs256 => Box::new(RS256.verifier_from_jwk(jwk)?),
        ClientAlg::Ps256 => Box::new(PS256.verifier_from_jwk(jwk)?),
        ClientAlg::Es256 => Box::new(ES256.verifier_from_jwk(jwk)?),
        ClientAlg::EdDsa => Box::new(EdDSA.verifier_from_jwk(jwk)?),
        ClientAlg::Hs256 | ClientAlg::Hs384 | ClientAlg::Hs512 => return Ok(None),
    };
    Ok(Some(verifier))
}
