// Goal: list files at 100 MB/s and more, customer files at several hundred; the input is made here, so that
// the figures can be repeated anywhere.
#include <benchmark/benchmark.h>

#include "base/check.h"
#include "base/prng.h"
#include "codec/csv.h"
#include "codec/xml.h"

namespace {

std::string word(cordon::base::Prng& prng) {
    std::string made;
    for (std::uint64_t length = 3 + prng.below(8); length > 0; --length) {
        made.push_back(static_cast<char>('a' + prng.below(26)));
    }
    return made;
}

std::string list_file(int records) {
    cordon::base::Prng prng(1);
    std::string bytes = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<list xmlns=\"urn:example\">\n";
    for (int record = 0; record < records; ++record) {
        bytes += "  <entry id=\"" + std::to_string(record) + "\" kind=\"person\">\n";
        for (int alias = 0; alias < 6; ++alias) {
            bytes += "    <alias quality=\"good\">\n      <name>" + word(prng) + " " + word(prng) +
                     "</name>\n      <script>\xD9\x85\xD8\xAD\xD9\x85\xD8\xAF</script>\n    </alias>\n";
        }
        bytes += "    <comment>" + word(prng) + " &amp; " + word(prng) + "</comment>\n  </entry>\n";
    }
    return bytes + "</list>\n";
}

std::string customer_file(int records) {
    cordon::base::Prng prng(2);
    std::string bytes = "id,name,birth,country,address\n";
    for (int record = 0; record < records; ++record) {
        cordon::codec::write_csv_record(
            bytes, {std::to_string(record), word(prng) + " M\xC3\xBCller-" + word(prng), "1970-01-31", "SY",
                    word(prng) + " street 5, " + word(prng)});
    }
    return bytes;
}

void xml_records(benchmark::State& state) {
    const std::string bytes = list_file(20'000);
    for (auto turn : state) {
        (void)turn;
        std::size_t aliases = 0;
        const auto document = cordon::codec::read_xml_records(
            bytes, {"entry"}, [&](const cordon::codec::XmlNode& record) -> cordon::base::Status {
                aliases += record.children("alias").size();
                return {};
            });
        CORDON_CHECK(document && aliases == 120'000);
    }
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes.size()));
}
BENCHMARK(xml_records)->Unit(benchmark::kMillisecond);

void csv_records(benchmark::State& state) {
    const std::string bytes = customer_file(200'000);
    for (auto turn : state) {
        (void)turn;
        cordon::codec::CsvReader reader{cordon::codec::CsvOptions{}};
        std::uint64_t records = 0;
        for (std::string_view rest = bytes; !rest.empty();) {
            reader.feed(rest.substr(0, 64U << 10U));
            rest.remove_prefix(std::min<std::size_t>(64U << 10U, rest.size()));
            for (auto record = reader.next(); record && *record; record = reader.next()) {
                ++records;
            }
        }
        CORDON_CHECK(records == 200'001);
    }
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes.size()));
    state.SetItemsProcessed(state.iterations() * 200'001);
}
BENCHMARK(csv_records)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
