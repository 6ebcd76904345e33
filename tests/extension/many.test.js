import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { Many } from "../../extension/received/many.js";
import { Pace } from "../../extension/received/pace.js";
import { FakeClock, settled } from "./fakes.js";

let clock, store, ends, journal, helperIsThere, online, running, tried, gone, ended, many;

const item = (number) => ({ message_id: `m${number}@x`, id: number });
const items = (count, from = 0) => Array.from({ length: count }, (_, index) => item(from + index));
async function* pages(...all) {
  yield* all;
}

/** The store that outlives everything. */
class Store {
  job = null;
  kept = new Map();
  load = async () => structuredClone(this.job);
  put = async (job) => void (this.job = structuredClone(job));
  batch = async (job, number) => structuredClone(this.kept.get(`${job}/batch/${number}`) ?? []);
  putBatch = async (job, number, batch) => void this.kept.set(`${job}/batch/${number}`, structuredClone(batch));
  problems = async (job) =>
    [...this.kept].filter(([key]) => key.startsWith(`${job}/problem/`)).map(([, problem]) => problem);
  putProblem = async (job, number, problem) => void this.kept.set(`${job}/problem/${number}`, structuredClone(problem));
  dropBatches = async (job) => this.#drop(`${job}/batch/`);
  drop = async (job) => this.#drop(`${job}/`);

  #drop(prefix) {
    [...this.kept.keys()].filter((key) => key.startsWith(prefix)).forEach((key) => this.kept.delete(key));
  }
}

beforeEach(() => {
  clock = new FakeClock();
  store = new Store();
  ends = {};
  journal = new Map();
  helperIsThere = true;
  online = true;
  running = 0;
  tried = [];
  gone = new Set();
  ended = [];
  many = make();
});

const make = (folder = []) =>
  new Many({
    toTheEnd: {
      async log(id, wish) {
        assert.deepEqual(wish, { again: false, look: false });
        assert.equal(running, 0, "one at a time");
        running += 1;
        tried.push(id);
        const end = (await ends[id]) ?? { kind: "sent" };
        running -= 1;
        if (end instanceof Error) {
          throw end;
        }
        if (end.kind === "sent") {
          journal.set(`m${id}@x`, { at: new Date(0), state: "sent" });
        }
        return end;
      },
    },
    inJournal: {
      async of(message_ids) {
        assert.ok(message_ids.length <= 500);
        return helperIsThere ? new Map([...journal].filter(([id]) => message_ids.includes(id))) : null;
      },
    },
    folder: () => pages(...folder),
    online: () => online,
    find: async ({ id }) => (gone.has(id) ? null : { id, subject: `Offer ${id}` }),
    store,
    ready: Promise.resolve(),
    ended: (job) => ended.push(job.phase),
    clock,
    now: () => clock.now,
  });

/** A Thunderbird that crashed and was started again: nothing but the store is left. */
function startAgain() {
  running = 0;
  clock = new FakeClock();
  many = make();
}

async function done(minutes = 60) {
  await clock.pass(minutes * 60_000);
  return many.job();
}

test("messages are logged one after another, each once", async () => {
  assert.ok(await many.start(pages(items(3), [item(1), item(3)])));
  const job = await done();
  assert.deepEqual(tried, [0, 1, 2, 3]);
  assert.deepEqual([job.phase, job.total, job.position, job.seen], ["done", 4, 4, 5]);
  assert.deepEqual(job.counts, { logged: 4, waiting: 0, before: 1, refused: 0, failed: 0 });
  assert.deepEqual(ended, ["done"]);
});

test("those that the journal has are passed over", async () => {
  journal.set("m1@x", { at: new Date(0), state: "confirmed" });
  await many.start(pages(items(3)));
  const { counts } = await done();
  assert.deepEqual(tried, [0, 2]);
  assert.deepEqual([counts.logged, counts.before], [2, 1]);
});

