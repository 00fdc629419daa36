#!/bin/bash
# Makes FOLDER/openssl35, the OpenSSL 3.5 of Debian trixie with its legacy provider, and prints its path.
# The packages are unpacked into FOLDER and run through their own loader; nothing is installed.
#
#   openssl35.sh FOLDER
#
# Needs apt and a Debian mirror. Fails with the reason on standard error if they are not there.
set -u
FOLDER=$1
mkdir -p "$FOLDER" && FOLDER=$(cd "$FOLDER" && pwd) || exit 1

fail() {
  echo "openssl 3.5: $*" >&2
  exit 1
}

# Of the same mirror as this system's own packages.
unpack() {
  local mirror key options
  mirror=$(grep -rhoE 'https?://[^ ]+/debian/?( |$)' /etc/apt/sources.list /etc/apt/sources.list.d 2> /dev/null | grep -v snapshot | head -n 1 | tr -d ' ')
  [ -n "$mirror" ] || { echo 'no Debian mirror in the sources of apt'; return 1; }
  rm -rf "$FOLDER/unpacked"
  mkdir -p "$FOLDER/state/lists/partial" "$FOLDER/cache/archives/partial"
  key='[signed-by=/usr/share/keyrings/debian-archive-keyring.gpg]'
  printf 'deb %s %s trixie main\ndeb %s %s trixie-security main\n' "$key" "${mirror%/}" "$key" "${mirror%/}-security" > "$FOLDER/sources.list"
  options="-o Dir::Etc::sourcelist=$FOLDER/sources.list -o Dir::Etc::sourceparts=- -o Dir::State::lists=$FOLDER/state/lists -o Dir::Cache=$FOLDER/cache -o Dir::State::status=/dev/null"
  cd "$FOLDER" && apt-get $options update && apt-get $options download openssl libssl3t64 openssl-provider-legacy libc6 libzstd1 zlib1g || return 1
  local package
  for package in *.deb; do dpkg-deb -x "$package" partial || return 1; done
  # Last, so that a folder of this name is whole.
  mv partial unpacked
}

if [ ! -x "$FOLDER/unpacked/usr/bin/openssl" ]; then
  command -v apt-get > /dev/null || fail 'there is no apt'
  (unpack) > "$FOLDER/log" 2>&1 || fail "$(tail -n 1 "$FOLDER/log")"
fi
cat > "$FOLDER/openssl35" <<S
#!/bin/sh
export OPENSSL_MODULES=$FOLDER/unpacked/usr/lib/x86_64-linux-gnu/ossl-modules OPENSSL_CONF=/etc/ssl/openssl.cnf
exec $FOLDER/unpacked/usr/lib64/ld-linux-x86-64.so.2 --library-path $FOLDER/unpacked/usr/lib/x86_64-linux-gnu $FOLDER/unpacked/usr/bin/openssl "\$@"
S
chmod +x "$FOLDER/openssl35"
version=$("$FOLDER/openssl35" version 2>&1) || fail "$version"
echo "$FOLDER/openssl35"
