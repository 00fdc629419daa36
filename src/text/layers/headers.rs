//! Headers in which proxies pass client certificates.

use super::{
    names::Name,
    percent::unpercent_into,
    spans::{is_space, offset_of, span, split_span},
    value::{Encoding, Value, is_base64_byte},
};
use crate::{
    secret::Scratch,
    text::{boundary::has_exact_begin, lines::split_line},
};

/// Decodes `Client-Cert` and `Client-Cert-Chain` (RFC 9440 §2), with or without the header name: byte
/// sequences between colons (RFC 8941 §3.3.5), separated by commas in a list.
pub(super) fn client_cert<'a>(text: &'a [u8], visit: &mut dyn FnMut(Value<'a>)) -> Option<()> {
    let mut rest = text.trim_ascii();
    let text = text.trim_ascii_end();
    while let Some((line, after)) = split_line(rest) {
        let tail = offset_of(text, rest);
        let (name, items) = header(line)?;
        let offset = tail.checked_add(line.len())?.checked_sub(items.len())?;
        byte_sequences(items, offset, &mut |value| {
            let offset = value.offset;
            let name = name.map(|text| Name { scope: 0, text, offset });
            visit(Value { name, ..value });
        })?;
        rest = after;
    }
    Some(())
}

/// Returns the name of a header that has one value, and the header without its name. Of a second
/// `Client-Cert`, or of several values in one, no reader says which the proxy has written.
fn header(line: &[u8]) -> Option<(Option<&'static [u8]>, &[u8])> {
    const ONE: &[u8] = b"Client-Cert";
    if line.first() == Some(&b':') {
        return Some((None, line));
    }
    let (name, value) = line.split_at_checked(memchr::memchr(b':', line)?)?;
    let is = |known: &[u8]| name.eq_ignore_ascii_case(known);
    let value = value.get(1..).unwrap_or_default().trim_ascii_start();
    (is(ONE) || is(b"Client-Cert-Chain")).then(|| (is(ONE).then_some(ONE), value))
}

/// Decodes one or more byte sequences.
fn byte_sequences<'a>(
    items: &'a [u8],
    offset: usize,
    visit: &mut dyn FnMut(Value<'a>),
) -> Option<()> {
    let mut rest = items;
    loop {
        let content = rest.strip_prefix(b":")?;
        let (value, after) = split_span(content, is_base64_byte);
        let offset = offset.checked_add(offset_of(items, content))?;
        visit(Value::nameless(Encoding::Base64, value, offset));
        let after = after.strip_prefix(b":")?.trim_ascii_start();
        match after {
            [] => return Some(()),
            [b',', next @ ..] => rest = next.trim_ascii_start(),
            _ => return None,
        }
    }
}

/// The keys of `X-Forwarded-Client-Cert` elements, and whether their values are certificates.
const KEYS: [(&[u8], bool); 7] = [
    (b"By", false),
    (b"Hash", false),
    (b"Cert", true),
    (b"Chain", true),
    (b"Subject", false),
    (b"URI", false),
    (b"DNS", false),
];

/// Decodes `X-Forwarded-Client-Cert` of Envoy and Istio, with or without the header name: elements of
/// `key=value`, where `Cert` and `Chain` are percent-encoded PEM. Returns the PEM of all elements. An
/// assignment of text that is not encoded is no such header.
pub(super) fn forwarded_client_cert(text: &[u8]) -> Option<Scratch> {
    let mut rest = without_forwarded_name(text.trim_ascii());
    let mut joined = Scratch::with_capacity(rest.len());
    loop {
        let (key, after) = split_span(rest, |byte| byte.is_ascii_alphabetic());
        let (_, has_certificates) =
            KEYS.into_iter().find(|(known, _)| known.eq_ignore_ascii_case(key))?;
        let (value, after) = field_value(after.strip_prefix(b"=")?)?;
        if has_certificates {
            memchr::memchr(b'%', value)?;
            let start = joined.len();
            unpercent_into(value, &mut joined)?;
            let is_pem = has_exact_begin(joined.get(start..)?);
            let is_line = joined.last() == Some(&b'\n') || joined.push(b'\n');
            if !is_pem || !is_line {
                return None;
            }
        }
        rest = match after {
            [] => break,
            [b',' | b';', next @ ..] => next.get(span(next, is_space)..)?,
            _ => return None,
        };
    }
    (!joined.is_empty()).then_some(joined)
}

