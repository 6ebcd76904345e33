import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { forwardIntent, mailIntent, NO_TAB } from "../../extension/compose/intents.js";
import { ListMembers } from "../../extension/compose/lists.js";
import { Reporter } from "../../extension/compose/reporter.js";
import { DEFAULTS } from "../../extension/state/schema.js";
import { ANA, BOB, CRM, details, FakeClock, FORWARD, MARIA, settings } from "./fakes.js";

const TAB = 7;
const SENT_AT = new Date("2026-03-01T12:00:00Z");

let clock, now, store, reported, copies, folders, sent, online, forwards, ends, added, reporter;

/** The store of intents, which can be opened again. */
class IntentStore {
  kept = new Map();
  load = async () => [...this.kept.values()];
  put = async (intent) => void this.kept.set(intent.event, structuredClone(intent));
  remove = async (event) => void this.kept.delete(event);
}

function newReporter() {
  return new Reporter({
    store,
    report: async (event) => void reported.push(event),
    folders: {
      usesOf: async (message_id) => folders.get(message_id) ?? [],
      sentSince: async () => sent,
      forwardedIn: async ({ forwarded }) => forwarded ?? [],
      online: () => online,
    },
    lists: new ListMembers({ lists: async () => [], members: async () => [] }),
    state: async () => ({ ...DEFAULTS, settings: settings(), copies }),
    learnCopies: async (identity, copied) => void (copies = { ...copies, [identity]: copied }),
    ended: async ({ original, event }, outcome, reason) => {
      ends.push([event, outcome, reason]);
      void (original && forwards.push(outcome));
    },
    addedElsewhere: (address) => void added.push(address),
    clock,
    now: () => now,
  });
}

beforeEach(() => {
  clock = new FakeClock();
  now = new Date("2026-03-01T12:00:01Z");
  store = new IntentStore();
  reported = [];
  copies = {};
  folders = new Map();
  sent = [];
  online = true;
  forwards = [];
  ends = [];
  added = [];
  reporter = newReporter();
});

const decided = { profile: "work", crm: "HubSpot", decided: "helper" };
const logged = { log: true, address: CRM, remove: [], findings: [], ...decided };
const skipped = {
  ...logged,
  log: false,
  address: null,
  findings: [{ code: "turned-off", level: "block", values: {} }],
};
const secret = {
  ...skipped,
  findings: [{ code: "never-log", level: "block", values: { pattern: MARIA, addresses: MARIA } }],
};

const SIZES = { content_bytes: 900, attachment_bytes: 4_000 };
const intent = (verdict = logged, more = {}) =>
  mailIntent(
    {
      event: "e1",
      tab: TAB,
      identity: ANA,
      subject: "Offer",
      addressees: { to: [BOB], cc: [], bcc: verdict.log ? [CRM] : [] },
      at: SENT_AT,
      ...more,
    },
    verdict,
  );
const forward = (look = false) =>
  forwardIntent(
    { event: "f1", tab: TAB, identity: ANA, subject: "Fwd: Re: Offer", at: SENT_AT, sizes: SIZES },
    { address: FORWARD, profile: "work", findings: [] },
    { message_id: "orig@b", author: BOB, subject: "Re: Offer", id: 3, look },
  );

const after = (more = {}) => ({
  mode: "now",
  message_id: "m1@acme.example",
  error: null,
  details: details({ recipients: { to: [BOB], cc: [], bcc: [CRM] } }),
  copied: true,
  ...more,
});
const copy = (more = {}) => ({
  message_id: "m1@acme.example",
  author: `Ana <${ANA}>`,
  subject: "Offer",
  date: "2026-03-01T12:00:00Z",
  addressees: { to: [BOB], cc: [], bcc: [CRM] },
  ...more,
});
const told = () => reported.map(({ type, body }) => [type, body.mode ?? null, body.reason]);

