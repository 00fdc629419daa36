//! Every way to be refused, and that nothing secret is in an answer or in the log.

use crate::server::{Folder, PASSPHRASE, content, new_token, shut_upload, start, testdata, upload};
use serde_json::{Value, json};
use std::io::Read;

#[test]
fn fields_that_are_missing_or_wrong() {
    let folder = Folder::new();
    let (_server, client) = start(&folder, &[]);
    let good = upload("x", "certificate/example.pem");
    for (field, value) in [
        ("name", Value::Null),
        ("name", " ".into()),
        ("name", 1.into()),
        ("name", "a\nb".into()),
        ("name", "n".repeat(256).into()),
        ("certificate_content", Value::Null),
        ("certificate_content", json!(["-----BEGIN"])),
        ("private_key", json!({})),
        ("passphrase", 1234.into()),
        ("certificate_type", "jks".into()),
        ("certificate_type", " pem".into()),
        ("collection_id", "7".into()),
        ("secret_type", "password".into()),
        ("name", "a\u{202e}b".into()),
        ("name", "a\u{200b}b".into()),
        ("accept_unmatched_key", "true".into()),
        ("accept_unmatched_key", 1.into()),
        ("passphrase", true.into()),
    ] {
        let mut body = good.clone();
        body[field] = value;
        let error = client.keep(&body).assert_error(400, "validation_error", "");
        assert_eq!(error["field"], field, "{error}");
        assert!(error["message"].as_str().unwrap().contains(field), "{error}");
    }
    let error = client.post("/v1/secrets", &good).assert_error(400, "validation_error", "");
    assert_eq!(error["field"], "secret_type");
    for body in ["", "{", "[]", "null", r#"{"name": "x", "name""#, "-----BEGIN CERTIFICATE-----"] {
        let answer = client.post_text("/v1/secrets/certificate", "application/json", body);
        answer.assert_error(400, "validation_error", "");
    }
}

