//! The arrays that rows are written to.

use super::{
    fact::{Fact, moment},
    row::{Leaf, Row},
};
use crate::certificate::{dns_names, hex};
use anycert::{Certificate, time::OffsetDateTime};
use arrow_array::{
    ArrayRef,
    builder::{
        ArrayBuilder, BooleanBuilder, ListBuilder, StringBuilder, TimestampMicrosecondBuilder,
    },
};
use std::fmt::{Display, Write};

/// Why a row, or one fact of it, is null.
pub(super) struct Reason {
    kind: &'static str,
    text: String,
}

impl Reason {
    fn of(error: &anycert::Error) -> Self {
        Reason { kind: error.kind().as_str(), text: error.to_string() }
    }

    fn no_certificate() -> Self {
        let text = "this row contains a private key and no certificate".to_owned();
        Reason { kind: "no_certificate", text }
    }

    fn outside(fact: Fact, moment: OffsetDateTime) -> Self {
        let (name, year) = (fact.name(), moment.year());
        let text = format!("{name}: year {year} is outside the range of timestamps, 1 to 9999");
        Reason { kind: "out_of_range", text }
    }
}

pub(super) enum Builder {
    Text(StringBuilder),
    Texts(ListBuilder<StringBuilder>),
    Moment(TimestampMicrosecondBuilder),
    Flag(BooleanBuilder),
}

impl Builder {
    pub(super) fn new(fact: Fact, rows: usize) -> Self {
        match fact {
            Fact::NotBefore | Fact::NotAfter => Builder::Moment(
                TimestampMicrosecondBuilder::with_capacity(rows).with_data_type(moment()),
            ),
            Fact::IsCa | Fact::HasPrivateKey => Builder::Flag(BooleanBuilder::with_capacity(rows)),
            Fact::DnsNames => Builder::Texts(ListBuilder::new(StringBuilder::new())),
            _ => Builder::Text(StringBuilder::with_capacity(rows, 0)),
        }
    }

    fn null(&mut self) {
        match self {
            Builder::Text(texts) => texts.append_null(),
            Builder::Texts(lists) => lists.append_null(),
            Builder::Moment(moments) => moments.append_null(),
            Builder::Flag(flags) => flags.append_null(),
        }
    }

    fn text(&mut self, text: impl Display) {
        if let Builder::Text(texts) = self {
            // Writing into memory cannot fail.
            let _ = write!(texts, "{text}");
            texts.append_value("");
        }
    }

    fn flag(&mut self, flag: bool) {
        if let Builder::Flag(flags) = self {
            flags.append_value(flag);
        }
    }

    fn texts(&mut self, texts: Vec<String>) {
        if let Builder::Texts(lists) = self {
            lists.append_value(texts.into_iter().map(Some));
        }
    }

    /// Appends the moment, or null and the reason.
    fn moment(&mut self, fact: Fact, moment: OffsetDateTime, reason: &mut Option<Reason>) {
        let Builder::Moment(moments) = self else { return };
        let is_inside = (1..=9999).contains(&moment.year());
        moments.append_option(is_inside.then(|| moment.unix_timestamp() * 1_000_000));
        if !is_inside {
            reason.get_or_insert_with(|| Reason::outside(fact, moment));
        }
    }

    pub(super) fn finish(self) -> ArrayRef {
        let mut builder: Box<dyn ArrayBuilder> = match self {
            Builder::Text(texts) => Box::new(texts),
            Builder::Texts(lists) => Box::new(lists),
            Builder::Moment(moments) => Box::new(moments),
            Builder::Flag(flags) => Box::new(flags),
        };
        builder.finish()
    }
}

/// Appends one row to every builder; `None` is a null of the input, which has no reason.
pub(super) fn append(
    builders: &mut [(Fact, Builder)],
    row: Option<Result<Row<'_>, anycert::Error>>,
) {
    let mut reason = match &row {
        Some(Err(error)) => Some(Reason::of(error)),
        Some(Ok(Row { leaf: None, .. })) => Some(Reason::no_certificate()),
        _ => None,
    };
    let row = row.and_then(Result::ok);
    for (fact, builder) in builders.iter_mut().filter(|(fact, _)| !fact.is_reason()) {
        match (*fact, row, row.and_then(|row| row.leaf)) {
            (Fact::Format, Some(row), _) => builder.text(row.format.as_str()),
            (Fact::HasPrivateKey, Some(row), _) => builder.flag(row.has_private_key),
            (_, _, Some(leaf)) => append_fact(builder, *fact, leaf, &mut reason),
            _ => builder.null(),
        }
    }
    // Last, because a fact can be the reason, wherever the caller wants its column.
    for (fact, builder) in builders.iter_mut().filter(|(fact, _)| fact.is_reason()) {
        match (&reason, fact) {
            (Some(reason), Fact::ErrorKind) => builder.text(reason.kind),
            (Some(reason), _) => builder.text(&reason.text),
            (None, _) => builder.null(),
        }
    }
}

fn append_fact(builder: &mut Builder, fact: Fact, leaf: Leaf<'_>, reason: &mut Option<Reason>) {
    match (fact, leaf) {
        (Fact::Subject, _) => builder.text(leaf.certificate().subject()),
        (Fact::Issuer, _) => builder.text(leaf.certificate().issuer()),
        (Fact::Serial, _) => builder.text(hex(leaf.certificate().serial())),
        (Fact::NotBefore, _) => builder.moment(fact, leaf.certificate().not_before(), reason),
        (Fact::NotAfter, _) => builder.moment(fact, leaf.certificate().not_after(), reason),
        (_, Leaf::Copied(leaf)) => append_fact_of_copy(builder, fact, leaf, reason),
        (_, Leaf::InPlace(_)) => builder.null(),
    }
}

/// Appends a fact that [`needs_copy`](Fact::needs_copy).
fn append_fact_of_copy(
    builder: &mut Builder,
    fact: Fact,
    leaf: &Certificate,
    reason: &mut Option<Reason>,
) {
    match fact {
        Fact::Sha256 => builder.text(leaf.fingerprint_sha256_hex()),
        Fact::PublicKey => builder.text(leaf.public_key().algorithm()),
        Fact::IsCa => builder.flag(leaf.is_ca()),
        Fact::DnsNames => match dns_names(leaf) {
            Ok(names) => builder.texts(names),
            Err(error) => {
                builder.null();
                reason.get_or_insert_with(|| Reason::of(&error));
            }
        },
        _ => builder.null(),
    }
}
