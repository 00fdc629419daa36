//! Names by object identifier: signature algorithms, hash functions, attribute types.

use anycert::{Certificate, SignatureAlgorithm};
use testkit::{
    certificate::Made,
    der::{context, oid, sequence, set, tlv},
};

/// Object identifier, name, and the hash function if the algorithm determines it.
const SIGNATURES: &[(&str, &str, &str)] = &[
    ("1.2.840.113549.1.1.2", "md2WithRSAEncryption", "md2"),
    ("1.2.840.113549.1.1.3", "md4WithRSAEncryption", "md4"),
    ("1.2.840.113549.1.1.4", "md5WithRSAEncryption", "md5"),
    ("1.2.840.113549.1.1.5", "sha1WithRSAEncryption", "sha1"),
    ("1.2.840.113549.1.1.11", "sha256WithRSAEncryption", "sha256"),
    ("1.2.840.113549.1.1.12", "sha384WithRSAEncryption", "sha384"),
    ("1.2.840.113549.1.1.13", "sha512WithRSAEncryption", "sha512"),
    ("1.2.840.113549.1.1.14", "sha224WithRSAEncryption", "sha224"),
    ("1.2.840.113549.1.1.15", "sha512-224WithRSAEncryption", "sha512_224"),
    ("1.2.840.113549.1.1.16", "sha512-256WithRSAEncryption", "sha512_256"),
    ("2.16.840.1.101.3.4.3.1", "dsa-with-sha224", "sha224"),
    ("2.16.840.1.101.3.4.3.2", "dsa-with-sha256", "sha256"),
    ("2.16.840.1.101.3.4.3.3", "dsa-with-sha384", "sha384"),
    ("2.16.840.1.101.3.4.3.4", "dsa-with-sha512", "sha512"),
    ("2.16.840.1.101.3.4.3.5", "dsa-with-sha3-224", "sha3_224"),
    ("2.16.840.1.101.3.4.3.6", "dsa-with-sha3-256", "sha3_256"),
    ("2.16.840.1.101.3.4.3.7", "dsa-with-sha3-384", "sha3_384"),
    ("2.16.840.1.101.3.4.3.8", "dsa-with-sha3-512", "sha3_512"),
    ("2.16.840.1.101.3.4.3.9", "ecdsa-with-sha3-224", "sha3_224"),
    ("2.16.840.1.101.3.4.3.10", "ecdsa-with-sha3-256", "sha3_256"),
    ("2.16.840.1.101.3.4.3.11", "ecdsa-with-sha3-384", "sha3_384"),
    ("2.16.840.1.101.3.4.3.12", "ecdsa-with-sha3-512", "sha3_512"),
    ("2.16.840.1.101.3.4.3.13", "rsassa-pkcs1-v1_5-with-sha3-224", "sha3_224"),
    ("2.16.840.1.101.3.4.3.14", "rsassa-pkcs1-v1_5-with-sha3-256", "sha3_256"),
    ("2.16.840.1.101.3.4.3.15", "rsassa-pkcs1-v1_5-with-sha3-384", "sha3_384"),
    ("2.16.840.1.101.3.4.3.16", "rsassa-pkcs1-v1_5-with-sha3-512", "sha3_512"),
    ("2.16.840.1.101.3.4.3.17", "ML-DSA-44", ""),
    ("2.16.840.1.101.3.4.3.18", "ML-DSA-65", ""),
    ("2.16.840.1.101.3.4.3.19", "ML-DSA-87", ""),
    ("2.16.840.1.101.3.4.3.20", "SLH-DSA-SHA2-128s", ""),
    ("2.16.840.1.101.3.4.3.21", "SLH-DSA-SHA2-128f", ""),
    ("2.16.840.1.101.3.4.3.22", "SLH-DSA-SHA2-192s", ""),
    ("2.16.840.1.101.3.4.3.23", "SLH-DSA-SHA2-192f", ""),
    ("2.16.840.1.101.3.4.3.24", "SLH-DSA-SHA2-256s", ""),
    ("2.16.840.1.101.3.4.3.25", "SLH-DSA-SHA2-256f", ""),
    ("2.16.840.1.101.3.4.3.26", "SLH-DSA-SHAKE-128s", ""),
    ("2.16.840.1.101.3.4.3.27", "SLH-DSA-SHAKE-128f", ""),
    ("2.16.840.1.101.3.4.3.28", "SLH-DSA-SHAKE-192s", ""),
    ("2.16.840.1.101.3.4.3.29", "SLH-DSA-SHAKE-192f", ""),
    ("2.16.840.1.101.3.4.3.30", "SLH-DSA-SHAKE-256s", ""),
    ("2.16.840.1.101.3.4.3.31", "SLH-DSA-SHAKE-256f", ""),
    ("1.3.6.1.5.5.7.6.30", "RSASSA-PSS-SHAKE128", "shake128"),
    ("1.3.6.1.5.5.7.6.31", "RSASSA-PSS-SHAKE256", "shake256"),
    ("1.3.6.1.5.5.7.6.32", "ecdsa-with-shake128", "shake128"),
    ("1.3.6.1.5.5.7.6.33", "ecdsa-with-shake256", "shake256"),
    ("1.3.6.1.5.5.7.6.34", "XMSS", ""),
    ("1.3.6.1.5.5.7.6.35", "XMSSMT", ""),
    ("1.3.14.3.2.3", "md5WithRSA", "md5"),
    ("1.3.14.3.2.27", "dsaWithSHA1", "sha1"),
    ("1.3.14.3.2.29", "sha1WithRSA", "sha1"),
    ("1.2.840.10045.4.1", "ecdsa-with-SHA1", "sha1"),
    ("1.2.840.10045.4.3.1", "ecdsa-with-SHA224", "sha224"),
    ("1.2.840.10045.4.3.2", "ecdsa-with-SHA256", "sha256"),
    ("1.2.840.10045.4.3.3", "ecdsa-with-SHA384", "sha384"),
    ("1.2.840.10045.4.3.4", "ecdsa-with-SHA512", "sha512"),
    ("1.3.101.112", "Ed25519", ""),
    ("1.3.101.113", "Ed448", ""),
    ("1.2.840.10040.4.3", "dsa-with-sha1", "sha1"),
    ("1.2.643.2.2.3", "GOST R 34.11-94 with GOST R 34.10-2001", "gost94"),
    ("1.2.643.2.2.4", "GOST R 34.11-94 with GOST R 34.10-94", "gost94"),
    ("1.2.643.7.1.1.3.2", "GOST R 34.10-2012 (256)", "streebog256"),
    ("1.2.643.7.1.1.3.3", "GOST R 34.10-2012 (512)", "streebog512"),
    ("1.2.156.10197.1.501", "SM2-with-SM3", "sm3"),
    ("1.2.156.10197.1.504", "sm3WithRSAEncryption", "sm3"),
    ("1.3.36.3.3.1.2", "ripemd160WithRSA", "ripemd160"),
    ("1.2.840.113549.1.9.16.3.17", "HSS/LMS", ""),
];

