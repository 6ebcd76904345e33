/** Who decides whether a mail logs: the helper, else the last settings, else nobody. */

import { isVerdict } from "../helper/answers.js";
import { decide } from "../rules/decide.js";

/** @typedef {import("../rules/decide.js").Mail} Mail */
/** @typedef {import("../rules/decide.js").Settings} Settings */

/**
 * @typedef {object} Finding
 * @property {string} code
 * @property {"ok" | "warn" | "block"} level
 * @property {Record<string, string>} [values]
 * @property {string} [message] in words, where the helper found it
 * @property {string} [fix]
 */

/**
 * @typedef {object} Verdict
 * @property {boolean} log
 * @property {string | null} address
 * @property {readonly string[]} remove
 * @property {readonly Finding[]} findings
 * @property {string | null} profile
 * @property {string | null} crm
 * @property {string | null} [attributed_to] who gets the credit; only the helper knows, and whom the CRM has already
 * @property {readonly {email: string, new: boolean | null}[]} [contacts]
 * @property {"helper" | "degraded" | "none"} decided
 */

/**
 * @typedef {object} Helper
 * @property {(limit: number) => Promise<boolean>} reachable
 * @property {(type: string, body: object, limit: number) => Promise<import("../helper/connection.js").Answer>} request
 */

/** @type {Verdict} nothing is known: no helper, and no settings of it */
const UNKNOWN = Object.freeze({
  log: false,
  address: null,
  remove: [],
  findings: [],
  profile: null,
  crm: null,
  decided: "none",
});

export class Decider {
  #helper;
  #settings;
  #now;

  /**
   * @param {Helper} helper
   * @param {() => Settings | null} settings the last ones that the helper gave; null before it ever did
   * @param {() => Date} [now]
   */
  constructor(helper, settings, now = () => new Date()) {
    this.#helper = helper;
    this.#settings = settings;
    this.#now = now;
  }

  /**
   * The helper's verdict, or the degraded one where the helper doesn't give it in time. Never rejects.
   *
   * @param {Mail & {event: string, phase: "open" | "send"}} mail
   * @param {number} limit milliseconds
   * @returns {Promise<Verdict>}
   */
  async decide(mail, limit) {
    const started = performance.now();
    if (await this.#helper.reachable(limit)) {
      // Before there is a profile nothing about a mail is told to anyone, the helper included. What is asked instead
      // lets it tell of settings that the person wrote by hand.
      if (!this.#settings()?.profiles.length) {
        void this.#helper.request("journal.recent", { limit: 1 }, limit);
        return this.degraded(mail);
      }
      const left = Math.max(1, limit - (performance.now() - started));
      const answer = await this.#helper.request("compose.decide", mail, left);
      if (answer.ok && isVerdict(answer.body)) {
        return { ...answer.body, decided: "helper" };
      }
    }
    return this.degraded(mail);
  }

  /**
   * What the last settings say, at once.
   *
   * @param {Mail} mail
   * @returns {Verdict}
   */
  degraded(mail) {
    const settings = this.#settings();
    return settings ? { ...decide(mail, settings, this.#now()), decided: "degraded" } : UNKNOWN;
  }
}
