import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { ReportWatch } from "../../extension/received/report-watch.js";
import { base64, looksLikeReport, REPORT_BYTES, reportParts } from "../../extension/received/reports.js";
import { DEFAULTS, withReport } from "../../extension/state/schema.js";
import { FakeClock, settings } from "./fakes.js";

const message = (more = {}) => ({
  id: 1,
  message_id: "r@mail.example",
  author: "Bob <bob@cliente.example>",
  subject: "Lunch",
  date: Date.parse("2026-03-04T12:00:00Z"),
  size: 3000,
  folderUse: "inbox",
  ...more,
});
const daemon = (more = {}) => message({ author: "Mail Delivery System <MAILER-DAEMON@mail.example>", ...more });

let clock, state, reported, raw, full, arrived, asked, watch;

beforeEach(() => {
  state = { ...DEFAULTS, settings: settings(), mail_seen: "2026-03-01T00:00:00Z" };
  reported = [];
  raw = async () => ({ bytes: new TextEncoder().encode("From: x"), size: 7 });
  full = async () => ({ contentType: "message/rfc822", parts: [{ contentType: "text/plain" }] });
  arrived = [];
  asked = [];
  clock = new FakeClock();
  watch = new ReportWatch({
    arrivedSince: async (since, folder) => {
      asked.push([since.toISOString(), folder]);
      return arrived;
    },
    clock,
    full: (one) => full(one),
    raw: (one, most) => raw(one, most),
    replyFacts: async ({ message_id }, read) => (read.answers ? { message_id, answers: read.answers } : null),
    report: async (event) => void reported.push(event),
    state: async () => state,
    remember: async (message_id) => void (state = { ...state, reports: withReport(state.reports, message_id) }),
    seenUntil: async (at) => void (state = { ...state, mail_seen: at.toISOString() }),
    now: () => new Date("2026-03-05T00:00:00Z"),
  });
});

test("author or subject tell what may be a delivery report", () => {
  for (const [author, subject] of [
    ["MAILER-DAEMON@mail.example", "x"],
    ["Mail Delivery Subsystem <x@mail.example>", "x"],
    ["postmaster@mail.example", "x"],
    ["Post_Master <x@mail.example>", "x"],
    ["Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@mail.example>", "x"],
    ["<>", "x"],
    ["", "x"],
    ["x@mail.example", "Undelivered Mail Returned to Sender"],
    ["x@mail.example", "Delivery Status Notification (Failure)"],
    ["x@mail.example", "Não entregue: Proposta"],
    ["x@mail.example", "Unzustellbar: Angebot"],
    ["x@mail.example", "failure notice"],
  ]) {
    assert.ok(looksLikeReport({ author, subject }), `${author} ${subject}`);
  }
  assert.ok(!looksLikeReport({ author: "Bob <bob@cliente.example>", subject: "Re: Offer" }));
});

test("a delivery report is handed on in base64, with its full size", async () => {
  await watch.arrived([daemon()]);
  const [{ type, body }] = reported;
  assert.equal(type, "received");
  assert.deepEqual([body.message_id, body.data, body.size], ["r@mail.example", btoa("From: x"), 7]);
});

test("no more of it is read than the helper looks at", async () => {
  let most;
  raw = async (_, limit) => {
    most = limit;
    return { bytes: new Uint8Array(limit), size: 9_000_000 };
  };
  await watch.arrived([daemon()]);
  assert.equal(most, REPORT_BYTES);
  assert.equal(reported[0].body.data.length, 699_052);
});

test("what is too long for one message of the protocol goes out in several", () => {
  const data = base64(Uint8Array.from({ length: REPORT_BYTES }, (_, index) => index % 251));
  const parts = reportParts({ event: "e", data, size: 9_000_000 });
  assert.deepEqual(parts.map(({ event, size, part, parts: of }) => [event, size, part, of]), [
    ["e", 9_000_000, 0, 2],
    ["e", 9_000_000, 1, 2],
  ]);
  assert.ok(parts.every((one) => one.data.length <= 524_288));
  const bytes = Buffer.concat(parts.map((one) => Buffer.from(one.data, "base64")));
  assert.equal(bytes.toString("base64"), data);
  assert.deepEqual(reportParts({ event: "e", data: "" }), [{ event: "e", data: "", part: 0, parts: 1 }]);
});

test("other mail stays where it is", async () => {
  await watch.arrived([message()]);
  assert.deepEqual(reported, []);
});

test("a mail in the inbox that calls itself a report is one, whoever wrote it", async () => {
  full = async () => ({ contentType: "message/rfc822", parts: [{ contentType: "multipart/report" }] });
  await watch.arrived([message()]);
  assert.equal(reported.length, 1);
});

test("large mails, junk and the trash are not read for their type alone", async () => {
  full = async () => assert.fail("was read");
  const elsewhere = ["junk", "trash"].map((folderUse) => message({ folderUse }));
  await watch.arrived([message({ size: 2_000_000 }), ...elsewhere]);
  assert.deepEqual(reported, []);
});

