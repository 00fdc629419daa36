// Sizes and offsets (on 64-bit platforms) and numbers that compiled programs rely on. A change here
// breaks them: it needs a new major version. Compiled only; nothing runs.

#include <anycert.h>

#define HOLDS(condition) _Static_assert(condition, #condition)
#define AT(type, member, place) HOLDS(offsetof(type, member) == (place))

HOLDS(sizeof(AnycertBytes) == 16);
AT(AnycertBytes, data, 0);
AT(AnycertBytes, len, 8);

HOLDS(sizeof(AnycertLimits) == 80);
AT(AnycertLimits, input_bytes, 0);
AT(AnycertLimits, certificates, 8);
AT(AnycertLimits, private_keys, 16);
AT(AnycertLimits, pem_sections, 24);
AT(AnycertLimits, bags, 32);
AT(AnycertLimits, kdf_work, 40);
AT(AnycertLimits, unasked_kdf_work, 48);
AT(AnycertLimits, memory_bytes, 56);
AT(AnycertLimits, nesting, 64);
AT(AnycertLimits, text_layers, 72);

HOLDS(sizeof(AnycertOptions) == 152);
AT(AnycertOptions, size, 0);
AT(AnycertOptions, passphrase, 8);
AT(AnycertOptions, passphrase_len, 16);
AT(AnycertOptions, integrity_passphrase, 24);
AT(AnycertOptions, integrity_passphrase_len, 32);
AT(AnycertOptions, private_key, 40);
AT(AnycertOptions, private_key_len, 48);
AT(AnycertOptions, certificate_type, 56);
AT(AnycertOptions, strict, 64);
AT(AnycertOptions, skip_broken, 65);
AT(AnycertOptions, leave_keys_locked, 66);
AT(AnycertOptions, limits, 72);

HOLDS(sizeof(AnycertKind) == 4);
HOLDS(ANYCERT_KIND_OK == 0);
HOLDS(ANYCERT_KIND_EMPTY == 1);
HOLDS(ANYCERT_KIND_UNRECOGNIZED_FORMAT == 2);
HOLDS(ANYCERT_KIND_MALFORMED == 3);
HOLDS(ANYCERT_KIND_PASSPHRASE_REQUIRED == 4);
HOLDS(ANYCERT_KIND_INCORRECT_PASSPHRASE == 5);
HOLDS(ANYCERT_KIND_UNSUPPORTED == 6);
HOLDS(ANYCERT_KIND_NO_CERTIFICATE_OR_KEY == 7);
HOLDS(ANYCERT_KIND_LIMIT_EXCEEDED == 8);
HOLDS(ANYCERT_KIND_REFUSED == 9);
HOLDS(ANYCERT_KIND_CANNOT_WRITE == 10);
HOLDS(ANYCERT_KIND_OTHER == 99);
HOLDS(ANYCERT_KIND_INVALID_ARGUMENT == 100);

HOLDS(sizeof(AnycertFormat) == 4);
HOLDS(ANYCERT_FORMAT_OTHER == 0);
HOLDS(ANYCERT_FORMAT_PEM == 1);
HOLDS(ANYCERT_FORMAT_CERTIFICATE == 2);
HOLDS(ANYCERT_FORMAT_PKCS7 == 3);
HOLDS(ANYCERT_FORMAT_PKCS12 == 4);
HOLDS(ANYCERT_FORMAT_JAVA_KEY_STORE == 5);
HOLDS(ANYCERT_FORMAT_PRIVATE_KEY == 6);

HOLDS(sizeof(AnycertIntegrity) == 4);
HOLDS(ANYCERT_INTEGRITY_OTHER == 0);
HOLDS(ANYCERT_INTEGRITY_NONE == 1);
HOLDS(ANYCERT_INTEGRITY_VERIFIED == 2);
HOLDS(ANYCERT_INTEGRITY_UNCHECKED == 3);

HOLDS(sizeof(AnycertKeyMatch) == 4);
HOLDS(ANYCERT_KEY_MATCH_OTHER == 0);
HOLDS(ANYCERT_KEY_MATCH_MATCHES == 1);
HOLDS(ANYCERT_KEY_MATCH_MISMATCH == 2);
HOLDS(ANYCERT_KEY_MATCH_UNKNOWN == 3);
HOLDS(ANYCERT_KEY_MATCH_NO_KEY == 4);
HOLDS(ANYCERT_KEY_MATCH_NO_CERTIFICATE == 5);

HOLDS(sizeof(AnycertKeyState) == 4);
HOLDS(ANYCERT_KEY_STATE_OTHER == 0);
HOLDS(ANYCERT_KEY_STATE_CLEAR == 1);
HOLDS(ANYCERT_KEY_STATE_DECRYPTED == 2);
HOLDS(ANYCERT_KEY_STATE_LOCKED == 3);
