/** Fakes for the ports of the extension's parts: each implements only what is used. */

import "./webcrypto.js";

export const CRM = "1@bcc.hubspot.com";
export const FORWARD = "1@forward.hubspot.com";
export const ANA = "ana@acme.example";
export const BOB = "bob@cliente.example";
export const MARIA = "maria@familia.example";

export const settled = () => new Promise((resolve) => setImmediate(resolve));

/** SETTINGS of PROTOCOL.md with one profile, that of ANA. */
export const settings = (more = {}) => ({
  profiles: [
    {
      name: "work",
      preset: "hubspot",
      crm: "HubSpot",
      bcc: CRM,
      forward: FORWARD,
      identities: [ANA],
      mixed: "leave-out",
      own_domains: [],
      content_limit: 2_097_152,
      attachments_limit: 52_428_800,
      created: "2026-01-01T00:00:00Z",
    },
  ],
  never_log: [MARIA],
  paused: null,
  free_mail_domains: [],
  look_before_forward: false,
  ...more,
});

/** Time that passes when the test says so. */
export class FakeClock {
  now = 0;
  #timers = new Set();

  after = (milliseconds, run) => {
    const timer = { at: this.now + milliseconds, run };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  };

  /** @returns {number} how many timers wait */
  get waiting() {
    return this.#timers.size;
  }

  async pass(milliseconds) {
    const until = this.now + milliseconds;
    for (;;) {
      await settled();
      const [next] = [...this.#timers].filter((timer) => timer.at <= until).sort((a, b) => a.at - b.at);
      if (!next) {
        break;
      }
      this.#timers.delete(next);
      this.now = next.at;
      next.run();
    }
    this.now = until;
    await settled();
  }
}

/** A store for things of one kind, by name. */
export class MemoryStore {
  kept = new Map();
  load = async () => new Map(this.kept);
  put = async (name, thing) => void this.kept.set(name, structuredClone(thing));
  remove = async (name) => void this.kept.delete(name);
}

/** Details of a compose window. */
export const details = (more = {}) => ({
  identity: ANA,
  from: `Ana <${ANA}>`,
  recipients: { to: [BOB], cc: [], bcc: [] },
  newsgroups: [],
  kind: "new",
  subject: "Offer",
  encrypted: false,
  modified: false,
  original: null,
  body: { isPlainText: true, plainTextBody: "hello" },
  ...more,
});

/** The compose windows of a Thunderbird: what they show, and what was done to them. */
export class FakeComposeWindows {
  windows = new Map();
  changes = [];
  details = async (tab) => structuredClone(this.#window(tab));
  attachments = async () => [];
  change = async (tab, change, modified) => {
    this.changes.push({ tab, ...change, modified });
    Object.assign(this.#window(tab).recipients, change);
  };

  #window(tab) {
    const window = this.windows.get(tab);
    if (!window) {
      throw new Error(`Invalid compose tab: ${tab}`);
    }
    return window;
  }

  bcc = (tab) => this.#window(tab).recipients.bcc;
}
