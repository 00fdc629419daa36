//! A program without std that reads a certificate and a PKCS#12 file. If anything that it links
//! pulls std in, there are two panic handlers and the build fails.

#![no_std]
#![no_main]

use anycert::Parser;
use core::{
    alloc::{GlobalAlloc, Layout},
    ffi::c_int,
    panic::PanicInfo,
};

#[link(name = "c")]
unsafe extern "C" {
    fn aligned_alloc(alignment: usize, size: usize) -> *mut u8;
    fn free(block: *mut u8);
    fn abort() -> !;
}

struct LibC;

#[global_allocator]
static ALLOCATOR: LibC = LibC;

// SAFETY: aligned_alloc takes a power of two, and a size that is a multiple of it.
unsafe impl GlobalAlloc for LibC {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let alignment = layout.align().max(size_of::<usize>());
        // SAFETY: both are as aligned_alloc wants them.
        unsafe { aligned_alloc(alignment, layout.size().next_multiple_of(alignment)) }
    }

    unsafe fn dealloc(&self, block: *mut u8, _: Layout) {
        // SAFETY: the block is from `alloc`.
        unsafe { free(block) }
    }
}

#[panic_handler]
fn panicked(_: &PanicInfo<'_>) -> ! {
    // SAFETY: it takes no arguments and does not return.
    unsafe { abort() }
}

/// The precompiled core names it and never calls it where a panic aborts.
#[unsafe(no_mangle)]
extern "C" fn rust_eh_personality() {}

/// The precompiled alloc refers to it for cleaning up after a panic; it is never called.
#[unsafe(no_mangle)]
extern "C" fn _Unwind_Resume() -> ! {
    loop {}
}

#[unsafe(no_mangle)]
extern "C" fn main(_: c_int, _: *const *const u8) -> c_int {
    let certificate = include_bytes!("../../../testdata/certificate/example.der");
    let pfx = include_bytes!("../../../testdata/pkcs12/openssl3-default.p12");
    let of_certificate = anycert::parse(certificate).is_ok_and(|bundle| !bundle.has_private_key());
    let of_pfx = Parser::new()
        .passphrase("correct horse 7F")
        .parse(pfx)
        .is_ok_and(|bundle| bundle.has_private_key());
    match (of_certificate, of_pfx) {
        (true, true) => 0,
        (false, _) => 1,
        (true, false) => 2,
    }
}
