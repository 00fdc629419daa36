# PFX files. BASE (material.sh) is what most of them hold: a P-256 leaf with its key, and the intermediate.
x=pkcs12
R="right=$P"

# OpenSSL 3.0: what people make with no option, and each scheme by its name.
fx $x/openssl3-default.p12 "$R" type=p12 -- 'openssl pkcs12 -export $BASE -passout pass:"$P" -out $OUT'
fx $x/openssl3-default-rsa-chain.pfx "$R" type=pfx -- 'openssl pkcs12 -export -in rsa.pem -inkey rsa.key -certfile ca.pem -name "rsa leaf" -passout pass:"$P" -out $OUT'
fx $x/openssl3-legacy.p12 "$R" -- 'openssl pkcs12 -export $BASE -legacy -passout pass:"$P" -out $OUT'
fx $x/openssl3-descert.p12 "$R" -- 'openssl pkcs12 -export $BASE -descert -passout pass:"$P" -out $OUT'
fx $x/openssl3-leaf-last.p12 "$R" -- 'cat root.pem inter.pem leaf.pem > $WORK/all; openssl pkcs12 -export -in $WORK/all -nokeys -passout pass:"$P" -out $OUT'
fx $x/built-leaf-in-the-middle.p12 "$R" -- 'python3 $TOOLS/pfx.py order root,leaf,inter leaf "$P" $OUT'
fx $x/openssl3-clear.p12 "$R" -- 'openssl pkcs12 -export $BASE -certpbe NONE -keypbe NONE -passout pass:"$P" -out $OUT'
fx $x/openssl3-clear-nomac.p12 'case={"passphrase":"nothing needs it"}' -- 'openssl pkcs12 -export $BASE -certpbe NONE -keypbe NONE -nomac -passout pass: -out $OUT'
fx $x/openssl3-clear-certificates.p12 "$R" -- 'openssl pkcs12 -export $BASE -certpbe NONE -passout pass:"$P" -out $OUT'
fx $x/openssl3-clear-certificates-nomac.p12 "$R" -- 'openssl pkcs12 -export $BASE -certpbe NONE -nomac -passout pass:"$P" -out $OUT'
fx $x/openssl3-clear-key.p12 "$R" -- 'openssl pkcs12 -export $BASE -keypbe NONE -passout pass:"$P" -out $OUT'
# -nomac leaves the certificates in clear, unless their PBE is named.
fx $x/openssl3-nomac-encrypted.p12 "$R" -- 'openssl pkcs12 -export $BASE -nomac -certpbe aes-256-cbc -keypbe aes-256-cbc -passout pass:"$P" -out $OUT'
fx $x/openssl3-nomac-empty-passphrase.p12 right= -- 'openssl pkcs12 -export $BASE -nomac -certpbe aes-256-cbc -keypbe aes-256-cbc -passout pass: -out $OUT'
fx $x/openssl3-nomac.p12 "$R" -- 'openssl pkcs12 -export $BASE -nomac -passout pass:"$P" -out $OUT'
for c in aes-128-cbc aes-192-cbc aes-256-cbc des-ede3-cbc des-cbc rc2-cbc rc2-40-cbc rc2-64-cbc \
  PBE-SHA1-RC2-40 PBE-SHA1-RC2-128 PBE-SHA1-RC4-40 PBE-SHA1-RC4-128 PBE-SHA1-3DES PBE-SHA1-2DES PBE-MD5-DES PBE-SHA1-DES PBE-MD5-RC2-64 PBE-SHA1-RC2-64; do
  fx $x/openssl3-${c,,}.p12 "$R" -- "openssl pkcs12 -export \$L \$BASE -certpbe $c -keypbe $c -passout pass:\"\$P\" -out \$OUT"
done
for c in camellia-128-cbc camellia-192-cbc camellia-256-cbc aria-128-cbc aria-192-cbc aria-256-cbc sm4-cbc cast5-cbc bf-cbc; do
  fx $x/openssl3-$c.p12 "$R" feature=rare-ciphers -- "openssl pkcs12 -export \$L \$BASE -certpbe $c -keypbe $c -passout pass:\"\$P\" -out \$OUT"
