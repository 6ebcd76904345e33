import assert from "node:assert/strict";
import { test } from "node:test";

import { missingInBlock, withEnglishBlock } from "../../extension/received/forward-block.js";

const message = (headers) => ({ headers });
const HEADERS = {
  subject: ["Re: Proposta & preço <1>"],
  date: ["Tue, 24 Nov 2026 05:00:00 -0300"],
  from: ["Bob <bob@cliente.example>"],
  to: ["Ana <ana@acme.example>"],
  cc: ["Eve <eve@cliente.example>"],
};

/** As Thunderbird writes it in Brazilian Portuguese, with the date left out (mail.show_headers 0). */
const body = (inner = "<p>Olá</p>") =>
  [
    '<html><head></head><body><p><br></p><div class="moz-forward-container"><br><br>-- Mensagem encaminhada --',
    '<table class="moz-email-headers-table" cellspacing="0"><tbody><tr><th>Assunto: </th><td>Re: x</td></tr>',
    "<tr><th>De: </th><td>Bob</td></tr></tbody></table>",
    `<br><br>${inner}</div></body></html>`,
  ].join("\n");

test("the block is written in English from the message's own headers, its date as well", () => {
  const written = withEnglishBlock(body(), message(HEADERS));
  const labels = [...written.matchAll(/<th[^>]*>([^<]*): <\/th><td>([^<]*)<\/td>/g)].map(([, label, value]) => [
    label,
    value,
  ]);
  assert.deepEqual(labels, [
    ["Subject", "Re: Proposta &amp; preço &lt;1&gt;"],
    ["Date", "Tue, 24 Nov 2026 05:00:00 -0300"],
    ["From", "Bob &lt;bob@cliente.example&gt;"],
    ["To", "Ana &lt;ana@acme.example&gt;"],
    ["CC", "Eve &lt;eve@cliente.example&gt;"],
  ]);
  assert.ok(written.includes('<div class="moz-forward-container"><br><br>-------- Forwarded Message --------<table'));
  assert.ok(!written.includes("encaminhada"));
});

test("what stands before and behind the block stays as it is", () => {
  const written = withEnglishBlock(body(), message(HEADERS));
  assert.ok(written.startsWith('<html><head></head><body><p><br></p><div class="moz-forward-container">'));
  assert.ok(written.endsWith("</table>\n<br><br><p>Olá</p></div></body></html>"));
});

test("a block inside the forwarded message is part of its text", () => {
  const inner = '<table class="moz-email-headers-table"><tbody><tr><th>Asunto: </th><td>old</td></tr></tbody></table>';
  const written = withEnglishBlock(body(inner), message(HEADERS));
  assert.ok(written.includes("<th>Asunto: </th><td>old</td>"));
});

test("a header that the message does not have gets no row", () => {
  const { subject, from } = HEADERS;
  assert.ok(!withEnglishBlock(body(), message({ subject, from })).includes("Date"));
});

test("a header over several lines is one line, and markup in it is text", () => {
  const written = withEnglishBlock(body(), message({ ...HEADERS, subject: ["a\r\n <script>alert(1)</script>"] }));
  assert.ok(written.includes("a &lt;script&gt;alert(1)&lt;/script&gt;"));
});

test("a body without such a block is left alone", () => {
  const table = '<table class="moz-email-headers-table"><tr></tr></table>';
  for (const text of ["", "<p>hello</p>", table, `<div class="moz-forward-container">${table.slice(0, -8)}`]) {
    assert.equal(withEnglishBlock(text, message(HEADERS)), text);
  }
});

test("a block needs the sender's address and a date", () => {
  assert.equal(missingInBlock(message(HEADERS)), null);
  assert.equal(missingInBlock(message({ ...HEADERS, from: ["Undisclosed"] })), "missing-from");
  assert.equal(missingInBlock(message({ ...HEADERS, from: undefined })), "missing-from");
  assert.equal(missingInBlock(message({ ...HEADERS, date: [" "] })), "missing-date");
});
