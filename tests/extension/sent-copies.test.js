import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { SentCopies } from "../../extension/received/sent-copies.js";

let store, folder, reported, now, copies;

beforeEach(() => {
  const kept = new Map();
  store = {
    kept,
    load: async () => [...kept.values()],
    put: async (copy) => void kept.set(copy.event, copy),
    remove: async (event) => void kept.delete(event),
  };
  folder = new Map();
  reported = [];
  now = new Date("2026-03-01T12:00:00Z");
  copies = new SentCopies({
    store,
    raw: async (message_id, most) => {
      const bytes = folder.get(message_id);
      return bytes ? { bytes: bytes.slice(0, most), size: bytes.length } : null;
    },
    report: async (event) => void reported.push(event),
    now: () => now,
  });
});

test("the copy of a forward that left is told once", async () => {
  folder.set("f@a", new TextEncoder().encode("Subject: Fwd"));
  await copies.sent("f1", "f@a");
  await copies.look();
  assert.deepEqual(reported, [
    {
      type: "forward.copied",
      body: { event: "f1", at: "2026-03-01T12:00:00.000Z", data: btoa("Subject: Fwd"), size: 12 },
    },
  ]);
  assert.equal(store.kept.size, 0);
});

test("a copy that comes later is told then", async () => {
  await copies.sent("f1", "f@a");
  assert.deepEqual(reported, []);
  folder.set("f@a", new Uint8Array(1));
  await Promise.all([copies.look(), copies.look()]);
  assert.equal(reported.length, 1);
});

test("of a long copy the beginning is told, as much as a message takes", async () => {
  folder.set("f@a", new Uint8Array(1_000_000));
  await copies.sent("f1", "f@a");
  const [{ body }] = reported;
  assert.equal(body.size, 1_000_000);
  assert.equal(body.data.length, 524_288);
});

test("a copy that never comes is not waited for for ever", async () => {
  await copies.sent("f1", "f@a");
  now = new Date("2026-03-02T11:00:00Z");
  await copies.look();
  assert.equal(store.kept.size, 1);
  now = new Date("2026-03-02T13:00:00Z");
  await copies.look();
  assert.deepEqual([store.kept.size, reported], [0, []]);
});