test("what became of each is counted, and those that were not logged are listed with why", async () => {
  const finding = { code: "encrypted", level: "block", message: "It is encrypted." };
  ends = {
    0: { kind: "before", subject: "", crm: "" },
    1: { kind: "refused", subject: "Re: Offer 1", finding },
    2: { kind: "unsent" },
    3: { kind: "waiting" },
    4: new Error("no such message"),
  };
  gone.add(5);
  await many.start(pages(items(7)));
  const job = await done();
  assert.deepEqual(job.counts, { logged: 1, waiting: 1, before: 1, refused: 1, failed: 3 });
  const problems = await many.problems();
  assert.deepEqual(problems.map(({ subject, end }) => [subject, end.kind]), [
    ["Offer 1", "refused"],
    ["Offer 2", "unsent"],
    ["Offer 4", "failed"],
    ["", "gone"],
  ]);
  assert.deepEqual(problems[0].end.finding, finding);
});

test("of a message that the never-log list keeps back nothing is listed but the rule", async () => {
  const finding = { code: "never-log", level: "block", values: { pattern: "*@familia.example" } };
  ends = { 0: { kind: "refused", subject: "Private", finding } };
  await many.start(pages(items(1)));
  await done();
  assert.deepEqual(await many.problems(), [
    { item: null, subject: "", end: { kind: "refused", subject: "", finding } },
  ]);
});

test("a folder is looked through, and nothing is logged before the person says so", async () => {
  many = make([items(100), items(100, 100), items(30, 200)]);
  journal.set("m7@x", { at: new Date(0), state: "sent" });
  await many.startFolder({ id: "f1", name: "Customers" });
  const asked = await done();
  assert.deepEqual([asked.phase, asked.seen, asked.total, tried], ["asking", 230, 229, []]);
  await many.go();
  const job = await done();
  assert.deepEqual([job.phase, job.counts.logged, tried.length], ["done", 229, 229]);
  assert.equal(new Set(tried).size, 229);
});

test("no value in the store holds more than a batch, and none is left at the end", async () => {
  many = make([items(100), items(100, 100), items(50, 200)]);
  await many.startFolder({ id: "f1", name: "Customers" });
  await done();
  assert.deepEqual([...store.kept.values()].map((batch) => batch.length), [100, 100, 50]);
  await many.go();
  await done();
  assert.equal(store.kept.size, 0);
});

test("a folder in which everything is logged needs no question", async () => {
  journal.set("m0@x", { at: new Date(0), state: "sent" });
  many = make([items(1)]);
  await many.startFolder({ id: "f1", name: "Customers" });
  assert.equal((await done()).phase, "done");
});

test("cancelling leaves the rest alone", async () => {
  await many.start(pages(items(30)));
  await clock.pass(10_000);
  const before = tried.length;
  await many.cancel();
  const job = await done();
  assert.ok(before > 3 && before < 20);
  assert.equal(tried.length, before);
  assert.deepEqual([job.phase, job.counts.logged, ended], ["cancelled", before, ["cancelled"]]);
});

test("a message that is under way when the person cancels is still counted", async () => {
  ends = { 0: new Promise(() => {}) };
  let finish;
  const hanging = new Promise((resolve) => (finish = resolve));
  ends[0] = hanging;
  await many.start(pages(items(3)));
  await clock.pass(0);
  await many.cancel();
  finish({ kind: "sent" });
  const job = await done();
  assert.deepEqual([job.phase, job.position, tried], ["cancelled", 1, [0]]);
});

test("cancelling while a folder is looked through ends that", async () => {
  let more;
  const gate = new Promise((resolve) => (more = resolve));
  many = make();
  await many.start(
    (async function* () {
      yield items(3);
      await gate;
      yield items(3, 3);
    })(),
  );
  await settled();
  await many.cancel();
  more();
  const job = await done();
  assert.deepEqual([job.phase, tried], ["cancelled", []]);
});

test("what was left over and what could not be sent is logged when the person says so", async () => {
  ends = { 1: { kind: "unsent" } };
  await many.start(pages(items(120)));
  await clock.pass(10_000);
  await many.cancel();
  await clock.pass(10_000);
  ends = {};
  await many.again();
  const job = await done();
  assert.deepEqual([job.phase, job.counts.failed, journal.size], ["done", 0, 120]);
  assert.equal(tried.filter((id) => id === 1).length, 2);
  assert.equal(tried.length, 121);
});

