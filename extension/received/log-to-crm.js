/** "Log to CRM": forwards a received message to the CRM's forwarding address, and tells how it went. */

import { forwardedEvent, forwardIntent, NO_TAB } from "../compose/intents.js";
import { missingInBlock, withEnglishBlock } from "./forward-block.js";
import { attachmentCount } from "./message.js";

/** @typedef {import("./message.js").ReceivedMail} ReceivedMail */
/** @typedef {import("../compose/decider.js").Finding} Finding */
/** @typedef {import("../compose/mail.js").Details} Details */

/**
 * @typedef {object} ForwardDecision the answer to `forward.decide`
 * @property {boolean} log
 * @property {string | null} address
 * @property {string | null} identity
 * @property {string | null} profile
 * @property {string | null} crm
 * @property {string | null} [attributed_to]
 * @property {readonly {email: string, new: boolean | null}[]} [contacts]
 * @property {Finding[]} findings
 * @property {boolean} look
 * @property {number | null} logged_before
 */

/**
 * `busy` it is being logged already; `before` it was logged before; `refused` a rule says no; `helper` nobody could
 * decide; `failed` Thunderbird could not open a forward; `looking` the person looks at the forward first; `handed` it
 * was handed to Thunderbird, and the reporter tells what becomes of it.
 *
 * @typedef {{kind: "busy" | "looking" | "handed"} | ({subject: string} & (
 *   {kind: "before", crm: string} | {kind: "failed"} | {kind: "refused", finding: Finding}
 *   | {kind: "helper", problem: import("../helper/connection.js").HelperError}))} Outcome
 */

/**
 * @typedef {object} ForwardWindows
 * @property {(message: number, to: string, identity: string) => Promise<number>} open returns the tab
 * @property {(tab: number) => Promise<void>} minimise
 * @property {(tab: number) => Promise<Details>} details
 * @property {(tab: number) => Promise<{size: number}[]>} attachments
 * @property {(tab: number, to: string, body: string) => Promise<void>} prepare recipients and body, and no others
 * @property {(tab: number, mode: "sendNow" | "sendLater") => Promise<void>} send
 * @property {(tab: number) => Promise<void>} close without asking
 */

/**
 * @typedef {object} LogToCrmParts
 * @property {(id: number) => Promise<{mail: ReceivedMail, full: any, header: {author: string, subject: string}}>} read
 * @property {ForwardWindows} windows
 * @property {(type: string, body: object, limit: number) => Promise<import("../helper/connection.js").Answer>} ask
 * @property {import("../compose/reporter.js").Reporter} reporter
 * @property {(event: import("../helper/outbox.js").StoredEvent) => Promise<void>} report
 * @property {() => boolean} online
 * @property {import("../helper/connection.js").Clock} clock
 * @property {() => Date} now
 */

const DECIDE_LIMIT = 10_000;
/** How often and how many times a forward's window is looked at until it stays as it is, in milliseconds. */
const SETTLE_PAUSE = 60;
const SETTLE_LOOKS = 80;

export class LogToCrm {
  /** Messages that are being logged: the second of two clicks must do nothing. @type {Set<string>} */
  #busy = new Set();
  /** Messages whose forward is opening. @type {Set<number>} */
  #opening = new Set();
  #parts;

  /** @param {LogToCrmParts} parts */
  constructor(parts) {
    this.#parts = parts;
  }

  /**
   * Is this compose window a forward to the CRM? One that is just opening is known by the message that it forwards.
   *
   * @param {number} tab
   * @param {Details} [details]
   * @returns {boolean}
   */
  isForward(tab, details) {
    const opening = details?.kind === "forward" && details.original !== null && this.#opening.has(details.original);
    return opening || this.#parts.reporter.isForward(tab);
  }

  /**
   * Logs one message.
   *
   * @param {number} id
   * @param {{again: boolean}} wish `again`: though it was logged before
   * @returns {Promise<Outcome>}
   */
  async log(id, { again }) {
    const { mail, full, header } = await this.#parts.read(id);
    const key = mail.message_id ?? String(id);
    if (this.#busy.has(key)) {
      return { kind: "busy" };
    }
    this.#busy.add(key);
    try {
      return await this.#log(id, { mail, full, header }, again);
    } finally {
      this.#busy.delete(key);
    }
  }

