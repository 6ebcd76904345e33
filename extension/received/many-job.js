/** How far logging many messages has come. Pure. */

/** @typedef {import("./many.js").Item} Item */

/**
 * @typedef {object} Job
 * @property {string} id
 * @property {{id: string, name: string} | null} folder null: messages that were selected
 * @property {"collecting" | "asking" | "running" | "stopped" | "cancelled" | "done"} phase `asking`: the person is
 *   asked whether to log a folder; `stopped`: too many could not be sent
 * @property {number} seen messages that were looked at
 * @property {number} total messages that are to be logged
 * @property {number} position of the one that is next, from 0 on
 * @property {boolean} begun that one was begun
 * @property {"helper" | "online" | null} waits for what
 * @property {Counts} counts
 * @property {number} problems messages that were not logged
 * @property {number} unsent how many in a row could not be sent
 */

/**
 * @typedef {object} Counts what became of the messages
 * @property {number} logged sent to the CRM
 * @property {number} waiting in the Outbox, or nobody has seen whether they left
 * @property {number} before logged already
 * @property {number} refused by a rule
 * @property {number} failed
 */

/** `gone`: the message is nowhere any more. @typedef {import("./log-to-the-end.js").End | {kind: "gone"}} End */
/** @typedef {Exclude<End, {kind: "busy" | "looking" | "handed"}> | {kind: "looking" | "handed"}} KnownEnd not `busy` */

/**
 * @typedef {object} Problem a message that was not logged
 * @property {Item | null} item null where it is of no use to try it again
 * @property {string} subject "" where it is not known, and where the never-log list keeps it back
 * @property {{kind: "unsent" | "failed" | "gone" | "helper"} | Extract<End, {kind: "refused"}>} end
 */

/** After so many that could not be sent, one after another, no more are tried. */
const STOPPED_AFTER = 3;

/** @type {Readonly<Record<KnownEnd["kind"], keyof Counts>>} */
const COUNTED = {
  sent: "logged",
  logged: "logged",
  waiting: "waiting",
  handed: "waiting",
  looking: "waiting",
  unseen: "waiting",
  before: "before",
  underway: "before",
  unconfirmed: "waiting",
  refused: "refused",
  unsent: "failed",
  failed: "failed",
  gone: "failed",
  helper: "failed",
};

/** @param {Job["folder"]} folder @returns {Job} */
export const newJob = (folder) => ({
  id: crypto.randomUUID(),
  folder,
  phase: "collecting",
  seen: 0,
  total: 0,
  position: 0,
  begun: false,
  waits: null,
  counts: { logged: 0, waiting: 0, before: 0, refused: 0, failed: 0 },
  problems: 0,
  unsent: 0,
});

/** @param {Job} job @returns {boolean} whether it is still at work, or may be */
export const isActive = ({ phase }) => ["collecting", "asking", "running"].includes(phase);

/**
 * @param {Job} job
 * @param {{seen: number, before: number, fresh: number}} page a page of messages that was looked through
 * @returns {Job}
 */
export function collected(job, { seen, before, fresh }) {
  const counts = { ...job.counts, before: job.counts.before + before };
  return { ...job, seen: job.seen + seen, total: job.total + fresh, counts };
}

/** @param {Job} job all of whose messages were looked through @returns {Job} */
export const ready = (job) => ({ ...job, phase: job.folder && job.total ? "asking" : "running" });

/**
 * @param {Job} job
 * @param {KnownEnd} end of the message that was next
 * @returns {Job}
 */
export function advanced(job, end) {
  const field = COUNTED[end.kind];
  const unsent = end.kind === "unsent" ? job.unsent + 1 : 0;
  return {
    ...job,
    phase: job.phase === "running" && unsent === STOPPED_AFTER ? "stopped" : job.phase,
    position: job.position + 1,
    begun: false,
    counts: { ...job.counts, [field]: job.counts[field] + 1 },
    unsent,
  };
}

/**
 * @param {Item} item
 * @param {string} subject
 * @param {KnownEnd} end
 * @returns {Problem | null} what there is to say about a message that was not logged
 */
export function problemOf(item, subject, end) {
  switch (end.kind) {
    case "refused": {
      const secret = end.finding.code === "never-log";
      return { item: null, subject: secret ? "" : subject, end: { ...end, subject: "" } };
    }
    case "unsent":
    case "failed":
    case "gone":
    case "helper":
      return { item, subject, end: { kind: end.kind } };
    default:
      return null;
  }
}
