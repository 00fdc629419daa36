// Parses beside the page, so that the page never waits.

"use strict";

let reader = null;

/** The compiled module, from its compressed octets. */
async function compile(compressed) {
  const octets = new Blob([compressed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Reader(await WebAssembly.compile(await new Response(octets).arrayBuffer()));
}

const TASKS = {
  summary: (input, options) => reader.summary(input, options, Date.now()),
  certificatesPem: (input, options) => reader.certificatesPem(input, options),
  privateKeyPem: (input, options) => reader.privateKeyPem(input, options),
};

self.onmessage = async ({ data }) => {
  if (data.module) {
    reader = compile(data.module);
    return;
  }
  const { task, input, options } = data;
  try {
    reader = await reader;
    const result = TASKS[task](input, options);
    const moved = result instanceof Uint8Array ? [result.buffer] : [];
    self.postMessage({ result }, moved);
  } catch (error) {
    self.postMessage(error instanceof AnycertError
      ? { failure: error.failure } : { crash: `${error}` });
  } finally {
    for (const octets of [input, options.passphrase, options.privateKey]) octets?.fill(0);
  }
};
