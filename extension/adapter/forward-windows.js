/** The compose windows of forwards to the CRM. */

import { composeAttachments, composeDetails } from "./compose.js";
import { identityWith } from "./identities.js";

/** @type {import("../received/log-to-crm.js").ForwardWindows} */
export const forwardWindows = {
  async open(message, to, identity) {
    const identityId = (await identityWith(identity)) ?? undefined;
    const details = { to: [to], cc: [], bcc: [], isPlainText: false, deliveryFormat: "both", identityId };
    const tab = await messenger.compose.beginForward(message, "forwardInline", /** @type {any} */ (details));
    return Number(tab.id);
  },

  async minimise(tab) {
    const { windowId } = await messenger.tabs.get(tab);
    await messenger.windows.update(Number(windowId), { state: "minimized" });
  },

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

  async send(tab, mode) {
    await messenger.compose.sendMessage(tab, { mode });
  },

  async close(tab) {
    await messenger.compose.setComposeDetails(tab, { isModified: false });
    await messenger.tabs.remove(tab);
  },
};
