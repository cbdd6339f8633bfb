//! `hitkey healthcheck`: for container and process supervisors.

use std::io::{self, BufRead as _, BufReader, Write as _};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream};
use std::time::Duration;

/// The server is not ready.
#[derive(Debug, thiserror::Error)]
pub enum HealthcheckError {
    /// Nobody answers.
    #[error("no answer from {address}")]
    NoAnswer {
        /// Who was asked.
        address: SocketAddr,
        /// What the system said.
        source: io::Error,
    },
    /// Somebody answers, but not with 200.
    #[error("{address} is not ready: {answer}")]
    NotReady {
        /// Who was asked.
        address: SocketAddr,
        /// The status line that came.
        answer: String,
    },
}

const PATIENCE: Duration = Duration::from_secs(5);

/// Asks the server that listens on `listen` for `/health/ready`.
///
/// # Errors
/// [`HealthcheckError`] unless it answers 200 within 5 seconds.
pub fn healthcheck(listen: SocketAddr) -> Result<(), HealthcheckError> {
    let address = reachable(listen);
    let answer = status_line(address).map_err(|source| HealthcheckError::NoAnswer { address, source })?;
    if answer.split(' ').nth(1) == Some("200") {
        return Ok(());
    }
    Err(HealthcheckError::NotReady { address, answer })
}

fn status_line(address: SocketAddr) -> io::Result<String> {
    let mut stream = TcpStream::connect_timeout(&address, PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    let request = format!("GET /health/ready HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes())?;
    let mut line = String::new();
    BufReader::new(stream).read_line(&mut line)?;
    Ok(line.trim_end().to_owned())
}

/// Where a server that listens on `listen` is reached from this machine.
fn reachable(listen: SocketAddr) -> SocketAddr {
    let ip = match listen.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, listen.port())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read as _;
    use std::net::TcpListener;

    fn answering(answer: &'static str) -> SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut request = [0; 512];
            let length = stream.read(&mut request).unwrap();
            assert!(request[..length].starts_with(b"GET /health/ready HTTP/1.1\r\n"));
            stream.write_all(answer.as_bytes()).unwrap();
        });
        address
    }

    #[test]
    fn only_an_answer_of_200_is_healthy() {
        assert!(healthcheck(answering("HTTP/1.1 200 OK\r\n\r\n")).is_ok());
        let refused = healthcheck(answering("HTTP/1.1 503 Service Unavailable\r\n\r\n")).unwrap_err();
        assert!(refused.to_string().ends_with("is not ready: HTTP/1.1 503 Service Unavailable"), "{refused}");
        assert!(healthcheck(answering("")).is_err());
    }

    #[test]
    fn a_server_on_every_address_is_asked_on_loopback() {
        for (listen, asked) in
            [("0.0.0.0:80", "127.0.0.1:80"), ("[::]:80", "[::1]:80"), ("10.0.0.1:80", "10.0.0.1:80")]
        {
            assert_eq!(reachable(listen.parse().unwrap()), asked.parse().unwrap());
        }
    }
}
