//! Who belongs to a project, and the ladder of roles.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use acceptance::{Database, Person, Project, Server, on_both};
use serde_json::{Value, json};

/// A private project with one of each role but the owner's two, and somebody who has nothing to do with it.
struct Team {
    project: Project,
    admin: Person,
    other_admin: Person,
    member: Person,
    outsider: Person,
}

impl Team {
    async fn new(server: &Server) -> Self {
        let person = async || Person::register(server).await;
        let project = person().await.project("Team").await;
        let team = Self {
            project,
            admin: person().await,
            other_admin: person().await,
            member: person().await,
            outsider: person().await,
        };
        team.project.add(&team.admin, "admin").await;
        team.project.add(&team.other_admin, "admin").await;
        team.project.add(&team.member, "member").await;
        team
    }

    async fn seat_path(&self, of: &Person) -> String {
        let seat = self.project.seat(&self.project.owner, of).await.unwrap();
        self.project.path(&format!("/members/{}", seat["id"].as_str().unwrap()))
    }
}

fn role(role: &str) -> Value {
    json!({"role": role})
}

async fn members_see_each_other_and_nobody_else_does(database: Database) {
    let server = Server::start(database).await;
    let team = Team::new(&server).await;
    let seats = team.project.members(&team.member).await;
    let roles: Vec<_> = seats.iter().map(|seat| seat["role"].as_str().unwrap()).collect();
    assert_eq!(roles, ["owner", "admin", "admin", "member"]);
    let seat = &seats[3];
    assert_eq!(seat["user"]["email"], team.member.email);
    assert_eq!((&seat["user"]["id"], &seat["permissions"]), (&json!(team.member.id), &json!([])));
    team.outsider.get(&team.project.path("/members")).await.expect_code(403, "NOT_PROJECT_MEMBER");
    team.outsider.get(&team.project.path("")).await.expect_code(404, "NOT_FOUND");
    team.outsider.api.get(&team.project.path("/members"), None).await.expect_code(401, "UNAUTHENTICATED");
}

async fn who_is_added_must_have_an_account_and_an_entitled_hand(database: Database) {
    let server = Server::start(database).await;
    let team = Team::new(&server).await;
    let path = team.project.path("/members");
    let owner = &team.project.owner;
    owner
        .post(&path, &json!({"email": acceptance::email("nobody")}))
        .await
        .expect_code(404, "USER_NOT_FOUND");
    let again = json!({"email": team.member.email.to_uppercase()});
    owner.post(&path, &again).await.expect_code(400, "ALREADY_MEMBER");
    let outsider = json!({"email": team.outsider.email});
    team.member.post(&path, &outsider).await.expect_code(403, "FORBIDDEN");
    team.outsider.post(&path, &outsider).await.expect_code(403, "NOT_PROJECT_MEMBER");
    let as_admin = json!({"email": team.outsider.email, "role": "admin"});
    team.admin.post(&path, &as_admin).await.expect_code(403, "ONLY_OWNER_ASSIGNS_ADMIN");
    let added = team.admin.post(&path, &outsider).await.expect(201).json();
    assert_eq!(added["role"], "member");
    assert_eq!(Some(added), team.project.seat(&team.outsider, &team.outsider).await);
}

