//! The classes of input that broke other software, each with its tests. Comparisons of keys are
//! counted by a unit test in `src/bundle/matching.rs`.

/// A class, where it was seen, and its tests. A test of another program follows its name.
type Class = (&'static str, &'static str, &'static [&'static str]);

const CLASSES: [Class; 37] = [
    ("PKCS#7 with a type and without content", "CVE-2023-49083", &["containers::absent_content"]),
    (
        "PKCS#12 with NULL or nothing for authSafe, ContentInfo, EncryptedContent or the digest",
        "CVE-2024-0727, CVE-2025-69421",
        &["pkcs12::absent_content", "pkcs12::absent_parts_of_the_mac"],
    ),
    (
        "a value of another ASN.1 type",
        "CVE-2026-22795, CVE-2026-22796, RUSTSEC-2023-0006",
        &[
            "containers::type_confusion_in_signed_data",
            "containers::type_confusion_among_certificates",
            "pkcs12::type_confusion_in_bags",
            "pkcs12::attributes_that_cannot_be_read_are_noted",
            "pkcs12::invalid_structure_after_a_verified_mac_is_not_a_wrong_passphrase",
            "pkcs12::certificates_of_indefinite_length_in_bags",
        ],
    ),
    (
        "counts and lengths of a key store that lie",
        "",
        &[
            "java_keystores::counts_beyond_the_file",
            "java_keystores::lengths_that_lie_everywhere",
            "java_keystores::many_entries_of_nothing",
        ],
    ),
    (
        "serialized Java objects that name themselves, nest or never end",
        "",
        &[
            "java_keystores::serialized_objects_that_lie",
            "java_keystores::serialized_objects_without_end",
        ],
    ),
    ("PBMAC1 with odd key lengths or salts", "CVE-2025-11187", &["pkcs12::pbmac1_parameters"]),
    (
        "iteration counts that are too many, or none",
        "CVE-2026-13586, CVE-2026-15055, KB5025823, openssl 21103",
        &[
            "pkcs12::iterations_of_the_mac",
            "pkcs12::iterations_of_safes_and_keys",
            "java_keystores::iterations_and_passphrases_are_paid_for",
            "keys::iterations_of_pkcs8",
            "keys::iterations_of_openssh_bcrypt",
        ],
    ),
    ("numbers of scrypt", "", &["pkcs12::scrypt_parameters"]),
    (
        "ten thousand bags of a thousand iterations",
        ".NET's limit of the total",
        &["pkcs12::many_bags_of_moderate_cost"],
    ),
    (
        "a thousand certificates and a hundred keys",
        ".NET's limit of keys",
        &[
            "bundles::pairing_of_a_thousand_certificates_and_a_hundred_keys",
            "bundles::pairing_of_one_public_key_in_a_thousand_certificates",
            "bundles::leaf_search_among_copies",
        ],
    ),
    (
        "nesting a hundred thousand deep",
        "CVE-2025-66031, CVE-2026-13506",
        &[
            "containers::nesting_of_sequences",
            "containers::nesting_of_constructed_strings",
            "containers::nesting_of_indefinite_lengths",
            "pkcs12::nested_safe_contents",
        ],
    ),
    (
        "lengths that lie",
        "CVE-2026-14682, CVE-2025-58185, RUSTSEC-2019-0007",
        &[
            "containers::length_lies_everywhere",
            "containers::length_lies_with_ten_bytes",
            "containers::length_lies_indefinite_never_closed",
        ],
    ),
    (
        "BER that is dear to read",
        "",
        &[
            "containers::ber_cost_of_four_megabytes_in_many_levels",
            "containers::ber_cost_of_a_million_chunks",
            "containers::ber_cost_is_linear",
            "pkcs12::ber_at_every_level",
        ],
    ),
    (
        "PEM in which boundaries are searched again and again",
        "CVE-2025-61723, GHSA-r4pg-vg54-wxx4",
        &[
            "texts::pem_quadratic_begin_without_end",
            "texts::pem_quadratic_end_without_begin",
            "texts::pem_quadratic_nested_boundaries",
            "texts::pem_quadratic_one_long_line",
            "texts::pem_quadratic_surroundings",
            "texts::pem_quadratic_is_linear",
            "texts::pem_quadratic_bundles_under_the_wrong_label",
        ],
    ),
    (
        "a million PEM sections",
        "CVE-2022-24675",
        &["texts::pem_count", "texts::pem_count_of_what_is_skipped"],
    ),
    ("PEM sections of nothing, or of headers alone", "CVE-2022-4450", &["texts::pem_empty"]),
    ("DEK-Info of every wrong form", "", &["keys::dek_info"]),
    (
        "initialization vectors, nonces, tags and ciphertexts of wrong length",
        "CVE-2025-15467",
        &["pkcs12::ivs_nonces_tags_and_lengths"],
    ),
    (
        "strings that do not fit their type, long ones, many",
        "CVE-2025-69419, CVE-2026-58059",
        &[
            "certificates::strings_that_do_not_fit_their_type",
            "certificates::strings_that_are_none",
            "certificates::strings_of_a_megabyte",
            "certificates::strings_in_many_attributes",
            "java_keystores::aliases_that_are_not_modified_utf_8",
        ],
    ),
    ("names that look like more than one", "", &["certificates::names_as_attack"]),
    ("passphrases of every kind", "CVE-2026-8721", &["pkcs12::passphrases_of_every_kind"]),
    (
        "times that are none, and odd ones",
        "RUSTSEC-2021-0125",
        &[
            "certificates::times_that_are_none",
            "certificates::times_that_are_odd",
            "certificates::times_at_the_ends_of_the_calendar",
        ],
    ),
    (
        "empty values where something is due",
        "CVE-2026-45447, RUSTSEC-2026-0104",
        &[
            "certificates::empties_where_one_is_due",
            "certificates::empties_that_are_read",
            "certificates::empties_inside_extensions",
            "pkcs12::many_pieces_of_nothing",
            "containers::many_choices_of_nothing",
        ],
    ),
    (
        "object identifiers beyond every number",
        "CVE-2025-66030",
        &["certificates::oids_beyond_every_number"],
    ),
    (
        "a hundred thousand names or extensions, the same one twice",
        "CVE-2024-12243, CVE-2025-14831",
        &["certificates::many_names_and_extensions", "certificates::many_extensions_of_one_kind"],
    ),
    (
        "chains among many of one name, and in circles",
        "RUSTSEC-2023-0053, CVE-2026-32280",
        &[
            "bundles::chain_search_among_a_thousand_of_one_name",
            "bundles::chain_search_that_passes_all_of_two_names",
            "bundles::chain_search_in_cycles",
            "bundles::chain_search_with_key_identifiers_that_point_in_circles",
            "bundles::chain_search_among_copies",
            "bundles::chain_search_that_ends_at_copies_again_and_again",
        ],
    ),
    (
        "numbers of keys that are none, and of giants",
        "CVE-2022-0778, CVE-2026-33891, CVE-2025-58188",
        &[
            "keys::key_material_of_rsa",
            "keys::key_material_of_elliptic_curves",
            "keys::key_material_of_dsa_and_dh",
            "keys::key_material_of_another_length",
        ],
    ),
    ("keys of ML-DSA and ML-KEM that are short by one octet", "", &["keys::truncated_pqc"]),
    (
        "octets of a key where a tag or a length should be",
        "",
        &["pkcs12::octets_of_a_key_that_look_like_a_bag_do_not_change_the_error"],
    ),
    ("little memory", "", &["pkcs12::memory_for_names_of_bags_and_for_keys_is_charged"]),
    ("a certificate and the key of another", "CVE-2024-26130", &["keys::mismatch"]),
    (
        "no signer and no MAC",
        "CVE-2026-59639, CVE-2025-12816",
        &[
            "containers::no_signature_is_never_verified",
            "pkcs12::files_without_a_mac_are_not_verified",
            "java_keystores::nothing_is_verified_without_its_digest",
        ],
    ),
    (
        "data that follows",
        "",
        &[
            "containers::trailing_data_after_signed_data",
            "pkcs12::trailing_data_at_every_level",
            "keys::trailing_data_after_keys",
            "java_keystores::data_after_the_digest",
        ],
    ),
    (
        "what is no certificate at all",
        "",
        &[
            "wrong_things::wrong_things",
            "wrong_things::wrong_things_of_nothing",
            "wrong_things::wrong_things_serialized_certificate_store",
            "fixtures::every_fixture_is_read_as_its_sidecar_says",
        ],
    ),
    (
        "text encodings in one another",
        "",
        &[
            "texts::layers_of_base64",
            "texts::layers_of_every_kind_in_turn",
            "texts::layers_of_many_values_before_a_long_text",
            "texts::layers_of_pem_in_pem",
        ],
    ),
    (
        "what two readers read in two ways",
        "",
        &[
            "wrong_things::polyglots_of_pem_in_der",
            "wrong_things::polyglots_of_a_valid_beginning",
            "wrong_things::two_readings_of_a_deformed_begin",
            "wrong_things::two_readings_of_one_base64",
            "wrong_things::two_readings_of_utf_16",
            "pkcs12::trailing_data_at_every_level",
        ],
    ),
    (
        "every fixture, cut, changed in one byte, its TLVs deleted and doubled",
        "",
        &["sweep::a_sample_of_damaged_inputs", "sweep::every_damaged_input"],
    ),
];

