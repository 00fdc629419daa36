#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| anycert_fuzz::pkcs7::run(data));

libfuzzer_sys::fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    let prefix = 0;
    let changed = anycert_fuzz::mutator::change(data, prefix, size, max_size, seed);
    changed.unwrap_or_else(|| libfuzzer_sys::fuzzer_mutate(data, size, max_size))
});
