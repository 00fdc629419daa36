# Private keys.
k=key

for pair in rsa:rsa rsapss:rsapss dsa:dsa dh:dh dhx:dhx p256:leaf other:other p384:p384 p521:p521 secp256k1:secp256k1 brainpool-p256r1:brainpool \
  brainpool-p512r1:brainpool512 example:example ec-explicit:explicit ed25519:ed25519 ed448:ed448 x25519:x25519 x448:x448; do
  to=${pair%%:*} from=${pair##*:}
  fx $k/$to-pkcs8.pem -- "openssl pkcs8 -topk8 -nocrypt -in $from.key -out \$OUT"
  fx $k/$to-pkcs8.der -- "openssl pkcs8 -topk8 -nocrypt -in $from.key -outform DER -out \$OUT"
  fx $k/$to-pkcs8-encrypted.pem "right=$P" -- "openssl pkcs8 -topk8 -in $from.key -passout pass:\"\$P\" -out \$OUT"
done
fx $k/rsa-4096-pkcs8.pem -- 'openssl pkcs8 -topk8 -nocrypt -in rsa4096.key -out $OUT'
fx $k/rsa-traditional.pem -- 'openssl rsa -in rsa.key -traditional -out $OUT'
fx $k/rsa-traditional.der -- 'openssl rsa -in rsa.key -traditional -outform DER -out $OUT'
fx $k/openssl-three-primes.pem -- 'openssl genrsa -primes 3 -out $OUT 2048'
fx $k/dsa-traditional.pem -- 'openssl pkey -in dsa.key -traditional -out $OUT'
fx $k/dsa-traditional.der pubs=yes -- 'openssl pkey -in dsa.key -traditional -outform DER -out $OUT'
for pair in p256:leaf p384:p384 p521:p521 secp256k1:secp256k1 brainpool-p256r1:brainpool ec-explicit:explicit; do
  to=${pair%%:*} from=${pair##*:}
  fx $k/$to-traditional.pem -- "openssl ec -in $from.key -out \$OUT"
  fx $k/$to-traditional.der -- "openssl ec -in $from.key -outform DER -out \$OUT"
done
fx $k/p256-traditional-with-parameters.pem -- '{ openssl ecparam -name prime256v1; openssl ec -in leaf.key; } > $OUT'
fx $k/p256-genpkey-traditional.der -- 'openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -outform DER -out $OUT'
fx $k/p256-no-public.pem pubs=no -- 'openssl ec -in leaf.key -no_public -out $OUT'
fx $k/p256-compressed-public.pem -- 'openssl ec -in leaf.key -conv_form compressed -out $OUT'
fx $k/p256-pkcs8.der.base64 peel=base64 -- 'openssl pkcs8 -topk8 -nocrypt -in leaf.key -outform DER | base64 -w 64 > $OUT'
fx $k/rsa-traditional.der.base64 peel=base64 -- 'openssl rsa -in rsa.key -traditional -outform DER | base64 -w 0 > $OUT'
fx $k/two-keys.pem -- 'cat rsa.key leaf.key > $OUT'
fx $k/certtool-rsa.pem -- 'certtool --generate-privkey --key-type rsa --bits 2048 --no-text --outfile $OUT'
fx $k/certtool-rsa-with-text.pem -- 'certtool --key-info --infile rsa.key --outfile $OUT'
fx $k/certtool-ecdsa.pem -- 'certtool --generate-privkey --key-type ecdsa --curve secp256r1 --no-text --outfile $OUT'
fx $k/certtool-ed25519.pem -- 'certtool --generate-privkey --key-type ed25519 --no-text --outfile $OUT'
fx $k/certtool-pkcs8-empty-password.der right= -- 'certtool --to-p8 --load-privkey rsa.key --password "" --empty-password --outder --outfile $OUT'

# PQC, in the three forms of RFC 9881 and RFC 9935.
for a in ML-DSA-44 ML-DSA-65 ML-DSA-87 ML-KEM-512 ML-KEM-768 ML-KEM-1024; do
  low=${a,,} family=${a%-*}
  for form in seed-only priv-only seed-priv; do
    case $a$form in ML-DSA-87seed-priv | ML-DSA-65priv-only | ML-KEM-1024seed-priv | ML-KEM-512priv-only) continue ;; esac
    fx $k/$low-$form.pem -- "openssl35 pkey -in $a.key -provparam ${family,,}.output_formats=$form -out \$OUT"
  done
  fx $k/$low-seed-only.der -- "openssl35 pkey -in $a.key -provparam ${family,,}.output_formats=seed-only -outform DER -out \$OUT"
done
for a in $SLH_DSA; do
  fx $k/${a,,}.pem -- "openssl35 pkey -in $a.key -out \$OUT"
done
fx $k/ml-dsa-65-encrypted.pem "right=$P" -- 'openssl35 pkcs8 -topk8 -in ML-DSA-65.key -passout pass:"$P" -out $OUT'
fx $k/python-ml-dsa-65.pem -- 'python3 $TOOLS/oddities.py python-ml-dsa $OUT'

# Encrypted PKCS#8: PBES2 by cipher, by PRF, scrypt; PBES1 and PKCS#12 PBE by name.
for c in aes-128-cbc aes-192-cbc aes-256-cbc des3 des rc2 rc2-40-cbc rc2-64-cbc; do
  fx $k/p256-pkcs8-$c.pem "right=$P" -- "openssl pkcs8 -topk8 \$L -in leaf.key -v2 $c -passout pass:\"\$P\" -out \$OUT"
done
for c in camellia-128-cbc camellia-192-cbc camellia-256-cbc aria-128-cbc aria-192-cbc aria-256-cbc sm4-cbc cast5-cbc bf-cbc; do
  fx $k/p256-pkcs8-$c.pem "right=$P" feature=rare-ciphers -- "openssl pkcs8 -topk8 \$L -in leaf.key -v2 $c -passout pass:\"\$P\" -out \$OUT"
done
for c in aes-256-cfb aes-128-ofb aes-192-ecb des-cfb des-ofb des-ecb des-ede rc4; do
  fx $k/p256-pkcs8-$c.pem "right=$P" -- "openssl pkcs8 -topk8 \$L -in leaf.key -v2 $c -passout pass:\"\$P\" -out \$OUT"
done
for c in {aria-128,aria-192,aria-256,camellia-128,camellia-192,camellia-256,sm4}-{ecb,cfb,ofb,ctr}; do
  fx $k/p256-pkcs8-$c.pem "right=$P" feature=rare-ciphers -- "openssl pkcs8 -topk8 \$L -in leaf.key -v2 $c -passout pass:\"\$P\" -out \$OUT"
done
for c in seed-ecb seed-cfb seed-ofb id-aes128-wrap-pad id-aes192-wrap-pad id-aes256-wrap-pad; do
  n=${c/id-aes/aes-}
  fx $k/p256-pkcs8-$n.pem "right=$P" unsupported=$n -- "openssl pkcs8 -topk8 \$L -in leaf.key -v2 $c -passout pass:\"\$P\" -out \$OUT"
done
fx $k/p256-pkcs8-seed-cbc.pem "right=$P" unsupported=seed-cbc -- 'openssl pkcs8 -topk8 $L -in leaf.key -v2 seed-cbc -passout pass:"$P" -out $OUT'
fx $k/pypinksign-sign-pri.key "right=$P" unsupported=pbewithsha1andseed-cbc spki=rsa "witness=pypinksign 0.5.4 reads it back" -- 'python3 $TOOLS/oddities.py npki rsa.key "$P" $OUT'
for h in MD5 SHA1 SHA224 SHA256 SHA384 SHA512 SHA512-224 SHA512-256; do
  fx $k/p256-pkcs8-prf-hmac-${h,,}.pem "right=$P" -- "openssl pkcs8 -topk8 \$L -in leaf.key -v2 aes-256-cbc -v2prf hmacWith$h -passout pass:\"\$P\" -out \$OUT"
done
for h in 224 256 384 512; do
  fx $k/p256-pkcs8-prf-hmac-sha3-$h.pem "right=$P" feature=rare-ciphers -- "openssl35 pkcs8 -topk8 \$L -in leaf.key -v2 aes-256-cbc -v2prf id-hmacWithSHA3-$h -passout pass:\"\$P\" -out \$OUT"
done
fx $k/p256-gmssl.pem "right=$P" feature=rare-ciphers spki=leaf "witness=encrypted by tools/oddities.py with Python cryptography's SM3 and SM4" -- 'python3 $TOOLS/oddities.py gmssl leaf.key "$P" 1.2.156.10197.1.401.2 $OUT'
fx $k/p256-pkcs8-prf-hmac-sm3.pem "right=$P" feature=rare-ciphers -- 'python3 $TOOLS/oddities.py gmssl leaf.key "$P" 1.2.156.10197.1.401.3.1 $OUT'
fx $k/p256-pkcs8-scrypt.pem "right=$P" -- 'openssl pkcs8 -topk8 -in leaf.key -scrypt -passout pass:"$P" -out $OUT'
fx $k/p256-pkcs8-scrypt-n1024-r4-p2.der "right=$P" -- 'openssl pkcs8 -topk8 -in leaf.key -scrypt -scrypt_N 1024 -scrypt_r 4 -scrypt_p 2 -v2 aes-128-cbc -outform DER -passout pass:"$P" -out $OUT'
for c in PBE-MD5-DES PBE-SHA1-DES PBE-MD5-RC2-64 PBE-SHA1-RC2-64 PBE-SHA1-RC4-128 PBE-SHA1-RC4-40 PBE-SHA1-3DES PBE-SHA1-2DES PBE-SHA1-RC2-128 PBE-SHA1-RC2-40; do
  fx $k/p256-pkcs8-${c,,}.pem "right=$P" -- "openssl pkcs8 -topk8 \$L -in leaf.key -v1 $c -passout pass:\"\$P\" -out \$OUT"
done
fx $k/p256-pkcs8-aes-256-cbc.der "right=$P" -- 'openssl pkcs8 -topk8 -in leaf.key -outform DER -passout pass:"$P" -out $OUT'
fx $k/p256-pkcs8-aes-256-cbc.der.base64 "right=$P" peel=base64 -- 'openssl pkcs8 -topk8 -in leaf.key -outform DER -passout pass:"$P" | base64 > $OUT'
fx $k/rsa-pkcs8-iterations-600000.pem "right=$P" -- 'openssl pkcs8 -topk8 -in rsa.key -iter 600000 -passout pass:"$P" -out $OUT'
fx $k/p256-pkcs8-iterations-1.pem "right=$P" -- 'openssl pkcs8 -topk8 -in leaf.key -iter 1 -passout pass:"$P" -out $OUT'
fx $k/p256-pkcs8-trailing-data.der -- '{ openssl pkcs8 -topk8 -nocrypt -in leaf.key -outform DER; printf garbage; } > $OUT'
fx $k/p256-pkcs8-empty-passphrase.pem right= -- 'openssl pkcs8 -topk8 -in leaf.key -passout pass: -out $OUT'
fx $k/p256-pkcs8-non-ascii-passphrase.pem "right=$PU" -- 'openssl pkcs8 -topk8 -in leaf.key -passout pass:"$PU" -out $OUT'
fx $k/p256-pkcs8-non-ascii-passphrase-pbe-sha1-3des.pem "right=$PU" -- 'openssl pkcs8 -topk8 -in leaf.key -v1 PBE-SHA1-3DES -passout pass:"$PU" -out $OUT'
for c in aes-128 aes-192 aes-256 3des 3des-pkcs12 rc2-40 arcfour; do
  fx $k/certtool-pkcs8-$c.pem "right=$P" -- "certtool --to-p8 --load-privkey leaf.key --pkcs-cipher $c --password \"\$P\" --outfile \$OUT"
done
fx $k/python-pkcs8-encrypted.pem "right=$P" -- 'python3 $TOOLS/oddities.py python-pkcs8 leaf.key "$P" $OUT'
fx $k/python-traditional-encrypted.pem "right=$P" -- 'python3 $TOOLS/oddities.py python-traditional rsa.key "$P" $OUT'
fx $k/python-openssh-encrypted.pem "right=$P" -- 'python3 $TOOLS/oddities.py python-openssh ed25519.key "$P" $OUT'
fx $k/java-ec-pkcs8-no-public.der pubs=no -- 'java $TOOLS/JavaMaker.java ec-key $OUT'
fx $k/java-rsa-pkcs8.der -- 'java $TOOLS/JavaMaker.java rsa-key $OUT'
fx $k/java-rsa-without-public-exponent.der -- 'java $TOOLS/JavaMaker.java rsa-key-of-two-numbers $OUT'
fx $k/java-dh-pkcs8.der -- 'java $TOOLS/JavaMaker.java dh-key $OUT'
for a in PBEWithHmacSHA256AndAES_256 PBEWithHmacSHA512AndAES_128 PBEWithMD5AndDES PBEWithSHA1AndDESede PBEWithSHA1AndRC2_40; do
  fx $k/java-${a,,}.der "right=$P" -- "java \$TOOLS/JavaMaker.java encrypted-key $a \"\$P\" \$OUT"
done
fx $k/bouncycastle-ed25519-v2-with-public.der pubs=yes -- 'java -cp /usr/share/java/bcprov.jar $TOOLS/BouncyMaker.java ed25519-v2 $OUT'
for a in sha1-aes-128:1.2.1.2 sha1-aes-192:1.2.1.22 sha1-aes-256:1.2.1.42 sha256-aes-128:2.1.2.1.2 sha256-aes-192:2.1.2.1.22 sha256-aes-256:2.1.2.1.42; do
  fx $k/bouncycastle-pbe-${a%%:*}.der "right=$P" spki=leaf pubs=no "witness=Bouncy Castle 1.72 reads it back" -- "java -cp /usr/share/java/bcprov.jar:/usr/share/java/bcpkix.jar:/usr/share/java/bcutil.jar \$TOOLS/BouncyKey.java 1.3.6.1.4.1.22554.1.${a#*:} leaf.key \"\$P\" \$OUT"
done
for c in DES RC2; do
  fx $k/bouncycastle-pbe-md2-${c,,}.der "right=$P" feature=rare-ciphers spki=leaf pubs=yes "witness=Bouncy Castle 1.72 reads it back" -- "java -cp /usr/share/java/bcprov.jar \$TOOLS/BouncyMd2.java $c leaf.key \"\$P\" \$OUT"
done
fx $k/botan-pkcs8-encrypted.pem "right=$P" -- 'botan keygen --algo=ECDSA --params=secp256r1 --passphrase="$P" --output=$OUT'
fx $k/botan-pkcs8-aes-256-gcm.pem "right=$P" spki=leaf "witness=botan 2.19.3 pkcs8 reads it back" -- 'botan pkcs8 leaf.key --pass-out="$P" --pbe="PBES2(AES-256/GCM,SHA-256)" > $OUT && botan pkcs8 $OUT --pass-in="$P" > /dev/null'
fx $k/botan-pkcs8-aes-128-gcm-sha512.pem "right=$P" spki=leaf "witness=botan 2.19.3 pkcs8 reads it back" -- 'botan pkcs8 leaf.key --pass-out="$P" --pbe="PBES2(AES-128/GCM,SHA-512)" > $OUT && botan pkcs8 $OUT --pass-in="$P" > /dev/null'
fx $k/botan-ed25519.pem -- 'botan keygen --algo=Ed25519 --output=$OUT'

# The GOST ciphers. RSA keys are longer than 1024 octets, after which GOST 28147-89 changes its key.
E='OPENSSL_CONF=$TOOLS/gost.cnf openssl'
back="$E pkey -in \$OUT -passin pass:\"\$P\" -noout"
gost() { fx $k/openssl3-$1.pem "right=$P" feature=rare-ciphers spki=rsa "witness=${3:-openssl 3.0.19 with its GOST engine 3.0.1 reads it back}" -- "$2 && $back"; }
for s in A B C D; do
  gost gost28147-cryptopro-${s,,} "CRYPT_PARAMS=id-Gost28147-89-CryptoPro-$s-ParamSet $E pkcs8 -topk8 -in rsa.key -v2 gost89 -passout pass:\"\$P\" -out \$OUT && certtool --key-info --infile \$OUT --password \"\$P\" --no-text > /dev/null" \
    'openssl 3.0.19 with its GOST engine 3.0.1, and certtool 3.7.9, read it back'
done
gost gost28147-tc26-z "$E pkcs8 -topk8 -in rsa.key -v2 gost89 -passout pass:\"\$P\" -out \$OUT && certtool --key-info --infile \$OUT --password \"\$P\" --no-text > /dev/null" \
  'openssl 3.0.19 with its GOST engine 3.0.1, and certtool 3.7.9, read it back'
for c in magma kuznyechik; do
  gost $c-ctr-acpkm "$E pkcs8 -topk8 -in rsa.key -v2 $c-ctr-acpkm -passout pass:\"\$P\" -out \$OUT"
done
gost gost28147-iterations-1 "$E pkcs8 -topk8 -in rsa.key -v2 gost89 -iter 1 -passout pass:\"\$P\" -out \$OUT"
# OpenSSL does not read what it writes in this mode.
fx $k/openssl3-kuznyechik-ctr-acpkm-omac.pem "right=$P" unsupported=kuznyechik-ctr-acpkm-omac spki=rsa "witness=openssl 3.0.19 with its GOST engine 3.0.1 pkey: PKCS12_pbe_crypt_ex:pkcs12 cipherfinal error" -- \
  "$E pkcs8 -topk8 -in rsa.key -v2 kuznyechik-ctr-acpkm-omac -passout pass:\"\$P\" -out \$OUT"
# GnuTLS iterates 600000 times, which takes more than the default limits allow.
for c in cpa tc26z; do
  fx $k/certtool-pkcs8-gost28147-$c.pem "right=$P" feature=rare-ciphers kind=LimitExceeded "witness=certtool 3.7.9 --key-info reads it back" -- "certtool --to-p8 --load-privkey rsa.key --pkcs-cipher gost28147-$c --password \"\$P\" --outfile \$OUT"
done

# What older software wrote.
fx $k/old-version-1.der -- 'python3 $TOOLS/old.py version-1 leaf.key $OUT'
fx $k/old-rsa-no-null.der -- 'python3 $TOOLS/old.py no-null rsa.key $OUT'
fx $k/old-rsa-bare-sequence.der spki=rsa "witness=openssl 3.5 pkey: Could not find private key" -- 'python3 $TOOLS/old.py bare-sequence rsa.key $OUT'
fx $k/old-rsa-negative.der -- 'python3 $TOOLS/old.py negative rsa.key $OUT'
fx $k/old-ed25519-bare-octets.der spki=ed25519 pubs=no "witness=openssl 3.5 pkey: Could not find private key" -- 'python3 $TOOLS/old.py bare-octets ed25519.key $OUT'
fx $k/old-ec-long-scalar.der -- 'python3 $TOOLS/old.py long-scalar leaf.key $OUT'
fx $k/old-dhx-above-the-prime.der -- 'python3 $TOOLS/old.py above-the-prime dhx.key $OUT'
fx $k/old-ec-two-curves.der spki=leaf "witness=openssl 3.5 pkey: Could not find private key" -- 'python3 $TOOLS/old.py two-curves leaf.key $OUT'

# Proc-Type: 4,ENCRYPTED
for c in aes-128-cbc aes-192-cbc aes-256-cbc des-cbc des-ede-cbc des-ede3-cbc rc2-cbc rc2-40-cbc rc2-64-cbc; do
  fx $k/rsa-proc-type-$c.pem "right=$P" -- "openssl rsa -traditional \$L -in rsa.key -$c -passout pass:\"\$P\" -out \$OUT"
done
rare=$(echo {camellia,aria}-{128,192,256}-{cbc,cfb,cfb1,cfb8,ofb,ctr} sm4-{cbc,cfb,ofb,ctr} cast5-{cbc,cfb,ofb} bf-{cbc,cfb,ofb} chacha20)
for c in $rare; do
  fx $k/p256-proc-type-$c.pem "right=$P" feature=rare-ciphers -- "openssl ec \$L -in leaf.key -$c -passout pass:\"\$P\" -out \$OUT"
done
for c in cbc cfb ofb; do
  fx $k/p256-proc-type-idea-$c.pem "right=$P" feature=rare-ciphers spki=leaf "witness=encrypted and read back by tools/oddities.py with Python cryptography's IDEA" -- "python3 \$TOOLS/oddities.py idea leaf.key \"\$P\" $c \$OUT"
done
common=$(echo aes-{128,192,256}-{cfb,cfb1,cfb8,ofb,ctr} des-{cfb,cfb1,cfb8,ofb} des-ede-{cfb,ofb} des-ede3-{cfb,cfb1,cfb8,ofb} desx-cbc rc2-{cfb,ofb})
for c in $common; do
  fx $k/p256-proc-type-$c.pem "right=$P" -- "openssl ec \$L -in leaf.key -$c -passout pass:\"\$P\" -out \$OUT"
done
for c in cbc cfb ofb; do
  fx $k/p256-proc-type-seed-$c.pem "right=$P" unsupported=seed-$c -- "openssl ec \$L -in leaf.key -seed-$c -passout pass:\"\$P\" -out \$OUT"
done
# ECB with the IV that OpenSSL up to 0.9.8 wrote. OpenSSL 3 rejects the IV, but decrypts the body with the key derived from it.
ecb() { fx $k/old-$1-proc-type-$2.pem "right=$P" spki=$1 "witness=openssl 3.0.19 enc -d -$2 with the derived key reads it back" "${@:3}" -- "python3 \$TOOLS/oddities.py ecb $1.key \"\$P\" $2 \$OUT"; }
for c in des-ecb des-ede des-ede3 rc2-ecb aes-128-ecb aes-192-ecb aes-256-ecb; do ecb rsa $c; ecb dsa $c pubs=yes; done
for c in bf-ecb cast5-ecb idea-ecb camellia-128-ecb camellia-192-ecb camellia-256-ecb; do ecb rsa $c feature=rare-ciphers; done
ecb rsa seed-ecb unsupported=seed-ecb
fx $k/p256-proc-type-aes-256-cbc.pem "right=$P" -- 'openssl ec -in leaf.key -aes256 -passout pass:"$P" -out $OUT'
fx $k/dsa-proc-type-des-ede3-cbc.pem "right=$P" -- 'openssl dsa -in dsa.key -des3 -passout pass:"$P" -out $OUT'
fx $k/rsa-proc-type-crlf.pem "right=$P" -- 'openssl rsa -traditional -in rsa.key -aes128 -passout pass:"$P" | sed "s/\$/\r/" > $OUT'
fx $k/rsa-proc-type-non-ascii-passphrase.pem "right=$PU" -- 'openssl rsa -traditional -in rsa.key -aes128 -passout pass:"$PU" -out $OUT'
fx $k/ssh-keygen-rsa-pem-encrypted.pem "right=$P" -- 'rm -f $OUT $OUT.pub; ssh-keygen -q -t rsa -b 2048 -m PEM -N "$P" -C rsa@anycert -f $OUT'
fx $k/ssh-keygen-ecdsa-pkcs8-encrypted.pem "right=$P" -- 'rm -f $OUT $OUT.pub; ssh-keygen -q -t ecdsa -m PKCS8 -N "$P" -C ecdsa@anycert -f $OUT'

# OpenSSH's own format.
for t in rsa ecdsa ed25519; do
  b=; case $t in rsa) b='-b 2048' ;; esac
  fx $k/openssh-$t.pem -- "rm -f \$OUT \$OUT.pub; ssh-keygen -q -t $t $b -N '' -C '$t comment@anycert' -f \$OUT"
  fx $k/openssh-$t-encrypted.pem "right=$P" -- "rm -f \$OUT \$OUT.pub; ssh-keygen -q -t $t $b -N \"\$P\" -C '$t comment@anycert' -f \$OUT"
