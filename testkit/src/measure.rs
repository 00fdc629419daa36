//! Counts what a piece of work allocates, on its own thread: the tests of one program run side by
//! side. The program has to declare the allocator that counts:
//!
//! ```
//! #[global_allocator]
//! static ALLOCATOR: testkit::measure::Counting = testkit::measure::Counting;
//!
//! let (_, cost) = testkit::measure::cost(|| vec![0_u8; 100]);
//! assert_eq!(cost.allocated, 100);
//! ```
#![allow(unsafe_code, reason = "a global allocator cannot be written without")]

use std::{
    alloc::{GlobalAlloc, Layout, System},
    cell::Cell,
    hint::black_box,
};

/// Allocated blocks and bytes, without deducting freed ones, and the peak above what was allocated
/// before.
#[derive(Clone, Copy, Debug)]
pub struct Cost {
    pub blocks: usize,
    pub allocated: usize,
    pub peak: usize,
}

/// Returns the result of `work` and its cost.
///
/// # Panics
/// If the program did not declare [`Counting`] as its allocator: every cost would be zero.
pub fn cost<R>(work: impl FnOnce() -> R) -> (R, Cost) {
    assert!(is_counting(), "declare `#[global_allocator] static ALLOCATOR: Counting = Counting;`");
    let before = SPENT.get();
    SPENT.set(Spent { most_held: before.held, ..before });
    let answer = work();
    let after = SPENT.get();
    let cost = Cost {
        blocks: after.blocks - before.blocks,
        allocated: after.allocated - before.allocated,
        peak: usize::try_from(after.most_held - before.held).unwrap_or(0),
    };
    (answer, cost)
}

fn is_counting() -> bool {
    let before = SPENT.get().blocks;
    drop(black_box(Box::new(0_u8)));
    SPENT.get().blocks > before
}

/// Counters of one thread since its start. Another thread may free a block, so `held` can be negative.
#[derive(Clone, Copy)]
struct Spent {
    blocks: usize,
    allocated: usize,
    held: isize,
    most_held: isize,
}

thread_local! {
    static SPENT: Cell<Spent> =
        const { Cell::new(Spent { blocks: 0, allocated: 0, held: 0, most_held: 0 }) };
}

/// The system's allocator with counters for each thread.
pub struct Counting;

/// Counts one block of `new` bytes that replaces one of `old` bytes.
fn count(new: usize, old: usize) {
    change(new.cast_signed() - old.cast_signed(), new, 1);
}

fn change(held: isize, allocated: usize, blocks: usize) {
    // A thread that ends allocates and frees too; that is not counted.
    let _ = SPENT.try_with(|spent| {
        let before = spent.get();
        let held = before.held + held;
        spent.set(Spent {
            blocks: before.blocks + blocks,
            allocated: before.allocated + allocated,
            held,
            most_held: before.most_held.max(held),
        });
    });
}

// SAFETY: every call is passed to the system's allocator unchanged.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size(), 0);
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        count(layout.size(), 0);
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count(size, layout.size());
        unsafe { System.realloc(block, layout, size) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        change(-layout.size().cast_signed(), 0, 0);
        unsafe { System.dealloc(block, layout) }
    }
}
