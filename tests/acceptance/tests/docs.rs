//! What is written is true: the README's flow works when it is pasted, and every link leads somewhere.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use acceptance::{Database, Server, on_both};
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// Every Markdown page of the project that a reader may open.
fn pages() -> Vec<PathBuf> {
    let listed = Command::new("git").args(["ls-files", "*.md"]).current_dir(root()).output().unwrap();
    let pages = String::from_utf8(listed.stdout).unwrap();
    pages.lines().map(|page| root().join(page)).collect()
}

/// The targets of a page's links that are files of the project.
fn links(text: &str) -> impl Iterator<Item = &str> {
    let targets = text.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(target, _)| target);
    targets
        .filter_map(|target| target.split('#').next())
        .filter(|target| !target.is_empty() && !target.contains("://") && !target.starts_with("mailto:"))
}

#[test]
fn every_link_leads_to_a_file() {
    let pages = pages();
    assert!(pages.len() > 20, "only {} pages were found", pages.len());
    for page in pages {
        let text = std::fs::read_to_string(&page).unwrap();
        for link in links(&text) {
            let target = page.parent().unwrap().join(link);
            assert!(target.exists(), "{} links to {link}", page.display());
        }
    }
}

#[test]
fn every_page_of_the_book_is_in_its_summary() {
    let summary = std::fs::read_to_string(root().join("docs/SUMMARY.md")).unwrap();
    let listed: Vec<_> = links(&summary).map(|link| root().join("docs").join(link)).collect();
    let of_the_book = |page: &PathBuf| page.starts_with(root().join("docs")) && !page.ends_with("SUMMARY.md");
    for page in pages().into_iter().filter(of_the_book) {
        assert!(listed.contains(&page), "{} is not in docs/SUMMARY.md", page.display());
    }
}

/// The names of all functions of the Rust files called `stem.rs`, or of the folder of that name.
fn functions_of(stem: &str) -> String {
    let here = [format!("*/{stem}.rs"), format!("*/{stem}/*.rs")];
    let listed = Command::new("git").arg("ls-files").args(here).current_dir(root()).output().unwrap();
    let files = String::from_utf8(listed.stdout).unwrap();
    files.lines().map(|file| std::fs::read_to_string(root().join(file)).unwrap()).collect()
}

#[test]
fn every_test_that_conformance_names_exists() {
    let page = std::fs::read_to_string(root().join("docs/conformance.md")).unwrap();
    let named: Vec<_> =
        page.split('`').skip(1).step_by(2).filter_map(|word| word.split_once("::")).skip(1).collect();
    assert!(named.len() > 40, "only {} tests are named", named.len());
    for (file, function) in named {
        let is_there = functions_of(file).contains(&format!("fn {function}("));
        assert!(is_there, "docs/conformance.md names {file}::{function}, which does not exist");
    }
}

/// The shell block of the README that talks to a server.
fn flow() -> String {
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    let blocks = readme.split("```sh\n").skip(1).filter_map(|rest| rest.split_once("```"));
    blocks.map(|(block, _)| block).find(|block| block.starts_with("H=")).unwrap().to_owned()
}

async fn the_readmes_flow_works_when_it_is_pasted(database: Database) {
    let server = Server::start(database).await;
    let flow = flow().replace("http://localhost:8080", &server.url());
    let run = Command::new("bash").args(["-euo", "pipefail", "-c", &flow]).output().unwrap();
    let told = String::from_utf8(run.stdout).unwrap();
    assert!(run.status.success(), "{told}\n{}", String::from_utf8_lossy(&run.stderr));
    let person = told.rsplit_once("{\"sub\"").map(|(_, rest)| rest).unwrap_or_default();
    assert!(person.contains("\"email\":\"ann@example.org\",\"email_verified\":true"), "{told}");
}

on_both!(the_readmes_flow_works_when_it_is_pasted);
