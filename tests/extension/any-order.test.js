/**
 * Whatever the person does in a compose window, and in whatever order: what leaves is right. Each run is a random walk
 * through one window's life, reproduced by its number.
 */

import assert from "node:assert/strict";
import { test } from "node:test";

import { Decider } from "../../extension/compose/decider.js";
import { ComposeFollower } from "../../extension/compose/follower.js";
import { ListMembers } from "../../extension/compose/lists.js";
import { Sending } from "../../extension/compose/sending.js";
import { ANA, BOB, CRM, details, FORWARD, MARIA, settings } from "./fakes.js";
import { FakeClock, FakeComposeWindows, MemoryStore } from "./fakes.js";

const RUNS = 400;
const STEPS = 24;
const FIELDS = ["to", "cc", "bcc"];
const HOME = "ana@home.example";
const OTHER_CRM = "log@crm.example";
const LISTED = [MARIA, "Maria@FAMILIA.example", "tim@privat.example", "x@a.privat.example"];
const OTHERS = [BOB, "eve@cliente.example", "maria+x@familia.example", "col@acme.example"];
const CRMS = [CRM, "1@BCC.hubspot.com", FORWARD, OTHER_CRM];
const PATTERNS = [MARIA, "*@privat.example", "*@*.privat.example"];
const BESIDES = { name: "home", crm: "CRM", bcc: OTHER_CRM, forward: null, identities: [HOME] };

/** Numbers from 0 up to below 1 that a seed determines (mulberry32). */
function numbers(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** One compose window with Birdlog around it, and what a person may do in it. */
class Walk {
  tab = 1;
  helper = "there";
  log = [];

  constructor(seed) {
    this.next = numbers(seed);
    this.clock = new FakeClock();
    this.compose = new FakeComposeWindows();
    const known = settings({ never_log: PATTERNS });
    this.known = { ...known, profiles: [...known.profiles, { ...known.profiles[0], ...BESIDES }] };
    this.mixed(this.pick(["leave-out", "ask", "log"]));
    this.#build();
    this.compose.windows.set(this.tab, details({ recipients: { to: [], cc: [], bcc: [] } }));
  }

  #build() {
    const rules = new Decider({}, () => this.known);
    const helper = {
      reachable: async () => this.helper !== "away",
      request: (_type, mail) =>
        this.helper === "hangs" ? new Promise(() => {}) : Promise.resolve({ ok: true, body: rules.degraded(mail) }),
    };
    const lists = new ListMembers({ lists: async () => [], members: async () => [] });
    const decider = new Decider(
      {
        reachable: helper.reachable,
        // As the connection does: an answer that is late is none.
        request: (type, mail, limit) =>
          Promise.race([
            helper.request(type, mail),
            new Promise((resolve) => this.clock.after(limit, () => resolve({ ok: false, error: { code: "silent" } }))),
          ]),
      },
      () => this.known,
    );
    const { compose, clock } = this;
    const shared = { attachments: compose.attachments, lists, decider, settings: () => this.known, clock };
    this.follower = new ComposeFollower({
      ...shared,
      details: compose.details,
      change: compose.change,
      store: new MemoryStore(),
      draftSwitch: async () => this.draft ?? null,
      isForward: () => false,
      show: () => {},
      showForward: () => {},
      now: () => clock.now,
    });
    this.sending = new Sending({
      ...shared,
      follower: this.follower,
      reporter: { keep: async () => {}, forget: async () => {} },
      forwardBegins: async () => {},
      copyTo: () => null,
      loaded: Promise.resolve(),
      isForward: () => false,
      now: () => new Date("2026-03-01T12:00:00Z"),
      warn: (problem) => assert.fail(problem),
    });
  }

  pick = (choices) => choices[Math.floor(this.next() * choices.length)];

  get window() {
    return this.compose.windows.get(this.tab);
  }

  mixed(mode) {
    this.known = { ...this.known, profiles: this.known.profiles.map((one) => ({ ...one, mixed: mode })) };
  }

  /** Lets time pass until the work is done. */
  async passing(work) {
    let over = false;
    const done = work().finally(() => (over = true));
    while (!over) {
      await this.clock.pass(500);
    }
    return done;
  }

  /** What may happen, by name. */
  steps = {
    add: () => this.window.recipients[this.pick(FIELDS)].push(this.pick([...LISTED, ...OTHERS, ...OTHERS])),
    type: () => this.window.recipients[this.pick(FIELDS)].push(this.pick(CRMS)),
    remove: () => {
      const row = this.window.recipients[this.pick(FIELDS)];
      row.splice(Math.floor(this.next() * row.length), 1);
    },
    identity: () => (this.window.identity = this.pick([ANA, HOME])),
    look: () => this.passing(() => this.follower.look(this.tab)),
    switch: () => this.passing(() => this.follower.turn(this.tab, this.pick([null, false]))),
    answer: () => this.passing(() => this.follower.turn(this.tab, this.pick([true, false]))),
    helper: () => (this.helper = this.pick(["there", "there", "away", "hangs"])),
    mode: () => {
      this.mixed(this.pick(["leave-out", "ask", "log"]));
      return this.passing(() => this.follower.lookAtAll());
    },
    /** Saved as a draft, or edited as new: another window with the same recipients. */
    reopen: async () => {
      const kind = this.pick(["draft", "new", "reply"]);
      this.draft = this.follower.wantedIn(this.tab);
      const { recipients, identity } = structuredClone(this.window);
      this.compose.windows.delete(this.tab);
      await this.follower.closed(this.tab);
      this.tab += 1;
      this.compose.windows.set(this.tab, details({ recipients, identity, kind }));
    },
  };

  async step() {
    const name = this.pick(Object.keys(this.steps));
    await this.steps[name]();
    this.log.push(`${name}: ${JSON.stringify(this.window.recipients)}`);
  }

  /** @returns {Promise<string[]>} everybody whom the mail leaves to, in lower case */
  async send() {
    const shown = structuredClone(this.window);
    const change = await this.passing(() => this.sending.beforeSend(this.tab, shown));
    return Object.values({ ...shown.recipients, ...change?.details }).flat().map((one) => one.toLowerCase());
  }
}

