//! Budgets for what one account, and all accounts together, may have in progress.
//!
//! An account may use as much as is still free: of 256 requests 128, or 64 if another account has
//! 128. So something is always left for the others.

use crate::lane::Account;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

pub struct Budgets {
    /// Requests in progress.
    pub requests: Budget,
    /// Bytes of request bodies and of lists.
    pub bytes: Budget,
    /// Bytes written to the disk, or read from it for lists, per time.
    pub pace: Pace,
}

impl Budgets {
    pub fn new(requests: usize, bytes: usize) -> Budgets {
        Budgets {
            requests: Budget::new(requests),
            bytes: Budget::new(bytes),
            pace: Pace::default(),
        }
    }
}

#[derive(Clone)]
pub struct Budget(Arc<Mutex<Used>>);

struct Used {
    free: usize,
    accounts: HashMap<Account, usize>,
}

/// The budget that is exhausted.
#[derive(Debug, PartialEq, Eq)]
pub enum Exhausted {
    Account,
    All,
}

/// Part of a budget, released on drop.
pub struct Share {
    budget: Budget,
    account: Account,
    amount: usize,
}

impl Budget {
    fn new(total: usize) -> Budget {
        Budget(Arc::new(Mutex::new(Used { free: total, accounts: HashMap::new() })))
    }

    fn lock(&self) -> MutexGuard<'_, Used> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn take(&self, account: &Account, amount: usize) -> Result<Share, Exhausted> {
        let mut used = self.lock();
        let Some(free) = used.free.checked_sub(amount) else { return Err(Exhausted::All) };
        let own = used.accounts.get(account).copied().unwrap_or(0) + amount;
        if own > free {
            return Err(if own == amount { Exhausted::All } else { Exhausted::Account });
        }
        used.free = free;
        used.accounts.insert(account.clone(), own);
        Ok(Share { budget: self.clone(), account: account.clone(), amount })
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        let mut used = self.budget.lock();
        used.free += self.amount;
        let own = used.accounts.get(&self.account).map_or(0, |own| own - self.amount);
        match own {
            0 => used.accounts.remove(&self.account),
            own => used.accounts.insert(self.account.clone(), own),
        };
    }
}

/// A rate limit: a burst passes at once, more waits.
#[derive(Default)]
pub struct Pace(Mutex<HashMap<Account, Instant>>);

impl Pace {
    const BYTES_PER_SECOND: f64 = 16_777_216.0;
    /// The time that 64 MiB take at the permitted rate.
    const BURST: Duration = Duration::from_secs(4);

    /// Counts `bytes` for `account`, and waits if it is over its rate.
    pub async fn count(&self, account: &Account, bytes: usize) {
        let wait = self.wait_from(account, bytes, Instant::now());
        // A sleep of zero length would last until the next millisecond.
        if !wait.is_zero() {
            tokio::time::sleep(wait).await;
        }
    }

    fn wait_from(&self, account: &Account, bytes: usize, now: Instant) -> Duration {
        let mut ends = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        ends.retain(|_, end| *end > now);
        let begin = ends.get(account).copied().unwrap_or(now);
        let end = begin + Duration::from_secs_f64(bytes as f64 / Self::BYTES_PER_SECOND);
        ends.insert(account.clone(), end);
        begin.saturating_duration_since(now).saturating_sub(Self::BURST)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_account_leaves_half_and_the_next_a_quarter() {
        let budget = Budget::new(256);
        let [first, second]: [Account; 2] = ["first".into(), "second".into()];
        let mut shares = Vec::new();
        let mut take_all = |account: &Account| {
            let before = shares.len();
            let refused = loop {
                match budget.take(account, 1) {
                    Ok(share) => shares.push(share),
                    Err(refused) => break refused,
                }
            };
            assert_eq!(refused, Exhausted::Account);
            shares.len() - before
        };
        assert_eq!(take_all(&first), 128);
        assert_eq!(take_all(&second), 64);
        shares.clear();
        assert_eq!(budget.lock().free, 256);
        assert!(budget.lock().accounts.is_empty());
    }

    #[test]
    fn more_than_there_is_is_refused() {
        let budget = Budget::new(10);
        let account = "a".into();
        assert_eq!(budget.take(&account, 11).err(), Some(Exhausted::All));
        let _held = budget.take(&account, 4).unwrap();
        assert_eq!(budget.take(&account, 4).err(), Some(Exhausted::Account));
        assert_eq!(budget.take(&"b".into(), 4).err(), Some(Exhausted::All));
        assert!(budget.take(&"b".into(), 3).is_ok());
    }

    #[test]
    fn a_burst_is_free_and_the_rest_waits() {
        let (pace, account) = (Pace::default(), "a".into());
        let now = Instant::now();
        let megabytes = 1 << 20;
        for _ in 0..64 {
            assert_eq!(pace.wait_from(&account, megabytes, now), Duration::ZERO);
        }
        for _ in 0..16 {
            pace.wait_from(&account, megabytes, now);
        }
        assert_eq!(pace.wait_from(&account, megabytes, now), Duration::from_secs(1));
        assert_eq!(pace.wait_from(&"b".into(), megabytes, now), Duration::ZERO);
        let later = now + Duration::from_secs(60);
        assert_eq!(pace.wait_from(&account, megabytes, later), Duration::ZERO);
    }
}
