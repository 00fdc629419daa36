// Calls the module and manages its memory. It decides nothing about certificates.

const READ = 0;
const INVALID_OPTION = 2;
const SLOTS = {
  content: 0, passphrase: 1, privateKey: 2, certificateType: 3, integrityPassphrase: 4,
};
const ANSWERS = { report: 0, summary: 1, certificatesPem: 2, privateKeyPem: 3 };
/** Memory of a module never shrinks: an instance with more is not kept for the next input. */
const MOST_KEPT = 64 << 20;

/** Why an input was not read. */
export class AnycertError extends Error {
  constructor(failure) {
    super(failure.message);
    this.name = "AnycertError";
    this.kind = failure.kind;
    this.location = failure.location;
    this.line = failure.line;
    this.byte = failure.byte;
    this.help = failure.help;
    this.oid = failure.oid;
    this.feature = failure.feature;
    this.note = failure.note;
    Object.defineProperty(this, "failure", { value: failure });
  }
}

const OUT_OF_MEMORY = {
  kind: "out_of_memory",
  location: "",
  line: null,
  byte: null,
  message: "not enough memory",
  help: "provide fewer certificates at a time",
  oid: null,
  feature: null,
  note: null,
  needs_passphrase: false,
  in_private_key: false,
};

/** Reads inputs, one at a time, with a compiled module. */
export class Reader {
  #module;
  #instance = null;

  constructor(module) {
    this.#module = module;
  }

  /** The report as an object. */
  report(input, options) {
    return this.#read(input, options, (answer) => JSON.parse(text(answer("report"))));
  }

  /** What `anycert show` says, as an object; `now` is in milliseconds, as of `Date.now()`. */
  summary(input, options, now) {
    return this.#read(input, options, (answer) => JSON.parse(text(answer("summary", now / 1000))));
  }

  /** Every certificate as PEM. */
  certificatesPem(input, options) {
    return this.#read(input, options, (answer) => text(answer("certificatesPem")));
  }

  /** The private key of the leaf as octets of PEM; null if there is none that is open. */
  privateKeyPem(input, options) {
    return this.#read(input, options, (answer) => {
      const octets = answer("privateKeyPem").slice();
      return octets.length ? octets : null;
    });
  }

  /** Parses, lets `use` take answers, and overwrites what the module held, whatever happens. */
  #read(input, options = {}, use) {
    const sources = { ...options, content: input };
    const inputs = {};
    for (const name of Object.keys(SLOTS)) {
      if (name === "content" || sources[name] != null) inputs[name] = octets(sources[name], name);
    }
    this.#instance ??= new WebAssembly.Instance(this.#module);
    const { exports } = this.#instance;
    const memory = (address, length) => new Uint8Array(exports.memory.buffer, address, length);
    try {
      for (const [name, value] of Object.entries(inputs)) {
        const address = exports.input(SLOTS[name], value.length);
        memory(address, value.length).set(value);
      }
      const outcome = exports.parse(options.strict ? 1 : 0);
      if (outcome === INVALID_OPTION) {
        throw new TypeError("certificateType: unknown word, or integrityPassphrase: not UTF-8");
      }
      const answer = (what, now = 0) => {
        const length = exports.answer(ANSWERS[what], now);
        return memory(exports.answer_address(), length);
      };
      if (outcome !== READ) throw new AnycertError(JSON.parse(text(answer("report"))));
      return use(answer);
    } catch (error) {
      if (error instanceof AnycertError || error instanceof TypeError) throw error;
      // A trap, or the end of the stack: the instance is not used again.
      memory(0).fill(0);
      this.#instance = null;
      throw new AnycertError(OUT_OF_MEMORY);
    } finally {
      // The copies that were made here; the caller's octets are the caller's.
      for (const [name, value] of Object.entries(inputs)) {
        if (typeof sources[name] === "string") value.fill(0);
      }
      this.#forget();
    }
  }

  /** Overwrites what is left of an input: blocks by the module's allocator, then the stack. */
  #forget() {
    if (this.#instance === null) return;
    const { exports } = this.#instance;
    exports.clear();
    new Uint8Array(exports.memory.buffer, 0, exports.__stack_pointer.value).fill(0);
    if (exports.memory.buffer.byteLength > MOST_KEPT) this.#instance = null;
  }
}

function octets(value, name) {
  if (typeof value === "string") return new TextEncoder().encode(value);
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  if (ArrayBuffer.isView(value)) {
    return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  }
  throw new TypeError(`${name === "content" ? "input" : name}: expected a string, an ArrayBuffer or a view of one`);
}

function text(octets) {
  return new TextDecoder().decode(octets);
}