done
for b in 384 521; do
  fx $k/openssh-ecdsa-$b.pem -- "rm -f \$OUT \$OUT.pub; ssh-keygen -q -t ecdsa -b $b -N '' -C 'ecdsa-$b@anycert' -f \$OUT"
done
fx $k/openssh-dsa.pem -- "rm -f \$OUT \$OUT.pub; ssh-keygen -q -t dsa -N '' -C 'dsa@anycert' -f \$OUT"
fx $k/openssh-no-comment.pem -- "rm -f \$OUT \$OUT.pub; ssh-keygen -q -t ed25519 -N '' -C '' -f \$OUT"
for c in aes128-ctr aes192-ctr aes128-cbc aes192-cbc aes256-cbc aes256-gcm@openssh.com aes128-gcm@openssh.com 3des-cbc; do
  fx $k/openssh-ed25519-${c%%@*}.pem "right=$P" -- "rm -f \$OUT \$OUT.pub; ssh-keygen -q -t ed25519 -Z $c -N \"\$P\" -C 'cipher@anycert' -f \$OUT"
done
fx $k/openssh-ed25519-chacha20-poly1305.pem "right=$P" feature=rare-ciphers -- "rm -f \$OUT \$OUT.pub; ssh-keygen -q -t ed25519 -Z chacha20-poly1305@openssh.com -N \"\$P\" -C 'cipher@anycert' -f \$OUT"
fx $k/openssh-ed25519-64-rounds.pem "right=$P" -- "rm -f \$OUT \$OUT.pub; ssh-keygen -q -t ed25519 -a 64 -N \"\$P\" -C 'rounds@anycert' -f \$OUT"

