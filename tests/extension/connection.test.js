import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { HelperConnection } from "../../extension/helper/connection.js";
import { FakeClock, settings as someSettings, settled } from "./fakes.js";

let clock, ports, settings, requests, changes, needed, connection;

beforeEach(() => {
  clock = new FakeClock();
  ports = [];
  settings = [];
  requests = 0;
  changes = [];
  needed = true;
  connection = new HelperConnection({
    open: (events) => {
      const port = { events, posted: [], closed: false };
      ports.push(port);
      return { post: (message) => port.posted.push(message), close: () => (port.closed = true) };
    },
    hello: async () => ({ extension: "1.0.0" }),
    clock,
    needed: () => needed,
    onSettings: (one) => settings.push(one),
    onRequests: () => (requests += 1),
    onChange: () => changes.push(connection.state),
  });
});

const answer = (port, body = {}) => {
  const { id } = port.posted.at(-1);
  port.events.message({ v: 1, id, ok: true, body });
  return settled();
};

async function ready() {
  connection.start();
  await settled();
  await answer(ports.at(-1), { helper: "1.0.0", protocol: [1, 1], settings: someSettings() });
}

test("hello is the first message, and its settings are taken", async () => {
  await ready();
  assert.deepEqual(ports[0].posted, [{ v: 1, id: 1, type: "hello", body: { extension: "1.0.0" } }]);
  assert.deepEqual(settings, [someSettings()]);
  assert.equal(connection.state, "ready");
});

test("a request starts the helper and goes out after hello", async () => {
  const asked = connection.request("compose.decide", { identity: "a@b" }, 2000);
  await settled();
  assert.deepEqual(ports[0].posted.map((message) => message.type), ["hello"]);
  await answer(ports[0], { settings: someSettings() });
  await answer(ports[0], { log: true });
  assert.deepEqual(await asked, { ok: true, body: { log: true } });
});

test("answers find their requests by id, in whatever order they come", async () => {
  await ready();
  const first = connection.request("a", {}, 1000);
  const second = connection.request("b", {}, 1000);
  await settled();
  const [, a, b] = ports[0].posted;
  ports[0].events.message({ v: 1, id: b.id, ok: true, body: "second" });
  ports[0].events.message({ v: 1, id: a.id, ok: true, body: "first" });
  assert.equal((await first).body, "first");
  assert.equal((await second).body, "second");
});

test("an error is handed on as the helper shaped it", async () => {
  await ready();
  const asked = connection.request("sent", {}, 1000);
  await settled();
  const error = { code: "journal-unavailable", title: "t", message: "m", retryable: true };
  ports[0].events.message({ v: 1, id: ports[0].posted.at(-1).id, ok: false, error });
  assert.deepEqual(await asked, { ok: false, error });
});

test("without a helper a request is answered at once", async () => {
  const asked = connection.request("compose.decide", {}, 2000);
  await settled();
  ports[0].events.closed();
  assert.equal((await asked).error.code, "no-helper");
  assert.equal(connection.state, "absent");
});

test("a helper that hangs costs no more than the limit, and is shown as silent until it speaks", async () => {
  await ready();
  const asked = connection.request("compose.decide", {}, 300);
  await clock.pass(300);
  assert.equal((await asked).error.code, "silent");
  assert.equal(connection.state, "silent");
  await answer(ports[0], {});
  assert.equal(connection.state, "ready");
});

test("a helper that hangs for good is ended and started again", async () => {
  await ready();
  const asked = connection.request("compose.decide", {}, 300);
  await clock.pass(15_000);
  await asked;
  assert.ok(ports[0].closed);
  await clock.pass(250);
  assert.equal(ports.length, 2);
});

test("a helper that was given more time for something is not given up meanwhile", async () => {
  await ready();
  const asked = connection.request("mail.copy", {}, 120_000);
  await clock.pass(119_000);
  assert.ok(!ports[0].closed);
  await answer(ports[0], { state: "confirmed" });
  assert.ok((await asked).ok);
});

test("a helper that does not answer hello is given up", async () => {
  connection.start();
  await clock.pass(10_000);
  assert.ok(ports[0].closed);
  assert.equal(connection.state, "absent");
});

test("the end of the helper answers what is open and starts it again", async () => {
  await ready();
  const asked = connection.request("sent", {}, 15_000);
  await settled();
  ports[0].events.closed();
  assert.equal((await asked).error.code, "no-helper");
  await clock.pass(250);
  assert.equal(ports.length, 2);
});

