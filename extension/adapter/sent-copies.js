/** The copies that Thunderbird keeps of what was sent: in any folder, or in that for additional copies. */

import { isCopiesFolder } from "./copies-folder.js";
import { found, rawStart, sameRaw, useOf } from "./mail.js";

/** Folders that hold no copy of what was sent. */
const UNSENT = ["drafts", "templates", "outbox", "trash", "inbox", "junk"];

/**
 * @param {string} message_id
 * @returns {Promise<{id: number, message_id: string, additional: boolean}[]>} the copies, the additional one first
 */
async function copiesOf(message_id) {
  const headers = await found({ headerMessageId: message_id });
  return headers
    .filter(({ folder }) => !UNSENT.includes(useOf(folder)))
    .map(({ id, folder }) => ({ id, message_id, additional: isCopiesFolder(folder) }))
    .sort((one, other) => Number(other.additional) - Number(one.additional));
}

/**
 * @param {string} message_id
 * @returns {Promise<Blob | null>} the raw copy of a mail that was sent
 */
export async function sentCopy(message_id) {
  const [copy] = await copiesOf(message_id);
  return copy ? sameRaw(copy) : null;
}

/**
 * @param {string} message_id
 * @param {number} most bytes
 * @returns {Promise<{bytes: Uint8Array, size: number} | null>} the first bytes of the copy of a mail that was sent
 */
export async function sentCopyStart(message_id, most) {
  const [copy] = await copiesOf(message_id);
  return copy ? rawStart(copy, most) : null;
}

/** @param {string} message_id of a mail whose additional copy is needed no longer */
export async function removeAdditionalCopy(message_id) {
  const ids = (await copiesOf(message_id)).filter(({ additional }) => additional).map(({ id }) => id);
  if (ids.length) {
    await messenger.messages.delete(ids, /** @type {any} */ ({ deletePermanently: true }));
  }
}
