import assert from "node:assert/strict";
import { test } from "node:test";

import { cardMailbox } from "../../extension/compose/card.js";
import { ListMembers } from "../../extension/compose/lists.js";

const person = (address, name = "") => ({ name, address });

/** Address books that hold these lists: name → members. */
function books(lists, { broken = [], descriptions = {} } = {}) {
  const asked = [];
  return {
    asked,
    lists: async () => {
      asked.push("lists");
      return Object.keys(lists).map((name) => ({ id: name, name, description: descriptions[name] ?? "" }));
    },
    members: async (id) => {
      if (broken.includes(id)) {
        throw new Error("the address book is away");
      }
      return lists[id];
    },
  };
}

const mail = (to, cc = [], bcc = []) => ({ to, cc, bcc });

test("a list is its members, in its own field", async () => {
  const members = new ListMembers(books({ Friends: [person("ann@a.example"), person("bob@b.example")] }));
  assert.deepEqual(await members.expanded(mail(["carl@c.example"], ["Friends <Friends>"])), {
    to: ["carl@c.example"],
    cc: ["ann@a.example", "bob@b.example"],
    bcc: [],
    lists_unexpanded: [],
  });
});

test("a list with a description is found by it, even where that looks like an address", async () => {
  const found = books({ Team: [person("ann@a.example")] }, { descriptions: { Team: "team@acme.example" } });
  assert.deepEqual((await new ListMembers(found).expanded(mail(["Team <team@acme.example>"]))).to, ["ann@a.example"]);
});

test("a person who bears a list's name is a person", async () => {
  const members = new ListMembers(books({ Friends: [person("ann@a.example")] }));
  assert.deepEqual((await members.expanded(mail(["Friends <friends@a.example>"]))).to, ["friends@a.example"]);
});

test("letter case does not matter, as it does not for Thunderbird", async () => {
  const members = new ListMembers(books({ Friends: [person("ann@a.example")] }));
  assert.deepEqual((await members.expanded(mail(["FRIENDS <friends>"]))).to, ["ann@a.example"]);
});

test("lists in lists are expanded", async () => {
  const members = new ListMembers(
    books({ All: [person("Friends", "Friends"), person("x@x.example")], Friends: [person("ann@a.example")] }),
  );
  assert.deepEqual((await members.expanded(mail(["All <All>"]))).to, ["ann@a.example", "x@x.example"]);
});

test("lists that hold each other are not expanded for ever", async () => {
  const members = new ListMembers(books({ A: [person("B", "B")], B: [person("A", "A")] }));
  assert.deepEqual((await members.expanded(mail(["A <A>"]))).lists_unexpanded, ["A"]);
});

test("a list that can't be read, or does not exist, is named", async () => {
  const found = books({ Friends: [], Away: [] }, { broken: ["Away"] });
  const expanded = await new ListMembers(found).expanded(mail(["Away <Away>", "Nobody <Nobody>", "Nobody2"]));
  assert.deepEqual(expanded.lists_unexpanded, ["Away", "Nobody", "Nobody2"]);
  assert.deepEqual(expanded.to, []);
});

test("address books that are away name every list and keep every person", async () => {
  const away = { lists: () => Promise.reject(new Error("away")), members: async () => [] };
  const expanded = await new ListMembers(away).expanded(mail(["Friends <Friends>", "Ann <ann@a.example>"]));
  assert.deepEqual(expanded, { to: ["ann@a.example"], cc: [], bcc: [], lists_unexpanded: ["Friends"] });
});

test("what was found once is there at once", async () => {
  const members = new ListMembers(books({ Friends: [person("ann@a.example")] }));
  assert.deepEqual(members.remembered(mail(["Friends <Friends>"])).lists_unexpanded, ["Friends"]);
  await members.expanded(mail(["Friends <Friends>"]));
  assert.deepEqual(members.remembered(mail(["Friends <Friends>"])).to, ["ann@a.example"]);
});

test("bare addresses ask no address book", async () => {
  const found = books({});
  await new ListMembers(found).expanded(mail(["ann@a.example"]));
  assert.deepEqual(found.asked, []);
});

test("a card's preferred address is the one that Thunderbird writes to", () => {
  const card = (...lines) => ["BEGIN:VCARD", "VERSION:4.0", ...lines, "END:VCARD", ""].join("\r\n");
  assert.deepEqual(cardMailbox(card("FN:Ann", "EMAIL:old@a.example", "EMAIL;PREF=1:ann@a.example")), {
    name: "Ann",
    address: "ann@a.example",
  });
  assert.deepEqual(cardMailbox(card("item1.EMAIL;TYPE=work:x@\r\n a.example")), { name: "", address: "x@a.example" });
  assert.equal(cardMailbox(card("FN:Nobody")), null);
  assert.equal(cardMailbox("nonsense"), null);
});
