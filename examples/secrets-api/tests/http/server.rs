//! A running server of its own for each test, and the least of a client.

use serde_json::{Value, json};
use std::{
    fs,
    io::{BufRead, BufReader, Write},
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    sync::{
        Arc, Mutex,
        atomic::{AtomicU32, Ordering},
        mpsc,
    },
    thread::{self, JoinHandle},
    time::Duration,
};

pub const PROGRAM: &str = env!("CARGO_BIN_EXE_secrets-api");
pub const PASSPHRASE: &str = "correct horse 7F";

/// A folder that goes away with the test.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new() -> Folder {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("{}-{number}", std::process::id());
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(&path).unwrap();
        Folder(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

pub fn command(folder: &Folder, arguments: &[&str]) -> Command {
    let mut command = Command::new(PROGRAM);
    command.args(arguments).env("SECRETS_API_DATA", folder.0.join("data"));
    command
}

pub struct Server {
    child: Child,
    pub address: String,
    log: Arc<Mutex<String>>,
    reader: Option<JoinHandle<()>>,
}

impl Server {
    pub fn start(folder: &Folder, settings: &[(&str, &str)]) -> Server {
        let mut child = command(folder, &[])
            .env("SECRETS_API_ADDRESS", "127.0.0.1:0")
            .envs(settings.iter().copied())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let log = Arc::new(Mutex::new(String::new()));
        let (listening, address) = mpsc::channel();
        let (lines, kept) = (BufReader::new(child.stderr.take().unwrap()).lines(), log.clone());
        let reader = thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                let event: Value = serde_json::from_str(&line).unwrap_or_default();
                if event["message"] == "listening" {
                    let _ = listening.send(event["address"].as_str().unwrap().to_owned());
                }
                kept.lock().unwrap().push_str(&(line + "\n"));
            }
        });
        let address = address.recv_timeout(Duration::from_secs(30));
        let address = address.unwrap_or_else(|_| panic!("{}", log.lock().unwrap()));
        Server { child, address, log, reader: Some(reader) }
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    pub fn log(&self) -> String {
        self.log.lock().unwrap().clone()
    }

    pub fn ask_to_stop(&self) {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
    }

    /// The log is whole after this.
    pub fn wait(&mut self) -> ExitStatus {
        let status = self.child.wait().unwrap();
        if let Some(reader) = self.reader.take() {
            reader.join().unwrap();
        }
        status
    }

    /// The most memory that it ever had, in MiB.
    pub fn peak_memory(&self) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
        line.trim().trim_end_matches(" kB").parse::<u64>().unwrap() / 1024
    }

    /// A connection with the beginning of a request on it.
    pub fn begin(&self, request: &str) -> TcpStream {
        let mut stream = self.connect();
        stream.write_all(request.as_bytes()).unwrap();
        stream
    }

    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        stream
    }

    pub fn client(&self, token: &str) -> Client {
        let agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(Duration::from_secs(120)))
            .max_idle_connections_per_host(64)
            .build();
        Client {
            agent: agent.into(),
            base: format!("http://{}", self.address),
            authorization: format!("Bearer {token}"),
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub fn new_token(folder: &Folder, account: &str) -> String {
    let output = command(folder, &["token", "new", account]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

/// A server with a token of one account.
pub fn start(folder: &Folder, settings: &[(&str, &str)]) -> (Server, Client) {
    let server = Server::start(folder, settings);
    let client = server.client(&new_token(folder, "default"));
    (server, client)
}

#[derive(Clone)]
pub struct Client {
    pub agent: ureq::Agent,
    pub base: String,
    pub authorization: String,
}

pub struct Answer {
    pub status: u16,
    pub headers: ureq::http::HeaderMap,
    pub text: String,
}

impl Client {
    pub fn get(&self, path: &str) -> Answer {
        let url = format!("{}{path}", self.base);
        answer(self.agent.get(url).header("Authorization", &self.authorization).call())
    }

    pub fn delete(&self, path: &str) -> Answer {
        let url = format!("{}{path}", self.base);
        answer(self.agent.delete(url).header("Authorization", &self.authorization).call())
    }

    pub fn post(&self, path: &str, body: &Value) -> Answer {
        self.post_text(path, "application/json", &body.to_string())
    }

    pub fn post_text(&self, path: &str, content_type: &str, body: &str) -> Answer {
        let url = format!("{}{path}", self.base);
        let request = self.agent.post(url).header("Authorization", &self.authorization);
        answer(request.header("Content-Type", content_type).send(body))
    }

    pub fn keep(&self, body: &Value) -> Answer {
        self.post("/v1/secrets/certificate", body)
    }
}

fn answer(outcome: Result<ureq::http::Response<ureq::Body>, ureq::Error>) -> Answer {
    let mut response = outcome.unwrap();
    Answer {
        status: response.status().as_u16(),
        headers: response.headers().clone(),
        text: response.body_mut().read_to_string().unwrap(),
    }
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text)
            .unwrap_or_else(|_| panic!("{}: {}", self.status, self.text))
    }

    /// Status, code, kind: the last empty where there is none.
    #[track_caller]
    pub fn assert_error(&self, status: u16, code: &str, kind: &str) -> Value {
        let body = self.json();
        let error = &body["error"];
        let found = (self.status, error["code"].as_str(), error["kind"].as_str().unwrap_or(""));
        assert_eq!(found, (status, Some(code), kind), "{}", self.text);
        assert!(!error["message"].as_str().unwrap().is_empty());
        assert_eq!(body["meta"]["request_id"], self.headers["x-request-id"].to_str().unwrap());
        error.clone()
    }

    #[track_caller]
    pub fn assert_kept(&self) -> Value {
        assert_eq!(self.status, 201, "{}", self.text);
        self.json()["data"].clone()
    }
}

pub fn testdata(name: &str) -> Vec<u8> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata");
    fs::read(root.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Text as it is, anything else as base64: what a client does.
pub fn content(bytes: &[u8]) -> String {
    use base64ct::{Base64, Encoding};
    match std::str::from_utf8(bytes) {
        Ok(text) if !text.contains('\0') => text.to_owned(),
        _ => Base64::encode_string(bytes),
    }
}

/// A request with a file of `testdata`.
pub fn upload(name: &str, file: &str) -> Value {
    json!({ "name": name, "certificate_content": content(&testdata(file)) })
}

/// The same with the passphrase of the fixtures.
pub fn shut_upload(name: &str, file: &str) -> Value {
    let mut body = upload(name, file);
    body["passphrase"] = PASSPHRASE.into();
    body
}
