// The module and its npm package.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import test from "node:test";
import { gunzipSync } from "node:zlib";
import { Reader } from "../js/core.js";
import { AnycertError, parse, privateKeyPem, toPem } from "../dist/npm/node.js";
import { tool } from "./tools.mjs";
import { testdata } from "./testdata.mjs";

const dist = new URL("../dist/", import.meta.url);
const wasm = readFileSync(new URL("anycert.wasm", dist));
const PASSPHRASE = "correct horse 7F";

test("the module has no imports and is small", () => {
  assert.deepEqual(WebAssembly.Module.imports(new WebAssembly.Module(wasm)), []);
  const compressed = readFileSync(new URL("anycert.wasm.gz", dist));
  console.log(`${wasm.length} octets, ${compressed.length} compressed`);
  assert.ok(compressed.length <= 300_000);
  assert.ok(gunzipSync(compressed).equals(wasm));
});

test("every form of input and option", () => {
  const pfx = testdata("pkcs12/openssl3-default.p12");
  const copy = new Uint8Array([0, ...pfx]);
  const octets = new TextEncoder().encode(PASSPHRASE);
  for (const input of [pfx, copy.subarray(1), copy.slice(1).buffer, new DataView(copy.buffer, 1)]) {
    for (const passphrase of [PASSPHRASE, octets]) {
      const report = parse(input, { passphrase });
      assert.equal(report.subject, "CN=leaf.example.org, O=anycert, C=DE");
      assert.equal(report.key_match, "matches");
    }
  }
  // What is the caller's is not touched.
  assert.deepEqual(copy.subarray(1), new Uint8Array(pfx));
  assert.equal(new TextDecoder().decode(octets), PASSPHRASE);

  const pem = testdata("certificate/example.pem").toString();
  const key = testdata("key/example-pkcs8.pem");
  assert.equal(parse(pem).key_match, "no_key");
  assert.equal(parse(pem, { privateKey: key }).key_match, "matches");
  assert.equal(parse(pem, { privateKey: null, passphrase: undefined }).key_match, "no_key");
  assert.equal(parse(pem, { certificateType: "p7b" }).notes[0].code, "certificate_type_mismatch");
  assert.throws(() => parse(pem, { certificateType: "gif" }), TypeError);
  assert.throws(() => parse(pem, { integrityPassphrase: new Uint8Array([255]) }), TypeError);
  assert.throws(() => parse(undefined), TypeError);
  assert.throws(() => parse(pem, { passphrase: 7 }), TypeError);
  assert.throws(() => parse(pem, { privateKey: "nonsense" }), { kind: "unrecognized_format" });
});

test("an error has its kind, its place and its help", () => {
  const failure = (input, options) => {
    try {
      parse(input, options);
    } catch (error) {
      assert.ok(error instanceof AnycertError && error instanceof Error);
      return error;
    }
    assert.fail("it was read");
  };
  const cut = failure(testdata("reject/cut-second-certificate.pem"));
  assert.equal(cut.name, "AnycertError");
  assert.equal(cut.kind, "malformed");
  assert.match(cut.location, /block 2/);
  assert.equal(cut.line, 15);
  assert.match(cut.message, /^block 2 .*unexpected end of data/);
  assert.match(cut.help, /^the end or a line is missing/);
  assert.equal(failure(testdata("pkcs12/openssl3-default.p12")).kind, "passphrase_required");
  const wrong = { passphrase: "wrong" };
  assert.equal(failure(testdata("pkcs12/openssl3-default.p12"), wrong).kind, "incorrect_passphrase");
  assert.equal(failure("").kind, "empty");
  const repaired = `> ${testdata("certificate/example.pem").toString().replaceAll("\n", "\n> ")}`;
  assert.ok(parse(repaired).notes.length);
  const strict = failure(repaired, { strict: true });
  assert.equal(strict.kind, "refused");
  assert.equal(strict.note, parse(repaired).notes[0].code);
});

test("PEM out is what was put in", () => {
  const input = testdata("pem/leaf-chain-key.pem");
  const report = parse(input);
  const pem = toPem(input);
  assert.equal(pem.match(/BEGIN CERTIFICATE/g).length, 3);
  assert.ok(!pem.includes("PRIVATE"));
  assert.deepEqual(parse(pem).certificates.map((one) => one.subject), report.certificates.map((one) => one.subject));
  const key = privateKeyPem(input);
  assert.equal(parse(pem, { privateKey: key }).key_match, "matches");
  assert.ok(key instanceof Uint8Array && key.byteLength === key.buffer.byteLength);
  assert.equal(privateKeyPem(testdata("certificate/example.pem")), null);
  assert.equal(privateKeyPem(testdata("key/example-pkcs8-encrypted.pem")), null);
});

