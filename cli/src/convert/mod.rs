//! `anycert convert`: certificates and private keys in another format.

mod arguments;
mod output;

use crate::{
    command_line::{Mistake, print},
    input, passphrase,
};
use anycert::{
    Bundle, Certificate, EncryptionParameters, Error, ErrorKind, Exceeded, Iterations, KeyState,
    Limit, LockReason, NoteClass, Parser, Pkcs12Profile, Pkcs12Writer, PrivateKey,
};
use anycert_sentences::count;
use arguments::{Command, Format, Options};
use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    fmt,
    io::{self, IsTerminal},
};
use zeroize::Zeroizing;

const WRITTEN: u8 = 0;
const NOT_WRITTEN: u8 = 1;

pub(crate) fn run(words: lexopt::Parser) -> Result<u8, Mistake> {
    match arguments::read(words)? {
        Command::Help => Ok(print(arguments::HELP)),
        Command::Convert(options) => convert(&options),
    }
}

/// The content of the file to write.
struct Converted {
    bytes: Zeroizing<Vec<u8>>,
    is_text: bool,
    has_key: bool,
}

const LOCKED: &str = "provide its passphrase with --passphrase-file, and with --store-passphrase-file that \
     of the file if it is another one; or leave the key out with --without-keys";

/// Why nothing is written.
enum Refusal {
    /// With what to do about it.
    Own(String, &'static str),
    Library(Error),
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Refusal::Library(error)
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::Own(text, _) => f.write_str(text),
            Refusal::Library(error) => error.fmt(f),
        }
    }
}

impl Refusal {
    /// What to do about it.
    fn help(&self, options: &Options) -> Cow<'static, str> {
        match self {
            Refusal::Own(_, help) => (*help).into(),
            // The help of the library is about an input.
            Refusal::Library(error) => match error.exceeded() {
                Some(one) if one.limit() == Limit::KdfWork => {
                    let most = most_iterations(options.iterations, one);
                    format!("choose at most {most} with --iterations").into()
                }
                _ => error.help().into(),
            },
        }
    }
}

/// The most iterations with which this file is written. Its work grows with them, but for a little
/// that does not depend on them.
fn most_iterations(chosen: Iterations, exceeded: Exceeded) -> u128 {
    let share = u128::from(exceeded.allowed()) * 999 / 1000;
    let most = u128::from(chosen.get()) * share / u128::from(exceeded.asked().max(1));
    most - most % 10_000
}

fn convert(options: &Options) -> Result<u8, Mistake> {
    let Some(bundle) = read(options)? else { return Ok(NOT_WRITTEN) };
    let keys = options.format == Format::Pkcs8 || !options.without_keys;
    let has_key = keys && !bundle.private_keys().is_empty();
    let writes_every_key = matches!(options.format, Format::Pem | Format::P12) && keys;
    if let Some(number) = locked_key(&bundle).filter(|_| writes_every_key) {
        eprintln!(
            "anycert convert: {}: key {number}: the private key is locked\n{LOCKED}",
            options.source
        );
        return Ok(NOT_WRITTEN);
    }
    let passphrase = match options.format {
        Format::P12 => new_passphrase(options)?,
        Format::Pem | Format::Pkcs8 if has_key => new_passphrase(options)?,
        _ => None,
    };
    let converted = match converted(&bundle, options, passphrase.as_deref().map(String::as_str)) {
        Ok(converted) => converted,
        Err(refusal) => {
            eprintln!("anycert convert: {}: {refusal}\n{}", options.source, refusal.help(options));
            return Ok(NOT_WRITTEN);
        }
    };
    say_notes(&bundle, options);
    let Converted { bytes, is_text, has_key } = converted;
    let (place, written) = match &options.out {
        Some(path) => {
            (crate::words::file_name(path), output::to_file(path, &bytes, has_key, options.force))
        }
        None => ("standard output".into(), output::to_standard_output(&bytes, is_text)),
    };
    match written {
        Ok(()) => Ok(WRITTEN),
        Err(error) => {
            eprintln!("anycert convert: {place}: {error}");
            Ok(NOT_WRITTEN)
        }
    }
}

/// The number of the first locked key, from 1.
fn locked_key(bundle: &Bundle) -> Option<usize> {
    let is_locked = |key: &PrivateKey| matches!(key.state(), KeyState::Locked(_));
    bundle.private_keys().iter().position(is_locked).map(|position| position + 1)
}

/// What was repaired, contradicts itself or was skipped in the input is not in the output any more.
fn say_notes(bundle: &Bundle, options: &Options) {
    let source = &options.source;
    for note in bundle.notes() {
        if note.class() != NoteClass::Observed {
            eprintln!("anycert convert: {source}: {note}");
        }
    }
    for (number, what) in left_out(bundle, options) {
        if number > 0 {
            eprintln!("anycert convert: {source}: left out: {}", count(number as u64, what));
        }
    }
}

