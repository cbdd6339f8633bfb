use crate::Issuer;
use crate::ports::ClientInSession;
use crate::service::SubjectNames;
use url::Url;

/// A URL of a client that the browser of somebody who signs out loads in a frame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrontChannelUrl(Url);

impl FrontChannelUrl {
    /// The client's URL, with issuer and session (OpenID Connect Front-Channel Logout §3), if it has one.
    pub(crate) fn of(client: &ClientInSession, names: &SubjectNames, issuer: &Issuer) -> Option<Self> {
        let mut url = client.logout.front_channel.uri.as_ref()?.as_url().clone();
        if let Some(session) = client.session {
            let sid = names.sid(&client.subject_type, session);
            url.query_pairs_mut().append_pair("iss", issuer.as_str()).append_pair("sid", &sid);
        }
        Some(Self(url))
    }

    /// The URL.
    pub fn as_url(&self) -> &Url {
        &self.0
    }
}
