// Every fixture against its sidecar.

import assert from "node:assert/strict";
import test from "node:test";
import { parse } from "../dist/npm/node.js";
import { cases } from "./testdata.mjs";

/** `java_key_store` as `JavaKeyStore`. */
const inCamelCase = (word) =>
  word.split("_").map((part) => part[0].toUpperCase() + part.slice(1)).join("");

function answer({ input, options }) {
  try {
    return { report: parse(input, options) };
  } catch (error) {
    if (error.name !== "AnycertError") throw error;
    return { error };
  }
}

/** What the report or the error says of the points of a sidecar; and what the sidecar says. */
function compared({ expect }, { report, error }) {
  const isWithoutFeature = error?.kind === "unsupported" && expect.feature === error.feature;
  if (isWithoutFeature && expect.feature) return [{}, {}];
  if (error) {
    const said = `${error.message} ${error.help}`.toLowerCase();
    const missing = (expect.mentions ?? []).filter((piece) => !said.includes(piece));
    return [{ result: "error", kind: inCamelCase(error.kind), missing },
      { result: "error", kind: expect.kind, missing: [] }];
  }
  const points = ["subject", "issuer", "expires_at", "has_private_key", "certificates",
    "private_keys", "key_states", "key_match", "integrity", "format"];
  return [{
    ...report,
    format: inCamelCase(report.format),
    certificates: report.certificates.map((one) => one.fingerprint_sha256),
    private_keys: report.private_keys.length,
    key_states: report.private_keys.map((key) => key.state),
  }, {
    ...expect,
    // The module does not derive public keys.
    key_match: expect.key_match_underived ?? expect.key_match,
    integrity: expect.integrity_without_feature ?? expect.integrity,
  }].map((whole) => Object.fromEntries(points.map((point) => [point, whole[point]])));
}

test("every fixture is read as its sidecar says", () => {
  const all = cases();
  assert.ok(all.length > 1000, `${all.length} cases`);
  for (const one of all) {
    const got = answer(one);
    const isExpected = got.report ? one.expect.result === "ok" : true;
    assert.ok(isExpected, `${one.name}: read, although it is ${one.expect.kind}`);
    const [ours, expected] = compared(one, got);
    assert.deepEqual(ours, expected, one.name);
  }
  console.log(`${all.length} cases`);
});
