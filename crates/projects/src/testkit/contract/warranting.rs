//! Programs of a team act in its project, as long as they are what they were.

use super::api_clients::making;
use super::setting::{Harness, Place, TICK, address, permission_of, person, project_id, record, start};
use super::{editing, making as making_projects};
use crate::ports::{
    AddMember, AddMemberOutcome, ApiClientOutcome, CreateApiClient, CreateInvite, CreateInviteOutcome,
    CreatePermission, DeleteApiClient, PermissionOutcome, RemoveMember, UpdateApiClient, UpdateProject,
};
use crate::{ApiClient, ApiClientKeeper, AssignableRole, Grant, Grants, Warrant};
use hitkey_kernel::ApiClientId;

pub(super) async fn all(harness: &dyn Harness) {
    a_program_of_the_team_acts_by_its_grant(harness).await;
    the_project_of_a_team_is_found_by_its_programs(harness).await;
    nobody_else_acts_as_a_program_of_the_team(harness).await;
    what_is_changed_or_gone_no_longer_acts(harness).await;
}

/// A client of the team that is an admin.
async fn admin(place: &Place<'_>) -> CreateApiClient {
    let grant = Grant { role: AssignableRole::Admin, ..Grant::default() };
    let made = making(place.keeper(), Grants::from([(place.project.id, grant)]));
    place.api_client(&made).await;
    made
}

fn acting(client: ApiClientId) -> Warrant {
    Warrant::Team { client, role: AssignableRole::Admin }
}

async fn defines(place: &Place<'_>, by: Warrant) -> bool {
    let permission = permission_of(place.project.id, &super::setting::tag(), false);
    let command = CreatePermission { by, permission, audit: record() };
    let audit = command.audit.clone();
    let done = place.stores.permissions.create(command).await.unwrap() == PermissionOutcome::Done;
    assert_eq!(place.kept(&audit).await, done);
    done
}

async fn a_program_of_the_team_acts_by_its_grant(harness: &dyn Harness) {
    let place = Place::new(harness).await;
    let by = acting(admin(&place).await.client.id);
    assert!(defines(&place, by).await);
    let adding = AddMember { by, ..place.adding(person(harness).await, AssignableRole::Member) };
    let added = place.stores.members.add(adding).await.unwrap();
    let AddMemberOutcome::Added(member) = added else { panic!("{added:?}") };
    let removing = RemoveMember { by, ..editing::removal(&place, &member) };
    assert!(place.stores.members.remove(removing).await.unwrap());
    let (inviting, _) = place.inviting(&address());
    let inviting = CreateInvite { by, ..inviting };
    assert_eq!(place.stores.invites.create(inviting).await.unwrap(), CreateInviteOutcome::Created);
    let update = UpdateProject { by, ..making_projects::update(&place) };
    assert!(place.stores.projects.update(update).await.unwrap());
}

async fn the_project_of_a_team_is_found_by_its_programs(harness: &dyn Harness) {
    let place = Place::new(harness).await;
    let (team, clients) = (admin(&place).await, &place.stores.api_clients);
    assert_eq!(clients.find_project(team.client.id).await.unwrap().as_ref(), Some(&place.project));
    let personal = making(ApiClientKeeper::Owner(place.owner.user), team.client.grants);
    place.api_client(&personal).await;
    for id in [personal.client.id, ApiClientId::from_uuid(project_id().uuid())] {
        assert_eq!(clients.find_project(id).await.unwrap(), None);
    }
}

async fn nobody_else_acts_as_a_program_of_the_team(harness: &dyn Harness) {
    let (place, other) = (Place::new(harness).await, Place::new(harness).await);
    let team = admin(&place).await;
    let personal = making(ApiClientKeeper::Owner(place.owner.user), team.client.grants.clone());
    let idle = making(place.keeper(), Grants::new());
    place.api_client(&personal).await;
    place.api_client(&idle).await;
    let nobody = ApiClientId::from_uuid(project_id().uuid());
    for client in [personal.client.id, idle.client.id, admin(&other).await.client.id, nobody] {
        assert!(!defines(&place, acting(client)).await);
    }
    let as_member = Warrant::Team { client: team.client.id, role: AssignableRole::Member };
    assert!(!defines(&place, as_member).await, "it is granted another role");
}

async fn what_is_changed_or_gone_no_longer_acts(harness: &dyn Harness) {
    let place = Place::new(harness).await;
    let (revoked, demoted, removed) = (admin(&place).await, admin(&place).await, admin(&place).await);
    let change = async |made: &CreateApiClient, client: ApiClient| {
        let command = UpdateApiClient { by: made.by, client, seen_at: start(), audit: record() };
        assert_eq!(place.stores.api_clients.update(command).await.unwrap(), ApiClientOutcome::Done);
    };
    let updated_at = start() + TICK;
    change(&revoked, ApiClient { revoked_at: Some(start()), updated_at, ..revoked.client.clone() }).await;
    let grants = Grants::from([(place.project.id, Grant::default())]);
    change(&demoted, ApiClient { grants, updated_at, ..demoted.client.clone() }).await;
    let delete = DeleteApiClient { by: removed.by, id: removed.client.id, audit: record() };
    assert!(place.stores.api_clients.delete(delete).await.unwrap());
    for made in [revoked, demoted, removed] {
        assert!(!defines(&place, acting(made.client.id)).await);
    }
}
