//! The words of a want, and whether they hold for an answer.

use anycert::{Bundle, Error, ErrorKind, KeyState};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The answer for one input, in the words of wants.
#[derive(Clone, Default)]
pub(crate) struct Answer {
    is_read: bool,
    certificates: Vec<String>,
    leaf: Option<String>,
    leaf_common_name: Option<String>,
    key_states: Vec<&'static str>,
    key_match: &'static str,
    notes: Vec<&'static str>,
    error_kind: &'static str,
    /// Error and help together.
    error_text: String,
}

impl Answer {
    pub(crate) fn of(result: &Result<Bundle, Error>) -> Answer {
        match result {
            Ok(bundle) => Answer::of_bundle(bundle),
            Err(error) => Answer {
                error_kind: error.kind().as_str(),
                error_text: format!("{error}\n{}", error.help()),
                ..Answer::default()
            },
        }
    }

    fn of_bundle(bundle: &Bundle) -> Answer {
        let common_name = |leaf: &anycert::Certificate| {
            let mut attributes = leaf.subject().attributes();
            attributes.find(|it| it.short_name() == Some("CN")).and_then(|it| it.text())
        };
        Answer {
            is_read: true,
            certificates: bundle
                .certificates()
                .iter()
                .map(|certificate| testkit::sha256(certificate.as_der()))
                .collect(),
            leaf: bundle.leaf().map(|leaf| testkit::sha256(leaf.as_der())),
            leaf_common_name: bundle.leaf().and_then(common_name),
            key_states: bundle.private_keys().iter().map(|key| key_state(key.state())).collect(),
            key_match: bundle.key_match().as_str(),
            notes: bundle.notes().iter().map(|note| note.code().as_str()).collect(),
            ..Answer::default()
        }
    }

    pub(crate) fn in_words(&self) -> String {
        if !self.is_read {
            return format!(
                "refused, {}: {}",
                self.error_kind,
                self.error_text.replace('\n', " | ")
            );
        }
        format!(
            "read: certificates {:?}, leaf {:?} (CN {:?}), keys {:?}, key match {}, notes {:?}",
            self.certificates.iter().map(|it| start(it)).collect::<Vec<_>>(),
            self.leaf.as_deref().map(start),
            self.leaf_common_name,
            self.key_states,
            self.key_match,
            self.notes,
        )
    }
}

/// Length of the SHA-256 prefix that distinguishes the certificates of a case.
fn start(sha256: &str) -> &str {
    sha256.get(..8).unwrap_or(sha256)
}

fn key_state(state: KeyState) -> &'static str {
    match state {
        KeyState::Clear => "clear",
        KeyState::Decrypted => "decrypted",
        KeyState::Locked(_) => "locked",
        _ => "another state",
    }
}

/// All clauses must hold.
pub(crate) struct Want(Vec<Clause>);

/// One word of a want with its value.
enum Clause {
    AnyOf(Vec<Want>),
    IsRead(bool),
    Certificates(usize),
    Keys(usize),
    CertificateSet(BTreeSet<String>),
    Leaf(String),
    LeafCommonName(String),
    KeyState(String),
    KeyMatch { words: Vec<String>, negated: bool },
    ErrorKindIn(Vec<String>),
    NoteIn(Vec<String>),
    NoteNotIn(Vec<String>),
    TextHasAny(Vec<String>),
    TextHasNone(Vec<String>),
}

const KEY_STATES: &[&str] = &["clear", "decrypted", "locked"];
const KEY_MATCHES: &[&str] = &["matches", "mismatch", "unknown", "no_key", "no_certificate"];
const ERROR_KINDS: &[ErrorKind] = &[
    ErrorKind::Empty,
    ErrorKind::UnrecognizedFormat,
    ErrorKind::Malformed,
    ErrorKind::PassphraseRequired,
    ErrorKind::IncorrectPassphrase,
    ErrorKind::Unsupported,
    ErrorKind::NoCertificateOrKey,
    ErrorKind::LimitExceeded,
    ErrorKind::Refused,
];

impl Want {
    pub(crate) fn read(value: &Value) -> Result<Want, String> {
        let words = value.as_object().ok_or("a want is an object")?;
        if words.is_empty() {
            return Err("an empty want holds for every answer".into());
        }
        words
            .iter()
            .map(|(word, value)| Clause::read(word, value))
            .collect::<Result<_, _>>()
            .map(Want)
    }

    /// Returns the first clause that does not hold.
    pub(crate) fn failure(&self, answer: &Answer) -> Option<String> {
        self.0.iter().find_map(|clause| clause.failure(answer))
    }
}

