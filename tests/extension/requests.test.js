import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { Requests } from "../../extension/helper/requests.js";
import { LogToTheEnd } from "../../extension/received/log-to-the-end.js";
import { Logged } from "../../extension/received/logged.js";
import { requestKinds, requestResult } from "../../extension/received/requested.js";
import { FakeClock, MemoryStore, settled } from "./fakes.js";

let clock, waiting, taken, helperIsThere, reported, found, results, runs, store, requests, ready;

const request = (id, kind = "log") => ({ id, kind, body: { message_id: `${id}@x` } });

beforeEach(() => {
  clock = new FakeClock();
  waiting = [];
  taken = new Set();
  helperIsThere = true;
  reported = [];
  found = 3;
  results = {};
  runs = [];
  store = new MemoryStore();
  ready = Promise.resolve();
  requests = make();
});

const make = () =>
  new Requests({
    ask: async (type, { request: id }) => {
      if (!helperIsThere) {
        return { ok: false, error: { code: "no-helper", title: "", message: "", retryable: true } };
      }
      return { ok: true, body: type === "requests.open" ? { requests: waiting } : { taken: !taken.has(id) } };
    },
    report: async ({ body }) => void reported.push(body),
    told: (id) => reported.some((body) => body.request === id),
    kinds: {
      log: {
        find: async () => found,
        run: async (message, body, { request: id, begun }) => {
          runs.push([message, id, begun]);
          const result = results[body.message_id] ?? { outcome: "done", reason: null };
          if (result instanceof Error) {
            throw result;
          }
          return result === "later" ? null : result;
        },
      },
    },
    store,
    ready,
    clock,
    now: () => new Date("2026-03-01T12:00:00Z"),
  });

test("requests are done one after another, and their end is told", async () => {
  waiting = [request("a"), request("b")];
  await requests.look();
  assert.deepEqual(runs, [[3, "a", null], [3, "b", null]]);
  assert.deepEqual(reported, [
    { request: "a", outcome: "done", reason: null },
    { request: "b", outcome: "done", reason: null },
  ]);
  assert.equal(store.kept.size, 0);
});

test("nothing is done before what an earlier Thunderbird left was looked through", async () => {
  let reconciled;
  ready = new Promise((resolve) => (reconciled = resolve));
  requests = make();
  waiting = [request("a")];
  void requests.look();
  await settled();
  assert.deepEqual(runs, []);
  reconciled();
  await settled();
  assert.equal(runs.length, 1);
});

test("a request whose end the helper has not heard of is not done again", async () => {
  waiting = [request("a")];
  await requests.look();
  await requests.look();
  assert.equal(runs.length, 1);
});

test("one that another Thunderbird has taken is left alone", async () => {
  waiting = [request("a")];
  taken.add("a");
  await requests.look();
  assert.deepEqual([runs, reported], [[], []]);
});

test("one of a kind that this version does not know is left alone", async () => {
  waiting = [request("a", "dance")];
  await requests.look();
  assert.deepEqual(reported, []);
});

test("one about a message that is not there is gone", async () => {
  waiting = [request("a")];
  found = null;
  await requests.look();
  assert.deepEqual(reported, [{ request: "a", outcome: "gone", reason: null }]);
});

test("one that was interrupted is gone on with, and told when it was begun", async () => {
  await store.put("a", "2026-02-28T09:00:00.000Z");
  waiting = [request("a")];
  await requests.look();
  assert.deepEqual(runs, [[3, "a", "2026-02-28T09:00:00.000Z"]]);
});

test("what can't be done now is tried again by itself", async () => {
  waiting = [request("a")];
  results["a@x"] = "later";
  await requests.look();
  assert.deepEqual(reported, []);
  results = {};
  await clock.pass(60_000);
  assert.deepEqual(reported, [{ request: "a", outcome: "done", reason: null }]);
});

test("a helper that is away is asked again", async () => {
  helperIsThere = false;
  waiting = [request("a")];
  await requests.look();
  helperIsThere = true;
  await clock.pass(60_000);
  assert.equal(runs.length, 1);
});

