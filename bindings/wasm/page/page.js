"use strict";

const element = (id) => document.getElementById(id);
/** More than any input may have. */
const LONGEST_FILE = 64 << 20;
/** Rows of a list that are shown at once. */
const ROWS = 100;

// The worker: one task at a time.

const source = URL.createObjectURL(
  new Blob([element("worker").textContent], { type: "text/javascript" }));
const compressed = fromBase64(element("module").textContent);
element("module").remove();
let worker = null;
const waiting = [];
let running = null;

/** The result of a task on an entry. It fails with { failure } or { crash }, or never ends where
 * the entry is removed first. */
function ask(entry, task) {
  return new Promise((resolve, reject) => {
    waiting.push({ entry, task, resolve, reject });
    next();
  });
}

function next() {
  if (running || !waiting.length) return;
  running = waiting.shift();
  worker ??= start();
  const { entry, task } = running;
  const options = {
    strict: element("strict").checked,
    passphrase: entry.passphrase === null ? null : new TextEncoder().encode(entry.passphrase),
    privateKey: privateKey(),
  };
  // The worker overwrites its inputs; the entry keeps its own.
  const input = entry.input.slice();
  const moved = [input, options.passphrase, options.privateKey].filter(Boolean);
  worker.postMessage({ task, input, options }, moved.map((octets) => octets.buffer));
}

function start() {
  const started = new Worker(source);
  started.postMessage({ module: compressed });
  started.onmessage = ({ data }) => end(data);
  started.onerror = (event) => {
    event.preventDefault();
    stop();
    end({ crash: event.message });
  };
  return started;
}

function end(outcome) {
  const { resolve, reject } = running;
  running = null;
  if ("result" in outcome) resolve(outcome.result);
  else reject(outcome);
  next();
}

function stop() {
  worker?.terminate();
  worker = null;
}

/** Nobody waits for what is asked about an entry that was removed. */
function cancel(entry) {
  for (let at = waiting.length - 1; at >= 0; at -= 1) {
    if (waiting[at].entry === entry) waiting.splice(at, 1);
  }
  if (running?.entry === entry) {
    stop();
    running = null;
    next();
  }
}

// What is dropped, chosen or pasted.

/** What is shown: { name, input, passphrase, summary, failure, card }, the newest first. */
let entries = [];
/** An entry that was made the private key of all others. */
let keyEntry = null;

async function takeFiles(files) {
  clearError();
  const isTooLong = [...files].find((file) => file.size > LONGEST_FILE);
  if (isTooLong) return showError(`${isTooLong.name} is too large.`);
  let added;
  try {
    added = await Promise.all([...files].map(async (file) => (
      { name: file.name, input: new Uint8Array(await file.arrayBuffer()) })));
  } catch {
    return showError("This cannot be read. Drop a file, not a folder.");
  }
  await add(added);
}

function takeText(text) {
  clearError();
  if (!text.trim()) return showError("Drop a file here, or paste a certificate.");
  element("content").value = "";
  return add([{ name: "Pasted text", input: new TextEncoder().encode(text) }]);
}

async function add(added) {
  const fresh = added.map((one) => {
    const card = node("article", [], "card result");
    return { ...one, passphrase: null, summary: null, failure: null, card };
  });
  entries = [...fresh, ...entries];
  element("results").prepend(...fresh.map((entry) => entry.card));
  await Promise.all(fresh.map(read));
  const still = fresh.filter((entry) => entries.includes(entry));
  if (!still.length) return;
  const count = (is) => still.filter(is).length;
  const locked = count((entry) => entry.failure?.needs_passphrase);
  const failed = count((entry) => entry.failure) - locked;
  say([
    `${count((entry) => entry.summary)} read`,
    locked && `${locked} protected by a passphrase`,
    failed && `${failed} not read`,
  ].filter(Boolean).join(", "));
  reveal(still[0]);
}

