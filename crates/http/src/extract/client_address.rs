use crate::openapi::{Draft, Takes};
use crate::services::Services;
use crate::settings::HttpSettings;
use actix_web::dev::Payload;
use actix_web::http::header::{HeaderMap, HeaderName};
use actix_web::{FromRequest, HttpRequest, web};
use std::convert::Infallible;
use std::future::{Ready, ready};
use std::net::IpAddr;

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
const FORWARDED_PROTO: HeaderName = HeaderName::from_static("x-forwarded-proto");

/// From where a request really came: the peer, or what trusted proxies say about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClientAddress {
    ip: Option<IpAddr>,
    plain_http: bool,
}

impl ClientAddress {
    /// The address; `None` when the connection has none (a Unix socket).
    pub fn ip(&self) -> Option<IpAddr> {
        self.ip
    }

    /// False when a trusted proxy says that the browser came by plain http.
    pub fn came_by_https(&self) -> bool {
        !self.plain_http
    }

    /// Reads the address of a request, by the settings of the application it came to.
    pub fn seen(request: &HttpRequest) -> Self {
        match request.app_data::<web::Data<Services>>() {
            Some(services) => Self::of(request, services.settings()),
            None => Self { ip: request.peer_addr().map(|peer| peer.ip().to_canonical()), plain_http: false },
        }
    }

    /// Reads the address of a request.
    pub fn of(request: &HttpRequest, settings: &HttpSettings) -> Self {
        let peer = request.peer_addr().map(|peer| peer.ip().to_canonical());
        match peer {
            Some(peer) if settings.trusts(peer) => Self::forwarded(peer, request.headers(), settings),
            _ => Self { ip: peer, plain_http: false },
        }
    }

    fn forwarded(peer: IpAddr, headers: &HeaderMap, settings: &HttpSettings) -> Self {
        let plain_http = last_element(headers).is_some_and(|proto| proto.eq_ignore_ascii_case("http"));
        Self { ip: Some(nearest_stranger(peer, headers, settings)), plain_http }
    }
}

/// Walks `X-Forwarded-For` from the right: each trusted proxy vouches for the element it appended, and
/// nobody vouches for what lies left of the first stranger. Text that is no address ends the walk.
fn nearest_stranger(peer: IpAddr, headers: &HeaderMap, settings: &HttpSettings) -> IpAddr {
    let lines: Vec<_> = headers.get_all(&FORWARDED_FOR).collect();
    let elements = lines.iter().rev().flat_map(|line| line.to_str().unwrap_or("?").rsplit(','));
    let mut nearest = peer;
    for element in elements {
        let Some(address) = parse(element) else { break };
        nearest = address;
        if !settings.trusts(address) {
            break;
        }
    }
    nearest
}

/// An address, with or without a port, IPv6 with or without brackets.
fn parse(element: &str) -> Option<IpAddr> {
    let text = element.trim();
    let bare = text.strip_prefix('[').and_then(|rest| rest.split_once(']')).map_or(text, |(host, _)| host);
    let address =
        bare.parse().ok().or_else(|| bare.parse().ok().map(|socket: std::net::SocketAddr| socket.ip()));
    address.map(|address: IpAddr| address.to_canonical())
}

fn last_element(headers: &HeaderMap) -> Option<&str> {
    let line = headers.get_all(&FORWARDED_PROTO).last()?.to_str().ok()?;
    line.rsplit(',').next().map(str::trim)
}

impl FromRequest for ClientAddress {
    type Error = Infallible;
    type Future = Ready<Result<Self, Infallible>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(Self::seen(request)))
    }
}

/// Nothing that the caller can leave out or get wrong.
impl Takes for ClientAddress {
    fn describe(_: &mut Draft) {}
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    fn seen(peer: &str, forwarded: &[&str]) -> String {
        let trusted = ["10.0.0.0/8", "fd00::/8"].map(|cidr| cidr.parse().unwrap()).to_vec();
        let settings = HttpSettings::new("https://id.example".parse().unwrap(), trusted);
        let mut request = TestRequest::default().peer_addr(peer.parse().unwrap());
        for line in forwarded {
            request = request.append_header(("X-Forwarded-For", *line));
        }
        ClientAddress::of(&request.to_http_request(), &settings).ip().unwrap().to_string()
    }

    #[test]
    fn only_trusted_proxies_are_believed_and_only_from_the_right() {
        for (peer, forwarded, client) in [
            ("203.0.113.9:1", &["1.1.1.1"][..], "203.0.113.9"),
            ("10.0.0.1:1", &[], "10.0.0.1"),
            ("10.0.0.1:1", &["1.1.1.1"], "1.1.1.1"),
            ("10.0.0.1:1", &["6.6.6.6, 1.1.1.1"], "1.1.1.1"),
            ("10.0.0.1:1", &["6.6.6.6, 1.1.1.1, 10.0.0.7"], "1.1.1.1"),
            ("10.0.0.1:1", &["6.6.6.6", "1.1.1.1", "10.0.0.7"], "1.1.1.1"),
            ("10.0.0.1:1", &["10.0.0.3, 10.0.0.2"], "10.0.0.3"),
            ("10.0.0.1:1", &["nonsense"], "10.0.0.1"),
            ("10.0.0.1:1", &["1.1.1.1, nonsense, 10.0.0.2"], "10.0.0.2"),
            ("10.0.0.1:1", &["1.1.1.1:4711"], "1.1.1.1"),
            ("[fd00::1]:1", &["[2001:db8::5]:443"], "2001:db8::5"),
            ("[fd00::1]:1", &["2001:db8::5"], "2001:db8::5"),
            ("[::ffff:10.0.0.1]:1", &["::ffff:1.1.1.1"], "1.1.1.1"),
        ] {
            assert_eq!(seen(peer, forwarded), client, "{peer} {forwarded:?}");
        }
    }

    #[test]
    fn plain_http_is_known_from_trusted_proxies_only() {
        let settings =
            HttpSettings::new("https://id.example".parse().unwrap(), vec!["10.0.0.0/8".parse().unwrap()]);
        for (peer, proto, https) in [
            ("10.0.0.1:1", "http", false),
            ("10.0.0.1:1", "http, https", true),
            ("10.0.0.1:1", "HTTPS", true),
            ("203.0.113.9:1", "http", true),
        ] {
            let request = TestRequest::default()
                .peer_addr(peer.parse().unwrap())
                .insert_header(("X-Forwarded-Proto", proto))
                .to_http_request();
            assert_eq!(ClientAddress::of(&request, &settings).came_by_https(), https, "{peer} {proto}");
        }
    }
}
