//! Error texts of text that is recognized and not supported.

use super::error_text::ErrorText;

const SEND_CERTIFICATE: &str = "send the file of a certificate or key (.pem, .crt, .cer, .key, .p7b, .pfx, .p12) or the text of it from BEGIN to END";
pub(crate) static UNRECOGNIZED: ErrorText = ErrorText::unrecognized(
    "this does not look like a certificate or key (neither PEM nor DER nor base64 of it)",
    SEND_CERTIFICATE,
);
pub(crate) static OTHER_DER: ErrorText = ErrorText::unrecognized(
    "this is a structure in DER, and not a certificate, key or bundle that is known",
    SEND_CERTIFICATE,
);
pub(crate) static SSH_CERTIFICATE: ErrorText = ErrorText::nothing(
    "this is an SSH certificate, which is no X.509 certificate",
    "send an X.509 certificate (.pem, .crt, .p12)",
);
pub(crate) static PUTTY: ErrorText = ErrorText::unsupported(
    "this is a PuTTY private key (.ppk)",
    "convert it in PuTTYgen: Conversions, Export OpenSSH key",
);
pub(crate) static JWK: ErrorText = ErrorText::unsupported(
    "this is a JSON web key (JWK)",
    "convert the key to PEM; if it has x5c, send the first of its strings, which is the certificate",
);
pub(crate) static JSON: ErrorText = ErrorText::unrecognized(
    "this is a JSON document",
    "send the certificate that stands in it, and nothing else: the string from BEGIN to END",
);
pub(crate) static SAML: ErrorText = ErrorText::unrecognized(
    "this is SAML metadata or another XML document with certificates for different uses",
    "send the certificate that is wanted: the text inside one X509Certificate element",
);
pub(crate) static XML: ErrorText = ErrorText::unrecognized(
    "this is an XML document",
    "send the certificate that stands in it, and nothing else",
);
pub(crate) static HTML: ErrorText = ErrorText::unrecognized(
    "this is a web page (HTML), perhaps an error message in place of a download",
    "open the address in a browser, see what it says, and send the certificate file itself",
);
pub(crate) static RICH_TEXT: ErrorText = ErrorText::unrecognized(
    "this is a document of a word processor (RTF)",
    "paste the certificate into a plain text file, from BEGIN to END, and send that",
);
pub(crate) static KUBERNETES: ErrorText = ErrorText::unrecognized(
    "this is a kubeconfig file or another Kubernetes document",
    "send one value of it: the base64 behind certificate-authority-data, client-certificate-data or tls.crt",
);
pub(crate) static URL: ErrorText = ErrorText::unrecognized(
    "this is a URL, not what lies behind it",
    "download the file and send it, or paste what is in it",
);
pub(crate) static FILE_PATH: ErrorText = ErrorText::unrecognized(
    "this is the path of a file, not what is in the file",
    "open the file and paste what is in it, or upload the file itself",
);
pub(crate) static FINGERPRINT: ErrorText = ErrorText::unrecognized(
    "this is a fingerprint or a serial number, not the certificate itself",
    "send the certificate that it belongs to",
);
pub(crate) static DUMP: ErrorText = ErrorText::unrecognized(
    "this is a printed description of a certificate, not the certificate itself",
    "send the file that the description was made of, or the text from BEGIN to END below it",
);
pub(crate) static MAIL: ErrorText = ErrorText::unrecognized(
    "this is a mail message, or a part of one as mail carries it (MIME)",
    "save its attachment (.p7m, .p7s, .p12) and send that file, or the base64 behind the empty line alone",
);
pub(crate) static AGE_KEY: ErrorText =
    ErrorText::unrecognized("this is a key of the age encryption tool", SEND_CERTIFICATE);
pub(crate) static VAULT: ErrorText = ErrorText::unrecognized(
    "this is encrypted by Ansible Vault",
    "decrypt it first: ansible-vault view FILE",
);
pub(crate) static FORM_ENCODED: ErrorText = ErrorText::malformed(
    "+ stands where spaces should be",
    "the text was encoded for a web form and not decoded again: send it as it was made",
);
pub(crate) static COMMENTED_OUT: ErrorText = ErrorText::nothing(
    "every block in this text is commented out",
    "remove the comment signs from the lines of the block, and send it again",
);
