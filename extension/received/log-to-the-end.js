/** "Log to CRM" for who has to know how it ended: waits until it was seen what became of the forward. */

/** @typedef {import("./log-to-crm.js").Outcome} Outcome */

/**
 * `sent` it left; `waiting` it lies in the Outbox; `unsent` Thunderbird could not send it; `unseen` it was handed to
 * Thunderbird, which has said nothing since.
 *
 * @typedef {Exclude<Outcome, {kind: "handed"}> | {kind: "sent" | "waiting" | "unsent" | "unseen"}} End
 */

/** How long after it was handed over a forward's end is waited for, in milliseconds. */
const LIMIT = 60_000;

export class LogToTheEnd {
  /** Who waits, by the number of the message. @type {Map<number, (end: End) => void>} */
  #waiting = new Map();
  #log;
  #clock;

  /**
   * @param {Pick<import("./log-to-crm.js").LogToCrm, "log">} log
   * @param {import("../helper/connection.js").Clock} clock
   */
  constructor(log, clock) {
    this.#log = log;
    this.#clock = clock;
  }

  /**
   * Logs one message.
   *
   * @param {number} id
   * @param {Parameters<import("./log-to-crm.js").LogToCrm["log"]>[1]} wish
   * @returns {Promise<End>}
   */
  async log(id, wish) {
    /** @type {Promise<End>} */
    const end = new Promise((resolve) => this.#waiting.set(id, resolve));
    /** @type {() => void} */
    let cancel = () => {};
    try {
      const outcome = await this.#log.log(id, wish);
      if (outcome.kind !== "handed") {
        return outcome;
      }
      /** @type {Promise<End>} */
      const tooLate = new Promise((resolve) => {
        cancel = this.#clock.after(LIMIT, () => resolve({ kind: "unseen" }));
      });
      return await Promise.race([end, tooLate]);
    } finally {
      cancel();
      this.#waiting.delete(id);
    }
  }

  /**
   * It was seen what became of a forward.
   *
   * @param {number} id of the message that it forwards
   * @param {"sent" | "waiting" | "failed"} outcome
   * @returns {boolean} whether somebody waits for it, and tells the person
   */
  ended(id, outcome) {
    const tell = this.#waiting.get(id);
    tell?.({ kind: outcome === "failed" ? "unsent" : outcome });
    return tell !== undefined;
  }
}
