use crate::ports::Documents;
use crate::{JwkSet, OutboundUrl};
use futures_util::lock::Mutex;
use hitkey_kernel::{Ambient, Timestamp};
use quick_cache::sync::Cache;
use std::sync::Arc;
use std::time::Duration;

/// How long keys are used without asking again.
const FRESH: Duration = Duration::from_secs(10 * 60);
/// How long they are used when nobody answers any more; after that they are not trusted.
const STALE: Duration = Duration::from_secs(60 * 60);
/// How soon a client is asked again, whatever it sends: an unknown `kid` is no way to make us ask others.
const PAUSE: Duration = Duration::from_secs(30);
/// How many clients' keys are remembered.
const CLIENTS: usize = 1_000;

/// The keys that clients publish (`jwks_uri`): asked for when they are needed, remembered for a while, and asked for
/// anew when a signature names a key that is not among them.
pub(super) struct PublishedKeys {
    documents: Arc<dyn Documents>,
    ambient: Ambient,
    known: Cache<OutboundUrl, Arc<Mutex<Known>>>,
}

/// What is known of one URL. Whoever asks holds its lock meanwhile, so that nobody else asks the same.
#[derive(Default)]
struct Known {
    keys: Option<(Arc<JwkSet>, Timestamp)>,
    asked_at: Option<Timestamp>,
}

impl PublishedKeys {
    pub(super) fn new(documents: Arc<dyn Documents>, ambient: Ambient) -> Self {
        Self { documents, ambient, known: Cache::new(CLIENTS) }
    }

    /// The keys at `url`, asked for again, if it is time, when `suffice` does not like those that are known.
    pub(super) async fn at(
        &self,
        url: &OutboundUrl,
        suffice: impl Fn(&JwkSet) -> bool,
    ) -> Option<Arc<JwkSet>> {
        let known = self.known.get_or_insert_with(url, || Ok::<_, std::convert::Infallible>(Arc::default()));
        let Ok(known) = known;
        let mut known = known.lock().await;
        let now = self.ambient.now();
        if !known.satisfies(now, suffice) && known.may_ask(now) {
            known.asked_at = Some(now);
            let document = self.documents.fetch(url).await.ok();
            if let Some(keys) = document.and_then(|document| JwkSet::published(&document)) {
                known.keys = Some((Arc::new(keys), now));
            }
        }
        known.trusted(now)
    }
}

impl Known {
    fn satisfies(&self, now: Timestamp, suffice: impl Fn(&JwkSet) -> bool) -> bool {
        self.keys.as_ref().is_some_and(|(keys, at)| now.since(*at) < FRESH && suffice(keys))
    }

    fn may_ask(&self, now: Timestamp) -> bool {
        self.asked_at.is_none_or(|at| now.since(at) >= PAUSE)
    }

    fn trusted(&self, now: Timestamp) -> Option<Arc<JwkSet>> {
        let (keys, _) = self.keys.as_ref().filter(|(_, at)| now.since(*at) < STALE)?;
        Some(Arc::clone(keys))
    }
}
