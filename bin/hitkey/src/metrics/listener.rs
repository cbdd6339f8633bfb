use super::Metrics;
use actix_web::dev::Server;
use actix_web::http::header;
use actix_web::web::{self, Data};
use actix_web::{App, HttpResponse, HttpServer};
use std::io;
use std::net::TcpListener;

const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Answers `GET /metrics`, and nothing else, on one thread.
///
/// # Errors
/// When the system gives no thread.
pub(crate) fn serve(listener: TcpListener, metrics: Metrics) -> io::Result<Server> {
    let metrics = Data::new(metrics);
    let app = move || App::new().app_data(metrics.clone()).route("/metrics", web::get().to(scrape));
    let server = HttpServer::new(app).workers(1).shutdown_timeout(1).disable_signals().listen(listener)?;
    Ok(server.run())
}

async fn scrape(metrics: Data<Metrics>) -> HttpResponse {
    match metrics.text().await {
        Ok(text) => HttpResponse::Ok().insert_header((header::CONTENT_TYPE, OPEN_METRICS)).body(text),
        Err(_) => HttpResponse::InternalServerError().finish(),
    }
}
