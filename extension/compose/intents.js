/**
 * What Birdlog means to report about a mail, kept from before Thunderbird sends it until what became of it was seen.
 *
 * An intent is `sending` from onBeforeSend to onAfterSend, then `queued` while the mail lies in the Outbox; a forward's
 * is `open` before, while its window is being prepared or looked at. Thunderbird may quit in between: then the Sent
 * folder tells. Pure; what comes out are messages of PROTOCOL.md.
 */

import { bareAddresses, fold, sameAddress } from "../rules/addresses.js";
import { neverLogMatcher } from "../rules/never-log.js";

/** @typedef {import("./decider.js").Verdict} Verdict */
/** @typedef {import("../helper/outbox.js").StoredEvent} StoredEvent */

/**
 * @typedef {object} Addressees bare addresses, lists expanded
 * @property {readonly string[]} to
 * @property {readonly string[]} cc
 * @property {readonly string[]} bcc
 */

/**
 * @typedef {object} Intent
 * @property {string} event
 * @property {"mail" | "forward"} kind `forward`: a received message on its way to the CRM's forwarding address
 * @property {"open" | "sending" | "queued"} phase
 * @property {string} at when Send was pressed
 * @property {number} tab of its window; NO_TAB once that belongs to a Thunderbird that ended
 * @property {string} identity
 * @property {string | null} subject null where a never-log rule forbids to keep it; a forward's own one
 * @property {Addressees} addressees empty where a never-log rule forbids to keep them
 * @property {Pick<Verdict, "log" | "address" | "profile" | "findings" | "decided">} verdict
 * @property {string | null} reason why it is not logged
 * @property {string | null} pattern of the never-log list, where that is why
 * @property {string | null} message_id once it is known
 * @property {boolean} leftOutbox it was seen to leave the Outbox
 * @property {boolean} uncertain the helper was told that nobody knows whether it left
 * @property {ForwardedMessage | null} original of a forward
 * @property {Sizes} [sizes] as far as they are known
 * @property {Landing} [landing] of a forward: who gets the credit, on whose record
 * @property {Verdict["findings"]} [read] of a forward: what was found when its window was read back
 * @property {string[]} [added] CRM addresses that came into a queued mail after Birdlog had left it out
 */

/** @typedef {Pick<Verdict, "attributed_to" | "contacts">} Landing */

/** @typedef {{content_bytes: number, attachment_bytes: number}} Sizes decoded, in bytes */

/**
 * @typedef {object} ForwardedMessage
 * @property {string | null} message_id
 * @property {string} author
 * @property {string} subject
 * @property {number} id Thunderbird's number for it, until Thunderbird ends
 * @property {boolean} look the person looks at the forward and sends it
 * @property {string | null} [by_hand] the name of the CRM, where the message can get into it without mail
 */

/**
 * @typedef {object} SentMail a message in a Sent folder
 * @property {number} id Thunderbird's number for it
 * @property {string} message_id
 * @property {string} author
 * @property {string} subject
 * @property {string} date ISO 8601
 * @property {Addressees} addressees
 */

export const NO_TAB = -1;

/** @type {Addressees} */
const NOBODY = Object.freeze({ to: [], cc: [], bcc: [] });

const NEVER_LOG = ["never-log", "partly-never-log"];

/** @param {Verdict["findings"]} findings @returns {boolean} whether a never-log rule was one of the reasons */
const isNeverLog = (findings) => findings.some(({ code }) => NEVER_LOG.includes(code));

/** @param {Verdict} verdict @returns {string | null} the code that says why a mail is not logged */
function reasonOf({ log, findings, decided }) {
  if (decided === "none") {
    return "no-helper";
  }
  const why = findings.find(({ level }) => level === "block") ?? findings.find(({ code }) => NEVER_LOG.includes(code));
  return log ? null : (why?.code ?? null);
}

/**
 * Whether anything is to be reported about a mail. Not about one that the rules leave alone (a redirect, a news post),
 * unless it goes to a CRM all the same.
 *
 * @param {Verdict} verdict
 * @param {Addressees} addressees
 * @param {ReadonlySet<string>} crmAddresses folded
 * @returns {boolean}
 */
export function isReported(verdict, addressees, crmAddresses) {
  const { log, findings, decided, profile } = verdict;
  if (decided === "none") {
    return true;
  }
  const toCrm = Object.values(addressees).flat().some((address) => crmAddresses.has(fold(address)));
  return profile !== null && (log || findings.length > 0 || toCrm);
}

/**
 * The intent for a mail that is about to be sent. Of one that a never-log rule keeps out, neither subject nor address
 * is kept.
 *
 * @param {{event: string, tab: number, identity: string, subject: string, addressees: Addressees, at: Date,
 *   sizes?: Sizes}} mail
 * @param {Verdict} verdict
 * @returns {Intent}
 */
