import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

const TAB = 7;
let held, asked, forwardWindows;

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
  mock.timers.enable({ apis: ["setTimeout"] });
  ({ forwardWindows } = await import("../../extension/adapter/own-windows.js"));
});

afterEach(() => {
  mock.timers.reset();
  delete globalThis.messenger;
});

async function pass(milliseconds) {
  for (let passed = 0; passed < milliseconds; passed += 100) {
    mock.timers.tick(100);
    await new Promise(setImmediate);
  }
}

test("a window is closed once", async () => {
  await forwardWindows.close(TAB);
  await pass(10_000);
  assert.equal(asked, 1);
});

test("one that Thunderbird's dialog holds is closed once that was answered", async () => {
  held = true;
  await forwardWindows.close(TAB);
  await pass(60_000);
  assert.ok(asked > 5 && asked < 40);
  held = false;
  await pass(2_000);
  const until = asked;
  await pass(10_000);
  assert.equal(asked, until);
});

test("to close a window that has gone is an error", async () => {
  await forwardWindows.close(TAB);
  await assert.rejects(forwardWindows.close(TAB));
});
