/**
 * Addresses as mail writes them (RFC 5322, section 3.4) and as Birdlog compares them.
 *
 * Pure and total: any string is read, in time linear in its length.
 */

/**
 * @typedef {object} Mailbox
 * @property {string} name display name, unquoted; empty where there is none
 * @property {string} address bare `local@domain`, or the text as written where it is no address
 */

/** A quoted string, what stands in angle brackets, one of the separators, or the text between them. */
const TOKEN = /"(?:[^"\\]|\\.)*"?|<(?:"(?:[^"\\]|\\.)*"?|[^">])*>?|[(,;:]|[^"<(,;:]+/gsy;

/** A local part that needs no quotes (RFC 5322, section 3.2.3). */
const DOT_ATOM = /^[^\s"(),:;<>@[\\\].]+(?:\.[^\s"(),:;<>@[\\\].]+)*$/;
const QUOTED_STRING = /^"(?:[^"\\\r\n]|\\[^\r\n])+"$/;
const DOMAIN = /^(?!-)(?:[a-z0-9_-]|[^\0-\x7f\s])+(?:\.(?!-)(?:[a-z0-9_-]|[^\0-\x7f\s])+)*$/i;

/**
 * @param {string} header
 * @param {number} start where a comment's bracket opens
 * @returns {number} where the text goes on behind the comment; comments nest
 */
function commentEnd(header, start) {
  let depth = 0;
  for (let i = start; i < header.length; i++) {
    if (header[i] === "\\") {
      i += 1;
    } else if (header[i] === "(") {
      depth += 1;
    } else if (header[i] === ")") {
      depth -= 1;
      if (depth === 0) {
        return i + 1;
      }
    }
  }
  return header.length;
}

/**
 * Splits a header value into its mailboxes: at commas, and at the colon and the semicolon around a group's members.
 * Comments are left out.
 *
 * @param {string} header
 * @returns {string[]}
 */
function splitMailboxes(header) {
  /** @type {string[]} */
  const parts = [];
  let part = "";
  let at = 0;
  while (at < header.length) {
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(header)?.[0] ?? header[at];
    at = token === "(" ? commentEnd(header, at) : at + token.length;
    if (token === "," || token === ";") {
      parts.push(part);
      part = "";
    } else if (token === ":" && !part.includes("@")) {
      part = ""; // what stood before is a group's name
    } else if (token !== "(") {
      part += token;
    }
  }
  return [...parts, part].map((text) => text.trim()).filter(Boolean);
}

/**
 * @param {string} phrase
 * @returns {string} the phrase without its quoting
 */
function unquoted(phrase) {
  const text = phrase.trim();
  const inner = text.length > 1 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1) : text;
  return inner.replace(/\\(.)/gs, "$1");
}

/**
 * @param {string} part one mailbox
 * @returns {Mailbox}
 */
function mailbox(part) {
  const close = part.endsWith(">") ? part.length - 1 : -1;
  const open = close < 0 ? -1 : part.lastIndexOf("<", close);
  if (open < 0) {
    return { name: "", address: part };
  }
  const inside = part.slice(open + 1, close).trim();
  // A source route (RFC 5322, section 4.4), `<@a,@b:user@domain>`, is obsolete and means the address behind it.
  const route = inside.startsWith("@") ? inside.indexOf(":") : -1;
  return { name: unquoted(part.slice(0, open)), address: inside.slice(route + 1).trim() };
}

/**
 * The mailboxes of a header value, in order; a group is its members.
 *
 * @param {string} header
 * @returns {Mailbox[]}
 */
export function mailboxes(header) {
  return splitMailboxes(header).map(mailbox).filter((one) => one.address);
}

/**
 * The bare addresses of a header value or of several, in order.
 *
 * @param {string | string[]} headers
 * @returns {string[]}
 */
export function bareAddresses(headers) {
  return [headers].flat().flatMap(mailboxes).map((one) => one.address);
}

/**
 * A domain for comparing: lower-case, without a final dot, in its ASCII form (punycode), since both forms name the
 * same domain.
 *
 * @param {string} domain
 * @returns {string}
 */
export function foldDomain(domain) {
  const lower = domain.trim().toLowerCase().replace(/\.$/, "");
  if (!/[^\0-\x7f]/.test(lower) || /[\s/?#:@\\%[\]]/.test(lower)) {
    return lower;
  }
  try {
    return new URL(`http://${lower}`).hostname.replace(/\.$/, "");
  } catch {
    return lower;
  }
}

/**
 * An address for comparing. Letter case never matters, not in the local part either: no mail system in use tells
 * mailboxes apart by it. A local part's quotes go where it does not need them.
 *
 * @param {string} address bare
 * @returns {string}
 */
export function fold(address) {
  const text = address.trim();
  const at = text.lastIndexOf("@");
  if (at < 0) {
    return text.toLowerCase();
  }
  const local = text.slice(0, at).trim();
  const inner = unquoted(local);
  const plain = DOT_ATOM.test(inner) ? inner : local;
  return `${plain.toLowerCase().normalize("NFC")}@${foldDomain(text.slice(at + 1))}`;
}

/**
 * @param {string} address bare
 * @returns {string} its folded domain, empty where there is none
 */
export function domainOf(address) {
  const folded = fold(address);
  const at = folded.lastIndexOf("@");
  return at < 0 ? "" : folded.slice(at + 1);
}

/**
 * @param {string} text
 * @returns {boolean} whether this is one bare, well-formed address
 */
export function isAddress(text) {
  const at = text.lastIndexOf("@");
  const local = text.slice(0, Math.max(at, 0));
  return (DOT_ATOM.test(local) || QUOTED_STRING.test(local)) && DOMAIN.test(text.slice(at + 1));
}

/**
 * Do two bare addresses name the same mailbox?
 *
 * @param {string} one
 * @param {string} other
 * @returns {boolean}
 */
export function sameAddress(one, other) {
  return fold(one) === fold(other);
}
