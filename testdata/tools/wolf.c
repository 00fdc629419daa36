/* A PFX by wolfSSL. Usage: wolf 3des|rc4-128 CERTIFICATE.der KEY.der(PKCS#1) PASSPHRASE OUT; it reads the file back. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wolfssl/options.h>
#include <wolfssl/wolfcrypt/asn.h>
#include <wolfssl/wolfcrypt/pkcs12.h>
#include <wolfssl/wolfcrypt/settings.h>

static byte *load(const char *path, word32 *length) {
  FILE *file = fopen(path, "rb");
  byte *bytes = malloc(1 << 16);
  *length = file ? fread(bytes, 1, 1 << 16, file) : 0;
  return bytes;
}

int main(int count, char **words) {
  word32 certificate_length, key_length, key_size, certificate_size;
  int length = 0, id = PBE_SHA1_DES3;
  byte *der = NULL, *key_again = NULL, *certificate_again = NULL;
  if (count != 6) return 2;
  if (!strcmp(words[1], "rc4-128")) id = PBE_SHA1_RC4_128;
  byte *certificate = load(words[2], &certificate_length), *key = load(words[3], &key_length);
  WC_PKCS12 *made = wc_PKCS12_create(words[4], strlen(words[4]), "wolf", key, key_length, certificate, certificate_length,
                                     NULL, id, id, 10000, 10000, 0, NULL);
  if (!made || (length = wc_i2d_PKCS12(made, &der, NULL)) <= 0) { fprintf(stderr, "not made\n"); return 1; }
  WC_PKCS12 *again = wc_PKCS12_new();
  if (wc_d2i_PKCS12(der, length, again) || wc_PKCS12_parse(again, words[4], &key_again, &key_size, &certificate_again, &certificate_size, NULL)
      || certificate_size != certificate_length || memcmp(certificate, certificate_again, certificate_length)) {
    fprintf(stderr, "not read back\n");
    return 1;
  }
  FILE *out = fopen(words[5], "wb");
  fwrite(der, 1, length, out);
  return fclose(out);
}
