//! How each library does the work: in the way its documentation shows.

use crate::answer::{Answer, Facts};
use anycert::{Bundle, Certificate, KeyState, Limits, Parser};

pub type Outcome = Option<Answer>;

/// The answers about several inputs as one.
pub fn works_answer(outcomes: impl Iterator<Item = Outcome>) -> Answer {
    let certificates = outcomes.flatten().flat_map(|answer| answer.certificates);
    Answer::of(certificates.collect())
}

pub mod ours {
    use super::*;

    /// The four facts of one input.
    pub fn metadata(input: &[u8]) -> Outcome {
        let metadata = anycert::parse(input).ok()?.metadata();
        let facts = Facts {
            subject: metadata.subject?,
            issuer: metadata.issuer?,
            not_after: metadata.expires_at?.unix_timestamp(),
        };
        Some(Answer::of(vec![facts]).with_keys(usize::from(metadata.has_private_key)))
    }

    /// The four facts of each of several inputs.
    pub fn each(ders: &[Vec<u8>]) -> Outcome {
        let facts = |der: &Vec<u8>| {
            let metadata = anycert::parse(der).ok()?.metadata();
            Some(Facts {
                subject: metadata.subject?,
                issuer: metadata.issuer?,
                not_after: metadata.expires_at?.unix_timestamp(),
            })
        };
        Some(Answer::of(ders.iter().map(facts).collect::<Option<_>>()?))
    }

    /// The same by the reader that takes a certificate in DER and nothing else, as the peers do.
    pub fn each_from_der(ders: &[Vec<u8>]) -> Outcome {
        let facts = |der: &Vec<u8>| {
            let certificate = Certificate::from_der(der).ok()?;
            Some(Facts {
                subject: certificate.subject().to_string(),
                issuer: certificate.issuer().to_string(),
                not_after: certificate.not_after().unix_timestamp(),
            })
        };
        Some(Answer::of(ders.iter().map(facts).collect::<Option<_>>()?))
    }

    /// The facts of every certificate.
    pub fn all(input: &[u8]) -> Outcome {
        let bundle = anycert::parse(input).ok()?;
        let facts = |certificate: &Certificate| Facts {
            subject: certificate.subject().to_string(),
            issuer: certificate.issuer().to_string(),
            not_after: certificate.not_after().unix_timestamp(),
        };
        let facts = bundle.certificates().iter().map(facts).collect();
        Some(Answer::of(facts).with_keys(bundle.private_keys().len()))
    }

    pub fn ders(input: &[u8]) -> Outcome {
        Some(Answer::of_ders(copies(&anycert::parse(input).ok()?)))
    }

    /// The certificates where they are, to be had by `as_der`.
    pub fn bundle(input: &[u8]) -> Outcome {
        anycert::parse(input).ok().map(Answer::of_bundle)
    }

    /// The same of more than the limits allow by default.
    pub fn many(input: &[u8]) -> Outcome {
        let limits = Limits::DEFAULT.input_bytes(1 << 28).memory_bytes(1 << 29);
        let limits = limits.certificates(100_000).pem_sections(100_000);
        Parser::new().limits(limits).parse(input).ok().map(Answer::of_bundle)
    }

    pub fn pfx(input: &[u8], passphrase: &str, decrypt_keys: bool) -> Outcome {
        let parser = Parser::new().passphrase(passphrase).decrypt_keys(decrypt_keys);
        let bundle = parser.parse(input).ok()?;
        let mut ders = copies(&bundle);
        ders.sort();
        let opened = |key: &&anycert::PrivateKey| key.state() == KeyState::Decrypted;
        let keys = bundle.private_keys().iter().filter(opened).count();
        Some(Answer::of_ders(ders).with_keys(keys))
    }

    fn copies(bundle: &Bundle) -> Vec<Vec<u8>> {
        bundle.certificates().iter().map(|certificate| certificate.as_der().to_vec()).collect()
    }
}

pub mod x509_parser {
    use super::*;
    use ::x509_parser::{parse_x509_certificate, pem::Pem};

    pub fn facts(der: &[u8]) -> Option<Facts> {
        let (_, certificate) = parse_x509_certificate(der).ok()?;
        Some(Facts {
            subject: certificate.subject().to_string(),
            issuer: certificate.issuer().to_string(),
            not_after: certificate.validity().not_after.timestamp(),
        })
    }

    pub fn ders(ders: &[Vec<u8>]) -> Outcome {
        Some(Answer::of(ders.iter().map(|der| facts(der)).collect::<Option<_>>()?))
    }

    pub fn der(der: &[u8]) -> Outcome {
        Some(Answer::of(vec![facts(der)?]))
    }

    pub fn pem(text: &[u8]) -> Outcome {
        let facts: Option<_> =
            Pem::iter_from_buffer(text).map(|pem| facts(&pem.ok()?.contents)).collect();
        Some(Answer::of(facts?))
    }

