// Chromium, driven through its own debugging protocol on two pipes, as by the tests of
// examples/secrets-api: JSON, each message ended by a zero byte.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { setTimeout as wait } from "node:timers/promises";

export const hasBrowser = !spawnSync("chromium", ["--version"]).error;

export class Browser {
  #child;
  #profile = mkdtempSync(`${tmpdir()}/anycert-page-`);
  #calls = new Map();
  #last = 0;
  #session;
  #received = "";
  /** What the browser tells without being asked. */
  events = [];

  /** The page at `url`. */
  static async open(url) {
    const browser = new Browser();
    await browser.#start(url);
    return browser;
  }

  async #start(url) {
    const words = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
      "--disable-background-networking", "--disable-component-update", "--disable-sync",
      "--window-size=1280,900", `--user-data-dir=${this.#profile}`, "--remote-debugging-pipe", "about:blank"];
    this.#child = spawn("chromium", words, { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] });
    this.#child.stdio[4].setEncoding("utf8").on("data", (text) => this.#receive(text));
    const { targetId } = await this.call("Target.createTarget", { url: "about:blank" });
    const { sessionId } = await this.call("Target.attachToTarget", { targetId, flatten: true });
    this.#session = sessionId;
    for (const domain of ["Page", "Runtime", "Network", "Log"]) await this.call(`${domain}.enable`);
    this.downloads = `${this.#profile}/downloads`;
    mkdirSync(this.downloads);
    const parameters = { behavior: "allow", downloadPath: this.downloads };
    await this.call("Browser.setDownloadBehavior", parameters, true);
    await this.call("Browser.grantPermissions",
      { permissions: ["clipboardReadWrite", "clipboardSanitizedWrite"] }, true);
    await this.call("Network.emulateNetworkConditions",
      { offline: true, latency: 0, downloadThroughput: -1, uploadThroughput: -1 });
    await this.call("Page.navigate", { url });
    await this.waitFor("document.readyState === 'complete' && !!document.getElementById('form')");
  }

  #receive(text) {
    const messages = (this.#received + text).split("\0");
    this.#received = messages.pop();
    for (const message of messages.map((one) => JSON.parse(one))) {
      const call = this.#calls.get(message.id);
      if (!call) {
        this.events.push(message);
        continue;
      }
      this.#calls.delete(message.id);
      if (message.error) call.reject(new Error(`${call.method}: ${JSON.stringify(message.error)}`));
      else call.resolve(message.result);
    }
  }

  call(method, params = {}, isOfBrowser = false) {
    const id = this.#last += 1;
    const sessionId = isOfBrowser ? undefined : this.#session;
    this.#child.stdio[3].write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    return new Promise((resolve, reject) => this.#calls.set(id, { method, resolve, reject }));
  }

  /** The value of an expression, or of the promise that it is. */
  async evaluate(expression) {
    const parameters =
      { expression, returnByValue: true, awaitPromise: true, userGesture: true };
    const { result, exceptionDetails } = await this.call("Runtime.evaluate", parameters);
    assert.ok(!exceptionDetails, `${expression.slice(0, 500)}: ${JSON.stringify(exceptionDetails)}`);
    return result.value;
  }

  async waitFor(condition, seconds = 60) {
    for (let begun = Date.now(); !await this.evaluate(condition);) {
      assert.ok(Date.now() - begun < 1000 * seconds, `${condition}: ${await this.shown()}`);
      await wait(20);
    }
  }

  /** What a person sees. */
  shown() {
    return this.evaluate("document.body.innerText");
  }

  /** What a person's drop anywhere on the page does, with files made in the page. */
  async drop(files, isAwaited = true) {
    const list = files.map(([name, octets]) => [name, Buffer.from(octets).toString("base64")]);
    await this.evaluate(`{
      const dataTransfer = new DataTransfer();
      for (const [name, base64] of ${JSON.stringify(list)}) {
        const octets = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
        dataTransfer.items.add(new File([octets], name));
      }
      document.getElementById("status").textContent = "";
      document.querySelector("header").dispatchEvent(
        new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
    }`);
    if (isAwaited) await this.waitFor("/(read|passphrase)$/.test(document.getElementById('status').textContent)");
  }

  async paste(text, id = null) {
    const target = id ? `document.getElementById(${JSON.stringify(id)})` : "document.body";
    await this.evaluate(`{
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", ${JSON.stringify(text)});
      document.getElementById("status").textContent = "";
      ${target}.dispatchEvent(
        new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    }`);
    await this.waitFor("/(read|passphrase)$/.test(document.getElementById('status').textContent)");
  }

  /** What is said of the newest input. */
  card() {
    return this.evaluate("document.querySelector('#results > article').innerText");
  }

  /** Into the field of the newest input. */
  async unlock(passphrase) {
    await this.evaluate(`{
      const form = document.querySelector("#results > article form");
      form.querySelector("input").value = ${JSON.stringify(passphrase)};
      form.querySelector("button").click();
    }`);
    await this.waitFor("!document.querySelector('[aria-busy]')");
  }

  clickOn(text) {
    return this.evaluate(`[...document.querySelectorAll("#results > article:first-child button")]
      .find((button) => button.textContent === ${JSON.stringify(text)}).click()`);
  }

  async removeAll() {
    await this.evaluate("document.querySelectorAll('#results .source button').forEach((one) => one.click())");
    await this.waitFor("document.querySelectorAll('#results > article').length === 0");
  }

  async press(key, code, text = "") {
    for (const type of ["keyDown", "keyUp"]) {
      await this.call("Input.dispatchKeyEvent", { type, key, code: key, windowsVirtualKeyCode: code,
        text: type === "keyDown" ? text : "" });
    }
  }

  /** The ID of what has the focus, else its text. */
  focused() {
    return this.evaluate("document.activeElement.id || document.activeElement.innerText.split('\\n')[0]");
  }

  async resize(width, isDark) {
    await this.call("Emulation.setDeviceMetricsOverride",
      { width, height: 900, deviceScaleFactor: 1, mobile: width < 500 });
    const features = [{ name: "prefers-color-scheme", value: isDark ? "dark" : "light" },
      { name: "prefers-reduced-motion", value: "reduce" }];
    await this.call("Emulation.setEmulatedMedia", { features });
  }

  /** To look at. */
  async screenshot(name) {
    const { cssContentSize: size } = await this.call("Page.getLayoutMetrics");
    const clip = { x: 0, y: 0, width: size.width, height: size.height, scale: 1 };
    const { data } = await this.call("Page.captureScreenshot",
      { format: "png", captureBeyondViewport: true, clip });
    const folder = new URL("../dist/pictures/", import.meta.url);
    mkdirSync(folder, { recursive: true });
    writeFileSync(new URL(`${name}.png`, folder), Buffer.from(data, "base64"));
  }

  /** Processes of the browser may outlive it for a moment, and write to the profile. */
  async close() {
    const ended = new Promise((resolve) => this.#child.on("exit", resolve));
    this.call("Browser.close", {}, true).catch(() => {});
    const isEnded = await Promise.race([ended.then(() => true), wait(5000, false, { ref: false })]);
    if (!isEnded) {
      this.#child.kill("SIGKILL");
      await ended;
    }
    for (let attempt = 1; ; attempt += 1) {
      try {
        return rmSync(this.#profile, { recursive: true, force: true });
      } catch (error) {
        if (attempt === 50) throw error;
        await wait(100);
      }
    }
  }
}
