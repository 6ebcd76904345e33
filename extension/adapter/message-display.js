/** The messages that Thunderbird shows, and the button in their header. */

import { isTagged } from "./mail.js";

/**
 * @typedef {object} MessageDisplayEvents
 * @property {(tab: number, logged: boolean) => void} displayed
 * @property {(tab: number) => void} clicked the button
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
  messenger.messageDisplayAction.onClicked.addListener((tab) => events.clicked(Number(tab.id)));
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

/** @param {number} tab @returns {Promise<any[]>} the one message that the tab shows, or none */
async function shownIn(tab) {
  const messages = listed(await messenger.messageDisplay.getDisplayedMessages(tab).catch(() => []));
  return messages.length === 1 ? messages : [];
}

/** @param {number} tab @returns {Promise<number | null>} the one message that the tab shows */
export async function displayedMessage(tab) {
  return (await shownIn(tab))[0]?.id ?? null;
}

/** @param {number} message @returns {Promise<number | null>} the tab in front that shows it alone */
export async function tabOf(message) {
  for (const { id } of await messenger.tabs.query({ type: ["mail", "messageDisplay"], active: true })) {
    if ((await displayedMessage(Number(id))) === message) {
      return Number(id);
    }
  }
  return null;
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
