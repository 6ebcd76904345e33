import assert from "node:assert/strict";
import { test } from "node:test";

import { neverLogMatcher } from "../../extension/rules/never-log.js";

test("one address is matched in any letter case", () => {
  const match = neverLogMatcher(["Maria@Familia.example"]);
  assert.equal(match("maria@FAMILIA.example"), "Maria@Familia.example");
  assert.equal(match("mario@familia.example"), null);
});

test("a domain's pattern is that domain alone", () => {
  const match = neverLogMatcher(["*@familia.example"]);
  assert.equal(match("any@Familia.Example"), "*@familia.example");
  assert.equal(match("any@sub.familia.example"), null);
  assert.equal(match("any@notfamilia.example"), null);
});

test("a sub-domain's pattern leaves the domain itself", () => {
  const match = neverLogMatcher(["*@*.familia.example"]);
  assert.equal(match("any@a.b.familia.example"), "*@*.familia.example");
  assert.equal(match("any@familia.example"), null);
  assert.equal(match("any@xfamilia.example"), null);
});

test("the Unicode and the punycode form of a domain match each other", () => {
  assert.equal(neverLogMatcher(["*@bücher.example"])("a@xn--bcher-kva.example"), "*@bücher.example");
  assert.equal(neverLogMatcher(["*@*.xn--bcher-kva.example"])("a@x.bücher.example"), "*@*.xn--bcher-kva.example");
});

test("the most particular kind of pattern is the one told", () => {
  for (const patterns of [
    ["*@familia.example", "maria@familia.example"],
    ["maria@familia.example", "*@familia.example"],
  ]) {
    assert.equal(neverLogMatcher(patterns)("maria@familia.example"), "maria@familia.example");
  }
  const match = neverLogMatcher(["*@*.example", "*@*.b.example", "*@a.b.example"]);
  assert.equal(match("x@a.b.example"), "*@a.b.example");
  assert.equal(match("x@z.b.example"), "*@*.b.example");
});

test("of two patterns that say the same the first is the one told", () => {
  assert.equal(neverLogMatcher(["A@b.example", "a@B.example"])("a@b.example"), "A@b.example");
});

test("what is no pattern matches nothing", () => {
  const match = neverLogMatcher(["", "familia.example", "*"]);
  assert.equal(match("a@familia.example"), null);
  assert.equal(match("Friends"), null);
});
