import assert from "node:assert/strict";
import { test } from "node:test";

import "./webcrypto.js";
import { newJob } from "../../extension/received/many-job.js";
import { manySummary, manyWords } from "../../extension/words/many.js";

const say = (key, ...values) => [key, ...values].join(" ");
const job = (more = {}, counts = {}) => {
  const made = newJob({ id: "f1", name: "Customers" });
  return { ...made, ...more, counts: { ...made.counts, ...counts } };
};
const words = (one, problems = []) => manyWords(one, problems, say, "en");

test("while a folder is looked through nobody knows how long it takes", () => {
  const { headline, detail, progress, offers } = words(job({ seen: 300 }));
  assert.deepEqual([headline, detail, progress.value], ["manyCollecting", "manySeen 300", null]);
  assert.deepEqual(offers, { go: false, cancel: true, again: false });
});

test("the question says how many, of how many, and how long it takes", () => {
  const { headline, detail, progress, counts, offers } = words(job({ phase: "asking", seen: 40, total: 30 }));
  assert.deepEqual([headline, detail], ["manyAsk Customers 30 40", "manyMinutes 2"]);
  assert.deepEqual([progress, counts, offers], [null, [], { go: true, cancel: true, again: false }]);
  assert.equal(words(job({ phase: "asking", total: 10_000 })).detail, "manyHours 7");
});

test("what runs shows how far it is, and what it waits for", () => {
  const running = { phase: "running", position: 3, total: 8 };
  assert.deepEqual(words(job(running)).progress, { value: 3, of: 8 });
  const of = (waits) => words(job({ ...running, waits }));
  assert.deepEqual([of(null), of("helper"), of("online")].map(({ sign, detail }) => [sign, detail]), [
    ["idle", ""],
    ["absent", "manyHelperAway"],
    ["absent", "manyOffline"],
  ]);
});

test("what became of the messages is counted, and what did not happen is not named", () => {
  const { counts } = words(job({ phase: "running" }, { before: 2, refused: 1 }));
  assert.deepEqual(counts, [
    { label: "manyLogged", count: 0 },
    { label: "manyBefore", count: 2 },
    { label: "manyRefused", count: 1 },
  ]);
});

test("the end says whether all were logged, and offers what is left", () => {
  const ended = (phase, more, counts) => words(job({ phase, total: 8, position: 8, ...more }, counts));
  const shown = ({ sign, headline, offers: { again } }) => [sign, headline, again];
  assert.deepEqual(shown(ended("done", {}, { logged: 8 })), ["ok", "manyDone", false]);
  assert.deepEqual(shown(ended("done", {}, { refused: 1 })), ["warn", "manyDoneBut", false]);
  assert.deepEqual(shown(ended("done", {}, { failed: 1 })), ["warn", "manyDoneBut", true]);
  assert.deepEqual(shown(ended("cancelled", { position: 5 })), ["idle", "manyCancelled", true]);
  assert.deepEqual(shown(ended("stopped", { position: 5 }, { failed: 3 })), ["warn", "manyStopped", true]);
});

test("each message that was not logged is named with why", () => {
  const finding = { code: "encrypted", level: "block", message: "It is encrypted.", fix: "" };
  const problems = [
    { item: null, subject: "", end: { kind: "refused", subject: "", finding } },
    { item: null, subject: "Offer", end: { kind: "unsent" } },
  ];
  const { problems: listed, more } = words(job({ phase: "done", problems: 7 }), problems);
  assert.deepEqual(listed, [
    { subject: "manyNoSubject", reason: "It is encrypted." },
    { subject: "Offer", reason: "manyUnsent" },
  ]);
  assert.equal(more, "manyMore 5");
});

test("the summary counts what happened", () => {
  assert.deepEqual(manySummary(job({ phase: "done" }, { logged: 28, before: 2 }), say), [
    "manyDone",
    "manyLogged: 28\nmanyBefore: 2",
  ]);
});
