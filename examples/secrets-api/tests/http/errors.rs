//! Every way to be refused, and that nothing secret is in an answer or in the log.

use crate::server::{Folder, PASSPHRASE, content, new_token, shut_upload, start, testdata, upload};
use serde_json::{Value, json};

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
        ("certificate_type", "PEM".into()),
        ("collection_id", "7".into()),
        ("secret_type", "password".into()),
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
        assert!(error["location"].as_str().unwrap().contains(place), "{error}");
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
    // The empty field of a form is no passphrase.
    body["passphrase"] = "".into();
    client.keep(&body).assert_error(400, "validation_error", "passphrase_required");

    let mut body = upload("x", "certificate/example.pem");
    body["private_key"] = content(&testdata("key/ed25519-pkcs8.pem")).into();
    let error = client.keep(&body).assert_error(400, "validation_error", "key_mismatch");
    assert_eq!(
        (&error["field"], &error["location"]),
        (&"private_key".into(), &"private key".into())
    );
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
    for length in [100_001, 700_000, 3_000_000] {
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
        client.get(&format!("/v1/secrets/{}", PASSPHRASE.replace(' ', "+"))),
        client.get(&format!("/v1/secrets?after={}", PASSPHRASE.replace(' ', "+"))),
    ];
    server.ask_to_stop();
    assert!(server.wait().success());
    let log = server.log();
    let token = &client.authorization["Bearer ".len()..];
    let spelled = PASSPHRASE.replace(' ', "+");
    for text in answers.iter().map(|answer| answer.text.as_str()).chain([log.as_str()]) {
        for secret in [PASSPHRASE, &spelled, needle, token, "PRIVATE KEY-----"] {
            assert!(!text.contains(secret), "{text}");
        }
    }
    assert!(log.contains(answers[0].headers["x-request-id"].to_str().unwrap()), "{log}");
}