/// How many there are of what this format, or an option, does not take; what was asked for with
/// `--without-keys` is not counted.
fn left_out(bundle: &Bundle, options: &Options) -> [(usize, &'static str); 4] {
    use Format::{Der, P7b, P12, Pkcs8};
    let (certificates, keys) = (bundle.certificates(), bundle.private_keys());
    let has_no_keys = matches!(options.format, Der | P7b) || options.trusted;
    let names = certificates.iter().filter_map(Certificate::friendly_name);
    let names = names.chain(keys.iter().filter_map(PrivateKey::friendly_name));
    let names = if options.format == P12 { 0 } else { names.collect::<BTreeSet<_>>().len() };
    let of = |is_so: bool, number: usize| if is_so { number } else { 0 };
    [
        (of(has_no_keys, keys.len()), "private key"),
        (of(options.format == Pkcs8, keys.len().saturating_sub(1)), "other private key"),
        (of(options.format == Der, certificates.len().saturating_sub(1)), "other certificate"),
        (names, "friendly name"),
    ]
}

/// The input, or `None` once it is said why it could not be read.
fn read(options: &Options) -> Result<Option<Bundle>, Mistake> {
    let source = &options.source;
    let given = options.passphrases.load()?;
    let private_key = options.private_key.as_ref();
    let private_key =
        private_key.map(|key| input::read(key).map_err(|error| format!("{key}: {error}")));
    let private_key = private_key.transpose()?;
    let input = match input::read(source) {
        Ok(input) => input,
        Err(error) => {
            eprintln!("anycert convert: {source}: {error}");
            return Ok(None);
        }
    };
    let mut parser = Parser::new().decrypt_keys(!options.without_keys);
    if let Some(private_key) = &private_key {
        parser = parser.private_key(private_key);
    }
    let parser = given.set(parser);
    let mut parsed = parser.parse(&input);
    let mut attempts = 0;
    while !given.is_given() && attempts < 3 && is_locked(&parsed) && io::stderr().is_terminal() {
        let Some(passphrase) = passphrase::ask(source, attempts > 0) else { break };
        parsed = parser.passphrase(&passphrase).parse(&input);
        attempts += 1;
    }
    Ok(match parsed {
        Ok(bundle) => Some(bundle),
        Err(error) => {
            eprintln!("anycert convert: {source}: {error}\n{}", error.help());
            None
        }
    })
}

/// Whether a passphrase would open more.
fn is_locked(parsed: &Result<Bundle, Error>) -> bool {
    let locked = KeyState::Locked(LockReason::NoPassphrase);
    match parsed {
        Ok(bundle) => bundle.private_keys().iter().any(|key| key.state() == locked),
        Err(error) => {
            matches!(error.kind(), ErrorKind::PassphraseRequired | ErrorKind::IncorrectPassphrase)
        }
    }
}

/// The passphrase to encrypt with; `None` if nothing is to be encrypted.
fn new_passphrase(options: &Options) -> Result<Option<Zeroizing<String>>, Mistake> {
    let loaded = match &options.new_passphrase {
        _ if options.no_passphrase => return Ok(None),
        Some(source) => passphrase::load(source)?,
        None => {
            let asked = passphrase::ask_new().ok_or(
                "name a passphrase with --new-passphrase-file or --new-passphrase-env, \
                 or choose --no-passphrase",
            )?;
            return Ok(Some(asked));
        }
    };
    // PKCS#12 has passphrases of Unicode only.
    Ok(Some(passphrase::text(loaded, options.new_passphrase.as_ref(), "new")?))
}

fn converted(
    bundle: &Bundle,
    options: &Options,
    passphrase: Option<&str>,
) -> Result<Converted, Refusal> {
    let public =
        |bytes: Vec<u8>, is_text| Ok(Converted { bytes: bytes.into(), is_text, has_key: false });
    match options.format {
        Format::Pem => pem(bundle, options, passphrase),
        Format::Der => public(leaf(bundle)?.as_der().to_vec(), false),
        Format::P7b => public(bundle.to_pkcs7_der()?, false),
        Format::P12 => {
            let has_key = !options.without_keys && !bundle.private_keys().is_empty();
            let bytes = pkcs12(bundle, options, passphrase)?;
            Ok(Converted { bytes, is_text: false, has_key })
        }
        Format::Pkcs8 => {
            let key = the_key(bundle)?;
            let pem = key_pem(key, options, passphrase)?;
            Ok(Converted { bytes: pem.as_bytes().to_vec().into(), is_text: true, has_key: true })
        }
    }
}

fn leaf(bundle: &Bundle) -> Result<&Certificate, Refusal> {
    let help = "provide a certificate: this format contains only certificates";
    bundle.leaf().ok_or_else(|| Refusal::Own("there is no certificate to write".into(), help))
}

/// The key of the leaf. Without a certificate, nothing says which of several keys is meant.
fn the_key(bundle: &Bundle) -> Result<&PrivateKey, Refusal> {
    let distinct: BTreeSet<&[u8]> =
        bundle.private_keys().iter().filter_map(PrivateKey::secret_pkcs8_der).collect();
    if bundle.leaf().is_none() && distinct.len() > 1 {
        let text = format!("there are {} private keys and no certificate", distinct.len());
        return Err(Refusal::Own(text, "provide one of them, or its certificate as well"));
    }
    bundle.leaf_key().ok_or(Refusal::Own(
        "there is no private key, or none that belongs to the certificate".into(),
        "provide the private key with --private-key",
    ))
}

/// Every certificate, then every key.
fn pem(bundle: &Bundle, options: &Options, passphrase: Option<&str>) -> Result<Converted, Refusal> {
    let certificates = bundle.to_pem();
    let keys = if options.without_keys { &[] } else { bundle.private_keys() };
    if !keys.is_empty() && bundle.leaf().is_some() {
        // What may be written together is decided by the library, for the format that it writes.
        bundle.to_pkcs12(None, Pkcs12Profile::NoPassphrase, random)?;
    }
    let keys = keys.iter().map(|key| key_pem(key, options, passphrase));
    let keys = keys.collect::<Result<Vec<_>, Refusal>>()?;
    let length = keys.iter().fold(certificates.len(), |length, key| length + key.len());
    // Room for all of it: a buffer that grows leaves copies behind.
    let mut bytes = input::with_room(length as u64);
    bytes.extend_from_slice(certificates.as_bytes());
    keys.iter().for_each(|key| bytes.extend_from_slice(key.as_bytes()));
    if bytes.is_empty() {
        return Err(leaf(bundle).err().unwrap_or(Refusal::Own(String::new(), "")));
    }
    Ok(Converted { bytes, is_text: true, has_key: !keys.is_empty() })
}

fn key_pem(
    key: &PrivateKey,
    options: &Options,
    passphrase: Option<&str>,
) -> Result<Zeroizing<String>, Refusal> {
    let parameters = EncryptionParameters::pbkdf2(options.iterations);
    match passphrase {
        Some(passphrase) => Ok(key.to_encrypted_pkcs8_pem(passphrase, parameters, random)?),
        None => {
            key.secret_pkcs8_pem().ok_or(Refusal::Own("the private key is locked".into(), LOCKED))
        }
    }
}

fn pkcs12<'a>(
    bundle: &'a Bundle,
    options: &'a Options,
    passphrase: Option<&'a str>,
) -> Result<Zeroizing<Vec<u8>>, Refusal> {
    let writer = Pkcs12Writer::new(options.profile).passphrase(passphrase);
    if options.trusted {
        let names = names(bundle.certificates());
        let certificates = bundle.certificates().iter().zip(&names);
        let writer = certificates.fold(writer, |all, (one, name)| all.trusted(one, &**name));
        return Ok(writer.write(random)?);
    }
    if options.without_keys {
        let add =
            |all: Pkcs12Writer<'a>, one: &'a Certificate| all.certificate(one, one.friendly_name());
        return Ok(bundle.certificates().iter().fold(writer, add).write(random)?);
    }
    let Some(name) = options.name.as_deref() else {
        return Ok(bundle.to_pkcs12(passphrase, options.profile, random)?);
    };
    let ([key], Some(leaf)) = (bundle.private_keys(), bundle.leaf()) else {
        let text = "--name needs a certificate and exactly one private key";
        return Err(Refusal::Own(text.into(), "leave out --name to keep the names of the file"));
    };
    let writer = writer.identity(key, leaf, bundle.chain().skip(1), name);
    let add =
        |all: Pkcs12Writer<'a>, one: &'a Certificate| all.certificate(one, one.friendly_name());
    Ok(bundle.certificates().iter().fold(writer, add).write(random)?)
}

