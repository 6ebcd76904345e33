/** The recipients of a mail in the compose window, and how a decision changes them. Pure. */

import { bareAddresses, fold, sameAddress } from "../rules/addresses.js";

/** @typedef {"to" | "cc" | "bcc"} Field */

/** @type {readonly Field[]} */
export const FIELDS = Object.freeze(["to", "cc", "bcc"]);

/**
 * @typedef {object} Recipients the three fields as Thunderbird shows them, one mailbox a string
 * @property {readonly string[]} to
 * @property {readonly string[]} cc
 * @property {readonly string[]} bcc
 */

/**
 * @param {Recipients} recipients
 * @param {ReadonlySet<string>} crmAddresses folded
 * @returns {string[]} the folded CRM addresses among them, each once
 */
export function crmAmong(recipients, crmAddresses) {
  const all = FIELDS.flatMap((field) => bareAddresses([...recipients[field]])).map(fold);
  return [...new Set(all.filter((address) => crmAddresses.has(address)))];
}

/**
 * What has to change so that the recipients follow a decision: the addresses to remove, spelt as they were asked about,
 * are gone, and the CRM address is in Bcc unless To, Cc or Bcc still holds it in any letter case.
 *
 * @param {Recipients} recipients
 * @param {{address: string | null, remove: readonly string[]}} decision
 * @returns {Partial<Record<Field, string[]>> | null} only the fields that change; null where nothing does
 */
export function recipientsChange(recipients, decision) {
  const unwanted = new Set(decision.remove);
  /** @type {Partial<Record<Field, string[]>>} */
  const change = {};
  for (const field of FIELDS) {
    const kept = recipients[field].filter((text) => !bareAddresses(text).some((address) => unwanted.has(address)));
    if (kept.length !== recipients[field].length) {
      change[field] = kept;
    }
  }
  const { address } = decision;
  if (address !== null) {
    const left = FIELDS.flatMap((field) => bareAddresses([...(change[field] ?? recipients[field])]));
    if (!left.some((one) => sameAddress(one, address))) {
      change.bcc = [...(change.bcc ?? recipients.bcc), address];
    }
  }
  return Object.keys(change).length ? change : null;
}
