//! What is taken, and what is answered: the contract byte for byte, every type, every fixture.

use crate::server::{Client, Folder, content, shut_upload, start, testdata, upload};
use anycert::{Limit, Limits, Parser};
use serde_json::{Map, Value, json};
use std::{
    fs,
    path::Path,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

#[test]
fn the_request_of_the_contract_has_the_answer_of_the_contract() {
    let folder = Folder::new();
    let (_server, client) = start(&folder, &[]);
    for path in ["/v1/secrets/certificate", "/v1/secrets"] {
        let mut body = upload(&format!("example com {}", path.len()), "certificate/example.pem");
        body["private_key"] = content(&testdata("key/example-pkcs8.pem")).into();
        body["certificate_type"] = "pem".into();
        body["passphrase"] = "".into();
        body["collection_id"] = "3fa85f64-5717-4562-b3fc-2c963f66afa6".into();
        body["secret_type"] = "certificate".into();
        let answer = client.post(path, &body);
        let data = answer.assert_kept();
        let expected = |request_id: &str| {
            format!(
                r#"{{"data":{{"id":"{}","name":"example_com_{}","secret_type":"certificate","certificate_type":"pem","base_environment":"production","collection_id":"3fa85f64-5717-4562-b3fc-2c963f66afa6","metadata":{{"subject":"CN=example.com, O=Example Inc, C=US","issuer":"CN=Let's Encrypt Authority X3, O=Let's Encrypt, C=US","expires_at":"2026-03-15T12:00:00.000Z","has_private_key":true}},"notes":[],"details":{{"format":"pem","display_name":"example.com","chain":[{{"subject":"CN=example.com, O=Example Inc, C=US","issuer":"CN=Let's Encrypt Authority X3, O=Let's Encrypt, C=US","expires_at":"2026-03-15T12:00:00.000Z"}}],"other_certificates":0,"key":{{"algorithm":"RSA 2048","state":"clear","key_match":"matches"}}}}}},"meta":{{"request_id":"{request_id}"}}}}"#,
                data["id"].as_str().unwrap(),
                path.len(),
            )
        };
        assert_eq!(answer.text, expected(answer.headers["x-request-id"].to_str().unwrap()));
        assert_eq!(answer.headers["content-type"], "application/json");

        let shown = client.get(&format!("/v1/secrets/{}", data["id"].as_str().unwrap()));
        assert_eq!(shown.status, 200);
        assert_eq!(shown.text, expected(shown.headers["x-request-id"].to_str().unwrap()));
    }
}

#[test]
fn every_certificate_type_is_echoed() {
    let folder = Folder::new();
    let (_server, client) = start(&folder, &[]);
    let subject = "CN=example.com, O=Example Inc, C=US";
    for (word, file) in [
        ("pem", "pem/example-chain.pem"),
        ("crt", "certificate/example.crt"),
        ("cer", "certificate/example.cer"),
        ("key", "pem/example-certificate-and-key.pem"),
        ("pkcs7", "pkcs7/example.p7b.pem"),
        ("p7b", "pkcs7/example.p7b"),
        ("p7c", "pkcs7/example.p7b.base64"),
    ] {
        let mut body = upload(word, file);
        body["certificate_type"] = word.into();
        let data = client.keep(&body).assert_kept();
        assert_eq!(data["certificate_type"], word);
        assert_eq!(data["metadata"]["subject"], subject, "{word}");
    }
    for (word, file) in
        [("pfx", "pkcs12/openssl3-default.p12"), ("p12", "pkcs12/openssl3-default.p12.base64")]
    {
        let mut body = shut_upload(&format!("shut {word}"), file);
        body["certificate_type"] = word.into();
        let data = client.keep(&body).assert_kept();
        assert_eq!(data["certificate_type"], word);
        assert_eq!(data["metadata"]["has_private_key"], true);
    }
    let mut body = upload("upper case", "certificate/example.pem");
    body["certificate_type"] = "PEM".into();
    assert_eq!(client.keep(&body).assert_kept()["certificate_type"], "pem");
    for (name, absent) in [("null", Value::Null), ("empty", "".into())] {
        let mut body = upload(name, "certificate/example.pem");
        body["certificate_type"] = absent;
        assert_eq!(client.keep(&body).assert_kept()["certificate_type"], "pem");
    }
    let data = client.keep(&upload("not said", "certificate/example.der")).assert_kept();
    assert_eq!(data["certificate_type"], "pem");
    assert_eq!(data["name"], "not_said");
    assert_eq!(data["collection_id"], Value::Null);
}

#[test]
fn notes_chain_and_key_are_beside_the_metadata() {
    let folder = Folder::new();
    let (_server, client) = start(&folder, &[]);
    let mut body = shut_upload("chain", "pem/example-chain.pem");
    body["certificate_content"] =
        format!("kept for later\n{}", body["certificate_content"].as_str().unwrap()).into();
    let data = client.keep(&body).assert_kept();
    let codes: Vec<_> =
        data["notes"].as_array().unwrap().iter().map(|note| &note["code"]).collect();
    assert_eq!(codes, ["text_around_blocks", "passphrase_unused"]);
    for note in data["notes"].as_array().unwrap() {
        assert_eq!(note["class"], "observed");
        assert!(!note["text"].as_str().unwrap().is_empty());
        assert_ne!(note["location"], "");
    }
    let chain = data["details"]["chain"].as_array().unwrap();
    assert_eq!(chain.len(), 2);
    assert_eq!(chain[0]["subject"], data["metadata"]["subject"]);
    assert_eq!(chain[0]["issuer"], chain[1]["subject"]);
    assert_eq!(data["details"]["display_name"], "example.com");
    assert_eq!(data["details"]["key"], Value::Null);
    assert_eq!(data["metadata"].as_object().unwrap().len(), 4);
    let shown = client.get(&format!("/v1/secrets/{}", data["id"].as_str().unwrap()));
    assert_eq!(shown.json()["data"], data);

    let data = client.keep(&shut_upload("pfx", "pkcs12/openssl3-default.p12")).assert_kept();
    assert_eq!(data["details"]["key"]["state"], "decrypted");
    assert_eq!(data["details"]["format"], "pkcs12");
}

/// Spaces become underscores, and what looks the same is the same.
#[test]
fn names_are_normalized() {
    let folder = Folder::new();
    let (_server, client) = start(&folder, &[]);
    let data = client.keep(&upload(" Cafe\u{301} du\u{a0}Nord\t", "certificate/example.pem"));
    assert_eq!(data.assert_kept()["name"], "Caf\u{e9}_du_Nord");
    let again = client.keep(&upload("Caf\u{e9} du_Nord", "certificate/example.pem"));
    again.assert_error(409, "conflict", "");
}

#[test]
fn a_lone_key_and_a_locked_key_are_kept() {
    let folder = Folder::new();
    let (_server, client) = start(&folder, &[]);
    let lone =
        json!({"subject": null, "issuer": null, "expires_at": null, "has_private_key": true});
    let mut body = upload("key", "key/example-pkcs8.pem");
    body["certificate_type"] = "key".into();
    assert_eq!(client.keep(&body).assert_kept()["metadata"], lone);
    let body = upload("locked", "key/example-pkcs8-encrypted.pem");
    assert_eq!(client.keep(&body).assert_kept()["metadata"], lone);
    let body = shut_upload("opened", "key/example-pkcs8-encrypted.pem");
    assert_eq!(client.keep(&body).assert_kept()["metadata"], lone);
}

/// Every file of `testdata` that an API can be sent has over HTTP the answer of its sidecar.
#[test]
fn every_fixture_has_its_answer() {
    let folder = Folder::new();
    let (_server, client) = start(&folder, &[("SECRETS_API_PLAN_LIMIT", "100000")]);
    let cases = cases();
    let next = AtomicUsize::new(0);
    let check = || {
        let mut wrong = Vec::new();
        while let Some((name, case)) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
            wrong.extend(check_fixture(&client, name, case));
        }
        wrong
    };
    let wrong: Vec<String> = thread::scope(|scope| {
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(check)).collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
    assert!(cases.len() > 500, "{}", cases.len());
}

/// What is not as the sidecar says.
fn check_fixture(client: &Client, name: &str, case: &Value) -> Vec<String> {
    static NUMBER: AtomicUsize = AtomicUsize::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let mut body = upload(&format!("{number} {name}"), name);
    for field in ["passphrase", "certificate_type"] {
        body[field] = case[field].clone();
    }
    if let Some(file) = case["private_key"].as_str() {
        body["private_key"] = content(&testdata(file)).into();
    }
    let mut wrong = Vec::new();
    let mut check = |body: &Value, expected: Value| {
        let answer = client.keep(body);
        let json = answer.json();
        let found = match answer.status {
            201 => json["data"]["metadata"].clone(),
            _ => json["error"]["kind"].clone(),
        };
        if found != expected {
            wrong.push(format!("{name}: {} is not {expected}", answer.text));
        }
    };
    if case["key_match"] == "unknown" {
        check(&body, "key_unmatched".into());
        body["accept_unmatched_key"] = true.into();
    }
    check(&body, expected(case));
    wrong
}

fn expected(case: &Value) -> Value {
    if case["result"] == "refused" {
        return snake_case(case["kind"].as_str().unwrap()).into();
    }
    if case["key_match"] == "mismatch" {
        return "key_mismatch".into();
    }
    let is_declared_pfx = ["pfx", "p12"].contains(&case["certificate_type"].as_str().unwrap_or(""));
    if is_declared_pfx && case["format"] == "Pem" && case["has_private_key"] == false {
        return "certificate_type_mismatch".into();
    }
    let facts = ["subject", "issuer", "expires_at", "has_private_key"];
    facts
        .into_iter()
        .map(|fact| (fact.to_owned(), case[fact].clone()))
        .collect::<Map<_, _>>()
        .into()
}

fn snake_case(kind: &str) -> String {
    let mut word = String::new();
    for letter in kind.chars() {
        if letter.is_uppercase() && !word.is_empty() {
            word.push('_');
        }
        word.push(letter.to_ascii_lowercase());
    }
    word
}

/// Name and sidecar of each, without what an API has no field for (a second passphrase, an empty
/// one), features of the library that this program does not ask for, and bytes that no JSON string
/// can hold other than as base64, where that changes what they are.
fn cases() -> Vec<(String, Value)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata");
    let mut cases = Vec::new();
    for folder in ["certificate", "key", "pem", "pkcs12", "pkcs7", "reject"] {
        for entry in fs::read_dir(root.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let Some(file) = path.to_str().unwrap().strip_suffix(".expect") else { continue };
            let name =
                format!("{folder}/{}", Path::new(file).file_name().unwrap().to_str().unwrap());
            let whole: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
            let own = vec![json!({})];
            for case in whole["cases"].as_array().unwrap_or(&own) {
                let mut merged = whole.clone();
                merged.as_object_mut().unwrap().extend(case.as_object().unwrap().clone());
                if is_for_an_api(&name, &merged) {
                    cases.push((name.clone(), merged));
                }
            }
        }
    }
    cases.sort_by(|one, other| one.0.cmp(&other.0));
    cases
}

fn is_for_an_api(name: &str, case: &Value) -> bool {
    let is_text =
        |name: &str| std::str::from_utf8(&testdata(name)).is_ok_and(|text| !text.contains('\0'));
    case["integrity_passphrase"].is_null()
        && case["feature"].is_null()
        && case["passphrase"] != ""
        && !takes_long(name, case)
        && (is_text(name) || case["kind"] != "UnrecognizedFormat" && case["kind"] != "Empty")
}

/// What needs more than the usual lane allows. `pressure.rs` has some of those, and the library's
/// own tests have all.
fn takes_long(name: &str, case: &Value) -> bool {
    let mut parser = Parser::new().limits(Limits::DEFAULT.kdf_work(200_000));
    if let Some(passphrase) = case["passphrase"].as_str() {
        parser = parser.passphrase(passphrase);
    }
    let outcome = parser.parse(&testdata(name));
    let exceeded = outcome.err().and_then(|error| error.exceeded());
    exceeded.is_some_and(|exceeded| exceeded.limit() == Limit::KdfWork)
}
