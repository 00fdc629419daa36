//! OpenSSL's short names of attribute types.

use crate::oid;

/// The short name and the `=` after it.
pub(super) fn prefix(oid: &[u8]) -> Option<&'static str> {
    let (read, rest) = ARCS.iter().find_map(|(arc, read)| Some((read, oid.strip_prefix(*arc)?)))?;
    match (read, rest) {
        (Arc::Last(read), [last]) => read(*last),
        (Arc::Rest(read), rest) => read(rest),
        _ => None,
    }
}

enum Arc {
    Last(fn(u8) -> Option<&'static str>),
    Rest(fn(&[u8]) -> Option<&'static str>),
}

const ARCS: [(&[u8], Arc); 6] = [
    (oid::ATTRIBUTE_TYPES, Arc::Last(x520)),
    (oid::PILOT_ATTRIBUTES, Arc::Last(pilot)),
    (oid::PKCS_9, Arc::Last(pkcs9)),
    (oid::JURISDICTION, Arc::Last(jurisdiction)),
    (oid::PERSONAL_DATA, Arc::Last(personal_data)),
    (oid::RUSSIA, Arc::Rest(russian)),
];

/// Bytes of a [`Block`].
pub(super) const BLOCK: usize = 16;

/// The separator and the type before a value, at the end of a block of a fixed size, so that the
/// whole block can be copied.
#[derive(Clone, Copy)]
#[repr(align(16))]
pub(super) struct Block {
    pub(super) bytes: [u8; BLOCK],
    pub(super) length: u8,
}

impl Block {
    /// `, ` and the prefix; `None` if that is too long.
    const fn new(prefix: &str) -> Option<Block> {
        let mut bytes = [0; BLOCK];
        let (mut prefix, mut rest) = (prefix.as_bytes(), bytes.as_mut_slice());
        let mut length: u8 = 2;
        while let Some((last, before)) = prefix.split_last() {
            let Some((slot, room)) = rest.split_last_mut() else { return None };
            *slot = *last;
            (prefix, rest, length) = (before, room, length.wrapping_add(1));
        }
        let [.., comma, blank] = rest else { return None };
        (*comma, *blank) = (b',', b' ');
        Some(Block { bytes, length })
    }
}

/// The types of 2.5.4 by their last arc.
static X520: [Option<Block>; 128] = {
    let mut blocks = [None; 128];
    let mut rest = blocks.as_mut_slice();
    let mut last: u8 = 0;
    while let Some((block, tail)) = rest.split_first_mut() {
        if let Some(prefix) = x520(last) {
            *block = Block::new(prefix);
        }
        (rest, last) = (tail, last.wrapping_add(1));
    }
    blocks
};

static EMAIL_ADDRESS: Option<Block> = Block::new("emailAddress=");
static DOMAIN_COMPONENT: Option<Block> = Block::new("DC=");

/// `, ` and the [`prefix`] of the most frequent types.
#[inline]
pub(super) fn block(oid: &[u8]) -> Option<&'static Block> {
    match oid {
        [0x55, 4, last] => X520.get(usize::from(*last))?.as_ref(),
        [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 1] => EMAIL_ADDRESS.as_ref(),
        [0x09, 0x92, 0x26, 0x89, 0x93, 0xf2, 0x2c, 0x64, 1, 25] => DOMAIN_COMPONENT.as_ref(),
        _ => None,
    }
}

/// 2.5.4 (X.520).
const fn x520(last: u8) -> Option<&'static str> {
    Some(match last {
        3 => "CN=",
        4 => "SN=",
        5 => "serialNumber=",
        6 => "C=",
        7 => "L=",
        8 => "ST=",
        9 => "street=",
        10 => "O=",
        11 => "OU=",
        12 => "title=",
        13 => "description=",
        14 => "searchGuide=",
        15 => "businessCategory=",
        16 => "postalAddress=",
        17 => "postalCode=",
        18 => "postOfficeBox=",
        19 => "physicalDeliveryOfficeName=",
        20 => "telephoneNumber=",
        21 => "telexNumber=",
        22 => "teletexTerminalIdentifier=",
        23 => "facsimileTelephoneNumber=",
        24 => "x121Address=",
        25 => "internationaliSDNNumber=",
        26 => "registeredAddress=",
        27 => "destinationIndicator=",
        28 => "preferredDeliveryMethod=",
        29 => "presentationAddress=",
        30 => "supportedApplicationContext=",
        31 => "member=",
        32 => "owner=",
        33 => "roleOccupant=",
        34 => "seeAlso=",
        41 => "name=",
        42 => "GN=",
        43 => "initials=",
        44 => "generationQualifier=",
        45 => "x500UniqueIdentifier=",
        46 => "dnQualifier=",
        47 => "enhancedSearchGuide=",
        48 => "protocolInformation=",
        49 => "distinguishedName=",
        50 => "uniqueMember=",
        51 => "houseIdentifier=",
        54 => "dmdName=",
        65 => "pseudonym=",
        72 => "role=",
        97 => "organizationIdentifier=",
        98 => "c3=",
        99 => "n3=",
        100 => "dnsName=",
        _ => return None,
    })
}

