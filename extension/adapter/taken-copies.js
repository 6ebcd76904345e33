/**
 * The copies of sent mail that the helper takes in. Of an identity that keeps none, Thunderbird puts one into a local
 * folder, which is removed once it was taken in.
 */

const NAME = "Birdlog";
const LOCAL = ["local", "none"];
/** Folders that hold no copy of what was sent. */
const UNSENT = ["drafts", "templates", "outbox", "trash", "inbox", "junk"];

/** @type {string | null} */
let folder = null;

/** @returns {Promise<any | null>} the root of Local Folders */
async function localRoot() {
  const accounts = /** @type {any[]} */ (await messenger.accounts.list(false));
  return accounts.find(({ type }) => LOCAL.includes(type))?.rootFolder ?? null;
}

/** @returns {Promise<any[]>} the folder, if it is there */
async function existing() {
  const root = await localRoot();
  const inside = root ? /** @type {any[]} */ (await messenger.folders.getSubFolders(root.id, false)) : [];
  return inside.filter(({ name }) => name === NAME);
}

/** Sees to it that the local folder is there. */
export async function prepareCopiesFolder() {
  const root = await localRoot();
  const [found] = await existing();
  folder = (found ?? (root && (await messenger.folders.create(root.id, NAME))))?.id ?? null;
}

/** @returns {string | null} where an additional copy goes; null until it was prepared */
export const copiesFolder = () => folder;

/** @param {any} one @returns {boolean} whether a folder is that for additional copies */
export const isCopiesFolder = (one) => one?.path === `/${NAME}` && (one.specialUse ?? []).length === 0;

/** @param {string} message_id @returns {Promise<any[]>} the copies of a mail that was sent, the additional one first */
async function copiesOf(message_id) {
  const query = /** @type {any} */ ({ headerMessageId: message_id });
  const list = /** @type {any} */ (await messenger.messages.query(query));
  const copies = list.messages.filter((/** @type {any} */ one) => !UNSENT.includes(one.folder?.specialUse?.[0] ?? ""));
  const rank = (/** @type {any} */ one) => (isCopiesFolder(one.folder) ? 0 : 1);
  return copies.sort((/** @type {any} */ one, /** @type {any} */ other) => rank(one) - rank(other));
}

/**
 * @param {string} message_id
 * @returns {Promise<Blob | null>} the raw copy of a mail that was sent
 */
export async function sentCopy(message_id) {
  const [copy] = await copiesOf(message_id);
  return copy ? /** @type {any} */ (await messenger.messages.getRaw(copy.id)) : null;
}

/** @param {string} message_id of a mail whose additional copy is needed no longer */
export async function removeAdditionalCopy(message_id) {
  const ids = (await copiesOf(message_id)).filter((one) => isCopiesFolder(one.folder)).map(({ id }) => id);
  if (ids.length) {
    await messenger.messages.delete(ids, /** @type {any} */ ({ deletePermanently: true }));
  }
}

/**
 * @param {number} id
 * @returns {Promise<Blob>} a received message as it came
 */
export const rawMessage = async (id) => /** @type {any} */ (await messenger.messages.getRaw(id));
