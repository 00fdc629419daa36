//! The encodings of a passphrase: from text to the octets that a key is derived from.

use crate::{budget::Budget, limits::Exceeded, secret::Scratch};
use core::str;

/// The kind of container that holds a locked part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Slot {
    /// Any container but PKCS#12.
    #[default]
    Elsewhere,
    Pkcs12,
    /// A PKCS#12 whose MAC showed that its passphrase is not "no password".
    Pkcs12WithPassphrase,
}

/// The standard that defines how a passphrase becomes octets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StringRule {
    /// The octets of the text (RFC 8018).
    Pkcs5,
    /// UTF-16 (RFC 7292 §B.1).
    Pkcs12,
    /// UTF-16 without a terminator: the digest of Java's key stores, and keys in JKS.
    Java,
}

/// One way to encode a passphrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PassphraseEncoding {
    /// The octets as given, usually UTF-8.
    AsGiven,
    /// ISO 8859-1, one octet per character: node-forge, PKI.js, Bouncy Castle, and every command line
    /// on Windows.
    Latin1,
    /// UTF-16BE followed by two zero octets (RFC 7292 §B.1).
    Utf16,
    /// Each octet as one unit of UTF-16BE, followed by two zero octets: OpenSSL up to 1.0.2.
    WideOctets,
    /// UTF-16BE without the two zero octets, as Java keeps characters.
    Utf16Bare,
    /// Each octet as one unit of UTF-16BE, without the two zero octets: Java in a locale of
    /// ISO 8859-1 on a UTF-8 terminal.
    WideOctetsBare,
    /// No octets, not even the two zeroes: GnuTLS's null password.
    NoOctets,
}

/// A passphrase in all its encodings, each computed when it is first needed.
pub(crate) struct Passphrase<'a> {
    octets: &'a [u8],
    is_given: bool,
    latin1: Option<Scratch>,
    utf16: Option<Scratch>,
    wide: Option<Scratch>,
    /// The encoding that succeeded last under each rule: it is tried first from then on.
    pkcs5: Option<PassphraseEncoding>,
    pkcs12: Option<PassphraseEncoding>,
    java: Option<PassphraseEncoding>,
}

impl<'a> Passphrase<'a> {
    pub(super) fn new(octets: Option<&'a [u8]>) -> Self {
        Passphrase {
            octets: octets.unwrap_or_default(),
            is_given: octets.is_some(),
            latin1: None,
            utf16: None,
            wide: None,
            pkcs5: None,
            pkcs12: None,
            java: None,
        }
    }

    pub(crate) fn is_given(&self) -> bool {
        self.is_given
    }

    /// The encodings to try, in order, no two with the same octets. If no passphrase was given,
    /// they are those of "no password", unless the MAC has ruled it out.
    pub(crate) fn encodings(
        &self,
        rule: StringRule,
        slot: Slot,
    ) -> [Option<PassphraseEncoding>; 3] {
        if !self.is_given && slot == Slot::Pkcs12WithPassphrase {
            return [None; 3];
        }
        let is_utf8 = str::from_utf8(self.octets).is_ok();
        let utf16 = is_utf8.then_some(PassphraseEncoding::Utf16);
        let (mut encodings, preferred) = match rule {
            StringRule::Pkcs12 => {
                let wide =
                    (!is_utf8 || !self.octets.is_ascii()).then_some(PassphraseEncoding::WideOctets);
                let no_octets = self.octets.is_empty().then_some(PassphraseEncoding::NoOctets);
                ([utf16, wide, no_octets], self.pkcs12)
            }
            StringRule::Java => {
                let utf16 = is_utf8.then_some(PassphraseEncoding::Utf16Bare);
                let wide = (!is_utf8 || !self.octets.is_ascii())
                    .then_some(PassphraseEncoding::WideOctetsBare);
                ([utf16, wide, None], self.java)
            }
            // NSS up to 3.21 used UTF-16 for PBES1 and PBES2 as well.
            StringRule::Pkcs5 => {
                let utf16 = utf16.filter(|_| slot != Slot::Elsewhere);
                let latin1 = self.has_latin1().then_some(PassphraseEncoding::Latin1);
                ([Some(PassphraseEncoding::AsGiven), latin1, utf16], self.pkcs5)
            }
        };
        let preferred =
            encodings.iter().position(|encoding| encoding.is_some() && *encoding == preferred);
        if let Some(position) = preferred {
            encodings.get_mut(..=position).unwrap_or_default().rotate_right(1);
        }
        encodings
    }

    /// Whether ISO 8859-1 has every character of the passphrase and differs from UTF-8.
    fn has_latin1(&self) -> bool {
        let text = str::from_utf8(self.octets).ok();
        text.is_some_and(|text| !text.is_ascii() && text.chars().all(|char| char <= '\u{ff}'))
    }