async fn the_ladder_holds(database: Database) {
    let server = Server::start(database).await;
    let team = Team::new(&server).await;
    let (owner, admin, member) = (&team.project.owner, &team.admin, &team.member);
    let of_owner = team.seat_path(owner).await;
    let of_admin = team.seat_path(admin).await;
    let of_other = team.seat_path(&team.other_admin).await;
    let of_member = team.seat_path(member).await;
    let none = json!({"permissions": []});
    for (by, path, body, refusal) in [
        (admin, &of_other, &none, (403, "ADMIN_CANNOT_EDIT_ADMIN")),
        (admin, &of_owner, &none, (403, "ADMIN_CANNOT_EDIT_ADMIN")),
        (admin, &of_owner, &role("member"), (400, "CANNOT_CHANGE_OWNER_ROLE")),
        (admin, &of_admin, &role("member"), (403, "CANNOT_CHANGE_OWN_ROLE")),
        (admin, &of_member, &role("admin"), (403, "ONLY_OWNER_ASSIGNS_ADMIN")),
        (owner, &of_owner, &role("admin"), (403, "CANNOT_CHANGE_OWN_ROLE")),
        (member, &of_member, &none, (403, "FORBIDDEN")),
        (member, &of_admin, &role("member"), (403, "FORBIDDEN")),
        (&team.outsider, &of_member, &none, (403, "NOT_PROJECT_MEMBER")),
    ] {
        by.patch(path, body).await.expect_code(refusal.0, refusal.1);
    }
    for (by, path, refusal) in [
        (admin, &of_other, (403, "ADMIN_CANNOT_EDIT_ADMIN")),
        (admin, &of_owner, (400, "CANNOT_CHANGE_OWNER_ROLE")),
        (member, &of_admin, (403, "FORBIDDEN")),
        (&team.outsider, &of_member, (403, "NOT_PROJECT_MEMBER")),
    ] {
        by.delete(path).await.expect_code(refusal.0, refusal.1);
    }
    admin.patch(&of_member, &none).await.expect(200);
    admin.patch(&of_admin, &none).await.expect(200);
    assert_eq!(owner.patch(&of_member, &role("admin")).await.expect(200).text("role"), "admin");
    assert_eq!(owner.patch(&of_other, &role("member")).await.expect(200).text("role"), "member");
    admin.delete(&of_other).await.expect(200);
    owner.delete(&of_admin).await.expect(200);
    owner.delete(&of_admin).await.expect_code(404, "NOT_FOUND");
    admin.get(&team.project.path("/members")).await.expect_code(403, "NOT_PROJECT_MEMBER");
}

async fn permissions_are_defined_given_and_taken(database: Database) {
    let server = Server::start(database).await;
    let team = Team::new(&server).await;
    let (owner, path) = (&team.project.owner, team.project.path("/permissions"));
    let define =
        |key: &str, is_default: bool| json!({"key": key, "display_name": key, "is_default": is_default});
    let view = team.admin.post(&path, &define("site.view", true)).await.expect(201);
    owner.post(&path, &define("site.manage_data", false)).await.expect(201);
    owner.post(&path, &define("site.view", false)).await.expect_code(409, "PERMISSION_ALREADY_EXISTS");
    team.member.post(&path, &define("x.y", false)).await.expect_code(403, "FORBIDDEN");
    team.project.add(&team.outsider, "member").await;
    let newest = team.project.seat(&team.outsider, &team.outsider).await.unwrap();
    assert_eq!(newest["permissions"], json!(["site.view"]), "a default one goes to every new member");
    let seat = team.seat_path(&team.member).await;
    let given = owner.patch(&seat, &json!({"permissions": ["site.manage_data"]})).await.expect(200).json();
    assert_eq!(given["permissions"], json!(["site.manage_data"]));
    let unknown = owner.patch(&seat, &json!({"permissions": ["no.such"]})).await;
    unknown.expect_code(400, "PERMISSION_NOT_FOUND");
    let one = format!("{path}/{}", view.text("id"));
    assert_eq!(
        owner.patch(&one, &json!({"display_name": "See"})).await.expect(200).text("display_name"),
        "See"
    );
    owner.delete(&one).await.expect(200);
    let newest = team.project.seat(owner, &team.outsider).await.unwrap();
    assert_eq!(newest["permissions"], json!([]), "whoever had it has it no more");
    assert_eq!(owner.get(&path).await.expect(200).json().as_array().unwrap().len(), 1);
}

on_both!(
    members_see_each_other_and_nobody_else_does,
    who_is_added_must_have_an_account_and_an_entitled_hand,
    the_ladder_holds,
    permissions_are_defined_given_and_taken,
);