done
fx $x/openssl3-seed-cbc.p12 "$R" unsupported=seed-cbc -- "openssl pkcs12 -export \$L \$BASE -certpbe seed-cbc -keypbe seed-cbc -passout pass:\"\$P\" -out \$OUT"
fx $x/openssl3-key-3des-certificates-rc2-40.p12 "$R" -- 'openssl pkcs12 -export $L $BASE -certpbe PBE-SHA1-RC2-40 -keypbe PBE-SHA1-3DES -macalg sha1 -passout pass:"$P" -out $OUT'
fx $x/openssl3-key-aes-certificates-rc2-40.p12 "$R" -- 'openssl pkcs12 -export $L $BASE -certpbe PBE-SHA1-RC2-40 -keypbe aes-256-cbc -passout pass:"$P" -out $OUT'
for h in md5 sha1 sha224 sha256 sha384 sha512 sha512-224 sha512-256; do
  fx $x/openssl3-mac-$h.p12 "$R" -- "openssl pkcs12 -export \$BASE -macalg $h -passout pass:\"\$P\" -out \$OUT"
done
for h in sha3-224 sha3-256 sha3-384 sha3-512 md4 sm3; do
  fx $x/openssl3-mac-$h.p12 "$R" mac_feature=rare-ciphers -- "openssl pkcs12 -export \$L \$BASE -macalg $h -passout pass:\"\$P\" -out \$OUT"
done
for h in ripemd160 whirlpool blake2s256; do
  # A MAC that is not read: everything opens, the integrity is left unchecked.
  fx $x/openssl3-mac-$h.p12 "$R" unchecked=yes -- "openssl pkcs12 -export \$L \$BASE -macalg $h -passout pass:\"\$P\" -out \$OUT"
done
fx $x/openssl3-iterations-1.p12 "$R" -- 'openssl pkcs12 -export $BASE -iter 1 -passout pass:"$P" -out $OUT'
fx $x/openssl3-noiter-nomaciter.p12 "$R" -- 'openssl pkcs12 -export $BASE -legacy -noiter -nomaciter -passout pass:"$P" -out $OUT'
fx $x/openssl3-iterations-600000.p12 "$R" -- 'openssl pkcs12 -export $BASE -iter 600000 -passout pass:"$P" -out $OUT'
fx $x/built-iterations-1000000-three-bags.p12 "$R" -- 'python3 $TOOLS/pfx.py two-keys 1000000 "$P" $OUT'
fx $x/openssl3-empty-passphrase.p12 right= -- 'openssl pkcs12 -export $BASE -passout pass: -out $OUT'
fx $x/openssl3-empty-passphrase-legacy.p12 right= -- 'openssl pkcs12 -export $BASE -legacy -passout pass: -out $OUT'
fx $x/openssl3-non-ascii-passphrase.p12 "right=$PU" -- 'openssl pkcs12 -export $BASE -passout pass:"$PU" -out $OUT'
fx $x/openssl3-non-ascii-passphrase-legacy.p12 "right=$PU" -- 'openssl pkcs12 -export $BASE -legacy -passout pass:"$PU" -out $OUT'
fx $x/openssl3-emoji-passphrase.p12 "right=$PE" -- 'openssl pkcs12 -export $BASE -passout pass:"$PE" -out $OUT'
fx $x/openssl3-emoji-passphrase-legacy.p12 "right=$PE" -- 'openssl pkcs12 -export $BASE -legacy -passout pass:"$PE" -out $OUT'
# OpenSSL 1.0.2 wrote each byte of the passphrase as one UTF-16 unit. OpenSSL 3 does the same when it is given the
# UTF-8 of the Latin-1 reading of those bytes; with these PBE names the files are equal in form.
fx $x/openssl102-non-ascii-passphrase.p12 "right=$PU" certs=leaf,inter "also=$(printf %s "$PU" | iconv -f latin1 -t utf8)" -- 'openssl pkcs12 -export $L $BASE -certpbe PBE-SHA1-RC2-40 -keypbe PBE-SHA1-3DES -macalg sha1 -passout pass:"$(printf %s "$PU" | iconv -f latin1 -t utf8)" -out $OUT'
fx $x/openssl3-two-passphrases.p12 "$R" "integrity=$P2" -- 'printf "%s\n" "$P2" "$P2" "$P" "$P" | setsid openssl pkcs12 -export $BASE -twopass -out $OUT'
fx $x/openssl3-two-passphrases-legacy.p12 "$R" "integrity=$P2" -- 'printf "%s\n" "$P2" "$P2" "$P" "$P" | setsid openssl pkcs12 -export $BASE -legacy -twopass -out $OUT'
fx $x/openssl3-trust-store.p12 "$R" -- 'openssl pkcs12 -export -nokeys -in ca.pem -caname "first ca" -caname "second ca" -passout pass:"$P" -out $OUT'
fx $x/openssl35-jdktrust.p12 "$R" -- 'openssl35 pkcs12 -export -nokeys -in ca.pem -jdktrust anyExtendedKeyUsage -name trusted -passout pass:"$P" -out $OUT'
fx $x/openssl3-key-only.p12 "$R" -- 'openssl pkcs12 -export -nocerts -inkey leaf.key -in leaf.key -passout pass:"$P" -out $OUT'
fx $x/openssl3-friendly-names.p12 "$R" -- 'openssl pkcs12 -export -in leaf.pem -inkey leaf.key -certfile ca.pem -name "Grüße leaf" -caname "Zwischenstelle" -caname "Wurzel" -CSP "Microsoft Enhanced Cryptographic Provider v1.0" -LMK -keysig -passout pass:"$P" -out $OUT'
fx $x/built-wrong-key.p12 "$R" -- 'python3 $TOOLS/pfx.py order leaf,inter other "$P" $OUT'
for k in rsapss dsa ed25519 ed448 p384 p521 brainpool explicit secp256k1; do
  fx $x/openssl3-key-$k.p12 "$R" -- "openssl pkcs12 -export -in \$HERE/certificate/$k.pem -inkey $k.key -certfile inter.pem -passout pass:\"\$P\" -out \$OUT"
