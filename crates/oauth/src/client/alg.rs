/// What a client may sign by (RFC 7518 §3.1, RFC 8037).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ClientAlg {
    /// RSA PKCS#1 v1.5 with SHA-256.
    Rs256,
    /// RSA-PSS with SHA-256.
    Ps256,
    /// ECDSA on P-256 with SHA-256.
    Es256,
    /// Ed25519.
    EdDsa,
    /// HMAC with SHA-256, under the client's secret.
    Hs256,
    /// HMAC with SHA-384.
    Hs384,
    /// HMAC with SHA-512.
    Hs512,
}

impl ClientAlg {
    /// All of them.
    pub const ALL: [Self; 7] =
        [Self::Rs256, Self::Ps256, Self::Es256, Self::EdDsa, Self::Hs256, Self::Hs384, Self::Hs512];

    /// Those of a key pair.
    pub const SIGNATURES: [Self; 4] = [Self::Rs256, Self::Ps256, Self::Es256, Self::EdDsa];

    /// Every name, for discovery. Ed25519 has two: RFC 9864 takes the one of RFC 8037 out of use, and clients use both.
    pub const NAMES: [&str; 8] = ["RS256", "PS256", "ES256", "EdDSA", "Ed25519", "HS256", "HS384", "HS512"];

    /// The names of those of a key pair.
    pub const SIGNATURE_NAMES: [&str; 5] = ["RS256", "PS256", "ES256", "EdDSA", "Ed25519"];

    /// The `alg` of a JOSE header.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Rs256 => "RS256",
            Self::Ps256 => "PS256",
            Self::Es256 => "ES256",
            Self::EdDsa => "EdDSA",
            Self::Hs256 => "HS256",
            Self::Hs384 => "HS384",
            Self::Hs512 => "HS512",
        }
    }

    /// The algorithm of that name. `none` is nobody's name.
    pub fn from_wire(name: &str) -> Option<Self> {
        if name == "Ed25519" {
            return Some(Self::EdDsa);
        }
        Self::ALL.into_iter().find(|alg| alg.as_str() == name)
    }

    /// Whether it takes a shared secret in the place of a key pair.
    pub const fn is_mac(self) -> bool {
        matches!(self, Self::Hs256 | Self::Hs384 | Self::Hs512)
    }

    /// The `kty` and `crv` of its keys; a MAC has none that could be published.
    pub(crate) const fn key_kind(self) -> Option<(&'static str, Option<&'static str>)> {
        match self {
            Self::Rs256 | Self::Ps256 => Some(("RSA", None)),
            Self::Es256 => Some(("EC", Some("P-256"))),
            Self::EdDsa => Some(("OKP", Some("Ed25519"))),
            Self::Hs256 | Self::Hs384 | Self::Hs512 => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_an_algorithm_and_no_other_is() {
        for alg in ClientAlg::ALL {
            assert!(ClientAlg::NAMES.contains(&alg.as_str()));
            assert_eq!(ClientAlg::SIGNATURE_NAMES.contains(&alg.as_str()), !alg.is_mac());
        }
        for name in ClientAlg::NAMES {
            let alg = ClientAlg::from_wire(name).unwrap();
            assert!(alg.as_str() == name || (name, alg) == ("Ed25519", ClientAlg::EdDsa));
        }
        for name in ["none", "NONE", "", "rs256", "RS512", "ES256K", "Ed448"] {
            assert_eq!(ClientAlg::from_wire(name), None, "{name}");
        }
    }
}
