use acceptance::{Answer, Api, Database, Partner, Person, Server, Tokens};
use data_encoding::BASE64URL_NOPAD;
use serde_json::{Value, json};
use url::Url;

/// A server with a person who has told everything, and a project's client that asks for everything.
pub(crate) struct Scene {
    pub(crate) server: Server,
    pub(crate) person: Person,
    pub(crate) partner: Partner,
    metadata: Value,
}

impl Scene {
    pub(crate) async fn open(database: Database) -> Self {
        // Receivers of back-channel logout are on this machine.
        let settings = [("HITKEY_OUTBOUND_ALLOW", "127.0.0.0/8"), ("HITKEY_DYNAMIC_REGISTRATION", "open")];
        let server = Server::start_with(database, &settings).await;
        let person = Person::register(&server).await;
        person.patch("/auth/profile", &everything()).await.expect(200);
        let partner = person.project("Library").await.partner().await;
        let metadata = server.api().get("/.well-known/openid-configuration", None).await.expect(200).json();
        Self { server, person, partner, metadata }
    }

    pub(crate) fn fields(&self) -> Vec<String> {
        self.metadata.as_object().unwrap().keys().cloned().collect()
    }

    pub(crate) fn api(&self) -> Api {
        self.server.api()
    }

    pub(crate) fn text(&self, field: &str) -> &str {
        self.metadata[field].as_str().unwrap()
    }

    pub(crate) fn is_on(&self, field: &str) -> bool {
        self.metadata[field].as_bool().unwrap()
    }

    pub(crate) fn list(&self, field: &str) -> Vec<&str> {
        self.metadata[field].as_array().unwrap().iter().map(|word| word.as_str().unwrap()).collect()
    }

    /// The authorization request of the project's client, changed in one parameter, allowed by the person.
    pub(crate) async fn authorize(&self, parameter: &str, value: &str) -> Answer {
        self.partner.authorize(&self.person, &[(parameter, value)]).await
    }

    /// Tokens for everything that discovery offers to ask for.
    pub(crate) async fn tokens(&self) -> Tokens {
        let answer = self.authorize("scope", &self.list("scopes_supported").join(" ")).await.expect(200);
        let code = parameter(&answer.text("redirect_url"), "code").unwrap();
        Tokens::of(&self.partner.exchange(&code).await.expect(200))
    }
}

fn everything() -> Value {
    json!({
        "surname": "Ng",
        "givenNames": "Mai Linh",
        "displayName": "Mai",
        "nativeScript": "梅玲",
        "preferredOrder": "eastern",
        "username": "mai_linh",
        "middleName": "Thị",
        "nickname": "Mai",
        "profile": "https://mai.example/about",
        "picture": "https://mai.example/mai.png",
        "website": "https://mai.example",
        "gender": "female",
        "birthdate": "0000-10-16",
        "zoneinfo": "Asia/Ho_Chi_Minh",
        "locale": "vi-VN",
        "phoneNumber": "+84241234567",
        "address": {"streetAddress": "1 Phố Huế", "locality": "Hà Nội", "country": "VN"},
    })
}

/// A parameter of a URL's query.
pub(crate) fn parameter(url: &str, name: &str) -> Option<String> {
    let url = Url::parse(url).unwrap();
    url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
}

/// Header (0) or claims (1) of a token.
pub(crate) fn part(token: &str, index: usize) -> Value {
    let encoded = token.split('.').nth(index).unwrap();
    serde_json::from_slice(&BASE64URL_NOPAD.decode(encoded.as_bytes()).unwrap()).unwrap()
}
