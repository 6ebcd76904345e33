/** Which messages the journal has as logged: in the CRM, or on their way there. */

/**
 * @typedef {object} LoggedParts
 * @property {(type: string, body: object, limit: number) => Promise<import("../helper/connection.js").Answer>} ask
 * @property {Pick<import("../helper/outbox.js").Outbox, "drain" | "waits">} outbox
 */

/** How many Message-IDs one question names. */
export const AT_ONCE = 500;
const LIMIT = 10_000;

export class Logged {
  #parts;

  /** @param {LoggedParts} parts */
  constructor(parts) {
    this.#parts = parts;
  }

  /**
   * @param {readonly string[]} message_ids at most AT_ONCE
  * @returns {Promise<Map<string, {at: Date, state: string}> | null>} those that are logged, since when, and in which
   *   state; null where the helper does not say so, or has not heard of everything yet
   */
  async of(message_ids) {
    const { ask, outbox } = this.#parts;
    await outbox.drain();
    const unheard = outbox.waits(({ body }) => message_ids.includes(String(body.original_message_id)));
    if (unheard) {
      return null;
    }
    const answer = await ask("journal.logged", { message_ids }, LIMIT);
    /** @type {{message_id: string, at: string, state: string}[] | null} */
    const logged = answer.ok ? answer.body.logged : null;
    return logged && new Map(logged.map(({ message_id, at, state }) => [message_id, { at: new Date(at), state }]));
  }

  /**
   * @param {string} message_id
   * @param {Date} since
   * @returns {Promise<boolean | null>} whether it was logged then or later; null as above
   */
  async since(message_id, since) {
    const logged = await this.of([message_id]);
    const entry = logged?.get(message_id);
    // The journal's times are to the second.
    return logged && entry !== undefined && entry.at.getTime() >= Math.floor(since.getTime() / 1000) * 1000;
  }
}
