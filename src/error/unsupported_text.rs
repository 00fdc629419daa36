//! Error texts of text that is recognized and not supported.

use super::error_text::ErrorText;

const PROVIDE_FILE: &str = "provide the file of the certificate or key (.pem, .crt, .cer, .key, .p7b, .pfx, .p12), or its text with the BEGIN and END lines";
pub(crate) static UNRECOGNIZED: ErrorText = ErrorText::unrecognized(
    "not recognized as a certificate or key: neither PEM nor DER nor base64 of it",
    PROVIDE_FILE,
);
pub(crate) static OTHER_DER: ErrorText = ErrorText::unrecognized(
    "this is DER, but not a certificate, key or bundle of a known kind",
    PROVIDE_FILE,
);
pub(crate) static SSH_CERTIFICATE: ErrorText = ErrorText::no_material(
    "this is an SSH certificate, not an X.509 certificate",
    "provide an X.509 certificate (.pem, .crt, .p12)",
);
pub(crate) static PUTTY: ErrorText = ErrorText::unsupported(
    "this is a PuTTY private key (.ppk)",
    "convert it in PuTTYgen: Conversions, Export OpenSSH key",
);
pub(crate) static JWK: ErrorText = ErrorText::unsupported(
    "this is a JSON web key (JWK)",
    "convert the key to PEM; if it has x5c, provide the first of its strings, which is the certificate",
);
pub(crate) static JSON: ErrorText = ErrorText::unrecognized(
    "this is a JSON document, and no certificate was found in it",
    "provide the certificate or key itself; the document may be the error message of a service",
);
pub(crate) static JSON_WITH_PEM: ErrorText = ErrorText::unrecognized(
    "this is a JSON document with PEM text in it",
    "provide the value of one string alone: what is between its quotes, from BEGIN to END; if each line is a string of its own, join them with line breaks",
);
pub(crate) static JSON_WITH_BASE64: ErrorText = ErrorText::unrecognized(
    "this is a JSON document with base64 in it",
    "provide one value alone: the base64 between its quotes",
);
pub(crate) static SAML: ErrorText = ErrorText::unrecognized(
    "this is SAML metadata or another XML document with certificates for different uses",
    "provide one of the certificates: the base64 inside its X509Certificate element",
);
pub(crate) static XML: ErrorText = ErrorText::unrecognized(
    "this is an XML document, and no certificate was found in it",
    "provide the certificate or key itself; the document may be the error message of a service",
);
pub(crate) static XML_WITH_BASE64: ErrorText = ErrorText::unrecognized(
    "this is an XML document with base64 in it",
    "provide one value alone: the base64 between the tags of its element",
);
pub(crate) static HTML: ErrorText = ErrorText::unrecognized(
    "this is a web page (HTML), perhaps an error message in place of a download",
    "open the address in a browser, see what it says, and provide the certificate file itself",
);
pub(crate) static RICH_TEXT: ErrorText = ErrorText::unrecognized(
    "this is a document of a word processor (RTF)",
    "copy the certificate into a plain text file, from BEGIN to END, and provide that",
);
pub(crate) static KUBERNETES: ErrorText = ErrorText::unrecognized(
    "this is a kubeconfig file or another Kubernetes document",
    "provide one value of it: the base64 after certificate-authority-data, client-certificate-data or tls.crt",
);
pub(crate) static SECRET_DESCRIPTION: ErrorText = ErrorText::unrecognized(
    "this is the description of a Kubernetes secret, which does not show its values",
    "print the secret with kubectl get secret NAME -o yaml, and provide the base64 after tls.crt or tls.key",
);
pub(crate) static SECRET_LIST: ErrorText = ErrorText::unrecognized(
    "this is a list of Kubernetes objects, which does not show their values",
    "print the secret with kubectl get secret NAME -o yaml, and provide the base64 after tls.crt or tls.key",
);
pub(crate) static SEALED_SECRET: ErrorText = ErrorText::unrecognized(
    "this is a SealedSecret of Kubernetes, whose values are encrypted",
    "print the secret that its controller creates (kubectl get secret NAME -o yaml), and provide the base64 after tls.crt or tls.key",
);
pub(crate) static TERRAFORM_PLAN: ErrorText = ErrorText::unrecognized(
    "this is a plan of Terraform or OpenTofu, which does not show the values",
    "print the value with terraform output -raw NAME after terraform apply, and provide that",
);
pub(crate) static FORWARDED_WITHOUT_CERTIFICATE: ErrorText = ErrorText::unrecognized(
    "this is a header X-Forwarded-Client-Cert without Cert or Chain, so the certificate is not in it",
    "configure the proxy to add the certificate: in Envoy, cert: true in set_current_client_cert_details",
);
pub(crate) static BYTES_BEFORE: ErrorText = ErrorText::malformed(
    "a binary certificate, key or container with other bytes before it",
    "provide the file as it was exported, without what was put before it",
);
pub(crate) static PERCENT_ENCODED: ErrorText = ErrorText::malformed(
    "percent-encoded PEM with other text before or after it",
    "provide the encoded value alone, from -----BEGIN%20 to the last -----",
);
pub(crate) static URL: ErrorText = ErrorText::unrecognized(
    "this is a URL, not the certificate at that address",
    "download the file and provide it, or its text",
);
pub(crate) static FILE_PATH: ErrorText = ErrorText::unrecognized(
    "this is the path of a file, not its content",
    "provide the file itself, or the text in it",
);
pub(crate) static RESOURCE_NAME: ErrorText = ErrorText::unrecognized(
    "this is the name of a cloud resource (ARN), not the certificate itself",
    "export the certificate from the cloud service and provide that",
);
pub(crate) static PLACEHOLDER: ErrorText = ErrorText::unrecognized(
    "this is a placeholder that was not replaced by its value",
    "provide the certificate itself, or set the variable that the placeholder names",
);
pub(crate) static OBJECT_NAME: ErrorText = ErrorText::unrecognized(
    "a program wrote the name of an object in place of its content",
    "provide the content of the file: the program has to convert it to text or base64 first",
);
pub(crate) static FINGERPRINT: ErrorText = ErrorText::unrecognized(
    "this is a fingerprint or a serial number, not the certificate itself",
    "provide the certificate that it belongs to",
);
pub(crate) static DESCRIPTION: ErrorText = ErrorText::unrecognized(
    "this is a printed description of a certificate or key, not the certificate itself",
    "provide the file that was described; keytool prints it as text with -rfc, and openssl without -noout",
);
pub(crate) static STRUCTURE: ErrorText = ErrorText::unrecognized(
    "this is a printed description of an ASN.1 structure, not the structure itself",
    "provide the file that was described",
);
pub(crate) static DUMP: ErrorText = ErrorText::unrecognized(
    "this is a dump of a file in hexadecimal or octal digits",
    "provide the file that was dumped; if xxd printed this, xxd -r makes the file again",
);
pub(crate) static BYTE_LIST: ErrorText = ErrorText::unrecognized(
    "this is a list of bytes as numbers or escapes, as a program prints or declares an array",
    "provide the file of these bytes, or base64 of them",
);
pub(crate) static HEXADECIMAL_INSIDE: ErrorText = ErrorText::unrecognized(
    "other text around hexadecimal digits of a certificate or key",
    "provide the digits alone, without the name before them",
);
pub(crate) static OTHER_ALPHABET: ErrorText = ErrorText::unrecognized(
    "a certificate or key in uuencoding or base32",
    "decode it first, with uudecode or base32 -d",
);
pub(crate) static BASE64_INSIDE: ErrorText = ErrorText::unrecognized(
    "other text around base64 of a certificate or key",
    "provide the base64 alone, without the name before it and without the lines before and after it",
);
pub(crate) static BINARY_AS_TEXT: ErrorText = ErrorText::malformed(
    "a binary file that was treated as text, so that bytes of it were lost or changed",
    "provide the original file and transfer it as binary, or provide base64 of it",
);
pub(crate) static LINE_ENDS_CHANGED: ErrorText = ErrorText::malformed(
    "a binary file whose line ends were converted as if it were text",
    "provide the original file and transfer it as binary, or provide base64 of it",
);
pub(crate) static MAIL: ErrorText = ErrorText::unrecognized(
    "this is a mail message or a part of one (MIME)",
    "save its attachment (.p7m, .p7s, .p12) and provide that file, or only the base64 after the empty line",
);
pub(crate) static AGE_KEY: ErrorText =
    ErrorText::unrecognized("this is a key of the age encryption tool", PROVIDE_FILE);
pub(crate) static AGE: ErrorText = ErrorText::unrecognized(
    "this is encrypted by age",
    "decrypt it first: age --decrypt -i IDENTITY FILE",
);
pub(crate) static VAULT: ErrorText = ErrorText::unrecognized(
    "this is encrypted by Ansible Vault",
    "decrypt it first: ansible-vault view FILE, or ansible-vault decrypt for a single value",
);
pub(crate) static ENCRYPTED_VALUE: ErrorText = ErrorText::unrecognized(
    "this is encrypted by SOPS or hiera-eyaml",
    "decrypt it first, with sops -d FILE or eyaml decrypt",
);
pub(crate) static LFS_POINTER: ErrorText = ErrorText::unrecognized(
    "this is a Git LFS pointer, not the file itself",
    "run git lfs pull, then provide the file again",
);
pub(crate) static FORM_ENCODED: ErrorText = ErrorText::malformed(
    "+ in place of spaces",
    "the text was encoded for a web form and not decoded: provide it as it was before",
);
pub(crate) static COMMENTED_OUT: ErrorText = ErrorText::no_material(
    "every block in this text is commented out",
    "remove the comment marks from all lines of the block",
);
