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

/** @param {number} tab whose window closes without asking */
async function close(tab) {
  await messenger.compose.setComposeDetails(tab, { isModified: false });
  await messenger.tabs.remove(tab);
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

  async leaveAttachmentsOut(tab) {
    for (const { id } of await messenger.compose.listAttachments(tab)) {
      await messenger.compose.removeAttachment(tab, id);
    }
  },

  send,
  close,
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
  close,
};