/// Returns what follows the name of `X-Forwarded-Client-Cert`, or the whole text.
pub(crate) fn without_forwarded_name(text: &[u8]) -> &[u8] {
    const NAME: &[u8] = b"x-forwarded-client-cert:";
    match text.split_at_checked(NAME.len()) {
        Some((name, value)) if name.eq_ignore_ascii_case(NAME) => value.trim_ascii_start(),
        _ => text,
    }
}

/// Returns the value of a field, without its quotes, and what follows it.
fn field_value(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let Some(quoted) = text.strip_prefix(b"\"") else {
        // Fields of a web form are separated by `&`, which is encoded here.
        let (value, after) = split_span(text, |byte| !b",;\"&\n\r".contains(&byte));
        return Some((value, after));
    };
    let mut at: usize = 0;
    loop {
        at = at.checked_add(memchr::memchr2(b'"', b'\\', quoted.get(at..)?)?)?;
        if quoted.get(at) == Some(&b'"') {
            return Some((quoted.get(..at)?, quoted.get(at.checked_add(1)?..)?));
        }
        at = at.checked_add(2)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::{format, string::String, vec::Vec};

    fn sequences(text: &str) -> Option<Vec<String>> {
        let mut found = Vec::new();
        client_cert(text.as_bytes(), &mut |value| {
            assert!(text.as_bytes()[value.offset..].starts_with(value.text));
            found.push(String::from_utf8(value.text.to_vec()).unwrap());
        })?;
        Some(found)
    }

    #[test]
    fn byte_sequences_of_rfc_9440() {
        for text in [
            ":AAEC:",
            " :AAEC: \r\n",
            "Client-Cert: :AAEC:",
            "client-cert::AAEC:",
            "CLIENT-CERT-CHAIN:\t:AAEC:\n",
        ] {
            assert_eq!(sequences(text).unwrap(), ["AAEC"], "{text}");
        }
        let both = "Client-Cert: :AA==:\r\nClient-Cert-Chain: :AQ==:, :Ag==:,:Aw==:\r\n";
        assert_eq!(sequences(both).unwrap(), ["AA==", "AQ==", "Ag==", "Aw=="]);
        for text in [
            ":AAEC",
            "AAEC:",
            ":AAEC: x",
            ":AA EC:",
            ":AAEC:,",
            ":AAEC:;a=1",
            "Cert: :AAEC:",
            ":AAEC:\n:AAEC",
        ] {
            assert_eq!(sequences(text), None, "{text}");
        }
    }

    const PEM: &str = "-----BEGIN%20X-----%0AAAEC%0A-----END%20X-----";

    #[test]
    fn elements_of_envoy() {
        let read = |text: &str| {
            forwarded_client_cert(text.as_bytes())
                .map(|read| String::from_utf8(read.to_vec()).unwrap())
        };
        let one = "-----BEGIN X-----\nAAEC\n-----END X-----\n";
        for text in [
            format!("Cert=\"{PEM}\""),
            format!("Cert=\"{PEM}%0A\";Subject=\"CN=\\\"a;b\\\",O=c\"\r\n"),
            format!("By=spiffe://a/b;Hash=0a;cert={PEM};URI="),
            format!("X-Forwarded-Client-Cert: By=a;Chain=\"{PEM}\";DNS=a;DNS=b"),
        ] {
            assert_eq!(read(&text).as_deref(), Some(one), "{text}");
        }
        let several = format!("Hash=1;Cert=\"{PEM}\";Chain=\"{PEM}\", By=x;Cert={PEM}");
        assert_eq!(read(&several), Some(one.repeat(3)));
        for text in [
            "Hash=1;Subject=\"CN=x\"".into(),
            format!("Hash=1;Cert=\"{PEM}"),
            format!("Hash=1;Cert=\"{PEM}\"x"),
            format!("Hash=1;Certificate=\"{PEM}\""),
            format!("Hash=1;Cert=\"{PEM}%4\""),
            format!("Cert=\"{}\"", PEM.replace("%20", " ").replace("%0A", "\n")),
            format!("Cert=\"a\";Chain=\"{PEM}\""),
            format!("cert={PEM}&chain={PEM}"),
            format!("Cert=\"{PEM}\"\nCert=\"{PEM}\""),
        ] {
            assert_eq!(read(&text), None, "{text}");
        }
    }
}
