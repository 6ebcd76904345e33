/**
 * How large a mail in the compose window will be, in decoded bytes.
 *
 * Content is what leaves as text/plain and text/html; an image in a `data:` address leaves as a part of its own and
 * counts as an attachment. Every function is linear in its input: a pasted photograph makes a body of millions of
 * characters.
 */

/**
 * @param {string} text
 * @returns {number} bytes in UTF-8, line ends counted as CRLF, which is how mail is written
 */
function textBytes(text) {
  let bytes = new TextEncoder().encode(text).length;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) {
    bytes += text[at - 1] === "\r" ? 0 : 1;
  }
  return bytes;
}

/**
 * @param {string} uri a `data:` address
 * @returns {number} bytes of what it holds
 */
function dataBytes(uri) {
  const comma = uri.indexOf(",");
  const data = uri.slice(comma + 1);
  if (!uri.slice(0, comma).toLowerCase().endsWith(";base64")) {
    return data.length;
  }
  const padding = data.endsWith("==") ? 2 : data.endsWith("=") ? 1 : 0;
  return Math.max(0, Math.floor((data.length * 3) / 4) - padding);
}

/**
 * Takes the images in `data:` addresses out of an HTML body.
 *
 * @param {string} html
 * @returns {{html: string, imageBytes: number}}
 */
export function withoutDataImages(html) {
  const kept = [];
  let imageBytes = 0;
  let from = 0;
  for (let at = html.indexOf('="data:image/'); at >= 0; at = html.indexOf('="data:image/', from)) {
    const end = html.indexOf('"', at + 2);
    if (end < 0) {
      break;
    }
    kept.push(html.slice(from, at + 2));
    imageBytes += dataBytes(html.slice(at + 2, end));
    from = end;
  }
  kept.push(html.slice(from));
  return { html: kept.join(""), imageBytes };
}

/**
 * @typedef {object} ComposedBody what the compose window tells about the text
 * @property {boolean} [isPlainText]
 * @property {string} [body] HTML
 * @property {string} [plainTextBody]
 * @property {"auto" | "plaintext" | "html" | "both" | null} [deliveryFormat]
 */

/**
 * The sizes of a mail as it would leave now. With the delivery format `auto` Thunderbird may leave the HTML part out;
 * which it will do is known only after Send, so the larger figure is taken.
 *
 * @param {ComposedBody} details
 * @param {readonly {size: number}[]} attachments
 * @returns {{body_bytes: number, attachment_bytes: number}}
 */
export function composedSizes(details, attachments) {
  const files = attachments.reduce((sum, one) => sum + Math.max(0, one.size), 0);
  const plain = textBytes(details.plainTextBody ?? "");
  if (details.isPlainText || details.deliveryFormat === "plaintext") {
    return { body_bytes: plain, attachment_bytes: files };
  }
  const { html, imageBytes } = withoutDataImages(details.body ?? "");
  return {
    body_bytes: textBytes(html) + (details.deliveryFormat === "html" ? 0 : plain),
    attachment_bytes: files + imageBytes,
  };
}
