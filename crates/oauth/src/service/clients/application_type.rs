use super::registration::Complaints;
use crate::{ApplicationType, RedirectUri, RedirectUris};

impl Complaints {
    /// What keeps a client with these redirect URIs from being an application of the type that it names.
    pub(super) fn application_type(&mut self, name: &str, uris: &RedirectUris) {
        let Some(kind) = ApplicationType::from_wire(name) else {
            let known = ApplicationType::ALL.map(ApplicationType::as_str).join(", ");
            return self.add("application_type", "enum", format!("must be one of {known}"));
        };
        for uri in uris.as_slice().iter().filter(|uri| !uri.suits(kind)) {
            self.add("redirect_uris", "application_type", unsuited(kind, uri));
        }
    }
}

fn unsuited(kind: ApplicationType, uri: &RedirectUri) -> String {
    let rule = match kind {
        ApplicationType::Web => "must be https for a web application, and not on the person's own device",
        ApplicationType::Native => {
            "must have a private scheme for a native application, or http on a loopback host"
        }
    };
    format!("{rule}: {:.100}", uri.as_str())
}
