//! The page in a real browser, and the description of the API.

use crate::{
    browser::{Browser, axe},
    server::{Client, Folder, PASSPHRASE, Server, content, shut_upload, start, testdata, upload},
};
use serde_json::{Value, json};

fn open(settings: &[(&str, &str)]) -> Option<(Folder, Server, Client, Browser)> {
    let folder = Folder::new();
    let (server, client) = start(&folder, settings);
    let mut browser = Browser::open(&folder, &server)?;
    browser.log_in(&client.authorization["Bearer ".len()..]);
    Some((folder, server, client, browser))
}

/// Name and content of a file of `testdata`.
fn file(path: &str) -> (&str, Vec<u8>) {
    (path.rsplit('/').next().unwrap(), testdata(path))
}

const SECRET_FIELDS: [&str; 3] = ["certificate_content", "private_key", "passphrase"];

#[test]
fn every_format_is_dropped_and_stored() {
    let Some((_folder, _server, client, mut browser)) = open(&[]) else { return };
    assert!(browser.shown().contains("Nothing is stored yet."));
    let subject = "CN=example.com, O=Example Inc, C=US";
    let (own, without) = ("belongs to this certificate", "Not included");
    let alone = "without a certificate";
    for (files, passphrase, facts) in [
        (&["pem/example-chain.pem"][..], "", &[subject, without, "Chain"][..]),
        (&["pem/example-certificate-and-key.pem"], "", &[subject, own]),
        (&["certificate/example.crt"], "", &[subject, without]),
        (&["certificate/example.cer"], "", &[subject, without]),
        (&["certificate/example.der"], "", &[subject, without]),
        (&["pkcs7/example.p7b"], "", &[subject, without]),
        (&["pkcs7/example.p7b.pem"], "", &[subject, without]),
        (&["pkcs12/example.pfx"], PASSPHRASE, &[subject, own]),
        (&["pkcs12/openssl3-default.p12"], PASSPHRASE, &["leaf.example.org", own]),
        (&["pkcs12/openssl3-default.p12.base64"], PASSPHRASE, &["leaf.example.org", own]),
        (&["key/example-pkcs8.pem"], "", &["only a private key", alone]),
        (&["key/example-pkcs8.der"], "", &["only a private key", alone]),
        (&["key/example-pkcs8-encrypted.pem"], "", &["only a private key", "locked"]),
        // A certificate and its key in two files, in either order.
        (&["certificate/example.pem", "key/example-pkcs8.pem"], "", &[subject, own]),
        (&["key/example-pkcs8.pem", "certificate/example.der"], "", &[subject, own]),
    ] {
        let dropped: Vec<_> = files.iter().map(|path| file(path)).collect();
        browser.drop_files(&dropped);
        let listed = browser.text("document.getElementById('files').innerText");
        for (name, _) in &dropped {
            assert!(listed.contains(name), "{listed}");
        }
        browser.fill("name", &files.join("+"));
        browser.fill("passphrase", passphrase);
        browser.store();
        let result = browser.result();
        for fact in facts {
            assert!(result.contains(fact), "{files:?}: {result}");
        }
        assert_eq!(browser.focused(), "result-title");
        for field in SECRET_FIELDS {
            let value = browser.text(&format!("document.getElementById('{field}').value"));
            assert_eq!(value, "", "{field}");
        }
        assert_eq!(browser.evaluate("files.length"), 0);
    }

    // Dropped on the page, then named by it.
    browser.drop_files(&[file("pkcs12/openssl3-default.p12")]);
    assert_eq!(browser.text("document.getElementById('name').value"), "openssl3-default");
    // A second container takes the place of the first.
    browser.drop_files(&[file("pkcs12/example.pfx")]);
    let listed = browser.text("document.getElementById('files').innerText");
    assert!(listed.contains("example.pfx") && !listed.contains("openssl3"), "{listed}");
    browser.evaluate("document.querySelector('#files button').click()");
    assert_eq!(browser.evaluate("document.getElementById('paste').hidden"), false);
    assert_eq!(browser.focused(), "certificate_content");

    // What is in a certificate or a name is shown as text.
    browser.fill("certificate_content", &content(&testdata("certificate/example.pem")));
    browser.fill("name", "<img src=x onerror=alert(1)>");
    browser.store();
    assert!(browser.result().contains("<img_src=x_onerror=alert(1)>"));

    // What is stored, soonest expiry first.
    let stored: Vec<String> = client.get("/v1/secrets?limit=1000").json()["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|secret| secret["name"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(stored.len(), 16);
    let shown = browser.evaluate(
        "[...document.querySelectorAll('#list summary')].map((s) => s.innerText.split('\\n')[0])",
    );
    assert_eq!(shown, json!(stored));
}

/// Each error in a person's words, at its field, which has the focus.
#[test]
fn every_error_is_said_where_it_is() {
    let settings = [("SECRETS_API_PLAN_LIMIT", "3"), ("SECRETS_API_BODY_BYTES", "100000")];
    let Some((folder, server, client, mut browser)) = open(&settings) else { return };
    client.keep(&upload("taken", "certificate/example.pem")).assert_kept();
    let certificate = content(&testdata("certificate/example.pem"));
    let foreign = content(&testdata("key/ed25519-pkcs8.pem"));
    let locked = content(&testdata("key/example-pkcs8-encrypted.pem"));
    let csr = content(&testdata("reject/csr.pem"));
    let cut = content(&testdata("reject/cut-second-certificate.pem"));
    let pfx = content(&testdata("pkcs12/openssl3-default.p12"));
    let bomb = content(&testdata("reject/iterations-20000000.p12"));
    let long = "x".repeat(100_000);
    let jks = content(&testdata("reject/prose.txt"));
    // Content, key, passphrase, type, name, and where what is said.
    for (fields, at, said) in [
        (["", "", "", "", "x"], "certificate_content", "Drop a file here, or paste a certificate."),
        ([&certificate, "", "", "", " "], "name", "Give it a name."),
        ([&certificate, "", "", "", "taken"], "name", "Another certificate has this name."),
        ([&certificate, "", "", "", "a\u{202e}b"], "name", "The name contains a character that"),
        ([&jks, "", "", "", "x"], "certificate_content", "This is not a certificate or a key."),
        ([&csr, "", "", "", "x"], "certificate_content", "There is no certificate or key in it."),
        ([&cut, "", "", "", "x"], "certificate_content", "The file is damaged or incomplete."),
        ([&long, "", "", "", "x"], "certificate_content", "The file is too large."),
        ([&pfx, "", "", "", "x"], "passphrase", "This file is protected. Enter its passphrase."),
        ([&pfx, "", "wrong", "", "x"], "passphrase", "This passphrase does not open the file."),
        ([&bomb, "", "wrong", "", "x"], "certificate_content", "would take too long"),
        ([&certificate, "", "", "p7b", "x"], "certificate_type", "is PEM with a certificate"),
        ([&certificate, &foreign, "", "", "x"], "private_key", "does not belong to this"),
        ([&certificate, "nonsense", "", "", "x"], "private_key", "This is not a certificate or"),
        ([&certificate, &locked, "", "", "x"], "passphrase", "confirm below that the key is to"),
    ] {
        let ids = ["certificate_content", "private_key", "passphrase", "certificate_type", "name"];
        for (id, value) in ids.into_iter().zip(fields) {
            browser.fill(id, value);
        }
        browser.store();
        assert_error(&mut browser, at, said);
    }

    // Confirmed, it is stored.
    assert_eq!(browser.evaluate("document.getElementById('confirm').hidden"), false);
    browser.evaluate("document.getElementById('accept_unmatched_key').click()");
    browser.store();
    assert!(browser.result().contains("locked"), "{}", browser.shown());
    assert_eq!(browser.evaluate("document.getElementById('confirm').hidden"), true);
    assert_eq!(browser.evaluate("document.querySelectorAll('[aria-invalid]').length"), 0);

    // Of a file, not of the text field, which is not there then.
    browser.drop_files(&[file("reject/csr.pem")]);
    browser.store();
    assert_eq!(browser.focused(), "file");
    assert!(browser.shown().contains("There is no certificate or key in it."));
    browser.evaluate("document.querySelector('#files button').click()");

    client.keep(&upload("third", "certificate/example.pem")).assert_kept();
    browser.fill("certificate_content", &certificate);
    browser.fill("name", "fourth");
    browser.store();
    let problem = browser.text("document.getElementById('problem').innerText");
    assert!(problem.contains("The account is full. Delete a certificate first."), "{problem}");

    browser.fill("token", "sat_x");
    browser.store();
    assert_error(&mut browser, "token", "This token is not valid.");
    browser.fill("token", "");
    browser.store();
    assert_error(&mut browser, "token", "Enter your access token.");

    drop(server);
    browser.fill("token", "sat_x");
    browser.store();
    let problem = browser.text("document.getElementById('problem').innerText");
    assert!(problem.contains("The server cannot be reached."), "{problem}");
    drop(folder);
}

#[track_caller]
fn assert_error(browser: &mut Browser, at: &str, said: &str) {
    let shown = browser.text(&format!("document.getElementById('{at}-error').innerText"));
    assert!(shown.contains(said), "{said}: {}", browser.shown());
    for word in ["`", "_", "undefined", "null", "object"] {
        assert!(!shown.contains(word), "{shown}");
    }
    assert_eq!(browser.focused(), at, "{said}");
    let invalid = "[...document.querySelectorAll('[aria-invalid=true]')].map((e) => e.id)";
    assert_eq!(browser.evaluate(invalid), json!([at]), "{said}");
    let described = browser.text("document.activeElement.getAttribute('aria-describedby')");
    assert!(described.split(' ').any(|id| id == format!("{at}-error")), "{described}");
}

#[test]
fn it_is_used_by_keyboard() {
    let Some((_folder, _server, client, mut browser)) = open(&[]) else { return };
    client.keep(&upload("first", "certificate/example.pem")).assert_kept();
    client.keep(&upload("second", "certificate/example.pem")).assert_kept();
    let token = client.authorization["Bearer ".len()..].to_owned();
    browser.log_in(&token);
    browser.evaluate("document.activeElement.blur()");
    let mut order = Vec::new();
    for _ in 0..9 {
        browser.press("Tab", 9);
        order.push(browser.focused());
    }
    let expected = [
        "token",
        "file",
        "certificate_content",
        "name",
        "passphrase",
        "More options",
        "store",
        "first",
        "second",
    ];
    assert_eq!(order, expected);

    // Enter opens an entry of the list. Deleting asks for confirmation, and Escape cancels.
    browser.press("Enter", 13);
    browser.wait_for("!!document.querySelector('#list [aria-label=\"Delete second\"]')");
    let details = browser.text("document.querySelector('#list details[open]').innerText");
    for fact in ["CN=example.com, O=Example Inc, C=US", "Not included", "expired"] {
        assert!(details.contains(fact), "{details}");
    }
    browser.press("Tab", 9);
    browser.press("Enter", 13);
    assert_eq!(browser.focused(), "dialog-cancel");
    assert!(browser.shown().contains("Delete second?"));
    browser.press("Escape", 27);
    browser.wait_for("!document.getElementById('dialog').open");
    assert_eq!(browser.text("document.activeElement.getAttribute('aria-label')"), "Delete second");
    browser.press("Enter", 13);
    browser.press("Tab", 9);
    assert_eq!(browser.focused(), "dialog-delete");
    browser.press("Enter", 13);
    browser.wait_for("document.getElementById('status').textContent === 'second deleted'");
    assert_eq!(browser.focused(), "stored-title");
    assert_eq!(browser.evaluate("document.querySelectorAll('#list > li').length"), 1);
    assert_eq!(client.get("/v1/secrets").json()["data"].as_array().unwrap().len(), 1);

    // Enter in a field stores.
    browser.fill("certificate_content", &content(&testdata("certificate/example.pem")));
    browser.fill("name", "third");
    browser.evaluate("document.getElementById('name').focus()");
    browser.press("Enter", 13);
    browser.wait_for("!document.getElementById('result').hidden");
    assert_eq!(browser.focused(), "result-title");

    // A paste beside all fields goes into the one for it.
    browser.evaluate(
        "{ const clipboardData = new DataTransfer();
           clipboardData.setData('text', 'pasted');
           document.body.dispatchEvent(
               new ClipboardEvent('paste', { clipboardData, bubbles: true })); }",
    );
    assert_eq!(browser.text("document.getElementById('certificate_content').value"), "pasted");
}

