use super::cpu_of;
use josekit::jws::{ES256, JwsSigner, RS256};
use std::time::Duration;

const PAYLOAD: [u8; 500] = [b'x'; 500];

/// CPU of one RS256-2048 and of one ES256 signature.
pub(crate) fn measure() -> (Duration, Duration) {
    let rsa = RS256.generate_key_pair(2048).unwrap().to_pem_private_key();
    let rsa = RS256.signer_from_pem(rsa).unwrap();
    let elliptic = ES256.generate_key_pair().unwrap().to_pem_private_key();
    let elliptic = ES256.signer_from_pem(elliptic).unwrap();
    (signing(&rsa), signing(&elliptic))
}

fn signing(signer: &impl JwsSigner) -> Duration {
    cpu_of(|| {
        signer.sign(&PAYLOAD).unwrap();
    })
}
