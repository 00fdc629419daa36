//! The structures of PKCS#12 (RFC 7292), from the crate `pkcs12`.

use super::{
    cms::Data,
    encode::{exact, too_long},
    encryption::Encryption,
    pkcs8,
    profile::Mac,
};
use crate::{error::Error, oid, secret::Scratch};
use alloc::vec::Vec;
use core::ops::Add;
use der::{
    Encode, EncodeValue, FixedTag, Length, Tag, Writer,
    asn1::{Any, ObjectIdentifier, OctetString, SetOfVec},
};
pub(super) use pkcs12::MacData;
use pkcs12::{
    BagType, CertBag, DigestInfo, PKCS_12_PBE_WITH_SHAAND3_KEY_TRIPLE_DES_CBC,
    PKCS_12_X509_CERT_OID, SafeBag,
    pbe_params::{EncryptedPrivateKeyInfo, Pkcs12PbeParams},
    pfx::Version,
};
use x509_cert::{
    attr::{Attribute, Attributes},
    spki::AlgorithmIdentifierOwned,
};
use zeroize::Zeroize;

/// The attributes of a bag (§4.2).
#[derive(Clone, Copy, Default)]
pub(super) struct BagAttributes<'a> {
    pub(super) friendly_name: Option<&'a str>,
    pub(super) local_key_id: Option<[u8; 20]>,
    /// Java's mark of a certificate that is trusted.
    pub(super) is_trusted: bool,
}

impl BagAttributes<'_> {
    /// An upper bound of the memory for a bag without its value: the name is encoded twice, in up
    /// to two octets for each of its own.
    pub(super) fn len(&self) -> usize {
        const OTHERS: usize = 1024;
        self.friendly_name.map_or(0, str::len).saturating_mul(4).saturating_add(OTHERS)
    }

    fn to_set(self) -> der::Result<Option<Attributes>> {
        let mut attributes = Vec::new();
        if let Some(name) = self.friendly_name {
            let units: Vec<u8> = name.encode_utf16().flat_map(u16::to_be_bytes).collect();
            attributes.push(attribute(oid::FRIENDLY_NAME, Any::new(Tag::BmpString, units)?)?);
        }
        if let Some(id) = self.local_key_id {
            attributes.push(attribute(oid::LOCAL_KEY_ID, Any::new(Tag::OctetString, id)?)?);
        }
        if self.is_trusted {
            let usage = Any::new(Tag::ObjectIdentifier, oid::ANY_EXTENDED_KEY_USAGE)?;
            attributes.push(attribute(oid::JAVA_TRUSTED_KEY_USAGE, usage)?);
        }
        if attributes.is_empty() { Ok(None) } else { SetOfVec::try_from(attributes).map(Some) }
    }
}

fn attribute(id: &[u8], value: Any) -> der::Result<Attribute> {
    let values = SetOfVec::try_from([value])?;
    Ok(Attribute { oid: ObjectIdentifier::from_bytes(id)?, values })
}

/// SafeContents ::= SEQUENCE OF SafeBag (§4.2). A key bag in clear is secret, so all are zeroized.
#[derive(Default)]
pub(super) struct SafeContents(Vec<SafeBag>);

impl SafeContents {
    pub(super) fn with_capacity(bags: usize) -> Self {
        SafeContents(Vec::with_capacity(bags))
    }

    /// A CertBag with an X.509 certificate (§4.2.3).
    pub(super) fn certificate(
        &mut self,
        der: &[u8],
        attributes: BagAttributes<'_>,
    ) -> Result<(), Error> {
        let cert_value = OctetString::new(der).map_err(too_long)?;
        let bag = CertBag { cert_id: PKCS_12_X509_CERT_OID, cert_value };
        self.push(BagType::Cert, bag.to_der().map_err(too_long)?, attributes)
    }

    /// A KeyBag: the PrivateKeyInfo in clear (§4.2.1).
    pub(super) fn key(&mut self, pkcs8: &[u8], attributes: BagAttributes<'_>) -> Result<(), Error> {
        self.push(BagType::Key, pkcs8.to_vec(), attributes)
    }

    /// A PKCS8ShroudedKeyBag (§4.2.2).
    pub(super) fn shrouded_key(
        &mut self,
        encryption: &Encryption,
        ciphertext: &[u8],
        attributes: BagAttributes<'_>,
    ) -> Result<(), Error> {
        let info = match triple_des(encryption).transpose().map_err(too_long)? {
            Some(encryption_algorithm) => {
                let encrypted_data = OctetString::new(ciphertext).map_err(too_long)?;
                exact(&EncryptedPrivateKeyInfo { encryption_algorithm, encrypted_data })?
            }
            None => pkcs8::encrypted_private_key_info(encryption, ciphertext)?,
        };
        self.push(BagType::Pkcs8, info.to_vec(), attributes)
    }

