"""The service as a process: it starts, says when it is ready, refuses whoever may not ask, takes new lists
and keys without dropping a request, logs nothing of a request, and ends when told, with all answered."""
import contextlib
import http.client
import json
import os
import re
import signal
import socket
import ssl
import subprocess
import threading
import time

from cli_frame import FIXTURES, TREE, case, needs, one_sentence

SECRET = "QZLAMPWORKS"  # planted where nothing may be logged


class Service:
    def __init__(self, cordon, *arguments, secure=False):
        self.cordon, self.secure = cordon, secure
        self.log_path = cordon.folder / f"log{time.monotonic_ns()}"
        with open(self.log_path, "wb") as log:
            self.process = subprocess.Popen(
                [cordon.binary, "--quiet", "--home", str(cordon.home), "serve", "--listen", "127.0.0.1:0",
                 *map(str, arguments)], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=log,
                env={**os.environ, "CORDON_HOME": ""})
        line = self.wait_for("listening on ")
        self.port = int(line["message"].rsplit(":", 1)[1])

    def lines(self):
        return [json.loads(line) for line in self.log_path.read_text(encoding="utf-8").splitlines(True)
                if line.endswith("\n")]

    def wait_for(self, words, seconds=30):
        for _ in range(int(seconds / 0.02)):
            for line in self.lines():
                if words in line.get("message", ""):
                    return line
            assert self.process.poll() is None, self.log_path.read_text()
            time.sleep(0.02)
        raise AssertionError(f"never said '{words}': {self.log_path.read_text()}")

    def wait_ready(self, seconds=30):
        for _ in range(int(seconds / 0.05)):
            if self.get("/readyz")[0] == 200:
                return
            time.sleep(0.05)
        raise AssertionError(f"not ready: {self.get('/readyz')}")

    def connection(self):
        if self.secure:
            context = ssl.create_default_context()
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
            return http.client.HTTPSConnection("127.0.0.1", self.port, timeout=20, context=context)
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)

    def ask(self, method, target, key=None, body=None):
        """(status, body, fields)"""
        connection = self.connection()
        fields = {"Authorization": "Bearer " + key} if key else {}
        connection.request(method, target, body=body, headers=fields)
        response = connection.getresponse()
        text = response.read().decode()
        connection.close()
        return response.status, text, dict(response.getheaders())

    def get(self, target, key=None):
        return self.ask("GET", target, key)[:2]

    def end(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.process.wait(30)


@contextlib.contextmanager
def serving(cordon, *arguments, **more):
    service = Service(cordon, *arguments, **more)
    try:
        yield service
        assert service.end() == 0, service.log_path.read_text()
    finally:
        if service.process.poll() is None:
            service.process.kill()
            service.process.wait()


def new_key(cordon, roles="submitter", *arguments):
    run = cordon.run("apikey", "create", "--for", "hub", "--roles", roles, *arguments)
    assert run.code == 0, run
    return run.out.strip()


def certificate(cordon, name):
    paths = [cordon.folder / f"{name}.{kind}" for kind in ("pem", "key")]
    needs("openssl")
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
                    "-nodes", "-days", "1", "-subj", f"/CN={name}", "-out", paths[0], "-keyout", paths[1]],
                   capture_output=True, check=True)
    return paths


@case()
def serve_knows_who_may_ask_before_it_listens(cordon):
    cordon.imported(FIXTURES / "un" / "consolidated.xml")
    key = new_key(cordon, "analyst")
    with serving(cordon) as service:
        for _ in range(200):
            assert service.get("/v1/lists", key)[0] in (200, 503), service.get("/v1/lists", key)
            if service.get("/readyz")[0] == 200:
                break
        assert service.get("/v1/lists", key)[0] == 200
        said = [line.get("message", "") for line in service.lines()]
        keys = next(at for at, words in enumerate(said) if words.startswith("API keys read"))
        assert keys < next(at for at, words in enumerate(said) if "listening on" in words), said


@case()
def serve_says_when_it_is_ready(cordon):
    with serving(cordon) as service:
        service.wait_for("holds no lists")
        assert service.get("/healthz")[0] == 200
        status, body = service.get("/readyz")
        assert status == 503 and "lists import" in json.loads(body)["failure"], body
        cordon.imported(FIXTURES / "un" / "consolidated.xml")
        service.wait_ready()
        assert json.loads(service.get("/readyz")[1])["lists"][0]["list"] == "un"
        (cordon.home / "cordon.toml").write_text('[lists.eu]\nenabled = true\n', encoding="utf-8")
        for _ in range(200):
            status, body = service.get("/readyz")
            if status == 503:
                break
            time.sleep(0.05)
        assert status == 503 and json.loads(body)["missing_lists"] == ["eu"], body
        text = service.get("/metrics")[1]
        assert 'cordon_self_test_ok{list="un"} 1\n' in text, text
        assert "\ncordon_self_test_timestamp_seconds " in text, text
        assert "cordon_lists_missing 1\n" in text and 'route="/readyz",status="503"' in text, text