  /**
   * @param {number} id
   * @param {{mail: ReceivedMail, full: any, header: {author: string, subject: string}}} message
   * @param {boolean} again
   * @returns {Promise<Outcome>}
   */
  async #log(id, message, again) {
    const answer = await this.#parts.ask("forward.decide", message.mail, DECIDE_LIMIT);
    if (!answer.ok) {
      return { kind: "helper", subject: message.mail.subject, problem: answer.error };
    }
    /** @type {ForwardDecision} */
    const decision = answer.body;
    if (decision.logged_before !== null && !again) {
      return { kind: "before", subject: message.mail.subject, crm: decision.crm ?? "" };
    }
    const blocked = decision.findings.find(({ level }) => level === "block");
    if (!decision.log || decision.address === null || blocked) {
      return this.#refused(message, decision, blocked);
    }
    const missing = missingInBlock(message.full);
    if (missing) {
      /** @type {Finding} */
      const finding = { code: missing, level: "block", values: { crm: decision.crm ?? "" } };
      return this.#refused(message, { ...decision, findings: [...decision.findings, finding] }, finding);
    }
    return this.#forward(id, message, { ...decision, address: decision.address });
  }

  /**
   * @param {{mail: ReceivedMail}} message
   * @param {ForwardDecision} decision
   * @param {Finding} [finding]
   * @returns {Promise<Outcome>}
   */
  async #refused({ mail }, decision, finding = { code: "no-profile", level: "block" }) {
    const { now, report } = this.#parts;
    if (decision.profile !== null) {
      // Whom the never-log list protects is not named anywhere, not even until the helper has heard of it.
      const secret = finding.code === "never-log";
      const known = secret ? { ...mail, message_id: null, author: "", subject: "" } : mail;
      const pattern = finding.values?.pattern ?? "";
      const findings = secret ? [{ ...finding, values: { pattern } }] : decision.findings;
      const told = { ...decision, findings, address: decision.address ?? "" };
      const intent = this.#intent(known, { id: 0, tab: NO_TAB }, told);
      const seen = { mode: /** @type {const} */ ("now"), ok: false, message_id: null, at: now(), reason: finding.code };
      await report(forwardedEvent(intent, seen));
    }
    return { kind: "refused", subject: mail.subject, finding };
  }

  /**
   * @param {ReceivedMail} mail
   * @param {{id: number, tab: number}} numbers
   * @param {ForwardDecision & {address: string}} decided
   */
  #intent({ message_id, author, subject, content_bytes, attachment_bytes }, { id, tab }, decided) {
    const { address, profile, findings, identity, look, attributed_to, contacts } = decided;
    const forward = { event: crypto.randomUUID(), tab, identity: identity ?? "", subject: `Fwd: ${subject}` };
    const decision = { address, profile: profile ?? "", findings, attributed_to, contacts };
    const mail = { ...forward, at: this.#parts.now(), sizes: { content_bytes, attachment_bytes } };
    return forwardIntent(mail, decision, { message_id, author, subject, id, look });
  }

  /**
   * @param {number} id
   * @param {{mail: ReceivedMail, full: any}} message
   * @param {ForwardDecision & {address: string}} decision
   * @returns {Promise<Outcome>}
   */
  async #forward(id, { mail, full }, decision) {
    const { windows, reporter, online } = this.#parts;
    const { address, look } = decision;
    this.#opening.add(id);
    /** @type {import("../compose/intents.js").Intent | null} */
    let intent = null;
    try {
      const tab = await windows.open(id, address, decision.identity ?? mail.default_identity);
      intent = this.#intent(mail, { id, tab }, decision);
      await reporter.keep(intent);
      await (look ? undefined : windows.minimise(tab));
      const settled = await this.#settled(tab, attachmentCount(full));
      if (!(await reporter.forwardSettled(intent.event, settled.subject))) {
        return { kind: "looking" };
      }
      await windows.prepare(tab, address, withEnglishBlock(settled.body.body ?? "", full));
      if (look) {
        return { kind: "looking" };
      }
      await windows.send(tab, online() ? "sendNow" : "sendLater");
      return { kind: "handed" };
    } catch {
      await (intent && reporter.broken(intent));
      return intent ? { kind: "handed" } : { kind: "failed", subject: mail.subject };
    } finally {
      this.#opening.delete(id);
    }
  }

  /**
   * Waits until a forward's window stays as it is: right after it opened, Thunderbird and other add-ons still change
   * it.
   *
   * @param {number} tab
   * @param {number} attachments how many the message has
   * @returns {Promise<Details>}
   */
  async #settled(tab, attachments) {
    const { windows, clock } = this.#parts;
    let before = "";
    for (let look = 1; ; look++) {
      const details = await windows.details(tab);
      const files = await windows.attachments(tab);
      const now = JSON.stringify([details.recipients, details.subject, details.body.body?.length, files.length]);
      const complete = details.body.body?.includes("moz-forward-container") && files.length >= attachments;
      if ((now === before && complete) || look === SETTLE_LOOKS) {
        return details;
      }
      before = now;
      await new Promise((resolve) => clock.after(SETTLE_PAUSE, () => resolve(undefined)));
    }
  }
}
