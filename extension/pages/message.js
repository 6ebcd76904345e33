/** The pop-up of "Log to CRM": why a message was not logged, or that it was logged before. */

import { ask, ownTab } from "../adapter/pages.js";
import { localise, made, part, withCommands } from "./page.js";

/** @param {import("../words/outcome.js").OutcomeWords} words */
function show({ headline, lines, again }) {
  part("sign").setAttribute("src", `../icons/state-${again ? "ok" : "block"}.svg`);
  part("headline").textContent = headline;
  const rows = lines.map((line, index) => made("li", index ? "muted" : "", ...withCommands(line)));
  part("lines").replaceChildren(...rows);
  part("again").hidden = !again;
  part("page").hidden = false;
}

const tab = await ownTab();
localise();
const words = await ask("message.state", { tab });
if (words) {
  show(words);
} else {
  window.close();
}
part("again").addEventListener("click", async () => {
  await ask("message.again", { tab });
  window.close();
});
part("open-birdlog").addEventListener("click", async () => {
  const problem = await ask("window.open");
  part("problem").replaceChildren(...withCommands(problem));
  part("problem").hidden = !problem;
});
