/**
 * What the person's switch said in a mail that was put aside as a draft: going on with it must not turn logging on
 * again.
 *
 * A draft is known by its identity, its subject and its people. Its Message-ID would be exacter, but Thunderbird
 * doesn't tell it reliably: after a draft on IMAP was saved a second time, the message that its window names is an
 * empty one.
 */

import { bareAddresses, fold } from "../rules/addresses.js";

/** How many drafts are remembered. */
const REMEMBERED = 200;

/**
 * @param {{identity: string, subject: string, recipients: import("../compose/recipients.js").Recipients}} draft
 * @param {ReadonlySet<string>} crmAddresses folded; they come and go with the switch
 * @returns {Promise<string>} a digest: who a draft is for is not kept
 */
export async function draftKey({ identity, subject, recipients: { to, cc, bcc } }, crmAddresses) {
  const people = [to, cc, bcc].map((field) =>
    bareAddresses([...field]).map(fold).filter((address) => !crmAddresses.has(address)).sort(),
  );
  const bytes = new TextEncoder().encode(JSON.stringify([fold(identity), subject, people]));
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...digest.subarray(0, 16)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * @param {Readonly<Record<string, boolean>>} drafts
 * @param {string} key
 * @param {boolean | null} wanted null forgets it
 * @returns {Record<string, boolean>}
 */
export function withDraft(drafts, key, wanted) {
  const others = Object.entries(drafts).filter(([one]) => one !== key);
  return Object.fromEntries([...others, ...(wanted === null ? [] : [[key, wanted]])].slice(-REMEMBERED));
}
