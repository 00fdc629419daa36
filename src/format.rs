//! Formats, text layers and declared types, as plain values.

use core::{fmt, str::FromStr};

/// The outermost container of an input, without the text encodings around it.
///
/// The base64 of a PFX is [`Pkcs12`](Format::Pkcs12); a `PKCS12` block in PEM is
/// [`Pem`](Format::Pem).
///
/// ```
/// use anycert::Format;
///
/// let pfx = std::fs::read("testdata/pkcs12/example.pfx")?;
/// assert_eq!(anycert::detect(&pfx), Some(Format::Pkcs12));
/// assert_eq!(Format::Pkcs12.as_str(), "pkcs12");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// Text with PEM blocks (RFC 7468) of any content.
    Pem,
    /// One or more concatenated X.509 certificates in DER (RFC 5280).
    Certificate,
    /// PKCS#7 or CMS SignedData (RFC 5652), or another list of certificates: a bare SignedData, a
    /// Netscape certificate sequence, a PkiPath.
    Pkcs7,
    /// PKCS#12, also called PFX (RFC 7292).
    Pkcs12,
    /// A Java key store, JKS or JCEKS.
    JavaKeyStore,
    /// A private key in DER, in any encoding.
    PrivateKey,
}

impl Format {
    /// A stable lower-case word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Format::Pem => "pem",
            Format::Certificate => "certificate",
            Format::Pkcs7 => "pkcs7",
            Format::Pkcs12 => "pkcs12",
            Format::JavaKeyStore => "java_key_store",
            Format::PrivateKey => "private_key",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A text encoding that was removed: from the whole text, or from the values of a document.
///
/// ```
/// use anycert::Layer;
///
/// let pem = std::fs::read_to_string("testdata/certificate/example.pem")?;
/// let from_json = format!("\"{}\"", pem.replace('\n', "\\n"));
/// assert_eq!(anycert::parse(&from_json)?.layers(), [Layer::Quoted, Layer::Escaped]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Layer {
    /// UTF-16, little or big endian.
    Utf16,
    /// The whole text in quotes, as a string literal.
    Quoted,
    /// Escape sequences for line ends and the like: `\n` as two characters.
    Escaped,
    /// Percent-encoding (RFC 3986 §2.1).
    Percent,
    /// A `data:` URI (RFC 2397).
    DataUri,
    /// Base64 (RFC 4648) without PEM boundaries.
    Base64,
    /// Pairs of hexadecimal digits.
    Hex,
    /// Several base64 values, separated by commas or padding.
    Base64List,
    /// The headers `Client-Cert` and `Client-Cert-Chain` (RFC 9440).
    ClientCert,
    /// The header `X-Forwarded-Client-Cert` of Envoy.
    ForwardedClientCert,
    /// YAML: the values with certificates and keys.
    Yaml,
    /// Members of a JSON object, without the object.
    Json,
    /// A file of `java.util.Properties`.
    JavaProperties,
    /// Assignments of an environment or INI file.
    Assignments,
    /// LDIF (RFC 2849).
    Ldif,
    /// String constants or byte arrays in the source of a program.
    SourceCode,
    /// HTML with a block in it.
    Html,
}

impl Layer {
    /// A stable `snake_case` word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Layer::Utf16 => "utf16",
            Layer::Quoted => "quoted",
            Layer::Escaped => "escaped",
            Layer::Percent => "percent",
            Layer::DataUri => "data_uri",
            Layer::Base64 => "base64",
            Layer::Hex => "hex",
            Layer::Base64List => "base64_list",
            Layer::ClientCert => "client_cert",
            Layer::ForwardedClientCert => "forwarded_client_cert",
            Layer::Yaml => "yaml",
            Layer::Json => "json",
            Layer::JavaProperties => "java_properties",
            Layer::Assignments => "assignments",
            Layer::Ldif => "ldif",
            Layer::SourceCode => "source_code",
            Layer::Html => "html",
        }
    }
}

