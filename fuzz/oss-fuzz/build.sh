#!/bin/bash -eu
# Builds every target, and beside each its seeds and the dictionary.
cd "$SRC/anycert"
cargo fuzz build -O --debug-assertions
seeds=$(mktemp -d)
python3 fuzz/seeds.py "$seeds"
fuzz/unpack "$seeds"
for target in $(cargo fuzz list); do
  cp "fuzz/target/x86_64-unknown-linux-gnu/release/$target" "$OUT/"
  cp fuzz/dictionary "$OUT/$target.dict"
  mkdir -p "$seeds/$target"
  [ ! -d "fuzz/regressions/$target" ] || cp -r "fuzz/regressions/$target/." "$seeds/$target/"
  (cd "$seeds/$target" && zip --quiet --recurse-paths "$OUT/${target}_seed_corpus.zip" .)
done
