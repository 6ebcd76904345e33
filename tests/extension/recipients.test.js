import assert from "node:assert/strict";
import { test } from "node:test";

import { crmAmong, recipientsChange } from "../../extension/compose/recipients.js";

const CRM = "1@bcc.hubspot.com";
const mail = (to, cc = [], bcc = []) => ({ to, cc, bcc });
const add = { address: CRM, remove: [] };

test("the CRM address is added to Bcc, beside what is there", () => {
  assert.deepEqual(recipientsChange(mail(["Bob <bob@b.example>"], [], ["boss@a.example"]), add), {
    bcc: ["boss@a.example", CRM],
  });
});

test("nothing changes where the address is in To, Cc or Bcc already, in any letter case", () => {
  for (const recipients of [
    mail(["CRM <1@BCC.HubSpot.com>"]),
    mail(["bob@b.example"], ["1@bcc.hubspot.COM"]),
    mail(["bob@b.example"], [], [CRM]),
  ]) {
    assert.equal(recipientsChange(recipients, add), null);
  }
});

test("addresses that do not belong are taken out of all three fields", () => {
  const recipients = mail(["bob@b.example", "X <2@bcc.hubspot.com>"], ["2@BCC.hubspot.com"], ["2@bcc.hubspot.com"]);
  assert.deepEqual(recipientsChange(recipients, { address: CRM, remove: ["2@bcc.hubspot.com", "2@BCC.hubspot.com"] }), {
    to: ["bob@b.example"],
    cc: [],
    bcc: [CRM],
  });
});

test("only the spelling that the decision names is taken out", () => {
  const recipients = mail(["bob@b.example"], ["1@BCC.hubspot.com"], [CRM]);
  assert.deepEqual(recipientsChange(recipients, { address: CRM, remove: [CRM] }), { bcc: [] });
});

test("an address that is there twice in one spelling is there once afterwards", () => {
  assert.deepEqual(recipientsChange(mail([], [], ["a@a.example", CRM, CRM]), { address: CRM, remove: [CRM] }), {
    bcc: ["a@a.example", CRM],
  });
});

test("nothing to add and nothing to remove is no change", () => {
  assert.equal(recipientsChange(mail(["Friends <Friends>"]), { address: null, remove: [] }), null);
});

test("the CRM addresses among the recipients are found once each", () => {
  const recipients = mail(["A <1@BCC.hubspot.com>"], [CRM], ["boss@a.example"]);
  assert.deepEqual(crmAmong(recipients, new Set([CRM])), [CRM]);
});
