//! Many at once, dear inputs beside cheap ones, and too many.

use crate::{
    hostile::with_long_names,
    server::{Folder, content, new_token, shut_upload, start, testdata, upload},
};
use serde_json::json;
use std::{
    io::{Read, Write},
    sync::{
        Barrier,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

#[test]
fn sixty_four_clients_at_once() {
    let folder = Folder::new();
    let (_server, client) = start(&folder, &[]);
    let gate = Barrier::new(64);
    thread::scope(|scope| {
        for number in 0..64 {
            let (gate, client) = (&gate, &client);
            scope.spawn(move || {
                let name = number.to_string();
                let body = match number % 4 {
                    0 => upload(&name, "pem/example-certificate-and-key.pem"),
                    1 => upload(&name, "pkcs7/example.p7b"),
                    2 => shut_upload(&name, "pkcs12/openssl3-default.p12"),
                    _ => upload(&name, "certificate/example.der"),
                };
                gate.wait();
                client.keep(&body).assert_kept();
            });
        }
    });
    assert_eq!(client.get("/v1/secrets").json()["data"].as_array().unwrap().len(), 64);
}

/// What costs too much is refused without waiting for what is dear but allowed, and neither
/// delays a PEM.
#[test]
fn a_bomb_is_refused_at_once_while_others_are_served() {
    let folder = Folder::new();
    let (_server, client) = start(&folder, &[]);
    let over = AtomicBool::new(false);
    thread::scope(|scope| {
        for number in 0..8 {
            let (over, client) = (&over, &client);
            scope.spawn(move || {
                let mut round = 0;
                while !over.load(Ordering::Relaxed) {
                    round += 1;
                    let name = format!("{number} {round}");
                    let body = shut_upload(&name, "pkcs12/openssl3-iterations-600000.p12");
                    client.keep(&body).assert_kept();
                }
            });
        }
        thread::sleep(Duration::from_millis(500));
        let mut slowest = Duration::ZERO;
        for round in 0..20 {
            let begun = Instant::now();
            let bomb = shut_upload("bomb", "reject/iterations-20000000.p12");
            client.keep(&bomb).assert_error(422, "limit_exceeded", "limit_exceeded");
            client.keep(&upload(&format!("pem {round}"), "certificate/example.pem")).assert_kept();
            slowest = slowest.max(begun.elapsed());
        }
        over.store(true, Ordering::Relaxed);
        // Eight of the dear ones would take several seconds.
        assert!(slowest < Duration::from_millis(1500), "{slowest:?}");
    });
}

#[test]
fn too_many_and_too_slow_are_told_to_come_back() {
    let folder = Folder::new();
    let settings = [
        ("SECRETS_API_REQUESTS", "2"),
        ("SECRETS_API_BODY_SECONDS", "3"),
        ("SECRETS_API_HEAD_SECONDS", "2"),
    ];
    let (server, client) = start(&folder, &settings);
    let other = server.client(&new_token(&folder, "other"));
    let begun = Instant::now();
    let mut slow = server.begin(&head(&client.authorization, 10));
    let mut silent = server.begin("POST /v1/secrets HTTP/1.1\r\nHost");
    thread::sleep(Duration::from_millis(300));
    // The account has as much as is left for the others.
    let answer = client.keep(&upload("a", "certificate/example.pem"));
    answer.assert_error(429, "too_many_requests", "");
    assert_eq!(answer.headers["retry-after"], "2");
    let answer = other.keep(&upload("a", "certificate/example.pem"));
    answer.assert_error(503, "busy", "");
    assert_eq!(client.get("/healthz").status, 200);

    // No byte for a third of the time.
    let mut text = String::new();
    slow.read_to_string(&mut text).unwrap();
    assert!(begun.elapsed() < Duration::from_secs(2), "{:?}", begun.elapsed());
    assert!(text.starts_with("HTTP/1.1 408 "), "{text}");
    assert!(text.contains(r#""code":"request_timeout""#), "{text}");
    client.keep(&upload("a", "certificate/example.pem")).assert_kept();
    let _ = silent.read_to_string(&mut text);
    assert!(begun.elapsed() < Duration::from_secs(4), "{:?}", begun.elapsed());
}

/// A body that arrives byte by byte has an end too.
#[test]
fn a_dripping_body_is_given_up() {
    let folder = Folder::new();
    let (server, client) = start(&folder, &[("SECRETS_API_BODY_SECONDS", "2")]);
    let begun = Instant::now();
    let mut stream = server.begin(&head(&client.authorization, 1000));
    let mut reader = stream.try_clone().unwrap();
    let dripping = thread::spawn(move || {
        while begun.elapsed() < Duration::from_secs(10) && stream.write_all(b" ").is_ok() {
            thread::sleep(Duration::from_millis(100));
        }
    });
    let mut bytes = [0; 12];
    reader.read_exact(&mut bytes).unwrap();
    assert_eq!(&bytes, b"HTTP/1.1 408");
    assert!(begun.elapsed() < Duration::from_secs(4), "{:?}", begun.elapsed());
    dripping.join().unwrap();
}

/// Names of any length, and pages of a list by bytes.
#[test]
fn long_names_make_no_long_lists() {
    let folder = Folder::new();
    let (server, client) = start(&folder, &[]);
    let certificate = with_long_names(&testdata("certificate/example.der"), 300_000);
    for number in 0..40 {
        let body =
            json!({ "name": number.to_string(), "certificate_content": content(&certificate) });
        let data = client.keep(&body).assert_kept();
        assert!(data["metadata"]["subject"].as_str().unwrap().ends_with('…'));
        assert!(data["notes"].to_string().contains("name_shortened"));
        assert!(data.to_string().len() < 50_000);
    }
    let (mut count, mut pages, mut path) = (0, 0, "/v1/secrets?limit=1000".to_owned());
    loop {
        let answer = client.get(&path);
        assert!(answer.text.len() < 300_000, "{}", answer.text.len());
        pages += 1;
        count += answer.json()["data"].as_array().unwrap().len();
        match answer.json()["meta"]["next"].as_str() {
            Some(next) => path = format!("/v1/secrets?limit=1000&after={next}"),
            None => break,
        }
    }
    assert_eq!((count, pages), (40, 2));
    assert!(server.peak_memory() < 200, "{} MiB", server.peak_memory());
}

fn head(authorization: &str, length: usize) -> String {
    format!(
        "POST /v1/secrets/certificate HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\
         Authorization: {authorization}\r\nContent-Type: application/json\r\n\
         Content-Length: {length}\r\n\r\n"
    )
}
