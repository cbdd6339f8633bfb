//! A server that does nothing but answer, or hash and answer: actix-web with one handler, as a child of this program.

use super::hashing::Hashing;
use crate::arguments::Bare;
use crate::load::{self, Drive, Requests};
use crate::server::free_port;
use actix_web::http::header::ContentType;
use actix_web::{App, HttpResponse, HttpServer, web};
use std::net::{Ipv4Addr, TcpStream};
use std::process::{Child, Command, ExitCode};
use std::time::Duration;

/// Serves until it is killed: whatever is asked, as many bytes of JSON, after a hash if it shall hash.
pub(crate) fn serve(bare: Bare) -> ExitCode {
    let body: web::Bytes = "x".repeat(bare.size).into_bytes().into();
    let hashing = bare.hashes.then(Hashing::start);
    let answer = move |_request_body: web::Bytes| {
        let (body, hashing) = (body.clone(), hashing.clone());
        async move {
            if let Some(hashing) = hashing {
                hashing.once().await;
            }
            HttpResponse::Ok().content_type(ContentType::json()).body(body)
        }
    };
    let server = HttpServer::new(move || App::new().default_service(web::to(answer.clone())));
    let served = server
        .bind((Ipv4Addr::LOCALHOST, bare.port))
        .map(|server| actix_web::rt::System::new().block_on(server.disable_signals().run()));
    if served.is_ok_and(|result| result.is_ok()) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

struct Process(Child);

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A bare server that runs.
pub(crate) struct Server {
    process: Process,
    port: u16,
}

impl Server {
    /// One that answers with `size` bytes.
    pub(crate) async fn answering(size: usize) -> Self {
        Self::start(Bare { port: free_port(), size, hashes: false }).await
    }

    /// One that computes an Argon2id before it does.
    pub(crate) async fn hashing(size: usize) -> Self {
        Self::start(Bare { port: free_port(), size, hashes: true }).await
    }

    async fn start(bare: Bare) -> Self {
        let child = Command::new(std::env::current_exe().unwrap()).args(bare.arguments()).spawn();
        let (process, port) = (Process(child.unwrap()), bare.port);
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        Self { process, port }
    }

    /// CPU that one of these requests costs it.
    pub(crate) async fn measure(&self, requests: &Requests, connections: usize, time: Duration) -> Duration {
        let (port, process) = (self.port, self.process.0.id());
        load::drive(Drive { port, process, connections, time, keep: false }, requests).await.cpu_each()
    }
}
