/**
 * The parts of the add-on, put together. Nothing here waits for anything or listens to Thunderbird: the background page
 * does, and hands them its events.
 */

import { addressBooks } from "./adapter/address-books.js";
import * as compose from "./adapter/compose.js";
import { copiesFolder, prepareCopiesFolder } from "./adapter/copies-folder.js";
import { helloBody, openHelper } from "./adapter/helper-port.js";
import { defaultAddress, identities, identityWith } from "./adapter/identities.js";
import * as face from "./adapter/interface.js";
import * as mail from "./adapter/mail.js";
import { isManyOpen, raiseMany, showMany } from "./adapter/many-window.js";
import * as display from "./adapter/message-display.js";
import { forwardWindows, testMailWindow } from "./adapter/own-windows.js";
import { withoutHistory } from "./adapter/page-text.js";
import { removeAdditionalCopy, sentCopy, sentCopyStart } from "./adapter/sent-copies.js";
import * as stores from "./adapter/store.js";
import { ComposeState } from "./compose/compose-state.js";
import { Decider } from "./compose/decider.js";
import { ComposeFollower } from "./compose/follower.js";
import { ListMembers } from "./compose/lists.js";
import { Reporter } from "./compose/reporter.js";
import { Sending } from "./compose/sending.js";
import { TestMail } from "./compose/test-mail.js";
import { HelperConnection } from "./helper/connection.js";
import { Delivery } from "./helper/delivery.js";
import { HandOver } from "./helper/hand-over.js";
import { Outbox } from "./helper/outbox.js";
import { Requests } from "./helper/requests.js";
import { Wishes } from "./helper/wishes.js";
import { ForwardEnd } from "./received/forward-end.js";
import { LogToCrm } from "./received/log-to-crm.js";
import { LogToTheEnd } from "./received/log-to-the-end.js";
import { Logged } from "./received/logged.js";
import { ManyShown } from "./received/many-shown.js";
import { Many } from "./received/many.js";
import { MessageButton } from "./received/message-button.js";
import { replyFacts } from "./received/replies.js";
import { ReportWatch } from "./received/report-watch.js";
import { requestKinds } from "./received/requested.js";
import { SentCopies } from "./received/sent-copies.js";
import { crmAddresses } from "./rules/decide.js";
import { draftKey } from "./state/drafts.js";
import { withReport } from "./state/schema.js";
import { outcomeWords } from "./words/outcome.js";
import { buttonFace } from "./words/verdict.js";

/** @typedef {import("./compose/follower.js").Kept} Kept */
/** @typedef {import("./helper/outbox.js").StoredEvent} StoredEvent */

/** @type {import("./helper/connection.js").Clock} */
const clock = {
  after(milliseconds, run) {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  },
};
const now = () => new Date();

/** @param {() => Promise<unknown>} step whose failure must not keep the others from being done */
export const attempt = (step) => step().catch((problem) => face.warn(String(problem)));

export const state = new stores.StateStore();
const settings = () => state.now?.settings ?? null;
export const crm = () => crmAddresses(settings());

/** @type {HelperConnection} */
export const helper = new HelperConnection({
  open: openHelper,
  hello: async () => helloBody((await state.read()).instance),
  clock,
  // With a profile always: the window may have something for Thunderbird to do.
  needed: () => follower.tabs.length > 0 || outbox.size > 0 || Boolean(settings()?.profiles.length),
  onSettings: (given) => void settingsCame(given),
  onRequests: () => void requests.look(),
  onChange: () => void helperChanged(),
});

/** @type {HelperConnection["request"]} */
const ask = (type, body, limit) => helper.request(type, body, limit);

const delivery = new Delivery({
  reachable: (limit) => helper.reachable(limit),
  hasProfile: () => Boolean(settings()?.profiles.length),
  ask,
  awaited: (body) => handOver.sent(body),
  cameBack: (message_id) => attempt(() => mail.untagMessage(message_id)),
});

export const outbox = new Outbox(stores.outboxStore, (event) => delivery.deliver(event), clock);

/** @param {StoredEvent} event */
async function report(event) {
  await state.ready;
  if (settings() === null || settings()?.profiles.length) {
    await outbox.add(event);
  }
}

export const handOver = new HandOver({
  store: stores.takenStore,
  copy: sentCopy,
  taken: removeAdditionalCopy,
  ask,
  report,
  clock,
  now,
});

const lists = new ListMembers(addressBooks);
const decider = new Decider(helper, settings);

export const reporter = new Reporter({
  store: stores.intentStore,
  report,
  folders: mail.folders,
  lists,
  state: () => state.read(),
  learnCopies: (identity, copied) => state.change(({ copies }) => ({ copies: { ...copies, [identity]: copied } })),
  async ended(intent, outcome, reason) {
    testMail.ended(intent, outcome, reason);
    await forwardEnd.seen(intent, outcome);
  },
  addedElsewhere(address) {
    void attempt(() => face.notify(face.text("addedElsewhere"), face.text("addedElsewhereWhy", address)));
  },
  clock,
  now,
});

export const copies = new SentCopies({ store: stores.copyStore, raw: sentCopyStart, report, now });

/** @param {number} id @param {string} message_id of a message that is logged */
const tag = (id, message_id) => mail.tagMessage(id, message_id, face.text("tagLabel"));

const logToCrm = new LogToCrm({
  read: mail.readMessage,
  windows: forwardWindows,
  withoutHistory,
  takeIn: async (id, identity) => handOver.received(await mail.rawMessage(id), identity),
  byApi: async (id, identity) => handOver.byApi(await mail.rawMessage(id), identity),
  tag,
  ask,
  reporter,
  report,
  showRead: showForward,
  online: mail.isOnline,
  clock,
  now,
});

