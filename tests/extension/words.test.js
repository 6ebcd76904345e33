import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { Decider } from "../../extension/compose/decider.js";
import { findingWords, sizeText } from "../../extension/words/findings.js";
import { outcomeWords, unsentWords } from "../../extension/words/outcome.js";
import { buttonFace, forwardWords, verdictWords } from "../../extension/words/verdict.js";
import { ANA, BOB, CRM, MARIA, settings } from "./fakes.js";

const LOCALES = new URL("../../extension/_locales/", import.meta.url);
const messages = (locale) => JSON.parse(readFileSync(new URL(`${locale}/messages.json`, LOCALES), "utf8"));

/** As Thunderbird fills a sentence in. */
const sayIn = (locale) => {
  const all = messages(locale);
  return (key, ...values) => {
    const { message, placeholders = {} } = all[key];
    return message.replace(/\$(\w+)\$/g, (_, name) => values[placeholders[name.toLowerCase()].content.slice(1) - 1]);
  };
};
const say = sayIn("en");
const READY = { state: "ready", problem: null };

const decided = (mail, known = settings()) =>
  new Decider({}, () => known, () => new Date("2026-03-01T12:00:00Z")).degraded({ identity: ANA, to: [BOB], ...mail });
const words = (mail, helper = READY, known = settings()) => verdictWords(decided(mail, known), helper, say, "en");

test("a mail that will be logged is green and says where", () => {
  const face = buttonFace(words({}));
  assert.deepEqual([face.icon, face.badge, face.title], ["icons/state-ok.svg", "", "Will be logged to HubSpot."]);
});

