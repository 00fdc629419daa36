//! keyUsage, extKeyUsage and basicConstraints (RFC 5280 §4.2.1).

use crate::{
    asn1::{error::ParseError, oid::Oid, tlv::Reader},
    error::x509::{BAD_KEY_USAGE, BAD_PATH_LENGTH},
    oid,
    tag::Tag,
    x509::extensions::extension::boolean,
};
use core::fmt;

/// The bits of keyUsage (RFC 5280 §4.2.1.3).
///
/// ```
/// let der = std::fs::read("testdata/certificate/many-extensions.der")?;
/// let certificate = anycert::Certificate::from_der(&der)?;
/// if let Some(usage) = certificate.key_usage()? {
///     println!("{usage}");
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct KeyUsage(u16);

impl KeyUsage {
    /// Bit 0: verifying signatures other than those on certificates and CRLs.
    pub const DIGITAL_SIGNATURE: KeyUsage = KeyUsage(1);
    /// Bit 1: contentCommitment, formerly nonRepudiation.
    pub const CONTENT_COMMITMENT: KeyUsage = KeyUsage(1 << 1);
    /// Bit 2: encrypting keys, as in RSA key exchange.
    pub const KEY_ENCIPHERMENT: KeyUsage = KeyUsage(1 << 2);
    /// Bit 3: encrypting data directly.
    pub const DATA_ENCIPHERMENT: KeyUsage = KeyUsage(1 << 3);
    /// Bit 4: key agreement, as in Diffie-Hellman.
    pub const KEY_AGREEMENT: KeyUsage = KeyUsage(1 << 4);
    /// Bit 5: verifying signatures on certificates.
    pub const KEY_CERT_SIGN: KeyUsage = KeyUsage(1 << 5);
    /// Bit 6: verifying signatures on CRLs.
    pub const CRL_SIGN: KeyUsage = KeyUsage(1 << 6);
    /// Bit 7, with keyAgreement: only to encipher.
    pub const ENCIPHER_ONLY: KeyUsage = KeyUsage(1 << 7);
    /// Bit 8, with keyAgreement: only to decipher.
    pub const DECIPHER_ONLY: KeyUsage = KeyUsage(1 << 8);

    const NAMES: [(KeyUsage, &'static str, &'static str); 9] = [
        (Self::DIGITAL_SIGNATURE, "digitalSignature", "digital_signature"),
        (Self::CONTENT_COMMITMENT, "contentCommitment", "content_commitment"),
        (Self::KEY_ENCIPHERMENT, "keyEncipherment", "key_encipherment"),
        (Self::DATA_ENCIPHERMENT, "dataEncipherment", "data_encipherment"),
        (Self::KEY_AGREEMENT, "keyAgreement", "key_agreement"),
        (Self::KEY_CERT_SIGN, "keyCertSign", "key_cert_sign"),
        (Self::CRL_SIGN, "cRLSign", "crl_sign"),
        (Self::ENCIPHER_ONLY, "encipherOnly", "encipher_only"),
        (Self::DECIPHER_ONLY, "decipherOnly", "decipher_only"),
    ];

    /// Whether all bits of `usage` are set.
    #[must_use]
    pub const fn contains(self, usage: KeyUsage) -> bool {
        self.0 & usage.0 == usage.0
    }

    /// The bits: bit n of RFC 5280 has the value 2ⁿ.
    #[must_use]
    pub const fn bits(self) -> u16 {
        self.0
    }

    /// Stable `snake_case` words for the bits that are set, in the order of RFC 5280.
    pub fn codes(self) -> impl Iterator<Item = &'static str> {
        let set = move |(usage, _, _): &(KeyUsage, _, _)| self.contains(*usage);
        Self::NAMES.into_iter().filter(set).map(|(_, _, code)| code)
    }
}

/// The names of RFC 5280, `digitalSignature, keyEncipherment`.
impl fmt::Display for KeyUsage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut before = "";
        for (_, name, _) in Self::NAMES.iter().filter(|(usage, _, _)| self.contains(*usage)) {
            write!(f, "{before}{name}")?;
            before = ", ";
        }
        Ok(())
    }
}

impl fmt::Debug for KeyUsage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeyUsage({self})")
    }
}

/// KeyUsage ::= BIT STRING (§4.2.1.3). Bits without a name and unused bits (X.690 §8.6.2) are
/// dropped.
pub(super) fn key_usage(value: &mut Reader<'_>) -> Result<KeyUsage, ParseError> {
    let tlv = value.expect(Tag::BIT_STRING)?;
    let (first, second) = match tlv.value() {
        [0] => (0, 0),
        [unused @ 0..=7, first] => (first & (0xff << unused), 0),
        [unused @ 0..=7, first, second] => (*first, second & (0xff << unused)),
        [0..=7, first, second, ..] => (*first, *second),
        _ => return Err(ParseError::new(&BAD_KEY_USAGE, tlv.offset)),
    };
    Ok(KeyUsage(u16::from_be_bytes([first, second]).reverse_bits() & 0x1ff))
}