export function mailIntent({ event, tab, identity, subject, addressees, at, sizes }, verdict) {
  const { log, address, profile, decided } = verdict;
  const hidden = !log && isNeverLog(verdict.findings);
  const findings = verdict.findings.map(({ code, level, values }) => ({ code, level, ...(hidden ? {} : { values }) }));
  const pattern = verdict.findings.find(({ code }) => NEVER_LOG.includes(code))?.values?.pattern;
  return {
    event,
    kind: "mail",
    phase: "sending",
    at: at.toISOString(),
    tab,
    identity,
    subject: hidden ? null : subject,
    addressees: hidden ? NOBODY : addressees,
    verdict: { log, address, profile, findings, decided },
    reason: reasonOf(verdict),
    pattern: hidden ? (pattern ?? null) : null,
    message_id: null,
    leftOutbox: false,
    uncertain: false,
    original: null,
    ...(sizes && !hidden ? { sizes } : {}),
  };
}

/**
 * The intent for a forward whose window was opened.
 *
 * @param {{event: string, tab: number, identity: string, subject: string, at: Date, sizes: Sizes}} mail
 * @param {Landing & {address: string, profile: string, findings: Verdict["findings"]}} decision
 * @param {ForwardedMessage} original
 * @returns {Intent}
 */
export function forwardIntent({ event, tab, identity, subject, at, sizes }, decision, original) {
  const { address, profile, findings, attributed_to, contacts } = decision;
  return {
    event,
    kind: "forward",
    phase: "open",
    at: at.toISOString(),
    tab,
    identity,
    subject,
    addressees: { to: [address], cc: [], bcc: [] },
    verdict: { log: true, address, profile, findings: wordless(findings), decided: "helper" },
    reason: null,
    pattern: null,
    message_id: null,
    leftOutbox: false,
    uncertain: false,
    original,
    sizes,
    landing: { attributed_to, contacts },
  };
}

/**
 * The CRM addresses that came into a mail after Birdlog had left it out: by another add-on, or by a setting.
 *
 * @param {Intent} intent
 * @param {Addressees} addressees to whom it went
 * @param {ReadonlySet<string>} crmAddresses folded
 * @returns {string[]}
 */
export function addedElsewhere({ addressees: meant, verdict, original }, addressees, crmAddresses) {
  if (verdict.log || verdict.decided === "none" || original) {
    return [];
  }
  const known = new Set(everybody(meant));
  return [...new Set(everybody(addressees))].filter((address) => crmAddresses.has(address) && !known.has(address));
}

/**
 * The message that says that a mail left, or waits.
 *
 * @param {Intent} intent
 * @param {object} seen
 * @param {"now" | "later"} seen.mode
 * @param {string | null} seen.message_id
 * @param {Addressees} seen.addressees
 * @param {Date} seen.at
 * @param {string} [seen.reason]
 * @param {string[]} [seen.added] what addedElsewhere found
 * @returns {StoredEvent}
 */
export function leftEvent(intent, { mode, message_id, addressees, at, reason, added = [] }) {
  const { event, identity, original, verdict, pattern, sizes } = intent;
  if (original) {
    const arrived = addressees.to.some((one) => verdict.address !== null && sameAddress(one, verdict.address));
    const why = arrived ? (reason ?? null) : "address-lost";
    return forwardedEvent(intent, { mode, ok: arrived, message_id, at, reason: why });
  }
  const hidden = intent.subject === null;
  return {
    type: "sent",
    body: {
      event,
      at: at.toISOString(),
      mode,
      identity,
      message_id: hidden ? null : message_id,
      subject: intent.subject,
      ...(hidden ? { ...NOBODY, bcc: added } : addressees),
      log: verdict.log,
      address: verdict.address,
      profile: verdict.profile,
      findings: verdict.findings,
      decided: verdict.decided,
      reason: added.length ? "added-elsewhere" : (reason ?? intent.reason),
      pattern,
      ...sizes,
    },
  };
}

/**
 * @param {Intent} intent of a forward
 * @param {{mode: "now" | "later", ok: boolean, message_id: string | null, at: Date, reason: string | null}} seen
 * @returns {StoredEvent}
 */
export function forwardedEvent(intent, { mode, ok, message_id, at, reason }) {
  const { event, identity, original, verdict, sizes } = intent;
  return {
    type: "forwarded",
    body: {
      event,
      at: at.toISOString(),
      mode,
      ok,
      original_message_id: original?.message_id ?? null,
      message_id,
      author: original?.author ?? "",
      subject: original?.subject ?? "",
      identity,
      address: verdict.address,
      profile: verdict.profile,
      findings: wordless(forwardFindings(intent)),
      reason,
      ...sizes,
    },
  };
}

