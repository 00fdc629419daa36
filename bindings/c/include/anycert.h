// anycert: reads certificates and private keys in any format.
//
// Written by cbindgen from bindings/c/src; `bindings/c/check` fails if it is another.
//
// - Handles may be NULL everywhere, and positions out of range: there is then no answer (NULL, 0, -1
//   or false). Any other pointer must be valid.
// - A handle never changes after it was made: threads may share it. It is freed once, when no thread
//   uses it.
// - What points into a handle is valid until the handle is freed. A `char *` that is not `const` is
//   the caller's, for anycert_text_free. All texts are UTF-8, end in NUL and contain no other NUL.
// - Numbers of an enum never change; later versions may add some.


#ifndef ANYCERT_H
#define ANYCERT_H

#include <stddef.h>
#include <stdint.h>
#include <stdbool.h>

// Options without any option set: `AnycertOptions options = ANYCERT_OPTIONS_INIT;`. In C++ it is
// `AnycertOptions options = anycert::options();` of anycert.hpp.
#define ANYCERT_OPTIONS_INIT { .size = sizeof(AnycertOptions) }


// The container of an input, without the text encodings around it.
enum AnycertFormat
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  // None, or one that is newer than this list.
  ANYCERT_FORMAT_OTHER = 0,
  // PEM.
  ANYCERT_FORMAT_PEM = 1,
  // Certificates in DER.
  ANYCERT_FORMAT_CERTIFICATE = 2,
  // PKCS#7 or CMS.
  ANYCERT_FORMAT_PKCS7 = 3,
  // PKCS#12: PFX, P12.
  ANYCERT_FORMAT_PKCS12 = 4,
  // A Java key store.
  ANYCERT_FORMAT_JAVA_KEY_STORE = 5,
  // A private key in DER.
  ANYCERT_FORMAT_PRIVATE_KEY = 6,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum AnycertFormat AnycertFormat;
#else
typedef uint32_t AnycertFormat;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// What is known about the MAC of a PKCS#12 file or a Java key store.
enum AnycertIntegrity
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  // No bundle, or an answer that is newer than this list.
  ANYCERT_INTEGRITY_OTHER = 0,
  // There is no MAC.
  ANYCERT_INTEGRITY_NONE = 1,
  // The MAC was verified with the given passphrase.
  ANYCERT_INTEGRITY_VERIFIED = 2,
  // There is a MAC that was not verified.
  ANYCERT_INTEGRITY_UNCHECKED = 3,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum AnycertIntegrity AnycertIntegrity;
#else
typedef uint32_t AnycertIntegrity;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// Whether a private key of the input belongs to the leaf.
enum AnycertKeyMatch
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  // No bundle, or an answer that is newer than this list.
  ANYCERT_KEY_MATCH_OTHER = 0,
  // One does.
  ANYCERT_KEY_MATCH_MATCHES = 1,
  // None does.
  ANYCERT_KEY_MATCH_MISMATCH = 2,
  // It cannot be determined: the key is locked, or its public key is unknown.
  ANYCERT_KEY_MATCH_UNKNOWN = 3,
  // There is no private key.
  ANYCERT_KEY_MATCH_NO_KEY = 4,
  // There is no certificate.
  ANYCERT_KEY_MATCH_NO_CERTIFICATE = 5,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum AnycertKeyMatch AnycertKeyMatch;
#else
typedef uint32_t AnycertKeyMatch;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// The kind of an error, for programs to act on; also what `anycert_parse` returns.
enum AnycertKind
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  // No error.
  ANYCERT_KIND_OK = 0,
  // The input is empty or only whitespace.
  ANYCERT_KIND_EMPTY = 1,
  // The input is not certificate material in any known form.
  ANYCERT_KIND_UNRECOGNIZED_FORMAT = 2,
  // The input violates the rules of its own format.
  ANYCERT_KIND_MALFORMED = 3,
  // The certificates are encrypted and no passphrase was given.
  ANYCERT_KIND_PASSPHRASE_REQUIRED = 4,
  // The given passphrase is wrong, or the file was changed.
  ANYCERT_KIND_INCORRECT_PASSPHRASE = 5,
  // The input uses an algorithm or a structure that is not supported.
  ANYCERT_KIND_UNSUPPORTED = 6,
  // The input was understood, but contains neither a certificate nor a private key.
  ANYCERT_KIND_NO_CERTIFICATE_OR_KEY = 7,
  // Parsing the input would exceed one of the limits.
  ANYCERT_KIND_LIMIT_EXCEEDED = 8,
  // `strict` refused an input that needs a leniency.
  ANYCERT_KIND_REFUSED = 9,
  // Never returned by `anycert_parse`: something cannot be written.
  ANYCERT_KIND_CANNOT_WRITE = 10,
  // A kind that is newer than this list.
  ANYCERT_KIND_OTHER = 99,
  // An argument is invalid: the program is wrong, not the input.
  ANYCERT_KIND_INVALID_ARGUMENT = 100,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum AnycertKind AnycertKind;
