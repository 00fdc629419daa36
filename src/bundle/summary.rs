//! A bundle in short: its name for people, and its certificates as text.

use super::Bundle;
use crate::x509::{Certificate, GeneralName, Style};
use alloc::string::{String, ToString};
use core::fmt::{self, Write};

impl Bundle {
    /// What to call the leaf in a list: its common name; else its first subject alternative name,
    /// since certificates for services often have an empty subject; else the subject as a whole;
    /// else its serial number in hexadecimal. `None` without a certificate.
    ///
    /// One line: invisible characters are escaped as in a [`Name`](crate::Name). It is neither
    /// unique nor proof of anything.
    #[must_use]
    pub fn display_name(&self) -> Option<String> {
        self.leaf().map(display_name)
    }

    /// The leaf, then the rest of its [`chain`](Bundle::chain), as PEM: what to store or to give
    /// to a server instead of what was pasted. Each is one block as
    /// [`Certificate::to_pem`] writes it, with nothing between them. Empty without a certificate;
    /// certificates outside the chain and keys are not in it.
    #[must_use]
    pub fn to_pem(&self) -> String {
        self.chain().map(Certificate::to_pem).collect()
    }
}

/// Positions in the lists of certificates and keys, from 0.
impl Bundle {
    pub(crate) fn chain_positions(&self) -> impl Iterator<Item = usize> {
        self.leaf.into_iter().chain(self.issuers.iter().copied())
    }

    pub(crate) fn key_position(&self, certificate: &Certificate) -> Option<usize> {
        self.matching.key_of(certificate)
    }

    pub(crate) fn certificate_position(&self, key: usize) -> Option<usize> {
        self.matching.certificate_of(key)
    }
}

fn display_name(certificate: &Certificate) -> String {
    let subject = certificate.subject();
    let common_name = || {
        let name = Alone(subject.common_name()?.as_text()?).to_string();
        (!name.is_empty()).then_some(name)
    };
    let alternative = || {
        let names = certificate.subject_alt_names().ok()??;
        names.map(|name: GeneralName<'_>| name.to_string()).find(|name| !name.is_empty())
    };
    let whole = || (!subject.is_empty()).then(|| subject.render());
    let serial = || {
        certificate.serial().iter().fold(String::from("serial "), |mut text, octet| {
            // Writing to a String does not fail.
            let _ = write!(text, "{octet:02x}");
            text
        })
    };
    common_name().or_else(alternative).or_else(whole).unwrap_or_else(serial)
}

/// A string that stands for itself and not in a [`Name`](crate::Name).
struct Alone<'a>(crate::x509::Text<'a>);

impl fmt::Display for Alone<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(Style::Alone, f)
    }
}
