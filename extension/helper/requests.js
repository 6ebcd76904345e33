/**
 * What the helper asks Thunderbird to do: done one after another, each once.
 *
 * That one was begun is in the store before anything is done, and that it is done is an event in the outbox, which the
 * helper acknowledges when it has closed the request. So one that a crash interrupts is gone on with, and none is done
 * again because its end was not told yet.
 */

/**
 * @typedef {object} RequestResult
 * @property {"done" | "refused" | "failed" | "gone"} outcome
 * @property {string | null} reason a code of PROTOCOL.md
 */

/**
 * @typedef {object} RequestKind what a kind of request does
 * @property {(body: any) => Promise<any>} find what it is about; null where that is not in this Thunderbird
 * @property {(found: any, body: any, known: Known) => Promise<RequestResult | null>} run null where it can't be done
 *   now
 */

/** @typedef {{request: string, begun: string | null}} Known its id, and when it was begun before, and interrupted */

/**
 * @typedef {object} RequestsParts
 * @property {(type: string, body: object, limit: number) => Promise<import("./connection.js").Answer>} ask
 * @property {(event: import("./outbox.js").StoredEvent) => Promise<void>} report
 * @property {(request: string) => boolean} told whether its end waits to be heard by the helper
 * @property {Readonly<Record<string, RequestKind>>} kinds
 * @property {RequestStore} store
 * @property {Promise<unknown>} ready what an earlier Thunderbird left behind has been looked through
 * @property {import("./connection.js").Clock} clock
 * @property {() => Date} now
 */

/**
 * @typedef {object} RequestStore when the requests that are being done were begun
 * @property {() => Promise<Map<string, string>>} load
 * @property {(request: string, at: string) => Promise<void>} put
 * @property {(request: string) => Promise<void>} remove
 */

/** @typedef {{id: string, kind: string, body: object}} Request */

const LIMIT = 10_000;
/** When to look again where something could not be done, in milliseconds. */
const PAUSE = 60_000;

export class Requests {
  /** @type {Promise<void> | null} */
  #working = null;
  #again = false;
  #cancelRetry = () => {};
  #parts;

  /** @param {RequestsParts} parts */
  constructor(parts) {
    this.#parts = parts;
  }

  /**
   * There may be something to do. Never rejects.
   *
   * @returns {Promise<void>} resolves when all that can be done now is done
   */
  look() {
    this.#again = true;
    this.#working ??= this.#work().finally(() => {
      this.#working = null;
    });
    return this.#working;
  }

  async #work() {
    await this.#parts.ready;
    while (this.#again) {
      this.#again = false;
      this.#cancelRetry();
      if (!(await this.#doAll().catch(() => false))) {
        this.#cancelRetry = this.#parts.clock.after(PAUSE, () => void this.look());
      }
    }
  }

  /** @returns {Promise<boolean>} whether nothing is left that could be done later */
  async #doAll() {
    const answer = await this.#parts.ask("requests.open", {}, LIMIT);
    if (!answer.ok) {
      return false;
    }
    let all = true;
    for (const request of /** @type {Request[]} */ (answer.body.requests)) {
      all = (await this.#do(request)) && all;
    }
    return all;
  }

  /** @param {Request} request @returns {Promise<boolean>} whether it needs no second look */
  async #do({ id, kind: name, body }) {
    const { ask, told, kinds, store, now } = this.#parts;
    const kind = kinds[name];
    if (!kind || told(id)) {
      return true;
    }
    const found = await kind.find(body);
    if (found === null) {
      return this.#end(id, { outcome: "gone", reason: null });
    }
    const answer = await ask("request.take", { request: id }, LIMIT);
    if (!answer.ok || !answer.body.taken) {
      return answer.ok;
    }
    const begun = (await store.load()).get(id) ?? null;
    await (begun === null && store.put(id, now().toISOString()));
    /** @type {RequestResult} */
    const fault = { outcome: "failed", reason: "internal" };
    const result = await kind.run(found, body, { request: id, begun }).catch(() => fault);
    return result !== null && this.#end(id, result);
  }

  /** @param {string} request @param {RequestResult} result @returns {Promise<true>} */
  async #end(request, result) {
    await this.#parts.report({ type: "request.done", body: { request, ...result } });
    await this.#parts.store.remove(request);
    return true;
  }
}
