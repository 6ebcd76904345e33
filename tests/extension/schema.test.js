import assert from "node:assert/strict";
import { test } from "node:test";

import "./webcrypto.js";
import { DEFAULTS, upgraded, withReport } from "../../extension/state/schema.js";

test("a fresh store gets the defaults and a name of its own", () => {
  const state = upgraded(undefined);
  assert.match(state.instance, /^[0-9a-f-]{36}$/);
  assert.deepEqual({ ...state, instance: "" }, DEFAULTS);
  assert.notEqual(upgraded(undefined).instance, state.instance);
});

test("a store of this version stays as it is", () => {
  const stored = { ...DEFAULTS, instance: "i", mail_seen: "2026-01-01T00:00:00Z", copies: { "a@b": true } };
  assert.deepEqual(upgraded(stored), stored);
});

test("a partial store keeps what it has and gets the rest", () => {
  const state = upgraded({ version: 1, instance: "i", settings: { profiles: [] } });
  assert.equal(state.instance, "i");
  assert.deepEqual(state.settings, { profiles: [] });
  assert.deepEqual(state.drafts, {});
});

test("a store of a newer version is not taken back", () => {
  assert.equal(upgraded({ version: 9, instance: "i" }).version, 9);
});

test("the defaults can't be changed", () => {
  assert.throws(() => {
    DEFAULTS.reports.push("x");
  }, TypeError);
});

test("the last reports are remembered, each once", () => {
  assert.deepEqual(withReport(["a", "b"], "a"), ["b", "a"]);
  const many = Array.from({ length: 250 }, (_, i) => `${i}`).reduce(withReport, []);
  assert.equal(many.length, 200);
  assert.equal(many.at(-1), "249");
});
