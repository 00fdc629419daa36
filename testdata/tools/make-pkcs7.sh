# PKCS#7 and CMS: bundles of certificates, signed data, and the shapes around them.
q=pkcs7
fx $q/openssl-crl2pkcs7.p7b type=p7b -- 'openssl crl2pkcs7 -nocrl -certfile chain.pem -outform DER -out $OUT'
fx $q/openssl-crl2pkcs7.pem type=pkcs7 -- 'openssl crl2pkcs7 -nocrl -certfile chain.pem -out $OUT'
fx $q/openssl-crl2pkcs7.p7c type=p7c -- 'openssl crl2pkcs7 -nocrl -certfile chain.pem -outform DER -out $OUT'
fx $q/openssl-crl2pkcs7.p7b.base64 type=p7b peel=base64 -- 'openssl crl2pkcs7 -nocrl -certfile chain.pem -outform DER | base64 -w 76 > $OUT'
fx $q/openssl-crl2pkcs7-one-certificate.p7b -- 'openssl crl2pkcs7 -nocrl -certfile leaf.pem -outform DER -out $OUT'
fx $q/openssl-crl2pkcs7-trailing-data.p7b -- '{ openssl crl2pkcs7 -nocrl -certfile leaf.pem -outform DER; printf garbage; } > $OUT'
fx $q/openssl-crl2pkcs7-root-first.p7b -- 'cat root.pem inter.pem leaf.pem > $WORK/r; openssl crl2pkcs7 -nocrl -certfile $WORK/r -outform DER -out $OUT'
fx $q/openssl-crl2pkcs7-with-crl.p7b -- 'crl > $WORK/crl; openssl crl2pkcs7 -in $WORK/crl -certfile chain.pem -outform DER -out $OUT'
fx $q/openssl-crl2pkcs7-with-crl.pem -- 'crl > $WORK/crl; openssl crl2pkcs7 -in $WORK/crl -certfile chain.pem -out $OUT'
fx $q/openssl-crl2pkcs7-only-crl.p7b kind=NoCertificateOrKey -- 'crl > $WORK/crl; openssl crl2pkcs7 -in $WORK/crl -outform DER -out $OUT'
fx $q/openssl-crl2pkcs7-degenerate-empty.p7b kind=NoCertificateOrKey -- 'openssl crl2pkcs7 -nocrl -outform DER -out $OUT'
fx $q/openssl-print-certs.pem -- 'openssl crl2pkcs7 -nocrl -certfile chain.pem | openssl pkcs7 -print_certs -out $OUT'
fx $q/openssl-many-algorithms.p7b -- 'cat leaf.pem rsa.pem "$HERE"/certificate/{ed25519,p384,rsapss,ml-dsa-44}.pem inter.pem root.pem > $WORK/m; openssl crl2pkcs7 -nocrl -certfile $WORK/m -outform DER -out $OUT'
s='openssl cms -sign -signer leaf.pem -inkey leaf.key -certfile ca.pem -in $WORK/content -binary'
fx $q/openssl-cms-signed-attached.p7m -- "$s -nodetach -outform DER -out \$OUT"
fx $q/openssl-cms-signed-detached.p7s -- "$s -outform DER -out \$OUT"
fx $q/openssl-cms-signed.pem -- "$s -nodetach -outform PEM -out \$OUT"
fx $q/openssl-cms-signed-by-key-id.p7m -- "$s -keyid -nodetach -outform DER -out \$OUT"
fx $q/openssl-cms-signed-no-attributes.p7m -- "$s -noattr -nodetach -outform DER -out \$OUT"
fx $q/openssl-cms-signed-no-certificates.p7m kind=NoCertificateOrKey -- 'openssl cms -sign -signer leaf.pem -inkey leaf.key -nocerts -in $WORK/content -binary -nodetach -outform DER -out $OUT'
fx $q/openssl-cms-signer-is-not-first.p7m -- 'cat other.pem ca.pem > $WORK/o; openssl cms -sign -signer leaf.pem -inkey leaf.key -certfile $WORK/o -in $WORK/content -binary -nodetach -outform DER -out $OUT'
fx $q/openssl-cms-two-signers.p7m -- 'openssl cms -sign -signer rsa.pem -inkey rsa.key -signer leaf.pem -inkey leaf.key -certfile ca.pem -in $WORK/content -binary -nodetach -outform DER -out $OUT'
fx $q/openssl-cms-stream-ber.p7m -- "$s -nodetach -stream -outform DER -out \$OUT"
fx $q/openssl-cms-stream-ber.pem -- "$s -nodetach -stream -outform PEM -out \$OUT"
fx $q/openssl-smime-signed.pem -- 'openssl smime -sign -signer rsa.pem -inkey rsa.key -certfile ca.pem -in $WORK/content -binary -nodetach -outform PEM -out $OUT'
fx $q/openssl-smime-stream-ber.p7m -- 'openssl smime -sign -signer rsa.pem -inkey rsa.key -certfile ca.pem -in $WORK/content -binary -nodetach -stream -indef -outform DER -out $OUT'
# GetNextCACert of SCEP (RFC 8894, 4.7.1): the next certificates are the signed content.
fx $q/openssl-scep-next-ca.p7 reader=none certs=other,leaf signer=leaf "witness=openssl cms -verify -noverify gives a PKCS#7 of other.pem as the content" -- 'openssl crl2pkcs7 -nocrl -certfile other.pem -outform DER -out $WORK/next; openssl cms -sign -signer leaf.pem -inkey leaf.key -in $WORK/next -binary -nodetach -outform DER -out $OUT'
fx $q/openssl-signed-certificate.p7 -- 'openssl x509 -in other.pem -outform DER -out $WORK/other; openssl cms -sign -signer leaf.pem -inkey leaf.key -in $WORK/other -binary -nodetach -outform DER -out $OUT'
fx $q/openssl-timestamp-token.p7s -- 'printf "[tsa]\ndefault_tsa=t\n[t]\nserial=$WORK/tsaserial\nsigner_digest=sha256\ndefault_policy=1.2.3.4\ndigests=sha256\naccuracy=secs:1\n" > $WORK/tsa.cnf; KEY=leaf.key; openssl35 req -new -key leaf.key -subj "/CN=time stamps/O=anycert" -out $WORK/ts.csr; openssl35 x509 -req -in $WORK/ts.csr -CA inter.pem -CAkey inter.key -not_after 20400101000000Z -extfile <(printf "extendedKeyUsage=critical,timeStamping\nkeyUsage=critical,digitalSignature\n") -out $WORK/ts.pem; openssl ts -query -data $WORK/content -sha256 -cert -out $WORK/tsq && openssl ts -reply -config $WORK/tsa.cnf -queryfile $WORK/tsq -signer $WORK/ts.pem -inkey leaf.key -chain ca.pem -token_out -out $OUT'
fx $q/certtool.p7b -- 'certtool --p7-generate --load-certificate chain.pem --outder --outfile $OUT || { certtool --p7-detached-sign --p7-include-cert --load-certificate chain.pem --load-privkey leaf.key --infile $WORK/content --outder --outfile $OUT; }'
fx $q/certtool-signed.p7m -- 'certtool --p7-sign --p7-include-cert --load-certificate chain.pem --load-privkey leaf.key --infile $WORK/content --outder --outfile $OUT'
fx $q/certtool-signed.pem -- 'certtool --p7-sign --p7-include-cert --p7-time --load-certificate chain.pem --load-privkey leaf.key --infile $WORK/content --outfile $OUT'
fx $q/certtool-detached.p7s -- 'certtool --p7-detached-sign --p7-include-cert --load-certificate leaf.pem --load-privkey leaf.key --infile $WORK/content --outder --outfile $OUT'
fx $q/easyrsa-export.p7b -- '(cd $WORK && EASYRSA_BATCH=1 EASYRSA_PKI=$WORK/easyrsa easyrsa export-p7 server.example.org) && mv $WORK/easyrsa/issued/server.example.org.p7b $OUT'
fx $q/java-certpath.p7b -- 'java $TOOLS/JavaMaker.java certpath PKCS7 chain.pem $OUT'
fx $q/java-certpath.pkipath -- 'java $TOOLS/JavaMaker.java certpath PkiPath chain.pem $OUT'
fx $q/openssl-netscape-sequence.pem -- 'openssl nseq -toseq -in chain.pem -out $OUT'
fx $q/openssl-netscape-sequence.der as=Pkcs7 -- 'openssl nseq -toseq -in chain.pem | sed 1d\;\$d | base64 -d > $OUT'
fx $q/bare-signed-data.der as=Pkcs7 -- 'openssl crl2pkcs7 -nocrl -certfile chain.pem -outform DER -out $WORK/b && python3 $TOOLS/cms.py bare $WORK/b $OUT'
fx $q/unsorted-set.p7b -- 'openssl crl2pkcs7 -nocrl -certfile chain.pem -outform DER -out $WORK/b && python3 $TOOLS/cms.py reversed $WORK/b $OUT'
fx $q/attribute-certificate.p7b -- 'openssl crl2pkcs7 -nocrl -certfile chain.pem -outform DER -out $WORK/b && python3 $TOOLS/cms.py attribute-certificate $WORK/b $OUT'
fx $q/ber-indefinite-degenerate.p7b -- 'openssl crl2pkcs7 -nocrl -certfile chain.pem -outform DER -out $WORK/b && python3 $TOOLS/cms.py indefinite $WORK/b $OUT'
fx $q/duplicate-certificate.p7b -- 'cat leaf.pem inter.pem leaf.pem > $WORK/d; openssl crl2pkcs7 -nocrl -certfile $WORK/d -outform DER -out $OUT'
for label in CMS "PKCS #7 SIGNED DATA"; do
  fx "$q/label-$(echo "${label,,}" | tr -d '#' | tr -s ' ' -).pem" -- "openssl crl2pkcs7 -nocrl -certfile chain.pem | sed 's/ PKCS7-/ $label-/' > \$OUT"