    pub fn pem_ders(text: &[u8]) -> Outcome {
        let ders: Option<_> =
            Pem::iter_from_buffer(text).map(|pem| Some(pem.ok()?.contents)).collect();
        Some(Answer::of_ders(ders?))
    }
}

pub mod x509_cert {
    use super::*;
    use ::x509_cert::{Certificate, der::Decode};

    fn facts(certificate: &Certificate) -> Facts {
        let tbs = certificate.tbs_certificate();
        Facts {
            subject: tbs.subject().to_string(),
            issuer: tbs.issuer().to_string(),
            not_after: tbs.validity().not_after.to_unix_duration().as_secs() as i64,
        }
    }

    pub fn ders(ders: &[Vec<u8>]) -> Outcome {
        let one = |der: &Vec<u8>| Some(facts(&Certificate::from_der(der).ok()?));
        Some(Answer::of(ders.iter().map(one).collect::<Option<_>>()?))
    }

    pub fn der(der: &[u8]) -> Outcome {
        Some(Answer::of(vec![facts(&Certificate::from_der(der).ok()?)]))
    }

    pub fn pem(text: &[u8]) -> Outcome {
        let certificates = Certificate::load_pem_chain(text).ok()?;
        Some(Answer::of(certificates.iter().map(facts).collect()))
    }
}

pub mod openssl {
    use super::*;
    use ::openssl::{
        asn1::{Asn1Time, Asn1TimeRef},
        pkcs7::Pkcs7,
        pkcs12::Pkcs12,
        x509::{X509, X509NameRef, X509Ref},
    };

    fn facts(certificate: &X509Ref) -> Option<Facts> {
        Some(Facts {
            subject: name(certificate.subject_name())?,
            issuer: name(certificate.issuer_name())?,
            not_after: seconds(certificate.not_after())?,
        })
    }

    fn name(name: &X509NameRef) -> Option<String> {
        let mut text = String::new();
        for entry in name.entries() {
            if !text.is_empty() {
                text.push_str(", ");
            }
            text.push_str(entry.object().nid().short_name().unwrap_or("other"));
            text.push('=');
            text.push_str(&entry.data().to_string().ok()?);
        }
        Some(text)
    }

    fn seconds(time: &Asn1TimeRef) -> Option<i64> {
        let since_1970 = Asn1Time::from_unix(0).ok()?.diff(time).ok()?;
        Some(i64::from(since_1970.days) * 86_400 + i64::from(since_1970.secs))
    }

    pub fn ders(ders: &[Vec<u8>]) -> Outcome {
        let one = |der: &Vec<u8>| {
            let certificate = X509::from_der(der).ok()?;
            facts(&certificate)
        };
        Some(Answer::of(ders.iter().map(one).collect::<Option<_>>()?))
    }

    pub fn der(der: &[u8]) -> Outcome {
        let certificate = X509::from_der(der).ok()?;
        Some(Answer::of(vec![facts(&certificate)?]))
    }

    pub fn pem(text: &[u8]) -> Outcome {
        let certificates = X509::stack_from_pem(text).ok()?;
        let facts: Option<_> = certificates.iter().map(|certificate| facts(certificate)).collect();
        Some(Answer::of(facts?))
    }

    pub fn pkcs7(der: &[u8]) -> Outcome {
        let pkcs7 = Pkcs7::from_der(der).ok()?;
        let certificates = pkcs7.signed()?.certificates()?;
        let ders: Option<_> =
            certificates.iter().map(|certificate| certificate.to_der().ok()).collect();
        Some(Answer::of_ders(ders?))
    }

    pub fn pfx(der: &[u8], passphrase: &str) -> Outcome {
        let parsed = Pkcs12::from_der(der).ok()?.parse2(passphrase).ok()?;
        let others = parsed.ca.iter().flatten().map(|certificate| certificate.to_der().ok());
        let own = parsed.cert.iter().map(|certificate| certificate.to_der().ok());
        let mut ders = own.chain(others).collect::<Option<Vec<_>>>()?;
        ders.sort();
        Some(Answer::of_ders(ders).with_keys(usize::from(parsed.pkey.is_some())))
    }
}

pub mod pki_types {
    use super::*;
    use rustls_pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject};

    pub fn pem_ders(text: &[u8]) -> Outcome {
        let certificates = CertificateDer::pem_slice_iter(text);
        let ders: Option<_> = certificates.map(|der| Some(der.ok()?.as_ref().to_vec())).collect();
        Some(Answer::of_ders(ders?))
    }

    /// What a server does with it: certificates and key separately, and x509-parser for the facts.
    pub fn chain_and_key(text: &[u8]) -> Outcome {
        let certificates = CertificateDer::pem_slice_iter(text);
        let facts: Option<_> =
            certificates.map(|der| super::x509_parser::facts(&der.ok()?)).collect();
        let key = PrivateKeyDer::from_pem_slice(text);
        Some(Answer::of(facts?).with_keys(usize::from(key.is_ok())))
    }
}

