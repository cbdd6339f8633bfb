//! Signatures as the OAuth domain asks for them, judged by josekit's own JWT functions.
#![expect(clippy::unwrap_used, reason = "helpers of tests may fail loudly")]

use data_encoding::BASE64URL_NOPAD;
use hitkey_crypto::JoseKeys;
use hitkey_oauth::ports::{FreshKey, KeyFactory as _, TokenVerifier};
use hitkey_oauth::{PublicJwk, SigningAlg};
use josekit::jwk::Jwk;
use josekit::jws::{ES256, EdDSA, HS256, PS256, RS256};
use josekit::jwt;
use serde_json::{Value, json};
use std::sync::Arc;

async fn fresh(alg: SigningAlg) -> FreshKey {
    JoseKeys.generate(alg).await.unwrap()
}

/// `header.payload`, ready to be signed (RFC 7515 §5.1).
fn signing_input(alg: &str) -> String {
    let part = |value: Value| BASE64URL_NOPAD.encode(value.to_string().as_bytes());
    let header = part(json!({"alg": alg, "typ": "at+jwt", "kid": "k1"}));
    format!("{header}.{}", part(json!({"sub": "ann"})))
}

fn sign(alg: SigningAlg, key: &FreshKey, input: &str) -> Vec<u8> {
    JoseKeys.signer(alg, &key.private_key).unwrap().sign(input.as_bytes()).unwrap()
}

fn verifier(alg: SigningAlg, key: &FreshKey) -> Arc<dyn TokenVerifier> {
    JoseKeys.verifier(alg, &key.public_jwk).unwrap()
}

#[tokio::test]
async fn our_signatures_verify_elsewhere_and_here() {
    for alg in SigningAlg::ALL {
        let key = fresh(alg).await;
        let input = signing_input(alg.as_str());
        let signature = sign(alg, &key, &input);
        assert!(verifier(alg, &key).verify(input.as_bytes(), &signature));

        let jwk = Jwk::from_map(key.public_jwk.members().clone()).unwrap();
        let token = format!("{input}.{}", BASE64URL_NOPAD.encode(&signature));
        let (claims, header) = match alg {
            SigningAlg::Rs256 => jwt::decode_with_verifier(token, &RS256.verifier_from_jwk(&jwk).unwrap()),
            SigningAlg::Ps256 => jwt::decode_with_verifier(token, &PS256.verifier_from_jwk(&jwk).unwrap()),
            SigningAlg::Es256 => jwt::decode_with_verifier(token, &ES256.verifier_from_jwk(&jwk).unwrap()),
            SigningAlg::EdDsa => jwt::decode_with_verifier(token, &EdDSA.verifier_from_jwk(&jwk).unwrap()),
        }
        .unwrap();
        assert_eq!((claims.subject(), header.token_type()), (Some("ann"), Some("at+jwt")));
    }
}

#[tokio::test]
async fn the_public_half_has_no_private_member_and_the_right_size() {
    for alg in [SigningAlg::Rs256, SigningAlg::Ps256] {
        let rsa = fresh(alg).await.public_jwk;
        let n = BASE64URL_NOPAD.decode(rsa.members()["n"].as_str().unwrap().as_bytes()).unwrap();
        assert_eq!((rsa.members().len(), n.len() * 8), (3, 2048));
    }
    let ec = fresh(SigningAlg::Es256).await.public_jwk;
    assert_eq!((ec.members().len(), &ec.members()["crv"]), (4, &json!("P-256")));
    let ed = fresh(SigningAlg::EdDsa).await.public_jwk;
    assert_eq!((ed.members().len(), &ed.members()["crv"]), (3, &json!("Ed25519")));
}