#[test]
fn long_lists_go_on() {
    let Some((_folder, _server, client, mut browser)) = open(&[]) else { return };
    for number in 0..60 {
        client.keep(&upload(&format!("{number:02}"), "certificate/example.pem")).assert_kept();
    }
    browser.log_in(&client.authorization["Bearer ".len()..]);
    let count = "document.querySelectorAll('#list > li').length";
    assert_eq!(browser.evaluate(count), 50);
    browser.evaluate("document.getElementById('more-stored').click()");
    browser.wait_for(&format!("{count} === 60"));
    assert_eq!(browser.evaluate("document.getElementById('more-stored').hidden"), true);
    assert!(browser.focused().starts_with("50"));
}

#[test]
fn time_is_said_in_words() {
    let Some((_folder, _server, _client, mut browser)) = open(&[]) else { return };
    for (seconds, words) in [
        (14.5 * 86_400.0, "expires in 14 days"),
        (1.0 * 3600.0, "expires in 1 hour"),
        (59.0, "expires in 0 minutes"),
        (47.9 * 3600.0, "expires in 47 hours"),
        (59.9 * 86_400.0, "expires in 59 days"),
        (61.0 * 86_400.0, "expires in 2 months"),
        (729.0 * 86_400.0, "expires in 23 months"),
        (800.0 * 86_400.0, "expires in 2 years"),
        (-1200.0 * 86_400.0, "expired 3 years ago"),
        (-90.0, "expired 1 minute ago"),
        (-3.2 * 86_400.0, "expired 3 days ago"),
    ] {
        let now = 1_700_000_000;
        let expression =
            format!("inWords(new Date(({now} + {seconds}) * 1000).toISOString(), {now} * 1000)");
        assert_eq!(browser.text(&expression), words);
    }
    assert_eq!(browser.text("inWords('9999-12-31T23:59:59.000Z')"), "never expires");
    for (subject, name) in [
        ("CN=www.example.com, O=Example", "www.example.com"),
        ("O=Example+CN=a, C=US", "a"),
        ("O=CN of Example, C=US", "O=CN of Example, C=US"),
        ("CN=a\\, b, O=c", "a\\, b"),
        ("", "Without a name"),
    ] {
        assert_eq!(browser.text(&format!("commonName({})", json!(subject))), name);
    }
}

