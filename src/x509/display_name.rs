//! A short name of a certificate.

use crate::x509::{
    certificate::Certificate,
    extensions::GeneralName,
    name::{Style, Text},
};
use alloc::string::{String, ToString};
use core::fmt::{self, Write};

impl Certificate {
    /// A short name for lists: the common name; else the first subject alternative name, since
    /// certificates of services often have an empty subject; else the whole subject; else the serial
    /// number in hexadecimal.
    ///
    /// Always one line, with escapes as in a [`Name`](crate::Name). It is neither unique nor proof
    /// of identity.
    #[must_use]
    pub fn display_name(&self) -> String {
        let subject = self.subject();
        let common_name = || {
            let name = Alone(subject.common_name()?.as_text()?).to_string();
            (!name.is_empty()).then_some(name)
        };
        let alternative = || {
            let names = self.subject_alt_names().ok()??;
            names.map(|name: GeneralName<'_>| name.to_string()).find(|name| !name.is_empty())
        };
        let whole = || (!subject.is_empty()).then(|| subject.render());
        let serial = || {
            self.serial().iter().fold(String::from("serial "), |mut text, octet| {
                // Writing to a String does not fail.
                let _ = write!(text, "{octet:02x}");
                text
            })
        };
        common_name().or_else(alternative).or_else(whole).unwrap_or_else(serial)
    }
}

/// A string outside of a [`Name`](crate::Name).
struct Alone<'a>(Text<'a>);

impl fmt::Display for Alone<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(Style::Alone, f)
    }
}
