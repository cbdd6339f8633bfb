use crate::Message;
use crate::ports::{Sealer, UnsealError};
use hitkey_kernel::{Ambient, OutboxEntry, OutboxId};
use zeroize::Zeroizing;

/// An outbox payload is no message.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// It does not open under this key.
    #[error(transparent)]
    Sealed(#[from] UnsealError),
    /// It opens, but says nothing this version understands. What it says stays out of the error.
    #[error("the payload is no message (line {line}, column {column})")]
    Unreadable {
        /// Where in the JSON.
        line: usize,
        /// Where in the line.
        column: usize,
    },
}

impl Message {
    /// Seals this message into an entry that the caller stores with the change that caused it.
    pub fn to_entry(&self, sealer: &dyn Sealer, ambient: &Ambient) -> OutboxEntry {
        let created_at = ambient.now();
        let id = OutboxId::generate(created_at, ambient.random());
        // A message has no map and no float, the two things JSON can't always write; were it to happen, the
        // empty payload would be buried at delivery and logged.
        let json = Zeroizing::new(serde_json::to_vec(self).unwrap_or_default());
        let payload = sealer.seal(id.uuid().as_bytes(), &json);
        OutboxEntry { id, topic: self.topic().to_owned(), payload, created_at }
    }

    /// Opens an entry that [`to_entry`](Self::to_entry) made.
    ///
    /// # Errors
    /// [`OpenError`] when the payload does not open or is no message.
    pub fn from_entry(entry: &OutboxEntry, sealer: &dyn Sealer) -> Result<Self, OpenError> {
        let json = sealer.unseal(entry.id.uuid().as_bytes(), &entry.payload)?;
        serde_json::from_slice(&json)
            .map_err(|error| OpenError::Unreadable { line: error.line(), column: error.column() })
    }
}
