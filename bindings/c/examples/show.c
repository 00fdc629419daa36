// Shows who a certificate belongs to, when it expires and whether its key is with it.
//
//   cc show.c -I ../include -lanycert_c -o show
//   ./show FILE [PASSPHRASE]

#include <anycert.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Reads a whole file; NULL if it cannot be read.
static uint8_t *read_file(const char *name, size_t *len) {
  FILE *file = fopen(name, "rb");
  if (file == NULL) return NULL;
  uint8_t *octets = NULL;
  size_t room = 0;
  *len = 0;
  for (size_t got = 1; got > 0; *len += got) {
    if (*len == room) {
      room = room * 2 + 4096;
      uint8_t *more = realloc(octets, room);
      if (more == NULL) {
        free(octets);
        octets = NULL;
        break;
      }
      octets = more;
    }
    got = fread(octets + *len, 1, room - *len, file);
  }
  fclose(file);
  return octets;
}

static void print(const char *heading, char *text) {
  if (text != NULL) printf("%-12s %s\n", heading, text);
  anycert_text_free(text);
}

static const char *belongs(const AnycertBundle *bundle) {
  switch (anycert_bundle_key_match(bundle)) {
    case ANYCERT_KEY_MATCH_MATCHES: return "yes, and it belongs to the certificate";
    case ANYCERT_KEY_MATCH_MISMATCH: return "yes, BUT OF ANOTHER CERTIFICATE";
    case ANYCERT_KEY_MATCH_NO_KEY: return "no";
    default: return "yes, but it cannot be matched to a certificate";
  }
}

static void show(const AnycertBundle *bundle) {
  ptrdiff_t leaf = anycert_bundle_leaf(bundle);
  if (leaf >= 0) {
    print("subject", anycert_certificate_subject(bundle, (size_t)leaf));
    print("issuer", anycert_certificate_issuer(bundle, (size_t)leaf));
    print("expires", anycert_certificate_not_after_text(bundle, (size_t)leaf));
    int64_t seconds = 0;
    if (anycert_certificate_not_after(bundle, (size_t)leaf, &seconds)) {
      printf("%-12s %" PRId64 " s after 1970\n", "", seconds);
    }
    AnycertBytes der = anycert_certificate_der(bundle, (size_t)leaf);
    printf("%-12s %zu octets in DER, one of %zu\n", "certificate", der.len,
           anycert_bundle_certificate_count(bundle));
  }
  printf("%-12s %s\n", "private key", belongs(bundle));
}

int main(int count, char **words) {
  if (count < 2) {
    fprintf(stderr, "show FILE [PASSPHRASE]\n");
    return 2;
  }
  size_t len = 0;
  uint8_t *octets = read_file(words[1], &len);
  if (octets == NULL) {
    perror(words[1]);
    return 2;
  }

  AnycertOptions options = ANYCERT_OPTIONS_INIT;
  if (count > 2) {
    options.passphrase = (const uint8_t *)words[2];
    options.passphrase_len = strlen(words[2]);
  }
  AnycertBundle *bundle = NULL;
  AnycertError *error = NULL;
  AnycertKind kind = anycert_parse(octets, len, &options, &bundle, &error);
  free(octets);

  if (kind == ANYCERT_KIND_OK) {
    show(bundle);
  } else {
    printf("%-12s %s\n%-12s %s\n", "error", anycert_error_message(error), "help",
           anycert_error_help(error));
    if (kind == ANYCERT_KIND_PASSPHRASE_REQUIRED) printf("%-12s show FILE PASSPHRASE\n", "");
  }
  anycert_bundle_free(bundle);
  anycert_error_free(error);
  return kind == ANYCERT_KIND_OK ? 0 : 1;
}