done
fx $x/openssl3-trailing-newline.p12 "$R" as=Pkcs12 peel=trim -- '{ openssl pkcs12 -export $BASE -passout pass:"$P"; echo; } > $OUT'
fx $x/openssl3-default.p12.base64 "$R" peel=base64 -- 'openssl pkcs12 -export $BASE -passout pass:"$P" | base64 > $OUT'
fx $x/openssl3-default-one-line.p12.base64 "$R" peel=base64 -- 'openssl pkcs12 -export $BASE -passout pass:"$P" | base64 -w 0 > $OUT'
fx $x/openssl3-armored.pem "$R" -- '{ echo "-----BEGIN PKCS12-----"; openssl pkcs12 -export $BASE -passout pass:"$P" | base64 -w 64; echo "-----END PKCS12-----"; } > $OUT'
fx $x/example.p12 "$R" -- 'openssl pkcs12 -export -in example.pem -inkey example.key -certfile letsencrypt.pem -name example.com -passout pass:"$P" -out $OUT'
fx $x/example.pfx "$R" type=pfx -- 'openssl pkcs12 -export -in example.pem -inkey example.key -legacy -name example.com -passout pass:"$P" -out $OUT'
fx $x/example.pfx.base64 "$R" type=pfx peel=base64 -- 'openssl pkcs12 -export -in example.pem -inkey example.key -name example.com -passout pass:"$P" | base64 -w 0 > $OUT'

# OpenSSL 3.5: PBMAC1 (RFC 9579), and a key of today.
for h in sha1 sha224 sha256 sha384 sha512; do
  fx $x/openssl35-pbmac1-$h.p12 "$R" -- "openssl35 pkcs12 -export \$BASE -pbmac1_pbkdf2 -pbmac1_pbkdf2_md $h -macalg $h -passout pass:\"\$P\" -out \$OUT"
done
fx $x/openssl35-pbmac1-prf-sha512-mac-sha256.p12 "$R" -- 'openssl35 pkcs12 -export $BASE -pbmac1_pbkdf2 -pbmac1_pbkdf2_md sha512 -macalg sha256 -passout pass:"$P" -out $OUT'
fx $x/openssl35-pbmac1-non-ascii-passphrase.p12 "right=$PU" -- 'openssl35 pkcs12 -export $BASE -pbmac1_pbkdf2 -passout pass:"$PU" -out $OUT'
fx $x/openssl35-ml-dsa-44.p12 "$R" -- 'openssl35 pkcs12 -export -in "$HERE/certificate/ml-dsa-44.pem" -inkey ML-DSA-44.key -passout pass:"$P" -out $OUT'
fx $x/built-secret-bag.p12 "$R" -- 'python3 $TOOLS/pfx.py add-secret-bag "$P" $OUT'

