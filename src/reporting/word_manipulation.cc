// Families that exchange whole words: particles, nicknames, initials, abbreviations and legal forms.
#include <algorithm>

#include "base/strings.h"
#include "base/utf8.h"
#include "reporting/manipulation_words.h"

namespace cordon::reporting {

namespace {

// Words that name a relation or an article and come and go between spellings.
constexpr std::u32string_view particles[] = {
    U"al",   U"el",    U"ul",    U"ad",     U"as",   U"ash", U"at",   U"ar", U"an",  U"az",
    U"bin",  U"ben",   U"ibn",   U"bint",   U"ould", U"abu", U"abou", U"um", U"umm", U"abd",
    U"haji", U"hajji", U"hadji", U"mullah", U"de",   U"del", U"la",   U"da", U"dos", U"di",
    U"van",  U"von",   U"der",   U"den",    U"le",   U"y",   U"e",    U"af", U"zu",  U"ap"};
constexpr std::u32string_view inserted[] = {U"bin", U"ibn", U"al", U"el", U"ben"};
constexpr std::u32string_view inserted_elsewhere[] = {U"de", U"van", U"von", U"da"};

// Pairs that stand for each other; each is read both ways.
struct Same {
    std::u32string_view one;
    std::u32string_view other;
};
constexpr Same particle_pairs[] = {
    {U"al", U"el"},       {U"bin", U"ibn"},   {U"bin", U"ben"},      {U"bin", U"b."},
    {U"abu", U"abou"},    {U"abu", U"abo"},   {U"umm", U"oum"},      {U"haji", U"hadj"},
    {U"haji", U"alhaji"}, {U"al", U"ul"},     {U"ibn", U"ebn"},      {U"abd", U"abdul"},
    {U"bint", U"bt"},     {U"ould", U"wuld"}, {U"mullah", U"mulla"}, {U"de", U"d'"}};

// Short and pet forms in use, by language; from general knowledge.
constexpr Same nicknames[] = {
    {U"muhammad", U"mo"},       {U"mohammad", U"mohd"},     {U"mohammed", U"mhd"},
    {U"muhammad", U"md"},       {U"mohamed", U"med"},       {U"mohammed", U"hamada"},
    {U"ahmad", U"hamoudi"},     {U"abdullah", U"abdu"},     {U"abdallah", U"abdu"},
    {U"ibrahim", U"brahim"},    {U"ibrahim", U"ibo"},       {U"hasan", U"hassoun"},
    {U"fatima", U"fatou"},      {U"ismail", U"smail"},      {U"joseph", U"joe"},
    {U"alexander", U"alex"},    {U"aleksandr", U"sasha"},   {U"aleksandr", U"alex"},
    {U"aleksey", U"alyosha"},   {U"alexey", U"lyosha"},     {U"aleksei", U"alyosha"},
    {U"vladimir", U"vova"},     {U"vladimir", U"volodya"},  {U"dmitry", U"dima"},
    {U"dmitriy", U"dima"},      {U"dmitri", U"mitya"},      {U"sergey", U"seryozha"},
    {U"sergei", U"serge"},      {U"mikhail", U"misha"},     {U"nikolay", U"kolya"},
    {U"nikolai", U"kolya"},     {U"ivan", U"vanya"},        {U"yuri", U"yura"},
    {U"yury", U"yura"},         {U"yuriy", U"yura"},        {U"evgeny", U"zhenya"},
    {U"yevgeny", U"zhenya"},    {U"evgeniy", U"zhenya"},    {U"yevgeniy", U"zhenya"},
    {U"pavel", U"pasha"},       {U"andrey", U"andryusha"},  {U"anatoly", U"tolya"},
    {U"anatoliy", U"tolya"},    {U"boris", U"borya"},       {U"viktor", U"vitya"},
    {U"victor", U"vic"},        {U"vasily", U"vasya"},      {U"vasiliy", U"vasya"},
    {U"konstantin", U"kostya"}, {U"igor", U"gosha"},        {U"maxim", U"max"},
    {U"maksim", U"max"},        {U"natalia", U"natasha"},   {U"natalya", U"natasha"},
    {U"elena", U"lena"},        {U"yelena", U"lena"},       {U"tatiana", U"tanya"},
    {U"tatyana", U"tanya"},     {U"olga", U"olya"},         {U"irina", U"ira"},
    {U"ekaterina", U"katya"},   {U"yekaterina", U"katya"},  {U"anna", U"anya"},
    {U"maria", U"masha"},       {U"mariya", U"masha"},      {U"svetlana", U"sveta"},
    {U"lyudmila", U"lyuda"},    {U"roman", U"roma"},        {U"stanislav", U"stas"},
    {U"vyacheslav", U"slava"},  {U"yaroslav", U"slava"},    {U"gennady", U"gena"},
    {U"gennadiy", U"gena"},     {U"grigory", U"grisha"},    {U"leonid", U"lyonya"},
    {U"valery", U"valera"},     {U"valeriy", U"valera"},    {U"vitaly", U"vitalik"},
    {U"oleksandr", U"sashko"},  {U"volodymyr", U"volodya"}, {U"mykola", U"kolya"},
    {U"mykhailo", U"mykhas"},   {U"robert", U"bob"},        {U"william", U"bill"},
    {U"richard", U"dick"},      {U"james", U"jim"},         {U"john", U"jack"},
    {U"charles", U"charlie"},   {U"edward", U"ted"},        {U"michael", U"mike"},
    {U"thomas", U"tom"},        {U"david", U"dave"},        {U"daniel", U"dan"},
    {U"joseph", U"jo"},         {U"christopher", U"chris"}, {U"anthony", U"tony"},
    {U"elizabeth", U"liz"},     {U"margaret", U"peggy"},    {U"katherine", U"kate"},
    {U"robert", U"rob"},        {U"jose", U"pepe"},         {U"francisco", U"paco"},
    {U"francisco", U"pancho"},  {U"manuel", U"manolo"},     {U"jesus", U"chucho"},
    {U"guillermo", U"memo"},    {U"enrique", U"quique"},    {U"alejandro", U"alex"},
    {U"eduardo", U"lalo"},      {U"ignacio", U"nacho"},     {U"luis", U"lucho"},
    {U"rafael", U"rafa"},       {U"roberto", U"beto"},      {U"alberto", U"beto"},
    {U"antonio", U"tono"},      {U"carlos", U"carlitos"},   {U"juan", U"juancho"},
    {U"gabriel", U"gabo"},      {U"ricardo", U"ricky"},     {U"fernando", U"nando"},
    {U"hernando", U"nando"},    {U"gilberto", U"beto"},     {U"mehmet", U"memo"},
    {U"suleyman", U"sulo"},     {U"ramazan", U"ramo"},      {U"giovanni", U"gianni"},
    {U"giuseppe", U"beppe"},    {U"francesco", U"franco"},  {U"salvatore", U"toto"},
    {U"vincenzo", U"enzo"},     {U"jean", U"jeannot"},      {U"emmanuel", U"manu"},
    {U"augustin", U"gus"},      {U"innocent", U"inno"},     {U"slobodan", U"sloba"},
    {U"aleksandar", U"aca"},    {U"nikola", U"nidzo"},      {U"hussein", U"husni"},
    {U"hossein", U"hosein"},    {U"mohammad", U"mamad"},    {U"alireza", U"ali"},
    {U"gholamreza", U"reza"},
};

constexpr Same abbreviations[] = {{U"company", U"co."},
                                  {U"company", U"co"},
                                  {U"limited", U"ltd"},
                                  {U"limited", U"ltd."},
                                  {U"corporation", U"corp."},
                                  {U"incorporated", U"inc."},
                                  {U"international", U"intl"},
                                  {U"international", U"int'l"},
                                  {U"general", U"gen."},
                                  {U"trading", U"trdg"},
                                  {U"trading", U"trad."},
                                  {U"establishment", U"est."},
                                  {U"organization", U"org."},
                                  {U"organisation", U"org."},
                                  {U"industries", U"ind."},
                                  {U"industry", U"ind."},
                                  {U"industrial", U"indl"},
                                  {U"engineering", U"engg"},
                                  {U"engineering", U"eng."},
                                  {U"and", U"&"},
                                  {U"brothers", U"bros"},
                                  {U"university", U"univ."},
                                  {U"department", U"dept."},
                                  {U"ministry", U"min."},
                                  {U"national", U"nat'l"},
                                  {U"management", U"mgmt"},
                                  {U"services", U"svcs"},
                                  {U"service", U"svc"},
                                  {U"shipping", U"shpg"},
                                  {U"manufacturing", U"mfg"},
                                  {U"technology", U"tech"},
                                  {U"technologies", U"tech"},
                                  {U"investment", U"inv."},
                                  {U"investments", U"invest."},
                                  {U"foundation", U"fdn"},
                                  {U"association", U"assn"},
                                  {U"association", U"assoc."},
                                  {U"institute", U"inst."},
                                  {U"center", U"ctr"},
                                  {U"centre", U"ctr"},
                                  {U"exchange", U"exch."},
                                  {U"transport", U"transp."},
                                  {U"construction", U"constr."},
                                  {U"development", U"dev."},
                                  {U"group", U"grp"},
                                  {U"holding", U"hldg"},
                                  {U"holdings", U"hldgs"},
                                  {U"petroleum", U"petrol."},
                                  {U"chemical", U"chem."},
                                  {U"export", U"exp."},
                                  {U"import", U"imp."},
                                  {U"aviation", U"avn"},
                                  {U"airlines", U"airl."},
                                  {U"scientific", U"sci."},
                                  {U"research", U"res."},
                                  {U"state", U"st."},
                                  {U"federal", U"fed."},
                                  {U"republic", U"rep."},
                                  {U"islamic", U"isl."},
                                  {U"enterprise", U"entp."},
                                  {U"enterprises", U"entps"},
                                  {U"marketing", U"mktg"},
                                  {U"maritime", U"mar."},
                                  {U"societe", U"ste"},
                                  {U"sociedad", U"soc."},
                                  {U"compania", U"cia."},
                                  {U"comercial", U"cial."},
                                  {U"limitada", U"ltda"},
                                  {U"gesellschaft", U"ges."},
                                  {U"aktiengesellschaft", U"ag"},
                                  {U"factory", U"fcty"},
                                  {U"electronics", U"elec."},
                                  {U"electric", U"elec."},
                                  {U"aerospace", U"aero."},
                                  {U"consulting", U"cons."},
                                  {U"production", U"prod."},
                                  {U"complex", U"cplx"},
                                  {U"authority", U"auth."}};
constexpr std::u32string_view legal_forms[] = {
    U"ltd",      U"ltd.",   U"limited", U"llc",         U"l.l.c.", U"inc",   U"inc.", U"co",     U"co.",
    U"company",  U"corp",   U"corp.",   U"corporation", U"gmbh",   U"ag",    U"sa",   U"s.a.",   U"sarl",
    U"s.a.r.l.", U"s.a.l.", U"sal",     U"spa",         U"s.p.a.", U"bv",    U"b.v.", U"nv",     U"oao",
    U"ooo",      U"zao",    U"pao",     U"ao",          U"jsc",    U"pjsc",  U"ojsc", U"fze",    U"fzc",
    U"fzco",     U"plc",    U"pte",     U"pty",         U"ltda",   U"ltda.", U"srl",  U"s.r.l.", U"wll",
    U"w.l.l.",   U"k.s.c.", U"est.",    U"sdn",         U"bhd",    U"as",    U"a.s.", U"sti.",   U"kft",
    U"doo",      U"d.o.o.", U"fzllc",   U"(pvt)",       U"pvt",    U"pjs"};
constexpr std::u32string_view added_forms[] = {U"Ltd", U"LLC",  U"Co.", U"Inc.", U"GmbH",
                                               U"FZE", U"S.A.", U"JSC", U"SARL"};

std::u32string bare(std::u32string_view word) {
    std::u32string out = lowered(word);
    std::erase_if(out,
                  [](char32_t letter) { return letter == U',' || letter == U'\'' || letter == 0x2019U; });
    return out;
}

template <std::size_t count>
bool is_in(const std::u32string_view (&table)[count], std::u32string_view word) {
    return std::ranges::find(table, word) != std::end(table);
}

// Every place where a word has another form in the table.
struct Swap {
    std::size_t word = 0;
    std::u32string_view to;
};

template <std::size_t count>
std::vector<Swap> swaps_of(const Words& words, const Same (&table)[count], bool both_ways) {
    std::vector<Swap> swaps;
    for (std::size_t at = 0; at < words.size(); ++at) {
        const std::u32string word = bare(words[at]);
        for (const Same& same : table) {
            if (word == same.one) {
                swaps.push_back({at, same.other});
            } else if (both_ways && word == same.other) {
                swaps.push_back({at, same.one});
            }
        }
    }
    return swaps;
}

std::size_t words_of_weight(const Words& words) {
    return static_cast<std::size_t>(std::ranges::count_if(
        words, [](const std::u32string& word) { return word.size() > 2 && !is_in(particles, bare(word)); }));
}

// "Al-Rashid", "Abu'l Hasan": the particle at the front of a word, with the sign behind it; 0 when none.
std::size_t joined_particle(const std::u32string& word) {
    const std::size_t sign = word.find_first_of(U"-'\u2019");
    return sign != std::u32string::npos && sign + 3 < word.size() &&
                   is_in(particles, lowered(word.substr(0, sign)))
               ? sign + 1
               : 0;
}

std::optional<AlteredName> change_joined(const NameToAlter& name, Words words, base::Prng& prng) {
    std::vector<std::size_t> joined;
    for (std::size_t at = 0; at < words.size(); ++at) {
        if (joined_particle(words[at]) > 0) {
            joined.push_back(at);
        }
    }
    if (joined.empty()) {
        return std::nullopt;
    }
    std::u32string& word = words[one_of(std::span<const std::size_t>(joined), prng)];
    const std::size_t sign = joined_particle(word) - 1;
    switch (prng.below(4)) {
        case 0: word.erase(0, sign + 1); return altered(name, text_of(words), "the article left out");
        case 1: word[sign] = U' '; return altered(name, text_of(words), "the article apart");
        case 2: word.erase(sign, 1); return altered(name, text_of(words), "the article joined");
        default:
            word.replace(0, sign, cased_like(U"el", word));
            return altered(name, text_of(words), "another article");
    }
}

std::u32string initial_of(const std::u32string& word, bool dot) {
    std::u32string initial(1, ascii_raised(word.front()));
    return dot ? initial + U'.' : initial;
}

std::optional<AlteredName> abbreviate_person(const NameToAlter& name, Words words, base::Prng& prng) {
    if (words.size() < 2 || words_of_weight(words) < 2) {
        return std::nullopt;
    }
    const bool dot = prng.below(2) == 0;
    if (words.size() >= 3 && prng.below(2) == 0) {
        std::u32string& middle = words[1 + prng.below(words.size() - 2)];
        if (middle.size() < 3) {
            return std::nullopt;
        }
        middle = initial_of(middle, dot);
        return altered(name, text_of(words), "a middle name as initial");
    }
    if (words.front().size() < 3) {
        return std::nullopt;
    }
    words.front() = initial_of(words.front(), dot);
    return altered(name, text_of(words), "the first name as initial");
}

std::optional<AlteredName> abbreviate_entity(const NameToAlter& name, Words words, base::Prng& prng) {
    const std::uint64_t way = prng.below(4);
    const auto is_form = [](const std::u32string& word) { return is_in(legal_forms, bare(word)); };
    if (way == 0 && words.size() > 1 && std::ranges::any_of(words, is_form)) {
        std::erase_if(words, is_form);
        return altered(name, text_of(words), "the legal form left out");
    }
    if (way == 1 && name.kind == model::PartyKind::entity && std::ranges::none_of(words, is_form)) {
        words.emplace_back(one_of(added_forms, prng));
        return altered(name, text_of(words), "a legal form added");
    }
    const std::vector<Swap> swaps = swaps_of(words, abbreviations, true);
    if (swaps.empty()) {
        return std::nullopt;
    }
    const Swap swap = one_of(std::span<const Swap>(swaps), prng);
    words[swap.word] = cased_like(swap.to, words[swap.word]);
    if (way == 2) {
        for (const Swap& also : swaps_of(words, abbreviations, false)) {
            words[also.word] = cased_like(also.to, words[also.word]);
        }
        return altered(name, text_of(words), "all words abbreviated");
    }
    return altered(name, text_of(words), "a word abbreviated or written out");
}

}  // namespace

std::optional<AlteredName> alter_particles(const NameToAlter& name, base::Prng& prng) {
    Words words = words_of(name.text);
    if (!is_person(name) || script_of_name(name.text) != "Latn" || words.size() < 2) {
        return std::nullopt;
    }
    if (prng.below(2) == 0) {
        if (auto made = change_joined(name, words, prng)) {
            return made;
        }
    }
    const std::uint64_t way = prng.below(3);
    if (way == 0 && words_of_weight(words) >= 2) {
        if (std::erase_if(words, [](const std::u32string& word) { return is_in(particles, bare(word)); }) >
            0) {
            return altered(name, text_of(words), "particles left out");
        }
    }
    const std::vector<Swap> swaps = swaps_of(words, particle_pairs, true);
    if (way <= 1 && !swaps.empty()) {
        const Swap swap = one_of(std::span<const Swap>(swaps), prng);
        words[swap.word] = cased_like(swap.to, words[swap.word]);
        return altered(name, text_of(words), "another form of a particle");
    }
    const bool arabic = std::ranges::any_of(name.countries, [](const std::string& code) {
        static constexpr std::string_view codes[] = {"SY", "IQ", "YE", "SA", "EG", "LY", "DZ", "TN", "MA",
                                                     "JO", "LB", "PS", "KW", "QA", "AE", "BH", "OM", "SD",
                                                     "SO", "MR", "AF", "PK", "IR", "TR", "ID"};
        return std::ranges::find(codes, code) != std::end(codes);
    });
    const std::u32string_view added = arabic ? one_of(inserted, prng) : one_of(inserted_elsewhere, prng);
    words.insert(words.end() - 1, cased_like(added, words.back()));
    return altered(name, text_of(words), "a particle added before the last word");
}

std::optional<AlteredName> alter_nickname(const NameToAlter& name, base::Prng& prng) {
    Words words = words_of(name.text);
    if (!is_person(name) || words.size() < 2) {
        return std::nullopt;
    }
    std::vector<Swap> swaps = swaps_of(words, nicknames, false);
    // The last word is a family name more often than not; a nickname of it would be another person's.
    std::erase_if(swaps, [&](const Swap& swap) {
        return swap.word + 1 == words.size() && !words.front().ends_with(U',');
    });
    if (swaps.empty()) {
        return std::nullopt;
    }
    const Swap swap = one_of(std::span<const Swap>(swaps), prng);
    const bool comma = words[swap.word].ends_with(U',');
    words[swap.word] = cased_like(swap.to, words[swap.word]) + (comma ? U"," : U"");
    return altered(name, text_of(words), "a nickname for a given name");
}

std::optional<AlteredName> alter_abbreviation(const NameToAlter& name, base::Prng& prng) {
    if (script_of_name(name.text) != "Latn") {
        return std::nullopt;
    }
    Words words = words_of(name.text);
    return is_person(name) ? abbreviate_person(name, std::move(words), prng)
                           : abbreviate_entity(name, std::move(words), prng);
}

}  // namespace cordon::reporting
