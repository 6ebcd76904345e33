/**
 * Reports what became of the mails that were sent, as far as it was seen.
 *
 * Thunderbird tells it in several ways, and of some sends not at all: onAfterSend for what was tried in front of the
 * person, the Outbox and the Sent folder for what left later, the Sent folder alone where Thunderbird quit in between.
 */

import { crmAddresses } from "../rules/decide.js";
import { addedElsewhere, failedEvent, forwardFindings, leftEvent, NO_TAB, queuedOutcome, sentCopy } from "./intents.js";

/** @typedef {import("./intents.js").Intent} Intent */
/** @typedef {import("./intents.js").SentMail} SentMail */
/** @typedef {import("../helper/outbox.js").StoredEvent} StoredEvent */

/**
 * @typedef {object} IntentStore
 * @property {() => Promise<Intent[]>} load
 * @property {(intent: Intent) => Promise<void>} put
 * @property {(event: string) => Promise<void>} remove
 */

/**
 * @typedef {object} MailFolders
 * @property {(message_id: string) => Promise<string[]>} usesOf the uses of the folders that hold a message, "" for none
 * @property {(since: Date) => Promise<SentMail[]>} sentSince
 * @property {(mail: SentMail) => Promise<string[]>} forwardedIn the Message-IDs of what it forwards, as it says
 * @property {() => boolean} online
 */

/**
 * @typedef {object} ReporterParts
 * @property {IntentStore} store
 * @property {(event: StoredEvent) => Promise<void>} report keeps an event for the helper
 * @property {MailFolders} folders
 * @property {import("./lists.js").ListMembers} lists
 * @property {() => Promise<import("../state/schema.js").State>} state
 * @property {(identity: string, copied: boolean) => Promise<void>} learnCopies
 * @property {(intent: Intent, outcome: "sent" | "waiting" | "failed", reason: string | null) => Promise<void>} ended
 *   `reason` of a failure, where it came to sending
 * @property {(address: string) => void} addedElsewhere a mail that was left out went to the CRM all the same
 * @property {import("../helper/connection.js").Clock} clock
 * @property {() => Date} now
 */

/** What Thunderbird says where sending itself failed; all else that it says means that it never came to that. */
const SENDING_FAILED = "Message operation failed";
/** How long a window that closed may still be sending, in milliseconds. */
const CLOSED_LIMIT = 30_000;
/** How long a mail is looked for of which nobody knows whether it left. */
const SEARCH_DAYS = 14;

export class Reporter {
  /** @type {Map<string, Intent>} */
  #intents = new Map();
  /** @type {Set<string>} Message-IDs of mails that are known to have left, each of which is nobody else's copy */
  #claimed = new Set();
  /** @type {Promise<void>} */
  loaded;
  /** @type {Promise<unknown>} */
  #settling = Promise.resolve();
  #parts;

  /** @param {ReporterParts} parts */
  constructor(parts) {
    this.#parts = parts;
    this.loaded = parts.store.load().then((intents) => {
      this.#intents = new Map([...intents.map((one) => /** @type {const} */ ([one.event, one])), ...this.#intents]);
    });
  }

  /** @param {Intent} intent @returns {Promise<void>} resolves when it is in the store */
  async keep(intent) {
    this.#intents.set(intent.event, intent);
    await this.#parts.store.put(intent);
  }

  /** @param {string} event */
  async forget(event) {
    this.#intents.delete(event);
    await this.#parts.store.remove(event);
  }

  /** @param {number} tab @returns {boolean} whether it is the window of a forward to the CRM */
  isForward(tab) {
    return this.#forwardIn(tab) !== undefined;
  }

  /** @param {number} tab @returns {import("./intents.js").Landing} what is known of where the forward in it lands */
  forwardLanding(tab) {
    return this.#forwardIn(tab)?.landing ?? {};
  }

  /** @param {number} tab @returns {Intent["verdict"]["findings"]} what was found of the forward in it */
  forwardFindings(tab) {
    const intent = this.#forwardIn(tab);
    return intent ? forwardFindings(intent) : [];
  }

  /** @param {number} tab @returns {Intent | null} of the forward in it, if the person looks at it before it goes */
  lookedAt(tab) {
    const intent = this.#forwardIn(tab);
    return intent?.original?.look ? intent : null;
  }

  /**
   * A forward's window was read back.
   *
   * @param {string} event
   * @param {import("./intents.js").Sizes} sizes
   * @param {Intent["verdict"]["findings"]} found in the helper's words, if it said them
   */
  async forwardRead(event, { content_bytes, attachment_bytes }, found) {
    const intent = this.#intents.get(event);
    if (intent) {
      await this.keep({ ...intent, sizes: { content_bytes, attachment_bytes }, read: found });
    }
  }

  /**
   * A forward is not sent, since the CRM could not read it.
   *
   * @param {string} event
   * @param {string} reason a finding's code
   */
  async forwardRefused(event, reason) {
    const intent = this.#intents.get(event);
    if (intent) {
      await this.#parts.report(failedEvent(intent, reason, this.#parts.now()));
      await this.forget(event);
    }
  }

