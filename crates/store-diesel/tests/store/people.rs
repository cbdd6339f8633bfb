//! People, made through the ports as the services make them.

use hitkey_identity::ports::{
    AccountStore, AppAccess, BeginTotp, ChallengeStore, EnableTotp, EndSession, NewSession, OpenReset,
    OpenSession, PutRegistration, Register, RegisterOutcome, SessionStore as _, UpdateProfile,
    UpdateProfileOutcome, VerifyRegistration,
};
use hitkey_identity::{
    ApiDigests, ApiToken, AuthMethods, Change, DetailField, Details, DeviceFingerprint, Event, Name,
    NameOrder, NewAccount, Origin, PasswordHash, PasswordReset, PendingRegistration, PendingState, Profile,
    RecoveryCodeDigest, RefreshToken, RegistrationToken, Session, SessionCredentials, Username,
    VerificationCodeDigest,
};
use hitkey_kernel::testkit::ManualClock;
use hitkey_kernel::{
    Ambient, AuditRecord, Author, Clock, EmailAddress, EmailId, OutboxEntry, OutboxId, Random, Scribe,
    Sealed, SessionId, Timestamp, UserId, random_array,
};
use hitkey_oauth::{SubjectDetails, SubjectProfile};
use hitkey_store_diesel::{Db, DieselAccountStore, DieselChallengeStore, DieselSessionStore};
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;
use std::time::Duration;

const MONTH: Duration = Duration::from_secs(30 * 86_400);

struct ProcessRandom;

impl Random for ProcessRandom {
    fn fill(&self, buffer: &mut [u8]) {
        for chunk in buffer.chunks_mut(8) {
            let bytes = RandomState::new().hash_one(0_u8).to_be_bytes();
            chunk.copy_from_slice(&bytes[..chunk.len()]);
        }
    }
}

/// A clock that stands still, and randomness that differs in every run.
pub(crate) fn ambient() -> Ambient {
    Ambient::new(Arc::new(ManualClock::default()), Arc::new(ProcessRandom))
}

pub(crate) fn now() -> Timestamp {
    ManualClock::default().now()
}

pub(crate) fn digest() -> [u8; 32] {
    random_array(&ProcessRandom)
}

pub(crate) fn entry() -> OutboxEntry {
    OutboxEntry {
        id: OutboxId::generate(now(), &ProcessRandom),
        topic: "test".to_owned(),
        payload: Sealed::from_bytes(vec![1, 2, 3]),
        created_at: now(),
    }
}

/// An entry of the audit log: a person signed out at the fixed instant.
pub(crate) fn audit(user: UserId) -> AuditRecord {
    let event = Event::SignedOut { user, session: SessionId::generate(now(), &ProcessRandom) };
    Scribe::new(ambient()).record(&event, Author::person(user, &Origin::default()), now())
}

/// The end of a session.
pub(crate) fn ending(user: UserId, session: SessionId) -> EndSession {
    EndSession { user, session, apps: AppAccess::Ends, now: now(), audit: audit(user) }
}

/// A reset that somebody asks for.
pub(crate) fn asked(reset: PasswordReset) -> OpenReset {
    let audit = audit(reset.user.unwrap());
    OpenReset { reset, mail: entry(), audit }
}

/// A person and what opens their session.
pub(crate) struct Person {
    pub(crate) id: UserId,
    pub(crate) email: EmailAddress,
    pub(crate) access: ApiToken,
    pub(crate) refresh: RefreshToken,
    pub(crate) session: SessionId,
    pub(crate) password: PasswordHash,
}

/// Registers somebody.
pub(crate) async fn register(db: &Db, address: &str) -> Person {
    let email = EmailAddress::parse(address).unwrap();
    let token = RegistrationToken::generate(&ProcessRandom);
    verify(db, &email, &token).await;
    let id = UserId::generate(now(), &ProcessRandom);
    let (access, refresh) = (ApiToken::generate(&ProcessRandom), RefreshToken::generate(&ProcessRandom));
    let session = new_session(id, &access, &refresh);
    let password = PasswordHash::from_phc("$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA".to_owned());
    let account = NewAccount {
        id,
        email_id: EmailId::generate(now(), &ProcessRandom),
        email: email.clone(),
        display_name: Name::parse("Ann").ok(),
        password: password.clone(),
        created_at: now(),
    };
    let opened = session.session.id;
    let command = Register { token: token.digest(), account, session, now: now() };
    let outcome = DieselAccountStore::new(db.clone()).register(command).await.unwrap();
    assert_eq!(outcome, RegisterOutcome::Registered);
    Person { id, email, access, refresh, session: opened, password }
}

