//! An identity from a PFX of each producer, and from key stores with CA keys or several identities,
//! serves and connects over TLS with client authentication, over a pipe in memory.

#[path = "../rustls_from_pfx.rs"]
#[expect(dead_code, reason = "its main reads the command line")]
mod rustls_from_pfx;

use anycert::{
    Bundle, Certificate, Identity, IdentityError, KeyAlgorithm, Limits, LockReason, NoteCode,
    Parser,
};
use rustls::{
    ClientConfig, ClientConnection, DigitallySignedStruct, DistinguishedName, Error, ServerConfig,
    ServerConnection, SignatureScheme,
    client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
    crypto::{CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature},
    pki_types::{CertificateDer, PrivateKeyDer, ServerName, UnixTime},
    server::danger::{ClientCertVerified, ClientCertVerifier},
};
use std::{
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    sync::Arc,
};
use testkit::{
    fixture, parallel,
    pfx::{self, Bag},
};

/// One file of each producer that writes only files that are slow to open. Other slow files are
/// covered by other tests.
const SLOW: [&str; 2] = ["gnutls-default.p12", "nss-default.p12"];
const PASSPHRASE: &str = "correct horse 7F";
const QUICK: Limits = Limits::DEFAULT.kdf_work(500_000);

/// Accepts one certificate, whatever its names and dates, and checks that the peer has its key: the
/// fixtures expire, and their names are not under test.
#[derive(Debug)]
struct Only {
    certificate: CertificateDer<'static>,
    provider: Arc<CryptoProvider>,
}

impl Only {
    fn check(&self, end_entity: &CertificateDer<'_>) -> Result<(), Error> {
        assert_eq!(*end_entity, self.certificate, "the leaf is sent first");
        Ok(())
    }
}

