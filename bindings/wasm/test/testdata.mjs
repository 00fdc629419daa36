// The files of testdata with their sidecars, as testkit/src/fixture.rs reads them.

import { existsSync, readFileSync, readdirSync } from "node:fs";

export const repository = new URL("../../../", import.meta.url);
const root = new URL("testdata/", repository);

export const testdata = (name) => readFileSync(new URL(name, root));

/** Every case: { name, path, input, options, expect }. */
export function cases() {
  const files = readdirSync(root, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.path ?? entry.parentPath}/${entry.name}`.slice(root.pathname.length))
    .sort();
  return files.filter((name) => existsSync(new URL(`${name}.expect`, root))).flatMap((name) => {
    const { cases = [{}], ...whole } = JSON.parse(testdata(`${name}.expect`));
    return cases.map((own, at) => {
      const expect = { ...whole, ...own };
      return {
        name: cases.length > 1 ? `${name}, case ${at + 1}` : name,
        path: `testdata/${name}`,
        input: testdata(name),
        expect,
        options: {
          passphrase: expect.passphrase,
          integrityPassphrase: expect.integrity_passphrase,
          privateKey: expect.private_key && testdata(expect.private_key),
          certificateType: expect.certificate_type,
        },
      };
    });
  });
}
