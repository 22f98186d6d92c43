// Goal: the index answers what a scan of the whole list would, finds what is listed however it is written,
// says when it was cut short, and refuses what it cannot compare.
#include "screening/screening_index.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <cstring>
#include <functional>
#include <iostream>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "base/prng.h"
#include "base/testing.h"
#include "screening/index_layout.h"
#include "screening/screening_index_reference.h"
#include "screening/test_names.h"

namespace cordon::screening {
namespace {

using testing::NamedList;

model::Subject subject_of(std::string name) {
    model::Subject subject;
    subject.names.push_back(std::move(name));
    return subject;
}

ScreeningIndex index_of(const NamedList& list) {
    const auto indexed = list.indexed();
    auto index = ScreeningIndex::build(indexed);
    CORDON_CHECK(index.has_value());
    return std::move(*index);
}

SearchResult search_of(const ScreeningIndex& index, std::string name, const SearchOptions& options = {}) {
    SearchScratch scratch;
    auto result = index.search(subject_of(std::move(name)), options, scratch);
    CORDON_CHECK(result.has_value());
    return std::move(*result);
}

std::string ids_of(const NamedList& list, const SearchResult& result) {
    std::string ids;
    for (const Hit& hit : result.hits) {
        ids += (ids.empty() ? "" : " ") + list.at(hit.listing).id;
    }
    return ids;
}

bool finds(const SearchResult& result, std::uint32_t listing) {
    return std::ranges::any_of(result.hits, [&](const Hit& hit) { return hit.listing == listing; });
}

NamedList small_list() {
    NamedList list;
    list.add("person", {"Karim Danesh Kovar", "كريم دانش كوفار", "Abu Zelim"});
    list.add("russian", {"Вадим Рудаков"});
    list.add("company", {"Cordelia Shipping & Forwarding S.A.R.L.", "T.D.G."});
    list.add("korean", {"김단석"});
    list.add("chinese", {"青林航运"});
    list.add("number", {"11420 Corp"});
    list.add("khmer", {"សុខារតនា"});
    list.add("titles", {"Haji Mullah"});
    list.add("servant", {"Abd al-Rahman Zubairov"});
    list.add("one word", {"Zelkovar"});
    return list;
}

TEST(ScreeningIndex, FindsTheListedInAnyScriptAndSpelling) {
    const NamedList list = small_list();
    const ScreeningIndex index = index_of(list);
    struct Row {
        const char* name;
        const char* ids;
    };
    for (const Row& row : {
             Row{"Karim Danesh Kovar", "person"},
             Row{"KOVAR Karim Danesh", "person"},
             Row{"Kareem Daneesh Kovar", "person"},
             Row{"Kаrim Dаnesh Kovar", "person"},  // Cyrillic а
             Row{"Danesh Kovar", "person"},
             Row{"K. Danesh Kovar", "person"},
             Row{"كريم دانش كوفار", "person"},
             Row{"Карим Данеш Ковар", "person"},
             Row{"Mr. Karim Danesh Kovar, Esq.", "person"},
             Row{"Vadim Rudakov", "russian"},
             Row{"Wadim Rudakow", "russian"},
             Row{"Cordelia Shipping and Forwarding", "company"},
             Row{"CORDELIA SHIPPING FORWARDING LLC", "company"},
             Row{"TDG", "company"},
             Row{"V. Rudakov", "russian"},
             Row{"T D G", "company"},
             Row{"Gim Dan Seok", "korean"},
             Row{"김단석", "korean"},
             Row{"青林航运", "chinese"},
             Row{"11420 CORP", "number"},
             Row{"សុខារតនា", "khmer"},
             Row{"Mullah Haji", "titles"},
             Row{"Abdurrahman Zubairov", "servant"},
             Row{"عبد الرحمن Zubairov", "servant"},
             Row{"ZELKOVAR", "one word"},
             Row{"Zel Kovar", "one word"},
             Row{"John Smith", ""},
             Row{"11421 Corp", ""},
             Row{"Muhammad Ali", ""},
             Row{"Peter Shipping", ""},
         }) {
        EXPECT_EQ(ids_of(list, search_of(index, row.name)), row.ids) << row.name;
    }
}

TEST(ScreeningIndex, SaysWhyInWordsAndParts) {
    const NamedList list = small_list();
    const SearchResult result = search_of(index_of(list), "Dr Kareem Danesh Kovar");
    ASSERT_EQ(result.hits.size(), 1U);
    const Hit& hit = result.hits.front();
    EXPECT_EQ(hit.name, 0U);
    EXPECT_EQ(
        hit.reason,
        "2 the same (danesh, kovar); 1 spelled alike (kareem/karim); 1 disregarded as title, particle or "
        "legal form (dr)");
    const SearchResult part = search_of(index_of(list), "Danesh Kovar");
    ASSERT_EQ(part.hits.size(), 1U);
    EXPECT_EQ(part.hits.front().reason, "2 the same (danesh, kovar); 1 only in the listed name (karim)");
}

TEST(ScreeningIndex, EveryNameIsFoundByItselfInAnyOrderAndNearlyAlwaysAfterASlip) {
    const std::uint64_t seed = base::testing::seed_from_environment(29);
    base::Prng random(seed);
    const NamedList list = testing::invented_list(1'500, seed);
    const ScreeningIndex index = index_of(list);
    std::size_t after_slip = 0;
    for (std::uint32_t at = 0; at < list.size(); ++at) {
        const std::string& name = list.at(at).names.front().text;
        const SearchResult itself = search_of(index, name);
        ASSERT_FALSE(itself.hits.empty()) << name << " seed " << seed;
        EXPECT_TRUE(finds(itself, at)) << name;
        EXPECT_DOUBLE_EQ(itself.hits.front().score, 1.0) << name;
        const std::size_t blank = name.find(' ');
        const std::string reordered = name.substr(blank + 1) + ", " + name.substr(0, blank);
        EXPECT_TRUE(finds(search_of(index, reordered), at)) << reordered << " seed " << seed;
        const std::string slipped = testing::with_slip(name, random);
        after_slip += finds(search_of(index, slipped), at) ? 1U : 0U;
    }
    // Not all: a slip that changes two sounds at once (a consonant lost between vowels) may share no key, and
    // words without a common key are not compared.
    std::cout << "found after one slip: " << after_slip << " of " << list.size() << "\n";
    EXPECT_GE(after_slip * 1'000, list.size() * 985) << "seed " << seed;
}

// Every listing scored by the reference, against the index, at a low and at the shipped threshold.
TEST(ScreeningIndex, AgreesWithAScanOfTheWholeList) {
    const std::uint64_t seed = base::testing::seed_from_environment(31);
    base::Prng random(seed);
    NamedList list = testing::invented_list(600, seed);
    list.add("extra",
             {"Karim Danesh Kovar", "Cordelia Shipping S.A.R.L.", "Вадим Рудаков", "كريم دانش كوفار"});
    const auto indexed = list.indexed();
    const ScreeningIndex index = index_of(list);
    reference::PlainScan scan(indexed);
    std::size_t expected = 0;
    std::size_t found = 0;
    std::size_t expected_low = 0;
    std::size_t found_low = 0;
    for (int round = 0; round < 300; ++round) {
        std::string name = list.at(random.below(list.size())).names.front().text;
        for (std::uint64_t slips = random.below(4); slips > 0; --slips) {
            name = testing::with_slip(name, random);
        }
        if (random.below(3) == 0) {
            name += " " + testing::invented_word(random);
        }
        if (random.below(4) == 0) {
            name = name.substr(name.find(' ') + 1);
        }
        const std::vector<double> all = scan.scores(name);
        const SearchResult result = search_of(index, name, {.min_score = 0.5, .hits_max = 10'000});
        for (std::uint32_t at = 0; at < all.size(); ++at) {
            const auto hit = std::ranges::find(result.hits, at, &Hit::listing);
            const bool has = hit != result.hits.end();
            expected_low += all[at] >= 0.5 ? 1U : 0U;
            found_low += all[at] >= 0.5 && has ? 1U : 0U;
            expected += all[at] >= shipped_threshold ? 1U : 0U;
            found += all[at] >= shipped_threshold && has ? 1U : 0U;
            if (has) {
                EXPECT_NEAR(hit->score, all[at], 1e-5) << name << " / " << list.at(at).names.front().text;
            }
        }
    }
    std::cout << "recall against the scan: " << found << " of " << expected << " at the threshold, "
              << found_low << " of " << expected_low << " at 0.50\n";
    EXPECT_GT(expected, 200U);
    EXPECT_EQ(found, expected) << "seed " << seed;
    EXPECT_EQ(found_low, expected_low) << "seed " << seed;
}

TEST(ScreeningIndex, NamesOfNothingButInitialsAreFoundByThemselves) {
    NamedList list = small_list();
    for (const char* name : {"l", "T.D.G.", "A B", "J. K. L. M."}) {
        list.add(name, {name});
    }
    const ScreeningIndex index = index_of(list);
    for (std::uint32_t at = 0; at < list.size(); ++at) {
        EXPECT_TRUE(finds(search_of(index, list.at(at).names.front().text), at))
            << list.at(at).names.front().text;
    }
    EXPECT_TRUE(search_of(index, "m").hits.empty());
}

TEST(ScreeningIndex, LongNamesAreScreenedInWindows) {
    const NamedList list = small_list();
    const ScreeningIndex index = index_of(list);
    base::Prng random(37);
    for (const std::size_t before : {0U, 7U, 20U, 31U, 150U, 320U}) {
        const std::string name = testing::invented_name(random, before) + " Karim Danesh Kovar " +
                                 testing::invented_name(random, 300 - std::min<std::size_t>(before, 300));
        const SearchResult result = search_of(index, name, {.min_score = 0.1});
        EXPECT_TRUE(finds(result, 0)) << before;
    }
    NamedList with_long;
    with_long.add("long", {testing::invented_name(random, 300)});
    with_long.add("letters", {std::string(2'000, 'q')});
    const ScreeningIndex of_long = index_of(with_long);
    for (std::uint32_t at = 0; at < with_long.size(); ++at) {
        const SearchResult result = search_of(of_long, with_long.at(at).names.front().text);
        EXPECT_EQ(result.hits.size(), 1U);
        EXPECT_TRUE(finds(result, at));
    }
}

TEST(ScreeningIndex, RefusesWhatItCannotCompare) {
    const ScreeningIndex index = index_of(small_list());
    SearchScratch scratch;
    for (const char* name : {"", "   ", "...", "😀", "\x01\xFF"}) {
        const auto result = index.search(subject_of(name), {}, scratch);
        ASSERT_FALSE(result.has_value()) << name;
        EXPECT_EQ(result.error().code, base::ErrorCode::invalid_input) << name;
    }
    EXPECT_EQ(index.search(model::Subject{}, {}, scratch).error().code, base::ErrorCode::invalid_input);
    const std::string mebibyte(std::size_t{1} << 20U, 'k');
    EXPECT_EQ(index.search(subject_of(mebibyte + "k"), {}, scratch).error().code,
              base::ErrorCode::limit_exceeded);
    // One name that says nothing beside one that does: the subject is compared by the other.
    model::Subject two;
    two.names = {"...", "Karim Danesh Kovar"};
    const auto result = index.search(two, {}, scratch);
    ASSERT_TRUE(result.has_value());
    EXPECT_EQ(result->hits.size(), 1U);

    NamedList empty_name;
    empty_name.add("bad", {"Karim Danesh", "..."});
    const auto built = ScreeningIndex::build(empty_name.indexed());
    ASSERT_FALSE(built.has_value());
    EXPECT_EQ(built.error().code, base::ErrorCode::invalid_input);
    EXPECT_NE(built.error().message.find("bad"), std::string::npos);
}

TEST(ScreeningIndex, AnEmptyListAnswersWithNothing) {
    const ScreeningIndex index = index_of(NamedList());
    EXPECT_EQ(index.listing_count(), 0U);
    EXPECT_TRUE(search_of(index, "Karim Danesh").hits.empty());
}

TEST(ScreeningIndex, OptionsChooseListsSupplementLimitsAndScores) {
    NamedList list;
    list.add("first", {"Karim Danesh Kovar"}, 0);
    list.add("second", {"Karim Danesh Kovar"}, 3);
    list.add("third", {"Zelim Rudakov", "Karim Danesh Kovar"}, 5);
    list.back().names[1].supplement = true;
    const ScreeningIndex index = index_of(list);
    const auto ids = [&](const SearchOptions& options) {
        return ids_of(list, search_of(index, "Karim Danesh Kovar", options));
    };
    EXPECT_EQ(ids({}), "first second third");
    EXPECT_EQ(ids({.lists = 1U << 3U}), "second");
    EXPECT_EQ(ids({.lists = (1U << 3U) | 1U}), "first second");
    EXPECT_EQ(ids({.lists = 0}), "");
    EXPECT_EQ(ids({.supplement = false}), "first second");
    EXPECT_FALSE(search_of(index, "Karim Danesh Kovar").truncated);
    const SearchResult cut = search_of(index, "Karim Danesh Kovar", {.hits_max = 2});
    EXPECT_EQ(cut.hits.size(), 2U);
    EXPECT_TRUE(cut.truncated);
    EXPECT_FALSE(search_of(index, "Karim Danesh Kovar", {.candidates_max = 1}).truncated);  // written alike
    EXPECT_FALSE(search_of(index, "Karim Danesh Kovar", {.hits_max = 3}).truncated);

    EXPECT_EQ(ids_of(list, search_of(index, "Karim Danilov")), "");
    const SearchResult low = search_of(index, "Karim Danilov", {.min_score = 0.1});
    EXPECT_EQ(low.hits.size(), 3U);
    EXPECT_EQ(low.below_threshold, 3U);

    list.add("fourth", {"Karim Danesh Kover"}, 0);
    const ScreeningIndex two_wordings = index_of(list);
    EXPECT_TRUE(search_of(two_wordings, "Karim Danesh Kovar", {.candidates_max = 1}).truncated);
    EXPECT_FALSE(search_of(two_wordings, "Karim Danesh Kovar", {.candidates_max = 2}).truncated);
}

// Names written alike are compared once, but not a person's with a ship's, nor a weak alias with a name.
TEST(ScreeningIndex, NamesWrittenAlikeKeepWhatTheyAre) {
    NamedList list;
    list.add("person", {"Tarnopolka K"}, 0);
    list.add("ship", {"Tarnopolka K"}, 1);
    list.back().kind = model::PartyKind::vessel;
    list.add("other person", {"Tarnopolka K"}, 2);
    const ScreeningIndex index = index_of(list);
    EXPECT_EQ(ids_of(list, search_of(index, "Tarnopolka K")), "person ship other person");
    EXPECT_EQ(ids_of(list, search_of(index, "Tarnopolka Kolar", {.threshold = 0.7, .min_score = 0.7})),
              "person other person");

    NamedList weak;
    weak.add("name", {"Quillfeather"}, 0);
    weak.add("weak alias", {"Quillfeather"}, 1);
    weak.back().names[0].quality = model::NameQuality::weak;
    EXPECT_EQ(ids_of(weak, search_of(index_of(weak), "fees for Quillfeather of June", {.within_text = true})),
              "name");
}

// More names of the subject never lose a listing, and each listing comes once.
TEST(ScreeningIndex, SeveralNamesOfOneSubject) {
    const NamedList list = small_list();
    const ScreeningIndex index = index_of(list);
    SearchScratch scratch;
    model::Subject subject;
    subject.names = {"John Smith", "Карим Данеш Ковар", "Karim Danesh Kovar", "Vadim Rudakov"};
    const auto result = index.search(subject, {}, scratch);
    ASSERT_TRUE(result.has_value());
    EXPECT_EQ(ids_of(list, *result), "person russian");
    EXPECT_DOUBLE_EQ(result->hits.front().score, 1.0);
}

bool same_answers(const SearchResult& left, const SearchResult& right) {
    return left.truncated == right.truncated && left.below_threshold == right.below_threshold &&
           std::ranges::equal(left.hits, right.hits, [](const Hit& one, const Hit& other) {
               return one.listing == other.listing && one.name == other.name && one.score == other.score &&
                      one.reason == other.reason;
           });
}

TEST(ScreeningIndex, StoredBytesAnswerTheSame) {
    const NamedList list = testing::invented_list(300, 41);
    const ScreeningIndex index = index_of(list);
    EXPECT_EQ(index.bytes(), index_of(list).bytes());  // same listings, same bytes
    const auto copy = std::make_shared<std::vector<std::uint64_t>>((index.bytes().size() + 7) / 8);
    std::memcpy(copy->data(), index.bytes().data(), index.bytes().size());
    const void* start = copy->data();
    const auto opened = ScreeningIndex::open({static_cast<const char*>(start), index.bytes().size()}, copy);
    ASSERT_TRUE(opened.has_value());
    EXPECT_EQ(opened->listing_count(), index.listing_count());
    EXPECT_EQ(opened->name_count(), index.name_count());
    base::Prng random(43);
    for (int round = 0; round < 200; ++round) {
        const std::string name = testing::with_slip(list.at(random.below(300)).names.front().text, random);
        EXPECT_TRUE(same_answers(search_of(index, name, {.min_score = 0.3}),
                                 search_of(*opened, name, {.min_score = 0.3})))
            << name;
    }
}

TEST(ScreeningIndex, DamagedBytesAreRefused) {
    const ScreeningIndex index = index_of(testing::invented_list(50, 47));
    const std::string whole(index.bytes());
    const auto refused = [](const std::string& bytes) {
        const auto copy = std::make_shared<std::vector<std::uint64_t>>((bytes.size() + 7) / 8 + 1);
        std::memcpy(copy->data(), bytes.data(), bytes.size());
        const void* start = copy->data();
        const auto opened = ScreeningIndex::open({static_cast<const char*>(start), bytes.size()}, copy);
        return !opened && opened.error().code == base::ErrorCode::corrupt;
    };
    EXPECT_FALSE(refused(whole));
    const std::uint64_t seed = base::testing::seed_from_environment(53);
    base::Prng random(seed);
    for (int round = 0; round < 200; ++round) {
        EXPECT_TRUE(refused(whole.substr(0, random.below(whole.size()))));
    }
    EXPECT_TRUE(refused(whole + "12345678"));
    std::size_t passed = 0;
    for (std::size_t at = 0; at < sizeof(IndexHeader); ++at) {
        for (unsigned bit = 0; bit < 8; ++bit) {
            std::string flipped = whole;
            flipped[at] = static_cast<char>(static_cast<unsigned char>(flipped[at]) ^ (1U << bit));
            passed += refused(flipped) ? 0U : 1U;
        }
    }
    // The checksum of whoever stores the bytes catches these; most are caught here too.
    std::cout << "flipped header bits that pass: " << passed << " of " << sizeof(IndexHeader) * 8 << "\n";
    EXPECT_LT(passed * 4, sizeof(IndexHeader) * 8);
}

TEST(ScreeningIndex, TwoThreadsAndAReusedScratchAnswerTheSame) {
    const NamedList list = testing::invented_list(400, 59);
    const ScreeningIndex index = index_of(list);
    std::vector<std::string> names;
    base::Prng random(61);
    for (int round = 0; round < 300; ++round) {
        names.push_back(testing::with_slip(list.at(random.below(400)).names.front().text, random));
    }
    const auto answer = [&](std::vector<SearchResult>& answers) {
        SearchScratch scratch;
        for (const std::string& name : names) {
            auto result = index.search(subject_of(name), {.min_score = 0.3}, scratch);
            answers.push_back(result ? std::move(*result) : SearchResult{});
        }
    };
    std::vector<SearchResult> first;
    std::vector<SearchResult> second;
    {
        const std::jthread one([&] { answer(first); });
        const std::jthread two([&] { answer(second); });
    }
    for (std::size_t at = 0; at < names.size(); ++at) {
        EXPECT_TRUE(same_answers(first[at], second[at])) << names[at];
        EXPECT_TRUE(same_answers(first[at], search_of(index, names[at], {.min_score = 0.3}))) << names[at];
    }
}

// One thread's memory serves one index after another, as when a list changes.
TEST(ScreeningIndex, OneScratchServesManyIndexes) {
    SearchScratch scratch;
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
        const NamedList list = testing::invented_list(20 + seed % 3, 67 + seed);
        const ScreeningIndex index = index_of(list);
        for (const char* name : {"Bakkellim Dovrugsan", "Karim Danesh"}) {
            const auto result = index.search(subject_of(name), {.min_score = 0.3}, scratch);
            ASSERT_TRUE(result.has_value());
            EXPECT_TRUE(same_answers(*result, search_of(index, name, {.min_score = 0.3}))) << name;
        }
        const std::string& own = list.at(seed % 20).names.front().text;
        const auto result = index.search(subject_of(own), {}, scratch);
        ASSERT_TRUE(result.has_value());
        EXPECT_TRUE(finds(*result, static_cast<std::uint32_t>(seed % 20))) << own;
    }
}

// As when a stored index is mapped where the one before lay.
TEST(ScreeningIndex, AnIndexWhereAnotherStoodIsAnotherIndex) {
    NamedList before;
    before.add("whole", {"Di Ragotin"});  // of the same layout to the byte
    NamedList after;
    after.add("initial", {"K Zelkovar"});
    const ScreeningIndex first = index_of(before);
    const ScreeningIndex second = index_of(after);
    const auto names_at = [](const ScreeningIndex& index) {
        const auto view = view_index(index.bytes());
        CORDON_CHECK(view.has_value());
        return reinterpret_cast<const char*>(view->names.data()) - index.bytes().data();
    };
    ASSERT_EQ(names_at(first), names_at(second));
    std::vector<std::uint64_t> memory(std::max(first.bytes().size(), second.bytes().size()) / 8 + 1);
    const auto opened = [&](const ScreeningIndex& index) {
        std::memcpy(memory.data(), index.bytes().data(), index.bytes().size());
        auto again = ScreeningIndex::open(
            {reinterpret_cast<const char*>(memory.data()), index.bytes().size()}, nullptr);
        CORDON_CHECK(again.has_value());
        return *std::move(again);
    };
    SearchScratch scratch;
    const auto found = [&](const ScreeningIndex& index) {
        const auto result = index.search(subject_of("Karim Zelkovar"), {.min_score = 0.85}, scratch);
        return result.has_value() && finds(*result, 0);
    };
    EXPECT_TRUE(found(second));
    EXPECT_FALSE(found(opened(first)));
    EXPECT_TRUE(found(opened(second)));
}

TEST(ScreeningIndex, SameBytesOnHoweverManyThreads) {
    const testing::NamedList list = testing::invented_list(3'000, 11);
    const auto indexed = list.indexed();
    const ParallelFor on_three_threads = [](std::size_t count, const std::function<void(std::size_t)>& body) {
        std::atomic<std::size_t> next = 0;
        std::vector<std::jthread> threads;
        for (int thread = 0; thread < 3; ++thread) {
            threads.emplace_back([&] {
                for (std::size_t at = next++; at < count; at = next++) {
                    body(count - 1 - at);
                }
            });
        }
    };
    const auto alone = ScreeningIndex::build(indexed);
    const auto shared = ScreeningIndex::build(indexed, on_three_threads);
    ASSERT_TRUE(alone && shared);
    EXPECT_EQ(alone->bytes(), shared->bytes());
}

}  // namespace
}  // namespace cordon::screening
