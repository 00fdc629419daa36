"use strict";

const element = (id) => document.getElementById(id);
const FIELDS = ["token", "certificate_content", "name", "passphrase", "private_key", "certificate_type"];
/** More than any request may have. */
const LONGEST_FILE = 8 << 20;

/** Files that were dropped or chosen: { name, size, text, isKey }. Empty where text is pasted. */
let files = [];

// What is dropped, chosen or pasted.

/** The content of a file as a request has it: text as it is, anything else as base64. */
async function read(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const text = asText(bytes);
  const isKey = text !== null && /-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/.test(text)
    && !/-----BEGIN [A-Z0-9# ]*(CERTIFICATE|PKCS|CMS)/.test(text);
  return { name: file.name, size: file.size, text: text ?? asBase64(bytes), isText: text !== null, isKey };
}

function asText(bytes) {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return text.includes("\0") ? null : text;
  } catch {
    return null;
  }
}

function asBase64(bytes) {
  let binary = "";
  for (let at = 0; at < bytes.length; at += 8192) {
    binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  }
  return btoa(binary);
}

async function take(dropped) {
  clearErrors();
  const isTooLong = [...dropped].find((file) => file.size > LONGEST_FILE);
  if (isTooLong) return showError("certificate_content", `${isTooLong.name} is too large.`);
  let added;
  try {
    added = await Promise.all([...dropped].map(read));
  } catch {
    return showError("certificate_content", "This cannot be read. Drop a file, not a folder.");
  }
  const all = [...files, ...added];
  const others = all.filter((file) => !file.isKey);
  if (others.length > 1 && others.some((file) => !file.isText)) {
    // A container replaces what was there: two of them are two certificates.
    files = all.filter((file) => file.isKey).concat(others.at(-1));
  } else {
    files = all;
  }
  if (!element("name").value) {
    const named = files.find((file) => !file.isKey) ?? files[0];
    element("name").value = named.name.replace(/\.[A-Za-z0-9]{1,5}$/, "");
  }
  showFiles();
  say(`${added.map((file) => file.name).join(", ")} added`);
}

function showFiles() {
  element("files").replaceChildren(...files.map((file) => {
    const role = file.isKey && files.length > 1 ? "private key, " : "";
    const remove = node("button", "Remove", "button quiet small");
    remove.type = "button";
    remove.setAttribute("aria-label", `Remove ${file.name}`);
    remove.addEventListener("click", () => {
      files = files.filter((other) => other !== file);
      showFiles();
      say(`${file.name} removed`);
      (files.length ? element("file") : element("certificate_content")).focus();
    });
    return node("li", [node("span", [file.name, node("small", role + size(file.size))]), remove]);
  }));
  element("files").hidden = files.length === 0;
  element("paste").hidden = files.length > 0;
}

function size(bytes) {
  return bytes < 1000 ? `${bytes} bytes` : `${(bytes / 1000).toFixed(1)} kB`;
}

/** The certificate and the separate key, from files or from the fields. */
function material() {
  const pasted = element("private_key").value;
  if (!files.length) return [element("certificate_content").value, pasted];
  const keys = files.filter((file) => file.isKey);
  const others = files.filter((file) => !file.isKey);
  const text = (list) => list.map((file) => file.text).join("\n");
  // A key alone is what is to be stored.
  return others.length ? [text(others), text(keys) || pasted] : [text(keys), pasted];
}

element("file").addEventListener("change", async (event) => {
  await take(event.target.files);
  event.target.value = "";
});
const hasFiles = (event) => event.dataTransfer?.types.includes("Files");
document.addEventListener("dragover", (event) => {
  if (!hasFiles(event)) return;
  event.preventDefault();
  document.body.classList.add("dragging");
});
document.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) document.body.classList.remove("dragging");
});
document.addEventListener("drop", (event) => {
  document.body.classList.remove("dragging");
  if (!hasFiles(event)) return;
  event.preventDefault();
  take(event.dataTransfer.files);
});
document.addEventListener("paste", (event) => {
  const isField = event.target.matches?.("input, textarea");
  if (event.clipboardData.files.length) {
    event.preventDefault();
    take(event.clipboardData.files);
  } else if (!isField && !files.length) {
    element("certificate_content").value = event.clipboardData.getData("text");
    element("certificate_content").focus();
  }
});

