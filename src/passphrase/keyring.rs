//! The passphrase: what was given, the octets it may stand for, what it opened, what stayed shut.

use crate::{budget::Budget, error::Error, limits::Exceeded, secret::Scratch};
use core::str;

/// The passphrase of one parse, and what came of trying it.
pub(crate) struct Keyring<'a> {
    passphrase: Passphrase<'a>,
    /// Of the MAC, where it has its own: else it is not given.
    integrity: Passphrase<'a>,
    /// Where the parse is, for the rungs that only some places have.
    pub(crate) place: Slot,
    /// How many things `passphrase` opened that were shut: MACs, safes, keys.
    opened: usize,
    /// The first failure to open something, for the case that nothing opens.
    failure: Option<Error>,
}

/// Where something that is shut was met.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Slot {
    /// Outside of PKCS#12.
    #[default]
    Elsewhere,
    Pkcs12,
    /// In a PKCS#12 whose MAC showed that "no password" is not its password.
    Pkcs12WithPassphrase,
}

impl<'a> Keyring<'a> {
    pub(crate) fn new(passphrase: Option<&'a [u8]>, integrity: Option<&'a [u8]>) -> Self {
        Keyring {
            passphrase: Passphrase::new(passphrase),
            integrity: Passphrase::new(integrity),
            place: Slot::Elsewhere,
            opened: 0,
            failure: None,
        }
    }

    pub(crate) fn is_given(&self) -> bool {
        self.passphrase.is_given
    }

    /// The passphrase of a PKCS#12 MAC, or of everything else.
    pub(crate) fn passphrase(&mut self, of: Target) -> &mut Passphrase<'a> {
        match of {
            Target::Mac if self.integrity.is_given => &mut self.integrity,
            _ => &mut self.passphrase,
        }
    }

    /// What the passphrase of MACs opens says nothing of the other.
    pub(crate) fn opened(&mut self, lock: Target) {
        if lock == Target::Mac && self.integrity.is_given {
            return;
        }
        self.opened = self.opened.saturating_add(1);
    }

    pub(crate) fn has_opened(&self) -> bool {
        self.opened > 0
    }

    /// Remembers that something stayed shut under the given passphrase: the first such thing, but
    /// rather one for which not all was tried.
    pub(crate) fn failed(&mut self, error: Error) {
        let says_more = |first: &Error| first.exceeded().is_none() && error.exceeded().is_some();
        if self.failure.as_ref().is_none_or(says_more) {
            self.failure = Some(error);
        }
    }

    /// Whether a given passphrase met nothing that was shut.
    pub(crate) fn is_unused(&self) -> bool {
        self.is_given() && !self.has_opened() && self.failure.is_none()
    }

    /// The failure that is the answer if the given passphrase opened nothing at all.
    pub(crate) fn verdict(&mut self) -> Option<Error> {
        if self.has_opened() {
            return None;
        }
        self.failure.take()
    }
}

/// What a passphrase is tried on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    Mac,
    Encryption,
}

/// By which a passphrase becomes octets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StringRule {
    /// As it is given (RFC 8018).
    Pkcs5,
    /// In UTF-16 (RFC 7292 §B.1).
    Pkcs12,
}

/// One reading of the passphrase as octets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PassphraseEncoding {
    /// The octets as given, UTF-8 as a rule.
    AsGiven,
    /// UTF-16BE with two zero octets behind (RFC 7292 §B.1).
    Utf16,
    /// Each octet as one unit of UTF-16BE, two zero octets behind: OpenSSL up to 1.0.2.
    WideOctets,
    /// No octets at all, not even the two zeroes: GnuTLS's null password.
    Nothing,
}

/// One passphrase in all its readings, each made when it is first asked for.
pub(crate) struct Passphrase<'a> {
    octets: &'a [u8],
    is_given: bool,
    utf16: Option<Scratch>,
    wide: Option<Scratch>,
    /// What worked before, for each family: it comes first from then on.
    pkcs5: Option<PassphraseEncoding>,
    pkcs12: Option<PassphraseEncoding>,
}

impl<'a> Passphrase<'a> {
    fn new(octets: Option<&'a [u8]>) -> Self {
        Passphrase {
            octets: octets.unwrap_or_default(),
            is_given: octets.is_some(),
            utf16: None,
            wide: None,
            pkcs5: None,
            pkcs12: None,
        }
    }

    pub(crate) fn is_given(&self) -> bool {
        self.is_given
    }

    /// The readings to try, in order, no two of the same octets. Where none was given it is "no
    /// password" in its encodings, unless the MAC has shown that this is not it.
    pub(crate) fn rungs(&self, family: StringRule, place: Slot) -> [Option<PassphraseEncoding>; 3] {
        if !self.is_given && place == Slot::Pkcs12WithPassphrase {
            return [None; 3];
        }
        let is_utf8 = str::from_utf8(self.octets).is_ok();
        let utf16 = is_utf8.then_some(PassphraseEncoding::Utf16);
        let (mut rungs, worked) = match family {
            StringRule::Pkcs12 => {
                let wide =
                    (!is_utf8 || !self.octets.is_ascii()).then_some(PassphraseEncoding::WideOctets);
                let nothing = self.octets.is_empty().then_some(PassphraseEncoding::Nothing);
                ([utf16, wide, nothing], self.pkcs12)
            }
            // NSS up to 3.21 fed UTF-16 to PBES1 and PBES2 as well.
            StringRule::Pkcs5 => {
                let utf16 = utf16.filter(|_| place != Slot::Elsewhere);
                ([Some(PassphraseEncoding::AsGiven), utf16, None], self.pkcs5)
            }
        };
        if let Some(at) = rungs.iter().position(|rung| rung.is_some() && *rung == worked) {
            rungs.get_mut(..=at).unwrap_or_default().rotate_right(1);
        }
        rungs
    }