/// The tests of this program and of those that classes name too.
const SOURCES: [(&str, &str); 10] = [
    ("bundles", include_str!("bundles.rs")),
    ("certificates", include_str!("certificates.rs")),
    ("containers", include_str!("containers.rs")),
    ("java_keystores", include_str!("java_keystores.rs")),
    ("keys", include_str!("keys.rs")),
    ("pkcs12", include_str!("pkcs12.rs")),
    ("texts", include_str!("texts.rs")),
    ("wrong_things", include_str!("wrong_things.rs")),
    ("fixtures", include_str!("../fixtures.rs")),
    ("sweep", include_str!("../sweep.rs")),
];

#[test]
fn every_class_has_tests_and_every_test_a_class() {
    let named: Vec<&str> = CLASSES.iter().flat_map(|(_, _, tests)| *tests).copied().collect();
    for (class, _, tests) in CLASSES {
        assert!(!tests.is_empty(), "{class}");
    }
    let mut there = Vec::new();
    for (module, source) in SOURCES {
        let tests = source.split("#[test]\n").skip(1).filter_map(|text| {
            let line = text.lines().find_map(|line| line.strip_prefix("fn "))?;
            line.split_once('(').map(|(name, _)| format!("{module}::{name}"))
        });
        there.extend(tests);
    }
    for name in &named {
        assert!(there.iter().any(|test| test == name), "{name} is no test");
    }
    let other = |test: &&String| test.starts_with("fixtures::") || test.starts_with("sweep::");
    let unnamed: Vec<&String> =
        there.iter().filter(|test| !other(test) && !named.contains(&test.as_str())).collect();
    assert!(unnamed.is_empty(), "of no class: {unnamed:?}");
}
