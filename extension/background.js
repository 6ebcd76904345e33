/**
 * The background page: hands Thunderbird's events to the parts.
 *
 * Thunderbird lets this page sleep and wakes it for an event. So every listener is registered here, at the top level,
 * before anything is waited for, and nothing that matters is kept in variables alone.
 */

import * as compose from "./adapter/compose.js";
import { watchIdentities } from "./adapter/identities.js";
import * as face from "./adapter/interface.js";
import * as mail from "./adapter/mail.js";
import { raiseMany } from "./adapter/many-window.js";
import { createMenus, watchMenus } from "./adapter/menus.js";
import * as display from "./adapter/message-display.js";
import { answerPages, onStart } from "./adapter/pages.js";
import * as stores from "./adapter/store.js";
import {
  attempt,
  composeState,
  copies,
  crm,
  follower,
  handOver,
  helper,
  many,
  manyShown,
  messageButton,
  outbox,
  reconciled,
  reporter,
  reports,
  requests,
  sending,
  state,
  wishes,
} from "./parts.js";
import { draftKey, withDraft } from "./state/drafts.js";

const PAGE_LIMIT = 5_000;

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
    const wanted = follower.wantedIn(tab);
    const draft = details ?? follower.lastSeen(tab);
    if (wanted !== undefined && draft) {
      const key = await draftKey(draft, crm());
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
  messages: (pages) => void manyShown.started(many.start(pages)),
  folder: (folder) => void manyShown.started(many.startFolder(folder)),
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
  "many.state": () => manyShown.state(),
  "many.do": async ({ what }) => {
    const doing = { go: () => many.go(), cancel: () => many.cancel(), again: () => many.again() };
    await doing[/** @type {keyof doing} */ (what)]();
  },
  "window.open": () => wishes.openWindow(),
});

onStart(() => void createMenus(face.text));
watchIdentities();

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
    await manyShown.goesOn();
  }
  await attempt(() => handOver.look());
  if (thunderbirdStarted || state.now?.mail_seen === null) {
    await attempt(() => reports.catchUp());
  }
}

void attempt(wake);
