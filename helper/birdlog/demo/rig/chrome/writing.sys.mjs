/* global Services, Cc, Ci */
/* Compose windows; each is named by its outer window id. */

import { MailServices } from "resource:///modules/MailServices.sys.mjs";
import { MailUtils } from "resource:///modules/MailUtils.sys.mjs";
import { identityOf } from "./accounts.sys.mjs";
import { findMessage } from "./reading.sys.mjs";
import { composeWindows, idOf, mainWindow, until, windowOf } from "./windows.sys.mjs";

const isReady = (win) => win.composeEditorReady && win.document.readyState === "complete";

const editorOf = (id) => windowOf(id).document.getElementById("messageEditor").contentDocument;

const pillsOf = (id, row) => [...windowOf(id).document.querySelectorAll(`#addressRow${row} mail-address-pill`)];

async function newWindow(open) {
  const before = new Set(composeWindows());
  open();
  const isNew = (win) => !before.has(win) && isReady(win);
  return idOf(await until(() => composeWindows().find(isNew), "a compose window"));
}

function attachmentOf(path) {
  const file = Cc["@mozilla.org/file/local;1"].createInstance(Ci.nsIFile);
  file.initWithPath(path);
  const attachment = Cc["@mozilla.org/messengercompose/attachment;1"].createInstance(Ci.nsIMsgAttachment);
  attachment.url = Services.io.newFileURI(file).spec;
  attachment.name = file.leafName;
  attachment.size = file.fileSize;
  return attachment;
}

function fieldsOf({ to, cc, bcc, subject, body, attachments }) {
  const fields = Cc["@mozilla.org/messengercompose/composefields;1"].createInstance(Ci.nsIMsgCompFields);
  fields.to = to.join(", ");
  fields.cc = cc.join(", ");
  fields.bcc = bcc.join(", ");
  fields.subject = subject;
  fields.body = body;
  attachments.forEach((path) => fields.addAttachment(attachmentOf(path)));
  return fields;
}

export const writing = {
  /** A new mail. */
  compose(mail) {
    const params = Cc["@mozilla.org/messengercompose/composeparams;1"].createInstance(Ci.nsIMsgComposeParams);
    params.type = Ci.nsIMsgCompType.New;
    params.format = mail.html ? Ci.nsIMsgCompFormat.HTML : Ci.nsIMsgCompFormat.PlainText;
    params.identity = mail.identity ? identityOf(mail.identity) : MailServices.accounts.defaultAccount.defaultIdentity;
    params.composeFields = fieldsOf(mail);
    return newWindow(() => MailServices.compose.OpenComposeWindowWithParams(null, params));
  },

  /** A mail made from another: a reply, a forward, a draft, Edit as New, a redirect. */
  async composeFrom({ type, folder, server, subject }) {
    const hdr = await findMessage(folder, server, subject);
    const kind = Ci.nsIMsgCompType[type];
    const [identity] = MailUtils.getIdentityForHeader(hdr, kind);
    const uri = hdr.folder.getUriForMsg(hdr);
    const { msgWindow } = mainWindow();
    const format = Ci.nsIMsgCompFormat.Default;
    return newWindow(() =>
      MailServices.compose.OpenComposeWindow(null, hdr, uri, kind, format, identity, null, msgWindow),
    );
  },

  async waitForCompose({ known }) {
    const isNew = (win) => !known.includes(idOf(win)) && isReady(win);
    return idOf(await until(() => composeWindows().find(isNew), "a compose window"));
  },

  composeIds: () => composeWindows().map(idOf),

  isOpen: (id) => composeWindows().some((win) => idOf(win) === id),

  isMinimized: (id) => windowOf(id).windowState === windowOf(id).STATE_MINIMIZED,

  isLocked: (id) => Boolean(windowOf(id).gSendLocked || windowOf(id).gWindowLocked),

  /** The Send button: offline it puts the mail into the Outbox. */
  send(id) {
    const win = windowOf(id);
    win.setTimeout(() => win.goDoCommand("cmd_sendButton"), 0);
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

  pills: ({ id, row }) => pillsOf(id, row).map((pill) => pill.emailAddress),

  addRecipients({ id, row, addresses }) {
    const win = windowOf(id);
    win.addressRowAddRecipientsArray(win.document.getElementById(`addressRow${row}`), addresses);
  },

  /** As a person does: select the pill and press Delete. */
  removePill({ id, row, address }) {
    const area = windowOf(id).document.getElementById("recipientsContainer");
    area.deselectAllPills();
    pillsOf(id, row)
      .find((pill) => pill.emailAddress.toLowerCase() === address.toLowerCase())
      .setAttribute("selected", "selected");
    area.removeSelectedPills();
  },

  setSubject({ id, subject }) {
    const field = windowOf(id).document.getElementById("msgSubject");
    field.value = subject;
    field.dispatchEvent(new (windowOf(id).InputEvent)("input"));
  },

  subject: (id) => windowOf(id).document.getElementById("msgSubject").value,

  setBody({ id, text }) {
    editorOf(id).body.textContent = text;
  },

  bodyText: (id) => editorOf(id).body.textContent,

  identity: (id) => windowOf(id).gCurrentIdentity.email,

  setIdentity({ id, identity }) {
    const win = windowOf(id);
    const { key } = identityOf(identity);
    const list = win.document.getElementById("msgIdentity");
    list.selectedItem = [...list.menupopup.children].find((item) => item.getAttribute("identitykey") === key);
    win.LoadIdentity(false);
  },
};
