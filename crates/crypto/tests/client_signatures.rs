//! What clients sign, made by josekit's own signers.
#![expect(clippy::unwrap_used, reason = "helpers of tests may fail loudly")]

use hitkey_crypto::JoseKeys;
use hitkey_oauth::ports::ClientSignatures as _;
use hitkey_oauth::{ClientAlg, JwkSet, PublicJwk};
use josekit::jwk::{Jwk, KeyPair};
use josekit::jws::{ES256, EdDSA, HS256, HS384, HS512, JwsSigner, PS256, RS256};
use serde_json::{Value, json};

const MESSAGE: &[u8] = b"header.payload";

fn public(pair: &dyn KeyPair) -> PublicJwk {
    PublicJwk::from_value(Value::Object(pair.to_jwk_public_key().into())).unwrap()
}

/// A key of each algorithm with what it signed.
fn signed() -> Vec<(ClientAlg, PublicJwk, Vec<u8>)> {
    let rsa = RS256.generate_key_pair(2048).unwrap();
    let for_pss = RS256.generate_key_pair(2048).unwrap();
    let ec = ES256.generate_key_pair().unwrap();
    let ed = EdDSA.generate_key_pair(josekit::jwk::alg::ed::EdCurve::Ed25519).unwrap();
    let private = |pair: &dyn KeyPair| pair.to_jwk_private_key();
    let pss: Jwk = {
        let mut members: serde_json::Map<String, Value> = private(&for_pss).into();
        members.remove("alg");
        Jwk::from_map(members).unwrap()
    };
    let by = |signer: &dyn JwsSigner| signer.sign(MESSAGE).unwrap();
    vec![
        (ClientAlg::Rs256, public(&rsa), by(&RS256.signer_from_jwk(&private(&rsa)).unwrap())),
        (ClientAlg::Ps256, public(&for_pss), by(&PS256.signer_from_jwk(&pss).unwrap())),
        (ClientAlg::Es256, public(&ec), by(&ES256.signer_from_jwk(&private(&ec)).unwrap())),
        (ClientAlg::EdDsa, public(&ed), by(&EdDSA.signer_from_jwk(&private(&ed)).unwrap())),
    ]
}

#[test]
fn a_signature_verifies_by_its_own_key_and_algorithm_only() {
    let signed = signed();
    for (alg, key, signature) in &signed {
        assert!(JoseKeys.is_signed(*alg, key, MESSAGE, signature), "{alg:?}");
        assert!(!JoseKeys.is_signed(*alg, key, b"header.other", signature), "{alg:?}");
        assert!(!JoseKeys.is_signed(*alg, key, MESSAGE, &[]), "{alg:?}");
        for other in ClientAlg::ALL.into_iter().filter(|other| other != alg) {
            assert!(!JoseKeys.is_signed(other, key, MESSAGE, signature), "{alg:?} as {other:?}");
            assert!(
                !JoseKeys.is_mac(other, key.to_json().as_bytes(), MESSAGE, signature),
                "{alg:?} as {other:?}"
            );
        }
    }
    for (alg, _, signature) in &signed {
        for (other, key, _) in &signed {
            let same = alg == other;
            assert_eq!(
                JoseKeys.is_signed(*alg, key, MESSAGE, signature),
                same,
                "{alg:?} by the key of {other:?}"
            );
        }
    }
}

#[test]
fn the_keys_can_be_registered() {
    for (alg, key, _) in signed() {
        let set = JwkSet::registered(&json!({ "keys": [key.members()] })).unwrap();
        assert_eq!(set.candidates(alg, None).count(), 1, "{alg:?}");
    }
}

#[test]
fn a_mac_verifies_under_its_own_secret_and_algorithm_only() {
    let secret = [7; 64];
    for (alg, mac) in [
        (ClientAlg::Hs256, HS256.signer_from_bytes(secret).unwrap().sign(MESSAGE)),
        (ClientAlg::Hs384, HS384.signer_from_bytes(secret).unwrap().sign(MESSAGE)),
        (ClientAlg::Hs512, HS512.signer_from_bytes(secret).unwrap().sign(MESSAGE)),
    ] {
        let mac = mac.unwrap();
        assert!(JoseKeys.is_mac(alg, &secret, MESSAGE, &mac), "{alg:?}");
        assert!(!JoseKeys.is_mac(alg, &[8; 64], MESSAGE, &mac), "{alg:?}");
        assert!(!JoseKeys.is_mac(alg, &secret, b"other", &mac), "{alg:?}");
        assert!(!JoseKeys.is_mac(alg, &secret, MESSAGE, &mac[1..]), "{alg:?}");
        for other in ClientAlg::ALL.into_iter().filter(|other| *other != alg) {
            assert!(!JoseKeys.is_mac(other, &secret, MESSAGE, &mac), "{alg:?} as {other:?}");
        }
    }
}

#[test]
fn weak_keys_verify_nothing() {
    let short = [7; 31];
    let mac = openssl_mac(&short);
    assert!(!JoseKeys.is_mac(ClientAlg::Hs256, &short, MESSAGE, &mac));
    let rsa = openssl::rsa::Rsa::generate(1024).unwrap();
    let part = |number: &openssl::bn::BigNumRef| data_encoding::BASE64URL_NOPAD.encode(&number.to_vec());
    let key = PublicJwk::from_value(json!({"kty": "RSA", "n": part(rsa.n()), "e": part(rsa.e())})).unwrap();
    let private = openssl::pkey::PKey::from_rsa(rsa).unwrap();
    let mut signer = openssl::sign::Signer::new(openssl::hash::MessageDigest::sha256(), &private).unwrap();
    signer.update(MESSAGE).unwrap();
    assert!(!JoseKeys.is_signed(ClientAlg::Rs256, &key, MESSAGE, &signer.sign_to_vec().unwrap()));
}

fn openssl_mac(secret: &[u8]) -> Vec<u8> {
    let key = openssl::pkey::PKey::hmac(secret).unwrap();
    let mut signer = openssl::sign::Signer::new(openssl::hash::MessageDigest::sha256(), &key).unwrap();
    signer.update(MESSAGE).unwrap();
    signer.sign_to_vec().unwrap()
}
