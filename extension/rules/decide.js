/**
 * Degraded mode: will this mail log, as far as the last settings can tell without the helper?
 *
 * The rules, their order and their codes are the helper's (rules/outgoing.py); both are tested against the vectors in
 * tests/contract/decide. What only the helper knows is left out: who the CRM's users are, and which addresses a CRM
 * hands out. Pure and synchronous, so that an answer is there before anything is waited for.
 */

import { domainOf, fold, isAddress } from "./addresses.js";
import { neverLogMatcher } from "./never-log.js";

/**
 * @typedef {object} Profile
 * @property {string} name
 * @property {string} crm the CRM's name
 * @property {string | null} bcc
 * @property {string | null} forward
 * @property {boolean} [takes_sent] the helper itself takes in what is sent: there is no `bcc`, and none is needed
 * @property {readonly string[]} identities
 * @property {"leave-out" | "ask" | "log"} mixed
 * @property {readonly string[]} own_domains
 * @property {number} content_limit bytes
 * @property {number} attachments_limit bytes
 * @property {boolean} [without_history] forwards leave the quoted history out
 * @property {boolean} [without_attachments]
 * @property {boolean} [bcc_distrusted] the helper found that `bcc` can't be one of this CRM's addresses
 * @property {"other-form" | "other-portal" | null} [bcc_doubt] the helper found it suspicious
 */

/**
 * @typedef {object} Settings SETTINGS of PROTOCOL.md
 * @property {readonly Profile[]} profiles
 * @property {readonly string[]} never_log
 * @property {string | null} paused
 * @property {readonly string[]} free_mail_domains
 * @property {boolean} look_before_forward
 */

/**
 * @typedef {object} Mail the body of `compose.decide` in PROTOCOL.md
 * @property {string} identity
 * @property {string} [kind]
 * @property {string} [from]
 * @property {readonly string[]} [to]
 * @property {readonly string[]} [cc]
 * @property {readonly string[]} [bcc]
 * @property {readonly string[]} [newsgroups]
 * @property {readonly string[]} [lists_unexpanded]
 * @property {number} [body_bytes]
 * @property {number} [attachment_bytes]
 * @property {boolean} [encrypted]
 * @property {boolean | null} [wanted]
 * @property {readonly string[]} [typed]
 */

/** @typedef {{code: string, level: "ok" | "warn" | "block", values: Record<string, string>}} RuleFinding */

/**
 * @typedef {object} Decision
 * @property {boolean} log
 * @property {string | null} address
 * @property {string[]} remove
 * @property {RuleFinding[]} findings
 * @property {string | null} profile
 * @property {string | null} crm
 */

/**
 * @typedef {object} Case what the rules look at
 * @property {Mail} mail
 * @property {Settings} settings
 * @property {Date} now
 * @property {{address: string, visible: boolean}[]} recipients in the order To, Cc, Bcc
 * @property {ReadonlySet<string>} bccAddresses folded
 * @property {ReadonlySet<string>} forwardAddresses folded
 * @property {string[]} people the recipients without the CRMs' addresses
 * @property {Map<string, string>} listed those of them whom the never-log list protects, with the pattern
 * @property {boolean} allListed
 * @property {boolean} withheld never-log keeps this mail from the CRM, whatever else is the case
 * @property {"leave-out" | "ask" | "log"} mixed
 */

/** @typedef {(given: Case, profile: Profile) => RuleFinding | null} Rule */

const NAMED_AT_MOST = 3;

/** @param {Iterable<string>} names @returns {string} the first few, for a sentence */
function named(names) {
  const all = [...new Set(names)];
  const more = all.length > NAMED_AT_MOST ? ` (+${all.length - NAMED_AT_MOST})` : "";
  return all.slice(0, NAMED_AT_MOST).join(", ") + more;
}

/**
 * The profile that serves an identity: the first that names it, else the first that names none.
 *
 * @param {Settings} settings
 * @param {string} identity
 * @returns {Profile | null}
 */
function profileFor(settings, identity) {
  const wanted = fold(identity);
  const naming = settings.profiles.find((profile) => profile.identities.some((one) => fold(one) === wanted));
  return naming ?? settings.profiles.find((profile) => !profile.identities.length) ?? null;
}

/**
 * @param {Settings | null} settings
 * @returns {Set<string>} every address of every profile's CRM, folded; none where no settings are known
 */
export function crmAddresses(settings) {
  const all = settings?.profiles.flatMap(({ bcc, forward }) => [bcc, forward]) ?? [];
  return new Set(all.filter((address) => address !== null).map(fold));
}

/** @param {Case} given @returns {Record<string, string>} */
const listedValues = (given) => ({ pattern: named(given.listed.values()), addresses: named(given.listed.keys()) });

/** @param {Case} given @returns {RuleFinding | null} */
function neverLogOnly(given) {
  return given.allListed ? { code: "never-log", level: "block", values: listedValues(given) } : null;
}

