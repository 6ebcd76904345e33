/** "Log to CRM": forwards a received message to the CRM's forwarding address, and tells how it went. */

import { forwardedEvent, forwardIntent, NO_TAB } from "../compose/intents.js";
import { missingInBlock, shown, withEnglishBlock } from "./forward-block.js";
import { attachmentCount, missingFiles } from "./message.js";
import { windowHeld } from "./read-back.js";

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
 * @property {boolean} [without_history] the quoted history is cut away
 * @property {boolean} [without_attachments]
 * @property {boolean} [by_hand] the helper can put it into the CRM itself
 */

/**
 * What the person wants this time; where a field is missing, what the settings say.
 *
 * @typedef {object} Wish
 * @property {boolean} again though it was logged before
 * @property {boolean} [look] see the forward before it goes
 * @property {boolean} [without_history] cut the quoted history away
 * @property {boolean} [without_attachments]
 * @property {boolean} [by_hand] have it put into the CRM itself, not by mail
 */

/** @typedef {"without_history" | "without_attachments" | "by_hand"} Remedy a wish that mends what a rule refuses */

/**
 * `busy` it is being logged already; `before` it was logged before; `refused` a rule says no; `helper` nobody could
 * decide; `failed` Thunderbird could not open a forward; `looking` the person looks at the forward first; `handed` it
 * was handed to Thunderbird, and the reporter tells what becomes of it; `logged` the helper took it in; `underway` it
 * is on its way to the CRM already; `unconfirmed` the CRM was to take it in and did not say whether it did.
 *
 * @typedef {{kind: "busy" | "looking" | "handed"} | {kind: "logged"} | ({subject: string} & (
 *   {kind: "before" | "underway" | "unconfirmed", crm: string} | {kind: "failed"}
 *   | {kind: "refused", finding: Finding, remedy?: Remedy, crm?: string}
 *   | {kind: "helper", problem: import("../helper/connection.js").HelperError}))} Outcome
 */

/**
 * @typedef {object} ForwardWindows
 * @property {(message: number, to: string, identity: string) => Promise<number>} open returns the tab
 * @property {(tab: number) => Promise<void>} minimise
 * @property {(tab: number) => Promise<Details>} details
 * @property {(tab: number) => Promise<{name: string, size: number}[]>} attachments
 * @property {(tab: number, message: number, parts: import("./message.js").MessagePart[]) => Promise<void>} attach
 * @property {(tab: number, to: string, body: string) => Promise<void>} prepare recipients and body, and no others
 * @property {(tab: number) => Promise<void>} leaveAttachmentsOut
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
 * @property {(body: string) => {body: string, history: import("./quoted-history.js").History}} withoutHistory
 * @property {(id: number, identity: string) => Promise<import("../helper/connection.js").Answer>} takeIn hands a
 *   message over to the helper
 * @property {(id: number, identity: string) => Promise<import("../helper/connection.js").Answer>} byApi the same, to
 *   be put into the CRM itself
 * @property {(id: number, message_id: string) => Promise<void>} tag marks a message as logged
 * @property {(tab: number) => void} showRead what was found in a window that the person looks at
 * @property {() => boolean} online
 * @property {import("../helper/connection.js").Clock} clock
 * @property {() => Date} now
 */

/** @typedef {{mail: ReceivedMail, full: any}} Message */
/** @typedef {ForwardDecision & {address: string}} Decided */

const DECIDE_LIMIT = 10_000;
/** Of the time that a send may be held up, what reading the window may take, in milliseconds. */
const SEND_LIMIT = 300;
/** Which wish mends what a rule refuses. @type {Readonly<Record<string, "without_history" | "without_attachments">>} */
const REMEDIES = {
  "body-too-large": "without_history",
  "chain": "without_history",
  "attachments-too-large": "without_attachments",
};
/**
 * What keeps a message out only because it would come by mail: the CRM could not read it, or takes no more.
 */
