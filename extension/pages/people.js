/** The people of the mail in the compose window's pop-up, with what may be done about each: never log, or log again. */

import { text } from "../adapter/interface.js";
import { ask } from "../adapter/pages.js";
import { made } from "./page.js";

/** @typedef {import("../words/people.js").PersonWords} PersonWords */
/** @typedef {import("../words/people.js").PeopleGroup} PeopleGroup */

/**
 * @callback Changed
 * @param {{said: string, problem: string}} outcome
 */

export class People {
  #list;
  #changed;
  /** @type {string} what is shown, so that nothing moves under the pointer where nothing changed */
  #shown = "";
  /** @type {string | null} the address whose choices are open */
  #open = null;
  /** @type {Set<string>} entries that were put on the list in this pop-up */
  #fresh = new Set();

  /**
   * @param {HTMLElement} list
   * @param {Changed} changed
   */
  constructor(list, changed) {
    this.#list = list;
    this.#changed = changed;
  }

  /** @param {readonly PeopleGroup[]} groups */
  show(groups) {
    const shown = JSON.stringify([groups, this.#open, [...this.#fresh]]);
    if (shown === this.#shown) {
      return;
    }
    this.#shown = shown;
    this.groups = groups;
    const focused = this.#list.contains(document.activeElement) ? document.activeElement : null;
    const [key, email] = [focused?.getAttribute("data-key"), focused?.getAttribute("data-email")];
    const scrolled = this.#list.scrollTop;
    this.#list.hidden = !groups.length;
    this.#list.replaceChildren(...groups.map((group, index) => this.#group(group, `people-${index}`)));
    this.#list.scrollTop = scrolled;
    if (email) {
      this.#focus(email, key ?? "");
    }
  }

  /** @type {readonly PeopleGroup[]} */
  groups = [];

  /** @param {PeopleGroup} group @param {string} id */
  #group({ title, people }, id) {
    const heading = made("h2", "", title);
    heading.id = id;
    const list = made("ul", "", ...people.map((person) => this.#person(person)));
    list.setAttribute("aria-labelledby", id);
    return made("section", "", heading, list);
  }

  /** @param {PersonWords} person */
  #person(person) {
    const { email, note, isNew, pattern, choices } = person;
    const address = made("p", "email", email);
    address.title = email;
    const notes = note ? [made("p", isNew ? "note new" : "note", note)] : [];
    const row = made("div", "row", made("div", "who", address, ...notes));
    if (pattern !== null) {
      row.append(this.#remover(person, pattern));
    } else if (choices.length) {
      row.append(this.#opener(person));
    }
    const open = this.#open === email && choices.length > 0;
    return made("li", "person", row, ...(open ? [this.#choices(person)] : []));
  }

  /** @param {PersonWords} person */
  #opener({ email, choicesLabel }) {
    const opener = this.#button("more", email, "more", "", () => {
      this.#open = this.#open === email ? null : email;
      this.show(this.groups);
    });
    opener.setAttribute("aria-expanded", String(this.#open === email));
    opener.setAttribute("aria-label", choicesLabel);
    opener.title = choicesLabel;
    return opener;
  }

  /** @param {PersonWords} person */
  #choices({ email, choices, choicesLabel }) {
    const buttons = choices.map(({ pattern, label }) =>
      this.#button("", email, pattern, label, () => this.#change(email, "never-log.add", pattern)),
    );
    const group = made("div", "choices", ...buttons);
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", choicesLabel);
    group.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        event.preventDefault(); // closes the choices, not the pop-up
        event.stopPropagation();
        this.#open = null;
        this.show(this.groups);
        this.#focus(email, "more");
      }
    });
    return group;
  }

  /** @param {PersonWords} person @param {string} pattern */
  #remover({ email, removeLabel }, pattern) {
    const label = text(this.#fresh.has(pattern) ? "undo" : "takeOffList");
    const remover = this.#button("", email, "more", label, () => this.#change(email, "never-log.remove", pattern));
    remover.setAttribute("aria-label", `${label}: ${removeLabel}`);
    remover.title = removeLabel;
    return remover;
  }

  /**
   * @param {string} className
   * @param {string} email whose row it is in
   * @param {string} key names it in its row
   * @param {string} label
   * @param {() => void} clicked
   */
  #button(className, email, key, label, clicked) {
    const button = made("button", className, label);
    button.setAttribute("type", "button");
    button.setAttribute("data-email", email);
    button.setAttribute("data-key", key);
    button.addEventListener("click", clicked);
    return button;
  }

  /**
   * @param {string} email
   * @param {"never-log.add" | "never-log.remove"} type
   * @param {string} pattern
   */
  async #change(email, type, pattern) {
    const { changed, problem } = await ask("never-log.change", { change: type, patterns: [pattern] });
    const adds = type === "never-log.add";
    for (const one of changed) {
      this.#fresh[adds ? "add" : "delete"](one);
    }
    this.#open = null;
    const said = changed.length ? text(adds ? "neverLogNow" : "neverLogGone", changed[0]) : "";
    await this.#changed({ said, problem });
    this.#focus(email, "more");
  }

  /** @param {string} email @param {string} key */
  #focus(email, key) {
    const own = [...this.#list.querySelectorAll("button")].filter(({ dataset }) => dataset.email === email);
    (own.find(({ dataset }) => dataset.key === key) ?? own[0])?.focus();
  }
}
