//! Lists, page by page.

use crate::projects::Team;
use crate::support::{ANN, Answer, ORIGIN, PASSWORD, Server, bearer, pairs};
use actix_web::test::TestRequest;
use hitkey_kernel::Cursor;
use serde_json::{Value, json};
use std::time::Duration;

/// Where the next page is, if there is one.
fn next(answer: &Answer) -> Option<String> {
    let link = answer.header("link");
    let url = link.strip_suffix(r#">; rel="next""#).map(|rest| rest.strip_prefix('<').unwrap().to_owned());
    assert_eq!(url.is_none(), link.is_empty(), "{link}");
    url
}

/// Follows the links from `path` to the end; the pages.
async fn follow(server: &Server, path: &str, token: &str) -> Vec<Vec<Value>> {
    let (mut path, mut pages) = (path.to_owned(), Vec::new());
    loop {
        let answer = server.get(&path, token).await.succeeds();
        pages.push(answer.json().as_array().unwrap().clone());
        match next(&answer) {
            Some(url) => path = url.strip_prefix(ORIGIN).unwrap().to_owned(),
            None => return pages,
        }
    }
}

/// A team of three whose lists all have three items, and an app that its owner allowed; all lists.
async fn furnished() -> (Team, Vec<String>) {
    let team = Team::new().await;
    let (server, owner) = (&team.server, &team.owner.token);
    let client = json!({ "name": "App", "redirect_uri": "https://app.example.org/cb" });
    for number in 0..3 {
        server.advance(Duration::from_millis(number % 2));
        server.post_as("/projects", owner, json!({ "name": "Another" })).await;
        let login = json!({ "email": "owner@example.org", "password": PASSWORD });
        server.post("/auth/login", login).await.succeeds();
        server.post_as("/auth/emails", owner, json!({ "email": format!("{number}@example.org") })).await;
        let app = server.post_as("/oauth/clients", owner, client.clone()).await.field("client_id");
        let query = format!("client_id={app}&redirect_uri=https://app.example.org/cb&response_type=code");
        server.get(&format!("/oauth/authorize?{query}"), owner).await.succeeds();
        server.post_as(&team.path("/clients"), owner, client.clone()).await;
        team.permission(&format!("key.{number}"), false).await;
        team.invite(&format!("invited-{number}@example.org")).await;
    }
    let own = ["/auth/sessions", "/auth/emails", "/auth/apps", "/oauth/clients/", "/projects"];
    let of_team = ["/members", "/permissions", "/invites", "/clients/"].map(|list| team.path(list));
    let lists = own.map(str::to_owned).into_iter().chain(of_team).collect();
    (team, lists)
}

#[actix_web::test]
async fn every_list_is_walked_by_its_links() {
    let (team, lists) = furnished().await;
    let token = &team.owner.token;
    for list in lists {
        let whole = team.server.get(&list, token).await.succeeds();
        assert_eq!(next(&whole), None, "{list} fits into one page");
        let whole = whole.json().as_array().unwrap().clone();
        assert!(whole.len() >= 3, "{list}: {whole:?}");
        for limit in [1, 2] {
            let pages = follow(&team.server, &format!("{list}?limit={limit}"), token).await;
            assert!(pages.iter().all(|page| page.len() <= limit), "{list}");
            assert_eq!(pages.len(), whole.len().div_ceil(limit), "{list}");
            assert_eq!(pages.concat(), whole, "{list}");
        }
    }
}

#[actix_web::test]
async fn nonsense_is_refused_by_every_list() {
    let (team, lists) = furnished().await;
    let token = &team.owner.token;
    for list in lists {
        for limit in ["0", "501", "-1", "ten", "", "1.5", "99999999999999999999"] {
            let answer = team.server.get(&format!("{list}?limit={limit}"), token).await;
            assert_eq!(answer.complaints(), pairs([("limit", "range")]), "{list} {limit}");
        }
        let huge = "A".repeat(6_000);
        for cursor in ["", "0", "%00", "..%2F..", "AAAA", "gAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", &huge] {
            let answer = team.server.get(&format!("{list}?cursor={cursor}"), token).await;
            assert_eq!(answer.complaints(), pairs([("cursor", "cursor")]), "{list} {cursor:.40}");
        }
        let both = team.server.get(&format!("{list}?cursor=x&limit=x"), token).await;
        assert_eq!(both.complaints(), pairs([("limit", "range"), ("cursor", "cursor")]), "{list}");
        team.server.get(&format!("{list}?limit=1&limit=2"), token).await.fails(400, "MALFORMED_REQUEST");
        team.server.get(&format!("{list}?limit=500"), token).await.succeeds();
    }
}

#[actix_web::test]
async fn a_cursor_opens_nothing() {
    let (team, lists) = furnished().await;
    let mut cursors = Vec::new();
    for list in &lists {
        let answer = team.server.get(&format!("{list}?limit=1"), &team.owner.token).await.succeeds();
        cursors.push(next(&answer).unwrap().split_once("cursor=").unwrap().1.to_owned());
    }
    let ends = [Cursor::BEFORE_ALL, Cursor::AFTER_ALL].map(|end| end.to_string());
    for cursor in cursors.iter().chain(&ends) {
        for list in &lists {
            let path = format!("{list}?cursor={cursor}");
            let mine = team.server.get(list, &team.outsider.token).await;
            let found = team.server.get(&path, &team.outsider.token).await;
            assert_eq!(found.status, mine.status, "{path}");
            if found.status == 200 {
                let all = mine.json().as_array().unwrap().clone();
                let found = found.json().as_array().unwrap().clone();
                assert!(found.iter().all(|item| all.contains(item)), "{path}: {found:?}");
            }
        }
    }
}

#[actix_web::test]
async fn a_link_leads_where_browsers_reach_us_and_keeps_what_else_was_asked() {
    let server = Server::start().await;
    let token = server.ann().await;
    let login = json!({ "email": ANN, "password": PASSWORD });
    server.post("/auth/login", login).await.succeeds();
    let asked = "/auth/sessions/?limit=1&x=a%20b%3E%22&y&cursor=____";
    let asked = asked.replace("____", &Cursor::AFTER_ALL.to_string());
    let request = TestRequest::get().uri(&asked).insert_header(bearer(&token));
    let request =
        request.insert_header(("host", "evil.example")).insert_header(("x-forwarded-host", "evil.example"));
    let url = next(&server.call(request).await.succeeds()).unwrap();
    let (rest, cursor) = url.split_once("&cursor=").unwrap();
    assert_eq!(rest, format!("{ORIGIN}/auth/sessions/?x=a+b%3E%22&y=&limit=1"));
    assert_eq!(cursor.len(), 32);
}
