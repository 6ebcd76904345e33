import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { Decider } from "../../extension/compose/decider.js";
import { ComposeFollower } from "../../extension/compose/follower.js";
import { ListMembers } from "../../extension/compose/lists.js";
import { ANA, BOB, CRM, details, FakeClock, FakeComposeWindows, MARIA, MemoryStore, settings } from "./fakes.js";

const TAB = 7;

let compose, clock, store, shown, asked, others, helper, known, drafts, forwards, follower;

/** A helper that decides as degraded mode does, or is away. */
function fakeHelper() {
  const degraded = new Decider({ reachable: async () => false }, () => known, () => new Date("2026-03-01"));
  return {
    away: false,
    reachable: async () => !helper.away,
    request: async (type, mail) => {
      if (type !== "compose.decide") {
        others.push(type);
        return { ok: true, body: {} };
      }
      asked.push(mail);
      return { ok: true, body: degraded.degraded(mail) };
    },
  };
}

function newFollower() {
  return new ComposeFollower({
    details: compose.details,
    change: compose.change,
    attachments: compose.attachments,
    store,
    lists: new ListMembers({ lists: async () => [], members: async () => [] }),
    decider: new Decider(helper, () => known),
    settings: () => known,
    draftSwitch: async (draft) => drafts.get(draft.subject) ?? null,
    isForward: (tab) => forwards.has(tab),
    show: (tab, kept) => shown.push({ tab, log: kept.verdict.log }),
    showForward: (tab) => shown.push({ tab, forward: true }),
    clock,
    now: () => clock.now,
  });
}

beforeEach(() => {
  compose = new FakeComposeWindows();
  clock = new FakeClock();
  store = new MemoryStore();
  shown = [];
  asked = [];
  others = [];
  known = settings();
  drafts = new Map();
  forwards = new Set();
  helper = fakeHelper();
  follower = newFollower();
});

const open = (more) => compose.windows.set(TAB, details(more));
const window = () => compose.windows.get(TAB);

test("the CRM's address is shown in Bcc, and closing the window does not ask whether to save it", async () => {
  open();
  await follower.look(TAB);
  assert.deepEqual(compose.changes, [{ tab: TAB, bcc: [CRM], modified: false }]);
  assert.deepEqual(shown, [{ tab: TAB, log: true }]);
});

test("a window that Birdlog opened goes by the name that it is given, whatever is looked at meanwhile", async () => {
  open();
  const first = follower.look(TAB);
  const named = follower.name(TAB, "r1");
  await Promise.all([first, named, follower.look(TAB)]);
  assert.equal(follower.kept(TAB).window.event, "r1");
  assert.equal(follower.observed(TAB, window()).event, "r1");
  assert.equal(asked.at(-1).event, "r1");
});

test("a window is named before it is looked at", async () => {
  open();
  await follower.name(TAB, "r1");
  assert.equal(follower.observed(TAB, window()).event, "r1");
  await follower.look(TAB);
  assert.equal(asked[0].event, "r1");
});

test("a second look that sees the same asks nobody and changes nothing", async () => {
  open();
  await follower.look(TAB);
  await follower.look(TAB);
  await follower.look(TAB);
  assert.equal(compose.changes.length, 1);
  assert.equal(asked.length, 2, "once for what the person wrote, once with the address there");
});

test("the address goes when somebody of the never-log list comes, and comes back when they go", async () => {
  open();
  await follower.look(TAB);
  window().recipients.cc.push(MARIA);
  await follower.look(TAB);
  assert.deepEqual(compose.bcc(TAB), []);
  window().recipients.cc = [];
  await follower.look(TAB);
  assert.deepEqual(compose.bcc(TAB), [CRM]);
});

test("when the settings change, every window follows at once", async () => {
  open();
  await follower.look(TAB);
  known = settings({ never_log: [BOB] });
  await follower.lookAtAll();
  assert.deepEqual(compose.bcc(TAB), []);
  known = settings();
  await follower.lookAtAll();
  assert.deepEqual(compose.bcc(TAB), [CRM]);
});

test("a window that nothing else has changed in follows as well", async () => {
  open();
  await follower.look(TAB);
  await follower.look(TAB);
  known = settings({ never_log: [BOB] });
  await follower.lookAtAll();
  assert.deepEqual(compose.bcc(TAB), []);
});

