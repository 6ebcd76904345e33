import assert from "node:assert/strict";
import { test } from "node:test";

import "./webcrypto.js";
import { draftKey, withDraft } from "../../extension/state/drafts.js";

const CRM = new Set(["1@bcc.hubspot.com"]);
const draft = (more = {}) => ({
  identity: "ana@acme.example",
  subject: "Offer",
  recipients: { to: ["Bob <bob@b.example>"], cc: [], bcc: [] },
  ...more,
});

test("a draft is known again, whether the CRM's address is in it or not", async () => {
  const recipients = { to: ["bob@B.example"], cc: [], bcc: ["1@BCC.hubspot.com"] };
  assert.equal(await draftKey(draft({ recipients }), CRM), await draftKey(draft(), CRM));
});

test("another subject, other people or another identity make another draft", async () => {
  const own = await draftKey(draft(), CRM);
  for (const more of [
    { subject: "Offer 2" },
    { identity: "ana@home.example" },
    { recipients: { to: ["bob@b.example"], cc: ["eve@e.example"], bcc: [] } },
  ]) {
    assert.notEqual(await draftKey(draft(more), CRM), own);
  }
});

test("who a draft is for can't be read from what is kept", async () => {
  assert.match(await draftKey(draft(), CRM), /^[0-9a-f]{32}$/);
});

test("a draft's switch is remembered, replaced and forgotten, and only so many of them", () => {
  let drafts = withDraft({}, "a", false);
  drafts = withDraft(drafts, "b", true);
  assert.deepEqual(withDraft(drafts, "a", null), { b: true });
  for (let i = 0; i < 300; i++) {
    drafts = withDraft(drafts, `k${i}`, false);
  }
  assert.equal(Object.keys(drafts).length, 200);
  assert.ok("k299" in drafts && !("a" in drafts));
});
