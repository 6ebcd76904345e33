/**
 * Hands arriving delivery reports on to the helper, and tells it what else answers other mail: what Thunderbird
 * announces, and what it doesn't. Each mail is read once.
 */

import { base64, isReport, isWorthReading, looksLikeReport, mayBeReply, REPORT_BYTES } from "./reports.js";

/** @typedef {import("../adapter/mail.js").ArrivedMessage} ArrivedMessage */
/** @typedef {import("../state/schema.js").State} State */

/**
 * @typedef {object} ReportWatchParts
 * @property {(since: Date, folder?: string) => Promise<ArrivedMessage[]>} arrivedSince in a folder, or in all
 * @property {(message: ArrivedMessage) => Promise<import("./message.js").MessagePart>} full
 * @property {(message: ArrivedMessage, most: number) => Promise<{bytes: Uint8Array, size: number}>} raw
 * @property {(message: ArrivedMessage, full: import("./message.js").MessagePart) => Promise<object | null>} replyFacts
 *   what `mail.seen` says of it; null where it answers nothing
 * @property {(event: import("../helper/outbox.js").StoredEvent) => Promise<void>} report
 * @property {() => Promise<State>} state
 * @property {(message_id: string) => Promise<void>} remember a report that was handed on
 * @property {(at: Date) => Promise<void>} seenUntil
 * @property {import("../helper/connection.js").Clock} clock
 * @property {() => Date} now
 */

/**
 * @typedef {object} Budget of one look
 * @property {number} reads how many messages may still be read
 * @property {number} readFrom only those that were written from then on, in milliseconds
 * @property {object[]} replies what answers other mail
 */

/** Date headers may be older than the arrival: a report waits in a queue, a clock is wrong. In milliseconds. */
const SLACK = 2 * 86_400_000;
/** Thunderbird may hear of a folder's mail only when the person opens it, long after it came. In milliseconds. */
const FOLDER_SLACK = 14 * 86_400_000;
/** A folder that fills up changes often; it is looked at when it has been quiet for so long, in milliseconds. */
const QUIET = 1_000;
/** How many messages are read for their type alone in one look, and how many are remembered as looked at. */
const READ_AT_MOST = 50;
const REMEMBERED = 5_000;

export class ReportWatch {
  /** @type {Promise<unknown>} */
  #work = Promise.resolve();
  /** @type {Set<string>} Message-IDs that were looked at since Thunderbird woke Birdlog */
  #looked = new Set();
  /** @type {Map<string, () => void>} folders that are about to be looked at */
  #changing = new Map();
  #parts;

  /** @param {ReportWatchParts} parts */
  constructor(parts) {
    this.#parts = parts;
  }

  /** @param {readonly ArrivedMessage[]} messages @returns {Promise<void>} */
  arrived(messages) {
    return this.#oneAfterAnother(async () => {
      await this.#handOn(messages);
      await this.#parts.seenUntil(this.#parts.now());
    });
  }

  /**
   * Thunderbird announces no message that arrives already read, and none while it is away: look for them.
   *
   * @param {string} [folder] this one alone
   */
  catchUp(folder) {
    return this.#oneAfterAnother(async () => {
      const { state, arrivedSince, seenUntil, now } = this.#parts;
      const until = now();
      const { mail_seen, settings } = await state();
      if (mail_seen !== null && settings?.profiles.length) {
        const seen = Date.parse(mail_seen);
        const since = new Date(seen - (folder === undefined ? SLACK : FOLDER_SLACK));
        await this.#handOn(await arrivedSince(since, folder), seen - SLACK);
      }
      await seenUntil(until);
    });
  }

  /** @param {string} folder in which there are more or fewer messages than before */
  folderChanged(folder) {
    this.#changing.get(folder)?.();
    const cancel = this.#parts.clock.after(QUIET, () => {
      this.#changing.delete(folder);
      void this.catchUp(folder);
    });
    this.#changing.set(folder, cancel);
  }

  /** @param {() => Promise<void>} work @returns {Promise<void>} */
  #oneAfterAnother(work) {
    const done = this.#work.then(work);
    this.#work = done.catch(() => {});
    return done;
  }

  /**
   * @param {readonly ArrivedMessage[]} messages
   * @param {number} [readFrom] only those that were written from then on are read for their type alone, in milliseconds
   */
  async #handOn(messages, readFrom = 0) {
    /** @type {Budget} */
    const budget = { reads: READ_AT_MOST, readFrom, replies: [] };
    for (const message of messages.filter(({ message_id }) => !this.#looked.has(message_id))) {
      const { settings, reports } = await this.#parts.state();
      if (!settings?.profiles.length) {
        break;
      }
      this.#look(message);
      if (!reports.includes(message.message_id) && (await this.#isCandidate(message, budget))) {
        await this.#report(message);
      }
    }
    if (budget.replies.length) {
      const at = this.#parts.now().toISOString();
      await this.#parts.report({ type: "mail.seen", body: { at, mails: budget.replies } });
    }
  }

  /** @param {ArrivedMessage} message */
  async #report(message) {
    const { raw, report, remember, now } = this.#parts;
    const { message_id } = message;
    const start = await raw(message, REPORT_BYTES).catch(() => null);
    if (!start) {
      this.#looked.delete(message_id); // it may be there to be read when the folder changes next
      return;
    }
    const event = { event: crypto.randomUUID(), at: now().toISOString(), message_id: message_id || null };
    await report({ type: "received", body: { ...event, data: base64(start.bytes), size: start.size } });
    await remember(message_id);
  }

  /**
   * @param {ArrivedMessage} message
   * @param {Budget} budget
   * @returns {Promise<boolean>}
   */
  async #isCandidate(message, budget) {
    if (looksLikeReport(message)) {
      return true;
    }
    if (!mayBeReply(message) || message.date < budget.readFrom || budget.reads === 0) {
      return false;
    }
    budget.reads -= 1;
    const full = await this.#parts.full(message).catch(() => null);
    if (full && isReport(full)) {
      return isWorthReading(message);
    }
    const facts = full && (await this.#parts.replyFacts(message, full));
    budget.replies.push(...(facts ? [facts] : []));
    return false;
  }

  /** @param {ArrivedMessage} message */
  #look({ message_id }) {
    this.#looked.add(message_id);
    if (this.#looked.size > REMEMBERED) {
      this.#looked = new Set([...this.#looked].slice(-REMEMBERED / 2));
    }
  }
}