/// In both colors and at two widths: nothing beyond the edge, nothing that axe-core finds, and
/// pictures to look at.
#[test]
fn it_can_be_read_by_all() {
    let Some((_folder, _server, client, mut browser)) = open(&[]) else { return };
    let axe = axe();
    let certificates = ["expires-2049-utctime.der", "example.pem", "expires-9999.der", "p256.pem"];
    let names =
        ["intranet", "www", "device-root", "a-long-name-without-any-blank-in-it-".repeat(3).leak()];
    for (name, path) in names.into_iter().zip(certificates) {
        client.keep(&upload(name, &format!("certificate/{path}"))).assert_kept();
    }
    client.keep(&upload("signing-key", "key/example-pkcs8.pem")).assert_kept();
    browser.log_in(&client.authorization["Bearer ".len()..]);

    look(&mut browser, axe.as_deref(), "empty");
    browser.evaluate("document.body.classList.add('dragging')");
    look(&mut browser, axe.as_deref(), "dragging");
    browser.evaluate("document.body.classList.remove('dragging')");
    browser.drop_files(&[file("pkcs12/openssl3-default-rsa-chain.pfx")]);
    browser.fill("passphrase", "wrong");
    browser.store();
    look(&mut browser, axe.as_deref(), "wrong-passphrase");
    browser.fill("passphrase", PASSPHRASE);
    browser.store();
    browser.result();
    look(&mut browser, axe.as_deref(), "stored");
    browser.fill("certificate_content", &content(&testdata("certificate/example.pem")));
    browser.fill("name", "x");
    browser.fill("private_key", &content(&testdata("key/example-pkcs8-encrypted.pem")));
    browser.store();
    look(&mut browser, axe.as_deref(), "unmatched");
    browser.fill("private_key", "");
    browser.fill("certificate_type", "p7b");
    browser.store();
    browser.evaluate("document.querySelector('#list summary').click()");
    browser.wait_for("!!document.querySelector('#list .body .button')");
    look(&mut browser, axe.as_deref(), "options");
    browser.evaluate("document.querySelector('#list .body .button').click()");
    look(&mut browser, axe.as_deref(), "dialog");
}

