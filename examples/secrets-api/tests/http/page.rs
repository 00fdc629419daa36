//! The page in a real browser, driven through Chromium's own debugging protocol, and the
//! description of the API.

use crate::server::{Folder, Server, content, shut_upload, start, testdata, upload};
use base64ct::{Base64, Encoding};
use serde_json::{Value, json};
use std::{
    fs,
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

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

#[test]
fn the_page_in_a_browser() {
    if Command::new("chromium").arg("--version").stdout(Stdio::null()).status().is_err() {
        eprintln!("skipped: there is no `chromium` here (on Debian: apt-get install chromium)");
        return;
    }
    let folder = Folder::new();
    let (server, client) = start(&folder, &[]);
    let mut browser = Browser::open(&folder, &server);
    let token = &client.authorization["Bearer ".len()..];

    browser.fill("token", token);
    browser.fill("name", "from the page");
    browser.fill("certificate_content", &content(&testdata("pem/example-certificate-and-key.pem")));
    let shown = browser.store();
    for fact in
        ["from_the_page", "CN=example.com, O=Example Inc, C=US", "2026-03-15T12:00:00.000Z", "yes"]
    {
        assert!(shown.contains(fact), "{shown}");
    }
    browser.screenshot("kept");

    browser.fill("certificate_content", &content(&testdata("reject/cut-second-certificate.pem")));
    let shown = browser.store();
    for fact in ["block 2", "certificate_content", "What to do"] {
        assert!(shown.contains(fact), "{shown}");
    }
    browser.screenshot("refused");

    browser.drop_file("dropped.p12", &testdata("pkcs12/openssl3-default.p12"));
    browser.fill("passphrase", "wrong");
    assert!(browser.store().contains("passphrase"));
    browser.fill("passphrase", crate::server::PASSPHRASE);
    let shown = browser.store();
    assert!(shown.contains("Stored as dropped.p12"), "{shown}");

    // What is in a certificate is shown as text.
    browser.fill("name", "<img src=x onerror=alert(1)>");
    let shown = browser.store();
    assert!(shown.contains("Stored as <img_src=x_onerror=alert(1)>"), "{shown}");
}

/// Chromium with its debugging protocol on two pipes: JSON, each message ended by a zero byte.
struct Browser {
    child: Child,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
    session: Option<String>,
    calls: u64,
}

impl Browser {
    fn open(folder: &Folder, server: &Server) -> Browser {
        let profile = folder.0.join("browser");
        fs::create_dir(&profile).unwrap();
        let command = "exec chromium --headless --no-sandbox --disable-gpu --disable-quic \
            --no-first-run --disable-background-networking --disable-component-update \
            --disable-sync --window-size=900,1000 --user-data-dir=\"$0\" --remote-debugging-pipe \
            about:blank 3<&0 4>&1 </dev/null >/dev/null 2>&1";
        let mut child = Command::new("sh")
            .args(["-c", command])
            .arg(&profile)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let to = child.stdin.take().unwrap();
        let from = BufReader::new(child.stdout.take().unwrap());
        let mut browser = Browser { child, to, from, session: None, calls: 0 };
        let url = format!("http://{}/", server.address);
        let target = browser.call("Target.createTarget", json!({ "url": url }));
        let target = json!({ "targetId": target["targetId"], "flatten": true });
        let session = browser.call("Target.attachToTarget", target);
        browser.session = Some(session["sessionId"].as_str().unwrap().to_owned());
        browser.wait_for("document.readyState === 'complete' && !!document.getElementById('form')");
        browser
    }

    fn call(&mut self, method: &str, parameters: Value) -> Value {
        self.calls += 1;
        let mut message = json!({ "id": self.calls, "method": method, "params": parameters });
        if let Some(session) = &self.session {
            message["sessionId"] = session.as_str().into();
        }
        write!(self.to, "{message}\0").unwrap();
        loop {
            let mut bytes = Vec::new();
            self.from.read_until(0, &mut bytes).unwrap();
            let answer: Value = serde_json::from_slice(bytes.strip_suffix(&[0]).unwrap()).unwrap();
            if answer["id"] == self.calls {
                assert!(answer["error"].is_null(), "{answer}");
                return answer["result"].clone();
            }
        }
    }

    fn evaluate(&mut self, expression: &str) -> Value {
        let parameters = json!({ "expression": expression, "returnByValue": true });
        let outcome = self.call("Runtime.evaluate", parameters);
        assert!(outcome["exceptionDetails"].is_null(), "{outcome}");
        outcome["result"]["value"].clone()
    }

    fn wait_for(&mut self, condition: &str) {
        let begun = Instant::now();
        while self.evaluate(condition) != true {
            assert!(begun.elapsed() < Duration::from_secs(60), "{condition}");
            thread::sleep(Duration::from_millis(50));
        }
    }

    fn fill(&mut self, id: &str, value: &str) {
        self.evaluate(&format!("document.getElementById('{id}').value = {}", json!(value)));
    }

    /// What a person's drop does, with a file made in the page.
    fn drop_file(&mut self, name: &str, bytes: &[u8]) {
        let base64 = Base64::encode_string(bytes);
        self.fill("name", "");
        self.fill("certificate_content", "");
        self.evaluate(&format!(
            "{{ const bytes = Uint8Array.from(atob('{base64}'), (c) => c.charCodeAt(0));
                const dataTransfer = new DataTransfer();
                dataTransfer.items.add(new File([bytes], '{name}'));
                document.getElementById('certificate_content').dispatchEvent(
                    new DragEvent('drop', {{ dataTransfer, bubbles: true, cancelable: true }})); }}"
        ));
        self.wait_for("document.getElementById('certificate_content').value !== ''");
    }

    /// Presses the button and says what is shown then.
    fn store(&mut self) -> String {
        self.evaluate("document.getElementById('result').hidden = true; document.getElementById('store').click()");
        self.wait_for("!document.getElementById('result').hidden && !document.getElementById('store').disabled");
        self.evaluate("document.getElementById('result').innerText").as_str().unwrap().to_owned()
    }

    /// To look at, in the folder for temporary files of the build.
    fn screenshot(&mut self, name: &str) {
        let parameters = json!({ "format": "png", "captureBeyondViewport": true });
        let image = self.call("Page.captureScreenshot", parameters);
        let image = Base64::decode_vec(image["data"].as_str().unwrap()).unwrap();
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("page-{name}.png"));
        fs::write(path, image).unwrap();
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