test("a mail that will be logged with a warning is amber and says which", () => {
  const face = buttonFace(words({ cc: [CRM] }));
  assert.deepEqual([face.icon, face.badge], ["icons/state-warn.svg", "!"]);
  assert.match(face.title, /^Will be logged to HubSpot\. Everybody will see the CRM's address/);
});

test("a mail that will not be logged is red: verdict first, then the reason", () => {
  const face = buttonFace(words({ to: [MARIA] }));
  assert.deepEqual([face.icon, face.badge], ["icons/state-block.svg", "–"]);
  assert.equal(face.title, `Will not be logged. On your never-log list: ${MARIA}.`);
});

test("a mixed mail asks its question once", () => {
  const known = settings();
  known.profiles[0].mixed = "ask";
  const asked = words({ to: [BOB, MARIA] }, READY, known);
  assert.deepEqual([asked.state, asked.asks, asked.findings[0].fix], ["warn", true, ""]);
  const answered = words({ to: [BOB, MARIA], wanted: true }, READY, known);
  assert.deepEqual([answered.state, answered.asks], ["warn", false]);
});

test("a mail that is no concern of Birdlog's is neither green nor red", () => {
  assert.equal(words({ kind: "redirect" }).state, "idle");
  assert.equal(words({ identity: "ana@home.example" }).state, "idle");
});

test("a helper that is away, hangs or is in trouble shows, beside what will happen", () => {
  const troubled = { state: "ready", problem: { title: "The settings can't be read.", message: "Line 3." } };
  for (const [helper, expected] of [
    [{ state: "absent", problem: null }, "Will be logged to HubSpot. The Birdlog helper isn't running."],
    [{ state: "silent", problem: null }, "Will be logged to HubSpot. The Birdlog helper doesn't answer."],
    [troubled, "Will be logged to HubSpot. The settings can't be read. Line 3."],
  ]) {
    const face = buttonFace(words({}, helper));
    assert.deepEqual([face.icon, face.badge, face.title], ["icons/state-absent.svg", "?", expected]);
  }
});

test("before Birdlog is set up it says so", () => {
  assert.equal(words({}, { state: "absent", problem: null }, null).headline, "Birdlog isn't set up yet.");
  assert.equal(words({}, { state: "connecting", problem: null }, null).state, "idle");
});

test("the window of a forward says what sending it does", () => {
  const { state, headline, findings } = forwardWords([], say, "en");
  assert.deepEqual([state, headline, findings], ["ok", "Sending this forward logs the message to the CRM.", []]);
});

test("the window of a forward that the CRM could not read says so, and why", () => {
  const found = [{ code: "no-header", level: "block", message: "No header.", fix: "Forward it again." }];
  const { state, headline, findings } = forwardWords(found, say, "en");
  assert.deepEqual([state, headline], ["block", "The CRM cannot log this forward as it stands."]);
  assert.deepEqual(findings, [{ level: "block", message: "No header.", fix: "Forward it again." }]);
});

test("what degraded mode finds reads as what the helper finds, in both languages", () => {
  const rules = (locale) =>
    JSON.parse(readFileSync(new URL(`../../helper/birdlog/locales/${locale}/rules.json`, import.meta.url), "utf8"));
  const mails = [
    { to: [MARIA] },
    { to: [BOB, MARIA] },
    { wanted: false },
    { to: ["col@acme.example"] },
    { lists_unexpanded: ["Friends"] },
    { encrypted: true },
    { body_bytes: 3_000_000, attachment_bytes: 60_000_000 },
    { cc: [CRM] },
    { bcc: [CRM] },
    { identity: "x@home.example" },
  ];
  const doubted = (bcc_doubt) => {
    const known = settings();
    Object.assign(known.profiles[0], { bcc_doubt });
    return decided({}, known).findings;
  };
  const doubts = ["other-form", "other-portal"].flatMap(doubted);
  const found = [...mails.flatMap((mail) => decided(mail).findings), ...doubts];
  for (const locale of ["en", "pt_BR"]) {
    const own = rules(locale);
    for (const finding of found) {
      const variant = own[`finding.${finding.code}.${finding.values.variant}.message`];
      const sentence = variant ?? own[`finding.${finding.code}.message`];
      const expected = sentence.replace(/\{(\w+)(?::bytes)?\}/g, (_, name) =>
        name === "size" || name === "limit"
          ? sizeText(Number(finding.values[name]), locale.replace("_", "-"))
          : finding.values[name],
      );
      assert.equal(findingWords(finding, sayIn(locale), locale.replace("_", "-")).message, expected);
    }
  }
});

test("the helper's own words are left as they are", () => {
  const finding = { code: "sender-not-a-user", level: "warn", message: "No such user.", fix: "Connect it." };
  assert.deepEqual(findingWords(finding, say, "en"), { message: "No such user.", fix: "Connect it." });
});

test("what is over a limit never reads as the limit", () => {
  assert.equal(sizeText(2_097_153, "en"), "2.1 MB");
  assert.equal(sizeText(2_097_152, "en"), "2 MB");
  assert.equal(sizeText(2_202_010, "pt-BR"), "2,2 MB");
  assert.equal(sizeText(1, "en"), "0.1 KB");
});

test("a pause with an end says when", () => {
  const [finding] = decided({}, settings({ paused: "2026-03-01T17:00:00Z" })).findings;
  assert.match(findingWords(finding, say, "en").message, /^Logging is paused until .*\d/);
  const [endless] = decided({}, settings({ paused: "on" })).findings;
  assert.equal(findingWords(endless, say, "en").message, "Logging is paused.");
});

test("only what has to be said about a forward is said", () => {
  for (const kind of ["busy", "handed", "looking"]) {
    assert.equal(outcomeWords({ kind }, say, "en"), null);
  }
  const before = outcomeWords({ kind: "before", subject: "s", crm: "HubSpot" }, say, "en");
  assert.deepEqual([before.headline, before.again], ["Already logged to HubSpot.", true]);
  const somewhere = outcomeWords({ kind: "before", subject: "s", crm: "" }, say, "en");
  assert.equal(somewhere.headline, "Already logged to the CRM.");
});

test("a refused forward says not logged, why, and what to do", () => {
  const finding = { code: "never-log", level: "block", message: "On your list.", fix: "Take it off." };
  assert.deepEqual(outcomeWords({ kind: "refused", subject: "s", finding }, say, "en"), {
    headline: "Not logged.",
    lines: ["On your list.", "Take it off."],
    subject: "s",
    again: false,
    remedy: null,
  });
});

test("a refusal that one of the options mends offers it", () => {
  const finding = { code: "body-too-large", level: "block", message: "Too large.", fix: "Cut it." };
  const { remedy } = outcomeWords({ kind: "refused", subject: "s", finding, remedy: "without_history" }, say, "en");
  assert.deepEqual(remedy, { wish: "without_history", label: "Log without the quoted history" });
});

test("a forward that could not be sent, and is large for its attachments, can be logged without them", () => {
  const sizes = { content_bytes: 2_000, attachment_bytes: 20 * 1024 * 1024 };
  const { lines, remedy } = unsentWords({ subject: "Offer", by_hand: "HubSpot" }, sizes, say, "en");
  assert.match(lines[0], /“Offer”.* 27\.5 MB /);
  assert.equal(remedy.wish, "without_attachments");
  const small = { content_bytes: 2_000, attachment_bytes: 2_000 };
  for (const other of [undefined, small, { content_bytes: 20_000_000, attachment_bytes: 0 }]) {
    assert.equal(unsentWords({ subject: "Offer", by_hand: null }, other, say, "en").remedy, null);
  }
});

test("a forward that could not be sent can get there without mail, where the CRM can be reached so", () => {
  const { remedy } = unsentWords({ subject: "Offer", by_hand: "HubSpot" }, undefined, say, "en");
  assert.deepEqual(remedy, { wish: "by_hand", label: "Log it in HubSpot directly" });
});

test("a refusal that mail alone is the reason for offers to go without it", () => {
  const finding = { code: "no-plain-part", level: "block", message: "No plain part.", fix: "Log it by hand." };
  const outcome = { kind: "refused", subject: "s", finding, remedy: "by_hand", crm: "HubSpot" };
  const { lines, remedy } = outcomeWords(outcome, say, "en");
  assert.deepEqual([lines, remedy.label], [["No plain part."], "Log it in HubSpot directly"]);
});

test("a message that is on its way, or of which the CRM says nothing, is not called logged", () => {
  const underway = outcomeWords({ kind: "underway", subject: "s", crm: "HubSpot" }, say, "en");
  assert.equal(underway.headline, "Not logged.");
  assert.match(underway.lines[0], /on its way to HubSpot/);
  const unconfirmed = outcomeWords({ kind: "unconfirmed", subject: "s", crm: "HubSpot" }, say, "en");
  assert.deepEqual([unconfirmed.headline, unconfirmed.remedy, unconfirmed.again], ["Perhaps logged.", null, false]);
});

test("without a helper a forward says how to get one", () => {
  const problem = { code: "no-helper", title: "", message: "", retryable: true };
  const away = outcomeWords({ kind: "helper", subject: "s", problem }, say, "en");
  assert.equal(away.lines[0], "The Birdlog helper isn't running.");
  assert.match(away.lines[1], /birdlog install/);
  const told = { ...problem, code: "settings-invalid", title: "The settings can't be read.", message: "Line 3." };
  assert.deepEqual(outcomeWords({ kind: "helper", subject: "s", problem: told }, say, "en").lines, [
    "The settings can't be read.",
    "Line 3.",
  ]);
});
