//! As little of an HTTP/1.1 client as it takes to drive a server: it costs the machine next to nothing.

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// A connection that is kept alive.
pub(crate) struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Response {
    pub(crate) status: u16,
    pub(crate) body: String,
}

impl Response {
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body)
            .unwrap_or_else(|error| panic!("{error}: {} {}", self.status, self.body))
    }

    pub(crate) fn text(&self, field: &str) -> String {
        let text = self.json()[field].as_str().map(str::to_owned);
        text.unwrap_or_else(|| panic!("no {field} in {} {}", self.status, self.body))
    }

    pub(crate) fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.body);
        self
    }
}

impl Connection {
    pub(crate) async fn open(port: u16) -> Self {
        let stream = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
        stream.set_nodelay(true).unwrap();
        Self { stream, buffer: Vec::with_capacity(16 * 1024) }
    }

    pub(crate) async fn send(&mut self, request: &[u8]) -> Response {
        self.stream.write_all(request).await.unwrap();
        self.buffer.clear();
        let (head, length, status) = loop {
            if let Some(end) = find(&self.buffer, b"\r\n\r\n") {
                let (status, length) = parse_head(&self.buffer[..end]);
                break (end + 4, length, status);
            }
            self.receive().await;
        };
        while self.buffer.len() < head + length {
            self.receive().await;
        }
        let body = String::from_utf8_lossy(&self.buffer[head..head + length]).into_owned();
        Response { status, body }
    }

    async fn receive(&mut self) {
        let read = self.stream.read_buf(&mut self.buffer).await.unwrap();
        assert!(read > 0, "the server closed the connection: {}", String::from_utf8_lossy(&self.buffer));
    }
}

fn find(buffer: &[u8], what: &[u8]) -> Option<usize> {
    buffer.windows(what.len()).position(|window| window == what)
}

/// Status and length of the body.
fn parse_head(head: &[u8]) -> (u16, usize) {
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok());
    let length =
        head.split("\r\ncontent-length: ").nth(1).and_then(|rest| rest.split("\r\n").next()?.parse().ok());
    (status.unwrap(), length.unwrap_or_else(|| panic!("no length: {head}")))
}

/// A request, written out.
#[derive(Debug, Clone, Default)]
pub(crate) struct Request {
    line: String,
    headers: String,
    body: String,
}

impl Request {
    pub(crate) fn get(path: &str) -> Self {
        Self { line: format!("GET {path}"), ..Self::default() }
    }

    pub(crate) fn post_json(path: &str, body: &serde_json::Value) -> Self {
        let request = Self { line: format!("POST {path}"), body: body.to_string(), ..Self::default() };
        request.header("content-type", "application/json")
    }

    pub(crate) fn post_form(path: &str, body: &str) -> Self {
        let request = Self { line: format!("POST {path}"), body: body.to_owned(), ..Self::default() };
        request.header("content-type", "application/x-www-form-urlencoded")
    }

    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push_str(&format!("{name}: {value}\r\n"));
        self
    }

    pub(crate) fn bearer(self, token: &str) -> Self {
        self.header("authorization", &format!("Bearer {token}"))
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        let Self { line, headers, body } = self;
        let length = body.len();
        format!("{line} HTTP/1.1\r\nhost: localhost\r\ncontent-length: {length}\r\n{headers}\r\n{body}")
            .into_bytes()
    }
}
