/** The compose windows that Birdlog itself opens. */

import { composeAttachments, composeDetails } from "./compose.js";
import { identityWith } from "./identities.js";

/** @param {number} tab */
async function minimise(tab) {
  const { windowId } = await messenger.tabs.get(tab);
  await messenger.windows.update(Number(windowId), { state: "minimized" });
}

/** @param {number} tab @param {"sendNow" | "sendLater"} mode */
async function send(tab, mode) {
  await messenger.compose.sendMessage(tab, { mode });
}

/** How soon a window that is still there is closed again, and how late at most, in milliseconds. */
const FIRST_PAUSE = 100;
const LAST_PAUSE = 2_000;

/**
 * Closes a window without asking. Thunderbird 140 tells of a send that failed while its own dialog about it still holds
 * the window, and then closes nothing: so it is closed again until it has gone.
 *
 * @param {number} tab
 * @param {number} [pause]
 */
async function close(tab, pause = FIRST_PAUSE) {
  await messenger.compose.setComposeDetails(tab, { isModified: false }); // throws where there is no such window
  await messenger.tabs.remove(tab);
  const next = Math.min(2 * pause, LAST_PAUSE);
  setTimeout(() => void close(tab, next).catch(() => {}), pause);
}

/** Those of forwards to the CRM. @type {import("../received/log-to-crm.js").ForwardWindows} */
export const forwardWindows = {
  async open(message, to, identity) {
    const identityId = (await identityWith(identity)) ?? undefined;
    const details = { to: [to], cc: [], bcc: [], isPlainText: false, deliveryFormat: "both", identityId };
    const tab = await messenger.compose.beginForward(message, "forwardInline", /** @type {any} */ (details));
    return Number(tab.id);
  },

  minimise,
  details: composeDetails,
  attachments: composeAttachments,

  async prepare(tab, to, body) {
    const details = { to: [to], cc: [], bcc: [], body, deliveryFormat: "both", isModified: false };
    await messenger.compose.setComposeDetails(tab, /** @type {any} */ (details));
  },

  async attach(tab, message, parts) {
    for (const { partName = "", name, contentType = "" } of parts) {
      const file = await messenger.messages.getAttachmentFile(message, partName);
      const given = name || `${partName}.${contentType.split("/")[1] ?? "bin"}`;
      await messenger.compose.addAttachment(tab, { file, name: given });
    }
  },

  async leaveAttachmentsOut(tab) {
    for (const { id } of await messenger.compose.listAttachments(tab)) {
      await messenger.compose.removeAttachment(tab, id);
    }
  },

  send,
  close: (tab) => close(tab),
};

/** That of a test mail. @type {import("../compose/test-mail.js").TestMailParts["windows"]} */
export const testMailWindow = {
  async write({ identity, to, subject, text }) {
    const identityId = (await identityWith(identity)) ?? undefined;
    const details = { identityId, to: [to], subject, isPlainText: true, plainTextBody: text };
    const tab = await messenger.compose.beginNew(/** @type {any} */ (details));
    return Number(tab.id);
  },

  minimise,
  send,
  close: (tab) => close(tab),
};
