"""Facts beside names: they tell people apart, an equal number is a hit under any name, nobody is lost."""
from cli_frame import case
from cli_lists import fixture

HOUSE = ("entity_id\tname\tquality\ttype\tdob\tcountry\tpassport\timo\twallet\n"
         "F-1\tOdo Quillfeather\tprimary\tperson\t1961-04-05\tSyria\tAB123456 (Syria)\t\t\n"
         "F-2\tBanner\tweak\tperson\t1955\tIraq\t\t\t\n"
         "F-3\tGlimmer of Harbours\tprimary\tvessel\t\tPanama\t\tIMO 9187629\t\n"
         "F-4\tTalvo Brimstal\tprimary\tperson\t\t\t\t\t1BoatSLRHtKNngkdXEeobR76b53LETtpyT\n"
         "F-5\tGastav Ulrender\tprimary\tperson\t\t\tC7654321 (Iran)\t\t\n")


def house(cordon):
    cordon.imported("--list", "table:house", "--published", "2026-11-20", cordon.file(HOUSE, "house.tsv"))


def first(cordon, name, *facts):
    hits = cordon.search(name, *facts)["hits"]
    return hits[0] if hits else None


@case()
def an_equal_number_is_a_hit_under_any_name(cordon):
    house(cordon)
    for fact, listing in (("passport:ab-123 456:SY", "F-1"), ("passport:AB123456", "F-1"),
                          ("passport:AB123456 (Syria)", "F-1"),
                          ("passport:c-7654321:Iran (Islamic Republic of)", "F-5"),
                          ("passport:C7654321 (Iran (Islamic Republic of))", "F-5"), ("imo:9187629", "F-3"),
                          ("imo:IMO 9187629", "F-3"),
                          ("wallet:1BoatSLRHtKNngkdXEeobR76b53LETtpyT", "F-4")):
        hit = first(cordon, "Wanda Gundelspitz", "--id", fact)
        assert hit and (hit["listing_id"], hit["score"]) == (listing, 1), (fact, hit)
        assert "the same " in hit["reason"] and hit["name_score"] < 0.8, hit
        assert any(each["fact"] == "identifier" and each["decides"] for each in hit["facts"]), hit
        assert cordon.run("search", "Wanda Gundelspitz", "--id", fact).code == 3
    for fact in ("passport:AB123456:Norway", "passport:1234", "imo:9187620",
                 "wallet:1boatslrhtknngkdxeeobr76b53lettpyt"):
        assert first(cordon, "Wanda Gundelspitz", "--id", fact) is None, fact


@case()
def facts_rank_and_never_lose(cordon):
    house(cordon)
    plain = first(cordon, "Oddo Quilfaether")
    same = first(cordon, "Oddo Quilfaether", "--dob", "1961-04-05", "--country", "Syria")
    other = first(cordon, "Oddo Quilfaether", "--dob", "1990", "--country", "Norway")
    assert plain["score"] < same["score"] < 1, (plain, same)
    assert other["score"] >= 0.8 and other["facts_contradict"], other
    assert plain["facts"] == [] and plain["score"] == plain["name_score"] == same["name_score"]
    assert [(each["fact"], each["relation"]) for each in same["facts"]] == [
        ("birth_date", "same"), ("country", "same")], same
    assert "facts contradict: birth date 1990 / listed 1961-04-05" in other["reason"], other
    for facts in (("--dob", "1961-05-04"), ("--dob", "1962"), ("--country", "Norway"), ("--gender", "female"),
                  ("--type", "entity"), ("--dob", "1990", "--country", "Syria"), ("--birth-place", "Oslo"),
                  ("--id", "passport:ZZ999999:Norway"), ("--dob", "1381", "--nationality", "Syria")):
        hit = first(cordon, "Oddo Quilfaether", *facts)
        assert hit and hit["score"] >= 0.8, (facts, hit)
    assert first(cordon, "Banner")["listing_id"] == "F-2"
    assert first(cordon, "Banner", "--dob", "1990")["listing_id"] == "F-2"
    assert first(cordon, "Banner", "--country", "Norway", "--gender", "male")["listing_id"] == "F-2"
    # A weak alias, and all that is known contradicts.
    assert first(cordon, "Banner", "--dob", "1990", "--country", "Norway") is None


