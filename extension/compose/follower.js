/**
 * Follows the compose windows: shows in each whether its mail will log, and keeps the CRM's address there in step.
 *
 * What the window shows is a preview. The decision that counts is taken at Send (sending.js).
 */

import { bareAddresses, fold } from "../rules/addresses.js";
import { crmAddresses } from "../rules/decide.js";
import { mailOf } from "./mail.js";
import { crmAmong, FIELDS, recipientsChange } from "./recipients.js";
import { lookedAt, openedWindow, showing, switched } from "./window.js";

/** @typedef {import("./mail.js").Details} Details */
/** @typedef {import("./decider.js").Verdict} Verdict */
/** @typedef {import("./window.js").ComposeWindow} ComposeWindow */

/**
 * @typedef {object} Kept what is kept of a compose window while it is open
 * @property {ComposeWindow} window
 * @property {Verdict | null} verdict null before the first one
 * @property {string} asked what the verdict was asked about
 * @property {readonly string[]} known the CRM addresses that were known then, folded
 * @property {import("./recipients.js").Recipients} recipients as they were then
 * @property {string} subject as it was when the window was looked at last
 */

/**
 * @typedef {object} WindowStore keeps it while the background page sleeps
 * @property {() => Promise<Map<number, Kept>>} load
 * @property {(tab: number, kept: Kept) => Promise<void>} put
 * @property {(tab: number) => Promise<void>} remove
 */

/**
 * @typedef {object} FollowerParts
 * @property {(tab: number) => Promise<Details>} details
 * @property {(tab: number, change: object, modified: boolean) => Promise<void>} change
 * @property {(tab: number) => Promise<{size: number}[]>} attachments
 * @property {WindowStore} store
 * @property {import("./lists.js").ListMembers} lists
 * @property {import("./decider.js").Decider} decider
 * @property {() => import("../rules/decide.js").Settings | null} settings
 * @property {(details: Details) => Promise<boolean | null>} draftSwitch what the person's switch said in a saved draft
 * @property {(tab: number, details?: Details) => boolean} isForward a forward to the CRM is no concern of this module
 * @property {(tab: number, kept: Kept) => void} show
 * @property {(tab: number) => void} showForward
 * @property {import("../helper/connection.js").Clock} clock
 * @property {() => number} now milliseconds
 */

/** How long a preview may wait for the helper, its start included. */
const PREVIEW_LIMIT = 2_000;
/** The focused window is looked at so often, in milliseconds, and no more than a twentieth of the time. */
const LOOK_PAUSE = 1_000;
const LOOK_SHARE = 20;
/** A send that comes to nothing may say so to nobody: after so long, its window is looked at again. */
const SENDING_LIMIT = 10_000;
/** How many windows that closed are remembered. */
const REMEMBERED = 8;
/** Changes of size below this do not need a new verdict while the person is writing. */
const SIZE_STEP = 16_384;

/**
 * @param {ComposeWindow} window
 * @param {Verdict} verdict
 * @returns {Verdict} without the finding that the address is there already, where Birdlog itself put it there
 */
export function told(window, verdict) {
  const findings = verdict.findings.filter(({ code }) => !(window.added && code === "already-there"));
  return { ...verdict, findings };
}

export class ComposeFollower {
  /** @type {Map<number, Kept>} */
  #windows = new Map();
  /** @type {Map<number, string>} the UUIDs of windows that were seen and are not kept yet */
  #named = new Map();
  /** @type {Map<number, Kept>} windows that closed last */
  #gone = new Map();
  /** @type {Map<number, Promise<number>>} looks that are under way */
  #looking = new Map();
  /** @type {Map<number, number>} since when a window is sending */
  #sending = new Map();
  /** @type {number | null} */
  #focused = null;
  /** @type {() => void} */
  #cancelLook = () => {};
  #parts;
  /** @type {Promise<void>} */
  loaded;

  /** @param {FollowerParts} parts */
  constructor(parts) {
    this.#parts = parts;
    this.loaded = parts.store.load().then((windows) => {
      this.#windows = new Map([...windows, ...this.#windows]);
    });
  }

  /** @param {number} tab @returns {Kept | null} */
  kept(tab) {
    return this.#windows.get(tab) ?? null;
  }

