//! A server that does nothing but answer: actix-web with one handler, as a child of this program.

use crate::arguments::Bare;
use crate::load::{self, Drive, Requests};
use crate::server::free_port;
use actix_web::http::header::ContentType;
use actix_web::{App, HttpResponse, HttpServer, web};
use std::net::{Ipv4Addr, TcpStream};
use std::process::{Child, Command, ExitCode};
use std::time::Duration;

/// Serves until it is killed: whatever is asked, as many bytes of JSON.
pub(crate) fn serve(bare: Bare) -> ExitCode {
    let body: web::Bytes = "x".repeat(bare.size).into_bytes().into();
    let answer = move |_request_body: web::Bytes| {
        let body = body.clone();
        async move { HttpResponse::Ok().content_type(ContentType::json()).body(body) }
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

/// CPU that one answer of `size` bytes to these requests costs.
pub(crate) async fn measure(requests: &Requests, size: usize, connections: usize) -> Duration {
    let port = free_port();
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--bare", &port.to_string(), &size.to_string()]);
    let child = Process(command.spawn().unwrap());
    while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let time = Duration::from_secs(2);
    let drive = Drive { port, process: child.0.id(), connections, time, keep: false };
    load::drive(drive, requests).await.cpu_each()
}
