/** What degraded mode found, in words. What the helper finds comes in words already. */

/** @typedef {(key: string, ...values: string[]) => string} Say */
/** @typedef {import("../compose/decider.js").Finding} Finding */

/**
 * @typedef {object} Sentence
 * @property {string} key of _locales
 * @property {readonly string[]} [values] names of the finding's values, in the order of the sentence's placeholders
 */

/** @type {Readonly<Record<string, {message: Sentence, fix: Sentence}>>} by code, or by code and variant */
const SENTENCES = {
  "never-log": {
    message: { key: "neverLog", values: ["pattern"] },
    fix: { key: "neverLogFix" },
  },
  "partly-never-log": {
    message: { key: "partlyNeverLog", values: ["addresses"] },
    fix: { key: "partlyNeverLogFix" },
  },
  "partly-never-log ask": {
    message: { key: "partlyNeverLog", values: ["addresses"] },
    fix: { key: "partlyNeverLogAskFix" },
  },
  "partly-never-log log": {
    message: { key: "partlyNeverLogLogged", values: ["addresses"] },
    fix: { key: "partlyNeverLogLoggedFix" },
  },
  "internal-only": {
    message: { key: "internalOnly", values: ["domains"] },
    fix: { key: "internalOnlyFix" },
  },
  "body-too-large": {
    message: { key: "bodyTooLarge", values: ["size:bytes", "crm", "limit:bytes"] },
    fix: { key: "bodyTooLargeFix" },
  },
  "attachments-too-large": {
    message: { key: "attachmentsTooLarge", values: ["size:bytes", "crm", "limit:bytes"] },
    fix: { key: "attachmentsTooLargeFix", values: ["crm"] },
  },
  "encrypted": {
    message: { key: "encrypted", values: ["crm"] },
    fix: { key: "encryptedFix", values: ["crm"] },
  },
  "list-not-expanded": {
    message: { key: "listNotExpanded", values: ["lists"] },
    fix: { key: "listNotExpandedFix" },
  },
  "crm-address-visible": {
    message: { key: "crmAddressVisible", values: ["address"] },
    fix: { key: "crmAddressVisibleFix" },
  },
  "already-there": {
    message: { key: "alreadyThere" },
    fix: { key: "alreadyThereFix" },
  },
  "turned-off": {
    message: { key: "turnedOff" },
    fix: { key: "turnedOffFix" },
  },
  "paused": {
    message: { key: "paused" },
    fix: { key: "pausedFix" },
  },
  "paused until": {
    message: { key: "pausedUntil", values: ["until:time"] },
    fix: { key: "pausedFix" },
  },
  "missing-from": {
    message: { key: "missingFrom", values: ["crm"] },
    fix: { key: "logByHand", values: ["crm"] },
  },
  "missing-date": {
    message: { key: "missingDate", values: ["crm"] },
    fix: { key: "logByHand", values: ["crm"] },
  },
  "no-profile": {
    message: { key: "noProfile", values: ["identity"] },
    fix: { key: "noProfileFix" },
  },
  "bad-crm-address": {
    message: { key: "badCrmAddress", values: ["address", "crm"] },
    fix: { key: "badCrmAddressFix", values: ["crm", "profile"] },
  },
  "bad-crm-address missing": {
    message: { key: "badCrmAddressMissing", values: ["profile"] },
    fix: { key: "badCrmAddressMissingFix", values: ["crm"] },
  },
  "bad-crm-address other-form": {
    message: { key: "badCrmAddressOtherForm", values: ["address", "crm"] },
    fix: { key: "badCrmAddressOtherFormFix", values: ["crm"] },
  },
  "bad-crm-address other-portal": {
    message: { key: "badCrmAddressOtherPortal", values: ["address", "other", "crm"] },
    fix: { key: "badCrmAddressOtherPortalFix", values: ["crm", "profile"] },
  },
};

const KB = 1024;
const MB = 1024 * 1024;

/**
 * A size in KB or MB (1 MB = 1,048,576 bytes), rounded up, so that what is over a limit never reads as the limit.
 *
 * @param {number} bytes
 * @param {string} language
 * @returns {string}
 */
export function sizeText(bytes, language) {
  const [unit, name] = bytes >= MB ? [MB, "MB"] : [KB, "KB"];
  const number = Math.ceil((bytes * 10) / unit) / 10;
  return `${new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(number)} ${name}`;
}

/** @param {string} time ISO 8601 @param {string} language @returns {string} */
function timeText(time, language) {
  const moment = new Date(time);
  return Number.isNaN(moment.getTime())
    ? time
    : new Intl.DateTimeFormat(language, { dateStyle: "short", timeStyle: "short" }).format(moment);
}

/** @type {Readonly<Record<string, (value: string, language: string) => string>>} */
const FORMS = { bytes: (value, language) => sizeText(Number(value), language), time: timeText };

/**
 * A finding's two sentences.
 *
 * @param {Finding} finding
 * @param {Say} say
 * @param {string} language
 * @returns {{message: string, fix: string}}
 */
export function findingWords({ code, values = {}, message, fix }, say, language) {
  if (message !== undefined) {
    return { message, fix: fix ?? "" };
  }
  const sentences = SENTENCES[`${code} ${values.variant}`] ?? SENTENCES[code];
  const filled = (/** @type {Sentence} */ sentence) =>
    say(
      sentence.key,
      ...(sentence.values ?? []).map((named) => {
        const [name, form] = named.split(":");
        const value = values[name] ?? "…";
        return FORMS[form]?.(value, language) ?? value;
      }),
    );
  return { message: filled(sentences.message), fix: filled(sentences.fix) };
}