/// Gives somebody a second factor.
pub(crate) async fn with_second_factor(db: &Db, user: UserId) {
    let (accounts, secret) = (DieselAccountStore::new(db.clone()), Sealed::from_bytes(digest().to_vec()));
    let begin = BeginTotp { user, secret: secret.clone(), audit: audit(user) };
    assert!(accounts.begin_totp(begin).await.unwrap());
    let recovery = vec![RecoveryCodeDigest::from_bytes(digest())];
    let (notice, audit) = (entry(), audit(user));
    let enable = EnableTotp { user, secret, step: 7, recovery, notice, audit, now: now() };
    assert!(accounts.enable_totp(enable).await.unwrap());
}

async fn verify(db: &Db, email: &EmailAddress, token: &RegistrationToken) {
    let challenges = DieselChallengeStore::new(db.clone());
    let code = VerificationCodeDigest::from_bytes(digest());
    let pending = PendingRegistration {
        email: email.clone(),
        code,
        code_expires_at: now() + Duration::from_secs(600),
        attempts: 0,
        sent_at: now(),
        state: PendingState::AwaitingCode,
    };
    let put = PutRegistration { pending, seen_sent_at: None, mail: entry() };
    assert!(challenges.put_registration(put).await.unwrap());
    let command = VerifyRegistration {
        email: email.clone(),
        code,
        token: token.digest(),
        token_expires_at: now() + Duration::from_secs(1_800),
        pardon: Vec::new(),
    };
    assert!(challenges.verify_registration(command).await.unwrap());
}

/// Opens another session of somebody who is registered.
pub(crate) async fn open_session(db: &Db, user: UserId) -> SessionId {
    let account = DieselAccountStore::new(db.clone()).find(user).await.unwrap().unwrap();
    let (access, refresh) = (ApiToken::generate(&ProcessRandom), RefreshToken::generate(&ProcessRandom));
    let new = new_session(user, &access, &refresh);
    let session = new.session.id;
    let command = OpenSession { new, seen_password: account.password };
    assert!(DieselSessionStore::new(db.clone()).open(command).await.unwrap());
    session
}

pub(crate) fn new_session(user: UserId, access: &ApiToken, refresh: &RefreshToken) -> NewSession {
    let session = Session {
        id: SessionId::generate(now(), &ProcessRandom),
        user,
        created_at: now(),
        last_used_at: now(),
        expires_at: now() + MONTH,
        origin: Origin::default(),
        auth_time: now(),
        methods: AuthMethods::PASSWORD,
    };
    let credentials = SessionCredentials::Api(ApiDigests {
        access: access.digest(),
        access_expires_at: now() + Duration::from_secs(3_600),
        refresh: refresh.digest(),
        refresh_expires_at: now() + MONTH,
    });
    NewSession {
        audit: audit(session.user),
        session,
        credentials,
        device: DeviceFingerprint::from_bytes(digest()),
        notice_if_unknown: None,
        supersedes: None,
        pardon: Vec::new(),
    }
}

/// Registers somebody with exactly this profile.
pub(crate) async fn with_profile(db: &Db, told: &SubjectProfile) -> UserId {
    let address = told.email.as_ref().unwrap().address.as_str();
    let person = register(db, address).await;
    let name = |text: &Option<String>| text.as_deref().map(|text| Name::parse(text).unwrap());
    let profile = Profile {
        surname: name(&told.surname),
        given_names: name(&told.given_names),
        display_name: name(&told.display_name),
        native_script: name(&told.native_script),
        preferred_order: told.preferred_order.as_deref().and_then(NameOrder::from_word),
        username: told.username.as_deref().map(|text| Username::choose(text).unwrap()),
        details: details(&told.details),
    };
    let command = UpdateProfile {
        user: person.id,
        profile,
        seen_at: now(),
        audit: audit(person.id),
        now: told.updated_at,
    };
    let outcome = DieselAccountStore::new(db.clone()).update_profile(command).await.unwrap();
    assert_eq!(outcome, UpdateProfileOutcome::Updated);
    person.id
}

fn details(told: &SubjectDetails) -> Details {
    use DetailField as Field;
    let address = told.address.clone().unwrap_or_default();
    let texts = [
        (Field::MiddleName, &told.middle_name),
        (Field::Nickname, &told.nickname),
        (Field::Profile, &told.profile),
        (Field::Picture, &told.picture),
        (Field::Website, &told.website),
        (Field::Gender, &told.gender),
        (Field::Birthdate, &told.birthdate),
        (Field::Zoneinfo, &told.zoneinfo),
        (Field::Locale, &told.locale),
        (Field::PhoneNumber, &told.phone_number),
        (Field::AddressFormatted, &address.formatted),
        (Field::AddressStreet, &address.street_address),
        (Field::AddressLocality, &address.locality),
        (Field::AddressRegion, &address.region),
        (Field::AddressPostalCode, &address.postal_code),
        (Field::AddressCountry, &address.country),
    ];
    let change = texts.into_iter().filter_map(|(field, text)| Some((field, Change::Set(text.clone()?))));
    Details::default().changed(change.collect()).unwrap()
}