test("the pauses between attempts grow, to a minute at most", async () => {
  connection.start();
  const pauses = [];
  for (let i = 0; i < 12; i++) {
    const before = ports.length;
    const from = clock.now;
    ports.at(-1).events.closed();
    while (ports.length === before) {
      await clock.pass(250);
    }
    pauses.push(clock.now - from);
  }
  assert.deepEqual(pauses.slice(0, 4), [250, 500, 1000, 2000]);
  assert.equal(pauses.at(-1), 60_000);
});

test("without a reason it does not try again by itself", async () => {
  needed = false;
  connection.start();
  ports[0].events.closed();
  await clock.pass(600_000);
  assert.equal(ports.length, 1);
  connection.start();
  assert.equal(ports.length, 2);
});

test("settings that the helper announces are taken", async () => {
  await ready();
  ports[0].events.message({ v: 1, type: "settings", body: someSettings({ never_log: [] }) });
  assert.deepEqual(settings.at(-1), someSettings({ never_log: [] }));
});

test("a helper that runs but can't read its settings says so until it can", async () => {
  connection.start();
  await settled();
  const error = { code: "settings-invalid", title: "t", message: "line 3", retryable: true };
  ports[0].events.message({ v: 1, id: 1, ok: false, error });
  await settled();
  assert.equal(connection.state, "ready");
  assert.deepEqual(connection.problem, error);
  ports[0].events.message({ v: 1, type: "settings", body: someSettings() });
  assert.equal(connection.problem, null);
});

test("settings that can't be read any more are said once, until they can be", async () => {
  await ready();
  const error = { code: "settings-invalid", title: "t", message: "line 3", retryable: true };
  for (let times = 0; times < 2; times++) {
    const asked = connection.request("compose.decide", {}, 300);
    await settled();
    ports[0].events.message({ v: 1, id: ports[0].posted.at(-1).id, ok: false, error });
    await asked;
  }
  assert.deepEqual(connection.problem, error);
  assert.deepEqual(changes, ["connecting", "ready", "ready"]);
  ports[0].events.message({ v: 1, type: "settings", body: someSettings() });
  assert.equal(connection.problem, null);
});

for (const body of [{}, null, { settings: null }, { settings: { profiles: [{}] } }]) {
  test(`a program that answers hello with ${JSON.stringify(body)} is no helper`, async () => {
    connection.start();
    await settled();
    await answer(ports[0], body);
    assert.ok(ports[0].closed);
    assert.equal(connection.state, "absent");
    assert.deepEqual(settings, []);
  });
}

test("announced settings that are none are ignored", async () => {
  await ready();
  ports[0].events.message({ v: 1, type: "settings", body: { profiles: null } });
  assert.deepEqual(settings, [someSettings()]);
});

test("a helper that ends after every hello is tried less and less often", async () => {
  await ready();
  ports[0].events.closed();
  await clock.pass(250);
  assert.equal(ports.length, 2);
  await answer(ports[1], { settings: someSettings() });
  ports[1].events.closed();
  await clock.pass(250);
  assert.equal(ports.length, 2);
  await clock.pass(250);
  assert.equal(ports.length, 3);
});

test("a helper that answered is started again at once", async () => {
  await ready();
  ports[0].events.closed();
  await clock.pass(250);
  await answer(ports[1], { settings: someSettings() });
  const asked = connection.request("sent", {}, 300);
  await settled();
  await answer(ports[1]);
  await asked;
  ports[1].events.closed();
  await clock.pass(250);
  assert.equal(ports.length, 3);
});

test("unknown notices, late answers and nonsense are ignored", async () => {
  await ready();
  for (const message of [{ v: 1, type: "news" }, { v: 1, id: 99, ok: true }, null, "x", {}]) {
    ports[0].events.message(message);
  }
  assert.equal(connection.state, "ready");
});

test("a helper that ends before it is spoken to is no helper", async () => {
  const asked = connection.request("sent", {}, 1000);
  ports[0].events.closed();
  assert.equal((await asked).error.code, "no-helper");
  assert.deepEqual(ports[0].posted, []);
});

test("a port that refuses a message is no helper", async () => {
  await ready();
  ports[0].posted.push = () => {
    throw new Error("Attempt to postMessage on disconnected port");
  };
  assert.equal((await connection.request("sent", {}, 1000)).error.code, "no-helper");
  assert.equal(await connection.reachable(1000), true);
});

test("what an ended helper still says is ignored", async () => {
  await ready();
  ports[0].events.closed();
  ports[0].events.message({ v: 1, type: "settings", body: { late: true } });
  assert.equal(settings.length, 1);
});

test("requests that wait are announced", async () => {
  await ready();
  ports[0].events.message({ v: 1, type: "requests", body: {} });
  assert.equal(requests, 1);
});
