//! Taking turns, and the median.
//!
//! The order of the contenders rotates by one in each round, so that none always follows the same
//! neighbour. Warm, each runs once untimed before it is timed, so that none pays for what the one
//! before left in the caches. Cold, all others run before each timed run, and more memory is read than
//! the inner caches hold.

use crate::answer::Answer;
use cpu_time::ThreadTime;
use std::{fmt, hint::black_box, time::Duration};

const ROUNDS: usize = 101;
const COLD_ROUNDS: usize = 31;
/// Of work that takes longer than [`LONG`].
const LONG_ROUNDS: usize = 9;
const LONG: Duration = Duration::from_millis(20);
const TURN: Duration = Duration::from_millis(1);
/// More than the caches of one core hold.
const SWEEP: usize = 8 << 20;

/// One piece of work, and everybody who does it; ours comes first.
pub struct Work {
    pub name: &'static str,
    pub systems: Vec<System>,
    /// The second system is the least work. The peer of this name should take at least this many times
    /// as long as it.
    pub floor: Option<(&'static str, f64)>,
    pub caches: Caches,
}

/// What the caches hold when a run begins.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Caches {
    /// The code and the data of an earlier run.
    Warm,
    /// Other code and data.
    Cold,
}

pub struct System {
    pub name: &'static str,
    pub run: Box<dyn Fn() -> Answer>,
    pub wanted: Option<Wanted>,
    /// A part of the work, or the work without its answer: not compared with the others.
    pub partial: bool,
}

/// How the time of a system should compare with ours.
#[derive(Clone, Copy)]
pub enum Wanted {
    /// The other system takes at least this many times as long as ours.
    AtLeast(f64),
    /// Ours takes at most this many times as long as the other system.
    OursAtMost(f64),
}

impl Wanted {
    /// `ratio` is the system's time divided by ours.
    pub fn is_met(self, ratio: f64) -> bool {
        match self {
            Wanted::AtLeast(least) => ratio >= least,
            Wanted::OursAtMost(most) => 1.0 / ratio <= most,
        }
    }
}

impl fmt::Display for Wanted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Wanted::AtLeast(least) => write!(f, "at least {least}"),
            Wanted::OursAtMost(most) => write!(f, "ours at most {most} of it"),
        }
    }
}

pub struct Measured {
    pub system: &'static str,
    pub nanoseconds: f64,
    pub wanted: Option<Wanted>,
}

impl Work {
    /// Median times of all systems, after their answers were compared.
    ///
    /// # Errors
    /// Who gave another answer than ours, and where it differs.
    pub fn measure(&self) -> Result<Vec<Measured>, String> {
        let ours = self.systems.first().map(|ours| (ours.run)()).unwrap_or_default();
        for system in self.systems.iter().filter(|system| !system.partial) {
            ours.compare(&(system.run)()).map_err(|what| format!("{}: {what}", system.name))?;
        }
        let repeats: Vec<u32> = self.systems.iter().map(|system| self.repeats(system)).collect();
        let mut times = vec![Vec::new(); self.systems.len()];
        let is_long = self.systems.iter().any(|system| time(system, 1) > LONG);
        let rounds = match (self.caches, is_long) {
            (Caches::Warm, false) => ROUNDS,
            (Caches::Warm, true) => LONG_ROUNDS,
            (Caches::Cold, _) => COLD_ROUNDS,
        };
        for turn in 0..rounds * self.systems.len() {
            let at = (turn + turn / self.systems.len()) % self.systems.len();
            let (system, repeats) = (&self.systems[at], repeats[at]);
            self.prepare(at);
            times[at].push(time(system, repeats).as_secs_f64() * 1e9 / f64::from(repeats));
        }
        let medians = times.into_iter().map(median);
        Ok(self
            .systems
            .iter()
            .zip(medians)
            .map(|(system, nanoseconds)| Measured {
                system: system.name,
                nanoseconds,
                wanted: system.wanted,
            })
            .collect())
    }

    /// What comes before each timed run of the system at this position.
    fn prepare(&self, at: usize) {
        match self.caches {
            Caches::Warm => drop(black_box((self.systems[at].run)())),
            Caches::Cold => {
                let others = self.systems.iter().enumerate().filter(|(other, _)| *other != at);
                others.for_each(|(_, system)| drop(black_box((system.run)())));
                let memory = black_box(vec![1_u8; SWEEP]);
                black_box(memory.iter().step_by(64).map(|byte| u64::from(*byte)).sum::<u64>());
            }
        }
    }

    /// How often the work fits into one turn; cold, each run is timed alone.
    fn repeats(&self, system: &System) -> u32 {
        let mut repeats = 1;
        while self.caches == Caches::Warm && time(system, repeats) < TURN && repeats < 1 << 20 {
            repeats *= 2;
        }
        repeats
    }
}

/// Processor time of this thread: what else runs on the machine does not count.
fn time(system: &System, repeats: u32) -> Duration {
    let start = ThreadTime::now();
    for _ in 0..repeats {
        black_box((system.run)());
    }
    start.elapsed()
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}
