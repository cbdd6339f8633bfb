use data_encoding::{BASE64, BASE64_NOPAD, BASE64URL_NOPAD, HEXLOWER, HEXUPPER};

/// Secrets that were shown during a run, and where they must not turn up.
#[derive(Debug, Default)]
pub struct Secrets(Vec<(String, Vec<u8>)>);

impl Secrets {
    /// Adds a secret under a name that a failing test can show.
    pub fn add(&mut self, name: &str, secret: &str) {
        assert!(secret.len() >= 6, "{name} is no secret: {secret:?}");
        self.add_bytes(name, secret.as_bytes());
        // A token is random bytes in base64, perhaps behind a prefix: nor may the bytes be stored.
        let random = secret.rsplit('_').next().unwrap_or(secret);
        if let Ok(bytes) = BASE64URL_NOPAD.decode(random.as_bytes())
            && bytes.len() >= 16
        {
            self.add_bytes(&format!("{name}, decoded,"), &bytes);
        }
    }

    /// Adds a secret that is no text.
    pub fn add_bytes(&mut self, name: &str, secret: &[u8]) {
        self.0.push((name.to_owned(), secret.to_vec()));
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// Which ones stand in `place`, plain or in base64 or hex.
    pub fn found_in(&self, place: &[u8]) -> Vec<String> {
        let place = latin(place);
        let found = |(name, secret): &(String, Vec<u8>)| {
            let form = forms(secret).into_iter().find(|(_, text)| stands_in(&place, text));
            form.map(|(form, _)| format!("{name} as {form}"))
        };
        self.0.iter().filter_map(found).collect()
    }
}

fn forms(secret: &[u8]) -> [(&'static str, String); 6] {
    [
        ("it is", latin(secret)),
        ("hex", HEXLOWER.encode(secret)),
        ("HEX", HEXUPPER.encode(secret)),
        ("base64", BASE64.encode(secret)),
        ("base64 without padding", BASE64_NOPAD.encode(secret)),
        ("base64url", BASE64URL_NOPAD.encode(secret)),
    ]
}

/// Bytes as text, one character each.
fn latin(bytes: &[u8]) -> String {
    bytes.iter().copied().map(char::from).collect()
}

/// Six digits may be part of a longer number or the fraction of a second; anything longer is no accident.
fn stands_in(place: &str, text: &str) -> bool {
    let is_apart = |at: usize| {
        let before = place[..at].chars().next_back();
        let after = place[at + text.len()..].chars().next();
        !before.is_some_and(|c| c.is_ascii_alphanumeric() || c == '.')
            && !after.is_some_and(|c| c.is_ascii_alphanumeric())
    };
    let mut places = place.match_indices(text);
    if text.len() > 6 { places.next().is_some() } else { places.any(|(at, _)| is_apart(at)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_found_in_every_form() {
        let mut secrets = Secrets::default();
        secrets.add("word", "plum-otter");
        secrets.add("code", "123456");
        secrets.add("token", &format!("hitkey_{}", BASE64URL_NOPAD.encode(&[200; 32])));
        for (place, found) in [
            (b"nothing of the kind".to_vec(), 0),
            (b"a plum-otter!".to_vec(), 1),
            (HEXLOWER.encode(b"plum-otter").into_bytes(), 1),
            (BASE64.encode(b"plum-otter").into_bytes(), 1),
            (b"code=123456;".to_vec(), 1),
            (b"12:00:00.123456Z 0123456 a123456".to_vec(), 0),
            (vec![200; 32], 1),
        ] {
            assert_eq!(secrets.found_in(&place).len(), found, "{:?}", latin(&place));
        }
    }
}
