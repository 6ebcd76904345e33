/**
 * Hands mail over to the helper: for a CRM that has no address what was sent, once Thunderbird has a copy of it, and
 * received messages that the person logs; for any other one what the person has put into it by its API. A mail goes in
 * pieces, one after another, so that even a very large one keeps nobody waiting; what was begun and not finished begins
 * again.
 */

import { base64 } from "../received/reports.js";

/** @typedef {import("./connection.js").Answer} Answer */

/**
 * @typedef {object} SentMail a mail whose copy the helper waits for
 * @property {string} event
 * @property {string} message_id
 * @property {string} identity
 * @property {string} since when it was sent, ISO 8601
 */

/**
 * @typedef {object} HandOverParts
 * @property {{load: () => Promise<SentMail[]>, put: (mail: SentMail) => Promise<void>,
 *   remove: (event: string) => Promise<void>}} store
 * @property {(message_id: string) => Promise<Blob | null>} copy of a mail that was sent
 * @property {(message_id: string) => Promise<void>} taken the copy is needed no longer
 * @property {(type: string, body: object, limit: number) => Promise<Answer>} ask
 * @property {(event: import("./outbox.js").StoredEvent) => Promise<void>} report
 * @property {import("./connection.js").Clock} clock
 * @property {() => Date} now
 */

/** @typedef {{event: string, of: "sent" | "received", identity: string, by?: "api"}} Mail one that is handed over */

/** Bytes of one piece: its base64 fits into one `data`. */
const PIECE = 393_216;
const ANSWER_LIMIT = 60_000;
/** How long the helper may take to have a CRM's API take a mail in, in milliseconds; it gives up earlier. */
const API_LIMIT = 120_000;
/** How long a copy is waited for, in milliseconds: mostly it is there before Thunderbird says that a mail was sent. */
const PATIENCE = 20_000;
/** Pauses before what could not be handed over is tried again, in milliseconds. */
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 60_000;

export class HandOver {
  #parts;
  /** One after another: the helper holds the pieces of one mail. @type {Promise<unknown>} */
  #working = Promise.resolve();
  /** @type {() => void} */
  #cancel = () => {};
  #pause = FIRST_PAUSE;

  /** @param {HandOverParts} parts */
  constructor(parts) {
    this.#parts = parts;
  }

  /**
   * A mail left that the helper waits for. Resolves as soon as that is stored.
   *
   * @param {Omit<SentMail, "since">} mail
   */
  async sent({ event, message_id, identity }) {
    await this.#parts.store.put({ event, message_id, identity, since: this.#parts.now().toISOString() });
    void this.look();
  }

  /** Hands over what the helper waits for, as far as it is there. Never rejects. @returns {Promise<void>} */
  look() {
    this.#cancel();
    return this.#next(() => this.#lookAtAll());
  }

  /**
   * @param {Blob} raw a received message that the person logs
   * @param {string} identity that it is for
   * @returns {Promise<Answer>} to the last piece, or to the first that the helper did not take
   */
  received(raw, identity) {
    return this.#next(() => this.#send(raw, { event: crypto.randomUUID(), of: "received", identity }));
  }

  /**
   * @param {Blob} raw a message that the person has put into the CRM itself
   * @param {string} identity that it is for
   * @returns {Promise<Answer>} which nothing else waits for that is to be handed over
   */
  async byApi(raw, identity) {
    /** @type {Mail} */
    const mail = { event: crypto.randomUUID(), of: "received", identity, by: "api" };
    const { answer } = await this.#next(() => this.#pieces(raw, mail, API_LIMIT));
    return answer;
  }

  /**
   * @template T
   * @param {() => Promise<T>} work
   * @returns {Promise<T>}
   */
  #next(work) {
    const done = this.#working.then(work);
    this.#working = done.catch(() => {});
    return done;
  }

  async #lookAtAll() {
    const { store, clock } = this.#parts;
    let waiting = false;
    for (const mail of await store.load()) {
      const done = await this.#handOver(mail).catch(() => false);
      await (done ? store.remove(mail.event) : undefined);
      waiting ||= !done;
    }
    this.#pause = waiting ? Math.min(LONGEST_PAUSE, 2 * this.#pause) : FIRST_PAUSE;
    if (waiting) {
      this.#cancel = clock.after(this.#pause, () => void this.look());
    }
  }

  /** @param {SentMail} mail @returns {Promise<boolean>} whether there is nothing left to do about it */
  async #handOver({ event, message_id, identity, since }) {
    const { copy, taken, report, now } = this.#parts;
    const raw = await copy(message_id);
    if (raw === null) {
      if (now().getTime() - Date.parse(since) < PATIENCE) {
        return false;
      }
      await report({ type: "mail.lost", body: { event, at: now().toISOString() } });
      return true;
    }
    const answer = await this.#send(raw, { event, of: "sent", identity });
    const done = answer.ok || !answer.error.retryable;
    await (done ? taken(message_id) : undefined);
    return done;
  }

  /** @param {Blob} raw @param {Mail} mail @returns {Promise<Answer>} */
  async #send(raw, mail) {
    return (await this.#pieces(raw, mail, ANSWER_LIMIT)).answer;
  }

  /**
   * @param {Blob} raw
   * @param {Mail} mail
   * @param {number} limit milliseconds for the answer to the last piece
   * @returns {Promise<{answer: Promise<Answer>}>} to the last piece, or to the first that the helper did not take
   */
  async #pieces(raw, mail, limit) {
    const parts = Math.max(1, Math.ceil(raw.size / PIECE));
    const at = this.#parts.now().toISOString();
    for (let part = 0; ; part++) {
      const piece = raw.slice(part * PIECE, (part + 1) * PIECE);
      const data = base64(new Uint8Array(await piece.arrayBuffer()));
      const last = part === parts - 1;
      const answer = this.#parts.ask("mail.copy", { ...mail, at, data, part, parts }, last ? limit : ANSWER_LIMIT);
      if (last || !(await answer).ok) {
        return { answer };
      }
    }
  }
}
