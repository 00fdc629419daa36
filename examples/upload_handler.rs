//! What a server answers to an upload: the four facts, or a status with what the sender can do.
//!
//! `cargo run --example upload_handler -- certificate.pem`

use anycert::{ErrorKind, KeyMatch, Parser};
use serde_json::{Value, json};

fn main() {
    let file = std::env::args_os().nth(1).unwrap_or("FILE".into());
    let upload = std::fs::read(&file).unwrap_or_default();
    let (status, body) = handle(&upload, None);
    println!("{status} {body}");
}

/// `passphrase` is `None` if the form's field was left empty.
fn handle(upload: &[u8], passphrase: Option<&str>) -> (u16, Value) {
    let mut parser = Parser::new();
    if let Some(passphrase) = passphrase {
        parser = parser.passphrase(passphrase);
    }
    let bundle = match parser.parse(upload) {
        Ok(bundle) => bundle,
        Err(error) => {
            let status = if error.kind() == ErrorKind::LimitExceeded { 413 } else { 400 };
            let (kind, message) = (error.kind().as_str(), error.to_string());
            return (status, json!({ "kind": kind, "error": message, "help": error.help() }));
        }
    };
    if bundle.key_match() == KeyMatch::Mismatch {
        return (400, json!({ "error": "the private key belongs to another certificate" }));
    }
    let facts = bundle.metadata();
    let body = json!({
        "subject": facts.subject,
        "issuer": facts.issuer,
        "expires_at": facts.expires_at_rfc3339(),
        "has_private_key": facts.has_private_key,
    });
    (200, body)
}
