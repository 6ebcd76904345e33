/**
 * The test mail that the person asks for when they set a profile up: written in a window of its own and sent from
 * there, so that it goes the way of any mail. Its event is the id of the request, by which it is found in the journal.
 */

/** @typedef {import("../helper/requests.js").RequestResult} RequestResult */
/** @typedef {import("./intents.js").Intent} Intent */

/**
 * @typedef {object} TestMailText
 * @property {string} identity
 * @property {string} to one address
 * @property {string} subject
 * @property {string} text
 */

/**
 * @typedef {object} TestMailParts
 * @property {{write: (mail: TestMailText) => Promise<number>, minimise: (tab: number) => Promise<void>,
 *   send: (tab: number, mode: "sendNow" | "sendLater") => Promise<void>,
 *   close: (tab: number) => Promise<void>}} windows
 * @property {Pick<import("./follower.js").ComposeFollower, "name">} follower
 * @property {(type: string, body: object, limit: number) => Promise<import("../helper/connection.js").Answer>} ask
 * @property {() => boolean} online
 * @property {import("../helper/connection.js").Clock} clock
 */

const DECIDE_LIMIT = 10_000;
/** Thunderbird is offline for a moment when it starts. */
const ONLINE_PATIENCE = 5_000;
/** How long after it was handed to Thunderbird its end is waited for, in milliseconds. */
const END_LIMIT = 120_000;

/** @param {string} reason @returns {RequestResult} */
const failed = (reason) => ({ outcome: "failed", reason });

/** @param {string} reason @returns {RequestResult} */
const refused = (reason) => ({ outcome: "refused", reason });

/** @param {import("./decider.js").Finding[]} findings @returns {string} the code that says why a mail is not logged */
const reasonOf = (findings) => (findings.find(({ level }) => level === "block") ?? findings[0])?.code ?? "not-logged";

export class TestMail {
  /** Who waits, by event. @type {Map<string, (result: RequestResult) => void>} */
  #waiting = new Map();
  #parts;

  /** @param {TestMailParts} parts */
  constructor(parts) {
    this.#parts = parts;
  }

  /**
   * Writes and sends it, unless it would not be logged.
   *
   * @param {string} event
   * @param {TestMailText} mail
   * @returns {Promise<RequestResult | null>} null where it can be tried later
   */
  async send(event, mail) {
    const { identity, to, subject } = mail;
    const asked = { event, phase: "open", kind: "new", identity, from: identity, to: [to], subject };
    const answer = await this.#parts.ask("compose.decide", asked, DECIDE_LIMIT);
    if (!answer.ok) {
      return answer.error.retryable ? null : failed(answer.error.code);
    }
    if (!answer.body.log) {
      return refused(reasonOf(answer.body.findings));
    }
    const mode = (await this.#comesOnline()) ? "sendNow" : "sendLater";
    const tab = await this.#parts.windows.write(mail).catch(() => null);
    return tab === null ? failed("compose-failed") : this.#sendFrom(tab, event, mode);
  }

  /**
   * It was seen what became of a mail.
   *
   * @param {Intent} intent
   * @param {"sent" | "waiting" | "failed"} outcome
   * @param {string | null} reason of a failure, where it came to sending
   */
  ended({ event, verdict: { log, findings } }, outcome, reason) {
    if (outcome === "failed") {
      this.#waiting.get(event)?.(failed(reason ?? "not-sent"));
      return;
    }
    // The settings may have changed since it was asked for: it left, and its entry says why it is not logged.
    const left = outcome === "sent" ? null : outcome;
    this.#waiting.get(event)?.(log ? { outcome: "done", reason: left } : refused(reasonOf([...findings])));
  }

  /** @returns {Promise<boolean>} */
  async #comesOnline() {
    const { online, clock } = this.#parts;
    if (!online()) {
      await new Promise((resolve) => clock.after(ONLINE_PATIENCE, () => resolve(undefined)));
    }
    return online();
  }

  /**
   * @param {number} tab
   * @param {string} event
   * @param {"sendNow" | "sendLater"} mode
   * @returns {Promise<RequestResult>}
   */
  async #sendFrom(tab, event, mode) {
    const { windows, clock } = this.#parts;
    /** @type {() => void} */
    let cancel = () => {};
    /** @type {Promise<RequestResult>} */
    const end = new Promise((resolve) => {
      this.#waiting.set(event, resolve);
      cancel = clock.after(END_LIMIT, () => resolve(failed("not-seen")));
    });
    try {
      // What Thunderbird tells of a send it has told before this throws; while it shows why, this waits.
      void this.#handOver(tab, event, mode).catch(() => this.#waiting.get(event)?.(failed("not-sent")));
      const result = await end;
      if (result.outcome === "failed" && result.reason !== "not-seen") {
        await windows.close(tab).catch(() => {});
      }
      return result;
    } finally {
      cancel();
      this.#waiting.delete(event);
    }
  }

  /**
   * @param {number} tab
   * @param {string} event
   * @param {"sendNow" | "sendLater"} mode
   */
  async #handOver(tab, event, mode) {
    const { windows, follower } = this.#parts;
    await windows.minimise(tab);
    await follower.name(tab, event);
    await windows.send(tab, mode);
  }
}
