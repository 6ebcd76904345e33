import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { LogToCrm } from "../../extension/received/log-to-crm.js";
import { MessageButton } from "../../extension/received/message-button.js";
import { ANA, BOB, details, FakeClock, FORWARD } from "./fakes.js";

const TAB = 9;
const TABLE = '<table class="moz-email-headers-table"><tbody></tbody></table>';
const BLOCK = `<div class="moz-forward-container"><br>${TABLE}</div>`;

const NO_REMEDY = { remedy: undefined, crm: "HubSpot" };

let clock, done, mail, full, decision, answer, checked, asked, window, online, sendFails, reporter, reported, log;
let takenIn;

const decided = (more = {}) => ({
  log: true,
  address: FORWARD,
  identity: ANA,
  profile: "work",
  crm: "HubSpot",
  findings: [],
  look: false,
  logged_before: null,
  ...more,
});

beforeEach(() => {
  clock = new FakeClock();
  done = [];
  mail = { message_id: "orig@b", author: BOB, subject: "Re: Offer", default_identity: ANA };
  full = { headers: { subject: ["Re: Offer"], from: [BOB], date: ["Sun, 1 Mar 2026 11:00:00 +0000"] }, parts: [] };
  decision = decided();
  answer = async () => ({ ok: true, body: decision });
  checked = { ok: true, body: { ok: true, findings: [] } };
  asked = [];
  takenIn = { ok: true, body: { entry: 1, state: "confirmed", findings: [] } };
  online = true;
  sendFails = false;
  reported = [];
  window = details({ kind: "forward", original: 3, subject: "Fwd: Re: Offer", body: { body: BLOCK } });
  reporter = {
    intents: [],
    faster: false,
    keep: async (intent) => void reporter.intents.push(intent),
    forwardSettled: async (_event, subject) => {
      Object.assign(reporter.intents.at(-1), { subject });
      return !reporter.faster;
    },
    broken: async () => void done.push("broken"),
    forwardRead: async (_event, sizes, found) => void Object.assign(reporter.intents.at(-1), { sizes, read: found }),
    forwardRefused: async (_event, reason) => void done.push(["refused", reason]),
    forwardBegins: async () => void done.push("begins"),
    forget: async () => void done.push("forgotten"),
    lookedAt: () => reporter.intents.find(({ original }) => original.look) ?? null,
    isForward: (tab) => reporter.intents.some((intent) => intent.tab === tab),
  };
  log = new LogToCrm({
    read: async () => ({ mail, full, header: {} }),
    windows: {
      open: async (...given) => {
        done.push(["open", ...given]);
        return TAB;
      },
      minimise: async () => void done.push("minimise"),
      details: async () => structuredClone(window),
      attachments: async () => window.files ?? [],
      prepare: async (_tab, to, body) => {
        window.body.body = body;
        done.push(["prepare", to, body.includes("Subject: ")]);
      },
      attach: async (_tab, message, parts) => {
        for (const { name, size } of parts) {
          (window.files ??= []).push({ name, size });
          done.push(["attach", message, name]);
        }
      },
      leaveAttachmentsOut: async () => {
        window.files = [];
        done.push("bare");
      },
      send: async (_tab, mode) => {
        if (sendFails) {
          throw new Error("Message compose window not ready for the requested command");
        }
        done.push(["send", mode]);
      },
      close: async () => void done.push("close"),
    },
    withoutHistory: (body) => ({ body: `${body}<!-- cut -->`, history: "cut" }),
    ask: async (type, body, limit) => {
      asked.push([type, body, limit]);
      return type === "forward.check" ? checked : answer(type, body, limit);
    },
    takeIn: async (...given) => {
      done.push(["take in", ...given]);
      return takenIn;
    },
    byApi: async (...given) => {
      done.push(["by api", ...given]);
      return takenIn;
    },
    tag: async (...given) => void done.push(["tag", ...given]),
    showRead: (tab) => void done.push(["show", tab]),
    reporter,
    report: async (event) => void reported.push(event),
    online: () => online,
    clock,
    now: () => new Date("2026-03-01T12:00:00Z"),
  });
});

/** Logs the message while time passes. */
async function logged(wish = { again: false }) {
  const outcome = log.log(3, wish);
  await clock.pass(10_000);
  return outcome;
}

test("one click opens the forward, puts it away, settles it and sends it", async () => {
  assert.deepEqual(await logged(), { kind: "handed" });
  assert.deepEqual(done, [["open", 3, FORWARD, ANA], "minimise", ["prepare", FORWARD, true], ["send", "sendNow"]]);
});

