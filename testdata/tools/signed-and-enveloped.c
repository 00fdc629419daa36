/* SignedAndEnvelopedData (RFC 2315 section 11), which no command of OpenSSL writes, by its library; it decrypts what it wrote.
 * Usage: signed-and-enveloped SIGNER.pem SIGNER.key RECIPIENT.pem RECIPIENT.key MORE.pem OUT */
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/pkcs7.h>
#include <string.h>

static const char content[] = "the signed content\n";

static X509 *certificate(const char *path) {
  BIO *file = BIO_new_file(path, "r");
  return PEM_read_bio_X509(file, NULL, NULL, NULL);
}

static EVP_PKEY *key(const char *path) {
  BIO *file = BIO_new_file(path, "r");
  return PEM_read_bio_PrivateKey(file, NULL, NULL, NULL);
}

static int is_content(BIO *bio) {
  char read[sizeof content] = "";
  return bio && BIO_read(bio, read, sizeof read - 1) == sizeof content - 1 && !strcmp(read, content);
}

static int signed_and_enveloped(char **words, BIO *out) {
  PKCS7 *message = PKCS7_new();
  PKCS7_set_type(message, NID_pkcs7_signedAndEnveloped);
  PKCS7_add_certificate(message, certificate(words[1]));
  PKCS7_add_certificate(message, certificate(words[5]));
  PKCS7_add_signature(message, certificate(words[1]), key(words[2]), EVP_sha256());
  PKCS7_set_cipher(message, EVP_aes_256_cbc());
  PKCS7_add_recipient(message, certificate(words[3]));
  BIO *data = PKCS7_dataInit(message, NULL);
  BIO_write(data, content, sizeof content - 1);
  BIO_flush(data);
  return PKCS7_dataFinal(message, data) && i2d_PKCS7_bio(out, message) &&
         is_content(PKCS7_dataDecode(message, key(words[4]), NULL, certificate(words[3])));
}

int main(int count, char **words) {
  if (count != 7) return 2;
  BIO *out = BIO_new_file(words[6], "wb");
  int is_made = signed_and_enveloped(words, out);
  BIO_free(out);
  if (!is_made) ERR_print_errors_fp(stderr);
  return !is_made;
}
