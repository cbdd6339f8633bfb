use super::FieldError;
use super::registration::Complaints;
use crate::{Client, GrantKind, RedirectUri, RegistrationPolicy, Scope, ScopeSet};

impl RegistrationPolicy {
    /// The client as it may be registered by itself: with the scopes that it may have when it named none.
    pub(super) fn admitted(&self, mut client: Client) -> Result<Client, Vec<FieldError>> {
        let mut complaints = Complaints::default();
        self.hosts_of(&client, &mut complaints);
        if client.may_use(GrantKind::ClientCredentials) {
            let message = "must not have client_credentials: a client that is nobody's stands for nobody";
            complaints.add("grant_types", "dynamic_client", message);
        }
        let allowed = self.scopes.unwrap_or_else(|| ScopeSet::from_iter(Scope::ALL));
        if client.tokens.scopes.is_some_and(|asked| !asked.is_subset_of(allowed)) {
            complaints.add("scope", "enum", format!("must be of {allowed}"));
        }
        client.tokens.scopes = client.tokens.scopes.or(self.scopes);
        if complaints.0.is_empty() { Ok(client) } else { Err(complaints.0) }
    }

    fn hosts_of(&self, client: &Client, complaints: &mut Complaints) {
        let lists = [
            ("redirect_uris", client.redirect_uris.as_slice()),
            ("post_logout_redirect_uris", client.logout.post_redirect_uris.as_slice()),
        ];
        for (field, uris) in lists {
            for uri in uris.iter().filter(|uri| !self.takes(uri)) {
                complaints.add(field, "host", format!("must have an allowed host: {:.100}", uri.as_str()));
            }
        }
    }

    /// An app's private scheme has no host, so that where hosts are named there is no place for it.
    fn takes(&self, uri: &RedirectUri) -> bool {
        self.hosts.is_empty() || uri.host().is_some_and(|host| self.hosts.contains(&host))
    }
}
