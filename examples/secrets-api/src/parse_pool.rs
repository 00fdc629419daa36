//! Where submissions are read: off the async threads, in lanes of bounded length.
//!
//! Reading takes microseconds unless keys have to be derived from a passphrase; then it takes as
//! long as whoever wrote the file wanted. So everything is first read with no work allowed for key
//! derivation. The library reserves that work before it begins it, so what needs it is known at
//! once and goes on to the next lane, which allows more: nobody waits for what is much dearer. The
//! threads of those lanes have a lower priority, so that they take what others leave of the cores.

use crate::material::{self, Material, Submission, Unreadable};
use anycert::{ErrorKind, Limit, Limits};
use std::{sync::Arc, thread};
use tokio::sync::{Semaphore, oneshot};
use tokio::task;

/// What each lane allows, in hash compressions: none; a few milliseconds, which is enough for the
/// usual files; about a second.
const KDF_WORK: [u64; 3] = [0, 200_000, 16_000_000];

/// Added to the nice value of threads that derive keys: beside others they get a third.
#[cfg(target_os = "linux")]
const LOWER_PRIORITY: i32 = 5;

pub struct ParsePool {
    lanes: [Lane; 3],
    limits: Limits,
}

pub enum PoolError {
    /// More wait than may wait.
    Full,
    Unreadable(Unreadable),
    /// The reading thread panicked. The library promises not to.
    Failed,
}

impl ParsePool {
    /// One core is left for everything but key derivation.
    pub fn new(cores: usize, input_bytes: usize, queue: usize) -> ParsePool {
        let most_but_one = cores.saturating_sub(1).max(1);
        let derives = |threads| Lane { gives_way: true, ..Lane::new(threads, queue) };
        ParsePool {
            lanes: [Lane::new(cores, queue), derives(most_but_one), derives(most_but_one)],
            limits: Limits::DEFAULT.input_bytes(input_bytes),
        }
    }

    pub async fn read(&self, submission: Arc<Submission>) -> Result<Material, PoolError> {
        let mut outcome = Err(PoolError::Failed);
        for (lane, allowed) in self.lanes.iter().zip(KDF_WORK) {
            let (submission, limits) = (submission.clone(), self.limits);
            let work = move || read_within(&submission, limits, allowed);
            let (read, is_final) = lane.run(work).await?;
            outcome = read.map_err(PoolError::Unreadable);
            if is_final {
                break;
            }
        }
        outcome
    }
}

/// And whether more work for key derivation would change nothing.
fn read_within(
    submission: &Submission,
    limits: Limits,
    allowed: u64,
) -> (Result<Material, Unreadable>, bool) {
    let outcome = material::read(submission, limits.kdf_work(allowed));
    let error = match &outcome {
        // It may open without a passphrase: with the empty one.
        Ok(material) => {
            let is_final = !material.has_locked_key;
            return (outcome, is_final);
        }
        Err(Unreadable::KeyMismatch { .. }) => return (outcome, true),
        Err(Unreadable::Library(error)) => error,
    };
    match (error.kind(), error.exceeded()) {
        // "No password" may not have fitted.
        (ErrorKind::PassphraseRequired, _) => (outcome, false),
        // Tried in every encoding, or in all but those that did not fit.
        (ErrorKind::IncorrectPassphrase, Some(exceeded)) => {
            (outcome, exceeded.limit() != Limit::KdfWork)
        }
        (_, Some(exceeded)) if exceeded.limit() == Limit::KdfWork => {
            let most = KDF_WORK[KDF_WORK.len() - 1];
            if exceeded.asked() <= most {
                return (outcome, false);
            }
            // The same reservation fails with the most too, before any work, and its error has the
            // right figures.
            (material::read(submission, limits.kdf_work(most)), true)
        }
        _ => (outcome, true),
    }
}

struct Lane {
    /// Who runs or waits.
    places: Arc<Semaphore>,
    /// Who runs.
    threads: Arc<Semaphore>,
    /// Its threads have a lower priority.
    gives_way: bool,
}

impl Lane {
    fn new(threads: usize, queue: usize) -> Lane {
        Lane {
            places: Arc::new(Semaphore::new(threads + queue)),
            threads: Arc::new(Semaphore::new(threads)),
            gives_way: false,
        }
    }

    /// First come, first served. A caller that stops waiting leaves the queue; work that has
    /// begun keeps its thread until it ends.
    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, PoolError> {
        let place = self.places.clone().try_acquire_owned().map_err(|_| PoolError::Full)?;
        let thread = self.threads.clone().acquire_owned().await.map_err(|_| PoolError::Failed)?;
        let work = move || {
            let _held = (place, thread);
            work()
        };
        if self.gives_way {
            return give_way(work).await;
        }
        task::spawn_blocking(work).await.map_err(|_| PoolError::Failed)
    }
}

/// On a thread of its own, since a priority once lowered cannot be raised again. Making it takes
/// a hundredth of what the least key derivation does.
async fn give_way<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, PoolError> {
    let (reply, answer) = oneshot::channel();
    let work = move || {
        lower_priority();
        let _ = reply.send(work());
    };
    thread::Builder::new().spawn(work).map_err(|_| PoolError::Failed)?;
    answer.await.map_err(|_| PoolError::Failed)
}

/// Of this thread only, which is so on Linux alone.
fn lower_priority() {
    #[cfg(target_os = "linux")]
    if let Err(error) = rustix::process::nice(LOWER_PRIORITY) {
        tracing::warn!(%error, "no lower priority for key derivation");
    }
}
