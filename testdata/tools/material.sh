# Sourced by generate.sh: throwaway keys and authorities that the makers share, in tools/material.
# They are made once and kept, so that one fixture can be made again without the others.
if [ -n "${FRESH:-}" ]; then rm -f "$M"/*; fi
once() { [ -s "$M/$1" ] || (cd "$M" && eval "$2") > "$WORK/log" 2>&1 || { echo "material $1: $(tail -n 2 "$WORK/log")"; rm -f "$M/$1"; }; }

# issue NAME SUBJECT CA NOT-AFTER EXTENSIONS [openssl x509 options]: NAME.key must exist; CA "self" signs itself.
issue() {
  local name=$1 subject=$2 ca=$3 end=$4 ext=$5; shift 5
  local csr=$WORK/$name.csr by
  openssl35 req -new -utf8 -multivalue-rdn -key "$name.key" -subj "$subject" -out "$csr" || return 1
  if [ "$ca" = self ]; then by=(-signkey "$name.key"); else by=(-CA "$ca.pem" -CAkey "$ca.key"); fi
  openssl35 x509 -req -in "$csr" "${by[@]}" -not_before 20250101000000Z -not_after "$end" \
    -extfile <(printf '%b' "$ext") -out "$name.pem" "$@"
}
CA='basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n'
LEAF='basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=serverAuth,clientAuth\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n'
SAN='subjectAltName=DNS:leaf.example.org,DNS:*.leaf.example.org\n'
export CA LEAF SAN

gen() { once "$1.key" "openssl35 genpkey -quiet ${*:2} -out $1.key"; }
gen root -algorithm RSA -pkeyopt rsa_keygen_bits:2048
gen inter -algorithm EC -pkeyopt group:P-256
gen leaf -algorithm EC -pkeyopt group:P-256
gen other -algorithm EC -pkeyopt group:P-256
gen rsa -algorithm RSA -pkeyopt rsa_keygen_bits:2048
gen rsa4096 -algorithm RSA -pkeyopt rsa_keygen_bits:4096
gen rsapss -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048 -pkeyopt rsa_pss_keygen_md:sha256 -pkeyopt rsa_pss_keygen_mgf1_md:sha256 -pkeyopt rsa_pss_keygen_saltlen:32
gen letsencrypt -algorithm RSA -pkeyopt rsa_keygen_bits:2048
gen example -algorithm RSA -pkeyopt rsa_keygen_bits:2048
gen p384 -algorithm EC -pkeyopt group:P-384
gen p521 -algorithm EC -pkeyopt group:P-521
gen secp256k1 -algorithm EC -pkeyopt group:secp256k1
gen brainpool -algorithm EC -pkeyopt group:brainpoolP256r1
gen brainpool512 -algorithm EC -pkeyopt group:brainpoolP512r1
gen explicit -algorithm EC -pkeyopt group:P-256 -pkeyopt ec_param_enc:explicit
for a in ed25519 ed448 x25519 x448; do gen $a -algorithm $a; done
once dsa.key 'openssl dsaparam -out dsa.params 2048 && openssl gendsa -out dsa.key dsa.params'
once dh.key 'openssl35 genpkey -quiet -algorithm DH -pkeyopt group:ffdhe2048 -out dh.key'
once dhx.key 'openssl35 genpkey -quiet -algorithm DHX -pkeyopt dh_rfc5114:2 -out dhx.key'
export SLH_DSA="$(echo SLH-DSA-{SHA2,SHAKE}-{128,192,256}{s,f})"
for a in ML-DSA-44 ML-DSA-65 ML-DSA-87 ML-KEM-512 ML-KEM-768 ML-KEM-1024 $SLH_DSA; do gen $a -algorithm $a; done

# GOST, by OpenSSL's engine. Their certificates are self-signed.
for a in gost2012_256 gost2012_512 gost2001; do
  case $a in gost2012_*) h=md_gost12_${a#gost2012_} ;; *) h=md_gost94 ;; esac
  once $a.key "OPENSSL_CONF=\$TOOLS/gost.cnf openssl genpkey -algorithm $a -pkeyopt paramset:A -out $a.key"
  once $a.pem "OPENSSL_CONF=\$TOOLS/gost.cnf openssl req -x509 -new -key $a.key -$h -subj /C=RU/O=anycert/CN=$a.example.org -days 5000 -out $a.pem"
done

E49=20491231235959Z
once root.pem 'issue root "/C=DE/O=anycert/CN=anycert Test Root" self $E49 "$CA"'
once inter.pem 'issue inter "/C=DE/O=anycert/CN=anycert Test Intermediate" root 20450601000000Z "$CA"'
once leaf.pem 'issue leaf "/C=DE/O=anycert/CN=leaf.example.org" inter 20400102030405Z "$LEAF$SAN"'
once other.pem 'issue other "/C=DE/O=anycert/CN=other.example.org" inter 20390102030405Z "$LEAF"'
once rsa.pem 'issue rsa "/C=DE/L=Köln/O=anycert/CN=rsa.example.org" inter 20380119031407Z "$LEAF"'
once letsencrypt.pem 'issue letsencrypt "/C=US/O=Let'\''s Encrypt/CN=Let'\''s Encrypt Authority X3" self 20360101000000Z "$CA"'
once example.pem 'issue example "/C=US/O=Example Inc/CN=example.com" letsencrypt 20260315120000Z "${LEAF}subjectAltName=DNS:example.com,DNS:www.example.com\n"'
once chain.pem 'cat leaf.pem inter.pem root.pem > chain.pem'
once ca.pem 'cat inter.pem root.pem > ca.pem'
: > "$WORK/index.txt"; echo 01 > "$WORK/crlnumber"

# What several parts use.
export BASE='-in leaf.pem -inkey leaf.key -certfile inter.pem -name leaf'
L='-provider legacy -provider default'  # OpenSSL's old ciphers
crl() { openssl ca -gencrl -keyfile inter.key -cert inter.pem -crldays 3650 -md sha256 -config "$TOOLS/ca.cnf"; }
printf 'the signed content\n' > "$WORK/content"
