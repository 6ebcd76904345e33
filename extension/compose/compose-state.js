/** What the button and the pop-up in a compose window show, of a mail that is written and of a forward to the CRM. */

import { creditWords, peopleGroups } from "../words/people.js";
import { forwardWords, verdictWords } from "../words/verdict.js";

/** @typedef {import("./follower.js").Kept} Kept */
/** @typedef {import("../words/verdict.js").VerdictWords} VerdictWords */
/** @typedef {import("../words/people.js").PeopleGroup} PeopleGroup */

/**
 * @typedef {object} ComposeStateParts
 * @property {Pick<import("../helper/connection.js").HelperConnection, "state" | "problem">} helper
 * @property {import("./follower.js").ComposeFollower} follower
 * @property {import("./reporter.js").Reporter} reporter
 * @property {import("./lists.js").ListMembers} lists
 * @property {(tab: number) => boolean} isForward
 * @property {() => import("../rules/decide.js").Settings | null} settings
 * @property {() => Promise<{email: string}[]>} identities
 * @property {import("../words/findings.js").Say} say
 * @property {() => string} language
 */

/** @param {Kept} kept @returns {boolean} whether the switch is why it is not logged */
const isOff = ({ window }) => window.wanted === false;

export class ComposeState {
  #parts;

  /** @param {ComposeStateParts} parts */
  constructor(parts) {
    this.#parts = parts;
  }

  /** @param {Kept} kept @returns {VerdictWords | null} null where nothing was decided yet */
  words({ verdict }) {
    const { helper, say, language } = this.#parts;
    return verdict && verdictWords(verdict, { state: helper.state, problem: helper.problem }, say, language());
  }

  /** @param {number} tab of a forward to the CRM @returns {VerdictWords} */
  forwardWords(tab) {
    const { reporter, say, language } = this.#parts;
    return forwardWords(reporter.forwardFindings(tab), say, language());
  }

  /** @param {number} tab @returns {Promise<object | null>} what the pop-up shows; null where nothing is known yet */
  async popup(tab) {
    const { isForward, follower, say } = this.#parts;
    if (isForward(tab)) {
      return this.#popupOfForward(tab);
    }
    const kept = follower.kept(tab);
    const words = kept && this.words(kept);
    if (!words || !kept?.verdict) {
      return null;
    }
    const { profile, log, findings } = kept.verdict;
    const blocked = findings.some(({ code, level }) => level === "block" && code !== "turned-off");
    const offered = profile !== null && !words.asks && (log || findings.length > 0);
    return {
      ...words,
      log,
      switch: offered ? { on: log, fixed: blocked || (!log && !isOff(kept)) } : null,
      credit: creditWords(kept.verdict, say),
      people: await this.#people(kept),
    };
  }

  /** @param {number} tab */
  #popupOfForward(tab) {
    const { reporter, settings, say } = this.#parts;
    const landing = { log: true, findings: [], ...reporter.forwardLanding(tab) };
    const authors = { to: landing.contacts?.map(({ email }) => email) ?? [], cc: [], bcc: [] };
    const known = settings();
    const people = known ? peopleGroups(landing, authors, [], known, say) : [];
    return { ...this.forwardWords(tab), log: true, switch: null, credit: creditWords(landing, say), people };
  }

  /** @param {Kept} kept @returns {Promise<PeopleGroup[]>} */
  async #people({ verdict, window, recipients }) {
    const { settings, identities, lists, say } = this.#parts;
    const known = settings();
    if (!known?.profiles.length || !verdict?.profile) {
      return [];
    }
    const own = [window.identity, ...(await identities()).map(({ email }) => email)];
    return peopleGroups(verdict, lists.remembered(recipients), own, known, say);
  }
}
