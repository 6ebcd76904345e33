/** What the helper can ask for: the kinds of `requests.open` in PROTOCOL.md. */

/** @typedef {import("../helper/requests.js").RequestKind} RequestKind */
/** @typedef {import("../helper/requests.js").RequestResult} RequestResult */
/** @typedef {import("./log-to-the-end.js").End} End */

/**
 * @typedef {object} RequestedParts
 * @property {(message_id: string) => Promise<number | null>} find
 * @property {(message: number) => Promise<void>} show brings it to the front
 * @property {Pick<import("./log-to-the-end.js").LogToTheEnd, "log">} toTheEnd
 * @property {() => boolean} online
 * @property {(message_id: string, since: Date) => Promise<boolean | null>} loggedSince null where nobody can tell
 * @property {(email: string) => Promise<string | null>} identityWith
 * @property {Pick<import("../compose/test-mail.js").TestMail, "send">} testMail
 */

/** @param {{message_id?: unknown}} body @returns {string} */
const messageId = ({ message_id }) => (typeof message_id === "string" ? message_id : "");

/** How a request ends whose message met with one of these. @type {Partial<Record<End["kind"], RequestResult>>} */
const RESULTS = {
  sent: { outcome: "done", reason: null },
  logged: { outcome: "done", reason: null },
  waiting: { outcome: "done", reason: "waiting" },
  looking: { outcome: "done", reason: "looking" },
  unconfirmed: { outcome: "done", reason: "unconfirmed" },
  before: { outcome: "done", reason: "logged-before" },
  underway: { outcome: "done", reason: "logged-before" },
  unsent: { outcome: "failed", reason: "not-sent" },
  unseen: { outcome: "failed", reason: "not-sent" },
  failed: { outcome: "failed", reason: "forward-failed" },
};

/**
 * @param {End} end
 * @returns {RequestResult | null} null where it can be tried later
 */
export function requestResult(end) {
  if (end.kind === "refused") {
    return { outcome: "refused", reason: end.finding.code };
  }
  if (end.kind === "helper" && !end.problem.retryable) {
    return { outcome: "failed", reason: end.problem.code };
  }
  return RESULTS[end.kind] ?? null; // busy, or nobody could decide
}

/**
 * @param {RequestedParts} parts
 * @returns {Record<string, RequestKind>} by name
 */
export function requestKinds({ find, show, toTheEnd, online, loggedSince, identityWith, testMail }) {
  return {
    log: {
      find: (body) => find(messageId(body)),
      async run(message, body, { begun }) {
        // What was interrupted may have left all the same; then it is in the journal by now.
        const done = begun === null ? false : await loggedSince(messageId(body), new Date(begun));
        if (done !== false) {
          return done === null ? null : { outcome: "done", reason: null };
        }
        if (body.by === "api") {
          return requestResult(await toTheEnd.log(message, { again: true, by_hand: true }));
        }
        if (!online()) {
          return null; // Thunderbird is offline for a moment when it starts: this need not go through the Outbox
        }
        const { again = false, without_history, without_attachments } = body;
        const wish = { again, without_history, without_attachments };
        return requestResult(await toTheEnd.log(message, wish));
      },
    },
    open: {
      find: (body) => find(messageId(body)),
      async run(message) {
        await show(message);
        return { outcome: "done", reason: null };
      },
    },
    "test-mail": {
      find: (body) => identityWith(String(body.identity)),
      async run(_identity, body, { request, begun }) {
        // Whether an interrupted one left is for the journal to say, which the reporter has told what it saw.
        return begun === null ? testMail.send(request, body) : { outcome: "failed", reason: "interrupted" };
      },
    },
  };
}
