/** Compose windows. Thunderbird calls the tab of a compose window by a number; so does Birdlog. */

import { bareAddresses } from "../rules/addresses.js";
import { identities, identityAddress } from "./identities.js";
import { isCopiesFolder } from "./copies-folder.js";

/** @typedef {import("../compose/mail.js").Details} Details */
/** @typedef {Partial<Record<import("../compose/recipients.js").Field, string[]>>} Change */
/** @typedef {Change & {additionalFccFolderId?: string}} SendChange what changes in a mail as it is sent */

/** @param {any} list @returns {string[]} Thunderbird types a list of recipients as one or many, of two kinds */
const texts = (list) => [list ?? []].flat().filter((one) => typeof one === "string");

/** @param {messenger.compose.ComposeDetails & Record<string, any>} details @returns {Details} */
function converted(details) {
  const from = texts(details.from)[0] ?? "";
  return {
    identity: identityAddress(details.identityId ?? "") ?? bareAddresses(from)[0] ?? "",
    from,
    recipients: { to: texts(details.to), cc: texts(details.cc), bcc: texts(details.bcc) },
    newsgroups: texts(details.newsgroups),
    kind: details.type ?? "new",
    subject: details.subject ?? "",
    encrypted: details.selectedEncryptionTechnology?.encryptBody === true,
    modified: details.isModified === true,
    original: details.relatedMessageId ?? null,
    body: {
      isPlainText: details.isPlainText,
      body: details.body,
      plainTextBody: details.plainTextBody,
      deliveryFormat: details.deliveryFormat,
    },
  };
}

/**
 * @param {number} tab
 * @returns {Promise<Details>} once the window's editor is ready
 */
export async function composeDetails(tab) {
  await identities();
  return converted(await messenger.compose.getComposeDetails(tab));
}

/**
 * Changes recipients. `isModified` is handed back as it was, or closing an untouched window would ask whether to save
 * it.
 *
 * @param {number} tab
 * @param {Change} change
 * @param {boolean} modified
 */
export async function changeRecipients(tab, change, modified) {
  await messenger.compose.setComposeDetails(tab, { ...change, ...(modified ? {} : { isModified: false }) });
}

/** @param {number} tab @returns {Promise<{name: string, size: number}[]>} */
export async function composeAttachments(tab) {
  const attached = await messenger.compose.listAttachments(tab);
  return attached.map(({ name, size }) => ({ name: name ?? "", size: size ?? 0 }));
}

/** @returns {Promise<{tab: number, focused: boolean}[]>} the compose windows that are open */
export async function composeTabs() {
  const tabs = await messenger.tabs.query({ type: "messageCompose" });
  const windows = await messenger.windows.getAll({ windowTypes: ["messageCompose"] });
  const focused = new Set(windows.filter((window) => window.focused).map((window) => window.id));
  return tabs.map((tab) => ({ tab: Number(tab.id), focused: focused.has(tab.windowId) }));
}

/** @param {number} windowId @returns {Promise<number | null>} */
async function composeTabIn(windowId) {
  if (windowId === messenger.windows.WINDOW_ID_NONE) {
    return null;
  }
  const [tab] = await messenger.tabs.query({ type: "messageCompose", windowId });
  return tab?.id ?? null;
}

/**
 * @typedef {object} ComposeEvents
 * @property {(tab: number) => void} opened
 * @property {(tab: number) => void} closed
 * @property {(tab: number) => void} changed
 * @property {(tab: number | null) => void} focused the compose window that has the focus now, if one has
 * @property {(tab: number, details: Details) => Promise<{details?: SendChange} | undefined>} beforeSend
 * @property {(tab: number, seen: AfterSend) => void} afterSend
 * @property {(tab: number, details: Details | null) => void} savedDraft null where Thunderbird does not tell, as 140
 *   does not of a window that has closed
 */

/**
 * @typedef {object} AfterSend
 * @property {"now" | "later"} mode
 * @property {string | null} message_id
 * @property {string | null} error Thunderbird's words where it did not come to sending
 * @property {Details | null} details null where Thunderbird does not tell them, as 140 does not
 * @property {boolean} copied a copy was put into a folder, besides Birdlog's own
 */

/** @param {any} info @returns {AfterSend} */
function afterSend({ mode, headerMessageId, messages = [], error, details }) {
  const waiting = mode === "sendLater" ? messages[0]?.headerMessageId : null;
  return {
    mode: mode === "sendLater" ? "later" : "now",
    message_id: headerMessageId ?? waiting ?? null,
    error: error ?? null,
    details: details ? converted(details) : null,
    copied: messages.some((/** @type {any} */ { folder }) => !isCopiesFolder(folder)),
  };
}

/**
 * Listens to the compose windows; to be called at the top level of the background page, or Thunderbird would not wake
 * it for these events.
 *
 * @param {ComposeEvents} events
 */
export function watchComposing(events) {
  messenger.tabs.onCreated.addListener((tab) => {
    if (tab.type === "messageCompose") {
      events.opened(Number(tab.id));
    }
  });
  messenger.tabs.onRemoved.addListener((tab) => events.closed(tab));
  messenger.windows.onFocusChanged.addListener((window) => {
    composeTabIn(window).then(events.focused, () => events.focused(null));
  });
  const { compose } = messenger;
  const changed = (/** @type {{id?: number}} */ tab) => events.changed(Number(tab.id));
  compose.onIdentityChanged.addListener(changed);
  compose.onAttachmentAdded.addListener(changed);
  compose.onAttachmentRemoved.addListener(changed);
  compose.onComposeStateChanged.addListener(changed);
  // The type definitions leave out that a listener may return a promise.
  const beforeSend = /** @type {any} */ (compose.onBeforeSend);
  beforeSend.addListener((/** @type {any} */ tab, /** @type {any} */ details) =>
    events.beforeSend(Number(tab.id), converted(details)),
  );
  compose.onAfterSend.addListener((tab, info) => events.afterSend(Number(tab.id), afterSend(info)));
  compose.onAfterSave.addListener(async (tab, info) => {
    const { mode, error, details } = /** @type {any} */ (info);
    if (!error && mode !== "template") {
      const number = Number(tab.id);
      events.savedDraft(number, details ? converted(details) : await composeDetails(number).catch(() => null));
    }
  });
}
