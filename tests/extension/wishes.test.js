import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { Wishes } from "../../extension/helper/wishes.js";
import { MARIA, settings } from "./fakes.js";

let answer, asked, changed, known, wishes;

beforeEach(() => {
  [asked, changed, known] = [[], [], settings()];
  wishes = new Wishes({
    ask: async (type, body) => {
      asked.push([type, body]);
      return answer;
    },
    settings: () => known,
    changed: async (next) => void changed.push(next),
    say: (key, ...values) => [key, ...values].join(" "),
  });
});

test("what was put on the never-log list counts at once", async () => {
  answer = { ok: true, body: { taken: ["eve@b"], refused: [] } };
  assert.deepEqual(await wishes.changeNeverLog("never-log.add", ["eve@b"]), { changed: ["eve@b"], problem: "" });
  assert.deepEqual(asked, [["never-log.add", { patterns: ["eve@b"] }]]);
  assert.deepEqual(changed.at(-1).never_log, [MARIA, "eve@b"]);
});

test("what was on it already is not there twice", async () => {
  answer = { ok: true, body: { taken: [MARIA], refused: [] } };
  await wishes.changeNeverLog("never-log.add", [MARIA]);
  assert.deepEqual(changed.at(-1).never_log, [MARIA]);
});

test("what was taken off it counts no more", async () => {
  answer = { ok: true, body: { removed: [MARIA], absent: [] } };
  assert.deepEqual((await wishes.changeNeverLog("never-log.remove", [MARIA])).changed, [MARIA]);
  assert.deepEqual(changed.at(-1).never_log, []);
});

test("what is no entry is named", async () => {
  answer = { ok: true, body: { taken: [], refused: ["eve"] } };
  assert.equal((await wishes.changeNeverLog("never-log.add", ["eve"])).problem, "neverLogRefused eve");
});

for (const [code, title, message, said] of [
  ["journal-unavailable", "The journal is full.", "Make room.", "The journal is full. Make room."],
  ["silent", "", "", "helperSilent"],
  ["no-helper", "", "", "helperAbsent"],
]) {
  test(`a helper that does not do it (${code}) is said, and nothing changes`, async () => {
    answer = { ok: false, error: { code, title, message, retryable: true } };
    assert.deepEqual(await wishes.changeNeverLog("never-log.add", ["eve@b"]), { changed: [], problem: said });
    assert.equal(await wishes.openWindow(), said);
    assert.deepEqual(changed, []);
  });
}

test("the window opens without a word", async () => {
  answer = { ok: true, body: {} };
  assert.equal(await wishes.openWindow(), "");
  assert.deepEqual(asked, [["window.open", { entry: null }]]);
});