impl fmt::Display for Layer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The type that a sender declares for its content.
///
/// It never changes how an input is parsed: a contradiction leaves a
/// [`CertificateTypeMismatch`](crate::NoteCode::CertificateTypeMismatch) note.
///
/// ```
/// use anycert::CertificateType;
///
/// let declared: CertificateType = "PFX".parse()?;
/// assert_eq!(declared, CertificateType::Pfx);
/// assert_eq!(declared.to_string(), "pfx");
/// # Ok::<(), anycert::UnknownCertificateType>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CertificateType {
    /// PEM with any content.
    Pem,
    /// A PKCS#12 file.
    Pfx,
    /// A PKCS#12 file.
    P12,
    /// Certificates in PEM or DER.
    Crt,
    /// Certificates in PEM or DER.
    Cer,
    /// An input with a private key.
    Key,
    /// A PKCS#7 bundle.
    Pkcs7,
    /// A PKCS#7 bundle.
    P7b,
    /// A PKCS#7 bundle.
    P7c,
}

impl CertificateType {
    /// All nine types.
    pub const ALL: [CertificateType; 9] = [
        CertificateType::Pem,
        CertificateType::Pfx,
        CertificateType::P12,
        CertificateType::Crt,
        CertificateType::Cer,
        CertificateType::Key,
        CertificateType::Pkcs7,
        CertificateType::P7b,
        CertificateType::P7c,
    ];

    /// A stable lower-case word, which [`FromStr`] accepts in any case.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            CertificateType::Pem => "pem",
            CertificateType::Pfx => "pfx",
            CertificateType::P12 => "p12",
            CertificateType::Crt => "crt",
            CertificateType::Cer => "cer",
            CertificateType::Key => "key",
            CertificateType::Pkcs7 => "pkcs7",
            CertificateType::P7b => "p7b",
            CertificateType::P7c => "p7c",
        }
    }
}

impl fmt::Display for CertificateType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The error for a word that is not one of the nine certificate types.
///
/// ```
/// let error = "docx".parse::<anycert::CertificateType>().unwrap_err();
/// println!("{error}");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnknownCertificateType;

impl fmt::Display for UnknownCertificateType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not one of pem, pfx, p12, crt, cer, key, pkcs7, p7b, p7c")
    }
}

impl core::error::Error for UnknownCertificateType {}

impl FromStr for CertificateType {
    type Err = UnknownCertificateType;

    /// Accepts the word in upper or lower case, without surrounding whitespace.
    fn from_str(word: &str) -> Result<Self, Self::Err> {
        CertificateType::ALL
            .into_iter()
            .find(|kind| kind.as_str().eq_ignore_ascii_case(word))
            .ok_or(UnknownCertificateType)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    /// The words are part of the interface.
    #[test]
    fn words() {
        for (format, word) in [
            (Format::Pem, "pem"),
            (Format::Certificate, "certificate"),
            (Format::Pkcs7, "pkcs7"),
            (Format::Pkcs12, "pkcs12"),
            (Format::JavaKeyStore, "java_key_store"),
            (Format::PrivateKey, "private_key"),
        ] {
            assert_eq!((format.as_str(), format.to_string().as_str()), (word, word));
        }
        for (layer, word) in [
            (Layer::Utf16, "utf16"),
            (Layer::Quoted, "quoted"),
            (Layer::Escaped, "escaped"),
            (Layer::Percent, "percent"),
            (Layer::DataUri, "data_uri"),
            (Layer::Base64, "base64"),
            (Layer::Hex, "hex"),
            (Layer::Base64List, "base64_list"),
            (Layer::ClientCert, "client_cert"),
            (Layer::ForwardedClientCert, "forwarded_client_cert"),
            (Layer::Yaml, "yaml"),
            (Layer::Json, "json"),
            (Layer::JavaProperties, "java_properties"),
            (Layer::Assignments, "assignments"),
            (Layer::Ldif, "ldif"),
            (Layer::SourceCode, "source_code"),
            (Layer::Html, "html"),
        ] {
            assert_eq!((layer.as_str(), layer.to_string().as_str()), (word, word));
        }
    }

    #[test]
    fn certificate_types_are_parsed_from_their_words_in_any_case() {
        let words = ["pem", "pfx", "p12", "crt", "cer", "key", "pkcs7", "p7b", "p7c"];
        for (word, kind) in words.into_iter().zip(CertificateType::ALL) {
            assert_eq!((word.parse(), kind.to_string().as_str()), (Ok(kind), word));
            assert_eq!(word.to_uppercase().parse(), Ok(kind));
        }
        for other in ["", " pem", "der", "jks"] {
            let unknown = other.parse::<CertificateType>().unwrap_err().to_string();
            assert!(words.iter().all(|word| unknown.contains(word)), "{unknown}");
        }
    }
}
