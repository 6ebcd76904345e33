/** The pop-up of "Log to CRM": why a message was not logged, or that it was logged before. */

import { ask, ownTab } from "../adapter/pages.js";
import { localise, made, part, withCommands } from "./page.js";

/** @param {import("../words/outcome.js").OutcomeWords} words */
function show({ headline, lines, again, remedy }) {
  part("sign").setAttribute("src", `../icons/state-${again ? "ok" : "block"}.svg`);
  part("headline").textContent = headline;
  const rows = lines.map((line, index) => made("li", index ? "muted" : "", ...withCommands(line)));
  part("lines").replaceChildren(...rows);
  part("again").hidden = !again;
  part("remedy").hidden = remedy === null;
  part("remedy").textContent = remedy?.label ?? "";
  part("open-birdlog").hidden = remedy !== null; // one thing to do, one button
  part("page").hidden = false;
}

const tab = await ownTab();
localise();
const words = await ask("message.state", { tab });
if (words) {
  show(words);
} else {
  // The button still spoke of the message shown before: the click meant to log the one that is shown now.
  await log({ again: false });
}

/** @param {object} wish */
async function log(wish) {
  await ask("message.again", { tab, wish });
  window.close();
}

part("again").addEventListener("click", () => void log({}));
part("remedy").addEventListener("click", () => void log({ [words.remedy.wish]: true }));
part("open-birdlog").addEventListener("click", async () => {
  const problem = await ask("window.open");
  part("problem").replaceChildren(...withCommands(problem));
  part("problem").hidden = !problem;
});
