use crate::edge::RequestIds;
use crate::pages::DevMailbox;
use crate::settings::HttpSettings;
use hitkey_kernel::Random;
use std::sync::Arc;

/// Everything that the HTTP side calls.
pub struct Services {
    settings: HttpSettings,
    request_ids: RequestIds,
    dev_mailbox: Option<Arc<dyn DevMailbox>>,
}

impl Services {
    /// What the HTTP side must know of its surroundings.
    pub fn settings(&self) -> &HttpSettings {
        &self.settings
    }

    /// Names requests.
    pub fn request_ids(&self) -> &RequestIds {
        &self.request_ids
    }

    /// The mails to read at `/dev/mail`; only a development server has any.
    pub fn dev_mailbox(&self) -> Option<&dyn DevMailbox> {
        self.dev_mailbox.as_deref()
    }
}
