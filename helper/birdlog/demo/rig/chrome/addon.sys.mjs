/* global Services, Ci, WebExtensionPolicy */
/* The add-on: its buttons, menu entries, pop-ups and pages, and what the console says about it. */

import { folderOf } from "./accounts.sys.mjs";
import { mainWindow, tabmail, until, windowOf } from "./windows.sys.mjs";

const ADDON = "birdlog@birdlog.addon";
const WIDGET = "birdlog_birdlog_addon";

const extension = () => WebExtensionPolicy.getByID(ADDON)?.extension;

const buttonIn = (doc, kind) => doc.getElementById(`${WIDGET}-${kind}-toolbarbutton`);

const iconOf = (button) =>
  /--webextension-toolbar-image:[^;]*?url\("([^"]*)"\)/.exec(button.getAttribute("style") ?? "")?.[1] ?? null;

function stateOf(button) {
  if (!button) {
    return null;
  }
  return {
    title: button.getAttribute("tooltiptext"),
    label: button.getAttribute("label"),
    badge: button.getAttribute("badge"),
    icon: iconOf(button),
    disabled: button.hasAttribute("disabled"),
  };
}

const isOpenPopup = (browser) =>
  browser.closest("panel")?.state === "open" && browser.currentURI?.spec.startsWith("moz-extension:");

/** A pop-up belongs to the window of its button; a message's buttons are in a window inside the main one. */
function popupsIn(win) {
  const windows = win === mainWindow() ? [win, tabmail().currentAboutMessage] : [win];
  const browsers = windows.flatMap((one) =>
    one ? [...one.document.querySelectorAll("browser[webextension-view-type=popup]")] : [],
  );
  return browsers.filter(isOpenPopup);
}

const windowFor = (id) => (id ? windowOf(id) : mainWindow());

/** Runs `(content, argument) => …` in the page of a remote browser; the function's text must stand on its own. */
function inPage(browser, script, argument) {
  const name = `birdlog-rig:${Services.uuid.generateUUID()}`;
  const source = `(async () => {
    try {
      sendAsyncMessage("${name}", { value: await (${script})(content, ${JSON.stringify(argument ?? null)}) });
    } catch (problem) {
      sendAsyncMessage("${name}", { problem: String(problem) });
    }
  })();`;
  const manager = browser.messageManager;
  return new Promise((resolve, reject) => {
    const listener = ({ data }) => {
      manager.removeMessageListener(name, listener);
      if (data.problem) {
        reject(new Error(data.problem));
      } else {
        resolve(data.value);
      }
    };
    manager.addMessageListener(name, listener);
    manager.loadFrameScript(`data:text/javascript;charset=utf-8,${encodeURIComponent(source)}`, false);
  });
}

const listMenu = () => tabmail().currentAbout3Pane.document.getElementById("mailContext");

const folderMenu = () => tabmail().currentAbout3Pane.document.getElementById("folderPaneContext");

const openMenu = () =>
  [tabmail().currentAboutMessage.document, mainWindow().document]
    .flatMap((document) => [...document.querySelectorAll("menupopup")])
    .find((menu) => menu.state === "open" && ownEntries(menu).length > 0);

const isShown = (item) => !item.hidden;

const ownEntries = (menu) => [...menu.querySelectorAll(`[id^="${WIDGET}-menuitem-"]`)].filter(isShown);

const labelsIn = (menu) => ownEntries(menu).map((item) => item.getAttribute("label"));

async function choose(menu, label) {
  menu.activateItem(ownEntries(menu).find((item) => item.getAttribute("label") === label));
  await until(() => menu.state === "closed", "the context menu to close");
}

/** The windows of the add-on's own pages. */
const addonWindows = () =>
  [...Services.wm.getEnumerator("mail:extensionPopup")].filter((win) => !win.closed && browserOf(win));

const browserOf = (win) => win.document.getElementById("requestFrame");

const isAt = (page) => (win) => browserOf(win).currentURI?.spec.endsWith(page);

function consoleMessage(message) {
  if (message instanceof Ci.nsIScriptError) {
    const level = message.flags & Ci.nsIScriptError.warningFlag ? "warning" : "error";
    return { text: message.errorMessage, source: message.sourceName, level };
  }
  const level = /\t(WARN|ERROR)\t/.exec(message.message)?.[1];
  return { text: message.message, source: "", level: { WARN: "warning", ERROR: "error" }[level] ?? "info" };
}

