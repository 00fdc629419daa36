//! Sixty-four clients for half a minute, with figures. Not part of a plain `cargo test`:
//!
//! ```text
//! cargo test --test http load -- --ignored --nocapture --test-threads 1
//! ```

use crate::server::{Client, Folder, shut_upload, start, upload};
use serde_json::Value;
use std::{
    collections::BTreeMap,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
    time::{Duration, Instant},
};

/// What is uploaded, its name, and the status that it asks for.
type Kind = (&'static str, (Value, u16));

const CLIENTS: usize = 64;
const SECONDS: u64 = 30;

#[test]
#[ignore = "half a minute of full load"]
fn load_of_all_kinds() {
    measure(kinds());
}

/// Without the dear ones, in whose queue the clients would spend their time: as many uploads as
/// the machine can take.
#[test]
#[ignore = "half a minute of full load"]
fn load_of_usual_files() {
    let mut kinds = kinds();
    kinds.retain(|(name, _)| *name != "PFX, 600000 iterations");
    measure(kinds);
}

fn measure(kinds: Vec<Kind>) {
    let folder = Folder::new();
    let (_server, client) = start(&folder, &[("SECRETS_API_PLAN_LIMIT", "10000000")]);
    let pem = &kinds[0].1;
    let unloaded =
        median((0..300).map(|round| timed(&client, pem, &format!("alone {round}"))).collect());

    let begun = Instant::now();
    let until = begun + Duration::from_secs(SECONDS);
    let served = AtomicUsize::new(0);
    let times: Vec<(usize, Duration)> = thread::scope(|scope| {
        let clients: Vec<_> = (0..CLIENTS)
            .map(|number| {
                let (client, kinds, served) = (&client, &kinds, &served);
                scope.spawn(move || {
                    let mut times = Vec::new();
                    // Each begins with another kind and goes round.
                    for round in number.. {
                        if Instant::now() >= until {
                            break;
                        }
                        let kind = round % kinds.len();
                        let name = format!("{number} {round}");
                        times.push((kind, timed(client, &kinds[kind].1, &name)));
                        served.fetch_add(1, Ordering::Relaxed);
                    }
                    times
                })
            })
            .collect();
        clients.into_iter().flat_map(|client| client.join().unwrap()).collect()
    });
    let rate = served.load(Ordering::Relaxed) as f64 / begun.elapsed().as_secs_f64();

    let mut by_kind: BTreeMap<usize, Vec<Duration>> = BTreeMap::new();
    for (kind, time) in times {
        by_kind.entry(kind).or_default().push(time);
    }
    println!("PEM alone: median {unloaded:?}");
    println!("{CLIENTS} clients, {SECONDS} s: {rate:.0} uploads a second, no unexpected answer");
    for (kind, times) in &mut by_kind {
        times.sort_unstable();
        let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
        println!(
            "{:>28}: {:6} uploads, median {:?}, 99 % {:?}, slowest {:?}",
            kinds[*kind].0,
            times.len(),
            at(0.5),
            at(0.99),
            at(1.0)
        );
    }
    let loaded = median(by_kind.remove(&0).unwrap());
    println!(
        "PEM beside the others: {:.2} times its time alone",
        loaded.as_secs_f64() / unloaded.as_secs_f64()
    );
    assert!(loaded < unloaded * 5);
}

/// PEM first.
fn kinds() -> Vec<Kind> {
    vec![
        ("PEM", (upload("", "pem/example-certificate-and-key.pem"), 201)),
        ("PFX, 2048 iterations", (shut_upload("", "pkcs12/openssl3-default.p12"), 201)),
        ("P7B", (upload("", "pkcs7/example.p7b"), 201)),
        ("DER", (upload("", "certificate/example.der"), 201)),
        ("PFX, 600000 iterations", (shut_upload("", "pkcs12/openssl3-iterations-600000.p12"), 201)),
        ("encrypted key", (shut_upload("", "key/example-pkcs8-encrypted.pem"), 201)),
        ("request, refused", (upload("", "reject/csr.pem"), 400)),
        ("PFX bomb, refused", (shut_upload("", "reject/iterations-20000000.p12"), 422)),
    ]
}

fn timed(client: &Client, (body, status): &(Value, u16), name: &str) -> Duration {
    let mut body = body.clone();
    body["name"] = name.into();
    let begun = Instant::now();
    let answer = client.keep(&body);
    let time = begun.elapsed();
    assert_eq!(answer.status, *status, "{}", answer.text);
    time
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}
