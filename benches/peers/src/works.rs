//! What is measured, and how it should come out.

#[cfg(feature = "synta")]
use crate::systems::synta;
use crate::{
    answer::Answer,
    decoders, floor as least,
    floor::pfx_kdfs,
    generated,
    measure::{Caches, System, Wanted, Work},
    systems::{
        Outcome, floor, openssl, ours, p12_keystore, picky, pki_types, rust_asn1, webpki,
        x509_cert, x509_parser,
    },
};
use Wanted::{AtLeast, OursAtMost};
use std::{hint::black_box, rc::Rc};

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
        roots_der(Caches::Warm),
        generated(),
        roots(Caches::Warm),
        roots_der(Caches::Cold),
        roots(Caches::Cold),
        certificate(),
        roots_to_der(),
        chain_and_key(),
        pkcs7(),
        pfx(),
        pfx_locked(),
        base64(),
    ]
}

/// The roots one by one in DER.
fn roots_der(caches: Caches) -> Work {
    let (ders, ends) = least::pem(ROOTS).expect("the roots in PEM");
    let starts = [0].into_iter().chain(ends.iter().copied());
    let ders = starts.zip(&ends).map(|(start, end)| ders[start..*end].to_vec()).collect();
    let (name, wanted) = match caches {
        Caches::Warm => ("144 different roots in DER, warm: names and end of each", 10.0),
        Caches::Cold => ("144 different roots in DER, cold: names and end of each", 5.0),
    };
    let mut work = ders_work(name, ders, caches);
    for system in &mut work.systems {
        system.wanted = match (system.name, caches) {
            ("x509-parser", _) => Some(AtLeast(wanted)),
            ("floor, a bare cursor", Caches::Warm) => Some(OursAtMost(1.5)),
            ("x509-cert", Caches::Warm) => Some(AtLeast(35.0)),
            ("openssl", Caches::Warm) => Some(AtLeast(250.0)),
            _ => None,
        };
    }
    work
}

fn generated() -> Work {
    let name = "10,000 generated certificates of 211 issuers in DER: names and end of each";
    ders_work(name, generated::ders(), Caches::Warm)
}

/// Everybody who reads a certificate in DER.
fn ders_work(name: &'static str, ders: Vec<Vec<u8>>, caches: Caches) -> Work {
    let ders: Rc<[Vec<u8>]> = ders.into();
    let of = |name, run: fn(&[Vec<u8>]) -> Outcome| {
        let ders = ders.clone();
        system(name, move || run(&ders))
    };
    let mut webpki = of("rustls-webpki, anchors alone", webpki::ders);
    webpki.partial = true;
    let systems = vec![
        of("anycert", ours::each),
        of("floor, a bare cursor", floor::ders),
        of("anycert, Certificate::from_der", ours::each_from_der),
        of("x509-parser", x509_parser::ders),
        of("asn1", rust_asn1::ders),
        of("x509-cert", x509_cert::ders),
        of("openssl", openssl::ders),
        webpki,
    ];
    Work { name, systems, floor: None, caches }
}

fn certificate() -> Work {
    let der = fixture!("certificate/example.der");
    Work {
        name: "one DER certificate over and over: subject and issuer as strings, end as a timestamp",
        systems: vec![
            system("anycert", move || ours::metadata(der)),
            system("floor, a bare cursor", move || floor::der(der)).wanted(OursAtMost(2.0)),
            system("x509-parser", move || x509_parser::der(der)).wanted(AtLeast(7.0)),
            system("x509-cert", move || x509_cert::der(der)).wanted(AtLeast(20.0)),
            system("openssl", move || openssl::der(der)).wanted(AtLeast(150.0)),
        ],
        floor: Some(FLOOR),
        caches: Caches::Warm,
    }
}

fn roots(caches: Caches) -> Work {
    let pem = ROOTS;
    let warm = vec![
        system("anycert", move || ours::all(pem)),
        system("floor, a bare cursor", move || floor::pem(pem)).wanted(OursAtMost(1.2)),
        system("x509-parser", move || x509_parser::pem(pem)).wanted(AtLeast(11.0)),
        system("x509-cert", move || x509_cert::pem(pem)).wanted(AtLeast(30.0)),
        system("openssl", move || openssl::pem(pem)).wanted(AtLeast(100.0)),
    ];
    let cold = vec![
        system("anycert", move || ours::all(pem)),
        system("floor, a bare cursor", move || floor::pem(pem)),
        system("x509-parser", move || x509_parser::pem(pem)).wanted(AtLeast(6.0)),
        system("x509-cert", move || x509_cert::pem(pem)),
        system("openssl", move || openssl::pem(pem)),
    ];
    let (name, systems) = match caches {
        Caches::Warm => ("the Mozilla roots in PEM, warm: names and end of each", warm),
        Caches::Cold => ("the Mozilla roots in PEM, cold: names and end of each", cold),
    };
    Work { name, systems, floor: None, caches }
}

fn roots_to_der() -> Work {
    let pem = ROOTS;
    Work {
        name: "the Mozilla roots in PEM: the DER of each",
        systems: Vec::from([
            system("anycert", move || ours::ders(pem)),
            system("floor, base64 alone", move || floor::pem_ders(pem)),
            system("rustls-pki-types", move || pki_types::pem_ders(pem)),
            system("x509-parser", move || x509_parser::pem_ders(pem)),
            system("picky", move || picky::pem_ders(pem)),
            #[cfg(feature = "synta")]
            system("synta-certificate, read_pki_blocks", move || synta::any(pem)),
        ]),
        floor: None,
        caches: Caches::Warm,
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
        caches: Caches::Warm,
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
        caches: Caches::Warm,
    }
}

fn pkcs7() -> Work {
    let der = fixture!("pkcs7/example.p7b");
    Work {
        name: "PKCS#7 of two certificates: a Bundle that holds the DER of each, or a vector of them",
        systems: Vec::from([
            system("anycert", move || ours::bundle(der)),
            #[cfg(feature = "synta")]
            system("synta-certificate, read_pki_blocks", move || synta::any(der))
                .wanted(AtLeast(2.0)),
            #[cfg(feature = "synta")]
            system("synta-certificate, certs_from_pkcs7", move || synta::pkcs7(der)),
            system("picky", move || picky::pkcs7(der)),
            system("openssl", move || openssl::pkcs7(der)),
        ]),
        floor: None,
        caches: Caches::Warm,
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
        caches: Caches::Warm,
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
        caches: Caches::Warm,
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
    System { name, run: Box::new(run), wanted: Some(OursAtMost(1.08)), partial: true }
}

impl System {
    fn wanted(mut self, wanted: Wanted) -> Self {
        self.wanted = Some(wanted);
        self
    }
}
