/** What became of "Log to CRM", in words. */

import { findingWords } from "./findings.js";

/**
 * @typedef {object} OutcomeWords
 * @property {string} headline
 * @property {string[]} lines reason, then remedy
 * @property {string} subject
 * @property {boolean} again the person may log it again
 * @property {{wish: import("../received/log-to-crm.js").Remedy, label: string} | null} remedy what mends it
 */

const REMEDIES = { without_history: "logWithoutHistory", without_attachments: "logWithoutAttachments" };

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
    case "refused": {
      const { message, fix } = findingWords(outcome.finding, say, language);
      const { remedy: wish, subject } = outcome;
      const remedy = wish ? { wish, label: say(REMEDIES[wish]) } : null;
      return { ...notLogged, lines: [message, fix].filter(Boolean), subject, remedy };
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
