import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { HandOver } from "../../extension/helper/hand-over.js";
import { ANA, FakeClock } from "./fakes.js";

const PIECE = 393_216;
const MAIL = { event: "e1", message_id: "m@a", identity: ANA };

let clock, store, folder, asked, reported, removed, answer, handOver;

beforeEach(() => {
  clock = new FakeClock();
  const kept = new Map();
  store = {
    kept,
    load: async () => [...kept.values()],
    put: async (mail) => void kept.set(mail.event, mail),
    remove: async (event) => void kept.delete(event),
  };
  folder = new Map([["m@a", new Blob(["Subject: Offer"])]]);
  [asked, reported, removed] = [[], [], []];
  answer = () => ({ ok: true, body: { entry: 1, state: "confirmed", findings: [] } });
  handOver = new HandOver({
    store,
    copy: async (message_id) => folder.get(message_id) ?? null,
    taken: async (message_id) => void removed.push(message_id),
    ask: async (type, body) => {
      asked.push([type, body]);
      return answer(body);
    },
    report: async (event) => void reported.push(event),
    clock,
    now: () => new Date(Date.parse("2026-03-01T12:00:00Z") + clock.now),
  });
});

/** Hands a mail over while time passes. */
async function sent(mail = MAIL) {
  await handOver.sent(mail);
  await clock.pass(0);
  await handOver.look();
}

test("the copy of a mail that left is handed over, and then needed no longer", async () => {
  await sent();
  assert.deepEqual(asked, [
    [
      "mail.copy",
      {
        event: "e1",
        of: "sent",
        identity: ANA,
        at: "2026-03-01T12:00:00.000Z",
        data: btoa("Subject: Offer"),
        part: 0,
        parts: 1,
      },
    ],
  ]);
  assert.deepEqual([store.kept.size, removed], [0, ["m@a"]]);
});

test("a large one goes in pieces that together are the mail", async () => {
  const bytes = Uint8Array.from({ length: 2 * PIECE + 5 }, (_, at) => at % 251);
  folder.set("m@a", new Blob([bytes]));
  await sent();
  assert.deepEqual(asked.map(([, { part, parts }]) => [part, parts]), [[0, 3], [1, 3], [2, 3]]);
  assert.ok(asked.every(([, { data }]) => data.length <= 524_288));
  const together = asked.map(([, { data }]) => atob(data)).join("");
  assert.equal(together.length, bytes.length);
  assert.ok(Array.from(together, (sign) => sign.charCodeAt(0)).every((byte, at) => byte === bytes[at]));
});

test("what was begun and broke off begins again from the start", async () => {
  folder.set("m@a", new Blob([new Uint8Array(2 * PIECE)]));
  let away = true;
  answer = ({ part }) =>
    away && part === 1
      ? { ok: false, error: { code: "no-helper", title: "", message: "", retryable: true } }
      : { ok: true, body: {} };
  await sent();
  assert.equal(store.kept.size, 1);
  assert.deepEqual(removed, []);
  away = false;
  asked = [];
  await clock.pass(10_000);
  await handOver.look();
  assert.deepEqual(asked.map(([, { part }]) => part), [0, 1]);
  assert.equal(store.kept.size, 0);
});

test("what the helper refuses for good is not offered again", async () => {
  answer = () => ({ ok: false, error: { code: "bad-message", title: "", message: "", retryable: false } });
  await sent();
  await clock.pass(100_000);
  assert.equal(asked.length, 1);
  assert.deepEqual(removed, ["m@a"]);
});

test("a copy that comes a moment later is handed over then", async () => {
  const copy = folder.get("m@a");
  folder.clear();
  await sent();
  assert.deepEqual(asked, []);
  folder.set("m@a", copy);
  await clock.pass(5_000);
  await handOver.look();
  assert.equal(asked.length, 1);
});

test("where no copy comes, that is reported", async () => {
  folder.clear();
  await sent();
  await clock.pass(60_000);
  assert.deepEqual(reported, [{ type: "mail.lost", body: { event: "e1", at: reported[0].body.at } }]);
  assert.equal(store.kept.size, 0);
});

test("a received message is handed over under an event of its own", async () => {
  const done = handOver.received(new Blob(["Subject: Hello"]), ANA);
  await clock.pass(0);
  assert.equal((await done).body.state, "confirmed");
  const [[type, { of, event, data }]] = asked;
  assert.deepEqual([type, of, data], ["mail.copy", "received", btoa("Subject: Hello")]);
  assert.match(event, /^[0-9a-f-]{36}$/);
});

test("two mails are handed over one after the other", async () => {
  folder.set("m@a", new Blob([new Uint8Array(PIECE + 1)]));
  const other = handOver.received(new Blob([new Uint8Array(PIECE + 1)]), ANA);
  await sent();
  await other;
  const events = asked.map(([, { event }]) => event);
  assert.deepEqual([events[0] === events[1], events[2] === events[3], events.length], [true, true, 4]);
});

test("a mail that is put into a CRM by its API goes in pieces too, and others need not wait for the CRM", async () => {
  let crmAnswers;
  const slow = new Promise((resolve) => (crmAnswers = resolve));
  answer = async ({ by, part }) => {
    await (by === "api" && part === 1 ? slow : undefined);
    return { ok: true, body: { entry: part, state: "confirmed", findings: [] } };
  };
  const byApi = handOver.byApi(new Blob([new Uint8Array(PIECE + 1)]), ANA);
  await handOver.received(new Blob(["Subject: Order"]), ANA);
  assert.deepEqual(asked.map(([, { by, of, part }]) => [by, of, part]), [
    ["api", "received", 0],
    ["api", "received", 1],
    [undefined, "received", 0],
  ]);
  crmAnswers();
  assert.equal((await byApi).body.entry, 1);
});

test("a piece that the helper does not take ends a hand-over by API", async () => {
  answer = () => ({ ok: false, error: { code: "part-missing", title: "", message: "", retryable: true } });
  const { ok } = await handOver.byApi(new Blob([new Uint8Array(PIECE + 1)]), ANA);
  assert.deepEqual([ok, asked.length], [false, 1]);
});
