import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { Delivery } from "../../extension/helper/delivery.js";

let isThere, hasProfile, answers, asked, awaited, back, delivery;

beforeEach(() => {
  isThere = true;
  hasProfile = true;
  answers = [];
  [asked, awaited, back] = [[], [], []];
  delivery = new Delivery({
    reachable: async () => isThere,
    hasProfile: () => hasProfile,
    ask: async (type, body) => {
      asked.push([type, body]);
      return answers.shift() ?? { ok: true, body: {} };
    },
    awaited: async (body) => void awaited.push(body.event),
    cameBack: async (message_id) => void back.push(message_id),
  });
});

const refused = (retryable) => ({ ok: false, error: { code: "internal", title: "", message: "", retryable } });
const sent = (mode = "now") => ({ type: "sent", body: { event: "e1", mode } });

test("an event that the helper took in is done", async () => {
  assert.equal(await delivery.deliver(sent()), "done");
  assert.deepEqual(asked, [["sent", { event: "e1", mode: "now" }]]);
});

test("without a helper, or before there is a profile, nothing is told", async () => {
  isThere = false;
  assert.equal(await delivery.deliver(sent()), "later");
  [isThere, hasProfile] = [true, false];
  assert.equal(await delivery.deliver(sent()), "later");
  assert.deepEqual(asked, []);
});

test("what the helper may take in later is kept, what it never will is not", async () => {
  answers = [refused(true), refused(false)];
  assert.equal(await delivery.deliver(sent()), "later");
  assert.equal(await delivery.deliver(sent()), "refused");
});

test("a long report goes in parts, and none after one that was refused", async () => {
  const body = { event: "e1", data: "A".repeat(600_000), size: 450_000 };
  assert.equal(await delivery.deliver({ type: "received", body }), "done");
  assert.deepEqual(asked.map(([, { part, parts }]) => [part, parts]), [[0, 2], [1, 2]]);
  asked = [];
  answers = [refused(true)];
  assert.equal(await delivery.deliver({ type: "received", body }), "later");
  assert.equal(asked.length, 1);
});

test("a mail that the helper waits for is handed over once it has left", async () => {
  const pending = { ok: true, body: { entry: 1, state: "pending" } };
  answers = [pending, pending, { ok: true, body: { entry: 1, state: "sent" } }];
  await delivery.deliver(sent("later"));
  assert.deepEqual(awaited, []);
  await delivery.deliver(sent());
  await delivery.deliver(sent());
  assert.deepEqual(awaited, ["e1"]);
});

test("messages whose forward came back lose their mark", async () => {
  answers = [{ ok: true, body: { report: true, entries: [1], came_back: ["a@x", "b@x"] } }];
  await delivery.deliver({ type: "received", body: { event: "e1", data: "", size: 0 } });
  assert.deepEqual(back, ["a@x", "b@x"]);
});
