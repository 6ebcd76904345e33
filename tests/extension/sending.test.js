import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { Decider } from "../../extension/compose/decider.js";
import { ComposeFollower } from "../../extension/compose/follower.js";
import { ListMembers } from "../../extension/compose/lists.js";
import { Sending } from "../../extension/compose/sending.js";
import { ANA, BOB, CRM, FORWARD, MARIA } from "./fakes.js";
import { details, FakeClock, FakeComposeWindows, MemoryStore, settings } from "./fakes.js";

const TAB = 7;
const hung = () => new Promise(() => {});

let clock, compose, known, loaded, helper, books, keep, intents, forwards, warnings, draftSwitch, follower, sending;
let copyTo;

const decideAs = (mail) => new Decider({}, () => known, () => new Date("2026-03-01")).degraded(mail);

function build() {
  const lists = new ListMembers(books);
  const decider = new Decider(helper, () => known);
  follower = new ComposeFollower({
    details: compose.details,
    change: compose.change,
    attachments: compose.attachments,
    store: new MemoryStore(),
    lists,
    decider,
    settings: () => known,
    draftSwitch: async () => draftSwitch,
    isForward: (tab) => forwards.has(tab),
    show: () => {},
    showForward: () => {},
    clock,
    now: () => clock.now,
  });
  const reporter = {
    keep: (intent) => keep(intent),
    forget: async (event) => void intents.delete(event),
  };
  sending = new Sending({
    follower,
    decider,
    lists,
    reporter,
    attachments: compose.attachments,
    settings: () => known,
    loaded,
    isForward: (tab) => forwards.has(tab),
    forwardBegins: async (tab) => void intents.set(`forward ${tab}`, { phase: "sending" }),
copyTo: (identity) => copyTo(identity),
    clock,
    now: () => new Date("2026-03-01T12:00:00Z"),
    warn: (problem) => warnings.push(problem),
  });
}

beforeEach(() => {
  clock = new FakeClock();
  compose = new FakeComposeWindows();
  compose.windows.set(TAB, details());
  known = settings();
  loaded = Promise.resolve();
  helper = {
    reachable: async () => true,
    request: async (_type, mail) => ({ ok: true, body: decideAs(mail) }),
  };
  books = { lists: async () => [], members: async () => [] };
  intents = new Map();
  keep = async (intent) => void intents.set(intent.event, intent);
  forwards = new Set();
  warnings = [];
  draftSwitch = null;
  copyTo = () => null;
  build();
});

/** What Thunderbird is told, and after how many milliseconds. */
async function send(given = details()) {
  let outcome;
  const done = sending.beforeSend(TAB, given).then((result) => {
    outcome = { result, after: clock.now };
  });
  await clock.pass(2_000);
  await done;
  return outcome;
}

const people = (to, cc = [], bcc = []) => details({ recipients: { to, cc, bcc } });
const onlyIntent = () => [...intents.values()][0];

test("the address is added at Send where the window does not show it yet", async () => {
  assert.deepEqual(await send(), { result: { details: { bcc: [CRM] } }, after: 0 });
});

test("nothing is changed where nothing has to change", async () => {
  assert.equal((await send(people([BOB], [], [CRM]))).result, undefined);
});

/** The settings of somebody whose CRM has no address. */
const withoutAddress = () => {
  const [profile] = settings().profiles;
  return settings({ profiles: [{ ...profile, preset: "local", bcc: null, forward: null, takes_sent: true }] });
};

test("a mail that the helper takes in leaves a copy where one is asked for, and no address is added", async () => {
  known = withoutAddress();
  assert.equal((await send()).result, undefined, "the identity keeps one anyway");
  copyTo = (identity) => (identity === ANA ? "local://Birdlog" : null);
  assert.deepEqual((await send()).result, { details: { additionalFccFolderId: "local://Birdlog" } });
  assert.deepEqual([onlyIntent().verdict.log, onlyIntent().verdict.address], [true, null]);
});

test("no copy is made of a mail that is not logged, or that goes to the CRM's address", async () => {
  copyTo = () => "local://Birdlog";
  assert.deepEqual((await send()).result, { details: { bcc: [CRM] } });
  known = withoutAddress();
  assert.equal((await send(people([MARIA]))).result, undefined);
});

test("what is meant is in the store before Thunderbird goes on, with the final recipients", async () => {
  await send();
  const { phase, subject, addressees, verdict, tab } = onlyIntent();
  assert.deepEqual([phase, subject, tab, verdict.log], ["sending", "Offer", TAB, true]);
  assert.deepEqual(addressees, { to: [BOB], cc: [], bcc: [CRM] });
});

test("of a mail that never-log keeps out neither subject nor address is stored", async () => {
  await send(people([MARIA]));
  assert.equal(onlyIntent().subject, null);
  assert.ok(!JSON.stringify({ ...onlyIntent(), pattern: "" }).includes("maria"));
  assert.equal(onlyIntent().pattern, MARIA);
  assert.equal(onlyIntent().reason, "never-log");
});

test("a look that Send overtakes changes nothing of what was decided then", async () => {
  await follower.look(TAB);
  let answerLook;
  const atOnce = helper.request;
  helper.request = (_type, mail) =>
    new Promise((resolve) => {
      answerLook = () => resolve({ ok: true, body: decideAs(mail) });
    });
  compose.windows.set(TAB, people([BOB, ANA], [], [CRM]));
  const look = follower.look(TAB);
  await clock.pass(0);
  helper.request = atOnce;
  await send(people([BOB, ANA]));
  const decided = follower.kept(TAB);
  answerLook();
  await look;
  assert.equal(decided.window.wanted, false);
  assert.deepEqual(follower.kept(TAB), decided);
});