/**
 * @param {Intent} intent of a forward
 * @returns {Verdict["findings"]} what was found before it was made and when it was read back, each once
 */
export function forwardFindings({ verdict: { findings }, read = [] }) {
  return [...findings.filter(({ code }) => !read.some((one) => one.code === code)), ...read];
}

/** @param {Verdict["findings"]} findings @returns {Verdict["findings"]} as the journal wants them: without words */
const wordless = (findings) => findings.map(({ code, level, values }) => ({ code, level, values }));

/**
 * The message that says that Thunderbird could not send a mail.
 *
 * @param {Intent} intent
 * @param {string} reason
 * @param {Date} at
 * @returns {StoredEvent}
 */
export function failedEvent(intent, reason, at) {
  if (intent.original) {
    return forwardedEvent(intent, { mode: "now", ok: false, message_id: null, at, reason });
  }
  const { event, identity, subject, addressees, verdict } = intent;
  const { log, address, profile, findings } = verdict;
  return {
    type: "failed",
    body: { event, at: at.toISOString(), identity, subject, ...addressees, log, address, profile, findings, reason },
  };
}

/** @param {Addressees} addressees @returns {string[]} */
const everybody = ({ to, cc, bcc }) => [...to, ...cc, ...bcc].map(fold);

/**
 * @param {Intent} intent
 * @param {SentMail} mail
 * @param {readonly string[]} neverLog
 * @returns {boolean} whether the people of a mail are those whom the intent was about
 */
function samePeople(intent, mail, neverLog) {
  const own = fold(intent.identity);
  const people = everybody(mail.addressees);
  if (intent.subject === null) {
    const match = neverLogMatcher(neverLog);
    return people.some((address) => address !== own && match(address) !== null);
  }
  const meant = everybody(intent.addressees);
  // A Sent folder may show a mail without its Bcc.
  const visible = [...intent.addressees.to, ...intent.addressees.cc].map(fold);
  return visible.every((address) => people.includes(address)) && people.every((address) => meant.includes(address));
}

/**
 * @param {string} meant the subject in the compose window
 * @param {string} shown the subject in a folder, where Thunderbird leaves out a "Re:" before it
 * @returns {boolean}
 */
function sameSubject(meant, shown) {
  const [whole, end] = [meant.trim(), shown.trim()];
  return whole === end || (whole.endsWith(end) && /^(?:[^\s:]{1,12}:\s*)+$/.test(whole.slice(0, -end.length)));
}

/** How much earlier than Send the clock of a Date header may stand, in milliseconds. */
const CLOCK_SLACK = 5_000;
/** How much later: Thunderbird writes the Date header at Send; the same mail written once more comes later. */
const DATE_SLACK = 120_000;

/**
 * Which message in the Sent folders is the mail of an intent, if any is: subject, people and time together.
 *
 * @param {Intent} intent
 * @param {readonly SentMail[]} sent
 * @param {readonly string[]} neverLog the never-log list
 * @returns {SentMail | null}
 */
export function sentCopy(intent, sent, neverLog) {
  const from = Date.parse(intent.at) - CLOCK_SLACK;
  const to = Date.parse(intent.at) + DATE_SLACK;
  const found = sent.find((mail) => {
    const date = Date.parse(mail.date);
    const subjectFits = intent.subject === null || sameSubject(intent.subject, mail.subject);
    const sameAuthor = bareAddresses(mail.author).some((address) => sameAddress(address, intent.identity));
    return date >= from && date <= to && subjectFits && sameAuthor && samePeople(intent, mail, neverLog);
  });
  return found ?? null;
}

/**
 * What a queued mail's whereabouts tell.
 *
 * @param {Intent} intent
 * @param {readonly string[]} found special uses of the folders that hold its Message-ID, "" for none
 * @param {{online: boolean, keepsCopy: boolean | undefined}} circumstances `keepsCopy`: whether mails of this identity
 *   were seen in a Sent folder; undefined where none was sent yet
 * @returns {"sent" | "deleted" | "waiting"}
 */
export function queuedOutcome(intent, found, { online, keepsCopy }) {
  if (found.some((use) => !["outbox", "drafts", "templates", "trash"].includes(use))) {
    return "sent";
  }
  if (found.includes("outbox") || !intent.leftOutbox) {
    return found.includes("trash") && !found.includes("outbox") ? "deleted" : "waiting";
  }
  if (found.includes("trash") || !online) {
    return "deleted";
  }
  // It left the Outbox while Thunderbird was online. Where copies are kept the copy is the proof and may take a moment;
  // where none are, leaving the Outbox is all that there is to see. Before a mail has shown which, nothing is claimed.
  return keepsCopy === false ? "sent" : "waiting";
}
