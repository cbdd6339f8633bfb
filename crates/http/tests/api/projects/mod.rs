mod activity;
mod boundaries;
mod clients;
mod invites;
mod lifecycle;
mod members;
mod permissions;
mod resources;
mod transfer;

use crate::support::Server;
use serde_json::{Value, json};
use std::time::Duration;

/// Somebody with an account.
pub(crate) struct Somebody {
    pub(crate) token: String,
    pub(crate) user: String,
}

/// A project with an owner, an admin and a plain member, and somebody who has nothing to do with it.
pub(crate) struct Team {
    pub(crate) server: Server,
    pub(crate) owner: Somebody,
    pub(crate) admin: Somebody,
    pub(crate) member: Somebody,
    pub(crate) outsider: Somebody,
    slug: String,
}

impl Team {
    /// A private project.
    pub(crate) async fn new() -> Self {
        Self::of(json!({ "name": "My App" })).await
    }

    /// The project that this body makes.
    pub(crate) async fn of(body: Value) -> Self {
        let server = Server::start().await;
        let owner = somebody(&server, "owner@example.org").await;
        let admin = somebody(&server, "admin@example.org").await;
        let member = somebody(&server, "member@example.org").await;
        let outsider = somebody(&server, "outsider@example.org").await;
        let slug = created(&server, &owner, body).await;
        let team = Self { server, owner, admin, member, outsider, slug };
        team.add("admin@example.org", "admin").await;
        team.add("member@example.org", "member").await;
        team
    }

    /// A path below the project's.
    pub(crate) fn path(&self, rest: &str) -> String {
        format!("/projects/{}{rest}", self.slug)
    }

    /// A moment later, so that lists have an order.
    async fn add(&self, email: &str, role: &str) {
        self.server.advance(Duration::from_millis(1));
        let body = json!({ "email": email, "role": role });
        let answer = self.server.post_as(&self.path("/members"), &self.owner.token, body).await;
        assert_eq!(answer.status.as_u16(), 201, "{answer:?}");
    }

    /// The membership of somebody, as it is listed.
    pub(crate) async fn seat(&self, of: &Somebody) -> Value {
        let list = self.server.get(&self.path("/members"), &self.owner.token).await.succeeds().json();
        let seats = list.as_array().unwrap();
        seats.iter().find(|seat| seat["user_id"] == *of.user).expect("a member").clone()
    }

    /// The path of somebody's membership.
    pub(crate) async fn seat_path(&self, of: &Somebody) -> String {
        self.path(&format!("/members/{}", self.seat(of).await["id"].as_str().unwrap()))
    }

    /// Defines a permission.
    pub(crate) async fn permission(&self, key: &str, is_default: bool) -> Value {
        let body = json!({ "key": key, "display_name": key, "is_default": is_default });
        let answer = self.server.post_as(&self.path("/permissions"), &self.owner.token, body).await;
        assert_eq!(answer.status.as_u16(), 201, "{answer:?}");
        answer.json()
    }

    /// Registers a resource. The memory stores of the domains don't share what they know of the project.
    pub(crate) async fn resource(&self, uri: &str) -> Value {
        self.make_known().await;
        let body = json!({ "uri": uri, "name": "Orders" });
        let answer = self.server.post_as(&self.path("/resources"), &self.owner.token, body).await;
        assert_eq!(answer.status.as_u16(), 201, "{answer:?}");
        answer.json()
    }

    pub(crate) async fn make_known(&self) {
        let project = self.server.get(&self.path(""), &self.owner.token).await.succeeds().json();
        let id = project["id"].as_str().unwrap().parse().unwrap();
        let members = [&self.owner, &self.admin, &self.member].map(|one| one.user.parse().unwrap());
        let members = members.map(|user| (user, "member", &[][..]));
        self.server.provider.set_members(id, project["is_public"] == true, &members);
    }

    /// Invites an address as a plain member; the token that is mailed.
    pub(crate) async fn invite(&self, email: &str) -> String {
        let path = self.path("/invites");
        let answer = self.server.post_as(&path, &self.owner.token, json!({ "email": email })).await;
        assert_eq!(answer.status.as_u16(), 201, "{answer:?}");
        self.server.mailed_invite(email)
    }
}

/// Somebody who has just registered.
pub(crate) async fn somebody(server: &Server, email: &str) -> Somebody {
    let answer = server.registered(email).await;
    Somebody { token: answer.field("token"), user: answer.json()["user"]["id"].as_str().unwrap().to_owned() }
}

/// The slug of a new project.
pub(crate) async fn created(server: &Server, owner: &Somebody, body: Value) -> String {
    let answer = server.post_as("/projects/", &owner.token, body).await;
    assert_eq!(answer.status.as_u16(), 201, "{answer:?}");
    answer.field("slug")
}
