/** What `compose.decide` is asked about: a compose window's details in PROTOCOL.md's words. Pure. */

import { bareAddresses } from "../rules/addresses.js";
import { composedSizes } from "../rules/sizes.js";

/** @typedef {import("./window.js").ComposeWindow} ComposeWindow */
/** @typedef {import("./lists.js").Expanded} Expanded */
/** @typedef {import("./recipients.js").Recipients} Recipients */

/**
 * @typedef {object} Details what Thunderbird tells of a compose window, its identity's address put in
 * @property {string} identity
 * @property {string} from
 * @property {Recipients} recipients
 * @property {readonly string[]} newsgroups
 * @property {"draft" | "new" | "redirect" | "reply" | "forward"} kind
 * @property {string} subject
 * @property {boolean} encrypted
 * @property {boolean} modified
 * @property {number | null} original the message that is replied to, forwarded or gone on with
 * @property {import("../rules/sizes.js").ComposedBody} body
 */

/**
 * @param {Details} details
 * @param {ComposeWindow} state
 * @param {Expanded} expanded
 * @param {readonly {size: number}[]} attachments
 * @param {"open" | "send"} phase
 */
export function mailOf(details, state, expanded, attachments, phase) {
  return {
    event: state.event,
    phase,
    kind: details.kind,
    identity: details.identity,
    from: bareAddresses(details.from)[0] ?? details.identity,
    ...expanded,
    newsgroups: details.newsgroups,
    subject: details.subject,
    ...composedSizes(details.body, attachments),
    encrypted: details.encrypted,
    wanted: state.wanted,
    typed: state.typed,
  };
}
