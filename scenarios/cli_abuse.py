"""The service among hostile callers: slow ones, bombs, requests that can be read in two ways, bytes that are
no text, paths that climb, names that would write into the log. Each is answered or dropped; a well-behaved
caller beside them gets every answer; nothing planted stands in the log."""
import gzip
import json
import re
import socket
import subprocess
import threading
import time
import zlib

from cli_frame import FIXTURES, case, needs
from cli_serve import certificate, new_key, serving

PLANTED = "QZABUSEWORKS"


def bomb(megabytes):
    """So much of nothing, packed. In steps: a child counts its parent's memory as its own."""
    packer = zlib.compressobj(wbits=31)
    return b"".join(packer.compress(b" " * (1 << 20)) for _ in range(megabytes)) + packer.flush()


def said(service, request, seconds=5.0):
    """Everything that the service says to these bytes until it closes or the time is over."""
    with socket.create_connection(("127.0.0.1", service.port), timeout=seconds) as connection:
        text = b""
        try:
            connection.sendall(request)
            while True:
                piece = connection.recv(65536)
                if not piece:
                    break
                text += piece
        except (TimeoutError, ConnectionError):
            pass
    return text


def post(key, target, body, *fields, length=None):
    head = [f"POST {target} HTTP/1.1", "Host: x", "Connection: close", f"Authorization: Bearer {key}",
            f"Content-Length: {len(body) if length is None else length}", *fields]
    return ("\r\n".join(head) + "\r\n\r\n").encode() + body


def status(answer):
    return int(answer[9:12]) if answer.startswith(b"HTTP/1.1 ") else 0


class Regular:
    """A caller who does everything right while others do not."""

    def __init__(self, service):
        self.service, self.counts, self.slowest, self.stop = service, {}, 0.0, threading.Event()
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()

    def run(self):
        while not self.stop.is_set():
            since = time.monotonic()
            code = self.service.get("/readyz")[0]
            self.slowest = max(self.slowest, time.monotonic() - since)
            self.counts[code] = self.counts.get(code, 0) + 1

    def end(self):
        self.stop.set()
        self.thread.join()
        assert set(self.counts) == {200} and self.counts[200] > 5, self.counts
        assert self.slowest < 5, self.slowest


def abusive(key):
    """(bytes, statuses that are right; 0: closed without an answer)"""
    length = "Content-Length: 4"
    head = f"POST /v1/search HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer {key}\r\n"

    def raw(fields, body="lamp"):
        return (head + fields + "\r\n\r\n" + body).encode()

    yield raw(length + "\r\nTransfer-Encoding: chunked", "0\r\n\r\n"), {400}
    yield raw("Transfer-Encoding: chunked\r\n" + length, "0\r\n\r\n"), {400}
    yield raw(length + "\r\nContent-Length: 5"), {400}
    yield raw("Content-Length: 4, 4"), {400}
    yield raw("Content-Length: +4"), {400}
    yield raw("Content-Length: 0x4"), {400}
    yield raw("Content-Length: -1"), {400}
    yield raw("Transfer-Encoding: xchunked", "0\r\n\r\n"), {400}
    yield raw("Transfer-Encoding: chunked, chunked", "0\r\n\r\n"), {400}
    yield raw("Transfer-Encoding : chunked", "0\r\n\r\n"), {400}
    yield raw("Transfer-Encoding: chunked", "zz\r\nlamp\r\n0\r\n\r\n"), {400}
    yield raw("Transfer-Encoding: chunked", "-4\r\nlamp\r\n0\r\n\r\n"), {400}
    yield raw("Transfer-Encoding: chunked", "fffffffffffffffff\r\nlamp\r\n0\r\n\r\n"), {400, 413}
    yield raw("Host: y\r\n" + length), {400}
    yield raw("X: " + "a" * 100_000), {431, 0}
    yield f"GET /{'a' * 70_000} HTTP/1.1\r\nHost: x\r\n\r\n".encode(), {414}
    yield b"GET /healthz HTTP/9.9\r\nHost: x\r\n\r\n", {400}
    yield b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\0" * 64, {400, 0}
    for path in ("/../etc/passwd", "/v1/%2e%2e/lists", "/v1/lists/%00", "/v1/lists/..%2f..%2fx",
                 "/v1/lists/%zz", "/%2e/v1/lists"):
        yield (f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
               f"Authorization: Bearer {key}\r\n\r\n").encode(), {400, 404}
    for body in (b"\xff\xfe\x00", b'{"name": "\xc3\x28"}', b'{"name": "a\\ud800"}', b"[" * 100_000,
                 b'{"name": "' + b"a" * 1_000_000 + b'"}', b'{"name": "x", "name": "y"}'):
        yield post(key, "/v1/search", body, "Content-Type: application/json"), {400, 413}
    many = json.dumps({"subjects": [{"id": str(at), "name": "x"} for at in range(10_000)]}).encode()
    yield post(key, "/v1/screen", many, "Content-Type: application/json"), {413}
    yield post(key, "/v1/payments", bomb(200), "Content-Encoding: gzip"), {413}
    yield post(key, "/v1/payments", gzip.compress(b"lamp" * 50)[:-3], "Content-Encoding: gzip"), {400}
    yield post(key, "/v1/payments", b"lamp", "Content-Encoding: br"), {415}
    yield post(key, "/v1/payments", b"lamp", "Content-Encoding: gzip, gzip"), {415}
    yield post(key, "/v1/payments", b"lamp", "Expect: a-miracle"), {417}
    yield post(key, "/v1/payments", b"x", length=1 << 40), {413}
    evil = f'{PLANTED}\\r\\n{{"level":"error"}}\\u001b[31m'
    named = json.dumps({"name": evil}).encode()
    yield post(key, "/v1/search", named, "Content-Type: application/json"), {200}
    yield (f"GET /v1/{PLANTED}%0d%0a%1b[31m?x={PLANTED} HTTP/1.1\r\nHost: {PLANTED}\r\n"
           f"User-Agent: {PLANTED}\r\ntraceparent: {PLANTED}\r\nConnection: close\r\n\r\n").encode(), {404}
    yield f"{PLANTED} /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode(), {400, 405}


