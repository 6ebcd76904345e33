import assert from "node:assert/strict";
import { test } from "node:test";

import { JSDOM } from "jsdom";

import { cutHistory } from "../../extension/received/quoted-history.js";

const HEAD = '<p><br></p><div class="moz-forward-container"><br><br>-------- Forwarded Message --------';
const TABLE = '<table class="moz-email-headers-table"><tbody><tr><th>From: </th><td>Bob</td></tr></tbody></table>';

/** Cuts, and says what is left of the message's text. */
function cut(inner) {
  const page = new JSDOM(`<html><body>${HEAD}${TABLE}<br><br>${inner}</div></body></html>`).window.document;
  const history = cutHistory(page);
  const container = page.querySelector(".moz-forward-container");
  const text = container.textContent.replace(/^[^]*?From: Bob/, "").replace(/\s+/g, " ").trim();
  return { history, text, page, container };
}

/** @param {string} inner @param {string} expected what is left */
function leaves(inner, expected) {
  const { history, text, container } = cut(inner);
  assert.deepEqual([history, text], ["cut", expected]);
  assert.ok(container.querySelector(".moz-email-headers-table"), "the block stays");
}

const ATTRIBUTION = "On Tue, Nov 24, 2026 at 10:00 AM Ana &lt;ana@acme.example&gt; wrote:";
const HEADER = ["From", "Sent", "To", "Subject"].map((label) => `<b>${label}:</b> x`).join("<br>");

const ROWS = ["Von", "Gesendet", "An", "Betreff"].map((label) => `${label}: x`).join("<br>");
const QUOTE = '<blockquote type="cite">old</blockquote>';

const REPLIES = {
  "Gmail": [
    '<div dir="ltr">Yes.</div><br><div class="gmail_quote gmail_quote_container">',
    `<div dir="ltr" class="gmail_attr">${ATTRIBUTION}<br></div><blockquote class="gmail_quote">old</blockquote></div>`,
  ],
  "Thunderbird": [`<p>Yes.</p><div class="moz-cite-prefix">${ATTRIBUTION}<br></div>`, QUOTE],
  "Thunderbird, plain text": [
    `Yes.<br><br>${ATTRIBUTION}<br><blockquote type="cite">`,
    '<pre class="moz-quote-pre">old<br><br>older</pre></blockquote><br>',
  ],
  "plain text with the attribution over two lines": [
    "Yes.<br><br>On Tue, 24 Nov 2026 at 10:00, Ana Souza<br>&lt;ana@acme.example&gt; wrote:<br>",
    QUOTE,
  ],
  "plain text with a German attribution": [
    "Yes.<br><br>Am 24.11.26 um 10:00 schrieb Ana Souza:<br><br>",
    "&gt; old<br>&gt;<br>&gt; older<br>",
  ],
  "plain text with a Japanese attribution": ["Yes.<br><br>2026年11月24日(火) 10:00 Ana Souza：<br><br>&gt; old"],
  "Apple Mail": [
    '<div>Yes.</div><div><br><blockquote type="cite">',
    `<div>${ATTRIBUTION}</div><br><div>old</div></blockquote></div>`,
  ],
  "Outlook on the web": [
    '<div>Yes.</div><div id="appendonsend"></div><hr style="width:98%">',
    `<div id="divRplyFwdMsg">${HEADER}</div><div>old</div>`,
  ],
  "Outlook for Windows": [
    '<div class="WordSection1"><p class="MsoNormal">Yes.</p>',
    '<div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm">',
    `<p class="MsoNormal">${HEADER}</p></div></div><p>old</p></div>`,
  ],
  "Outlook, plain text": [`Yes.<br><br>-----Original Message-----<br>${ROWS}<br><br>old`],
  "Outlook, plain text, with a rule": [`Yes.<br><br>${"_".repeat(32)}<br>${ROWS}<br><br>alt`],
  "Yahoo! Mail": [
    '<div>Yes.</div><div id="yahoo_quoted_1" class="yahoo_quoted">',
    `<div>${ATTRIBUTION}</div><div>old</div></div>`,
  ],
  "Proton Mail": [`<div>Yes.</div><div class="protonmail_quote">${ATTRIBUTION}<br><blockquote>old</blockquote></div>`],
  "GMX": ['<div>Yes.</div><div name="quote"><div><b>Gesendet:</b> heute</div><div>old</div></div>'],
};

for (const [program, reply] of Object.entries(REPLIES)) {
  test(`of a reply by ${program}, the reply alone is left`, () => leaves(reply.join(""), "Yes."));
}

test("a text that introduces a quote, and is no attribution, is the author's own", () => {
  leaves("Yes.<br><br>This is what I meant:<br><blockquote type=cite>old</blockquote>", "Yes.This is what I meant:");
  leaves(`Yes.<br>Bob<br>${ATTRIBUTION}<br><blockquote type=cite>old</blockquote>`, "Yes.Bob");
  leaves("We order 5 of these:<br><blockquote type=cite>old</blockquote>", "We order 5 of these:");
});

const KEPT = {
  "answers in between": `<p>See below.</p>${QUOTE}<p>No.</p>${QUOTE}`,
  "an answer below": `<div class="moz-cite-prefix">${ATTRIBUTION}</div>${QUOTE}<p>Yes.</p>`,
  "an answer below, in plain text": `${ATTRIBUTION}<br>&gt; old<br><br>Yes.`,
  "nothing but a quote": `<div class="gmail_quote">${ATTRIBUTION}${QUOTE}</div>`,
  "a picture below": `<p>Yes.</p>${QUOTE}<img src="data:image/png;base64,AA==" width="300">`,
};

for (const [what, reply] of Object.entries(KEPT)) {
  test(`with ${what}, everything is kept`, () => {
    const { history, page } = cut(reply);
    assert.equal(history, "kept");
    assert.ok(page.body.textContent.includes("old"));
  });
}

test("a signature below the quote is kept, and the quote is cut", () => {
  leaves(
    `<p>Yes.</p>${QUOTE}<div class="moz-signature">-- <br>Bob, +49 30 1</div>`,
    "Yes.-- Bob, +49 30 1",
  );
});

test("a picture that tells that the mail was opened is nobody's answer", () => {
  leaves(`<p>Yes.</p>${QUOTE}<img src="https://t.example" width="1" height="1">`, "Yes.");
});

test("pictures of the reply stay, those of the history go", () => {
  const { container } = cut('Yes <img src="data:1"><div class="gmail_quote">old <img src="data:2"></div>');
  assert.deepEqual([...container.querySelectorAll("img")].map(({ src }) => src), ["data:1"]);
});

test("a reply without history is left as it is", () => {
  const inner = '<p>Yes.</p><blockquote>a poem</blockquote><div style="border-top: 1px solid">Bob <b>GmbH:</b> x</div>';
  assert.deepEqual(cut(inner).history, "none");
  assert.equal(cut(inner).text, "Yes.a poemBob GmbH: x");
});

test("a style sheet in the text is no word of the author's", () => {
  assert.equal(cut('<style>p { color: red }</style><blockquote type="cite">old</blockquote>').history, "kept");
});

test("a page without Thunderbird's block is left alone", () => {
  const page = new JSDOM("<p>Yes.</p><blockquote type=cite>old</blockquote>").window.document;
  assert.equal(cutHistory(page), "none");
  assert.equal(page.body.textContent, "Yes.old");
});

test("a deeply nested page is read to its end", () => {
  const depth = 400;
  const nested = `${"<div>".repeat(depth)}Yes.${"</div>".repeat(depth)}<blockquote type="cite">old</blockquote>`;
  leaves(nested, "Yes.");
});
