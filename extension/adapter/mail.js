/** Messages and folders. */

import { bareAddresses } from "../rules/addresses.js";
import { receivedMail } from "../received/message.js";
import { defaultAddress } from "./identities.js";

/** @typedef {messenger.messages.MessageHeader & {folder?: any}} Header */

/** @param {any} list @returns {Promise<any[]>} every message of a list that comes in pages */
async function everyMessage(list) {
  const messages = [...list.messages];
  let page = list;
  while (page.id) {
    page = await messenger.messages.continueList(page.id);
    messages.push(...page.messages);
  }
  return messages;
}

/** @param {Record<string, unknown>} query @returns {Promise<any[]>} */
export async function found(query) {
  return everyMessage(await messenger.messages.query(/** @type {any} */ (query)));
}

/** @param {any} folder @returns {string} what the folder is for; "" for none of Thunderbird's own uses */
export const useOf = (folder) => folder?.specialUse?.[0] ?? "";

/**
 * @param {string} message_id
 * @returns {Promise<string[]>} the uses of the folders that hold the message
 */
export async function usesOf(message_id) {
  return (await found({ headerMessageId: message_id })).map(({ folder }) => useOf(folder));
}

/**
 * @param {Date} since
 * @returns {Promise<import("../compose/intents.js").SentMail[]>} what the Sent folders hold from then on, oldest first
 */
export async function sentSince(since) {
  const folders = await messenger.folders.query(/** @type {any} */ ({ specialUse: ["sent"] }));
  const fromDate = new Date(since.getTime() - 60_000);
  const all = [];
  for (const { id } of /** @type {any[]} */ (folders)) {
    all.push(...(await found({ folderId: id, fromDate })));
  }
  const sent = all.map((header) => ({
    id: header.id,
    message_id: header.headerMessageId,
    author: header.author,
    subject: header.subject,
    date: new Date(header.date).toISOString(),
    addressees: {
      to: bareAddresses(header.recipients),
      cc: bareAddresses(header.ccList),
      bcc: bareAddresses(header.bccList),
    },
  }));
  return sent.sort((one, other) => one.date.localeCompare(other.date));
}

/**
 * @param {{id: number}} mail
 * @returns {Promise<string[]>} the Message-IDs of the messages that it forwards, without brackets
 */
export async function forwardedIn({ id }) {
  const full = /** @type {any} */ (await messenger.messages.getFull(id).catch(() => ({})));
  const values = /** @type {string[]} */ (full.headers?.["x-forwarded-message-id"] ?? []);
  return values.flatMap((value) => value.split(/\s+/)).map((one) => one.replace(/^<|>$/g, "")).filter(Boolean);
}

/** @returns {boolean} whether Thunderbird is online */
export const isOnline = () => navigator.onLine;

/** @type {import("../compose/reporter.js").MailFolders} */
export const folders = { usesOf, sentSince, forwardedIn, online: isOnline };

/** Folders whose copy of a message is taken only where there is no other one, the least wanted last. */
const LAST = ["sent", "archives", "junk", "trash", "outbox", "drafts", "templates"];

/**
 * @param {string} message_id
 * @returns {Promise<number | null>} the number of the message, of the copy that was received where there are several
 */
export async function messageWith(message_id) {
  return (await copies(message_id))[0]?.id ?? null;
}

/** @param {string} message_id @returns {Promise<any[]>} all copies of the message, the one that was received first */
async function copies(message_id) {
  const rank = (/** @type {any} */ { folder }) => LAST.indexOf(useOf(folder));
  const all = message_id === "" ? [] : await found({ headerMessageId: message_id });
  return all.sort((one, other) => rank(one) - rank(other));
}

/** @typedef {import("../received/many.js").Item} Item */

/** @param {any} list that comes in pages @returns {AsyncIterable<Item[]>} its messages, a page at a time */
export async function* itemPages(list) {
  for (let page = list; ; page = await messenger.messages.continueList(page.id)) {
    yield page.messages.map((/** @type {any} */ { id, headerMessageId }) => ({ id, message_id: headerMessageId }));
    if (!page.id) {
      return;
    }
  }
}

/** @param {string} folder @returns {AsyncIterable<Item[]>} what is in it, a page at a time */
export async function* folderPages(folder) {
  yield* itemPages(await messenger.messages.list(/** @type {any} */ (folder)));
}

/**
 * @param {Item} item
 * @returns {Promise<{id: number, subject: string} | null>} the message; one whose number is not its own any more is
 *   found by its Message-ID
 */
export async function currentMessage({ id, message_id }) {
  const header = /** @type {any} */ (await messenger.messages.get(id).catch(() => null));
  const same = header?.headerMessageId === message_id ? header : (await copies(message_id))[0];
  return same ? { id: same.id, subject: same.subject } : null;
}

/** @param {() => void} came Thunderbird is online again; to be called at the top level of the background page */
export const watchOnline = (came) => addEventListener("online", came);

/**
 * @param {number} id
 * @returns {Promise<{header: Header, mail: import("../received/message.js").ReceivedMail, full: any}>}
 */
export async function readMessage(id) {
  const header = /** @type {any} */ (await messenger.messages.get(id));
  const full = /** @type {any} */ (await messenger.messages.getFull(id));
  const accountId = header.folder?.accountId;
  const identity = accountId ? await defaultAddress(accountId) : null;
  return { header, full, mail: receivedMail(full, header, identity ?? "") };
}

const TAG = "birdlog-logged";
const TAG_COLOUR = "#0e8a8f";

/** @param {{tags: readonly string[]}} header @returns {boolean} */
export const isTagged = ({ tags }) => tags.includes(TAG);

