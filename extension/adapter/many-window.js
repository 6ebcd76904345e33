/** The window that shows how far logging many messages has come. */

const PAGE = "pages/many.html";
const KEPT = "many-window";
const SIZE = { width: 480, height: 440 };

/** @returns {Promise<number | null>} the window, if it is open */
async function opened() {
  const { [KEPT]: id } = await messenger.storage.session.get(KEPT);
  const window = id === undefined ? null : await messenger.windows.get(id).catch(() => null);
  return window?.id ?? null;
}

/** @returns {Promise<boolean>} */
export const isManyOpen = async () => (await opened()) !== null;

/** Opens the window where it is not open. What the person is doing keeps the focus. */
export async function showMany() {
  if (await isManyOpen()) {
    return;
  }
  const before = await messenger.windows.getLastFocused().catch(() => null);
  const { id } = await messenger.windows.create({ type: "popup", url: PAGE, allowScriptsToClose: true, ...SIZE });
  await messenger.storage.session.set({ [KEPT]: id });
  await (before?.id && messenger.windows.update(before.id, { focused: true }));
}

/** Brings the window to the front, which the person has asked for. */
export async function raiseMany() {
  await showMany();
  const id = await opened();
  await (id && messenger.windows.update(id, { focused: true }));
}
