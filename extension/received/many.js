/**
 * Many messages logged one after another: a selection, or a folder.
 *
 * What is to be done is in the store, a batch at a time, with how far it has come; that a message is begun is there
 * before it is logged. So after a crash the journal tells whether that one left, and the rest goes on from there.
 */

import { advanced, collected, isActive, newJob, problemOf, ready } from "./many-job.js";
import { Pace, PAUSE } from "./pace.js";

/** @typedef {import("./many-job.js").Job} Job */
/** @typedef {import("./many-job.js").Problem} Problem */
/** @typedef {import("./many-job.js").End} End */

/**
 * @typedef {object} Item a message
 * @property {string} message_id
 * @property {number} id Thunderbird's number for it, until Thunderbird ends
 */

/**
 * @typedef {object} ManyStore the job and what belongs to it
 * @property {() => Promise<Job | null>} load
 * @property {(job: Job) => Promise<void>} put
 * @property {(job: string, batch: number) => Promise<Item[]>} batch
 * @property {(job: string, batch: number, items: Item[]) => Promise<void>} putBatch
 * @property {(job: string) => Promise<Problem[]>} problems
 * @property {(job: string, number: number, problem: Problem) => Promise<void>} putProblem
 * @property {(job: string) => Promise<void>} dropBatches
 * @property {(job: string) => Promise<void>} drop all that belongs to a job that is no more
 */

/**
 * @typedef {object} ManyParts
 * @property {Pick<import("./log-to-the-end.js").LogToTheEnd, "log">} toTheEnd
 * @property {Pick<import("./logged.js").Logged, "of">} inJournal
 * @property {(folder: string) => AsyncIterable<Item[]>} folder what is in a folder, a page at a time
 * @property {(item: Item) => Promise<{id: number, subject: string} | null>} find the number that the message has now
 * @property {() => boolean} online
 * @property {ManyStore} store
 * @property {Promise<unknown>} ready what an earlier Thunderbird left behind has been looked through
 * @property {(job: Job) => void} ended
 * @property {import("../helper/connection.js").Clock} clock
 * @property {() => number} now milliseconds, from any start
 */

/** How many messages one value in the store holds. */
const BATCH = 100;
/** How many messages of those that were not logged are listed. */
const LISTED = 500;
/** When to look again where the helper is away or Thunderbird is offline, in milliseconds. */
const LATER = 10_000;

export class Many {
  /** @type {Job | null} */
  #job = null;
  /** @type {Promise<void> | null} */
  #working = null;
  /** Ends the pause that is being made. @type {() => void} */
  #goOn = () => {};
  #pace = new Pace();
  #loaded;
  #parts;

