import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../extension/", import.meta.url));
const read = (name) => readFileSync(join(ROOT, name), "utf8");
const manifest = JSON.parse(read("manifest.json"));
const files = readdirSync(ROOT, { withFileTypes: true, recursive: true })
  .filter((entry) => entry.isFile())
  .map((entry) => relative(ROOT, join(entry.parentPath ?? entry.path, entry.name)));
const sources = files.filter((name) => /\.(js|html)$/.test(name));
const locale = (name) => JSON.parse(read(`_locales/${name}/messages.json`));
const ENGLISH = locale("en");

/** The sentences that the manifest, the pages and the modules name. */
const named = new Set([
  ...[...read("manifest.json").matchAll(/__MSG_(\w+)__/g)].map(([, key]) => key),
  ...sources.flatMap((name) => [...read(name).matchAll(/\bdata-text="(\w+)"/g)].map(([, key]) => key)),
  ...sources.flatMap((name) => [...read(name).matchAll(/\b(?:text|say)\(\s*"(\w+)"/g)].map(([, key]) => key)),
  ...[...read("words/findings.js").matchAll(/\bkey: "(\w+)"/g)].map(([, key]) => key),
]);
const quoted = sources.map(read).join("\n") + read("manifest.json");

test("every sentence that is named exists", () => {
  assert.ok(named.size > 50);
  assert.deepEqual([...named].filter((key) => !(key in ENGLISH)), []);
});

test("every sentence that exists is used", () => {
  const unused = Object.keys(ENGLISH).filter((key) => !named.has(key) && !quoted.includes(`"${key}"`));
  assert.deepEqual(unused, []);
});

for (const name of readdirSync(join(ROOT, "_locales"))) {
  test(`${name} is complete, with the same placeholders as English`, () => {
    const sentences = locale(name);
    assert.deepEqual(Object.keys(sentences), Object.keys(ENGLISH));
    for (const [key, { message, placeholders = {} }] of Object.entries(sentences)) {
      assert.ok(message.trim(), key);
      assert.deepEqual(placeholders, ENGLISH[key].placeholders ?? {}, key);
      const used = new Set([...message.matchAll(/\$(\w+)\$/g)].map(([, one]) => one.toLowerCase()));
      assert.deepEqual([...used].sort(), Object.keys(placeholders).sort(), key);
    }
  });
}

/** The files that a file names. */
function namedBy(name) {
  if (!/\.(js|html|json)$/.test(name) || name.startsWith("_locales")) {
    return [];
  }
  const text = read(name);
  const beside = [
    ...text.matchAll(/(?:from|import) "(\.[^"]+)"/g),
    ...text.matchAll(/(?:src|href)="([^"#]+)"/g),
  ].map(([, path]) => normalize(join(dirname(name), path)));
  const fromTop = [...text.matchAll(/"((?:pages|icons)\/[\w.-]+)"|"(background\.js)"/g)].map(([, a, b]) => a ?? b);
  const states = /icons\/state-\$\{/.test(text) ? ["ok", "warn", "block", "idle", "absent"] : [];
  return [...beside, ...fromTop, ...states.map((state) => `icons/state-${state}.svg`)];
}

test("every file in the package is used, and every file that is named is there", () => {
  const reached = new Set(["manifest.json"]);
  for (const name of reached) {
    namedBy(name).forEach((one) => reached.add(one));
  }
  const needed = files.filter((name) => !name.startsWith("_locales"));
  assert.deepEqual([...reached].sort(), needed.sort());
});

test("every permission is used", () => {
  const adapters = files.filter((name) => name.startsWith("adapter/")).map(read).join("\n");
  const uses = {
    "accountsFolders": "messenger.folders.create",
    "accountsRead": "messenger.accounts.",
    "addressBooks": "messenger.addressBooks",
    "compose": "messenger.compose.setComposeDetails",
    "compose.send": "messenger.compose.sendMessage",
    "menus": "messenger.menus.",
    "messagesDelete": "messenger.messages.delete",
    "messagesRead": "messenger.messages.getFull",
    "messagesTags": "tags.create",
    "messagesTagsList": "tags.list",
    "messagesUpdate": "messenger.messages.update",
    "nativeMessaging": "messenger.runtime.connectNative",
    "notifications": "messenger.notifications.",
    "storage": "messenger.storage",
  };
  assert.deepEqual([...manifest.permissions].sort(), Object.keys(uses).sort());
  for (const [permission, use] of Object.entries(uses)) {
    assert.ok(adapters.includes(use), permission);
  }
});

test("the add-on registers no experiment and runs in every Thunderbird from 128 on", () => {
  const { gecko } = manifest.browser_specific_settings;
  assert.equal(manifest.manifest_version, 3);
  assert.deepEqual([gecko.id, gecko.strict_min_version], ["birdlog@birdlog.addon", "128.0"]);
  assert.ok(!("strict_max_version" in gecko) && !("experiment_apis" in manifest));
});

test("no text is ever read as markup or as code", () => {
  const unsafe = /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function/;
  for (const name of sources) {
    assert.doesNotMatch(read(name), unsafe, name);
  }
});

test("the listener for messages of the pages is not asynchronous", () => {
  assert.doesNotMatch(read("adapter/pages.js"), /onMessage\.addListener\(\s*async/);
});

test("every version number is the same", () => {
  const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
  assert.equal(manifest.version, version);
});
