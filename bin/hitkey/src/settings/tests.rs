use super::*;
use std::fs;
use tempfile::TempDir;

const SECRET: &str = "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=";

fn load(file: Option<&str>, environment: &[(&str, &str)]) -> (TempDir, Result<Settings, SettingsError>) {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("hitkey.toml");
    fs::write(&path, file.unwrap_or_default()).unwrap();
    let environment = environment.iter().map(|(name, value)| (name.into(), value.into())).collect();
    let settings = Settings::load(&Sources { file: Some(path), environment });
    (dir, settings)
}

fn from_environment(environment: &[(&str, &str)]) -> Settings {
    load(None, environment).1.unwrap()
}

fn refusal(file: &str, environment: &[(&str, &str)]) -> String {
    load(Some(file), environment).1.unwrap_err().to_string()
}

#[test]
fn nothing_set_gives_a_local_server_on_sqlite() {
    let settings = from_environment(&[("PATH", "/bin"), ("HITKEY_CONFIG", "hitkey.toml")]);
    assert_eq!(settings.listen.to_string(), "127.0.0.1:8080");
    assert_eq!(settings.public_url_at(settings.listen).unwrap().issuer(), "http://localhost:8080");
    assert_eq!(settings.database.to_string(), "sqlite:data/hitkey.db");
    assert_eq!(settings.hashing.memory_kib, 19_456);
    assert_eq!(settings.sqlite_synchronous, Synchronous::Full);
    assert_eq!(settings.audit_retention().as_secs(), 365 * 86_400);
    assert_eq!(settings.sender_at(settings.listen).unwrap().to_string(), "HitKey <no-reply@localhost>");
}

#[test]
fn the_environment_counts_over_the_file() {
    let file = "listen = '127.0.0.1:1'\nworkers = 3\ntrusted_proxies = ['10.0.0.0/8', '::1']\n";
    let settings = load(Some(file), &[("HITKEY_LISTEN", "127.0.0.1:2")]).1.unwrap();
    assert_eq!(settings.listen.port(), 2);
    assert_eq!(settings.sizes.workers, 3);
    assert_eq!(settings.trusted_proxies.len(), 2);
    let origins: Vec<String> = settings.effective().iter().map(|one| one.origin.to_string()).collect();
    assert_eq!(origins[0], "HITKEY_LISTEN");
    assert!(origins.iter().any(|origin| origin.starts_with("workers in ")), "{origins:?}");
    assert_eq!(origins[1], "default");
}

#[test]
fn every_setting_is_read_from_both_places() {
    let values = [
        ("listen", "0.0.0.0:443"),
        ("public_url", "https://id.example.org"),
        ("data_dir", "/var/lib/hitkey"),
        ("database_url", "postgres://db/hitkey"),
        ("smtp_url", "smtp://mail.example.org"),
        ("mail_from", "id@example.org"),
        ("secret_key", SECRET),
        ("trusted_proxies", "10.0.0.0/8"),
        ("outbound_allow", "10.1.0.0/16"),
        ("log", "debug"),
        ("log_format", "json"),
        ("workers", "3"),
        ("database_pool", "9"),
        ("hash_workers", "5"),
        ("hash_queue", "7"),
        ("argon2_memory_kib", "64"),
        ("argon2_iterations", "4"),
        ("argon2_parallelism", "2"),
        ("sqlite_synchronous", "normal"),
        ("audit_retention_days", "30"),
        ("rate_limit_anonymous", "7"),
        ("rate_limit_token", "off"),
        ("metrics_listen", "127.0.0.1:9100"),
        ("dynamic_registration", "token"),
        ("dynamic_registration_hosts", "app.example.org, 127.0.0.1"),
        ("dynamic_registration_scopes", "openid email"),
    ];
    assert_eq!(values.len(), key::KEYS.len());
    let file: String = values.iter().map(|(name, value)| format!("{name} = {value:?}\n")).collect();
    let upper: Vec<_> = values.iter().map(|(name, value)| (origin::variable_of(name), *value)).collect();
    let environment: Vec<_> = upper.iter().map(|(name, value)| (name.as_str(), *value)).collect();
    let shown = |settings: Settings| settings.effective().into_iter().map(|e| (e.name, e.value));
    let of_file: BTreeMap<_, _> = shown(load(Some(&file), &[]).1.unwrap()).collect();
    let of_environment: BTreeMap<_, _> = shown(from_environment(&environment)).collect();
    assert_eq!(of_file, of_environment);
    for (name, value) in values.into_iter().filter(|(name, _)| *name != "secret_key") {
        assert_eq!(of_file[name], value);
    }
    assert_eq!(of_file["secret_key"], "***");
}

