/**
 * The conversation with the helper: one native port, hello first, requests answered by id, back-off between attempts.
 *
 * The port and the clock are handed in, so the same code is tested against a fake of both.
 */

import { isSettings } from "./answers.js";

/**
 * @typedef {object} NativePort
 * @property {(message: object) => void} post
 * @property {() => void} close
 */

/**
 * @typedef {object} PortEvents
 * @property {(message: any) => void} message
 * @property {() => void} closed the helper ended, or was never there
 */

/**
 * @typedef {object} Clock
 * @property {(milliseconds: number, run: () => void) => () => void} after returns how to call it off
 */

/**
 * @typedef {object} HelperError
 * @property {string} code of PROTOCOL.md, or `no-helper` (none there) or `silent` (no answer in time)
 * @property {string} title
 * @property {string} message
 * @property {boolean} retryable
 */

/** @typedef {{ok: true, body: any} | {ok: false, error: HelperError}} Answer */

/** @typedef {"absent" | "connecting" | "ready" | "silent"} HelperState */

/**
 * @typedef {object} ConnectionParts
 * @property {(events: PortEvents) => NativePort} open starts the helper
 * @property {() => Promise<object>} hello the body of `hello`
 * @property {Clock} clock
 * @property {() => boolean} needed is there a reason to try again by itself?
 * @property {(settings: any) => void} onSettings
 * @property {() => void} onRequests the helper has something for Thunderbird to do
 * @property {() => void} onChange the state or the problem changed
 */

const VERSION = 1;
const HELLO_LIMIT = 10_000;
/** A helper that leaves anything unanswered for so long is given up and started again, unless more time was given. */
const DEAF_LIMIT = 15_000;
const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 60_000;

/** @param {"no-helper" | "silent"} code @returns {{ok: false, error: HelperError}} */
const nothing = (code) => ({ ok: false, error: { code, title: "", message: "", retryable: true } });

/** @type {HelperError} what an error says that does not say it */
const FAULT = { code: "internal", title: "", message: "", retryable: true };

export class HelperConnection {
  /** @type {HelperState} */
  #state = "absent";
  /** @type {HelperError | null} */
  #problem = null;
  /** @type {NativePort | null} */
  #port = null;
  /** @type {Map<number, (answer: Answer) => void>} */
  #unanswered = new Map();
  /** @type {Promise<boolean>} */
  #greeted = Promise.resolve(false);
  #lastId = 0;
  #failures = 0;
  /** @type {(() => void) | null} */
  #retry = null;
  #parts;

  /** @param {ConnectionParts} parts */
  constructor(parts) {
    this.#parts = parts;
  }

  /** @returns {HelperState} */
  get state() {
    return this.#state;
  }

  /** @returns {HelperError | null} what the helper said is wrong, where it runs and can't do its work */
  get problem() {
    return this.#problem;
  }

