//! Name (RFC 5280 §4.1.2.4).

/// A distinguished name.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Name<'a> {
    der: &'a [u8],
}

impl<'a> Name<'a> {
    pub(crate) fn new(der: &'a [u8]) -> Self {
        Name { der }
    }
}

impl core::fmt::Display for Name<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{}", self.der.len())
    }
}
