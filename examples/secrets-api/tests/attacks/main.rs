//! Attacks by the owner of one token, or by nobody in particular, while another account goes on
//! uploading: its median stays under five times of what it is on the quiet server.
//!
//! Attackers run at the lowest priority: their machines are not the server's.

mod hostile;
#[allow(dead_code, reason = "the other test program uses the rest")]
#[path = "../http/server.rs"]
mod server;

use hostile::{openssh_rsa_keys, with_long_names};
use serde_json::{Value, json};
use server::{Client, Folder, Server, content, new_token, shut_upload, start, testdata, upload};
use std::{
    io::{Read, Write},
    net::TcpStream,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

/// One at a time: each measures.
static ALONE: Mutex<()> = Mutex::new(());

/// Noise of the machine may spoil a measurement, an attack that works spoils all.
const TRIES: usize = 3;
const UPLOADS: usize = 60;
const ATTACKERS: usize = 6;
/// How long to wait for the least rounds of an attack after the uploads beside it.
const LONGEST_ROUNDS: Duration = Duration::from_secs(60);

/// An attack: what to do before, and what each attacker then does over and over.
struct Attack<'a> {
    name: &'a str,
    attackers: usize,
    /// How many rounds there must have been, so that it was one.
    least_rounds: usize,
    /// The most memory that the server may ever have had, in MiB.
    memory: u64,
    round: &'a (dyn Fn(&Client, usize) + Sync),
}

fn withstand(settings: &[(&str, &str)], attack: &Attack<'_>) {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let folder = Folder::new();
    let settings = [&[("SECRETS_API_PLAN_LIMIT", "1000000")], settings].concat();
    let (server, victim) = start(&folder, &settings);
    let attacker = server.client(&new_token(&folder, "attacker"));
    let mut tried = Vec::new();
    for number in 0..TRIES {
        uploads(&victim, &format!("warm {number}"));
        let quiet = median(uploads(&victim, &format!("quiet {number}")));
        let (loaded, rounds) =
            beside(attack, &attacker, || median(uploads(&victim, &format!("loaded {number}"))));
        println!(
            "{}: median {loaded:?} beside {rounds} rounds of the attack, {quiet:?} alone: {:.1} ×",
            attack.name,
            loaded.as_secs_f64() / quiet.as_secs_f64()
        );
        let memory = server.peak_memory();
        assert!(memory < attack.memory, "{memory} MiB");
        assert!(rounds >= attack.least_rounds, "{rounds} rounds");
        if loaded < quiet * 5 {
            return;
        }
        tried.push((loaded, quiet));
    }
    panic!("{}: {tried:?}", attack.name);
}

