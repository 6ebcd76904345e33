/** The text of a compose window as a page that nobody sees, and back. Scripts in it never run. */

import { cutHistory } from "../received/quoted-history.js";

/**
 * @param {string} body HTML of the compose window of a forward
 * @returns {{body: string, history: import("../received/quoted-history.js").History}} without the quoted history
 */
export function withoutHistory(body) {
  const page = new DOMParser().parseFromString(body, "text/html");
  const history = cutHistory(page);
  return { history, body: history === "cut" ? `<!DOCTYPE html><html>${page.documentElement.getHTML()}</html>` : body };
}