test("a message for a CRM without an address is handed to the helper, and no window opens", async () => {
  decision = decided({ address: null, taken_in: true });
  assert.deepEqual(await logged(), { kind: "logged" });
  assert.deepEqual(done, [
    ["take in", 3, ANA],
    ["tag", 3, "orig@b"],
  ]);
});

test("what mail alone keeps out can be put into the CRM itself, where that is possible", async () => {
  decision = decided({ by_hand: true });
  checked = { ok: true, body: { ok: false, findings: [UNREADABLE] } };
  assert.equal((await logged()).remedy, "by_hand");
  for (const [code, without_history, remedy] of [
    ["body-too-large", false, "without_history"],
    ["body-too-large", true, "by_hand"],
    ["never-log", false, undefined],
    ["encrypted", false, undefined],
    ["own-message", false, undefined],
    ["paused", false, undefined],
    ["bad-crm-address", false, undefined],
  ]) {
    const findings = [{ code, level: "block", values: {} }];
    decision = decided({ log: false, by_hand: true, without_history, findings });
    assert.equal((await logged()).remedy, remedy, code);
    decision = decided({ log: false, by_hand: false, without_history: true, findings });
    assert.equal((await logged()).remedy, undefined, code);
  }
});

test("put into the CRM itself, it is marked as logged and nothing is forwarded", async () => {
  decision = decided({ log: false, by_hand: true, findings: [UNREADABLE], logged_before: 5 });
  assert.deepEqual(await logged({ again: true, by_hand: true }), { kind: "logged" });
  assert.deepEqual(done, [
    ["by api", 3, ANA],
    ["tag", 3, "orig@b"],
  ]);
  assert.deepEqual(reported, []);
});

for (const [state, kind] of [["unconfirmed", "unconfirmed"], ["pending", "underway"], ["sent", "underway"]]) {
  test(`what the CRM has as ${state} is ${kind}, and not marked`, async () => {
    takenIn = { ok: true, body: { entry: 1, state, findings: [] } };
    assert.deepEqual(await logged({ again: true, by_hand: true }), { kind, subject: "Re: Offer", crm: "HubSpot" });
    assert.equal(done.length, 1);
  });
}

test("what the helper has against putting it there is said", async () => {
  const finding = { code: "never-log", level: "block", message: "Bob is on the list.", fix: "Take him off." };
  takenIn = { ok: true, body: { entry: null, state: null, findings: [finding] } };
  assert.deepEqual(await logged({ again: true, by_hand: true }), { kind: "refused", subject: "Re: Offer", finding });
  const problem = { code: "crm-refused", title: "It could not.", message: "The token expired.", retryable: false };
  takenIn = { ok: false, error: problem };
  assert.deepEqual(await logged({ again: true, by_hand: true }), { kind: "helper", subject: "Re: Offer", problem });
});

test("a message that the embedded CRM refuses is said and not marked", async () => {
  decision = decided({ address: null, taken_in: true });
  const finding = { code: "body-too-large", level: "block", values: {} };
  takenIn = { ok: true, body: { entry: 1, state: "skipped", findings: [finding] } };
  assert.deepEqual(await logged(), { kind: "refused", subject: "Re: Offer", finding });
  assert.equal(done.length, 1);
});

test("a helper that does not take a message in is said", async () => {
  decision = decided({ address: null, taken_in: true });
  takenIn = { ok: false, error: { code: "crm-unavailable", title: "No.", message: "Full.", retryable: true } };
  assert.deepEqual(await logged(), { kind: "helper", subject: "Re: Offer", problem: takenIn.error });
  assert.equal(done.length, 1);
});

test("what the window holds is read back before it is sent", async () => {
  window.body = { ...window.body, deliveryFormat: "both", plainTextBody: "Subject: Re: Offer" };
  full.parts = [{ name: "a.pdf", size: 5 }];
  window.files = [{ size: 5 }];
  await logged();
  const [type, body] = asked.at(-1);
  assert.equal(type, "forward.check");
  const { html, plain, ...rest } = body;
  assert.ok(html.includes("-------- Forwarded Message --------"), "as it was prepared");
  assert.equal(plain, "Subject: Re: Offer");
  assert.deepEqual(rest, {
    identity: ANA,
    profile: "work",
    delivery: "both",
    content_bytes: html.length + plain.length,
    attachment_bytes: 5,
    encrypted: false,
    history: "there",
    original: { author: BOB, subject: "Re: Offer", date: "Sun, 1 Mar 2026 11:00:00 +0000" },
  });
  assert.deepEqual(done.at(-1), ["send", "sendNow"]);
});

const UNREADABLE = { code: "no-header", level: "block", message: "No header.", fix: "Again." };

