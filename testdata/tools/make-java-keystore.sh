# Java's own key stores, JKS and JCEKS, by keytool; with keytool as witness.
x=java-keystore
R="right=$P"
to_java() { # to_java TYPE OUT [keytool options]: FROM with KEY under ALIAS, the key under KEYPASS
  openssl pkcs12 -export -in "${FROM:-chain.pem}" -inkey "${KEY:-leaf.key}" -name "${ALIAS:-leaf}" -passout pass:sourcepass -out "$WORK/in.p12" && rm -f "$WORK/one" &&
  keytool -importkeystore -noprompt -srckeystore "$WORK/in.p12" -srcstoretype PKCS12 -srcstorepass sourcepass \
    -destkeystore "$2" -deststoretype "$1" -deststorepass "${STORE:-$P}" -srcalias "${ALIAS:-leaf}" -destalias "${ALIAS:-leaf}" -destkeypass "${KEYPASS:-${STORE:-$P}}" "${@:3}"
}
trust() { keytool -importcert -noprompt -alias "$2" -file "$3" -storetype "$1" -keystore "$4" -storepass "$P"; } # trust TYPE ALIAS FILE OUT

fx $x/keytool17-trusted.jks "$R" -- 'trust JKS root root.pem $OUT; trust JKS inter inter.pem $OUT; : keytool'
fx $x/keytool17-trusted-one.jks "$R" -- 'trust JKS leaf leaf.pem $OUT; : keytool'
fx $x/keytool17-trusted.jceks "$R" -- 'trust JCEKS root root.pem $OUT; trust JCEKS inter inter.pem $OUT; : keytool'
fx $x/keytool17-key-and-chain.jks "$R" 'case={"passphrase":"correct horse 7F","certificate_type":"p12"}' -- 'to_java JKS $OUT; : keytool'
fx $x/keytool17-key-and-chain.jceks "$R" -- 'to_java JCEKS $OUT; : keytool'
fx $x/keytool17-rsa.jks "$R" -- 'FROM=rsa.pem KEY=rsa.key ALIAS=rsa to_java JKS $OUT; : keytool'
fx $x/keytool17-rsa.jceks "$R" -- 'FROM=rsa.pem KEY=rsa.key ALIAS=rsa to_java JCEKS $OUT; : keytool'
fx $x/keytool17-dsa.jks "$R" -- 'FROM=$HERE/certificate/dsa.pem KEY=dsa.key to_java JKS $OUT; : keytool'
fx $x/keytool17-ed25519.jks "$R" -- 'FROM=$HERE/certificate/ed25519.pem KEY=ed25519.key to_java JKS $OUT; : keytool'
for t in JKS JCEKS; do
  fx $x/keytool17-genkeypair.${t,,} "$R" pubs=no -- "keytool -genkeypair -alias a -keyalg EC -groupname secp256r1 -dname 'CN=generated, O=anycert, C=DE' -validity 5000 -storetype $t -keystore \$OUT -storepass \"\$P\" -keypass \"\$P\""
  fx $x/keytool17-key-passphrase.${t,,} "$R" nokeys=1 -- "KEYPASS=\$P2 to_java $t \$OUT; : keytool"
done
fx $x/keytool17-key-passphrase-both.jks "right=$P2" "integrity=$P" -- 'KEYPASS=$P2 to_java JKS $OUT; : keytool'
fx $x/keytool17-two-aliases.jks "$R" -- 'to_java JKS $OUT; FROM=rsa.pem KEY=rsa.key ALIAS=rsa to_java JKS $OUT; : keytool'
fx $x/keytool17-several-entries.jks "$R" -- 'to_java JKS $OUT; trust JKS root root.pem $OUT; trust JKS other other.pem $OUT; : keytool'
fx $x/keytool17-uppercase-alias.jks "$R" -- 'ALIAS=LEAF.Example.ORG to_java JKS $OUT; : keytool'
fx $x/keytool17-non-ascii-alias.jks "$R" -- 'to_java JKS $OUT; keytool -changealias -alias leaf -destalias "größe € 🐴" -storetype JKS -keystore $OUT -storepass "$P" -keypass "$P"'
fx $x/keytool17-non-ascii-passphrase.jks "right=$PU" -- 'STORE=$PU to_java JKS $OUT; : keytool'
fx $x/keytool17-emoji-passphrase.jks "right=$PE" -- 'STORE=$PE to_java JKS $OUT; : keytool'
# Java in a locale of ISO 8859-1 at a terminal of UTF-8 takes each octet for a character: the same as this.
fx $x/keytool17-latin-1-locale.jks "right=$(printf %s "$PU" | iconv -f latin1 -t utf8)" "also=$PU" -- 'STORE=$(printf %s "$PU" | iconv -f latin1 -t utf8) to_java JKS $OUT; : keytool'
fx $x/keytool17-secret-key.jceks "$R" -- 'to_java JCEKS $OUT; keytool -genseckey -alias aes -keyalg AES -keysize 256 -storetype JCEKS -keystore $OUT -storepass "$P"; trust JCEKS root root.pem $OUT'
fx $x/keytool17-secret-key-only.jceks "$R" kind=NoCertificateOrKey 'mentions=secret key' -- 'keytool -genseckey -alias aes -keyalg AES -keysize 256 -storetype JCEKS -keystore $OUT -storepass "$P"'
fx $x/keytool17-password-entry.jceks "$R" -- 'trust JCEKS root root.pem $OUT; printf "%s\n%s\n" "$P2" "$P2" | keytool -importpass -alias password -storetype JCEKS -keystore $OUT -storepass "$P"'
fx $x/keytool17-empty.jks "$R" kind=NoCertificateOrKey mentions=empty -- 'trust JKS root root.pem $OUT; keytool -delete -alias root -keystore $OUT -storetype JKS -storepass "$P"'
fx $x/keytool17-key-and-chain.jks.base64 "$R" peel=base64 -- 'to_java JKS $WORK/one; base64 $WORK/one > $OUT; : keytool'
fx $x/keytool17-key-and-chain.jceks.base64 "$R" peel=base64 -- 'to_java JCEKS $WORK/one; base64 -w 0 $WORK/one > $OUT; : keytool'
fx $x/keytool17-trusted.jks.hex "$R" peel=hex -- 'rm -f $WORK/one; trust JKS leaf leaf.pem $WORK/one; xxd -p $WORK/one > $OUT; : keytool'
fx $x/java-jceks-equal-salt-halves.jceks "$R" -- 'openssl pkcs12 -export -in chain.pem -inkey leaf.key -name leaf -passout pass:"$P" -out $WORK/in.p12; java $TOOLS/JavaMaker.java jceks-equal-salt-halves $WORK/in.p12 "$P" $OUT'
fx $x/built-version-1.jks "$R" -- 'to_java JKS $WORK/one; trust JKS root root.pem $WORK/one; python3 $TOOLS/jks.py version-1 $WORK/one "$P" $OUT'
fx $x/built-half-surrogate-alias.jks "$R" spki=leaf -- 'to_java JKS $WORK/one; python3 $TOOLS/jks.py bad-alias $WORK/one "$P" $OUT'
fx $x/keytool17-trailing-newline.jks "$R" -- '{ to_java JKS $WORK/one; cat $WORK/one; echo; } > $OUT; : keytool'
fx $x/keytool17-trailing-data.jks "$R" -- '{ to_java JKS $WORK/one; cat $WORK/one; printf garbage; } > $OUT; : keytool'
