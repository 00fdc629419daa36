// Files by PKI.js with node's WebCrypto. Usage: node pki.js WHAT CERTIFICATE KEY PASSPHRASE OUT (it reads its own files back)
const pkijs = require("pkijs");
const asn1js = require("asn1js");
const fs = require("fs");
const { webcrypto } = require("crypto");
const [what, certificateFile, keyFile, passphrase, out] = process.argv.slice(2);
pkijs.setEngine("node", new pkijs.CryptoEngine({ name: "node", crypto: webcrypto }));

const blocks = (file) => fs.readFileSync(file, "utf8").match(/-----BEGIN [^-]*-----[^-]*/g)
  .map((block) => Uint8Array.from(Buffer.from(block.replace(/-----[^-]*-----/, ""), "base64")).buffer);
const certificates = () => blocks(certificateFile).map((der) => pkijs.Certificate.fromBER(der));
const key = () => pkijs.PrivateKeyInfo.fromBER(blocks(keyFile)[0]);
// The octets of ISO 8859-1, as the examples of PKI.js make them; beyond that they have no answer.
const password = Uint8Array.from(Buffer.from(passphrase, "latin1")).buffer;

async function pfx(contentEncryptionAlgorithm, hmacHashAlgorithm) {
  const encryption = { password, contentEncryptionAlgorithm, hmacHashAlgorithm, iterationCount: 100000 };
  const keyBag = new pkijs.PKCS8ShroudedKeyBag({ parsedValue: key() });
  await keyBag.makeInternalValues(encryption);
  const bag = (bagId, bagValue) => new pkijs.SafeBag({ bagId, bagValue, bagAttributes: [new pkijs.Attribute({
    type: "1.2.840.113549.1.9.20", values: [new asn1js.BmpString({ value: "pki.js" })] })] });
  const file = new pkijs.PFX({ parsedValue: { integrityMode: 0, authenticatedSafe: new pkijs.AuthenticatedSafe({ parsedValue: { safeContents: [
    { privacyMode: 0, value: new pkijs.SafeContents({ safeBags: [bag("1.2.840.113549.1.12.10.1.2", keyBag)] }) },
    { privacyMode: 1, value: new pkijs.SafeContents({ safeBags: certificates().map((parsedValue) => bag("1.2.840.113549.1.12.10.1.3", new pkijs.CertBag({ parsedValue }))) }) },
  ] } }) } });
  await file.parsedValue.authenticatedSafe.makeInternalValues({ safeContents: [{}, encryption] });
  await file.makeInternalValues({ password, iterations: 100000, pbkdf2HashAlgorithm: "SHA-256", hmacHashAlgorithm });
  const bytes = file.toSchema().toBER(false);
  const again = pkijs.PFX.fromBER(bytes);
  await again.parseInternalValues({ password, checkIntegrity: true });
  return Buffer.from(bytes);
}

async function pkcs8() {
  const bag = new pkijs.PKCS8ShroudedKeyBag({ parsedValue: key() });
  await bag.makeInternalValues({ password, contentEncryptionAlgorithm: { name: "AES-CBC", length: 256 }, hmacHashAlgorithm: "SHA-256", iterationCount: 100000 });
  return Buffer.from(bag.toSchema().toBER(false));
}

async function p7b() {
  const signed = new pkijs.SignedData({ version: 1, encapContentInfo: new pkijs.EncapsulatedContentInfo({ eContentType: "1.2.840.113549.1.7.1" }), certificates: certificates() });
  return Buffer.from(new pkijs.ContentInfo({ contentType: "1.2.840.113549.1.7.2", content: signed.toSchema(true) }).toSchema().toBER(false));
}

const makers = {
  "default": () => pfx({ name: "AES-CBC", length: 256 }, "SHA-256"),
  "aes-128-sha-512": () => pfx({ name: "AES-CBC", length: 128 }, "SHA-512"),
  "gcm": () => pfx({ name: "AES-GCM", length: 256 }, "SHA-256"),
  pkcs8, p7b,
};
makers[what]().then((bytes) => fs.writeFileSync(out, bytes));