test("a forward that the CRM could not read is not sent: its window closes, which is reported and said", async () => {
  checked = { ok: true, body: { ok: false, findings: [UNREADABLE] } };
  const outcome = await logged();
  assert.deepEqual(outcome, { kind: "refused", subject: "Re: Offer", finding: UNREADABLE, ...NO_REMEDY });
  assert.deepEqual(done.slice(-2), [["refused", "no-header"], "close"]);
  assert.deepEqual(reporter.intents.at(-1).read, [UNREADABLE]);
});

test("a window that the person looks at stays, and shows what was found", async () => {
  decision = decided({ look: true });
  checked = { ok: true, body: { ok: false, findings: [UNREADABLE] } };
  assert.deepEqual(await logged(), { kind: "looking" });
  assert.deepEqual(done.at(-1), ["show", TAB]);
  assert.deepEqual(reporter.intents.at(-1).read, [UNREADABLE]);
});

test("what the person changed meanwhile is read when it is sent", async () => {
  decision = decided({ look: true });
  await logged();
  checked = { ok: true, body: { ok: false, findings: [UNREADABLE] } };
  await log.sendBegins(TAB, details({ body: { body: "<p>Nothing is left.</p>", deliveryFormat: "both" } }));
  assert.equal(done.at(-1), "begins");
  assert.deepEqual(asked.at(-1)[1].html, "<p>Nothing is left.</p>");
  assert.ok(asked.at(-1)[2] <= 300, "a send waits half a second at most");
  assert.deepEqual(reporter.intents.at(-1).read, [UNREADABLE]);
});

test("a forward that nobody can read back, since the helper ended meanwhile, is not sent", async () => {
  checked = { ok: false, error: { code: "silent", title: "", message: "", retryable: true } };
  assert.deepEqual(await logged(), { kind: "helper", subject: "Re: Offer", problem: checked.error });
  assert.deepEqual(done.slice(-2), ["forgotten", "close"]);
});

test("the quoted history and the attachments are left out where the person or the settings say so", async () => {
  decision = decided({ without_history: true, without_attachments: true });
  window.files = [{ size: 5 }];
  await logged({ again: false, without_history: true });
  assert.deepEqual([asked[0][1].without_history, asked[0][1].without_attachments], [true, undefined]);
  assert.equal(done.at(-2), "bare");
  const { history, html, attachment_bytes } = asked.at(-1)[1];
  assert.deepEqual([history, html.endsWith("<!-- cut -->"), attachment_bytes], ["cut", true, 0]);
  assert.deepEqual(reporter.intents.at(-1).sizes.attachment_bytes, 0);
});

test("the person may want to look this one time, or not to", async () => {
  assert.deepEqual(await logged({ again: false, look: true }), { kind: "looking" });
  decision = decided({ look: true });
  assert.deepEqual(await logged({ again: false, look: false }), { kind: "handed" });
});

for (const [code, remedy] of [["body-too-large", "without_history"], ["chain", "without_history"]]) {
  test(`what is refused for ${code} can be logged ${remedy}, unless it was`, async () => {
    checked = { ok: true, body: { ok: false, findings: [{ code, level: "block" }] } };
    assert.equal((await logged()).remedy, remedy);
    decision = decided({ [remedy]: true });
    assert.equal((await logged()).remedy, undefined);
  });
}

test("what is meant is in the store before the forward is sent", async () => {
  await logged();
  const { kind, phase, subject, original, verdict } = reporter.intents.at(-1);
  assert.deepEqual([kind, phase, subject, verdict.address], ["forward", "open", "Fwd: Re: Offer", FORWARD]);
  const received = { message_id: "orig@b", author: BOB, subject: "Re: Offer", id: 3, look: false };
  assert.deepEqual(original, { ...received, by_hand: null });
});

test("offline the forward goes to the Outbox", async () => {
  online = false;
  await logged();
  assert.deepEqual(done.at(-1), ["send", "sendLater"]);
});

test("a forward is sent when its attachments are there", async () => {
  full.parts = [{ name: "a.pdf", size: 5 }];
  const outcome = log.log(3, { again: false });
  await clock.pass(400);
  assert.ok(!done.flat().includes("send"));
  window.files = [{ size: 5 }];
  await clock.pass(400);
  assert.deepEqual(await outcome, { kind: "handed" });
});