@case()
def serve_lets_in_whoever_has_a_key(cordon):
    cordon.imported(FIXTURES / "un" / "consolidated.xml")
    with serving(cordon) as service:
        service.wait_for("nobody has a key yet")
        key = new_key(cordon)
        assert key.split("_")[2] not in (cordon.home / "api_keys.json").read_text()
        assert (cordon.home / "api_keys.json").stat().st_mode & 0o777 == 0o600
        service.wait_for("API keys read: 1")
        run = cordon.run("apikey", "list", "--format", "json")
        entry = run.json["api_keys"][0]
        assert entry["valid"] and entry["roles"] == ["submitter"] and key not in run.out, run
        assert service.get("/nowhere", key)[0] == 404
        service.ask("POST", f"/v1/{SECRET}?name={SECRET}", key, SECRET)
        cordon.run("apikey", "disable", entry["id"])
        deadline = time.monotonic() + 10
        while len([line for line in service.lines() if "API keys read" in line.get("message", "")]) < 2:
            assert time.monotonic() < deadline
            time.sleep(0.05)
        again = cordon.run("apikey", "disable", entry["id"])
        assert "was disabled" in one_sentence(again), again
        (cordon.home / "api_keys.json").write_text("{", encoding="utf-8")
        service.wait_for("no key is valid until it is mended")
    log = service.log_path.read_text(encoding="utf-8")
    assert SECRET not in log and key not in log and key.split("_")[2] not in log, log
    for line in service.lines():
        assert {"time", "level"} <= set(line), line


@case()
def serve_refuses_to_stand_open(cordon):
    run = cordon.run("serve", "--listen", "0.0.0.0:0")
    assert "--tls-cert" in one_sentence(run), run
    pem, key = certificate(cordon, "open.example")
    run = cordon.run("serve", "--listen", "0.0.0.0:0", "--tls-cert", pem, "--tls-key", key)
    assert "apikey create" in one_sentence(run), run
    for wrong in ("lamp", "127.0.0.1", "127.0.0.1:99999", "lamp works:80", ":80"):
        assert len(one_sentence(cordon.run("serve", "--listen", wrong))) > 20, wrong
    run = cordon.run("serve", "--listen", "127.0.0.1:0", "--tls-cert", key, "--tls-key", key)
    assert "certificate" in one_sentence(run), run
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        run = cordon.run("serve", "--listen", f"127.0.0.1:{taken.getsockname()[1]}")
        assert "cannot listen" in run.err and run.code == 1, run


