/** What became of "Log to CRM", in words. */

import { findingWords, sizeText } from "./findings.js";

/**
 * @typedef {object} OutcomeWords
 * @property {string} headline
 * @property {string[]} lines reason, then remedy
 * @property {string} subject
 * @property {boolean} again the person may log it again
 * @property {{wish: import("../received/log-to-crm.js").Remedy, label: string} | null} remedy what mends it
 */

/** What travels is larger than what is decoded: base64 in lines of 72 characters. */
const TRAVELS = 1.37;
/** From how many bytes on some mail servers refuse a mail, as it travels. */
const MAYBE_TOO_LARGE = 10 * 1024 * 1024;

const REMEDIES = {
  without_history: "logWithoutHistory",
  without_attachments: "logWithoutAttachments",
  by_hand: "logDirectly",
};

/**
 * @param {Extract<import("../received/log-to-crm.js").Outcome, {kind: "refused"}>} outcome
 * @param {import("./findings.js").Say} say
 * @param {string} language
 */
function refusal({ finding, remedy: wish, crm = "", subject }, say, language) {
  const { message, fix } = findingWords(finding, say, language);
  const remedy = wish ? { wish, label: say(REMEDIES[wish], crm) } : null;
  const lines = wish === "by_hand" ? [message] : [message, fix]; // which would be to do that by hand
  return { lines: lines.filter(Boolean), subject, remedy };
}

/**
 * @param {import("../received/log-to-crm.js").Outcome} outcome
 * @param {import("./findings.js").Say} say
 * @param {string} language
 * @returns {OutcomeWords | null} null where nothing has to be said
 */
export function outcomeWords(outcome, say, language) {
  const notLogged = { headline: say("notLogged"), again: false, remedy: null };
  switch (outcome.kind) {
    case "before": {
      const headline = outcome.crm ? say("loggedBeforeTo", outcome.crm) : say("loggedBefore");
      return { headline, lines: [say("loggedBeforeMeans")], subject: outcome.subject, again: true, remedy: null };
    }
    case "refused":
      return { ...notLogged, ...refusal(outcome, say, language) };
    case "underway":
      return { ...notLogged, lines: [say("logUnderway", outcome.crm)], subject: outcome.subject };
    case "unconfirmed": {
      const lines = [say("logUnconfirmed", outcome.crm), say("logUnconfirmedWhat")];
      return { ...notLogged, headline: say("logUnconfirmedHead"), lines, subject: outcome.subject };
    }
    case "helper": {
      const { code, title, message } = outcome.problem;
      const reason = code === "silent" ? say("helperSilent") : say("helperAbsent");
      const lines = title ? [title, message] : [reason, say("helperStart")];
      return { ...notLogged, lines, subject: outcome.subject };
    }
    case "failed":
      return { ...notLogged, lines: [say("forwardFailed")], subject: outcome.subject };
    default:
      return null;
  }
}

/**
 * A forward that Thunderbird could not send. It does not say why; where its attachments make it so large that a mail
 * server may have refused it, they can be left out, and where the CRM can be reached without mail, it can.
 *
 * @param {{subject: string, by_hand?: string | null}} original `by_hand`: the name of a CRM that can
 * @param {import("../compose/intents.js").Sizes | undefined} sizes
 * @param {import("./findings.js").Say} say
 * @param {string} language
 * @returns {OutcomeWords}
 */
export function unsentWords({ subject, by_hand: crm }, sizes, say, language) {
  const { content_bytes, attachment_bytes } = sizes ?? { content_bytes: 0, attachment_bytes: 0 };
  const travels = (content_bytes + attachment_bytes) * TRAVELS;
  const forItsAttachments = content_bytes * TRAVELS < MAYBE_TOO_LARGE && travels >= MAYBE_TOO_LARGE;
  const words = { headline: say("notLogged"), subject, again: false };
  if (!forItsAttachments) {
    const directly = crm ? { wish: /** @type {const} */ ("by_hand"), label: say(REMEDIES.by_hand, crm) } : null;
    return { ...words, lines: [say("forwardNotSent", subject)], remedy: directly };
  }
  const remedy = { wish: /** @type {const} */ ("without_attachments"), label: say(REMEDIES.without_attachments) };
  return { ...words, lines: [say("forwardNotSentLarge", subject, sizeText(travels, language))], remedy };
}