#[tokio::test]
async fn anything_altered_is_refused() {
    for alg in SigningAlg::ALL {
        let key = fresh(alg).await;
        let verifier = verifier(alg, &key);
        let input = signing_input(alg.as_str());
        let signature = sign(alg, &key, &input);
        let other = sign(alg, &fresh(alg).await, &input);
        assert!(!verifier.verify(input.as_bytes(), &other), "another key's signature");
        assert!(!verifier.verify(signing_input("none").as_bytes(), &signature), "another header");
        for length in [0, 1, 63, signature.len() - 1] {
            assert!(!verifier.verify(input.as_bytes(), &signature[..length]), "cut to {length}");
        }
        for filler in [0x00, 0x01, 0x80, 0xff] {
            assert!(!verifier.verify(input.as_bytes(), &vec![filler; signature.len()]), "all {filler}");
        }
        let mut longer = signature.clone();
        longer.push(0);
        assert!(!verifier.verify(input.as_bytes(), &longer));
        let mut flipped = signature;
        flipped[40] ^= 1;
        assert!(!verifier.verify(input.as_bytes(), &flipped));
    }
}

#[tokio::test]
async fn a_token_whose_algorithm_was_swapped_is_refused() {
    let mut keys = Vec::new();
    for alg in SigningAlg::ALL {
        keys.push((alg, fresh(alg).await));
    }
    for (alg, key) in &keys {
        let input = signing_input(alg.as_str());
        let signature = sign(*alg, key, &input);
        for (other, its_key) in keys.iter().filter(|(other, _)| other != alg) {
            assert!(!verifier(*other, its_key).verify(input.as_bytes(), &signature), "{alg:?} as {other:?}");
        }
    }
    // RS256 and PS256 have keys of one kind: the padding alone must tell them apart.
    let rsa = &keys[0].1;
    let input = signing_input("RS256");
    let padded = JoseKeys.verifier(SigningAlg::Ps256, &rsa.public_jwk).unwrap();
    assert!(!padded.verify(input.as_bytes(), &sign(SigningAlg::Rs256, rsa, &input)));

    // The old trick: HMAC with the public key, which everybody has, as its secret.
    let input = signing_input("HS256");
    let secret = rsa.public_jwk.to_json();
    let forged = josekit::jws::JwsSigner::sign(&HS256.signer_from_bytes(secret).unwrap(), input.as_bytes());
    assert!(!verifier(SigningAlg::Rs256, rsa).verify(input.as_bytes(), &forged.unwrap()));
}

#[tokio::test]
async fn a_key_of_the_other_kind_builds_nothing() {
    for alg in SigningAlg::ALL {
        assert!(JoseKeys.signer(alg, b"garbage").is_err());
        let key = fresh(alg).await;
        for other in SigningAlg::ALL.into_iter().filter(|other| kind(*other) != kind(alg)) {
            assert!(JoseKeys.signer(other, &key.private_key).is_err(), "{alg:?} as {other:?}");
            assert!(JoseKeys.verifier(other, &key.public_jwk).is_err(), "{alg:?} as {other:?}");
        }
    }
}

/// The `kty` of its keys.
fn kind(alg: SigningAlg) -> &'static str {
    match alg {
        SigningAlg::Rs256 | SigningAlg::Ps256 => "RSA",
        SigningAlg::Es256 => "EC",
        SigningAlg::EdDsa => "OKP",
    }
}

#[test]
fn the_signature_of_rfc_7515_appendix_a_3_verifies() {
    let jwk = PublicJwk::from_value(json!({
        "kty": "EC", "crv": "P-256",
        "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
        "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
    }));
    let verifier = JoseKeys.verifier(SigningAlg::Es256, &jwk.unwrap()).unwrap();
    let input = "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLm\
        NvbS9pc19yb290Ijp0cnVlfQ";
    let signature = "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";
    let signature = BASE64URL_NOPAD.decode(signature.as_bytes()).unwrap();
    assert!(verifier.verify(input.as_bytes(), &signature));
    assert!(!verifier.verify(input.replace("0cnVlf", "0cnVlg").as_bytes(), &signature));
}