test("a mail that left is reported with its Message-ID and the recipients that were seen", async () => {
  await reporter.keep(intent());
  await reporter.afterSend(TAB, after());
  const [{ type, body }] = reported;
  assert.equal(type, "sent");
  const { event, mode, message_id, to, bcc, log, address } = body;
  assert.deepEqual(
    { event, mode, message_id, to, bcc, log, address },
    { event: "e1", mode: "now", message_id: "m1@acme.example", to: [BOB], bcc: [CRM], log: true, address: CRM },
  );
  assert.equal(store.kept.size, 0);
});

test("how large a mail was is told with it, and of none that never-log keeps out", async () => {
  await reporter.keep(intent(logged, { sizes: SIZES }));
  await reporter.afterSend(TAB, after());
  await reporter.keep(intent(secret, { sizes: SIZES }));
  await reporter.afterSend(TAB, after({ details: details({ recipients: { to: [MARIA], cc: [], bcc: [] } }) }));
  await reporter.keep({ ...forward(), phase: "sending" });
  await reporter.afterSend(TAB, after({ details: details({ recipients: { to: [FORWARD], cc: [], bcc: [] } }) }));
  const sizes = reported.map(({ body }) => [body.content_bytes, body.attachment_bytes]);
  assert.deepEqual(sizes, [[900, 4_000], [undefined, undefined], [900, 4_000]]);
});

test("of a mail that never-log kept out nothing but rule and pattern is reported", async () => {
  await reporter.keep(intent(secret));
  await reporter.afterSend(TAB, after({ details: details({ recipients: { to: [MARIA], cc: [], bcc: [] } }) }));
  const { subject, to, cc, bcc, message_id, pattern, reason } = reported[0].body;
  assert.deepEqual(
    { subject, to, cc, bcc, message_id, pattern, reason },
    { subject: null, to: [], cc: [], bcc: [], message_id: null, pattern: MARIA, reason: "never-log" },
  );
});

test("what another add-on adds after Birdlog is seen, and nothing else of a never-log mail is told", async () => {
  await reporter.keep(intent(secret));
  await reporter.afterSend(TAB, after({ details: details({ recipients: { to: [MARIA], cc: [], bcc: [CRM] } }) }));
  const { subject, to, cc, bcc, message_id, pattern, log, reason } = reported[0].body;
  assert.deepEqual(
    { subject, to, cc, bcc, message_id, pattern, log, reason },
    {
      ...{ subject: null, to: [], cc: [], bcc: [CRM], message_id: null, pattern: MARIA },
      ...{ log: false, reason: "added-elsewhere" },
    },
  );
  assert.deepEqual(added, [CRM]);
});

test("an address that was there when Birdlog decided was not added elsewhere", async () => {
  await reporter.keep(intent(skipped, { addressees: { to: [BOB], cc: [], bcc: [CRM] } }));
  await reporter.afterSend(TAB, after());
  await reporter.keep(intent(logged, { addressees: { to: [BOB], cc: [], bcc: [] } }));
  await reporter.afterSend(TAB, after());
  assert.deepEqual([reported[0].body.reason, reported[1].body.reason], ["turned-off", null]);
  assert.deepEqual(added, []);
});

test("what was added to a mail in the Outbox is still known when it leaves, and said once", async () => {
  await reporter.keep(intent(secret));
  const recipients = { to: [MARIA], cc: [], bcc: [CRM] };
  await reporter.afterSend(TAB, after({ mode: "later", details: details({ recipients }) }));
  folders.set("m1@acme.example", ["sent"]);
  await reporter.foldersChanged();
  assert.deepEqual(told(), [["sent", "later", "added-elsewhere"], ["sent", "now", "added-elsewhere"]]);
  assert.deepEqual(reported[1].body.bcc, [CRM]);
  assert.deepEqual(added, [CRM]);
});

