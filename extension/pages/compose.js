/** The pop-up of the button in the compose window: will this mail be logged, why, and the switch for this one. */

import { text } from "../adapter/interface.js";
import { ask, onStateChange, openOptions, ownTab } from "../adapter/pages.js";
import { localise, made, part, withCommands } from "./page.js";

/** @typedef {import("../words/verdict.js").VerdictWords} VerdictWords */
/** @typedef {VerdictWords & {log: boolean, switch: {on: boolean, fixed: boolean} | null}} ComposeState */

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

/** @param {ComposeState | null} state */
function show(state) {
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
  part("helper").hidden = state.state !== "absent";
  part("helper-what").textContent = helper;
  part("helper-how").replaceChildren(...withCommands(remedy(state)));
  part("page").hidden = false;
}

/** @param {number} tab */
async function start(tab) {
  const turn = async (/** @type {boolean} */ wanted) => show(await ask("compose.turn", { tab, wanted }));
  toggle.addEventListener("change", () => void turn(toggle.checked));
  part("ask-yes").addEventListener("click", () => void turn(true));
  part("ask-no").addEventListener("click", () => void turn(false));
  part("settings").addEventListener("click", () => void openOptions().then(() => window.close()));
  part("open-birdlog").addEventListener("click", async () => {
    const problem = await ask("window.open");
    part("problem").replaceChildren(...withCommands(problem));
    part("problem").hidden = !problem;
  });
  onStateChange(`window/${tab}`, async () => show(await ask("compose.state", { tab, look: false })));
  // What is known at once; a helper that hangs must not keep the pop-up empty.
  show(await ask("compose.state", { tab, look: false }));
  show(await ask("compose.state", { tab, look: true }));
}

localise();
void start(await ownTab());
