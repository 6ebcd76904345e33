/**
 * What is remembered about one compose window: which CRM addresses it was opened with, which one Birdlog put there,
 * which the person typed, and whether the person took Birdlog's away. Pure: each function returns a new state.
 */

import { fold } from "../rules/addresses.js";

/**
 * @typedef {object} ComposeWindow
 * @property {string} event UUID that names this mail in everything that is asked and told about it
 * @property {string} identity the address of the identity at the last look
 * @property {readonly string[]} seen folded CRM addresses that were there at the last look
 * @property {readonly string[]} typed folded CRM addresses that the person typed in this window
 * @property {string | null} ours folded CRM address that belongs here and is shown
 * @property {boolean} added Birdlog put `ours` there itself
 * @property {boolean | null} wanted the person's word: the switch, or the address taken away by hand; null where there
 *   is none
 */

/**
 * @typedef {object} Look what the window shows now
 * @property {string} identity
 * @property {readonly string[]} crm folded CRM addresses in To, Cc and Bcc
 */

/**
 * The state of a window at its first look. A CRM address that is there from the start was inherited (a draft, Edit as
 * New, a reply to all of one's own mail, the identity's own setting): nobody typed it.
 *
 * @param {string} event
 * @param {Look} look
 * @param {boolean | null} [wanted] the switch, where a draft carries it on
 * @returns {ComposeWindow}
 */
export function openedWindow(event, look, wanted = null) {
  const { identity, crm } = look;
  return { event, identity, seen: crm, typed: [], ours: null, added: false, wanted };
}

/**
 * The state after another look. Between two looks only the person (or another add-on on their behalf) can have changed
 * the recipients, unless the identity changed as well: then Thunderbird may have, from the identity's settings.
 *
 * @param {ComposeWindow} state
 * @param {Look} look
 * @returns {ComposeWindow}
 */
export function lookedAt(state, look) {
  const gone = state.seen.filter((address) => !look.crm.includes(address));
  const come = look.crm.filter((address) => !state.seen.includes(address));
  const typed = state.typed.filter((address) => !gone.includes(address));
  const next = { ...state, identity: look.identity, seen: look.crm, typed };
  if (state.ours && gone.includes(state.ours)) {
    next.ours = null;
    next.added = false;
  }
  if (look.identity !== state.identity) {
    return next;
  }
  next.typed = [...typed, ...come];
  if (state.ours && gone.includes(state.ours)) {
    return { ...next, wanted: false };
  }
  // What was typed goes out: to call such a mail turned off would be untrue.
  return come.length && state.wanted === false ? { ...next, wanted: null } : next;
}

/**
 * The state after Birdlog changed the recipients.
 *
 * @param {ComposeWindow} state
 * @param {readonly string[]} crm folded CRM addresses that are there now
 * @param {string | null} address the CRM address that belongs there
 * @returns {ComposeWindow}
 */
export function showing(state, crm, address) {
  const ours = address !== null && crm.includes(fold(address)) ? fold(address) : null;
  const added = ours !== null && (!state.seen.includes(ours) || (state.added && state.ours === ours));
  return { ...state, seen: crm, typed: state.typed.filter((one) => crm.includes(one)), ours, added };
}

/**
 * The state after the person used the switch. Turned off, an address that belongs goes even if it was typed.
 *
 * @param {ComposeWindow} state
 * @param {boolean | null} wanted
 * @returns {ComposeWindow}
 */
export function switched(state, wanted) {
  const typed = wanted ? state.typed : state.typed.filter((one) => one !== state.ours);
  return { ...state, wanted, typed };
}
