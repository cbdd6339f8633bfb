//! Every sample of every page: its markup, and the rules that hold for all of them.

use hitkey_pages::{Rendered, assets, gallery};

/// What stands in `attribute="…"`, wherever it occurs.
fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let opening = format!(" {attribute}=\"");
    html.split(opening.as_str()).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn pages_look_as_recorded() {
    for sample in gallery().unwrap() {
        let hashed =
            assets().iter().fold(sample.html, |html, asset| html.replace(&asset.path, "/assets/[hash]"));
        insta::assert_snapshot!(sample.name, hashed);
    }
}

/// The page that takes an answer to an app, for which alone other rules hold.
fn leads_to_an_app(name: &str) -> bool {
    name.starts_with("form_post.")
}

/// The page without the script that presses its button.
fn without_our_script(html: String) -> String {
    let scripts = assets().iter().filter(|asset| asset.path.ends_with(".js"));
    scripts.fold(html, |html, script| {
        html.replace(&format!("<script src=\"{}\" defer></script>", script.path), "")
    })
}

#[test]
fn no_page_needs_a_script_or_an_inline_style() {
    for Rendered { name, html } in gallery().unwrap() {
        let html = if leads_to_an_app(&name) { without_our_script(html) } else { html };
        for refused in ["<script", "<style", " style=", " onclick", "javascript:", "<iframe"] {
            // Apps that are told of a sign-out are loaded in frames, which only that page may have.
            let is_meant = refused == "<iframe" && name == "signed_out.front_channel";
            assert!(is_meant || !html.contains(refused), "{name} has {refused}");
        }
    }
}

#[test]
fn every_key_has_words() {
    for Rendered { name, html } in gallery().unwrap() {
        let mut words = html.split('[').skip(1).filter_map(|rest| rest.split_once(']'));
        let missing = words.find(|(text, _)| {
            let is_key = text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
            is_key && text.contains('-') && *text != "a-z"
        });
        assert_eq!(missing.map(|(key, _)| key), None, "{name} misses words");
        assert!(!html.contains(['\u{2068}', '\u{2069}']), "{name} leaks a mark");
    }
}

#[test]
fn every_reference_within_a_page_leads_somewhere() {
    for Rendered { name, html } in gallery().unwrap() {
        let ids = values(&html, "id");
        let links = values(&html, "href").into_iter().filter_map(|href| href.strip_prefix('#'));
        let labels = values(&html, "for").into_iter();
        let described = ["aria-describedby", "aria-labelledby"]
            .into_iter()
            .flat_map(|attribute| values(&html, attribute))
            .flat_map(str::split_whitespace);
        for target in links.chain(labels).chain(described) {
            assert!(ids.contains(&target), "{name} refers to #{target}");
        }
        let mut unique = ids.clone();
        unique.sort_unstable();
        unique.dedup();
        assert_eq!(unique.len(), ids.len(), "{name} has an id twice");
    }
}

#[test]
fn every_visible_input_has_a_label_and_an_autocomplete() {
    for Rendered { name, html } in gallery().unwrap() {
        for input in html.split("<input ").skip(1).filter_map(|rest| rest.split('>').next()) {
            if input.contains("type=\"hidden\"") {
                continue;
            }
            let id = values(&format!(" {input}"), "id")[0].to_owned();
            assert!(html.contains(&format!("<label for=\"{id}\">")), "{name}: {id} has no label");
            assert!(input.contains("autocomplete=\""), "{name}: {id} has no autocomplete");
        }
    }
}

#[test]
fn every_page_has_one_heading_a_language_and_a_title() {
    for Rendered { name, html } in gallery().unwrap() {
        assert_eq!(html.matches("<h1").count(), 1, "{name}");
        assert!(html.starts_with("<!doctype html>\n<html lang=\"en\""), "{name}");
        assert!(html.contains(" · HitKey</title>"), "{name}");
        assert!(!html.contains("<title> "), "{name}");
    }
}

#[test]
fn forms_only_post_to_local_paths() {
    for Rendered { name, html } in gallery().unwrap() {
        assert_eq!(html.matches("<form ").count(), html.matches("method=\"post\"").count(), "{name}");
        let is_local = values(&html, "action").iter().all(|action| action.starts_with('/'));
        assert_ne!(is_local, leads_to_an_app(&name), "{name}");
    }
}

#[test]
fn no_page_is_heavier_than_fifty_kilobytes_with_all_that_it_loads() {
    for Rendered { name, html } in gallery().unwrap() {
        let loaded = assets().iter().filter(|asset| html.contains(&asset.path));
        let weight = html.len() + loaded.map(|asset| asset.content.len()).sum::<usize>();
        assert!(weight < 50_000, "{name} weighs {weight} bytes");
    }
}
