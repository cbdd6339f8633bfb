//! Attacks on whoever asks servers that others name, and that the honest ones are reached.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use async_trait::async_trait;
use hitkey_oauth::OutboundUrl;
use hitkey_oauth::ports::{Documents as _, FormPosts as _, OutboundError};
use hitkey_outbound::{Allowed, HttpOutbound, Limits, Resolver};
use std::future::pending;
use std::io;
use std::net::IpAddr;
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// What a server says to everybody, and what follows.
#[derive(Clone)]
enum Says {
    Once(String),
    Forever(&'static str),
    ThenNothing(&'static str),
}

fn ok(body: &str) -> Says {
    Says::Once(format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{body}", body.len()))
}

/// A server that keeps what it was asked.
struct Server {
    port: u16,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    async fn at(address: &str, says: Says) -> Self {
        let listener = TcpListener::bind(address).await.unwrap();
        let (port, asked) = (listener.local_addr().unwrap().port(), Arc::default());
        let shared = Arc::clone(&asked);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(answer(stream, says.clone(), Arc::clone(&shared)));
            }
        });
        Self { port, asked }
    }

    async fn new(says: Says) -> Self {
        Self::at("127.0.0.1:0", says).await
    }

    fn url(&self) -> OutboundUrl {
        url(&format!("http://127.0.0.1:{}/jwks?v=1", self.port))
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

async fn answer(mut stream: TcpStream, says: Says, asked: Arc<Mutex<Vec<String>>>) {
    let mut buffer = [0; 4096];
    let read = stream.read(&mut buffer).await.unwrap_or(0);
    asked.lock().unwrap().push(String::from_utf8_lossy(&buffer[..read]).into_owned());
    match says {
        Says::Once(text) => drop(stream.write_all(text.as_bytes()).await),
        Says::ThenNothing(text) => {
            drop(stream.write_all(text.as_bytes()).await);
            pending::<()>().await;
        }
        Says::Forever(head) => {
            drop(stream.write_all(head.as_bytes()).await);
            while stream.write_all(&[b'x'; 8192]).await.is_ok() {}
        }
    }
}

/// Gives one answer after the other, and the last one from then on.
#[derive(Default)]
struct Fickle {
    answers: Vec<Vec<&'static str>>,
    asked: Mutex<usize>,
}

#[async_trait]
impl Resolver for Fickle {
    async fn resolve(&self, _host: &str) -> io::Result<Vec<IpAddr>> {
        let mut asked = self.asked.lock().unwrap();
        let answer = self.answers.get(*asked).or(self.answers.last()).unwrap();
        *asked += 1;
        Ok(answer.iter().map(|address| address.parse().unwrap()).collect())
    }
}

fn resolver(answers: &[&[&'static str]]) -> Arc<Fickle> {
    Arc::new(Fickle { answers: answers.iter().map(|answer| answer.to_vec()).collect(), ..Fickle::default() })
}

struct Silent;

#[async_trait]
impl Resolver for Silent {
    async fn resolve(&self, _host: &str) -> io::Result<Vec<IpAddr>> {
        pending().await
    }
}

fn url(text: &str) -> OutboundUrl {
    OutboundUrl::parse(text).unwrap()
}

fn hasty() -> Limits {
    Limits { time: Duration::from_millis(300), ..Limits::default() }
}

/// May ask this machine at 127.0.0.1, and nothing else inside.
fn outbound(resolver: Arc<dyn Resolver>, limits: Limits) -> HttpOutbound {
    let allowed = Allowed::new(["127.0.0.1/32".parse().unwrap()]);
    HttpOutbound::with(&allowed, resolver, limits).unwrap()
}

fn here() -> HttpOutbound {
    outbound(resolver(&[&["127.0.0.1"]]), Limits::default())
}

#[tokio::test]
async fn a_document_is_fetched() {
    let server = Server::new(ok("{\"keys\":[]}")).await;
    assert_eq!(here().fetch(&server.url()).await.unwrap(), b"{\"keys\":[]}");
    let asked = server.asked();
    assert!(asked[0].starts_with("GET /jwks?v=1 HTTP/1.1\r\n"), "{asked:?}");
    assert!(asked[0].contains("user-agent: HitKey/"), "{asked:?}");
    for never in ["authorization", "cookie", "referer", "accept-encoding"] {
        assert!(!asked[0].to_lowercase().contains(never), "{asked:?}");
    }
}

#[test]
fn no_proxy_of_the_environment_is_asked() {
    let mut again = Command::new(std::env::current_exe().unwrap());
    again.args(["--exact", "a_document_is_fetched"]);
    for name in ["http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "ALL_PROXY"] {
        again.env(name, "http://127.0.0.1:1");
    }
    let output = again.output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && said.contains("1 passed"), "{said}");
}

#[tokio::test]
async fn a_form_is_delivered_and_only_2xx_is_a_yes() {
    let server = Server::new(Says::Once("HTTP/1.1 204 No Content\r\n\r\n".into())).await;
    here().post(&server.url(), &[("logout_token", "a.b+c"), ("x", "é&")]).await.unwrap();
    let asked = &server.asked()[0];
    assert!(
        asked.starts_with("POST /jwks?v=1") && asked.contains("application/x-www-form-urlencoded"),
        "{asked}"
    );
    assert!(asked.ends_with("logout_token=a.b%2Bc&x=%C3%A9%26"), "{asked}");
    for status in [301, 400, 404, 500] {
        let server =
            Server::new(Says::Once(format!("HTTP/1.1 {status} No\r\ncontent-length: 0\r\n\r\n"))).await;
        let posted = here().post(&server.url(), &[]).await;
        assert!(matches!(posted, Err(OutboundError::Status(said)) if said == status), "{posted:?}");
        let fetched = here().fetch(&server.url()).await;
        assert!(matches!(fetched, Err(OutboundError::Status(said)) if said == status), "{fetched:?}");
    }
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let inside = Server::new(ok("secret")).await;
    for status in [301, 302, 303, 307, 308] {
        let to = inside.url();
        let says = format!("HTTP/1.1 {status} Go\r\nlocation: {to}\r\ncontent-length: 0\r\n\r\n");
        let server = Server::new(Says::Once(says)).await;
        let fetched = here().fetch(&server.url()).await;
        assert!(matches!(fetched, Err(OutboundError::Status(said)) if said == status), "{fetched:?}");
    }
    assert!(inside.asked().is_empty());
}

#[tokio::test]
async fn a_name_that_changes_its_mind_gains_nothing() {
    let good = Server::new(ok("good")).await;
    let inside = Server::at(&format!("127.0.0.2:{}", good.port), ok("secret")).await;
    let rebinding = resolver(&[&["127.0.0.1"], &["127.0.0.2"]]);
    let outbound = outbound(Arc::clone(&rebinding) as _, Limits::default());
    let name = url(&format!("http://app.localhost:{}/", good.port));

    assert_eq!(outbound.fetch(&name).await.unwrap(), b"good");
    assert_eq!(*rebinding.asked.lock().unwrap(), 1, "what was checked is what is connected to");
    for _ in 0..3 {
        assert!(matches!(outbound.fetch(&name).await, Err(OutboundError::Forbidden)));
    }
    assert!(inside.asked().is_empty());
}

#[tokio::test]
async fn of_several_addresses_only_admitted_ones_are_connected_to() {
    let good = Server::new(ok("good")).await;
    let inside = Server::at(&format!("127.0.0.2:{}", good.port), ok("secret")).await;
    let both = outbound(resolver(&[&["127.0.0.2", "127.0.0.1", "127.0.0.2"]]), Limits::default());
    let name = url(&format!("http://app.localhost:{}/", good.port));
    assert_eq!(both.fetch(&name).await.unwrap(), b"good");
    assert!(inside.asked().is_empty());
}

#[tokio::test]
async fn a_name_of_an_address_inside_is_refused() {
    for inside in
        ["10.0.0.1", "169.254.169.254", "::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "fd00:ec2::254"]
    {
        let outbound = outbound(resolver(&[&[inside]]), hasty());
        let fetched = outbound.fetch(&url("https://app.example.org/jwks")).await;
        assert!(matches!(fetched, Err(OutboundError::Forbidden)), "{inside}: {fetched:?}");
        let posted = outbound.post(&url("https://app.example.org/logout"), &[]).await;
        assert!(matches!(posted, Err(OutboundError::Forbidden)), "{inside}: {posted:?}");
    }
}

#[tokio::test]
async fn an_address_inside_is_refused_in_every_spelling() {
    let nobody = HttpOutbound::with(&Allowed::default(), Arc::new(Silent), hasty()).unwrap();
    for host in [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "127.0.0.1.",
        "10.0.0.1",
        "169.254.169.254",
        "2852039166",
        "0",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:a9fe:a9fe]",
        "[64:ff9b::a00:1]",
        "[fd00:ec2::254]",
        "[2002:7f00:1::]",
    ] {
        let url = url(&format!("https://{host}/jwks"));
        let (fetched, posted) = (nobody.fetch(&url).await, nobody.post(&url, &[]).await);
        assert!(matches!(fetched, Err(OutboundError::Forbidden)), "{host}: {fetched:?}");
        assert!(matches!(posted, Err(OutboundError::Forbidden)), "{host}: {posted:?}");
    }
}

#[tokio::test]
async fn this_machine_is_asked_only_if_the_operator_says_so() {
    let server = Server::new(ok("secret")).await;
    let nobody = HttpOutbound::new(&Allowed::default()).unwrap();
    for host in ["127.0.0.1", "localhost"] {
        let fetched = nobody.fetch(&url(&format!("http://{host}:{}/", server.port))).await;
        assert!(matches!(fetched, Err(OutboundError::Forbidden)), "{host}: {fetched:?}");
    }
    assert!(server.asked().is_empty());
    let machine = HttpOutbound::new(&Allowed::new(["127.0.0.0/8".parse().unwrap()])).unwrap();
    let named = url(&format!("http://localhost:{}/", server.port));
    assert_eq!(machine.fetch(&named).await.unwrap(), b"secret");
}

#[tokio::test]
async fn https_is_never_spoken_in_clear() {
    let server = Server::new(ok("secret")).await;
    let fetched = here().fetch(&url(&format!("https://127.0.0.1:{}/", server.port))).await;
    assert!(matches!(fetched, Err(OutboundError::Unreachable(_))), "{fetched:?}");
    assert!(!server.asked().concat().contains("GET"));
}

#[tokio::test]
async fn a_document_without_end_is_cut_off() {
    let fits = "x".repeat(64 * 1024);
    let server = Server::new(ok(&fits)).await;
    assert_eq!(here().fetch(&server.url()).await.unwrap().len(), fits.len());
    let one_more = Server::new(ok(&format!("{fits}x"))).await;
    assert!(matches!(here().fetch(&one_more.url()).await, Err(OutboundError::TooLarge)));
    for head in ["HTTP/1.1 200 OK\r\n\r\n", "HTTP/1.1 200 OK\r\ncontent-length: 99999999999\r\n\r\n"] {
        let endless = Server::new(Says::Forever(head)).await;
        assert!(matches!(here().fetch(&endless.url()).await, Err(OutboundError::TooLarge)), "{head}");
    }
    let endless_head = Server::new(Says::Forever("HTTP/1.1 200 OK\r\nx: ")).await;
    assert!(matches!(here().fetch(&endless_head.url()).await, Err(OutboundError::Unreachable(_))));
}

#[tokio::test]
async fn a_server_that_takes_its_time_is_given_up() {
    let start = Instant::now();
    for said in ["", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc"] {
        let slow = Server::new(Says::ThenNothing(said)).await;
        let outbound = outbound(resolver(&[&["127.0.0.1"]]), hasty());
        assert!(matches!(outbound.fetch(&slow.url()).await, Err(OutboundError::TimedOut)), "{said:?}");
    }
    let unresolved = outbound(Arc::new(Silent), hasty());
    let fetched = unresolved.fetch(&url("https://app.example.org/")).await;
    assert!(matches!(fetched, Err(OutboundError::TimedOut)), "{fetched:?}");
    assert!(start.elapsed() < Duration::from_secs(4));
}

#[tokio::test]
async fn an_error_does_not_tell_the_url() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let error = here().fetch(&url(&format!("http://127.0.0.1:{port}/?token=s3cret"))).await.unwrap_err();
    assert!(matches!(error, OutboundError::Unreachable(_)), "{error:?}");
    assert!(!format!("{error:?}").contains("s3cret"), "{error:?}");
}
