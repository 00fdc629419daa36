# Certificates. Each is issued for this fixture only, or comes from the shared material.

# cert NAME SUBJECT CA NOT-AFTER EXTENSIONS [options]: issues $WORK/NAME.pem for the key $KEY (leaf.key unless told).
cert() {
  local name=$1 subject=$2 ca=$3 end=$4 ext=$5; shift 5
  openssl35 req -new -utf8 -multivalue-rdn -key "${KEY:-leaf.key}" -subj "$subject" -out "$WORK/c.csr" ${REQ:-} || return 1
  if [ "$ca" = self ]; then by=(-signkey "${KEY:-leaf.key}"); else by=(-CA "$ca.pem" -CAkey "$ca.key"); fi
  openssl35 x509 -req -in "$WORK/c.csr" "${by[@]}" -not_before "${START:-20250101000000Z}" -not_after "$end" \
    ${ext:+-extfile} ${ext:+<(printf '%b' "$ext")} -outform "${FORM:-DER}" -out "$OUT" "$@"
}

c=certificate
fx $c/example.pem -- 'openssl x509 -in example.pem -out $OUT'
fx $c/example.der -- 'openssl x509 -in example.pem -outform DER -out $OUT'
fx $c/example.crt type=crt -- 'openssl x509 -in example.pem -out $OUT'
fx $c/example.cer type=cer -- 'openssl x509 -in example.pem -outform DER -out $OUT'
fx $c/example.der.base64 peel=base64 -- 'openssl x509 -in example.pem -outform DER | base64 -w 76 > $OUT'
fx $c/example-one-line.der.base64 peel=base64 -- 'openssl x509 -in example.pem -outform DER | base64 -w 0 > $OUT'
fx $c/mozilla-roots.pem -- 'cat /etc/ssl/certs/ca-certificates.crt > $OUT'
fx $c/mozilla-roots-commented.pem -- 'python3 $TOOLS/commented.py /etc/ssl/certs/ca-certificates.crt 40 > $OUT'

