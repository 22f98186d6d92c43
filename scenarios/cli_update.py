"""`cordon lists update` against a server that misbehaves: one publisher's failure touches no other."""
from cli_frame import case
from cli_lists import LISTS_OF_FIXTURES, fixture
from misbehaving_server import MisbehavingServer, cut_off, good, redirect, stall, status

HTML = b"<!DOCTYPE html><html><body>We will be back soon.</body></html>"


def configure(cordon, server, names):
    lines = ["[fetch]", "allow_http = true", "allow_private_addresses = true", "timeout_s = 2"]
    for name in ("un", "ofac-sdn", "ofac-cons", "eu", "uk", "ch", "ca", "ftm", "table"):
        lines += [f"[lists.{name}]", f"enabled = {'true' if name in names else 'false'}"]
        if name in names:
            files = ", ".join(f'{{ name = "{path.name}", url = "{server.url(f"/{name}/{path.name}")}" }}'
                              for path in fixture(name))
            lines.append(f"files = [ {files} ]")
    cordon.home.mkdir(exist_ok=True)
    (cordon.home / "cordon.toml").write_text("\n".join(lines) + "\n")


def serve_well(server, name):
    for path in fixture(name):
        body = path.read_bytes()
        server.on(f"/{name}/{path.name}", good(body, f'"{name}-{path.name}-{len(body)}"'))


def path_of(name, number=0):
    return f"/{name}/{fixture(name)[number].name}"


def update(cordon, *lists):
    run = cordon.run("lists", "update", "--format", "json", *lists)
    outcomes = {each["list"]: each for each in run.json["lists"]} if run.out else {}
    return run, {name: each["status"] for name, each in outcomes.items()}, outcomes


@case()
def publishers_that_misbehave(cordon):
    names = list(LISTS_OF_FIXTURES)
    with MisbehavingServer() as server:
        configure(cordon, server, names)
        for name in names:
            serve_well(server, name)
        run, outcome, _ = update(cordon)
        assert run.code == 0 and set(outcome.values()) == {"imported"}, run
        before = cordon.active()
        assert len(before) == len(names), before

        run, outcome, _ = update(cordon)
        assert run.code == 0 and set(outcome.values()) == {"not modified"}, (outcome, run)
        assert cordon.active() == before

        body = {name: fixture(name)[0].read_bytes() for name in names}
        server.on(path_of("eu"), status(500))
        server.on(path_of("uk"), status(200, HTML))
        server.on(path_of("ca"), status(200, b""))
        server.on(path_of("ch"), stall(body["ch"], 700))
        server.on(path_of("ftm"), cut_off(body["ftm"], len(body["ftm"]) // 2))
        server.on(path_of("table"), status(404))
        server.on(path_of("ofac-sdn", 1), status(404))
        run, outcome, sentences = update(cordon)
        assert run.code == 1, run
        assert outcome == {**dict.fromkeys(names, "failed"), "un": "not modified"}, outcome
        for name, word in (("eu", "500"), ("table", "404"), ("ofac-sdn", "404")):
            assert word in sentences[name]["message"], sentences[name]
        for name in names:
            assert len(sentences[name]["message"]) > 20 and "\n" not in sentences[name]["message"]
        assert cordon.active() == before
        assert server.requests(path_of("eu")) == 2 + 3, server.requests(path_of("eu"))  # 5xx is tried again
        assert server.requests(path_of("table")) == 2 + 1, server.requests(path_of("table"))

        for name in names:
            serve_well(server, name)
        run, outcome, _ = update(cordon)
        assert run.code == 0, run
        assert cordon.active() == before


@case()
def redirects_and_good_neighbours(cordon):
    names = ["un", "eu", "uk", "ca", "ftm"]
    with MisbehavingServer() as server, MisbehavingServer() as other:
        configure(cordon, server, names)
        for name in names:
            serve_well(server, name)
        assert update(cordon)[0].code == 0
        before = dict((each[0], each[1:]) for each in cordon.active())
        other.on("/x", good(fixture("eu")[0].read_bytes()))
        server.on(path_of("un"), redirect("http://169.254.169.254/latest/meta-data/"))
        server.on(path_of("eu"), redirect(other.url("/x")))
        server.on(path_of("ca"), redirect("file:///etc/passwd"))
        server.on(path_of("ftm"), redirect(server.url(path_of("ftm"))))
        changed = fixture("uk")[0].read_bytes()
        word = b"<OFSIGroupID>" if b"<OFSIGroupID>" in changed else b"</Designations>"
        server.on(path_of("uk"), good(changed.replace(word, b"<!-- -->" + word, 1)))
        table = cordon.run("lists", "update")
        assert table.code == 1, table
        rows = {line.split()[0]: line for line in table.out.splitlines() if line.strip()}
        for name in ("un", "eu", "ca", "ftm"):
            assert "failed" in rows[name], table
        assert "failed" not in rows["uk"], table
        assert other.requests("/x") == 0
        assert dict((each[0], each[1:]) for each in cordon.active()) == before