async function read(entry) {
  showBusy(entry);
  entry.summary = null;
  entry.failure = null;
  try {
    entry.summary = await ask(entry, "summary");
  } catch (problem) {
    entry.failure = problem.failure ?? crashed(problem);
  }
  show(entry);
}

function crashed({ crash }) {
  return { message: `this page failed: ${crash}`, help: "reload the page", kind: "page" };
}

/** All again, with other options. */
function readAgain() {
  return Promise.all(entries.map(read));
}

function remove(entry) {
  cancel(entry);
  forget(entry);
  const at = entries.indexOf(entry);
  entries.splice(at, 1);
  entry.card.remove();
  const near = entries[at] ?? entries[at - 1];
  if (near) near.card.querySelector("h2").focus();
  else element("file").focus();
  say(`${entry.name} removed`);
}

/** Overwrites what may be secret. A text that was typed cannot be: it is only let go. */
function forget(entry) {
  entry.input.fill(0);
  entry.passphrase = null;
}

function privateKey() {
  if (keyEntry) return keyEntry.input.slice();
  const text = element("private_key").value;
  return text.trim() ? new TextEncoder().encode(text) : null;
}

function useAsKey(entry) {
  if (keyEntry) forget(keyEntry);
  keyEntry = entry;
  entries.splice(entries.indexOf(entry), 1);
  entry.card.remove();
  showKey();
  element("more").open = true;
  say(`${entry.name} is the private key`);
  readAgain();
  element("key-file").querySelector("button").focus();
}

function showKey() {
  element("key-file").hidden = !keyEntry;
  element("private_key").hidden = !!keyEntry;
  if (!keyEntry) return;
  const drop = button("Remove", () => {
    forget(keyEntry);
    keyEntry = null;
    showKey();
    readAgain();
    element("private_key").focus();
  });
  drop.setAttribute("aria-label", `Remove ${keyEntry.name}`);
  element("key-file").replaceChildren(node("li", [node("span", keyEntry.name), drop]));
}

element("form").addEventListener("submit", (event) => {
  event.preventDefault();
  takeText(element("content").value);
});
element("strict").addEventListener("change", readAgain);
element("private_key").addEventListener("change", readAgain);
element("file").addEventListener("change", async (event) => {
  await takeFiles(event.target.files);
  event.target.value = "";
});
const hasFiles = (event) => event.dataTransfer?.types.includes("Files");
const hasText = (event) => event.dataTransfer?.types.includes("text/plain");
const isField = (target) => !!target.matches?.("input, textarea");
document.addEventListener("dragover", (event) => {
  if (!hasFiles(event) && (!hasText(event) || isField(event.target))) return;
  event.preventDefault();
  document.body.classList.add("dragging");
});
document.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) document.body.classList.remove("dragging");
});
document.addEventListener("drop", (event) => {
  document.body.classList.remove("dragging");
  if (hasFiles(event)) {
    event.preventDefault();
    takeFiles(event.dataTransfer.files);
  } else if (hasText(event) && !isField(event.target)) {
    event.preventDefault();
    takeText(event.dataTransfer.getData("text/plain"));
  }
});
document.addEventListener("paste", (event) => {
  // Into any other field, as usual.
  if (isField(event.target) && event.target.id !== "content") return;
  const { files } = event.clipboardData;
  const text = event.clipboardData.getData("text");
  // What was typed around it belongs to it.
  if (!files.length && (!text.trim() || element("content").value)) return;
  event.preventDefault();
  if (files.length) takeFiles(files);
  else takeText(text);
});
addEventListener("pagehide", () => {
  stop();
  entries.forEach(forget);
  if (keyEntry) forget(keyEntry);
  for (const field of document.querySelectorAll("textarea, input[type=password]")) field.value = "";
});
// A page that is shown again from the browser's memory has nothing left to show.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});

