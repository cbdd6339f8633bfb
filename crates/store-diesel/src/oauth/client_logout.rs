use hitkey_oauth::{LogoutChannel, LogoutSettings, OutboundUrl, PostLogoutRedirectUris, RedirectUri};
use serde::{Deserialize, Serialize};

/// What happens at a client when somebody signs out, as its column holds it.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Stored {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    post_logout_redirect_uris: Vec<String>,
    #[serde(skip_serializing_if = "is_default")]
    back_channel: StoredChannel,
    #[serde(skip_serializing_if = "is_default")]
    front_channel: StoredChannel,
}

#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct StoredChannel {
    uri: Option<String>,
    session_required: bool,
}

fn is_default(channel: &StoredChannel) -> bool {
    *channel == StoredChannel::default()
}

impl From<&LogoutChannel> for StoredChannel {
    fn from(channel: &LogoutChannel) -> Self {
        let uri = channel.uri.as_ref().map(ToString::to_string);
        Self { uri, session_required: channel.session_required }
    }
}

impl StoredChannel {
    fn read(self) -> Option<LogoutChannel> {
        let uri = self.uri.map(|text| OutboundUrl::parse(&text)).transpose().ok()?;
        Some(LogoutChannel { uri, session_required: self.session_required })
    }
}

/// The settings as JSON; NULL when they are the default ones.
pub(super) fn logout_column(settings: &LogoutSettings) -> Option<String> {
    let uris = settings.post_redirect_uris.as_slice();
    let stored = Stored {
        post_logout_redirect_uris: uris.iter().map(ToString::to_string).collect(),
        back_channel: (&settings.back_channel).into(),
        front_channel: (&settings.front_channel).into(),
    };
    // Strings and lists of strings always serialize.
    (stored != Stored::default()).then(|| serde_json::to_string(&stored).unwrap_or_default())
}

/// Reads what [`logout_column`] wrote.
pub(super) fn logout_settings(json: &str) -> Option<LogoutSettings> {
    let stored: Stored = serde_json::from_str(json).ok()?;
    let uris = stored.post_logout_redirect_uris.iter().map(|text| RedirectUri::parse(text).ok());
    Some(LogoutSettings {
        post_redirect_uris: PostLogoutRedirectUris::new(uris.collect::<Option<_>>()?).ok()?,
        back_channel: stored.back_channel.read()?,
        front_channel: stored.front_channel.read()?,
    })
}
