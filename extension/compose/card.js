/** Address-book cards as Thunderbird hands them out: vCard, RFC 6350. */

/** @typedef {import("../rules/addresses.js").Mailbox} Mailbox */

const LINE = /^(?:[\w-]+\.)?([\w-]+)((?:;[^:]*)?):(.*)$/;
/** The preference of an address that states none: after all that state one. */
const NO_PREFERENCE = 101;

/**
 * @param {string} vCard
 * @returns {{property: string, preference: number, text: string}[]}
 */
function properties(vCard) {
  const lines = vCard.replace(/\r?\n[ \t]/g, "").split(/\r?\n/);
  return lines.flatMap((line) => {
    const found = LINE.exec(line);
    if (!found) {
      return [];
    }
    const [, property, parameters, value] = found;
    const preference = Number(/;PREF="?(\d+)/i.exec(parameters)?.[1] ?? NO_PREFERENCE);
    return [{ property: property.toUpperCase(), preference, text: value.replace(/\\(.)/g, "$1").trim() }];
  });
}

/**
 * The name and the preferred address on a card.
 *
 * @param {string} vCard
 * @returns {Mailbox | null} null where the card has no address: Thunderbird leaves such a member out as well
 */
export function cardMailbox(vCard) {
  const all = properties(vCard);
  const [email] = all
    .filter(({ property, text }) => property === "EMAIL" && text)
    .sort((one, other) => one.preference - other.preference);
  const name = all.find(({ property }) => property === "FN")?.text ?? "";
  return email ? { name, address: email.text } : null;
}
