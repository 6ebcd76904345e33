/** The button in a received message's header: what it shows, and what a click does. */

/** @typedef {import("./log-to-crm.js").Outcome} Outcome */
/** @typedef {import("../words/outcome.js").OutcomeWords} OutcomeWords */

/**
 * @typedef {object} MessageButtonParts
 * @property {import("./log-to-crm.js").LogToCrm} logToCrm
 * @property {(tab: number) => Promise<number | null>} displayed the message that a tab shows
 * @property {(message: number) => Promise<number | null>} tabOf the tab that shows it
 * @property {(tab: number) => Promise<boolean>} isLogged whether the message that a tab shows bears the tag
 * @property {(tab: number, face: {title: string, popup: string, busy: boolean}) => Promise<void>} show
 * @property {(tab: number) => Promise<boolean>} openPopup
 * @property {(title: string, message: string) => Promise<void>} notify
 * @property {(outcome: Outcome) => OutcomeWords | null} words null where nothing has to be said
 * @property {import("../words/findings.js").Say} say
 */

const POPUP = "pages/message.html";

export class MessageButton {
  /** What the pop-up of a tab has to say. @type {Map<number, OutcomeWords>} */
  #words = new Map();
  #parts;

  /** @param {MessageButtonParts} parts */
  constructor(parts) {
    this.#parts = parts;
  }

  /**
   * A tab shows a message. One that bears the tag answers a click with a question.
   *
   * @param {number} tab
   * @param {boolean} logged
   */
  async displayed(tab, logged) {
    this.#words.delete(tab);
    const before = logged ? this.#parts.words({ kind: "before", subject: "", crm: "" }) : null;
    if (before) {
      this.#words.set(tab, before);
    }
    await this.#show(tab);
  }

  /**
   * @param {number} tab
   * @returns {Promise<OutcomeWords | null>} what the pop-up has to say; null where a click on the button should do
   */
  async wordsFor(tab) {
    if (!this.#words.has(tab)) {
      await this.displayed(tab, await this.#parts.isLogged(tab)); // Birdlog slept, and has forgotten it
    }
    return this.#words.get(tab) ?? null;
  }

  /**
   * A click on the button, on an entry of its menu, or on a button in its pop-up.
   *
   * @param {number} tab
   * @param {import("./log-to-crm.js").Wish} wish
   */
  async log(tab, wish) {
    const { displayed, isLogged, show, say, notify, words } = this.#parts;
    const message = await displayed(tab);
    if (message === null) {
      return;
    }
    this.#words.delete(tab);
    await show(tab, { title: say("beingLogged"), popup: "", busy: true });
    const told = words(await this.#outcome(message, wish));
    if ((await displayed(tab)) !== message) {
      // The button is another message's by now.
      await (told && notify(told.headline, `${told.subject}: ${told.lines.join(" ")}`));
      return;
    }
    if (told) {
      await this.#tell(tab, told);
    } else if (this.#words.has(tab)) {
      await this.#show(tab); // what became of it is said already
    } else {
      await this.displayed(tab, await isLogged(tab));
    }
  }

  /**
   * Something became known of a message that was to be logged. The button offers what mends it; where nothing does, a
   * click on it still tries again.
   *
   * @param {number} message
   * @param {OutcomeWords} told
   */
  async tell(message, told) {
    const tab = told.remedy ? await this.#parts.tabOf(message) : null;
    await (tab === null ? this.#parts.notify(told.headline, told.lines.join(" ")) : this.#tell(tab, told));
  }

  /** @param {number} tab @param {OutcomeWords} told in the button's pop-up, or where that can't be shown */
  async #tell(tab, told) {
    const { openPopup, notify } = this.#parts;
    this.#words.set(tab, told);
    await this.#show(tab);
    if (!(await openPopup(tab))) {
      await notify(told.headline, told.lines.join(" "));
    }
  }

  /** @param {number} message that was chosen in the list: a notification tells where it is not logged */
  async logChosen(message) {
    const told = this.#parts.words(await this.#outcome(message, { again: false }));
    await (told && this.#parts.notify(told.headline, told.lines.join(" ")));
  }

  /** @param {number} message @param {import("./log-to-crm.js").Wish} wish @returns {Promise<Outcome>} */
  async #outcome(message, wish) {
    try {
      return await this.#parts.logToCrm.log(message, wish);
    } catch {
      return { kind: "failed", subject: "" };
    }
  }

  /** @param {number} tab */
  async #show(tab) {
    const words = this.#words.get(tab);
    const title = words?.headline ?? this.#parts.say("logToCrm");
    await this.#parts.show(tab, { title, popup: words ? POPUP : "", busy: false });
  }
}
