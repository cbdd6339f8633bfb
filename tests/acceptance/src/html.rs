//! As much of HTML as it takes to fill in the forms of our own pages.

/// A form of a page.
#[derive(Debug, Clone, Default)]
pub struct Form {
    /// Where it is sent to, as the page says.
    pub action: String,
    /// Its inputs and buttons that have a name.
    pub fields: Vec<Field>,
}

/// An input or a button.
#[derive(Debug, Clone)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// Its value on the page.
    pub value: String,
    /// Whether it is a button, which counts only when it is pressed.
    pub button: bool,
}

impl Form {
    /// Whether it has a field or a button of this name.
    pub fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|field| field.name == name)
    }

    /// What is sent when `filled` was typed in or pressed.
    pub(crate) fn filled(&self, filled: &[(&str, &str)]) -> Vec<(String, String)> {
        let typed = |name: &str| filled.iter().any(|(key, _)| *key == name);
        let kept = self.fields.iter().filter(|field| !field.button && !typed(&field.name));
        let kept = kept.map(|field| (field.name.clone(), field.value.clone()));
        kept.chain(filled.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))).collect()
    }
}

/// The forms of a page.
pub(crate) fn forms(page: &str) -> Vec<Form> {
    let mut forms: Vec<Form> = Vec::new();
    for tag in page.split('<').skip(1) {
        let (name, rest) = tag.split_at(tag.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(tag.len()));
        let attribute = |key: &str| attribute(rest, key);
        match name {
            "form" => forms.push(Form { action: attribute("action").unwrap_or_default(), fields: vec![] }),
            "input" | "button" => {
                let named = forms.last_mut().zip(attribute("name"));
                if let Some((form, name)) = named {
                    let value = attribute("value").unwrap_or_default();
                    form.fields.push(Field { name, value, button: tag.starts_with("button") });
                }
            }
            _ => {}
        }
    }
    forms
}

/// The values of an attribute, wherever it stands on the page.
pub(crate) fn values(page: &str, key: &str) -> Vec<String> {
    page.split('<').filter_map(|tag| attribute(tag, key)).collect()
}

fn attribute(tag: &str, key: &str) -> Option<String> {
    let start = tag.find(&format!(" {key}=\""))? + key.len() + 3;
    let length = tag[start..].find('"')?;
    Some(unescape(&tag[start..start + length]))
}

/// Undoes HTML's escapes.
pub(crate) fn unescape(text: &str) -> String {
    let mut parts = text.split('&');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once(';').and_then(|(entity, rest)| Some((character(entity)?, rest))) {
            Some((character, rest)) => {
                plain.push(character);
                plain.push_str(rest);
            }
            None => {
                plain.push('&');
                plain.push_str(part);
            }
        }
    }
    plain
}

fn character(entity: &str) -> Option<char> {
    match entity {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = entity.strip_prefix('#')?;
            let hex = number.strip_prefix('x').map(|hex| u32::from_str_radix(hex, 16));
            char::from_u32(hex.unwrap_or_else(|| number.parse()).ok()?)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_sent_as_a_browser_sends_it() {
        let page = r#"<form method="post" action="/a?b=1&amp;c=&#x22;2&#34;"><input type="hidden" name="continue"
            value="/x&amp;y"><input id="email" name="email" value=""><button name="decision" value="allow">"#;
        let forms = forms(page);
        assert_eq!(forms[0].action, r#"/a?b=1&c="2""#);
        let sent = forms[0].filled(&[("email", "ann@example.org")]);
        let expected = [("continue", "/x&y"), ("email", "ann@example.org")];
        assert_eq!(sent, expected.map(|(key, value)| (key.to_owned(), value.to_owned())));
        assert_eq!(values(page, "id"), ["email"]);
    }
}