test("a mail has one name, whether a look or Send comes first", async () => {
  const look = follower.look(TAB);
  await send();
  await look;
  assert.equal(follower.kept(TAB).window.event, onlyIntent().event);
});

test("a draft that was turned off and is sent before the first look is not logged", async () => {
  draftSwitch = false;
  assert.equal((await send(details({ kind: "draft" }))).result, undefined);
  assert.equal(onlyIntent().reason, "turned-off");
});

test("an address-book list is expanded before anything is decided", async () => {
  books = {
    lists: async () => [{ id: "1", name: "Friends", description: "" }],
    members: async () => [{ name: "", address: "MARIA@familia.example" }],
  };
  build();
  assert.deepEqual((await send(people(["Friends <Friends>"], [], [CRM]))).result, { details: { bcc: [] } });
});

test("a helper that hangs delays no send by more than half a second, and the last settings decide", async () => {
  helper.request = (_type, _mail, limit) => new Promise((resolve) => clock.after(limit, () => resolve({ ok: false })));
  build();
  const { result, after } = await send();
  assert.deepEqual(result, { details: { bcc: [CRM] } });
  assert.ok(after < 500, `${after} ms`);
  assert.equal(onlyIntent().verdict.decided, "degraded");
});

for (const [what, breaks] of Object.entries({
  "the helper": () => (helper.request = hung),
  "the way to the helper": () => (helper.reachable = hung),
  "the address books": () => (books = { lists: hung, members: hung }),
  "the list of attachments": () => (compose.attachments = hung),
  "the store of what is remembered": () => (loaded = hung()),
  "the store of intents": () => (keep = hung),
})) {
  test(`a mail leaves after half a second at most, decided, where ${what} hangs`, async () => {
    breaks();
    build();
    const { result, after } = await send(details({ recipients: { to: [`Bob <${BOB}>`], cc: [], bcc: [] } }));
    assert.deepEqual(result, { details: { bcc: [CRM] } });
    assert.ok(after <= 500, `${after} ms`);
  });

  test(`the never-log list holds where ${what} hangs`, async () => {
    breaks();
    build();
    assert.deepEqual((await send(people([`Maria <${MARIA}>`], [], [CRM]))).result, { details: { bcc: [] } });
  });
}

test("a list of attachments that can't be read changes nothing", async () => {
  compose.attachments = () => Promise.reject(new Error("broken"));
  build();
  assert.deepEqual((await send()).result, { details: { bcc: [CRM] } });
});

for (const [what, breaks] of Object.entries({
  "the helper": () => (helper.request = () => Promise.reject(new Error("broken"))),
  "what is remembered": () => (loaded = Promise.reject(new Error("broken"))),
})) {
  test(`a mail leaves as it is where ${what} is broken, but the never-log list holds`, async () => {
    breaks();
    build();
    assert.equal((await send()).result, undefined);
    assert.deepEqual((await send(people([MARIA], [], [CRM]))).result, { details: { bcc: [] } });
    assert.ok(warnings.length >= 1);
  });
}

test("a store that can't be written changes nothing about the decision", async () => {
  keep = () => Promise.reject(new Error("disk full"));
  build();
  assert.deepEqual((await send()).result, { details: { bcc: [CRM] } });
  assert.equal(warnings.length, 1);
});

test("an answer that comes after the mail has left is not stored over what was done", async () => {
  let answer;
  helper.request = () => new Promise((resolve) => (answer = resolve));
  build();
  const { result } = await send(people([BOB], [], []));
  assert.deepEqual(result, { details: { bcc: [CRM] } });
  answer({ ok: true, body: { log: false, address: null, remove: [], findings: [], profile: "work", crm: "HubSpot" } });
  await clock.pass(10);
  assert.equal(onlyIntent().verdict.log, true);
});

test("before the settings were ever known nothing is touched, and what is missed is remembered", async () => {
  known = null;
  helper.reachable = async () => false;
  build();
  assert.equal((await send(people([BOB], [], [CRM]))).result, undefined);
  assert.equal(onlyIntent().reason, "no-helper");
});

test("a mail from an identity that no profile serves is not remembered", async () => {
  await send(details({ identity: "ana@home.example" }));
  assert.equal(intents.size, 0);
});

test("a redirect and a news post are not remembered", async () => {
  await send(details({ kind: "redirect" }));
  await send(details({ newsgroups: ["comp.mail"] }));
  assert.equal(intents.size, 0);
});

test("a mail to the forwarding address by hand gets no copy, and is remembered", async () => {
  assert.equal((await send(people([FORWARD]))).result, undefined);
  assert.equal(intents.size, 1);
});

test("a forward to the CRM takes no copy for the CRM with it", async () => {
  forwards.add(TAB);
  const { result } = await send(people([FORWARD], [], [CRM, "boss@acme.example"]));
  assert.deepEqual(result, { details: { bcc: ["boss@acme.example"] } });
  assert.ok(intents.has(`forward ${TAB}`));
});

test("timers are put away when the decision is made", async () => {
  await sending.beforeSend(TAB, details());
  assert.equal(clock.waiting, 0);
});