test("a report that a rule sorted into another folder is one as well", async () => {
  full = async () => ({ contentType: "message/rfc822", parts: [{ contentType: "multipart/report" }] });
  await watch.arrived([message({ folderUse: "" }), daemon({ folderUse: "junk", message_id: "s@mail.example" })]);
  assert.equal(reported.length, 2);
});

test("what a folder held long before Thunderbird told of it is known by its headers alone", async () => {
  full = async () => assert.fail("was read");
  const old = Date.parse("2026-02-20T12:00:00Z");
  arrived = [daemon({ date: old }), message({ date: old, message_id: "s@mail.example" })];
  watch.folderChanged("newsletters");
  await clock.pass(1_000);
  assert.deepEqual(asked, [["2026-02-15T00:00:00.000Z", "newsletters"]]);
  assert.deepEqual(reported.map(({ body }) => body.message_id), ["r@mail.example"]);
});

test("a report is handed on once", async () => {
  await watch.arrived([daemon(), daemon()]);
  await watch.arrived([daemon()]);
  assert.equal(reported.length, 1);
});

test("a report that can't be read is no obstacle for the next", async () => {
  raw = async ({ message_id }) => {
    if (message_id === "r@mail.example") {
      throw new Error("An unexpected error occurred");
    }
    return { bytes: new Uint8Array(1), size: 1 };
  };
  await watch.arrived([daemon(), daemon({ message_id: "s@mail.example" })]);
  assert.deepEqual(reported.map(({ body }) => body.message_id), ["s@mail.example"]);
});

test("a report that could not be read is tried again when its folder changes", async () => {
  const read = raw;
  raw = async () => {
    throw new Error("An unexpected error occurred");
  };
  await watch.arrived([daemon()]);
  raw = read;
  arrived = [daemon()];
  watch.folderChanged("inbox");
  await clock.pass(1_000);
  assert.equal(reported.length, 1);
});

test("at start what arrived meanwhile is looked through, with room for old dates", async () => {
  arrived = [daemon(), message()];
  await watch.catchUp();
  assert.deepEqual(asked, [["2026-02-27T00:00:00.000Z", undefined]]);
  assert.equal(reported.length, 1);
  assert.equal(state.mail_seen, "2026-03-05T00:00:00.000Z");
});

test("a folder whose number of messages changes is looked at when it has been quiet for a moment", async () => {
  arrived = [daemon()];
  watch.folderChanged("inbox");
  await clock.pass(900);
  watch.folderChanged("inbox");
  await clock.pass(900);
  assert.deepEqual(asked, []);
  await clock.pass(200);
  assert.deepEqual(asked.map(([, folder]) => folder), ["inbox"]);
  assert.equal(reported.length, 1);
});

test("a message is looked at once, and only so many are read for their type at once", async () => {
  let reads = 0;
  full = async () => {
    reads += 1;
    return { parts: [] };
  };
  arrived = Array.from({ length: 200 }, (_, id) => message({ id, message_id: `${id}@x` }));
  await watch.catchUp();
  await watch.catchUp();
  assert.equal(reads, 50);
});

test("mail from before Birdlog was there is not looked through", async () => {
  state.mail_seen = null;
  arrived = [daemon()];
  await watch.catchUp();
  assert.deepEqual(reported, []);
  assert.equal(state.mail_seen, "2026-03-05T00:00:00.000Z");
});

test("without a profile nothing is handed on", async () => {
  for (const known of [null, settings({ profiles: [] })]) {
    state.settings = known;
    arrived = [daemon()];
    await watch.catchUp();
    await watch.arrived([daemon()]);
  }
  assert.deepEqual(reported, []);
});

test("base64 of many bytes is right", () => {
  const bytes = Uint8Array.from({ length: 100_001 }, (_, index) => index % 256);
  assert.equal(base64(bytes), Buffer.from(bytes).toString("base64"));
});

test("what answers other mail is told together, each once", async () => {
  full = async ({ id }) => ({ parts: [], ...(id === 3 ? {} : { answers: [`m${id}@x`] }) });
  const all = [1, 2, 3].map((id) => message({ id, message_id: `r${id}@x` }));
  await watch.arrived(all);
  await watch.arrived(all);
  const mails = [1, 2].map((id) => ({ message_id: `r${id}@x`, answers: [`m${id}@x`] }));
  assert.deepEqual(reported, [{ type: "mail.seen", body: { at: "2026-03-05T00:00:00.000Z", mails } }]);
});

test("a large reply is read for what it answers, a huge one is not", async () => {
  full = async () => ({ parts: [], answers: ["m@x"] });
  await watch.arrived([message({ size: 5_000_000 }), message({ message_id: "huge@x", size: 50_000_000 })]);
  assert.deepEqual(reported.map(({ body }) => body.mails.length), [1]);
});

test("a delivery report is no reply", async () => {
  full = async () => ({ parts: [{ contentType: "multipart/report" }], answers: ["m@x"] });
  await watch.arrived([message()]);
  assert.deepEqual(reported.map(({ type }) => type), ["received"]);
});
