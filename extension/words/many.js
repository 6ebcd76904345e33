/** How far logging many messages has come, in words. */

import { PAUSE } from "../received/pace.js";
import { findingWords } from "./findings.js";

/** @typedef {import("../received/many-job.js").Job} Job */
/** @typedef {import("../received/many-job.js").Problem} Problem */
/** @typedef {import("./findings.js").Say} Say */

/**
 * @typedef {object} ManyWords
 * @property {"idle" | "ok" | "warn" | "absent"} sign
 * @property {string} headline
 * @property {string} detail "" where there is nothing to add
 * @property {{value: number | null, of: number} | null} progress value null: nobody knows how far
 * @property {{label: string, count: number}[]} counts
 * @property {{subject: string, reason: string}[]} problems
 * @property {string} more how many more were not logged
 * @property {{go: boolean, cancel: boolean, again: boolean}} offers
 */

/** @type {readonly [keyof Job["counts"], string][]} what is counted, and its sentence */
const COUNTS = [
  ["logged", "manyLogged"],
  ["before", "manyBefore"],
  ["waiting", "manyWaiting"],
  ["refused", "manyRefused"],
  ["failed", "manyFailed"],
];

/** @type {Readonly<Record<Exclude<Problem["end"]["kind"], "refused">, string>>} */
const REASONS = {
  unsent: "manyUnsent",
  failed: "forwardFailed",
  gone: "manyGone",
  helper: "helperSilent",
};

/** From how many minutes on hours are counted. */
const LONG = 90;

/** @param {number} mails @param {Say} say @returns {string} how long so many take */
function duration(mails, say) {
  const minutes = Math.ceil((mails * PAUSE) / 60_000);
  return minutes < LONG ? say("manyMinutes", String(minutes)) : say("manyHours", String(Math.round(minutes / 60)));
}

/** @typedef {Pick<ManyWords, "sign" | "headline" | "detail">} Verdict */

/** @param {Job} job @returns {string} how many are left */
const left = ({ total, position }) => String(total - position);

/** @type {Readonly<Record<Job["phase"], (job: Job, say: Say) => Verdict>>} */
const VERDICTS = {
  collecting: ({ seen }, say) => ({
    sign: "idle",
    headline: say("manyCollecting"),
    detail: say("manySeen", String(seen)),
  }),
  asking: ({ folder, total, seen }, say) => ({
    sign: "idle",
    headline: say("manyAsk", folder?.name ?? "", String(total), String(seen)),
    detail: duration(total, say),
  }),
  running: ({ position, total, waits }, say) => ({
    sign: waits ? "absent" : "idle",
    headline: say("manyRunning", String(position), String(total)),
    detail: waits ? say(waits === "helper" ? "manyHelperAway" : "manyOffline") : "",
  }),
  stopped: (job, say) => ({ sign: "warn", headline: say("manyStopped"), detail: say("manyStoppedWhy", left(job)) }),
  cancelled: (job, say) => ({ sign: "idle", headline: say("manyCancelled"), detail: say("manyLeft", left(job)) }),
  done: ({ counts }, say) =>
    counts.failed + counts.refused > 0
      ? { sign: "warn", headline: say("manyDoneBut"), detail: "" }
      : { sign: "ok", headline: say("manyDone"), detail: "" },
};

/** @param {Problem} problem @param {Say} say @param {string} language @returns {{subject: string, reason: string}} */
function problemWords({ subject, end }, say, language) {
  const reason = end.kind === "refused" ? findingWords(end.finding, say, language).message : say(REASONS[end.kind]);
  return { subject: subject || say("manyNoSubject"), reason };
}

/**
 * @param {Job} job
 * @param {readonly Problem[]} problems those that are listed
 * @param {Say} say
 * @param {string} language
 * @returns {ManyWords}
 */
export function manyWords(job, problems, say, language) {
  const { phase, position, total, counts } = job;
  const shown = COUNTS.filter(([field]) => field === "logged" || counts[field] > 0);
  const more = job.problems - problems.length;
  const ended = ["stopped", "cancelled", "done"].includes(phase);
  const isBusy = phase === "collecting" || phase === "running";
  return {
    ...VERDICTS[phase](job, say),
    progress: isBusy ? { value: phase === "running" ? position : null, of: total } : null,
    counts: phase === "asking" ? [] : shown.map(([field, key]) => ({ label: say(key), count: counts[field] })),
    problems: problems.map((problem) => problemWords(problem, say, language)),
    more: more > 0 ? say("manyMore", String(more)) : "",
    offers: {
      go: phase === "asking",
      cancel: isBusy || phase === "asking",
      again: ended && (position < total || counts.failed > 0),
    },
  };
}

/** @param {Job} job that has ended @param {Say} say @returns {[title: string, message: string]} its summary */
export function manySummary(job, say) {
  const { headline } = manyWords(job, [], say, "");
  const counted = COUNTS.filter(([field]) => job.counts[field] > 0);
  return [headline, counted.map(([field, key]) => `${say(key)}: ${job.counts[field]}`).join("\n")];
}
