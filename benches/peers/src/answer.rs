//! What every system answers, and when two answers are the same.

/// The facts of every certificate in file order, and the number of private keys.
#[derive(Default)]
pub struct Answer {
    pub certificates: Vec<Facts>,
    pub keys: usize,
    /// Where the work is to give out the certificates themselves.
    pub ders: Vec<Vec<u8>>,
    /// Or what holds them, so that they need not be copied.
    pub bundle: Option<anycert::Bundle>,
}

pub struct Facts {
    pub subject: String,
    pub issuer: String,
    /// Seconds since 1970.
    pub not_after: i64,
}

impl Answer {
    pub fn of(certificates: Vec<Facts>) -> Self {
        Answer { certificates, ..Answer::default() }
    }

    pub fn with_keys(mut self, keys: usize) -> Self {
        self.keys = keys;
        self
    }

    pub fn of_ders(ders: Vec<Vec<u8>>) -> Self {
        Answer { ders, ..Answer::default() }
    }

    pub fn of_bundle(bundle: anycert::Bundle) -> Self {
        Answer { bundle: Some(bundle), ..Answer::default() }
    }

    fn ders(&self) -> Vec<&[u8]> {
        let held = self.bundle.iter().flat_map(|bundle| bundle.certificates());
        self.ders.iter().map(Vec::as_slice).chain(held.map(|held| held.as_der())).collect()
    }

    /// # Errors
    /// Where `other` differs.
    pub fn compare(&self, other: &Answer) -> Result<(), String> {
        if self.ders() != other.ders() {
            return Err("other certificates".into());
        }
        if self.keys != other.keys {
            return Err(format!("{} private keys, not {}", other.keys, self.keys));
        }
        if self.certificates.len() != other.certificates.len() {
            let (ours, theirs) = (self.certificates.len(), other.certificates.len());
            return Err(format!("{theirs} certificates, not {ours}"));
        }
        for (ours, theirs) in self.certificates.iter().zip(&other.certificates) {
            if ours.not_after != theirs.not_after {
                return Err(format!("{}: another end: {}", ours.subject, theirs.not_after));
            }
            for (ours, theirs) in [(&ours.subject, &theirs.subject), (&ours.issuer, &theirs.issuer)]
            {
                if values(ours) != values(theirs) {
                    return Err(format!("another name:\n  {ours}\n  {theirs}"));
                }
            }
        }
        Ok(())
    }
}

/// The values of a printed name, sorted: libraries differ in order, separators, escapes and the
/// names of types. The types are counted by their number alone.
fn values(name: &str) -> Vec<String> {
    let mut values = Vec::new();
    let mut value = String::new();
    let mut characters = name.chars().peekable();
    let mut in_type = true;
    while let Some(character) = characters.next() {
        match character {
            '=' if in_type => {
                in_type = false;
                value.clear();
            }
            '\\' => value.extend(characters.next()),
            ',' if begins_attribute(&characters.clone().collect::<String>()) => {
                in_type = true;
                values.push(std::mem::take(&mut value));
            }
            other => value.push(other),
        }
    }
    values.push(value);
    let mut values: Vec<String> = values.into_iter().map(shown).collect();
    values.sort();
    values
}

/// A short string that is printed as `#` and the hexadecimal of its DER, as its text.
fn shown(value: String) -> String {
    let digits = value.strip_prefix('#').filter(|digits| digits.is_ascii());
    let bytes = digits.and_then(|digits| {
        let pairs = digits.as_bytes().chunks(2).map(|pair| std::str::from_utf8(pair).ok());
        pairs.map(|pair| u8::from_str_radix(pair?, 16).ok()).collect::<Option<Vec<u8>>>()
    });
    let text = bytes.and_then(|der| String::from_utf8(der.get(2..)?.to_vec()).ok());
    text.unwrap_or(value)
}

/// Whether `rest` begins with a type and `=`: some libraries escape no commas in values.
fn begins_attribute(rest: &str) -> bool {
    let rest = rest.trim_start();
    let name = |character: char| character.is_ascii_alphanumeric() || "._()".contains(character);
    rest.split_once('=').is_some_and(|(head, _)| !head.is_empty() && head.chars().all(name))
}
