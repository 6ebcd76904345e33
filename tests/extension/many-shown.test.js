import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import "./webcrypto.js";
import { newJob } from "../../extension/received/many-job.js";
import { ManyShown } from "../../extension/received/many-shown.js";

let did, isOpen, job, shown;

beforeEach(() => {
  did = [];
  isOpen = false;
  job = null;
  shown = new ManyShown({
    many: { job: async () => job, problems: async () => [] },
    window: {
      open: async () => isOpen,
      show: async () => void did.push("show"),
      raise: async () => void did.push("raise"),
    },
    notify: async (title) => void did.push(title),
    notifyOfMany: async (title) => void did.push(title),
    say: (key) => key,
    language: () => "en",
  });
});

test("what begins has a window", async () => {
  await shown.started(Promise.resolve(true));
  assert.deepEqual(did, ["show"]);
});

test("while others are being logged, their window comes to the front and says so", async () => {
  await shown.started(Promise.resolve(false));
  assert.deepEqual(did, ["raise", "manyBusy"]);
});

test("what goes on after Thunderbird was closed is said", async () => {
  await shown.goesOn();
  assert.deepEqual(did, ["manyGoesOn"]);
});

test("without a job there is nothing to show", async () => {
  assert.equal(await shown.state(), null);
});

test("the window shows how far it is", async () => {
  job = { ...newJob(null), phase: "running", total: 3 };
  assert.ok(await shown.state());
});

test("the end is said where no window shows it", async () => {
  const done = { ...newJob(null), phase: "done" };
  isOpen = true;
  await shown.ended(done);
  assert.deepEqual(did, []);
  isOpen = false;
  await shown.ended(done);
  assert.equal(did.length, 1);
});
