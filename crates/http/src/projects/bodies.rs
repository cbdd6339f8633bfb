//! What a project is made and changed by.

use super::fields;
use crate::error::Checks;
use crate::extract::{Check, given};
use hitkey_projects::{NewProject, ProjectChange, ProjectName};
use serde::Deserialize;
use utoipa::ToSchema;

/// The body of `POST /projects`.
#[derive(Deserialize, ToSchema)]
#[schema(as = NewProject, example = json!({ "name": "My App", "is_public": true }))]
pub struct CreateBody {
    #[schema(value_type = String, required, min_length = 1, max_length = 100, pattern = r"^[^\x00-\x1f\x7f-\x9f]*$")]
    name: Option<String>,
    #[schema(max_length = 500, pattern = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]*$")]
    description: Option<String>,
    is_public: Option<bool>,
}

impl Check for CreateBody {
    type Checked = NewProject;

    fn check(self, checks: &mut Checks) -> Option<NewProject> {
        let name = fields::text(checks, "name", self.name, ProjectName::parse);
        let description = fields::description(checks, self.description);
        Some(NewProject { name: name?, description, is_public: self.is_public.unwrap_or(false) })
    }
}

/// The body of `PATCH /projects/{slug}`. What is absent stays; `null` clears the description.
#[derive(Deserialize, ToSchema)]
#[schema(as = ProjectChange, example = json!({ "name": "Our App", "description": null }))]
pub struct PatchBody {
    #[schema(min_length = 1, max_length = 100, pattern = r"^[^\x00-\x1f\x7f-\x9f]*$")]
    name: Option<String>,
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<String>, max_length = 500, pattern = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]*$")]
    description: Option<Option<String>>,
    is_public: Option<bool>,
}

impl Check for PatchBody {
    type Checked = ProjectChange;

    fn check(self, checks: &mut Checks) -> Option<ProjectChange> {
        Some(ProjectChange {
            name: fields::optional_text(checks, "name", self.name, ProjectName::parse),
            description: fields::description_change(checks, self.description),
            is_public: self.is_public,
        })
    }
}
