//! The module: one input at a time is written into its memory, parsed, and described as JSON or
//! PEM. It has no imports, no clock and no randomness. [`exports`] lists what JavaScript calls.
#![cfg_attr(target_family = "wasm", no_std)]

extern crate alloc;

mod answer;
mod clock;
pub mod exports;
mod failure;
mod state;
mod summary;

#[cfg(target_family = "wasm")]
mod runtime {
    use dlmalloc::GlobalDlmalloc;
    use zeroizing_alloc::ZeroAlloc;

    #[global_allocator]
    static ALLOCATOR: ZeroAlloc<GlobalDlmalloc> = ZeroAlloc(GlobalDlmalloc);

    /// Traps: JavaScript then overwrites the memory and discards the instance. Reached only if
    /// memory runs out.
    #[panic_handler]
    fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
        core::arch::wasm32::unreachable()
    }
}