pub mod picky {
    use super::*;
    use ::picky::{
        pem::{PemError, read_pem},
        pkcs12::{
            Pfx, Pkcs12CryptoContext, Pkcs12ParsingParams, SafeBag, SafeBagKind, SafeContentsKind,
        },
        x509::{Cert, pkcs7::Pkcs7},
    };
    use std::io::Cursor;

    pub fn pem_ders(text: &[u8]) -> Outcome {
        let mut reader = Cursor::new(text);
        let mut ders = Vec::new();
        loop {
            match read_pem(&mut reader) {
                Ok(pem) => ders.push(pem.into_data().into_owned()),
                Err(PemError::HeaderNotFound) => return Some(Answer::of_ders(ders)),
                Err(_) => return None,
            }
        }
    }

    pub fn pkcs7(der: &[u8]) -> Outcome {
        let certificates = Pkcs7::from_der(der).ok()?.decode_certificates();
        let ders: Option<_> = certificates.iter().map(|one: &Cert| one.to_der().ok()).collect();
        Some(Answer::of_ders(ders?))
    }

    pub fn pfx(der: &[u8], passphrase: &str) -> Outcome {
        let context = Pkcs12CryptoContext::new_with_password(passphrase).ok()?;
        let pfx = Pfx::from_der(der, &context, &Pkcs12ParsingParams::default()).ok()?;
        let (mut ders, mut keys) = (Vec::new(), 0);
        for safe in pfx.safe_contents() {
            let bags: &[SafeBag] = match safe.kind() {
                SafeContentsKind::SafeBags(bags) => bags,
                SafeContentsKind::EncryptedSafeBags { safe_bags, .. } => safe_bags,
                SafeContentsKind::Unknown => return None,
            };
            for bag in bags {
                match bag.kind() {
                    SafeBagKind::Certificate(certificate) => ders.push(certificate.to_der().ok()?),
                    SafeBagKind::EncryptedPrivateKey { .. } => keys += 1,
                    _ => return None,
                }
            }
        }
        ders.sort();
        Some(Answer::of_ders(ders).with_keys(keys))
    }
}

pub mod p12_keystore {
    use super::*;
    use ::p12_keystore::{KeyStore, Pkcs12ImportPolicy};

    pub fn pfx(der: &[u8], passphrase: &str) -> Outcome {
        let store = KeyStore::from_pkcs12(der, passphrase, Pkcs12ImportPolicy::Strict).ok()?;
        let (_, chain) = store.private_key_chain()?;
        let mut ders: Vec<_> = chain.certs().iter().map(|one| one.as_der().to_vec()).collect();
        ders.sort();
        Some(Answer::of_ders(ders).with_keys(1))
    }
}

#[cfg(feature = "synta")]
pub mod synta {
    use super::*;
    use synta_certificate::{certs_from_pkcs7, read_pki_blocks};

    /// The reader that takes any format.
    pub fn any(input: &[u8]) -> Outcome {
        let blocks = read_pki_blocks(input, b"", None).ok()?;
        Some(Answer::of_ders(blocks.into_iter().map(|(_, der)| der).collect()))
    }

    pub fn pkcs7(der: &[u8]) -> Outcome {
        Some(Answer::of_ders(certs_from_pkcs7(der).ok()?))
    }
}

/// rust-asn1, the reader under Python's cryptography, with the structures as that declares them.
pub mod rust_asn1 {
    use super::*;
    use ::asn1::{
        BigInt, BitString, DateTime, ObjectIdentifier, SequenceOf, SetOf, Tlv, UtcTime,
        X509GeneralizedTime, oid,
    };

