import assert from "node:assert/strict";
import { test } from "node:test";

import { replyFacts } from "../../extension/received/replies.js";
import { ANA, BOB, MARIA } from "./fakes.js";

const header = (more = {}) => ({
  message_id: "r@cliente.example",
  author: `Bob <${BOB}>`,
  subject: "Offer",
  date: Date.parse("2026-03-04T12:00:00Z"),
  ...more,
});
const message = (headers = {}) => ({
  headers: { "subject": ["Re: Offer"], "to": [ANA], "in-reply-to": ["<m1@acme.example>"], ...headers },
});
const facts = (one, two = message()) => replyFacts(one, two, ANA, [MARIA]);

test("a reply is told with what it answers, its people and its whole subject", () => {
  const { message_id, author, to, subject, date, default_identity, answers, headers } = facts(header());
  assert.deepEqual([message_id, author, to, subject], ["r@cliente.example", BOB, [ANA], "Re: Offer"]);
  assert.deepEqual([date, default_identity], ["2026-03-04T12:00:00.000Z", ANA]);
  assert.deepEqual([answers, headers], [["m1@acme.example"], {}]);
});

test("References count as In-Reply-To does, each once, the last hundred", () => {
  const { answers } = facts(header(), message({ references: ["<m0@x>\n <m1@acme.example>", "no id <a b>"] }));
  assert.deepEqual(answers, ["m0@x", "m1@acme.example"]);
  const references = [Array.from({ length: 300 }, (_, number) => `<m${number}@x>`).join(" ")];
  const long = facts(header(), message({ references })).answers;
  assert.deepEqual([long.length, long.at(-1)], [100, "m1@acme.example"]);
});

test("what tells who wrote it is told, and no other header", () => {
  const { headers } = facts(header(), message({ "auto-submitted": ["auto-replied"], "x-mailer": ["x"] }));
  assert.deepEqual(headers, { "auto-submitted": "auto-replied" });
});

test("a mail that answers nothing, and one of somebody on the never-log list, is not told", () => {
  assert.equal(facts(header(), message({ "in-reply-to": ["last Monday"] })), null);
  assert.equal(facts(header({ author: `Maria <${MARIA}>` })), null);
});