export const addon = {
  addonIsRunning: () => Boolean(extension()?.backgroundState),

  isInstalled: () => Boolean(extension()),

  composeButton: (id) => stateOf(buttonIn(windowOf(id).document, "composeAction")),

  messageButton: () => stateOf(buttonIn(tabmail().currentAboutMessage.document, "messageDisplayAction")),

  async clickMessageButton() {
    const enabled = (button) => (button && !button.hasAttribute("disabled") ? button : null);
    const find = () => enabled(buttonIn(tabmail().currentAboutMessage.document, "messageDisplayAction"));
    (await until(find, "the add-on's button in the message header")).click();
  },

  async openComposePopup(id) {
    const win = windowOf(id);
    win.focus();
    (await until(() => buttonIn(win.document, "composeAction"), "the add-on's button")).click();
    await until(() => popupsIn(win).length, "the pop-up");
  },

  async popup({ id, script, argument }) {
    const browser = await until(() => popupsIn(windowFor(id)).at(-1), "the pop-up");
    return inPage(browser, script, argument);
  },

  async closePopup(id) {
    popupsIn(windowFor(id)).forEach((browser) => browser.closest("panel").hidePopup());
    await until(() => !popupsIn(windowFor(id)).length, "the pop-up to close");
  },

  async openOptions() {
    const url = extension().manifest.options_ui.page;
    const triggeringPrincipal = extension().principal;
    const tab = tabmail().openTab("contentTab", { url, linkHandler: "single-page", triggeringPrincipal });
    await until(() => tab.browser.currentURI?.spec === url && !tab.busy, "the options page");
  },

  tabPage: ({ script, argument }) => inPage(tabmail().currentTabInfo.browser, script, argument),

  /** Opens the context menu on the selected message; the labels of the add-on's own entries. */
  async openListMenu() {
    const pane = tabmail().currentAbout3Pane;
    const row = await until(() => pane.threadTree.getRowAtIndex(pane.threadTree.selectedIndex), "the message's row");
    const { x, y } = row.getBoundingClientRect();
    const where = { bubbles: true, cancelable: true, button: 2, view: pane, clientX: x + 40, clientY: y + 4 };
    row.dispatchEvent(new pane.MouseEvent("contextmenu", where));
    await until(() => listMenu().state === "open", "the context menu");
    return labelsIn(listMenu());
  },

  chooseFromListMenu: ({ label }) => choose(listMenu(), label),

  /** Opens the context menu on the button in the message header; the labels of the add-on's own entries. */
  async openButtonMenu() {
    const { document } = tabmail().currentAboutMessage;
    const button = await until(() => buttonIn(document, "messageDisplayAction"), "the add-on's button");
    const { x, y } = button.getBoundingClientRect();
    const where = { bubbles: true, cancelable: true, button: 2, clientX: x + 4, clientY: y + 4 };
    button.dispatchEvent(new document.defaultView.MouseEvent("contextmenu", { ...where, view: document.defaultView }));
    return labelsIn(await until(openMenu, "the button's menu"));
  },

  chooseFromButtonMenu: ({ label }) => choose(openMenu(), label),

  /** Opens the context menu on a folder; the labels of the add-on's own entries. */
  async openFolderMenu({ folder, server }) {
    tabmail().switchToTab(0);
    const pane = tabmail().currentAbout3Pane;
    const { URI } = await until(() => folderOf(folder, server), `the folder ${folder}`);
    pane.displayFolder(URI);
    const row = await until(() => pane.gFolder?.URI === URI && pane.folderTree.selectedRow, "the folder's row");
    const place = row.querySelector(".container");
    const { x, y } = place.getBoundingClientRect();
    const where = { bubbles: true, cancelable: true, button: 2, view: pane, clientX: x + 40, clientY: y + 4 };
    place.dispatchEvent(new pane.MouseEvent("contextmenu", where));
    await until(() => folderMenu().state === "open", "the folder's context menu");
    return labelsIn(folderMenu());
  },

  folderMenuEntries: () => labelsIn(folderMenu()),

  chooseFromFolderMenu: ({ label }) => choose(folderMenu(), label),

  async closeFolderMenu() {
    folderMenu().hidePopup();
    await until(() => folderMenu().state === "closed", "the context menu to close");
  },

  /** Runs a script in a page of the add-on that has a window of its own. */
  async addonWindow({ page, script, argument }) {
    const win = await until(() => addonWindows().find(isAt(page)), `the window of ${page}`);
    return inPage(browserOf(win), script, argument);
  },

  addonWindowsOpen: () => addonWindows().map((win) => browserOf(win).currentURI.spec.split("/").at(-1)),

  closeAddonWindows: () => addonWindows().forEach((win) => win.close()),

  /** What the console says about the add-on, its manifest too: {text, source, level}. */
  console() {
    const host = WebExtensionPolicy.getByID(ADDON)?.mozExtensionHostname ?? ADDON;
    const isAbout = (words) => words?.includes(ADDON) || words?.includes(host);
    return Services.console
      .getMessageArray()
      .map(consoleMessage)
      .filter(({ text, source }) => isAbout(text) || isAbout(source));
  },

  clearConsole: () => Services.console.reset(),
};
