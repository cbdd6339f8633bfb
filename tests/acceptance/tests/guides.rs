//! The guides are followed word by word: each request is sent to the shipped server, and each answer compared with
//! the one that is shown. Every operation of the API is shown by some guide.
//!
//! The pages about the API go on where the first one ends; other guides stand alone, on a server that knows Ann.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use acceptance::{Database, Reader, Server, on_both, tests_directory};
use std::path::{Path, PathBuf};

/// Where every other page begins: it tells how pages are read, and gets a token.
const FIRST: &str = "api/README.md";
/// What the keys of a path item may be, besides descriptions.
const METHODS: [&str; 5] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

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

/// The code of an application in `examples/`, by the language that guides call it.
fn example(language: &str) -> String {
    let files: &[&str] = match language {
        "js" => &["express/app.js"],
        "python" => &["flask/app.py"],
        "rust" => &["rust/src/hitkey.rs", "rust/src/pages.rs", "rust/src/main.rs"],
        _ => panic!("no example is in {language}"),
    };
    let folder = tests_directory().join("../examples");
    files.iter().map(|file| std::fs::read_to_string(folder.join(file)).unwrap()).collect()
}

/// As a method stands in its file.
fn indented(code: &str) -> String {
    code.lines().map(|line| if line.is_empty() { "\n".to_owned() } else { format!("    {line}\n") }).collect()
}

#[test]
fn code_in_the_guide_is_that_of_the_examples() {
    let page = std::fs::read_to_string(book().join("guides/sign-in-with-hitkey.md")).unwrap();
    for language in ["js", "python", "rust"] {
        let (code, fence) = (example(language), format!("```{language}\n"));
        let mut shown = page.split(&fence).skip(1).map(|rest| rest.split("```").next().unwrap()).peekable();
        assert!(shown.peek().is_some(), "there is no {language} in the guide");
        for shown in shown {
            let is_there = code.contains(shown) || code.contains(&indented(shown));
            assert!(is_there, "this is not in the example:\n{shown}");
        }
    }
}

fn has_requests(page: &Path) -> bool {
    page.extension().is_some_and(|extension| extension == "md")
        && std::fs::read_to_string(page).unwrap().lines().any(|line| line.trim_start().starts_with("curl "))
}

/// Every operation of `/swagger.json`, as its method and its path.
async fn operations(server: &Server) -> Vec<String> {
    let description = server.get("/swagger.json").await.expect(200).json();
    let paths = description["paths"].as_object().unwrap().iter();
    let operations = paths.flat_map(|(path, item)| {
        let methods = item.as_object().unwrap().keys().map(|method| method.to_uppercase());
        let methods = methods.filter(|method| METHODS.contains(&method.as_str()));
        methods.map(move |method| format!("{method} {path}"))
    });
    operations.collect()
}

/// Whether a request is one to this operation, whose path may have parameters in braces.
fn is_of(request: &str, operation: &str) -> bool {
    let (sent, described) =
        (request.trim_end_matches('/').split('/'), operation.trim_end_matches('/').split('/'));
    sent.clone().count() == described.clone().count()
        && sent.zip(described).all(|(sent, described)| sent == described || described.starts_with('{'))
}

/// What is off by default, and on for the page that tells of it.
fn settings_for(guide: &Path) -> &'static [(&'static str, &'static str)] {
    match guide.ends_with("dynamic-registration.md") {
        true => &[("HITKEY_DYNAMIC_REGISTRATION", "open")],
        false => &[],
    }
}

async fn guides_do_what_they_show(database: Database) {
    let guides = guides();
    assert!(guides.len() >= 11, "only {guides:?} have requests");
    let (mut requests, mut described) = (Vec::new(), Vec::new());
    for guide in guides {
        let server = Server::start_with(database, settings_for(&guide)).await;
        let mut reader = Reader::new(&server);
        requests.extend(reader.follow(&book().join(FIRST)).await);
        if !guide.starts_with(book().join("api")) {
            reader = Reader::new(&server);
        }
        let sent = reader.follow(&guide).await;
        assert!(!sent.is_empty(), "no request of {} was found", guide.display());
        requests.extend(sent);
        described = operations(&server).await;
    }
    assert!(described.len() > 50, "only {described:?} are described");
    let is_shown = |operation: &&String| requests.iter().any(|request| is_of(request, operation));
    let hidden: Vec<_> = described.iter().filter(|operation| !is_shown(operation)).collect();
    assert!(hidden.is_empty(), "no guide shows {hidden:#?}");
}

on_both!(guides_do_what_they_show);