/// 0.9.2342.19200300.100.1 (RFC 4524, RFC 1274).
fn pilot(last: u8) -> Option<&'static str> {
    Some(match last {
        1 => "UID=",
        2 => "textEncodedORAddress=",
        3 => "mail=",
        4 => "info=",
        5 => "favouriteDrink=",
        6 => "roomNumber=",
        8 => "userClass=",
        9 => "host=",
        10 => "manager=",
        11 => "documentIdentifier=",
        12 => "documentTitle=",
        13 => "documentVersion=",
        14 => "documentAuthor=",
        15 => "documentLocation=",
        20 => "homeTelephoneNumber=",
        21 => "secretary=",
        22 => "otherMailbox=",
        23 => "lastModifiedTime=",
        24 => "lastModifiedBy=",
        25 => "DC=",
        26 => "aRecord=",
        28 => "mXRecord=",
        29 => "nSRecord=",
        30 => "sOARecord=",
        31 => "cNAMERecord=",
        37 => "associatedDomain=",
        38 => "associatedName=",
        39 => "homePostalAddress=",
        40 => "personalTitle=",
        41 => "mobileTelephoneNumber=",
        42 => "pagerTelephoneNumber=",
        43 => "friendlyCountryName=",
        44 => "uid=",
        45 => "organizationalStatus=",
        46 => "janetMailbox=",
        47 => "mailPreferenceOption=",
        48 => "buildingName=",
        49 => "dSAQuality=",
        50 => "singleLevelQuality=",
        51 => "subtreeMinimumQuality=",
        52 => "subtreeMaximumQuality=",
        54 => "dITRedirect=",
        56 => "documentPublisher=",
        _ => return None,
    })
}

/// 1.2.840.113549.1.9 (RFC 2985 §5).
fn pkcs9(last: u8) -> Option<&'static str> {
    Some(match last {
        1 => "emailAddress=",
        2 => "unstructuredName=",
        8 => "unstructuredAddress=",
        _ => return None,
    })
}

/// 1.3.6.1.4.1.311.60.2.1 (CA/Browser Forum EV guidelines).
fn jurisdiction(last: u8) -> Option<&'static str> {
    Some(match last {
        1 => "jurisdictionL=",
        2 => "jurisdictionST=",
        3 => "jurisdictionC=",
        _ => return None,
    })
}

/// 1.3.6.1.5.5.7.9 (RFC 3739 §3.2.2).
fn personal_data(last: u8) -> Option<&'static str> {
    Some(match last {
        1 => "id-pda-dateOfBirth=",
        2 => "id-pda-placeOfBirth=",
        3 => "id-pda-gender=",
        4 => "id-pda-countryOfCitizenship=",
        5 => "id-pda-countryOfResidence=",
        _ => return None,
    })
}

/// 1.2.643: identification numbers of persons and companies in Russian certificates.
fn russian(rest: &[u8]) -> Option<&'static str> {
    Some(match rest {
        [3, 0x81, 3, 1, 1] => "INN=",
        [100, 1] => "OGRN=",
        [100, 3] => "SNILS=",
        [100, 5] => "OGRNIP=",
        _ => return None,
    })
}
