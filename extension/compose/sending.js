/**
 * The moment of Send.
 *
 * Thunderbird waits for a listener of onBeforeSend without a limit, and one that throws or hangs locks the window for
 * ever. So all of it races a timer, nothing leaves it as an exception, and a decision from the last settings is at hand
 * before anything is waited for: whatever happens, a mail whose people are on the never-log list does not take the
 * CRM's address with it.
 */

import { crmAddresses } from "../rules/decide.js";
import { fold, sameAddress } from "../rules/addresses.js";
import { told } from "./follower.js";
import { isReported, mailIntent } from "./intents.js";
import { mailOf } from "./mail.js";
import { FIELDS, recipientsChange } from "./recipients.js";

/** @typedef {import("./mail.js").Details} Details */
/** @typedef {import("./decider.js").Verdict} Verdict */
/** @typedef {import("./window.js").ComposeWindow} ComposeWindow */
/** @typedef {import("./lists.js").Expanded} Expanded */
/** @typedef {import("../adapter/compose.js").SendChange} Change */

/** Milliseconds that a send is held up at most. */
const SEND_LIMIT = 500;
/** Milliseconds of these that the helper may take; what is left is for deciding without it and for the store. */
const HELPER_LIMIT = 300;

/**
 * @typedef {object} SendingParts
 * @property {import("./follower.js").ComposeFollower} follower
 * @property {import("./decider.js").Decider} decider
 * @property {import("./lists.js").ListMembers} lists
 * @property {import("./reporter.js").Reporter} reporter
 * @property {(tab: number) => Promise<{size: number}[]>} attachments
 * @property {() => import("../rules/decide.js").Settings | null} settings
 * @property {Promise<unknown>} loaded what is remembered was read
 * @property {(tab: number) => boolean} isForward
 * @property {(tab: number, details: Details) => Promise<void>} forwardBegins a forward is about to be sent
 * @property {(identity: string) => string | null} copyTo the folder for an additional copy of a mail that the helper
 *   takes in; null where the identity keeps one anyway
 * @property {import("../helper/connection.js").Clock} clock
 * @property {() => Date} now
 * @property {(problem: string) => void} warn
 */

/**
 * @typedef {object} Decided
 * @property {ComposeWindow} window
 * @property {Verdict} verdict
 * @property {Expanded} expanded
 * @property {import("./intents.js").Sizes} [sizes]
 */

/**
 * @typedef {object} CarriedOut
 * @property {{details: Change} | undefined} result what Thunderbird is told
 * @property {Promise<void>} stored
 */

/** @typedef {{over: boolean, change: CarriedOut | null}} Progress */

const LATE = Symbol("late");

/**
 * @param {Expanded} expanded
 * @param {Verdict} verdict
 * @returns {import("./intents.js").Addressees} to whom the mail goes once the verdict is followed
 */
function addressees(expanded, { address, remove }) {
  const [to, cc, bcc] = FIELDS.map((field) => expanded[field].filter((one) => !remove.includes(one)));
  const missing = address !== null && ![...to, ...cc, ...bcc].some((one) => sameAddress(one, address));
  return { to, cc, bcc: missing ? [...bcc, address] : bcc };
}

/** @param {Verdict} verdict @returns {boolean} whether the helper itself takes the mail in, after it was sent */
const isTakenIn = ({ log, address }) => log && address === null;

export class Sending {
  #parts;

  /** @param {SendingParts} parts */
  constructor(parts) {
    this.#parts = parts;
  }

