//! Chromium, driven through its own debugging protocol on two pipes: JSON, each message ended by a
//! zero byte.

use crate::server::{Folder, Server};
use base64ct::{Base64, Encoding};
use serde_json::{Value, json};
use std::{
    fs,
    io::{BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

pub struct Browser {
    child: Child,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
    session: Option<String>,
    calls: u64,
}

impl Browser {
    /// The page of `server`. `None`, after printing why, if there is no browser.
    pub fn open(folder: &Folder, server: &Server) -> Option<Browser> {
        let mut version = Command::new("chromium");
        version.arg("--version").stdout(Stdio::null()).stderr(Stdio::null());
        if version.status().is_err() {
            eprintln!("skipped: there is no `chromium` here (on Debian: apt-get install chromium)");
            return None;
        }
        let profile = folder.0.join("browser");
        fs::create_dir(&profile).unwrap();
        let command = "exec chromium --headless --no-sandbox --disable-gpu --disable-quic \
            --no-first-run --disable-background-networking --disable-component-update \
            --disable-sync --window-size=1280,900 --user-data-dir=\"$0\" --remote-debugging-pipe \
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
        Some(browser)
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

    /// The value of an expression, or of the promise that it is.
    #[track_caller]
    pub fn evaluate(&mut self, expression: &str) -> Value {
        let parameters =
            json!({ "expression": expression, "returnByValue": true, "awaitPromise": true });
        let outcome = self.call("Runtime.evaluate", parameters);
        assert!(outcome["exceptionDetails"].is_null(), "{expression}: {outcome}");
        outcome["result"]["value"].clone()
    }

    #[track_caller]
    pub fn text(&mut self, expression: &str) -> String {
        self.evaluate(expression).as_str().unwrap_or_default().to_owned()
    }

    #[track_caller]
    pub fn wait_for(&mut self, condition: &str) {
        let begun = Instant::now();
        while self.evaluate(condition) != true {
            let waited = begun.elapsed();
            assert!(waited < Duration::from_secs(60), "{condition}: {}", self.shown());
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// What a person sees.
    pub fn shown(&mut self) -> String {
        self.text("document.body.innerText")
    }

    pub fn fill(&mut self, id: &str, value: &str) {
        self.evaluate(&format!("document.getElementById('{id}').value = {}", json!(value)));
    }

    /// The token, as when a person leaves the field.
    pub fn log_in(&mut self, token: &str) {
        self.fill("token", token);
        self.evaluate(
            "document.getElementById('stored').hidden = true;
             document.getElementById('token').dispatchEvent(new Event('change'))",
        );
        self.wait_for("!document.getElementById('stored').hidden");
    }

    /// What a person's drop anywhere on the page does, with files made in the page.
    pub fn drop_files(&mut self, files: &[(&str, Vec<u8>)]) {
        let files: Vec<_> =
            files.iter().map(|(name, bytes)| (name, Base64::encode_string(bytes))).collect();
        self.evaluate(&format!(
            "{{ const dataTransfer = new DataTransfer();
                for (const [name, base64] of {}) {{
                  const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
                  dataTransfer.items.add(new File([bytes], name));
                }}
                document.getElementById('status').textContent = '';
                document.querySelector('header').dispatchEvent(
                    new DragEvent('drop', {{ dataTransfer, bubbles: true, cancelable: true }})); }}",
            json!(files)
        ));
        self.wait_for("document.getElementById('status').textContent.endsWith('added')");
    }

    /// Presses the button and waits until there is an answer.
    pub fn store(&mut self) {
        self.evaluate(
            "document.getElementById('result').hidden = true;
             document.getElementById('store').click()",
        );
        self.wait_for(
            "!document.getElementById('store').disabled
             && (!document.getElementById('result').hidden
                 || !!document.querySelector('.error:not([hidden]), .problem:not(:empty)'))",
        );
    }

    /// What is said of what was stored.
    #[track_caller]
    pub fn result(&mut self) -> String {
        let hidden = self.evaluate("document.getElementById('result').hidden");
        assert_eq!(hidden, false, "{}", self.shown());
        self.text("document.getElementById('result').innerText")
    }

    pub fn press(&mut self, key: &str, code: u32) {
        let text = if key == "Enter" { "\r" } else { "" };
        for kind in ["keyDown", "keyUp"] {
            let event = json!({
                "type": kind, "key": key, "code": key, "windowsVirtualKeyCode": code,
                "text": if kind == "keyDown" { text } else { "" }
            });
            self.call("Input.dispatchKeyEvent", event);
        }
    }

    /// The ID of what has the focus, else its text.
    pub fn focused(&mut self) -> String {
        self.text("document.activeElement.id || document.activeElement.innerText.split('\\n')[0]")
    }

    pub fn resize(&mut self, width: u32, dark: bool) {
        let size = json!({
            "width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500
        });
        self.call("Emulation.setDeviceMetricsOverride", size);
        let scheme = if dark { "dark" } else { "light" };
        let features = json!([
            { "name": "prefers-color-scheme", "value": scheme },
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ]);
        self.call("Emulation.setEmulatedMedia", json!({ "features": features }));
    }

    /// To look at, in the folder for temporary files of the build.
    pub fn screenshot(&mut self, name: &str) {
        let size = self.call("Page.getLayoutMetrics", json!({}));
        let size = &size["cssContentSize"];
        let clip = json!({
            "x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1
        });
        let parameters = json!({ "format": "png", "captureBeyondViewport": true, "clip": clip });
        let image = self.call("Page.captureScreenshot", parameters);
        let image = Base64::decode_vec(image["data"].as_str().unwrap()).unwrap();
        fs::write(temporary(&format!("page-{name}.png")), image).unwrap();
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn temporary(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)
}

/// The source of axe-core, from npm. `None`, and a word on why, where it cannot be had.
pub fn axe() -> Option<String> {
    let path = temporary("node_modules/axe-core/axe.min.js");
    if !path.exists() {
        let mut npm = Command::new("npm");
        npm.args(["install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix"]);
        npm.arg(temporary("")).arg("axe-core@4");
        match npm.output() {
            Ok(output) if output.status.success() => {}
            Ok(output) => {
                eprintln!("skipped: {}", String::from_utf8_lossy(&output.stderr));
                return None;
            }
            Err(error) => {
                eprintln!("skipped: npm, which brings axe-core, does not run: {error}");
                return None;
            }
        }
    }
    Some(fs::read_to_string(path).unwrap())
}
