/** What Birdlog's pages have in common. Text is put in as text, never as markup. */

import { text, uiLanguage } from "../adapter/interface.js";

/**
 * @param {string} id
 * @returns {HTMLElement} an element that the page has
 */
export function part(id) {
  const found = document.getElementById(id);
  if (!found) {
    throw new Error(`the page has no part ${id}`);
  }
  return found;
}

/**
 * @param {string} tag
 * @param {string} className
 * @param {...(string | HTMLElement)} children
 * @returns {HTMLElement}
 */
export function made(tag, className, ...children) {
  const element = document.createElement(tag);
  element.className = className;
  element.append(...children);
  return element;
}

/** Fills every element that names a sentence in `data-text`. */
export function localise() {
  document.documentElement.lang = uiLanguage();
  for (const element of document.querySelectorAll("[data-text]")) {
    element.textContent = text(String(element.getAttribute("data-text")));
  }
}

/**
 * A sentence in which commands stand in “quotes”, with the commands set as code.
 *
 * @param {string} sentence
 * @returns {(string | HTMLElement)[]}
 */
export function withCommands(sentence) {
  return sentence.split(/“(birdlog [^”]+)”/).map((piece, index) => (index % 2 ? made("code", "", piece) : piece));
}