fn look(browser: &mut Browser, axe: Option<&str>, name: &str) {
    for (width, dark) in [(1280, false), (1280, true), (390, false), (390, true)] {
        browser.resize(width, dark);
        let beyond = "[...document.querySelectorAll('body *')]
            .filter((e) => e.getBoundingClientRect().right > innerWidth + 1
                && e.checkVisibility() && !e.closest('.visually-hidden'))
            .map((e) => e.outerHTML.slice(0, 80))";
        assert_eq!(browser.evaluate(beyond), json!([]), "{name} at {width}");
        assert_eq!(browser.evaluate("document.body.scrollWidth <= innerWidth"), true, "{name}");
        let theme = if dark { "dark" } else { "light" };
        browser.screenshot(&format!("{name}-{width}-{theme}"));
        // Each color and each width once.
        let Some(axe) = axe.filter(|_| dark == (width < 500)) else { continue };
        browser.evaluate(&format!("globalThis.axe ?? (0, eval)({}); 0", json!(axe)));
        let found = browser.evaluate(
            "axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa',
                                           'best-practice'] })
                .then(({ violations }) => violations.map((v) =>
                    `${v.id}: ${v.help}: ${v.nodes.map((n) => n.html + n.failureSummary).join(' | ')}`))",
        );
        assert_eq!(found, json!([]), "{name} at {width}, {theme}");
    }
}

