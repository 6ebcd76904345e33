/** The options page: what Birdlog tells whom, whether its helper runs, and the profiles as the helper knows them. */

import { text } from "../adapter/interface.js";
import { ask, onStateChange } from "../adapter/pages.js";
import { localise, made, part, withCommands } from "./page.js";

/** @typedef {import("../rules/decide.js").Profile} Profile */

/** @param {Profile} profile */
function profileRow({ name, crm, bcc, forward, identities, without_history, without_attachments }) {
  const everybody = identities.length ? identities.join(", ") : text("optionsProfileEverybody");
  const out = [without_history && "optionsWithoutHistory", without_attachments && "optionsWithoutAttachments"];
  const whole = out.some(Boolean) ? [] : ["optionsWhole"];
  const forwards = [...out, ...whole].flatMap((key) => (key ? [text(key)] : [])).join(", ");
  const facts = [
    [text("optionsProfileCrm"), crm],
    [text("optionsProfileBcc"), bcc ?? text("optionsProfileNoAddress")],
    [text("optionsProfileForward"), forward ?? text("optionsProfileNoAddress")],
    [text("optionsProfileForwards"), forwards],
    [text("optionsProfileIdentities"), everybody],
  ];
  const list = facts.flatMap(([term, value]) => [made("dt", "muted", term), made("dd", "", value)]);
  return made("li", "", made("h3", "", name), made("dl", "", ...list));
}

/** @param {{state: string, problem: {title: string, message: string} | null}} helper */
function showHelper({ state, problem }) {
  const runs = state === "ready";
  const words = runs ? text("optionsHelperRuns") : text(state === "silent" ? "helperSilent" : "helperAbsent");
  part("helper-state").textContent = problem ? `${problem.title} ${problem.message}` : words;
  part("helper-sign").setAttribute("src", `../icons/state-${problem ? "warn" : runs ? "ok" : "absent"}.svg`);
  part("helper-missing").hidden = runs;
  part("helper-how").replaceChildren(...withCommands(text("helperStart")));
}

/** @param {{profiles: Profile[], look_before_forward: boolean} | null} settings */
function showSettings(settings) {
  const profiles = settings?.profiles ?? [];
  part("profiles").replaceChildren(...profiles.map(profileRow));
  part("profiles-none").hidden = profiles.length > 0;
  part("profiles-none").replaceChildren(...withCommands(text("optionsProfilesNone")));
  part("look-section").hidden = !profiles.length;
  part("look").textContent = text(settings?.look_before_forward ? "optionsLookOn" : "optionsLookOff");
}

async function look() {
  const { helper, settings } = await ask("options.state");
  showHelper(helper);
  showSettings(settings);
}

localise();
part("check-again").addEventListener("click", () => {
  part("helper-state").textContent = text("optionsHelperWaits");
  void look();
});
part("open-birdlog").addEventListener("click", async () => {
  const problem = await ask("window.open");
  part("problem").replaceChildren(...withCommands(problem));
  part("problem").hidden = !problem;
});
onStateChange("settings", look);
await look();