/// Hash functions in the parameters of RSASSA-PSS.
const HASHES: &[(&str, &str)] = &[
    ("1.2.840.113549.2.2", "md2"),
    ("1.2.840.113549.2.4", "md4"),
    ("1.2.840.113549.2.5", "md5"),
    ("1.3.14.3.2.26", "sha1"),
    ("2.16.840.1.101.3.4.2.1", "sha256"),
    ("2.16.840.1.101.3.4.2.2", "sha384"),
    ("2.16.840.1.101.3.4.2.3", "sha512"),
    ("2.16.840.1.101.3.4.2.4", "sha224"),
    ("2.16.840.1.101.3.4.2.5", "sha512_224"),
    ("2.16.840.1.101.3.4.2.6", "sha512_256"),
    ("2.16.840.1.101.3.4.2.7", "sha3_224"),
    ("2.16.840.1.101.3.4.2.8", "sha3_256"),
    ("2.16.840.1.101.3.4.2.9", "sha3_384"),
    ("2.16.840.1.101.3.4.2.10", "sha3_512"),
    ("2.16.840.1.101.3.4.2.11", "shake128"),
    ("2.16.840.1.101.3.4.2.12", "shake256"),
];

/// RFC 4519 and the other registers.
const ATTRIBUTES: &[(&str, &str)] = &[
    ("2.5.4.3", "CN"),
    ("2.5.4.4", "SN"),
    ("2.5.4.5", "serialNumber"),
    ("2.5.4.6", "C"),
    ("2.5.4.7", "L"),
    ("2.5.4.8", "ST"),
    ("2.5.4.9", "street"),
    ("2.5.4.10", "O"),
    ("2.5.4.11", "OU"),
    ("2.5.4.12", "title"),
    ("2.5.4.13", "description"),
    ("2.5.4.14", "searchGuide"),
    ("2.5.4.15", "businessCategory"),
    ("2.5.4.16", "postalAddress"),
    ("2.5.4.17", "postalCode"),
    ("2.5.4.18", "postOfficeBox"),
    ("2.5.4.19", "physicalDeliveryOfficeName"),
    ("2.5.4.20", "telephoneNumber"),
    ("2.5.4.21", "telexNumber"),
    ("2.5.4.22", "teletexTerminalIdentifier"),
    ("2.5.4.23", "facsimileTelephoneNumber"),
    ("2.5.4.24", "x121Address"),
    ("2.5.4.25", "internationaliSDNNumber"),
    ("2.5.4.26", "registeredAddress"),
    ("2.5.4.27", "destinationIndicator"),
    ("2.5.4.28", "preferredDeliveryMethod"),
    ("2.5.4.29", "presentationAddress"),
    ("2.5.4.30", "supportedApplicationContext"),
    ("2.5.4.31", "member"),
    ("2.5.4.32", "owner"),
    ("2.5.4.33", "roleOccupant"),
    ("2.5.4.34", "seeAlso"),
    ("2.5.4.41", "name"),
    ("2.5.4.42", "GN"),
    ("2.5.4.43", "initials"),
    ("2.5.4.44", "generationQualifier"),
    ("2.5.4.45", "x500UniqueIdentifier"),
    ("2.5.4.46", "dnQualifier"),
    ("2.5.4.47", "enhancedSearchGuide"),
    ("2.5.4.48", "protocolInformation"),
    ("2.5.4.49", "distinguishedName"),
    ("2.5.4.50", "uniqueMember"),
    ("2.5.4.51", "houseIdentifier"),
    ("2.5.4.54", "dmdName"),
    ("2.5.4.65", "pseudonym"),
    ("2.5.4.72", "role"),
    ("2.5.4.97", "organizationIdentifier"),
    ("2.5.4.98", "c3"),
    ("2.5.4.99", "n3"),
    ("2.5.4.100", "dnsName"),
    ("0.9.2342.19200300.100.1.1", "UID"),
    ("0.9.2342.19200300.100.1.2", "textEncodedORAddress"),
    ("0.9.2342.19200300.100.1.3", "mail"),
    ("0.9.2342.19200300.100.1.4", "info"),
    ("0.9.2342.19200300.100.1.5", "favouriteDrink"),
    ("0.9.2342.19200300.100.1.6", "roomNumber"),
    ("0.9.2342.19200300.100.1.8", "userClass"),
    ("0.9.2342.19200300.100.1.9", "host"),
    ("0.9.2342.19200300.100.1.10", "manager"),
    ("0.9.2342.19200300.100.1.11", "documentIdentifier"),
    ("0.9.2342.19200300.100.1.12", "documentTitle"),
    ("0.9.2342.19200300.100.1.13", "documentVersion"),
    ("0.9.2342.19200300.100.1.14", "documentAuthor"),
    ("0.9.2342.19200300.100.1.15", "documentLocation"),
    ("0.9.2342.19200300.100.1.20", "homeTelephoneNumber"),
    ("0.9.2342.19200300.100.1.21", "secretary"),
    ("0.9.2342.19200300.100.1.22", "otherMailbox"),
    ("0.9.2342.19200300.100.1.23", "lastModifiedTime"),
    ("0.9.2342.19200300.100.1.24", "lastModifiedBy"),
    ("0.9.2342.19200300.100.1.25", "DC"),
    ("0.9.2342.19200300.100.1.26", "aRecord"),
    ("0.9.2342.19200300.100.1.28", "mXRecord"),
    ("0.9.2342.19200300.100.1.29", "nSRecord"),
    ("0.9.2342.19200300.100.1.30", "sOARecord"),
    ("0.9.2342.19200300.100.1.31", "cNAMERecord"),
    ("0.9.2342.19200300.100.1.37", "associatedDomain"),
    ("0.9.2342.19200300.100.1.38", "associatedName"),
    ("0.9.2342.19200300.100.1.39", "homePostalAddress"),
    ("0.9.2342.19200300.100.1.40", "personalTitle"),
    ("0.9.2342.19200300.100.1.41", "mobileTelephoneNumber"),
    ("0.9.2342.19200300.100.1.42", "pagerTelephoneNumber"),
    ("0.9.2342.19200300.100.1.43", "friendlyCountryName"),
    ("0.9.2342.19200300.100.1.44", "uid"),
    ("0.9.2342.19200300.100.1.45", "organizationalStatus"),
    ("0.9.2342.19200300.100.1.46", "janetMailbox"),
    ("0.9.2342.19200300.100.1.47", "mailPreferenceOption"),
    ("0.9.2342.19200300.100.1.48", "buildingName"),
    ("0.9.2342.19200300.100.1.49", "dSAQuality"),
    ("0.9.2342.19200300.100.1.50", "singleLevelQuality"),
    ("0.9.2342.19200300.100.1.51", "subtreeMinimumQuality"),
    ("0.9.2342.19200300.100.1.52", "subtreeMaximumQuality"),
    ("0.9.2342.19200300.100.1.54", "dITRedirect"),
    ("0.9.2342.19200300.100.1.56", "documentPublisher"),
    ("1.2.840.113549.1.9.1", "emailAddress"),
    ("1.2.840.113549.1.9.2", "unstructuredName"),
    ("1.2.840.113549.1.9.8", "unstructuredAddress"),
    ("1.3.6.1.4.1.311.60.2.1.1", "jurisdictionL"),
    ("1.3.6.1.4.1.311.60.2.1.2", "jurisdictionST"),
    ("1.3.6.1.4.1.311.60.2.1.3", "jurisdictionC"),
    ("1.3.6.1.5.5.7.9.1", "id-pda-dateOfBirth"),
    ("1.3.6.1.5.5.7.9.2", "id-pda-placeOfBirth"),
    ("1.3.6.1.5.5.7.9.3", "id-pda-gender"),
    ("1.3.6.1.5.5.7.9.4", "id-pda-countryOfCitizenship"),
    ("1.3.6.1.5.5.7.9.5", "id-pda-countryOfResidence"),
    ("1.2.643.3.131.1.1", "INN"),
    ("1.2.643.100.1", "OGRN"),
    ("1.2.643.100.3", "SNILS"),
    ("1.2.643.100.5", "OGRNIP"),
];