/** @param {Case} given @returns {RuleFinding | null} */
function partlyNeverLog(given) {
  if (!given.listed.size || given.allListed) {
    return null;
  }
  const asked = given.withheld && given.mixed === "ask" && (given.mail.wanted ?? null) === null;
  const variant = asked ? "ask" : given.withheld ? "leave-out" : "log";
  return { code: "partly-never-log", level: "warn", values: { ...listedValues(given), variant } };
}

/** @type {Rule} */
function turnedOff(given, profile) {
  return given.mail.wanted === false ? { code: "turned-off", level: "block", values: { crm: profile.crm } } : null;
}

/** @type {Rule} */
function paused({ settings, now }) {
  const until = settings.paused;
  if (until === null || (until !== "on" && !(now < new Date(until)))) {
    return null;
  }
  return { code: "paused", level: "block", values: until === "on" ? {} : { until, variant: "until" } };
}

/** @type {Rule} */
function badCrmAddress(_given, { name, crm, bcc, takes_sent, forward, bcc_distrusted: distrusted, bcc_doubt: doubt }) {
  const known = { profile: name, crm };
  if (!bcc) {
    return takes_sent ? null : { code: "bad-crm-address", level: "block", values: { ...known, variant: "missing" } };
  }
  if (!isAddress(bcc) || distrusted) {
    return { code: "bad-crm-address", level: "block", values: { ...known, address: bcc } };
  }
  if (!doubt) {
    return null;
  }
  const values = { ...known, address: bcc, other: forward ?? "", variant: doubt };
  return { code: "bad-crm-address", level: "warn", values };
}

/** @type {Rule} */
function internalOnly(given, profile) {
  const own = new Set([domainOf(given.mail.identity), ...profile.own_domains]);
  given.settings.free_mail_domains.forEach((domain) => own.delete(domain));
  own.delete("");
  const domains = given.people.map(domainOf);
  if (!domains.length || !domains.every((domain) => own.has(domain))) {
    return null;
  }
  return { code: "internal-only", level: "block", values: { domains: named(domains) } };
}

/** @type {Rule} */
function listNotExpanded({ mail }) {
  const lists = mail.lists_unexpanded ?? [];
  return lists.length ? { code: "list-not-expanded", level: "block", values: { lists: named(lists) } } : null;
}

/** @type {Rule} */
function encrypted({ mail }, { crm }) {
  return mail.encrypted ? { code: "encrypted", level: "block", values: { crm } } : null;
}

/** @type {Rule} */
function bodyTooLarge({ mail }, { content_limit: limit, crm }) {
  const size = mail.body_bytes ?? 0;
  return size > limit
    ? { code: "body-too-large", level: "block", values: { size: String(size), limit: String(limit), crm } }
    : null;
}

/** @type {Rule} */
function attachmentsTooLarge({ mail }, { attachments_limit: limit, crm }) {
  const size = mail.attachment_bytes ?? 0;
  return size > limit
    ? { code: "attachments-too-large", level: "warn", values: { size: String(size), limit: String(limit), crm } }
    : null;
}

// Never-log comes before everything else, as in the helper: a mail left out for it leaves no subject and no address.
const NEVER_LOG = [neverLogOnly, partlyNeverLog];
/** @type {Rule[]} */
const RULES = [
  turnedOff,
  paused,
  badCrmAddress,
  internalOnly,
  listNotExpanded,
  encrypted,
  bodyTooLarge,
  attachmentsTooLarge,
];

/** @param {Mail} mail @returns {{address: string, visible: boolean}[]} */
function recipientsOf(mail) {
  const visible = [...(mail.to ?? []), ...(mail.cc ?? [])].map((address) => ({ address, visible: true }));
  return [...visible, ...(mail.bcc ?? []).map((address) => ({ address, visible: false }))];
}

/**
 * A copy to oneself makes no mail mixed; a mail to oneself alone is judged as it is.
 *
 * @param {Mail} mail
 * @param {string[]} people
 */
function withoutSender(mail, people) {
  const own = new Set([fold(mail.identity), fold(mail.from ?? "")]);
  const others = people.filter((address) => !own.has(fold(address)));
  return others.length ? others : people;
}

/** @param {readonly (string | null)[]} addresses @returns {Set<string>} */
const folded = (addresses) => new Set(addresses.flatMap((address) => (address ? [fold(address)] : [])));

/**
 * @param {Mail} mail
 * @param {Settings} settings
 * @param {Date} now
 * @param {Profile | null} profile
 * @returns {Case}
 */
