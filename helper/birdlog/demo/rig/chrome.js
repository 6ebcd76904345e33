/* Runs inside Thunderbird's own windows (Marionette's chrome context): what a person does there, as functions.
   Each takes and returns plain data; a compose window is named by its outer window id. */
/* global Services, Cc, Ci, ChromeUtils, WebExtensionPolicy */
/* exported rig */

const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
const { MailUtils } = ChromeUtils.importESModule("resource:///modules/MailUtils.sys.mjs");
const ADDON = "birdlog@birdlog.addon";
const WIDGET = "birdlog_birdlog_addon";

const pause = (ms) => new Promise((resolve) => mainWindow().setTimeout(resolve, ms));

async function until(condition, what, patience = 20000) {
  const end = Date.now() + patience;
  for (;;) {
    const value = await condition();
    if (value) {
      return value;
    }
    if (Date.now() > end) {
      throw new Error(`waited in vain for: ${what}`);
    }
    await pause(20);
  }
}

const mainWindow = () => Services.wm.getMostRecentWindow("mail:3pane");
const idOf = (win) => win.docShell.outerWindowID;
const windowOf = (id) => {
  const win = Services.wm.getOuterWindowWithId(id);
  if (!win || win.closed) {
    throw new Error(`compose window ${id} is closed`);
  }
  return win;
};
const composeWindows = () => [...Services.wm.getEnumerator("msgcompose")].filter((win) => !win.closed);
const isReady = (win) => win.composeEditorReady && win.document.readyState === "complete";

const identityOf = (email) => {
  const found = MailServices.accounts.allIdentities.find((identity) => identity.email === email);
  if (!found) {
    throw new Error(`no identity ${email}`);
  }
  return found;
};

const fileOf = (path) => {
  const file = Cc["@mozilla.org/file/local;1"].createInstance(Ci.nsIFile);
  file.initWithPath(path);
  return file;
};

const serverOf = (type) => MailServices.accounts.allServers.find((server) => server.type === type);

const folderOf = (name, type = "imap") => {
  const root = serverOf(type).rootFolder;
  return name === "INBOX" ? root.getFolderWithFlags(Ci.nsMsgFolderFlags.Inbox) : root.getChildNamed(name);
};

const messagesIn = (folder) => [...folder.messages];

async function findMessage(folderName, type, subject) {
  const folder = await until(() => {
    try {
      return folderOf(folderName, type);
    } catch {
      return null;
    }
  }, `the folder ${folderName}`);
  const find = () => messagesIn(folder).findLast((hdr) => hdr.mime2DecodedSubject.includes(subject));
  let asked = 0;
  return until(() => {
    if (Date.now() - asked > 1000) {
      asked = Date.now();
      folder.updateFolder(null);
    }
    return find();
  }, `“${subject}” in ${folderName}`);
}

async function showInPane(hdr) {
  const tabmail = mainWindow().document.getElementById("tabmail");
  tabmail.switchToTab(0);
  const pane = tabmail.currentAbout3Pane;
  await until(() => pane.document.readyState === "complete" && pane.threadTree?.table, "the message list");
  if (pane.gFolder?.URI !== hdr.folder.URI) {
    pane.displayFolder(hdr.folder.URI);
    await until(() => pane.gFolder?.URI === hdr.folder.URI && pane.gDBView, "the folder to be shown");
  }
  const index = await until(() => {
    const found = pane.gDBView?.findIndexOfMsgHdr(hdr, true);
    return found !== undefined && found !== 0xffffffff ? { found } : null;
  }, "the message in the list");
  pane.threadTree.selectedIndex = index.found;
  await until(() => {
    const about = tabmail.currentAboutMessage;
    return about?.gMessage?.messageKey === hdr.messageKey && about.msgLoaded;
  }, "the message to be shown");
  return tabmail.currentAboutMessage;
}

const buttonIn = (doc, kind) => doc.getElementById(`${WIDGET}-${kind}-toolbarbutton`);

