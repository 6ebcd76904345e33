/** A verdict as a person sees it: on the button, in its tooltip and in the pop-up. Verdict first, then the reason. */

import { findingWords } from "./findings.js";

/** @typedef {import("./findings.js").Say} Say */
/** @typedef {import("../compose/decider.js").Verdict} Verdict */
/** @typedef {import("../helper/connection.js").HelperState} HelperState */

/**
 * `ok` it will log; `warn` it will, but, or a question is open; `block` it will not; `idle` no concern of Birdlog's;
 * `absent` there is no helper.
 *
 * @typedef {"ok" | "warn" | "block" | "idle" | "absent"} ButtonState
 */

/**
 * @typedef {object} ButtonFace
 * @property {string} title
 * @property {string} badge
 * @property {string} badgeColour
 * @property {string} icon
 */

/**
 * @typedef {object} VerdictWords
 * @property {ButtonState} state
 * @property {string} headline
 * @property {{level: "ok" | "warn" | "block", message: string, fix: string}[]} findings
 * @property {string} helper what is the matter with the helper; empty where nothing is
 * @property {boolean} asks the person is asked whether to log this one
 */

/** @type {Readonly<Record<ButtonState, {badge: string, colour: string}>>} a sign besides the colour */
const BADGES = {
  ok: { badge: "", colour: "#2e7d32" },
  warn: { badge: "!", colour: "#8d6e00" },
  block: { badge: "–", colour: "#c62828" },
  idle: { badge: "", colour: "#5b5b66" },
  absent: { badge: "?", colour: "#5b5b66" },
};

/** @param {Verdict} verdict @returns {boolean} an open question of a mixed mail */
const isAsking = ({ findings }) =>
  findings.some(({ code, values }) => code === "partly-never-log" && values?.variant === "ask");

/** @param {Verdict} verdict @returns {Exclude<ButtonState, "absent">} */
function verdictState(verdict) {
  const { log, findings } = verdict;
  if (log) {
    return findings.some(({ level }) => level === "warn") ? "warn" : "ok";
  }
  if (isAsking(verdict) && !findings.some(({ level }) => level === "block")) {
    return "warn";
  }
  // An identity that no profile serves is no concern of Birdlog's, and nothing to be alarmed about.
  return findings.some(({ code }) => code !== "no-profile") ? "block" : "idle";
}

/** @param {Verdict} verdict @param {Say} say @returns {string} */
function headline(verdict, say) {
  if (verdict.decided === "none") {
    return say("notSetUp");
  }
  if (verdict.log) {
    return say("willBeLogged", verdict.crm ?? "");
  }
  if (isAsking(verdict)) {
    return say("willBeLoggedAsks");
  }
  return verdict.findings.length ? say("willNotBeLogged") : say("leftAlone");
}

/**
 * @param {HelperState} state
 * @param {{title: string, message: string} | null} problem
 * @param {Say} say
 * @returns {string}
 */
function helperWords(state, problem, say) {
  if (problem) {
    return `${problem.title} ${problem.message}`.trim();
  }
  if (state === "silent") {
    return say("helperSilent");
  }
  return state === "absent" ? say("helperAbsent") : "";
}

/**
 * @param {Verdict} verdict
 * @param {{state: HelperState, problem: {title: string, message: string} | null}} helper
 * @param {Say} say
 * @param {string} language
 * @returns {VerdictWords}
 */
export function verdictWords(verdict, helper, say, language) {
  const away = helperWords(helper.state, helper.problem, say);
  const unknown = verdict.decided === "none" && helper.state !== "connecting";
  const asks = isAsking(verdict);
  const findings = verdict.findings.map((finding) => {
    const { message, fix } = findingWords(finding, say, language);
    // Where the pop-up asks the question, the remedy would only say so.
    return { level: finding.level, message, fix: asks && finding.code === "partly-never-log" ? "" : fix };
  });
  return {
    state: away || unknown ? "absent" : verdictState(verdict),
    headline: headline(verdict, say),
    findings,
    helper: away,
    asks,
  };
}

/**
 * What the window of a forward to the CRM says, where the person looks at it first.
 *
 * @param {readonly import("../compose/decider.js").Finding[]} found in it
 * @param {Say} say
 * @param {string} language
 * @returns {VerdictWords}
 */
export function forwardWords(found, say, language) {
  const levels = new Set(found.map(({ level }) => level));
  return {
    state: levels.has("block") ? "block" : levels.has("warn") ? "warn" : "ok",
    headline: say(levels.has("block") ? "forwardUnreadable" : "forwardLooks"),
    findings: found.map((finding) => ({ level: finding.level, ...findingWords(finding, say, language) })),
    helper: "",
    asks: false,
  };
}

/**
 * @param {VerdictWords} words
 * @returns {ButtonFace}
 */
export function buttonFace({ state, headline: first, findings, helper }) {
  const reason = findings.find(({ level }) => level !== "ok")?.message ?? "";
  return {
    title: [first, reason, helper].filter(Boolean).join(" "),
    badge: BADGES[state].badge,
    badgeColour: BADGES[state].colour,
    icon: `icons/state-${state}.svg`,
  };
}
