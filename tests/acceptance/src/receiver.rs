use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use url::form_urlencoded;

const PATIENCE: Duration = Duration::from_secs(90);

/// A partner's HTTP server that takes forms: it answers as it is told to, and keeps what it got.
#[derive(Debug)]
pub struct Receiver {
    port: u16,
    kept: Arc<Mutex<Kept>>,
}

#[derive(Debug, Default)]
struct Kept {
    answers: VecDeque<u16>,
    forms: Vec<Vec<(String, String)>>,
}

impl Receiver {
    /// Starts one that gives these statuses, one after the other, and then 200.
    ///
    /// # Panics
    /// When it can't listen.
    pub async fn start(answers: &[u16]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let kept =
            Arc::new(Mutex::new(Kept { answers: answers.iter().copied().collect(), forms: Vec::new() }));
        let shared = Arc::clone(&kept);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(answer(stream, Arc::clone(&shared)));
            }
        });
        Self { port, kept }
    }

    /// A URL of it.
    pub fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// What it got so far.
    ///
    /// # Panics
    /// Never, unless another use did.
    pub fn forms(&self) -> Vec<Vec<(String, String)>> {
        self.kept.lock().unwrap().forms.clone()
    }

    /// Waits until it got so many.
    ///
    /// # Panics
    /// When they do not come.
    pub async fn got(&self, count: usize) -> Vec<Vec<(String, String)>> {
        crate::eventually("the receiver got its forms", PATIENCE, async || {
            let forms = self.forms();
            (forms.len() >= count).then_some(forms)
        })
        .await
    }
}

async fn answer(stream: TcpStream, kept: Arc<Mutex<Kept>>) {
    let mut stream = BufReader::new(stream);
    let Some(body) = body(&mut stream).await else { return };
    let form = form_urlencoded::parse(&body).into_owned().collect();
    let status = {
        let mut kept = kept.lock().unwrap();
        kept.forms.push(form);
        kept.answers.pop_front().unwrap_or(200)
    };
    let text = format!("HTTP/1.1 {status} As told\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
    let _ = stream.write_all(text.as_bytes()).await;
}

async fn body(stream: &mut BufReader<TcpStream>) -> Option<Vec<u8>> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await.ok()? == 0 {
            return None;
        }
        let line = line.trim_end().to_ascii_lowercase();
        if line.is_empty() {
            break;
        }
        if let Some(value) = line.strip_prefix("content-length:") {
            length = value.trim().parse().ok()?;
        }
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await.ok()?;
    Some(body)
}