function buttonState(button) {
  if (!button) {
    return null;
  }
  return {
    title: button.getAttribute("tooltiptext"),
    label: button.getAttribute("label"),
    badge: button.getAttribute("badge"),
    icon: /--webextension-toolbar-image:[^;]*?url\("([^"]*)"\)/.exec(button.getAttribute("style") ?? "")?.[1] ?? null,
    disabled: button.hasAttribute("disabled"),
  };
}

const popupBrowsers = (win) =>
  [...win.document.querySelectorAll("browser[webextension-view-type=popup]")].filter(
    (browser) => browser.closest("panel")?.state === "open" && browser.currentURI?.spec.startsWith("moz-extension:"),
  );

/** Run a function in the page of a remote browser; its text must stand on its own. */
function inPage(browser, script, argument) {
  const name = `birdlog-rig:${Math.random()}`;
  const source = `(async () => { let value, error; try { value = await (${script})(content, ${JSON.stringify(argument ?? null)}); }
    catch (problem) { error = String(problem); } sendAsyncMessage("${name}", { value, error }); })();`;
  return new Promise((resolve, reject) => {
    const listener = ({ data }) => {
      browser.messageManager.removeMessageListener(name, listener);
      data.error ? reject(new Error(data.error)) : resolve(data.value);
    };
    browser.messageManager.addMessageListener(name, listener);
    browser.messageManager.loadFrameScript(`data:text/javascript;charset=utf-8,${encodeURIComponent(source)}`, false);
  });
}

const dialogWindows = () =>
  [...Services.wm.getEnumerator(null)].filter((win) => win.location.href.includes("commonDialog.xhtml"));

const attachmentOf = (path) => {
  const attachment = Cc["@mozilla.org/messengercompose/attachment;1"].createInstance(Ci.nsIMsgAttachment);
  attachment.url = Services.io.newFileURI(fileOf(path)).spec;
  return attachment;
};

async function newCompose(open) {
  const before = new Set(composeWindows());
  open();
  const isNew = (win) => !before.has(win) && isReady(win);
  return idOf(await until(() => composeWindows().find(isNew), "a compose window"));
}

const loginOf = (origin, user, password) => {
  const login = Cc["@mozilla.org/login-manager/loginInfo;1"].createInstance(Ci.nsILoginInfo);
  login.init(origin, null, origin, user, password, "", "");
  return login;
};

