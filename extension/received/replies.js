/**
 * Which arriving mails answer others: the helper is told of those, and knows which of what they answer was logged.
 * Here only what is plainly none of its business is kept from it. Pure.
 */

import { neverLogMatcher } from "../rules/never-log.js";
import { headerValues, receivedMail } from "./message.js";

/** @typedef {import("./message.js").MessagePart} MessagePart */

/** Headers that tell whether a program wrote a mail, or whether it went to many. */
const TELLING = [
  "auto-submitted", "precedence", "return-path", "list-id", "list-unsubscribe",
  "x-autoreply", "x-autorespond", "x-autoresponder", "x-auto-response-suppress",
];
/** How long a header that is told may be, and how many Message-IDs are told, the last ones. */
const LONGEST = 200;
const MOST = 100;

/** @param {MessagePart} message @returns {string[]} the Message-IDs that it answers, without brackets */
function answers(message) {
  const values = ["references", "in-reply-to"].flatMap((name) => headerValues(message, name));
  const ids = values.flatMap((value) => [...value.matchAll(/<([^<>\s]+)>/g)].map(([, id]) => id));
  return [...new Set(ids)].slice(-MOST);
}

/**
 * @param {{message_id: string, author: string, subject: string, date: number}} header
 * @param {MessagePart} message
 * @param {string} default_identity
 * @param {readonly string[]} neverLog the never-log list
 * @returns {Record<string, unknown> | null} what `mail.seen` in PROTOCOL.md says of it; null where it answers nothing
 */
export function replyFacts(header, message, default_identity, neverLog) {
  const answered = answers(message);
  const { message_id: headerMessageId, author, subject, date } = header;
  const mail = receivedMail(message, { headerMessageId, author, subject, date: new Date(date) }, default_identity);
  if (!answered.length || neverLogMatcher(neverLog)(mail.author) !== null) {
    return null;
  }
  const told = TELLING.flatMap((name) => {
    const [value] = headerValues(message, name);
    return value === undefined ? [] : [[name, value.slice(0, LONGEST)]];
  });
  return { ...mail, answers: answered, headers: Object.fromEntries(told) };
}
