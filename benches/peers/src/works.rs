//! What is measured, and how it should come out.

use crate::{
    answer::Answer,
    decoders,
    floor::pfx_kdfs,
    measure::{System, Wanted, Work},
    systems::{
        Outcome, floor, openssl, ours, p12_keystore, picky, pki_types, synta, x509_cert,
        x509_parser,
    },
};
use Wanted::{AtLeast, OursAtMost};
use std::hint::black_box;

macro_rules! fixture {
    ($path:literal) => {
        include_bytes!(concat!("../../../testdata/", $path)).as_slice()
    };
}

/// So many times slower than the floor must this one be, or the floor is none.
const FLOOR: (&str, f64) = ("x509-parser", 11.0);

pub const ROOTS: &[u8] = fixture!("certificate/mozilla-roots.pem");
const PASSPHRASE: &str = "correct horse 7F";

pub fn all() -> Vec<Work> {
    vec![
        certificate(),
        roots(),
        roots_to_der(),
        chain_and_key(),
        pkcs7(),
        pfx(),
        pfx_locked(),
        base64(),
    ]
}

fn certificate() -> Work {
    let der = fixture!("certificate/example.der");
    Work {
        name: "one DER certificate: subject and issuer as strings, end as a timestamp",
        systems: vec![
            system("anycert", move || ours::metadata(der)),
            system("floor, a bare cursor", move || floor::der(der)).wanted(OursAtMost(2.0)),
            system("x509-parser", move || x509_parser::der(der)).wanted(AtLeast(7.0)),
            system("x509-cert", move || x509_cert::der(der)).wanted(AtLeast(20.0)),
            system("openssl", move || openssl::der(der)).wanted(AtLeast(150.0)),
        ],
        floor: Some(FLOOR),
    }
}

fn roots() -> Work {
    let pem = ROOTS;
    Work {
        name: "the Mozilla roots in PEM: the same of each certificate",
        systems: vec![
            system("anycert", move || ours::all(pem)),
            system("floor, a bare cursor", move || floor::pem(pem)).wanted(OursAtMost(2.0)),
            system("x509-parser", move || x509_parser::pem(pem)).wanted(AtLeast(8.0)),
            system("x509-cert", move || x509_cert::pem(pem)).wanted(AtLeast(15.0)),
            system("openssl", move || openssl::pem(pem)).wanted(AtLeast(100.0)),
        ],
        floor: Some(FLOOR),
    }
}

fn roots_to_der() -> Work {
    let pem = ROOTS;
    Work {
        name: "the Mozilla roots in PEM: the DER of each",
        systems: vec![
            system("anycert", move || ours::ders(pem)),
            system("floor, base64 alone", move || floor::pem_ders(pem)),
            system("rustls-pki-types", move || pki_types::pem_ders(pem)),
            system("x509-parser", move || x509_parser::pem_ders(pem)),
            system("picky", move || picky::pem_ders(pem)),
            system("synta-certificate, read_pki_blocks", move || synta::any(pem)),
        ],
        floor: None,
    }
}

fn base64() -> Work {
    let bodies = decoders::bodies(ROOTS);
    let decoder = |(name, decoder)| {
        let bodies = bodies.clone();
        system(name, move || decoders::decode(&bodies, decoder))
    };
    Work {
        name: "the base64 of the Mozilla roots, by the decoders there are",
        systems: decoders::ALL.map(decoder).into(),
        floor: None,
    }
}

fn chain_and_key() -> Work {
    let pem = fixture!("pem/leaf-chain-key.pem");
    Work {
        name: "PEM with leaf, chain and key: the same of each certificate, the key decoded",
        systems: vec![
            system("anycert", move || ours::all(pem)),
            system("rustls-pki-types and x509-parser", move || pki_types::chain_and_key(pem)),
        ],
        floor: None,
    }
}

fn pkcs7() -> Work {
    let der = fixture!("pkcs7/example.p7b");
    Work {
        name: "PKCS#7 of two certificates: a Bundle that holds the DER of each, or a vector of them",
        systems: vec![
            system("anycert", move || ours::bundle(der)),
            system("synta-certificate, read_pki_blocks", move || synta::any(der))
                .wanted(AtLeast(2.0)),
            system("synta-certificate, certs_from_pkcs7", move || synta::pkcs7(der)),
            system("picky", move || picky::pkcs7(der)),
            system("openssl", move || openssl::pkcs7(der)),
        ],
        floor: None,
    }
}

fn pfx() -> Work {
    let der = fixture!("pkcs12/openssl3-default.p12");
    Work {
        name: "default PFX of OpenSSL 3: MAC checked, the DER of each certificate, the key opened",
        systems: vec![
            system("anycert", move || ours::pfx(der, PASSPHRASE, true)),
            kdfs("floor, the three key derivations", 2),
            system("p12-keystore", move || p12_keystore::pfx(der, PASSPHRASE)),
            system("picky", move || picky::pfx(der, PASSPHRASE)),
            system("openssl", move || openssl::pfx(der, PASSPHRASE)).wanted(AtLeast(2.5)),
        ],
        floor: None,
    }
}

fn pfx_locked() -> Work {
    let der = fixture!("pkcs12/openssl3-default.p12");
    Work {
        name: "the same PFX, its key seen and not opened",
        systems: vec![
            system("anycert", move || ours::pfx(der, PASSPHRASE, false)),
            kdfs("floor, the two key derivations", 1),
        ],
        floor: None,
    }
}

pub fn system(name: &'static str, run: impl Fn() -> Outcome + 'static) -> System {
    let run = move || run().unwrap_or_else(|| panic!("{name} cannot do this work"));
    System { name, run: Box::new(run), wanted: None, partial: false }
}

/// Key derivations alone, for the MAC and for `encrypted` more things.
fn kdfs(name: &'static str, encrypted: usize) -> System {
    let run = move || {
        black_box(pfx_kdfs(black_box(PASSPHRASE), encrypted));
        Answer::default()
    };
    System { name, run: Box::new(run), wanted: Some(OursAtMost(1.15)), partial: true }
}

impl System {
    fn wanted(mut self, wanted: Wanted) -> Self {
        self.wanted = Some(wanted);
        self
    }
}
