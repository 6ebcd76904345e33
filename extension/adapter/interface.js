/** What Birdlog shows beside its own pages: words, the two buttons, the menu entry and notifications. */

/** @typedef {import("../words/verdict.js").ButtonFace} ButtonFace */

/**
 * @param {string} key of _locales
 * @param {...string} values
 * @returns {string}
 */
export const text = (key, ...values) => messenger.i18n.getMessage(key, values);

/** @returns {string} Thunderbird's language, as BCP 47 has it */
export const uiLanguage = () => messenger.i18n.getUILanguage();

/** @param {number} tab @param {ButtonFace} face */
export async function showComposeButton(tab, { title, badge, badgeColour, icon }) {
  const { composeAction } = messenger;
  await Promise.all([
    composeAction.setTitle({ tabId: tab, title }),
    composeAction.setIcon({ tabId: tab, path: icon }),
    composeAction.setBadgeText({ tabId: tab, text: badge }),
    composeAction.setBadgeBackgroundColor({ tabId: tab, color: badgeColour }),
  ]);
}

/** How long a button may take to change, in milliseconds. */
const BUTTON_LIMIT = 500;

/**
 * Changes the button in a message's header. In a tab that shows no message (any more) Thunderbird never answers these
 * calls: so they are not waited for without a limit.
 *
 * @param {number} tab
 * @param {{title: string, popup: string, busy: boolean}} face
 */
export async function showMessageButton(tab, { title, popup, busy }) {
  const { messageDisplayAction } = messenger;
  const shown = Promise.all([
    messageDisplayAction.setTitle({ tabId: tab, title }),
    messageDisplayAction.setPopup({ tabId: tab, popup }),
    busy ? messageDisplayAction.disable(tab) : messageDisplayAction.enable(tab),
  ]);
  await Promise.race([shown, new Promise((resolve) => setTimeout(resolve, BUTTON_LIMIT))]);
}

/** The notification whose click brings the window of many messages. */
const MANY = "many";

/** @param {string} title @param {string} message @param {string} [id] of one that takes an earlier one's place */
export async function notify(title, message, id = crypto.randomUUID()) {
  const iconUrl = messenger.runtime.getURL("icons/birdlog.svg");
  await messenger.notifications.create(id, { type: "basic", iconUrl, title, message });
}

/** @param {string} title @param {string} message about many messages that are being logged */
export const notifyOfMany = (title, message) => notify(title, message, MANY);

/** @param {() => void} clicked a notification about many messages; to be called at the top level */
export function watchNotifications(clicked) {
  messenger.notifications.onClicked.addListener((id) => {
    if (id === MANY) {
      clicked();
    }
  });
}

/** @param {string} error */
export const warn = (error) => console.warn(`Birdlog: ${error}`);