test("a fault ends its request and no other one", async () => {
  waiting = [request("a"), request("b")];
  results["a@x"] = new Error("no such message");
  await requests.look();
  assert.deepEqual(reported.map(({ outcome, reason }) => [outcome, reason]), [["failed", "internal"], ["done", null]]);
});

test("what comes while others are done is done after them", async () => {
  waiting = [request("a")];
  const first = requests.look();
  waiting = [request("b")];
  await Promise.all([first, requests.look()]);
  assert.equal(clock.waiting, 0);
  assert.deepEqual(reported.map(({ request: id }) => id), ["b"]);
});

// The kinds

const wished = [];
let isOnline = true;
const kinds = (end, since = async () => false) =>
  requestKinds({
    find: async (message_id) => (message_id ? 5 : null),
    show: async (message) => void wished.push(["show", message]),
    toTheEnd: {
      log: async (message, wish) => {
        wished.push([message, wish]);
        return end;
      },
    },
    online: () => isOnline,
    loggedSince: since,
    identityWith: async (email) => (email === "ana@x" ? "id1" : null),
    testMail: {
      send: async (event, body) => {
        wished.push([event, body.to]);
        return { outcome: "done", reason: null };
      },
    },
  });

test("a message is logged as the request says", async () => {
  wished.length = 0;
  const { log } = kinds({ kind: "sent" });
  const body = { message_id: "m@x", again: true, without_attachments: true };
  assert.equal(await log.find(body), 5);
  assert.deepEqual(await log.run(5, body, { begun: null }), { outcome: "done", reason: null });
  assert.deepEqual(wished, [[5, { again: true, without_history: undefined, without_attachments: true }]]);
});

test("a request without a message is about none", async () => {
  assert.equal(await kinds({ kind: "sent" }).log.find({}), null);
});

test("one that left before Thunderbird ended is not logged again", async () => {
  wished.length = 0;
  const { log } = kinds({ kind: "sent" }, async (_id, since) => since.getTime() === 0);
  const begun = "1970-01-01T00:00:00.000Z";
  assert.deepEqual(await log.run(5, { message_id: "m@x", again: true }, { begun }), { outcome: "done", reason: null });
  assert.deepEqual(wished, []);
});

test("a message is put into the CRM itself as the request says, offline too", async () => {
  wished.length = 0;
  isOnline = false;
  const { log } = kinds({ kind: "logged" });
  const known = { begun: null };
  assert.deepEqual(await log.run(5, { message_id: "m@x", by: "api" }, known), { outcome: "done", reason: null });
  assert.deepEqual(wished, [[5, { again: true, by_hand: true }]]);
  isOnline = true;
});

test("offline it waits, instead of filling the Outbox", async () => {
  isOnline = false;
  assert.equal(await kinds({ kind: "sent" }).log.run(5, { message_id: "m@x" }, { begun: null }), null);
  isOnline = true;
});

test("where nobody can say whether it left, it waits", async () => {
  const { log } = kinds({ kind: "sent" }, async () => null);
  assert.equal(await log.run(5, { message_id: "m@x" }, { begun: "1970-01-01T00:00:00.000Z" }), null);
});

test("a message is shown", async () => {
  wished.length = 0;
  const { open } = kinds({ kind: "sent" });
  assert.deepEqual(await open.run(5, {}, { begun: null }), { outcome: "done", reason: null });
  assert.deepEqual(wished, [["show", 5]]);
});

test("a test mail is for the Thunderbird that has its identity", async () => {
  const kind = kinds({ kind: "sent" })["test-mail"];
  assert.equal(await kind.find({ identity: "ana@x" }), "id1");
  assert.equal(await kind.find({ identity: "eve@x" }), null);
  assert.equal(await kind.find({}), null);
});

test("a test mail goes by the id of its request", async () => {
  wished.length = 0;
  const kind = kinds({ kind: "sent" })["test-mail"];
  const known = { request: "r1", begun: null };
  assert.deepEqual(await kind.run("id1", { to: "home@x" }, known), { outcome: "done", reason: null });
  assert.deepEqual(wished, [["r1", "home@x"]]);
});

test("a test mail that was interrupted is not sent again", async () => {
  wished.length = 0;
  const kind = kinds({ kind: "sent" })["test-mail"];
  const known = { request: "r1", begun: "2026-02-28T09:00:00.000Z" };
  assert.deepEqual(await kind.run("id1", { to: "home@x" }, known), { outcome: "failed", reason: "interrupted" });
  assert.deepEqual(wished, []);
});

