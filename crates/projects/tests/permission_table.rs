//! The whole permission table: every role, every action, every target.
//!
//! `snapshots/permission_table__*.snap` is the table as it was reviewed against the API's contract. A change of
//! the policy shows there, line by line; `INSTA_UPDATE=always` writes it anew.

use hitkey_kernel::{ApiClientId, UserId, testkit};
use hitkey_projects::policy::may;
use hitkey_projects::{Action, Actor, AssignableRole, Refusal, Role, Standing, Who};
use std::collections::BTreeSet;
use std::fmt::Write as _;

const ACTORS: [Option<Role>; 4] = [Some(Role::Owner), Some(Role::Admin), Some(Role::Member), None];

/// To whom something is done, seen from who does it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Target {
    Themself,
    Other(Role),
}

const TARGETS: [Target; 4] =
    [Target::Themself, Target::Other(Role::Owner), Target::Other(Role::Admin), Target::Other(Role::Member)];

impl Target {
    fn name(self) -> &'static str {
        match self {
            Self::Themself => "themself",
            Self::Other(Role::Owner) => "the owner",
            Self::Other(Role::Admin) => "an admin",
            Self::Other(Role::Member) => "a member",
        }
    }

    /// `None` when there can be no such: an outsider has no seat, and there are no two owners.
    fn seen_by(self, actor: Actor, other: UserId) -> Option<Standing> {
        match self {
            Self::Themself => actor.standing(),
            Self::Other(Role::Owner) if actor.role == Some(Role::Owner) => None,
            Self::Other(role) => Some(Standing { user: other, role }),
        }
    }
}

type Aimed = (&'static str, fn(Standing) -> Action);

const PLAIN: [(&str, Action); 19] = [
    ("see a public project", Action::See { is_public: true }),
    ("see a private project", Action::See { is_public: false }),
    ("join a public project", Action::Join { is_public: true }),
    ("join a private project", Action::Join { is_public: false }),
    ("leave", Action::Leave),
    ("update the project", Action::UpdateProject),
    ("delete the project", Action::DeleteProject),
    ("list members", Action::ListMembers),
    ("add a member", Action::AddMember(AssignableRole::Member)),
    ("add an admin", Action::AddMember(AssignableRole::Admin)),
    ("manage permissions", Action::ManagePermissions),
    ("manage clients", Action::ManageClients),
    ("manage invites", Action::ManageInvites),
    ("manage API clients", Action::ManageApiClients),
    ("let an API client act as a member", Action::GrantApiClient(AssignableRole::Member)),
    ("let an API client act as an admin", Action::GrantApiClient(AssignableRole::Admin)),
    ("see the activity", Action::SeeActivity),
    ("invite a member", Action::Invite(AssignableRole::Member)),
    ("invite an admin", Action::Invite(AssignableRole::Admin)),
];

const AIMED: [Aimed; 5] = [
    ("transfer to", Action::TransferTo),
    ("make an admin of", |of| Action::ChangeRole { of, to: AssignableRole::Admin }),
    ("make a member of", |of| Action::ChangeRole { of, to: AssignableRole::Member }),
    ("change permissions of", Action::ChangePermissions),
    ("remove", Action::RemoveMember),
];

/// One cell of the table: who, what, and what comes of it.
struct Cell {
    actor: Actor,
    action: Action,
    outcome: Result<(), Refusal>,
}

struct Line {
    name: String,
    cells: [Option<Cell>; 4],
}

fn users() -> [UserId; 2] {
    let ambient = testkit::ambient();
    [(); 2].map(|()| UserId::generate(ambient.now(), ambient.random()))
}

fn line(name: String, action: impl Fn(Actor) -> Option<Action>) -> Line {
    let [user, _] = users();
    let cells = ACTORS.map(|role| {
        let actor = Actor::new(user, role);
        action(actor).map(|action| Cell { actor, action, outcome: may(actor, action) })
    });
    Line { name, cells }
}

fn table() -> Vec<Line> {
    let [_, other] = users();
    let plain = PLAIN.into_iter().map(|(name, action)| line(name.to_owned(), |_| Some(action)));
    let aimed = AIMED.into_iter().flat_map(|(name, action)| {
        TARGETS.into_iter().map(move |target| {
            line(format!("{name} {}", target.name()), |actor| target.seen_by(actor, other).map(action))
        })
    });
    plain.chain(aimed).collect()
}

fn cells() -> Vec<Cell> {
    table().into_iter().flat_map(|line| line.cells).flatten().collect()
}

fn word(cell: &Option<Cell>) -> &'static str {
    match cell.as_ref().map(|cell| cell.outcome) {
        None => "-",
        Some(Ok(())) => "yes",
        Some(Err(refusal)) => refusal.code(),
    }
}