test("an address that the settings change takes the place of the one before", async () => {
  open();
  await follower.look(TAB);
  const [profile] = settings().profiles;
  known = settings({ profiles: [{ ...profile, bcc: "new@bcc.hubspot.com" }] });
  await follower.lookAtAll();
  assert.deepEqual(compose.bcc(TAB), ["new@bcc.hubspot.com"]);
  assert.equal(follower.kept(TAB).window.wanted, null);
});

test("a helper that knows of newer settings than it has told replaces the address as well", async () => {
  open();
  await follower.look(TAB);
  const old = known;
  const [profile] = known.profiles;
  const newer = settings({ profiles: [{ ...profile, bcc: "new@bcc.hubspot.com" }] });
  const ask = helper.request;
  helper.request = async (...given) => {
    known = newer;
    const answer = await ask(...given);
    known = old;
    return answer;
  };
  window().recipients.cc = ["eve@cliente.example"];
  await follower.look(TAB);
  assert.deepEqual(compose.bcc(TAB), ["new@bcc.hubspot.com"]);
  known = newer;
  await follower.lookAtAll();
  assert.deepEqual(compose.bcc(TAB), ["new@bcc.hubspot.com"]);
  const { added, typed } = follower.kept(TAB).window;
  assert.deepEqual([added, typed], [true, []]);
});

test("the address goes with its profile, but for one that the person typed", async () => {
  open();
  await follower.look(TAB);
  known = settings({ profiles: [] });
  await follower.lookAtAll();
  assert.deepEqual(compose.bcc(TAB), []);
  compose.windows.set(TAB, details({ recipients: { to: [BOB], cc: [], bcc: [CRM] } }));
  await follower.lookAtAll();
  assert.deepEqual(compose.bcc(TAB), [CRM]);
});

test("the recipients are kept as they are after the decision", async () => {
  open();
  await follower.look(TAB);
  assert.deepEqual(follower.kept(TAB).recipients, { to: [BOB], cc: [], bcc: [CRM] });
});

test("an address that the person takes away stays away", async () => {
  open();
  await follower.look(TAB);
  window().recipients.bcc = [];
  await follower.look(TAB);
  await follower.look(TAB);
  assert.deepEqual(compose.bcc(TAB), []);
  assert.equal(asked.at(-1).wanted, false);
});

test("an inherited address that does not belong is taken out", async () => {
  open({ identity: "ana@home.example", recipients: { to: [BOB], cc: [], bcc: [CRM] } });
  await follower.look(TAB);
  assert.deepEqual(compose.bcc(TAB), []);
});

test("an address that the person types is told as typed", async () => {
  open({ recipients: { to: ["col@acme.example"], cc: [], bcc: [] } });
  await follower.look(TAB);
  window().recipients.bcc = [CRM];
  await follower.look(TAB);
  assert.deepEqual(asked.at(-1).typed, [CRM]);
  assert.deepEqual(compose.bcc(TAB), [CRM], "an internal mail with it typed keeps it");
});

test("what the person writes while the helper thinks is not written over", async () => {
  open();
  const request = helper.request;
  helper.request = async (type, mail) => {
    if (asked.length === 0) {
      window().recipients.bcc = ["boss@acme.example"];
    }
    return request(type, mail);
  };
  await follower.look(TAB);
  await follower.look(TAB);
  assert.deepEqual(compose.bcc(TAB), ["boss@acme.example", CRM]);
});

test("the switch turns logging off and on", async () => {
  open();
  await follower.look(TAB);
  await follower.turn(TAB, false);
  assert.deepEqual(compose.bcc(TAB), []);
  await follower.turn(TAB, true);
  assert.deepEqual(compose.bcc(TAB), [CRM]);
});

test("a draft that was put aside with logging off stays off", async () => {
  drafts.set("Offer", false);
  open({ kind: "draft" });
  await follower.look(TAB);
  assert.deepEqual(compose.bcc(TAB), []);
});

test("without a helper the last settings decide", async () => {
  helper.away = true;
  open();
  await follower.look(TAB);
  assert.deepEqual(compose.bcc(TAB), [CRM]);
  assert.equal(follower.kept(TAB).verdict.decided, "degraded");
  assert.equal(asked.length, 0);
});

test("without a helper and without settings nothing is known and nothing is touched", async () => {
  helper.away = true;
  known = null;
  open({ recipients: { to: [BOB], cc: [], bcc: [CRM] } });
  await follower.look(TAB);
  assert.deepEqual(compose.changes, []);
  assert.equal(follower.kept(TAB).verdict.decided, "none");
});

