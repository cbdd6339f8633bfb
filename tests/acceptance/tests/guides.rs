//! The guides are followed word by word: each request is sent to the shipped server, and each answer compared with
//! the one that is shown.
//!
//! The pages about the API go on where the first one ends; other guides stand alone, on a server that knows Ann.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use acceptance::{Database, Reader, Server, on_both, tests_directory};
use std::path::{Path, PathBuf};

/// Where every other page begins: it tells how pages are read, and gets a token.
const FIRST: &str = "api/README.md";

fn book() -> PathBuf {
    tests_directory().join("../docs")
}

/// The pages with requests, but for the first one.
fn guides() -> Vec<PathBuf> {
    let pages = ["api", "guides"].map(|folder| std::fs::read_dir(book().join(folder)).unwrap());
    let pages = pages.into_iter().flatten().map(|page| page.unwrap().path());
    let mut guides: Vec<_> = pages.filter(|page| has_requests(page) && !page.ends_with(FIRST)).collect();
    guides.sort();
    guides
}

fn has_requests(page: &Path) -> bool {
    page.extension().is_some_and(|extension| extension == "md")
        && std::fs::read_to_string(page).unwrap().lines().any(|line| line.trim_start().starts_with("curl "))
}

async fn guides_do_what_they_show(database: Database) {
    let guides = guides();
    assert!(guides.len() >= 9, "only {guides:?} have requests");
    for guide in guides {
        let server = Server::start(database).await;
        let mut reader = Reader::new(&server);
        reader.follow(&book().join(FIRST)).await;
        if !guide.starts_with(book().join("api")) {
            reader = Reader::new(&server);
        }
        assert!(reader.follow(&guide).await > 0, "no request of {} was found", guide.display());
    }
}

on_both!(guides_do_what_they_show);
