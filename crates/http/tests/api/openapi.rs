//! `/swagger.json`, and that it leaves nothing out.

use crate::described::{DESCRIPTION, validator};
use crate::support::Server;
use actix_web::test::TestRequest;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// Every operation with its path and method.
fn operations() -> impl Iterator<Item = (String, &'static Value)> {
    let paths = DESCRIPTION["paths"].as_object().unwrap();
    paths.iter().flat_map(|(path, item)| {
        item.as_object()
            .unwrap()
            .iter()
            .map(move |(method, operation)| (format!("{method} {path}"), operation))
    })
}

fn object(value: &Value) -> Map<String, Value> {
    value.as_object().cloned().unwrap_or_default()
}

#[actix_web::test]
async fn the_description_is_served_and_may_be_kept() {
    let server = Server::start().await;
    let answer = server.call(TestRequest::get().uri("/swagger.json")).await.succeeds();
    assert_eq!(answer.json(), *DESCRIPTION);
    assert_eq!(answer.header("cache-control"), "public, max-age=300");
    let again =
        TestRequest::get().uri("/swagger.json").insert_header(("if-none-match", answer.header("etag")));
    assert_eq!(server.call(again).await.status.as_u16(), 304);
}

/// What is registered without a description are pages and what belongs to them. Whoever adds one sees it here.
#[test]
fn only_pages_are_not_described() {
    let endpoints: Vec<_> = hitkey_http::routes().into_iter().collect();
    let hidden = endpoints.iter().flat_map(|endpoint| {
        let hidden = endpoint.operations().iter().filter(|operation| !operation.is_described());
        hidden.map(|operation| format!("{} {}", operation.method, endpoint.path()))
    });
    insta::assert_snapshot!(hidden.collect::<Vec<_>>().join("\n"));
    for endpoint in &endpoints {
        for operation in endpoint.operations().iter().filter(|operation| operation.is_described()) {
            let method = operation.method.as_str().to_lowercase();
            assert!(
                DESCRIPTION["paths"][endpoint.path()][&method].is_object(),
                "{method} {}",
                endpoint.path()
            );
        }
    }
}

#[test]
fn operations_are_told_apart_by_name_and_stand_under_a_headline() {
    let tags: BTreeSet<_> =
        DESCRIPTION["tags"].as_array().unwrap().iter().map(|tag| tag["name"].as_str().unwrap()).collect();
    let mut names = BTreeSet::new();
    for (place, operation) in operations() {
        let name = operation["operationId"].as_str().unwrap();
        assert!(names.insert(name), "{place}: {name} is taken");
        assert!(operation["summary"].as_str().unwrap().ends_with('.'), "{place}");
        assert!(tags.contains(operation["tags"][0].as_str().unwrap()), "{place}");
    }
    assert!(names.len() > 70, "{names:?}");
}

#[test]
fn parameters_of_a_path_are_described() {
    for (place, operation) in operations() {
        let described: BTreeSet<_> = operation["parameters"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|parameter| parameter["in"] == "path")
            .map(|parameter| parameter["name"].as_str().unwrap())
            .collect();
        let in_path: BTreeSet<_> =
            place.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect();
        assert_eq!(described, in_path, "{place}");
    }
}

#[test]
fn links_lead_to_operations_with_such_parameters() {
    let mut links = 0;
    for (place, operation) in operations() {
        for (_, response) in object(&operation["responses"]) {
            for (name, link) in object(&response["links"]) {
                let (_, target) = operations()
                    .find(|(_, operation)| operation["operationId"] == link["operationId"])
                    .unwrap_or_else(|| panic!("{place}: there is no {name}"));
                let known = target["parameters"].as_array().unwrap();
                for parameter in object(&link["parameters"]).keys() {
                    assert!(
                        known.iter().any(|one| one["name"] == **parameter),
                        "{place}: {name} {parameter}"
                    );
                }
                links += 1;
            }
        }
    }
    assert!(links > 20, "{links}");
}

#[test]
fn every_reference_leads_somewhere() {
    fn walk(value: &Value) {
        match value {
            Value::Object(object) => {
                if let Some(Value::String(reference)) = object.get("$ref") {
                    assert!(DESCRIPTION.pointer(&reference[1..]).is_some(), "{reference}");
                }
                object.values().for_each(walk);
            }
            Value::Array(array) => array.iter().for_each(walk),
            _ => {}
        }
    }
    walk(&DESCRIPTION);
}

#[test]
fn examples_are_of_their_schema() {
    let mut examples = 0;
    for (name, schema) in object(&DESCRIPTION["components"]["schemas"]) {
        let given =
            schema.get("example").into_iter().chain(schema["examples"].as_array().into_iter().flatten());
        for example in given {
            let validator = validator(&format!("#/components/schemas/{name}"));
            let problems: Vec<_> = validator.iter_errors(example).map(|error| error.to_string()).collect();
            assert!(problems.is_empty(), "{name}: {problems:?}");
            examples += 1;
        }
    }
    assert!(examples > 30, "{examples}");
    for (place, operation) in operations() {
        for (_, content) in object(&operation["requestBody"]["content"]) {
            let name = content["schema"]["$ref"].as_str().unwrap();
            let shape = DESCRIPTION.pointer(&name[1..]).unwrap();
            let may_be_empty = shape["required"].is_null();
            assert!(may_be_empty || shape["example"].is_object(), "{place}: {name} has no example");
        }
    }
}
