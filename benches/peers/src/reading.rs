//! How many real files each library reads, as it comes: `peers reading FOLDER`, a folder with the
//! `manifest.jsonl` that `tests/corpus.rs` of anycert reads.
//!
//! Only rows that other tools read count. A file is read if the library gives as many certificates,
//! of a key file as many private keys, as those tools found.

use anycert::{KeyState, Parser};
use rustls_pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject};
use serde_json::Value;
use std::{collections::BTreeMap, error::Error, fs, path::Path};
use x509_cert::der::Decode;

pub struct Row {
    pub format: &'static str,
    pub path: String,
    pub bytes: Vec<u8>,
    passphrase: Option<String>,
    pub certificates: usize,
    keys: usize,
}

impl Row {
    pub fn is_pem(&self) -> bool {
        self.bytes.windows(11).any(|window| window == b"-----BEGIN ")
    }
}

/// Nothing where the library is not made for the format; else what it found, if it read the file.
type Outcome = Option<Option<usize>>;

const SYSTEMS: [(&str, fn(&Row) -> Outcome); 6] = [
    ("anycert", ours),
    ("x509-parser", x509_parser),
    ("x509-cert", x509_cert),
    ("rustls-pki-types", pki_types),
    ("p12-keystore", p12_keystore),
    ("openssl", openssl),
];

const FORMATS: [(&str, &[&str]); 6] = [
    ("certificate, DER", &["der-cert"]),
    ("certificates, PEM", &["pem-cert", "pem-chain"]),
    ("PKCS#7", &["p7b-der", "p7b-pem"]),
    ("PKCS#12", &["p12"]),
    ("private keys", &["key-der", "key-pem"]),
    ("encrypted private keys", &["enckey-der", "enckey-pem", "legacy-enckey-pem"]),
];

pub fn print(folder: &Path) -> Result<(), Box<dyn Error>> {
    let rows = rows(folder)?;
    let names: Vec<_> =
        SYSTEMS.iter().map(|(name, _)| format!("{name}{}", super::version(name))).collect();
    println!("| files | {} |", names.join(" | "));
    println!("|---|{}", "---:|".repeat(SYSTEMS.len()));
    for (format, _) in FORMATS {
        let of_format: Vec<&Row> = rows.iter().filter(|row| row.format == format).collect();
        let cells: Vec<_> = SYSTEMS.iter().map(|(_, read)| cell(&of_format, *read)).collect();
        println!("| {format}: {} | {} |", of_format.len(), cells.join(" | "));
    }
    Ok(())
}

fn cell(rows: &[&Row], read: fn(&Row) -> Outcome) -> String {
    let outcomes: Option<Vec<_>> = rows.iter().map(|row| Some((*row, read(row)?))).collect();
    let is_read = |(row, found): &&(&Row, Option<usize>)| {
        *found == Some(if row.format.contains("keys") { row.keys } else { row.certificates })
    };
    outcomes.map_or("–".into(), |outcomes| outcomes.iter().filter(is_read).count().to_string())
}

pub fn rows(folder: &Path) -> Result<Vec<Row>, Box<dyn Error>> {
    let formats: BTreeMap<&str, &str> = FORMATS
        .iter()
        .flat_map(|(format, kinds)| kinds.iter().map(|kind| (*kind, *format)))
        .collect();
    let mut rows = Vec::new();
    for line in fs::read_to_string(folder.join("manifest.jsonl"))?.lines() {
        let row: Value = serde_json::from_str(line)?;
        let text = |name: &str| row[name].as_str().unwrap_or_default();
        let Some(format) = formats.get(text("kind")).filter(|_| text("expect") == "ok") else {
            continue;
        };
        rows.push(Row {
            format,
            path: text("path").into(),
            bytes: fs::read(folder.join(text("path")))?,
            passphrase: row["password"].as_str().map(String::from),
            certificates: row["certs"].as_array().map_or(0, Vec::len),
            keys: row["private_key_count"].as_u64().map_or(0, |count| count as usize),
        });
    }
    Ok(rows)
}

fn ours(row: &Row) -> Outcome {
    let mut parser = Parser::new();
    if let Some(passphrase) = &row.passphrase {
        parser = parser.passphrase(passphrase);
    }
    let found = parser.parse(&row.bytes).ok().map(|bundle| match row.format.contains("keys") {
        true => bundle
            .private_keys()
            .iter()
            .filter(|key| !matches!(key.state(), KeyState::Locked(_)))
            .count(),
        false => bundle.certificates().len(),
    });
    Some(found)
}

