import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

import { FakeClock } from "./fakes.js";

const TAB = 7;
const realSetTimeout = globalThis.setTimeout;
let held, asked, clock, forwardWindows;

beforeEach(async () => {
  held = false;
  asked = 0;
  let open = true;
  globalThis.messenger = {
    compose: {
      async setComposeDetails(_tab, { isModified }) {
        assert.equal(isModified, false);
        if (!open) {
          throw new Error("Invalid tab");
        }
      },
    },
    tabs: {
      async remove() {
        asked++;
        open = held;
      },
    },
  };
  clock = new FakeClock();
  globalThis.setTimeout = (run, milliseconds) => clock.after(milliseconds, run);
  ({ forwardWindows } = await import("../../extension/adapter/own-windows.js"));
});

afterEach(() => {
  globalThis.setTimeout = realSetTimeout;
  delete globalThis.messenger;
});

test("a window is closed once", async () => {
  await forwardWindows.close(TAB);
  await clock.pass(10_000);
  assert.equal(asked, 1);
});

test("one that Thunderbird's dialog holds is closed once that was answered", async () => {
  held = true;
  await forwardWindows.close(TAB);
  await clock.pass(60_000);
  assert.ok(asked > 5 && asked < 40);
  held = false;
  await clock.pass(2_000);
  const until = asked;
  await clock.pass(10_000);
  assert.equal(asked, until);
});

test("to close a window that has gone is an error", async () => {
  await forwardWindows.close(TAB);
  await assert.rejects(forwardWindows.close(TAB));
});
