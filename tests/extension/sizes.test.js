import assert from "node:assert/strict";
import { test } from "node:test";

import { composedSizes } from "../../extension/rules/sizes.js";

const MEGABYTE = 1_048_576;

test("content is both text parts, in bytes of UTF-8 with CRLF", () => {
  const sizes = composedSizes({ body: "<p>ção</p>", plainTextBody: "ção\n", deliveryFormat: "both" }, []);
  assert.deepEqual(sizes, { body_bytes: 12 + 7, attachment_bytes: 0 });
});

test("a plain-text mail has no HTML part", () => {
  assert.equal(composedSizes({ isPlainText: true, body: "<p>ab</p>", plainTextBody: "ab" }, []).body_bytes, 2);
  const reduced = composedSizes({ body: "<p>ab</p>", plainTextBody: "ab", deliveryFormat: "plaintext" }, []);
  assert.equal(reduced.body_bytes, 2);
});

test("an HTML-only mail has no text part", () => {
  assert.equal(composedSizes({ body: "<p>ab</p>", plainTextBody: "ab", deliveryFormat: "html" }, []).body_bytes, 9);
});

test("a pasted image counts as an attachment, at its decoded size", () => {
  const image = Buffer.alloc(3 * MEGABYTE, 7).toString("base64");
  const body = `<p>see</p><img src="data:image/png;base64,${image}" alt=""><p>ok</p>`;
  const sizes = composedSizes({ body, plainTextBody: "", deliveryFormat: "html" }, [{ size: 10 }]);
  assert.equal(sizes.attachment_bytes, 3 * MEGABYTE + 10);
  assert.equal(sizes.body_bytes, '<p>see</p><img src="" alt=""><p>ok</p>'.length);
});

test("an image that never ends is text", () => {
  const sizes = composedSizes({ body: '<img src="data:image/png;base64,AAAA', plainTextBody: "" }, []);
  assert.equal(sizes.attachment_bytes, 0);
});

test("an attachment of unknown size counts nothing", () => {
  const sizes = composedSizes({ isPlainText: true, plainTextBody: "" }, [{ size: -1 }, { size: 5 }]);
  assert.equal(sizes.attachment_bytes, 5);
});
