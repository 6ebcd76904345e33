import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { creditWords, peopleGroups } from "../../extension/words/people.js";
import { ANA, BOB, CRM, FORWARD, MARIA, settings } from "./fakes.js";

const ENGLISH = new URL("../../extension/_locales/en/messages.json", import.meta.url);
const messages = JSON.parse(readFileSync(ENGLISH, "utf8"));
const say = (key, ...values) =>
  messages[key].message.replace(/\$(\w+)\$/g, (_, name) =>
    values[messages[key].placeholders[name.toLowerCase()].content.slice(1) - 1],
  );

const EVE = "eve@cliente.example";
const logged = (more = {}) => ({ log: true, findings: [], attributed_to: ANA, contacts: [], ...more });
const groups = (verdict, addressed, known = settings()) =>
  peopleGroups(verdict, { to: [], cc: [], bcc: [], ...addressed }, ["ana@home.example"], known, say);
const shown = (...given) =>
  groups(...given).map(({ title, people }) => [title, ...people.map(({ email, note }) => `${email}: ${note}`)]);

test("a mail lands on the record of everybody in To and Cc, and new contacts are marked by a word", () => {
  const contacts = [{ email: BOB, new: false }, { email: EVE, new: true }];
  assert.deepEqual(shown(logged({ contacts }), { to: [BOB], cc: ["Eve@Cliente.example"] }), [
    ["On the record of", `${BOB}: `, "Eve@Cliente.example: New contact"],
  ]);
});

test("where nobody knows who is new, nobody is called new", () => {
  const contacts = [{ email: BOB, new: null }];
  assert.deepEqual(shown(logged({ contacts }), { to: [BOB] }), [["On the record of", `${BOB}: `]]);
});

test("people in Bcc and on the never-log list get it on no record", () => {
  assert.deepEqual(shown(logged(), { to: [BOB, MARIA], bcc: [EVE, CRM] }), [
    ["On the record of", `${BOB}: `],
    ["On no record", `${MARIA}: Never logged`, `${EVE}: In Bcc`],
  ]);
});

test("a mail to people in Bcc alone lands on no record, and this is said", () => {
  const [[title, ...people]] = shown(logged(), { bcc: [BOB, CRM] });
  assert.equal(title, "Nobody in To or Cc gets it on their record.");
  assert.deepEqual(people, [`${BOB}: In Bcc`]);
});

test("of a mail that is not logged the recipients are listed, for the never-log list", () => {
  assert.deepEqual(shown({ log: false, findings: [] }, { to: [BOB, MARIA] }), [
    ["Recipients", `${BOB}: `, `${MARIA}: Never logged`],
  ]);
});

test("the person, the CRM and repetitions are not listed", () => {
  const to = [ANA, "Ana@HOME.example", CRM, FORWARD, "", BOB, "BOB@cliente.example"];
  assert.deepEqual(shown(logged(), { to }), [["On the record of", `${BOB}: `]]);
  assert.deepEqual(shown(logged(), { to: [ANA], bcc: [CRM] }), []);
});

const [{ people: [bob] }] = groups(logged(), { to: ["Bob@Cliente.example"] });

test("an address may be put on the never-log list, or its domain", () => {
  assert.deepEqual(bob.choices, [
    { pattern: "Bob@Cliente.example", label: "Never log this address" },
    { pattern: "*@cliente.example", label: "Never log anyone at cliente.example" },
  ]);
  assert.equal(bob.choicesLabel, "Never log Bob@Cliente.example");
});

test("nobody is offered to leave out everybody at a free-mail provider", () => {
  const known = settings({ free_mail_domains: ["gmail.com"] });
  const [{ people }] = groups(logged(), { to: ["bob@gmail.com"] }, known);
  assert.deepEqual(people[0].choices.map(({ pattern }) => pattern), ["bob@gmail.com"]);
});

test("what is no address, or would be read as a pattern, is not offered", () => {
  for (const odd of ["*@cliente.example", "<b>@cliente.example", "Friends"]) {
    assert.deepEqual(groups(logged(), { to: [odd] })[0].people[0].choices, [], odd);
  }
});

test("somebody on the list may be taken off it, by the entry that covers them", () => {
  const known = settings({ never_log: ["*@*.example"] });
  const [{ people }] = groups({ log: false, findings: [] }, { to: [MARIA] }, known);
  assert.deepEqual([people[0].pattern, people[0].choices], ["*@*.example", []]);
  assert.equal(people[0].removeLabel, "Take *@*.example off the never-log list");
});

test("who gets the credit is said of a mail that is logged", () => {
  assert.equal(creditWords(logged(), say), `Will be credited to ${ANA}.`);
  assert.equal(creditWords(logged({ log: false }), say), "");
});

test("without the helper nothing is claimed about the credit", () => {
  assert.equal(creditWords(logged({ attributed_to: undefined }), say), "");
});

test("that nobody gets the credit is said once", () => {
  assert.match(creditWords(logged({ attributed_to: null }), say), /credited to nobody/);
  const findings = [{ code: "sender-not-a-user", level: "warn" }];
  assert.equal(creditWords(logged({ attributed_to: null, findings }), say), "");
});
