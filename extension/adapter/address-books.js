/** The address books: which lists there are and who is in them. */

import { cardMailbox } from "../compose/card.js";

// Manifest V3 has moved the lists here, which the type definitions do not know.
const { mailingLists } = /** @type {any} */ (messenger.addressBooks);

/** @type {import("../compose/lists.js").AddressBooks} */
export const addressBooks = {
  async lists() {
    const books = await messenger.addressBooks.list(false);
    const lists = await Promise.all(books.map(({ id }) => mailingLists.list(id)));
    return lists.flat().map(({ id, name, description }) => ({ id, name, description }));
  },

  async members(id) {
    const contacts = await mailingLists.listMembers(id);
    return contacts.flatMap((/** @type {{vCard: string}} */ { vCard }) => cardMailbox(vCard) ?? []);
  },
};
