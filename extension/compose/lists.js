/**
 * Address-book lists among the recipients.
 *
 * Until after onBeforeSend a list is one recipient, `Friends <Friends>`, or `Friends <its description>` where it has
 * one; Thunderbird puts its members in later. So who is in it has to be looked up before anything is decided.
 */

import { mailboxes } from "../rules/addresses.js";
import { FIELDS } from "./recipients.js";

/** @typedef {import("../rules/addresses.js").Mailbox} Mailbox */
/** @typedef {import("./recipients.js").Recipients} Recipients */

/**
 * @typedef {object} MailingList
 * @property {string} id
 * @property {string} name
 * @property {string} description
 */

/**
 * @typedef {object} AddressBooks
 * @property {() => Promise<MailingList[]>} lists of all address books
 * @property {(id: string) => Promise<Mailbox[]>} members
 */

/**
 * @typedef {object} Expanded
 * @property {string[]} to bare addresses
 * @property {string[]} cc
 * @property {string[]} bcc
 * @property {string[]} lists_unexpanded names of the lists whose members are not known
 */

/** How deep lists may lie in lists. */
const DEPTH = 8;

/** @param {Mailbox} mailbox @returns {string} under which a list is known */
const keyOf = ({ name, address }) => `${name}\n${address}`.toLowerCase();

/** @param {Mailbox} mailbox @returns {boolean} where it is a list, it has a name, and mostly no domain */
const mayBeList = ({ name, address }) => name !== "" || !address.includes("@");

/**
 * Who is in the lists, remembered from the last look: at Send there may be no time to ask again.
 */
export class ListMembers {
  /** @type {Map<string, string[] | null>} */
  #members = new Map();
  #books;

  /** @param {AddressBooks} books */
  constructor(books) {
    this.#books = books;
  }

  /**
   * The recipients with every list's members in its place. Never rejects: a list that can't be read is named.
   *
   * @param {Recipients} recipients
   * @returns {Promise<Expanded>}
   */
  async expanded(recipients) {
    const named = FIELDS.flatMap((field) => recipients[field].flatMap(mailboxes)).filter(mayBeList);
    if (named.length) {
      try {
        await this.#look(named);
      } catch {
        named.forEach((one) => one.address.includes("@") || this.#members.set(keyOf(one), null));
      }
    }
    return this.remembered(recipients);
  }

  /**
   * The same from what is remembered, at once.
   *
   * @param {Recipients} recipients
   * @returns {Expanded}
   */
  remembered(recipients) {
    /** @type {Expanded} */
    const expanded = { to: [], cc: [], bcc: [], lists_unexpanded: [] };
    for (const field of FIELDS) {
      for (const mailbox of recipients[field].flatMap(mailboxes)) {
        const members = this.#members.get(keyOf(mailbox));
        if (members) {
          expanded[field].push(...members);
        } else if (members === null || !mailbox.address.includes("@")) {
          expanded.lists_unexpanded.push(mailbox.name || mailbox.address);
        } else {
          expanded[field].push(mailbox.address);
        }
      }
    }
    return expanded;
  }

  /** @param {Mailbox[]} named */
  async #look(named) {
    const lists = new Map(
      (await this.#books.lists()).map((list) => [
        keyOf({ name: list.name, address: list.description || list.name }),
        list.id,
      ]),
    );
    for (const mailbox of named) {
      const id = lists.get(keyOf(mailbox));
      if (id === undefined) {
        this.#members.delete(keyOf(mailbox));
      } else {
        this.#members.set(keyOf(mailbox), await this.#membersOf(id, lists, DEPTH));
      }
    }
  }

  /**
   * @param {string} id
   * @param {Map<string, string>} lists
   * @param {number} depth
   * @returns {Promise<string[] | null>} null where somebody in it can't be known
   */
  async #membersOf(id, lists, depth) {
    const members = await this.#books.members(id).catch(() => null);
    if (!members || depth === 0) {
      return null;
    }
    const addresses = [];
    for (const member of members) {
      const inner = lists.get(keyOf(member)) ?? lists.get(keyOf({ name: member.address, address: member.address }));
      const found = inner === undefined ? [member.address] : await this.#membersOf(inner, lists, depth - 1);
      if (!found || (inner === undefined && !member.address.includes("@"))) {
        return null;
      }
      addresses.push(...found);
    }
    return addresses;
  }
}
