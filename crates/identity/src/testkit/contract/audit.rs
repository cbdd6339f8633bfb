//! Keeping who did what, and showing it.

use super::setting::{Person, Stores, TICK, address, person, random, record, start, user_id};
use crate::ports::{DeleteAccount, DeleteAccountOutcome};
use hitkey_kernel::{
    ApiClientId, AuditAction, AuditEntry, AuditId, AuditRecord, AuditTarget, EmailAddress, Page, PageLimit,
    PageRequest, ProjectId, Timestamp, UserId,
};
use std::net::IpAddr;

pub(super) async fn all(make: &impl AsyncFn() -> Stores) {
    every_part_of_an_entry_is_kept(&make().await).await;
    an_entry_is_announced_with_it(&make().await).await;
    the_latest_comes_first_and_others_not_at_all(&make().await).await;
    pages_hold_every_entry_once(&make().await).await;
    a_deletion_keeps_entries_but_nothing_personal(&make().await).await;
    a_deletion_leaves_others_alone(&make().await).await;
    a_refused_deletion_drops_nothing(&make().await).await;
}

/// An entry about this person, by nobody known.
fn about(person: UserId, at: Timestamp) -> AuditEntry {
    let AuditRecord { entry, .. } = record();
    AuditEntry { at, person: Some(person), actor: None, ..entry }
}

async fn keep(stores: &Stores, entry: &AuditEntry) {
    let record = AuditRecord { entry: entry.clone(), announcement: None };
    stores.audit.record(record).await.unwrap();
}

async fn page(stores: &Stores, person: UserId, request: PageRequest) -> Page<AuditEntry> {
    stores.audit.of_person(person, request).await.unwrap()
}

/// The only entry about somebody.
async fn the_one(stores: &Stores, person: UserId) -> AuditEntry {
    let page = page(stores, person, PageRequest::default()).await;
    let [entry] = <[AuditEntry; 1]>::try_from(page.items).unwrap();
    entry
}