test("nothing secret stays in the memory of the module", () => {
  let memory, stack;
  const { Instance } = WebAssembly;
  WebAssembly.Instance = class extends Instance {
    constructor(...all) {
      super(...all);
      memory = this.exports.memory;
      stack = this.exports.__stack_pointer.value;
    }
  };
  const reader = new Reader(new WebAssembly.Module(wasm));
  const pfx = testdata("pkcs12/openssl3-default-rsa-chain.pfx");
  const pem = testdata("pem/example-certificate-and-key.pem");
  const options = { passphrase: PASSPHRASE };
  const key = Buffer.from(reader.privateKeyPem(pfx, options));
  assert.ok(key.includes("BEGIN PRIVATE KEY"));
  const lines = key.toString().split("\n").slice(1, -2);
  const der = Buffer.from(lines.join(""), "base64");
  // Pieces of what is secret: the passphrase in both encodings, the key as octets and as text.
  const needles = [
    Buffer.from(PASSPHRASE),
    Buffer.from(PASSPHRASE, "utf16le"),
    ...Array.from({ length: Math.floor(der.length / 16) }, (_, at) => der.subarray(16 * at, 16 * at + 16)).slice(4),
    ...lines.map((line) => Buffer.from(line.slice(0, 24))),
    ...pem.toString().split("PRIVATE KEY")[1].split("\n").slice(1, -1).map((line) => Buffer.from(line.slice(0, 24))),
  ];
  const utf16 = Buffer.from(PASSPHRASE, "utf16le").swap16();
  const check = (what) => {
    const all = Buffer.from(memory.buffer);
    assert.ok(stack >= 1 << 16 && all.subarray(0, stack).every((octet) => octet === 0), `${what}: stack`);
    for (const needle of [...needles, utf16]) {
      assert.equal(all.indexOf(needle), -1, `${what}: ${needle.toString("hex")} is left`);
    }
  };
  check("a key in PEM");
  for (const [what, act] of [
    ["a report", () => reader.report(pfx, options)],
    ["a summary", () => reader.summary(pfx, options, Date.now())],
    ["certificates in PEM", () => reader.certificatesPem(pfx, options)],
    ["a separate key", () => reader.report(pem, { privateKey: key })],
    ["a key in clear", () => reader.privateKeyPem(pem)],
    ["an error", () => assert.throws(() => reader.report(pfx, { passphrase: `${PASSPHRASE} ` }))],
    ["an invalid option", () => assert.throws(
      () => reader.report(pem, { ...options, certificateType: "gif" }), TypeError)],
  ]) {
    act();
    check(what);
  }
  WebAssembly.Instance = Instance;
  // The check sees what is there.
  new Uint8Array(memory.buffer, memory.buffer.byteLength - 64, PASSPHRASE.length).set(Buffer.from(PASSPHRASE));
  assert.throws(() => check("planted"));
});

test("an instance is not used again after a trap, and not kept when it is large", () => {
  const instances = [];
  let fails = false;
  const { Instance } = WebAssembly;
  WebAssembly.Instance = class {
    constructor(module) {
      const { exports } = new Instance(module);
      instances.push(exports.memory);
      const parse = (strict) => {
        if (fails) throw new WebAssembly.RuntimeError("unreachable");
        return exports.parse(strict);
      };
      this.exports = { ...exports, parse };
    }
  };
  const reader = new Reader(new WebAssembly.Module(wasm));
  const input = testdata("certificate/example.pem");
  reader.report(input);
  fails = true;
  assert.throws(() => reader.report(input), { kind: "out_of_memory", name: "AnycertError" });
  assert.ok(new Uint8Array(instances[0].buffer).every((octet) => octet === 0));
  fails = false;
  reader.report(input);
  assert.equal(instances.length, 2);
  assert.throws(() => reader.report(new Uint8Array(100 << 20)), { kind: "limit_exceeded" });
  reader.report(input);
  reader.report(input);
  assert.equal(instances.length, 3);
  WebAssembly.Instance = Instance;
});

test("the package installs, runs and has types", (t) => {
  const folder = mkdtempSync(`${tmpdir()}/anycert-npm-`);
  t.after(() => rmSync(folder, { recursive: true }));
  const run = (program, ...words) => execFileSync(program, words, { cwd: folder, encoding: "utf8" });
  const [tarball] = readdirSync(dist).filter((name) => name.endsWith(".tgz"));
  writeFileSync(`${folder}/package.json`, '{ "type": "module" }');
  run("npm", "install", "--offline", "--silent", "--no-audit", "--no-fund", new URL(tarball, dist).pathname);
  const names = run("tar", "--list", "--file", new URL(tarball, dist).pathname).trim().split("\n").sort();
  assert.deepEqual(names, [
    "LICENSE-APACHE", "LICENSE-MIT", "README.md", "anycert.d.ts", "anycert.wasm", "browser.js",
    "core.js", "node.js", "package.json", "report.d.ts",
  ].map((name) => `package/${name}`));
  assert.ok(statSync(new URL(tarball, dist)).size < 350_000);
  // The example of its README.
  const readme = readFileSync(new URL("../js/README.md", import.meta.url), "utf8");
  const [, example] = /```js\n([^]*?)```/.exec(readme);
  writeFileSync(`${folder}/server.pfx`, testdata("pkcs12/openssl3-default.p12"));
  writeFileSync(`${folder}/example.js`, example);
  assert.match(run("node", "example.js"), /CN=leaf\.example\.org.*2040-01-02T03:04:05\.000Z/s);

  const typescript = tool("typescript", "5.9.3");
  if (!typescript) return t.diagnostic("skipped: npm cannot install typescript");
  writeFileSync(`${folder}/types.ts`, `
    import { parse, toPem, privateKeyPem, AnycertError, type Report, type CertificateReport } from "anycert";
    const report: Report = parse("", { passphrase: "a", privateKey: new Uint8Array(), strict: true });
    const end: string | null = report.expires_at;
    const first: CertificateReport | undefined = report.certificates[0];
    const bits: number | null | undefined = first?.public_key.bits;
    const names: string[] | undefined = first?.subject_alt_names.map((name) => name.value);
    const pem: string = toPem(new ArrayBuffer(0));
    const key: Uint8Array | null = privateKeyPem(new Uint8Array());
    try { parse(""); } catch (error) { if (error instanceof AnycertError) { const help: string = error.help; } }
    // @ts-expect-error a number is no passphrase
    parse("", { passphrase: 7 });
    // @ts-expect-error no such field
    report.nothing;
  `);
  run("node", `${typescript}/typescript/bin/tsc`, "--noEmit", "--strict", "--target", "es2022",
    "--module", "nodenext", "--skipLibCheck", "false", "types.ts");
});
