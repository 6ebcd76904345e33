/** The button in the header of a received message, and the entry in the message list's context menu. */

import { isTagged } from "./mail.js";

const MENU = "log-to-crm";

/** @typedef {Pick<import("../received/log-to-crm.js").Wish, "without_history" | "without_attachments">} Option */

/** The entries in the button's own menu, with the names of their sentences. */
const OPTIONS = [
  { key: "logWithoutHistory", option: { without_history: true } },
  { key: "logWithoutAttachments", option: { without_attachments: true } },
];

/**
 * @typedef {object} MessageDisplayEvents
 * @property {(tab: number, logged: boolean) => void} displayed
 * @property {(tab: number, option: Option) => void} clicked the button, or an entry of its menu
 * @property {(messages: number[]) => void} chosen the menu entry
 */

/** @param {any} displayed a list in Manifest V3, an array before it @returns {any[]} */
const listed = (displayed) => displayed?.messages ?? displayed ?? [];

/**
 * Listens to both; to be called at the top level of the background page.
 *
 * @param {MessageDisplayEvents} events
 */
export function watchMessages(events) {
  messenger.messageDisplay.onMessagesDisplayed.addListener((/** @type {any} */ tab, /** @type {any} */ displayed) => {
    const messages = listed(displayed);
    events.displayed(tab.id ?? tab, messages.length === 1 && isTagged(messages[0]));
  });
  messenger.messages.onUpdated.addListener((message, changed) => {
    if (changed.tags) {
      void eachShownMessage(async (tab, logged, shown) => {
        if (shown === message.id) {
          events.displayed(tab, logged);
        }
      });
    }
  });
  messenger.messageDisplayAction.onClicked.addListener((tab) => events.clicked(Number(tab.id), {}));
  messenger.menus.onClicked.addListener((info, tab) => {
    const chosen = OPTIONS.find(({ key }) => key === info.menuItemId);
    if (chosen && tab) {
      events.clicked(Number(tab.id), chosen.option);
    }
    if (info.menuItemId === MENU) {
      const ids = listed(info.selectedMessages).map(({ id }) => id);
      events.chosen(ids);
    }
  });
}

/** @param {(tab: number, logged: boolean, message: number) => Promise<void>} run called for each tab with a message */
export async function eachShownMessage(run) {
  for (const { id } of await messenger.tabs.query({ type: ["mail", "messageDisplay"] })) {
    for (const shown of await shownIn(Number(id))) {
      await run(Number(id), isTagged(shown), shown.id);
    }
  }
}

/**
 * Shows a message in a tab of Thunderbird's window, which comes to the front, or in a window of its own where there is
 * none.
 *
 * @param {number} message
 */
export async function bringMessage(message) {
  const open = (/** @type {"tab" | "window"} */ location) =>
    messenger.messageDisplay.open({ messageId: message, location, active: true });
  const { windowId } = await open("tab").catch(() => open("window"));
  await messenger.windows.update(Number(windowId), { focused: true });
}

/**
 * @param {string} title
 * @param {(key: string) => string} say
 */
export async function createMenu(title, say) {
  await messenger.menus.removeAll();
  messenger.menus.create({ id: MENU, title, contexts: ["message_list"], icons: "icons/birdlog.svg" });
  for (const { key } of OPTIONS) {
    messenger.menus.create({ id: key, title: say(key), contexts: ["message_display_action"] });
  }
}

/** @param {number} tab @returns {Promise<any[]>} the one message that the tab shows, or none */
async function shownIn(tab) {
  const messages = listed(await messenger.messageDisplay.getDisplayedMessages(tab).catch(() => []));
  return messages.length === 1 ? messages : [];
}

/** @param {number} tab @returns {Promise<number | null>} the one message that the tab shows */
export async function displayedMessage(tab) {
  return (await shownIn(tab))[0]?.id ?? null;
}

/** @param {number} tab @returns {Promise<boolean>} whether the one message that the tab shows bears Birdlog's tag */
export async function isLogged(tab) {
  return (await shownIn(tab)).some(isTagged);
}

/**
 * @param {number} tab
 * @returns {Promise<boolean>} whether the button's pop-up was opened
 */
export async function openMessagePopup(tab) {
  const { windowId } = await messenger.tabs.get(tab);
  return (await messenger.messageDisplayAction.openPopup({ windowId })) !== false;
}
