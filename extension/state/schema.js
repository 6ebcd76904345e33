/** What the extension remembers for good, its defaults, and how what an older version stored becomes that. Pure. */

/**
 * @typedef {object} State
 * @property {number} version of this schema
 * @property {string} instance UUID of this Thunderbird profile
 * @property {import("../rules/decide.js").Settings | null} settings the helper's last ones; null before it ever ran
 * @property {string | null} mail_seen until when arriving mail was looked through
 * @property {readonly string[]} reports Message-IDs of the delivery reports that were handed on last
 * @property {Readonly<Record<string, boolean>>} copies by identity: are its mails seen in a Sent folder?
 * @property {Readonly<Record<string, boolean>>} drafts by drafts.js's key: what the person's switch said
 */

/** @type {Readonly<State>} */
export const DEFAULTS = Object.freeze({
  version: 1,
  instance: "",
  settings: null,
  mail_seen: null,
  reports: Object.freeze([]),
  copies: Object.freeze({}),
  drafts: Object.freeze({}),
});

/**
 * `MIGRATIONS[n]` makes version n + 1 out of version n; 0 is a store that was never written.
 *
 * @type {readonly ((stored: Record<string, any>) => Record<string, any>)[]}
 */
const MIGRATIONS = [(stored) => ({ ...stored, instance: crypto.randomUUID() })];

/**
 * @param {Record<string, any> | undefined} stored what is in the store, from any version
 * @returns {State} with every field, of the newest version; a field that is missing has its default
 */
export function upgraded(stored) {
  let state = { ...stored };
  for (let version = state.version ?? 0; version < MIGRATIONS.length; version++) {
    state = { ...MIGRATIONS[version](state), version: version + 1 };
  }
  return { ...DEFAULTS, ...state };
}

/** How many delivery reports are remembered. */
const REMEMBERED = 200;

/**
 * @param {readonly string[]} reports
 * @param {string} message_id
 * @returns {string[]}
 */
export function withReport(reports, message_id) {
  return [...reports.filter((one) => one !== message_id), message_id].slice(-REMEMBERED);
}
