use crate::OutboundUrl;
use crate::ports::{Documents, FormPosts, OutboundError};
use async_trait::async_trait;
use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The servers that clients name, in memory: what they publish, and what they were told.
#[derive(Debug, Default)]
pub struct MemoryWeb(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    documents: BTreeMap<String, Vec<u8>>,
    fetched: Vec<String>,
    posted: Vec<Post>,
}

/// A form that was delivered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Post {
    /// Where to.
    pub url: String,
    /// What it said.
    pub fields: Vec<(String, String)>,
}

impl MemoryWeb {
    /// Publishes a document, or another one in its place.
    pub fn publish(&self, url: &str, document: impl Into<Vec<u8>>) {
        self.state().documents.insert(url.to_owned(), document.into());
    }

    /// Takes a document away.
    pub fn withdraw(&self, url: &str) {
        self.state().documents.remove(url);
    }

    /// How often a document was asked for.
    pub fn fetches(&self, url: &str) -> usize {
        self.state().fetched.iter().filter(|fetched| *fetched == url).count()
    }

    /// The forms that were delivered, oldest first.
    pub fn posts(&self) -> Vec<Post> {
        self.state().posted.clone()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Documents for MemoryWeb {
    async fn fetch(&self, url: &OutboundUrl) -> Result<Vec<u8>, OutboundError> {
        let mut state = self.state();
        state.fetched.push(url.to_string());
        state.documents.get(url.as_str()).cloned().ok_or(OutboundError::Status(404))
    }
}

#[async_trait]
impl FormPosts for MemoryWeb {
    async fn post(&self, url: &OutboundUrl, fields: &[(&str, &str)]) -> Result<(), OutboundError> {
        let fields = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        self.state().posted.push(Post { url: url.to_string(), fields });
        Ok(())
    }
}
