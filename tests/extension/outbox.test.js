import assert from "node:assert/strict";
import { test } from "node:test";

import { Outbox } from "../../extension/helper/outbox.js";
import { FakeClock, MemoryStore } from "./fakes.js";

const event = (name, type = "sent") => ({ type, body: { event: name } });

/** A helper that answers with what it is told to. */
function helper(...answers) {
  const heard = [];
  const deliver = async (one) => {
    heard.push(one.body.event);
    return answers.shift() ?? "done";
  };
  return { heard, deliver };
}

test("an event is in the store before it is sent and leaves it after the acknowledgement", async () => {
  const store = new MemoryStore();
  const seen = [];
  const outbox = new Outbox(store, async () => {
    seen.push(store.kept.size);
    return "done";
  }, new FakeClock());
  await outbox.add(event("a"));
  await outbox.drain();
  assert.deepEqual(seen, [1]);
  assert.equal(store.kept.size, 0);
});

test("events go out in the order in which they came", async () => {
  const { heard, deliver } = helper();
  const outbox = new Outbox(new MemoryStore(), deliver, new FakeClock());
  await Promise.all(["a", "b", "c"].map((name) => outbox.add(event(name))));
  await outbox.drain();
  assert.deepEqual(heard, ["a", "b", "c"]);
});

test("an event that must wait keeps those behind it waiting", async () => {
  const { heard, deliver } = helper("later", "later");
  const outbox = new Outbox(new MemoryStore(), deliver, new FakeClock());
  await outbox.add(event("a"));
  await outbox.add(event("b"));
  await outbox.drain();
  assert.equal(outbox.size, 2);
  await outbox.drain();
  assert.deepEqual(heard, ["a", "a", "a", "b"]);
  assert.equal(outbox.size, 0);
});

test("an event that must wait is tried again by itself, in growing pauses of a minute at most", async () => {
  const clock = new FakeClock();
  const tried = [];
  const deliver = async () => {
    tried.push(clock.now / 1000);
    return tried.length < 10 ? "later" : "done";
  };
  const outbox = new Outbox(new MemoryStore(), deliver, clock);
  await outbox.add(event("a"));
  await clock.pass(600_000);
  const pauses = tried.slice(1).map((at, index) => at - tried[index]);
  assert.deepEqual(pauses, [1, 2, 4, 8, 16, 32, 60, 60, 60]);
  assert.equal(outbox.size, 0);
  assert.equal(clock.waiting, 0);
});

test("an event that is refused for good is dropped and the next one goes", async () => {
  const { heard, deliver } = helper("refused");
  const outbox = new Outbox(new MemoryStore(), deliver, new FakeClock());
  await outbox.add(event("a"));
  await outbox.add(event("b"));
  await outbox.drain();
  assert.deepEqual(heard, ["a", "b"]);
  assert.equal(outbox.size, 0);
});

test("what waits is there again after a restart, in order", async () => {
  const store = new MemoryStore();
  const before = new Outbox(store, async () => "later", new FakeClock());
  for (let i = 0; i < 12; i++) {
    await before.add(event(`e${i}`));
  }
  const { heard, deliver } = helper();
  const after = new Outbox(store, deliver, new FakeClock());
  await after.add(event("new"));
  await after.drain();
  assert.deepEqual(heard, [...Array.from({ length: 12 }, (_, i) => `e${i}`), "new"]);
  assert.equal(store.kept.size, 0);
});

test("delivery reports never push out what was sent", async () => {
  const store = new MemoryStore();
  const outbox = new Outbox(store, async () => "later", new FakeClock());
  await outbox.add(event("mail"));
  for (let i = 0; i < 60; i++) {
    await outbox.add(event(`r${i}`, "received"));
  }
  const kept = [...store.kept.values()].map((one) => one.body.event);
  assert.equal(kept[0], "mail");
  assert.equal(kept.length, 41);
  assert.equal(kept.at(-1), "r59");
});

test("the store does not grow for ever", async () => {
  const store = new MemoryStore();
  for (let i = 1; i <= 1000; i++) {
    store.kept.set(i, event(`e${i}`));
  }
  const outbox = new Outbox(store, async () => "later", new FakeClock());
  await outbox.add(event("new"));
  assert.equal(store.kept.size, 1000);
  assert.ok(!store.kept.has(1));
});

test("clearing forgets all of it", async () => {
  const store = new MemoryStore();
  const outbox = new Outbox(store, async () => "later", new FakeClock());
  await outbox.add(event("a"));
  await outbox.clear();
  assert.equal(store.kept.size, 0);
  assert.equal(outbox.size, 0);
});
