import assert from "node:assert/strict";
import { test } from "node:test";

import { lookedAt, openedWindow, showing, switched } from "../../extension/compose/window.js";

const CRM = "1@bcc.hubspot.com";
const OTHER = "2@bcc.hubspot.com";
const ANA = "ana@acme.example";

const opened = (crm = []) => openedWindow("e1", { identity: ANA, crm });
const withPill = () => showing(opened(), [CRM], "1@BCC.hubspot.com");

test("an address that was there at the start was typed by nobody", () => {
  assert.deepEqual(opened([CRM]).typed, []);
});

test("the address that Birdlog adds is its own, not the person's", () => {
  const state = lookedAt(withPill(), { identity: ANA, crm: [CRM] });
  assert.equal(state.ours, CRM);
  assert.deepEqual(state.typed, []);
  assert.equal(state.wanted, null);
});

test("Birdlog's address taken away by hand stays away", () => {
  const state = lookedAt(withPill(), { identity: ANA, crm: [] });
  assert.equal(state.wanted, false);
  assert.equal(lookedAt(state, { identity: ANA, crm: [] }).wanted, false);
});

test("an inherited address that belongs, taken away by hand, stays away too", () => {
  const state = showing(opened([CRM]), [CRM], CRM);
  assert.equal(lookedAt(state, { identity: ANA, crm: [] }).wanted, false);
});

test("putting the address back by hand turns logging on again", () => {
  const away = lookedAt(withPill(), { identity: ANA, crm: [] });
  const back = lookedAt(away, { identity: ANA, crm: [CRM] });
  assert.equal(back.wanted, null);
  assert.deepEqual(back.typed, [CRM]);
});

test("the address typed after the switch was turned off counts for more than the switch", () => {
  const off = showing(switched(withPill(), false), [], null);
  assert.equal(lookedAt(off, { identity: ANA, crm: [CRM] }).wanted, null);
});

test("the address typed into a draft that was turned off turns logging on again", () => {
  const draft = openedWindow("e", { identity: ANA, crm: [] }, false);
  assert.equal(lookedAt(draft, { identity: ANA, crm: [CRM] }).wanted, null);
});

test("turning the switch off takes away an address that was typed", () => {
  const typed = showing(lookedAt(opened(), { identity: ANA, crm: [CRM] }), [CRM], CRM);
  assert.deepEqual(typed.typed, [CRM]);
  assert.deepEqual(switched(typed, false).typed, []);
  assert.deepEqual(switched(typed, true).typed, [CRM]);
});

test("an address that goes because Birdlog took it out was not removed by hand", () => {
  const state = showing(withPill(), [], null);
  assert.equal(lookedAt(state, { identity: ANA, crm: [] }).wanted, null);
});

test("an address that changes together with the identity is Thunderbird's doing", () => {
  const state = lookedAt(withPill(), { identity: "other@acme.example", crm: [OTHER] });
  assert.equal(state.wanted, null);
  assert.deepEqual(state.typed, []);
  assert.equal(state.ours, null);
});

test("an address that the person types is remembered until it goes", () => {
  const typed = lookedAt(opened(), { identity: ANA, crm: [OTHER] });
  assert.deepEqual(typed.typed, [OTHER]);
  assert.deepEqual(lookedAt(typed, { identity: ANA, crm: [] }).typed, []);
});

test("a typed address that Birdlog takes out is forgotten", () => {
  const typed = lookedAt(opened(), { identity: ANA, crm: [OTHER] });
  assert.deepEqual(showing(typed, [], null).typed, []);
});

test("a draft carries the switch on", () => {
  assert.equal(openedWindow("e1", { identity: ANA, crm: [] }, false).wanted, false);
});
