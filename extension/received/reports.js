/**
 * Which arriving mails may be delivery reports. The helper reads them and decides; here only what is plainly none is
 * kept from it. Pure.
 */

/** An author without a name or address is a mail system's, too. */
const AUTHOR = new RegExp(
  [
    "^[\\s<>\"]*$", "m(ailer)?[-_ ]?daemon", "post[-_ ]?master", "mail ?delivery",
    "delivery ?(subsystem|system|status)", "mail ?(administrator|system)", "bounce", "microsoftexchange",
  ].join("|"),
  "i",
);
const SUBJECT = new RegExp(
  [
    "undeliver", "deliver(y|ed).*(fail|status|problem|delay|error|report|notif)", "(fail|could ?n[o']t|not).*deliver",
    "returned (mail|to sender)", "mail (failure|delivery|error)", "failure notice", "bounce", "rejected", "nondelivery",
    "delivery status", "message (delayed|rejected|blocked)", "warning: .*delay",
    "n[aã]o (foi )?entreg", "falha", "devolvid", "retorno de mensagem", "atraso na entrega",
    "unzustellbar", "nicht zugestellt", "zustell", "non remis", "[ée]chec", "no (se ha )?(podido )?entreg", "devuelto",
    "mancat[ao] (consegna|recapito)", "non recapitat", "onbestelbaar", "niet bezorgd", "配信", "エラー", "不達",
    "недостав", "退信", "投递失败",
  ].join("|"),
  "i",
);

/** How much of a raw message is handed on, in bytes. */
export const REPORT_BYTES = 524_288;
/** How long a `data` field of PROTOCOL.md may be, in characters; base64 can be cut there. */
const DATA_LENGTH = 524_288;

/**
 * @param {Record<string, unknown>} body of a `received` with all of its data
 * @returns {Record<string, unknown>[]} the bodies of the messages in which it goes out
 */
export function reportParts(body) {
  const data = String(body.data);
  const parts = Math.max(1, Math.ceil(data.length / DATA_LENGTH));
  return Array.from({ length: parts }, (_, part) => ({
    ...body,
    data: data.slice(part * DATA_LENGTH, (part + 1) * DATA_LENGTH),
    part,
    parts,
  }));
}

/**
 * @param {{author: string, subject: string}} header
 * @returns {boolean} whether author or subject look like a delivery report's
 */
export const looksLikeReport = ({ author, subject }) => AUTHOR.test(author) || SUBJECT.test(subject);

/**
 * @param {import("./message.js").MessagePart} message
 * @returns {boolean} whether the message calls itself one (RFC 3464, section 2)
 */
export const isReport = ({ parts = [] }) =>
  parts.some(({ contentType = "" }) => /^multipart\/report\b/i.test(contentType));

/** A mail larger than this is no delivery report that has to be read for its type alone, in bytes. */
const READ_LIMIT = 262_144;
/** Folders whose mail is read for its type alone: the inbox, and those that the person's rules sort it into. */
const READ_IN = ["inbox", ""];

/**
 * @param {{size: number, folderUse: string}} message
 * @returns {boolean} whether to read the message, to see whether it calls itself a report
 */
export const isWorthReading = ({ size, folderUse }) => size <= READ_LIMIT && READ_IN.includes(folderUse);

/** A mail larger than this is not read for what it answers, in bytes. */
const REPLY_LIMIT = 10_485_760;

/**
 * @param {{size: number, folderUse: string}} message
 * @returns {boolean} whether to read the message, to see what it answers
 */
export const mayBeReply = ({ size, folderUse }) => size <= REPLY_LIMIT && READ_IN.includes(folderUse);

/**
 * @param {Uint8Array} bytes
 * @returns {string} base64
 */
export function base64(bytes) {
  let binary = "";
  for (let at = 0; at < bytes.length; at += 0x8000) {
    binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  }
  return btoa(binary);
}
