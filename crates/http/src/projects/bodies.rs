//! What a project is made and changed by.

use super::fields;
use crate::error::Checks;
use crate::extract::{Check, given};
use hitkey_projects::{NewProject, ProjectChange, ProjectName};
use serde::Deserialize;

/// The body of `POST /projects`.
#[derive(Deserialize)]
pub struct CreateBody {
    name: Option<String>,
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
#[derive(Deserialize)]
pub struct PatchBody {
    name: Option<String>,
    #[serde(default, deserialize_with = "given")]
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
