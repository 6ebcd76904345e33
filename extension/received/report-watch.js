/** Hands arriving delivery reports on to the helper: those that Thunderbird announces, and those that it doesn't. */

import { base64, isReport, isWorthReading, looksLikeReport, REPORT_BYTES } from "./reports.js";

/** @typedef {import("../adapter/mail.js").ArrivedMessage} ArrivedMessage */
/** @typedef {import("../state/schema.js").State} State */

/**
 * @typedef {object} ReportWatchParts
 * @property {(since: Date) => Promise<ArrivedMessage[]>} arrivedSince
 * @property {(message: ArrivedMessage) => Promise<import("./message.js").MessagePart>} full
 * @property {(message: ArrivedMessage, most: number) => Promise<{bytes: Uint8Array, size: number}>} raw
 * @property {(event: import("../helper/outbox.js").StoredEvent) => Promise<void>} report
 * @property {() => Promise<State>} state
 * @property {(message_id: string) => Promise<void>} remember a report that was handed on
 * @property {(at: Date) => Promise<void>} seenUntil
 * @property {() => Date} now
 */

/** Date headers may be older than the arrival: a report waits in a queue, a clock is wrong. In milliseconds. */
const SLACK = 2 * 86_400_000;

export class ReportWatch {
  /** @type {Promise<unknown>} */
  #work = Promise.resolve();
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

  /** Thunderbird announces no message that arrives already read, and none while it is away: look for them. */
  catchUp() {
    return this.#oneAfterAnother(async () => {
      const { state, arrivedSince, seenUntil, now } = this.#parts;
      const until = now();
      const { mail_seen, settings } = await state();
      if (mail_seen !== null && settings?.profiles.length) {
        await this.#handOn(await arrivedSince(new Date(Date.parse(mail_seen) - SLACK)));
      }
      await seenUntil(until);
    });
  }

  /** @param {() => Promise<void>} work @returns {Promise<void>} */
  #oneAfterAnother(work) {
    const done = this.#work.then(work);
    this.#work = done.catch(() => {});
    return done;
  }

  /** @param {readonly ArrivedMessage[]} messages */
  async #handOn(messages) {
    const { state, raw, report, remember, now } = this.#parts;
    for (const message of messages) {
      const { settings, reports } = await state();
      if (!settings?.profiles.length || reports.includes(message.message_id) || !(await this.#isCandidate(message))) {
        continue;
      }
      const start = await raw(message, REPORT_BYTES).catch(() => null);
      if (start) {
        const body = { event: crypto.randomUUID(), at: now().toISOString(), message_id: message.message_id || null };
        await report({ type: "received", body: { ...body, data: base64(start.bytes), size: start.size } });
        await remember(message.message_id);
      }
    }
  }

  /** @param {ArrivedMessage} message @returns {Promise<boolean>} */
  async #isCandidate(message) {
    if (looksLikeReport(message)) {
      return true;
    }
    return isWorthReading(message) && this.#parts.full(message).then(isReport, () => false);
  }
}
