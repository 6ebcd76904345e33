/**
 * Cuts what a reply quotes of the earlier mails out of a forward, so that the individual reply is left.
 *
 * What is history is told by the structure that mail programs give it, not by words of any language. Only history at
 * the end is cut, and only where the reply is something without it: where the author's own words stand below a quote
 * (an answer in between, or one below), nothing is cut at all.
 */

/**
 * `kept` the author's own words stand among it, or there are no others; `none` there is none.
 *
 * @typedef {"cut" | "kept" | "none"} History
 */

/** Elements that hold quoted mail, by the program that writes them. */
const QUOTES = [
  ".gmail_quote_container, .gmail_quote", // Gmail
  ".moz-cite-prefix, blockquote[type=cite]", // Thunderbird, Apple Mail, Roundcube, Fastmail
  ".yahoo_quoted, [id^=yahoo_quoted]", // Yahoo! Mail
  ".protonmail_quote", // Proton Mail
  ".tutanota_quote", // Tuta
  "div[name=quote]", // GMX, WEB.DE, mail.com
  "[name=messageReplySection]", // Spark
  "[data-marker=__QUOTED_TEXT__]", // Zimbra
  "#reply-intro", // Roundcube's attribution
].join(", ");

/** Elements from which on all is history. */
const DIVIDERS = [
  "[id$=divRplyFwdMsg], [id$=appendonsend]", // Outlook on the web; quoted once more, ids begin with x_
  "[id$=mail-editor-reference-message-container], .ms-outlook-mobile-reference-message", // Outlook for mobiles
  "#zwchr, [data-marker=__DIVIDER__]", // Zimbra
].join(", ");

/** Outlook for Windows and Mac: a box with a line above it that holds the header fields, their labels bold. */
const OUTLOOK_BOX = "div[style*=border-top]";
const SIGNATURES = ".moz-signature, .moz-txt-sig, .gmail_signature";
const BLOCKS = new Set(
  `ADDRESS ARTICLE ASIDE BLOCKQUOTE CENTER DD DIV DL DT FIELDSET FOOTER FORM H1 H2 H3 H4 H5 H6 HEADER HR LI MAIN NAV OL
   P PRE SECTION TABLE TBODY TD TH TR UL`.split(/\s+/),
);

const VISIBLE = /[^\s\u00a0\u00ad\u200b-\u200f\u2060\ufeff>]/;
const LABEL = /^[^\s:：][^:：]{0,40}[:：]/;
const LABELS_AT_LEAST = 3;
const LABELS_WITHIN = 5;
/** `-----Original Message-----` in any language, or a long rule. */
const TEXT_DIVIDER = /^(-{2,}\s*[^\s-].{0,80}[^\s-]\s*-{2,}|_{10,})$/;
/** What introduces a quote names an address, or a date and a time: `On 24 Nov 2026 at 10:00, Ana <a@b> wrote:` */
const NAMES_SOMEBODY = /[^\s@<]@[^\s@>]|\d.*\d{1,2}[:.h]\d{2}/;
const INTRODUCTION = /^[^<].{6,398}[:：]$/;
const INTRODUCTION_LINES = 3;

/**
 * @typedef {object} Line of the text as a person sees it
 * @property {Node[]} nodes texts and images
 * @property {string} text
 * @property {boolean} history it is within a quote, or below a divider
 * @property {boolean} signature
 * @property {boolean} visible
 * @property {Element | null} from the quote or divider by which it is history
 */

/** @param {Element} element @returns {boolean} whether all is history from it on */
function isDivider(element) {
  if (element.matches(DIVIDERS) || !element.matches(OUTLOOK_BOX)) {
    return element.matches(DIVIDERS);
  }
  const bold = [...element.querySelectorAll("b, strong")];
  return bold.filter(({ textContent }) => /[:：]\s*$/.test(textContent ?? "")).length >= LABELS_AT_LEAST;
}

/** @param {Element} image @returns {boolean} whether it only tells the sender that the mail was opened */
const isTracker = (image) =>
  ["width", "height"].some((side) => /^\s*[01](px)?\s*$/.test(image.getAttribute(side) ?? ""));

/** @param {Node} node @returns {boolean} whether what is in it is no text */
const isUnseen = (node) => ["STYLE", "SCRIPT", "TEMPLATE", "TITLE"].includes(node.nodeName);

/** @param {Node} node @param {string} selector @returns {Element | null} the outermost of those around it */
function outermost(node, selector) {
  let found = node.parentElement?.closest(selector) ?? null;
  for (let outer = found; outer; outer = outer.parentElement?.closest(selector) ?? null) {
    found = outer;
  }
  return found;
}

/** The lines of a text, put together from its nodes in their order. */
class Lines {
  /** @type {Line[]} */
  all = [];
  /** What makes all that follows it history. @type {Element | null} */
  #divider = null;
  #ended = true;

  /** @param {Node} node that is entered or left */
  edge(node) {
    this.#ended ||= BLOCKS.has(node.nodeName);
  }

  /** @param {Node} node that is entered */
  add(node) {
    if (node.nodeType === node.TEXT_NODE) {
      this.#put(node, node.nodeValue ?? "", VISIBLE.test(node.nodeValue ?? ""));
    } else if (node.nodeName === "BR") {
      this.#put(node, "", false);
      this.#ended = true;
    } else if (node.nodeName === "IMG") {
      this.#put(node, "", !isTracker(/** @type {Element} */ (node)));
    } else if (node.nodeType === node.ELEMENT_NODE) {
      this.#divider ??= isDivider(/** @type {Element} */ (node)) ? /** @type {Element} */ (node) : null;
    }
  }

