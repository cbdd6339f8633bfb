use crate::{AddressBlock, Origin};
use hitkey_kernel::{UserId, digest_of};

/// Recognises a device that a person signed in from before: who, which program, from which network.
///
/// Versions don't matter: digits of the user agent are left out. A digest, so that it tells nothing else.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DeviceFingerprint([u8; 32]);

impl DeviceFingerprint {
    /// The device of `user` at `origin`.
    pub fn of(user: UserId, origin: &Origin) -> Self {
        let agent: String =
            origin.user_agent().unwrap_or_default().chars().filter(|c| !c.is_ascii_digit()).collect();
        let block = origin.ip.map(|ip| AddressBlock::of(ip).bytes()).unwrap_or_default();
        Self(digest_of(&[b"device", user.uuid().as_bytes(), agent.as_bytes(), &block]))
    }

    /// Takes a fingerprint that was stored.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The fingerprint, fit to be stored.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl std::fmt::Debug for DeviceFingerprint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "DeviceFingerprint({})", data_encoding::HEXLOWER.encode(&self.0[..4]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hitkey_kernel::Language;

    #[test]
    fn a_device_is_known_across_versions_and_languages_but_not_across_networks_or_people() {
        let [ann, bob] = ["01890a5d-ac96-774b-bcce-b302099a8057", "01890a5d-ac96-774b-bcce-b302099a8058"]
            .map(|text| text.parse::<UserId>().unwrap());
        let origin = |ip: &str, agent, language| Origin::new(ip.parse().ok(), Some(agent), language);
        let home = DeviceFingerprint::of(ann, &origin("192.0.2.1", "Firefox/120.0", Language::En));
        for (user, ip, agent, same) in [
            (ann, "192.0.2.9", "Firefox/121.5", true),
            (ann, "192.0.9.1", "Firefox/120.0", false),
            (ann, "192.0.2.1", "Chrome/120.0", false),
            (bob, "192.0.2.1", "Firefox/120.0", false),
        ] {
            let there = DeviceFingerprint::of(user, &origin(ip, agent, Language::Kk));
            assert_eq!(there == home, same, "{user} {ip} {agent}");
        }
    }
}
