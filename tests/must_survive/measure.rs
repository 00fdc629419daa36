//! What a piece of work allocates, on its own thread: the tests of one program run side by side.
#![allow(unsafe_code, reason = "a global allocator cannot be written without")]

use std::{
    alloc::{GlobalAlloc, Layout, System},
    cell::Cell,
};

/// Blocks and bytes asked for; what was given back is not deducted.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Cost {
    pub(crate) blocks: usize,
    pub(crate) allocated: usize,
}

/// The answer of `work`, and what it took.
pub(crate) fn cost<R>(work: impl FnOnce() -> R) -> (R, Cost) {
    let before = COST.get();
    let answer = work();
    let after = COST.get();
    let blocks = after.blocks - before.blocks;
    (answer, Cost { blocks, allocated: after.allocated - before.allocated })
}

thread_local! {
    static COST: Cell<Cost> = const { Cell::new(Cost { blocks: 0, allocated: 0 }) };
}

struct Counting;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn count(bytes: usize) {
    // A thread that is going away frees and allocates too; nobody asks for its cost.
    let _ = COST.try_with(|cost| {
        let Cost { blocks, allocated } = cost.get();
        cost.set(Cost { blocks: blocks + 1, allocated: allocated + bytes });
    });
}

// SAFETY: every call is handed on to the system's allocator as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size());
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        count(layout.size());
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count(size);
        unsafe { System.realloc(block, layout, size) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        unsafe { System.dealloc(block, layout) }
    }
}
