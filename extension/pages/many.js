/** How far logging many messages has come, what was not logged and why; and how to stop it. */

import { text } from "../adapter/interface.js";
import { ask, onStateChange } from "../adapter/pages.js";
import { localise, made, part } from "./page.js";

/** @typedef {import("../words/many.js").ManyWords} ManyWords */

const OFFERS = /** @type {const} */ (["go", "cancel", "again"]);

/** @param {ManyWords["progress"]} progress */
function showProgress(progress) {
  const bar = /** @type {HTMLProgressElement} */ (part("progress"));
  bar.hidden = progress === null;
  if (progress && progress.value !== null) {
    bar.max = progress.of;
    bar.value = progress.value;
  } else {
    bar.removeAttribute("value");
  }
}

/** @param {ManyWords} words */
function show({ sign, headline, detail, progress, counts, problems, more, offers }) {
  document.title = headline;
  part("sign").setAttribute("src", `../icons/state-${sign}.svg`);
  part("headline").textContent = headline;
  part("detail").textContent = detail;
  showProgress(progress);
  const rows = counts.flatMap(({ label, count }) => [
    made("dt", "", label),
    made("dd", "", count.toLocaleString(document.documentElement.lang)),
  ]);
  part("counts").replaceChildren(...rows);
  const lines = problems.map(({ subject, reason }) => {
    const title = made("strong", "", subject);
    title.title = subject;
    return made("li", "", title, made("span", "muted", reason));
  });
  part("problems").replaceChildren(...lines);
  part("more").textContent = more;
  part("not-logged").hidden = lines.length === 0;
  for (const offer of OFFERS) {
    part(offer).hidden = !offers[offer];
  }
  part("close").hidden = offers.cancel;
}

async function look() {
  const words = await ask("many.state");
  if (words) {
    show(words);
  } else {
    part("headline").textContent = text("manyNothing");
    part("close").hidden = false;
  }
}

localise();
for (const offer of OFFERS) {
  part(offer).addEventListener("click", () => void ask("many.do", { what: offer }));
}
part("close").addEventListener("click", () => window.close());
onStateChange("many", look);
await look();
