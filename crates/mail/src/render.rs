mod html;
mod text;

use crate::compose::compose;
use crate::{Email, Letter};
use hitkey_kernel::OutboxId;

impl Letter {
    /// Puts the letter into its final words. `id` names the outbox entry it came from.
    pub fn render(&self, id: OutboxId) -> Email {
        let draft = compose(&self.content, &self.language);
        Email {
            id,
            to: self.to.clone(),
            language: self.language,
            text: text::page(&draft),
            html: html::page(&draft, self.language),
            subject: draft.subject,
        }
    }
}
