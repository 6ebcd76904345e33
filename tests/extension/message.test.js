import assert from "node:assert/strict";
import { test } from "node:test";

import { attachmentCount, messageSizes, missingFiles, receivedMail } from "../../extension/received/message.js";

const text = (contentType, body) => ({ contentType, body, size: body.length });
const file = (name, size, contentType = "application/pdf") => ({ contentType, name, size });
const message = (...parts) => ({
  contentType: "message/rfc822",
  size: 9999,
  decryptionStatus: "none",
  headers: {
    "to": ["Ana <ana@acme.example>, team@acme.example"],
    "cc": ["Eve <eve@cliente.example>"],
    "delivered-to": ["ana@acme.example"],
    "subject": ["Re: Offer"],
  },
  parts,
});
const mixed = (...parts) => message({ contentType: "multipart/mixed", size: 5000, parts });

test("content is the text parts, attachments all other leaves", () => {
  const texts = [text("text/plain", "ção"), text("text/html", "<p>")];
  const alternative = { contentType: "multipart/alternative", parts: texts };
  assert.deepEqual(messageSizes(mixed(alternative, file("a.pdf", 700), file("b.txt", 40, "text/plain"))), {
    content_bytes: 5 + 3,
    attachment_bytes: 740,
    encrypted: false,
  });
});

test("a message of one part has no attachments", () => {
  assert.deepEqual(messageSizes(message(text("text/plain", "hello"))), {
    content_bytes: 5,
    attachment_bytes: 0,
    encrypted: false,
  });
});

test("a message that was or is encrypted is", () => {
  assert.ok(messageSizes({ ...message(text("text/plain", "x")), decryptionStatus: "success" }).encrypted);
  assert.ok(messageSizes({ ...message(), decryptionStatus: "fail" }).encrypted);
  assert.ok(messageSizes(message({ contentType: "multipart/encrypted", parts: [] })).encrypted);
  assert.ok(messageSizes(message({ contentType: "application/pkcs7-mime", name: "smime.p7m", size: 3 })).encrypted);
});

test("what has no parts at all has no sizes", () => {
  assert.deepEqual(messageSizes({}), { content_bytes: 0, attachment_bytes: 0, encrypted: false });
});

test("the attachments that a forward has to have are those with a name that the text does not show", () => {
  const image = { ...file("logo.png", 9, "image/png"), headers: { "content-id": ["<logo@x>"] } };
  assert.equal(attachmentCount(mixed(text("text/plain", "x"), file("a.pdf", 7), file("", 3), image)), 2);
});

const inline = (name, id) => ({ ...file(name, 9, "image/png"), headers: { "content-id": [`<${id}>`] } });
const related = (html, ...parts) => ({ contentType: "multipart/related", parts: [text("text/html", html), ...parts] });
const namesOf = (files) => files.map(({ name }) => name);

test("a file beside the text that the text does not show is missing in a forward that lacks it", () => {
  const shown = inline("logo.png", "logo@x");
  const html = '<img src="cid:logo@x">';
  const beside = [shown, inline("order.pdf", "order@x"), inline("", "x@x"), file("b.zip", 2)];
  const whole = mixed(related(html, ...beside), file("a.pdf", 7));
  assert.equal(attachmentCount(whole), 1);
  const attached = (...names) => namesOf(missingFiles(whole, names.map((name) => ({ name }))));
  assert.deepEqual(attached("a.pdf"), ["order.pdf", "", "b.zip"]);
  assert.deepEqual(attached("a.pdf", "order.pdf", "b.zip"), [""]);
  assert.deepEqual(attached("a.pdf", "order.pdf", "b.zip", "Attached Message Part.png"), []);
});

test("files within an attached message are not the message's own", () => {
  const parts = [related("<p>x</p>", inline("order.pdf", "order@x"))];
  const attached = { ...file("m.eml", 7, "message/rfc822"), parts };
  assert.deepEqual(missingFiles(mixed(text("text/plain", "x"), attached), []), []);
});

test("a received mail is told with bare addresses and a time in UTC", () => {
  const header = {
    headerMessageId: "m@cliente.example",
    author: "Bob <bob@cliente.example>",
    subject: "Offer",
    date: "2026-03-01T09:00:00-03:00",
  };
  const { message_id, author, to, cc, delivered_to, subject, date, default_identity } = receivedMail(
    message(text("text/plain", "x")),
    header,
    "ana@acme.example",
  );
  assert.deepEqual([message_id, author, subject], ["m@cliente.example", "bob@cliente.example", "Re: Offer"]);
  assert.equal(date, "2026-03-01T12:00:00.000Z");
  assert.deepEqual([to, cc], [["ana@acme.example", "team@acme.example"], ["eve@cliente.example"]]);
  assert.deepEqual([delivered_to, default_identity], [["ana@acme.example"], "ana@acme.example"]);
});

test("a mail without a Message-ID and with a date that is none says so", () => {
  const header = { headerMessageId: "", author: "", subject: "", date: "x" };
  const { message_id, date, author } = receivedMail({}, header, "");
  assert.deepEqual([message_id, date, author], [null, null, ""]);
});