# GOST: the MAC's key is derived by PBKDF2. The certificates of the last file are longer than 4096 octets, after which Kuznyechik
# changes its key.
for h in gost94 gost12_256 gost12_512; do
  fx $x/openssl3-gost28147-mac-$h.p12 "$R" reader=none feature=rare-ciphers spki=leaf certs=leaf,inter "witness=openssl 3.0.19 with its GOST engine 3.0.1, and certtool 3.7.9, read it back" -- \
    "OPENSSL_CONF=\$TOOLS/gost.cnf openssl pkcs12 -export \$BASE -certpbe gost89 -keypbe gost89 -macalg md_$h -passout pass:\"\$P\" -out \$OUT && OPENSSL_CONF=\$TOOLS/gost.cnf openssl pkcs12 -in \$OUT -passin pass:\"\$P\" -noout && certtool --p12-info --inder --infile \$OUT --password \"\$P\" > /dev/null"
done
fx $x/openssl3-kuznyechik-magma.p12 "$R" reader=none feature=rare-ciphers spki=leaf certs=leaf,inter,root,example,letsencrypt,other,rsa "witness=openssl 3.0.19 with its GOST engine 3.0.1 reads it back" -- \
  'cat inter.pem root.pem example.pem letsencrypt.pem other.pem rsa.pem > $WORK/more && OPENSSL_CONF=$TOOLS/gost.cnf openssl pkcs12 -export -in leaf.pem -inkey leaf.key -certfile $WORK/more -certpbe kuznyechik-ctr-acpkm -keypbe magma-ctr-acpkm -macalg md_gost12_256 -passout pass:"$P" -out $OUT && OPENSSL_CONF=$TOOLS/gost.cnf openssl pkcs12 -in $OUT -passin pass:"$P" -noout'
# GOST throughout: certificate and key too. A key does not tell its public half, which OpenSSL computes.
gost_identity() { # gost_identity NAME KEY OPTIONS
  fx $x/openssl3-$1.p12 "$R" reader=none pubs=no spki=$2 certs=$2 ${4:-} "witness=openssl 3.0.19 with its GOST engine 3.0.1 reads it back, and the key has the public key of the certificate" -- \
    "export OPENSSL_CONF=\$TOOLS/gost.cnf; openssl pkcs12 -export -in $2.pem -inkey $2.key -name $2 $3 -passout pass:\"\$P\" -out \$OUT && openssl pkcs12 -in \$OUT -passin pass:\"\$P\" -nodes > \$WORK/all && cmp <(openssl pkey -in \$WORK/all -pubout) <(openssl x509 -in \$WORK/all -noout -pubkey)"
}
gost_identity gost2012-256-identity gost2012_256 '-certpbe gost89 -keypbe gost89 -macalg md_gost12_256' feature=rare-ciphers
gost_identity gost2012-512-identity gost2012_512 '-certpbe kuznyechik-ctr-acpkm -keypbe kuznyechik-ctr-acpkm -macalg md_gost12_512' feature=rare-ciphers
gost_identity gost2001-identity gost2001 '-certpbe gost89 -keypbe gost89 -macalg md_gost94' feature=rare-ciphers
gost_identity gost2012-256-identity-aes gost2012_256 ''

# GnuTLS.
g='certtool --to-p12 --outder --load-certificate leaf.pem --load-ca-certificate inter.pem --load-privkey leaf.key --p12-name leaf'
fx $x/gnutls-default.p12 "$R" -- "$g --password \"\$P\" --outfile \$OUT"
for c in aes-128 aes-192 aes-256 3des 3des-pkcs12 rc2-40 arcfour; do
  fx $x/gnutls-$c.p12 "$R" -- "$g --pkcs-cipher $c --password \"\$P\" --outfile \$OUT"
done
for h in sha1 sha384 sha512; do
  fx $x/gnutls-hash-$h.p12 "$R" -- "$g --hash $h --password \"\$P\" --outfile \$OUT"
