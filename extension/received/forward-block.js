/**
 * The header block of a forwarded message, as Thunderbird writes it, but in English.
 *
 * A CRM's parser knows English for certain and no list of its languages is published; and the person may have set
 * Thunderbird to leave the date out (mail.show_headers). So the block is written anew from the message's own headers.
 * Thunderbird makes the plain-text part from the HTML, so both parts agree. Pure.
 */

import { bareAddresses, isAddress } from "../rules/addresses.js";
import { headerValues } from "./message.js";

const FORWARD_LINE = "-------- Forwarded Message --------";
/** The order in which Thunderbird writes them. Bcc is never among them. */
const FIELDS = [
  ["subject", "Subject"],
  ["date", "Date"],
  ["from", "From"],
  ["reply-to", "Reply-To"],
  ["to", "To"],
  ["cc", "CC"],
];

/** @param {string} text @returns {string} as text in HTML */
const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** @param {[label: string, value: string]} row @returns {string} */
const row = ([label, value]) =>
  `<tr><th valign="BASELINE" nowrap="nowrap" align="RIGHT">${label}: </th><td>${escaped(value)}</td></tr>`;

/** @param {import("./message.js").MessagePart} message @param {string} name @returns {string} as the block shows it */
export const shown = (message, name) => headerValues(message, name).join(", ").replace(/\s+/g, " ").trim();

/**
 * What a message does not say and a CRM has to read in the block of a forward.
 *
 * @param {import("./message.js").MessagePart} message
 * @returns {"missing-from" | "missing-date" | null} a finding's code
 */
export function missingInBlock(message) {
  if (!bareAddresses(shown(message, "from")).some(isAddress)) {
    return "missing-from";
  }
  return shown(message, "date") ? null : "missing-date";
}

/**
 * The body of a forward with its header block written anew; the same body where it holds no such block.
 *
 * @param {string} body HTML of the compose window
 * @param {import("./message.js").MessagePart} message the one that is forwarded
 * @returns {string}
 */
export function withEnglishBlock(body, message) {
  const mark = body.indexOf("moz-email-headers-table");
  const table = body.lastIndexOf("<table", mark);
  const end = body.indexOf("</table>", mark);
  const container = body.lastIndexOf("moz-forward-container", table);
  const line = body.indexOf(">", container) + 1;
  if (mark < 0 || table < 0 || end < 0 || container < 0 || line > table) {
    return body;
  }
  const rows = FIELDS.flatMap(([name, label]) => {
    const value = shown(message, name);
    return value ? [row([label, value])] : [];
  });
  return [
    body.slice(0, line),
    `<br><br>${FORWARD_LINE}`,
    `<table class="moz-email-headers-table" cellspacing="0" cellpadding="0" border="0"><tbody>${rows.join("")}</tbody>`,
    body.slice(end),
  ].join("");
}