fn read<T>(made: &Made, read: impl FnOnce(&Certificate) -> T) -> T {
    read(&Certificate::from_der(&made.der()).expect("a valid certificate"))
}

fn signature<T>(identifier: &[&[u8]], look: impl FnOnce(SignatureAlgorithm<'_>) -> T) -> T {
    let made = Made { signature: sequence(identifier), ..Made::default() };
    read(&made, |certificate| look(certificate.signature_algorithm()))
}

#[test]
fn signature_algorithms() {
    for (dotted, name, hash) in SIGNATURES {
        signature(&[&oid(dotted)], |algorithm| {
            assert_eq!((algorithm.name(), algorithm.to_string().as_str()), (Some(*name), *name));
            let told = algorithm.hash().map(|hash| hash.to_string()).unwrap_or_default();
            assert_eq!((told.as_str(), algorithm.oid().to_string().as_str()), (*hash, *dotted));
            let weak = ["md2", "md4", "md5", "sha1"].contains(hash);
            assert_eq!(algorithm.is_weak(), weak, "{name}");
        });
    }
    for unknown in
        ["1.2.3", "1.2.840.113549.1.1.99", "1.2.840.10045.4.9", "2.16.840.1.101.3.4.3.99"]
    {
        signature(&[&oid(unknown)], |algorithm| {
            assert_eq!((algorithm.name(), algorithm.to_string().as_str()), (None, unknown));
            assert!(algorithm.hash().is_none() && !algorithm.is_weak());
        });
    }
}

#[test]
fn hash_functions_of_pss() {
    for (dotted, hash) in HASHES {
        let parameters = sequence(&[&context(0, &[&sequence(&[&oid(dotted)])])]);
        signature(&[&oid("1.2.840.113549.1.1.10"), &parameters], |algorithm| {
            assert_eq!(algorithm.to_string(), format!("RSASSA-PSS {hash}"));
        });
    }
}

#[test]
fn attribute_types() {
    for (dotted, name) in ATTRIBUTES {
        let attribute = sequence(&[&oid(dotted), &tlv(0x0c, &[b"x"])]);
        let made = Made { subject: sequence(&[&set(&[&attribute])]), ..Made::default() };
        let subject = read(&made, |certificate| certificate.subject().to_string());
        assert_eq!(subject, format!("{name}=x"), "{dotted}");
    }
}