@case()
def abuse_is_answered_and_hurts_nobody(cordon):
    cordon.imported(FIXTURES / "un" / "consolidated.xml")
    key = new_key(cordon, "submitter,analyst")
    with serving(cordon) as service:
        service.wait_ready()
        regular = Regular(service)
        count = 0
        for request, right in abusive(key):
            answer = said(service, request)
            assert status(answer) in right, (request[:300], answer[:300], right)
            if b"/v1/payments" in request[:40]:
                assert b'"verdict":"hold"' in answer, answer
            answers = len(re.findall(rb"(?:^|[^ ])HTTP/1\.1 \d", answer))
            assert answers <= 1, ("two answers to one request", request[:300], answer[:900])
            count += 1
        regular.end()
        log = service.log_path.read_text(encoding="utf-8")
    assert PLANTED not in log and "\x1b" not in log and key not in log, log
    for line in service.lines():
        assert {"time", "level"} <= set(line), line
    print(f"{count} abuses")


@case()
def abuse_by_many_slow_callers(cordon):
    cordon.imported(FIXTURES / "un" / "consolidated.xml")
    with serving(cordon, "--connections-per-address", "400") as service:
        service.wait_ready()
        slow = [socket.create_connection(("127.0.0.1", service.port)) for _ in range(300)]
        for at, connection in enumerate(slow):
            connection.sendall(b"GET / HT" if at % 2 else b"POST /v1/payments HTTP/1.1\r\nContent-Le")
        regular = Regular(service)
        for _ in range(10):
            for connection in slow:
                try:
                    connection.sendall(b"T" if _ < 1 else b"a")
                except OSError:
                    pass
            time.sleep(0.1)
        regular.end()
        # A head has ten seconds, however it trickles in.
        slow[0].settimeout(15)
        assert status(slow[0].recv(2000)) in (400, 408, 0)
        for connection in slow:
            connection.close()


@case()
def abuse_of_old_tls_is_refused(cordon):
    needs("openssl")
    pem, key = certificate(cordon, "tls.example")
    with serving(cordon, "--tls-cert", pem, "--tls-key", key, secure=True) as service:
        for version, good in (("-tls1", False), ("-tls1_1", False), ("-tls1_2", True), ("-tls1_3", True)):
            run = subprocess.run(["openssl", "s_client", "-connect", f"127.0.0.1:{service.port}", version,
                                  "-cipher", "ALL:@SECLEVEL=0"], input=b"", capture_output=True, check=False)
            shaken = b"Cipher is (NONE)" not in run.stdout and run.returncode == 0
            assert shaken == good, (version, run.stdout[-600:], run.stderr[-300:])
