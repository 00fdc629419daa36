//! What is kept: through a restart, sealed, once under each name, and in order.

use crate::server::{
    Folder, PASSPHRASE, Server, command, content, new_token, shut_upload, start, testdata, upload,
};
use anycert::Parser;
use rusqlite::Connection;
use std::{
    collections::HashSet,
    fs,
    io::{Read, Write},
    os::unix::fs::PermissionsExt,
    sync::Barrier,
    thread,
    time::Duration,
};

#[test]
fn a_restart_keeps_everything() {
    let folder = Folder::new();
    let (mut server, client) = start(&folder, &[]);
    let id = client.keep(&upload("a", "pem/example-chain.pem")).assert_kept()["id"].clone();
    let path = format!("/v1/secrets/{}", id.as_str().unwrap());
    let before = client.get(&path).json();
    server.ask_to_stop();
    assert!(server.wait().success());

    let mut server = Server::start(&folder, &[]);
    let mut client = client;
    client.base = format!("http://{}", server.address);
    assert_eq!(client.get(&path).json()["data"], before["data"]);
    client.keep(&upload("a", "certificate/example.pem")).assert_error(409, "conflict", "");
    server.ask_to_stop();
    assert!(server.wait().success());

    let other_key = ("SECRETS_API_KEY", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
    let output = command(&folder, &[]).envs([other_key]).output().unwrap();
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("master key"));
}

/// A process that is killed has kept all that it answered 201 to.
#[test]
fn a_kill_keeps_what_was_answered() {
    let folder = Folder::new();
    let (server, mut client) = start(&folder, &[]);
    for number in 0..20 {
        client.keep(&upload(&number.to_string(), "certificate/example.pem")).assert_kept();
    }
    drop(server);
    let server = Server::start(&folder, &[]);
    client.base = format!("http://{}", server.address);
    assert_eq!(client.get("/v1/secrets").json()["data"].as_array().unwrap().len(), 20);
}

#[test]
fn a_request_under_way_is_finished_before_the_stop() {
    let folder = Folder::new();
    let (mut server, client) = start(&folder, &[]);
    let body = upload("a", "certificate/example.pem").to_string();
    let mut stream = server.connect();
    let head = format!(
        "POST /v1/secrets/certificate HTTP/1.1\r\nHost: x\r\nAuthorization: {}\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n",
        client.authorization,
        body.len()
    );
    let (first, rest) = body.split_at(100);
    write!(stream, "{head}{first}").unwrap();
    thread::sleep(Duration::from_millis(300));
    server.ask_to_stop();
    thread::sleep(Duration::from_millis(300));
    write!(stream, "{rest}").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 201 Created"), "{answer}");
    assert!(server.wait().success());
    assert!(server.log().contains("stopped"));
}

#[test]
fn what_is_kept_is_sealed_and_is_not_the_paste() {
    let folder = Folder::new();
    let (mut server, client) = start(&folder, &[]);
    let data = client.keep(&shut_upload("shut", "pkcs12/openssl3-default.p12")).assert_kept();
    let id = data["id"].as_str().unwrap();
    let locked = upload("locked", "key/example-pkcs8-encrypted.pem");
    let locked_id = client.keep(&locked).assert_kept()["id"].as_str().unwrap().to_owned();
    server.ask_to_stop();
    assert!(server.wait().success());

    let data_dir = folder.0.join("data");
    let mode = |path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(data_dir.join("master.key")), 0o600);
    assert_eq!(mode(data_dir.clone()), 0o700);

    let input = testdata("pkcs12/openssl3-default.p12");
    let bundle = Parser::new().passphrase(PASSPHRASE).parse(&input).unwrap();
    let key = bundle.private_keys()[0].secret_pkcs8_pem().unwrap();
    let expected = format!("{}{}", bundle.to_pem(), *key);
    let reveal = |id| command(&folder, &["reveal", id]).output().unwrap();
    assert_eq!(String::from_utf8(reveal(id).stdout).unwrap(), expected);
    let sent = locked["certificate_content"].as_str().unwrap();
    assert_eq!(String::from_utf8(reveal(&locked_id).stdout).unwrap().trim(), sent.trim());

    // Nothing of it lies open in the files, nor do the token or the name of its hash.
    let token = &client.authorization["Bearer ".len()..];
    let second_line = |pem: &str| pem.lines().nth(1).unwrap().to_owned();
    let needles = [
        PASSPHRASE.to_owned(),
        second_line(&key),
        second_line(&bundle.to_pem()),
        second_line(sent),
        token.to_owned(),
        content(&input)[..60].to_owned(),
    ];
    for entry in fs::read_dir(&data_dir).unwrap() {
        let bytes = fs::read(entry.unwrap().path()).unwrap();
        for needle in &needles {
            assert!(!bytes.windows(needle.len()).any(|window| window == needle.as_bytes()));
        }
    }

    // Each value has its own nonce, and opens nowhere else.
    let database = Connection::open(data_dir.join("secrets.db")).unwrap();
    let columns = "SELECT content, private_key, passphrase FROM secrets WHERE name = 'shut'";
    let sealed: [Vec<u8>; 3] =
        database.query_row(columns, [], |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?])).unwrap();
    let nonces: HashSet<&[u8]> = sealed.iter().map(|sealed| &sealed[..24]).collect();
    assert_eq!(nonces.len(), 3);
    let swapped = "UPDATE secrets SET content = private_key, private_key = content";
    database.execute(&format!("{swapped} WHERE name = 'shut'"), []).unwrap();
    assert!(!reveal(id).status.success());
}

#[test]
fn two_writers_on_one_name() {
    let folder = Folder::new();
    let (_server, client) = start(&folder, &[]);
    for round in 0..25 {
        let body = upload(&format!("round {round}"), "certificate/example.pem");
        let start = Barrier::new(2);
        let mut statuses = thread::scope(|scope| {
            let writers = [(); 2].map(|()| {
                scope.spawn(|| {
                    start.wait();
                    client.keep(&body).status
                })
            });
            writers.map(|writer| writer.join().unwrap())
        });
        statuses.sort_unstable();
        assert_eq!(statuses, [201, 409]);
    }
}

#[test]
fn the_list_is_by_end_and_in_pages() {
    let folder = Folder::new();
    let (server, client) = start(&folder, &[]);
    for (name, file) in [
        ("far", "certificate/expires-9999.der"),
        ("none", "key/example-pkcs8.pem"),
        ("past", "certificate/expired-1970.der"),
        ("mid", "certificate/expires-2049-utctime.der"),
    ] {
        client.keep(&upload(name, file)).assert_kept();
    }
    let names = |path: &str| -> Vec<String> {
        let answer = client.get(path).json();
        let data = answer["data"].as_array().unwrap();
        data.iter().map(|secret| secret["name"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(names("/v1/secrets"), ["past", "mid", "far", "none"]);
    assert_eq!(names("/v1/secrets?expires_within=30d"), ["past"]);
    assert_eq!(names("/v1/secrets?expires_within=5000w"), ["past", "mid"]);
    let mut path = "/v1/secrets?limit=1".to_owned();
    for name in ["past", "mid", "far", "none"] {
        let answer = client.get(&path).json();
        assert_eq!(answer["data"][0]["name"], name);
        match answer["meta"]["next"].as_str() {
            Some(next) => path = format!("/v1/secrets?limit=1&after={next}"),
            None => assert_eq!(name, "none"),
        }
    }
    let other = server.client(&new_token(&folder, "other"));
    assert_eq!(other.get(&path).json()["data"].as_array().unwrap().len(), 0);
}
