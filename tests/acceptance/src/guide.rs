//! The guides of `docs/` as programs: their requests are sent with curl to a server, in order, and each answer is
//! compared with the one that is shown.
//!
//! What a guide's blocks mean is told to its readers in `docs/api/README.md`:
//! - `sh` is pasted into a shell. One that begins with `curl` is a single request, and the next block is its answer:
//!   `json` the body of a 200, `http` any answer, with the headers that matter.
//! - `text` is a mail, which shows whom it is for.
//! - `$NAME` in an answer or a mail is a value for later requests, and `…` anything.
//!
//! No block is skipped: an answer that follows no request, or a request that shows no answer, is a failure.

mod block;
mod pattern;
mod reply;
mod shell;
mod value;

use crate::{Server, eventually};
use block::{Block, blocks};
use pattern::Memory;
use reply::Shown;
use shell::Shell;
use std::path::Path;
use std::time::Duration;

/// What the guides call the server.
const WRITTEN_URL: &str = "http://localhost:8080";
const PATIENCE: Duration = Duration::from_secs(20);

/// Somebody who follows guides word by word.
#[derive(Debug)]
pub struct Reader<'a> {
    server: &'a Server,
    shell: Shell,
    memory: Memory,
    last_mail: u64,
}

impl<'a> Reader<'a> {
    /// A reader with an empty shell.
    pub fn new(server: &'a Server) -> Self {
        Self { server, shell: Shell::new(server.directory()), memory: Memory::default(), last_mail: 0 }
    }

    /// Follows a page to its end; gives method and path of each request that was sent.
    ///
    /// # Panics
    /// When something is not as the page says.
    pub async fn follow(&mut self, page: &Path) -> Vec<String> {
        let text = self.of_this_server(&std::fs::read_to_string(page).unwrap());
        let name = page.file_name().unwrap_or_default().to_string_lossy();
        let mut blocks = blocks(&text).into_iter().peekable();
        let mut requests = Vec::new();
        while let Some(block) = blocks.next() {
            let place = format!("{name}:{}", block.line);
            if block.is_request() {
                requests.push(self.request(&place, &block, blocks.next()));
            } else {
                self.other(&place, &block).await;
            }
        }
        requests
    }

    /// The value of a variable that was shown so far.
    ///
    /// # Panics
    /// When there is none.
    pub fn variable(&self, name: &str) -> &str {
        self.memory.variable(name).unwrap_or_else(|| panic!("no guide has shown ${name}"))
    }

    /// The page with the URL of the server under test, also where it stands in a query.
    fn of_this_server(&self, page: &str) -> String {
        let encoded = |url: &str| url.replace(':', "%3A").replace('/', "%2F");
        let url = self.server.url();
        page.replace(WRITTEN_URL, &url).replace(&encoded(WRITTEN_URL), &encoded(&url))
    }

    fn request(&mut self, place: &str, block: &Block, answer: Option<Block>) -> String {
        let shown = answer.as_ref().and_then(Shown::read);
        let shown = shown.unwrap_or_else(|| panic!("{place}: the answer is missing, or is not readable"));
        let reply = self.shell.request(place, &block.text, &self.memory);
        if let Err(difference) = shown.compare(&reply, &mut self.memory) {
            panic!("{place}: {difference}\n{}\nwas answered with\n{reply}", block.text);
        }
        let sent = reply.sent.replace(&self.server.url(), "");
        sent.split('?').next().unwrap_or_default().to_owned()
    }

    async fn other(&mut self, place: &str, block: &Block) {
        match block.language.as_str() {
            "sh" => self.shell.run(place, &block.text, &mut self.memory),
            "text" => self.mail(place, &block.text).await,
            "json" | "http" => panic!("{place}: this answer belongs to no request"),
            _ => assert!(!block.text.contains("curl "), "{place}: a request in a block that is not sh"),
        }
    }

    /// Waits for a mail as it is shown, newer than the last one.
    async fn mail(&mut self, place: &str, shown: &str) {
        let (server, memory, last) = (self.server, &self.memory, self.last_mail);
        let what = format!("{place}: the mail\n{shown}");
        let (id, memory) = eventually(what, PATIENCE, async move || {
            let mails = server.numbered_mails().await.into_iter().rev().filter(|(id, _)| *id > last);
            mails.map(|(id, mail)| (id, mail.as_shown())).find_map(|(id, mail)| {
                let mut memory = memory.clone();
                pattern::compare(shown.trim(), mail.trim(), &mut memory).ok().map(|()| (id, memory))
            })
        })
        .await;
        (self.last_mail, self.memory) = (id, memory);
    }
}
