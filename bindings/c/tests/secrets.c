// That no released block has the passphrase or a piece of the private key in it. Linked with
// --wrap=free and --wrap=realloc, so that each block is searched before it is released.

#define _GNU_SOURCE
#include <anycert.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void __real_free(void *block);
void __wrap_free(void *block);
void *__wrap_realloc(void *block, size_t size);

// Pieces of the passphrase, of the key and of its PEM; outside the heap.
static uint8_t needles[3][16];
static int found, searched;

void __wrap_free(void *block) {
  if (block != NULL) {
    size_t size = malloc_usable_size(block);
    for (int at = 0; at < 3; at++) {
      if (needles[at][0] && memmem(block, size, needles[at], sizeof needles[at])) found++;
    }
    searched++;
  }
  __real_free(block);
}

void *__wrap_realloc(void *block, size_t size) {
  void *other = malloc(size);
  if (other != NULL && block != NULL) {
    size_t old = malloc_usable_size(block);
    memcpy(other, block, old < size ? old : size);
    __wrap_free(block);
  }
  return other;
}

// NULL if it cannot be read.
static AnycertBundle *parse(const uint8_t *octets, size_t len) {
  static const char passphrase[] = "correct horse 7F";
  AnycertOptions options = ANYCERT_OPTIONS_INIT;
  options.passphrase = (const uint8_t *)passphrase;
  options.passphrase_len = strlen(passphrase);
  AnycertBundle *bundle = NULL;
  return anycert_parse(octets, len, &options, &bundle, NULL) == ANYCERT_KIND_OK ? bundle : NULL;
}

int main(int count, char **words) {
  static uint8_t octets[1 << 16];
  FILE *file = count == 2 ? fopen(words[1], "rb") : NULL;
  if (file == NULL) return 2;
  size_t len = fread(octets, 1, sizeof octets, file);
  fclose(file);

  // Once to learn what is secret.
  AnycertBundle *bundle = parse(octets, len);
  AnycertBytes der = anycert_private_key_pkcs8_der(bundle, 0);
  char *pem = anycert_private_key_pkcs8_pem(bundle, 0);
  if (der.len < 100 || pem == NULL || strlen(pem) < 120) return 2;
  memcpy(needles[0], "correct horse 7F", 16);
  memcpy(needles[1], der.data + 40, 16);
  memcpy(needles[2], pem + 75, 16);
  anycert_text_free(pem);
  anycert_bundle_free(bundle);

  // Then while every released block is searched.
  bundle = parse(octets, len);
  anycert_text_free(anycert_private_key_pkcs8_pem(bundle, 0));
  anycert_text_free(anycert_bundle_report_json(bundle));
  anycert_bundle_free(bundle);

  // That the search finds something.
  int before = found;
  char *copy = malloc(16);
  if (copy == NULL) return 2;
  memcpy(copy, needles[1], 16);
  free(copy);
  printf("%d blocks searched, %d with a secret\n", searched, before);
  return before == 0 && found == 1 && searched > 100 ? 0 : 1;
}