test("a send without a Message-ID failed, and a later one of the same window moves it on", async () => {
  await reporter.keep(intent());
  await reporter.afterSend(TAB, after({ message_id: null, copied: false }));
  await reporter.keep(intent());
  await reporter.afterSend(TAB, after());
  assert.deepEqual(told(), [["failed", null, "smtp-error"], ["sent", "now", null]]);
  assert.equal(reported[0].body.event, reported[1].body.event);
});

test("a mail that was not to be logged leaves no failure behind", async () => {
  await reporter.keep(intent(skipped));
  await reporter.afterSend(TAB, after({ message_id: null }));
  assert.deepEqual(reported, []);
});

test("a send that the person gave up leaves nothing behind", async () => {
  await reporter.keep(intent());
  await reporter.afterSend(TAB, after({ error: "Send aborted by the user: subject missing", message_id: null }));
  assert.deepEqual(reported, []);
  assert.equal(store.kept.size, 0);
  assert.deepEqual(ends, [[intent().event, "failed", null]]);
});

test("a send that Thunderbird says failed, failed", async () => {
  await reporter.keep(intent());
  await reporter.afterSend(TAB, after({ error: "Message operation failed", message_id: null, details: null }));
  assert.deepEqual(told(), [["failed", null, "smtp-error"]]);
  assert.deepEqual(ends, [[intent().event, "failed", "smtp-error"]]);
});

test("a send of which nothing was meant is nobody's business", async () => {
  await reporter.afterSend(TAB, after());
  assert.deepEqual(reported, []);
});

const queued = (more = {}) => after({ mode: "later", ...more });

test("a mail that waits in the Outbox is told as waiting, and as sent when its copy is in Sent", async () => {
  await reporter.keep(intent());
  await reporter.afterSend(TAB, queued());
  folders.set("m1@acme.example", ["outbox"]);
  await reporter.foldersChanged();
  folders.set("m1@acme.example", ["sent"]);
  await reporter.leftOutbox(["m1@acme.example"]);
  assert.deepEqual(told(), [["sent", "later", null], ["sent", "now", null]]);
  assert.equal(store.kept.size, 0);
});

test("where no Sent copy is kept, leaving the Outbox is the observation", async () => {
  copies = { [ANA]: false };
  await reporter.keep(intent());
  await reporter.afterSend(TAB, queued());
  await reporter.leftOutbox(["m1@acme.example"]);
  assert.deepEqual(told().at(-1), ["sent", "now", null]);
});

test("where copies are kept, a mail that left the Outbox is sent when its copy shows", async () => {
  copies = { [ANA]: true };
  await reporter.keep(intent());
  await reporter.afterSend(TAB, queued());
  await reporter.leftOutbox(["m1@acme.example"]);
  assert.equal(reported.length, 1);
  folders.set("m1@acme.example", ["sent"]);
  await reporter.foldersChanged();
  assert.deepEqual(told().at(-1), ["sent", "now", null]);
});

test("a mail without a copy is not claimed to have left before it is known that none are kept", async () => {
  await reporter.keep(intent());
  await reporter.afterSend(TAB, queued());
  await reporter.leftOutbox(["m1@acme.example"]);
  assert.deepEqual(told().at(-1), ["sent", "later", null]);
  await reporter.afterSend(8, after({ message_id: "m2@acme.example", copied: false }));
  assert.deepEqual(told().at(-1), ["sent", "now", null]);
});

for (const [how, where, connected] of [
  ["into the trash", ["trash"], true],
  ["for good, offline", [], false],
]) {
  test(`a mail that the person deleted from the Outbox ${how} was not sent`, async () => {
    await reporter.keep(intent());
    await reporter.afterSend(TAB, queued());
    folders.set("m1@acme.example", where);
    online = connected;
    await reporter.leftOutbox(["m1@acme.example"]);
    assert.deepEqual(told().at(-1), ["failed", null, "outbox-deleted"]);
  });
}