const toTheEnd = new LogToTheEnd(logToCrm, clock);
const inJournal = new Logged({ ask, outbox });

/** @type {() => void} */
let resolveReconciled = () => {};
const afterReconciling = new Promise((resolve) => {
  resolveReconciled = () => resolve(undefined);
});

/** What an earlier Thunderbird left unfinished was looked through. */
export const reconciled = () => resolveReconciled();

const testMail = new TestMail({
  windows: testMailWindow,
  follower: { name: (tab, event) => follower.name(tab, event) },
  ask,
  online: mail.isOnline,
  clock,
});

export const requests = new Requests({
  ask,
  report,
  told: (request) => outbox.waits(({ type, body }) => type === "request.done" && body.request === request),
  kinds: requestKinds({
    find: mail.messageWith,
    show: display.bringMessage,
    toTheEnd,
    online: mail.isOnline,
    loggedSince: (message_id, since) => inJournal.since(message_id, since),
    identityWith,
    testMail,
  }),
  store: stores.requestStore,
  ready: afterReconciling,
  clock,
  now,
});

export const many = new Many({
  toTheEnd,
  inJournal,
  folder: mail.folderPages,
  find: mail.currentMessage,
  online: mail.isOnline,
  store: stores.manyStore,
  ready: afterReconciling,
  ended: (job) => void manyShown.ended(job),
  clock,
  now: () => performance.now(),
});

export const manyShown = new ManyShown({
  many,
  window: { open: isManyOpen, show: showMany, raise: raiseMany },
  notify: face.notify,
  notifyOfMany: face.notifyOfMany,
  say: face.text,
  language: face.uiLanguage,
});

export const follower = new ComposeFollower({
  details: compose.composeDetails,
  change: compose.changeRecipients,
  attachments: compose.composeAttachments,
  store: stores.windowStore,
  lists,
  decider,
  settings,
  draftSwitch: async (details) => (await state.read()).drafts[await draftKey(details, crm())] ?? null,
  isForward: (tab, details) => logToCrm.isForward(tab, details),
  show(tab, kept) {
    void showVerdict(tab, kept);
    void attempt(() => prepareCopy(kept));
  },
  showForward,
  clock,
  now: () => performance.now(),
});

export const sending = new Sending({
  follower,
  decider,
  lists,
  reporter,
  attachments: compose.composeAttachments,
  settings,
  loaded: Promise.all([state.ready, follower.loaded, reporter.loaded]),
  isForward: (tab) => logToCrm.isForward(tab),
  forwardBegins: (tab, details) => logToCrm.sendBegins(tab, details),
  copyTo: (identity) => (state.now?.copies[identity] ? null : copiesFolder()),
  clock,
  now,
  warn: face.warn,
});

export const composeState = new ComposeState({
  helper,
  follower,
  reporter,
  lists,
  isForward: (tab) => logToCrm.isForward(tab),
  settings,
  identities,
  say: face.text,
  language: face.uiLanguage,
});

export const wishes = new Wishes({
  ask,
  settings,
  async changed(known) {
    await state.change(() => ({ settings: known }));
    await follower.lookAtAll();
  },
  say: face.text,
});

export const messageButton = new MessageButton({
  logToCrm,
  displayed: display.displayedMessage,
  tabOf: display.tabOf,
  isLogged: display.isLogged,
  show: face.showMessageButton,
  openPopup: display.openMessagePopup,
  notify: face.notify,
  words: (outcome) => outcomeWords(outcome, face.text, face.uiLanguage()),
  say: face.text,
});

const forwardEnd = new ForwardEnd({
  copies,
  toTheEnd,
  button: messageButton,
  tag,
  close: forwardWindows.close,
  attempt,
  say: face.text,
  language: face.uiLanguage,
});

export const reports = new ReportWatch({
  arrivedSince: mail.arrivedSince,
  full: mail.fullMessage,
  raw: mail.rawStart,
  async replyFacts(message, full) {
    const identity = message.account ? await defaultAddress(message.account) : null;
    return identity === null ? null : replyFacts(message, full, identity, settings()?.never_log ?? []);
  },
  report,
  state: () => state.read(),
  remember: (message_id) => state.change((before) => ({ reports: withReport(before.reports, message_id) })),
  seenUntil: (at) => state.change(() => ({ mail_seen: at.toISOString() })),
  clock,
  now,
});

/** @param {import("./rules/decide.js").Settings} given */
async function settingsCame(given) {
  await state.change(() => ({ settings: given }));
  await (given.profiles.length ? outbox.drain() : outbox.clear());
  await follower.lookAtAll();
}

async function helperChanged() {
  for (const tab of follower.tabs) {
    const kept = follower.kept(tab);
    await (kept && showVerdict(tab, kept));
  }
  if (helper.state === "ready") {
    many.goOn();
    await outbox.drain();
    await follower.lookAtAll();
  }
}

/** @param {Kept} kept of a mail that the helper may take in: then there must be a copy of it */
async function prepareCopy({ verdict, window }) {
  const takenIn = verdict !== null && verdict.log && verdict.address === null;
  if (takenIn && !state.now?.copies[window.identity] && copiesFolder() === null) {
    await prepareCopiesFolder();
  }
}

/** @param {number} tab @param {Kept} kept */
async function showVerdict(tab, kept) {
  const words = composeState.words(kept);
  // The window may have closed meanwhile.
  await (words && face.showComposeButton(tab, buttonFace(words)).catch(() => {}));
}

/** @param {number} tab of a forward to the CRM */
function showForward(tab) {
  // The window may have closed meanwhile.
  face.showComposeButton(tab, buttonFace(composeState.forwardWords(tab))).catch(() => {});
}