function caseOf(mail, settings, now, profile) {
  const bccAddresses = folded(settings.profiles.map((one) => one.bcc));
  const forwardAddresses = folded(settings.profiles.map((one) => one.forward));
  const recipients = recipientsOf(mail);
  const people = recipients
    .map(({ address }) => address)
    .filter((address) => address.trim() && !bccAddresses.has(fold(address)) && !forwardAddresses.has(fold(address)));
  const match = neverLogMatcher(settings.never_log);
  const guarded = new Set(withoutSender(mail, people));
  /** @type {Map<string, string>} */
  const listed = new Map();
  for (const address of guarded) {
    const pattern = match(address);
    if (pattern !== null) {
      listed.set(address, pattern);
    }
  }
  const allListed = listed.size > 0 && listed.size === guarded.size;
  const mixed = profile?.mixed ?? "leave-out";
  const allowed = mixed === "log" || (mixed === "ask" && mail.wanted === true);
  const withheld = allListed || (listed.size > 0 && !allowed);
  const crm = { bccAddresses, forwardAddresses };
  return { mail, settings, now, recipients, ...crm, people, listed, allListed, withheld, mixed };
}

/**
 * Some CRMs have one address for both: in Bcc it is the one for copies, in To and Cc the one for forwards.
 *
 * @param {Case} given
 * @param {{address: string, visible: boolean}} recipient
 */
function isForward(given, { address, visible }) {
  const one = fold(address);
  return given.forwardAddresses.has(one) && (visible || !given.bccAddresses.has(one));
}

/** @param {Case} given @returns {boolean} a news post, or a mail to a CRM's forwarding address */
function isLeftAlone(given) {
  return Boolean(given.mail.newsgroups?.length) || given.recipients.some((one) => isForward(given, one));
}

/**
 * The CRM addresses that do not belong into the mail, as they are spelt in it. Never-log takes all of them out. Else
 * these stay: what the person typed, an address that the mail is forwarded to, and the one that the mail needs, once (a
 * second one in the same spelling is named, and then added again).
 *
 * @param {Case} given
 * @param {string | null} needed the CRM's address that belongs there
 * @returns {string[]}
 */
function misplaced(given, needed) {
  const placed = given.recipients.filter(({ address }) => {
    const one = fold(address);
    return given.bccAddresses.has(one) || given.forwardAddresses.has(one);
  });
  const kept = folded(given.mail.typed ?? []);
  const forwarded = folded(placed.filter((one) => isForward(given, one)).map(({ address }) => address));
  let missing = needed === null ? null : fold(needed);
  const out = new Set();
  for (const { address } of placed) {
    const one = fold(address);
    if (given.withheld) {
      out.add(address);
    } else if (one === missing) {
      missing = null;
    } else if (!kept.has(one) && !forwarded.has(one)) {
      out.add(address);
    }
  }
  return [...out];
}

/**
 * @param {Case} given
 * @param {string | null} crmAddress
 * @param {string[]} remove
 * @returns {RuleFinding[]} the address that the mail needs is there already; in To or Cc everybody sees it
 */
function addressThere(given, crmAddress, remove) {
  if (crmAddress === null) {
    return [];
  }
  const own = fold(crmAddress);
  const there = given.recipients.filter(({ address }) => fold(address) === own && !remove.includes(address));
  if (there.some(({ visible }) => visible)) {
    return [{ code: "crm-address-visible", level: "warn", values: { address: crmAddress } }];
  }
  return there.length ? [{ code: "already-there", level: "ok", values: { address: crmAddress } }] : [];
}

/** @param {Case} given @param {Profile} profile @returns {RuleFinding[]} */
function findingsOf(given, profile) {
  const found = [...NEVER_LOG.map((rule) => rule(given)), ...RULES.map((rule) => rule(given, profile))];
  return found.filter((finding) => finding !== null);
}

/**
 * Whether and where a mail, sent as it stands, is to be logged.
 *
 * @param {Mail} mail
 * @param {Settings} settings
 * @param {Date} now
 * @returns {Decision}
 */
export function decide(mail, settings, now) {
  const profile = profileFor(settings, mail.identity);
  const given = caseOf(mail, settings, now, profile);
  const served = { profile: profile?.name ?? null, crm: profile?.crm ?? null };
  if (mail.kind === "redirect") {
    return { log: false, address: null, remove: [], findings: [], ...served };
  }
  const guard = NEVER_LOG.map((rule) => rule(given)).filter((finding) => finding !== null);
  const not = { log: false, address: null, remove: misplaced(given, null), ...served };
  if (isLeftAlone(given)) {
    return { ...not, findings: given.withheld ? guard : [] };
  }
  if (!profile) {
    const none = { code: "no-profile", values: { identity: mail.identity } };
    return { ...not, findings: [{ ...none, level: /** @type {const} */ ("block") }, ...guard] };
  }
  const findings = findingsOf(given, profile);
  if (given.withheld || findings.some(({ level }) => level === "block")) {
    return { ...not, findings };
  }
  const remove = misplaced(given, profile.bcc);
  const there = addressThere(given, profile.bcc, remove);
  return { log: true, address: profile.bcc, remove, findings: [...findings, ...there], ...served };
}