done
fx $x/gnutls-null-password.p12 null=yes dear=key reader=certtool -- "$g --null-password --outfile \$OUT"
fx $x/gnutls-null-password-3des-pkcs12.p12 null=yes dear=certificates spki=leaf witness= reader=certtool -- "$g --null-password --pkcs-cipher 3des-pkcs12 --outfile \$OUT"
fx $x/gnutls-empty-password.p12 right= dear=key reader=certtool -- "$g --empty-password --outfile \$OUT"
fx $x/gnutls-non-ascii-passphrase.p12 "right=$PU" -- "$g --password \"\$PU\" --outfile \$OUT"
fx $x/gnutls-emoji-passphrase-3des-pkcs12.p12 "right=$PE" -- "$g --pkcs-cipher 3des-pkcs12 --password \"\$PE\" --outfile \$OUT"
fx $x/gnutls-chain.p12 "$R" -- 'certtool --to-p12 --outder --load-certificate chain.pem --load-privkey leaf.key --p12-name leaf --password "$P" --outfile $OUT'
fx $x/gnutls-armored.pem "$R" reader=certtool -- 'certtool --to-p12 --load-certificate leaf.pem --load-privkey leaf.key --p12-name leaf --password "$P" --outfile $OUT'

# NSS: real BER, indefinite lengths at several levels.
nss() { # nss PASSWORD OUT [pk12util options]: a database with the chain, exported
  local d; d=$(mktemp -d)
  certutil -N -d "sql:$d" --empty-password &&
  openssl pkcs12 -export -in chain.pem -inkey leaf.key -name leaf -passout pass:x -out "$d/in.p12" &&
  pk12util -i "$d/in.p12" -d "sql:$d" -W x -K '' &&
  pk12util -o "$2" -n leaf -d "sql:$d" -W "$1" -K '' "${@:3}"
}
fx $x/nss-default.p12 "$R" -- 'nss "$P" $OUT; : pk12util'
nss_old() { fx "$x/nss-$1.p12" "$R" ${4:+"$4"} -- "nss \"\$P\" \$OUT -c \"$2\" -C \"$3\"; : pk12util -o -n leaf -W -c -C"; }
nss_old ber-3des 'PKCS #12 V2 PBE With SHA-1 And 3KEY Triple DES-CBC' 'PKCS #12 V2 PBE With SHA-1 And 3KEY Triple DES-CBC'
nss_old ber-rc2-40 'PKCS #12 V2 PBE With SHA-1 And 40 Bit RC2 CBC' 'PKCS #12 V2 PBE With SHA-1 And 40 Bit RC2 CBC'
nss_old ber-rc2-128 'PKCS #12 V2 PBE With SHA-1 And 128 Bit RC2 CBC' 'PKCS #12 V2 PBE With SHA-1 And 128 Bit RC2 CBC'
nss_old ber-rc4-40 'PKCS #12 V2 PBE With SHA-1 And 40 Bit RC4' 'PKCS #12 V2 PBE With SHA-1 And 40 Bit RC4'
nss_old ber-rc4-128 'PKCS #12 V2 PBE With SHA-1 And 128 Bit RC4' 'PKCS #12 V2 PBE With SHA-1 And 128 Bit RC4'
nss_old ber-key-3des-certificates-rc2-40 'PKCS #12 V2 PBE With SHA-1 And 3KEY Triple DES-CBC' 'PKCS #12 V2 PBE With SHA-1 And 40 Bit RC2 CBC'
nss_old ber-aes-128 AES-128-CBC AES-128-CBC
nss_old ber-aes-256 AES-256-CBC AES-256-CBC
nss_old ber-clear-certificates AES-256-CBC NONE
nss_old ber-camellia CAMELLIA-256-CBC CAMELLIA-256-CBC feature=rare-ciphers
for h in SHA-1 SHA-256 SHA-512; do
  fx $x/nss-mac-${h,,}.p12 "$R" -- "nss \"\$P\" \$OUT -M $h; : pk12util -M $h"
done
fx $x/nss-pbes1-sha-1-des.p12 "$R" reader=none spki=leaf certs=inter,root,leaf "witness=made by pk12util of NSS from these; its own -l lists the key and the three certificates" -- 'nss "$P" $OUT -c "PKCS #5 Password Based Encryption with SHA-1 and DES-CBC" -C "PKCS #5 Password Based Encryption with SHA-1 and DES-CBC"; : pk12util -o -n leaf -W -c -C'
fx $x/nss-non-ascii-passphrase.p12 "right=$PU" -- 'nss "$PU" $OUT; : pk12util'
fx $x/nss-emoji-passphrase.p12 "right=$PE" -- 'nss "$PE" $OUT; : pk12util'
fx $x/nss-non-ascii-passphrase-3des.p12 "right=$PU" -- 'nss "$PU" $OUT -c "PKCS #12 V2 PBE With SHA-1 And 3KEY Triple DES-CBC" -C "PKCS #12 V2 PBE With SHA-1 And 3KEY Triple DES-CBC"; : pk12util'