// What is sent.

async function call(method, path, body) {
  let response;
  try {
    response = await fetch(path, {
      method,
      headers: {
        "Authorization": `Bearer ${element("token").value.trim()}`,
        ...(body && { "Content-Type": "application/json" }),
      },
      body: body && JSON.stringify(body),
    });
  } catch {
    throw { message: "The server cannot be reached. Check your connection and try again." };
  }
  if (response.status === 204) return null;
  const answer = await response.json().catch(() => null);
  if (response.ok && answer) return answer;
  const problem = answer?.error ?? { message: `The server answered ${response.status}.` };
  throw { ...problem, request: answer?.meta.request_id, seconds: response.headers.get("Retry-After") };
}

element("form").addEventListener("submit", async (event) => {
  event.preventDefault();
  clearErrors();
  const [content, key] = material();
  if (!element("token").value.trim()) return showError("token", "Enter your access token.");
  if (!content.trim()) {
    return showError("certificate_content", "Drop a file here, or paste a certificate.");
  }
  if (!element("name").value.trim()) return showError("name", "Give it a name.");
  const body = {
    name: element("name").value,
    certificate_content: content,
    private_key: key || null,
    passphrase: element("passphrase").value || null,
    certificate_type: element("certificate_type").value || null,
    accept_unmatched_key: element("accept_unmatched_key").checked,
  };
  element("store").disabled = true;
  element("store").textContent = "Storing …";
  try {
    const { data } = await call("POST", "v1/secrets/certificate", body);
    clearForm();
    showResult(data);
    await showStored();
  } catch (problem) {
    explain(problem);
  } finally {
    element("store").disabled = false;
    element("store").textContent = "Store";
  }
});

/** All but the token, with which one goes on. */
function clearForm() {
  files = [];
  showFiles();
  for (const field of FIELDS) if (field !== "token") element(field).value = "";
  showConfirmation(false);
  element("more").open = false;
}

function showConfirmation(isAsked) {
  element("confirm").hidden = !isAsked;
  if (!isAsked) element("accept_unmatched_key").checked = false;
}

addEventListener("pagehide", () => {
  clearForm();
  element("token").value = "";
});

// What went wrong.

const BY_KIND = {
  empty: "There is nothing in it.",
  unrecognized_format: "This is not a certificate or a key.",
  malformed: "The file is damaged or incomplete.",
  passphrase_required: "This file is protected. Enter its passphrase.",
  incorrect_passphrase: "This passphrase does not open the file.",
  unsupported: "The file uses something that is not supported.",
  no_certificate_or_key: "There is no certificate or key in it.",
  limit_exceeded: "Reading this file would take too long.",
  key_mismatch: "The private key does not belong to this certificate.",
};
const BY_CODE = {
  unauthorized: "This token is not valid.",
  conflict: "Another certificate has this name. Choose another one.",
  plan_limit: "The account is full. Delete a certificate first.",
  payload_too_large: "The file is too large.",
  internal_error: "The server failed. Try again later.",
};

function explain(problem) {
  if (!problem.message) throw problem;
  const { code, kind, message, location, help, request, seconds } = problem;
  const field = code === "unauthorized" ? "token"
    : code === "payload_too_large" ? "certificate_content" : problem.field;
  const retry = seconds && `The server is busy. Try again in ${plural(Number(seconds), "second")}.`;
  const said = retry || BY_KIND[kind] || BY_CODE[code];
  const words = said ?? sentence(message);
  const detail = [
    // The precise words of the server, where its kind alone was said in a person's.
    ["malformed", "unsupported", "no_certificate_or_key"].includes(kind) && sentence(message),
    !said && location && `At ${location}.`,
    !code || code === "internal_error" ? request && `Request ${request}` : null,
  ].filter(Boolean).join(" ");
  showConfirmation(kind === "key_unmatched");
  const isAsked = kind === "passphrase_required";
  showError(field, isAsked || !help ? words : `${words} ${sentence(help)}`, detail);
}

