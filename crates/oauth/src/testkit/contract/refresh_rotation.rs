use super::Harness;
use super::bench::{Bench, RACERS, Redeemed};
use crate::service::{
    GrantUnit as _, Keyring, KeyringPorts, Minter, PresentedClient, RefreshGrant, SubjectNames, Targets,
    TokenAnswer, TokenError, TokenParams, TokenRefusal, TokenRequest,
};
use crate::testkit::{MemoryStore, ToyKeys, ToySealer, fixtures};
use crate::{Grant, GrantState, Issuer, KeySchedule, Lifetimes, OAuthRefreshToken};
use hitkey_kernel::Scribe;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinSet;

const WINDOW: Duration = Duration::from_secs(10);
const MOMENT: Duration = Duration::from_micros(1);

/// What the token endpoint makes of [`GrantStore`](crate::ports::GrantStore) when refresh tokens rotate: however many
/// requests of one honest client meet in the store, none fails and none ends its grant.
pub async fn refresh_rotation(harness: &dyn Harness) {
    let bench = Bench::new(harness, "refresh_rotation");
    parallel_refreshes_all_get_the_one_successor(&bench).await;
    stragglers_get_the_token_that_is_good_now(&bench).await;
    a_reuse_after_the_window_ends_the_grant(&bench).await;
    a_window_opens_nothing_once_the_grant_ended(&bench).await;
}

/// A public client in front of two processes that share the store.
struct Site {
    processes: [RefreshGrant; 2],
    redeemed: Redeemed,
}

async fn process(bench: &Bench<'_>) -> RefreshGrant {
    let scribe = Scribe::new(bench.ambient.clone());
    let keys = KeyringPorts {
        store: Arc::<MemoryStore>::default(),
        factory: Arc::<ToyKeys>::default(),
        sealer: Arc::<ToySealer>::default(),
        scribe: scribe.clone(),
    };
    let keyring = Keyring::open(keys, KeySchedule::default(), bench.ambient.clone()).await.expect("keys");
    let issuer = Issuer::parse("https://id.example.org").expect("an issuer");
    let minter = Minter::new(
        Arc::new(keyring),
        issuer,
        (Arc::clone(&bench.stores.subjects), SubjectNames::new(Arc::<ToySealer>::default())),
        Lifetimes::default(),
        bench.ambient.clone(),
    );
    let (grants, deriver) = (Arc::clone(&bench.stores.grants), Arc::<ToySealer>::default());
    let targets = Arc::new(Targets::new(Arc::clone(&bench.stores.resources)));
    RefreshGrant::new(grants, targets, Arc::new(minter), deriver, scribe)
}

async fn site(bench: &Bench<'_>) -> Arc<Site> {
    let client = fixtures::public_client(bench.person().await, &bench.ambient);
    bench.add(&client).await;
    let issued = bench.issued_to(client, bench.person().await).await;
    let redeemed = bench.redeem(issued).await;
    Arc::new(Site { processes: [process(bench).await, process(bench).await], redeemed })
}

impl Site {
    async fn refresh(&self, racer: usize, token: &OAuthRefreshToken) -> Result<TokenAnswer, TokenError> {
        let id = self.redeemed.client.id.to_string();
        let params = TokenParams::from_pairs([("client_id", &*id), ("refresh_token", token.expose())])?;
        let client = PresentedClient::parse(None, &params)?;
        self.processes[racer % 2].handle(&TokenRequest { params, client }).await
    }

    /// What each of many gets who refresh at once, the one or the other of these tokens.
    async fn refreshed(self: &Arc<Self>, presented: &[OAuthRefreshToken]) -> Vec<OAuthRefreshToken> {
        let mut tasks = JoinSet::new();
        for racer in 0..RACERS {
            let (site, token) = (Arc::clone(self), presented[racer % presented.len()].clone());
            tasks.spawn(async move { site.refresh(racer, &token).await });
        }
        let answers = tasks.join_all().await.into_iter();
        answers.map(|answer| answer.expect("nobody fails").refresh_token.expect("a token")).collect()
    }

    async fn grant(&self, bench: &Bench<'_>) -> Grant {
        bench.find_by_code(&self.redeemed.client, &self.redeemed.code).await.expect("the grant")
    }
}

fn different(tokens: &[OAuthRefreshToken]) -> usize {
    tokens.iter().map(OAuthRefreshToken::digest).collect::<BTreeSet<_>>().len()
}

fn refused(answer: Result<TokenAnswer, TokenError>) -> TokenRefusal {
    match answer {
        Err(TokenError::Refused(refusal)) => refusal,
        other => panic!("not refused: {other:?}"),
    }
}

async fn parallel_refreshes_all_get_the_one_successor(bench: &Bench<'_>) {
    let site = site(bench).await;
    let mut token = site.redeemed.token.clone();
    for pause in [0, 1, 9, 10, 3_600, 0] {
        bench.clock.advance(Duration::from_secs(pause));
        let got = site.refreshed(std::slice::from_ref(&token)).await;
        assert_eq!(different(&got), 1, "one successor");
        assert_ne!(got[0].digest(), token.digest(), "and a new one");
        token = got[0].clone();
    }
    assert_eq!(site.grant(bench).await.state, site.redeemed.grant.state, "nobody was signed out");
}

async fn stragglers_get_the_token_that_is_good_now(bench: &Bench<'_>) {
    let site = site(bench).await;
    let mut known = vec![site.redeemed.token.clone()];
    for _ in 0..4 {
        bench.tick();
        let newest = known.last().expect("a token").clone();
        let got = site.refreshed(&known).await;
        let mut fresh: Vec<_> = got.into_iter().filter(|token| token.digest() != newest.digest()).collect();
        assert_eq!(different(&fresh), 1, "old ones lead to what the newest was exchanged for");
        known.push(fresh.remove(0));
    }
    bench.clock.advance(WINDOW * 2);
    let newest = known.last().expect("a token");
    assert!(site.refresh(0, newest).await.is_ok(), "whichever answer came last, its token is good");
}

async fn a_reuse_after_the_window_ends_the_grant(bench: &Bench<'_>) {
    let site = site(bench).await;
    let old = &site.redeemed.token;
    let next = site.refresh(0, old).await.expect("a successor").refresh_token.expect("a token");
    bench.clock.advance(WINDOW - MOMENT);
    let again = site.refresh(1, old).await.expect("the same").refresh_token.expect("a token");
    assert_eq!(again.digest(), next.digest());
    bench.clock.advance(MOMENT);
    let before = bench.harness.trail(site.redeemed.grant.user).await.len();
    assert_eq!(refused(site.refresh(0, old).await), TokenRefusal::RefreshReused);
    assert_eq!(site.grant(bench).await.state, GrantState::Revoked { at: bench.now() });
    assert_eq!(bench.harness.trail(site.redeemed.grant.user).await.len(), before + 1, "it is told");
    assert_eq!(refused(site.refresh(1, &next).await), TokenRefusal::GrantEnded);
}

async fn a_window_opens_nothing_once_the_grant_ended(bench: &Bench<'_>) {
    let site = site(bench).await;
    let old = &site.redeemed.token;
    assert!(site.refresh(0, old).await.is_ok());
    bench.stores.grants.revoke(bench.revocation(&site.redeemed.grant)).await.expect("revoke");
    assert_eq!(refused(site.refresh(1, old).await), TokenRefusal::GrantEnded);
}