@case()
def facts_that_cannot_be_read(cordon):
    house(cordon)
    for facts in (("--dob", "soon"), ("--country", "Nowhere"), ("--id", "AB123456"), ("--id", "tooth:12345"),
                  ("--type", "ghost"), ("--gender", "much"), ("--nationality", "Atlantis")):
        run = cordon.run("search", "Odo Quillfeather", *facts)
        assert run.code == 2 and run.err.strip() and not run.out, (facts, run)
    rows = ("id,name,dob,country,gender,type\n"
            "C-1,Odo Quillfeather,soon,Nowhere,much,ghost\n"
            "C-2,Wanda Gundelspitz,1970-13-45,,,\n"
            "C-3,Odo Quillfeather,,,other,\n")
    run = cordon.run("screen", "--format", "json", cordon.file(rows, "customers.csv"))
    assert run.code == 3, run
    report = run.json
    assert [each["subject_id"] for each in report["subjects"]] == ["C-1", "C-3"], report
    assert len(report["subjects"][0]["unread"]) == 4 and report["unread_facts"] == 5, report
    assert "unread" not in report["subjects"][1], report
    for what in ("C-1: dob 'soon'", "C-1: country 'Nowhere'", "C-2: dob '1970-13-45'"):
        assert what in run.err, run


@case()
def columns_of_customers(cordon):
    house(cordon)
    rows = ("Ref;Who;Born;Pass;Ship;Purse;Home\n"
            "C-1;Wanda Gundelspitz;;AB 123456:SY;;;\n"
            "C-2;Wanda Gundelspitz;;;9187629;;\n"
            "C-3;Wanda Gundelspitz;;;;1BoatSLRHtKNngkdXEeobR76b53LETtpyT;\n"
            "C-4;Banner;1990;;;;Norway\n"
            "C-5;Banner;1955;;;;Norway\n")
    run = cordon.run("screen", "--format", "csv", "--columns",
                     "id=Ref,name=Who,dob=Born,passport=Pass,imo=Ship,wallet=Purse,country=Home",
                     cordon.file(rows, "customers.csv"))
    assert run.code == 3, run
    found = [line.split(",")[:4:2] for line in run.out.splitlines()[1:]]
    assert found == [["C-1", "F-1"], ["C-2", "F-3"], ["C-3", "F-4"], ["C-5", "F-2"]], run
    assert run.out.splitlines()[0].endswith(",name_score,facts"), run
    lines = ('{"id": "J-1", "name": "Wanda Gundelspitz", "identifier": ["passport:AB123456:SY", "lei:x"]}\n'
             '{"id": "J-2", "name": "Banner", "dob": ["1990", "1955"], "nationality": "Norway"}\n')
    run = cordon.run("screen", "--format", "csv", cordon.file(lines, "customers.jsonl"))
    found = [line.split(",")[:4:2] for line in run.out.splitlines()[1:]]
    assert found == [["J-1", "F-1"], ["J-2", "F-2"]], run


@case()
def the_arithmetic_of_a_score(cordon):
    house(cordon)
    run = cordon.run("explain", "Oddo Quilfaether", "F-1", "--dob", "1961", "--format", "json")
    assert run.code == 0, run
    answer = run.json
    name = answer["names"][0]
    searched = first(cordon, "Oddo Quilfaether", "--dob", "1961")
    assert answer["score"] == searched["score"], (answer, searched)
    assert name["score"] == searched["name_score"], (answer, searched)
    assert answer["facts"] == searched["facts"] and answer["hit"], answer
    parts = {each["subject_part"]: each for each in name["parts"]}
    assert abs(sum(each["contribution"] for each in parts.values()) - name["matched"]) < 0.002, name
    lost = sum(each["cost"] for each in name["losses"])
    assert abs(name["matched"] / (name["matched"] + lost) - name["word_score"]) < 0.002, name
    stranger = cordon.run("explain", "Wanda Gundelspitz", "house:F-1", "--format", "json")
    assert stranger.code == 0 and not stranger.json["hit"] and stranger.json["score"] < 0.5, stranger
    table = cordon.run("explain", "Oddo Quilfaether", "F-1", "--dob", "1990", "--country", "Norway")
    for word in ("matched:", "birth_date", "different", "threshold 0.85: hit"):
        assert word in table.out, (word, table)
    assert cordon.run("explain", "Oddo Quilfaether", "F-9").code == 1
    assert cordon.run("explain", "---", "F-1").code == 1
    assert cordon.run("explain", "Odo", "F-1", "--dob", "soon").code == 2


@case()
def one_party_on_several_lists(cordon):
    cordon.imported("--list", "un", *fixture("un"))
    cordon.imported("--list", "eu", *fixture("eu"))
    hits = [hit for hit in cordon.search("Idriss Barmeki")["hits"] if hit["linked"]]
    assert hits, cordon.search("Idriss Barmeki")
    for hit in hits:
        assert [f"{each['list']} {each['listing_id']}" for each in hit["same_party"]] == hit["linked"], hit
        assert all(each["evidence"] for each in hit["same_party"]), hit