@case()
def serve_reads_the_settings_of_a_provider(cordon):
    cordon.imported(FIXTURES / "un" / "consolidated.xml")
    keys = cordon.file('{"keys":[]}', "jwks.json")
    settings = cordon.file(f"""issuer = "https://login.example"\naudience = "cordon"\njwks = "{keys}"
[roles]\npay = "submitter"\n""", "oidc.toml")
    run = cordon.run("serve", "--listen", "127.0.0.1:0", "--oidc", settings)
    assert "no RSA or EC key" in one_sentence(run), run
    point = {"x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
             "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}
    whole = json.dumps({"keys": [{"kty": "EC", "crv": "P-256", "kid": "k1", **point}]})  # of RFC 7515, A.3
    keys.write_text(whole, encoding="utf-8")
    with serving(cordon, "--oidc", settings) as service:
        service.wait_for("keys of the OpenID Connect provider read: 1")
        service.wait_ready()
        assert service.get("/v1/lists", "a.b.c")[0] == 401
        keys.write_text("{", encoding="utf-8")
        service.wait_for("no bearer token is valid until it is mended")
        keys.write_text(whole, encoding="utf-8")
        for _ in range(200):
            if len([1 for line in service.lines() if "provider read" in line.get("message", "")]) == 2:
                break
            time.sleep(0.05)
        assert service.lines()[-1]["message"].endswith("read: 1"), service.lines()[-1]


@case()
def serve_speaks_tls_and_takes_a_new_certificate(cordon):
    pem, key = certificate(cordon, "first.example")
    with serving(cordon, "--tls-cert", pem, "--tls-key", key, secure=True) as service:
        assert service.get("/healthz")[0] == 200

        def name():
            context = ssl.create_default_context()
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
            with socket.create_connection(("127.0.0.1", service.port), timeout=10) as plain:
                with context.wrap_socket(plain) as secure:
                    return secure.getpeercert(binary_form=True)

        first = name()
        old = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        old.check_hostname, old.verify_mode = False, ssl.CERT_NONE
        old.maximum_version = ssl.TLSVersion.TLSv1_1
        old.set_ciphers("ALL:@SECLEVEL=0")
        with socket.create_connection(("127.0.0.1", service.port), timeout=10) as plain:
            try:
                old.wrap_socket(plain)
                raise AssertionError("TLS 1.1 was taken")
            except ssl.SSLError:
                pass
        for path, fresh in zip((pem, key), certificate(cordon, "second.example")):
            fresh.replace(path)
        service.process.send_signal(signal.SIGHUP)
        service.wait_for("certificate was read anew")
        assert name() != first
        pem.write_text("lamp", encoding="utf-8")
        service.process.send_signal(signal.SIGHUP)
        service.wait_for("the certificate in use stays")
        assert service.get("/healthz")[0] == 200


@case()
def serve_answers_what_speaks_yente(cordon):
    cordon.imported(FIXTURES / "un" / "consolidated.xml")
    key = new_key(cordon)
    other = new_key(cordon, "auditor")
    example = {"schema": "Person", "properties": {"name": ["Haroon Daud Al Zamrani"]}}
    body = json.dumps({"queries": {"q": example}})
    for prefix in ("/yente", "/"):
        base = prefix.rstrip("/")
        with serving(cordon, "--yente", prefix) as service:
            service.wait_ready()
            assert service.ask("POST", base + "/match/default", None, body)[0] == 401
            assert service.ask("POST", base + "/match/default", other, body)[0] == 403
            status, text, fields = service.ask("POST", base + "/match/default?algorithm=logic-v1", key, body)
            assert status == 200 and json.loads(text)["responses"]["q"]["results"][0]["match"], text
            assert service.get("/healthz")[0] == 200
            assert service.get(base + "/-/version")[0] == 404
            assert service.get("/yente/match/default", key)[0] in (404, 405)
    for wrong in ("yente", "/a/b", "/a?b"):
        run = cordon.run("serve", "--listen", "127.0.0.1:0", "--yente", wrong)
        assert "--yente" in one_sentence(run), run


@case()
def serve_swaps_lists_while_it_answers(cordon):
    cordon.imported(FIXTURES / "un" / "consolidated.xml")
    with serving(cordon, "--workers", "4", "--log-failures-only") as service:
        service.wait_ready()
        stop, counts, wrong = threading.Event(), [0] * 4, []

        def ask(at):
            connection = service.connection()
            while not stop.is_set():
                connection.request("GET", "/readyz")
                response = connection.getresponse()
                body = json.loads(response.read())
                counts[at] += 1
                if response.status != 200 or not body["lists"]:
                    wrong.append((response.status, body))

        threads = [threading.Thread(target=ask, args=(at,), daemon=True) for at in range(4)]
        for thread in threads:
            thread.start()
        for number, (name, file) in enumerate({"eu": "eu_fsf.xml", "uk": "uk_sanctions_list.xml",
                                               "ch": "seco.xml"}.items(), 1):
            cordon.imported("--list", name, FIXTURES / name / file)
            for _ in range(200):
                if f"cordon_list_swaps_total {number}\n" in service.get("/metrics")[1]:
                    break
                time.sleep(0.05)
        stop.set()
        for thread in threads:
            thread.join()
        assert not wrong, wrong[:3]
        assert min(counts) > 10, counts
        text = service.get("/metrics")[1]
        assert "cordon_list_swaps_total 3\n" in text and 'cordon_list_listings{list="eu"' in text, text
    print(f"{sum(counts)} answers during three swaps")


# serve_load.py's own client; how much a service bears is not judged here.
@case()
def serve_answers_payments_that_follow_each_other_and_that_come_by_themselves(cordon):
    needs("c++")
    client, messages = cordon.folder / "load_client", cordon.folder / "messages"
    subprocess.run(["c++", "-std=gnu++23", "-O1", TREE / "scenarios" / "load_client.cc", "-o", client],
                   check=True, timeout=120)
    messages.mkdir()
    text = (TREE / "corpus" / "payments" / "pacs008-true-hit.xml").read_text(encoding="utf-8")
    (messages / "one.xml").write_text(re.sub("(<MsgId>)[^<]*", r"\1T00000000", text), encoding="utf-8")
    cordon.imported(FIXTURES / "un" / "consolidated.xml")
    key = new_key(cordon)
    with serving(cordon) as service:
        service.wait_ready()
        for rate, least in ((0, 10), (50, 25)):
            acked = cordon.folder / f"acked{rate}"
            run = subprocess.run([client, str(service.port), key, "payments", "8", "1", messages,
                                  str(1_000_000 + 100_000 * rate), acked, str(rate)],
                                 check=True, timeout=60, capture_output=True, text=True)
            figures = json.loads(run.stdout)
            assert figures["failed"] == 0 and set(figures["statuses"]) == {"200"}, figures
            assert figures["ok"] >= least and len(acked.read_text().splitlines()) == figures["ok"], figures


@case()
def serve_ends_with_everything_answered(cordon):
    service = Service(cordon)
    idle = socket.create_connection(("127.0.0.1", service.port))
    half = socket.create_connection(("127.0.0.1", service.port))
    half.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n")
    time.sleep(0.1)
    service.process.send_signal(signal.SIGTERM)
    assert idle.recv(100) == b"", "an idle connection ends at once"
    half.sendall(b"\r\n")
    answer = half.recv(2000)
    assert answer.startswith(b"HTTP/1.1 200") and b"connection: close" in answer, answer
    half.close()
    assert service.process.wait(20) == 0
    assert service.lines()[-1]["message"] == "ended", service.lines()[-1]
    run = cordon.run("serve", "--no-such-option")
    assert run.code == 2, run
