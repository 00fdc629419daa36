//! What a server answers to an upload: the four facts, or a status and what the sender can do.
//!
//! `cargo run --example upload_handler -- testdata/pem/example-certificate-and-key.pem`

use anycert::{ErrorKind, KeyMatch, Limits, Parser, PrivateKey, zeroize::Zeroizing};
use serde_json::{Value, json};

const LIMITS: Limits = Limits::DEFAULT.input_bytes(1 << 20).kdf_work(8_000_000);

/// The fields of the form, as they were sent.
#[derive(Default)]
struct Upload {
    content: Vec<u8>,
    private_key: Option<Vec<u8>>,
    passphrase: Option<Zeroizing<String>>,
    /// The sender confirmed that the key may be stored although it is unknown whether it belongs.
    accept_unmatched_key: bool,
}

fn main() {
    let file = std::env::args_os().nth(1).unwrap_or("FILE".into());
    let content = std::fs::read(&file).unwrap_or_default();
    let (status, body) = handle(&Upload { content, ..Upload::default() });
    println!("{status} {body}");
}

fn handle(upload: &Upload) -> (u16, Value) {
    // A form cannot leave a field out: an empty passphrase is none.
    let passphrase = upload.passphrase.as_deref().filter(|text| !text.is_empty());
    let parser = Parser::new()
        .limits(LIMITS)
        .passphrase(passphrase)
        .private_key(upload.private_key.as_ref());
    let bundle = match parser.parse(&upload.content) {
        Ok(bundle) => bundle,
        Err(error) => {
            let status = if error.kind() == ErrorKind::LimitExceeded { 413 } else { 400 };
            let (kind, message) = (error.kind().as_str(), error.to_string());
            return (status, json!({ "kind": kind, "error": message, "help": error.help() }));
        }
    };
    match bundle.key_match() {
        KeyMatch::Mismatch => {
            return (400, json!({ "error": "the private key belongs to another certificate" }));
        }
        KeyMatch::Unknown(reason) if !upload.accept_unmatched_key => {
            let question = "confirm that the private key belongs to the certificate";
            return (400, json!({ "error": question, "reason": reason.as_str() }));
        }
        _ => store(&bundle.to_pem(), bundle.leaf_key()),
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

/// Stores what was found, not what was pasted. A locked key is stored as it came.
fn store(certificates: &str, key: Option<&PrivateKey>) {
    let key = key.and_then(|key| key.secret_pkcs8_pem().or_else(|| key.locked_pem()));
    let key_bytes = key.map_or(0, |pem| pem.len());
    eprintln!("stored {} bytes of certificates and {key_bytes} of a key", certificates.len());
}
