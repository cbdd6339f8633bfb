use crate::edge::RequestIds;
use crate::settings::HttpSettings;
use hitkey_kernel::Random;

/// Everything that the HTTP side calls.
pub struct Services {
    settings: HttpSettings,
    request_ids: RequestIds,
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
}