for (const [end, result] of [
  [{ kind: "waiting" }, { outcome: "done", reason: "waiting" }],
  [{ kind: "looking" }, { outcome: "done", reason: "looking" }],
  [{ kind: "before" }, { outcome: "done", reason: "logged-before" }],
  [{ kind: "underway" }, { outcome: "done", reason: "logged-before" }],
  [{ kind: "unconfirmed" }, { outcome: "done", reason: "unconfirmed" }],
  [{ kind: "refused", finding: { code: "never-log" } }, { outcome: "refused", reason: "never-log" }],
  [{ kind: "unsent" }, { outcome: "failed", reason: "not-sent" }],
  [{ kind: "failed" }, { outcome: "failed", reason: "forward-failed" }],
  [{ kind: "helper", problem: { code: "internal", retryable: false } }, { outcome: "failed", reason: "internal" }],
  [{ kind: "helper", problem: { code: "silent", retryable: true } }, null],
  [{ kind: "busy" }, null],
]) {
  test(`a log that ends ${JSON.stringify(end)} is ${JSON.stringify(result)}`, () => {
    assert.deepEqual(requestResult(end), result);
  });
}

// To the end

test("what becomes of a forward is waited for", async () => {
  const toTheEnd = new LogToTheEnd({ log: async () => ({ kind: "handed" }) }, clock);
  const end = toTheEnd.log(5, { again: false });
  await settled();
  assert.equal(toTheEnd.ended(6, "sent"), false);
  assert.equal(toTheEnd.ended(5, "failed"), true);
  assert.deepEqual(await end, { kind: "unsent" });
  assert.equal(clock.waiting, 0);
});

test("an end that comes before the forward is known to be handed over counts too", async () => {
  const toTheEnd = new LogToTheEnd(
    {
      log: async () => {
        toTheEnd.ended(5, "sent");
        return { kind: "handed" };
      },
    },
    clock,
  );
  assert.deepEqual(await toTheEnd.log(5, { again: false }), { kind: "sent" });
});

test("a forward of which nothing more is seen is not waited for without end", async () => {
  const toTheEnd = new LogToTheEnd({ log: async () => ({ kind: "handed" }) }, clock);
  const end = toTheEnd.log(5, { again: false });
  await clock.pass(60_000);
  assert.deepEqual(await end, { kind: "unseen" });
});

test("what is refused is told at once", async () => {
  const toTheEnd = new LogToTheEnd({ log: async () => ({ kind: "failed", subject: "Offer" }) }, clock);
  assert.deepEqual(await toTheEnd.log(5, { again: false }), { kind: "failed", subject: "Offer" });
  assert.equal(toTheEnd.ended(5, "sent"), false);
});

// In the journal

const journal = (logged, unheard = []) =>
  new Logged({
    ask: async (_type, { message_ids }) => ({
      ok: logged !== null,
      body: { logged: logged?.filter(({ message_id }) => message_ids.includes(message_id)) },
    }),
    outbox: {
      drain: async () => {},
      waits: (such) => unheard.some((original_message_id) => such({ body: { original_message_id } })),
    },
  });
const AT = "2026-03-01T12:00:00Z";

test("the journal tells what is logged, and since when", async () => {
  const inJournal = journal([{ message_id: "a@x", at: AT, state: "sent" }]);
  assert.deepEqual(await inJournal.of(["a@x", "b@x"]), new Map([["a@x", { at: new Date(AT), state: "sent" }]]));
  assert.equal(await inJournal.since("a@x", new Date("2026-03-01T12:00:00.900Z")), true);
  assert.equal(await inJournal.since("a@x", new Date("2026-03-01T12:00:01.000Z")), false);
  assert.equal(await inJournal.since("b@x", new Date(0)), false);
});

test("before the helper has heard of everything about a message, nothing is known", async () => {
  assert.equal(await journal([], ["a@x"]).of(["a@x"]), null);
  assert.deepEqual(await journal([], ["a@x"]).of(["b@x"]), new Map());
  assert.equal(await journal(null).since("a@x", new Date()), null);
});
