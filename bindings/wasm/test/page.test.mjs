// The page, from a file and offline, in a real browser.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { createServer } from "node:http";
import { test as define } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { Browser, hasBrowser } from "./browser.mjs";
import { testdata } from "./testdata.mjs";
import { tool } from "./tools.mjs";

const PAGE = new URL("../dist/anycert.html", import.meta.url);
const PASSPHRASE = "correct horse 7F";
const SUBJECT = "CN=example.com, O=Example Inc, C=US";
const file = (path) => [path.split("/").pop(), testdata(path)];

/** A test with a page of its own, which must not complain about anything. */
function test(name, act) {
  const skip = !hasBrowser && "there is no `chromium` here (on Debian: apt-get install chromium)";
  define(name, { skip, timeout: 300_000 }, async (t) => {
    const browser = await Browser.open(PAGE.href);
    try {
      await act(browser, t);
      const complaints = browser.events.filter(({ method }) =>
        ["Runtime.exceptionThrown", "Log.entryAdded", "Runtime.consoleAPICalled"].includes(method));
      assert.deepEqual(complaints.map(({ params }) => JSON.stringify(params)), []);
    } finally {
      await browser.close();
    }
  });
}

test("every format is dropped and read", async (browser) => {
  const [own, none] = ["belongs to this certificate", "no"];
  for (const [path, passphrase, ...facts] of [
    ["pem/example-chain.pem", null, SUBJECT, none, "Chain"],
    ["pem/example-certificate-and-key.pem", null, SUBJECT, own],
    ["certificate/example.crt", null, SUBJECT, none],
    ["certificate/example.cer", null, SUBJECT, none],
    ["certificate/example.der", null, SUBJECT, none],
    ["pkcs7/example.p7b", null, SUBJECT, none],
    ["pkcs7/example.p7b.pem", null, SUBJECT, none],
    ["pkcs12/example.pfx", PASSPHRASE, SUBJECT, own],
    ["pkcs12/openssl3-default.p12", PASSPHRASE, "leaf.example.org", own, "MAC verified"],
    ["pkcs12/openssl3-default.p12.base64", PASSPHRASE, "leaf.example.org", own],
    ["java-keystore/keytool17-key-and-chain.jks", PASSPHRASE, "leaf.example.org", own],
    ["key/example-pkcs8.pem", null, "No certificate", "not encrypted; no certificate to match it to"],
    ["key/example-pkcs8.der", null, "No certificate", "not encrypted"],
    ["key/example-pkcs8-encrypted.pem", PASSPHRASE, "No certificate", "decrypted"],
  ]) {
    await browser.drop([file(path)]);
    if (passphrase !== null) {
      assert.match(await browser.focused(), /^passphrase-/, path);
      await browser.unlock(passphrase);
    }
    const said = await browser.card();
    for (const fact of [path.split("/").pop(), ...facts]) assert.ok(said.includes(fact), `${path}: ${said}`);
    assert.match(await browser.focused(), /^heading-/, path);
  }
  assert.equal(await browser.evaluate("entries.length"), 14);
  // A person's own words, and how soon, at a glance.
  await browser.drop([file("certificate/expires-9999.der")]);
  assert.ok((await browser.card()).includes("never expires"));
  await browser.drop([file("certificate/expired-1970.der")]);
  assert.match(await browser.card(), /expired \d+ years ago[^]*EXPIRED \d+ days ago/);
  assert.ok(await browser.evaluate("!!document.querySelector('.result.over .pill.over')"));
  // What is in a certificate is shown as text.
  const markup = "<img src=x onerror=document.title='wrong'>";
  await browser.drop([[markup, testdata("certificate/example.pem")]]);
  assert.ok((await browser.card()).includes(markup));
  // A locked key beside its certificate: both are said, and the passphrase may be given.
  const both = ["certificate/example.pem", "key/example-pkcs8-encrypted.pem"].map(testdata);
  await browser.drop([["locked.pem", Buffer.concat(both)]]);
  assert.match(await browser.card(), /locked: no passphrase was given[^]*Passphrase/);
});