#else
typedef uint32_t AnycertKind;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// Whether the material of a private key is available.
enum AnycertKeyState
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  // No such key, or a state that is newer than this list.
  ANYCERT_KEY_STATE_OTHER = 0,
  // It was not encrypted.
  ANYCERT_KEY_STATE_CLEAR = 1,
  // It was decrypted.
  ANYCERT_KEY_STATE_DECRYPTED = 2,
  // It is encrypted, and the passphrase was not given, is wrong, or the cipher is unsupported.
  ANYCERT_KEY_STATE_LOCKED = 3,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum AnycertKeyState AnycertKeyState;
#else
typedef uint32_t AnycertKeyState;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// Everything that one input contains.
typedef struct AnycertBundle AnycertBundle;

// An error with its texts, none of which contains an octet of the input.
typedef struct AnycertError AnycertError;

// Octets in a handle, valid until it is freed. `data` is NULL if there are none.
typedef struct {
  // The first octet.
  const uint8_t *data;
  // Their number.
  size_t len;
} AnycertBytes;

// What one parse may read, allocate and compute. 0 is the default of that limit.
typedef struct {
  // The largest length of each input in octets (default 16 MiB).
  uint64_t input_bytes;
  // The largest number of certificates in both inputs (default 10,000).
  uint64_t certificates;
  // The largest number of private keys in both inputs (default 100).
  uint64_t private_keys;
  // The largest number of PEM sections (default 20,000).
  uint64_t pem_sections;
  // The largest number of bags in PKCS#12 files (default 10,000).
  uint64_t bags;
  // The most work for key derivation, in calls of the compression function of a hash (default
  // 16,000,000, about a second; 1 allows none).
  uint64_t kdf_work;
  // The most work for key derivation without a passphrase, in the same unit (default 4,000,000).
  uint64_t unasked_kdf_work;
  // The most memory besides the input in octets (default 128 MiB).
  uint64_t memory_bytes;
  // The deepest nesting of ASN.1 values (default 128).
  uint64_t nesting;
  // The largest number of nested text encodings (default 4).
  uint64_t text_layers;
} AnycertLimits;

// The options of `anycert_parse`. Set everything to zero, then `size` (`ANYCERT_OPTIONS_INIT` does
// both), then what is needed. A passphrase that is NULL is none; one that is not NULL and has length
// 0 is the empty passphrase.
typedef struct {
  // `sizeof(AnycertOptions)`: later versions know from it which options a program can have set.
  size_t size;
  // The passphrase, in UTF-8 or any other octets.
  const uint8_t *passphrase;
  // Its length in octets.
  size_t passphrase_len;
  // The passphrase of the MAC of a PKCS#12 file that has its own, in UTF-8.
  const uint8_t *integrity_passphrase;
  // Its length in octets.
  size_t integrity_passphrase_len;
  // A private key that was given separately, in any format. NULL: none.
  const uint8_t *private_key;
  // Its length in octets.
  size_t private_key_len;
  // What the sender says the input is: pem, pfx, p12, crt, cer, key, pkcs7, p7b or p7c. NULL: nothing.
  const char *certificate_type;
  // Not 0: refuse what was repaired or is contradictory.
  uint8_t strict;
  // Not 0: keep the readable neighbours of a broken item; the report lists what was skipped.
  uint8_t skip_broken;
  // Not 0: do not decrypt private keys.
  uint8_t leave_keys_locked;
  // The limits of this parse.
  AnycertLimits limits;
} AnycertOptions;

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

// Releases a bundle. Its private keys are overwritten with zeros.
void anycert_bundle_free(AnycertBundle *bundle);

// Returns the container, without the text encodings around it.
AnycertFormat anycert_bundle_format(const AnycertBundle *bundle);

// Returns what is known about the MAC. A MAC proves knowledge of the passphrase, not the origin.
AnycertIntegrity anycert_bundle_integrity(const AnycertBundle *bundle);

// Returns whether there is a private key, locked or not.
bool anycert_bundle_has_private_key(const AnycertBundle *bundle);

// Returns whether a private key belongs to the leaf.
AnycertKeyMatch anycert_bundle_key_match(const AnycertBundle *bundle);

// Returns the number of certificates. Their positions are in the order of the input.
size_t anycert_bundle_certificate_count(const AnycertBundle *bundle);

// Returns the position of the certificate in question: the one that a private key belongs to, or
// that issued no other. -1 if there is no certificate.
ptrdiff_t anycert_bundle_leaf(const AnycertBundle *bundle);

// Returns the number of private keys.
size_t anycert_bundle_private_key_count(const AnycertBundle *bundle);

// Returns the position of the private key that belongs to the leaf, or of which that cannot be
// determined. -1 if there is none.
ptrdiff_t anycert_bundle_leaf_key(const AnycertBundle *bundle);

