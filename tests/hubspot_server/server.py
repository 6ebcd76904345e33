"""The HTTP side: who may ask what, how often, and what is answered."""

import json
import re
import threading
import time
import uuid
from collections import deque
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

from hubspot_server import shapes
from hubspot_server.records import TYPES, Records, Refused

PORTAL = 4242424
CONTACTS_READ, CONTACTS_WRITE = "crm.objects.contacts.read", "crm.objects.contacts.write"
EMAILS, DEALS, OWNERS, COMPANIES = (
    "sales-email-read",
    "crm.objects.deals.read",
    "crm.objects.owners.read",
    "crm.objects.companies.read",
)
ALL_SCOPES = frozenset({CONTACTS_READ, CONTACTS_WRITE, EMAILS, DEALS, OWNERS, COMPANIES})
_OBJECTS = r"/crm/(?:objects/(?:2026-03|2026-09)|v3/objects)/(contacts|companies|deals|emails)"
_READS = {
    "contacts": (CONTACTS_READ,),
    "companies": (COMPANIES,),
    "deals": (DEALS,),
    "emails": (CONTACTS_READ, EMAILS),
}
_WRITES = {"contacts": (CONTACTS_WRITE,), "emails": (CONTACTS_WRITE, EMAILS)}


@dataclass(frozen=True)
class Call:
    """A request whose token is good: what it may, and what it says."""

    scopes: frozenset
    query: dict
    body: dict | None


class HubSpotServer:
    """A running account. `url` is its API base; `requests` is what was asked: (method, path, body)."""

    def __init__(self, *, port=0, portal=PORTAL, requests_in_ten_seconds=100, searches_in_a_second=5):
        self.records = Records()
        self.portal = portal
        self.owners = []
        self.tokens = {"pat-good": ALL_SCOPES}  # to scopes; None: expired
        self.faults = []
        self.requests = []
        self._limits = {
            "TEN_SECONDLY_ROLLING": (requests_in_ten_seconds, 10.0, deque()),
            "SECONDLY": (searches_in_a_second, 1.0, deque()),
        }
        self._lock = threading.RLock()
        self.heard = threading.Event()  # something was asked
        handler = type("Bound", (_Handler,), {"account": self})
        self._http = ThreadingHTTPServer(("127.0.0.1", port), handler)
        self._http.daemon_threads = True
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._http.server_port}"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    @contextmanager
    def silent(self):
        """Nothing is answered meanwhile; `heard` says that something was asked."""
        with self._lock:
            self.heard.clear()
            yield

    def asked(self, method, part):
        """The bodies of the requests of this method whose path holds `part`."""
        return [body for verb, path, body in self.requests if verb == method and part in path]

    def fault(self, method, path):
        for fault in self.faults:
            if fault.meets(method, path):
                fault.times -= 1
                if fault.times == 0:
                    self.faults.remove(fault)
                return fault
        return None

    def count(self, search):
        """Take a turn of each limit that counts here; raises Refused where one is used up."""
        for policy in ("SECONDLY", "TEN_SECONDLY_ROLLING") if search else ("TEN_SECONDLY_ROLLING",):
            most, seconds, turns = self._limits[policy]
            now = time.monotonic()
            while turns and now - turns[0] >= seconds:
                turns.popleft()
            if len(turns) >= most:
                raise Refused(
                    429,
                    "RATE_LIMITS",
                    f"You have reached your {policy.lower()} limit.",
                    errorType="RATE_LIMIT",
                    policyName=policy,
                )
            turns.append(now)

    def scopes(self, authorization):
        """The scopes of the request's token; raises Refused."""
        token = authorization.removeprefix("Bearer ")
        if token not in self.tokens or not authorization.startswith("Bearer "):
            raise Refused(401, "INVALID_AUTHENTICATION", "Authentication credentials not found.")
        if self.tokens[token] is None:
            raise Refused(
                401, "EXPIRED_AUTHENTICATION", "The token used to make this call expired 7 second(s) ago."
            )
        return self.tokens[token]

    def answer(self, method, path, call):
        """(status, JSON) of a request that reached the account."""
        with self._lock:
            for pattern, verb, act in _ROUTES:
                found = re.fullmatch(pattern, path)
                if found and verb == method:
                    return act(self, call, *map(unquote, found.groups()))
        raise Refused(404, "OBJECT_NOT_FOUND", "resource not found")


def _need(scopes, needed):
    if missing := [scope for scope in needed if scope not in scopes]:
        raise Refused(
            403,
            "MISSING_SCOPES",
            "This app hasn't been granted all required scopes to make this call.",
            errors=[
                {
                    "message": "One or more of the following scopes are required.",
                    "context": {"requiredGranularScopes": missing},
                }
            ],
            links={"scopes": "https://developers.hubspot.com/scopes"},
        )


def _search(account, call, kind):
    _need(call.scopes, _READS[kind])
    shapes.check_search(call.body)
    found = account.records.search(kind, call.body["filterGroups"])
    for sort in reversed(call.body["sorts"]):
        name = sort.removeprefix("-")
        found.sort(key=lambda record: record.properties.get(name) or "", reverse=sort.startswith("-"))
    start = int(call.body["after"] or 0)
    page = found[start : start + call.body["limit"]]
    answer = {"total": len(found), "results": [record.shown(call.body["properties"]) for record in page]}
    if start + len(page) < len(found):
        answer["paging"] = {"next": {"after": str(start + len(page))}}
    return 200, answer


