/** The pop-up of the button in the compose window: will this mail be logged, why, and the switch for this one. */

import { text } from "../adapter/interface.js";
import { ask, onStateChange, openOptions, ownTab } from "../adapter/pages.js";
import { localise, made, part, withCommands } from "./page.js";
import { People } from "./people.js";

/** @typedef {import("../words/verdict.js").VerdictWords} VerdictWords */
/** @typedef {import("../words/people.js").PeopleGroup} PeopleGroup */
/** @typedef {{log: boolean, switch: {on: boolean, fixed: boolean} | null}} Switch */
/** @typedef {VerdictWords & Switch & {credit: string, people: PeopleGroup[]}} ComposeState */

const toggle = /** @type {HTMLInputElement} */ (part("switch"));

/** @param {VerdictWords["findings"][number]} finding */
const row = ({ level, message, fix }) => {
  const todo = level === "ok" || !fix ? [] : [made("p", "muted", fix)];
  return made("li", `finding ${level}`, made("p", "", message), ...todo);
};

/** @param {ComposeState} state @returns {string} what to do about the helper */
function remedy({ state, findings, log }) {
  if (state !== "absent") {
    return "";
  }
  const known = log || findings.length ? ` ${text("knownSettings")}` : "";
  return `${text(known ? "helperStartAgain" : "helperStart")}${known}`;
}

/** @param {string} problem */
function showProblem(problem) {
  part("problem").replaceChildren(...withCommands(problem));
  part("problem").hidden = !problem;
}

/** @param {ComposeState | null} state @param {People} people */
function show(state, people) {
  if (!state) {
    return;
  }
  const { headline, findings, helper, asks, switch: offered } = state;
  part("sign").setAttribute("src", `../icons/state-${state.state}.svg`);
  part("headline").textContent = headline;
  part("findings").replaceChildren(...findings.map(row));
  part("findings").hidden = !findings.length;
  part("question").hidden = !asks;
  part("switch-row").hidden = !offered;
  toggle.checked = offered?.on ?? false;
  toggle.disabled = offered?.fixed ?? true;
  part("credit").textContent = state.credit;
  part("credit").hidden = !state.credit;
  people.show(state.people);
  part("helper").hidden = state.state !== "absent";
  part("helper-what").textContent = helper;
  part("helper-how").replaceChildren(...withCommands(remedy(state)));
  part("page").hidden = false;
}

/** @param {number} tab */
async function start(tab) {
  const known = () => ask("compose.state", { tab, look: false });
  const people = new People(part("people"), async ({ said, problem }) => {
    part("said").textContent = said;
    showProblem(problem);
    show(await known(), people);
  });
  const turn = async (/** @type {boolean | null} */ wanted) => show(await ask("compose.turn", { tab, wanted }), people);
  // Turned on again is no answer to a question that may come later, when somebody is added.
  toggle.addEventListener("change", () => void turn(toggle.checked ? null : false));
  part("ask-yes").addEventListener("click", () => void turn(true));
  part("ask-no").addEventListener("click", () => void turn(false));
  part("settings").addEventListener("click", () => void openOptions().then(() => window.close()));
  part("open-birdlog").addEventListener("click", async () => showProblem(await ask("window.open")));
  onStateChange(`window/${tab}`, async () => show(await known(), people));
  // What is known at once; a helper that hangs must not keep the pop-up empty.
  show(await known(), people);
  show(await ask("compose.state", { tab, look: true }), people);
}

localise();
void start(await ownTab());
