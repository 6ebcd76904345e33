/** What a received message's parts tell. Pure. */

import { bareAddresses } from "../rules/addresses.js";

/**
 * @typedef {object} MessagePart as messages.getFull() hands it out
 * @property {string} [contentType]
 * @property {string} [partName] its number
 * @property {Record<string, string[]>} [headers] names in lower case, values decoded
 * @property {string} [body] of a text part that is no attachment
 * @property {string} [name] of an attachment
 * @property {number} [size] decoded bytes
 * @property {string} [decryptionStatus]
 * @property {MessagePart[]} [parts]
 */

/**
 * @typedef {object} ReceivedMail the body of `forward.decide` in PROTOCOL.md
 * @property {string | null} message_id
 * @property {string} author
 * @property {string[]} to
 * @property {string[]} cc
 * @property {string[]} delivered_to
 * @property {string} subject
 * @property {string | null} date
 * @property {number} content_bytes
 * @property {number} attachment_bytes
 * @property {boolean} encrypted
 * @property {string} default_identity
 */

const ENCRYPTED = /^(multipart\/encrypted|application\/(x-)?pkcs7-mime)/i;

/** @param {MessagePart} part @returns {MessagePart[]} the part and all that are in it */
const within = (part) => [part, ...(part.parts ?? []).flatMap(within)];

/** @param {MessagePart} part @returns {boolean} */
const isText = ({ contentType = "", name, body }) =>
  name === undefined && body !== undefined && /^text\/(plain|html)$/i.test(contentType);

/**
 * @param {MessagePart} message
 * @returns {{content_bytes: number, attachment_bytes: number, encrypted: boolean}}
 */
export function messageSizes(message) {
  const all = within(message);
  const leaves = all.filter(({ parts }) => !parts?.length);
  const texts = leaves.filter(isText);
  const others = leaves.filter((part) => !isText(part) && part !== message);
  const wasEncrypted = (message.decryptionStatus ?? "none") !== "none";
  return {
    content_bytes: texts.reduce((sum, { body = "" }) => sum + new TextEncoder().encode(body).length, 0),
    attachment_bytes: others.reduce((sum, { size = 0 }) => sum + size, 0),
    encrypted: wasEncrypted || all.some(({ contentType = "" }) => ENCRYPTED.test(contentType)),
  };
}

/** @param {MessagePart} part @returns {MessagePart[]} all in it, but for what is in a message that is attached */
const inside = ({ parts = [] }) =>
  parts.flatMap((part) => [part, ...(part.name === undefined ? inside(part) : [])]);

/** @param {MessagePart} part @returns {string} its Content-ID without brackets */
const contentId = ({ headers }) => (headers?.["content-id"]?.[0] ?? "").replace(/^\s*<|>\s*$/g, "");

/**
 * @param {readonly MessagePart[]} parts
 * @returns {Set<string>} the Content-IDs that their text shows; Thunderbird undoes no percent-encoding there either
 */
function shownIds(parts) {
  const html = parts.map(({ body = "" }) => body).join("\n");
  return new Set([...html.matchAll(/\bcid:([^"'\s)>]+)/gi)].map(([, id]) => id));
}

/**
 * Files that a message carries for its text, as images, and that the text does not show: Apple Mail puts a PDF there.
 *
 * @param {MessagePart} message
 * @returns {MessagePart[]}
 */
function unshownFiles(message) {
  const isRelated = (/** @type {MessagePart} */ { contentType = "" }) => /^multipart\/related/i.test(contentType);
  const all = inside(message);
  const shown = shownIds(all);
  const files = all.filter(isRelated).flatMap(({ parts = [] }) => parts.filter(({ name }) => name !== undefined));
  return files.filter((part) => !shown.has(contentId(part)));
}

/**
 * @param {MessagePart} message
 * @returns {number} how many attachments a forward of it has at least; what stands beside the text is none,
 *   shown there or not
 */
export function attachmentCount(message) {
  const unshown = unshownFiles(message);
  const named = within(message).filter(({ name, headers }) => name !== undefined && !headers?.["content-id"]);
  return named.filter((part) => !unshown.includes(part)).length;
}

/**
 * The files that are not shown by a message's text and that its forward lacks: Thunderbird 140 leaves them out.
 *
 * @param {MessagePart} message
 * @param {readonly {name: string}[]} attached to the forward
 * @returns {MessagePart[]}
 */
export function missingFiles(message, attached) {
  const unshown = unshownFiles(message);
  // What has no name gets one from Thunderbird.
  const isShort = attached.length < attachmentCount(message) + unshown.length;
  return unshown.filter(({ name }) => (name ? attached.every((one) => one.name !== name) : isShort));
}

/** @param {MessagePart} message @param {string} name in lower case @returns {string[]} a header's values */
export const headerValues = (message, name) => message.headers?.[name] ?? [];

/**
 * @param {MessagePart} message
 * @param {{headerMessageId: string, author: string, subject: string, date: Date | string}} header as Thunderbird lists
 *   it: without a "Re:" before the subject
 * @param {string} default_identity
 * @returns {ReceivedMail}
 */
export function receivedMail(message, header, default_identity) {
  const date = new Date(header.date);
  return {
    message_id: header.headerMessageId || null,
    author: bareAddresses(header.author)[0] ?? "",
    to: bareAddresses(headerValues(message, "to")),
    cc: bareAddresses(headerValues(message, "cc")),
    delivered_to: bareAddresses(headerValues(message, "delivered-to")),
    subject: headerValues(message, "subject")[0] ?? header.subject,
    date: Number.isNaN(date.getTime()) ? null : date.toISOString(),
    ...messageSizes(message),
    default_identity,
  };
}
