import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { describe, test } from "node:test";

import { decide } from "../../extension/rules/decide.js";

const CONTRACT = new URL("../contract/", import.meta.url);
const read = (name) => JSON.parse(readFileSync(new URL(name, CONTRACT), "utf8"));
const themes = readdirSync(new URL("decide/", CONTRACT)).filter((name) => name.endsWith(".json"));
const named = read("settings.json");

test("there are vectors to be tested against", () => {
  assert.ok(themes.length > 5);
});

for (const theme of themes) {
  describe(`degraded mode decides as the helper does: ${theme.replace(".json", "")}`, () => {
    for (const given of read(`decide/${theme}`)) {
      test(given.name, () => {
        const settings = typeof given.settings === "string" ? named[given.settings] : given.settings;
        const now = new Date(given.now ?? "2026-07-01T12:00:00Z");
        const { log, address, remove, findings, profile } = decide(given.request, settings, now);
        const codes = findings.map((finding) => finding.code);
        assert.deepEqual({ log, address, remove, codes, profile }, { ...given.expect, ...given.degraded });
      });
    }
  });
}