const rig = {
  /* --- the program --------------------------------------------------------------------------------------------- */

  isReady: () => Boolean(mainWindow()?.document.getElementById("tabmail")?.currentAbout3Pane?.threadTree?.table),

  async logIn({ origin, user, password }) {
    if (!(await Services.logins.searchLoginsAsync({ origin })).length) {
      await Services.logins.addLoginAsync(loginOf(origin, user, password));
    }
    serverOf("imap").performExpand(mainWindow().msgWindow);
    await until(() => {
      const inbox = folderOf("INBOX");
      inbox?.updateFolder(null);
      return inbox && serverOf("imap").rootFolder.numSubFolders > 2;
    }, "the mailboxes of the account");
  },

  getMail: () => folderOf("INBOX").getNewMessages(mainWindow().msgWindow, null),

  quit: () => mainWindow().setTimeout(() => Services.startup.quit(Ci.nsIAppStartup.eAttemptQuit), 0),

  setOffline(offline) {
    Services.prefs.setIntPref("offline.send.unsent_messages", 2);
    Services.prefs.setIntPref("offline.download.download_messages", 2);
    Services.io.manageOfflineStatus = false;
    Services.io.offline = offline;
  },

  windows: () => [...Services.wm.getEnumerator(null)].map((win) => win.document.title || win.location.href),

  /* --- accounts ------------------------------------------------------------------------------------------------- */

  keepSentCopy({ identity, where }) {
    const chosen = identityOf(identity);
    chosen.doFcc = where !== "off";
    if (where !== "off") {
      const root = serverOf(where === "local" ? "none" : "imap").rootFolder;
      chosen.fccFolderURI = `${root.URI}/Sent`;
      chosen.fccFolderPickerMode = "1";
    }
  },

  setOwnBcc({ identity, addresses }) {
    identityOf(identity).doBcc = addresses.length > 0;
    identityOf(identity).doBccList = addresses.join(", ");
  },

  addList({ name, people }) {
    const book = MailServices.ab.getDirectory("jsaddrbook://abook.sqlite");
    const list = Cc["@mozilla.org/addressbook/directoryproperty;1"].createInstance(Ci.nsIAbDirectory);
    list.isMailList = true;
    list.dirName = name;
    const made = book.addMailList(list);
    for (const email of people) {
      const card = Cc["@mozilla.org/addressbook/cardproperty;1"].createInstance(Ci.nsIAbCard);
      card.displayName = email.split("@")[0];
      card.primaryEmail = email;
      made.addCard(card);
    }
  },

  /* --- writing -------------------------------------------------------------------------------------------------- */

  /** A new mail. */
  async compose({ to, cc, bcc, subject, body, html, identity, attachments }) {
    const fields = Cc["@mozilla.org/messengercompose/composefields;1"].createInstance(Ci.nsIMsgCompFields);
    fields.to = to.join(", ");
    fields.cc = cc.join(", ");
    fields.bcc = bcc.join(", ");
    fields.subject = subject;
    fields.body = body;
    for (const path of attachments) {
      fields.addAttachment(attachmentOf(path));
    }
    const params = Cc["@mozilla.org/messengercompose/composeparams;1"].createInstance(Ci.nsIMsgComposeParams);
    params.type = Ci.nsIMsgCompType.New;
    params.format = html ? Ci.nsIMsgCompFormat.HTML : Ci.nsIMsgCompFormat.PlainText;
    params.identity = identity ? identityOf(identity) : MailServices.accounts.defaultAccount.defaultIdentity;
    params.composeFields = fields;
    return newCompose(() => MailServices.compose.OpenComposeWindowWithParams(null, params));
  },

  /** A mail made from another: reply, forward, draft, Edit as New, redirect. */
  async composeFrom({ type, folder, server, subject }) {
    const hdr = await findMessage(folder, server, subject);
    const kind = Ci.nsIMsgCompType[type];
    const identity = MailUtils.getIdentityForHeader(hdr, kind)[0];
    const uri = hdr.folder.getUriForMsg(hdr);
    const format = Ci.nsIMsgCompFormat.Default;
    const open = () =>
      MailServices.compose.OpenComposeWindow(null, hdr, uri, kind, format, identity, null, mainWindow().msgWindow);
    return newCompose(open);
  },

  async waitForCompose({ known }) {
    const win = await until(() => composeWindows().find((each) => !known.includes(idOf(each)) && isReady(each)), "a compose window");
    return idOf(win);
  },

  composeIds: () => composeWindows().map(idOf),

  isOpen: (id) => composeWindows().some((win) => idOf(win) === id),

  send(id) {
    const win = windowOf(id);
    win.setTimeout(() => win.goDoCommand("cmd_sendNow"), 0);
  },

  sendLater(id) {
    const win = windowOf(id);
    win.setTimeout(() => win.goDoCommand("cmd_sendLater"), 0);
  },

  async saveDraft(id) {
    const win = windowOf(id);
    win.SaveAsDraft();
    await until(() => !win.gSaveOperationInProgress && !win.gContentChanged, "the draft to be saved");
  },

  closeCompose(id) {
    const win = windowOf(id);
    win.gMsgCompose.bodyModified = false;
    win.gContentChanged = false;
    win.close();
  },

  pills: ({ id, row }) =>
    [...windowOf(id).document.querySelectorAll(`#addressRow${row} mail-address-pill`)].map((pill) => pill.emailAddress),

  addRecipients({ id, row, addresses }) {
    const win = windowOf(id);
    win.addressRowAddRecipientsArray(win.document.getElementById(`addressRow${row}`), addresses);
  },

  /** As a person does: select the pill and press Delete. */
  removePill({ id, row, address }) {
    const win = windowOf(id);
    const pill = [...win.document.querySelectorAll(`#addressRow${row} mail-address-pill`)].find(
      (each) => each.emailAddress.toLowerCase() === address.toLowerCase(),
    );
    const area = win.document.getElementById("recipientsContainer");
    area.deselectAllPills();
    pill.setAttribute("selected", "selected");
    area.removeSelectedPills();
  },

  setSubject({ id, subject }) {
    const field = windowOf(id).document.getElementById("msgSubject");
    field.value = subject;
    field.dispatchEvent(new (windowOf(id).InputEvent)("input"));
  },

  subject: (id) => windowOf(id).document.getElementById("msgSubject").value,

  bodyText: (id) => windowOf(id).document.getElementById("messageEditor").contentDocument.body.textContent,

  bodyHtml: (id) => windowOf(id).document.getElementById("messageEditor").contentDocument.body.innerHTML,

  identity: (id) => windowOf(id).gCurrentIdentity.email,

  setIdentity({ id, identity }) {
    const win = windowOf(id);
    const key = identityOf(identity).key;
    const list = win.document.getElementById("msgIdentity");
    list.selectedItem = [...list.menupopup.children].find((item) => item.getAttribute("identitykey") === key);
    win.LoadIdentity(false);
  },

  attachmentNames: (id) =>
    [...windowOf(id).document.getElementById("attachmentBucket").itemChildren].map((item) => item.attachment.name),

  focus: (id) => windowOf(id).focus(),

  isLocked: (id) => Boolean(windowOf(id).gSendLocked || windowOf(id).gWindowLocked),

  sendOutbox() {
    const sender = Cc["@mozilla.org/messengercompose/sendlater;1"].getService(Ci.nsIMsgSendLater);
    sender.sendUnsentMessages(null);
  },

  outbox: () =>
    messagesIn(Cc["@mozilla.org/messengercompose/sendlater;1"].getService(Ci.nsIMsgSendLater).getUnsentMessagesFolder(null)).map(
      (hdr) => hdr.mime2DecodedSubject,
    ),

  /* --- reading -------------------------------------------------------------------------------------------------- */

  async show({ folder, server, subject }) {
    await showInPane(await findMessage(folder, server, subject));
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

  tagLabel: (key) => MailServices.tags.getTagForKey(key),

  subjects: ({ folder, server }) => messagesIn(folderOf(folder, server)).map((hdr) => hdr.mime2DecodedSubject),

  async deleteMessage({ folder, server, subject }) {
    const hdr = await findMessage(folder, server, subject);
    hdr.folder.deleteMessages([hdr], null, true, true, null, false);
  },

  async messageButton() {
    const about = mainWindow().document.getElementById("tabmail").currentAboutMessage;
    return buttonState(buttonIn(about.document, "messageDisplayAction"));
  },

  async clickMessageButton() {
    const about = mainWindow().document.getElementById("tabmail").currentAboutMessage;
    const button = await until(() => {
      const found = buttonIn(about.document, "messageDisplayAction");
      return found && !found.disabled ? found : null;
    }, "the add-on's button in the message header");
    button.click();
  },

  /** Opens the message list's context menu on the selected message; the labels of the add-on's own entries. */
  async openListMenu() {
    const pane = mainWindow().document.getElementById("tabmail").currentAbout3Pane;
    const row = await until(() => pane.threadTree.getRowAtIndex(pane.threadTree.selectedIndex), "the message's row");
    const menu = pane.document.getElementById("mailContext");
    row.dispatchEvent(new pane.MouseEvent("contextmenu", { bubbles: true, cancelable: true, button: 2, view: pane, clientX: row.getBoundingClientRect().x + 40, clientY: row.getBoundingClientRect().y + 4 }));
    await until(() => menu.state === "open", "the context menu");
    return [...menu.querySelectorAll(`[id^="${WIDGET}-menuitem-"]`)].map((item) => item.getAttribute("label"));
  },

  async chooseFromListMenu({ label }) {
    const pane = mainWindow().document.getElementById("tabmail").currentAbout3Pane;
    const menu = pane.document.getElementById("mailContext");
    const item = [...menu.querySelectorAll(`[id^="${WIDGET}-menuitem-"]`)].find((each) => each.getAttribute("label") === label);
    menu.activateItem(item);
    await until(() => menu.state === "closed", "the context menu to close");
  },

  closeListMenu() {
    mainWindow().document.getElementById("tabmail").currentAbout3Pane.document.getElementById("mailContext").hidePopup();
  },

  /* --- the add-on ----------------------------------------------------------------------------------------------- */

  addonIsRunning() {
    const policy = WebExtensionPolicy.getByID(ADDON);
    return Boolean(policy?.active && policy.extension.backgroundState);
  },

  backgroundState: () => WebExtensionPolicy.getByID(ADDON)?.extension?.backgroundState ?? null,

  composeButton: (id) => buttonState(buttonIn(windowOf(id).document, "composeAction")),

  toolbarButton: () => buttonState(mainWindow().document.querySelector(`[data-extensionid="${ADDON}"], [extension="${ADDON}"] button, [extension="${ADDON}"]`)),

  async openComposePopup(id) {
    const win = windowOf(id);
    win.focus();
    const button = await until(() => buttonIn(win.document, "composeAction"), "the add-on's button in the compose window");
    button.click();
    await until(() => popupBrowsers(win).length, "the pop-up");
  },

  async popup({ id, script, argument }) {
    const win = id ? windowOf(id) : mainWindow();
    const browser = await until(() => popupBrowsers(win).at(-1), "the pop-up");
    return inPage(browser, script, argument);
  },

  async closePopup(id) {
    const win = id ? windowOf(id) : mainWindow();
    for (const browser of popupBrowsers(win)) {
      browser.closest("panel").hidePopup();
    }
    await until(() => !popupBrowsers(win).length, "the pop-up to close");
  },

  async openOptions() {
    const url = WebExtensionPolicy.getByID(ADDON).extension.manifest.options_ui.page;
    const tabmail = mainWindow().document.getElementById("tabmail");
    const tab = tabmail.openTab("contentTab", { url, linkHandler: "single-page", triggeringPrincipal: WebExtensionPolicy.getByID(ADDON).extension.principal });
    await until(() => tab.browser.currentURI?.spec === url && !tab.browser.webProgress?.isLoadingDocument, "the options page");
  },

  tabPage({ script, argument }) {
    const tab = mainWindow().document.getElementById("tabmail").currentTabInfo;
    return inPage(tab.browser, script, argument);
  },

  closeTabs() {
    const tabmail = mainWindow().document.getElementById("tabmail");
    while (tabmail.tabInfo.length > 1) {
      tabmail.closeTab(tabmail.tabInfo.at(-1));
    }
  },

  /** What the console says about the add-on: warnings and errors, its manifest's too. */
  console() {
    const host = WebExtensionPolicy.getByID(ADDON)?.mozExtensionHostname;
    return Services.console
      .getMessageArray()
      .map((message) => {
        try {
          const error = message.QueryInterface(Ci.nsIScriptError);
          const level = error.flags & Ci.nsIScriptError.warningFlag ? "warning" : "error";
          return { text: error.errorMessage, source: error.sourceName, level };
        } catch {
          const level = /\t(WARN|ERROR)\t/.exec(message.message)?.[1];
          return { text: message.message, source: "", level: { WARN: "warning", ERROR: "error" }[level] ?? "info" };
        }
      })
      .filter(({ text, source }) => [text, source].some((words) => words?.includes(ADDON) || (host && words?.includes(host))));
  },

  clearConsole: () => Services.console.reset(),

  /* --- dialogs -------------------------------------------------------------------------------------------------- */

  dialogs: () => dialogWindows().map((win) => win.document.getElementById("infoBody")?.textContent ?? win.document.title),

  async answerDialog({ button }) {
    const win = await until(() => dialogWindows().find((each) => each.document.readyState === "complete"), "a dialog");
    win.document.getElementById("commonDialog").getButton(button).click();
    await until(() => win.closed, "the dialog to close");
  },
};
