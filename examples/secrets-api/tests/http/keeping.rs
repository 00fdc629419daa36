//! What is kept: through a restart, sealed, once under each name, and in order.

use crate::server::{
    Client, Folder, PASSPHRASE, Server, command, content, new_token, shut_upload, start, testdata,
    upload,
};
use anycert::Parser;
use rusqlite::Connection;
use serde_json::Value;
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
    assert_eq!(mode(data_dir.clone()), 0o700);
    for entry in fs::read_dir(&data_dir).unwrap() {
        let path = entry.unwrap().path();
        assert_eq!(mode(path.clone()), 0o600, "{}", path.display());
    }

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

/// The key that goes out is the leaf's, whatever else was in the input.
#[test]
fn the_stored_key_is_the_one_of_the_leaf() {
    let folder = Folder::new();
    let (_server, client) = start(&folder, &[]);
    let text = |file: &str| content(&testdata(file));
    let own = text("key/example-pkcs8.pem");
    let keys = [text("key/ed25519-pkcs8.pem"), own.clone()].concat();
    let mut body = upload("several", "certificate/example.pem");
    body["certificate_content"] =
        format!("{}{keys}", body["certificate_content"].as_str().unwrap()).into();
    let data = client.keep(&body).assert_kept();
    assert_eq!(data["notes"][0]["code"], "other_keys_not_stored", "{data}");
    let reveal = |data: &Value| {
        let output = command(&folder, &["reveal", data["id"].as_str().unwrap()]).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let expected = Parser::new().parse(own.as_bytes()).unwrap();
    let expected = expected.private_keys()[0].secret_pkcs8_pem().unwrap();
    let shown = reveal(&data);
    assert!(shown.ends_with(&*expected), "{shown}");
    assert_eq!(shown.matches("PRIVATE KEY-----").count(), 2);

    // A key that nobody can open in another form than the one that it was sent in.
    let locked = text("pem/certificate-and-proc-type-key.pem");
    let mut body = upload("locked", "pem/certificate-and-proc-type-key.pem");
    body["accept_unmatched_key"] = true.into();
    let shown = reveal(&client.keep(&body).assert_kept());
    assert!(shown.trim_end().ends_with(locked.trim_end()), "{shown}");
}

#[test]
fn what_is_deleted_is_gone() {
    let folder = Folder::new();
    let (mut server, client) = start(&folder, &[("SECRETS_API_PLAN_LIMIT", "1")]);
    let other = server.client(&new_token(&folder, "other"));
    let body = upload("a", "pem/example-certificate-and-key.pem");
    let data = client.keep(&body).assert_kept();
    let path = format!("/v1/secrets/{}", data["id"].as_str().unwrap());
    let sealed = |column: &str| -> Vec<u8> {
        let database = Connection::open(folder.0.join("data/secrets.db")).unwrap();
        database.query_row(&format!("SELECT {column} FROM secrets"), [], |row| row.get(0)).unwrap()
    };
    let needles = [sealed("private_key"), sealed("content")];

    other.delete(&path).assert_error(404, "not_found", "");
    client.delete("/v1/secrets/7").assert_error(404, "not_found", "");
    assert_eq!(client.get(&path).status, 200);
    let answer = client.delete(&path);
    assert_eq!((answer.status, answer.text.as_str()), (204, ""));
    client.delete(&path).assert_error(404, "not_found", "");
    client.get(&path).assert_error(404, "not_found", "");
    server.ask_to_stop();
    assert!(server.wait().success());
    let database = Connection::open(folder.0.join("data/secrets.db")).unwrap();
    let checkpoint = "PRAGMA wal_checkpoint(TRUNCATE)";
    database.query_row(checkpoint, [], |_| Ok(())).unwrap();
    let file = fs::read(folder.0.join("data/secrets.db")).unwrap();
    for needle in needles {
        let needle = &needle[..64];
        assert!(!file.windows(needle.len()).any(|window| window == needle));
    }
    drop(database);

    // Its name and its place in the plan are free.
    let server = Server::start(&folder, &[("SECRETS_API_PLAN_LIMIT", "1")]);
    let client = Client { base: format!("http://{}", server.address), ..client };
    client.keep(&body).assert_kept();
}

#[test]
fn tokens_are_listed_and_revoked() {
    let folder = Folder::new();
    let (server, client) = start(&folder, &[]);
    let others = server.client(&new_token(&folder, "other"));
    let run = |arguments: &[&str]| {
        let output = command(&folder, arguments).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (output.status.success(), text(output.stdout), text(output.stderr))
    };
    let (_, list, _) = run(&["token", "list"]);
    let lines: Vec<Vec<&str>> =
        list.lines().map(|line| line.split_whitespace().collect()).collect();
    assert_eq!(lines.len(), 2, "{list}");
    assert_eq!((lines[0][3], lines[1][3]), ("default", "other"));
    assert!(lines[0][1].starts_with("20") && lines[0][2].contains(':'), "{list}");
    assert!(!list.contains(&client.authorization["Bearer sat_".len()..]));

    let (revoked, said, _) = run(&["token", "revoke", lines[0][0]]);
    assert!(revoked && said.contains("default"), "{said}");
    client.get("/v1/secrets").assert_error(401, "unauthorized", "");
    assert_eq!(others.get("/v1/secrets").status, 200);
    let (revoked, _, error) = run(&["token", "revoke", lines[0][0]]);
    assert!(!revoked && error.contains(lines[0][0]), "{error}");
    assert_eq!(run(&["token", "list"]).1.lines().count(), 1);
    assert!(!run(&["token", "new", "a\nb"]).0);
}

/// A database as the first version left it, open to others, and with a name of a megabyte.
#[test]
fn the_database_of_an_earlier_version_is_taken_over() {
    let folder = Folder::new();
    let data_dir = folder.0.join("data");
    let path = data_dir.join("secrets.db");
    drop(start(&folder, &[]));
    for file in fs::read_dir(&data_dir).unwrap() {
        let file = file.unwrap().path();
        if file.to_str().unwrap().contains("secrets.db") {
            fs::remove_file(file).unwrap();
        }
    }
    let schema = include_str!("../../src/schema.sql");
    let id = [7_u8; 16];
    let metadata = serde_json::json!({
        "subject": "x".repeat(1 << 20), "issuer": "CN=y", "expires_at": null,
        "has_private_key": false
    });
    {
        let database = Connection::open(&path).unwrap();
        database.execute_batch(schema).unwrap();
        database.execute("INSERT INTO accounts (name) VALUES ('default')", []).unwrap();
        database
            .execute(
                "INSERT INTO secrets VALUES (?, 'default', 'old', 'pem', NULL, ?, 5, x'', \
                 NULL, NULL, NULL)",
                rusqlite::params![id, metadata.to_string()],
            )
            .unwrap();
    }
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    let (_server, client) = start(&folder, &[]);
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    let answer = client.get("/v1/secrets");
    assert!(answer.text.len() < 10_000, "{}", answer.text.len());
    let old = &answer.json()["data"][0];
    assert_eq!(old["name"], "old");
    assert!(old["metadata"]["subject"].as_str().unwrap().ends_with("xx…"));
    assert_eq!(old["metadata"]["issuer"], "CN=y");
    let old = client.get(&format!("/v1/secrets/{}", old["id"].as_str().unwrap())).json();
    assert_eq!(old["data"]["notes"], serde_json::json!([]));
    assert_eq!(old["data"]["details"], Value::Null);
}

#[test]
fn settings_that_are_wrong_are_named() {
    let folder = Folder::new();
    let (server, _client) = start(&folder, &[]);
    for (variable, value, said) in [
        ("SECRETS_API_ADDRESS", server.address.as_str(), "in use"),
        ("SECRETS_API_ADDRESS", "localhost", "localhost"),
        ("SECRETS_API_ADDRESS", "256.0.0.1:80", "256.0.0.1:80"),
        ("SECRETS_API_BODY_BYTES", "2 MB", "2 MB"),
        ("SECRETS_API_KEY", "short", "base64"),
    ] {
        let mut command = command(&folder, &[]);
        let output = command.env("SECRETS_API_ADDRESS", "127.0.0.1:0").env(variable, value);
        let output = output.output().unwrap();
        assert!(!output.status.success());
        let error = String::from_utf8(output.stderr).unwrap();
        assert!(error.contains(said), "{error}");
        if variable == "SECRETS_API_ADDRESS" {
            assert!(error.contains(variable) && error.contains(value), "{error}");
        }
    }
}

#[cfg(target_os = "linux")]
/// Nothing secret of a request is in the memory of the server when it is answered.
#[test]
fn nothing_secret_stays_in_memory() {
    let folder = Folder::new();
    let (server, client) = start(&folder, &[]);
    let key = content(&testdata("key/example-pkcs8.pem"));
    let line = key.lines().nth(5).unwrap();
    let escaped = upload("a", "pem/example-certificate-and-key.pem");
    client.keep(&escaped).assert_kept();
    client.keep(&shut_upload("b", "pkcs12/openssl3-default.p12")).assert_kept();
    client.keep(&shut_upload("c", "pkcs12/openssl3-iterations-600000.p12")).assert_kept();
    let mut wrong = upload("d", "certificate/example.pem");
    wrong["private_key"] = key.clone().into();
    wrong["passphrase"] = PASSPHRASE.into();
    wrong["certificate_type"] = "p7b".into();
    client.keep(&wrong).assert_error(400, "validation_error", "certificate_type_mismatch");
    // One that does not arrive as a whole.
    let mut stream = server.begin(&format!(
        "POST /v1/secrets/certificate HTTP/1.1\r\nHost: x\r\nAuthorization: {}\r\n\
         Content-Type: application/json\r\nContent-Length: 20000\r\n\r\n\
         {{\"passphrase\": \"{PASSPHRASE}\", \"private_key\": \"{line}",
        client.authorization
    ));
    thread::sleep(Duration::from_millis(200));
    stream.flush().unwrap();
    drop(stream);
    thread::sleep(Duration::from_millis(300));
    // On a connection that its client keeps open. The end comes in small pieces, so that it has
    // room in a buffer that was made for large ones.
    let mut body = upload("e", "pem/example-certificate-and-key.pem").to_string();
    body.pop();
    let (begin, end) =
        (body + &" ".repeat(200_000), format!(r#", "passphrase": "{PASSPHRASE}"}}"#));
    let mut open = server.begin(&format!(
        "POST /v1/secrets/certificate HTTP/1.1\r\nHost: x\r\nAuthorization: {}\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{begin}",
        client.authorization,
        begin.len() + 6 + end.len()
    ));
    for piece in [" "; 6].into_iter().chain([&*end]) {
        thread::sleep(Duration::from_millis(50));
        open.write_all(piece.as_bytes()).unwrap();
    }
    let mut answer = [0; 12];
    open.read_exact(&mut answer).unwrap();
    assert_eq!(&answer, b"HTTP/1.1 201");
    thread::sleep(Duration::from_millis(100));
    let found = in_memory(server.id(), &[PASSPHRASE.as_bytes(), line.as_bytes()]);
    assert_eq!(found, [0, 0]);
    // That it would be found.
    let present = in_memory(server.id(), &[b"this method is not allowed here"]);
    assert_ne!(present, [0]);
}

/// How often each needle is in the memory of a process.
#[cfg(target_os = "linux")]
fn in_memory(process: u32, needles: &[&[u8]]) -> Vec<usize> {
    use std::io::{Seek, SeekFrom};
    let maps = fs::read_to_string(format!("/proc/{process}/maps")).unwrap();
    let mut memory = fs::File::open(format!("/proc/{process}/mem")).unwrap();
    let mut found = vec![0; needles.len()];
    for line in maps.lines() {
        let (range, rest) = line.split_once(' ').unwrap();
        if !rest.starts_with('r') || rest.contains("[vvar") || rest.contains("[vsyscall") {
            continue;
        }
        let (begin, end) = range.split_once('-').unwrap();
        let at = |text| u64::from_str_radix(text, 16).unwrap();
        let (begin, end) = (at(begin), at(end));
        let mut bytes = vec![0; usize::try_from(end - begin).unwrap()];
        memory.seek(SeekFrom::Start(begin)).unwrap();
        if memory.read_exact(&mut bytes).is_err() {
            continue;
        }
        for (needle, count) in needles.iter().zip(&mut found) {
            *count += bytes.windows(needle.len()).filter(|window| window == needle).count();
        }
    }
    found
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
    // A list goes on where it was, even if that secret is deleted meanwhile.
    let first = client.get("/v1/secrets?limit=1").json();
    let id = first["data"][0]["id"].as_str().unwrap();
    assert_eq!(client.delete(&format!("/v1/secrets/{id}")).status, 204);
    let next = first["meta"]["next"].as_str().unwrap();
    assert_eq!(names(&format!("/v1/secrets?after={next}")), ["mid", "far", "none"]);
    let other = server.client(&new_token(&folder, "other"));
    assert_eq!(other.get(&path).json()["data"].as_array().unwrap().len(), 0);
}
