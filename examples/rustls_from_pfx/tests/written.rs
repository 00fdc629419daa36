//! rustls takes the identity of a PFX that this crate wrote, in every profile.

use anycert::{Iterations, Parser, Pkcs12Profile};
use rustls::{ServerConfig, crypto::ring};
use testkit::{fixture, random::fixed};

#[test]
fn rustls_serves_with_it() {
    let iterations = Iterations::new(10_000).expect("allowed");
    let pem = std::fs::read(fixture::root().join("pem/leaf-chain-key.pem")).expect("a fixture");
    let server = anycert::parse(&pem).expect("it can be parsed");
    for (profile, passphrase) in [
        (Pkcs12Profile::Modern(iterations), Some("battery staple")),
        (Pkcs12Profile::Pbmac1(iterations), Some("battery staple")),
        (Pkcs12Profile::Legacy(iterations), Some("battery staple")),
        (Pkcs12Profile::NoPassphrase, None),
    ] {
        let file = server.to_pkcs12(passphrase, profile, fixed()).expect("it can be written");
        let bundle = Parser::new().passphrase(passphrase).strict(true).parse(&*file);
        let identity = bundle.expect("it was written").into_identity().expect("an identity");
        let config = ServerConfig::builder_with_provider(ring::default_provider().into());
        let config = config.with_safe_default_protocol_versions().expect("versions");
        let config = config.with_no_client_auth();
        let served = config.with_single_cert(identity.certificate_chain, identity.private_key);
        assert!(served.is_ok(), "{profile:?}: {served:?}");
    }
}