# Java. The keystore is made by keytool from an OpenSSL file, or by keytool alone.
java_import() { # java_import STOREPASS OUT [keytool options]
  openssl pkcs12 -export -in "${FROM:-chain.pem}" -inkey "${KEY:-leaf.key}" -name leaf -passout pass:sourcepass -out "$WORK/in.p12" && rm -f "$2" &&
  keytool -importkeystore -noprompt -srckeystore "$WORK/in.p12" -srcstoretype PKCS12 -srcstorepass sourcepass \
    -destkeystore "$2" -deststoretype PKCS12 -deststorepass "$1" -destkeypass "$1" "${@:3}"
}
fx $x/keytool17-default.p12 "$R" -- 'java_import "$P" $OUT; : keytool'
fx $x/keytool17-legacy.p12 "$R" -- 'java_import "$P" $OUT -J-Dkeystore.pkcs12.legacy; : keytool'
fx $x/keytool17-rsa.p12 "$R" -- 'FROM=rsa.pem KEY=rsa.key java_import "$P" $OUT; : keytool'
fx $x/keytool17-no-password-certificates.p12 "$R" -- 'java_import "$P" $OUT -J-Dkeystore.pkcs12.certProtectionAlgorithm=NONE -J-Dkeystore.pkcs12.macAlgorithm=NONE; : keytool'
fx $x/keytool17-aes-128-sha512.p12 "$R" -- 'java_import "$P" $OUT -J-Dkeystore.pkcs12.certProtectionAlgorithm=PBEWithHmacSHA512AndAES_128 -J-Dkeystore.pkcs12.keyProtectionAlgorithm=PBEWithHmacSHA512AndAES_128 -J-Dkeystore.pkcs12.macAlgorithm=HmacPBESHA512; : keytool'
fx $x/keytool17-prf-sha1-sha224-sha384.p12 "$R" -- 'java_import "$P" $OUT -J-Dkeystore.pkcs12.certProtectionAlgorithm=PBEWithHmacSHA1AndAES_256 -J-Dkeystore.pkcs12.keyProtectionAlgorithm=PBEWithHmacSHA384AndAES_256 -J-Dkeystore.pkcs12.macAlgorithm=HmacPBESHA224; : keytool'
fx $x/keytool17-genkeypair-ec-no-public.p12 "$R" pubs=no -- 'keytool -genkeypair -alias a -keyalg EC -groupname secp256r1 -dname "CN=generated, O=anycert, C=DE" -validity 5000 -storetype PKCS12 -keystore $OUT -storepass "$P"'
fx $x/keytool17-genkeypair-rsa.p12 "$R" -- 'keytool -genkeypair -alias a -keyalg RSA -keysize 2048 -dname "CN=generated, O=anycert, C=DE" -validity 5000 -storetype PKCS12 -keystore $OUT -storepass "$P"'
fx $x/keytool17-trust-store.p12 "$R" -- 'for c in root inter; do keytool -importcert -noprompt -alias $c -file $c.pem -storetype PKCS12 -keystore $OUT -storepass "$P"; done'
fx $x/keytool17-several-aliases.p12 "$R" -- 'java_import "$P" $OUT; FROM=rsa.pem KEY=rsa.key java_import "$P" $WORK/second; keytool -importkeystore -noprompt -srckeystore $WORK/second -srcstorepass "$P" -destkeystore $OUT -deststorepass "$P" -srcalias leaf -destalias rsa; keytool -importcert -noprompt -alias other -file other.pem -keystore $OUT -storepass "$P"'
fx $x/keytool17-secret-key.p12 "$R" -- 'java_import "$P" $OUT; keytool -genseckey -alias aes -keyalg AES -keysize 256 -keystore $OUT -storepass "$P"'
fx $x/keytool17-secret-key-only.p12 "$R" kind=NoCertificateOrKey -- 'keytool -genseckey -alias aes -keyalg AES -keysize 256 -storetype PKCS12 -keystore $OUT -storepass "$P"'
fx $x/java-key-under-its-own-passphrase.p12 "$R" nokeys=1 -- 'java_import "$P" $WORK/two; java $TOOLS/JavaMaker.java two-passwords $WORK/two "$P" "$P2" $OUT'

