//! Matching of host names and IP addresses (RFC 9525 §6).

use crate::x509::{certificate::Certificate, extensions::GeneralName};
use core::net::IpAddr;

impl Certificate {
    /// Whether a TLS server with this certificate may be reached as `name` (RFC 9525 §6): a DNS name
    /// or an IP address, as in the host part of a URL.
    ///
    /// Compares `name` with the subject alternative names only, never with the common name. Case does
    /// not matter, and a trailing dot of `name` is ignored. A wildcard must be the whole left-most
    /// label of the certificate's name, stands for exactly one label, and is followed by at least two
    /// labels. Internationalized names are compared as A-labels (`xn--...`): a `name` with non-ASCII
    /// characters does not match. IP addresses match iPAddress entries only, byte by byte.
    ///
    /// `false` if there are no subject alternative names or they are malformed. Dates, signatures, key
    /// usage and name constraints of the issuer are not checked.
    #[must_use]
    pub fn matches_name(&self, name: &str) -> bool {
        let Ok(Some(mut names)) = self.subject_alt_names() else { return false };
        if let Some(address) = ip_address(name) {
            return names.any(|name| name == GeneralName::Ip(address));
        }
        let reference = name.strip_suffix('.').unwrap_or(name);
        is_dns_name(reference.as_bytes())
            && names.any(|name| match name {
                GeneralName::Dns(presented) => matches(presented.as_bytes(), reference.as_bytes()),
                _ => false,
            })
    }
}

/// An IPv4 address, or an IPv6 address with or without the brackets of a URL (RFC 3986 §3.2.2).
fn ip_address(name: &str) -> Option<IpAddr> {
    match name.strip_prefix('[').and_then(|name| name.strip_suffix(']')) {
        Some(address) => address.parse().ok().map(IpAddr::V6),
        None => name.parse().ok(),
    }
}

/// Whether the name in a certificate covers a valid DNS name without a trailing dot (RFC 9525 §6.3).
fn matches(presented: &[u8], reference: &[u8]) -> bool {
    let Some(domain) = presented.strip_prefix(b"*.") else {
        return is_dns_name(presented) && presented.eq_ignore_ascii_case(reference);
    };
    let Some(dot) = reference.iter().position(|byte| *byte == b'.') else { return false };
    let below = reference.get(dot.saturating_add(1)..).unwrap_or_default();
    domain.contains(&b'.') && is_dns_name(domain) && domain.eq_ignore_ascii_case(below)
}

/// Labels of letters, digits, hyphens and underscores (RFC 1034 §3.5; underscores are in use), the
/// last one not a number, because that would be an IPv4 address in one of its short forms.
fn is_dns_name(name: &[u8]) -> bool {
    let mut last: &[u8] = &[];
    let are_labels = name.split(|byte| *byte == b'.').all(|label| {
        last = label;
        let is_character = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        matches!(label.len(), 1..=63)
            && label.iter().all(is_character)
            && label.first() != Some(&b'-')
            && label.last() != Some(&b'-')
    });
    are_labels && name.len() <= 253 && !last.iter().all(u8::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn covers(presented: &str, reference: &str) -> bool {
        let reference = reference.strip_suffix('.').unwrap_or(reference);
        is_dns_name(reference.as_bytes()) && matches(presented.as_bytes(), reference.as_bytes())
    }

    /// After the tables of webpki and Mozilla's pkix, and the `san` cases of C2SP x509-limbo.
    #[test]
    fn names_that_match() {
        let table = [
            ("a", "a"),
            ("a.b.example.com", "a.b.example.com"),
            ("example.com", "EXAMPLE.com"),
            ("eXample.COM", "example.com"),
            ("example.com", "example.com."),
            ("_sip.example.com", "_sip.example.com"),
            ("a-1.example.com", "a-1.example.com"),
            ("1.example.com", "1.example.com"),
            ("xn--bcher-kva.example", "XN--BCHER-KVA.example"),
            ("*.example.com", "foo.example.com"),
            ("*.example.com", "FOO.EXAMPLE.COM."),
            ("*.example.com", "xn--bcher-kva.example.com"),
            ("*.a.b.c.d.e", "x.a.b.c.d.e"),
            ("*.co.uk", "example.co.uk"),
            ("*.xn--bcher-kva.example", "a.xn--bcher-kva.example"),
        ];
        for (presented, reference) in table {
            assert!(covers(presented, reference), "{presented} {reference}");
        }
    }

    #[test]
    fn names_that_do_not_match() {
        let table = [
            ("a", "b"),
            ("", "a"),
            ("example.com", ""),
            ("example.com", "."),
            ("example.com", "example.com.."),
            ("example.com", "example.co"),
            ("example.com", "www.example.com"),
            ("www.example.com", "example.com"),
            ("xexample.com", "example.com"),
            // A trailing dot is not allowed in a certificate (RFC 5280 §4.2.1.6).
            ("example.com.", "example.com"),
            ("example.com.", "example.com."),
            ("*.example.com.", "a.example.com"),
            (".example.com", "a.example.com"),
            // One label, the left-most, and all of it.
            ("*.example.com", "example.com"),
            ("*.example.com", ".example.com"),
            ("*.example.com", "a.b.example.com"),
            ("*.example.com", "*.example.com"),
            ("f*.example.com", "foo.example.com"),
            ("*o.example.com", "foo.example.com"),
            ("f*o.example.com", "foo.example.com"),
            ("**.example.com", "foo.example.com"),
            ("foo.*.example.com", "foo.a.example.com"),
            ("foo.*", "foo.com"),
            ("*.*.com", "a.b.com"),
            ("xn--*.example.com", "xn--bcher-kva.example.com"),
            // Nobody controls a whole top-level domain.
            ("*", "com"),
            ("*.", "a."),
            ("*.com", "example.com"),
            ("*..com", "a..com"),
            // Not the syntax of a DNS name.
            ("a..example.com", "a..example.com"),
            ("-a.example.com", "-a.example.com"),
            ("a-.example.com", "a-.example.com"),
            ("a b.example.com", "a b.example.com"),
            ("example.com\0", "example.com"),
            ("example.com\0.evil.com", "example.com"),
            ("example.com:443", "example.com:443"),
            ("http://example.com", "example.com"),
            ("b\u{fc}cher.example", "b\u{fc}cher.example"),
            ("b\u{fc}cher.example", "xn--bcher-kva.example"),
            // Short forms of IPv4 addresses.
            ("1.2.3.4", "1.2.3.4"),
            ("127.1", "127.1"),
            ("a.1", "a.1"),
        ];
        for (presented, reference) in table {
            assert!(!covers(presented, reference), "{presented} {reference}");
        }
    }

    #[test]
    fn lengths_of_names_and_labels() {
        let label = "a".repeat(63);
        let name = [label.as_str(); 4].join(".");
        assert!(covers(&name[2..], &name[2..]), "253 octets");
        assert!(!covers(&name[1..], &name[1..]), "254 octets");
        let long = alloc::format!("{label}a.example");
        assert!(!covers(&long, &long));
    }

    #[test]
    fn addresses() {
        let v6 = Some("2001:db8::1".parse().unwrap());
        assert_eq!(ip_address("192.0.2.1"), Some("192.0.2.1".parse().unwrap()));
        assert_eq!((ip_address("2001:db8::1"), ip_address("[2001:db8::1]")), (v6, v6));
        for name in ["[192.0.2.1]", "[2001:db8::1", "192.0.2", "192.0.2.01", "fe80::1%eth0", ""] {
            assert_eq!(ip_address(name), None, "{name}");
        }
    }
}