  /** @returns {number[]} the windows that are followed */
  get tabs() {
    return [...this.#windows.keys()];
  }

  /**
   * Looks at a window and does what follows. Looks at one window never overlap. Never rejects.
   *
   * @param {number} tab
   * @returns {Promise<number>} what Thunderbird needed to tell about the window, in milliseconds
   */
  look(tab) {
    const before = this.#looking.get(tab) ?? Promise.resolve(0);
    const look = before.then(() => this.#look(tab)).catch(() => 0);
    this.#looking.set(tab, look);
    void look.then(() => this.#looking.get(tab) === look && this.#looking.delete(tab));
    return look;
  }

  /** @returns {Promise<unknown>} looks at all windows, after something changed that concerns each */
  async lookAtAll() {
    await this.loaded;
    this.#windows.forEach((kept, tab) => this.#windows.set(tab, { ...kept, asked: "" }));
    return Promise.all(this.tabs.map((tab) => this.look(tab)));
  }

  /**
   * The window that has the focus, which is the only one looked at from time to time.
   *
   * @param {number | null} tab
   */
  focus(tab) {
    this.#focused = tab;
    this.#cancelLook();
    if (tab !== null) {
      void this.#lookAndGoOn(tab);
    }
  }

  /**
   * @param {number} tab open, or just closed: what is saved on closing is told after the window has gone
   * @returns {boolean | null | undefined} the person's switch; undefined where the window is not known
   */
  wantedIn(tab) {
    return (this.#windows.get(tab) ?? this.#gone.get(tab))?.window.wanted;
  }

  /**
   * @param {number} tab open, or just closed
   * @returns {{identity: string, subject: string, recipients: import("./recipients.js").Recipients} | null} its mail as
   *   it was seen last
   */
  lastSeen(tab) {
    const kept = this.#windows.get(tab) ?? this.#gone.get(tab);
    return kept ? { identity: kept.window.identity, subject: kept.subject, recipients: kept.recipients } : null;
  }

  /** @param {number} tab */
  async closed(tab) {
    await this.#looking.get(tab);
    const kept = this.#windows.get(tab);
    if (kept) {
      this.#gone.set(tab, kept);
      this.#gone = new Map([...this.#gone].slice(-REMEMBERED));
    }
    this.#windows.delete(tab);
    this.#named.delete(tab);
    this.#sending.delete(tab);
    await this.#parts.store.remove(tab);
  }

  /**
   * The person used the switch in the pop-up, or answered its question.
   *
   * @param {number} tab
   * @param {boolean | null} wanted null where the switch is on again: that answers no question
   */
  async turn(tab, wanted) {
    await this.look(tab);
    const kept = this.#windows.get(tab);
    if (kept) {
      this.#keep(tab, { ...kept, window: switched(kept.window, wanted) });
      await this.look(tab);
    }
  }

  /**
   * The mail in a window that Birdlog opened goes by a name of Birdlog's: that of the request that asked for it.
   *
   * @param {number} tab
   * @param {string} event
   */
  async name(tab, event) {
    const named = (this.#looking.get(tab) ?? Promise.resolve(0)).then(() => this.#rename(tab, event));
    this.#looking.set(tab, named); // between two looks, each of which keeps the name that it found
    await named;
  }

  /** @param {number} tab @param {string} event @returns {number} */
  #rename(tab, event) {
    this.#named.set(tab, event);
    const kept = this.#windows.get(tab);
    if (kept) {
      this.#keep(tab, { ...kept, window: { ...kept.window, event } });
    }
    return 0;
  }

  /**
   * The window as these details show it, with all that is remembered of it. Synchronous: at Send nothing may be waited
   * for before a decision is at hand.
   *
   * @param {number} tab
   * @param {Details} details
   * @param {boolean | null} [wanted] the switch that a draft carries on, for a window that is new
   * @returns {ComposeWindow}
   */
  observed(tab, details, wanted = null) {
    const kept = this.#windows.get(tab);
    // One that was a CRM's until the settings changed has not been taken away by anybody.
    const known = new Set([...crmAddresses(this.#parts.settings()), ...(kept?.known ?? [])]);
    const crm = crmAmong(details.recipients, known);
    if (!kept) {
      return openedWindow(this.#nameOf(tab), { identity: details.identity, crm }, wanted);
    }
    // An address that was not known as a CRM's before was there all the time, for all that can be said.
    const news = crm.filter((address) => !kept.known.includes(address));
    const window = { ...kept.window, seen: [...new Set([...kept.window.seen, ...news])] };
    return lookedAt(window, { identity: details.identity, crm });
  }

  /**
   * The same, where there is time to see what the switch said in the draft that a new window goes on with.
   *
   * @param {number} tab
   * @param {Details} details
   * @returns {Promise<ComposeWindow>}
   */
  async observedAtLeisure(tab, details) {
    const isNewDraft = details.kind === "draft" && !this.#windows.has(tab);
    return this.observed(tab, details, isNewDraft ? await this.#parts.draftSwitch(details) : null);
  }

  /**
   * A verdict that also takes out what Birdlog put there and what does not belong any more: once the settings changed,
   * who decides may know nothing of the address.
   *
   * @param {ComposeWindow} window
   * @param {Details} details
   * @param {Verdict} verdict
   * @returns {Verdict}
   */
  complete({ ours, added }, { recipients: { bcc } }, verdict) {
    if (!added || ours === null || (verdict.address !== null && fold(verdict.address) === ours)) {
      return verdict;
    }
    const outdated = bareAddresses([...bcc]).filter((address) => fold(address) === ours);
    return { ...verdict, remove: [...new Set([...verdict.remove, ...outdated])] };
  }

  /**
   * A decision was put into effect.
   *
   * @param {number} tab
   * @param {ComposeWindow} window
   * @param {Verdict} verdict
   * @param {Pick<Details, "recipients" | "subject">} mail as it is now
   * @param {string} asked
   */
  decided(tab, window, verdict, { recipients, subject }, asked) {
    // The helper may have read newer settings than it has told of.
    const known = crmAddresses(this.#parts.settings());
    if (verdict.address !== null) {
      known.add(fold(verdict.address));
    }
    const shown = showing(window, crmAmong(recipients, known), verdict.address);
    const kept = { window: shown, verdict: told(shown, verdict), asked, known: [...known], recipients, subject };
    this.#keep(tab, kept);
    this.#parts.show(tab, kept);
  }

  /** @param {number} tab a window whose mail is being sent: nothing in it is changed until that ended */
  sendBegins(tab) {
    this.#sending.set(tab, this.#parts.now());
  }

  /** @param {number} tab */
  sendEnded(tab) {
    this.#sending.delete(tab);
  }

  /** @param {number} tab of a new window @returns {string} the same at every look, Send coming in between or not */
  #nameOf(tab) {
    const name = this.#named.get(tab) ?? crypto.randomUUID();
    this.#named.set(tab, name);
    return name;
  }

  /** @param {number} tab @param {Kept} kept */
  #keep(tab, kept) {
    this.#windows.set(tab, kept);
    void this.#parts.store.put(tab, kept);
  }

  /** @param {number} tab */
  async #lookAndGoOn(tab) {
    const cost = await this.look(tab);
    if (this.#focused === tab) {
      this.#cancelLook();
      const pause = Math.max(LOOK_PAUSE, LOOK_SHARE * cost);
      this.#cancelLook = this.#parts.clock.after(pause, () => void this.#lookAndGoOn(tab));
    }
  }

  /** @param {number} tab @returns {boolean} */
  #isSending(tab) {
    const since = this.#sending.get(tab);
    return since !== undefined && this.#parts.now() - since < SENDING_LIMIT;
  }

  /** @param {number} tab @returns {Promise<number>} */
  async #look(tab) {
    await this.loaded;
    if (this.#isSending(tab)) {
      return 0;
    }
    const { lists, decider, now } = this.#parts;
    if (this.#parts.isForward(tab)) {
      this.#parts.showForward(tab); // a long one costs Thunderbird seconds to tell about
      return 0;
    }
    const started = now();
    const details = await this.#parts.details(tab);
    const cost = now() - started;
    if (this.#parts.isForward(tab, details)) {
      this.#parts.showForward(tab);
      return cost;
    }
    const attachments = await this.#parts.attachments(tab);
    const window = await this.observedAtLeisure(tab, details);
    const mail = mailOf(details, window, await lists.expanded(details.recipients), attachments, "open");
    const asked = JSON.stringify([
      { ...mail, subject: "", body_bytes: 0, attachment_bytes: 0 },
      Math.floor(mail.body_bytes / SIZE_STEP),
      Math.floor(mail.attachment_bytes / SIZE_STEP),
    ]);
    const kept = this.#windows.get(tab);
    const { subject } = details;
    if (this.#isSending(tab)) {
      return cost;
    }
    if (kept?.asked === asked && kept.verdict?.decided === "helper") {
      if (kept.subject !== subject) {
        this.#keep(tab, { ...kept, subject });
      }
      return cost;
    }
    const before = { verdict: null, known: window.seen, recipients: details.recipients, ...kept };
    this.#keep(tab, { ...before, window, asked: "", subject });
    const verdict = this.complete(window, details, await decider.decide(mail, PREVIEW_LIMIT));
    await this.#follow(tab, details, window, verdict, asked);
    return cost;
  }

  /**
   * @param {number} tab
   * @param {Details} details what the verdict was asked about
   * @param {ComposeWindow} window
   * @param {Verdict} verdict
   * @param {string} asked
   */
  async #follow(tab, details, window, verdict, asked) {
    const { isForward } = this.#parts;
    if (this.#isSending(tab)) {
      return; // what was decided at Send counts
    }
    let { recipients } = details;
    if (recipientsChange(recipients, verdict)) {
      // The person may have gone on writing meanwhile; what they wrote must not be written over.
      const fresh = await this.#parts.details(tab);
      if (isForward(tab) || this.#isSending(tab)) {
        return;
      }
      if (FIELDS.some((field) => String(fresh.recipients[field]) !== String(recipients[field]))) {
        void this.look(tab);
        return;
      }
      const change = recipientsChange(recipients, verdict) ?? {};
      await this.#parts.change(tab, change, fresh.modified);
      recipients = { ...recipients, ...change };
    }
    this.decided(tab, window, verdict, { recipients, subject: details.subject }, asked);
  }
}