# Python's cryptography.
for e in best pbesv2 pbesv1 no-encryption; do
  case $e in no-encryption) r=right= ;; *) r=$R ;; esac
  fx $x/python-$e.p12 ${r:+"$r"} -- "python3 \$TOOLS/pfx.py python $e \"\$P\" \$OUT"
done
fx $x/python-pbesv2-sha512-mac.p12 "$R" -- 'python3 $TOOLS/pfx.py python pbesv2-sha512 "$P" $OUT'
fx $x/python-friendly-name.p12 "$R" -- 'python3 $TOOLS/pfx.py python named "$P" $OUT'
fx $x/python-java-trust-store.p12 "$R" -- 'python3 $TOOLS/pfx.py python truststore "$P" $OUT'

# Bouncy Castle, Easy-RSA, Mono, Botan's neighbours.
fx $x/bouncycastle-default.p12 "$R" -- 'java_import sourcepass $WORK/bc.p12; openssl pkcs12 -export $BASE -passout pass:"$P" -out $WORK/bc.p12; java -cp /usr/share/java/bcprov.jar $TOOLS/BouncyMaker.java store PKCS12 $WORK/bc.p12 "$P" $OUT'
fx $x/bouncycastle-der-3des.p12 "$R" -- 'openssl pkcs12 -export $BASE -passout pass:"$P" -out $WORK/bc.p12; java -cp /usr/share/java/bcprov.jar $TOOLS/BouncyMaker.java store PKCS12-3DES-3DES $WORK/bc.p12 "$P" $OUT'
fx $x/easyrsa-export.p12 "$R" -- '(cd $WORK && EASYRSA_BATCH=1 EASYRSA_PKI=$WORK/easyrsa EASYRSA_PASSOUT=pass:"$P" easyrsa export-p12 server.example.org) && mv $WORK/easyrsa/private/server.example.org.p12 $OUT'
fx $x/mono-makecert.p12 "$R" -- '(cd $WORK && makecert -n "CN=makecert,O=anycert" -r -p12 mono.p12 "$P" -sky exchange) && mv $WORK/mono.p12 $OUT'

# What the tools of today do not write any more, built bag by bag over keys and certificates of real tools.
fx $x/built-scrypt.p12 "$R" -- 'python3 $TOOLS/pfx.py scrypt "$P" $OUT'
for h in sha1 sha224 sha256 sha384 sha512 sha512_224 sha512_256; do
  fx $x/built-pbes2-prf-$h.p12 "$R" -- "python3 \$TOOLS/pfx.py prf $h \"\$P\" \$OUT"
