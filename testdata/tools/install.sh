# Sourced by generate.sh: the tools, and the names the makers use for them.
need=()
for pair in certtool:gnutls-bin pk12util:libnss3-tools easyrsa:easy-rsa osslsigncode:osslsigncode botan:botan \
  keytool:openjdk-17-jdk-headless puttygen:putty-tools cert2spc:mono-devel gpg:gpg zip:zip ssh-keygen:openssh-client \
 gcab:gcab; do
  PATH=$PATH:/usr/share/easy-rsa command -v "${pair%%:*}" > /dev/null || need+=("${pair##*:}")
done
[ -e /usr/lib/x86_64-linux-gnu/engines-3/gost.so ] || need+=(libengine-gost-openssl)
[ -e /usr/share/java/bcpkix.jar ] || need+=(libbcprov-java libbcpkix-java)
if [ ${#need[@]} -gt 0 ]; then
  apt-get install -y --no-install-recommends "${need[@]}" > "$WORK/apt.log" 2>&1 || echo "apt: some of ${need[*]} could not be installed"
fi
python3 -c 'import cryptography, asn1crypto, bcrypt, pypinksign' 2> /dev/null || pip install -q cryptography asn1crypto bcrypt pypinksign 2> "$WORK/pip.log"

# Debian trixie's tools (OpenSSL 3.5, GnuTLS 3.8, NSS 3.110) in a folder of their own, run through their own loader.
T=$WORK/trixie
if [ ! -x "$T/unpacked/usr/bin/openssl" ]; then
  mkdir -p "$T/state/lists/partial" "$T/cache/archives/partial" "$T/unpacked"
  # The same mirror as this system's own.
  mirror=$(grep -rhoE 'https?://[^ ]+/debian/?( |$)' /etc/apt/sources.list /etc/apt/sources.list.d 2> /dev/null | grep -v snapshot | head -n 1 | tr -d ' ')
  key='[signed-by=/usr/share/keyrings/debian-archive-keyring.gpg]'
  printf 'deb %s %s trixie main\ndeb %s %s trixie-security main\n' "$key" "${mirror%/}" "$key" "${mirror%/}-security" > "$T/sources.list"
  (
    cd "$T" || exit
    o="-o Dir::Etc::sourcelist=$T/sources.list -o Dir::Etc::sourceparts=- -o Dir::State::lists=$T/state/lists -o Dir::Cache=$T/cache -o Dir::State::status=/dev/null"
    apt-get $o update && apt-get $o download openssl libssl3t64 openssl-provider-legacy libc6 libzstd1 zlib1g
    for d in *.deb; do dpkg-deb -x "$d" unpacked; done
  ) > "$WORK/trixie.log" 2>&1
fi
cat > "$WORK/openssl35" <<S
#!/bin/sh
export OPENSSL_MODULES=$T/unpacked/usr/lib/x86_64-linux-gnu/ossl-modules OPENSSL_CONF=/etc/ssl/openssl.cnf
exec $T/unpacked/usr/lib64/ld-linux-x86-64.so.2 --library-path $T/unpacked/usr/lib/x86_64-linux-gnu $T/unpacked/usr/bin/openssl "\$@"
S
chmod +x "$WORK/openssl35"
export PATH=$PATH:$WORK:/usr/share/easy-rsa