impl Clause {
    fn read(word: &str, value: &Value) -> Result<Clause, String> {
        let wrong = || format!("{word}: unexpected value {value}");
        let count = || value.as_u64().and_then(|it| usize::try_from(it).ok()).ok_or_else(wrong);
        let string = || value.as_str().map(str::to_owned).ok_or_else(wrong);
        let strings = || -> Result<Vec<String>, String> {
            let list = value.as_array().ok_or_else(wrong)?;
            list.iter().map(|it| it.as_str().map(str::to_owned).ok_or_else(wrong)).collect()
        };
        // Others would never be found.
        let lower_case = || {
            let is_lower_case =
                |words: &Vec<String>| words.iter().all(|it| *it == it.to_lowercase());
            Some(strings()?).filter(is_lower_case).ok_or_else(wrong)
        };
        let known = |word: &String, words: &[&str]| words.contains(&word.as_str());
        Ok(match word {
            "any_of" => {
                let wants = value.as_array().filter(|list| !list.is_empty()).ok_or_else(wrong)?;
                Clause::AnyOf(wants.iter().map(Want::read).collect::<Result<_, _>>()?)
            }
            "outcome" => match value.as_str() {
                Some("read") => Clause::IsRead(true),
                Some("refused") => Clause::IsRead(false),
                _ => return Err(wrong()),
            },
            "certificates" => Clause::Certificates(count()?),
            "keys" => Clause::Keys(count()?),
            "certificate_sha256" => Clause::CertificateSet(strings()?.into_iter().collect()),
            "leaf_sha256" => Clause::Leaf(string()?),
            "leaf_cn" => Clause::LeafCommonName(string()?),
            "key_state" => Clause::KeyState(
                Some(string()?).filter(|it| known(it, KEY_STATES)).ok_or_else(wrong)?,
            ),
            "key_match" => {
                let whole = string()?;
                let positive = whole.strip_prefix("not_");
                let words: Vec<String> =
                    positive.unwrap_or(&whole).split('|').map(str::to_owned).collect();
                if !words.iter().all(|it| known(it, KEY_MATCHES)) {
                    return Err(wrong());
                }
                Clause::KeyMatch { words, negated: positive.is_some() }
            }
            "error_kind_in" => {
                let kinds = strings()?;
                let is_known = |kind: &String| ERROR_KINDS.iter().any(|it| it.as_str() == kind);
                if !kinds.iter().all(is_known) {
                    return Err(wrong());
                }
                Clause::ErrorKindIn(kinds)
            }
            "note_in" => Clause::NoteIn(strings()?),
            "note_not_in" => Clause::NoteNotIn(strings()?),
            "text_has_any" => Clause::TextHasAny(lower_case()?),
            "text_has_none" => Clause::TextHasNone(lower_case()?),
            _ => return Err(format!("unknown word {word}")),
        })
    }

    /// Why the clause does not hold for the answer.
    fn failure(&self, answer: &Answer) -> Option<String> {
        let among = |words: &[String], word: &str| words.iter().any(|it| it == word);
        let has_text = |words: &[String]| {
            let error_text = answer.error_text.to_lowercase();
            words.iter().find(|it| error_text.contains(it.as_str())).cloned()
        };
        let fails_unless = |holds: bool, why: String| (!holds).then_some(why);
        // Clauses about a bundle do not hold for an error.
        let read = answer.is_read;
        match self {
            Clause::AnyOf(wants) => {
                let failures: Option<Vec<String>> =
                    wants.iter().map(|want| want.failure(answer)).collect();
                failures.map(|failures| failures.join(", or "))
            }
            Clause::IsRead(wanted) => fails_unless(
                read == *wanted,
                format!("to be {}", if *wanted { "read" } else { "refused" }),
            ),
            Clause::Certificates(count) => fails_unless(
                read && answer.certificates.len() == *count,
                format!("{count} certificates"),
            ),
            Clause::Keys(count) => {
                fails_unless(read && answer.key_states.len() == *count, format!("{count} keys"))
            }
            Clause::CertificateSet(set) => fails_unless(
                read && answer.certificates.iter().cloned().collect::<BTreeSet<_>>() == *set,
                format!(
                    "the certificates {:?}",
                    set.iter().map(|it| start(it)).collect::<Vec<_>>()
                ),
            ),
            Clause::Leaf(sha256) => fails_unless(
                answer.leaf.as_ref() == Some(sha256),
                format!("the leaf {}", start(sha256)),
            ),
            Clause::LeafCommonName(name) => fails_unless(
                answer.leaf_common_name.as_ref() == Some(name),
                format!("a leaf with the CN {name}"),
            ),
            Clause::KeyState(state) => fails_unless(
                read && answer.key_states.iter().all(|it| it == state),
                format!("every key {state}"),
            ),
            Clause::KeyMatch { words, negated } => fails_unless(
                read && among(words, answer.key_match) != *negated,
                format!("key match {}{}", if *negated { "not " } else { "" }, words.join("|")),
            ),
            Clause::ErrorKindIn(kinds) => fails_unless(
                !read && among(kinds, answer.error_kind),
                format!("an error of kind {kinds:?}"),
            ),
            Clause::NoteIn(codes) => fails_unless(
                answer.notes.iter().any(|it| among(codes, it)),
                format!("a note of {codes:?}"),
            ),
            Clause::NoteNotIn(codes) => fails_unless(
                answer.notes.iter().any(|it| !among(codes, it)),
                format!("a note other than {codes:?}"),
            ),
            Clause::TextHasAny(words) => {
                fails_unless(has_text(words).is_some(), format!("a text with one of {words:?}"))
            }
            Clause::TextHasNone(words) => {
                has_text(words).map(|it| format!("a text without {it:?}"))
            }
        }
    }
}

