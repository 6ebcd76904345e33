/** Is what a helper says as PROTOCOL.md has it? What isn't must neither be followed nor remembered. Pure. */

/** @param {unknown} value @returns {value is string} */
const isText = (value) => typeof value === "string";

/** @param {unknown} value @returns {boolean} */
const isTextOrNull = (value) => value === null || isText(value);

/** @param {unknown} value @returns {boolean} */
const areTexts = (value) => Array.isArray(value) && value.every(isText);

/** @param {any} profile @returns {boolean} */
const isProfile = (profile) =>
  isText(profile?.name) &&
  isTextOrNull(profile.bcc) &&
  isTextOrNull(profile.forward) &&
  areTexts(profile.identities) &&
  areTexts(profile.own_domains);

/**
 * @param {any} given
 * @returns {boolean} whether these are SETTINGS, as far as degraded mode relies on them
 */
export const isSettings = (given) =>
  Array.isArray(given?.profiles) &&
  given.profiles.every(isProfile) &&
  areTexts(given.never_log) &&
  areTexts(given.free_mail_domains);

/**
 * @param {any} given
 * @returns {boolean} whether this is an answer to `compose.decide`
 */
export const isVerdict = (given) =>
  (given?.log === true ? isText(given.address) : given?.log === false && given.address === null) &&
  areTexts(given.remove) &&
  Array.isArray(given.findings) &&
  given.findings.every((/** @type {any} */ finding) => isText(finding?.code));
