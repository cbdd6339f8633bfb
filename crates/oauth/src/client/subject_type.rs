use crate::{OutboundUrl, RedirectUri, RedirectUris};
use serde::{Deserialize, Serialize};

/// By what names a client knows people (OpenID Connect Core §8).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum SubjectType {
    /// By those by which every client knows them.
    #[default]
    Public,
    /// By those of its sector: clients of two sectors can't put together what they know of a person.
    Pairwise(Sector),
}

/// The clients that know people by the same names: those of one host (OpenID Connect Core §8.1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sector {
    host: String,
    uri: Option<OutboundUrl>,
}

#[derive(Serialize, Deserialize)]
struct Stored {
    host: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    uri: Option<String>,
}

impl Sector {
    /// The host of all these URIs. `None` when they have not the same one, or none at all.
    pub fn of(uris: &RedirectUris) -> Option<Self> {
        let mut hosts = uris.as_slice().iter().map(RedirectUri::host);
        let host = hosts.next()??;
        hosts.all(|other| other.as_ref() == Some(&host)).then_some(Self { host, uri: None })
    }

    /// The host of a `sector_identifier_uri`, whose document vouches for the redirect URIs.
    pub fn named(uri: OutboundUrl) -> Option<Self> {
        let host = uri.as_url().host_str()?.to_owned();
        Some(Self { host, uri: Some(uri) })
    }

    /// Its host.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The `sector_identifier_uri`, if one names it.
    pub fn uri(&self) -> Option<&OutboundUrl> {
        self.uri.as_ref()
    }
}

impl SubjectType {
    /// As it is written in discovery and of a client.
    pub const NAMES: [&'static str; 2] = ["public", "pairwise"];

    /// Its name on the wire.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Public => Self::NAMES[0],
            Self::Pairwise(_) => Self::NAMES[1],
        }
    }

    /// The sector of pairwise names.
    pub fn sector(&self) -> Option<&Sector> {
        match self {
            Self::Public => None,
            Self::Pairwise(sector) => Some(sector),
        }
    }

    /// As it is stored; `None` for public names.
    pub fn to_json(&self) -> Option<String> {
        let sector = self.sector()?;
        let stored = Stored { host: sector.host.clone(), uri: sector.uri.as_ref().map(ToString::to_string) };
        // Strings always serialize.
        Some(serde_json::to_string(&stored).unwrap_or_default())
    }

    /// Reads what [`to_json`](Self::to_json) wrote.
    pub fn from_json(json: Option<&str>) -> Option<Self> {
        let Some(json) = json else { return Some(Self::Public) };
        let Stored { host, uri } = serde_json::from_str(json).ok()?;
        let uri = uri.map(|text| OutboundUrl::parse(&text)).transpose().ok()?;
        Some(Self::Pairwise(Sector { host, uri }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn uris(texts: &[&str]) -> RedirectUris {
        RedirectUris::new(texts.iter().map(|text| RedirectUri::parse(text).unwrap()).collect()).unwrap()
    }

    #[test]
    fn redirect_uris_of_one_host_make_a_sector() {
        for (texts, host) in [
            (&["https://app.example.org/a", "https://app.example.org:8443/b"][..], Some("app.example.org")),
            (&["https://app.example.org/a", "https://other.example.org/a"], None),
            (&["https://app.example.org/a", "com.example.app:/cb"], None),
            (&["com.example.app:/cb"], None),
            (&[], None),
        ] {
            assert_eq!(
                Sector::of(&uris(texts)).map(|sector| sector.host),
                host.map(str::to_owned),
                "{texts:?}"
            );
        }
    }

    #[test]
    fn what_is_stored_comes_back() {
        let named = OutboundUrl::parse("https://sector.example/uris.json").unwrap();
        for subject in [
            SubjectType::Public,
            SubjectType::Pairwise(Sector::of(&uris(&["https://app.example.org/a"])).unwrap()),
            SubjectType::Pairwise(Sector::named(named).unwrap()),
        ] {
            assert_eq!(SubjectType::from_json(subject.to_json().as_deref()), Some(subject));
        }
        assert_eq!(SubjectType::from_json(Some("{}")), None);
    }
}
