import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { ForwardEnd } from "../../extension/received/forward-end.js";

const SIZES = { content_bytes: 900, attachment_bytes: 0 };

let did, isWatched, tellFails, forwardEnd;

beforeEach(() => {
  did = [];
  isWatched = false;
  tellFails = false;
  forwardEnd = new ForwardEnd({
    copies: { sent: async (...given) => void did.push(["copy", ...given]) },
    toTheEnd: { ended: () => isWatched },
    button: {
      tell: async (id, { lines }) => {
        did.push(["tell", id, lines.length]);
        if (tellFails) {
          throw new Error("no such tab");
        }
      },
    },
    tag: async (...given) => void did.push(["tag", ...given]),
    close: async (tab) => void did.push(["close", tab]),
    attempt: (step) => step().catch(() => {}),
    say: (key) => key,
    language: () => "en",
  });
});

const intent = (original = {}, more = {}) => ({
  event: "e1",
  tab: 7,
  message_id: "fwd@a",
  sizes: SIZES,
  original: { id: 3, message_id: "orig@b", author: "bob@x", subject: "Offer", look: false, ...original },
  ...more,
});

test("what was sent is marked, and its copy looked at", async () => {
  await forwardEnd.seen(intent(), "sent");
  assert.deepEqual(did, [["copy", "e1", "fwd@a"], ["tag", 3, "orig@b"]]);
});

test("a message without a Message-ID can't be marked", async () => {
  await forwardEnd.seen(intent({ message_id: null }), "sent");
  assert.deepEqual(did, [["copy", "e1", "fwd@a"]]);
});

test("what waits in the Outbox is not called logged", async () => {
  await forwardEnd.seen(intent(), "waiting");
  assert.deepEqual(did, []);
});

test("what could not be sent is told, and its window closed", async () => {
  await forwardEnd.seen(intent(), "failed");
  assert.deepEqual(did, [["tell", 3, 1], ["close", 7]]);
});

test("its window is closed though nobody can be told", async () => {
  tellFails = true;
  await forwardEnd.seen(intent(), "failed");
  assert.deepEqual(did.at(-1), ["close", 7]);
});

test("the window that the person looks at stays open", async () => {
  await forwardEnd.seen(intent({ look: true }), "failed");
  assert.deepEqual(did, [["tell", 3, 1]]);
});

test("where somebody waits for its end, they tell it", async () => {
  isWatched = true;
  await forwardEnd.seen(intent(), "failed");
  assert.deepEqual(did, [["close", 7]]);
});

test("a mail that is no forward is no concern of it", async () => {
  await forwardEnd.seen(intent({}, { original: null }), "failed");
  assert.deepEqual(did, []);
});
