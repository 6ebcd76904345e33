/** The never-log list: whose mail is never to reach the CRM. */

import { domainOf, fold, foldDomain } from "./addresses.js";

/**
 * @callback NeverLogMatch
 * @param {string} address bare
 * @returns {string | null} the pattern that names this address, null where none does
 */

/**
 * @param {string} domain
 * @returns {string[]} the domains that it is a sub-domain of, the nearest first
 */
function parentDomains(domain) {
  const labels = domain.split(".");
  return labels.slice(1).map((_, index) => labels.slice(index + 1).join("."));
}

/**
 * Reads the patterns `name@domain`, `*@domain` (that domain alone) and `*@*.domain` (its sub-domains). Where several
 * name an address the most particular kind is returned; of two that say the same, the first in the list. A line that
 * is no pattern matches nothing.
 *
 * @param {readonly string[]} patterns
 * @returns {NeverLogMatch}
 */
export function neverLogMatcher(patterns) {
  const addresses = new Map();
  const domains = new Map();
  const parents = new Map();
  for (const pattern of [...patterns].reverse()) {
    if (pattern.startsWith("*@*.")) {
      parents.set(foldDomain(pattern.slice(4)), pattern);
    } else if (pattern.startsWith("*@")) {
      domains.set(foldDomain(pattern.slice(2)), pattern);
    } else if (pattern.includes("@")) {
      addresses.set(fold(pattern), pattern);
    }
  }
  return (address) => {
    const domain = domainOf(address);
    const parent = parents.size ? parentDomains(domain).find((one) => parents.has(one)) : undefined;
    return addresses.get(fold(address)) ?? domains.get(domain) ?? parents.get(parent) ?? null;
  };
}
