// Packages from npm that only tests need. They are kept beside the tools of `build`.

import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync } from "node:fs";
import { homedir } from "node:os";

const tools = process.env.ANYCERT_WASM_TOOLS
  ?? `${process.env.XDG_CACHE_HOME ?? `${homedir()}/.cache`}/anycert-wasm`;

/** The folder node_modules with the package; null where it cannot be had. */
export function tool(name, version) {
  const folder = `${tools}/${name}-${version}`;
  if (!existsSync(folder)) {
    mkdirSync(tools, { recursive: true });
    try {
      execFileSync("npm", ["install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts",
        "--prefix", `${folder}.part`, `${name}@${version}`]);
    } catch {
      return null;
    }
    renameSync(`${folder}.part`, folder);
  }
  return `${folder}/node_modules`;
}