function showError(words) {
  element("content-error").textContent = words;
  element("content-error").hidden = false;
  element("content").setAttribute("aria-invalid", "true");
  element("content").focus();
}

function clearError() {
  element("content-error").hidden = true;
  element("content").removeAttribute("aria-invalid");
}

// What it is. The words are the module's.

function showBusy(entry) {
  entry.card.className = "card result none";
  entry.card.setAttribute("aria-busy", "true");
  entry.card.replaceChildren(origin(entry), heading(entry, "Reading …"));
}

function show(entry) {
  entry.card.removeAttribute("aria-busy");
  const { state, parts } = entry.failure ? failed(entry, entry.failure) : found(entry, entry.summary);
  entry.card.className = `card result ${state}`;
  entry.card.replaceChildren(origin(entry), ...parts);
}

function origin(entry) {
  const name = node("span", `${entry.name}, ${size(entry.input.length)}`);
  const drop = button("Remove", () => remove(entry));
  drop.setAttribute("aria-label", `Remove ${entry.name}`);
  return node("div", [name, drop], "source");
}

function heading(entry, text) {
  const made = node("h2", text);
  made.tabIndex = -1;
  made.id = `heading-${number(entry)}`;
  entry.card.setAttribute("aria-labelledby", made.id);
  return made;
}

const numbers = new WeakMap();
let last = 0;

function number(entry) {
  if (!numbers.has(entry)) numbers.set(entry, last += 1);
  return numbers.get(entry);
}

const PILLS = { none: "", warning: "soon", bad: "over" };

function found(entry, summary) {
  const { expires } = summary;
  const state = expires ? PILLS[expires.urgency] : summary.needs_passphrase ? "locked" : "none";
  const parts = [heading(entry, summary.name ?? "No certificate")];
  if (expires) {
    parts.push(node("p", node("span", expires.text, `pill ${PILLS[expires.urgency]}`), "expiry"));
  }
  parts.push(node("dl", summary.facts.flatMap(({ heading, text, urgency }) => [
    node("dt", heading), node("dd", text, `${urgency} ${heading.startsWith("SHA") ? "octets" : ""}`),
  ])));
  if (summary.needs_passphrase) parts.push(unlock(entry, ""));
  parts.push(
    ...list("Chain", "ol", summary.chain.map(({ text, urgency }) => [text, urgency])),
    ...list("Others", "ul", summary.others.map(({ text, urgency }) => [text, urgency])),
    ...list("Notes", "ul", summary.notes.map(({ text, class: kind, code }) => (
      [[text, " ", node("small", `${kind}: ${code}`)], ""]))),
    ...actions(entry, summary),
  );
  return { state, parts };
}

function failed(entry, failure) {
  const isLocked = failure.needs_passphrase && entry.passphrase === null;
  const parts = [heading(entry, isLocked ? "Protected by a passphrase" : "Not read")];
  if (failure.needs_passphrase) {
    parts.push(unlock(entry, entry.passphrase === null ? "" : failure.message));
    if (isLocked) return { state: "locked", parts };
  } else {
    parts.push(node("p", failure.message, "said"));
  }
  const feature = failure.feature && "; or use the program anycert, which reads it";
  const code = node("small", ` ${failure.kind}`);
  parts.push(node("p", [failure.help, feature ?? "", code], "said help"));
  return { state: "failed", parts };
}

/** The field for the passphrase of an entry, with what is wrong about the last one. */
function unlock(entry, problem) {
  const id = `passphrase-${number(entry)}`;
  const label = node("label", "Passphrase");
  label.htmlFor = id;
  const input = node("input", []);
  Object.assign(input, { id, type: "password", autocomplete: "off", spellcheck: false });
  const error = node("p", problem, "error said");
  Object.assign(error, { id: `${id}-error`, hidden: !problem });
  if (problem) {
    input.setAttribute("aria-invalid", "true");
    input.setAttribute("aria-describedby", error.id);
  }
  const open = node("button", "Open", "button");
  const form = node("form", [label, input, open, error], "unlock");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    entry.passphrase = input.value;
    input.value = "";
    await read(entry);
    if (entries.includes(entry)) reveal(entry);
  });
  return form;
}

