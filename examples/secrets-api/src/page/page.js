"use strict";

const field = (id) => document.getElementById(id);
const content = field("certificate_content");

// A file that is text goes in as text, any other as base64.
async function take(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  content.value = asText(bytes) ?? asBase64(bytes);
  if (!field("name").value) field("name").value = file.name;
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
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replace(/(.{76})/g, "$1\n");
}

field("file").addEventListener("change", (event) => {
  if (event.target.files.length) take(event.target.files[0]);
});
content.addEventListener("dragover", (event) => {
  event.preventDefault();
  content.classList.add("over");
});
content.addEventListener("dragleave", () => content.classList.remove("over"));
content.addEventListener("drop", (event) => {
  content.classList.remove("over");
  if (!event.dataTransfer.files.length) return;
  event.preventDefault();
  take(event.dataTransfer.files[0]);
});

field("form").addEventListener("submit", async (event) => {
  event.preventDefault();
  field("store").disabled = true;
  try {
    await store();
  } catch {
    show("The server cannot be reached", [], true);
  }
  field("store").disabled = false;
});

async function store() {
  const fields = ["name", "certificate_content", "private_key", "passphrase", "certificate_type"];
  const filled = fields.filter((name) => field(name).value !== "");
  const response = await fetch("v1/secrets/certificate", {
    method: "POST",
    headers: {
      "Authorization": `Bearer ${field("token").value.trim()}`,
      "Content-Type": "application/json",
    },
    body: JSON.stringify(Object.fromEntries(filled.map((name) => [name, field(name).value]))),
  });
  const answer = await response.json();
  if (response.ok) {
    const { subject, issuer, expires_at, has_private_key } = answer.data.metadata;
    show(`Stored as ${answer.data.name}`, [
      ["Whose", subject ?? "no certificate in it"],
      ["Issued by", issuer],
      ["Valid until", expires_at],
      ["Private key", has_private_key ? "yes" : "no"],
      ["Id", answer.data.id],
    ]);
  } else {
    const { message, field: where, location, help } = answer.error;
    const facts = [["Field", where], ["Place", location], ["What to do", help]];
    show(message, [...facts, ["Request", answer.meta.request_id]], true);
  }
}

function show(outcome, facts, isError = false) {
  field("outcome").textContent = outcome;
  const rows = facts.filter(([, fact]) => fact != null && fact !== "");
  field("facts").replaceChildren(...rows.flatMap(([name, fact]) => {
    const [term, description] = [document.createElement("dt"), document.createElement("dd")];
    term.textContent = name;
    description.textContent = fact;
    return [term, description];
  }));
  field("result").className = isError ? "error" : "";
  field("result").hidden = false;
  field("result").scrollIntoView();
}
