/** Node 18 has Web Crypto without the global name that browsers, and later versions of Node, give it. */

import { webcrypto } from "node:crypto";

globalThis.crypto ??= webcrypto;