/// What `measure` finds while the attack goes on, and how many rounds there were.
fn beside<T>(attack: &Attack<'_>, attacker: &Client, measure: impl FnOnce() -> T) -> (T, usize) {
    let (over, rounds) = (AtomicBool::new(false), AtomicUsize::new(0));
    thread::scope(|scope| {
        for number in 0..attack.attackers {
            let (over, rounds) = (&over, &rounds);
            scope.spawn(move || {
                rustix::process::nice(19).unwrap();
                while !over.load(Ordering::Relaxed) {
                    (attack.round)(attacker, number);
                    rounds.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
        // Even if an upload fails: the scope waits for the attackers.
        let end = End(&over);
        thread::sleep(Duration::from_millis(500));
        let found = measure();
        // On a slow machine, the first round may take longer than all uploads.
        let begun = Instant::now();
        while rounds.load(Ordering::Relaxed) < attack.least_rounds
            && begun.elapsed() < LONGEST_ROUNDS
        {
            thread::sleep(Duration::from_millis(50));
        }
        drop(end);
        (found, rounds.load(Ordering::Relaxed))
    })
}

/// Tells the attackers to stop when it goes.
struct End<'a>(&'a AtomicBool);

impl Drop for End<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

fn uploads(client: &Client, name: &str) -> Vec<Duration> {
    let mut body = upload("", "pem/example-certificate-and-key.pem");
    let upload = |number| {
        body["name"] = format!("{name} {number}").into();
        let begun = Instant::now();
        client.keep(&body).assert_kept();
        begun.elapsed()
    };
    (0..UPLOADS).map(upload).collect()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

/// Sends a body over and over, each under a name of its own.
fn withstand_uploads(name: &str, mut body: Value, memory: u64, statuses: &[u16]) {
    body["name"] = "NAME".into();
    let text = body.to_string();
    let next = AtomicUsize::new(0);
    let round = |attacker: &Client, _| {
        let name = next.fetch_add(1, Ordering::Relaxed).to_string();
        let text = text.replacen("NAME", &name, 1);
        let answer = attacker.post_text("/v1/secrets/certificate", "application/json", &text);
        assert!(statuses.contains(&answer.status), "{}", answer.text);
    };
    let round = &round;
    withstand(&[], &Attack { name, attackers: ATTACKERS, least_rounds: 1, memory, round });
}

#[test]
fn keys_that_take_long_without_a_passphrase() {
    let keys = json!({ "certificate_content": openssh_rsa_keys(99) });
    withstand_uploads("99 OpenSSH keys of 16,384 bits", keys, 400, &[201, 400, 422]);
}

#[test]
fn keys_that_take_long_in_short_requests() {
    let keys = json!({ "certificate_content": openssh_rsa_keys(6) });
    withstand_uploads("6 OpenSSH keys of 16,384 bits", keys, 400, &[201, 400, 422]);
}

#[test]
fn dear_key_derivation() {
    let body = shut_upload("", "pkcs12/openssl3-iterations-600000.p12");
    withstand_uploads("PFX of 600,000 iterations", body, 300, &[201]);
}

#[test]
fn megabytes_that_are_taken() {
    let one = content(&testdata("certificate/example.pem"));
    let body = json!({ "certificate_content": one.repeat(1_500_000 / one.len()) });
    withstand_uploads("1.5 MB of certificates", body, 300, &[201]);
}

#[test]
fn long_json() {
    for (name, part) in [("empty names", r#""":0,"#), ("nesting", r#"{"a":"#), ("numbers", "0,")] {
        let text = match name {
            "numbers" => format!(r#"{{"name":[{}0]}}"#, part.repeat(1_000_000)),
            _ => format!("{{{}", part.repeat(2_000_000 / part.len())),
        };
        let round = |attacker: &Client, _| {
            let answer = attacker.post_text("/v1/secrets/certificate", "application/json", &text);
            answer.assert_error(400, "validation_error", "");
        };
        let (round, name) = (&round, &*format!("2 MB of JSON: {name}"));
        withstand(&[], &Attack { name, attackers: 4, least_rounds: 10, memory: 100, round });
    }
}

#[test]
fn long_lists() {
    let certificate = with_long_names(&testdata("certificate/example.der"), 20_000);
    let body = json!({ "certificate_content": content(&certificate) });
    let next = AtomicUsize::new(0);
    let round = |attacker: &Client, _| {
        // The first rounds make what the others list.
        let number = next.fetch_add(1, Ordering::Relaxed);
        if number < 100 {
            let mut body = body.clone();
            body["name"] = number.to_string().into();
            attacker.keep(&body).assert_kept();
        }
        let answer = attacker.get("/v1/secrets?limit=1000");
        assert!(answer.text.len() < 300_000);
        assert!([200, 429].contains(&answer.status), "{}", answer.text);
    };
    let (round, name) = (&round, "lists of long names");
    withstand(&[], &Attack { name, attackers: ATTACKERS, least_rounds: 20, memory: 200, round });
}

/// Heads whose bodies never come, as many as the server would have in progress.
#[test]
fn unfinished_bodies() {
    let hold = |attacker: &Client, _| {
        let head = format!(
            "POST /v1/secrets/certificate HTTP/1.1\r\nHost: x\r\nAuthorization: {}\r\n\
             Content-Type: application/json\r\nContent-Length: 200000\r\n\r\n{{\"name\": \"",
            attacker.authorization
        );
        hold(attacker, 256, &head);
    };
    let (round, name) = (&hold, "256 unfinished bodies");
    withstand(&[], &Attack { name, attackers: 1, least_rounds: 0, memory: 100, round });
}

/// More connections than the server takes, without a token: the oldest of them make room.
#[test]
fn silent_connections() {
    let hold = |attacker: &Client, _| hold(attacker, 1500, "GET / HTTP/1.1\r\nHost: ");
    let (round, name) = (&hold, "1,500 silent connections");
    withstand(&[], &Attack { name, attackers: 1, least_rounds: 0, memory: 100, round });
}

/// Answers that nobody reads.
#[test]
fn unread_answers() {
    let head = |attacker: &Client, _| {
        let head = format!(
            "GET /v1/secrets?limit=1000 HTTP/1.1\r\nHost: x\r\nAuthorization: {}\r\n\r\n",
            attacker.authorization
        );
        hold(attacker, 200, &head.repeat(20));
    };
    let (round, name) = (&head, "200 connections with unread answers");
    withstand(&[], &Attack { name, attackers: 1, least_rounds: 0, memory: 200, round });
}

#[test]
fn without_a_token() {
    let body = "x".repeat(100_000);
    let round = |attacker: &Client, _| {
        let head = "POST /v1/secrets HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer x\r\n\
                    Content-Length: 100000\r\n\r\n";
        let mut stream = connect(attacker);
        let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body.as_bytes()));
        let mut answer = [0; 12];
        let _ = stream.read_exact(&mut answer);
    };
    let (round, name) = (&round, "requests without a token");
    withstand(&[], &Attack { name, attackers: 4, least_rounds: 50, memory: 100, round });
}

fn connect(client: &Client) -> TcpStream {
    TcpStream::connect(client.base.strip_prefix("http://").unwrap()).unwrap()
}

/// Opens connections, sends the same on each, and holds them for two seconds.
fn hold(client: &Client, count: usize, text: &str) {
    let mut held = Vec::new();
    for _ in 0..count {
        let mut stream = connect(client);
        let _ = stream.write_all(text.as_bytes());
        held.push(stream);
    }
    thread::sleep(Duration::from_secs(2));
}

/// A server that is not attacked, so that the bound itself is not met by being slow at all times.
#[test]
fn a_quiet_upload_is_fast() {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let folder = Folder::new();
    let (_server, client): (Server, Client) = start(&folder, &[]);
    let fastest = (0..5).map(|round| median(uploads(&client, &round.to_string()))).min().unwrap();
    println!("quiet: {fastest:?}");
    assert!(fastest < Duration::from_millis(10), "{fastest:?}");
}
