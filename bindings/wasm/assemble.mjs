// Puts dist/npm and dist/anycert.html together around dist/anycert.wasm.

import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";

const here = new URL("./", import.meta.url);
const root = new URL("../../", here);
const read = (path) => readFileSync(new URL(path, here), "utf8");

// The npm package.

const npm = new URL("dist/npm/", here);
mkdirSync(npm, { recursive: true });
for (const name of ["anycert.d.ts", "browser.js", "core.js", "node.js", "package.json"]) {
  copyFileSync(new URL(`js/${name}`, here), new URL(name, npm));
}
copyFileSync(new URL("dist/anycert.wasm", here), new URL("anycert.wasm", npm));
copyFileSync(new URL("js/README.md", here), new URL("README.md", npm));
for (const name of ["LICENSE-APACHE", "LICENSE-MIT"]) {
  copyFileSync(new URL(name, root), new URL(name, npm));
}
const schema = JSON.parse(readFileSync(new URL("src/report/schema/report.schema.json", root)));
writeFileSync(new URL("report.d.ts", npm), reportTypes(schema));

/** The types of the report, from its JSON schema. */
function reportTypes(schema) {
  const named = { certificate: "CertificateReport", private_key: "PrivateKeyReport",
    locked_part: "LockedPartReport", note: "NoteReport", broken: "BrokenReport" };
  const type = (part, indent) => {
    if (part.$ref) {
      const name = part.$ref.replace("#/$defs/", "");
      return named[name] ?? type(schema.$defs[name], indent);
    }
    if (part.anyOf) return part.anyOf.map((one) => type(one, indent)).join(" | ");
    if ("const" in part) return JSON.stringify(part.const);
    if (Array.isArray(part.type)) {
      return part.type.map((one) => type({ ...part, type: one }, indent)).join(" | ");
    }
    switch (part.type) {
      case "array": {
        const items = type(part.items, indent);
        return items.includes(" | ") ? `(${items})[]` : `${items}[]`;
      }
      case "object": return fields(part, indent);
      case "integer": return "number";
      case "string": case "boolean": case "null": return part.type;
      default: throw new Error(`no type for ${JSON.stringify(part)}`);
    }
  };
  const fields = (part, indent) => {
    const lines = Object.entries(part.properties).map(([name, value]) => {
      const comment = value.description ? `${indent}  /** ${value.description} */\n` : "";
      const optional = part.required.includes(name) ? "" : "?";
      return `${comment}${indent}  ${name}${optional}: ${type(value, `${indent}  `)};\n`;
    });
    return `{\n${lines.join("")}${indent}}`;
  };
  const declare = (name, part) =>
    `/** ${part.description} */\nexport interface ${name} ${fields(part, "")}\n`;
  const parts = Object.entries(named).map(([name, type]) => declare(type, schema.$defs[name]));
  return [declare("Report", schema), ...parts].join("\n");
}

// The page.

const hash = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
// The two pages look alike.
const style = read("../../examples/secrets-api/src/page/page.css") + read("page/page.css");
const script = read("page/page.js");
// One classic script: modules cannot be imported from a blob of a file.
const worker = `${read("js/core.js").replaceAll(/^export /gm, "")}\n${read("page/worker.js")}`;
const module = readFileSync(new URL("dist/anycert.wasm.gz", here));
const policy = [
  "default-src 'none'",
  // For the compilation of the module, in the worker, which inherits this policy.
  `script-src ${hash(script)} 'wasm-unsafe-eval'`,
  `style-src ${hash(style)}`,
  "worker-src blob:",
  "img-src data:",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");
const parts = { policy, style, script, worker, module: module.toString("base64") };
for (const [name, text] of Object.entries(parts)) {
  // What would end the element early.
  if (/<\/(script|style)|<!--/i.test(text)) throw new Error(`${name} cannot be put in a page`);
}
const page = read("page/page.html").replaceAll(/\{\{(\w+)\}\}/g, (_, name) => parts[name]);
writeFileSync(new URL("dist/anycert.html", here), page);