test("a mail in the Outbox is still known after a restart", async () => {
  await reporter.keep(intent());
  await reporter.afterSend(TAB, queued());
  reporter = newReporter();
  folders.set("m1@acme.example", ["sent"]);
  await reporter.woke(true, []);
  assert.deepEqual(told().at(-1), ["sent", "now", null]);
});

test("Thunderbird quit right after Send: the Sent copy tells that the mail left", async () => {
  await reporter.keep(intent());
  reporter = newReporter();
  const [another, older] = [copy({ subject: "Another" }), copy({ date: "2026-03-01T11:00:00Z" })];
  sent = [another, older, copy({ message_id: "m2@acme.example" })];
  await reporter.woke(true, []);
  assert.deepEqual(told(), [["sent", "now", null]]);
  assert.equal(reported[0].body.message_id, "m2@acme.example");
});

test("of forwards with the same subject each is known by the message that it forwards", async () => {
  const left = { subject: "Fwd: Re: Offer", addressees: { to: [FORWARD], cc: [], bcc: [] } };
  const other = copy({ ...left, message_id: "f0@acme.example", forwarded: ["other@b"] });
  for (const [found, expected] of [
    [[other], [["forwarded", "later", "quit-while-sending"]]],
    [[other, copy({ ...left, message_id: "f1@acme.example", forwarded: ["orig@b"] })], [["forwarded", "now", null]]],
    [[copy({ ...left, message_id: "f1@acme.example" })], [["forwarded", "now", null]]],
  ]) {
    store = new IntentStore();
    await store.put({ ...forward(), phase: "sending", at: SENT_AT.toISOString() });
    reporter = newReporter();
    reported = [];
    sent = found;
    await reporter.woke(true, []);
    assert.deepEqual(told(), expected);
  }
});

test("Thunderbird quit right after Send and there is no copy: nobody knows, until one shows", async () => {
  await reporter.keep(intent());
  reporter = newReporter();
  await reporter.woke(true, []);
  assert.deepEqual(told(), [["sent", "later", "quit-while-sending"]]);
  reporter = newReporter();
  await reporter.woke(true, []);
  assert.equal(reported.length, 1, "it is told once");
  sent = [copy()];
  await reporter.foldersChanged();
  assert.deepEqual(told().at(-1), ["sent", "now", null]);
  assert.equal(store.kept.size, 0);
});

test("a window of a new Thunderbird is not taken for that of an old one", async () => {
  await reporter.keep(intent());
  reporter = newReporter();
  await reporter.woke(true, []);
  assert.equal([...store.kept.values()][0].tab, NO_TAB);
  await reporter.afterSend(TAB, after({ message_id: "other@acme.example" }));
  assert.equal(reported.length, 1);
});

test("the same mail, written once more, is not taken for the lost one", async () => {
  await reporter.keep(intent());
  reporter = newReporter();
  await reporter.woke(true, []);
  await reporter.keep(intent(logged, { event: "e2" }));
  await reporter.afterSend(TAB, after({ message_id: "again@acme.example" }));
  const later = copy({ message_id: "hour@acme.example", date: "2026-03-01T13:00:00Z" });
  sent = [copy({ message_id: "again@acme.example" }), later];
  await reporter.foldersChanged();
  assert.deepEqual(told(), [["sent", "later", "quit-while-sending"], ["sent", "now", null]]);
});

test("a mail is not looked for for ever", async () => {
  await reporter.keep(intent());
  reporter = newReporter();
  await reporter.woke(true, []);
  now = new Date("2026-03-20T12:00:00Z");
  await reporter.foldersChanged();
  assert.equal(store.kept.size, 0);
});

test("a reply is found in Sent, where Thunderbird shows its subject without the Re:", async () => {
  await reporter.keep(intent(logged, { subject: "Re: Offer" }));
  reporter = newReporter();
  sent = [copy({ subject: "Offer" })];
  await reporter.woke(true, []);
  assert.deepEqual(told(), [["sent", "now", null]]);
});

