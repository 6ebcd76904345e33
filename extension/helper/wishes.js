/** What the person asks of the helper from one of Birdlog's pages, and what is said where it does not do it. */

/** @typedef {import("../rules/decide.js").Settings} Settings */

/**
 * @typedef {object} WishesParts
 * @property {(type: string, body: object, limit: number) => Promise<import("./connection.js").Answer>} ask
 * @property {() => Settings | null} settings
 * @property {(settings: Settings) => Promise<void>} changed settings, which is shown when this resolves
 * @property {import("../words/findings.js").Say} say
 */

const LIMIT = 5_000;

export class Wishes {
  #parts;

  /** @param {WishesParts} parts */
  constructor(parts) {
    this.#parts = parts;
  }

  /** @returns {Promise<string>} what went wrong, in words; empty: nothing */
  async openWindow() {
    const answer = await this.#parts.ask("window.open", { entry: null }, LIMIT);
    return answer.ok ? "" : this.#problem(answer.error);
  }

  /**
   * Puts entries on the never-log list or takes them off. What follows from it is shown in every compose window before
   * this resolves; the notice that the helper sends only confirms it.
   *
   * @param {"never-log.add" | "never-log.remove"} type
   * @param {string[]} patterns
   * @returns {Promise<{changed: string[], problem: string}>}
   */
  async changeNeverLog(type, patterns) {
    const { ask, settings, changed, say } = this.#parts;
    const answer = await ask(type, { patterns }, LIMIT);
    const known = settings();
    if (!answer.ok || !known) {
      return { changed: [], problem: answer.ok ? "" : this.#problem(answer.error) };
    }
    const { taken = [], removed = [], refused = [] } = answer.body;
    const list = known.never_log.filter((pattern) => !removed.includes(pattern));
    const never_log = [...list, ...taken.filter((/** @type {string} */ pattern) => !list.includes(pattern))];
    await changed({ ...known, never_log });
    return { changed: [...taken, ...removed], problem: refused.length ? say("neverLogRefused", refused[0]) : "" };
  }

  /** @param {import("./connection.js").HelperError} error */
  #problem({ code, title, message }) {
    return title ? `${title} ${message}` : this.#parts.say(code === "silent" ? "helperSilent" : "helperAbsent");
  }
}