test("a file that Thunderbird left out of the forward is attached, unless all are left out", async () => {
  const order = { name: "order.pdf", size: 5, headers: { "content-id": ["<order@b>"] } };
  full.parts = [{ contentType: "multipart/related", parts: [{ contentType: "text/html", body: "<p>Hi</p>" }, order] }];
  await logged();
  assert.deepEqual(done.filter(([step]) => step === "attach"), [["attach", 3, "order.pdf"]]);
  assert.equal(asked.at(-1)[1].attachment_bytes, 5);
  decision = decided({ without_attachments: true });
  mail = { ...mail, message_id: "other@b" };
  done = [];
  await logged();
  assert.deepEqual(done.filter(([step]) => step === "attach"), []);
});

test("the person who wants to look sees the window and sends it", async () => {
  decision = decided({ look: true });
  assert.deepEqual(await logged(), { kind: "looking" });
  assert.deepEqual(done.map((step) => [step].flat()[0]), ["open", "prepare", "show"]);
});

test("a forward among many goes without a look", async () => {
  decision = decided({ look: true });
  assert.deepEqual(await logged({ again: false, look: false }), { kind: "handed" });
});

test("a person who sends the forward before it has settled is not disturbed", async () => {
  decision = decided({ look: true });
  reporter.faster = true;
  assert.deepEqual(await logged(), { kind: "looking" });
  assert.equal(done.length, 1, "it was opened, and no more");
});

test("the second of two clicks does nothing", async () => {
  const [first, second] = [logged(), log.log(3, { again: false })];
  assert.deepEqual(await second, { kind: "busy" });
  assert.deepEqual(await first, { kind: "handed" });
  assert.equal(done.filter((step) => step[0] === "send").length, 1);
});

test("what was logged before is logged again only if asked for", async () => {
  decision = decided({ logged_before: 12 });
  assert.deepEqual(await logged(), { kind: "before", subject: "Re: Offer", crm: "HubSpot" });
  assert.deepEqual(done, []);
  assert.deepEqual(await logged({ again: true }), { kind: "handed" });
});

test("a message that a rule refuses is not forwarded, and that is reported", async () => {
  const finding = { code: "encrypted", level: "block", message: "It is encrypted." };
  decision = decided({ log: false, address: null, findings: [finding] });
  assert.deepEqual(await logged(), { kind: "refused", subject: "Re: Offer", finding, ...NO_REMEDY });
  assert.deepEqual(done, []);
  const [{ type, body }] = reported;
  assert.deepEqual([type, body.ok, body.reason, body.original_message_id], ["forwarded", false, "encrypted", "orig@b"]);
});

test("of a message that never-log keeps back only the pattern is reported", async () => {
  const values = { pattern: "*@cliente.example", addresses: BOB };
  decision = decided({ log: false, address: null, findings: [{ code: "never-log", level: "block", values }] });
  await logged();
  const [{ body }] = reported;
  assert.deepEqual([body.original_message_id, body.author, body.subject], [null, "", ""]);
  assert.deepEqual(body.findings, [{ code: "never-log", level: "block", values: { pattern: "*@cliente.example" } }]);
});

for (const [header, code] of [["from", "missing-from"], ["date", "missing-date"]]) {
  test(`a message without ${header} is not forwarded: the CRM could not read the forward`, async () => {
    delete full.headers[header];
    const outcome = await logged();
    assert.deepEqual([outcome.kind, outcome.finding.code], ["refused", code]);
    assert.deepEqual(done, []);
    assert.deepEqual([reported[0].body.ok, reported[0].body.findings.at(-1).code], [false, code]);
  });
}

test("a message to an identity that no profile serves is refused, and nothing is reported", async () => {
  const finding = { code: "no-profile", level: "block", message: "No CRM is set up." };
  decision = decided({ log: false, address: null, profile: null, findings: [finding] });
  assert.equal((await logged()).kind, "refused");
  assert.deepEqual(reported, []);
});

test("without a helper nobody decides and nothing is forwarded", async () => {
  const error = { code: "no-helper", title: "", message: "", retryable: true };
  answer = async () => ({ ok: false, error });
  assert.deepEqual(await logged(), { kind: "helper", subject: "Re: Offer", problem: error });
  assert.deepEqual(done, []);
});

test("a forward that can't be sent is reported as broken, and can be tried again", async () => {
  sendFails = true;
  await logged();
  assert.equal(done.at(-1), "broken");
  sendFails = false;
  await logged();
  assert.deepEqual(done.at(-1), ["send", "sendNow"]);
});

test("the forward's window is known as one from its first moment", async () => {
  const outcome = log.log(3, { again: false });
  await clock.pass(0);
  assert.ok(log.isForward(77, details({ kind: "forward", original: 3 })), "before its number is known");
  assert.ok(!log.isForward(78, details({ kind: "forward", original: 4 })));
  assert.ok(!log.isForward(78, details({ kind: "reply", original: 3 })));
  await clock.pass(10_000);
  await outcome;
  assert.ok(log.isForward(TAB));
  assert.ok(!log.isForward(77, details({ kind: "forward", original: 3 })), "a forward by hand later is none");
});

