// Every function with NULL, with positions out of range and with wrong arguments, and every function on
// each file that is named. Run under valgrind and under the sanitizers, which find what is read or
// written beyond its bounds, used after it was freed, or never freed.

#include <anycert.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define EXPECT(condition) \
  do { \
    if (!(condition)) { \
      fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition); \
      exit(1); \
    } \
  } while (0)

// Whether there was a text. It is read to its end.
static bool is_text(char *text) {
  bool is = text != NULL && strlen(text) < SIZE_MAX;
  anycert_text_free(text);
  return is;
}

// The sum of the octets, so that each is read.
static bool are_bytes(AnycertBytes bytes) {
  volatile unsigned sum = 0;
  for (size_t at = 0; at < bytes.len; at++) sum += bytes.data[at];
  return bytes.data != NULL;
}

// That there is no certificate and no key at this position.
static void expect_none(const AnycertBundle *bundle, size_t at) {
  int64_t seconds = 7;
  EXPECT(!are_bytes(anycert_certificate_der(bundle, at)));
  EXPECT(!are_bytes(anycert_certificate_serial(bundle, at)));
  EXPECT(!is_text(anycert_certificate_subject(bundle, at)));
  EXPECT(!is_text(anycert_certificate_issuer(bundle, at)));
  EXPECT(!is_text(anycert_certificate_display_name(bundle, at)));
  EXPECT(!anycert_certificate_not_before(bundle, at, &seconds) && seconds == 7);
  EXPECT(!anycert_certificate_not_after(bundle, at, &seconds) && seconds == 7);
  EXPECT(!is_text(anycert_certificate_not_before_text(bundle, at)));
  EXPECT(!is_text(anycert_certificate_not_after_text(bundle, at)));
  EXPECT(anycert_private_key_state(bundle, at) == ANYCERT_KEY_STATE_OTHER);
  EXPECT(!is_text(anycert_private_key_algorithm(bundle, at)));
  EXPECT(!are_bytes(anycert_private_key_pkcs8_der(bundle, at)));
  EXPECT(!is_text(anycert_private_key_pkcs8_pem(bundle, at)));
}

static void no_handles(void) {
  anycert_bundle_free(NULL);
  anycert_error_free(NULL);
  anycert_text_free(NULL);
  EXPECT(anycert_bundle_format(NULL) == ANYCERT_FORMAT_OTHER);
  EXPECT(anycert_bundle_integrity(NULL) == ANYCERT_INTEGRITY_OTHER);
  EXPECT(anycert_bundle_key_match(NULL) == ANYCERT_KEY_MATCH_OTHER);
  EXPECT(!anycert_bundle_has_private_key(NULL));
  EXPECT(anycert_bundle_certificate_count(NULL) == 0);
  EXPECT(anycert_bundle_private_key_count(NULL) == 0);
  EXPECT(anycert_bundle_leaf(NULL) == -1);
  EXPECT(anycert_bundle_leaf_key(NULL) == -1);
  EXPECT(!is_text(anycert_bundle_chain_pem(NULL)));
  EXPECT(!is_text(anycert_bundle_to_pem(NULL)));
  EXPECT(!is_text(anycert_bundle_report_json(NULL)));
  expect_none(NULL, 0);
  EXPECT(anycert_error_kind(NULL) == ANYCERT_KIND_OK);
  EXPECT(anycert_error_word(NULL) == NULL);
  EXPECT(anycert_error_message(NULL) == NULL);
  EXPECT(anycert_error_help(NULL) == NULL);
  EXPECT(anycert_error_place(NULL) == NULL);
  EXPECT(anycert_error_line(NULL) == -1);
  EXPECT(anycert_error_byte(NULL) == -1);
}

// That the call is refused as a mistake of the program.
static void expect_invalid(const uint8_t *input, size_t len, const AnycertOptions *options) {
  AnycertBundle *bundle = (AnycertBundle *)&bundle;
  AnycertError *error = NULL;
  EXPECT(anycert_parse(input, len, options, &bundle, &error) == ANYCERT_KIND_INVALID_ARGUMENT);
  EXPECT(bundle == NULL);
  EXPECT(anycert_error_kind(error) == ANYCERT_KIND_INVALID_ARGUMENT);
  EXPECT(strcmp(anycert_error_word(error), "invalid_argument") == 0);
  EXPECT(anycert_error_message(error)[0] != 0);
  anycert_error_free(error);
}

static void wrong_arguments(void) {
  const uint8_t octet = 0;
  expect_invalid(NULL, 1, NULL);
  expect_invalid(&octet, (size_t)PTRDIFF_MAX + 1, NULL);
  EXPECT(anycert_detect(NULL, 1) == ANYCERT_FORMAT_OTHER);
  EXPECT(anycert_detect(NULL, 0) == ANYCERT_FORMAT_OTHER);
  EXPECT(anycert_detect(&octet, SIZE_MAX) == ANYCERT_FORMAT_OTHER);

  // Of a size only: what would follow is not read.
  size_t *size = malloc(sizeof *size);
  EXPECT(size != NULL);
  for (*size = 0; *size < 1000; ++*size) {
    if (*size != sizeof(AnycertOptions)) expect_invalid(&octet, 1, (const AnycertOptions *)size);
  }
  free(size);

  AnycertOptions options = ANYCERT_OPTIONS_INIT;
  options.passphrase_len = 1;
  expect_invalid(&octet, 1, &options);
  options = (AnycertOptions)ANYCERT_OPTIONS_INIT;
  options.private_key_len = 1;
  expect_invalid(&octet, 1, &options);
  options = (AnycertOptions)ANYCERT_OPTIONS_INIT;
  options.integrity_passphrase = (const uint8_t *)"\xff";
  options.integrity_passphrase_len = 1;
  expect_invalid(&octet, 1, &options);
  options = (AnycertOptions)ANYCERT_OPTIONS_INIT;
  options.certificate_type = "docx";
  expect_invalid(&octet, 1, &options);

  // Nobody wants the answer.
  EXPECT(anycert_parse(NULL, 0, NULL, NULL, NULL) == ANYCERT_KIND_EMPTY);
}