done
fx $x/built-aes-256-gcm.p12 "$R" reader=none spki=leaf certs=leaf,inter "witness=built by tools/pfx.py with Python cryptography; no other tool reads GCM in a PFX" -- 'python3 $TOOLS/pfx.py gcm "$P" $OUT'
fx $x/built-mac-iterations-absent.p12 "$R" -- 'python3 $TOOLS/pfx.py mac-iterations-absent "$P" $OUT'
fx $x/built-mac-salt-empty.p12 "$R" -- 'python3 $TOOLS/pfx.py mac-salt-empty "$P" $OUT'
fx $x/built-nested-safe-contents.p12 "$R" -- 'python3 $TOOLS/pfx.py nested "$P" $OUT'
fx $x/built-crl-bag.p12 "$R" -- 'python3 $TOOLS/pfx.py crl-bag "$P" $OUT'
fx $x/built-utf8-friendly-name.p12 "$R" -- 'python3 $TOOLS/pfx.py utf8-friendly-name "$P" $OUT'
fx $x/built-nss321-utf16-in-pbes2.p12 "$R" certs=leaf,inter reader=none spki=leaf "witness=built by tools/pfx.py as NSS 3.21 did; no tool of today reads it" -- 'python3 $TOOLS/pfx.py nss321 "$P" $OUT'
fx $x/built-old-nss-aes-128.p12 "$R" reader=none spki=leaf certs=leaf,inter "witness=built by tools/pfx.py as old NSS did; pk12util of NSS 3.87.1 imports certificates and key" -- 'python3 $TOOLS/pfx.py old-parameters nss sha1 "$P" $OUT'
fx $x/built-key-length-32-aes-128.p12 "$R" reader=none spki=leaf certs=leaf,inter "witness=built by tools/pfx.py with a keyLength of 32 and a key cut to the 16 octets of AES-128, as NSS cuts it" -- 'python3 $TOOLS/pfx.py old-parameters cut sha1 "$P" $OUT'
fx $x/openssl3-trailing-data.p12 "$R" -- '{ openssl pkcs12 -export $BASE -passout pass:"$P"; printf garbage; } > $OUT'
fx $x/built-octets-behind.p12 "$R" -- 'python3 $TOOLS/pfx.py behind "\\x01" "\\n" "\\0\\0\\x07" "$P" $OUT'
fx $x/openssl3-latin1-passphrase.p12 "right=grüße 7F" reader=none spki=leaf certs=leaf,inter "witness=written by OpenSSL under the ISO 8859-1 octets of the passphrase; it opens it with them" -- 'printf "gr\\374\\337e 7F" > $WORK/latin1 && openssl pkcs12 -export -in leaf.pem -certfile inter.pem -inkey leaf.key -passout file:$WORK/latin1 -out $OUT && openssl pkcs12 -in $OUT -passin file:$WORK/latin1 -noout'
fx $x/built-empty.p12 "right=$P" kind=NoCertificateOrKey "mentions=this file is empty" -- 'python3 $TOOLS/pfx.py empty "$P" $OUT'
fx $x/built-java8-pbes2.p12 "$R" reader=none spki=leaf certs=leaf,inter "witness=built by tools/pfx.py as Java 8 to 10 did; Java 17 loads certificates and key" -- 'python3 $TOOLS/pfx.py old-parameters java sha512 "$P" $OUT'
fx $x/built-no-local-key-id.p12 "$R" -- 'python3 $TOOLS/pfx.py order inter,leaf leaf "$P" $OUT'
fx $x/built-many-bags.p12 "$R" -- 'python3 $TOOLS/pfx.py many "$P" $OUT'

# JavaScript: node-forge, which has RSA only, and PKI.js, which writes BER. Both encrypt under the ISO 8859-1 octets of a passphrase.
forge() { fx $x/nodeforge-$1.p12 "$R" "${@:2}" -- "cat example.pem letsencrypt.pem > \$WORK/two; node \$TOOLS/forge.js $1 \$WORK/two example.key \"\$P\" \$OUT; : node-forge"; }
forge default
forge aes256
forge 3des
forge mac-off
fx $x/nodeforge-latin1-passphrase.p12 "right=grüße 7F" reader=none certs_clear=yes spki=example certs=example,letsencrypt "witness=node-forge reads it back" -- 'cat example.pem letsencrypt.pem > $WORK/two; node $TOOLS/forge.js default $WORK/two example.key "grüße 7F" $OUT; : node-forge'
pkijs() { fx $x/pkijs-$1.p12 "$R" -- "node \$TOOLS/pki.js $1 chain.pem leaf.key \"\$P\" \$OUT; : pkijs"; }
pkijs default
pkijs aes-128-sha-512
fx $x/pkijs-latin1-passphrase.p12 "right=grüße 7F" reader=none spki=leaf certs=leaf,inter,root "witness=PKI.js reads it back" -- 'node $TOOLS/pki.js default chain.pem leaf.key "grüße 7F" $OUT; : pkijs'

# wolfSSL has octets behind the certificates. It pads a key under Triple DES so that no other software opens it.
fx $x/wolfssl-rc4-128.p12 "$R" -- 'gcc $TOOLS/wolf.c -lwolfssl -o $WORK/wolf && openssl x509 -in rsa.pem -outform DER -out $WORK/certificate && openssl rsa -traditional -in rsa.key -outform DER -out $WORK/key && $WORK/wolf rc4-128 $WORK/certificate $WORK/key "$P" $OUT; : wolfssl'

# What only Windows and CFCA write, made here.
fx $x/built-group-protector.p12 "$R" 'case={"passphrase":"wrong horse 00","kind":"IncorrectPassphrase","mentions":["windows user or group"]}' -- 'python3 $TOOLS/pfx.py group "$P" $OUT'
fx $x/built-cfca.sm2 as=Pkcs12 reader=none nokeys=1 certs_clear=yes certs=leaf "witness=CFCA alone opens the key" -- 'python3 $TOOLS/pfx.py cfca "$P" $OUT'