/// The purposes of an extKeyUsage (RFC 5280 §4.2.1.12) in encoded order.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let der = std::fs::read("testdata/certificate/example.der")?;
/// let certificate = anycert::Certificate::from_der(&der)?;
/// if let Some(purposes) = certificate.extended_key_usage()? {
///     println!("{}", purposes.allows_server_auth());
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct ExtendedKeyUsage<'a>(Reader<'a>);

impl<'a> ExtendedKeyUsage<'a> {
    /// ExtKeyUsageSyntax ::= SEQUENCE OF KeyPurposeId. An empty one is accepted.
    pub(super) fn read(value: &mut Reader<'a>) -> Result<Self, ParseError> {
        let purposes = value.sequence()?;
        let mut rest = purposes;
        while !rest.is_empty() {
            rest.expect(Tag::OID)?;
        }
        Ok(ExtendedKeyUsage(purposes))
    }

    /// Whether it allows use by a TLS server: serverAuth or
    /// anyExtendedKeyUsage.
    #[must_use]
    pub fn allows_server_auth(&self) -> bool {
        self.clone().any(|purpose| matches!(purpose.name(), Some("serverAuth" | ANY)))
    }

    /// Whether it allows use by a TLS client: clientAuth or
    /// anyExtendedKeyUsage.
    #[must_use]
    pub fn allows_client_auth(&self) -> bool {
        self.clone().any(|purpose| matches!(purpose.name(), Some("clientAuth" | ANY)))
    }
}

const ANY: &str = "anyExtendedKeyUsage";

impl<'a> Iterator for ExtendedKeyUsage<'a> {
    type Item = KeyPurpose<'a>;

    fn next(&mut self) -> Option<KeyPurpose<'a>> {
        self.0.expect(Tag::OID).ok().map(|tlv| KeyPurpose(Oid(tlv.value())))
    }
}

impl fmt::Debug for ExtendedKeyUsage<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}

/// One purpose of an extKeyUsage. [`Display`](fmt::Display) prints its name, or else its OID.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct KeyPurpose<'a>(Oid<'a>);

impl<'a> KeyPurpose<'a> {
    /// The object identifier of the purpose.
    #[must_use]
    pub fn oid(&self) -> Oid<'a> {
        self.0
    }

    /// The name in RFC 5280 or OpenSSL, such as `serverAuth`.
    #[must_use]
    pub fn name(&self) -> Option<&'static str> {
        self.names().map(|(name, _)| name)
    }

    /// A stable `snake_case` code, such as `server_auth`.
    #[must_use]
    pub fn code(&self) -> Option<&'static str> {
        self.names().map(|(_, code)| code)
    }

    fn names(&self) -> Option<(&'static str, &'static str)> {
        let own = self.0.0;
        match own {
            oid::ANY_EXTENDED_KEY_USAGE => return Some((ANY, "any")),
            oid::NETSCAPE_SERVER_GATED_CRYPTO => {
                return Some(("nsSGC", "netscape_server_gated_crypto"));
            }
            _ => {}
        }
        if let Some([last]) = own.strip_prefix(oid::KEY_PURPOSES) {
            return pkix_purpose(*last);
        }
        if let Some([last]) = own.strip_prefix(oid::KERBEROS_PURPOSES) {
            return match last {
                4 => Some(("pkInitClientAuth", "pkinit_client_auth")),
                5 => Some(("pkInitKDC", "pkinit_kdc")),
                _ => None,
            };
        }
        microsoft_purpose(own.strip_prefix(oid::MICROSOFT)?)
    }
}

/// 1.3.6.1.5.5.7.3 (RFC 5280 §4.2.1.12 and later).
fn pkix_purpose(last: u8) -> Option<(&'static str, &'static str)> {
    Some(match last {
        1 => ("serverAuth", "server_auth"),
        2 => ("clientAuth", "client_auth"),
        3 => ("codeSigning", "code_signing"),
        4 => ("emailProtection", "email_protection"),
        5 => ("ipsecEndSystem", "ipsec_end_system"),
        6 => ("ipsecTunnel", "ipsec_tunnel"),
        7 => ("ipsecUser", "ipsec_user"),
        8 => ("timeStamping", "time_stamping"),
        9 => ("OCSPSigning", "ocsp_signing"),
        17 => ("ipsecIKE", "ipsec_ike"),
        21 => ("secureShellClient", "secure_shell_client"),
        22 => ("secureShellServer", "secure_shell_server"),
        36 => ("documentSigning", "document_signing"),
        _ => return None,
    })
}

