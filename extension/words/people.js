/** The people of a mail as the pop-up lists them: whose record it lands on, who has none, who is never logged. Pure. */

import { domainOf, fold, isAddress } from "../rules/addresses.js";
import { crmAddresses } from "../rules/decide.js";
import { neverLogMatcher } from "../rules/never-log.js";

/** @typedef {import("./findings.js").Say} Say */
/** @typedef {import("../compose/decider.js").Verdict} Verdict */

/** @typedef {Pick<Verdict, "log" | "findings" | "attributed_to" | "contacts">} Landing */

/**
 * @typedef {object} PersonWords
 * @property {string} email
 * @property {string} note what there is to say of this one; mostly nothing
 * @property {boolean} isNew the note says that the CRM would make this contact
 * @property {string | null} pattern the entry of the never-log list that covers the address
 * @property {{pattern: string, label: string}[]} choices entries that may be put on the list for it
 * @property {string} choicesLabel
 * @property {string} removeLabel
 */

/** @typedef {{title: string, people: PersonWords[]}} PeopleGroup */

/**
 * @typedef {object} Addressed
 * @property {readonly string[]} to bare addresses, lists expanded
 * @property {readonly string[]} cc
 * @property {readonly string[]} bcc
 */

/**
 * @param {string} email
 * @param {readonly string[]} freeMail domains at which everybody may have an address
 * @param {Say} say
 */
function choicesFor(email, freeMail, say) {
  // An address that begins so would be read as a pattern for a whole domain.
  if (!isAddress(email) || email.startsWith("*@")) {
    return [];
  }
  const domain = domainOf(email);
  const address = { pattern: email, label: say("neverLogAddress") };
  return freeMail.includes(domain)
    ? [address]
    : [address, { pattern: `*@${domain}`, label: say("neverLogDomain", domain) }];
}

/**
 * @param {Addressed} addressed
 * @param {ReadonlySet<string>} out folded addresses that are nobody's to list
 * @returns {{email: string, visible: boolean}[]} everybody else once, in the order To, Cc, Bcc
 */
function addressedPeople({ to, cc, bcc }, out) {
  const all = [...to, ...cc, ...bcc].map((email, index) => ({ email, visible: index < to.length + cc.length }));
  /** @type {Map<string, {email: string, visible: boolean}>} */
  const people = new Map();
  for (const one of all) {
    const key = fold(one.email);
    if (key && !out.has(key) && !people.has(key)) {
      people.set(key, one);
    }
  }
  return [...people.values()];
}

/**
 * @param {{log: boolean, visible: boolean, pattern: string | null, isNew: boolean}} person
 * @param {Say} say
 */
function noteOf({ log, visible, pattern, isNew }, say) {
  if (pattern !== null) {
    return say("personListed");
  }
  return isNew ? say("personNew") : log && !visible ? say("personBcc") : "";
}

/** @param {PeopleGroup[]} groups @returns {PeopleGroup[]} those with somebody in them */
const filled = (groups) => groups.filter(({ people }) => people.length);

/**
 * The people whom a mail is addressed to, in groups: those whose record it lands on, and the others. Of a mail that is
 * not logged there is one group, for the never-log list alone.
 *
 * @param {Landing} landing
 * @param {Addressed} addressed
 * @param {readonly string[]} own the person's identities
 * @param {import("../rules/decide.js").Settings} settings
 * @param {Say} say
 * @returns {PeopleGroup[]}
 */
export function peopleGroups({ log, contacts = [] }, addressed, own, settings, say) {
  const match = neverLogMatcher(settings.never_log);
  const fresh = new Set(contacts.filter((contact) => contact.new).map(({ email }) => fold(email)));
  const identities = settings.profiles.flatMap((profile) => profile.identities);
  const out = new Set([...[...own, ...identities].map(fold), ...crmAddresses(settings)]);
  /** @type {PersonWords[]} */
  const landing = [];
  /** @type {PersonWords[]} */
  const others = [];
  for (const { email, visible } of addressedPeople(addressed, out)) {
    const pattern = match(email);
    const lands = log && visible && pattern === null;
    const isNew = lands && fresh.has(fold(email));
    (lands ? landing : others).push({
      email,
      note: noteOf({ log, visible, pattern, isNew }, say),
      isNew,
      pattern,
      choices: pattern === null ? choicesFor(email, settings.free_mail_domains, say) : [],
      choicesLabel: say("neverLogChoices", email),
      removeLabel: pattern === null ? "" : say("takeOffListLong", pattern),
    });
  }
  if (!log) {
    return filled([{ title: say("peopleAll"), people: others }]);
  }
  const beside = say(landing.length ? "peopleOthers" : "peopleNobody");
  return filled([{ title: say("peopleLanding"), people: landing }, { title: beside, people: others }]);
}

/**
 * Who gets the credit, in a sentence.
 *
 * @param {Landing} verdict
 * @param {Say} say
 * @returns {string} empty where the mail is not logged, where only the helper could tell, and where a finding says it
 */
export function creditWords(verdict, say) {
  if (!verdict.log || verdict.attributed_to === undefined) {
    return "";
  }
  if (verdict.attributed_to !== null) {
    return say("creditedTo", verdict.attributed_to);
  }
  return verdict.findings.some(({ code }) => code === "sender-not-a-user") ? "" : say("creditedToNobody");
}
