/* global Services, Ci */
/* Windows, and waiting for them. */

import { setTimeout } from "resource://gre/modules/Timer.sys.mjs";

const PATIENCE = 20_000;

/** The first true value that the condition returns; an error that says what was waited for, after the patience. */
export async function until(condition, what) {
  const end = Date.now() + PATIENCE;
  for (;;) {
    const value = await condition();
    if (value) {
      return value;
    }
    if (Date.now() > end) {
      throw new Error(`waited in vain for: ${what}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

export const mainWindow = () => Services.wm.getMostRecentWindow("mail:3pane");

export const tabmail = () => mainWindow().document.getElementById("tabmail");

export const composeWindows = () => [...Services.wm.getEnumerator("msgcompose")].filter((win) => !win.closed);

/** A window's name outside of Thunderbird: its outer window id. */
export const idOf = (win) => win.docShell.outerWindowID;

export function windowOf(id) {
  const win = Services.wm.getOuterWindowWithId(id);
  if (!win || win.closed) {
    throw new Error(`compose window ${id} is closed`);
  }
  return win;
}

const dialogWindows = () =>
  [...Services.wm.getEnumerator(null)].filter((win) => win.location.href.includes("commonDialog.xhtml"));

export const windows = {
  /** Is the main window there, with its message list? */
  isReady: () => Boolean(mainWindow()?.document.getElementById("tabmail")?.currentAbout3Pane?.threadTree?.table),

  quit: () => setTimeout(() => Services.startup.quit(Ci.nsIAppStartup.eAttemptQuit), 0),

  /** The texts of the dialogs that wait for an answer. */
  dialogs: () => dialogWindows().map((win) => win.document.getElementById("infoBody")?.textContent ?? ""),

  async answerDialog({ button }) {
    const isComplete = (win) => win.document.readyState === "complete" && win.document.getElementById("commonDialog");
    const win = await until(() => dialogWindows().find(isComplete), "a dialog");
    win.document.getElementById("commonDialog").getButton(button).click();
    await until(() => win.closed, "the dialog to close");
  },

  closeTabs() {
    while (tabmail().tabInfo.length > 1) {
      tabmail().closeTab(tabmail().tabInfo.at(-1));
    }
  },
};
