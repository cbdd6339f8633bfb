//! Whether clients may register themselves, and as what.

use super::Settings;
use hitkey_oauth::{RegistrationPolicy, Scope, ScopeSet};

/// Whether clients may register themselves.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum DynamicRegistration {
    /// No.
    #[default]
    Off,
    /// Anybody's.
    Open,
    /// Those of whoever has an initial access token.
    Token,
}

/// Who may register clients, and as what.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RegistrationSettings {
    /// Whether, and by whom.
    pub access: DynamicRegistration,
    /// The hosts of their redirect URIs; empty: any.
    pub hosts: Vec<String>,
    /// What they may be given; `None`: everything.
    pub scopes: Option<ScopeSet>,
}

impl RegistrationSettings {
    /// What the domain is told.
    pub(crate) fn policy(&self) -> Option<RegistrationPolicy> {
        let needs_token = match self.access {
            DynamicRegistration::Off => return None,
            DynamicRegistration::Open => false,
            DynamicRegistration::Token => true,
        };
        Some(RegistrationPolicy { needs_token, hosts: self.hosts.clone(), scopes: self.scopes })
    }
}

const ALL: [DynamicRegistration; 3] =
    [DynamicRegistration::Off, DynamicRegistration::Open, DynamicRegistration::Token];

/// Takes `off`, `open` or `token`.
pub(super) fn parse(text: &str) -> Option<DynamicRegistration> {
    ALL.into_iter().find(|access| name(*access) == text)
}

/// `off`, `open` or `token`.
pub(super) const fn name(access: DynamicRegistration) -> &'static str {
    match access {
        DynamicRegistration::Off => "off",
        DynamicRegistration::Open => "open",
        DynamicRegistration::Token => "token",
    }
}

/// Takes host names and addresses, as they stand in a URL.
pub(super) fn hosts(text: &str) -> Option<Vec<String>> {
    let parts: Vec<_> = text.split(',').map(str::trim).filter(|part| !part.is_empty()).collect();
    let hosts: Option<Vec<_>> = parts.into_iter().map(host).collect();
    hosts.filter(|hosts| !hosts.is_empty())
}

/// The host as URLs have it, if it is one and nothing else.
fn host(text: &str) -> Option<String> {
    let host = url::Host::parse(text).ok()?.to_string();
    (host == text.to_ascii_lowercase() && !host.contains('*')).then_some(host)
}

/// Takes words of scopes, `openid` among them: no client goes without it.
pub(super) fn scopes(text: &str) -> Option<ScopeSet> {
    let words = text.split([' ', ',']).filter(|word| !word.is_empty());
    let scopes: Option<ScopeSet> = words.map(Scope::from_wire).collect();
    scopes.filter(|scopes| scopes.contains(Scope::OpenId))
}

pub(super) fn shown_hosts(settings: &Settings) -> String {
    let hosts = settings.registration.hosts.join(", ");
    if hosts.is_empty() { "any".to_owned() } else { hosts }
}

pub(super) fn shown_scopes(settings: &Settings) -> String {
    settings.registration.scopes.map_or_else(|| "all".to_owned(), |scopes| scopes.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_names_and_addresses_and_nothing_else() {
        let parsed = hosts("App.example.org, 127.0.0.1,[::1]").unwrap();
        assert_eq!(parsed, ["app.example.org", "127.0.0.1", "[::1]"]);
        for bad in ["", ",", "*.example.org", "https://app.example.org", "app.example.org:443", "a b"] {
            assert_eq!(hosts(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn scopes_are_known_and_have_openid() {
        assert_eq!(scopes("profile openid").unwrap().to_string(), "openid profile");
        for bad in ["", "profile", "openid admin"] {
            assert_eq!(scopes(bad), None, "{bad:?}");
        }
    }
}
