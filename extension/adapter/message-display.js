/** The button in the header of a received message, and the entry in the message list's context menu. */

import { isTagged } from "./mail.js";

const MENU = "log-to-crm";

/**
 * @typedef {object} MessageDisplayEvents
 * @property {(tab: number, logged: boolean) => void} displayed
 * @property {(tab: number) => void} clicked the button
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
  messenger.messageDisplayAction.onClicked.addListener((tab) => events.clicked(Number(tab.id)));
  messenger.menus.onClicked.addListener((info) => {
    if (info.menuItemId === MENU) {
      const ids = listed(info.selectedMessages).map(({ id }) => id);
      events.chosen(ids);
    }
  });
}

/** @param {string} title */
export async function createMenu(title) {
  await messenger.menus.removeAll();
  messenger.menus.create({ id: MENU, title, contexts: ["message_list"], icons: "icons/birdlog.svg" });
}

/** @param {number} tab @returns {Promise<number | null>} the one message that the tab shows */
export async function displayedMessage(tab) {
  const messages = listed(await messenger.messageDisplay.getDisplayedMessages(tab));
  return messages.length === 1 ? messages[0].id : null;
}

/**
 * @param {number} tab
 * @returns {Promise<boolean>} whether the button's pop-up was opened
 */
export async function openMessagePopup(tab) {
  const { windowId } = await messenger.tabs.get(tab);
  return (await messenger.messageDisplayAction.openPopup({ windowId })) !== false;
}
