//! Documents that give certificates roles, and encodings of whole texts that are not removed.

use super::{base64_inside::base64_inside, stray_kind::stray_kind};
use crate::error::{
    ErrorText,
    unsupported_text::{
        ENCRYPTED_VALUE, FORM_ENCODED, JSON, JSON_WITH_BASE64, JSON_WITH_PEM, JWK, KUBERNETES,
        RICH_TEXT, SAML, SEALED_SECRET, SECRET_DESCRIPTION, SECRET_LIST,
    },
};
use memchr::memmem;

/// Returns the error for a document that gives certificates roles, which is not searched, or for an
/// unsupported encoding.
pub(crate) fn document(text: &[u8]) -> Option<&'static ErrorText> {
    let text = text.trim_ascii_start();
    let contains = |word: &str| memmem::find(text, word.as_bytes()).is_some();
    match text {
        [b'{', b'\\', b'r', b't', b'f', ..] => Some(&RICH_TEXT),
        _ if is_json(text) => Some(json(text)),
        [b'<', ..] if contains("X509Certificate") || contains("EntityDescriptor") => Some(&SAML),
        _ if contains("-----BEGIN+") => Some(&FORM_ENCODED),
        // kubectl describe secret, and kubectl get secret.
        _ if contains("\nData\n====\n") && contains(" bytes") => Some(&SECRET_DESCRIPTION),
        [b'N', b'A', b'M', b'E', ..] if contains("   kubernetes.io/tls   ") => Some(&SECRET_LIST),
        // What follows has a colon, and base64 has none.
        _ if memchr::memchr(b':', text).is_none() => None,
        _ if contains("ENC[AES256_GCM,") && contains("sops:") => Some(&ENCRYPTED_VALUE),
        _ if contains("kind: SealedSecret") => Some(&SEALED_SECRET),
        _ if contains("certificate-authority-data:")
            || contains("client-certificate-data:")
            || contains("tls.crt:") =>
        {
            Some(&KUBERNETES)
        }
        _ => None,
    }
}

/// Returns whether a text begins like a JSON object, or an array of objects or strings (RFC 8259 §4,
/// §5). A section name of an INI file, which may have blanks in its brackets, does not.
fn is_json(text: &[u8]) -> bool {
    let inside = |rest: &[u8]| rest.trim_ascii_start().first().copied();
    match text {
        [b'{', rest @ ..] => matches!(inside(rest), Some(b'"' | b'}')),
        [b'[', rest @ ..] => matches!(inside(rest), Some(b'"' | b'{')),
        _ => false,
    }
}

/// Returns the error for a JSON document, by the form of the certificates in it.
fn json(text: &[u8]) -> &'static ErrorText {
    let contains = |word: &str| memmem::find(text, word.as_bytes()).is_some();
    if contains("\"kty\"") {
        &JWK
    } else if contains("-----BEGIN ") {
        &JSON_WITH_PEM
    } else if base64_inside(text) {
        &JSON_WITH_BASE64
    } else {
        // A Buffer of Node.js, for one.
        stray_kind(text).unwrap_or(&JSON)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::unsupported_text::{BYTE_LIST, HEXADECIMAL_INSIDE};
    use alloc::format;

    /// The head of a PFX.
    const BASE64: &str = "MIII1QIBAzCCCIsGCSqGSIb3DQEHAaCCCHwEggh4MIIIdDCCBxIGCSqGSIb3DQEH";

    const BUFFER: &str = r#"{"type":"Buffer","data":[48,130,8,213,2,1,3,48,130,8,139,6,9,42,134,72,134,247,13,1,7,1,160,130]}"#;

    #[test]
    fn json_by_what_is_in_it() {
        for (text, expected) in [
            (r#"{"kty":"RSA"}"#, &JWK),
            (r#"[ {"pem": "-----BEGIN CERTIFICATE-----\n"} ]"#, &JSON_WITH_PEM),
            (&format!("{{\r\n\t\"cer\": \"{BASE64}\"}}"), &JSON_WITH_BASE64),
            (&format!("[\"{BASE64}\", \"{BASE64}\"]"), &JSON_WITH_BASE64),
            (r#"{"error": "not found"}"#, &JSON),
            (
                r#"{"a": "308208d50201033082088b06092a864886f70d010701a0820877"}"#,
                &HEXADECIMAL_INSIDE,
            ),
            ("a:\n  tls.crt: ENC[AES256_GCM,data:AA\nsops:\n  mac: b\n", &ENCRYPTED_VALUE),
            (BUFFER, &BYTE_LIST),
            ("Name: a\n\nData\n====\ntls.crt:  1164 bytes\n", &SECRET_DESCRIPTION),
            (
                "NAME   TYPE                DATA   AGE\na      kubernetes.io/tls   2      3d\n",
                &SECRET_LIST,
            ),
            ("kind: SealedSecret\nspec:\n  encryptedData:\n    tls.crt: AgBy\n", &SEALED_SECRET),
            ("{}", &JSON),
        ] {
            assert_eq!(document(text.as_bytes()).unwrap().text, expected.text, "{text}");
        }
    }

    #[test]
    fn sections_of_other_languages_are_no_json() {
        for text in ["[ server ]\n", "[server]\n", "[[certs]]\n", "{ server 1; }", "[ ", "{"] {
            assert!(document(text.as_bytes()).is_none(), "{text}");
        }
    }
}