/** A list under a heading, the first rows of it; nothing without a row. */
function list(title, kind, rows) {
  if (!rows.length) return [];
  const items = (from) => rows.slice(from, from + ROWS)
    .map(([content, className]) => node("li", content, className));
  const made = node(kind, items(0), kind === "ol" || title === "Others" ? "chain" : "notes");
  const count = rows.length > ROWS ? ` (${rows.length.toLocaleString("en")})` : "";
  const parts = [node("h3", title + count), made];
  if (rows.length > ROWS) {
    const more = button("Show more", () => {
      const added = items(made.children.length);
      made.append(...added);
      more.hidden = made.children.length >= rows.length;
      added[0].tabIndex = -1;
      added[0].focus();
    });
    more.classList.add("more");
    parts.push(more);
  }
  return parts;
}

// PEM out.

function actions(entry, summary) {
  const parts = [];
  const stem = entry.name.replace(/\.[A-Za-z0-9]{1,10}$/, "");
  if (summary.certificates) {
    parts.push(
      button("Copy PEM", () => copy(entry, "certificatesPem", "Copied as PEM")),
      button("Download PEM", () => download(entry, "certificatesPem", `${stem}.pem`)),
    );
  }
  if (summary.has_open_key) {
    parts.push(
      button("Copy private key", () => copy(entry, "privateKeyPem", "Private key copied as PEM")),
      button("Download private key", () => download(entry, "privateKeyPem", `${stem}-key.pem`)),
    );
  }
  if (summary.is_only_key && entries.length > 1) {
    parts.push(button("Match with the others", () => useAsKey(entry)));
  }
  return parts.length ? [node("div", parts, "actions")] : [];
}

async function copy(entry, task, done) {
  const result = await ask(entry, task);
  const text = typeof result === "string" ? result : new TextDecoder().decode(result);
  try {
    await navigator.clipboard.writeText(text);
    tell(entry, done);
  } catch {
    tell(entry, "This browser does not allow copying. Download it instead.");
  }
  if (typeof result !== "string") result.fill(0);
}

async function download(entry, task, name) {
  const result = await ask(entry, task);
  const url = URL.createObjectURL(new Blob([result], { type: "application/x-pem-file" }));
  const link = node("a", []);
  Object.assign(link, { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
  if (typeof result !== "string") result.fill(0);
  tell(entry, `${name} downloaded`);
}

/** Beside the buttons of an entry, and to a screen reader. */
function tell(entry, words) {
  const actions = entry.card.querySelector(".actions");
  actions.querySelector(".told")?.remove();
  actions.append(node("span", words, "told hint"));
  say(words);
}

// Small things.

/** To what was read; to its field where it needs a passphrase. */
function reveal(entry) {
  (entry.card.querySelector("form input") ?? entry.card.querySelector("h2")).focus();
  entry.card.scrollIntoView({ block: "nearest" });
}

function size(octets) {
  return octets < 1024 ? plural(octets, "byte")
    : octets < 1 << 20 ? `${(octets / 1024).toFixed(1)} kB` : `${(octets / (1 << 20)).toFixed(1)} MB`;
}

function plural(count, word) {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}

function fromBase64(text) {
  return Uint8Array.from(atob(text.trim()), (character) => character.charCodeAt(0));
}

function button(text, act) {
  const made = node("button", text, "button quiet small");
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}

/** An element with text, or with nodes and texts, in it. */
function node(name, content, className) {
  const made = document.createElement(name);
  made.append(...[content].flat());
  if (className?.trim()) made.className = className.trim();
  return made;
}

/** To a screen reader. */
function say(text) {
  element("status").textContent = text;
}
