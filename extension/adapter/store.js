/** Thunderbird's stores: `local` outlives it, `session` ends with it. */

import { DEFAULTS, upgraded } from "../state/schema.js";

/** @typedef {import("../state/schema.js").State} State */

const TAKEN = "taken/";
const COPY = "copy/";
const EVENT = "event/";
const INTENT = "intent/";
const WINDOW = "window/";
const REQUEST = "request/";
const MANY = "many";

/**
 * @param {"local" | "session"} area
 * @param {string} prefix
 * @returns {Promise<[string, any][]>} name and value of each
 */
async function all(area, prefix) {
  const stored = await messenger.storage[area].get();
  return Object.entries(stored)
    .filter(([key]) => key.startsWith(prefix))
    .map(([key, value]) => [key.slice(prefix.length), value]);
}

/**
 * What is remembered for good, in memory once it was read; in the store, every field is under its own name. Changes are
 * written one after another.
 */
export class StateStore {
  /** @type {State | null} */
  #state = null;
  /** @type {Promise<void>} */
  ready = this.#load();
  #written = Promise.resolve();

  async #load() {
    const stored = await messenger.storage.local.get([...Object.keys(DEFAULTS)]);
    this.#state = upgraded(stored);
    if (stored.version !== this.#state.version) {
      await messenger.storage.local.set(this.#state);
    }
  }

  /** @returns {State | null} null until it was read */
  get now() {
    return this.#state;
  }

  /** @returns {Promise<State>} */
  async read() {
    await this.ready;
    return /** @type {State} */ (this.#state);
  }

  /**
   * Changes what is remembered: in memory at once, if it was read.
   *
   * @param {(state: State) => Partial<State>} change
   * @returns {Promise<void>} resolves when it is on disk
   */
  change(change) {
    if (this.#state === null) {
      return this.ready.then(() => this.change(change));
    }
    const changed = change(this.#state);
    this.#state = { ...this.#state, ...changed };
    this.#written = this.#written.catch(() => {}).then(() => messenger.storage.local.set(changed));
    return this.#written;
  }
}

/** @type {import("../helper/outbox.js").OutboxStore} */
export const outboxStore = {
  load: async () => new Map((await all("local", EVENT)).map(([number, event]) => [Number(number), event])),
  put: (number, event) => messenger.storage.local.set({ [EVENT + number]: event }),
  remove: (number) => messenger.storage.local.remove(EVENT + number),
};

/** @type {import("../compose/reporter.js").IntentStore} */
export const intentStore = {
  load: async () => (await all("local", INTENT)).map(([, intent]) => intent),
  put: (intent) => messenger.storage.local.set({ [INTENT + intent.event]: intent }),
  remove: (event) => messenger.storage.local.remove(INTENT + event),
};

/** @type {import("../helper/requests.js").RequestStore} */
export const requestStore = {
  load: async () => new Map(await all("local", REQUEST)),
  put: (request, at) => messenger.storage.local.set({ [REQUEST + request]: at }),
  remove: (request) => messenger.storage.local.remove(REQUEST + request),
};

/** @type {import("../received/sent-copies.js").SentCopiesParts["store"]} */
export const copyStore = {
  load: async () => (await all("local", COPY)).map(([, copy]) => copy),
  put: (copy) => messenger.storage.local.set({ [COPY + copy.event]: copy }),
  remove: (event) => messenger.storage.local.remove(COPY + event),
};

/** @param {string} prefix */
async function removeAll(prefix) {
  await messenger.storage.local.remove((await all("local", prefix)).map(([rest]) => prefix + rest));
}

/** @type {import("../received/many.js").ManyStore} */
export const manyStore = {
  load: async () => (await messenger.storage.local.get(MANY))[MANY] ?? null,
  put: (job) => messenger.storage.local.set({ [MANY]: job }),
  async batch(job, number) {
    const key = `${MANY}/${job}/batch/${number}`;
    return (await messenger.storage.local.get(key))[key] ?? [];
  },
  putBatch: (job, number, items) => messenger.storage.local.set({ [`${MANY}/${job}/batch/${number}`]: items }),
  async problems(job) {
    const problems = await all("local", `${MANY}/${job}/problem/`);
    return problems.sort(([one], [other]) => Number(one) - Number(other)).map(([, problem]) => problem);
  },
  putProblem: (job, number, problem) =>
    messenger.storage.local.set({ [`${MANY}/${job}/problem/${number}`]: problem }),
  dropBatches: (job) => removeAll(`${MANY}/${job}/batch/`),
  drop: (job) => removeAll(`${MANY}/${job}/`),
};

/** @type {import("../helper/hand-over.js").HandOverParts["store"]} */
export const takenStore = {
  load: async () => (await all("local", TAKEN)).map(([, mail]) => mail),
  put: (mail) => messenger.storage.local.set({ [TAKEN + mail.event]: mail }),
  remove: (event) => messenger.storage.local.remove(TAKEN + event),
};

/** @type {import("../compose/follower.js").WindowStore} */
export const windowStore = {
  load: async () => new Map((await all("session", WINDOW)).map(([tab, kept]) => [Number(tab), kept])),
  put: (tab, kept) => messenger.storage.session.set({ [WINDOW + tab]: kept }),
  remove: (tab) => messenger.storage.session.remove(WINDOW + tab),
};

/** @returns {Promise<boolean>} whether this is the first time since Thunderbird started */
export async function isFirstWake() {
  const { awake } = await messenger.storage.session.get("awake");
  await messenger.storage.session.set({ awake: true });
  return !awake;
}