def _create(account, call, kind):
    _need(call.scopes, _WRITES[kind])
    shapes.check_create(call.body)
    record = account.records.create(kind, call.body["properties"], call.body.get("associations") or [])
    return 201, {
        **record.shown(call.body["properties"]),
        "properties": record.properties | {"hs_object_id": record.id},
    }


def _read(account, call, kind, id):
    _need(call.scopes, _READS[kind])
    record = account.records.find(kind, id, call.query.get("idProperty"))
    if record is None:
        raise Refused(404, "OBJECT_NOT_FOUND", "resource not found")
    shown = record.shown(_listed(call.query, "properties"))
    ties = {}
    for wanted in _listed(call.query, "associations"):
        held = [(other, type) for other_kind, other, type in record.ties if other_kind == wanted]
        if held:
            ties[wanted] = {
                "results": [{"id": other, "type": _tie_name(kind, wanted, type)} for other, type in held]
            }
    if ties:
        shown["associations"] = ties
    return 200, shown


def _tie_name(kind, other, type):
    names = {"contacts": "contact", "companies": "company", "deals": "deal", "emails": "email"}
    primary = (kind, other) != ("contacts", "companies") or type == TYPES[(kind, other)]
    return f"{names[kind]}_to_{names[other]}" + ("" if primary else "_unlabeled")


def _listed(query, name):
    return [each for each in query.get(name, "").split(",") if each]


def _batch_read(account, call, kind):
    _need(call.scopes, _READS[kind])
    shapes.check_batch_read(call.body)
    wanted = [
        account.records.find(kind, each["id"], call.body.get("idProperty")) for each in call.body["inputs"]
    ]
    found = [record.shown(call.body["properties"]) for record in wanted if record]
    now = "2026-01-01T00:00:00.000Z"
    answer = {"status": "COMPLETE", "results": found, "startedAt": now, "completedAt": now}
    if len(found) == len(wanted):
        return 200, answer
    missing = [each["id"] for each, record in zip(call.body["inputs"], wanted, strict=True) if record is None]
    error = {
        "status": "error",
        "category": "OBJECT_NOT_FOUND",
        "message": "Could not get some objects",
        "context": {"ids": missing},
        "errors": [],
        "links": {},
    }
    return 207, {**answer, "numErrors": 1, "errors": [error]}


def _labels(account, call, one, other):
    _need(call.scopes, (CONTACTS_READ,))
    own = {"category": "HUBSPOT_DEFINED", "typeId": TYPES[(one, other)], "label": None}
    return 200, {"results": [{"category": "USER_DEFINED", "typeId": 7, "label": "Supplier"}, own]}


def _details(account, call):
    return 200, {
        "portalId": account.portal,
        "accountType": "STANDARD",
        "timeZone": "America/Sao_Paulo",
        "companyCurrency": "BRL",
        "additionalCurrencies": [],
        "utcOffset": "-03:00",
        "utcOffsetMilliseconds": -10_800_000,
        "uiDomain": "app.hubspot.com",
        "dataHostingLocation": "na1",
    }


def _owners(account, call):
    _need(call.scopes, (OWNERS,))
    wanted = call.query.get("email")
    return 200, {
        "results": [each for each in account.owners if wanted is None or each["email"] == wanted.lower()]
    }


_ROUTES = (
    (rf"{_OBJECTS}/search", "POST", _search),
    (rf"{_OBJECTS}/batch/read", "POST", _batch_read),
    (_OBJECTS, "POST", _create),
    (rf"{_OBJECTS}/([^/]+)", "GET", _read),
    (r"/crm/v4/associations/(\w+)/(\w+)/labels", "GET", _labels),
    (r"/account-info/(?:v3|2026-03)/details", "GET", _details),
    (r"/crm/v3/owners/?", "GET", _owners),
)


class _Handler(BaseHTTPRequestHandler):
    account: HubSpotServer
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # an answer leaves in one piece, which nobody waits for half of

    def do_GET(self):
        self._serve("GET")

    def do_POST(self):
        self._serve("POST")

    def _serve(self, method):
        address = urlsplit(self.path)
        raw = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        body = json.loads(raw) if raw else None
        self.account.requests.append((method, self.path, body))
        self.account.heard.set()
        fault = self.account.fault(method, address.path)
        if fault and fault.drop == "before":
            self._hang_up()
            return
        if fault and fault.status and not fault.done:
            self._say(fault.status, _error(fault.category, "", fault.body), fault.headers)
            return
        status, answer = self._ask(method, address, body)
        if fault and fault.drop == "after":
            self._hang_up()
        elif fault and fault.done:
            self._say(fault.status, _error(fault.category, "", fault.body), fault.headers)
        else:
            self._say(status, answer, {})

    def _ask(self, method, address, body):
        query = {name: ",".join(values) for name, values in parse_qs(address.query).items()}
        try:
            scopes = self.account.scopes(self.headers.get("Authorization", ""))
            self.account.count(search=address.path.endswith("/search"))
            return self.account.answer(method, address.path, Call(scopes, query, body))
        except Refused as refused:
            return refused.status, _error(refused.category, refused.message, refused.more)

    def _say(self, status, answer, headers):
        content = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json;charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def _hang_up(self):
        self.close_connection = True
        with suppress(OSError):
            self.connection.shutdown(2)

    def log_message(self, *_):
        pass


def _error(category, message, more):
    return {
        "status": "error",
        "message": message,
        "correlationId": str(uuid.uuid4()),
        "category": category,
        **more,
    }
