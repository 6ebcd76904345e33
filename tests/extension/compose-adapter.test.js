import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

import { watchComposing } from "../../extension/adapter/compose.js";
import { settled } from "./fakes.js";

const TAB = { id: 7 };
const SHOWN = { identityId: "id1", from: "Ana <ana@acme.example>", to: ["bob@b.example"], subject: "Offer" };
/** What Thunderbird hands to a listener, by the event's name. */
let fire, isOpen, saved;

beforeEach(() => {
  fire = {};
  isOpen = true;
  saved = [];
  const event = (name) => ({ addListener: (listener) => (fire[name] = listener) });
  const events = (...names) => Object.fromEntries(names.map((name) => [name, event(name)]));
  globalThis.messenger = {
    accounts: { list: async () => [] },
    tabs: events("onCreated", "onRemoved"),
    windows: events("onFocusChanged"),
    compose: {
      ...events("onIdentityChanged", "onAttachmentAdded", "onAttachmentRemoved", "onComposeStateChanged"),
      ...events("onBeforeSend", "onAfterSend", "onAfterSave"),
      async getComposeDetails() {
        if (!isOpen) {
          throw new Error("Invalid compose tab");
        }
        return SHOWN;
      },
    },
  };
  watchComposing({ savedDraft: (tab, details) => saved.push([tab, details?.subject ?? null]) });
});

afterEach(() => {
  delete globalThis.messenger;
});

for (const [name, info, open, told] of [
  ["comes with what was saved", { details: { ...SHOWN, subject: "Saved" } }, true, "Saved"],
  ["of a Thunderbird that does not tell is read from its window", {}, true, "Offer"],
  ["of a Thunderbird that does not tell is told without it once the window has closed", {}, false, null],
]) {
  test(`a draft ${name}`, async () => {
    isOpen = open;
    fire.onAfterSave(TAB, { mode: "draft", messages: [], ...info });
    await settled();
    assert.deepEqual(saved, [[7, told]]);
  });
}

test("what was not saved, or as a template, is no draft", async () => {
  fire.onAfterSave(TAB, { mode: "draft", error: "Message operation failed", messages: [] });
  fire.onAfterSave(TAB, { mode: "template", messages: [] });
  await settled();
  assert.deepEqual(saved, []);
});
