//! Many at once, dear inputs beside cheap ones, and too many.

use crate::server::{Folder, Server, shut_upload, start, upload};
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
    let settings = [("SECRETS_API_QUEUE", "1"), ("SECRETS_API_TIMEOUT_SECONDS", "2")];
    let (server, client) = start(&folder, &settings);
    let mut slow = begin_request(&server, &client.authorization);
    thread::sleep(Duration::from_millis(300));
    let answer = client.keep(&upload("a", "certificate/example.pem"));
    answer.assert_error(503, "busy", "");
    assert_eq!(answer.headers["retry-after"], "2");
    assert_eq!(client.get("/healthz").status, 200);

    let mut text = String::new();
    slow.read_to_string(&mut text).unwrap();
    assert!(text.starts_with("HTTP/1.1 503 "), "{text}");
    assert!(text.contains(r#""code":"timeout""#) && text.contains("retry-after: 10"), "{text}");
    client.keep(&upload("a", "certificate/example.pem")).assert_kept();
}

/// Sends a head and never the body that it promises.
fn begin_request(server: &Server, authorization: &str) -> std::net::TcpStream {
    let mut stream = server.connect();
    write!(
        stream,
        "POST /v1/secrets/certificate HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\
         Authorization: {authorization}\r\nContent-Type: application/json\r\n\
         Content-Length: 10\r\n\r\n"
    )
    .unwrap();
    stream
}
