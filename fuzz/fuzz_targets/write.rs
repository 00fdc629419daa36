#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| anycert_fuzz::write::run(data));
