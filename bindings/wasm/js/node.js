import { readFileSync } from "node:fs";
import { AnycertError, Reader } from "./core.js";

const url = new URL("./anycert.wasm", import.meta.url);
const reader = new Reader(new WebAssembly.Module(readFileSync(url)));

export { AnycertError };
export const parse = (input, options) => reader.report(input, options);
export const toPem = (input, options) => reader.certificatesPem(input, options);
export const privateKeyPem = (input, options) => reader.privateKeyPem(input, options);
