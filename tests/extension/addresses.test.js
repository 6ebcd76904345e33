import assert from "node:assert/strict";
import { test } from "node:test";

import { bareAddresses, domainOf, fold, isAddress, mailboxes, sameAddress } from "../../extension/rules/addresses.js";

test("a display name is told from its address", () => {
  assert.deepEqual(mailboxes("Maria Souza <maria@acme.example>"), [
    { name: "Maria Souza", address: "maria@acme.example" },
  ]);
});

test("a quoted name may hold a comma, an at sign and angle brackets", () => {
  assert.deepEqual(mailboxes('"Souza, <Maria> @ \\"Acme\\"" <maria@acme.example>, bob@acme.example'), [
    { name: 'Souza, <Maria> @ "Acme"', address: "maria@acme.example" },
    { name: "", address: "bob@acme.example" },
  ]);
});

test("a quoted local part stays as it is written", () => {
  assert.deepEqual(bareAddresses('"john, doe"@acme.example, ann@acme.example'), [
    '"john, doe"@acme.example',
    "ann@acme.example",
  ]);
});

test("a group is its members", () => {
  assert.deepEqual(bareAddresses("Friends: ann@a.example, Bob <bob@b.example>;, carl@c.example"), [
    "ann@a.example",
    "bob@b.example",
    "carl@c.example",
  ]);
  assert.deepEqual(bareAddresses("undisclosed-recipients:;"), []);
});

test("comments and obsolete routes are no part of an address", () => {
  assert.deepEqual(bareAddresses("ann@a.example (Ann (the \\) elder)), <@x.example,@y.example:bob@b.example>"), [
    "ann@a.example",
    "bob@b.example",
  ]);
});

test("an address-book list is a mailbox without a domain", () => {
  assert.deepEqual(mailboxes("Friends <Friends>"), [{ name: "Friends", address: "Friends" }]);
});

test("any text is read, in linear time", () => {
  for (const text of ["", ",", "<", ">", '"', "(", "\\", ":", "<<>>", "a@b <", '"\\', "<@>", "<@:>"]) {
    assert.ok(Array.isArray(mailboxes(text)), text);
  }
  const started = performance.now();
  mailboxes(`${'"('.repeat(200_000)}a@b.example`);
  assert.ok(performance.now() - started < 2000);
});

test("letter case never tells addresses apart", () => {
  assert.equal(fold("Maria@ACME.Example"), "maria@acme.example");
  assert.ok(sameAddress("12345@BCC.HubSpot.com", "12345@bcc.hubspot.com"));
});

test("the Unicode and the punycode form are the same domain", () => {
  assert.ok(sameAddress("ana@ação.example", "ANA@AÇÃO.example"));
  assert.equal(domainOf("ana@bücher.example"), "xn--bcher-kva.example");
  assert.ok(sameAddress("ana@BÜCHER.example", "Ana@xn--bcher-kva.example"));
});

test("a domain that can't be written in ASCII is compared as it stands", () => {
  assert.equal(fold("ana@bü cher.example"), "ana@bü cher.example");
});

test("a final dot and needless quotes make no other address", () => {
  assert.ok(sameAddress('"ana"@acme.example.', "ana@acme.example"));
  assert.ok(!sameAddress('"a na"@acme.example', "ana@acme.example"));
  assert.ok(!sameAddress("ana+x@acme.example", "ana@acme.example"));
});

test("a well-formed address is told from what is none", () => {
  for (const address of ["123@bcc.hubspot.com", '"a b"@acme.example', "ana@bücher.example", "a+b@localhost"]) {
    assert.ok(isAddress(address), address);
  }
  for (const text of ["", "Friends", "a@", "@b.example", "a b@c.example", "a@b..example", "a@-b.example", "a@b c"]) {
    assert.ok(!isAddress(text), text);
  }
});

test("what has no domain has none", () => {
  assert.equal(domainOf("Friends"), "");
  assert.equal(fold(" Friends "), "friends");
});
