//! Switching the second factor on and off.

use super::setting::{RACERS, Stores, count, digest, entry, person, race, record, seconds, start, user_id};
use super::signing_in::{Guarded, USED_STEP, with_second_factor};
use super::throttle;
use crate::ports::{BeginTotp, DisableTotp, EnableTotp};
use crate::{RecoveryCodeDigest, SecondFactor, SecondFactorProof};
use hitkey_kernel::{Sealed, UserId};

pub(super) async fn all(make: &impl AsyncFn() -> Stores) {
    a_pending_secret_is_kept_and_replaced(&make().await).await;
    only_the_pending_secret_is_switched_on(&make().await).await;
    switching_on_works_once(&make().await).await;
    switching_off_takes_a_good_proof(&make().await).await;
    switching_off_works_once(&make().await).await;
    switching_on_again_replaces_the_recovery_codes(&make().await).await;
}

pub(super) fn sealed() -> Sealed {
    Sealed::from_bytes([&[0, 255], &digest()[..]].concat())
}

pub(super) fn begin(user: UserId, secret: Sealed) -> BeginTotp {
    BeginTotp { user, secret, audit: record() }
}

pub(super) fn enable(user: UserId, secret: &Sealed) -> EnableTotp {
    EnableTotp {
        user,
        secret: secret.clone(),
        step: u64::from(u32::MAX) + 7,
        recovery: (0..10).map(|_| RecoveryCodeDigest::from_bytes(digest())).collect(),
        notice: entry(),
        audit: record(),
        now: start() + seconds(5),
    }
}

pub(super) fn disable(ann: &Guarded, proof: SecondFactorProof) -> DisableTotp {
    let (user, notice, now) = (ann.person.id, entry(), start() + seconds(9));
    DisableTotp { user, proof, pardon: Vec::new(), notice, audit: record(), now }
}

async fn a_pending_secret_is_kept_and_replaced(stores: &Stores) {
    let ann = person(stores).await;
    for secret in [sealed(), sealed()] {
        assert!(stores.accounts.begin_totp(begin(ann.id, secret.clone())).await.unwrap());
        let account = stores.account(ann.id).await;
        assert_eq!(account.second_factor, SecondFactor::Pending { secret });
        assert_eq!(account.updated_at, start(), "nothing changed yet");
    }
    assert!(!stores.accounts.begin_totp(begin(user_id(), sealed())).await.unwrap(), "nobody has none");
}

async fn only_the_pending_secret_is_switched_on(stores: &Stores) {
    let ann = person(stores).await;
    let secret = sealed();
    assert!(!stores.accounts.enable_totp(enable(ann.id, &secret)).await.unwrap(), "nothing is pending");
    assert!(stores.accounts.begin_totp(begin(ann.id, secret.clone())).await.unwrap());
    let other = enable(ann.id, &sealed());
    assert!(!stores.accounts.enable_totp(other.clone()).await.unwrap(), "another one is pending");
    assert!(!stores.enqueued(&other.notice).await);
    let command = enable(ann.id, &secret);
    assert!(stores.accounts.enable_totp(command.clone()).await.unwrap());
    let account = stores.account(ann.id).await;
    let expected = SecondFactor::On { secret, last_step: command.step, recovery_left: 10 };
    assert_eq!((account.second_factor, account.updated_at), (expected, command.now));
    assert!(stores.enqueued(&command.notice).await);
    assert!(!stores.accounts.begin_totp(begin(ann.id, sealed())).await.unwrap(), "it is on");
    assert!(ann.is_signed_in(stores).await, "sessions go on");
}

async fn switching_on_works_once(stores: &Stores) {
    let ann = person(stores).await;
    let secret = sealed();
    assert!(stores.accounts.begin_totp(begin(ann.id, secret.clone())).await.unwrap());
    let outcomes = race(|_| {
        let (accounts, command) = (stores.accounts.clone(), enable(ann.id, &secret));
        async move { accounts.enable_totp(command).await.unwrap() }
    })
    .await;
    assert_eq!(count(&outcomes, &true), 1, "{outcomes:?}");
    let SecondFactor::On { recovery_left, .. } = stores.account(ann.id).await.second_factor else {
        panic!("the second factor is not on");
    };
    assert_eq!(recovery_left, 10, "the codes of one call only");
}

async fn switching_off_takes_a_good_proof(stores: &Stores) {
    let ann = with_second_factor(stores).await;
    let bad = [
        SecondFactorProof::Totp { step: USED_STEP },
        SecondFactorProof::Recovery(RecoveryCodeDigest::from_bytes(digest())),
    ];
    for proof in bad {
        let command = disable(&ann, proof);
        assert!(!stores.accounts.disable_totp(command.clone()).await.unwrap());
        assert!(!stores.enqueued(&command.notice).await);
    }
    assert!(stores.account(ann.person.id).await.second_factor.is_on());
    let challenge = ann.open_sign_in(stores).await;
    let counted = throttle::blocked(stores).await;
    let proof = SecondFactorProof::Recovery(ann.recovery[0]);
    let command = DisableTotp { pardon: counted.pardon(), ..disable(&ann, proof) };
    assert!(stores.accounts.disable_totp(command.clone()).await.unwrap());
    let account = stores.account(ann.person.id).await;
    assert_eq!((account.second_factor, account.updated_at), (SecondFactor::Off, command.now));
    assert!(stores.enqueued(&command.notice).await);
    assert!(counted.is_free(stores).await);
    assert_eq!(stores.challenges.find_sign_in(&challenge.digest()).await.unwrap(), None);
}

async fn switching_off_works_once(stores: &Stores) {
    let ann = with_second_factor(stores).await;
    let outcomes = race(|_| {
        let command = disable(&ann, SecondFactorProof::Totp { step: USED_STEP + 1 });
        let accounts = stores.accounts.clone();
        async move { accounts.disable_totp(command).await.unwrap() }
    })
    .await;
    assert_eq!((count(&outcomes, &true), outcomes.len()), (1, RACERS), "{outcomes:?}");
}

async fn switching_on_again_replaces_the_recovery_codes(stores: &Stores) {
    let ann = with_second_factor(stores).await;
    let next = SecondFactorProof::Totp { step: USED_STEP + 1 };
    assert!(stores.accounts.disable_totp(disable(&ann, next)).await.unwrap());
    let secret = sealed();
    assert!(stores.accounts.begin_totp(begin(ann.person.id, secret.clone())).await.unwrap());
    let command = EnableTotp { step: USED_STEP, ..enable(ann.person.id, &secret) };
    let fresh = command.recovery[0];
    assert!(stores.accounts.enable_totp(command).await.unwrap());
    let old = disable(&ann, SecondFactorProof::Recovery(ann.recovery[0]));
    assert!(!stores.accounts.disable_totp(old).await.unwrap());
    let new = disable(&ann, SecondFactorProof::Recovery(fresh));
    assert!(stores.accounts.disable_totp(new).await.unwrap());
}