/** The button, with what it shows and says. */
function button({ popupOpens = true, shown = [3] } = {}) {
  const seen = { faces: [], popups: 0, notices: [] };
  const parts = {
    logToCrm: log,
    displayed: async () => (shown.length > 1 ? shown.shift() : shown[0]),
    isLogged: async () => false,
    tabOf: async (message) => (shown[0] === message ? TAB : null),
    show: async (tab, face) => void seen.faces.push(face),
    openPopup: async () => {
      seen.popups += 1;
      return popupOpens;
    },
    notify: async (...words) => void seen.notices.push(words),
    words: ({ kind, subject = "" }) =>
      ["busy", "handed", "looking"].includes(kind) ? null : { headline: kind, lines: ["why"], subject, again: false },
    say: (key, ...values) => [key, ...values].join(" "),
  };
  return { seen, button: new MessageButton(parts) };
}

test("the button is off while it works, and says nothing after success", async () => {
  const { seen, button: pressed } = button();
  const finished = pressed.log(TAB, { again: false });
  await clock.pass(10_000);
  await finished;
  assert.deepEqual(seen.faces.map(({ title, busy }) => [title, busy]), [["beingLogged", true], ["logToCrm", false]]);
  assert.deepEqual([seen.popups, seen.notices], [0, []]);
});

test("a refusal is said in place, by the button's pop-up", async () => {
  decision = decided({ logged_before: 12 });
  const { seen, button: pressed } = button();
  await pressed.log(TAB, { again: false });
  assert.deepEqual([seen.popups, seen.notices], [1, []]);
  assert.equal((await pressed.wordsFor(TAB)).headline, "before");
  await pressed.displayed(TAB, false);
  assert.equal(await pressed.wordsFor(TAB), null, "another message is shown");
});

test("a refusal is a notification where the button can't show it", async () => {
  decision = decided({ logged_before: 12 });
  const { seen, button: pressed } = button({ popupOpens: false });
  await pressed.log(TAB, { again: false });
  assert.deepEqual(seen.notices, [["before", "why"]]);
});

const REMEDY = { wish: "without_attachments", label: "Log without the attachments" };
const UNSENT = { headline: "Not logged.", lines: ["Too large."], subject: "Re: Offer", again: false, remedy: REMEDY };

test("what mends a forward that could not be sent is offered where its message is still shown", async () => {
  const { seen, button: pressed } = button();
  const finished = pressed.log(TAB, { again: false });
  await pressed.tell(3, UNSENT); // Thunderbird tells of it before it says that sending failed
  await clock.pass(10_000);
  await finished;
  assert.equal(await pressed.wordsFor(TAB), UNSENT);
  assert.deepEqual([seen.popups, seen.notices], [1, []]);
});

test("where nothing mends it a notification tells of it, and a click tries again", async () => {
  const { seen, button: pressed } = button();
  await pressed.tell(3, { ...UNSENT, remedy: null });
  assert.deepEqual([seen.popups, seen.notices], [0, [["Not logged.", "Too large."]]]);
  assert.equal(await pressed.wordsFor(TAB), null);
});

test("what became of a forward is a notification where its message is not shown any more", async () => {
  const { seen, button: pressed } = button({ shown: [4] });
  await pressed.tell(3, UNSENT);
  assert.deepEqual([seen.popups, seen.notices], [0, [["Not logged.", "Too large."]]]);
});

test("a refusal of a message that is not shown any more leaves the button to the one that is", async () => {
  decision = decided({ logged_before: 12 });
  const { seen, button: pressed } = button({ shown: [3, 4] });
  await pressed.log(TAB, { again: false });
  assert.deepEqual([seen.popups, seen.notices], [0, [["before", "Re: Offer: why"]]]);
  assert.equal(await pressed.wordsFor(TAB), null);
});

test("a notification tells why a message that was chosen in the list is not logged", async () => {
  decision = decided({ logged_before: 12 });
  const { seen, button: pressed } = button();
  await pressed.logChosen(3);
  assert.deepEqual(seen.notices, [["before", "why"]]);
});

test("a message that was chosen in the list and is logged needs no words", async () => {
  const { seen, button: pressed } = button();
  const finished = pressed.logChosen(3);
  await clock.pass(10_000);
  await finished;
  assert.deepEqual([seen.notices, done.at(-1)], [[], ["send", "sendNow"]]);
});
