/**
 * The background page: puts the parts together and hands Thunderbird's events to them.
 *
 * Thunderbird lets this page sleep and wakes it for an event. So every listener is registered here, at the top level,
 * before anything is waited for, and nothing that matters is kept in variables alone.
 */

import { addressBooks } from "./adapter/address-books.js";
import * as compose from "./adapter/compose.js";
import { copiesFolder, prepareCopiesFolder } from "./adapter/copies-folder.js";
import { helloBody, openHelper } from "./adapter/helper-port.js";
import { defaultAddress, identities, identityWith, watchIdentities } from "./adapter/identities.js";
import * as face from "./adapter/interface.js";
import * as mail from "./adapter/mail.js";
import { isManyOpen, raiseMany, showMany } from "./adapter/many-window.js";
import { createMenus, watchMenus } from "./adapter/menus.js";
import * as display from "./adapter/message-display.js";
import { forwardWindows, testMailWindow } from "./adapter/own-windows.js";
import { withoutHistory } from "./adapter/page-text.js";
import { answerPages, onStart } from "./adapter/pages.js";
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
import { HandOver } from "./helper/hand-over.js";
import { Outbox } from "./helper/outbox.js";
import { Requests } from "./helper/requests.js";
import { Wishes } from "./helper/wishes.js";
import { LogToCrm } from "./received/log-to-crm.js";
import { LogToTheEnd } from "./received/log-to-the-end.js";
import { Logged } from "./received/logged.js";
import { Many } from "./received/many.js";
import { MessageButton } from "./received/message-button.js";
import { replyFacts } from "./received/replies.js";
import { ReportWatch } from "./received/report-watch.js";
import { reportParts } from "./received/reports.js";
import { requestKinds } from "./received/requested.js";
import { SentCopies } from "./received/sent-copies.js";
import { crmAddresses } from "./rules/decide.js";
import { draftKey, withDraft } from "./state/drafts.js";
import { withReport } from "./state/schema.js";
import { manySummary, manyWords } from "./words/many.js";
import { outcomeWords, unsentWords } from "./words/outcome.js";
import { buttonFace } from "./words/verdict.js";

/** @typedef {import("./compose/follower.js").Kept} Kept */
/** @typedef {import("./compose/intents.js").Intent} Intent */
/** @typedef {import("./helper/outbox.js").StoredEvent} StoredEvent */

const DELIVERY_LIMIT = 15_000;
const PAGE_LIMIT = 5_000;

/** @type {import("./helper/connection.js").Clock} */
const clock = {
  after(milliseconds, run) {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  },
};
const now = () => new Date();

const state = new stores.StateStore();
const settings = () => state.now?.settings ?? null;
const crm = () => crmAddresses(settings());

/** @type {HelperConnection} */
const helper = new HelperConnection({
  open: openHelper,
  hello: async () => helloBody((await state.read()).instance),
  clock,
  // With a profile always: the window may have something for Thunderbird to do.
  needed: () => follower.tabs.length > 0 || outbox.size > 0 || Boolean(settings()?.profiles.length),
  onSettings: (given) => void settingsCame(given),
  onRequests: () => void requests.look(),
  onChange: () => void helperChanged(),
});

/** @param {StoredEvent} event @returns {Promise<import("./helper/outbox.js").Delivery>} */
async function deliver({ type, body }) {
  // Before there is a profile nothing is told to anyone, and without a helper nobody knows whether there is one.
  if (!(await helper.reachable(DELIVERY_LIMIT)) || !settings()?.profiles.length) {
    return "later";
  }
  const answer = await delivered(type, body);
  if (!answer.ok) {
    return answer.error.retryable ? "later" : "refused";
  }
  await follow(type, body, answer.body);
  return "done";
}

/** @param {StoredEvent["type"]} type @param {any} body @returns {Promise<import("./helper/connection.js").Answer>} */
async function delivered(type, body) {
  const [first, ...others] = type === "received" ? reportParts(body) : [body];
  let answer = await helper.request(type, first, DELIVERY_LIMIT);
  for (const part of others) {
    answer = answer.ok ? await helper.request(type, part, DELIVERY_LIMIT) : answer;
  }
  return answer;
}

/** What follows from the helper's answer to an event. @param {string} type @param {any} body @param {any} answer */
async function follow(type, body, { came_back = [], state: entryState }) {
  for (const message_id of came_back) {
    void attempt(() => mail.untagMessage(message_id));
  }
  if (type === "sent" && body.mode === "now" && entryState === "pending") {
    await handOver.sent(body); // the helper waits for the copy
  }
}

