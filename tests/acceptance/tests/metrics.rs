//! What Prometheus reads: at its own address only, true, and without anything that a caller wrote.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use acceptance::{Answer, Api, Database, Person, Server, email, free_port, on_both};
use reqwest::Method;
use std::collections::BTreeMap;

/// A server and where its metrics are.
async fn watched(database: Database, settings: &[(&str, &str)]) -> (Server, Api) {
    let address = format!("127.0.0.1:{}", free_port());
    let mut all = vec![("HITKEY_METRICS_LISTEN", address.as_str())];
    all.extend_from_slice(settings);
    let server = Server::start_with(database, &all).await;
    let monitor = server.api().of(&format!("http://{address}"));
    (server, monitor)
}

type Samples = BTreeMap<String, f64>;

/// Parses the text; every sample must belong to a family that was described.
fn parse(answer: &Answer) -> Samples {
    assert_eq!(answer.header("content-type"), "application/openmetrics-text; version=1.0.0; charset=utf-8");
    assert!(answer.body.ends_with("# EOF\n"), "cut off");
    let lines = || answer.body.lines();
    let described: Vec<_> = lines().filter_map(|line| line.strip_prefix("# TYPE ")).collect();
    let families: Vec<_> = described.iter().map(|line| line.split_once(' ').unwrap().0).collect();
    let samples = lines().filter(|line| !line.starts_with('#')).map(|line| {
        let (name, value) = line.rsplit_once(' ').unwrap();
        assert!(families.iter().any(|family| name.starts_with(family)), "{line}");
        (name.to_owned(), value.parse().unwrap())
    });
    samples.collect()
}

async fn scrape(monitor: &Api) -> Samples {
    parse(&monitor.get("/metrics", None).await.expect(200))
}

/// The sum over a counter's samples with all of these labels.
fn sum(samples: &Samples, name: &str, labels: &[&str]) -> f64 {
    let of = |sample: &&String| {
        sample.split('{').next() == Some(name) && labels.iter().all(|label| sample.contains(label))
    };
    samples.iter().filter(|(sample, _)| of(sample)).map(|(_, value)| value).sum()
}

async fn what_happened_is_counted(database: Database) {
    let (server, monitor) = watched(database, &[("HITKEY_RATE_LIMIT_ANONYMOUS", "20")]).await;
    let person = Person::register(&server).await;
    let partner = person.partner().await;
    let tokens = partner.tokens(&person).await;
    partner.refresh(&tokens.refresh_token).await.expect(200);
    person.sign_in().await.expect(200);
    person.api.sign_in(&person.email, "not-the-password").await.expect(401);
    let flood = server.api();
    while flood.refresh("guess").await.status != 429 {}

    let samples = scrape(&monitor).await;
    let is = |name: &str, labels: &[&str], value: f64| {
        assert_eq!(sum(&samples, name, labels), value, "{name} {labels:?} in {samples:#?}");
    };
    let login = [r#"route="/auth/login""#, r#"method="POST""#];
    is("hitkey_http_requests_total", &[login[0], login[1], r#"status="200""#], 1.0);
    is("hitkey_http_requests_total", &[login[0], login[1], r#"status="401""#], 1.0);
    is("hitkey_http_request_duration_seconds_count", &login, 2.0);
    is("hitkey_http_request_duration_seconds_bucket", &[login[0], login[1], r#"le="+Inf""#], 2.0);
    is("hitkey_sign_ins_total", &[r#"result="done""#], 1.0);
    is("hitkey_sign_ins_total", &[r#"result="refused""#], 1.0);
    is("hitkey_tokens_issued_total", &[r#"grant_type="authorization_code""#], 1.0);
    is("hitkey_tokens_issued_total", &[r#"grant_type="refresh_token""#], 1.0);
    is("hitkey_rate_limited_requests_total", &[r#"policy="anonymous""#], 1.0);
    is("hitkey_outbox_dead", &[], 0.0);
    is("hitkey_database_up", &[], 1.0);
    assert!(sum(&samples, "hitkey_database_connections_most", &[]) >= 1.0);
    for gauge in ["hitkey_outbox_waiting", "hitkey_hashing_busy", "hitkey_hashing_queued"] {
        assert!(samples.contains_key(gauge), "{gauge}");
    }
    let version = format!(r#"hitkey_build_info{{version="{}"}}"#, env!("CARGO_PKG_VERSION"));
    assert_eq!(samples.get(&version), Some(&1.0));
}

async fn callers_write_nothing_into_it(database: Database) {
    let (server, monitor) = watched(database, &[]).await;
    let person = Person::register(&server).await;
    for mark in ["m4rk3r-1", "m4rk3r-2", "m4rk3r-3"] {
        server.get(&format!("/{mark}")).await.expect(404);
        server.get(&format!("/projects/{mark}?q={mark}")).await.expect(401);
        person.api.send(person.api.request(Method::from_bytes(mark.as_bytes()).unwrap(), "/auth/me")).await;
        person.api.sign_in(&format!("{mark}@example.org"), mark).await.expect(401);
        let form = [("grant_type", mark), ("client_id", mark)];
        person.api.send(person.api.request(Method::POST, "/oauth/token").form(&form)).await;
    }
    let text = monitor.get("/metrics", None).await.expect(200);
    let series = parse(&text).len();
    for secret in ["m4rk3r", &person.email, &person.token, &person.id, person.api.address()] {
        assert!(!text.body.contains(secret), "{secret} is in the metrics");
    }
    for _ in 0..20 {
        server.get(&format!("/{}", email("path"))).await.expect(404);
    }
    assert_eq!(scrape(&monitor).await.len(), series, "a caller made a series");
}

async fn it_is_at_its_own_address_and_nothing_else_is(database: Database) {
    let (server, monitor) = watched(database, &[]).await;
    let public = server.get("/metrics").await.expect_code(404, "NOT_FOUND");
    assert!(!public.body.contains("hitkey_"));
    monitor.get("/health", None).await.expect(404);
    monitor.get("/auth/me", None).await.expect(404);
    monitor.send(monitor.request(Method::POST, "/metrics")).await.expect(404);
}

async fn mails_that_wait_are_measured(database: Database) {
    let nowhere = format!("smtp://127.0.0.1:{}?tls=none", free_port());
    let (server, monitor) = watched(database, &[("HITKEY_SMTP_URL", &nowhere)]).await;
    for _ in 0..3 {
        server.api().start_registration(&email("waiting")).await.expect(200);
    }
    assert_eq!(sum(&scrape(&monitor).await, "hitkey_outbox_waiting", &[]), 3.0);
}

on_both!(
    what_happened_is_counted,
    callers_write_nothing_into_it,
    it_is_at_its_own_address_and_nothing_else_is,
    mails_that_wait_are_measured,
);