    /// Records the encoding that succeeded.
    pub(crate) fn prefer(&mut self, rule: StringRule, encoding: PassphraseEncoding) {
        match rule {
            StringRule::Pkcs5 => self.pkcs5 = Some(encoding),
            StringRule::Pkcs12 => self.pkcs12 = Some(encoding),
            StringRule::Java => self.java = Some(encoding),
        }
    }

    /// The maximum length of an encoding in octets, without computing it.
    pub(crate) fn length(&self, encoding: PassphraseEncoding) -> usize {
        match encoding {
            PassphraseEncoding::AsGiven | PassphraseEncoding::Latin1 => self.octets.len(),
            PassphraseEncoding::Utf16 | PassphraseEncoding::WideOctets => {
                self.octets.len().saturating_mul(2).saturating_add(2)
            }
            PassphraseEncoding::Utf16Bare | PassphraseEncoding::WideOctetsBare => {
                self.octets.len().saturating_mul(2)
            }
            PassphraseEncoding::NoOctets => 0,
        }
    }

    /// The octets of an encoding.
    pub(crate) fn encoded(
        &mut self,
        encoding: PassphraseEncoding,
        budget: &mut Budget,
    ) -> Result<&[u8], Exceeded> {
        let most = self.length(PassphraseEncoding::Utf16);
        let (cache, octets) = match encoding {
            PassphraseEncoding::AsGiven => return Ok(self.octets),
            PassphraseEncoding::NoOctets => return Ok(&[]),
            PassphraseEncoding::Latin1 => (&mut self.latin1, self.octets),
            PassphraseEncoding::Utf16 | PassphraseEncoding::Utf16Bare => {
                (&mut self.utf16, self.octets)
            }
            PassphraseEncoding::WideOctets | PassphraseEncoding::WideOctetsBare => {
                (&mut self.wide, self.octets)
            }
        };
        if cache.is_none() {
            budget.memory(most)?;
        }
        let encoded = cache.get_or_insert_with(|| match encoding {
            PassphraseEncoding::Latin1 => latin1(octets, most),
            PassphraseEncoding::Utf16 | PassphraseEncoding::Utf16Bare => utf16(octets, most),
            _ => wide(octets, most),
        });
        Ok(match encoding {
            PassphraseEncoding::Utf16Bare | PassphraseEncoding::WideOctetsBare => bare(encoded),
            _ => encoded,
        })
    }
}

/// The octets of a passphrase to encrypt with, by [`StringRule::Pkcs12`].
#[cfg(feature = "write")]
pub(crate) fn to_utf16(passphrase: &str) -> Scratch {
    utf16(passphrase.as_bytes(), passphrase.len().saturating_mul(2).saturating_add(2))
}

/// ISO 8859-1 of text that has no other characters.
fn latin1(octets: &[u8], most: usize) -> Scratch {
    let text = str::from_utf8(octets).unwrap_or_default();
    let mut scratch = Scratch::with_capacity(most);
    let octets = text.chars().filter_map(|char| u8::try_from(char).ok());
    let fits = octets.fold(true, |fits, octet| fits & scratch.push(octet));
    debug_assert!(fits);
    scratch
}

/// UTF-16BE with surrogate pairs, followed by two zero octets. UTF-8 of n octets has at most n
/// UTF-16 units.
fn utf16(octets: &[u8], most: usize) -> Scratch {
    let text = str::from_utf8(octets).unwrap_or_default();
    let mut scratch = Scratch::with_capacity(most);
    let units = text.encode_utf16().chain([0]);
    let fits = units.fold(true, |fits, unit| fits & scratch.extend(&unit.to_be_bytes()));
    debug_assert!(fits);
    scratch
}

/// Returns UTF-16BE without the two zero octets at its end.
fn bare(encoded: &[u8]) -> &[u8] {
    encoded.strip_suffix(&[0, 0]).unwrap_or(encoded)
}