  /** @param {Node} node @param {string} text @param {boolean} visible */
  #put(node, text, visible) {
    if (this.#ended) {
      this.all.push({ nodes: [], text: "", history: false, signature: false, visible: false, from: null });
      this.#ended = false;
    }
    const line = this.all[this.all.length - 1];
    line.nodes.push(node);
    line.text += text;
    line.visible ||= visible;
    line.from ??= this.#divider ?? outermost(node, QUOTES);
    line.history = line.from !== null;
    line.signature ||= outermost(node, SIGNATURES) !== null;
  }
}

/**
 * @param {Element} container
 * @param {Node} after
 * @returns {Line[]} what follows a node within its container
 */
function linesAfter(container, after) {
  const lines = new Lines();
  /** @type {Node | null} */
  let node = after;
  let entered = false;
  while (node && node !== container) {
    /** @type {Node | null} */
    const inner = entered && !isUnseen(node) ? node.firstChild : null;
    /** @type {Node | null} */
    const next = inner ?? node.nextSibling;
    lines.edge(node);
    if (next) {
      lines.edge(next);
      lines.add(next);
    }
    entered = next !== null;
    node = next ?? node.parentNode;
  }
  return lines.all.map((line) => ({ ...line, text: line.text.replace(/[\s\u00a0]+/g, " ").trim() }));
}

/** @param {readonly Line[]} lines @param {number} at @returns {boolean} whether all is history from here on */
function isTextDivider(lines, at) {
  if (!TEXT_DIVIDER.test(lines[at].text)) {
    return false;
  }
  const below = lines.slice(at + 1).filter(({ visible }) => visible).slice(0, LABELS_WITHIN);
  return below.filter(({ text }) => LABEL.test(text)).length >= LABELS_AT_LEAST;
}

/**
 * Where the history begins and whether the lines are its: quoted in plain text, and below a divider in plain text.
 *
 * @param {Line[]} lines
 * @returns {Line[]}
 */
function withPlainQuotes(lines) {
  const divider = lines.findIndex((line, at) => !line.history && isTextDivider(lines, at));
  return lines.map((line, at) => ({
    ...line,
    history: line.history || line.text.startsWith(">") || (divider >= 0 && at >= divider),
  }));
}

/**
 * Where what introduces a quote begins. An introduction may be wrapped; no more lines are taken for one than it needs.
 *
 * @param {readonly Line[]} lines
 * @param {number} history the first line that is quoted
 * @returns {number} the first line of its introduction; the same where it has none
 */
function introduction(lines, history) {
  const end = history > 0 && !lines[history - 1].visible ? history - 1 : history;
  let said = "";
  for (let from = end - 1; from >= Math.max(0, end - INTRODUCTION_LINES); from--) {
    if (!lines[from].visible || lines[from].history) {
      break;
    }
    said = `${lines[from].text} ${said}`.trim();
    if (INTRODUCTION.test(said) && NAMES_SOMEBODY.test(said)) {
      return from;
    }
  }
  return history;
}

/** @param {Node} node @returns {boolean} whether nothing of it is seen */
const isEmpty = (node) =>
  ["BR", "HR"].includes(node.nodeName) ||
  (node.nodeType === node.TEXT_NODE && !VISIBLE.test(node.nodeValue ?? "")) ||
  (node.nodeType === node.ELEMENT_NODE && node.nodeName !== "IMG" && !node.firstChild);

/** @param {Element} container whose end loses what nobody sees */
function trimEnd(container) {
  let last = container.lastChild;
  while (last) {
    while (last.lastChild) {
      last = last.lastChild;
    }
    if (!isEmpty(last)) {
      return;
    }
    last.parentNode?.removeChild(last);
    last = container.lastChild;
  }
}

/**
 * Cuts the quoted history out of the body of a forward.
 *
 * @param {Document} page the compose window's text, with Thunderbird's header block; it is changed
 * @returns {History}
 */
export function cutHistory(page) {
  const container = page.querySelector(".moz-forward-container");
  const block = container?.querySelector(".moz-email-headers-table");
  if (!container || !block) {
    return "none";
  }
  const lines = withPlainQuotes(linesAfter(container, block));
  const first = lines.findIndex(({ history, visible }) => history && visible);
  if (first < 0) {
    return "none";
  }
  const from = introduction(lines, first);
  const isOwn = (/** @type {Line} */ { visible, history, signature }) => visible && !history && !signature;
  if (lines.slice(first).some(isOwn) || !lines.slice(0, from).some(isOwn)) {
    return "kept";
  }
  const signatures = lines.slice(first).filter(({ signature, history }) => signature && !history);
  const kept = new Set(signatures.flatMap(({ nodes }) => outermost(nodes[0], SIGNATURES) ?? []));
  const range = page.createRange();
  range.setStartBefore(lines[from].from ?? lines[from].nodes[0]);
  range.setEndAfter(/** @type {Node} */ (container.lastChild));
  range.deleteContents();
  trimEnd(container);
  container.append(...kept);
  return "cut";
}
