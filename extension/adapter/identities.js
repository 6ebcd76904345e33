/** The person's identities. Thunderbird's accounts are read once and again whenever one changes. */

/**
 * @typedef {object} Identity
 * @property {string} id
 * @property {string} email
 * @property {string} name
 * @property {string} account its name
 */

/** @type {Map<string, Identity>} */
let known = new Map();
/** @type {Promise<void> | null} */
let reading = null;

async function read() {
  const accounts = await messenger.accounts.list(false);
  const all = accounts.flatMap((account) =>
    account.identities.map(({ id = "", email = "", name = "" }) => ({ id, email, name, account: account.name })),
  );
  known = new Map(all.filter(({ email }) => email).map((identity) => [identity.id, identity]));
}

/** Listens for changes of the identities; to be called at the top level of the background page. */
export function watchIdentities() {
  const again = () => {
    reading = null;
  };
  messenger.identities.onCreated.addListener(again);
  messenger.identities.onUpdated.addListener(again);
  messenger.identities.onDeleted.addListener(again);
}

/** @returns {Promise<Identity[]>} */
export async function identities() {
  reading ??= read();
  await reading;
  return [...known.values()];
}

/**
 * @param {string} id
 * @returns {string | null} its address; null where the identities were not read yet, or it is none
 */
export function identityAddress(id) {
  return known.get(id)?.email ?? null;
}

/**
 * @param {string} email
 * @returns {Promise<string | null>} the identity with this address
 */
export async function identityWith(email) {
  return (await identities()).find((one) => one.email.toLowerCase() === email.toLowerCase())?.id ?? null;
}

/**
 * @param {string} accountId
 * @returns {Promise<string | null>} the address of the account's default identity, else of the default account's
 */
export async function defaultAddress(accountId) {
  const own = await messenger.identities.getDefault(accountId);
  if (own?.email) {
    return own.email;
  }
  const account = await messenger.accounts.getDefault(false);
  return account?.identities[0]?.email ?? null;
}
