#!/usr/bin/env python3
"""Breaks each rule of check_tree.py in a small made-up tree and asks for its fault line."""
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
sys.dont_write_bytecode = True
import check_tree  # noqa: E402

PLAN = "base : | b\ntext : base | t\ncodec : base | c\nmodel : base | m\nstorage : base model | s\n"
RESULT = "// base/result.h: results\n#pragma once\nenum class ErrorCode { broken, // why\n stale };\n"
PAGE = "| `broken` | x |\n| `stale` | y |\n"
HEADER = "// text/fold.h: folds\n#pragma once\n"
LONG_BODY = "    use(1);\n" * 69
FIFTY_IFS = "    if (a) {\n        use(1);\n    }\n" * 30
STALE_PAGE = "| `broken` | x |\n"

CASES = [  # (file, content, expected part of a fault line; "" means: no fault at all)
    ("src/text/fold.h", HEADER, ""),
    # The plan.
    ("src/text/fold.cc", '#include "base/a.h"\n', ""),
    ("src/text/fold.cc", '#include "model/a.h"\n', "text may not include model"),
    ("src/storage/a.cc", '#include "text/a.h"\n', "storage may not include text"),
    ("src/text/fold.cc", '#include "cordon/search.h"\n', "text may not include cordon"),
    ("src/text/fold.cc", '#include "apps/cordon/search.h"\n', "text may not include apps"),
    ("src/text/fold.cc", '#include "fold.h"\n', "with its room"),
    ("src/text/fold.cc", '#include "generated/han_table.inc"\n', ""),
    ("src/text/fold.cc", "#include <zlib.h>\n", "is for codec only"),
    ("apps/cordon/main.cc", '#include "model/a.h"\n#include "cordon/search.h"\n#include <iostream>\n', ""),
    ("src/cellar/a.cc", "\n", "room cellar is not in"),
    ("tools/layers.txt", "base : text | b\ntext : base | t\n", "base names text, which is not above it"),
    # The world and the third parties.
    ("src/text/fold.cc", "#include <fstream>\n", "text is pure"),
    ("src/text/fold.cc", "#include <mutex>\n", "text is pure"),
    ("src/text/fold.cc", "#include <sys/stat.h>\n", "text is pure"),
    ("src/storage/a.cc", "#include <fstream>\n#include <unistd.h>\n#include <sqlite3.h>\n", ""),
    ("src/text/fold_test.cc", "// Goal: g\n#include <fstream>\n#include <gtest/gtest.h>\n", ""),
    ("src/text/fold.cc", "#include <gtest/gtest.h>\n", "is for test only"),
    ("src/text/fold.cc", "#include <benchmark/benchmark.h>\n", "is for bench only"),
    ("src/text/fold_bench.cc",
     "#include <benchmark/benchmark.h>\nauto t = std::chrono::steady_clock::now();\n", ""),
    ("src/text/fold.cc", "#include <sqlite3.h>\n", "is for storage only"),
    ("src/text/fold.cc", "#include <curl/curl.h>\n", "is for server only"),
    ("src/codec/a.cc", "#include <boost/asio.hpp>\n", "is for server only"),
    ("src/codec/a.cc", "#include <boost/json.hpp>\n#include <zip.h>\n#include <toml++/toml.h>\n", ""),
    ("src/text/fold.cc", "#include <pugixml.hpp>\n", "is for codec only"),
    ("src/text/fold.cc", "#include <libxml/parser.h>\n", "is for codec only"),
    ("src/text/fold.cc", "#include <simdjson.h>\n", "is for codec only"),
    ("src/codec/a.cc", "#include <unicode/uchar.h>\n", "is for text only"),
    ("src/text/fold.cc", "#include <unicode/uchar.h>\n", ""),
    ("src/text/fold.cc", "#include <openssl/evp.h>\n", "is for base only"),
    ("src/text/fold.cc", "#include <sodium.h>\n", "is for base only"),
    ("src/text/fold.cc", "#include <CLI/CLI.hpp>\n", "is for apps only"),
    # Heads.
    ("src/text/fold.h", "#pragma once\n", "a header begins with"),
    ("src/text/fold.h", "// text/other.h: folds\n#pragma once\n", "a header begins with"),
    ("src/text/fold.h", "// text/fold.h: folds\n", "no #pragma once"),
    ("apps/cordon/search.h", "#pragma once\n", "a header begins with"),
    ("apps/cordon/search.h", "// apps/cordon/search.h: searches\n#pragma once\n", ""),
    ("src/text/fold_test.cc", "int a;\n", "a test file begins with"),
    # Bans.
    ("src/text/fold.cc", "int a = rand();\n", "use base/prng.h"),
    ("src/text/fold.cc", "std::random_device device;\n", "use base/prng.h"),
    ("src/text/fold.cc", "// rand() is banned\n/* throw */ const char* a = \"throw rand()\";\n", ""),
    ("src/text/fold.cc", "int a = 1'000; int b = rand(); int c = 2'000;\n", "use base/prng.h"),
    ("src/text/fold.cc", "auto a = R\"(rand() \" throw)\";\n", ""),
    ("src/text/fold.cc", "auto a = '\"'; auto b = std::stoi(x); auto c = '\"';\n", "use base/parse.h"),
    ("src/text/fold.cc", "auto a = atoi(x);\n", "use base/parse.h"),
    ("src/text/fold.cc", "for (auto& x : f(y).value()) {}\n", "name the Result first"),
    ("src/text/fold.cc", "for (auto& x : f(y).value().all) {}\n", "name the Result first"),
    ("src/text/fold.cc", "for (auto& x : names) {}\n", ""),
    ("src/text/fold.cc", "auto t = std::chrono::system_clock::now();\n", "take the time as an argument"),
    ("src/text/fold.cc", "auto t = time(nullptr);\n", "take the time as an argument"),
    ("src/storage/a.cc", "auto t = std::chrono::system_clock::now();\n", ""),
    ("apps/cordon/main.cc", "auto t = std::chrono::system_clock::now();\n", ""),
    ("src/text/fold.cc", "assert(a);\n", "use CORDON_CHECK"),
    ("src/text/fold.cc", "static_assert(a);\n", ""),
    ("src/storage/a.cc", "throw 1;\n", "return a Result"),
    ("src/model/a.cc", "double amount = 1;\n", "minor units"),
    ("src/text/fold.cc", "// FIXME later\n", "unfinished note"),
    ("tools/a.py", "a = 1  # TODO later\n", "unfinished note"),
    ("cmake/A.cmake", "# XXX later\n", "unfinished note"),
    ("src/text/fold.cc", "auto currency = \"XXX\";\n", ""),
    # Sizes.
    ("src/text/fold.cc", "x\n" * 601, "longer than 600 lines"),
    ("tools/a.py", "x = 1\n" * 601, "longer than 600 lines"),
    ("web/src/a.ts", "x\n" * 601, "longer than 600 lines"),
    ("src/text/table.inc", "x\n" * 601, ""),
    ("src/text/fold.cc", "x" * 111 + "\n", "longer than 110 columns"),
    ("src/text/fold.cc", "//" + "ü" * 108 + "\n", ""),
    ("docs/a.md", "x" * 111 + "\n", ""),
    ("src/text/fold.cc", "void f(int a) {\n" + LONG_BODY + "}\n", "a function of 71 lines"),
    ("src/text/fold.cc", "void f(int a) {\n" + LONG_BODY[12:] + "}\n", ""),
    ("src/text/fold.cc", "namespace a {\nstatic auto f(int a,\n  int b) const\n    -> int {\n" + LONG_BODY
     + "}\n}\n", "fold.cc:2: a function of 73 lines"),
    ("src/text/fold.cc", "class A {\n    bool f() const noexcept {\n" + FIFTY_IFS + "    }\n};\n",
     "fold.cc:2: a function of 92 lines"),
    ("src/text/fold.cc", "TEST(Fold, Long) {\n" + LONG_BODY + "}\n", "a function of 71 lines"),
    ("src/text/fold.cc", "constexpr A table[] = {\n" + "    {f(1), 2},\n" * 90 + "};\n", ""),
    ("src/text/fold.cc",
     "void f(int a) {\n    const A t[] = {\n" + "    {f(1), {2}},\n" * 90 + "    };\n}\n", ""),
    ("src/text/fold.cc", "void f(int a) {\n    const A t[] = {\n    {1},\n    };\n" + LONG_BODY + "}\n",
     "a function of 72 lines"),
    ("src/text/fold.cc", "namespace a {\n" + "int f() { return 1; }\n" * 90 + "}\n", ""),
    ("corpus/big.txt", "x" * (1 << 20) + "y", "keep it out of the repository"),
    ("corpus/geo/goods.csv", "x" * (1 << 20) + "y", ""),
    # Names, places, hosts.
    ("src/text/fold_util.cc", "\n", "'util' in a file name"),
    ("tools/data_helper.py", "\n", "in a file name"),
    ("src/text/database.cc", "\n", ""),
    ("apps/cordon/build_info.cc", "\n", ""),
    ("src/text/fold.cc", "class CaseManager {};\n", "'manager' in 'CaseManager'"),
    ("src/text/fold.cc", "struct InfoPage {};\n", "'info' in 'InfoPage'"),
    ("src/text/fold.cc", "struct Database {};\n", ""),
    ("docs/a.md", "see /" + "work/main\n", "a path of one machine"),
    ("tools/b.sh", "cd /" + "tmp/wt/a\n", "a path of one machine"),
    ("tools/b.sh", "cd build/" + "work/a https://example.org/" + "root/\n", ""),
    ("docs/a.md", "from https://" + "py" + "pi.org/x\n", "names a package registry"),
    # Completeness.
    ("src/text/fold_fuzz.cc", "\n", "no seeds in corpus/fuzz/fold_fuzz/"),
    ("docs/reference/errors.md", STALE_PAGE, "no line for error code `stale`"),
    ("docs/guides/a.md", "Text\n\n```console\n$ cordon search A\nno hit\n```\n", ""),
    ("docs/guides/a.md", "```\n$ cordon search A\n```\n", "a command belongs in a ```console block"),
    ("docs/guides/a.md", "```console\ncordon search A\n```\n", "a command belongs in a ```console block"),
    ("docs/start/a.md", "Run\n\n    cordon search A\n", "never run by a test"),
    ("docs/concepts/a.md", "```\n$ cordon search A\n```\n", ""),
    ("docs/a.md", "# Exit, a code\n[a](reference/errors.md) [b](#exit-a-code) [c](https://x.example)\n", ""),
    ("docs/a.md", "see\n[a](reference/b.md)\n", "docs/a.md:2: the link to reference/b.md leads nowhere"),
    ("docs/a.md", "[a](#part)\n", "a.md has no heading #part"),
    ("docs/a.md", "`[a](nowhere)`\n", ""),
]


def faults_of(name, content):
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        files = {"tools/layers.txt": PLAN, "src/base/result.h": RESULT, "docs/reference/errors.md": PAGE}
        for path, text in {**files, name: content}.items():
            target = root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        return check_tree.Tree(root).run()


def main():
    failed = 0
    for name, content, expected in CASES:
        faults = faults_of(name, content)
        good = any(expected in line for line in faults) if expected else not faults
        if not good:
            failed += 1
            print(f"FAIL {name} {content[:60]!r}: expected {expected or 'no fault'!r}, got {faults}")
    print(f"{len(CASES) - failed} of {len(CASES)} cases")
    return 1 if failed else 0


sys.exit(main())
