use ipnet::{IpNet, Ipv4Net, Ipv6Net};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::sync::Arc;

const fn v4(a: u8, b: u8, c: u8, d: u8, length: u8) -> Ipv4Net {
    Ipv4Net::new_assert(Ipv4Addr::new(a, b, c, d), length)
}

const fn v6(first: u16, second: u16, length: u8) -> Ipv6Net {
    Ipv6Net::new_assert(Ipv6Addr::new(first, second, 0, 0, 0, 0, 0, 0), length)
}

/// What of IPv4 is not the open internet (IANA's special-purpose registry), and one address that looks as if it
/// were: the host's own service in Azure.
const INSIDE_V4: [Ipv4Net; 16] = [
    v4(0, 0, 0, 0, 8),
    v4(10, 0, 0, 0, 8),
    v4(100, 64, 0, 0, 10),
    v4(127, 0, 0, 0, 8),
    v4(168, 63, 129, 16, 32),
    v4(169, 254, 0, 0, 16),
    v4(172, 16, 0, 0, 12),
    v4(192, 0, 0, 0, 24),
    v4(192, 0, 2, 0, 24),
    v4(192, 88, 99, 0, 24),
    v4(192, 168, 0, 0, 16),
    v4(198, 18, 0, 0, 15),
    v4(198, 51, 100, 0, 24),
    v4(203, 0, 113, 0, 24),
    v4(224, 0, 0, 0, 4),
    v4(240, 0, 0, 0, 4),
];

/// The only part of IPv6 that is routed. Loopback, link-local, unique-local, multicast, IPv4-mapped and NAT64
/// addresses lie outside.
const ROUTED_V6: Ipv6Net = v6(0x2000, 0, 3);

/// What of it is not the open internet, or carries an IPv4 address inside (Teredo, 6to4).
const INSIDE_V6: [Ipv6Net; 4] =
    [v6(0x2001, 0, 23), v6(0x2001, 0x0db8, 32), v6(0x2002, 0, 16), v6(0x3fff, 0, 20)];

/// The addresses that may be connected to: those of the open internet, and networks that the operator names.
#[derive(Debug, Clone, Default)]
pub struct Allowed(Arc<[IpNet]>);

impl Allowed {
    /// The open internet and these networks.
    pub fn new(networks: impl IntoIterator<Item = IpNet>) -> Self {
        Self(networks.into_iter().collect())
    }

    /// Whether a request over TLS may go there.
    pub(crate) fn admits(&self, address: IpAddr) -> bool {
        self.names(address) || is_outside(address)
    }

    /// Whether a request in clear may go there: to this machine only, and only if the operator says so.
    pub(crate) fn admits_in_clear(&self, address: IpAddr) -> bool {
        address.is_loopback() && self.names(address)
    }

    fn names(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(&address))
    }
}

fn is_outside(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => !INSIDE_V4.iter().any(|network| network.contains(&address)),
        IpAddr::V6(address) => {
            ROUTED_V6.contains(&address) && !INSIDE_V6.iter().any(|network| network.contains(&address))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn nothing_inside_is_admitted_by_itself() {
        for inside in [
            "0.0.0.0",
            "0.1.2.3",
            "10.0.0.1",
            "100.64.0.1",
            "100.100.100.200",
            "127.0.0.1",
            "127.255.255.254",
            "168.63.129.16",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.192",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.1.1",
            "198.18.0.1",
            "198.19.255.255",
            "198.51.100.1",
            "203.0.113.1",
            "224.0.0.1",
            "239.255.255.255",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::127.0.0.1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "::ffff:93.184.216.34",
            "::ffff:0:10.0.0.1",
            "64:ff9b::10.0.0.1",
            "64:ff9b::808:808",
            "64:ff9b:1::1",
            "100::1",
            "2001::1",
            "2001:20::1",
            "2001:db8::1",
            "2002:a00:1::1",
            "3fff::1",
            "5f00::1",
            "fc00::1",
            "fd00:ec2::254",
            "fe80::1",
            "fec0::1",
            "ff02::1",
        ] {
            assert!(!Allowed::default().admits(ip(inside)), "{inside}");
        }
    }

    #[test]
    fn the_open_internet_is_admitted_but_never_in_clear() {
        for outside in
            ["1.1.1.1", "93.184.216.34", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2a00:1450::1"]
        {
            assert!(Allowed::default().admits(ip(outside)), "{outside}");
            let all = Allowed::new(["0.0.0.0/0".parse().unwrap(), "::/0".parse().unwrap()]);
            assert!(!all.admits_in_clear(ip(outside)), "{outside}");
        }
    }

    #[test]
    fn an_operator_admits_networks_by_name_only() {
        let allowed = Allowed::new(["10.1.0.0/16".parse().unwrap(), "127.0.0.1/32".parse().unwrap()]);
        assert!(allowed.admits(ip("10.1.2.3")) && !allowed.admits_in_clear(ip("10.1.2.3")));
        assert!(allowed.admits(ip("127.0.0.1")) && allowed.admits_in_clear(ip("127.0.0.1")));
        for other in ["10.2.0.1", "127.0.0.2", "::1", "::ffff:10.1.2.3", "::ffff:127.0.0.1"] {
            assert!(!allowed.admits(ip(other)) && !allowed.admits_in_clear(ip(other)), "{other}");
        }
    }
}