#[test]
fn the_description_names_what_is_there() {
    let folder = Folder::new();
    let (_server, client) = start(&folder, &[]);
    let description = client.get("/openapi.json").json();
    assert_eq!(description["openapi"], "3.1.0");
    for (path, methods) in description["paths"].as_object().unwrap() {
        for method in methods.as_object().unwrap().keys() {
            let path = path.replace("{id}", "7");
            let answer = match method.as_str() {
                "get" => client.get(&path),
                "post" => client.post(&path, &json!({})),
                "delete" => client.delete(&path),
                _ => panic!("{method}"),
            };
            // An address that is not there has another message.
            assert!(!answer.text.contains("nothing at this address"), "{method} {path}");
            let status = answer.status.to_string();
            assert!(!methods[method]["responses"][&status].is_null(), "{method} {path}: {status}");
        }
    }

    let schemas = &description["components"]["schemas"];
    let mut wrong = Vec::new();
    let mut check = |name: &str, value: &Value| {
        compare(name, &schemas[name], value, schemas, &mut wrong);
    };
    let mut body = shut_upload("a", "pem/example-certificate-and-key.pem");
    body["accept_unmatched_key"] = false.into();
    check("NewCertificate", &body);
    let kept = client.keep(&body).json();
    assert_eq!(kept["data"]["notes"][0]["code"], "passphrase_unused");
    check("SecretAnswer", &kept);
    check("SecretAnswer", &client.keep(&upload("b", "key/example-pkcs8-encrypted.pem")).json());
    check("SecretsAnswer", &client.get("/v1/secrets?limit=1").json());
    body["certificate_type"] = "p7b".into();
    check("Error", &client.keep(&body).json());
    check("Error", &client.keep(&upload("c", "reject/cut-second-certificate.pem")).json());
    check("Error", &client.get("/v1/secrets/7").json());
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Fields that a schema does not name, or names and does not find, and words that it does not list.
fn compare(place: &str, schema: &Value, value: &Value, schemas: &Value, wrong: &mut Vec<String>) {
    if let Some(name) = schema["$ref"].as_str() {
        let name = name.rsplit('/').next().unwrap();
        return compare(place, &schemas[name], value, schemas, wrong);
    }
    if let Some(choices) = schema["oneOf"].as_array() {
        let choice = &choices[usize::from(value.is_null())];
        return compare(place, choice, value, schemas, wrong);
    }
    if let Some(words) = schema["enum"].as_array() {
        if !words.contains(value) {
            wrong.push(format!("{place}: {value}"));
        }
    } else if let Some(items) = value.as_array() {
        for item in items {
            compare(place, &schema["items"], item, schemas, wrong);
        }
    } else if let Some(fields) = value.as_object() {
        for name in schema["required"].as_array().into_iter().flatten() {
            if !fields.contains_key(name.as_str().unwrap()) {
                wrong.push(format!("{place}: no {name}"));
            }
        }
        for (name, value) in fields {
            let place = format!("{place}.{name}");
            match &schema["properties"][name] {
                Value::Null => wrong.push(place),
                schema => compare(&place, schema, value, schemas, wrong),
            }
        }
    } else {
        let kind = match value {
            Value::Null => "null",
            Value::Bool(_) => "boolean",
            Value::Number(_) => "integer",
            _ => "string",
        };
        let is_kind = |schema: &Value| *schema == kind;
        let types = &schema["type"];
        let allows = is_kind(types) || types.as_array().is_some_and(|all| all.iter().any(is_kind));
        if !allows && schema["const"] != *value {
            wrong.push(format!("{place}: {value}"));
        }
    }
}