    /// Remembers the reading that opened something.
    pub(crate) fn worked(&mut self, family: StringRule, rung: PassphraseEncoding) {
        match family {
            StringRule::Pkcs5 => self.pkcs5 = Some(rung),
            StringRule::Pkcs12 => self.pkcs12 = Some(rung),
        }
    }

    /// How many octets a reading has at most, before it is made.
    pub(crate) fn length(&self, rung: PassphraseEncoding) -> usize {
        match rung {
            PassphraseEncoding::AsGiven => self.octets.len(),
            PassphraseEncoding::Utf16 | PassphraseEncoding::WideOctets => {
                self.octets.len().saturating_mul(2).saturating_add(2)
            }
            PassphraseEncoding::Nothing => 0,
        }
    }

    /// The octets of a reading.
    pub(crate) fn reading(
        &mut self,
        rung: PassphraseEncoding,
        budget: &mut Budget,
    ) -> Result<&[u8], Exceeded> {
        let most = self.length(rung);
        let (slot, octets) = match rung {
            PassphraseEncoding::AsGiven => return Ok(self.octets),
            PassphraseEncoding::Nothing => return Ok(&[]),
            PassphraseEncoding::Utf16 => (&mut self.utf16, self.octets),
            PassphraseEncoding::WideOctets => (&mut self.wide, self.octets),
        };
        if slot.is_none() {
            budget.memory(most)?;
        }
        Ok(slot.get_or_insert_with(|| match rung {
            PassphraseEncoding::Utf16 => utf16(octets, most),
            _ => wide(octets, most),
        }))
    }
}

/// UTF-16BE of what is UTF-8 (surrogate pairs beyond the BMP), and the two zero octets. A text of
/// n octets has at most n units.
fn utf16(octets: &[u8], most: usize) -> Scratch {
    let text = str::from_utf8(octets).unwrap_or_default();
    let mut scratch = Scratch::with_capacity(most);
    let units = text.encode_utf16().chain([0]);
    let fits = units.fold(true, |fits, unit| fits & scratch.extend(&unit.to_be_bytes()));
    debug_assert!(fits);
    scratch
}

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
    use PassphraseEncoding::{AsGiven, Nothing, Utf16, WideOctets};

    fn rungs(
        octets: Option<&[u8]>,
        family: StringRule,
        place: Slot,
    ) -> [Option<PassphraseEncoding>; 3] {
        Passphrase::new(octets).rungs(family, place)
    }

    #[test]
    fn the_rungs_have_different_octets() {
        let pkcs12 = |octets| rungs(octets, StringRule::Pkcs12, Slot::Pkcs12);
        assert_eq!(pkcs12(Some(b"ascii")), [Some(Utf16), None, None]);
        assert_eq!(pkcs12(Some("\u{fc}".as_bytes())), [Some(Utf16), Some(WideOctets), None]);
        assert_eq!(pkcs12(Some(b"\xed\xa0\x80")), [None, Some(WideOctets), None]);
        assert_eq!(pkcs12(Some(b"")), [Some(Utf16), None, Some(Nothing)]);
        assert_eq!(pkcs12(None), pkcs12(Some(b"")));
    }

    #[test]
    fn only_pkcs12_has_utf16_in_pbes2() {
        let pkcs5 = |octets, place| rungs(octets, StringRule::Pkcs5, place);
        let both = [Some(AsGiven), Some(Utf16), None];
        assert_eq!(pkcs5(Some(b"a"), Slot::Pkcs12), both);
        assert_eq!(pkcs5(Some(b"a"), Slot::Elsewhere), [Some(AsGiven), None, None]);
        assert_eq!(pkcs5(None, Slot::Pkcs12), both);
        assert_eq!(pkcs5(None, Slot::Elsewhere), [Some(AsGiven), None, None]);
    }

    #[test]
    fn no_password_is_not_tried_where_the_mac_refuted_it() {
        for family in [StringRule::Pkcs5, StringRule::Pkcs12] {
            assert_eq!(rungs(None, family, Slot::Pkcs12WithPassphrase), [None; 3]);
            assert!(rungs(Some(b""), family, Slot::Pkcs12WithPassphrase)[0].is_some());
        }
    }

    #[test]
    fn what_worked_comes_first() {
        let mut passphrase = Passphrase::new(Some(b""));
        passphrase.worked(StringRule::Pkcs12, Nothing);
        let rungs = passphrase.rungs(StringRule::Pkcs12, Slot::Pkcs12);
        assert_eq!(rungs, [Some(Nothing), Some(Utf16), None]);
    }

    #[test]
    fn readings_in_octets() {
        let mut budget = Budget::new(Limits::DEFAULT);
        let mut read = |octets: &'static [u8], rung| {
            Passphrase::new(Some(octets)).reading(rung, &mut budget).unwrap().to_vec()
        };
        assert_eq!(read("\u{1f40e}".as_bytes(), Utf16), [0xd8, 0x3d, 0xdc, 0x0e, 0, 0]);
        assert_eq!(read(b"a\0", Utf16), [0, b'a', 0, 0, 0, 0]);
        assert_eq!(read(b"\xff", WideOctets), [0, 0xff, 0, 0]);
        assert_eq!(read(b"", Utf16), [0, 0]);
        assert_eq!(read(b"", Nothing), []);
    }
}
