#!/bin/bash
# Makes every fixture below this folder anew, with the tools that people really use, then lets
# tools/expect.py write the .expect sidecars from what independent tools read in the files.
#
#   testdata/generate.sh                 everything
#   testdata/generate.sh pkcs12/nss      only the fixtures whose path starts so
#   FRESH=1 testdata/generate.sh         new keys and authorities first (tools/material)
#
# Debian bookworm, as root (it installs packages). A fixture whose tool is missing is reported and left as it is.
set -u
HERE=$(cd "$(dirname "$0")" && pwd)
TOOLS=$HERE/tools
PREFIX=${1:-}
WORK=${WORK:-${TMPDIR:-/tmp}/anycert-fixtures}
M=$TOOLS/material
RECORDS=$WORK/records
mkdir -p "$WORK" "$M"
: > "$RECORDS"
: > "$WORK/failures"
export LC_ALL=C.UTF-8 HERE TOOLS M WORK

. "$TOOLS/install.sh"

# The passphrases. The words appear nowhere else, so that a test can search freed memory for them.
P='correct horse 7F'
P2='second horse 9C'
PU='grüße € 7F'
PE='horse 🐴 battery 7F'
export P P2 PU PE

# fx PATH [option ...] -- COMMAND
#   runs COMMAND in the material folder with $OUT as the file to write, and records how it was made.
#   The options (key=value) say what the maker knows and a reader cannot: see tools/expect.py.
fx() {
  local path=$1; shift
  local options=()
  while [ "$1" != -- ]; do options+=("$1"); shift; done
  shift
  case $path in "$PREFIX"*) ;; *) return 0 ;; esac
  OUT=$HERE/$path
  mkdir -p "$(dirname "$OUT")"
  export OUT
  rm -f "$WORK/new"
  if ! (set -o pipefail; cd "$M" && OUT=$WORK/new && eval "$*") > "$WORK/log" 2>&1 || [ ! -e "$WORK/new" ]; then
    echo "$path: $(tail -n 3 "$WORK/log" | tr '\n' ' ')" >> "$WORK/failures"
    return 0
  fi
  mv "$WORK/new" "$OUT"
  { printf '%s\x1f%s' "$path" "$*"; for o in "${options[@]}"; do printf '\x1f%s' "$o"; done; printf '\x1e'; } >> "$RECORDS"
}

. "$TOOLS/material.sh"
for part in certificate pem pkcs7 pkcs12 java-keystore key reject; do
  case $PREFIX in '' | $part*) . "$TOOLS/make-$part.sh" ;; esac
done

python3 "$TOOLS/expect.py" "$RECORDS" || echo 'expect.py found disagreements, see above'
case $PREFIX in '' | text* | reject/text*) python3 "$TOOLS/text.py" ;; esac
python3 "$TOOLS/readme.py"
if [ -s "$WORK/failures" ]; then echo 'not made:'; cat "$WORK/failures"; fi
