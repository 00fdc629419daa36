//! The threads that parse and seal requests: off the async threads, in lanes.
//!
//! Parsing takes microseconds unless the request is long, or keys have to be derived from a
//! passphrase; then the author of the file decides how long it takes. So a short request is first
//! parsed without a budget for key derivation. The library reserves that work before it starts, so
//! a request that needs it fails at once and moves to the next lane, which allows more: cheap
//! requests never wait for expensive ones. The threads of the later lanes have a lower priority, so
//! they use what others leave of the cores. Within a lane, accounts take turns: see `lane.rs`.

use crate::{
    answer::ApiError,
    lane::{Account, Failed, Lane},
    material::{self, Material, Refusal, Submission},
    request,
};
use anycert::{ErrorKind, Limit, Limits};
use std::io;
use zeroize::Zeroizing;

/// The limits of a lane, and the priority of its threads.
struct Class {
    name: &'static str,
    niceness: i32,
    /// In compressions, see `Limits::kdf_work`.
    kdf_work: u64,
    private_keys: usize,
    memory_bytes: usize,
}

/// Short requests without key derivation; the usual files, with a few milliseconds of it; about a
/// second of it.
const CLASSES: [Class; 3] = [
    Class { name: "parse-quick", niceness: 0, kdf_work: 0, private_keys: 4, memory_bytes: 8 << 20 },
    Class {
        name: "parse-usual",
        niceness: 5,
        kdf_work: 200_000,
        private_keys: 100,
        memory_bytes: 64 << 20,
    },
    Class {
        name: "parse-slow",
        niceness: 10,
        kdf_work: 16_000_000,
        private_keys: 100,
        memory_bytes: 128 << 20,
    },
];

/// Longer requests start in the second lane.
const SHORT_REQUEST: usize = 64 << 10;

pub struct ParsePool {
    lanes: Vec<Lane>,
    limits: Limits,
}

/// The result for a submission, on the thread that parsed it.
pub trait Finish<T>: Fn(&Submission, &Material) -> Result<T, ApiError> + Send + 'static {}
impl<T, F: Fn(&Submission, &Material) -> Result<T, ApiError> + Send + 'static> Finish<T> for F {}

enum Step<T, F> {
    Done(Result<T, ApiError>),
    /// A lane with more work may be able to parse it.
    NextLane(Submission, F),
}

impl ParsePool {
    /// One core is left free of key derivation.
    pub fn start(cores: usize, input_bytes: usize) -> io::Result<ParsePool> {
        let most_but_one = cores.saturating_sub(1).max(1);
        let threads = |class: &Class| if class.kdf_work == 0 { cores.max(2) } else { most_but_one };
        let lanes = CLASSES
            .iter()
            .map(|class| Lane::start(class.name, class.niceness, vec![(); threads(class)]));
        Ok(ParsePool {
            lanes: lanes.collect::<io::Result<_>>()?,
            limits: Limits::DEFAULT.input_bytes(input_bytes),
        })
    }

    /// Parses the JSON of `body` and the material in it, then passes both to `finish`.
    pub async fn parse<T: Send + 'static>(
        &self,
        account: &Account,
        body: Zeroizing<Vec<u8>>,
        secret_type_is_required: bool,
        finish: impl Finish<T>,
    ) -> Result<T, ApiError> {
        let failed = |Failed| ApiError::internal();
        let limits = self.limits;
        let first = usize::from(body.len() > SHORT_REQUEST);
        let begin = move |(): &mut ()| match request::submission(&body, secret_type_is_required) {
            Ok(submission) => {
                drop(body);
                step(submission, limits, first, finish)
            }
            Err(error) => Step::Done(Err(error)),
        };
        let mut outcome = self.lanes[first].run(account, begin).await.map_err(failed)?;
        for (lane, number) in self.lanes.iter().zip(0..).skip(first + 1) {
            let (submission, finish) = match outcome {
                Step::Done(result) => return result,
                Step::NextLane(submission, finish) => (submission, finish),
            };
            let go_on = move |(): &mut ()| step(submission, limits, number, finish);
            outcome = lane.run(account, go_on).await.map_err(failed)?;
        }
        match outcome {
            Step::Done(result) => result,
            Step::NextLane(..) => Err(ApiError::internal()),
        }
    }
}

fn step<T, F: Finish<T>>(
    submission: Submission,
    limits: Limits,
    lane: usize,
    finish: F,
) -> Step<T, F> {
    let within = |class: &Class| {
        let limits = limits.kdf_work(class.kdf_work).private_keys(class.private_keys);
        material::read(&submission, limits.memory_bytes(class.memory_bytes))
    };
    let is_last = lane + 1 == CLASSES.len();
    let mut outcome = within(&CLASSES[lane]);
    if !is_last && more_may_help(&outcome) {
        return Step::NextLane(submission, finish);
    }
    // The error of the last lane is the final one.
    if !is_last && is_beyond_all(&outcome) {
        outcome = within(&CLASSES[CLASSES.len() - 1]);
    }
    Step::Done(match outcome {
        Ok(material) => finish(&submission, &material),
        Err(refusal) => Err(ApiError::from(refusal)),
    })
}

fn more_may_help(outcome: &Result<Material, Refusal>) -> bool {
    let error = match outcome {
        // The empty passphrase may open it.
        Ok(material) => return material.locked_key.is_some(),
        Err(Refusal::KeyUnmatched { reason, .. }) => {
            return *reason == anycert::UnknownReason::KeyLocked;
        }
        Err(Refusal::Library(error)) => error,
        Err(_) => return false,
    };
    match (error.kind(), error.exceeded()) {
        // "No password" may have exceeded the budget.
        (ErrorKind::PassphraseRequired, _) => true,
        // Tried in every encoding, or in all that the budget allowed.
        (ErrorKind::IncorrectPassphrase, Some(exceeded)) => exceeded.limit() == Limit::KdfWork,
        (_, Some(exceeded)) => match exceeded.limit() {
            Limit::KdfWork => exceeded.asked() <= CLASSES[CLASSES.len() - 1].kdf_work,
            Limit::PrivateKeys | Limit::MemoryBytes => true,
            _ => false,
        },
        _ => false,
    }
}

/// Key derivation beyond every lane is refused before it starts.
fn is_beyond_all(outcome: &Result<Material, Refusal>) -> bool {
    let Err(Refusal::Library(error)) = outcome else { return false };
    error.kind() == ErrorKind::LimitExceeded
        && error.exceeded().is_some_and(|exceeded| exceeded.limit() == Limit::KdfWork)
}
