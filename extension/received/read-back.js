/** What `forward.check` of PROTOCOL.md is asked about: a forward as its compose window holds it. Pure. */

import { composedSizes, withoutDataImages } from "../rules/sizes.js";

/** Characters of each form of the text that the helper reads. */
const READ = 131_072;

/**
 * @typedef {object} Expected
 * @property {string} profile
 * @property {"there" | import("./quoted-history.js").History} history `there`: it was not to be cut
 * @property {{author: string, subject: string, date?: string}} original as the received message says it
 */

/**
 * @param {import("../compose/mail.js").Details} details
 * @param {readonly {size: number}[]} attachments
 * @param {Expected} expected
 * @returns {import("../compose/intents.js").Sizes & Record<string, unknown>} the body of `forward.check`
 */
export function windowHeld({ identity, encrypted, body }, attachments, { profile, history, original }) {
  const { body_bytes, attachment_bytes } = composedSizes(body, attachments);
  return {
    identity,
    profile,
    delivery: body.isPlainText ? "plaintext" : (body.deliveryFormat ?? "auto"),
    html: withoutDataImages(body.body ?? "").html.slice(0, READ),
    plain: (body.plainTextBody ?? "").slice(0, READ),
    content_bytes: body_bytes,
    attachment_bytes,
    encrypted,
    history,
    original,
  };
}