/// A field that is not read would be lost, and nobody would notice.
#[test]
fn unknown_and_repeated_fields_are_refused() {
    let folder = Folder::new();
    let (_server, client) = start(&folder, &[]);
    let good = upload("x", "certificate/example.pem").to_string();
    let with = |field: &str| good.replacen('{', &format!("{{{field},"), 1);
    for (field, meant) in [
        (r#""private_Key": "x""#, "private_key"),
        (r#""privateKey": "x""#, "private_key"),
        (r#""private-key": null"#, "private_key"),
        (r#""password": "x""#, "passphrase"),
        (r#""pem": ["#, "certificate_content"),
    ] {
        let answer = client.post_text("/v1/secrets/certificate", "application/json", &with(field));
        let error = answer.assert_error(400, "validation_error", "");
        assert_eq!(error["field"], meant);
        assert!(error["message"].as_str().unwrap().ends_with(&format!("did you mean `{meant}`?")));
    }
    for (field, said) in [
        (r#""note": "x""#, "field 1 is unknown"),
        (r#""": 0"#, "field 1 is unknown"),
        (r#""name": "x""#, "`name` is there twice"),
        (r#""private_key": {"a": [1]}"#, "`private_key` must be a string"),
        (r#""private_key": [[[["#, "`private_key` must be a string"),
        (r#""private_key": "a" "b""#, "not a JSON object"),
    ] {
        let answer = client.post_text("/v1/secrets/certificate", "application/json", &with(field));
        let error = answer.assert_error(400, "validation_error", "");
        assert!(error["message"].as_str().unwrap().contains(said), "{error}");
    }
}

#[test]
fn a_type_that_contradicts_the_content_is_refused_with_what_it_is() {
    let folder = Folder::new();
    let (_server, client) = start(&folder, &[]);
    for (declared, file, said) in [
        ("p12", "certificate/example.der", "a certificate in DER"),
        ("pfx", "pem/example-certificate-and-key.pem", "PEM with a certificate and a private key"),
        ("pfx", "pem/example-chain.pem", "PEM with 2 certificates"),
        ("crt", "pkcs7/example.p7b", "a PKCS#7 bundle with"),
        ("pem", "certificate/example.der", "a certificate in DER"),
        ("key", "certificate/example.pem", "PEM with a certificate"),
        ("p7b", "key/example-pkcs8.pem", "PEM with a private key and no certificate"),
        ("p7b", "pkcs12/openssl3-default.p12", "a PKCS#12 file (PFX)"),
    ] {
        let mut body = upload("x", file);
        body["certificate_type"] = declared.into();
        let answer = client.keep(&body);
        let error = answer.assert_error(400, "validation_error", "certificate_type_mismatch");
        assert_eq!(error["field"], "certificate_type");
        let message = format!("`certificate_type` is `{declared}`, but the content is {said}");
        assert!(error["message"].as_str().unwrap().starts_with(&message), "{error}");
        assert!(error["location"].is_null(), "{error}");
    }
}

/// A key is stored if it belongs to the certificate, and if that is unknown only when confirmed.
#[test]
fn a_key_that_is_not_known_to_belong() {
    let folder = Folder::new();
    let (_server, client) = start(&folder, &[]);
    let text = |file: &str| content(&testdata(file));
    let with_key = |key: &str| {
        let mut body = upload("x", "certificate/example.pem");
        body["private_key"] = key.into();
        body
    };
    let locked = text("key/example-pkcs8-encrypted.pem");
    let foreign = text("key/ed25519-pkcs8.pem");

    let mut body = with_key(&locked);
    let error = client.keep(&body).assert_error(400, "validation_error", "key_unmatched");
    assert_eq!(error["field"], "passphrase");
    assert!(error["help"].as_str().unwrap().contains("accept_unmatched_key"));
    body["passphrase"] = "wrong".into();
    client.keep(&body).assert_error(400, "validation_error", "incorrect_passphrase");

    // Another certificate's key is refused whatever comes with it, and whatever is confirmed.
    for keys in [format!("{foreign}{locked}"), format!("{locked}{foreign}"), foreign.clone()] {
        for field in ["private_key", "certificate_content"] {
            let mut body = upload("x", "certificate/example.pem");
            let before = body[field].as_str().unwrap_or_default().to_owned();
            body[field] = format!("{before}{keys}").into();
            for confirmed in [false, true] {
                body["accept_unmatched_key"] = confirmed.into();
                let answer = client.keep(&body);
                let error = answer.assert_error(400, "validation_error", "key_mismatch");
                assert_eq!(error["field"], field);
            }
        }
    }

    let mut body = with_key(&locked);
    body["accept_unmatched_key"] = true.into();
    let data = client.keep(&body).assert_kept();
    assert_eq!(data["metadata"]["has_private_key"], true);
    assert_eq!(
        data["details"]["key"],
        json!({
            "algorithm": null, "state": "locked", "key_match": "unknown"
        })
    );

    // A key without its public half, of an algorithm that this build does not compute with.
    let mut body = shut_upload("ed448", "pkcs12/openssl3-key-ed448.p12");
    let error = client.keep(&body).assert_error(400, "validation_error", "key_unmatched");
    assert_eq!(error["field"], "certificate_content");
    body["accept_unmatched_key"] = true.into();
    assert_eq!(client.keep(&body).assert_kept()["details"]["key"]["key_match"], "unknown");
}

#[test]
fn material_that_cannot_be_taken() {
    let folder = Folder::new();
    let (_server, client) = start(&folder, &[]);
    for (body, kind, field, place) in [
        (upload("x", "reject/csr.pem"), "no_certificate_or_key", "certificate_content", "line 1"),
        (
            upload("x", "reject/cut-second-certificate.pem"),
            "malformed",
            "certificate_content",
            "block 2",
        ),
        (upload("x", "reject/prose.txt"), "unrecognized_format", "certificate_content", ""),
        (
            upload("x", "pkcs12/openssl3-default.p12"),
            "passphrase_required",
            "passphrase",
            "PKCS#12",
        ),
        (json!({"name": "x", "certificate_content": ""}), "empty", "certificate_content", ""),
    ] {
        let error = client.keep(&body).assert_error(400, "validation_error", kind);
        assert_eq!(error["field"], field, "{error}");
        // Only where it says something.
        match place {
            "" => assert!(error["location"].is_null(), "{error}"),
            _ => assert!(error["location"].as_str().unwrap().contains(place), "{error}"),
        }
        assert!(!error["help"].as_str().unwrap().is_empty(), "{error}");
    }
    // A key beside it does not make a certificate of a request.
    let mut body = upload("x", "reject/csr.pem");
    body["private_key"] = upload("x", "key/example-pkcs8.pem")["certificate_content"].clone();
    let error = client.keep(&body).assert_error(400, "validation_error", "no_certificate_or_key");
    assert_eq!(error["field"], "certificate_content", "{error}");
    let mut body = upload("x", "pkcs12/openssl3-default.p12");
    body["passphrase"] = "wrong".into();
    client.keep(&body).assert_error(400, "validation_error", "incorrect_passphrase");
    // An empty field of a form means that no passphrase was given.
    body["passphrase"] = "".into();
    client.keep(&body).assert_error(400, "validation_error", "passphrase_required");

    let mut body = upload("x", "certificate/example.pem");
    body["private_key"] = content(&testdata("key/ed25519-pkcs8.pem")).into();
    let error = client.keep(&body).assert_error(400, "validation_error", "key_mismatch");
    assert_eq!((&error["field"], &error["location"]), (&"private_key".into(), &Value::Null));
    // The certificate's own key beside it makes no difference.
    let mut both = upload("x", "pem/example-certificate-and-key.pem");
    both["private_key"] = body["private_key"].clone();
    let error = client.keep(&both).assert_error(400, "validation_error", "key_mismatch");
    assert_eq!(error["field"], "private_key");
    body["private_key"] = content(&testdata("reject/truncated-key.pem")).into();
    let error = client.keep(&body).assert_error(400, "validation_error", "malformed");
    assert_eq!(error["field"], "private_key");
    assert!(error["location"].as_str().unwrap().starts_with("private key"), "{error}");

    let body = upload("x", "pem/certificate-and-wrong-key.pem");
    let error = client.keep(&body).assert_error(400, "validation_error", "key_mismatch");
    assert_eq!(error["field"], "certificate_content");

    let body = shut_upload("x", "reject/iterations-20000000.p12");
    client.keep(&body).assert_error(422, "limit_exceeded", "limit_exceeded");
}

#[test]
fn who_may_and_how_many() {
    let folder = Folder::new();
    let (server, client) = start(&folder, &[("SECRETS_API_PLAN_LIMIT", "2")]);
    let other = server.client(&new_token(&folder, "other"));
    let nobody = server.client("sat_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
    let one = upload("one", "certificate/example.pem");
    let answer = nobody.keep(&one);
    answer.assert_error(401, "unauthorized", "");
    assert_eq!(answer.headers["www-authenticate"], "Bearer");
    for authorization in ["", "Bearer", "Basic dTpw", &client.authorization[7..]] {
        let mut stranger = client.clone();
        stranger.authorization = authorization.to_owned();
        stranger.get("/v1/secrets").assert_error(401, "unauthorized", "");
    }

    let id = client.keep(&one).assert_kept()["id"].as_str().unwrap().to_owned();
    let error = client.keep(&one).assert_error(409, "conflict", "");
    assert_eq!(error["field"], "name");
    client.keep(&upload("two", "certificate/example.pem")).assert_kept();
    client.keep(&upload("three", "certificate/example.pem")).assert_error(403, "plan_limit", "");
    // Names and numbers are per account, and so is what can be seen.
    other.keep(&one).assert_kept();
    assert_eq!(client.get(&format!("/v1/secrets/{id}")).status, 200);
    other.get(&format!("/v1/secrets/{id}")).assert_error(404, "not_found", "");
    assert_eq!(other.get("/v1/secrets").json()["data"].as_array().unwrap().len(), 1);
}

#[test]
fn addresses_methods_types_and_sizes() {
    let folder = Folder::new();
    let (_server, client) = start(&folder, &[("SECRETS_API_BODY_BYTES", "100000")]);
    client.get("/v2").assert_error(404, "not_found", "");
    client.get("/v1/secrets/7").assert_error(404, "not_found", "");
    client.get("/v1/secrets/certificate").assert_error(405, "method_not_allowed", "");
    client.post("/healthz", &json!({})).assert_error(405, "method_not_allowed", "");
    for content_type in ["text/plain", "application/x-pem-file", "application/jsonp"] {
        let answer = client.post_text("/v1/secrets/certificate", content_type, "{}");
        answer.assert_error(415, "unsupported_media_type", "");
    }
    let body = upload("x", "certificate/example.pem").to_string();
    let with_charset = "Application/JSON; charset=utf-8";
    client.post_text("/v1/secrets/certificate", with_charset, &body).assert_kept();
    for length in [100_001, 700_000, 7_000_000] {
        let body = " ".repeat(length);
        let answer = client.post_text("/v1/secrets/certificate", "application/json", &body);
        answer.assert_error(413, "payload_too_large", "");
    }
    for query in [
        "expires_within=30",
        "expires_within=d",
        "expires_within=-1d",
        "expires_within=30ä",
        "limit=0",
        "limit=1001",
        "after=7",
        "after=7_7",
        "limit=1&limit=2",
    ] {
        client.get(&format!("/v1/secrets?{query}")).assert_error(400, "validation_error", "");
    }
}

#[test]
fn nothing_secret_is_in_an_answer_or_in_the_log() {
    let folder = Folder::new();
    let (mut server, client) = start(&folder, &[]);
    let key = content(&testdata("key/example-pkcs8.pem"));
    let needle = key.lines().nth(3).unwrap();
    let answers = [
        client.keep(&shut_upload("a", "pkcs12/openssl3-default.p12")),
        client.keep(&upload("b", "pem/example-certificate-and-key.pem")),
        client.keep(&json!({"name": "c", "certificate_content": "x", "private_key": key})),
        client.keep(&json!({"name": "d", "certificate_content": PASSPHRASE, "passphrase": needle})),
        client.keep(&json!({"name": [PASSPHRASE], "certificate_content": {"k": needle}})),
        client.keep(&json!({"name": "e", "certificate_type": needle, "certificate_content": key})),
        client.keep(&json!({"name": "f", "collection_id": PASSPHRASE, "certificate_content": key})),
        client.post_text("/v1/secrets", "application/json", &format!("{{\"passphrase\": {needle}")),
        client.post_text("/v1/secrets", "application/json", &format!("\"{PASSPHRASE}\"")),
        client.keep(&json!({"name": "g", PASSPHRASE: needle, "certificate_content": key})),
        client.get(&format!("/v1/secrets/{}", PASSPHRASE.replace(' ', "+"))),
        client.get(&format!("/v1/secrets?after={}", PASSPHRASE.replace(' ', "+"))),
    ];
    // A method is not logged as it was sent.
    let mut stream = server.begin(&format!(
        "{} /{} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        "correct-horse-7F", needle
    ));
    stream.read_to_string(&mut String::new()).unwrap();
    server.ask_to_stop();
    assert!(server.wait().success());
    let log = server.log();
    assert!(log.contains(r#""method":"other","route":"none""#), "{log}");
    let token = &client.authorization["Bearer ".len()..];
    let spelled = PASSPHRASE.replace(' ', "+");
    for text in answers.iter().map(|answer| answer.text.as_str()).chain([log.as_str()]) {
        for secret in [PASSPHRASE, &spelled, "correct-horse", needle, token, "PRIVATE KEY-----"] {
            assert!(!text.contains(secret), "{text}");
        }
    }
    assert!(log.contains(answers[0].headers["x-request-id"].to_str().unwrap()), "{log}");
}