/// A different name for each certificate, without regard to case: Java keeps one entry of a name.
fn names(certificates: &[Certificate]) -> Vec<String> {
    let mut taken = BTreeSet::new();
    // The number to try next for each name: a search from the start would take quadratic time.
    let mut next = BTreeMap::new();
    let name = |certificate: &Certificate| {
        let name = certificate.friendly_name().map(str::to_owned);
        let name = name.unwrap_or_else(|| certificate.display_name());
        let number = next.entry(name.to_lowercase()).or_insert(1_u32);
        loop {
            let numbered = if *number == 1 { name.clone() } else { format!("{name} ({number})") };
            *number += 1;
            if taken.insert(numbered.to_lowercase()) {
                return numbered;
            }
        }
    };
    certificates.iter().map(name).collect()
}

/// Octets of the system's generator. If it fails, they stay zero, which is not accepted.
fn random(buffer: &mut [u8]) {
    if getrandom::getrandom(buffer).is_err() {
        buffer.fill(0);
    }
}

#[cfg(test)]
mod tests {
    use super::names;
    use testkit::fixture;

    #[test]
    fn many_certificates_of_one_name() {
        let der = std::fs::read(fixture::root().join("certificate/ca-root.der")).unwrap();
        let one = anycert::Certificate::from_der(&der).unwrap();
        let names = names(&vec![one; 50_000]);
        let first = &names[0];
        assert_eq!(names[1], format!("{first} (2)"));
        assert_eq!(names[49_999], format!("{first} (50000)"));
    }
}
