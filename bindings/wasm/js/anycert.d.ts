import type { Report } from "./report.js";

export type * from "./report.js";

/** A string is text, such as PEM; it is read as its UTF-8 octets. */
export type Input = string | ArrayBuffer | ArrayBufferView;

export interface Options {
  /** An empty passphrase is a passphrase; leave it out if there is none. */
  passphrase?: Input | null;
  /** The passphrase of a PKCS#12 MAC, if it differs from that of the encryption. */
  integrityPassphrase?: string | null;
  /** A private key that was stored separately from the certificate. */
  privateKey?: Input | null;
  /** Reject input that needs repair or contradicts itself. */
  strict?: boolean;
  /** What the sender says it is. */
  certificateType?: "pem" | "pfx" | "p12" | "crt" | "cer" | "key" | "pkcs7" | "p7b" | "p7c" | null;
}

/**
 * Reads certificates and private keys in any format.
 *
 * @throws {AnycertError} if it cannot be read
 */
export function parse(input: Input, options?: Options): Report;

/**
 * Every certificate as PEM: the leaf, the rest of its chain, then the others. Empty without a
 * certificate.
 *
 * @throws {AnycertError} if the input cannot be read
 */
export function toPem(input: Input, options?: Options): string;

/**
 * The private key that belongs to the leaf, as the octets of PEM (PKCS#8, not encrypted), so that
 * they can be overwritten after use: `octets.fill(0)`. Null if there is none or if it is locked.
 *
 * @throws {AnycertError} if the input cannot be read
 */
export function privateKeyPem(input: Input, options?: Options): Uint8Array | null;

/** Why an input was not read. `message` is one line: the place and what is wrong. */
export class AnycertError extends Error {
  /** For programs to act on. New kinds may be added. */
  readonly kind:
    | "empty"
    | "unrecognized_format"
    | "malformed"
    | "passphrase_required"
    | "incorrect_passphrase"
    | "unsupported"
    | "no_certificate_or_key"
    | "limit_exceeded"
    | "refused"
    | "out_of_memory"
    | (string & {});
  /** The place in words; empty for the input as a whole. */
  readonly location: string;
  readonly line: number | null;
  readonly byte: number | null;
  /** What to do about it: one sentence. */
  readonly help: string;
  /** The unsupported object identifier. */
  readonly oid: string | null;
  /** The Cargo feature of the Rust crate that would read it. */
  readonly feature: string | null;
  /** The code of the note that made `strict` reject the input. */
  readonly note: string | null;
}
