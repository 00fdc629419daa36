#!/bin/bash -eu
# Builds every target, and beside each its seeds and the dictionary.
cd "$SRC/anycert"
cargo fuzz build -O --debug-assertions
seeds=$(mktemp -d)
python3 fuzz/seeds.py "$seeds"
for target in $(cargo fuzz list); do
  cp "fuzz/target/x86_64-unknown-linux-gnu/release/$target" "$OUT/"
  cp fuzz/dictionary "$OUT/$target.dict"
  mkdir -p "$seeds/$target"
  for folder in corpus regressions; do
    [ ! -d "fuzz/$folder/$target" ] || cp -r "fuzz/$folder/$target/." "$seeds/$target/"
  done
  (cd "$seeds/$target" && zip --quiet --recurse-paths "$OUT/${target}_seed_corpus.zip" .)
done
