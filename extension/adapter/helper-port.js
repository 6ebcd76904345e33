/** The native port to the helper. */

import { identities } from "./identities.js";

const HOST = "birdlog.helper";

/**
 * Starts the helper. Where none is installed, Thunderbird closes the port at once; it says nothing about the cause.
 *
 * @param {import("../helper/connection.js").PortEvents} events
 * @returns {import("../helper/connection.js").NativePort}
 */
export function openHelper(events) {
  const port = messenger.runtime.connectNative(HOST);
  port.onMessage.addListener((message) => events.message(message));
  port.onDisconnect.addListener(() => events.closed());
  return { post: (message) => port.postMessage(message), close: () => port.disconnect() };
}

/**
 * @param {string} instance UUID of this Thunderbird profile
 * @returns {Promise<object>} the body of `hello`
 */
export async function helloBody(instance) {
  const { version } = await messenger.runtime.getBrowserInfo();
  return {
    extension: messenger.runtime.getManifest().version,
    thunderbird: version,
    locale: messenger.i18n.getUILanguage(),
    instance,
    identities: (await identities()).map(({ email, name, account }) => ({ email, name, account })),
  };
}