const isCrm = (address) => CRMS.some((one) => one.toLowerCase() === address);
const isListed = (address) => LISTED.some((one) => one.toLowerCase() === address);

/** Walks, and hands on who got the mail. */
async function walked(seed) {
  const walk = new Walk(seed);
  for (let step = 0; step < STEPS; step++) {
    await walk.step();
  }
  const everybody = await walk.send();
  const { wanted } = walk.follower.kept(walk.tab).window;
  const mixed = walk.known.profiles[0].mixed;
  const people = everybody.filter((one) => !isCrm(one));
  const listed = people.filter(isListed);
  return { walk, wanted, mixed, people, listed, reached: everybody.filter(isCrm), story: () => walk.log.join("\n") };
}

test("nobody on the never-log list gets into the CRM, whatever the person does and in whatever order", async () => {
  let kept = 0;
  for (let seed = 1; seed <= RUNS; seed++) {
    const { mixed, wanted, people, listed, reached, story } = await walked(seed);
    const alone = listed.length > 0 && listed.length === people.length;
    const forbidden = mixed === "leave-out" || (mixed === "ask" && wanted !== true);
    if (alone || (listed.length && forbidden)) {
      kept += 1;
      assert.deepEqual(reached, [], `run ${seed}, ${mixed}:\n${story()}`);
    }
  }
  assert.ok(kept > RUNS / 4, `only ${kept} runs had anything to keep out`);
});

test("a mail that may be logged reaches the CRM of its identity once", async () => {
  let logged = 0;
  for (let seed = 1; seed <= RUNS; seed++) {
    const { walk, wanted, people, listed, reached, story } = await walked(seed + RUNS);
    const toForward = reached.includes(FORWARD);
    const internal = people.length > 0 && people.every((one) => /@(acme|home)\.example$/.test(one));
    if (people.length && !listed.length && !toForward && !internal && wanted !== false) {
      logged += 1;
      const own = walk.window.identity === HOME ? OTHER_CRM : CRM;
      assert.ok(reached.includes(own), `run ${seed + RUNS}:\n${story()}`);
    }
  }
  assert.ok(logged > RUNS / 20, `only ${logged} runs had anything to log`);
});
