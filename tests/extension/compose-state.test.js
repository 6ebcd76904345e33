import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { ComposeState } from "../../extension/compose/compose-state.js";
import { ANA, BOB, CRM, settings } from "./fakes.js";

const TAB = 7;
const verdict = (more = {}) => ({
  log: true,
  address: CRM,
  remove: [],
  findings: [],
  profile: "work",
  crm: "HubSpot",
  attributed_to: ANA,
  contacts: [{ email: BOB, new: null }],
  decided: "helper",
  ...more,
});

let kept, forward, state;

beforeEach(() => {
  kept = { verdict: verdict(), window: { identity: ANA, wanted: null }, recipients: { to: [BOB], cc: [], bcc: [CRM] } };
  forward = false;
  state = new ComposeState({
    helper: { state: "ready", problem: null },
    follower: { kept: () => kept },
    reporter: { forwardFindings: () => [], forwardLanding: () => ({ contacts: [{ email: BOB, new: true }] }) },
    lists: { remembered: () => ({ to: [BOB], cc: [], bcc: [CRM], unexpanded: [] }) },
    isForward: () => forward,
    settings: () => settings(),
    identities: async () => [{ email: ANA }],
    say: (key, ...values) => [key, ...values].join(" "),
    language: () => "en",
  });
});

test("a mail that will be logged can be switched off", async () => {
  const { headline, log, switch: toggle } = await state.popup(TAB);
  assert.deepEqual([headline, log, toggle], ["willBeLogged HubSpot", true, { on: true, fixed: false }]);
});

test("one that the person switched off can be switched on again", async () => {
  const off = { code: "turned-off", level: "block", values: {} };
  kept = { ...kept, verdict: verdict({ log: false, address: null, findings: [off] }) };
  kept.window.wanted = false;
  assert.deepEqual((await state.popup(TAB)).switch, { on: false, fixed: false });
});

test("one that a rule forbids can not", async () => {
  const rule = { code: "internal-only", level: "block", values: { domains: "a" } };
  kept.verdict = verdict({ log: false, address: null, findings: [rule] });
  assert.deepEqual((await state.popup(TAB)).switch, { on: false, fixed: true });
});

test("where no profile serves the identity there is nothing to switch, and nobody to name", async () => {
  const none = { code: "no-profile", level: "block", values: { identity: ANA } };
  kept.verdict = verdict({ log: false, address: null, findings: [none], profile: null });
  const { switch: toggle, people } = await state.popup(TAB);
  assert.deepEqual([toggle, people], [null, []]);
});

test("before anything was decided there is nothing to show", async () => {
  kept = { ...kept, verdict: null };
  assert.equal(await state.popup(TAB), null);
  kept = undefined;
  assert.equal((await state.popup(TAB)) ?? null, null);
});

test("of a forward to the CRM it shows on whose record it lands", async () => {
  forward = true;
  const { log, switch: toggle, people } = await state.popup(TAB);
  assert.deepEqual([log, toggle], [true, null]);
  assert.ok(JSON.stringify(people).includes(BOB));
});