    #[derive(asn1::Asn1Read)]
    struct Certificate<'a> {
        tbs: TbsCertificate<'a>,
        _signature_algorithm: AlgorithmIdentifier<'a>,
        _signature: BitString<'a>,
    }

    #[derive(asn1::Asn1Read)]
    struct TbsCertificate<'a> {
        #[explicit(0)]
        #[default(0)]
        _version: u8,
        _serial: BigInt<'a>,
        _signature: AlgorithmIdentifier<'a>,
        issuer: Name<'a>,
        validity: Validity,
        subject: Name<'a>,
        _spki: SubjectPublicKeyInfo<'a>,
        #[implicit(1)]
        _issuer_unique_id: Option<BitString<'a>>,
        #[implicit(2)]
        _subject_unique_id: Option<BitString<'a>>,
        #[explicit(3)]
        _extensions: Option<SequenceOf<'a, Extension<'a>>>,
    }

    type Name<'a> = SequenceOf<'a, SetOf<'a, AttributeTypeAndValue<'a>>>;

    #[derive(asn1::Asn1Read)]
    struct AttributeTypeAndValue<'a> {
        kind: ObjectIdentifier,
        value: Tlv<'a>,
    }

    #[derive(asn1::Asn1Read)]
    struct AlgorithmIdentifier<'a> {
        _oid: ObjectIdentifier,
        _parameters: Option<Tlv<'a>>,
    }

    #[derive(asn1::Asn1Read)]
    struct SubjectPublicKeyInfo<'a> {
        _algorithm: AlgorithmIdentifier<'a>,
        _key: BitString<'a>,
    }

    #[derive(asn1::Asn1Read)]
    struct Validity {
        _not_before: Time,
        not_after: Time,
    }

    #[derive(asn1::Asn1Read)]
    enum Time {
        Utc(UtcTime),
        Generalized(X509GeneralizedTime),
    }

    #[derive(asn1::Asn1Read)]
    struct Extension<'a> {
        _oid: ObjectIdentifier,
        #[default(false)]
        _critical: bool,
        _value: &'a [u8],
    }

    fn facts(der: &[u8]) -> Option<Facts> {
        let tbs = asn1::parse_single::<Certificate<'_>>(der).ok()?.tbs;
        let not_after = match &tbs.validity.not_after {
            Time::Utc(time) => seconds(time.as_datetime()),
            Time::Generalized(time) => seconds(time.as_datetime()),
        };
        Some(Facts { subject: name(tbs.subject)?, issuer: name(tbs.issuer)?, not_after })
    }

    fn name(name: Name<'_>) -> Option<String> {
        let mut text = String::new();
        for attribute in name.flatten() {
            if !text.is_empty() {
                text.push_str(", ");
            }
            match short_name(&attribute.kind) {
                Some(short) => text.push_str(short),
                None => text.push_str(&attribute.kind.to_string()),
            }
            text.push('=');
            text.push_str(std::str::from_utf8(attribute.value.data()).ok()?);
        }
        Some(text)
    }

    fn short_name(kind: &ObjectIdentifier) -> Option<&'static str> {
        const NAMES: [(ObjectIdentifier, &str); 7] = [
            (oid!(2, 5, 4, 3), "CN"),
            (oid!(2, 5, 4, 10), "O"),
            (oid!(2, 5, 4, 6), "C"),
            (oid!(2, 5, 4, 11), "OU"),
            (oid!(2, 5, 4, 7), "L"),
            (oid!(2, 5, 4, 8), "ST"),
            (oid!(1, 2, 840, 113549, 1, 9, 1), "emailAddress"),
        ];
        NAMES.iter().find(|(known, _)| known == kind).map(|(_, name)| *name)
    }

    fn seconds(time: &DateTime) -> i64 {
        let (year, month) = (i64::from(time.year()), i64::from(time.month()));
        let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
        let days = year * 365 + year / 4 - year / 100
            + year / 400
            + (month * 153 + 2) / 5
            + i64::from(time.day())
            - 719_469;
        let hours = days * 24 + i64::from(time.hour());
        (hours * 60 + i64::from(time.minute())) * 60 + i64::from(time.second())
    }

    pub fn ders(ders: &[Vec<u8>]) -> Outcome {
        Some(Answer::of(ders.iter().map(|der| facts(der)).collect::<Option<_>>()?))
    }
}

pub mod webpki {
    use super::*;
    use ::webpki::anchor_from_trusted_cert;
    use rustls_pki_types::CertificateDer;

    /// The subject in DER and nothing else: it prints no names and reads no dates here.
    pub fn ders(ders: &[Vec<u8>]) -> Outcome {
        let anchors: Option<Vec<_>> = ders
            .iter()
            .map(|der| {
                anchor_from_trusted_cert(&CertificateDer::from(der.as_slice()))
                    .ok()
                    .map(|one| one.to_owned())
            })
            .collect();
        std::hint::black_box(anchors?);
        Some(Answer::default())
    }
}

pub mod floor {
    use super::*;
    use crate::floor;

    pub fn ders(ders: &[Vec<u8>]) -> Outcome {
        Some(Answer::of(ders.iter().map(|der| floor::facts(der)).collect::<Option<_>>()?))
    }

    pub fn der(der: &[u8]) -> Outcome {
        Some(Answer::of(vec![floor::facts(der)?]))
    }

    pub fn pem(text: &[u8]) -> Outcome {
        Some(Answer::of(floor::pem_facts(text)?))
    }

    pub fn pem_ders(text: &[u8]) -> Outcome {
        let (der, ends) = floor::pem(text)?;
        let mut start = 0;
        let ders = ends.iter().map(|end| der[std::mem::replace(&mut start, *end)..*end].to_vec());
        Some(Answer::of_ders(ders.collect()))
    }
}
