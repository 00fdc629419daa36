#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| anycert_fuzz::pkcs12_passphrase::run(data));