test("of a mail without a subject kept, only one sent right then to a listed person is its copy", async () => {
  await reporter.keep(intent(secret));
  reporter = newReporter();
  const people = { to: [MARIA], cc: [], bcc: [] };
  sent = [copy({ addressees: people, date: "2026-03-01T13:00:00Z" }), copy()];
  await reporter.woke(true, []);
  assert.deepEqual(reported, []);
  await reporter.keep(intent(secret));
  reporter = newReporter();
  sent = [copy({ addressees: people })];
  await reporter.woke(true, []);
  assert.deepEqual(told(), [["sent", "now", "never-log"]]);
});

test("a window that closed without a word was not sent, unless its copy says so", async () => {
  await reporter.keep(intent());
  await reporter.closed(TAB);
  await clock.pass(30_000);
  assert.deepEqual(reported, []);
  assert.equal(store.kept.size, 0);
  await reporter.keep(intent());
  sent = [copy()];
  await reporter.closed(TAB);
  await clock.pass(30_000);
  assert.deepEqual(told(), [["sent", "now", null]]);
});

test("the background page slept while a window was sending: the window is still waited for", async () => {
  await reporter.keep(intent());
  reporter = newReporter();
  await reporter.woke(false, [TAB]);
  assert.equal(store.kept.size, 1);
  await reporter.woke(false, []);
  assert.equal(store.kept.size, 0);
});

test("it is learned too where Thunderbird does not tell what was sent", async () => {
  await reporter.keep(intent());
  await reporter.afterSend(TAB, after({ details: null }));
  assert.deepEqual(copies, { [ANA]: true });
});

test("whether an identity's mails are seen in Sent is learned from each that leaves", async () => {
  await reporter.keep(intent());
  await reporter.afterSend(TAB, after({ copied: false }));
  assert.deepEqual(copies, { [ANA]: false });
});

test("a forward is reported as one, with what was forwarded", async () => {
  await reporter.keep(forward());
  assert.ok(reporter.isForward(TAB));
  await reporter.forwardBegins(TAB);
  await reporter.afterSend(TAB, after({ details: details({ recipients: { to: [FORWARD], cc: [], bcc: [] } }) }));
  const [{ type, body }] = reported;
  const { ok, original_message_id, author, subject, address, message_id } = body;
  assert.equal(type, "forwarded");
  assert.deepEqual([ok, original_message_id, author, subject], [true, "orig@b", BOB, "Re: Offer"]);
  assert.deepEqual([address, message_id], [FORWARD, "m1@acme.example"]);
  assert.deepEqual(forwards, ["sent"]);
});

test("a forward that waits in the Outbox is done when it leaves", async () => {
  await reporter.keep(forward());
  await reporter.forwardBegins(TAB);
  await reporter.afterSend(TAB, queued({ details: details({ recipients: { to: [FORWARD], cc: [], bcc: [] } }) }));
  assert.ok(!reporter.isForward(TAB), "its window has closed, and the number is free again");
  folders.set("m1@acme.example", ["sent"]);
  await reporter.foldersChanged();
  assert.deepEqual(forwards, ["waiting", "sent"]);
  assert.deepEqual(reported.map(({ type, body }) => [type, body.mode, body.ok]), [
    ["forwarded", "later", true],
    ["forwarded", "now", true],
  ]);
});

test("a forward that could not be sent is told, and its message can be logged again", async () => {
  await reporter.keep(forward());
  await reporter.forwardBegins(TAB);
  await reporter.afterSend(TAB, after({ message_id: null }));
  assert.deepEqual(reported.map(({ body }) => [body.ok, body.reason]), [[false, "smtp-error"]]);
  assert.deepEqual(forwards, ["failed"]);
  assert.equal(store.kept.size, 0);
});