const outbox = new Outbox(stores.outboxStore, deliver, clock);

/** @param {StoredEvent} event */
async function report(event) {
  await state.ready;
  if (settings() === null || settings()?.profiles.length) {
    await outbox.add(event);
  }
}

const handOver = new HandOver({
  store: stores.takenStore,
  copy: sentCopy,
  taken: removeAdditionalCopy,
  ask: (type, body, limit) => helper.request(type, body, limit),
  report,
  clock,
  now,
});

const lists = new ListMembers(addressBooks);
const decider = new Decider(helper, settings);

const reporter = new Reporter({
  store: stores.intentStore,
  report,
  folders: mail.folders,
  lists,
  state: () => state.read(),
  learnCopies: (identity, copied) => state.change(({ copies }) => ({ copies: { ...copies, [identity]: copied } })),
  async ended(intent, outcome, reason) {
    testMail.ended(intent, outcome, reason);
    await forwardDone(intent, outcome);
  },
  addedElsewhere(address) {
    void attempt(() => face.notify(face.text("addedElsewhere"), face.text("addedElsewhereWhy", address)));
  },
  clock,
  now,
});

const copies = new SentCopies({ store: stores.copyStore, raw: sentCopyStart, report, now });

const logToCrm = new LogToCrm({
  read: mail.readMessage,
  windows: forwardWindows,
  withoutHistory,
  takeIn: async (id, identity) => handOver.received(await mail.rawMessage(id), identity),
  byApi: async (id, identity) => handOver.byApi(await mail.rawMessage(id), identity),
  tag: (id, message_id) => mail.tagMessage(id, message_id, face.text("tagLabel")),
  ask: (type, body, limit) => helper.request(type, body, limit),
  reporter,
  report,
  showRead: showForward,
  online: mail.isOnline,
  clock,
  now,
});

const toTheEnd = new LogToTheEnd(logToCrm, clock);
const inJournal = new Logged({ ask: (type, body, limit) => helper.request(type, body, limit), outbox });

/** What an earlier Thunderbird left unfinished was looked through. @type {() => void} */
let reconciled = () => {};
const afterReconciling = new Promise((resolve) => {
  reconciled = () => resolve(undefined);
});

const testMail = new TestMail({
  windows: testMailWindow,
  follower: { name: (tab, event) => follower.name(tab, event) },
  ask: (type, body, limit) => helper.request(type, body, limit),
  online: mail.isOnline,
  clock,
});