done
# Windows `certutil -encode` puts this label around whatever it is given.
fx $q/label-certificate-holds-pkcs7.pem -- 'openssl crl2pkcs7 -nocrl -certfile chain.pem | sed "s/ PKCS7-/ CERTIFICATE-/" > $OUT'
nss_db() { rm -rf "$WORK/cmsdb"; mkdir "$WORK/cmsdb"; certutil -N -d "sql:$WORK/cmsdb" --empty-password; openssl pkcs12 -export -in chain.pem -inkey leaf.key -name leaf -passout pass:x -out "$WORK/n.p12"; pk12util -i "$WORK/n.p12" -d "sql:$WORK/cmsdb" -W x -K ''; certutil -M -d "sql:$WORK/cmsdb" -n 'anycert Test Root - anycert' -t CT,CT,CT 2> /dev/null; for n in root inter; do certutil -A -d "sql:$WORK/cmsdb" -n $n -t CT,CT,CT -i $n.pem; done; }
fx $q/nss-cmsutil-signed-ber.p7m -- 'nss_db; head -c 64 /dev/urandom > $WORK/noise; certutil -S -d sql:$WORK/cmsdb -n signer -s "CN=NSS signer,O=anycert,C=DE" -x -t CTu,CTu,CTu -k ec -q nistp256 -v 180 -z $WORK/noise -8 nss.example.org -7 signer@example.org -m 4711 && cmsutil -S -d sql:$WORK/cmsdb -N signer -i $WORK/content -G -o $OUT; test -s $OUT'
fx $q/nss-cmsutil-certificates-only.p7c -- 'nss_db; cmsutil -O -d sql:$WORK/cmsdb -r leaf.example.org -i $WORK/content -o $OUT || cmsutil -O -d sql:$WORK/cmsdb -r leaf -i $WORK/content -o $OUT; test -s $OUT'
fx $q/mono-cert2spc.spc -- 'for n in leaf inter root; do openssl x509 -in $n.pem -outform DER -out $WORK/$n.cer; done; (cd $WORK && cert2spc leaf.cer inter.cer root.cer mono.spc) && mv $WORK/mono.spc $OUT'
codesign() { openssl35 req -new -key rsa.key -subj "/CN=code signing/O=anycert" -out "$WORK/cs.csr" && openssl35 x509 -req -in "$WORK/cs.csr" -CA inter.pem -CAkey inter.key -not_after 20400101000000Z -extfile <(printf 'extendedKeyUsage=codeSigning\nkeyUsage=critical,digitalSignature\n') -out "$WORK/cs.pem"; }
fx $q/osslsigncode-authenticode.p7s -- 'codesign; rm -f $WORK/t.cab $WORK/t2.cab; gcab -c $WORK/t.cab $WORK/content && osslsigncode sign -certs $WORK/cs.pem -ac ca.pem -key rsa.key -in $WORK/t.cab -out $WORK/t2.cab && osslsigncode extract-signature -in $WORK/t2.cab -out $OUT'
fx $q/osslsigncode-authenticode.pem -- 'codesign; rm -f $WORK/t.cab $WORK/t2.cab; gcab -c $WORK/t.cab $WORK/content && osslsigncode sign -certs $WORK/cs.pem -ac ca.pem -key rsa.key -in $WORK/t.cab -out $WORK/t2.cab && osslsigncode extract-signature -pem -in $WORK/t2.cab -out $OUT'
fx $q/example.p7b type=p7b -- 'cat example.pem letsencrypt.pem > $WORK/e; openssl crl2pkcs7 -nocrl -certfile $WORK/e -outform DER -out $OUT'
fx $q/example.p7b.pem type=pkcs7 -- 'cat example.pem letsencrypt.pem > $WORK/e; openssl crl2pkcs7 -nocrl -certfile $WORK/e -out $OUT'
fx $q/example.p7b.base64 type=p7b peel=base64 -- 'openssl crl2pkcs7 -nocrl -certfile example.pem -outform DER | base64 -w 0 > $OUT'
fx $q/example-with-key.p7b with=key/example-pkcs8.pem -- 'cat example.pem letsencrypt.pem > $WORK/e; openssl crl2pkcs7 -nocrl -certfile $WORK/e -outform DER -out $OUT'
fx $q/with-key-of-the-second.p7b with=key/p256-pkcs8.pem -- 'cat other.pem leaf.pem inter.pem > $WORK/e; openssl crl2pkcs7 -nocrl -certfile $WORK/e -outform DER -out $OUT'