fx $c/rsa-2048.pem -- 'openssl x509 -in rsa.pem -out $OUT'
fx $c/rsa-2048.der -- 'openssl x509 -in rsa.pem -outform DER -out $OUT'
fx $c/p256.pem 'case={"passphrase":"nothing needs it"}' 'case={"certificate_type":"p12"}' -- 'openssl x509 -in leaf.pem -out $OUT'
fx $c/p256.der -- 'openssl x509 -in leaf.pem -outform DER -out $OUT'
fx $c/ca-intermediate.der -- 'openssl x509 -in inter.pem -outform DER -out $OUT'
fx $c/ca-root.der -- 'openssl x509 -in root.pem -outform DER -out $OUT'
for k in rsa4096 rsapss p384 p521 secp256k1 brainpool brainpool512 explicit ed25519 ed448 x25519 x448 dsa dh dhx ML-DSA-44 ML-DSA-65 ML-DSA-87 ML-KEM-512 ML-KEM-768 ML-KEM-1024 $SLH_DSA; do
  low=${k,,}
  # Issued by the intermediate, over a public key (-force_pubkey), so that keys that cannot sign have certificates too.
  fx $c/${low//_/-}.pem -- "KEY=other.key FORM=PEM cert x /CN=$low.example.org/O=anycert inter 20400101000000Z \"\$LEAF\" -force_pubkey <(openssl35 pkey -in $k.key -pubout)"
done
fx $c/rsapss-self-signed.der -- 'KEY=rsapss.key cert x "/CN=RSA-PSS self-signed/O=anycert" self 20400101000000Z "$CA" -sigopt rsa_padding_mode:pss'
fx $c/rsapss-signature-by-rsa-key.der -- 'cert x "/CN=RSA-PSS signature/O=anycert" root 20400101000000Z "$LEAF" -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:20 -sha384'
for k in ed25519 ed448 dsa ML-DSA-44 ML-DSA-65 SLH-DSA-SHA2-128s; do
  fx $c/${k,,}-self-signed.der -- "KEY=$k.key cert x '/CN=$k self-signed/O=anycert' self 20400101000000Z \"\$CA\""
done
fx $c/ed25519-self-signed.pem -- 'KEY=ed25519.key FORM=PEM cert x "/CN=ed25519 self-signed/O=anycert" self 20400101000000Z "$CA"'
fx $c/sha1-signature.der -- 'cert x "/CN=SHA-1 signature/O=anycert" root 20400101000000Z "$LEAF" -sha1'
fx $c/md5-signature.der -- 'cert x "/CN=MD5 signature/O=anycert" root 20400101000000Z "$LEAF" -md5'
fx $c/v1.der -- 'cert x "/C=DE/O=anycert/CN=version 1" root 20400101000000Z ""'
fx $c/v1-self-signed.pem -- 'FORM=PEM KEY=other.key cert x "/C=DE/O=anycert/CN=version 1 root" self 20400101000000Z ""'

# Names.
fx $c/san-all-kinds.der -- 'cert x "/CN=every kind of SAN" inter 20400101000000Z "${LEAF}subjectAltName=@s\n[s]\nDNS.1=example.org\nDNS.2=*.example.org\nDNS.3=xn--grn-hoa.example.org\nIP.1=192.0.2.7\nIP.2=2001:db8::7\nemail.1=someone@example.org\nURI.1=https://example.org/path?x=1\nURI.2=spiffe://example.org/ns/default/sa/web\ndirName.1=dn\notherName.1=1.3.6.1.4.1.311.20.2.3;UTF8:someone@corp.example.org\nRID.1=1.2.3.4.5\n[dn]\nC=DE\nO=anycert\nCN=directory name\n"'
fx $c/empty-subject-dns.der -- 'cert x / inter 20400101000000Z "${LEAF}subjectAltName=critical,DNS:only-in-san.example.org,IP:192.0.2.1\n"'
fx $c/empty-subject-spiffe.pem -- 'FORM=PEM cert x / inter 20400101000000Z "${LEAF}subjectAltName=critical,URI:spiffe://example.org/ns/default/sa/web\n"'
fx $c/empty-subject-no-san.der -- 'cert x / inter 20400101000000Z "$LEAF"'
fx $c/multi-valued-rdn.der -- 'cert x "/C=DE/O=anycert+OU=two+OU=three/CN=multi-valued+serialNumber=0815+UID=someone" inter 20400101000000Z "$LEAF"'
fx $c/many-attribute-types.der -- 'cert x "/DC=org/DC=example/C=DE/ST=NRW/L=Bonn/street=Weg 1/postalCode=53111/O=anycert/OU=test/title=Dr/GN=Given/SN=Sur/initials=GS/pseudonym=P/dnQualifier=Q/generationQualifier=III/serialNumber=42/emailAddress=a@example.org/jurisdictionC=DE/businessCategory=Private Organization/organizationIdentifier=VATDE-1/UID=u1/CN=many" inter 20400101000000Z "$LEAF"'
fx $c/escapes-in-names.der -- 'cert x "/O=Comma, Inc./OU=# hash/OU=plus\\+semi;\\\"quote\\\"<angle>\\\\back/CN= blanks around " inter 20400101000000Z "$LEAF"'
fx $c/utf8-non-latin.der -- 'cert x "/C=JP/O=株式会社/OU=Ελληνικά/OU=العربية/CN=пример 🐴" inter 20400101000000Z "$LEAF"'
for kind in bmp:BMPSTRING t61:T61STRING universal:UNIVERSALSTRING printable:PRINTABLESTRING ia5:IA5STRING visible:VISIBLESTRING numeric:NUMERICSTRING; do
  fx $c/name-${kind%%:*}-string.der as=Certificate -- "python3 \$TOOLS/names.py ${kind##*:} leaf.key \$OUT"
done
fx $c/name-forgery.der -- 'python3 $TOOLS/names.py forgery leaf.key $OUT'
fx $c/name-unknown-attribute.der -- 'python3 $TOOLS/names.py unknown leaf.key $OUT'
fx $c/long-common-name.der -- 'python3 $TOOLS/names.py long leaf.key $OUT'

# Times and serial numbers.
fx $c/expires-2049-utctime.der -- 'cert x "/CN=last second of UTCTime" inter 20491231235959Z "$LEAF"'
fx $c/expires-2050-generalized.der -- 'cert x "/CN=first second of GeneralizedTime" inter 20500101000000Z "$LEAF"'
fx $c/expires-2121.der -- 'cert x "/CN=a hundred years" inter 21210630120000Z "$LEAF"'
fx $c/expires-9999.der -- 'cert x "/CN=no well-defined expiration" inter 99991231235959Z "$LEAF"'
fx $c/expired-1970.der -- 'START=19500101000000Z cert x "/CN=long ago" inter 19700101000000Z "$LEAF"'
fx $c/before-1950.der -- 'START=19000101000000Z cert x "/CN=before UTCTime" inter 19491231235959Z "$LEAF"'
fx $c/leap-day.der -- 'cert x "/CN=leap day" inter 20280229235959Z "$LEAF"'
fx $c/serial-20-octets.der -- 'cert x "/CN=serial of 20 octets" inter 20400101000000Z "$LEAF" -set_serial 0x7fffffffffffffffffffffffffffffffffffffff'
fx $c/serial-21-octets-with-sign.der -- 'cert x "/CN=serial with sign octet" inter 20400101000000Z "$LEAF" -set_serial 0xffffffffffffffffffffffffffffffffffffffff'
fx $c/serial-negative.der -- 'cert x "/CN=negative serial" inter 20400101000000Z "$LEAF" -set_serial -129'
fx $c/serial-zero.der -- 'cert x "/CN=serial zero" inter 20400101000000Z "$LEAF" -set_serial 0'


# What older software wrote.
for kind in utctime-without-seconds utctime-with-offset utctime-four-digit-year generalized-time-with-fraction latin-1-as-utf8 non-minimal-length indefinite-length name-empty-rdn v1-with-extensions two-signature-algorithms; do
  fx $c/$kind.der as=Certificate -- "python3 \$TOOLS/old.py $kind leaf.pem \$OUT"
done
fx $c/serial-padded.der as=Certificate "witness=keytool 17 -printcert: Owner: CN=leaf.example.org, O=anycert, C=DE; openssl 3.5 x509: Could not find certificate" -- 'python3 $TOOLS/old.py serial-padded leaf.pem $OUT'

# Extensions.
fx $c/many-extensions.der -- 'cert x "/CN=many extensions" inter 20400101000000Z "${LEAF}certificatePolicies=1.2.3.4,2.23.140.1.2.1\ncrlDistributionPoints=URI:http://example.org/a.crl\nauthorityInfoAccess=OCSP;URI:http://example.org/ocsp,caIssuers;URI:http://example.org/ca.der\ntlsfeature=status_request\nnsComment=a comment\n1.2.3.4.5.6=critical,ASN1:UTF8String:unknown\nsubjectAltName=DNS:ext.example.org\n"'
fx $c/name-constraints-ca.der -- 'KEY=other.key cert x "/CN=constrained CA" root 20400101000000Z "basicConstraints=critical,CA:TRUE,pathlen:0\nkeyUsage=critical,keyCertSign\nnameConstraints=permitted;DNS:example.org,excluded;IP:10.0.0.0/255.0.0.0\n"'
fx $c/unique-ids.der -- 'python3 $TOOLS/names.py unique-ids leaf.key $OUT'

# Several in one file, and other wrappings.
fx $c/two-concatenated.der -- 'for f in leaf inter; do openssl x509 -in $f.pem -outform DER; done > $OUT'
fx $c/chain-concatenated.der -- 'for f in root inter leaf; do openssl x509 -in $f.pem -outform DER; done > $OUT'
fx $c/der-then-newline.der as=Certificate -- '{ openssl x509 -in leaf.pem -outform DER; echo; } > $OUT'
fx $c/der-then-nuls.der as=Certificate -- '{ openssl x509 -in leaf.pem -outform DER; head -c 16 /dev/zero; } > $OUT'
fx $c/der-then-text.der as=Certificate -- '{ openssl x509 -in leaf.pem -outform DER; echo "end of certificate"; } > $OUT'
fx $c/trusted.pem -- 'openssl x509 -in leaf.pem -addtrust serverAuth -addreject emailProtection -setalias "trusted leaf" -trustout -out $OUT'
fx $c/x509-label.pem -- 'openssl x509 -in leaf.pem | sed "s/CERTIFICATE/X509 CERTIFICATE/" > $OUT'
fx $c/certtool-self-signed.pem -- 'printf "%s\n" "cn = \"certtool.example.org\"" "organization = \"anycert\"" "dns_name = \"certtool.example.org\"" "ip_address = \"192.0.2.9\"" "expiration_date = \"2040-02-03 04:05:06 UTC\"" tls_www_server signing_key > $WORK/t && certtool --generate-self-signed --load-privkey leaf.key --template $WORK/t --outfile $OUT'
fx $c/keytool-self-signed.der -- 'rm -f $WORK/k && keytool -genkeypair -alias a -keyalg EC -groupname secp256r1 -dname "CN=keytool, OU=Java, O=anycert, C=DE" -validity 5000 -storepass "$P" -keystore $WORK/k && keytool -exportcert -alias a -storepass "$P" -keystore $WORK/k -file $OUT'
fx $c/python-self-signed.pem -- 'python3 $TOOLS/names.py python leaf.key $OUT'
fx $c/botan-self-signed.pem -- 'botan gen_self_signed leaf.key botan.example.org --country=DE --organization=anycert --days=5000 --output=$OUT'

# The key apart: the second input.
fx $c/with-key.pem with=key/p256-pkcs8.pem -- 'openssl x509 -in leaf.pem -out $OUT'
fx $c/with-other-key.der with=key/other-pkcs8.pem -- 'openssl x509 -in leaf.pem -outform DER -out $OUT'
fx $c/with-key-and-its-certificate.pem with=pem/leaf-chain-key.pem -- 'openssl x509 -in leaf.pem -out $OUT'
fx $c/with-locked-key.pem "right=$P" with=key/p256-pkcs8-aes-256-cbc.pem -- 'openssl x509 -in leaf.pem -out $OUT'
fx $c/with-rsa-traditional-key.pem with=key/rsa-traditional.pem -- 'openssl x509 -in rsa.pem -out $OUT'