test("a forward that the person looks at stays one after a failure", async () => {
  await reporter.keep(forward(true));
  await reporter.forwardBegins(TAB);
  await reporter.afterSend(TAB, after({ message_id: null }));
  assert.ok(reporter.isForward(TAB));
  await reporter.forwardBegins(TAB);
  await reporter.afterSend(TAB, after({ details: details({ recipients: { to: [FORWARD], cc: [], bcc: [] } }) }));
  assert.deepEqual(reported.map(({ body }) => [body.event, body.ok]), [["f1", false], ["f1", true]]);
});

test("a forward that the person sends before it has settled stays on its way", async () => {
  await reporter.keep(forward(true));
  assert.ok(await reporter.forwardSettled("f1", "Fwd: Offer"));
  assert.equal(store.kept.get("f1").subject, "Fwd: Offer");
  await reporter.forwardBegins(TAB);
  assert.ok(!(await reporter.forwardSettled("f1", "Fwd: Offer")));
  assert.equal(store.kept.get("f1").phase, "sending");
});

test("a forward that lost its address on the way did not reach the CRM", async () => {
  await reporter.keep(forward(true));
  await reporter.forwardBegins(TAB);
  await reporter.afterSend(TAB, after({ details: details() }));
  assert.deepEqual(reported.map(({ body }) => [body.ok, body.reason]), [[false, "address-lost"]]);
});

test("a forward's window that is closed unsent leaves nothing behind", async () => {
  await reporter.keep(forward(true));
  await reporter.closed(TAB);
  assert.deepEqual(reported, []);
  assert.equal(store.kept.size, 0);
});

test("a forward's window that Thunderbird took with it leaves nothing behind", async () => {
  await reporter.keep(forward(true));
  reporter = newReporter();
  await reporter.woke(true, []);
  assert.deepEqual(reported, []);
  assert.equal(store.kept.size, 0);
});

test("what was found when a forward was read back is told with it, without the words", async () => {
  await reporter.keep(forward(true));
  const found = [{ code: "chain", level: "warn", values: { crm: "HubSpot" }, message: "Another one.", fix: "Cut it." }];
  await reporter.forwardRead("f1", { ...SIZES, html: "<p>" }, found);
  assert.deepEqual(reporter.forwardFindings(TAB), found);
  assert.equal(reporter.lookedAt(TAB)?.event, "f1");
  await reporter.forwardBegins(TAB);
  const details_ = details({ recipients: { to: [FORWARD], cc: [], bcc: [] } });
  await reporter.afterSend(TAB, { mode: "now", message_id: "f@a", error: null, details: details_, copied: true });
  const [{ body }] = reported;
  assert.deepEqual(body.findings, [{ code: "chain", level: "warn", values: { crm: "HubSpot" } }]);
  assert.deepEqual([body.content_bytes, body.attachment_bytes], [SIZES.content_bytes, SIZES.attachment_bytes]);
});

test("a forward that is not sent, since the CRM could not read it, is told and leaves nothing behind", async () => {
  await reporter.keep(forward());
  await reporter.forwardRead("f1", SIZES, [{ code: "no-header", level: "block" }]);
  await reporter.forwardRefused("f1", "no-header");
  const [{ type, body }] = reported;
  assert.deepEqual([type, body.ok, body.reason, body.findings[0].code], ["forwarded", false, "no-header", "no-header"]);
  assert.ok(!reporter.isForward(TAB));
  assert.equal(store.kept.size, 0);
});

test("what is read of a forward that is gone is forgotten", async () => {
  await reporter.forwardRead("f1", SIZES, []);
  await reporter.forwardRefused("f1", "no-header");
  assert.deepEqual([reported, store.kept.size], [[], 0]);
  assert.deepEqual([reporter.lookedAt(TAB), reporter.forwardFindings(TAB)], [null, []]);
});

test("a forward that could not be made is told once", async () => {
  const made = forward();
  await reporter.keep(made);
  await reporter.broken(made);
  await reporter.broken(made);
  assert.deepEqual(reported.map(({ body }) => [body.ok, body.reason]), [[false, "forward-failed"]]);
});