  /** Starts the helper unless it runs or is being started. */
  start() {
    if (this.#port) {
      return;
    }
    this.#retry?.();
    this.#retry = null;
    this.#become("connecting");
    const port = this.#parts.open({
      message: (message) => this.#port === port && this.#heard(message),
      closed: () => this.#port === port && this.#lost(),
    });
    this.#port = port;
    this.#greeted = this.#greet(port);
  }

  /**
   * Starts the helper where it doesn't run, and waits until it can be asked.
   *
   * @param {number} limit milliseconds
   * @returns {Promise<boolean>} whether it can
   */
  reachable(limit) {
    this.start();
    /** @type {() => void} */
    let cancel = () => {};
    const tooLate = new Promise((resolve) => {
      cancel = this.#parts.clock.after(limit, () => resolve(false));
    });
    return Promise.race([this.#greeted, tooLate]).finally(() => cancel());
  }

  /**
   * Asks the helper. Starts it where it doesn't run. Never rejects.
   *
   * @param {string} type
   * @param {object} body
   * @param {number} limit milliseconds for all of it, a start included
   * @returns {Promise<Answer>}
   */
  request(type, body, limit) {
    this.start();
    const port = this.#port;
    /** @type {() => void} */
    let cancel = () => {};
    const tooLate = new Promise((resolve) => {
      cancel = this.#parts.clock.after(limit, () => resolve(nothing("silent")));
    });
    const answer = this.#greeted.then((greeted) =>
      greeted && port && port === this.#port ? this.#ask(port, type, body, limit) : nothing("no-helper"),
    );
    return Promise.race([answer, tooLate]).then((outcome) => {
      cancel();
      if (!outcome.ok) {
        this.#learn(outcome.error);
      }
      return outcome;
    });
  }

  /** @param {HelperError} error that a request was answered with */
  #learn(error) {
    if (error.code === "silent" && this.#state === "ready") {
      this.#become("silent");
    } else if (error.code === "settings-invalid" && error.message !== this.#problem?.message) {
      // It lasts until the helper announces settings that it could read.
      this.#problem = error;
      this.#parts.onChange();
    }
  }

  /** @param {NativePort} port @returns {Promise<boolean>} whether requests can be asked */
  async #greet(port) {
    const body = await this.#parts.hello();
    if (this.#port !== port) {
      return false;
    }
    const answer = await Promise.race([
      this.#ask(port, "hello", body, HELLO_LIMIT),
      new Promise((resolve) => this.#parts.clock.after(HELLO_LIMIT, () => resolve(nothing("silent")))),
    ]);
    if (this.#port !== port) {
      return false;
    }
    const isHelper = answer.ok ? isSettings(answer.body?.settings) : answer.error.code !== "silent";
    if (!isHelper) {
      this.#giveUp();
      return false;
    }
    this.#problem = answer.ok ? null : answer.error;
    if (answer.ok) {
      this.#parts.onSettings(answer.body.settings);
    }
    this.#become("ready");
    return true;
  }

  /**
   * @param {NativePort} port
   * @param {string} type
   * @param {object} body
   * @param {number} limit milliseconds that who asks is ready to wait
   * @returns {Promise<Answer>}
   */
  #ask(port, type, body, limit) {
    const id = ++this.#lastId;
    return new Promise((resolve) => {
      const cancel = this.#parts.clock.after(Math.max(DEAF_LIMIT, limit), () => this.#port === port && this.#giveUp());
      this.#unanswered.set(id, (answer) => {
        cancel();
        this.#unanswered.delete(id);
        resolve(answer);
      });
      try {
        port.post({ v: VERSION, id, type, body });
      } catch {
        // The helper has just ended, and that is about to be told.
        this.#unanswered.get(id)?.(nothing("no-helper"));
      }
    });
  }

  /** @param {any} message */
  #heard(message) {
    if (this.#state === "silent") {
      this.#become("ready");
    }
    if (message?.type === "settings") {
      this.#announced(message.body);
      return;
    }
    if (message?.type === "requests") {
      this.#parts.onRequests();
      return;
    }
    const { ok, body, error } = message ?? {};
    if (this.#state === "ready") {
      // Not after hello alone: a helper that ends at the first question is to be tried less and less often.
      this.#failures = 0;
    }
    this.#unanswered.get(message?.id)?.(ok ? { ok, body } : { ok: false, error: { ...FAULT, ...error } });
  }

  /** @param {unknown} settings */
  #announced(settings) {
    if (isSettings(settings)) {
      this.#problem = null;
      this.#parts.onSettings(settings);
      this.#parts.onChange();
    }
  }

  #giveUp() {
    this.#port?.close();
    this.#lost();
  }

  #lost() {
    this.#port = null;
    this.#problem = null;
    [...this.#unanswered.values()].forEach((resolve) => resolve(nothing("no-helper")));
    this.#become("absent");
    const pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** this.#failures);
    this.#failures += 1;
    this.#retry = this.#parts.clock.after(pause, () => this.#parts.needed() && this.start());
  }

  /** @param {HelperState} state */
  #become(state) {
    if (this.#state !== state) {
      this.#state = state;
      this.#parts.onChange();
    }
  }
}