# JavaScript.
for w in pkcs8 pkcs8-3des legacy; do
  fx $k/nodeforge-$w.pem "right=$P" -- "node \$TOOLS/forge.js $w example.pem example.key \"\$P\" \$OUT; : node-forge"
done
fx $k/pkijs-pkcs8.der "right=$P" -- 'node $TOOLS/pki.js pkcs8 leaf.pem leaf.key "$P" $OUT; : pkijs'

# Under the ISO 8859-1 octets of the passphrase, as a command line on Windows hands them to OpenSSL.
latin1() { fx $k/$1 "right=grüße 7F" spki=$2 "witness=written by OpenSSL under the ISO 8859-1 octets of the passphrase; it opens it with them" -- "printf 'gr\374\337e 7F' > \$WORK/latin1 && $3 -passout file:\$WORK/latin1 -out \$OUT && openssl pkey -in \$OUT -passin file:\$WORK/latin1 \$L -noout"; }
latin1 p256-pkcs8-latin1-passphrase.pem leaf 'openssl pkcs8 -topk8 -in leaf.key'
latin1 p256-pkcs8-latin1-passphrase-pbe-md5-des.pem leaf 'openssl pkcs8 -topk8 $L -in leaf.key -v1 PBE-MD5-DES'
latin1 rsa-proc-type-latin1-passphrase.pem rsa 'openssl rsa -traditional -in rsa.key -aes128'

# Names that OpenSSL 0.9.8 could write and no crate reads, in place of another one.
for c in RC5-ECB RC5-CBC RC5-CFB RC5-OFB gost89; do
  fx $k/old-proc-type-${c,,}.pem "right=$P" unsupported=${c,,} spki=leaf "witness=the name of the cipher is replaced: nothing opens it" -- "openssl ec -in leaf.key -des-cbc \$L -passout pass:\"\$P\" -out \$OUT; sed -i s/DES-CBC/$c/ \$OUT"
done

# A whole traditional key on one line, as forms and variables of CI systems make it.
for n in one-line:"tr -d '\\n'" one-line-blanks:"paste -s -d ' '"; do
  fx $k/rsa-proc-type-${n%%:*}.pem "right=$P" peel=lines -- "openssl rsa -traditional -in rsa.key -aes128 -passout pass:\"\$P\" -out \$WORK/lines && openssl pkey -in \$WORK/lines -passin pass:\"\$P\" -noout && ${n#*:} < \$WORK/lines > \$OUT"
done