  /**
   * The listener of onBeforeSend: what has to change in the mail, within SEND_LIMIT. Never rejects and never stops a
   * send.
   *
   * @param {number} tab
   * @param {Details} details
   * @returns {Promise<{details: Change} | undefined>}
   */
  async beforeSend(tab, details) {
    /** @type {Progress} */
    const progress = { over: false, change: null };
    /** @type {() => void} */
    let cancel = () => {};
    /** @type {Decided | null} */
    let atHand = null;
    try {
      const { clock, isForward, follower, forwardBegins } = this.#parts;
      const late = new Promise((resolve) => {
        cancel = clock.after(SEND_LIMIT, () => resolve(LATE));
      });
      if (isForward(tab)) {
        await Promise.race([forwardBegins(tab, details), late]);
        return this.#withoutCopies(details);
      }
      follower.sendBegins(tab);
      atHand = this.#atOnce(tab, details);
      const change = await Promise.race([this.#decide(tab, details, progress), late]);
      if (change !== LATE) {
        return change;
      }
      if (progress.change) {
        return progress.change.result; // decided in time, and only the store is late
      }
      atHand ??= this.#atOnce(tab, details);
      return atHand ? this.#carryOut(tab, details, atHand).result : undefined;
    } catch (problem) {
      this.#parts.warn(`deciding at Send failed: ${problem}`);
      return this.#guarded(details, atHand);
    } finally {
      progress.over = true;
      cancel();
    }
  }

  /**
   * @param {number} tab
   * @param {Details} details
   * @param {Progress} progress
   * @returns {Promise<{details: Change} | undefined>}
   */
  async #decide(tab, details, progress) {
    const { loaded, follower, lists, attachments, decider } = this.#parts;
    await loaded;
    const window = await follower.observedAtLeisure(tab, details);
    const [expanded, files] = await Promise.all([
      lists.expanded(details.recipients),
      attachments(tab).catch(() => []), // their sizes decide nothing, they only warn
    ]);
    const mail = mailOf(details, window, expanded, files, "send");
    const verdict = follower.complete(window, details, await decider.decide(mail, HELPER_LIMIT));
    if (progress.over) {
      return undefined;
    }
    const sizes = { content_bytes: mail.body_bytes, attachment_bytes: mail.attachment_bytes };
    progress.change = this.#carryOut(tab, details, { window, verdict, expanded, sizes });
    await progress.change.stored;
    return progress.change.result;
  }

  /**
   * What the last settings say, from what is in memory alone.
   *
   * @param {number} tab
   * @param {Details} details
   * @returns {Decided | null} null where the settings were not read yet
   */
  #atOnce(tab, details) {
    const { follower, lists, decider, settings } = this.#parts;
    if (!settings()) {
      return null;
    }
    const window = follower.observed(tab, details);
    const expanded = lists.remembered(details.recipients);
    const verdict = decider.degraded(mailOf(details, window, expanded, [], "send"));
    return { window, expanded, verdict: follower.complete(window, details, verdict) };
  }

  /**
   * @param {number} tab
   * @param {Details} details
   * @param {Decided} decided
   * @returns {CarriedOut}
   */
  #carryOut(tab, details, { window, verdict, expanded, sizes }) {
    const { follower, reporter, settings, copyTo, now } = this.#parts;
    const recipients = recipientsChange(details.recipients, verdict);
    const folder = isTakenIn(verdict) ? copyTo(details.identity) : null;
    const change = folder === null ? recipients : { ...recipients, additionalFccFolderId: folder };
    const people = addressees(expanded, verdict);
    const { identity, subject } = details;
    const mail = { event: window.event, tab, identity, subject, addressees: people, at: now(), sizes };
    const leaving = { subject, recipients: { ...details.recipients, ...recipients } };
    follower.decided(tab, window, verdict, leaving, "");
    const kept = isReported(verdict, people, crmAddresses(settings()))
      ? reporter.keep(mailIntent(mail, told(window, verdict)))
      : reporter.forget(window.event);
    const stored = kept.catch((problem) => this.#parts.warn(`an intent was not stored: ${problem}`));
    return { result: change ? { details: change } : undefined, stored };
  }

  /**
   * Something went wrong: the mail leaves as it is, but for the never-log list.
   *
   * @param {Details} details
   * @param {Decided | null} atHand
   * @returns {{details: Change} | undefined}
   */
  #guarded(details, atHand) {
    const rule = ["never-log", "partly-never-log"];
    if (!atHand || atHand.verdict.log || !atHand.verdict.findings.some(({ code }) => rule.includes(code))) {
      return undefined;
    }
    const change = recipientsChange(details.recipients, atHand.verdict);
    return change ? { details: change } : undefined;
  }

  /**
   * A forward to the CRM never takes a copy for the CRM with it, as the identity's own setting might add.
   *
   * @param {Details} details
   * @returns {{details: Change} | undefined}
   */
  #withoutCopies({ recipients }) {
    const crm = crmAddresses(this.#parts.settings());
    const visible = new Set(recipients.to.map(fold));
    const bcc = recipients.bcc.filter((address) => !crm.has(fold(address)) && !visible.has(fold(address)));
    return bcc.length === recipients.bcc.length ? undefined : { details: { bcc } };
  }
}