static void errors(void) {
  static const char text[] = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
  AnycertBundle *bundle = NULL;
  AnycertError *error = NULL;
  AnycertKind kind = anycert_parse((const uint8_t *)text, strlen(text), NULL, &bundle, &error);
  EXPECT(kind == ANYCERT_KIND_MALFORMED && bundle == NULL);
  EXPECT(anycert_error_kind(error) == kind);
  EXPECT(strcmp(anycert_error_word(error), "malformed") == 0);
  EXPECT(anycert_error_help(error)[0] != 0);
  EXPECT(anycert_error_place(error)[0] != 0);
  EXPECT(strstr(anycert_error_message(error), anycert_error_place(error)) != NULL);
  EXPECT(anycert_error_line(error) == 1);
  anycert_error_free(error);
}

static void every_function(const AnycertBundle *bundle) {
  size_t certificates = anycert_bundle_certificate_count(bundle);
  size_t keys = anycert_bundle_private_key_count(bundle);
  EXPECT(anycert_bundle_leaf(bundle) < (ptrdiff_t)certificates);
  EXPECT((anycert_bundle_leaf(bundle) < 0) == (certificates == 0));
  EXPECT(anycert_bundle_leaf_key(bundle) < (ptrdiff_t)keys);
  EXPECT(anycert_bundle_has_private_key(bundle) == (keys > 0));
  EXPECT(anycert_bundle_format(bundle) != ANYCERT_FORMAT_OTHER);
  EXPECT(anycert_bundle_integrity(bundle) != ANYCERT_INTEGRITY_OTHER);
  EXPECT(anycert_bundle_key_match(bundle) != ANYCERT_KEY_MATCH_OTHER);
  EXPECT(is_text(anycert_bundle_chain_pem(bundle)));
  EXPECT(is_text(anycert_bundle_to_pem(bundle)));
  EXPECT(is_text(anycert_bundle_report_json(bundle)));
  for (size_t at = 0; at < certificates; at++) {
    int64_t begin, end;
    EXPECT(are_bytes(anycert_certificate_der(bundle, at)));
    EXPECT(are_bytes(anycert_certificate_serial(bundle, at)));
    EXPECT(is_text(anycert_certificate_subject(bundle, at)));
    EXPECT(is_text(anycert_certificate_issuer(bundle, at)));
    EXPECT(is_text(anycert_certificate_display_name(bundle, at)));
    EXPECT(anycert_certificate_not_before(bundle, at, &begin));
    EXPECT(anycert_certificate_not_after(bundle, at, &end));
    EXPECT(!anycert_certificate_not_after(bundle, at, NULL));
    EXPECT(is_text(anycert_certificate_not_before_text(bundle, at)));
    EXPECT(is_text(anycert_certificate_not_after_text(bundle, at)));
  }
  for (size_t at = 0; at < keys; at++) {
    bool is_open = anycert_private_key_state(bundle, at) != ANYCERT_KEY_STATE_LOCKED;
    anycert_text_free(anycert_private_key_algorithm(bundle, at));
    EXPECT(are_bytes(anycert_private_key_pkcs8_der(bundle, at)) <= is_open);
    EXPECT(is_text(anycert_private_key_pkcs8_pem(bundle, at)) <= is_open);
  }
  size_t beyond = certificates > keys ? certificates : keys;
  expect_none(bundle, beyond);
  expect_none(bundle, SIZE_MAX);
}

// The input is in a block of its own size, which is gone before the bundle is looked at.
static bool file(const char *name) {
  FILE *file = fopen(name, "rb");
  EXPECT(file != NULL && fseek(file, 0, SEEK_END) == 0);
  size_t len = (size_t)ftell(file);
  uint8_t *octets = malloc(len ? len : 1);
  rewind(file);
  EXPECT(octets != NULL && fread(octets, 1, len, file) == len);
  fclose(file);

  static const char passphrase[] = "correct horse 7F";
  AnycertOptions options = ANYCERT_OPTIONS_INIT;
  options.passphrase = (const uint8_t *)passphrase;
  options.passphrase_len = strlen(passphrase);
  // Enough for files with few iterations.
  options.limits.kdf_work = options.limits.unasked_kdf_work = 20000;
  AnycertBundle *bundle = NULL;
  AnycertError *error = NULL;
  AnycertKind kind = anycert_parse(octets, len, &options, &bundle, &error);
  free(octets);
  EXPECT((kind == ANYCERT_KIND_OK) == (bundle != NULL));
  EXPECT((kind == ANYCERT_KIND_OK) == (error == NULL));
  if (bundle != NULL) every_function(bundle);
  anycert_bundle_free(bundle);
  anycert_error_free(error);
  return kind == ANYCERT_KIND_OK;
}

int main(int count, char **words) {
  no_handles();
  wrong_arguments();
  errors();
  int read = 0;
  for (int at = 1; at < count; at++) read += file(words[at]);
  printf("%d of %d files read\n", read, count - 1);
  return read > 0 || count == 1 ? 0 : 1;
}
