use super::block::Block;
use super::pattern::{self, Memory};
use super::value;
use serde_json::Value;
use std::fmt;

/// What the server answered to curl.
#[derive(Debug)]
pub(super) struct Reply {
    /// Method and URL of the request.
    pub(super) sent: String,
    /// Status line and headers.
    head: String,
    body: String,
}

/// The answer that a guide shows.
#[derive(Debug, PartialEq)]
pub(super) struct Shown {
    status: String,
    headers: Vec<(String, String)>,
    body: Option<Value>,
}

impl Shown {
    /// A `json` block is the body of a 200, an `http` block a whole answer.
    pub(super) fn read(block: &Block) -> Option<Self> {
        match block.language.as_str() {
            "json" => Some(Self {
                status: "HTTP/1.1 200 OK".to_owned(),
                headers: vec![("content-type".to_owned(), "application/json".to_owned())],
                body: Some(serde_json::from_str(&block.text).ok()?),
            }),
            "http" => {
                let (head, body) = block.text.split_once("\n\n").unwrap_or((&block.text, ""));
                let body = if body.is_empty() { None } else { Some(serde_json::from_str(body).ok()?) };
                let (status, headers) = head.split_once('\n').unwrap_or((head, ""));
                let headers = headers.lines().map(header).collect::<Option<_>>()?;
                Some(Self { status: status.to_owned(), headers, body })
            }
            _ => None,
        }
    }

    pub(super) fn compare(&self, reply: &Reply, memory: &mut Memory) -> Result<(), String> {
        pattern::compare(&self.status, reply.status(), memory)?;
        for (name, shown) in &self.headers {
            let real = reply.header(name).ok_or_else(|| format!("the header {name} did not come"))?;
            pattern::compare(shown, &real, memory).map_err(|difference| format!("{name}: {difference}"))?;
        }
        match &self.body {
            Some(shown) => value::compare("", shown, &reply.json()?, memory),
            None if reply.body.is_empty() => Ok(()),
            None => Err("the body is not shown".to_owned()),
        }
    }
}

impl Reply {
    /// Takes what curl wrote to its files. Before the last head there may be others, of status 100.
    pub(super) fn read(sent: &str, heads: &str, body: String) -> Self {
        let heads = heads.replace("\r\n", "\n");
        let head = heads.trim_end().rsplit("\n\n").next().unwrap_or_default().to_owned();
        Self { sent: sent.to_owned(), head, body }
    }

    fn status(&self) -> &str {
        self.head.lines().next().unwrap_or_default()
    }

    fn header(&self, name: &str) -> Option<String> {
        let mut headers = self.head.lines().skip(1).filter_map(header);
        headers.find(|(other, _)| other == name).map(|(_, value)| value)
    }

    fn json(&self) -> Result<Value, String> {
        serde_json::from_str(&self.body).map_err(|error| format!("the body is not JSON: {error}"))
    }
}

impl fmt::Display for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pretty =
            self.json().and_then(|json| serde_json::to_string_pretty(&json).map_err(|_| String::new()));
        write!(f, "{}\n\n{}", self.head, pretty.as_ref().unwrap_or(&self.body))
    }
}

fn header(line: &str) -> Option<(String, String)> {
    let (name, value) = line.split_once(": ")?;
    Some((name.to_lowercase(), value.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(language: &str, text: &str) -> Shown {
        Shown::read(&Block { language: language.to_owned(), text: text.to_owned(), line: 1 }).unwrap()
    }

    #[test]
    fn status_headers_and_body_are_compared() {
        let head = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 429 Too Many Requests\r\nRetry-After: 57\r\n\r\n";
        let reply = Reply::read("GET /", head, "{\"code\": \"WAIT\"}".to_owned());
        for (language, text, same) in [
            ("http", "HTTP/1.1 429 Too Many Requests\nRetry-After: …\n\n{\"code\": \"WAIT\"}", true),
            ("http", "HTTP/1.1 400 Bad Request\n\n{\"code\": \"WAIT\"}", false),
            ("http", "HTTP/1.1 429 Too Many Requests\nAllow: …\n\n{\"code\": \"WAIT\"}", false),
            ("http", "HTTP/1.1 429 Too Many Requests\nRetry-After: 60\n\n{\"code\": \"WAIT\"}", false),
            ("http", "HTTP/1.1 429 Too Many Requests\n\n{\"code\": \"GO\"}", false),
            ("http", "HTTP/1.1 429 Too Many Requests", false),
            ("json", "{\"code\": \"WAIT\"}", false),
        ] {
            let compared = shown(language, text).compare(&reply, &mut Memory::default());
            assert_eq!(compared.is_ok(), same, "{text}: {compared:?}");
        }
    }

    #[test]
    fn what_is_no_answer_is_not_read_as_one() {
        for (language, text) in [("sh", "{}"), ("json", "{…}"), ("http", "HTTP/1.1 200 OK\n\n<html>")] {
            let block = Block { language: language.to_owned(), text: text.to_owned(), line: 1 };
            assert_eq!(Shown::read(&block), None, "{language} {text}");
        }
    }
}