impl ServerCertVerifier for Only {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        self.check(end_entity).map(|()| ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        verify_tls12_signature(message, certificate, signed, algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        verify_tls13_signature(message, certificate, signed, algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}

impl ClientCertVerifier for Only {
    fn root_hint_subjects(&self) -> &[DistinguishedName] {
        &[]
    }

    fn verify_client_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: UnixTime,
    ) -> Result<ClientCertVerified, Error> {
        self.check(end_entity).map(|()| ClientCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        ServerCertVerifier::verify_tls12_signature(self, message, certificate, signed)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        ServerCertVerifier::verify_tls13_signature(self, message, certificate, signed)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        ServerCertVerifier::supported_verify_schemes(self)
    }
}

/// Both ends authenticate with `identity`, and one line goes each way.
fn talk(identity: &Identity) -> Result<(), Error> {
    let provider = Arc::new(ring::default_provider());
    let certificate = identity.certificate_chain[0].clone();
    let only = Arc::new(Only { certificate, provider: Arc::clone(&provider) });
    let (chain, key) = (&identity.certificate_chain, &identity.private_key);
    let server = ServerConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()?
        .with_client_cert_verifier(Arc::clone(&only) as Arc<dyn ClientCertVerifier>)
        .with_single_cert(chain.clone(), key.clone_key())?;
    let client = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .dangerous()
        .with_custom_certificate_verifier(only)
        .with_client_auth_cert(chain.clone(), key.clone_key())?;
    let name = ServerName::try_from("example.com").expect("a name");
    let mut server = ServerConnection::new(Arc::new(server))?;
    let mut client = ClientConnection::new(Arc::new(client), name)?;
    client.writer().write_all(b"who are you?").expect("room in the buffer");
    server.writer().write_all(b"see for yourself").expect("room in the buffer");
    while client.is_handshaking()
        || server.is_handshaking()
        || client.wants_write()
        || server.wants_write()
    {
        let mut wire = Vec::new();
        while client.wants_write() {
            client.write_tls(&mut wire).expect("a Vec takes all");
        }
        deliver(&wire, |mut bytes| server.read_tls(&mut bytes));
        server.process_new_packets()?;
        let mut wire = Vec::new();
        while server.wants_write() {
            server.write_tls(&mut wire).expect("a Vec takes all");
        }
        deliver(&wire, |mut bytes| client.read_tls(&mut bytes));
        client.process_new_packets()?;
    }
    let mut heard = [0; 12];
    server.reader().read_exact(&mut heard).expect("the client's line");
    assert_eq!(&heard, b"who are you?");
    assert_eq!(server.peer_certificates(), Some(&chain[..]));
    let mut heard = [0; 16];
    client.reader().read_exact(&mut heard).expect("the server's line");
    assert_eq!(&heard, b"see for yourself");
    assert_eq!(client.peer_certificates(), Some(&chain[..]));
    Ok(())
}

fn deliver(mut wire: &[u8], mut read: impl FnMut(&[u8]) -> std::io::Result<usize>) {
    while !wire.is_empty() {
        let taken = read(wire).expect("a connection reads");
        wire = &wire[taken..];
    }
}

/// Whether ring signs with keys of this kind. It does not with the 1024 bits of Mono's makecert.
fn ring_signs_with(bundle: &Bundle) -> bool {
    let info = bundle.leaf().expect("a certificate").public_key();
    match info.algorithm() {
        KeyAlgorithm::Rsa(bits) => *bits >= 2048,
        KeyAlgorithm::Ec(curve) => matches!(curve.name(), "P-256" | "P-384"),
        KeyAlgorithm::Ed25519 => true,
        _ => false,
    }
}

/// A curve with explicit parameters, which rustls does not accept in a certificate.
const EXPLICIT_CURVE: &str = "openssl3-key-explicit.p12";

#[test]
fn a_pfx_of_each_producer() {
    let fixtures = fixture::all();
    let spoke = parallel::map(&fixtures, |fixture| {
        let in_pkcs12 = fixture.name.strip_prefix("pkcs12/");
        let name = in_pkcs12.filter(|name| *name != EXPLICIT_CURVE)?;
        let spoke = fixture.cases().iter().any(|case| {
            if !case.is_ok() || case.text("key_match") != Some("matches") {
                return false;
            }
            let limits = if SLOW.contains(&name) { Limits::DEFAULT } else { QUICK };
            let parser: Parser<'_> = case.parser().limits(limits);
            let Ok(bundle) = parser.parse(&fixture.bytes) else { return false };
            if !ring_signs_with(&bundle) {
                return false;
            }
            let chain: Vec<_> = bundle.chain().map(|one| one.as_der().to_vec()).collect();
            let identity = bundle.into_identity().unwrap_or_else(|error| panic!("{case}: {error}"));
            assert_eq!(
                identity.certificate_chain,
                chain.into_iter().map(CertificateDer::from).collect::<Vec<_>>()
            );
            talk(&identity).unwrap_or_else(|error| panic!("{case}: {error}"));
            true
        });
        spoke.then(|| name.split(['-', '.']).next().expect("a name").to_owned())
    });
    let producers: Vec<String> = spoke.into_iter().flatten().collect();
    for producer in
        ["openssl3", "openssl35", "gnutls", "nss", "keytool17", "bouncycastle", "python", "easyrsa"]
    {
        assert!(
            producers.iter().any(|one| one == producer),
            "{producer} is not among {producers:?}"
        );
    }
    assert!(producers.len() > 60, "only {} files", producers.len());
}

/// A key store with every certificate and key below, in this order, all under one MAC.
fn key_store(entries: &[&str]) -> Vec<u8> {
    let pem = |name: &str| bytes(&format!("tools/material/{name}"));
    let certificate = |name: &str| {
        let certificate = Certificate::from_pem(&pem(name)).expect("a certificate");
        pfx::certificate_bag(certificate.as_der())
    };
    let key = |name: &str| {
        let keys = anycert::parse(&pem(name)).expect("a key");
        pfx::bag(Bag::Key, keys.private_keys()[0].secret_pkcs8_der().expect("not locked"), &[])
    };
    let bags: Vec<Vec<u8>> = entries
        .iter()
        .map(|name| if name.ends_with(".key") { key(name) } else { certificate(name) })
        .collect();
    let bags: Vec<&[u8]> = bags.iter().map(Vec::as_slice).collect();
    let safe = pfx::authenticated_safe(&[&pfx::clear(&bags)]);
    pfx::pfx(&safe, &pfx::mac_data(PASSPHRASE, &safe))
}

/// The server's certificate is served, regardless of where the CA and its key are in the store.
#[test]
fn a_key_store_with_the_keys_of_its_ca() {
    let server = Certificate::from_pem(&bytes("tools/material/leaf.pem")).expect("a certificate");
    for entries in [
        ["inter.key", "inter.pem", "root.key", "root.pem", "leaf.key", "leaf.pem"],
        ["root.pem", "inter.pem", "leaf.pem", "root.key", "inter.key", "leaf.key"],
        ["leaf.key", "leaf.pem", "inter.key", "inter.pem", "root.key", "root.pem"],
        ["leaf.pem", "root.key", "root.pem", "inter.key", "inter.pem", "leaf.key"],
    ] {
        let parser = Parser::new().passphrase(PASSPHRASE);
        let identity = parser.parse(&key_store(&entries)).expect("it opens").into_identity();
        let identity = identity.unwrap_or_else(|error| panic!("{entries:?}: {error}"));
        assert_eq!(identity.certificate_chain[0], CertificateDer::from(&server), "{entries:?}");
        assert_eq!(identity.certificate_chain.len(), 3, "{entries:?}");
        talk(&identity).unwrap_or_else(|error| panic!("{entries:?}: {error}"));
    }
}

/// Of several identities the first in file order is served, with its own key, and a note says so.
#[test]
fn a_key_store_with_several_identities() {
    let first = Certificate::from_pem(&bytes("tools/material/rsa.pem")).expect("a certificate");
    for entries in [
        ["rsa.pem", "rsa.key", "leaf.pem", "leaf.key"],
        ["leaf.key", "rsa.key", "rsa.pem", "leaf.pem"],
        ["rsa.pem", "leaf.pem", "leaf.key", "rsa.key"],
    ] {
        let parser = Parser::new().passphrase(PASSPHRASE);
        let bundle = parser.parse(&key_store(&entries)).expect("it opens");
        let codes: Vec<NoteCode> = bundle.notes().iter().map(|note| note.code()).collect();
        assert!(codes.contains(&NoteCode::SeveralLeafCandidates), "{entries:?}: {codes:?}");
        let identity = bundle.into_identity().expect("an identity");
        assert_eq!(identity.certificate_chain[0], CertificateDer::from(&first), "{entries:?}");
        talk(&identity).unwrap_or_else(|error| panic!("{entries:?}: {error}"));
    }
}

fn identity(input: &[u8], key: Option<&str>) -> Result<Identity, IdentityError> {
    let key = key.map(bytes);
    Parser::new().private_key(key.as_ref()).parse(input).expect("it can be parsed").into_identity()
}

fn bytes(name: &str) -> Vec<u8> {
    std::fs::read(fixture::root().join(name)).expect("a fixture")
}

#[test]
fn the_example_serves_a_pfx() {
    let pfx = bytes("pkcs12/openssl3-default.p12");
    let config = rustls_from_pfx::server_config(&pfx, Some(PASSPHRASE)).expect("it opens");
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("an address");
    std::thread::spawn(move || rustls_from_pfx::serve(&listener, &Arc::new(config)));
    let bundle = Parser::new().passphrase(PASSPHRASE).parse(&pfx).expect("it opens");
    let certificate = CertificateDer::from(bundle.leaf().expect("a certificate"));
    let only = Arc::new(Only { certificate, provider: Arc::new(ring::default_provider()) });
    let config = ClientConfig::builder().dangerous().with_custom_certificate_verifier(only);
    let name = ServerName::try_from("localhost").expect("a name");
    let client = ClientConnection::new(Arc::new(config.with_no_client_auth()), name);
    let socket = TcpStream::connect(address).expect("it listens");
    let mut stream = rustls::StreamOwned::new(client.expect("a client"), socket);
    stream.write_all(b"GET / HTTP/1.0\r\n\r\n").expect("a handshake");
    let mut heard = String::new();
    stream.read_to_string(&mut heard).expect("an answer");
    assert!(heard.ends_with("\r\n\r\nhello\n"), "{heard}");
    let locked = rustls_from_pfx::server_config(&pfx, None).expect_err("it is encrypted");
    assert!(locked.to_string().contains("passphrase"), "{locked}");
}

#[test]
fn not_an_identity() {
    let certificate = bytes("certificate/p256.pem");
    assert_eq!(identity(&certificate, None), Err(IdentityError::NoKey));
    assert_eq!(identity(&bytes("key/p256-pkcs8.pem"), None), Err(IdentityError::NoCertificate));
    assert_eq!(identity(&certificate, Some("key/ed25519-pkcs8.pem")), Err(IdentityError::Mismatch));
    assert_eq!(
        identity(&certificate, Some("key/p256-pkcs8-aes-256-cbc.pem")),
        Err(IdentityError::Locked(LockReason::NoPassphrase))
    );
    let whole = identity(&certificate, Some("key/p256-pkcs8.pem")).expect("they belong together");
    assert!(matches!(&whole.private_key, PrivateKeyDer::Pkcs8(_)));
    let shown = format!("{whole:?}");
    assert!(shown.contains("elided") && !shown.contains("[48,"), "{shown}");
    talk(&whole).expect("a handshake");
}

#[test]
fn certificates_of_rustls_are_accepted() {
    let whole = anycert::parse(&bytes("certificate/example.pem")).expect("a certificate");
    let der = CertificateDer::from(whole.leaf().expect("one"));
    let again = anycert::Certificate::try_from(&der).expect("the same one");
    assert_eq!(Some(&again), whole.leaf());
    assert!(anycert::Certificate::try_from(&CertificateDer::from(&[0x30, 0][..])).is_err());
}