/// Each octet as one unit of UTF-16BE, followed by two zero octets.
fn wide(octets: &[u8], most: usize) -> Scratch {
    let mut scratch = Scratch::with_capacity(most);
    let units = octets.iter().chain([&0]);
    let fits = units.fold(true, |fits, octet| fits & scratch.extend(&[0, *octet]));
    debug_assert!(fits);
    scratch
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::Limits;
    use PassphraseEncoding::{
        AsGiven, Latin1, NoOctets, Utf16, Utf16Bare, WideOctets, WideOctetsBare,
    };

    fn encodings(
        octets: Option<&[u8]>,
        rule: StringRule,
        slot: Slot,
    ) -> [Option<PassphraseEncoding>; 3] {
        Passphrase::new(octets).encodings(rule, slot)
    }

    #[test]
    fn encodings_have_different_octets() {
        let pkcs12 = |octets| encodings(octets, StringRule::Pkcs12, Slot::Pkcs12);
        assert_eq!(pkcs12(Some(b"ascii")), [Some(Utf16), None, None]);
        assert_eq!(pkcs12(Some("\u{fc}".as_bytes())), [Some(Utf16), Some(WideOctets), None]);
        assert_eq!(pkcs12(Some(b"\xed\xa0\x80")), [None, Some(WideOctets), None]);
        assert_eq!(pkcs12(Some(b"")), [Some(Utf16), None, Some(NoOctets)]);
        assert_eq!(pkcs12(None), pkcs12(Some(b"")));
    }

    #[test]
    fn java_has_no_terminator() {
        let java = |octets| encodings(octets, StringRule::Java, Slot::Elsewhere);
        assert_eq!(java(Some(b"ascii")), [Some(Utf16Bare), None, None]);
        let both = [Some(Utf16Bare), Some(WideOctetsBare), None];
        assert_eq!(java(Some("\u{fc}".as_bytes())), both);
        assert_eq!(java(Some(b"\xff")), [None, Some(WideOctetsBare), None]);
        assert_eq!(java(None), [Some(Utf16Bare), None, None]);
        let mut budget = Budget::new(Limits::DEFAULT);
        let mut passphrase = Passphrase::new(Some(b"a\0"));
        for (encoding, octets) in [(Utf16, &b"\0a\0\0\0\0"[..]), (Utf16Bare, b"\0a\0\0")] {
            assert_eq!(passphrase.encoded(encoding, &mut budget).unwrap(), octets);
        }
        let mut latin = Passphrase::new(Some(b"\xff"));
        assert_eq!(latin.encoded(WideOctetsBare, &mut budget).unwrap(), b"\0\xff");
        assert_eq!(Passphrase::new(None).encoded(Utf16Bare, &mut budget).unwrap(), b"");
    }

    #[test]
    fn only_pkcs12_uses_utf16_for_pbes2() {
        let pkcs5 = |octets, slot| encodings(octets, StringRule::Pkcs5, slot);
        let both = [Some(AsGiven), None, Some(Utf16)];
        assert_eq!(pkcs5(Some(b"a"), Slot::Pkcs12), both);
        assert_eq!(pkcs5(Some(b"a"), Slot::Elsewhere), [Some(AsGiven), None, None]);
        assert_eq!(pkcs5(None, Slot::Pkcs12), both);
        assert_eq!(pkcs5(None, Slot::Elsewhere), [Some(AsGiven), None, None]);
    }

    #[test]
    fn latin1_is_tried_where_it_has_every_character_and_differs() {
        let pkcs5 = |text: &'static str| {
            encodings(Some(text.as_bytes()), StringRule::Pkcs5, Slot::Elsewhere)
        };
        assert_eq!(pkcs5("schl\u{fc}ssel"), [Some(AsGiven), Some(Latin1), None]);
        assert_eq!(pkcs5("\u{ff}"), [Some(AsGiven), Some(Latin1), None]);
        for text in ["", "ascii", "\u{100}", "\u{fc}\u{20ac}"] {
            assert_eq!(pkcs5(text), [Some(AsGiven), None, None], "{text}");
        }
        let not_utf8 = encodings(Some(b"\xfc"), StringRule::Pkcs5, Slot::Pkcs12);
        assert_eq!(not_utf8, [Some(AsGiven), None, None]);
        let pkcs12 = encodings(Some("\u{fc}".as_bytes()), StringRule::Pkcs5, Slot::Pkcs12);
        assert_eq!(pkcs12, [Some(AsGiven), Some(Latin1), Some(Utf16)]);
    }

    #[test]
    fn no_password_is_not_tried_after_the_mac_ruled_it_out() {
        for rule in [StringRule::Pkcs5, StringRule::Pkcs12] {
            assert_eq!(encodings(None, rule, Slot::Pkcs12WithPassphrase), [None; 3]);
            assert!(encodings(Some(b""), rule, Slot::Pkcs12WithPassphrase)[0].is_some());
        }
    }

    #[test]
    fn the_encoding_that_succeeded_comes_first() {
        let mut passphrase = Passphrase::new(Some(b""));
        passphrase.prefer(StringRule::Pkcs12, NoOctets);
        let encodings = passphrase.encodings(StringRule::Pkcs12, Slot::Pkcs12);
        assert_eq!(encodings, [Some(NoOctets), Some(Utf16), None]);
    }

    #[test]
    fn encoded_octets() {
        let mut budget = Budget::new(Limits::DEFAULT);
        let mut encode = |octets: &'static [u8], encoding| {
            Passphrase::new(Some(octets)).encoded(encoding, &mut budget).unwrap().to_vec()
        };
        assert_eq!(encode("\u{1f40e}".as_bytes(), Utf16), [0xd8, 0x3d, 0xdc, 0x0e, 0, 0]);
        assert_eq!(encode(b"a\0", Utf16), [0, b'a', 0, 0, 0, 0]);
        assert_eq!(encode(b"\xff", WideOctets), [0, 0xff, 0, 0]);
        assert_eq!(encode(b"", Utf16), [0, 0]);
        assert_eq!(encode("j\u{e4}\u{ff}".as_bytes(), Latin1), [b'j', 0xe4, 0xff]);
        assert_eq!(encode(b"", NoOctets), []);
    }
}