const requests = new Requests({
  ask: (type, body, limit) => helper.request(type, body, limit),
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

const many = new Many({
  toTheEnd,
  inJournal,
  folder: mail.folderPages,
  find: mail.currentMessage,
  online: mail.isOnline,
  store: stores.manyStore,
  ready: afterReconciling,
  ended: (job) => void manyEnded(job),
  clock,
  now: () => performance.now(),
});

const follower = new ComposeFollower({
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

const sending = new Sending({
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

const composeState = new ComposeState({
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

const wishes = new Wishes({
  ask: (type, body, limit) => helper.request(type, body, limit),
  settings,
  async changed(known) {
    await state.change(() => ({ settings: known }));
    await follower.lookAtAll();
  },
  say: face.text,
});

const messageButton = new MessageButton({
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

const reports = new ReportWatch({
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

/** @param {Promise<boolean>} started whether many messages are being logged from now on, or others still are */
async function showStarted(started) {
  if (await started) {
    await showMany();
  } else {
    await raiseMany();
    await face.notify(face.text("manyBusy"), face.text("manyBusyWhy"));
  }
}

/** @param {import("./received/many-job.js").Job} job */
async function manyEnded(job) {
  await ((await isManyOpen()) ? undefined : face.notifyOfMany(...manySummary(job, face.text)));
}

/** @returns {Promise<object | null>} what the window of many messages shows */
async function manyState() {
  const job = await many.job();
  return job && manyWords(job, await many.problems(), face.text, face.uiLanguage());
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

/** @param {Intent} intent @param {"sent" | "waiting" | "failed"} outcome */
async function forwardDone({ event, message_id, original, sizes, tab }, outcome) {
  if (message_id && original && outcome === "sent") {
    void attempt(() => copies.sent(event, message_id));
  }
  const watched = original !== null && toTheEnd.ended(original.id, outcome);
  if (original?.message_id && outcome === "sent") {
    await mail.tagMessage(original.id, original.message_id, face.text("tagLabel"));
  } else if (original && outcome === "failed") {
    const words = unsentWords(original, sizes, face.text, face.uiLanguage());
    await (watched ? undefined : attempt(() => messageButton.tell(original.id, words)));
    await (original.look ? undefined : forwardWindows.close(tab).catch(() => {}));
  }
}

compose.watchComposing({
  opened(tab) {
    helper.start();
    void follower.look(tab);
  },
  closed: (tab) => void reporter.closed(tab).then(() => follower.closed(tab)),
  changed: (tab) => void follower.look(tab),
  focused: (tab) => follower.focus(tab),
  beforeSend: (tab, details) => sending.beforeSend(tab, details),
  async afterSend(tab, seen) {
    follower.sendEnded(tab);
    await reporter.afterSend(tab, seen);
    await follower.look(tab);
  },
  async savedDraft(tab, details) {
    const key = await draftKey(details, crm());
    const wanted = follower.wantedIn(tab);
    if (wanted !== undefined) {
      await state.change(({ drafts }) => ({ drafts: withDraft(drafts, key, wanted) }));
    }
  },
});

mail.watchMail({
  arrived: (messages) => void reports.arrived(messages),
  leftOutbox: (message_ids) => void reporter.leftOutbox(message_ids),
  foldersChanged() {
    void reporter.foldersChanged();
    void attempt(() => copies.look());
    void handOver.look();
  },
  folderChanged: (folder) => reports.folderChanged(folder),
});

mail.watchOnline(() => {
  many.goOn();
  void requests.look();
});

display.watchMessages({
  displayed: (tab, logged) => void messageButton.displayed(tab, logged),
  clicked: (tab) => void messageButton.log(tab, { again: false }),
});

watchMenus({
  button: (tab, option) => void messageButton.log(tab, { again: false, ...option }),
  message: (message) => void messageButton.logChosen(message),
  messages: (pages) => void showStarted(many.start(pages)),
  folder: (folder) => void showStarted(many.startFolder(folder)),
});
face.watchNotifications(() => void raiseMany());

answerPages({
  "compose.state": async ({ tab, look }) => {
    if (look) {
      helper.start();
      await follower.look(tab);
    }
    return composeState.popup(tab);
  },
  "compose.turn": async ({ tab, wanted }) => {
    await follower.turn(tab, wanted);
    return composeState.popup(tab);
  },
  "never-log.change": ({ change, patterns }) => wishes.changeNeverLog(change, patterns),
  "message.state": ({ tab }) => messageButton.wordsFor(tab),
  "message.again": async ({ tab, wish }) => {
    void messageButton.log(tab, { again: true, ...wish }); // the pop-up closes meanwhile
  },
  "options.state": async () => {
    await helper.reachable(PAGE_LIMIT);
    return { helper: { state: helper.state, problem: helper.problem }, settings: (await state.read()).settings };
  },
  "many.state": manyState,
  "many.do": async ({ what }) => {
    const doing = { go: () => many.go(), cancel: () => many.cancel(), again: () => many.again() };
    await doing[/** @type {keyof doing} */ (what)]();
  },
  "window.open": () => wishes.openWindow(),
});

onStart(() => void createMenus(face.text));
watchIdentities();

/** @param {() => Promise<unknown>} step whose failure must not keep the others from being done */
const attempt = (step) => step().catch((problem) => face.warn(String(problem)));

async function wake() {
  const thunderbirdStarted = await stores.isFirstWake();
  await Promise.all([state.ready, follower.loaded, reporter.loaded]);
  const open = await compose.composeTabs();
  const tabs = open.map(({ tab }) => tab);
  if (thunderbirdStarted || tabs.length || outbox.size) {
    helper.start();
  }
  await attempt(() => reporter.woke(thunderbirdStarted, tabs));
  reconciled();
  const gone = follower.tabs.filter((tab) => !tabs.includes(tab));
  await attempt(() => Promise.all(gone.map((tab) => follower.closed(tab))));
  follower.focus(open.find(({ focused }) => focused)?.tab ?? null);
  await attempt(() => Promise.all(tabs.map((tab) => follower.look(tab))));
  await attempt(() => display.eachShownMessage((tab, logged) => messageButton.displayed(tab, logged)));
  await attempt(() => outbox.drain());
  if (await many.woke()) {
    await face.notifyOfMany(face.text("manyGoesOn"), face.text("manyGoesOnHow"));
  }
  await attempt(() => handOver.look());
  if (thunderbirdStarted || state.now?.mail_seen === null) {
    await attempt(() => reports.catchUp());
  }
}

void attempt(wake);
