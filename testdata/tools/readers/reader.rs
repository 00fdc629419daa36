//! What the crates rustls-pki-types and pem-rfc7468 read in each file that is named on standard
//! input, by the argument. Printed as by openssl.c.

use rustls_pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject};
use std::io::{self, BufRead};

fn main() {
    let strict = std::env::args().nth(1).is_some_and(|it| it == "rfc7468");
    for path in io::stdin().lock().lines() {
        let path = path.unwrap();
        let text = std::fs::read(&path).unwrap();
        let [certificates, keys] = if strict { rfc7468(&text) } else { rustls(&text) };
        println!("{path}\t{certificates}\t{keys}");
    }
}

fn rustls(text: &[u8]) -> [String; 2] {
    let mut certificates = Vec::new();
    for item in CertificateDer::pem_slice_iter(text) {
        match item {
            Ok(der) => certificates.push(hex(&der)),
            Err(_) => break,
        }
    }
    let key = PrivateKeyDer::from_pem_slice(text);
    [certificates.join(","), key.map_or(String::new(), |key| hex(key.secret_der()))]
}

/// The crate reads one block: the text is cut behind each END line.
fn rfc7468(text: &[u8]) -> [String; 2] {
    let mut found = [Vec::new(), Vec::new()];
    for block in blocks(text) {
        match pem_rfc7468::decode_vec(block) {
            Ok(("CERTIFICATE", der)) => found[0].push(hex(&der)),
            Ok((label, der)) if label.ends_with("PRIVATE KEY") => found[1].push(hex(&der)),
            Ok(_) => {}
            Err(_) => break,
        }
    }
    found.map(|found| found.join(","))
}

/// From each line that begins with a BEGIN to the end of the next line that begins with an END.
fn blocks(text: &[u8]) -> Vec<&[u8]> {
    let mut blocks = Vec::new();
    let mut begin = None;
    let mut at = 0;
    for line in text.split_inclusive(|octet| matches!(octet, b'\n' | b'\r')) {
        if begin.is_none() && line.starts_with(b"-----BEGIN ") {
            begin = Some(at);
        }
        at += line.len();
        if let (Some(from), true) = (begin, line.starts_with(b"-----END ")) {
            blocks.push(&text[from..at]);
            begin = None;
        }
    }
    blocks.extend(begin.map(|from| &text[from..]));
    blocks
}

fn hex(der: &[u8]) -> String {
    der.iter().map(|octet| format!("{octet:02x}")).collect()
}