const READABLE_BY_HAND = [
  "body-too-large",
  "no-header",
  "as-attachment",
  "missing-date",
  "no-plain-part",
  "no-html-part",
  "parts-disagree",
  "language-unsupported",
  "other-original",
];
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
   * @param {Wish} wish
   * @returns {Promise<Outcome>}
   */
  async log(id, wish) {
    const { mail, full } = await this.#parts.read(id);
    const key = mail.message_id ?? String(id);
    if (this.#busy.has(key)) {
      return { kind: "busy" };
    }
    this.#busy.add(key);
    try {
      return await this.#log(id, { mail, full }, wish);
    } finally {
      this.#busy.delete(key);
    }
  }

  /**
   * @param {number} id
   * @param {Message} message
   * @param {Wish} wish
   * @returns {Promise<Outcome>}
   */
  async #log(id, message, { again, look, without_history, without_attachments, by_hand }) {
    const asked = { ...message.mail, without_history, without_attachments };
    const answer = await this.#parts.ask("forward.decide", asked, DECIDE_LIMIT);
    if (!answer.ok) {
      return { kind: "helper", subject: message.mail.subject, problem: answer.error };
    }
    /** @type {ForwardDecision} */
    const decision = { ...answer.body, look: look ?? answer.body.look };
    if (by_hand) {
      return this.#byHand(id, message.mail, decision);
    }
    if (decision.logged_before !== null && !again) {
      return { kind: "before", subject: message.mail.subject, crm: decision.crm ?? "" };
    }
    const blocked = decision.findings.find(({ level }) => level === "block");
    if (!decision.log || blocked) {
      return this.#refused(message, decision, blocked);
    }
    if (decision.address === null) {
      return this.#takeIn(id, message.mail, decision);
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
   * The CRM has no address: the helper takes the message in as it is.
   *
   * @param {number} id
   * @param {ReceivedMail} mail
   * @param {ForwardDecision} decision
   * @returns {Promise<Outcome>}
   */
  async #takeIn(id, { message_id, subject, default_identity }, { identity }) {
    const answer = await this.#parts.takeIn(id, identity ?? default_identity);
    if (!answer.ok) {
      return { kind: "helper", subject, problem: answer.error };
    }
    const finding = answer.body.findings.find((/** @type {Finding} */ { level }) => level === "block");
    if (finding) {
      return { kind: "refused", subject, finding };
    }
    await (message_id ? this.#parts.tag(id, message_id) : undefined);
    return { kind: "logged" };
  }

  /**
   * The person has it put into the CRM itself: whether it may be logged is for the helper to say, which sees all of it.
   *
   * @param {number} id
   * @param {ReceivedMail} mail
   * @param {ForwardDecision} decision
   * @returns {Promise<Outcome>}
   */
  async #byHand(id, { message_id, subject, default_identity }, { identity, crm }) {
    const answer = await this.#parts.byApi(id, identity ?? default_identity);
    if (!answer.ok) {
      return { kind: "helper", subject, problem: answer.error };
    }
    const { state, findings } = answer.body;
    if (state === null) {
      return { kind: "refused", subject, finding: findings[0] };
    }
    if (state !== "confirmed") {
      return { kind: state === "unconfirmed" ? "unconfirmed" : "underway", subject, crm: crm ?? "" };
    }
    await (message_id ? this.#parts.tag(id, message_id) : undefined);
    return { kind: "logged" };
  }

  /**
   * @param {Message} message
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
    return this.#refusal(mail.subject, finding, decision);
  }

  /** @param {string} subject @param {Finding} finding @param {ForwardDecision} decision @returns {Outcome} */
  #refusal(subject, finding, decision) {
    return { kind: "refused", subject, finding, remedy: this.#remedy(finding, decision), crm: decision.crm ?? "" };
  }

  /**
   * @param {Finding} finding
   * @param {ForwardDecision} decision
   * @returns {Remedy | undefined} one that was not tried yet
   */
  #remedy({ code }, decision) {
    const remedy = REMEDIES[code];
    if (remedy !== undefined && !decision[remedy]) {
      return remedy;
    }
    return decision.by_hand && READABLE_BY_HAND.includes(code) ? "by_hand" : undefined;
  }

  /**
   * @param {ReceivedMail} mail
   * @param {{id: number, tab: number}} numbers
   * @param {Decided} decided
   */
  #intent({ message_id, author, subject, content_bytes, attachment_bytes }, { id, tab }, decided) {
    const { address, profile, findings, identity, look, attributed_to, contacts } = decided;
    const by_hand = decided.by_hand ? decided.crm : null;
    const forward = { event: crypto.randomUUID(), tab, identity: identity ?? "", subject: `Fwd: ${subject}` };
    const decision = { address, profile: profile ?? "", findings, attributed_to, contacts };
    const mail = { ...forward, at: this.#parts.now(), sizes: { content_bytes, attachment_bytes } };
    return forwardIntent(mail, decision, { message_id, author, subject, id, look, by_hand });
  }

  /**
   * @param {number} id
   * @param {Message} message
   * @param {Decided} decision
   * @returns {Promise<Outcome>}
   */
  async #forward(id, message, decision) {
    const { windows, reporter, showRead } = this.#parts;
    const { address, look } = decision;
    this.#opening.add(id);
    /** @type {import("../compose/intents.js").Intent | null} */
    let intent = null;
    try {
      const tab = await windows.open(id, address, decision.identity ?? message.mail.default_identity);
      intent = this.#intent(message.mail, { id, tab }, decision);
      await reporter.keep(intent);
      await (look ? undefined : windows.minimise(tab));
      const settled = await this.#settled(tab, attachmentCount(message.full));
      if (!(await reporter.forwardSettled(intent.event, settled.subject))) {
        return { kind: "looking" };
      }
      const history = await this.#prepare(tab, settled, { ...message, id }, decision);
      const answer = await this.#readBack(tab, intent.event, history, message, decision);
      if (look) {
        showRead(tab);
        return { kind: "looking" };
      }
      return await this.#sendOrGiveUp(tab, intent.event, answer, message, decision);
    } catch {
      await (intent && reporter.broken(intent));
      return intent ? { kind: "handed" } : { kind: "failed", subject: message.mail.subject };
    } finally {
      this.#opening.delete(id);
    }
  }

  /**
   * Makes the window hold what is to be sent.
   *
   * @param {number} tab
   * @param {Details} settled
   * @param {Message & {id: number}} message
   * @param {Decided} decision
   * @returns {Promise<import("./read-back.js").Expected["history"]>} what became of the quoted history
   */
  async #prepare(tab, settled, { id, full }, { address, without_history, without_attachments }) {
    const { windows, withoutHistory } = this.#parts;
    const whole = withEnglishBlock(settled.body.body ?? "", full);
    const { body, history } = without_history ? withoutHistory(whole) : { body: whole, history: undefined };
    await windows.prepare(tab, address, body);
    if (without_attachments) {
      await windows.leaveAttachmentsOut(tab);
    } else {
      await windows.attach(tab, id, missingFiles(full, await windows.attachments(tab)));
    }
    return history ?? "there";
  }

  /**
   * Asks the helper whether the CRM can read what the window holds, and keeps what it found.
   *
   * @param {number} tab
   * @param {string} event
   * @param {import("./read-back.js").Expected["history"]} history
   * @param {Message} message
   * @param {Decided} decision
   * @returns {Promise<import("../helper/connection.js").Answer>}
   */
  async #readBack(tab, event, history, { mail, full }, { profile }) {
    const { windows, ask, reporter } = this.#parts;
    const original = { author: mail.author, subject: shown(full, "subject"), date: shown(full, "date") };
    const expected = { profile: profile ?? "", history, original };
    const held = windowHeld(await windows.details(tab), await windows.attachments(tab), expected);
    const answer = await ask("forward.check", held, DECIDE_LIMIT);
    await (answer.ok ? reporter.forwardRead(event, held, answer.body.findings) : undefined);
    return answer;
  }

  /**
   * @param {number} tab
   * @param {string} event
   * @param {import("../helper/connection.js").Answer} answer to `forward.check`
   * @param {Message} message
   * @param {Decided} decision
   * @returns {Promise<Outcome>}
   */
  async #sendOrGiveUp(tab, event, answer, { mail: { subject } }, decision) {
    const { windows, reporter, online } = this.#parts;
    if (!answer.ok) {
      await reporter.forget(event);
      await windows.close(tab);
      return { kind: "helper", subject, problem: answer.error };
    }
    /** @type {Finding | undefined} */
    const finding = answer.body.findings.find((/** @type {Finding} */ { level }) => level === "block");
    if (!finding) {
      await windows.send(tab, online() ? "sendNow" : "sendLater");
      return { kind: "handed" };
    }
    await reporter.forwardRefused(event, finding.code);
    await windows.close(tab);
    return this.#refusal(subject, finding, decision);
  }

  /**
   * A forward is about to be sent. One that the person looked at is read once more, since it may have been changed; it
   * leaves all the same, and its entry says what was found.
   *
   * @param {number} tab
   * @param {Details} details
   */
  async sendBegins(tab, details) {
    const { reporter, windows, ask } = this.#parts;
    await reporter.forwardBegins(tab);
    const intent = reporter.lookedAt(tab);
    if (intent?.original) {
      const { author, subject } = intent.original;
      const expected = { profile: intent.verdict.profile ?? "", original: { author, subject } };
      const held = windowHeld(details, await windows.attachments(tab), { ...expected, history: "there" });
      const answer = await ask("forward.check", held, SEND_LIMIT);
      await (answer.ok ? reporter.forwardRead(intent.event, held, answer.body.findings) : undefined);
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
