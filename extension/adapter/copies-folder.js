/**
 * The local folder for additional copies of sent mail: Thunderbird puts one there where the identity keeps none and the
 * helper is to take the mail in.
 */

const NAME = "Birdlog";
const LOCAL = ["local", "none"];

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
