//! Where submissions are read: off the async threads, in two lanes of bounded length.
//!
//! Reading takes microseconds unless a key has to be derived from a passphrase; then it takes as
//! long as whoever wrote the file wanted. So everything is first read in the quick lane with no
//! work allowed for key derivation. The library reserves that work before it begins it, so what
//! needs it is known at once, and goes on to the slow lane with the whole allowance.

use crate::material::{self, Material, Submission, Unreadable};
use anycert::{ErrorKind, Limit, Limits};
use std::{sync::Arc, thread};
use tokio::{sync::Semaphore, task};

/// Hash compressions that one submission may cost: about a second.
const KDF_WORK: u64 = 16_000_000;

pub struct ParsePool {
    quick: Lane,
    derivation: Lane,
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
    pub fn new(input_bytes: usize, queue: usize, derivation_threads: usize) -> ParsePool {
        let cores = thread::available_parallelism().map_or(1, usize::from);
        ParsePool {
            quick: Lane::new(cores, queue),
            derivation: Lane::new(derivation_threads, queue),
            limits: Limits::DEFAULT.input_bytes(input_bytes).kdf_work(KDF_WORK),
        }
    }

    pub async fn read(&self, submission: Arc<Submission>) -> Result<Material, PoolError> {
        let (first, limits) = (submission.clone(), self.limits);
        let outcome = self.quick.run(move || read_without_derivation(&first, limits)).await?;
        let outcome = match outcome {
            Some(outcome) => outcome,
            None => self.derivation.run(move || material::read(&submission, limits)).await?,
        };
        outcome.map_err(PoolError::Unreadable)
    }
}

/// `None` if key derivation, within the allowance, would open more than was read without.
fn read_without_derivation(
    submission: &Submission,
    limits: Limits,
) -> Option<Result<Material, Unreadable>> {
    let outcome = material::read(submission, limits.kdf_work(0));
    let error = match &outcome {
        // Files without a passphrase are encrypted too: with the empty one.
        Ok(material) if material.has_locked_key => return None,
        Err(Unreadable::Library(error)) => error,
        _ => return Some(outcome),
    };
    match (error.kind(), error.exceeded()) {
        (ErrorKind::PassphraseRequired | ErrorKind::IncorrectPassphrase, _) => None,
        (_, Some(exceeded)) if exceeded.limit() == Limit::KdfWork => {
            // More than the allowance is refused here and now: with it the same reservation fails,
            // before any work, and the error has the figures.
            (exceeded.asked() > KDF_WORK).then(|| material::read(submission, limits))
        }
        _ => Some(outcome),
    }
}

struct Lane {
    /// Who runs or waits.
    places: Arc<Semaphore>,
    /// Who runs.
    threads: Arc<Semaphore>,
}

impl Lane {
    fn new(threads: usize, queue: usize) -> Lane {
        Lane {
            places: Arc::new(Semaphore::new(threads + queue)),
            threads: Arc::new(Semaphore::new(threads)),
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
        task::spawn_blocking(work).await.map_err(|_| PoolError::Failed)
    }
}
