import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { TestMail } from "../../extension/compose/test-mail.js";
import { ANA, FakeClock, settled } from "./fakes.js";

const MAIL = { identity: ANA, to: "ana@gmx.example", subject: "Birdlog test", text: "You can delete it." };
const TAB = 7;
const LOGGED = { log: true, findings: [] };

let clock, online, answer, asked, did, sending, testMail;

/** A step of the window's, noted; a send ends when the test says so. */
const note = (what) => async (...values) => void did.push([what, ...values]);

beforeEach(() => {
  clock = new FakeClock();
  online = true;
  answer = { ok: true, body: LOGGED };
  asked = [];
  did = [];
  sending = null;
  testMail = new TestMail({
    windows: {
      write: async (mail) => {
        if (mail.subject === "") {
          throw new Error("no window");
        }
        did.push(["write", mail.to]);
        return TAB;
      },
      minimise: note("minimise"),
      send: (tab, mode) => {
        did.push(["send", tab, mode]);
        return new Promise((resolve, reject) => (sending = { resolve, reject }));
      },
      close: note("close"),
    },
    follower: { name: note("name") },
    ask: async (type, body) => {
      asked.push([type, body]);
      return answer;
    },
    online: () => online,
    clock,
  });
});

const intent = (verdict = LOGGED) => ({ event: "r1", verdict });

test("it is written, named after its request, sent, and its end waited for", async () => {
  const end = testMail.send("r1", MAIL);
  await settled();
  assert.deepEqual(did, [
    ["write", MAIL.to],
    ["minimise", TAB],
    ["name", TAB, "r1"],
    ["send", TAB, "sendNow"],
  ]);
  testMail.ended({ ...intent(), event: "another" }, "failed", "smtp-error");
  testMail.ended(intent(), "sent", null);
  assert.deepEqual(await end, { outcome: "done", reason: null });
  assert.equal(clock.waiting, 0);
});

test("the helper is asked first, and what would not be logged is not written", async () => {
  const never = { code: "never-log", level: "block" };
  for (const [findings, reason] of [
    [[{ code: "already-there", level: "ok" }, never], "never-log"],
    [[{ code: "partly-never-log", level: "warn" }], "partly-never-log"],
    [[], "not-logged"],
  ]) {
    answer = { ok: true, body: { log: false, findings } };
    assert.deepEqual(await testMail.send("r1", MAIL), { outcome: "refused", reason });
  }
  assert.deepEqual(did, []);
  const { event, identity, to } = asked[0][1];
  assert.deepEqual([asked[0][0], event, identity, to], ["compose.decide", "r1", ANA, [MAIL.to]]);
});

test("a helper that can't answer now is asked later", async () => {
  answer = { ok: false, error: { code: "silent", retryable: true } };
  assert.equal(await testMail.send("r1", MAIL), null);
  answer = { ok: false, error: { code: "unknown-type", retryable: false } };
  assert.deepEqual(await testMail.send("r1", MAIL), { outcome: "failed", reason: "unknown-type" });
  assert.deepEqual(did, []);
});

test("what the rules find at Send alone is said too", async () => {
  const end = testMail.send("r1", MAIL);
  await settled();
  const paused = { log: false, findings: [{ code: "paused", level: "block" }] };
  testMail.ended(intent(paused), "sent", null);
  assert.deepEqual(await end, { outcome: "refused", reason: "paused" });
});

test("offline it goes into the Outbox, once it is sure that Thunderbird does not just start", async () => {
  online = false;
  const end = testMail.send("r1", MAIL);
  await settled();
  assert.deepEqual(did, []);
  await clock.pass(5_000);
  assert.deepEqual(did.at(-1), ["send", TAB, "sendLater"]);
  testMail.ended(intent(), "waiting", null);
  assert.deepEqual(await end, { outcome: "done", reason: "waiting" });
});

test("a Thunderbird that comes online meanwhile sends at once", async () => {
  online = false;
  void testMail.send("r1", MAIL);
  await settled();
  online = true;
  await clock.pass(5_000);
  assert.deepEqual(did.at(-1), ["send", TAB, "sendNow"]);
});

test("a mail that the server does not take is closed, so that nobody sends it twice", async () => {
  const end = testMail.send("r1", MAIL);
  await settled();
  testMail.ended(intent(), "failed", "smtp-error");
  sending.reject(new Error("compose.sendMessage failed"));
  assert.deepEqual(await end, { outcome: "failed", reason: "smtp-error" });
  assert.deepEqual(did.at(-1), ["close", TAB]);
});

test("a send that Thunderbird gives up is told", async () => {
  const first = testMail.send("r1", MAIL);
  await settled();
  testMail.ended(intent(), "failed", null);
  assert.deepEqual(await first, { outcome: "failed", reason: "not-sent" });
  const second = testMail.send("r1", MAIL);
  await settled();
  sending.reject(new Error("compose.sendMessage failed"));
  assert.deepEqual(await second, { outcome: "failed", reason: "not-sent" });
});

test("a window that does not open is told", async () => {
  assert.deepEqual(await testMail.send("r1", { ...MAIL, subject: "" }), {
    outcome: "failed",
    reason: "compose-failed",
  });
});

test("while Thunderbird shows why it can't send, others are not kept waiting for ever", async () => {
  const end = testMail.send("r1", MAIL);
  await settled();
  await clock.pass(120_000);
  assert.deepEqual(await end, { outcome: "failed", reason: "not-seen" });
  assert.ok(!did.some(([what]) => what === "close"));
});
