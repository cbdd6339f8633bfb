use crate::{Answer, Partner, Person, Server};
use serde_json::{Value, json};

/// A project, and whoever made it.
#[derive(Debug, Clone)]
pub struct Project {
    /// Its id.
    pub id: String,
    /// Its slug.
    pub slug: String,
    /// Its first owner.
    pub owner: Person,
}

impl Person {
    /// A private project of this person's.
    ///
    /// # Panics
    /// When it can't be made.
    pub async fn project(&self, name: &str) -> Project {
        self.make_project(&json!({"name": name})).await
    }

    /// A project that anybody may join.
    ///
    /// # Panics
    /// When it can't be made.
    pub async fn public_project(&self, name: &str) -> Project {
        self.make_project(&json!({"name": name, "is_public": true})).await
    }

    async fn make_project(&self, body: &Value) -> Project {
        let made = self.post("/projects/", body).await.expect(201);
        Project { id: made.text("id"), slug: made.text("slug"), owner: self.clone() }
    }

    /// `POST /invites/{token}/accept`.
    pub async fn accept_invite(&self, token: &str) -> Answer {
        self.post(&format!("/invites/{token}/accept"), &json!({})).await
    }
}

impl Project {
    /// A path below the project.
    pub fn path(&self, rest: &str) -> String {
        format!("/projects/{}{rest}", self.slug)
    }

    /// Makes somebody a member, by the first owner's hand; gives the path of the membership.
    ///
    /// # Panics
    /// When it fails.
    pub async fn add(&self, person: &Person, role: &str) -> String {
        let body = json!({"email": person.email, "role": role});
        let added = self.owner.post(&self.path("/members"), &body).await.expect(201);
        self.path(&format!("/members/{}", added.text("id")))
    }

    /// The members as one of them sees them.
    ///
    /// # Panics
    /// When they are not shown.
    pub async fn members(&self, viewer: &Person) -> Vec<Value> {
        let listed = viewer.get(&self.path("/members")).await.expect(200).json();
        listed.as_array().expect("a list").clone()
    }

    /// The membership of somebody, as one of the members sees it.
    ///
    /// # Panics
    /// When the members are not shown.
    pub async fn seat(&self, viewer: &Person, of: &Person) -> Option<Value> {
        self.members(viewer).await.into_iter().find(|seat| seat["user_id"] == of.id)
    }

    /// Invites an address by the first owner's hand, and takes the token from the mail.
    ///
    /// # Panics
    /// When no mail comes.
    pub async fn invite(&self, server: &Server, email: &str) -> String {
        self.owner.post(&self.path("/invites"), &json!({"email": email})).await.expect(201);
        server.mail(email, crate::Mail::invite).await
    }

    /// `POST …/transfer-ownership`.
    pub async fn transfer(&self, by: &Person, to: &Person) -> Answer {
        by.post(&self.path("/transfer-ownership"), &json!({"new_owner_id": to.id})).await
    }

    /// A confidential client of the project's.
    ///
    /// # Panics
    /// When it can't be made.
    pub async fn partner(&self) -> Partner {
        let body = json!({"name": "Shop", "redirect_uri": "https://shop.example.org/callback"});
        let made = self.owner.post(&self.path("/clients"), &body).await.expect(201);
        Partner::new(self.owner.api.clone(), &made.json())
    }
}
