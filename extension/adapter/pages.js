/** Birdlog's own pages: what they ask the background page, and what the background page answers. */

/** @typedef {Record<string, (message: any) => Promise<unknown>>} PageRequests */

/**
 * Answers the pages; to be called at the top level of the background page.
 *
 * @param {PageRequests} requests by the `type` of what is asked
 */
export function answerPages(requests) {
  messenger.runtime.onMessage.addListener((message) => requests[message?.type]?.(message));
}

/**
 * Asks the background page.
 *
 * @param {string} type
 * @param {object} [more]
 * @returns {Promise<any>}
 */
export const ask = (type, more = {}) => messenger.runtime.sendMessage({ type, ...more });

/** @returns {Promise<number>} the tab that a pop-up belongs to */
export async function ownTab() {
  const [tab] = await messenger.tabs.query({ active: true, currentWindow: true });
  return Number(tab?.id);
}

/**
 * @param {string} key of a store
 * @param {() => Promise<void>} changed what is kept under it changed
 */
export function onStateChange(key, changed) {
  const listener = (/** @type {object} */ changes) => {
    if (key in changes) {
      void changed();
    }
  };
  messenger.storage.onChanged.addListener(listener);
  addEventListener("pagehide", () => messenger.storage.onChanged.removeListener(listener), { once: true });
}

/** Opens the options page. */
export const openOptions = () => messenger.runtime.openOptionsPage();

/**
 * Runs when Birdlog was installed or updated, and when Thunderbird starts. A listener of the start is what makes
 * Thunderbird wake the background page then.
 *
 * @param {() => void} started
 */
export function onStart(started) {
  messenger.runtime.onInstalled.addListener(started);
  messenger.runtime.onStartup.addListener(started);
}
