/**
 * The Sent copies of forwards: what was handed to the mail server is handed to the helper, which reads it.
 *
 * A copy is there when Thunderbird says that the mail was sent, or a moment later. Some identities keep none: so it is
 * not looked for for ever.
 */

import { base64 } from "./reports.js";

/**
 * @typedef {object} AwaitedCopy
 * @property {string} event of the forward
 * @property {string} message_id of the forward
 * @property {string} since when it was sent, ISO 8601
 */

/**
 * @typedef {object} SentCopiesParts
 * @property {{load: () => Promise<AwaitedCopy[]>, put: (copy: AwaitedCopy) => Promise<void>,
 *   remove: (event: string) => Promise<void>}} store
 * @property {(message_id: string, most: number) => Promise<{bytes: Uint8Array, size: number} | null>} raw the first
 *   bytes of the copy; null where there is none
 * @property {(event: import("../helper/outbox.js").StoredEvent) => Promise<void>} report
 * @property {() => Date} now
 */

/** Bytes of a copy that the helper is told. */
const MOST = 393_216;
/** How long a copy is waited for, in milliseconds. */
const PATIENCE = 86_400_000;

export class SentCopies {
  #parts;
  /** One after another, so that no copy is told twice. @type {Promise<unknown>} */
  #working = Promise.resolve();

  /** @param {SentCopiesParts} parts */
  constructor(parts) {
    this.#parts = parts;
  }

  /**
   * A forward left.
   *
   * @param {string} event
   * @param {string} message_id
   */
  async sent(event, message_id) {
    await this.#parts.store.put({ event, message_id, since: this.#parts.now().toISOString() });
    await this.look();
  }

  /** Looks for the copies that are awaited. */
  look() {
    const looked = this.#working.then(() => this.#look());
    this.#working = looked.catch(() => {});
    return looked;
  }

  async #look() {
    const { store, raw, report, now } = this.#parts;
    for (const { event, message_id, since } of await store.load()) {
      const copy = await raw(message_id, MOST).catch(() => null);
      if (copy) {
        const data = base64(copy.bytes);
        const body = { event, at: now().toISOString(), data, size: copy.size };
        await report({ type: "forward.copied", body });
      }
      if (copy || now().getTime() - Date.parse(since) > PATIENCE) {
        await store.remove(event);
      }
    }
  }
}
