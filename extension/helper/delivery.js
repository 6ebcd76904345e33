/** Telling the helper of an event, and what follows from its answer. */

import { reportParts } from "../received/reports.js";

/** @typedef {import("./connection.js").Answer} Answer */
/** @typedef {import("./outbox.js").StoredEvent} StoredEvent */

/**
 * @typedef {object} DeliveryParts
 * @property {(limit: number) => Promise<boolean>} reachable whether the helper can be asked
 * @property {() => boolean} hasProfile as far as is known; before there is one nothing is told to anyone
 * @property {(type: string, body: any, limit: number) => Promise<Answer>} ask
 * @property {(body: any) => Promise<void>} awaited a mail was sent whose copy the helper waits for
 * @property {(message_id: string) => Promise<unknown>} cameBack a message is not logged after all
 */

const LIMIT = 15_000;

export class Delivery {
  #parts;

  /** @param {DeliveryParts} parts */
  constructor(parts) {
    this.#parts = parts;
  }

  /**
   * Tells the helper of one event.
   *
   * @param {StoredEvent} event
   * @returns {Promise<import("./outbox.js").Delivery>}
   */
  async deliver({ type, body }) {
    const { reachable, hasProfile } = this.#parts;
    // Without a helper nobody knows whether there is a profile.
    if (!(await reachable(LIMIT)) || !hasProfile()) {
      return "later";
    }
    const answer = await this.#told(type, body);
    if (!answer.ok) {
      return answer.error.retryable ? "later" : "refused";
    }
    await this.#follow(type, body, answer.body);
    return "done";
  }

  /** @param {StoredEvent["type"]} type @param {any} body @returns {Promise<Answer>} to its last part, or a refusal */
  async #told(type, body) {
    const { ask } = this.#parts;
    const [first, ...others] = type === "received" ? reportParts(body) : [body];
    let answer = await ask(type, first, LIMIT);
    for (const part of others) {
      answer = answer.ok ? await ask(type, part, LIMIT) : answer;
    }
    return answer;
  }

  /** @param {string} type @param {any} body @param {any} answer */
  async #follow(type, body, { came_back = [], state }) {
    const { awaited, cameBack } = this.#parts;
    for (const message_id of came_back) {
      void cameBack(message_id);
    }
    if (type === "sent" && body.mode === "now" && state === "pending") {
      await awaited(body);
    }
  }
}
