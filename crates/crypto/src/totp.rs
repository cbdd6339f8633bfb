use hitkey_identity::ports::OneTimePasswords;
use totp_lite::{Sha1, totp_custom};

/// Six-digit codes of RFC 6238 with HMAC-SHA-1: what every authenticator app can do.
#[derive(Debug, Default, Clone, Copy)]
pub struct Totp;

impl OneTimePasswords for Totp {
    fn code(&self, secret: &[u8], step: u64) -> String {
        // The caller counted the steps; a step of one second hands its count through unchanged.
        totp_custom::<Sha1>(1, 6, secret, step)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_those_of_rfc_6238_appendix_b() {
        // The table has eight digits; six-digit codes are their last six (RFC 4226 §5.3).
        for (seconds, code) in [
            (59, "94287082"),
            (1_111_111_109, "07081804"),
            (1_111_111_111, "14050471"),
            (1_234_567_890, "89005924"),
            (2_000_000_000, "69279037"),
            (20_000_000_000, "65353130"),
        ] {
            assert_eq!(Totp.code(b"12345678901234567890", seconds / 30), code[2..], "{seconds}");
        }
    }

    #[test]
    fn codes_are_those_of_rfc_4226_appendix_d() {
        let codes = ["755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583"];
        for (step, code) in codes.into_iter().enumerate() {
            assert_eq!(Totp.code(b"12345678901234567890", step as u64), code, "{step}");
        }
    }
}