  /** @param {number} tab of a forward that is about to be sent */
  async forwardBegins(tab) {
    const intent = this.#forwardIn(tab);
    if (intent) {
      await this.keep({ ...intent, phase: "sending", at: this.#parts.now().toISOString() });
    }
  }

  /**
   * A forward's window has settled: what its subject is.
   *
   * @param {string} event
   * @param {string} subject
   * @returns {Promise<boolean>} whether it is still to be sent; the person may have been faster
   */
  async forwardSettled(event, subject) {
    const intent = this.#intents.get(event);
    if (intent?.phase !== "open") {
      return false;
    }
    await this.keep({ ...intent, subject });
    return true;
  }

  /** @param {Intent} intent of a forward that could not be prepared or handed over */
  async broken({ event }) {
    const intent = this.#intents.get(event);
    if (intent) {
      await this.#failed(intent, "forward-failed");
    }
  }

  /**
   * What Thunderbird says after a send.
   *
   * @param {number} tab
   * @param {import("../adapter/compose.js").AfterSend} seen
   */
  async afterSend(tab, { mode, message_id, error, details, copied }) {
    await this.loaded;
    const intent = this.#sending().find((one) => one.tab === tab);
    if (mode === "now" && message_id) {
      await this.#learnCopies(details?.identity ?? intent?.identity, copied);
    }
    if (!intent) {
      return;
    }
    if (error !== null && error !== SENDING_FAILED) {
      await this.#cameBack(intent);
    } else if (error !== null || message_id === null) {
      await this.#failed(intent, "smtp-error");
    } else {
      const { to, cc, bcc } = details ? await this.#parts.lists.expanded(details.recipients) : intent.addressees;
      await this.#left(intent, { mode, message_id, addressees: { to, cc, bcc } });
    }
  }

  /**
   * @param {string | undefined} identity of a mail that was sent, where it is known
   * @param {boolean} copied
   */
  async #learnCopies(identity, copied) {
    if (identity) {
      await this.#parts.learnCopies(identity, copied);
      await this.#settle(() => this.#checkQueued());
    }
  }

  /** @param {number} tab that closed; a send that was under way in it ends with it */
  async closed(tab) {
    await this.loaded;
    const open = this.#forwardIn(tab);
    if (open?.phase === "open") {
      await this.forget(open.event);
    }
    const intent = this.#sending().find((one) => one.tab === tab);
    if (intent) {
      this.#parts.clock.after(CLOSED_LIMIT, () => void this.#settle(() => this.#searchClosed(intent.event)));
    }
  }

  /** @param {readonly string[]} message_ids of mails that left the Outbox */
  async leftOutbox(message_ids) {
    await this.loaded;
    for (const intent of this.#inPhase("queued").filter((one) => message_ids.includes(String(one.message_id)))) {
      await this.keep({ ...intent, leftOutbox: true });
    }
    await this.foldersChanged();
  }

  /** The Outbox or a Sent folder changed. */
  async foldersChanged() {
    await this.loaded;
    await this.#settle(async () => {
      await this.#checkQueued();
      await this.#search(this.#sending().filter((one) => one.uncertain));
    });
  }

  /**
   * After the background page woke: what happened meanwhile?
   *
   * @param {boolean} thunderbirdStarted Thunderbird itself was started anew
   * @param {readonly number[]} open compose windows
   */
  async woke(thunderbirdStarted, open) {
    await this.loaded;
    await this.#settle(async () => {
      await this.#checkQueued();
      for (const { event } of this.#inPhase("open").filter((one) => thunderbirdStarted || !open.includes(one.tab))) {
        await this.forget(event);
      }
      const interrupted = this.#sending().filter((one) => thunderbirdStarted || !open.includes(one.tab));
      await this.#search(interrupted);
      for (const { event } of interrupted.filter((one) => !one.uncertain)) {
        await (thunderbirdStarted ? this.#doubt(event) : this.#searchClosed(event));
      }
    });
  }

  /** @param {Intent["phase"]} phase @returns {Intent[]} */
  #inPhase(phase) {
    return [...this.#intents.values()].filter((intent) => intent.phase === phase);
  }

  /** @returns {Intent[]} */
  #sending() {
    return this.#inPhase("sending");
  }

  /** @param {number} tab @returns {Intent | undefined} */
  #forwardIn(tab) {
    return [...this.#intents.values()].find(
      (intent) => intent.kind === "forward" && intent.tab === tab && intent.phase !== "queued",
    );
  }

  /** @param {() => Promise<unknown>} work one after another, so that none reports what another one does */
  #settle(work) {
    const done = this.#settling.then(work);
    this.#settling = done.catch(() => {});
    return done;
  }

  /**
   * @param {Intent} intent
   * @param {{mode: "now" | "later", message_id: string | null, addressees: import("./intents.js").Addressees}} seen
   */
  async #left(intent, seen) {
    const { settings } = await this.#parts.state();
    const found = addedElsewhere(intent, seen.addressees, crmAddresses(settings));
    const added = found.length ? found : intent.added;
    const event = leftEvent(intent, { ...seen, at: this.#parts.now(), added });
    if (found.length) {
      this.#parts.addedElsewhere(found[0]);
    }
    this.#claimed.add(seen.message_id ?? "");
    if (seen.mode === "now") {
      await this.#end({ ...intent, message_id: seen.message_id }, event, "sent");
      return;
    }
    await this.#parts.report(event);
    await this.keep({ ...intent, phase: "queued", message_id: seen.message_id, added });
    await this.#parts.ended(intent, "waiting", null);
  }

  /** @param {Intent} intent of a send that was given up before it was tried: there is nothing to report */
  async #cameBack(intent) {
    if (intent.original?.look) {
      await this.keep({ ...intent, phase: "open" });
    } else {
      await this.#end(intent, null, "failed");
    }
  }

  /** @param {Intent} intent @param {string} reason */
  async #failed(intent, reason) {
    const event = intent.verdict.log ? failedEvent(intent, reason, this.#parts.now()) : null;
    await this.#end(intent, event, "failed");
    if (intent.original?.look) {
      await this.keep({ ...intent, phase: "open" }); // its window is still there, to be sent again
    }
  }

  /**
   * @param {Intent} intent
   * @param {StoredEvent | null} event
   * @param {"sent" | "failed"} outcome
   */
  async #end(intent, event, outcome) {
    if (event) {
      await this.#parts.report(event);
    }
    await this.forget(intent.event);
    const reason = outcome === "failed" && event ? String(event.body.reason) : null;
    await this.#parts.ended(intent, outcome, reason);
  }

  async #checkQueued() {
    const { folders, state } = this.#parts;
    for (const intent of this.#inPhase("queued")) {
      const found = await folders.usesOf(String(intent.message_id));
      const { copies } = await state();
      const circumstances = { online: folders.online(), keepsCopy: copies[intent.identity] };
      const outcome = queuedOutcome(intent, found, circumstances);
      if (outcome === "sent") {
        await this.#left(intent, { mode: "now", message_id: intent.message_id, addressees: intent.addressees });
      } else if (outcome === "deleted") {
        await this.#failed(intent, "outbox-deleted");
      }
    }
  }

  /**
   * Looks for mails in the Sent folders that nobody told to have left.
   *
   * @param {Intent[]} intents
   */
  async #search(intents) {
    if (!intents.length) {
      return;
    }
    const { folders, state, now } = this.#parts;
    const since = Math.min(...intents.map(({ at }) => Date.parse(at)));
    const sent = await folders.sentSince(new Date(since));
    const { settings } = await state();
    for (const intent of intents) {
      const unclaimed = sent.filter(({ message_id }) => !this.#claimed.has(message_id));
      const copy = await this.#copyOf(intent, unclaimed, settings?.never_log ?? []);
      if (copy) {
        await this.#left(intent, { mode: "now", message_id: copy.message_id, addressees: copy.addressees });
      } else if (now().getTime() - Date.parse(intent.at) > SEARCH_DAYS * 86_400_000) {
        await this.forget(intent.event);
      }
    }
  }

  /**
   * The copy of a mail. Forwards of several messages with one subject are told apart by what they forward.
   *
   * @param {Intent} intent
   * @param {readonly SentMail[]} sent
   * @param {readonly string[]} neverLog
   * @returns {Promise<SentMail | null>}
   */
  async #copyOf(intent, sent, neverLog) {
    const copy = sentCopy(intent, sent, neverLog);
    const original = intent.original?.message_id ?? null;
    if (copy === null || original === null) {
      return copy;
    }
    const forwarded = await this.#parts.folders.forwardedIn(copy);
    const others = () => sent.filter((one) => one !== copy);
    return !forwarded.length || forwarded.includes(original) ? copy : this.#copyOf(intent, others(), neverLog);
  }

  /** @param {string} event of a window that closed without a word: without a copy, its mail was not sent */
  async #searchClosed(event) {
    const intent = this.#intents.get(event);
    if (intent?.phase === "sending") {
      await this.#search([intent]);
      if (this.#intents.has(event)) {
        await this.forget(event);
      }
    }
  }

  /** @param {string} event of a mail that Thunderbird was sending when it ended: nobody knows whether it left */
  async #doubt(event) {
    const intent = this.#intents.get(event);
    if (!intent) {
      return;
    }
    if (!intent.verdict.log) {
      await this.forget(event);
      return;
    }
    const { addressees } = intent;
    const seen = { mode: /** @type {const} */ ("later"), message_id: null, addressees, at: this.#parts.now() };
    await this.#parts.report(leftEvent(intent, { ...seen, reason: "quit-while-sending" }));
    await this.keep({ ...intent, tab: NO_TAB, uncertain: true });
  }
}