/** As prose: the names of fields as the page has them, a capital and a full stop. */
function sentence(text) {
  const names = {
    "`name`": "the name", "`certificate_content`": "the certificate", "`private_key`": "the private key",
    "`passphrase`": "the passphrase", "`certificate_type`": "the chosen type",
    "confirm with `accept_unmatched_key` that": "confirm below that",
  };
  for (const [name, word] of Object.entries(names)) text = text.replaceAll(name, word);
  text = text.replaceAll("`", "");
  return text.charAt(0).toUpperCase() + text.slice(1) + (/[.?!]$/.test(text) ? "" : ".");
}

function showError(field, words, detail) {
  const parts = [words, detail && node("small", detail)].filter(Boolean);
  if (!FIELDS.includes(field)) {
    element("problem").replaceChildren(...parts);
    return;
  }
  element(`${field}-error`).replaceChildren(...parts);
  element(`${field}-error`).hidden = false;
  if (["private_key", "certificate_type"].includes(field)) element("more").open = true;
  // With files there, the text field is not.
  const isOfFiles = field === "certificate_content" && files.length > 0;
  const control = element(isOfFiles ? "file" : field);
  control.setAttribute("aria-invalid", "true");
  control.focus();
}

function clearErrors() {
  element("problem").replaceChildren();
  for (const field of FIELDS) {
    element(`${field}-error`).hidden = true;
    element(field).removeAttribute("aria-invalid");
  }
  element("file").removeAttribute("aria-invalid");
}

// What it is.

function showResult(secret) {
  element("result-title").textContent = `${shortName(secret)} is stored`;
  const { expires_at } = secret.metadata;
  const expiry = expires_at
    ? [node("p", pill(expires_at), "expiry")] : [];
  element("result-facts").replaceChildren(...expiry, ...facts(secret));
  element("result").hidden = false;
  element("result-title").focus();
  element("result").scrollIntoView({ block: "nearest" });
}

function shortName(secret) {
  return secret.details?.display_name || secret.name;
}

function facts(secret) {
  const { subject, issuer, expires_at } = secret.metadata;
  const { chain = [], other_certificates: others = 0 } = secret.details ?? {};
  const rows = [
    ["Name", secret.name],
    ["Subject", subject === null ? "No certificate, only a private key" : subject || "Empty"],
    ["Issued by", issuer],
    ["Valid until", expires_at && date(expires_at)],
    ["Private key", keyInWords(secret)],
  ].filter(([, fact]) => fact);
  const parts = [
    node("dl", rows.flatMap(([name, fact]) => [node("dt", name), node("dd", fact)])),
  ];
  if (chain.length > 1) {
    parts.push(node("h3", "Chain"), node("ol", chain.map((link) => node("li", [
      commonName(link.subject), " ", node("small", inWords(link.expires_at)),
    ])), "chain"));
  }
  if (others) parts.push(node("p", `and ${plural(others, "other certificate")}`, "hint"));
  // The text encoding is this page's own, wherever a file is binary.
  const notes = (secret.notes ?? []).filter((note) => note.code !== "encoded_text");
  if (notes.length) {
    parts.push(node("h3", "Worth knowing"), node("ul", notes.map((note) => node("li", [
      sentence(note.text), note.location ? node("small", ` ${sentence(note.location)}`) : "",
    ])), "notes"));
  }
  return parts.filter(Boolean);
}

function keyInWords({ metadata, details }) {
  if (!metadata.has_private_key) return "Not included";
  const key = details?.key;
  if (!key) return "Included";
  const algorithm = key.algorithm ? `${key.algorithm}, ` : "";
  if (key.state === "locked") return "Included, locked: it is stored as it came";
  return `Included, ${algorithm}` + {
    matches: "belongs to this certificate",
    unknown: "not known to belong to this certificate",
    no_certificate: "without a certificate",
  }[key.key_match];
}

/** "www.example.com" of "CN=www.example.com, O=Example". */
function commonName(subject) {
  return /(?:^|[,+] ?)CN=((?:\\.|[^,+\\])*)/.exec(subject)?.[1] || subject || "Without a name";
}

