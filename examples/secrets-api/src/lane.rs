//! A fixed number of threads for the jobs of many accounts, shared fairly.
//!
//! The next job belongs to the account that has used the least time of these threads, so an account
//! that sends many or long jobs delays itself and not others. No account gets all threads of a lane
//! with more than one.

use rustix::time::{ClockId, clock_gettime};
use std::{
    collections::{HashMap, VecDeque},
    io,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    thread,
    time::Duration,
};
use tokio::sync::oneshot;

pub type Account = Arc<str>;

type Job<S> = Box<dyn FnOnce(&mut S) + Send>;

/// `S` is the state of each thread, such as a connection to the database.
pub struct Lane<S = ()> {
    shared: Arc<Shared<S>>,
}

/// The job panicked.
pub struct Failed;

struct Shared<S> {
    turns: Mutex<Turns<S>>,
    is_new: Condvar,
    /// The most threads of one account.
    per_account: usize,
}

struct Turns<S> {
    accounts: HashMap<Account, Turn<S>>,
    /// The time used by the account that was served last. A new account starts with it: absence is
    /// not credited.
    clock: Duration,
}

struct Turn<S> {
    waiting: VecDeque<Job<S>>,
    running: usize,
    used: Duration,
}

impl<S: Send + 'static> Lane<S> {
    /// One thread for each of `states`. `niceness` is added to their nice value.
    pub fn start(name: &str, niceness: i32, states: Vec<S>) -> io::Result<Lane<S>> {
        let shared = Arc::new(Shared {
            turns: Mutex::new(Turns { accounts: HashMap::new(), clock: Duration::ZERO }),
            is_new: Condvar::new(),
            per_account: states.len().saturating_sub(1).max(1),
        });
        for mut state in states {
            let shared = shared.clone();
            thread::Builder::new().name(name.to_owned()).spawn(move || {
                lower_priority(niceness);
                shared.work(&mut state);
            })?;
        }
        Ok(Lane { shared })
    }

    /// Runs `job` when it is the account's turn. A job whose caller stopped waiting is skipped.
    pub async fn run<T: Send + 'static>(
        &self,
        account: &Account,
        job: impl FnOnce(&mut S) -> T + Send + 'static,
    ) -> Result<T, Failed> {
        let (reply, answer) = oneshot::channel();
        self.shared.push(
            account,
            Box::new(move |state| {
                if !reply.is_closed() {
                    let _ = reply.send(job(state));
                }
            }),
        );
        answer.await.map_err(|_| Failed)
    }
}

impl<S> Shared<S> {
    fn lock(&self) -> MutexGuard<'_, Turns<S>> {
        self.turns.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn push(&self, account: &Account, job: Job<S>) {
        let mut turns = self.lock();
        let clock = turns.clock;
        let turn = turns.accounts.entry(account.clone()).or_insert_with(|| Turn {
            waiting: VecDeque::new(),
            running: 0,
            used: clock,
        });
        turn.used = turn.used.max(clock);
        turn.waiting.push_back(job);
        drop(turns);
        self.is_new.notify_one();
    }

    /// Never returns: the threads end with the process.
    fn work(&self, state: &mut S) {
        let mut turns = self.lock();
        loop {
            let Some((account, job)) = turns.next(self.per_account) else {
                turns = self.is_new.wait(turns).unwrap_or_else(PoisonError::into_inner);
                continue;
            };
            // The end of a job makes its account eligible again while other threads sleep.
            if turns.has_turn(self.per_account) {
                self.is_new.notify_one();
            }
            drop(turns);
            let begun = time_of_this_thread();
            if catch_unwind(AssertUnwindSafe(|| job(state))).is_err() {
                tracing::error!("a job panicked");
            }
            let used = time_of_this_thread().saturating_sub(begun);
            turns = self.lock();
            turns.end(&account, used);
        }
    }
}

impl<S> Turn<S> {
    fn is_eligible(&self, per_account: usize) -> bool {
        !self.waiting.is_empty() && self.running < per_account
    }
}

impl<S> Turns<S> {
    fn has_turn(&self, per_account: usize) -> bool {
        self.accounts.values().any(|turn| turn.is_eligible(per_account))
    }

    fn next(&mut self, per_account: usize) -> Option<(Account, Job<S>)> {
        let (account, turn) = self
            .accounts
            .iter_mut()
            .filter(|(_, turn)| turn.is_eligible(per_account))
            .min_by_key(|(_, turn)| turn.used)?;
        self.clock = self.clock.max(turn.used);
        turn.running += 1;
        let job = turn.waiting.pop_front()?;
        Some((account.clone(), job))
    }

    fn end(&mut self, account: &Account, used: Duration) {
        if let Some(turn) = self.accounts.get_mut(account) {
            turn.running -= 1;
            turn.used += used;
        }
        // An account that used more than the others is remembered until they have caught up.
        let clock = self.clock;
        self.accounts
            .retain(|_, turn| turn.running > 0 || !turn.waiting.is_empty() || turn.used > clock);
    }
}

fn time_of_this_thread() -> Duration {
    Duration::try_from(clock_gettime(ClockId::ThreadCPUTime)).unwrap_or_default()
}

/// Only for this thread, which works on Linux only.
fn lower_priority(niceness: i32) {
    #[cfg(target_os = "linux")]
    if niceness > 0
        && let Err(error) = rustix::process::nice(niceness)
    {
        tracing::warn!(%error, "the priority of a thread could not be lowered");
    }
    #[cfg(not(target_os = "linux"))]
    let _ = niceness;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn turns() -> Turns<()> {
        Turns { accounts: HashMap::new(), clock: Duration::ZERO }
    }

    fn push(turns: &mut Turns<()>, account: &str) {
        let used = turns.clock;
        let turn = turns.accounts.entry(account.into()).or_insert_with(|| Turn {
            waiting: VecDeque::new(),
            running: 0,
            used,
        });
        turn.waiting.push_back(Box::new(|()| ()));
    }

    fn served(turns: &mut Turns<()>, milliseconds: u64) -> String {
        let (account, _) = turns.next(1).unwrap();
        turns.end(&account, Duration::from_millis(milliseconds));
        account.to_string()
    }

    #[test]
    fn whoever_used_least_is_next() {
        let mut turns = turns();
        for _ in 0..5 {
            push(&mut turns, "many");
        }
        assert_eq!(served(&mut turns, 100), "many");
        for _ in 0..3 {
            push(&mut turns, "few");
        }
        // Until `few` has used the 100 ms too.
        for _ in 0..3 {
            assert_eq!(served(&mut turns, 10), "few");
        }
        assert_eq!(served(&mut turns, 100), "many");
    }

    #[test]
    fn time_away_is_no_credit() {
        let mut turns = turns();
        for _ in 0..20 {
            push(&mut turns, "a");
            served(&mut turns, 100);
        }
        push(&mut turns, "a");
        push(&mut turns, "b");
        push(&mut turns, "b");
        let order: Vec<_> = (0..3).map(|_| served(&mut turns, 150)).collect();
        assert_eq!(order, ["b", "a", "b"]);
    }

    #[test]
    fn one_account_has_not_all_threads() {
        let mut turns = turns();
        push(&mut turns, "a");
        push(&mut turns, "a");
        assert_eq!(&*turns.next(1).unwrap().0, "a");
        assert!(turns.next(1).is_none());
        push(&mut turns, "b");
        assert_eq!(&*turns.next(1).unwrap().0, "b");
    }
}