#[test]
fn unknown_names_are_refused_with_the_nearest_known_one() {
    for (file, environment, message) in [
        ("listn = 'x'", [].as_slice(), "is not a setting: did you mean listen?"),
        ("HITKEY_LISTEN = 'x'", &[], "HITKEY_LISTEN in "),
        (
            "",
            &[("HITKEY_PUBLIC_URI", "x")],
            "HITKEY_PUBLIC_URI is not a setting: did you mean HITKEY_PUBLIC_URL?",
        ),
        ("", &[("HITKEY_SECRET_KEY_FIL", "x")], "did you mean HITKEY_SECRET_KEY_FILE?"),
        ("", &[("HITKEY_LISTEN_FILE", "x")], "HITKEY_LISTEN_FILE is not a setting"),
        ("", &[("HITKEY_ZZZ", "x")], "HITKEY_ZZZ is not a setting"),
    ] {
        let refusal = refusal(file, environment);
        assert!(refusal.contains(message), "{refusal}");
    }
    assert!(!refusal("", &[("HITKEY_ZZZ", "x")]).contains("did you mean"));
}

#[test]
fn bad_values_are_refused_with_what_would_be_right() {
    for (name, value, expected) in [
        ("HITKEY_LISTEN", "8080", "an address and a port"),
        ("HITKEY_LISTEN", "", "HITKEY_LISTEN is empty"),
        (
            "HITKEY_PUBLIC_URL",
            "http://id.example.org",
            "HITKEY_PUBLIC_URL is \"http://id.example.org\": expected an https URL",
        ),
        ("HITKEY_DATA_DIR", " ", "a directory"),
        ("HITKEY_DATABASE_URL", "mysql://x", "sqlite:PATH"),
        ("HITKEY_SMTP_URL", "http://x", "smtps://"),
        ("HITKEY_MAIL_FROM", "me", "a mail address"),
        ("HITKEY_SECRET_KEY", "short", "32 random bytes"),
        ("HITKEY_TRUSTED_PROXIES", "10.0.0.0/8, me", "networks"),
        ("HITKEY_TRUSTED_PROXIES", "", "HITKEY_TRUSTED_PROXIES is empty"),
        ("HITKEY_OUTBOUND_ALLOW", "intranet", "networks"),
        ("HITKEY_LOG", "hitkey=loud", "a filter"),
        ("HITKEY_LOG_FORMAT", "xml", "pretty or json"),
        ("HITKEY_WORKERS", "0", "from 1 to 256"),
        ("HITKEY_DATABASE_POOL", "many", "from 1 to 256"),
        ("HITKEY_HASH_WORKERS", "-1", "from 1 to 256"),
        ("HITKEY_HASH_QUEUE", "1.5", "from 0 to 100000"),
        ("HITKEY_ARGON2_MEMORY_KIB", "7", "from 8"),
        ("HITKEY_ARGON2_ITERATIONS", "0", "from 1"),
        ("HITKEY_ARGON2_PARALLELISM", "17", "from 1 to 16"),
        ("HITKEY_SQLITE_SYNCHRONOUS", "off", "full or normal"),
        ("HITKEY_DYNAMIC_REGISTRATION", "on", "off, open or token"),
        ("HITKEY_DYNAMIC_REGISTRATION_HOSTS", "*.example.org", "hosts separated by commas"),
        ("HITKEY_DYNAMIC_REGISTRATION_SCOPES", "email", "openid among them"),
    ] {
        let refusal = refusal("", &[(name, value)]);
        assert!(refusal.contains(name) && refusal.contains(expected), "{name}={value}: {refusal}");
    }
    assert!(refusal("workers = true", &[]).contains("workers in "));
    assert!(refusal("log = ['a', 1]", &[]).contains("log in "));
}

