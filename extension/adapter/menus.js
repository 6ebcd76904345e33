/** The entries in the menus of the message list, of the folder pane and of the button in a message's header. */

import { itemPages, useOf } from "./mail.js";

const MESSAGES = "log-to-crm";
const FOLDER = "log-folder-to-crm";

/** Folders that hold nothing that was received. */
const NOTHING_RECEIVED = ["sent", "drafts", "templates", "outbox", "trash", "junk"];

/** @typedef {Omit<import("../received/log-to-crm.js").Wish, "again">} Option */

/** The entries in the button's own menu, with the names of their sentences. */
const OPTIONS = [
  { key: "logWithoutHistory", option: { without_history: true } },
  { key: "logWithoutAttachments", option: { without_attachments: true } },
  { key: "logLooking", option: { look: true } },
];

/**
 * @typedef {object} MenuEvents
 * @property {(tab: number, option: Option) => void} button
 * @property {(message: number) => void} message one was chosen
 * @property {(pages: AsyncIterable<import("../received/many.js").Item[]>) => void} messages several were
 * @property {(folder: {id: string, name: string}) => void} folder
 */

/** As it was last shown, null: not known. A menu is made anew while it is open only where it has to be. */
let folderEntryIsVisible = /** @type {boolean | null} */ (null);

/** @param {any} info @returns {any} the one folder that the menu is about, if there is something to be logged in it */
function folderOf({ selectedFolders = [] }) {
  const [folder] = selectedFolders;
  const holdsMail = selectedFolders.length === 1 && !folder.isRoot && !folder.isVirtual;
  return holdsMail && !NOTHING_RECEIVED.includes(useOf(folder)) ? folder : null;
}

/**
 * Listens to all; to be called at the top level of the background page.
 *
 * @param {MenuEvents} events
 */
export function watchMenus(events) {
  messenger.menus.onShown.addListener((/** @type {any} */ info) => {
    const visible = folderOf(info) !== null;
    if (info.contexts.includes("folder_pane") && visible !== folderEntryIsVisible) {
      folderEntryIsVisible = visible;
      void messenger.menus.update(FOLDER, { visible }).then(() => messenger.menus.refresh());
    }
  });
  messenger.menus.onClicked.addListener((/** @type {any} */ info, tab) => {
    const chosen = OPTIONS.find(({ key }) => key === info.menuItemId);
    if (chosen && tab) {
      events.button(Number(tab.id), chosen.option);
      return;
    }
    const folder = info.menuItemId === FOLDER ? folderOf(info) : null;
    const list = info.menuItemId === MESSAGES ? info.selectedMessages : null;
    if (folder) {
      events.folder({ id: folder.id, name: folder.name });
    } else if (list?.id || list?.messages.length > 1) {
      events.messages(itemPages(list));
    } else if (list?.messages.length) {
      events.message(list.messages[0].id);
    }
  });
}

/** @param {(key: string) => string} say */
export async function createMenus(say) {
  const { menus } = messenger;
  const icons = "icons/birdlog.svg";
  await menus.removeAll();
  menus.create({ id: MESSAGES, title: say("logToCrm"), contexts: ["message_list"], icons });
  menus.create({ id: FOLDER, title: say("logFolderToCrm"), contexts: ["folder_pane"], icons });
  folderEntryIsVisible = true;
  for (const { key } of OPTIONS) {
    menus.create({ id: key, title: say(key), contexts: ["message_display_action"] });
  }
}
