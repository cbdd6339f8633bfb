use hitkey_kernel::ClientId;
use serde::{Deserialize, Serialize};

/// Whom a token is meant for (`aud`, RFC 7519 §4.1.3): a text when it is one, a list when they are more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum TokenAudience {
    /// One.
    One(String),
    /// Several.
    Several(Vec<String>),
}

impl TokenAudience {
    /// The client itself, and with it HitKey.
    pub(crate) fn of_client(client: ClientId) -> Self {
        Self::One(client.to_string())
    }

    /// These.
    pub(crate) fn of(names: impl IntoIterator<Item = String>) -> Self {
        let mut names: Vec<_> = names.into_iter().collect();
        match names.len() {
            1 => Self::One(names.remove(0)),
            _ => Self::Several(names),
        }
    }

    /// All of them.
    pub fn names(&self) -> &[String] {
        match self {
            Self::One(name) => std::slice::from_ref(name),
            Self::Several(names) => names,
        }
    }

    /// Whether it is the client itself and nobody else.
    pub(crate) fn is_client(&self, client: ClientId) -> bool {
        self.names() == [client.to_string()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn one_is_a_text_and_several_are_a_list() {
        for (names, json) in [(vec!["a"], json!("a")), (vec!["a", "b"], json!(["a", "b"]))] {
            let audience = TokenAudience::of(names.iter().map(|name| (*name).to_owned()));
            assert_eq!(serde_json::to_value(&audience).unwrap(), json);
            assert_eq!(serde_json::from_value::<TokenAudience>(json).unwrap(), audience);
            assert_eq!(audience.names(), names);
        }
    }

    #[test]
    fn a_client_is_meant_only_when_it_stands_alone() {
        let [client, other]: [ClientId; 2] = ["1", "2"].map(|digit| digit.repeat(32).parse().unwrap());
        let names = |ids: &[ClientId]| TokenAudience::of(ids.iter().map(ToString::to_string));
        assert!(TokenAudience::of_client(client).is_client(client) && names(&[client]).is_client(client));
        assert!(!names(&[other]).is_client(client) && !names(&[client, other]).is_client(client));
        assert!(!names(&[]).is_client(client));
    }
}