/// 1.3.6.1.4.1.311.
fn microsoft_purpose(rest: &[u8]) -> Option<(&'static str, &'static str)> {
    Some(match rest {
        [20, 2, 2] => ("msSmartcardLogin", "ms_smartcard_login"),
        [2, 1, 21] => ("msCodeInd", "ms_code_individual"),
        [2, 1, 22] => ("msCodeCom", "ms_code_commercial"),
        [10, 3, 1] => ("msCTLSign", "ms_ctl_signing"),
        [10, 3, 3] => ("msSGC", "ms_server_gated_crypto"),
        [10, 3, 4] => ("msEFS", "ms_encrypted_file_system"),
        _ => return None,
    })
}

impl fmt::Display for KeyPurpose<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name() {
            Some(name) => f.write_str(name),
            None => write!(f, "{}", self.0),
        }
    }
}

impl fmt::Debug for KeyPurpose<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// basicConstraints (RFC 5280 §4.2.1.9).
///
/// ```
/// let roots = std::fs::read("testdata/certificate/mozilla-roots.pem")?;
/// for certificate in anycert::parse(&roots)?.certificates() {
///     let constraints = certificate.basic_constraints()?;
///     println!("{}", constraints.is_some_and(|constraints| constraints.is_ca()));
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct BasicConstraints {
    ca: bool,
    path_length: Option<u32>,
}

impl BasicConstraints {
    /// Whether the subject is a CA.
    #[must_use]
    pub fn is_ca(&self) -> bool {
        self.ca
    }

    /// pathLenConstraint: the maximum number of intermediate CAs that may follow; `None` if there is
    /// no limit. A value above 2³²−1 is returned as 2³²−1.
    #[must_use]
    pub fn path_length(&self) -> Option<u32> {
        self.path_length
    }
}

/// BasicConstraints ::= SEQUENCE { cA BOOLEAN DEFAULT FALSE, pathLenConstraint INTEGER OPTIONAL }
/// (§4.2.1.9). An encoded FALSE is accepted.
pub(super) fn basic_constraints(value: &mut Reader<'_>) -> Result<BasicConstraints, ParseError> {
    let mut fields = value.sequence()?;
    let ca = match fields.optional(Tag::BOOLEAN)? {
        Some(ca) => boolean(ca)?,
        None => false,
    };
    let path_length = path_len_constraint(&mut fields)?;
    fields.finish()?;
    Ok(BasicConstraints { ca, path_length })
}

/// Whether basicConstraints in this list says that the subject is a CA, if it has one of the usual
/// encodings. Otherwise `None`: then it must be read.
#[inline]
pub(super) fn usual_is_ca(extensions: &[u8]) -> Option<bool> {
    let mut rest = extensions;
    loop {
        let (length, tail) = match rest {
            [0x30, length @ 0..=0x7f, tail @ ..]
            | [0x30, 0x81, length @ 0x80..=0xff, tail @ ..] => (usize::from(*length), tail),
            [0x30, 0x82, high @ 1..=0xff, low, tail @ ..] => {
                (usize::from(u16::from_be_bytes([*high, *low])), tail)
            }
            _ => return None,
        };
        let (fields, after) = tail.split_at_checked(length)?;
        match fields {
            [0x06, 3, 0x55, 0x1d, 19, basic_constraints @ ..] => {
                return match basic_constraints {
                    [1, 1, 0xff, 4, 5, 0x30, 3, 1, 1, 0xff]
                    | [1, 1, 0xff, 4, 8, 0x30, 6, 1, 1, 0xff, 2, 1, 0..=0x7f]
                    | [4, 5, 0x30, 3, 1, 1, 0xff]
                    | [4, 8, 0x30, 6, 1, 1, 0xff, 2, 1, 0..=0x7f] => Some(true),
                    [1, 1, 0xff, 4, 2, 0x30, 0] | [4, 2, 0x30, 0] => Some(false),
                    _ => None,
                };
            }
            [0x06, 1..=0x7f, _, ..] => rest = after,
            _ => return None,
        }
    }
}

/// pathLenConstraint INTEGER (0..MAX) OPTIONAL (§4.2.1.9).
fn path_len_constraint(fields: &mut Reader<'_>) -> Result<Option<u32>, ParseError> {
    let Some(tlv) = fields.optional(Tag::INTEGER)? else { return Ok(None) };
    let digits = match tlv.value() {
        [first @ 0..0x80, rest @ ..] => (u32::from(*first), rest),
        _ => return Err(ParseError::new(&BAD_PATH_LENGTH, tlv.offset)),
    };
    let append =
        |number: u32, digit: &u8| number.saturating_mul(256).saturating_add(u32::from(*digit));
    Ok(Some(digits.1.iter().fold(digits.0, append)))
}
