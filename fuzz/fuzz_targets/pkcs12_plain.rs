#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| anycert_fuzz::pkcs12_plain::run(data));
