/** What is done once it was seen what became of a forward. */

import { unsentWords } from "../words/outcome.js";

/** @typedef {import("../compose/intents.js").Intent} Intent */

/**
 * @typedef {object} ForwardEndParts
 * @property {Pick<import("./sent-copies.js").SentCopies, "sent">} copies
 * @property {Pick<import("./log-to-the-end.js").LogToTheEnd, "ended">} toTheEnd
 * @property {Pick<import("./message-button.js").MessageButton, "tell">} button
 * @property {(id: number, message_id: string) => Promise<void>} tag marks a message as logged
 * @property {(tab: number) => Promise<void>} close a window without asking
 * @property {(step: () => Promise<unknown>) => Promise<unknown>} attempt a step whose failure keeps nothing else
 * @property {import("../words/findings.js").Say} say
 * @property {() => string} language
 */

export class ForwardEnd {
  #parts;

  /** @param {ForwardEndParts} parts */
  constructor(parts) {
    this.#parts = parts;
  }

  /** @param {Intent} intent @param {"sent" | "waiting" | "failed"} outcome */
  async seen(intent, outcome) {
    const { original, event, message_id } = intent;
    if (original === null) {
      return;
    }
    const { copies, toTheEnd, tag, attempt } = this.#parts;
    if (message_id && outcome === "sent") {
      void attempt(() => copies.sent(event, message_id));
    }
    const watched = toTheEnd.ended(original.id, outcome);
    if (original.message_id && outcome === "sent") {
      await tag(original.id, original.message_id);
    } else if (outcome === "failed") {
      await this.#failed(intent, original, watched);
    }
  }

  /**
   * @param {Intent} intent
   * @param {import("../compose/intents.js").ForwardedMessage} original
   * @param {boolean} watched somebody else tells the person
   */
  async #failed({ sizes, tab }, original, watched) {
    const { button, close, attempt, say, language } = this.#parts;
    const words = unsentWords(original, sizes, say, language());
    await (watched ? undefined : attempt(() => button.tell(original.id, words)));
    await (original.look ? undefined : close(tab).catch(() => {}));
  }
}
