/** What a received message's parts tell. Pure. */

import { bareAddresses } from "../rules/addresses.js";

/**
 * @typedef {object} MessagePart as messages.getFull() hands it out
 * @property {string} [contentType]
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

/**
 * @param {MessagePart} message
 * @returns {number} how many attachments a forward of it has at least; an image that the text shows is none
 */
export function attachmentCount(message) {
  return within(message).filter(({ name, headers }) => name !== undefined && !headers?.["content-id"]).length;
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