# JavaScript.
fx $q/nodeforge.pem type=pkcs7 -- 'cat example.pem letsencrypt.pem > $WORK/two; node $TOOLS/forge.js p7b $WORK/two example.key "$P" $OUT; : node-forge'
fx $q/nodeforge-signed.p7m -- 'cat example.pem letsencrypt.pem > $WORK/two; node $TOOLS/forge.js signed $WORK/two example.key "$P" $OUT; : node-forge'
fx $q/pkijs.p7b type=p7b -- 'node $TOOLS/pki.js p7b chain.pem leaf.key "$P" $OUT; : pkijs'

# What no command of OpenSSL writes, and other numbers for what it does.
fx $q/openssl-signed-and-enveloped.p7m -- 'gcc $TOOLS/signed-and-enveloped.c -lcrypto -o $WORK/sae && $WORK/sae rsa.pem rsa.key example.pem example.key inter.pem $OUT'
fx $q/bouncycastle-originators.p7m -- 'java -cp /usr/share/java/bcprov.jar:/usr/share/java/bcpkix.jar:/usr/share/java/bcutil.jar $TOOLS/BouncyOriginators.java example.pem leaf.pem inter.pem $OUT'
fx $q/gmt-0010-signed-data.p7b -- 'openssl crl2pkcs7 -nocrl -certfile chain.pem -outform DER -out $WORK/c; python3 $TOOLS/cms.py gmt-0010 $WORK/c $OUT'
fx $q/openssl-master-list.ml reader=none certs=root,other,leaf signer=leaf "witness=openssl cms -verify -noverify gives the list of both certificates as the content" -- 'python3 $TOOLS/pfx.py master-list root other - $WORK/list && openssl cms -sign -signer leaf.pem -inkey leaf.key -in $WORK/list -econtent_type 2.23.136.1.1.2 -binary -nodetach -outform DER -out $OUT && openssl cms -verify -noverify -inform DER -in $OUT -binary -out $WORK/again && cmp $WORK/list $WORK/again'
