use super::registration::Complaints;
use crate::{LogoutChannel, LogoutSettings, OutboundUrl, PostLogoutRedirectUris, RedirectUri, RedirectUris};

const POST_LOGOUT: &str = "post_logout_redirect_uris";
const FRONT_CHANNEL: &str = "frontchannel_logout_uri";
const BACK_CHANNEL: &str = "backchannel_logout_uri";

/// What somebody wants to happen at a client when people sign out, unchecked. What is left out stays, or is as it
/// is by default; an empty URI takes the old one away.
#[derive(Debug, Clone, Default)]
pub struct LogoutChanges {
    /// `post_logout_redirect_uris`: all of them.
    pub post_logout_redirect_uris: Option<Vec<String>>,
    /// `backchannel_logout_uri`.
    pub backchannel_logout_uri: Option<String>,
    /// `backchannel_logout_session_required`.
    pub backchannel_logout_session_required: Option<bool>,
    /// `frontchannel_logout_uri`.
    pub frontchannel_logout_uri: Option<String>,
    /// `frontchannel_logout_session_required`.
    pub frontchannel_logout_session_required: Option<bool>,
}

/// Changes that keep all rules that can be judged without the client.
#[derive(Debug, Clone, Default)]
pub(super) struct LogoutChanged {
    post_redirect_uris: Option<PostLogoutRedirectUris>,
    back_channel: ChannelChanged,
    front_channel: ChannelChanged,
}

#[derive(Debug, Clone, Default)]
struct ChannelChanged {
    uri: Option<Option<OutboundUrl>>,
    session_required: Option<bool>,
}

impl LogoutChanges {
    pub(super) fn check(&self, complaints: &mut Complaints) -> LogoutChanged {
        let uris = self.post_logout_redirect_uris.as_deref();
        let mut uri = |field, text: &Option<String>| {
            text.as_deref().and_then(|text| channel_uri(field, text, complaints))
        };
        let back_channel = ChannelChanged {
            uri: uri(BACK_CHANNEL, &self.backchannel_logout_uri),
            session_required: self.backchannel_logout_session_required,
        };
        let front_channel = ChannelChanged {
            uri: uri(FRONT_CHANNEL, &self.frontchannel_logout_uri),
            session_required: self.frontchannel_logout_session_required,
        };
        let post_redirect_uris = uris.and_then(|texts| post_redirect_uris(texts, complaints));
        LogoutChanged { post_redirect_uris, back_channel, front_channel }
    }
}

fn channel_uri(field: &'static str, text: &str, complaints: &mut Complaints) -> Option<Option<OutboundUrl>> {
    if text.is_empty() {
        return Some(None);
    }
    OutboundUrl::parse(text).map(Some).map_err(|error| complaints.add(field, "url", error)).ok()
}

fn post_redirect_uris(texts: &[String], complaints: &mut Complaints) -> Option<PostLogoutRedirectUris> {
    let mut uris = Vec::with_capacity(texts.len());
    for text in texts {
        match RedirectUri::parse(text) {
            Ok(uri) => uris.push(uri),
            Err(error) => complaints.add(POST_LOGOUT, "redirect_uri", format!("{error}: {text:.100}")),
        }
    }
    let uris = PostLogoutRedirectUris::new(uris);
    uris.map_err(|error| complaints.add(POST_LOGOUT, "max_length", error)).ok()
}

impl LogoutChanged {
    /// Whether a client with these redirect URIs can have it so: what a browser loads must be where it was sent
    /// before (Front-Channel Logout §2).
    pub(super) fn check_for(&self, redirect_uris: &RedirectUris, complaints: &mut Complaints) {
        let Some(Some(uri)) = &self.front_channel.uri else { return };
        if !redirect_uris.as_slice().iter().any(|redirect| redirect.has_origin_of(uri.as_url())) {
            let message = "must have scheme, host and port of a redirect URI";
            complaints.add(FRONT_CHANNEL, "redirect_uri_origin", message);
        }
    }

    pub(super) fn apply_to(self, before: LogoutSettings) -> LogoutSettings {
        LogoutSettings {
            post_redirect_uris: self.post_redirect_uris.unwrap_or(before.post_redirect_uris),
            back_channel: self.back_channel.apply_to(before.back_channel),
            front_channel: self.front_channel.apply_to(before.front_channel),
        }
    }
}

impl ChannelChanged {
    fn apply_to(self, before: LogoutChannel) -> LogoutChannel {
        LogoutChannel {
            uri: self.uri.unwrap_or(before.uri),
            session_required: self.session_required.unwrap_or(before.session_required),
        }
    }
}