/// The rules above, tried on made-up answers and wants, since without the harness there are no
/// unit tests.
pub(crate) fn check_the_rules() {
    let bundle = Answer {
        is_read: true,
        certificates: vec!["aa".into(), "bb".into(), "aa".into()],
        leaf: Some("bb".into()),
        leaf_common_name: Some("example".into()),
        key_states: vec!["clear", "clear"],
        key_match: "unknown",
        notes: vec!["label_mismatch"],
        ..Answer::default()
    };
    let error = Answer {
        error_kind: "malformed",
        error_text: "Line 3: no END line: copy the block again".into(),
        ..Answer::default()
    };
    let mixed = Answer { key_states: vec!["clear", "locked"], ..bundle.clone() };
    let silent = Answer { notes: Vec::new(), ..bundle.clone() };
    // A want, and whether it holds for each of the four.
    let wants = [
        (json!({"outcome": "read"}), [true, false, true, true]),
        (json!({"outcome": "refused"}), [false, true, false, false]),
        (json!({"certificates": 3}), [true, false, true, true]),
        (json!({"certificates": 2}), [false; 4]),
        (json!({"certificates": 0}), [false; 4]),
        (json!({"keys": 2}), [true, false, true, true]),
        (json!({"keys": 0}), [false; 4]),
        (json!({"certificate_sha256": ["bb", "aa"]}), [true, false, true, true]),
        (json!({"certificate_sha256": ["aa"]}), [false; 4]),
        (json!({"certificate_sha256": ["aa", "bb", "cc"]}), [false; 4]),
        (json!({"certificate_sha256": []}), [false; 4]),
        (json!({"leaf_sha256": "bb"}), [true, false, true, true]),
        (json!({"leaf_sha256": "aa"}), [false; 4]),
        (json!({"leaf_cn": "example"}), [true, false, true, true]),
        (json!({"leaf_cn": "exampl"}), [false; 4]),
        (json!({"key_state": "clear"}), [true, false, false, true]),
        (json!({"key_state": "locked"}), [false; 4]),
        (json!({"key_match": "unknown"}), [true, false, true, true]),
        (json!({"key_match": "matches|unknown"}), [true, false, true, true]),
        (json!({"key_match": "matches"}), [false; 4]),
        (json!({"key_match": "not_mismatch"}), [true, false, true, true]),
        (json!({"key_match": "not_unknown"}), [false; 4]),
        (json!({"key_match": "not_matches|unknown"}), [false; 4]),
        (json!({"error_kind_in": ["empty", "malformed"]}), [false, true, false, false]),
        (json!({"error_kind_in": ["empty"]}), [false; 4]),
        (json!({"note_in": ["key_locked", "label_mismatch"]}), [true, false, true, false]),
        (json!({"note_in": ["key_locked"]}), [false; 4]),
        (json!({"note_not_in": ["key_locked"]}), [true, false, true, false]),
        (json!({"note_not_in": ["label_mismatch"]}), [false; 4]),
        (json!({"note_not_in": []}), [true, false, true, false]),
        (json!({"text_has_any": ["begin", "line 3"]}), [false, true, false, false]),
        (json!({"text_has_any": ["copy the block again"]}), [false, true, false, false]),
        (json!({"text_has_any": ["begin"]}), [false; 4]),
        (json!({"text_has_none": ["begin"]}), [true; 4]),
        (json!({"text_has_none": ["begin", "no end"]}), [true, false, true, true]),
        (json!({"outcome": "read", "certificates": 2}), [false; 4]),
        (json!({"any_of": [{"outcome": "refused"}, {"keys": 2}]}), [true; 4]),
        (
            json!({"any_of": [{"keys": 1}, {"note_in": ["label_mismatch"]}]}),
            [true, false, true, false],
        ),
        (json!({"any_of": [{"keys": 2}], "certificates": 2}), [false; 4]),
    ];
    for (value, holds) in wants {
        let want = Want::read(&value).unwrap_or_else(|why| panic!("{value}: {why}"));
        let found = [&bundle, &error, &mixed, &silent].map(|it| want.failure(it).is_none());
        assert_eq!(found, holds, "{value}");
    }
    for value in [
        json!({}),
        json!([]),
        json!({"outcom": "read"}),
        json!({"outcome": "ok"}),
        json!({"outcome": "read", "certs": 1}),
        json!({"any_of": []}),
        json!({"any_of": [{"outcome": "read"}, {"leaf": "bb"}]}),
        json!({"certificates": "1"}),
        json!({"certificate_sha256": "aa"}),
        json!({"key_state": "open"}),
        json!({"key_match": "matches|"}),
        json!({"key_match": "not_a"}),
        json!({"error_kind_in": ["broken"]}),
        json!({"note_in": [1]}),
        json!({"text_has_none": ["BEGIN"]}),
    ] {
        assert!(Want::read(&value).is_err(), "{value} is accepted");
    }
}
