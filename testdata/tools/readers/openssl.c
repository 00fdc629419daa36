/* What OpenSSL reads in each file that is named on standard input.
 *
 * Prints the file, then the certificates and the private keys that are read before the first error, in hexadecimal DER.
 * With the argument "store" through OSSL_STORE (openssl x509, storeutl, pkey), else through the functions that servers
 * use: PEM_read_bio_X509_AUX and PEM_read_bio_X509 as SSL_CTX_use_certificate_chain_file does, and
 * PEM_read_bio_PrivateKey; with the argument "memory" from memory, where a NUL does not end the text. */
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/store.h>
#include <openssl/ui.h>
#include <stdio.h>
#include <string.h>

static char passphrase[] = "secret";

static int give_passphrase(char *buf, int size, int rwflag, void *u) {
  (void)rwflag;
  (void)u;
  strncpy(buf, passphrase, size);
  return (int)strlen(passphrase);
}

static void print_hex(const char *before, const unsigned char *der, int len) {
  fputs(before, stdout);
  for (int i = 0; i < len; i++) printf("%02x", der[i]);
}

static void print_certificate(int number, X509 *certificate) {
  unsigned char *der = NULL;
  int len = i2d_X509(certificate, &der);
  print_hex(number ? "," : "", der, len);
  OPENSSL_free(der);
}

static void print_key(int number, EVP_PKEY *key) {
  unsigned char *der = NULL;
  PKCS8_PRIV_KEY_INFO *info = EVP_PKEY2PKCS8(key);
  int len = info ? i2d_PKCS8_PRIV_KEY_INFO(info, &der) : 0;
  print_hex(number ? "," : "", der, len);
  OPENSSL_free(der);
  PKCS8_PRIV_KEY_INFO_free(info);
}

static BIO *open_text(const char *path, int from_memory) {
  static char text[1 << 20];
  if (!from_memory) return BIO_new_file(path, "rb");
  FILE *file = fopen(path, "rb");
  if (file == NULL) return NULL;
  size_t len = fread(text, 1, sizeof text, file);
  fclose(file);
  return BIO_new_mem_buf(text, (int)len);
}

static void read_pem(const char *path, int from_memory) {
  BIO *bio = open_text(path, from_memory);
  int number = 0;
  X509 *certificate = PEM_read_bio_X509_AUX(bio, NULL, give_passphrase, NULL);
  while (certificate != NULL) {
    print_certificate(number++, certificate);
    X509_free(certificate);
    certificate = PEM_read_bio_X509(bio, NULL, give_passphrase, NULL);
  }
  putchar('\t');
  BIO_free(bio);
  bio = open_text(path, from_memory);
  EVP_PKEY *key = PEM_read_bio_PrivateKey(bio, NULL, give_passphrase, NULL);
  if (key != NULL) {
    print_key(0, key);
    EVP_PKEY_free(key);
  }
  ERR_clear_error();
  BIO_free(bio);
}

static void read_store(const char *path) {
  X509 *certificates[64];
  EVP_PKEY *keys[64];
  int certificate_count = 0, key_count = 0;
  char uri[4200];
  snprintf(uri, sizeof uri, "file:%s", path);
  UI_METHOD *ui = UI_UTIL_wrap_read_pem_callback(give_passphrase, 0);
  OSSL_STORE_CTX *store = OSSL_STORE_open(uri, ui, NULL, NULL, NULL);
  while (store != NULL && !OSSL_STORE_eof(store)) {
    OSSL_STORE_INFO *info = OSSL_STORE_load(store);
    if (info == NULL && OSSL_STORE_error(store)) break;
    if (info == NULL) continue;
    if (OSSL_STORE_INFO_get_type(info) == OSSL_STORE_INFO_CERT && certificate_count < 64)
      certificates[certificate_count++] = OSSL_STORE_INFO_get1_CERT(info);
    if (OSSL_STORE_INFO_get_type(info) == OSSL_STORE_INFO_PKEY && key_count < 64)
      keys[key_count++] = OSSL_STORE_INFO_get1_PKEY(info);
    OSSL_STORE_INFO_free(info);
  }
  for (int i = 0; i < certificate_count; i++) {
    print_certificate(i, certificates[i]);
    X509_free(certificates[i]);
  }
  putchar('\t');
  for (int i = 0; i < key_count; i++) {
    print_key(i, keys[i]);
    EVP_PKEY_free(keys[i]);
  }
  ERR_clear_error();
  if (store != NULL) OSSL_STORE_close(store);
  UI_destroy_method(ui);
}

int main(int argc, char **argv) {
  char path[4096];
  int through_store = argc > 1 && strcmp(argv[1], "store") == 0;
  int from_memory = argc > 1 && strcmp(argv[1], "memory") == 0;
  while (fgets(path, sizeof path, stdin) != NULL) {
    path[strcspn(path, "\n")] = 0;
    printf("%s\t", path);
    if (through_store) read_store(path);
    else read_pem(path, from_memory);
    putchar('\n');
  }
  return 0;
}
