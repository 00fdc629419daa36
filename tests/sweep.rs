//! Every fixture, damaged in every small way: a typed error or a bundle that holds together, never
//! a panic. `cargo test` takes a sample with a fixed seed; `-- --ignored` takes all.

use anycert::Parser;
use std::{ops::Range, panic};
use testkit::{
    fixture::{self, CHEAP, Fixture},
    measure::Counting,
    parallel,
    properties::invariants,
    tlv,
};

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// Number of damaged inputs of each kind that the sample contains for each fixture.
const SAMPLE: usize = 12;
/// Longer files consist of parts that shorter fixtures contain, so damage to them is covered there.
const LONGEST: usize = 20_000;

#[test]
fn a_sample_of_damaged_inputs() {
    sweep(|fixture| {
        let mut random = Random::of(&fixture.name);
        let kinds = [cuts(&fixture.bytes), bytes(&fixture.bytes), tlvs(&fixture.bytes)];
        let kinds = kinds.iter().filter(|kind| !kind.is_empty());
        kinds.flat_map(|kind| random.sample(kind)).collect()
    });
}

#[test]
#[ignore = "takes long: cargo test --release --test sweep -- --ignored"]
fn every_damaged_input() {
    sweep(|fixture| [cuts(&fixture.bytes), bytes(&fixture.bytes), tlvs(&fixture.bytes)].concat());
}

fn sweep(damages: impl Fn(&Fixture) -> Vec<Damage> + Sync) {
    let mut fixtures = fixture::all();
    fixtures.retain(|fixture| fixture.bytes.len() <= LONGEST);
    let swept = parallel::map(&fixtures, |fixture| {
        let damages = damages(fixture);
        let broken = damages.iter().filter(|damage| {
            let input = damage.done_to(&fixture.bytes);
            panic::catch_unwind(|| check(fixture, &input)).is_err()
        });
        let broken: Vec<String> =
            broken.map(|damage| format!("{}: {damage:?}", fixture.name)).collect();
        (damages.len(), broken)
    });
    let count: usize = swept.iter().map(|(count, _)| count).sum();
    let broken: Vec<String> = swept.into_iter().flat_map(|(_, broken)| broken).collect();
    println!("{} fixtures, {count} damaged inputs", fixtures.len());
    assert!(broken.is_empty(), "{} of {count}:\n{}", broken.len(), broken.join("\n"));
}

/// The invariants of the fuzz targets, with the passphrase of the fixture's first case.
fn check(fixture: &Fixture, input: &[u8]) {
    let cases = fixture.cases();
    let passphrase = cases.first().and_then(|case| case.passphrase());
    let mut parser = Parser::new().limits(CHEAP);
    if let Some(passphrase) = passphrase {
        parser = parser.passphrase(passphrase);
    }
    invariants::input(&parser, input);
}

/// One small change.
#[derive(Clone, Debug)]
enum Damage {
    /// The input is truncated to this length.
    Cut(usize),
    /// One byte is replaced.
    Byte(usize, u8),
    /// One TLV is removed.
    Deleted(Range<usize>),
    /// One TLV is duplicated.
    Doubled(Range<usize>),
    /// Two adjacent TLVs are swapped.
    Swapped(Range<usize>, Range<usize>),
}

fn cuts(bytes: &[u8]) -> Vec<Damage> {
    (0..bytes.len()).map(Damage::Cut).collect()
}

fn bytes(bytes: &[u8]) -> Vec<Damage> {
    let others = |(at, byte): (usize, &u8)| {
        let byte = *byte;
        let others = [0x00, 0xff, byte ^ 0x01, byte ^ 0x80].into_iter();
        others.filter(move |other| *other != byte).map(move |other| Damage::Byte(at, other))
    };
    bytes.iter().enumerate().flat_map(others).collect()
}

fn tlvs(bytes: &[u8]) -> Vec<Damage> {
    let tlvs = tlv::all(bytes);
    let mut all = Vec::new();
    for tlv in &tlvs {
        all.push(Damage::Deleted(tlv.whole.clone()));
        all.push(Damage::Doubled(tlv.whole.clone()));
        if let Some(next) = tlvs.iter().find(|next| next.whole.start == tlv.whole.end) {
            all.push(Damage::Swapped(tlv.whole.clone(), next.whole.clone()));
        }
    }
    all
}

impl Damage {
    fn done_to(&self, bytes: &[u8]) -> Vec<u8> {
        match self {
            Damage::Cut(length) => bytes[..*length].to_vec(),
            Damage::Byte(at, byte) => {
                let mut changed = bytes.to_vec();
                changed[*at] = *byte;
                changed
            }
            Damage::Deleted(tlv) => tlv::replaced(bytes, tlv.clone(), Vec::new()),
            Damage::Doubled(tlv) => tlv::replaced(bytes, tlv.clone(), bytes[tlv.clone()].repeat(2)),
            Damage::Swapped(one, other) => {
                let swapped = [&bytes[other.clone()], &bytes[one.clone()]].concat();
                tlv::replaced(bytes, one.start..other.end, swapped)
            }
        }
    }
}

/// Numbers that look random and are the same in every run (xorshift).
struct Random(u64);

impl Random {
    /// FNV-1a of `name`.
    fn of(name: &str) -> Self {
        let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        Random(name.bytes().fold(0xcbf2_9ce4_8422_2325, mix))
    }

    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end as u64) as usize
    }

    /// The same one may come twice.
    fn sample(&mut self, all: &[Damage]) -> Vec<Damage> {
        (0..SAMPLE).map(|_| all[self.below(all.len())].clone()).collect()
    }
}
