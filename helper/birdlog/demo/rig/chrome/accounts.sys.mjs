/* global Services, Cc, Ci */
/* Accounts, identities, folders and the address book. */

import { MailServices } from "resource:///modules/MailServices.sys.mjs";
import { mainWindow, until } from "./windows.sys.mjs";

export function identityOf(email) {
  const found = MailServices.accounts.allIdentities.find((identity) => identity.email === email);
  if (!found) {
    throw new Error(`no identity ${email}`);
  }
  return found;
}

export const serverOf = (type) => MailServices.accounts.allServers.find((server) => server.type === type);

/**
 * A folder of the account: `server` is "imap" or "none" (Local Folders); null where there is none of that name. The
 * name is the one on the server: what is shown of "Sent" may be in the person's language.
 */
export function folderOf(name, server) {
  const root = serverOf(server).rootFolder;
  if (name === "INBOX") {
    return root.getFolderWithFlags(Ci.nsMsgFolderFlags.Inbox);
  }
  return root.descendants.find(({ URI }) => decodeURIComponent(URI).endsWith(`/${name}`)) ?? null;
}

/** Waits for a condition about a folder, which is looked into every second. */
export function untilIn(folder, condition, what) {
  let asked = 0;
  return until(() => {
    if (Date.now() - asked > 1000) {
      asked = Date.now();
      folder.updateFolder(null);
    }
    return condition();
  }, what);
}

const outboxFolder = () =>
  Cc["@mozilla.org/messengercompose/sendlater;1"].getService(Ci.nsIMsgSendLater).getUnsentMessagesFolder(null);

function loginOf(origin, user, password) {
  const login = Cc["@mozilla.org/login-manager/loginInfo;1"].createInstance(Ci.nsILoginInfo);
  login.init(origin, null, origin, user, password, "", "");
  return login;
}

function cardOf(email) {
  const card = Cc["@mozilla.org/addressbook/cardproperty;1"].createInstance(Ci.nsIAbCard);
  card.displayName = email.split("@")[0];
  card.primaryEmail = email;
  return card;
}

export const accounts = {
  async logIn({ origin, user, password }) {
    if (!(await Services.logins.searchLoginsAsync({ origin })).length) {
      await Services.logins.addLoginAsync(loginOf(origin, user, password));
    }
    serverOf("imap").performExpand(mainWindow().msgWindow);
    await until(() => {
      folderOf("INBOX", "imap")?.updateFolder(null);
      return folderOf("INBOX", "imap") && folderOf("Sent", "imap");
    }, "the mailboxes of the account");
  },

  async getMail() {
    const inbox = await until(() => folderOf("INBOX", "imap"), "the inbox");
    inbox.getNewMessages(mainWindow().msgWindow, null);
  },

  setOffline(offline) {
    Services.io.manageOfflineStatus = false;
    Services.io.offline = offline;
  },

  keepSentCopy({ identity, where }) {
    const chosen = identityOf(identity);
    chosen.doFcc = where !== "off";
    if (where !== "off") {
      chosen.fccFolderURI = `${serverOf(where === "local" ? "none" : "imap").rootFolder.URI}/Sent`;
      chosen.fccFolderPickerMode = "1";
    }
  },

  setOwnBcc({ identity, addresses }) {
    identityOf(identity).doBcc = addresses.length > 0;
    identityOf(identity).doBccList = addresses.join(", ");
  },

  addList({ name, people }) {
    const list = Cc["@mozilla.org/addressbook/directoryproperty;1"].createInstance(Ci.nsIAbDirectory);
    list.isMailList = true;
    list.dirName = name;
    const made = MailServices.ab.getDirectory("jsaddrbook://abook.sqlite").addMailList(list);
    people.forEach((email) => made.addCard(cardOf(email)));
  },

  /** Deletes what lies in Local Folders (the Outbox too) and the lists in the address book. */
  emptyLocalFolders() {
    serverOf("none").rootFolder.descendants.forEach((folder) => {
      const messages = [...folder.messages];
      if (messages.length) {
        folder.deleteMessages(messages, null, true, true, null, false);
      }
    });
    MailServices.ab.getDirectory("jsaddrbook://abook.sqlite").childNodes.forEach((list) => {
      MailServices.ab.deleteAddressBook(list.URI);
    });
  },

  async seeEmptyMailboxes() {
    for (const folder of serverOf("imap").rootFolder.descendants) {
      await untilIn(folder, () => [...folder.messages].length === 0, `${folder.name} to be empty`);
    }
  },

  outbox: () => [...outboxFolder().messages].map((hdr) => hdr.mime2DecodedSubject),

  /** As a person does: into the trash, or with Shift for good. */
  deleteFromOutbox({ subject, forGood }) {
    const hdr = [...outboxFolder().messages].find((each) => each.mime2DecodedSubject.includes(subject));
    outboxFolder().deleteMessages([hdr], mainWindow().msgWindow, forGood, false, null, true);
  },

  sendOutbox: () =>
    Cc["@mozilla.org/messengercompose/sendlater;1"].getService(Ci.nsIMsgSendLater).sendUnsentMessages(null),
};