/**
 * @param {number} id
 * @param {string} message_id
 * @returns {Promise<any[]>} the message; a number that is not its own any more leads to it by its Message-ID
 */
async function sameMessage(id, message_id) {
  const header = await messenger.messages.get(id).catch(() => null);
  return header && header.headerMessageId === message_id ? [header] : found({ headerMessageId: message_id });
}

/**
 * Marks a message as logged.
 *
 * @param {number} id
 * @param {string} message_id
 * @param {string} label the tag's name, for the first time
 */
export async function tagMessage(id, message_id, label) {
  const { tags } = /** @type {any} */ (messenger.messages);
  const known = /** @type {{key: string}[]} */ (await tags.list());
  if (!known.some(({ key }) => key === TAG)) {
    await tags.create(TAG, label, TAG_COLOUR);
  }
  for (const header of await sameMessage(id, message_id)) {
    if (useOf(header.folder) !== "sent" && !isTagged(header)) {
      await messenger.messages.update(header.id, { tags: [...header.tags, TAG] });
    }
  }
}

/** @param {string} message_id of a message that is not logged after all */
export async function untagMessage(message_id) {
  const others = (/** @type {string} */ tag) => tag !== TAG;
  for (const { id, tags } of (await found({ headerMessageId: message_id })).filter(isTagged)) {
    await messenger.messages.update(id, { tags: tags.filter(others) });
  }
}

/**
 * @typedef {object} ArrivedMessage
 * @property {number} id
 * @property {string} message_id
 * @property {string} author
 * @property {string} subject
 * @property {number} date in milliseconds
 * @property {number} size
 * @property {string} folderUse
 * @property {string} account its id
 */

/** @param {any} header @returns {ArrivedMessage} */
const arrived = ({ id, headerMessageId, author, subject, date, size, folder }) => ({
  id,
  message_id: headerMessageId,
  author,
  subject,
  date: new Date(date).getTime(),
  size: size ?? 0,
  folderUse: useOf(folder),
  account: folder?.accountId ?? "",
});

/** Folders in which nothing arrives. */
const OWN_FOLDERS = ["sent", "drafts", "templates", "outbox"];

/**
 * @param {Date} since by the messages' Date headers
 * @param {string} [folder] in this one alone
 * @returns {Promise<ArrivedMessage[]>} the newest first
 */
export async function arrivedSince(since, folder) {
  const all = await found({ fromDate: since, ...(folder === undefined ? {} : { folderId: folder }) });
  all.sort((one, other) => new Date(other.date).getTime() - new Date(one.date).getTime());
  return all.map(arrived).filter(({ folderUse }) => !OWN_FOLDERS.includes(folderUse));
}

/**
 * @param {number} id
 * @returns {Promise<File>} a message as it came
 */
export const rawMessage = async (id) => /** @type {any} */ (await messenger.messages.getRaw(id));

/**
 * A raw message. On a folder's first synchronisation Thunderbird gives messages new numbers, and the old one can't be
 * read any more: then it is found again by its Message-ID.
 *
 * @param {{id: number, message_id: string}} message
 * @returns {Promise<File>}
 */
export async function sameRaw({ id, message_id }) {
  try {
    return await rawMessage(id);
  } catch (problem) {
    const [again] = await found({ headerMessageId: message_id });
    if (!again) {
      throw problem;
    }
    return rawMessage(again.id);
  }
}

/**
 * @param {{id: number, message_id: string}} message
 * @param {number} most bytes
 * @returns {Promise<{bytes: Uint8Array, size: number}>} the first bytes of the raw message
 */
export async function rawStart(message, most) {
  const file = await sameRaw(message);
  return { bytes: new Uint8Array(await file.slice(0, most).arrayBuffer()), size: file.size };
}

/**
 * @param {ArrivedMessage} message
 * @returns {Promise<import("../received/message.js").MessagePart>}
 */
export async function fullMessage({ id }) {
  return /** @type {any} */ (await messenger.messages.getFull(id));
}

/**
 * @typedef {object} MailEvents
 * @property {(messages: ArrivedMessage[]) => void} arrived
 * @property {(message_ids: string[]) => void} leftOutbox
 * @property {() => void} foldersChanged the Outbox or a Sent folder
 * @property {(folder: string) => void} folderChanged there are more or fewer messages in it than before
 */

/**
 * Listens to messages and folders; to be called at the top level of the background page.
 *
 * @param {MailEvents} events
 */
export function watchMail(events) {
  const { messages } = messenger;
  const fromOutbox = (/** @type {any} */ list) => {
    const ids = list.messages
      .filter((/** @type {any} */ one) => useOf(one.folder) === "outbox")
      .map((/** @type {any} */ one) => one.headerMessageId);
    if (ids.length) {
      events.leftOutbox(ids);
    }
  };
  const arrivesIn = (/** @type {any} */ folder) => !OWN_FOLDERS.includes(useOf(folder));
  const onNewMail = /** @type {any} */ (messages.onNewMailReceived);
  onNewMail.addListener((/** @type {any} */ folder, /** @type {any} */ list) => {
    if (arrivesIn(folder)) {
      everyMessage(list).then((all) => events.arrived(all.map(arrived)), () => {});
    }
  }, true);
  messages.onDeleted.addListener(fromOutbox);
  messages.onMoved.addListener(fromOutbox);
  messenger.folders.onFolderInfoChanged.addListener((/** @type {any} */ folder, /** @type {any} */ info) => {
    if (["sent", "outbox"].includes(useOf(folder))) {
      events.foldersChanged();
    } else if (arrivesIn(folder) && info.totalMessageCount !== undefined) {
      events.folderChanged(folder.id);
    }
  });
}
