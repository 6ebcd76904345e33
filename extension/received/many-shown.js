/** How far it is with the messages that are being logged, as the person sees it: in a window, or as a notification. */

import { manySummary, manyWords } from "../words/many.js";

/**
 * @typedef {object} ManyShownParts
 * @property {Pick<import("./many.js").Many, "job" | "problems">} many
 * @property {{open: () => Promise<boolean>, show: () => Promise<void>, raise: () => Promise<unknown>}} window `open`:
 *   whether it is
 * @property {(title: string, message: string) => Promise<void>} notify
 * @property {(title: string, message: string) => Promise<void>} notifyOfMany a click leads to the window
 * @property {import("../words/findings.js").Say} say
 * @property {() => string} language
 */

export class ManyShown {
  #parts;

  /** @param {ManyShownParts} parts */
  constructor(parts) {
    this.#parts = parts;
  }

  /** @param {Promise<boolean>} begun whether many are being logged from now on, or others still are */
  async started(begun) {
    const { window, notify, say } = this.#parts;
    if (await begun) {
      await window.show();
    } else {
      await window.raise();
      await notify(say("manyBusy"), say("manyBusyWhy"));
    }
  }

  /** @param {import("./many-job.js").Job} job */
  async ended(job) {
    const { window, notifyOfMany, say } = this.#parts;
    await ((await window.open()) ? undefined : notifyOfMany(...manySummary(job, say)));
  }

  /** They go on being logged, after Thunderbird was closed. */
  async goesOn() {
    const { notifyOfMany, say } = this.#parts;
    await notifyOfMany(say("manyGoesOn"), say("manyGoesOnHow"));
  }

  /** @returns {Promise<object | null>} what the window shows */
  async state() {
    const { many, say, language } = this.#parts;
    const job = await many.job();
    return job && manyWords(job, await many.problems(), say, language());
  }
}