async fn every_part_of_an_entry_is_kept(stores: &Stores) {
    let ips: [Option<IpAddr>; 3] =
        [None, Some([192, 0, 2, 255].into()), Some([0x2001, 0xdb8, 0, 0, 0, 0, 0, 0xffff].into())];
    let details =
        [r#"{}"#, r#"{"b":[1,"'ü\"\\"],"a":{"z":null}}"#, r#"{"count":9007199254740991,"yes":true}"#];
    for (number, ip) in ips.into_iter().enumerate() {
        let (id, is_first) = (user_id(), number == 0);
        let entry = AuditEntry {
            actor: (!is_first).then(user_id),
            client: (!is_first).then(|| ApiClientId::from_uuid(user_id().uuid())),
            project: (!is_first).then(|| ProjectId::generate(start(), &random())),
            action: AuditAction::stored("door.opened_by_later_version".to_owned()),
            target: (!is_first).then(|| AuditTarget::stored("door".to_owned(), user_id().uuid())),
            details: serde_json::from_str(details[number]).unwrap(),
            address: (!is_first).then(address),
            ip,
            user_agent: (!is_first).then(|| "Браузер/1 'quoted' %_\\ 🦊".to_owned()),
            ..about(id, start() + TICK)
        };
        keep(stores, &entry).await;
        assert_eq!(the_one(stores, id).await, entry);
    }
}

async fn an_entry_is_announced_with_it(stores: &Stores) {
    let record = record();
    assert!(!stores.kept(&record).await);
    stores.audit.record(record.clone()).await.unwrap();
    assert!(stores.kept(&record).await);
}

async fn the_latest_comes_first_and_others_not_at_all(stores: &Stores) {
    let (ann, bob) = (user_id(), user_id());
    let mut told = Vec::new();
    for at in [start() + TICK, start(), start() + TICK + TICK, start(), start()] {
        let entry = about(ann, at);
        keep(stores, &entry).await;
        keep(stores, &AuditEntry { actor: Some(ann), ..about(bob, at) }).await;
        told.push(entry);
    }
    told.sort_by_key(|entry| std::cmp::Reverse((entry.at, entry.id)));
    assert_eq!(page(stores, ann, PageRequest::default()).await, Page { items: told, next: None });
    assert!(page(stores, user_id(), PageRequest::default()).await.items.is_empty());
}

async fn pages_hold_every_entry_once(stores: &Stores) {
    for limit in ["1", "2", "3", "7", "8"] {
        let ann = user_id();
        for number in 0..7 {
            keep(stores, &about(ann, start() + TICK * (number / 3))).await;
        }
        let all = page(stores, ann, PageRequest::default()).await.items;
        assert_eq!(all.len(), 7);
        assert_eq!(walk(stores, ann, PageLimit::parse(limit).unwrap()).await, all, "pages of {limit}");
    }
}

/// All pages. What comes meanwhile is not met any more, and shifts nothing.
async fn walk(stores: &Stores, person: UserId, limit: PageLimit) -> Vec<AuditEntry> {
    let (mut request, mut seen) = (PageRequest::first(limit), Vec::new());
    loop {
        let page = page(stores, person, request).await;
        assert!(page.items.len() <= limit.get() as usize);
        seen.extend(page.items);
        keep(stores, &about(person, start() + TICK * 9)).await;
        if page.next.is_none() {
            return seen;
        }
        request.after = page.next;
    }
}

fn deletion(person: &Person) -> DeleteAccount {
    DeleteAccount {
        user: person.id,
        seen_password: person.password.clone(),
        pardon: Vec::new(),
        notice: super::setting::entry(),
        audit: record(),
        now: start(),
    }
}

async fn delete(stores: &Stores, person: &Person) {
    let outcome = stores.accounts.delete(deletion(person)).await.unwrap();
    assert_eq!(outcome, DeleteAccountOutcome::Deleted);
}

fn blank(entry: &AuditEntry) -> AuditEntry {
    AuditEntry { address: None, ip: None, user_agent: None, ..entry.clone() }
}

async fn a_deletion_keeps_entries_but_nothing_personal(stores: &Stores) {
    let (ann, bob) = (person(stores).await, user_id());
    let address = Some(EmailAddress::parse(&ann.email.as_str().to_uppercase()).unwrap());
    let by_ann = AuditEntry { actor: Some(ann.id), address: address.clone(), ..about(ann.id, start()) };
    let by_nobody = AuditEntry { id: AuditId::generate(start(), &random()), ..about(ann.id, start() + TICK) };
    for entry in [&by_ann, &by_nobody] {
        keep(stores, entry).await;
    }
    let on_bob = AuditEntry { actor: Some(ann.id), ..about(bob, start()) };
    keep(stores, &on_bob).await;
    delete(stores, &ann).await;
    let left = page(stores, ann.id, PageRequest::default()).await.items;
    let ours = |entry: &&AuditEntry| entry.id == by_ann.id || entry.id == by_nobody.id;
    let left: Vec<_> = left.iter().filter(ours).cloned().collect();
    assert_eq!(left, [blank(&by_nobody), blank(&by_ann)]);
    assert_eq!(the_one(stores, bob).await, blank(&on_bob), "what they did to others");
}

async fn a_deletion_leaves_others_alone(stores: &Stores) {
    let (ann, bob, cyd) = (person(stores).await, person(stores).await, user_id());
    let by_bob = AuditEntry { actor: Some(bob.id), address: Some(address()), ..about(ann.id, start()) };
    keep(stores, &by_bob).await;
    // Somebody invited Ann's address before they knew who she is.
    let invited = AuditEntry { actor: Some(bob.id), address: Some(ann.email.clone()), ..about(cyd, start()) };
    keep(stores, &invited).await;
    let dee = user_id();
    let other = AuditEntry { actor: Some(bob.id), address: Some(address()), ..about(dee, start()) };
    keep(stores, &other).await;
    delete(stores, &ann).await;
    let left = page(stores, ann.id, PageRequest::default()).await.items;
    let expected = AuditEntry { address: None, ..by_bob };
    assert!(left.contains(&expected), "where Bob was is Bob's: {left:?}");
    assert_eq!(the_one(stores, cyd).await, AuditEntry { address: None, ..invited });
    assert_eq!(the_one(stores, dee).await, other);
}

async fn a_refused_deletion_drops_nothing(stores: &Stores) {
    let ann = person(stores).await;
    let entry =
        AuditEntry { actor: Some(ann.id), address: Some(ann.email.clone()), ..about(ann.id, start()) };
    keep(stores, &entry).await;
    let command = DeleteAccount { seen_password: super::setting::hash(), ..deletion(&ann) };
    let audit = command.audit.clone();
    assert_eq!(stores.accounts.delete(command).await.unwrap(), DeleteAccountOutcome::Stale);
    assert!(page(stores, ann.id, PageRequest::default()).await.items.contains(&entry));
    assert!(!stores.kept(&audit).await);
}