fn x509_parser(row: &Row) -> Outcome {
    use ::x509_parser::{parse_x509_certificate, pem::Pem};
    let one = |der: &[u8]| parse_x509_certificate(der).is_ok_and(|(rest, _)| rest.is_empty());
    match row.format {
        "certificate, DER" => Some(one(&row.bytes).then_some(1)),
        "certificates, PEM" => {
            let blocks: Option<Vec<Pem>> =
                Pem::iter_from_buffer(&row.bytes).map(Result::ok).collect();
            let is_certificate =
                |block: &&Pem| block.label.ends_with("CERTIFICATE") && one(&block.contents);
            Some(blocks.map(|blocks| blocks.iter().filter(is_certificate).count()))
        }
        _ => None,
    }
}

fn x509_cert(row: &Row) -> Outcome {
    use ::x509_cert::Certificate;
    match row.format {
        "certificate, DER" => Some(Certificate::from_der(&row.bytes).ok().map(|_| 1)),
        "certificates, PEM" => {
            Some(Certificate::load_pem_chain(&row.bytes).ok().map(|chain| chain.len()))
        }
        _ => None,
    }
}

/// Any bytes are a `CertificateDer`: only PEM is something that it can read.
fn pki_types(row: &Row) -> Outcome {
    match row.format {
        "certificates, PEM" => {
            let sections: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&row.bytes).collect();
            Some(sections.ok().map(|sections| sections.len()))
        }
        "private keys" if row.is_pem() => {
            let sections: Result<Vec<_>, _> = PrivateKeyDer::pem_slice_iter(&row.bytes).collect();
            Some(sections.ok().map(|sections| sections.len()))
        }
        "private keys" => Some(PrivateKeyDer::try_from(row.bytes.as_slice()).ok().map(|_| 1)),
        _ => None,
    }
}

fn p12_keystore(row: &Row) -> Outcome {
    use ::p12_keystore::{KeyStore, KeyStoreEntry, Pkcs12ImportPolicy};
    if row.format != "PKCS#12" {
        return None;
    }
    let passphrase = row.passphrase.as_deref().unwrap_or_default();
    let store = KeyStore::from_pkcs12(&row.bytes, passphrase, Pkcs12ImportPolicy::Relaxed).ok();
    let certificates = |entry: &KeyStoreEntry| match entry {
        KeyStoreEntry::PrivateKeyChain(chain) => chain.certs().len(),
        KeyStoreEntry::Certificate(_) => 1,
        _ => 0,
    };
    Some(store.map(|store| store.entries().map(|(_, entry)| certificates(entry)).sum()))
}

fn openssl(row: &Row) -> Outcome {
    use ::openssl::{pkcs7::Pkcs7, pkcs12::Pkcs12, pkey::PKey, x509::X509};
    let passphrase = row.passphrase.as_deref().unwrap_or_default();
    let found = match row.format {
        "certificate, DER" => X509::from_der(&row.bytes).ok().map(|_| 1),
        "certificates, PEM" => X509::stack_from_pem(&row.bytes).ok().map(|stack| stack.len()),
        "PKCS#7" => {
            let read = if row.is_pem() {
                Pkcs7::from_pem(&row.bytes)
            } else {
                Pkcs7::from_der(&row.bytes)
            };
            read.ok().and_then(|pkcs7| {
                Some(pkcs7.signed()?.certificates().map_or(0, |stack| stack.len()))
            })
        }
        "PKCS#12" => {
            let parsed = Pkcs12::from_der(&row.bytes).and_then(|pfx| pfx.parse2(passphrase)).ok();
            parsed.map(|parsed| {
                usize::from(parsed.cert.is_some()) + parsed.ca.map_or(0, |ca| ca.len())
            })
        }
        _ if row.is_pem() => {
            PKey::private_key_from_pem_passphrase(&row.bytes, passphrase.as_bytes()).ok().map(|_| 1)
        }
        "private keys" => PKey::private_key_from_der(&row.bytes).ok().map(|_| 1),
        _ => PKey::private_key_from_pkcs8_passphrase(&row.bytes, passphrase.as_bytes())
            .ok()
            .map(|_| 1),
    };
    Some(found)
}
