// The summary of every fixture against what `anycert show` prints.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import test from "node:test";
import { AnycertError, Reader } from "../js/core.js";
import { cases, repository } from "./testdata.mjs";

const wasm = readFileSync(new URL("../dist/anycert.wasm", import.meta.url));
const reader = new Reader(new WebAssembly.Module(wasm));

/** The program, with all features. Without optimization, key derivation takes minutes. */
function built() {
  execFileSync("cargo", ["build", "--quiet", "--profile", "test", "-p", "anycert-cli"],
    { cwd: repository, stdio: "inherit" });
  return `${process.env.CARGO_TARGET_DIR ?? new URL("target", repository).pathname}/debug/anycert`;
}

/** The lines of `anycert show` without its excerpts of the input, by file. */
function shown(program, paths, { passphrase, certificateType }, keyPath) {
  const words = ["show", ...paths];
  if (passphrase !== undefined) words.push("--passphrase-env", "ANYCERT_TEST");
  if (certificateType) words.push("--type", certificateType);
  if (keyPath) words.push("--private-key", keyPath);
  const env = { ...process.env, ANYCERT_TEST: passphrase };
  const { stdout, stderr } =
    spawnSync(program, words, { cwd: repository, env, encoding: "utf8", maxBuffer: 1 << 28 });
  const blocks = stdout.split(/\n\n(?=testdata\/|$)/).filter(Boolean);
  assert.equal(blocks.length, paths.length, stderr);
  return blocks.map((block) => block.split("\n").slice(1)
    .filter((line) => !/^ {15}(line \d+: | *\^$)/.test(line)));
}

/** The summary or the error of the module, as `anycert show` prints it. */
function lines({ input, options }, now) {
  const rows = (heading, texts) => texts.map((text, at) => [at ? "" : heading, text]);
  let all;
  try {
    const summary = reader.summary(input, options, now);
    all = [
      ...summary.facts.map(({ heading, text }) => [heading, text]),
      ...rows("chain", summary.chain.map(({ text }) => text)),
      ...rows("others", summary.others.map(({ text }) => text)),
      ...rows("notes", summary.notes.map((note) => `${note.text} (${note.class}: ${note.code})`)),
    ];
  } catch (error) {
    assert.ok(error instanceof AnycertError, error);
    all = [["error", error.message], ["help", error.help], ["code", error.kind]];
  }
  return all.map(([heading, text]) => `  ${heading.padEnd(13)}${text}`.trimEnd());
}

test("the words are those of `anycert show`", () => {
  const program = process.env.ANYCERT_PROGRAM ?? built();
  // Of the same options, one run of the program for all. It has no option for the passphrase of a
  // MAC, reads no empty variable, and has features that the module does not have.
  const groups = new Map();
  // Without those that derive a key: they take minutes and have the same words.
  const isDerived = ({ name, expect }) => !name.startsWith("pkcs12/openssl3-default") &&
    (expect.passphrase !== undefined || name.startsWith("pkcs12/"));
  for (const one of cases()) {
    if (isDerived(one)) continue;
    const { passphrase, certificate_type: type, private_key: key } = one.expect;
    const isOfFeature = one.expect.feature || one.expect.key_match_underived;
    if (one.expect.integrity_passphrase || !(passphrase ?? "x") || isOfFeature) continue;
    const group = JSON.stringify([passphrase, type, key]);
    groups.set(group, [...(groups.get(group) ?? []), one]);
  }
  let count = 0;
  for (const group of groups.values()) {
    const [{ options, expect }] = group;
    const before = Date.now();
    const key = expect.private_key && `testdata/${expect.private_key}`;
    const blocks = shown(program, group.map((one) => one.path), options, key);
    group.forEach((one, at) => {
      const isSame = (now) => lines(one, now).join("\n") === blocks[at].join("\n");
      // A day may have ended between the two.
      if (!isSame(before) && !isSame(Date.now())) assert.deepEqual(lines(one, before), blocks[at], one.name);
      count += 1;
    });
  }
  console.log(`${count} cases`);
  assert.ok(count > 600);
});
