//! The shipped program on SQLite, as a newcomer meets it.

use crate::common::{Home, Running, mode};
use std::fs;
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::time::{Duration, Instant};

#[test]
fn a_first_start_makes_everything_and_a_second_one_keeps_it() {
    let home = Home::new();
    let first = home.start();
    assert_eq!((first.get("/health").0, first.get("/health/ready").0), (200, 200));
    let keys = first.get("/oauth/jwks").1;
    let ended = first.end_with("TERM");
    assert_eq!(ended.code, Some(0), "{ended:?}");
    assert!(ended.out.contains("/dev/mail"), "{ended:?}");
    assert_eq!((mode(&home.path("data")), mode(&home.path("data/server.key"))), (0o700, 0o600));
    assert_eq!(mode(&home.path("data/hitkey.db")) & 0o077, 0);

    let second = home.start();
    assert_eq!(second.get("/oauth/jwks").1, keys);
    assert_eq!(second.end_with("INT").code, Some(0));
}

#[test]
fn processes_that_start_together_agree_on_their_keys() {
    let home = Home::new();
    let starting: Vec<_> = std::thread::scope(|scope| {
        let all: Vec<_> = (0..3).map(|_| scope.spawn(|| home.start())).collect();
        all.into_iter().map(|one| one.join().unwrap()).collect()
    });
    let keys: Vec<String> = starting.iter().map(|one| one.get("/oauth/jwks").1).collect();
    assert!(keys.iter().all(|one| *one == keys[0]), "{keys:?}");
}

#[test]
fn a_request_in_flight_is_answered_before_the_end() {
    let home = Home::new();
    let server = home.start();
    let mut stream = TcpStream::connect(server.address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let body = r#"{"refresh_token":"x"}"#;
    let head = "POST /auth/token/refresh HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n";
    write!(stream, "{head}Content-Length: {}\r\n\r\n", body.len()).unwrap();
    std::thread::sleep(Duration::from_millis(300));
    let ending = std::thread::spawn(move || server.end_with("TERM"));
    std::thread::sleep(Duration::from_millis(300));
    stream.write_all(body.as_bytes()).unwrap();
    let mut answer = [0; 12];
    stream.read_exact(&mut answer).unwrap();
    assert_eq!(&answer, b"HTTP/1.1 401");
    drop(stream);
    assert_eq!(ending.join().unwrap().code, Some(0));
}

#[test]
fn a_slow_client_is_dropped() {
    let home = Home::new();
    let server = home.start();
    let mut stream = TcpStream::connect(server.address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    stream.write_all(b"GET /health HTTP/1.1\r\nHost: h\r\n").unwrap();
    let began = Instant::now();
    let mut answer = Vec::new();
    // Some systems tell a connection that was closed on unread bytes by an error.
    let _read = stream.read_to_end(&mut answer);
    assert!(began.elapsed() < Duration::from_secs(20), "{:?}", began.elapsed());
    assert!(!answer.starts_with(b"HTTP/1.1 200"));
}

#[test]
fn healthcheck_tells_whether_the_server_is_ready() {
    let home = Home::new();
    let server = home.start();
    let listen = server.address.to_string();
    let check = || home.hitkey(&["healthcheck"]).env("HITKEY_LISTEN", &listen).output().unwrap();
    assert!(check().status.success());
    assert_eq!(server.end_with("TERM").code, Some(0));
    let gone = check();
    assert_eq!(gone.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&gone.stderr).contains("no answer from"), "{gone:?}");
}

#[test]
fn migrate_may_run_before_and_after_the_first_start() {
    let home = Home::new();
    assert!(home.run(&["migrate"]).status.success());
    assert_eq!(home.start().end_with("TERM").code, Some(0));
    let again = home.run(&["migrate"]);
    assert!(again.status.success(), "{again:?}");
    assert!(String::from_utf8_lossy(&again.stdout).contains("up to date"), "{again:?}");
}

#[test]
fn keys_are_rotated_by_command() {
    let home = Home::new();
    let kids = |jwks: &str| jwks.matches("\"kid\"").count();
    let server = home.start();
    let before = kids(&server.get("/oauth/jwks").1);
    let rotated = home.run(&["keys", "rotate"]);
    assert!(rotated.status.success(), "{rotated:?}");
    assert_eq!(server.end_with("TERM").code, Some(0));
    let after = kids(&home.start().get("/oauth/jwks").1);
    assert_eq!(after, 2 * before, "new ones are published beside the old");
}

#[test]
fn another_server_key_than_the_databases_is_refused() {
    let home = Home::new();
    assert_eq!(home.start().end_with("TERM").code, Some(0));
    fs::remove_file(home.path("data/server.key")).unwrap();
    let refused = home.run(&[]);
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert_eq!(refused.status.code(), Some(1));
    assert!(said.contains("server key") && said.contains("HITKEY_SECRET_KEY"), "{said}");
}

#[test]
fn a_server_key_that_others_may_read_is_named_in_the_log() {
    use std::os::unix::fs::PermissionsExt as _;
    let home = Home::new();
    assert_eq!(home.start().end_with("TERM").code, Some(0));
    fs::set_permissions(home.path("data/server.key"), fs::Permissions::from_mode(0o644)).unwrap();
    let ended = home.start().end_with("TERM");
    assert!(ended.log.contains("chmod 600"), "{ended:?}");
}

#[test]
fn a_mail_server_that_hangs_does_not_hold_up_requests_or_the_end() {
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("smtp://{}?tls=none", silent.local_addr().unwrap());
    let home = Home::new();
    let mut command = home.hitkey(&[]);
    command.env("HITKEY_SMTP_URL", url);
    let server = Running::wait_for(command);
    let began = Instant::now();
    let body = r#"{"email":"ann@example.org"}"#;
    assert_eq!(server.post("/auth/register/start", body).0, 200);
    assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
    assert_eq!(server.get("/dev/mail").0, 404, "there is no development mailbox");
    let _held = silent.accept().unwrap();
    let began = Instant::now();
    assert_eq!(server.end_with("TERM").code, Some(0));
    assert!(began.elapsed() < Duration::from_secs(20), "{:?}", began.elapsed());
}

#[test]
fn a_port_that_is_taken_is_named() {
    let home = Home::new();
    let server = home.start();
    let listen = server.address.to_string();
    let refused = home.hitkey(&[]).env("HITKEY_LISTEN", &listen).output().unwrap();
    assert_eq!(refused.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&refused.stderr).contains(&listen), "{refused:?}");
}

#[test]
fn a_database_that_is_not_there_is_named_without_its_password() {
    let home = Home::new();
    let url = "postgres://ann:s3cret@127.0.0.1:1/hitkey";
    let refused = home.hitkey(&[]).env("HITKEY_DATABASE_URL", url).output().unwrap();
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert_eq!(refused.status.code(), Some(1));
    assert!(said.contains("the database") && said.contains("127.0.0.1"), "{said}");
    assert!(!said.contains("s3cret"), "{said}");
}

#[test]
fn the_log_can_be_json() {
    let home = Home::new();
    let mut command = home.hitkey(&["serve"]);
    command.env("HITKEY_LOG_FORMAT", "json").env("HITKEY_LOG", "debug");
    let server = Running::wait_for(command);
    server.get("/health");
    let ended = server.end_with("TERM");
    assert!(!ended.log.is_empty());
    assert!(ended.log.lines().all(|line| line.starts_with('{') && line.ends_with('}')), "{}", ended.log);
}
