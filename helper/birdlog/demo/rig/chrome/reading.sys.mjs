/* The message list and the message that is shown. */

import { MailServices } from "resource:///modules/MailServices.sys.mjs";
import { folderOf, serverOf, untilIn } from "./accounts.sys.mjs";
import { tabmail, until } from "./windows.sys.mjs";

const NOT_THERE = 0xffffffff;

/** The newest message whose subject holds `subject`; waited for, the folder being looked into every second. */
export async function findMessage(folderName, server, subject) {
  const folder = await until(() => folderOf(folderName, server), `the folder ${folderName}`);
  const newest = () => [...folder.messages].findLast((hdr) => hdr.mime2DecodedSubject.includes(subject));
  return untilIn(folder, newest, `“${subject}” in ${folderName}`);
}

function indexIn(pane, hdr) {
  const index = pane.gDBView?.findIndexOfMsgHdr(hdr, true) ?? NOT_THERE;
  return index === NOT_THERE ? null : { index };
}

function isShown(hdr) {
  const about = tabmail().currentAboutMessage;
  return about?.gMessage?.messageKey === hdr.messageKey && about.msgLoaded;
}

async function showFolder(pane, folder) {
  await until(() => pane.document.readyState === "complete" && pane.threadTree?.table, "the message list");
  if (pane.gFolder?.URI !== folder.URI) {
    pane.displayFolder(folder.URI);
    await until(() => pane.gFolder?.URI === folder.URI && pane.gDBView, "the folder to be shown");
  }
}

export const reading = {
  /** Selects the message in the list and waits until it is shown. */
  async show({ folder, server, subject }) {
    const hdr = await findMessage(folder, server, subject);
    tabmail().switchToTab(0);
    const pane = tabmail().currentAbout3Pane;
    await showFolder(pane, hdr.folder);
    const { index } = await until(() => indexIn(pane, hdr), "the message in the list");
    pane.threadTree.selectedIndex = index;
    await until(() => isShown(hdr), "the message to be shown");
  },

  /** Selects several messages in the list. */
  async select({ folder, server, subjects }) {
    const headers = [];
    for (const subject of subjects) {
      headers.push(await findMessage(folder, server, subject));
    }
    tabmail().switchToTab(0);
    const pane = tabmail().currentAbout3Pane;
    await showFolder(pane, headers[0].folder);
    const rows = await until(() => {
      const found = headers.map((hdr) => indexIn(pane, hdr));
      return found.every(Boolean) && found.map(({ index }) => index);
    }, "the messages in the list");
    pane.threadTree.selectedIndices = rows;
    await until(() => pane.gDBView.numSelected === rows.length, "the messages to be selected");
  },

  async message({ folder, server, subject }) {
    const hdr = await findMessage(folder, server, subject);
    return {
      message_id: hdr.messageId,
      subject: hdr.mime2DecodedSubject,
      tags: hdr.getStringProperty("keywords").split(" ").filter(Boolean),
      bcc: hdr.bccList,
      read: hdr.isRead,
    };
  },

  /** The Message-ID of the message that the current tab or message window shows, null for none. */
  shownMessageId: () => tabmail().currentAboutMessage?.gMessage?.messageId ?? null,

  tagLabel: (key) => MailServices.tags.getTagForKey(key),

  subjects: ({ folder, server }) =>
    [...(folderOf(folder, server)?.messages ?? [])].map((hdr) => hdr.mime2DecodedSubject),

  async moveMessage({ folder, subject, target }) {
    const hdr = await findMessage(folder, "imap", subject);
    if (!folderOf(target, "none")) {
      serverOf("none").rootFolder.createSubfolder(target, null);
    }
    const destination = await until(() => folderOf(target, "none"), `the folder ${target}`);
    MailServices.copy.copyMessages(hdr.folder, [hdr], destination, true, null, null, false);
    await findMessage(target, "none", subject);
  },

  async deleteMessage({ folder, server, subject }) {
    const hdr = await findMessage(folder, server, subject);
    hdr.folder.deleteMessages([hdr], null, true, true, null, false);
  },
};
