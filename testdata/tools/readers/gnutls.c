/* What GnuTLS reads in each file that is named on standard input: gnutls_x509_crt_list_import2 as certtool and
 * gnutls_certificate_set_x509_key_file use it, then gnutls_x509_crt_import where the list fails, and
 * gnutls_x509_privkey_import2. Printed as by openssl.c. */
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void print_hex(const char *before, const gnutls_datum_t *der) {
  fputs(before, stdout);
  for (unsigned i = 0; i < der->size; i++) printf("%02x", der->data[i]);
}

static void print_certificate(unsigned number, gnutls_x509_crt_t certificate) {
  gnutls_datum_t der;
  if (gnutls_x509_crt_export2(certificate, GNUTLS_X509_FMT_DER, &der) < 0) return;
  print_hex(number ? "," : "", &der);
  gnutls_free(der.data);
}

static void read_file(const gnutls_datum_t *text) {
  gnutls_x509_crt_t *list = NULL;
  unsigned count = 0;
  int result = gnutls_x509_crt_list_import2(&list, &count, text, GNUTLS_X509_FMT_PEM, 0);
  if (result >= 0) {
    for (unsigned i = 0; i < count; i++) {
      print_certificate(i, list[i]);
      gnutls_x509_crt_deinit(list[i]);
    }
    gnutls_free(list);
  } else {
    gnutls_x509_crt_t first;
    gnutls_x509_crt_init(&first);
    if (gnutls_x509_crt_import(first, text, GNUTLS_X509_FMT_PEM) >= 0) print_certificate(0, first);
    gnutls_x509_crt_deinit(first);
  }
  putchar('\t');
  gnutls_x509_privkey_t key;
  gnutls_x509_privkey_init(&key);
  result = gnutls_x509_privkey_import2(key, text, GNUTLS_X509_FMT_PEM, "secret", 0);
  gnutls_datum_t der;
  if (result >= 0 && gnutls_x509_privkey_export2_pkcs8(key, GNUTLS_X509_FMT_DER, NULL, GNUTLS_PKCS_PLAIN, &der) >= 0) {
    print_hex("", &der);
    gnutls_free(der.data);
  }
  gnutls_x509_privkey_deinit(key);
}

int main(void) {
  char path[4096];
  while (fgets(path, sizeof path, stdin) != NULL) {
    path[strcspn(path, "\n")] = 0;
    printf("%s\t", path);
    gnutls_datum_t text;
    if (gnutls_load_file(path, &text) >= 0) {
      read_file(&text);
      gnutls_free(text.data);
    }
    putchar('\n');
  }
  return 0;
}