test("after three in a row that could not be sent no more are tried", async () => {
  ends = { 0: { kind: "unsent" }, 2: { kind: "unsent" }, 3: { kind: "unsent" }, 4: { kind: "unsent" } };
  await many.start(pages(items(10)));
  const job = await done();
  assert.deepEqual([job.phase, tried, ended], ["stopped", [0, 1, 2, 3, 4], ["stopped"]]);
});

test("others can't be logged at the same time", async () => {
  await many.start(pages(items(3)));
  assert.equal(await many.start(pages(items(3))), false);
  assert.equal(await many.startFolder({ id: "f1", name: "Customers" }), false);
  await done();
  assert.ok(await many.start(pages(items(1, 7))));
});

test("while the helper is away it waits, and goes on at once when it comes", async () => {
  const problem = { code: "no-helper", title: "", message: "", retryable: true };
  ends = { 1: { kind: "helper", subject: "", problem } };
  await many.start(pages(items(3)));
  helperIsThere = false;
  await clock.pass(3_000);
  assert.equal((await many.job()).waits, "helper");
  ends = {};
  helperIsThere = true;
  many.goOn();
  const job = await done();
  assert.deepEqual([job.phase, job.waits, job.counts.logged], ["done", null, 3]);
});

test("while Thunderbird is offline it waits, instead of filling the Outbox", async () => {
  online = false;
  await many.start(pages(items(2)));
  await clock.pass(3_000);
  assert.deepEqual([(await many.job()).waits, tried], ["online", []]);
  online = true;
  many.goOn();
  assert.equal((await done()).counts.logged, 2);
});

test("a message that is just being logged by a click is waited for", async () => {
  ends = { 0: { kind: "busy" } };
  await many.start(pages(items(1)));
  await clock.pass(1_000);
  journal.set("m0@x", { at: new Date(0), state: "sent" });
  const { counts } = await done();
  assert.deepEqual([counts.logged, tried], [1, [0]]);
});

for (const [what, left, expected] of [
  ["left", { at: new Date(0), state: "sent" }, { logged: 10, waiting: 0, twice: false }],
  ["may have left", { at: new Date(0), state: "pending" }, { logged: 9, waiting: 1, twice: false }],
  ["had not left", null, { logged: 10, waiting: 0, twice: true }],
]) {
  test(`after a crash the rest is logged; the one under way ${what}`, async () => {
    ends = { 3: new Promise(() => {}) };
    await many.start(pages(items(10)));
    await clock.pass(0);
    assert.deepEqual(tried, [0, 1, 2, 3]);
    if (left) {
      journal.set("m3@x", left);
    }
    ends = {};
    startAgain();
    assert.equal((await many.woke()).total, 10);
    const job = await done();
    assert.equal(job.phase, "done");
    assert.deepEqual([job.counts.logged, job.counts.waiting], [expected.logged, expected.waiting]);
    assert.equal(tried.filter((id) => id === 3).length, expected.twice ? 2 : 1);
    assert.equal(new Set(tried).size, 10);
  });
}

test("after a crash while a folder was looked through that begins again", async () => {
  many = make();
  store.job = { ...(await started()), phase: "collecting" };
  many = make([items(5)]);
  await many.woke();
  const job = await done();
  assert.deepEqual([job.phase, job.total], ["asking", 5]);

  async function started() {
    await many.startFolder({ id: "f1", name: "Customers" });
    await done();
    return store.job;
  }
});

test("waking where nothing is to be done does nothing", async () => {
  assert.equal(await many.woke(), null);
  await many.start(pages(items(1)));
  assert.equal(await many.woke(), null, "it is at work");
  await done();
  assert.equal(await many.woke(), null);
});

test("a few go out at once, and thirty in no minute", () => {
  const pace = new Pace();
  let now = 0;
  const times = Array.from({ length: 100 }, () => (now += pace.turn(now)));
  assert.deepEqual(times.slice(0, 7), [0, 0, 0, 0, 0, 2400, 4800]);
  const inAMinute = times.map((start) => times.filter((time) => time >= start && time < start + 60_000).length);
  assert.ok(Math.max(...inAMinute) <= 30);
});