#[test]
fn all_problems_are_told_at_once() {
    let refusal = refusal("listn = 'x'\nworkers = 0", &[("HITKEY_LOG_FORMAT", "xml")]);
    assert_eq!(refusal.lines().count(), 4, "{refusal}");
}

#[test]
fn no_secret_is_shown() {
    let url = "postgres://ann:s3cret@db/hitkey";
    let settings = from_environment(&[
        ("HITKEY_DATABASE_URL", url),
        ("HITKEY_SECRET_KEY", SECRET),
        ("HITKEY_SMTP_URL", "smtps://ann:s3cret@mail.example.org"),
    ]);
    let shown: String = settings.effective().iter().map(|one| format!("{one}\n")).collect();
    for text in [shown, format!("{settings:?}")] {
        assert!(!text.contains("s3cret") && !text.contains(SECRET), "{text}");
    }
    for file in
        ["secret_key = s3cret", "secret_key = 's3cret'", "database_url = ['s3cret']\nsmtp_url = 's3cret'"]
    {
        assert!(!refusal(file, &[]).contains("s3cret"), "{}", refusal(file, &[]));
    }
    assert!(refusal("listen = '127.0.0.1:1'\nsecret_key = s3cret", &[]).contains("hitkey.toml:2: "));
}

#[test]
fn a_secret_may_stand_in_a_file() {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("key");
    fs::write(&path, format!("{SECRET}\n")).unwrap();
    let path = path.to_str().unwrap();
    let settings = from_environment(&[("HITKEY_SECRET_KEY_FILE", path)]);
    assert_eq!(settings.secret_key.unwrap().as_bytes(), &[7; 32]);
    let file = format!("secret_key_file = {path:?}");
    assert!(load(Some(&file), &[]).1.unwrap().secret_key.is_some());
    let both = [("HITKEY_SECRET_KEY_FILE", path), ("HITKEY_SECRET_KEY", SECRET)];
    assert!(refusal("", &both).contains("are both set"));
    assert!(
        refusal("", &[("HITKEY_SECRET_KEY_FILE", "/nowhere")])
            .contains("/nowhere, named by HITKEY_SECRET_KEY_FILE,")
    );
}

#[test]
fn a_file_that_was_named_must_be_there() {
    let sources = Sources { file: Some("/nowhere/hitkey.toml".into()), environment: Vec::new() };
    assert!(Settings::load(&sources).unwrap_err().to_string().contains("/nowhere/hitkey.toml can't be read"));
}

#[test]
fn a_public_server_needs_its_url_and_smtp() {
    assert!(refusal("", &[("HITKEY_LISTEN", "0.0.0.0:80")]).contains("HITKEY_PUBLIC_URL is needed"));
    let public = ("HITKEY_PUBLIC_URL", "https://id.example.org");
    assert!(refusal("", &[public]).contains("HITKEY_SMTP_URL is needed"));
    from_environment(&[public, ("HITKEY_SMTP_URL", "smtp://mail.example.org")]);
    from_environment(&[("HITKEY_LISTEN", "0.0.0.0:80"), ("HITKEY_PUBLIC_URL", "http://localhost")]);
    let lanes = [("HITKEY_ARGON2_MEMORY_KIB", "8"), ("HITKEY_ARGON2_PARALLELISM", "2")];
    assert!(refusal("", &lanes).contains("HITKEY_ARGON2_MEMORY_KIB must be"));
}
