// Files by node-forge. Usage: node forge.js WHAT CERTIFICATE KEY PASSPHRASE OUT (WHAT: see below; it reads its own files back)
const forge = require("node-forge");
const fs = require("fs");
const [what, certificateFile, keyFile, passphrase, out] = process.argv.slice(2);
const { pki, asn1 } = forge;
const certificates = fs.readFileSync(certificateFile, "utf8").split(/(?=-----BEGIN)/).map((pem) => pki.certificateFromPem(pem));
const key = pki.privateKeyFromPem(fs.readFileSync(keyFile, "utf8"));

const pfx = (options) => {
  const bytes = asn1.toDer(forge.pkcs12.toPkcs12Asn1(key, certificates, passphrase, options)).getBytes();
  const again = forge.pkcs12.pkcs12FromAsn1(asn1.fromDer(bytes), passphrase);
  const [bag] = Object.values(again.getBags({ bagType: pki.oids.pkcs8ShroudedKeyBag })).flat();
  if (!bag.key.n.equals(key.n)) throw new Error("another key");
  return Buffer.from(bytes, "binary");
};
const makers = {
  "default": () => pfx({}),
  "aes256": () => pfx({ algorithm: "aes256", friendlyName: "rsa" }),
  "3des": () => pfx({ algorithm: "3des" }),
  "mac-off": () => pfx({ useMac: false }),
  "pkcs8": () => pki.encryptedPrivateKeyToPem(pki.encryptPrivateKeyInfo(pki.wrapRsaPrivateKey(pki.privateKeyToAsn1(key)), passphrase, { algorithm: "aes256" })),
  "pkcs8-3des": () => pki.encryptedPrivateKeyToPem(pki.encryptPrivateKeyInfo(pki.wrapRsaPrivateKey(pki.privateKeyToAsn1(key)), passphrase, { algorithm: "3des" })),
  "legacy": () => pki.encryptRsaPrivateKey(key, passphrase, { legacy: true, algorithm: "aes128" }),
  "p7b": () => {
    const message = forge.pkcs7.createSignedData();
    certificates.forEach((one) => message.addCertificate(one));
    return forge.pkcs7.messageToPem(message);
  },
  "signed": () => {
    const message = forge.pkcs7.createSignedData();
    message.content = forge.util.createBuffer("the signed content\n");
    certificates.forEach((one) => message.addCertificate(one));
    message.addSigner({ key, certificate: certificates[0], digestAlgorithm: pki.oids.sha256, authenticatedAttributes: [
      { type: pki.oids.contentType, value: pki.oids.data }, { type: pki.oids.messageDigest }, { type: pki.oids.signingTime, value: new Date() }] });
    message.sign();
    return Buffer.from(asn1.toDer(message.toAsn1()).getBytes(), "binary");
  },
};
fs.writeFileSync(out, makers[what]());
