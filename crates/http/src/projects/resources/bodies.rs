//! What a resource is registered and changed by. The domain judges the values.

use crate::error::Checks;
use crate::extract::{Check, given};
use hitkey_oauth::service::{ResourceChanges, ResourceRegistration};
use serde::Deserialize;
use utoipa::ToSchema;

/// The body of `POST /projects/{slug}/resources`.
#[derive(Deserialize, ToSchema)]
#[schema(as = NewResource, example = json!({ "uri": "https://orders.example.org", "name": "Orders", "scope": "profile email" }))]
pub struct CreateBody {
    /// Absolute, without fragment, and nobody else's on this server.
    #[schema(value_type = String, required, max_length = 500)]
    uri: Option<String>,
    #[schema(value_type = String, required, min_length = 1, max_length = 100, pattern = r"^[^\x00-\x1f\x7f-\x9f]*$")]
    name: Option<String>,
    /// What its tokens may carry; everything that their clients may be given when it is left out.
    scope: Option<String>,
    /// Whether any client may ask for its tokens while the project is public; only those of the project when left out.
    open: Option<bool>,
}

impl Check for CreateBody {
    type Checked = ResourceRegistration;

    fn check(self, _: &mut Checks) -> Option<ResourceRegistration> {
        Some(ResourceRegistration {
            uri: self.uri.unwrap_or_default(),
            name: self.name.unwrap_or_default(),
            scope: self.scope,
            open: self.open,
        })
    }
}

/// The body of `PATCH /projects/{slug}/resources/{id}`. What is absent stays; `null` lets the tokens carry everything
/// again.
#[derive(Deserialize, ToSchema)]
#[schema(as = ResourceChange, example = json!({ "open": true }))]
pub struct PatchBody {
    #[schema(max_length = 500)]
    uri: Option<String>,
    #[schema(min_length = 1, max_length = 100, pattern = r"^[^\x00-\x1f\x7f-\x9f]*$")]
    name: Option<String>,
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<String>)]
    scope: Option<Option<String>>,
    open: Option<bool>,
}

impl Check for PatchBody {
    type Checked = ResourceChanges;

    fn check(self, checks: &mut Checks) -> Option<ResourceChanges> {
        if self.uri.is_some() {
            checks.fail("uri", "immutable", "The uri field can't be changed. Register another resource.");
        }
        Some(ResourceChanges { name: self.name, scope: self.scope, open: self.open })
    }
}
