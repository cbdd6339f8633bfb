//! Showing who did what in a project.

use super::setting::{Harness, Place, TICK, member_id, person, project_id, record, start};
use crate::AssignableRole;
use crate::ports::{DeleteProject, JoinOutcome, JoinProject};
use hitkey_kernel::testkit::first;
use hitkey_kernel::{AuditEntry, AuditRecord, Page, PageLimit, PageRequest, ProjectId, Timestamp};

pub(super) async fn all(harness: &dyn Harness) {
    the_latest_comes_first_and_others_not_at_all(harness).await;
    pages_hold_every_entry_once(harness).await;
    entries_outlive_their_project(harness).await;
}

/// Lets something happen at some instant that is told of this project.
async fn happen(place: &Place<'_>, project: ProjectId, at: Timestamp) -> AuditEntry {
    let record = record();
    let entry = AuditEntry { at, project: Some(project), ..record.entry };
    let audit = AuditRecord { entry: entry.clone(), announcement: None };
    let user = person(place.harness).await;
    let command = JoinProject { project: place.project.id, member: member_id(), user, now: at, audit };
    let outcome = place.stores.members.join(command).await.unwrap();
    assert!(matches!(outcome, JoinOutcome::Joined(_)));
    entry
}

async fn page(place: &Place<'_>, project: ProjectId, request: PageRequest) -> Page<AuditEntry> {
    place.stores.audit.of_project(project, request).await.unwrap()
}

async fn the_latest_comes_first_and_others_not_at_all(harness: &dyn Harness) {
    let (place, ours, theirs) = (Place::new(harness).await, project_id(), project_id());
    let mut told = Vec::new();
    for at in [start() + TICK, start(), start() + TICK + TICK, start(), start()] {
        told.push(happen(&place, ours, at).await);
        happen(&place, theirs, at).await;
    }
    told.sort_by_key(|entry| std::cmp::Reverse((entry.at, entry.id)));
    assert_eq!(page(&place, ours, first(500)).await, Page { items: told, next: None });
    assert!(page(&place, project_id(), first(500)).await.items.is_empty());
}

async fn pages_hold_every_entry_once(harness: &dyn Harness) {
    let place = Place::new(harness).await;
    for limit in [1, 2, 3, 7, 8] {
        let project = project_id();
        for number in 0..7 {
            happen(&place, project, start() + TICK * (number / 3)).await;
        }
        let all = page(&place, project, first(500)).await.items;
        assert_eq!(all.len(), 7);
        assert_eq!(walk(&place, project, first(limit)).await, all, "pages of {limit}");
    }
}

/// All pages. What comes meanwhile is not met any more, and shifts nothing.
async fn walk(place: &Place<'_>, project: ProjectId, mut request: PageRequest) -> Vec<AuditEntry> {
    let mut seen = Vec::new();
    loop {
        let page = page(place, project, request).await;
        assert!(page.items.len() <= request.limit.get() as usize);
        seen.extend(page.items);
        happen(place, project, start() + TICK * 9).await;
        if page.next.is_none() {
            return seen;
        }
        request.after = page.next;
    }
}

async fn entries_outlive_their_project(harness: &dyn Harness) {
    let place = Place::new(harness).await;
    let id = place.project.id;
    let entry = happen(&place, id, start()).await;
    place.member(AssignableRole::Member).await;
    let command = DeleteProject { project: id, by: place.by(), audit: record() };
    assert!(place.stores.projects.delete(command).await.unwrap());
    assert_eq!(page(&place, id, PageRequest::first(PageLimit::MAX)).await.items, [entry]);
}