  /** @param {ManyParts} parts */
  constructor(parts) {
    this.#parts = parts;
    this.#loaded = parts.store.load().then((job) => {
      this.#job ??= job;
    });
  }

  /** @returns {Promise<Job | null>} the one that runs, or that ran last */
  async job() {
    await this.#loaded;
    return this.#job;
  }

  /** @returns {Promise<Problem[]>} the messages that were not logged, as many as are listed */
  async problems() {
    const job = await this.job();
    return job ? this.#parts.store.problems(job.id) : [];
  }

  /**
   * Logs messages that the person has selected.
   *
   * @param {AsyncIterable<Item[]>} pages
   * @returns {Promise<boolean>} false: others are being logged
   */
  start(pages) {
    return this.#begin(newJob(null), pages);
  }

  /**
   * Looks through a folder, and asks the person before it logs what is in it.
   *
   * @param {{id: string, name: string}} folder
   * @returns {Promise<boolean>} false: others are being logged
   */
  startFolder(folder) {
    return this.#begin(newJob(folder), this.#parts.folder(folder.id));
  }

  /** The person says yes to a folder. */
  async go() {
    const job = await this.job();
    if (job?.phase === "asking") {
      await this.#keep({ ...job, phase: "running" });
      this.#work();
    }
  }

  /** The person says that it is enough. The message that is under way is still logged. */
  async cancel() {
    const job = await this.job();
    if (job && isActive(job)) {
      await this.#end(job, "cancelled");
      this.#goOn();
    }
  }

  /** Logs what was left over, and what could not be sent. */
  async again() {
    const job = await this.job();
    if (job && !isActive(job)) {
      await this.#begin(newJob(null), this.#leftOver(job));
    }
  }

  /**
   * After the background page woke: goes on with what was not finished.
   *
   * @returns {Promise<Job | null>} what it goes on with
   */
  async woke() {
    const job = await this.job();
    if (this.#working || !job || !["running", "collecting"].includes(job.phase)) {
      return null;
    }
    if (job.phase === "collecting" && job.folder) {
      await this.#parts.store.drop(job.id);
      this.#collect(newJob(job.folder), this.#parts.folder(job.folder.id));
    } else {
      await this.#keep({ ...job, phase: "running" });
      this.#work();
    }
    return job;
  }

  /** What it may be waiting for is there. */
  goOn() {
    if (this.#job?.waits) {
      this.#goOn();
    }
  }

  /** @param {Job} job @param {AsyncIterable<Item[]>} pages @returns {Promise<boolean>} */
  async #begin(job, pages) {
    const before = await this.job();
    if (before && isActive(before)) {
      return false;
    }
    await this.#keep(job);
    this.#collect(job, pages, before);
    return true;
  }

  /** @param {Job} job @returns {Promise<void>} resolves when it is in the store */
  #keep(job) {
    this.#job = job;
    return this.#parts.store.put(job);
  }

  /** @param {Job} job @param {"done" | "cancelled"} phase */
  async #end(job, phase) {
    const ended = { ...job, phase };
    await this.#keep(ended);
    this.#parts.ended(ended);
  }

  /** @param {Partial<Job>} more of a job that may have been cancelled meanwhile @returns {Promise<void>} */
  async #change(more) {
    await (this.#job && this.#keep({ ...this.#job, ...more }));
  }

  /** @param {"collecting" | "running"} phase @returns {boolean} whether nobody has cancelled it meanwhile */
  #is(phase) {
    return this.#job?.phase === phase;
  }

  /** @param {Job} job @param {AsyncIterable<Item[]>} pages @param {Job | null} [before] whose things are let go */
  #collect(job, pages, before) {
    const work = async () => {
      await this.#gather(job, pages);
      await (before && this.#parts.store.drop(before.id));
      await (this.#is("collecting") && this.#job && this.#keep(ready(this.#job)));
    };
    this.#working = work().then(() => this.#run()).finally(() => {
      this.#working = null;
    });
  }

  /** @param {Job} start @param {AsyncIterable<Item[]>} pages */
  async #gather(start, pages) {
    const { store, inJournal } = this.#parts;
    let job = start;
    const known = new Set();
    /** @type {Item[]} the last batch, as far as it is full */
    let batch = [];
    for await (const page of pages) {
      const items = page.filter(({ message_id }) => !known.has(message_id) && known.add(message_id));
      const logged = (await inJournal.of(items.map(({ message_id }) => message_id))) ?? new Map();
      const fresh = items.filter(({ message_id }) => !logged.has(message_id));
      const unsaved = [...batch, ...fresh];
      for (let number = Math.floor(job.total / BATCH); ; number++) {
        batch = unsaved.splice(0, BATCH);
        await store.putBatch(job.id, number, batch);
        if (batch.length < BATCH) {
          break;
        }
      }
      if (!this.#is("collecting")) {
        return;
      }
      job = collected(job, { seen: page.length, before: page.length - fresh.length, fresh: fresh.length });
      await this.#keep(job);
    }
  }

  #work() {
    this.#working ??= this.#run().finally(() => {
      this.#working = null;
    });
  }

  async #run() {
    await this.#parts.ready;
    for (let job = this.#job; job?.phase === "running"; job = this.#job) {
      if (job.position === job.total) {
        await this.#parts.store.dropBatches(job.id);
        await this.#end(job, "done");
      } else {
        await this.#next(job);
      }
    }
  }

  /** @param {Job} job */
  async #next(job) {
    const items = await this.#parts.store.batch(job.id, Math.floor(job.position / BATCH));
    const item = items[job.position % BATCH];
    if (!this.#parts.online()) {
      await this.#waitFor("online");
      return;
    }
    const { end, subject } = job.begun ? await this.#interrupted(item) : await this.#log(item);
    if (end === null) {
      return;
    }
    if (end.kind === "busy") {
      await this.#pause(PAUSE);
    } else if (end.kind === "helper" && end.problem.retryable) {
      await this.#waitFor("helper");
    } else {
      await this.#took(item, subject, /** @type {import("./many-job.js").KnownEnd} */ (end));
    }
  }

  /**
   * A message that was begun when Thunderbird or Birdlog ended: by now the journal has it, if it left.
   *
   * @param {Item} item
   * @returns {Promise<{end: End | null, subject: string}>} null: it did not
   */
  async #interrupted({ message_id }) {
    const logged = await this.#parts.inJournal.of([message_id]);
    if (logged === null) {
      const problem = { code: "no-helper", title: "", message: "", retryable: true };
      return { end: { kind: "helper", subject: "", problem }, subject: "" };
    }
    await this.#change({ begun: false });
    const entry = logged.get(message_id);
    return { end: entry ? { kind: entry.state === "pending" ? "waiting" : "sent" } : null, subject: "" };
  }

  /** @param {Item} item @returns {Promise<{end: End | null, subject: string}>} null: it was cancelled */
  async #log(item) {
    const { find, toTheEnd, now } = this.#parts;
    await this.#pause(this.#pace.turn(now()));
    const message = await find(item);
    if (!this.#is("running")) {
      return { end: null, subject: "" };
    }
    if (message === null) {
      return { end: { kind: "gone" }, subject: "" };
    }
    const { id, subject } = message;
    await this.#change({ begun: true });
    // Several are not looked at one by one, whatever the setting says of a single one.
    /** @type {End} */
    const end = await toTheEnd.log(id, { again: false, look: false }).catch(() => ({ kind: "failed", subject }));
    return { end, subject };
  }

  /** @param {"helper" | "online"} what */
  async #waitFor(what) {
    await this.#change({ waits: what });
    await this.#pause(LATER);
    await this.#change({ waits: null });
  }

  /** @param {Item} item @param {string} subject @param {import("./many-job.js").KnownEnd} end */
  async #took(item, subject, end) {
    const job = this.#job;
    if (!job) {
      return;
    }
    const problem = problemOf(item, subject, end);
    if (problem && job.problems < LISTED) {
      await this.#parts.store.putProblem(job.id, job.problems, problem);
    }
    const next = advanced(this.#job ?? job, end);
    await this.#keep({ ...next, problems: job.problems + (problem ? 1 : 0) });
    if (next.phase === "stopped") {
      this.#parts.ended(next);
    }
  }

  /** @param {number} milliseconds @returns {Promise<void>} sooner where the person cancels or what is missing comes */
  #pause(milliseconds) {
    return new Promise((resolve) => {
      const cancel = this.#parts.clock.after(milliseconds, () => resolve());
      this.#goOn = () => {
        cancel();
        resolve();
      };
    });
  }

  /** @param {Job} job that has ended @returns {AsyncIterable<Item[]>} */
  async *#leftOver(job) {
    const { store } = this.#parts;
    yield (await store.problems(job.id)).flatMap(({ item }) => item ?? []);
    for (let position = job.position; position < job.total; position += BATCH - (position % BATCH)) {
      const items = await store.batch(job.id, Math.floor(position / BATCH));
      yield items.slice(position % BATCH);
    }
  }
}
