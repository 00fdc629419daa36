//! The encrypted form of a locked key, so that it can be stored until its passphrase is available.

use crate::secret::Scratch;
use alloc::{
    string::{String, ToString},
    vec::Vec,
};
use pem_rfc7468::LineEnding;
use zeroize::Zeroizing;

/// The encrypted key, unchanged.
pub(super) enum LockedForm {
    /// EncryptedPrivateKeyInfo (RFC 5958 §3), in DER or BER.
    Pkcs8(Scratch),
    /// `openssh-key-v1`.
    OpenSsh(Scratch),
    /// A traditional key with RFC 1421 headers.
    LegacyPem {
        label: &'static str,
        /// The value of the DEK-Info header.
        dek_info: String,
        body: Scratch,
    },
}

impl LockedForm {
    /// EncryptedPrivateKeyInfo, if that is the form.
    pub(super) fn pkcs8(&self) -> Option<&[u8]> {
        match self {
            LockedForm::Pkcs8(der) => Some(der),
            _ => None,
        }
    }

    /// One PEM block, which can be parsed again. Lines end with `\n`.
    pub(super) fn to_pem(&self) -> Option<Zeroizing<String>> {
        match self {
            LockedForm::Pkcs8(der) => pem("ENCRYPTED PRIVATE KEY", der),
            LockedForm::OpenSsh(bytes) => pem("OPENSSH PRIVATE KEY", bytes),
            LockedForm::LegacyPem { label, dek_info, body } => {
                let block = pem(label, body)?;
                let (begin, rest) = block.split_once('\n')?;
                let headers = ["Proc-Type: 4,ENCRYPTED\nDEK-Info: ", dek_info, "\n\n"].concat();
                Some(Zeroizing::new([begin, "\n", &headers, rest].concat()))
            }
        }
    }

    pub(super) fn legacy_pem(label: Option<&'static str>, dek_info: &str, body: Scratch) -> Self {
        let label = label.unwrap_or("PRIVATE KEY");
        LockedForm::LegacyPem { label, dek_info: dek_info.to_string(), body }
    }
}

/// One block (RFC 7468 §3), encoded in constant time and zeroized when it is dropped.
pub(crate) fn pem(label: &str, der: &[u8]) -> Option<Zeroizing<String>> {
    let length = pem_rfc7468::encoded_len(label, LineEnding::LF, der).ok()?;
    let mut text: Zeroizing<Vec<u8>> = Zeroizing::new(alloc::vec![0; length]);
    let length = pem_rfc7468::encode(label, LineEnding::LF, der, &mut text).ok()?.len();
    text.truncate(length);
    String::from_utf8(core::mem::take(&mut *text)).ok().map(Zeroizing::new)
}
