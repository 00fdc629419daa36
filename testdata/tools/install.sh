# Sourced by generate.sh: the tools, and the names the makers use for them.
need=()
for pair in certtool:gnutls-bin pk12util:libnss3-tools easyrsa:easy-rsa osslsigncode:osslsigncode botan:botan \
  keytool:openjdk-17-jdk-headless puttygen:putty-tools cert2spc:mono-devel gpg:gpg zip:zip ssh-keygen:openssh-client \
 gcab:gcab; do
  PATH=$PATH:/usr/share/easy-rsa command -v "${pair%%:*}" > /dev/null || need+=("${pair##*:}")
done
[ -e /usr/lib/x86_64-linux-gnu/engines-3/gost.so ] || need+=(libengine-gost-openssl)
[ -e /usr/include/wolfssl/wolfcrypt/pkcs12.h ] || need+=(libwolfssl-dev)
[ -e /usr/share/java/bcpkix.jar ] || need+=(libbcprov-java libbcpkix-java)
if [ ${#need[@]} -gt 0 ]; then
  apt-get install -y --no-install-recommends "${need[@]}" > "$WORK/apt.log" 2>&1 || echo "apt: some of ${need[*]} could not be installed"
fi
python3 -c 'import cryptography, asn1crypto, bcrypt, pypinksign' 2> /dev/null || pip install -q cryptography asn1crypto bcrypt pypinksign 2> "$WORK/pip.log"

export NODE_PATH=$WORK/npm/node_modules
[ -d "$NODE_PATH/pkijs" ] || npm install --silent --no-audit --no-fund --prefix "$WORK/npm" node-forge pkijs asn1js > "$WORK/npm.log" 2>&1 || echo "npm: $(tail -n 1 "$WORK/npm.log")"
"$TOOLS/openssl35.sh" "$WORK/trixie" > /dev/null
export PATH=$PATH:$WORK/trixie:/usr/share/easy-rsa
