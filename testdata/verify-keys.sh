#!/bin/bash
# Converts every private key that `openssl pkey` reads to PKCS#8 with the example `pkcs8`, lets
# openssl read the result, and compares the public keys.
#
#   testdata/verify-keys.sh                          the files of testdata/key
#   ANYCERT_CORPUS=folder testdata/verify-keys.sh    those of a corpus with a manifest.jsonl as well
#
# OPENSSL is the program to ask (default: openssl35 where there is one, else openssl; ML-DSA, ML-KEM
# and SLH-DSA need OpenSSL 3.5); FEATURES are those of the build (default: those that keys need). Prints what became of how many keys,
# and fails if one differs that EXCEPTIONS does not list with its reason, or one listed does not.
set -u
HERE=$(cd "$(dirname "$0")" && pwd)
OPENSSL=${OPENSSL:-$(command -v openssl35 || command -v openssl)}
FEATURES=${FEATURES-rare-ciphers,public-key-derivation}
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT

# The end of a path, a blank, and why the key is not converted.
EXCEPTIONS='
pyca+cryptography/asymmetric/DSA/custom/nilpotent.pem RFC 5958 §2 has no room for its public number, which is not g^x mod p: openssl pkey writes the same key
pyca+cryptography/asymmetric/PEM_Serialization/rsa-bad-1025-q-is-2.pem RFC 8017 §3.1: a modulus is a product of odd primes, and this one is even
pyca+cryptography/asymmetric/PKCS8/ec-invalid-private-scalar.pem RFC 5915 §3: the secret number is longer than the order of the curve
'

# Why the key at this path is not converted; nothing for one that has to be.
reason() {
  local end why
  while read -r end why; do
    case $1 in ${end:+*"$end"}) echo "$why" ;; esac
  done <<< "$EXCEPTIONS"
}

cargo build -q --manifest-path "$HERE/../Cargo.toml" --example pkcs8 ${FEATURES:+--features "$FEATURES"} || exit 1
EXAMPLES=${CARGO_TARGET_DIR:-$HERE/../target}/debug/examples

# Path and passphrase of every key, each ended by a NUL; an empty passphrase stands for none.
list() {
  python3 - "$HERE/key" "${ANYCERT_CORPUS:-}" << 'P'
import json, pathlib, sys
keys, corpus = pathlib.Path(sys.argv[1]), sys.argv[2]
seen = []
for path in sorted(keys.iterdir()):
    sidecar = pathlib.Path(f"{path}.expect")
    if path.suffix == ".expect" or not sidecar.exists():
        continue
    said = json.loads(sidecar.read_text())
    right = [c.get("passphrase") for c in said.get("cases", [said]) if (c | said).get("result") == "ok" or c.get("result") == "ok"]
    seen.append((path, next((p for p in right if p), None)))
if corpus:
    for line in open(pathlib.Path(corpus, "manifest.jsonl")):
        row = json.loads(line)
        if "key" in row["kind"] and row["kind"] != "pubkey" and row["expect"] == "ok":
            seen.append((pathlib.Path(corpus, row["path"]), row["password"]))
for path, passphrase in dict.fromkeys(seen):
    sys.stdout.write(f"{path}\0{passphrase or ''}\0")
P
}

# In DER; an EC key on its named curve and uncompressed, options that other keys do not take.
public_key() {  # FILE PASSPHRASE
  "$OPENSSL" pkey -in "$1" -passin "pass:$2" -pubout -outform DER -out "$WORK/der" \
    -ec_param_enc named_curve -ec_conv_form uncompressed > /dev/null 2>&1 < /dev/null ||
    "$OPENSSL" pkey -in "$1" -passin "pass:$2" -pubout -outform DER -out "$WORK/der" > /dev/null 2>&1 < /dev/null ||
    return 1
  sha256sum < "$WORK/der"
}

asked=0 read=0 same=0 excepted=0 differ=0

# A key that differs: counted as an exception, or as a failure.
differs() {  # PATH HOW
  local why
  why=$(reason "$1")
  if [ -n "$why" ]; then
    excepted=$((excepted + 1))
    echo "exception: $1: $2 ($why)"
  else
    differ=$((differ + 1))
    echo "FAIL: $1: $2"
  fi
}

while IFS= read -r -d '' path && IFS= read -r -d '' passphrase; do
  asked=$((asked + 1))
  # Not base64 without armor, and other texts that openssl does not take.
  theirs=$(public_key "$path" "$passphrase") || continue
  read=$((read + 1))
  if ! (if [ -n "$passphrase" ]; then export PASSPHRASE=$passphrase; fi; "$EXAMPLES/pkcs8" "$path") > "$WORK/pem" 2> "$WORK/error"; then
    differs "$path" "not converted: $(tail -n 2 "$WORK/error" | head -n 1)"
    continue
  fi
  ours=$(public_key "$WORK/pem" '')
  if [ "$ours" != "$theirs" ]; then
    differs "$path" 'another public key'
  elif [ -n "$(reason "$path")" ]; then
    differ=$((differ + 1))
    echo "FAIL: $path: converted, and listed as an exception"
  else
    same=$((same + 1))
  fi
done < <(list)
echo "asked $asked, read by $("$OPENSSL" version | cut -d' ' -f1,2) $read, same public key $same, exceptions $excepted, failed $differ"
[ "$same" -gt 0 ] && [ "$differ" = 0 ]