// Returns the leaf and its chain in PEM: what a server presents. Empty without a certificate.
char *anycert_bundle_chain_pem(const AnycertBundle *bundle);

// Returns every certificate in PEM: the leaf, its chain, then the others.
char *anycert_bundle_to_pem(const AnycertBundle *bundle);

// Returns everything known, without secrets, as a JSON object.
char *anycert_bundle_report_json(const AnycertBundle *bundle);

// Returns the certificate as it is in the input.
AnycertBytes anycert_certificate_der(const AnycertBundle *bundle, size_t at);

// Returns the subject, most specific part first: `CN=example.com, O=Example Inc, C=US`. It may be
// empty.
char *anycert_certificate_subject(const AnycertBundle *bundle, size_t at);

// Returns the issuer, as the subject.
char *anycert_certificate_issuer(const AnycertBundle *bundle, size_t at);

// Returns the name for a heading: the common name, else the first subject alternative name, else
// the serial number.
char *anycert_certificate_display_name(const AnycertBundle *bundle, size_t at);

// Returns the octets of the serial number, as encoded.
AnycertBytes anycert_certificate_serial(const AnycertBundle *bundle, size_t at);

// Sets `*seconds` to the first valid second, in seconds since 1970. False, and nothing is set, if
// there is no such certificate.
bool anycert_certificate_not_before(const AnycertBundle *bundle, size_t at, int64_t *seconds);

// Sets `*seconds` to the last valid second, as anycert_certificate_not_before.
bool anycert_certificate_not_after(const AnycertBundle *bundle, size_t at, int64_t *seconds);

// Returns the first valid second in RFC 3339: `2026-03-15T12:00:00.000Z`.
char *anycert_certificate_not_before_text(const AnycertBundle *bundle, size_t at);

// Returns the last valid second in RFC 3339.
char *anycert_certificate_not_after_text(const AnycertBundle *bundle, size_t at);

// Releases an error.
void anycert_error_free(AnycertError *error);

// Returns the kind; ANYCERT_KIND_OK for NULL.
AnycertKind anycert_error_kind(const AnycertError *error);

// Returns the kind as a stable word: `incorrect_passphrase`.
const char *anycert_error_word(const AnycertError *error);

// Returns the place and what is wrong there.
const char *anycert_error_message(const AnycertError *error);

// Returns what to do about it, in one sentence.
const char *anycert_error_help(const AnycertError *error);

// Returns the place alone: `PKCS#12, safe 2, bag 1`. Empty if it is the whole input.
const char *anycert_error_place(const AnycertError *error);

// Returns the line of the text, from 1; -1 if it is unknown.
ptrdiff_t anycert_error_line(const AnycertError *error);

// Returns the position of the octet in its block, from 0; -1 if it is unknown.
ptrdiff_t anycert_error_byte(const AnycertError *error);

// Returns whether the material of the key is available.
AnycertKeyState anycert_private_key_state(const AnycertBundle *bundle, size_t at);

// Returns the algorithm: `RSA 2048`. NULL if it is unknown, as it is of most locked keys.
char *anycert_private_key_algorithm(const AnycertBundle *bundle, size_t at);

// Returns the key in PKCS#8. Secret; overwritten when the bundle is freed. `data` is NULL if the key
// is locked.
AnycertBytes anycert_private_key_pkcs8_der(const AnycertBundle *bundle,
                                           size_t at);

// Returns the key in PKCS#8, in PEM. Secret; anycert_text_free overwrites it. NULL if the key is
// locked.
char *anycert_private_key_pkcs8_pem(const AnycertBundle *bundle, size_t at);

// Reads `len` octets of certificate material and returns ANYCERT_KIND_OK, or the kind of the error.
// `options` may be NULL for the defaults. `*bundle` becomes what was read, or NULL if there is an
// error; `*error` becomes the error, or NULL if there is none. Either may be NULL if it is not wanted;
// what is written there is the caller's, for anycert_bundle_free and anycert_error_free. The octets
// and the options are not needed after the call.
//
// # Safety
// `input` is NULL with `len` 0, or points to `len` initialized octets that nothing changes during the
// call. `options` is NULL, or points to an `AnycertOptions` whose pointers are such themselves.
AnycertKind anycert_parse(const uint8_t *input,
                          size_t len,
                          const AnycertOptions *options,
                          AnycertBundle **bundle,
                          AnycertError **error);

// Returns the container of an input, without reading it. It sees through one text encoding at most.
//
// # Safety
// `input` is as for `anycert_parse`.
AnycertFormat anycert_detect(const uint8_t *input, size_t len);

// Overwrites a text with zeros and releases it.
//
// # Safety
// `text` is NULL, or a `char *` of this library that was not freed and whose length is unchanged.
void anycert_text_free(char *text);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* ANYCERT_H */