#[test]
fn the_table_is_the_reviewed_one() {
    let mut text = format!("{:<34}{:<26}{:<26}{:<22}{}\n", "", "owner", "admin", "member", "outsider");
    for Line { name, cells } in table() {
        let [owner, admin, member, outsider] = cells.each_ref().map(word);
        writeln!(text, "{name:<34}{owner:<26}{admin:<26}{member:<22}{outsider}").unwrap();
    }
    insta::assert_snapshot!("table", text);
}

#[test]
fn an_outsider_sees_and_joins_public_projects_and_no_more() {
    for Cell { action, outcome, .. } in cells().into_iter().filter(|cell| cell.actor.role.is_none()) {
        let open = matches!(action, Action::See { is_public: true } | Action::Join { is_public: true });
        assert_eq!(outcome.is_ok(), open, "{action:?}");
    }
}

#[test]
fn a_plain_member_manages_nothing() {
    for Cell { action, outcome, .. } in
        cells().into_iter().filter(|cell| cell.actor.role == Some(Role::Member))
    {
        let harmless = matches!(action, Action::See { .. } | Action::ListMembers | Action::Leave);
        assert_eq!(outcome.is_ok(), harmless, "{action:?}");
        let told_why = matches!(outcome, Err(Refusal::AlreadyMember | Refusal::CannotChangeOwnRole));
        assert!(harmless || told_why || outcome == Err(Refusal::Forbidden), "{action:?}: {outcome:?}");
    }
}

#[test]
fn an_admin_may_do_nothing_that_the_owner_may_not() {
    for Line { name, cells: [owner, admin, ..] } in table() {
        let (Some(owner), Some(admin)) = (owner, admin) else { continue };
        let leaves = admin.action == Action::Leave;
        assert!(owner.outcome.is_ok() || admin.outcome.is_err() || leaves, "{name}");
    }
}

#[test]
fn only_the_owner_deletes_gives_away_and_makes_admins() {
    for Cell { actor, action, outcome } in cells() {
        let to_admin = matches!(
            action,
            Action::AddMember(AssignableRole::Admin)
                | Action::Invite(AssignableRole::Admin)
                | Action::GrantApiClient(AssignableRole::Admin)
                | Action::ChangeRole { to: AssignableRole::Admin, .. }
        );
        let last = matches!(action, Action::DeleteProject | Action::TransferTo(_));
        if (to_admin || last) && actor.role != Some(Role::Owner) {
            assert!(outcome.is_err(), "{actor:?} {action:?}");
        }
    }
}

#[test]
fn nobody_moves_themself_or_the_owner() {
    for Cell { actor, action, outcome } in cells() {
        if let Action::ChangeRole { of, .. } | Action::RemoveMember(of) = action
            && (Who::Person(of.user) == actor.who || of.role == Role::Owner)
        {
            assert!(outcome.is_err(), "{actor:?} {action:?}");
        }
    }
}

#[test]
fn a_program_may_nothing_that_its_owner_or_its_role_may_not() {
    let ambient = testkit::ambient();
    let [.., third] = [(); 3].map(|()| UserId::generate(ambient.now(), ambient.random()));
    let client = ApiClientId::from_uuid(third.uuid());
    for Cell { actor, action, outcome } in cells() {
        for ceiling in AssignableRole::ALL {
            let bounded = may(Actor { ceiling: Some(ceiling), ..actor }, action);
            assert!(bounded.is_err() || outcome.is_ok(), "{actor:?} as {ceiling:?} {action:?}");
            // Somebody else of that role, since a program of a team is nobody.
            let someone = Actor::new(third, Some(ceiling.role()));
            assert_eq!(may(Actor::of_team(client, ceiling), action), may(someone, action), "{action:?}");
        }
    }
}

#[test]
fn every_refusal_has_its_place_and_a_code_of_its_own() {
    let refusals: BTreeSet<_> = cells().into_iter().filter_map(|cell| cell.outcome.err()).collect();
    assert_eq!(refusals, Refusal::ALL.into_iter().collect());
    let codes: BTreeSet<_> = Refusal::ALL.map(Refusal::code).into();
    assert_eq!(codes.len(), Refusal::ALL.len());
}