    fn push(
        &mut self,
        bag: BagType,
        bag_value: Vec<u8>,
        attributes: BagAttributes<'_>,
    ) -> Result<(), Error> {
        let bag_attributes = attributes.to_set().map_err(too_long)?;
        self.0.push(SafeBag { bag_id: bag.into(), bag_value, bag_attributes });
        Ok(())
    }

    pub(super) fn encode(&self) -> Result<Scratch, Error> {
        exact(&self.0)
    }
}

impl Drop for SafeContents {
    fn drop(&mut self) {
        for bag in &mut self.0 {
            bag.bag_value.zeroize();
        }
    }
}

/// The AlgorithmIdentifier of any encryption.
pub(super) fn algorithm(encryption: &Encryption) -> Result<AlgorithmIdentifierOwned, Error> {
    let own = triple_des(encryption).unwrap_or_else(|| pkcs8::algorithm(encryption));
    own.map_err(too_long)
}

/// pbeWithSHAAnd3-KeyTripleDES-CBC with its parameters (§C); `None` for PBES2.
fn triple_des(encryption: &Encryption) -> Option<der::Result<AlgorithmIdentifierOwned>> {
    let Encryption::TripleDes { iterations, salt } = encryption else { return None };
    let algorithm = || {
        let salt = OctetString::new(*salt)?;
        let params = Pkcs12PbeParams { salt, iterations: i32::try_from(iterations.get())? };
        let oid = PKCS_12_PBE_WITH_SHAAND3_KEY_TRIPLE_DES_CBC;
        Ok(AlgorithmIdentifierOwned { oid, parameters: Some(Any::encode_from(&params)?) })
    };
    Some(algorithm())
}

/// MacData (§4). PBMAC1 does not use its salt and iterations (RFC 9579 §5), but old readers require
/// a salt, as in the RFC's examples.
pub(super) fn mac_data(mac: &Mac, digest: &[u8]) -> Result<MacData, Error> {
    let data = || {
        let (oid, iterations, salt) = match mac {
            Mac::Sha256 { iterations, salt } => (oid::SHA256, iterations, salt),
            Mac::Sha1 { iterations, salt } => (oid::SHA1, iterations, salt),
            Mac::Pbmac1 { iterations, salt } => {
                let key_length = u16::try_from(mac.seal().key_length())?;
                let algorithm = pkcs8::pbmac1(salt, iterations.get(), key_length)?;
                let mac = DigestInfo { algorithm, digest: OctetString::new(digest)? };
                let mac_salt = OctetString::new(*b"NOT USED")?;
                return Ok(MacData { mac, mac_salt, iterations: 1 });
            }
        };
        let (oid, parameters) = (ObjectIdentifier::from_bytes(oid)?, Some(Any::null()));
        let algorithm = AlgorithmIdentifierOwned { oid, parameters };
        let mac = DigestInfo { algorithm, digest: OctetString::new(digest)? };
        let iterations = i32::try_from(iterations.get())?;
        Ok(MacData { mac, mac_salt: OctetString::new(*salt)?, iterations })
    };
    data().map_err(too_long)
}

/// The PFX around an AuthenticatedSafe in DER.
pub(super) fn pfx(safe: &[u8], mac_data: Option<MacData>) -> Result<Scratch, Error> {
    exact(&Pfx { auth_safe: Data(safe), mac_data })
}

/// PFX ::= SEQUENCE { version, authSafe, macData OPTIONAL } (§4). The crate's own copies the
/// authSafe, which can have keys in clear.
struct Pfx<'a> {
    auth_safe: Data<'a>,
    mac_data: Option<MacData>,
}

impl FixedTag for Pfx<'_> {
    const TAG: Tag = Tag::Sequence;
}

impl EncodeValue for Pfx<'_> {
    fn value_len(&self) -> der::Result<Length> {
        let length = Version::V3.encoded_len()?.add(self.auth_safe.encoded_len()?)?;
        length.add(self.mac_data.encoded_len()?)
    }

    fn encode_value(&self, writer: &mut impl Writer) -> der::Result<()> {
        Version::V3.encode(writer)?;
        self.auth_safe.encode(writer)?;
        self.mac_data.encode(writer)
    }
}
