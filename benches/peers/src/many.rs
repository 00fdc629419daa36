//! Whether one certificate among 100,000 takes as long as one among 150.

use crate::{
    answer::Answer,
    floor,
    measure::{Caches, Measured, Work},
    systems::ours,
    works::{ROOTS, system},
};
use std::{env, hint::black_box, process::Command, rc::Rc};

/// What is read, and how many certificates that is.
const WORKS: [(&str, usize); 2] = [
    ("150 different certificates in PEM: a Bundle that holds the DER of each", 150),
    ("100,000 different certificates in PEM: a Bundle that holds the DER of each", 100_000),
];
/// So many times as long as among few, at most.
const WANTED: f64 = 1.6;
/// What tells malloc of glibc 2.35 and later to keep what is released, and to ask for huge pages.
const KEEPING: (&str, &str) = (
    "GLIBC_TUNABLES",
    "glibc.malloc.hugetlb=1:glibc.malloc.mmap_threshold=0x40000000:glibc.malloc.trim_threshold=0x80000000",
);

/// Those whose name contains `word`.
pub fn works(word: &str) -> Vec<Work> {
    WORKS.iter().filter(|(name, _)| name.contains(word)).map(|one| work(*one)).collect()
}

fn work((name, count): (&'static str, usize)) -> Work {
    let text: Rc<[u8]> = certificates(count).into_bytes().into();
    let same = text.clone();
    let mut floor = system("floor, base64 alone", move || {
        black_box(floor::pem(&same)?);
        Some(Answer::default())
    });
    floor.partial = true;
    let systems = vec![system("anycert", move || ours::many(&text)), floor];
    Work { name, systems, floor: None, caches: Caches::Warm }
}

/// The Mozilla roots over and over, each time with other last bytes: their signatures do not hold,
/// and nothing here looks at those.
fn certificates(count: usize) -> String {
    let (ders, ends) = floor::pem(ROOTS).expect("the roots in PEM");
    let starts = [0].into_iter().chain(ends.iter().copied());
    let roots: Vec<&[u8]> = starts.zip(&ends).map(|(start, end)| &ders[start..*end]).collect();
    let mut text = String::new();
    for number in 0..count {
        let mut der = roots[number % roots.len()].to_vec();
        let mixed = (number as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        *der.last_chunk_mut().expect("a long certificate") = mixed.to_be_bytes();
        text.push_str("-----BEGIN CERTIFICATE-----\n");
        for line in base64_simd::STANDARD.encode_to_string(&der).as_bytes().chunks(64) {
            text.push_str(str::from_utf8(line).expect("base64"));
            text.push('\n');
        }
        text.push_str("-----END CERTIFICATE-----\n");
    }
    text
}

/// How much longer each takes among many, once both were measured: ours and the floor.
pub fn quotient(measured: &[(Work, Vec<Measured>)]) -> Option<String> {
    let [few, many] = WORKS.map(|(name, count)| {
        let (_, measured) = measured.iter().find(|(work, _)| work.name == name)?;
        let each = |one: &Measured| one.nanoseconds / count as f64;
        Some([each(measured.first()?), each(measured.get(1)?)])
    });
    let ([ours, floor], [ours_many, floor_many]) = (few?, many?);
    let times = ours_many / ours;
    Some(format!(
        "- one certificate of 100,000 takes {ours_many:.0} ns, one of 150 {ours:.0} ns: {times:.2} times, \
         at most {WANTED}: {}; the floor {floor_many:.0} and {floor:.0} ns: {:.2} times",
        if times <= WANTED { "reached" } else { "MISSED" },
        floor_many / floor
    ))
}

/// The same of a process whose malloc does not hand memory back after each Bundle; nothing in that
/// process itself, or where it cannot be started.
pub fn quotient_of_kept_memory() -> Option<String> {
    let (name, value) = KEEPING;
    if env::var_os(name).is_some_and(|set| set == value) {
        return None;
    }
    let [_, (many, _)] = WORKS;
    let (_, both) = many.split_once(' ')?;
    let output = Command::new(env::current_exe().ok()?).arg(both).env(name, value).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let line = text.lines().find(|line| line.starts_with("- one certificate"))?;
    Some(format!("{line}; with {name}={value}"))
}
