/**
 * Events that the helper has to hear of, kept until it has acknowledged them.
 *
 * An event is in the store before it is sent and leaves it after the acknowledgement, so it outlives a helper that is
 * killed, an extension that is put to sleep and a Thunderbird that quits. They go out in the order in which they came.
 */

/**
 * @typedef {object} OutboxStore where events outlive everything
 * @property {() => Promise<Map<number, StoredEvent>>} load all that is kept, by number
 * @property {(number: number, event: StoredEvent) => Promise<void>} put
 * @property {(number: number) => Promise<void>} remove
 */

/**
 * @typedef {object} StoredEvent
 * @property {"sent" | "failed" | "forwarded" | "forward.copied" | "mail.lost" | "mail.seen" | "received"
 *   | "request.done"} type
 * @property {Record<string, unknown>} body as PROTOCOL.md says
 */

/** @typedef {"done" | "refused" | "later"} Delivery acknowledged; refused for good; try again */

/** More than anybody sends while a helper is away; a limit only so that a store can't grow for ever. */
const LIMIT = 1000;
/** Each of these holds up to 700 KB. */
const REPORT_LIMIT = 40;
/** Pauses before an event is tried again, in milliseconds. */
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 60_000;

export class Outbox {
  /** @type {Map<number, StoredEvent>} */
  #events = new Map();
  #last = 0;
  /** @type {Promise<unknown>} */
  #loaded;
  /** @type {Promise<void> | null} */
  #draining = null;
  #pause = FIRST_PAUSE;
  /** @type {() => void} */
  #cancelRetry = () => {};
  #store;
  #deliver;
  #clock;

  /**
   * @param {OutboxStore} store
   * @param {(event: StoredEvent) => Promise<Delivery>} deliver asks the helper once
   * @param {import("./connection.js").Clock} clock
   */
  constructor(store, deliver, clock) {
    this.#store = store;
    this.#deliver = deliver;
    this.#clock = clock;
    this.#loaded = store.load().then((events) => {
      this.#events = new Map([...events].sort(([one], [other]) => one - other));
      this.#last = Math.max(0, ...events.keys());
    });
  }

  /** @returns {number} how many events wait, as far as they were read */
  get size() {
    return this.#events.size;
  }

  /** @param {(event: StoredEvent) => boolean} such @returns {boolean} whether such an event waits */
  waits(such) {
    return [...this.#events.values()].some(such);
  }

  /**
   * Keeps an event and tries to deliver what waits. Resolves as soon as the event is in the store.
   *
   * @param {StoredEvent} event
   */
  async add(event) {
    await this.#loaded;
    await this.#makeRoom(event);
    this.#last += 1;
    this.#events.set(this.#last, event);
    await this.#store.put(this.#last, event);
    void this.drain();
  }

  /** Forgets all that waits: said by a helper that serves no profile, so that nobody is told anything. */
  async clear() {
    await this.#loaded;
    await Promise.all([...this.#events.keys()].map((number) => this.#remove(number)));
  }

  /**
   * Delivers in order until nothing waits or one must wait longer, which is then tried again by itself. Never rejects.
   *
   * @returns {Promise<void>}
   */
  drain() {
    this.#cancelRetry();
    this.#draining ??= this.#run().finally(() => {
      this.#draining = null;
    });
    return this.#draining;
  }

  async #run() {
    await this.#loaded;
    for (;;) {
      const [next] = this.#events;
      if (!next) {
        return;
      }
      const [number, event] = next;
      if ((await this.#deliver(event)) === "later") {
        this.#cancelRetry = this.#clock.after(this.#pause, () => void this.drain());
        this.#pause = Math.min(LONGEST_PAUSE, 2 * this.#pause);
        return;
      }
      this.#pause = FIRST_PAUSE;
      await this.#remove(number);
    }
  }

  /** @param {number} number */
  async #remove(number) {
    this.#events.delete(number);
    await this.#store.remove(number);
  }

  /** @param {StoredEvent} event the one that comes */
  async #makeRoom(event) {
    const reports = [...this.#events].filter(([, one]) => one.type === "received");
    if (event.type === "received" && reports.length >= REPORT_LIMIT) {
      await this.#remove(reports[0][0]);
    }
    if (this.#events.size >= LIMIT) {
      await this.#remove((reports[0] ?? [...this.#events][0])[0]);
    }
  }
}