function pill(expiresAt) {
  const days = (new Date(expiresAt) - Date.now()) / 86_400_000;
  return node("span", inWords(expiresAt), `pill ${days < 0 ? "over" : days < 30 ? "soon" : ""}`);
}

/** "expires in 14 days", "expired 3 years ago". */
function inWords(expiresAt, now = Date.now()) {
  // RFC 5280 §4.1.2.5: no well-defined expiration date.
  if (expiresAt.startsWith("9999-12-31T23:59:59")) return "never expires";
  const seconds = (new Date(expiresAt) - now) / 1000;
  const hours = Math.abs(seconds) / 3600;
  const days = hours / 24;
  const [count, unit] = hours < 1 ? [hours * 60, "minute"] : hours < 48 ? [hours, "hour"]
    : days < 60 ? [days, "day"] : days < 730 ? [days / 30.44, "month"] : [days / 365.2425, "year"];
  const time = plural(Math.floor(count), unit);
  return seconds < 0 ? `expired ${time} ago` : `expires in ${time}`;
}

function date(expiresAt) {
  const options = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };
  return new Date(expiresAt).toLocaleDateString("en-GB", options);
}

function plural(count, word) {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}

// What is stored.

element("token").addEventListener("change", async () => {
  clearErrors();
  if (!element("token").value.trim()) return;
  try {
    await showStored();
  } catch (problem) {
    element("stored").hidden = true;
    explain(problem);
  }
});

async function showStored(after) {
  const { data, meta } = await call("GET", `v1/secrets?limit=50${after ? `&after=${after}` : ""}`);
  const items = data.map(listed);
  if (after) element("list").append(...items);
  else element("list").replaceChildren(...items);
  element("stored").hidden = false;
  element("empty").hidden = element("list").children.length > 0;
  element("more-stored").hidden = !meta.next;
  element("more-stored").dataset.after = meta.next ?? "";
  if (after) items[0]?.querySelector("summary").focus();
}

element("more-stored").addEventListener("click", () => {
  showStored(element("more-stored").dataset.after).catch(explain);
});

function listed(secret) {
  const { subject, expires_at, has_private_key } = secret.metadata;
  const about = [
    subject === null ? "private key" : commonName(subject),
    subject !== null && has_private_key && "with private key",
  ].filter(Boolean).join(", ");
  const body = node("div", [], "body");
  const details = node("details", [
    node("summary", [
      node("span", [secret.name, node("small", about)]),
      expires_at ? pill(expires_at) : node("span", "no certificate", "pill none"),
    ]),
    body,
  ]);
  details.addEventListener("toggle", async () => {
    if (!details.open || body.hasChildNodes()) return;
    try {
      const { data } = await call("GET", `v1/secrets/${secret.id}`);
      const remove = node("button", "Delete", "button quiet small");
      remove.type = "button";
      remove.setAttribute("aria-label", `Delete ${secret.name}`);
      remove.addEventListener("click", () => askToDelete(secret));
      body.replaceChildren(...facts(data), remove);
    } catch (problem) {
      details.open = false;
      explain(problem);
    }
  });
  return node("li", details);
}

function askToDelete(secret) {
  element("dialog-title").textContent = `Delete ${secret.name}?`;
  element("dialog-delete").onclick = async () => {
    element("dialog").close();
    try {
      await call("DELETE", `v1/secrets/${secret.id}`);
      element("result").hidden = true;
      await showStored();
      say(`${secret.name} deleted`);
      element("stored-title").focus();
    } catch (problem) {
      explain(problem);
    }
  };
  element("dialog").showModal();
  element("dialog-cancel").focus();
}

element("dialog-cancel").addEventListener("click", () => element("dialog").close());

// Small things.

/** An element with text, or with nodes and texts, in it. */
function node(name, content, className) {
  const made = document.createElement(name);
  made.append(...[content].flat());
  if (className) made.className = className.trim();
  return made;
}

/** To a screen reader. */
function say(text) {
  element("status").textContent = text;
}
