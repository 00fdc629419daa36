import { AnycertError, Reader } from "./core.js";

const response = await fetch(new URL("./anycert.wasm", import.meta.url));
const reader = new Reader(await WebAssembly.compile(await response.arrayBuffer()));

export { AnycertError };
export const parse = (input, options) => reader.report(input, options);
export const toPem = (input, options) => reader.certificatesPem(input, options);
export const privateKeyPem = (input, options) => reader.privateKeyPem(input, options);
