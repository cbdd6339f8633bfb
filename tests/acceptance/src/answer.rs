use reqwest::header::HeaderMap;
use serde_json::Value;

/// What the server answered.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body as text.
    pub body: String,
}

impl Answer {
    pub(crate) async fn read(response: reqwest::Response) -> Self {
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        Self { status, headers, body: response.text().await.unwrap_or_default() }
    }

    /// The answer itself.
    ///
    /// # Panics
    /// When its status is another.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "expected {status}: {} {}", self.status, self.body);
        self
    }

    /// Checks status and `code` of an error of the HitKey API.
    ///
    /// # Panics
    /// When they are others.
    #[track_caller]
    pub fn expect_code(self, status: u16, code: &str) -> Self {
        let answer = self.expect(status);
        assert_eq!(answer.json()["code"], code, "{}", answer.body);
        answer
    }

    /// Checks status and `error` of an error of an OAuth endpoint.
    ///
    /// # Panics
    /// When they are others.
    #[track_caller]
    pub fn expect_oauth_error(self, status: u16, error: &str) -> Self {
        let answer = self.expect(status);
        assert_eq!(answer.json()["error"], error, "{}", answer.body);
        answer
    }

    /// The body as JSON.
    ///
    /// # Panics
    /// When it is not JSON.
    #[track_caller]
    pub fn json(&self) -> Value {
        match serde_json::from_str(&self.body) {
            Ok(value) => value,
            Err(error) => panic!("{error}: {} {}", self.status, self.body),
        }
    }

    /// A text of the JSON body.
    ///
    /// # Panics
    /// When there is none of this name.
    #[track_caller]
    pub fn text(&self, field: &str) -> String {
        match self.json()[field].as_str() {
            Some(text) => text.to_owned(),
            None => panic!("no text '{field}' in {} {}", self.status, self.body),
        }
    }

    /// A header, empty when it is absent.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// Seconds that `Retry-After` asks for.
    ///
    /// # Panics
    /// When the header is missing or not a number.
    #[track_caller]
    pub fn retry_after(&self) -> u64 {
        match self.header("retry-after").parse() {
            Ok(seconds) => seconds,
            Err(error) => panic!("Retry-After: {error}: {} {:?}", self.status, self.headers),
        }
    }

    /// The value of a cookie that the answer sets.
    pub fn cookie(&self, name: &str) -> Option<String> {
        let cookies = self.headers.get_all("set-cookie").iter().filter_map(|value| value.to_str().ok());
        cookies.filter_map(|cookie| cookie.split(';').next()?.split_once('=')).find_map(|(key, value)| {
            let is_it = key == name && !value.is_empty();
            is_it.then(|| value.to_owned())
        })
    }
}