test("without a profile the helper hears nothing of a mail", async () => {
  known = settings({ profiles: [] });
  open();
  await follower.look(TAB);
  assert.equal(asked.length, 0);
  assert.deepEqual(others, ["journal.recent"], "which makes it tell of settings that were written by hand");
});

test("an address that was there before it was known as a CRM's was typed by nobody", async () => {
  known = null;
  helper.away = true;
  open({ recipients: { to: [BOB], cc: [], bcc: [CRM] } });
  await follower.look(TAB);
  known = settings();
  await follower.look(TAB);
  assert.deepEqual(follower.kept(TAB).window.typed, []);
});

test("a forward to the CRM is left to itself", async () => {
  forwards.add(TAB);
  await follower.look(TAB); // does not even ask Thunderbird about it: there is no such window here
  assert.deepEqual(compose.changes, []);
  assert.deepEqual(shown, [{ tab: TAB, forward: true }]);
});

test("a window whose mail is being sent is not touched, and is again when that came to nothing", async () => {
  open();
  follower.sendBegins(TAB);
  await follower.look(TAB);
  assert.deepEqual(compose.changes, []);
  follower.sendEnded(TAB);
  await follower.look(TAB);
  assert.deepEqual(compose.bcc(TAB), [CRM]);
});

test("a send of which nobody hears the end does not stop the following for ever", async () => {
  open();
  follower.sendBegins(TAB);
  clock.now += 10_001;
  await follower.look(TAB);
  assert.deepEqual(compose.bcc(TAB), [CRM]);
});

test("only the window that has the focus is looked at by itself, once a second", async () => {
  open();
  follower.focus(TAB);
  await clock.pass(0);
  const looks = [];
  const look = compose.details;
  compose.details = async (tab) => looks.push(clock.now) && look(tab);
  follower = newFollower();
  follower.focus(TAB);
  await clock.pass(3_500);
  assert.ok(looks.length >= 3 && looks.length <= 8, `${looks.length} looks`);
  follower.focus(null);
  const before = looks.length;
  await clock.pass(10_000);
  assert.equal(looks.length, before);
});

test("a window that is slow to tell about itself is asked more seldom", async () => {
  open();
  let looks = 0;
  const slow = compose.details;
  compose.details = async (tab) => {
    looks += 1;
    clock.now += 200;
    return slow(tab);
  };
  follower = newFollower();
  follower.focus(TAB);
  await clock.pass(30_000);
  assert.ok(looks <= 16, `${looks} looks in half a minute`);
});

test("what is known of a window outlives the background page's sleep", async () => {
  open();
  await follower.look(TAB);
  window().recipients.bcc = [];
  follower = newFollower();
  await follower.look(TAB);
  assert.deepEqual(compose.bcc(TAB), [], "the address was Birdlog's, and the person took it away");
});

test("a window that closed is forgotten", async () => {
  open();
  await follower.look(TAB);
  compose.windows.delete(TAB);
  await follower.look(TAB);
  await follower.closed(TAB);
  assert.equal(store.kept.size, 0);
  assert.deepEqual(follower.tabs, []);
});

test("the switch of a window that just closed is still known: its draft may be told as saved after it", async () => {
  open();
  await follower.look(TAB);
  await follower.turn(TAB, false);
  assert.equal(follower.wantedIn(TAB), false);
  await follower.closed(TAB);
  assert.equal(follower.wantedIn(TAB), false);
  assert.equal(follower.wantedIn(99), undefined);
});

test("a mail is known as it was seen last, its window open or just closed", async () => {
  open();
  await follower.look(TAB);
  window().subject = "Another offer";
  await follower.look(TAB);
  const { identity, subject, recipients } = follower.lastSeen(TAB);
  assert.deepEqual([identity, subject, recipients.to], [ANA, "Another offer", [BOB]]);
  await follower.closed(TAB);
  assert.equal(follower.lastSeen(TAB).subject, "Another offer");
  assert.equal(follower.lastSeen(99), null);
});

test("the event of a window stays the same from the first look to Send", async () => {
  open();
  await follower.look(TAB);
  window().recipients.to.push("eve@cliente.example");
  await follower.look(TAB);
  const events = new Set(asked.map(({ event }) => event));
  assert.equal(events.size, 1);
  assert.equal(follower.observed(TAB, window()).event, [...events][0]);
  assert.equal(asked[0].identity, ANA);
});