test("text is pasted anywhere, or typed", async (browser) => {
  const pem = testdata("certificate/example.pem").toString();
  await browser.paste(pem);
  assert.ok((await browser.card()).includes(SUBJECT));
  await browser.paste(testdata("pem/leaf-chain-key.pem").toString(), "content");
  assert.ok((await browser.card()).includes("leaf.example.org"));
  assert.equal(await browser.evaluate("document.getElementById('content').value"), "");
  await browser.evaluate(`document.getElementById("content").value = ${JSON.stringify(pem)};
    document.getElementById("read").click()`);
  await browser.waitFor("entries.length === 3 && !document.querySelector('[aria-busy]')");
  assert.ok((await browser.card()).includes(SUBJECT));
  // In other fields, a paste is a paste.
  await browser.evaluate(`{
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", "x");
    const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
    if (!document.getElementById("private_key").dispatchEvent(event)) throw new Error("prevented");
  }`);
  await browser.evaluate("document.getElementById('content').value = ' '; document.getElementById('read').click()");
  assert.ok((await browser.shown()).includes("Drop a file here, or paste a certificate."));
  assert.equal(await browser.focused(), "content");
});

test("a wrong passphrase, and every other error", async (browser) => {
  await browser.drop([file("pkcs12/openssl3-default.p12")]);
  assert.ok((await browser.card()).includes("Protected by a passphrase"));
  await browser.unlock("wrong");
  assert.match(await browser.card(), /Not read[^]*wrong passphrase/i);
  assert.match(await browser.focused(), /^passphrase-/);
  const field = "document.activeElement";
  assert.equal(await browser.evaluate(`${field}.value`), "");
  assert.equal(await browser.evaluate(`${field}.getAttribute("aria-invalid")`), "true");
  const described = await browser.evaluate(
    `document.getElementById(${field}.getAttribute("aria-describedby")).innerText`);
  assert.match(described, /wrong passphrase/i);
  await browser.unlock(PASSPHRASE);
  assert.ok((await browser.card()).includes("belongs to this certificate"));
  assert.equal(await browser.evaluate("document.querySelectorAll('#results form').length"), 0);

  for (const [path, ...pieces] of [
    ["reject/csr.pem", "certificate signing request"],
    ["reject/prose.txt", "Not read"],
    ["reject/cut-second-certificate.pem", "block 2"],
    ["reject/iterations-20000000.p12", "asks for"],
  ]) {
    await browser.drop([file(path)]);
    if (await browser.evaluate("!!document.querySelector('#results form')")) await browser.unlock("x");
    const said = await browser.card();
    for (const piece of pieces) assert.match(said, new RegExp(piece, "i"), path);
    assert.ok(!/undefined|null|\[object/.test(said), said);
    assert.ok(await browser.evaluate("!!document.querySelector('#results > article.failed .help')"));
    await browser.evaluate("document.querySelector('#results .source button').click()");
  }
  await browser.drop([["empty.pem", Buffer.alloc(0)]]);
  assert.match(await browser.card(), /empty/i);
});

test("options: strict, and a separate private key", async (browser) => {
  const broken = testdata("certificate/example.pem").toString().replaceAll("\n", "\n> ");
  await browser.drop([["quoted.pem", `> ${broken}`]]);
  assert.match(await browser.card(), /Notes[^]*repaired: /);
  await browser.evaluate("document.getElementById('more').open = true; document.getElementById('strict').click()");
  await browser.waitFor("!!document.querySelector('.failed')");
  await browser.evaluate("document.getElementById('strict').click()");
  await browser.waitFor("!document.querySelector('.failed, [aria-busy]')");

  await browser.removeAll();
  await browser.drop([file("certificate/example.pem")]);
  assert.match(await browser.card(), /private key\s+no\b/i);
  await browser.drop([file("key/example-pkcs8.pem")]);
  await browser.clickOn("Match with the others");
  await browser.waitFor("entries.length === 1 && !document.querySelector('[aria-busy]')");
  assert.ok((await browser.card()).includes("belongs to this certificate"));
  assert.ok((await browser.shown()).includes("example-pkcs8.pem"));
  assert.equal(await browser.evaluate("document.activeElement.getAttribute('aria-label')"), "Remove example-pkcs8.pem");
  await browser.evaluate("document.activeElement.click()");
  await browser.waitFor("/private key\\s+no\\b/i.test(document.querySelector('#results > article').innerText)");
  assert.equal(await browser.focused(), "private_key");
  const other = testdata("key/ed25519-pkcs8.pem").toString();
  await browser.evaluate(`document.getElementById("private_key").value = ${JSON.stringify(other)};
    document.getElementById("private_key").dispatchEvent(new Event("change"))`);
  await browser.waitFor("!!document.querySelector('dd.bad') && !document.querySelector('[aria-busy]')");
  assert.ok((await browser.card()).includes("DOES NOT BELONG to this certificate"));
});

test("PEM is copied and downloaded", async (browser) => {
  await browser.drop([file("pkcs12/openssl3-default.p12")]);
  await browser.unlock(PASSPHRASE);
  await browser.call("Page.bringToFront");
  for (const [what, said, count, word] of [
    ["Copy PEM", "Copied as PEM", 2, "CERTIFICATE"],
    ["Copy private key", "Private key copied as PEM", 1, "PRIVATE KEY"],
  ]) {
    await browser.clickOn(what);
    await browser.waitFor(`document.getElementById("status").textContent === ${JSON.stringify(said)}`);
    const text = await browser.evaluate("navigator.clipboard.readText()");
    assert.equal(text.match(/-----BEGIN [A-Z ]+-----/g).length, count);
    assert.ok(text.startsWith(`-----BEGIN ${word}-----`), text);
  }
  for (const [what, name, word] of [
    ["Download PEM", "openssl3-default.pem", "CERTIFICATE"],
    ["Download private key", "openssl3-default-key.pem", "PRIVATE KEY"],
  ]) {
    await browser.clickOn(what);
    await browser.waitFor(`document.getElementById("status").textContent === "${name} downloaded"`);
    for (let tries = 0; !readdirSync(browser.downloads).includes(name); tries += 1) {
      assert.ok(tries < 200, `${readdirSync(browser.downloads)}`);
      await wait(50);
    }
    assert.ok(readFileSync(`${browser.downloads}/${name}`, "utf8").startsWith(`-----BEGIN ${word}-----`));
  }
});

/** Distinct certificates in PEM: no signature is checked, so it may be a number. */
function many(count) {
  const der = Buffer.from(testdata("certificate/p256.der"));
  const blocks = Array.from({ length: count }, (_, number) => {
    der.writeUInt32BE(number, der.length - 4);
    const lines = der.toString("base64").replaceAll(/.{64}/g, "$&\n");
    return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
  });
  return blocks.join("");
}

test("10,000 certificates do not freeze the page", async (browser) => {
  const text = many(10_000);
  await browser.evaluate(`
    window.gaps = [];
    let before = performance.now();
    window.ticking = setInterval(() => {
      const now = performance.now();
      if (document.querySelector("[aria-busy]")) gaps.push(now - before);
      before = now;
    }, 5)`);
  await browser.drop([["all.pem", text]]);
  const gaps = await browser.evaluate("clearInterval(ticking), gaps");
  const [longest, all] = [Math.max(...gaps), gaps.reduce((sum, gap) => sum + gap)];
  console.log(`read in ${Math.round(all)} ms; the page waited ${Math.round(longest)} ms at most`);
  assert.ok(longest < 250 && longest < all / 2, `${longest} of ${all} ms`);
  const said = await browser.card();
  assert.match(said, /Others \(9,999\)/);
  const rows = "document.querySelectorAll('#results .chain li').length";
  assert.equal(await browser.evaluate(rows), 100);
  await browser.clickOn("Show more");
  assert.equal(await browser.evaluate(rows), 200);
  assert.equal(await browser.evaluate("document.activeElement === document.querySelectorAll('#results .chain li')[100]"), true);
  await browser.drop([["more.pem", `${text}${text.slice(0, 1000)}`]]);
  assert.match(await browser.card(), /certificates|not read/i);
  // What takes long can be taken away, and the next one is read.
  await browser.drop([["again.pem", text]], false);
  await browser.waitFor("!!document.querySelector('[aria-busy]')");
  await browser.evaluate("document.querySelector('#results .source button').click()");
  await browser.drop([file("certificate/example.pem")]);
  assert.ok((await browser.card()).includes(SUBJECT));
});

define("it cannot connect to anything", { skip: !hasBrowser, timeout: 120_000 }, async () => {
  let visits = 0;
  const server = createServer((_, answer) => {
    visits += 1;
    answer.end("");
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${server.address().port}/`;
  const browser = await Browser.open(PAGE.href);
  try {
    await browser.drop([file("pem/leaf-chain-key.pem")]);
    const requests = browser.events.filter(({ method }) => method === "Network.requestWillBeSent");
    assert.ok(requests.length);
    for (const { params } of requests) assert.match(params.request.url, /^(file:\/\/.*\/anycert\.html$|blob:|data:)/);
    // Online, and with a script that wants to.
    await browser.call("Network.emulateNetworkConditions",
      { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: -1 });
    const tried = await browser.evaluate(`(async () => {
      const url = ${JSON.stringify(url)};
      const outcome = (promise) => Promise.race([promise, new Promise((end) => setTimeout(end, 3000, "waits"))])
        .then((result) => result || "done", (error) => "refused");
      const loads = (name, attribute) => new Promise((resolve, reject) => {
        const made = document.createElement(name);
        made.onload = resolve;
        made.onerror = reject;
        made[attribute] = url;
        document.body.append(made);
      });
      const inWorker = new Worker(URL.createObjectURL(new Blob(
        [\`fetch("\${url}").then(() => postMessage("done"), () => postMessage("refused"))\`])));
      return {
        fetch: await outcome(fetch(url, { mode: "no-cors" })),
        image: await outcome(loads("img", "src")),
        script: await outcome(loads("script", "src")),
        socket: await outcome(new Promise((resolve, reject) => {
          const socket = new WebSocket(url.replace("http", "ws"));
          socket.onopen = resolve;
          socket.onerror = reject;
        })),
        worker: await outcome(new Promise((resolve) => { inWorker.onmessage = ({ data }) => resolve(data); })),
        code: (() => { try { return eval("'done'"); } catch { return "refused"; } })(),
      };
    })()`);
    assert.deepEqual(tried, { fetch: "refused", image: "refused", script: "refused",
      socket: "refused", worker: "refused", code: "refused" });
    assert.equal(visits, 0);
    await (await fetch(url)).text();
    assert.equal(visits, 1);
  } finally {
    await browser.close();
    server.close();
  }
});

test("it is used by keyboard", async (browser) => {
  await browser.drop([file("key/example-pkcs8-encrypted.pem"), file("pem/example-certificate-and-key.pem")]);
  await browser.evaluate("document.activeElement.blur(); scrollTo(0, 0)");
  await browser.evaluate("getSelection().removeAllRanges(); document.querySelector('header').tabIndex = -1; document.querySelector('header').focus()");
  const order = [];
  for (let at = 0; at < 13; at += 1) {
    await browser.press("Tab", 9);
    order.push((await browser.focused()).replace(/-\d+$/, ""));
  }
  assert.deepEqual(order, ["file", "content", "More options", "read", "Remove", "passphrase", "Open",
    "Match with the others", "Remove", "Copy PEM", "Download PEM", "Copy private key",
    "Download private key"]);
  // Enter in the field of the passphrase opens.
  await browser.evaluate("document.querySelector('#results form input').focus()");
  await browser.call("Input.insertText", { text: PASSPHRASE });
  await browser.press("Enter", 13, "\r");
  await browser.waitFor("!document.querySelector('#results form, [aria-busy]')");
  assert.match(await browser.focused(), /^heading-/);
  // Removed, the next one has the focus; after the last one, the field for files.
  for (const expected of [/^heading-/, /^file$/]) {
    await browser.evaluate("document.querySelector('#results .source button').focus()");
    await browser.press("Enter", 13, "\r");
    assert.match(await browser.focused(), expected);
  }
});

test("what is secret is let go", async (browser) => {
  await browser.drop([file("pkcs12/openssl3-default.p12")]);
  await browser.unlock(PASSPHRASE);
  await browser.evaluate("window.kept = entries[0].input, window.entry = entries[0]");
  assert.ok(await browser.evaluate("kept.some((octet) => octet)"));
  await browser.removeAll();
  assert.ok(await browser.evaluate("kept.every((octet) => octet === 0) && entry.passphrase === null"));
  await browser.drop([file("pem/leaf-chain-key.pem")]);
  await browser.evaluate(`window.kept = entries[0].input;
    document.getElementById("private_key").value = "x"; dispatchEvent(new Event("pagehide"))`);
  assert.ok(await browser.evaluate("kept.every((octet) => octet === 0)"));
  assert.equal(await browser.evaluate("document.getElementById('private_key').value"), "");
});

/** In both colours and at two widths: nothing beyond the edge, nothing that axe-core finds, and
 * pictures to look at. */
test("it can be read by all", async (browser, t) => {
  const modules = tool("axe-core", "4.14.1");
  if (modules) await browser.evaluate(readFileSync(`${modules}/axe-core/axe.min.js`, "utf8"));
  else t.diagnostic("skipped: npm cannot install axe-core");
  const look = async (name) => {
    for (const [width, isDark] of [[1280, false], [1280, true], [390, false], [390, true]]) {
      await browser.resize(width, isDark);
      await browser.evaluate("new Promise(requestAnimationFrame)");
      await browser.screenshot(`${name}-${width}-${isDark ? "dark" : "light"}`);
      const wide = await browser.evaluate("document.documentElement.scrollWidth");
      assert.ok(wide <= width, `${name}: ${wide} pixels wide on ${width}`);
      if (!modules) continue;
      const found = await browser.evaluate(`axe.run({ resultTypes: ["violations"] }).then(({ violations }) =>
        violations.map(({ id, nodes }) => id + ": " + nodes.map(({ html }) => html).join(" ").slice(0, 300)))`);
      assert.deepEqual(found, [], `${name}, ${width}, ${isDark ? "dark" : "light"}`);
    }
  };
  await look("empty");
  await browser.evaluate("document.body.classList.add('dragging')");
  await look("dragging");
  await browser.evaluate("document.body.classList.remove('dragging')");
  await browser.drop([file("pem/leaf-chain-key.pem")]);
  await look("chain");
  await browser.drop([file("certificate/san-all-kinds.der")]);
  await look("names");
  await browser.removeAll();
  await browser.drop([file("pkcs12/openssl3-default-rsa-chain.pfx")]);
  await look("protected");
  await browser.unlock("wrong");
  await look("wrong-passphrase");
  await browser.unlock(PASSPHRASE);
  await look("pfx");
  await browser.removeAll();
  const quoted = `> ${testdata("certificate/example.pem").toString().replaceAll("\n", "\n> ")}`;
  await browser.drop([["quoted.pem", quoted], file("reject/csr.pem"), file("key/example-pkcs8.pem"),
    file("certificate/mozilla-roots.pem")]);
  await browser.evaluate("document.getElementById('more').open = true");
  await look("several");
});
