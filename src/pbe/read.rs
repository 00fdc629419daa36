//! The AlgorithmIdentifier of an encryption scheme.

use super::{
    java_key_protector,
    parameters::{algorithm_identifier, unsupported},
    pbes1, pbes2,
    scheme::Scheme,
};
use crate::{
    asn1::tlv::Tlv,
    error::{Error, Path, Step, pbe::UNSUPPORTED_SCHEME},
    oid,
};

impl<'a> Scheme<'a> {
    /// Reads the AlgorithmIdentifier of an EncryptedPrivateKeyInfo or EncryptedContentInfo.
    pub(crate) fn read(algorithm: Tlv<'a>, path: &Path<'_>) -> Result<Scheme<'a>, Error> {
        let path = &path.then(Step::Field("encryptionAlgorithm"));
        let (oid, parameters) = algorithm_identifier(algorithm).map_err(|fault| fault.at(path))?;
        if oid == oid::PBES2 {
            return pbes2::read(parameters, path);
        }
        if let Some(read) = java_key_protector::by_oid(oid, parameters) {
            return read.map_err(|fault| fault.at(path));
        }
        match pbes1::by_oid(oid) {
            Some(row) => row.read(parameters).map_err(|fault| fault.at(path)),
            None => Err(unsupported(&UNSUPPORTED_SCHEME, oid, path)),
        }
    }
}
