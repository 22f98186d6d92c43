#include "text/name_words.h"

#include <string>

#include "base/flat_map.h"
#include "base/strings.h"
#include "text/word_set.h"

namespace cordon::text {

namespace {

constexpr std::string_view particles =
    "al el ul il bin bint abu umm de da do dos das del della di du des la le les lo los las van von der den "
    "ter ten zu zum zur "
    "of the and for in und et von af av til an on at by to ya wa ibn ou as aka";

constexpr std::string_view letters_between = "aeioy";

constexpr std::string_view titles =
    "mr mrs ms miss dr doctor prof professor sir dame lord lady sheikh mullah maulavi haji ustad qari imam "
    "ayatollah "
    "hojatoleslam sayyid general gen colonel col major maj captain capt lt lieutenant brigadier brig "
    "commander cdr commandant sgt "
    "sergeant marshal admiral engineer eng ing md phd jr sr ii iii iv don dona senor senora herr frau "
    "monsieur madame mme "
    "mlle comrade president minister hon honourable honorable rev reverend attn attention esq hafiz mufti "
    "akhund agha "
    "emir amir sultan prince princess king queen tuan datuk dato tan sri ustadz kyai mzee "
    "bey efendi effendi sahib saheb hazrat hadhrat comandante commandante kommandant polkovnik chief "
    "chairman "
    "director ceo excellency hrh majesty highness ambassador senator deputy judge bishop archbishop pastor "
    "phd mba msc bsc llb llm cpa obe cbe graf freiherr dipl mister sir madam alias nee formerly fka nom "
    "guerre "
    "corporal cpl vice rear brother sister attorney esquire eminence "
    "mv mt";  // before the name of a motor vessel, a motor tanker

constexpr std::string_view legal_forms =
    "ltd limited llc llp lp inc incorporated corp corporation co plc gmbh ag sa sarl spa srl bv nv oy oyj ab "
    "aps kg kgaa "
    "ooo oao zao pao ao jsc ojsc pjsc cjsc fze fzco fzc wll sal sdn bhd pte pty pvt kk tbk doo dd ad ead ood "
    "eood kft zrt "
    "spol sro sti mbh ohg eurl sas sasu scs snc cv cia ltda eirl sac saa sicav fzllc dmcc est ltee company "
    "aktiengesellschaft aktiebolag osakeyhtio aksjeselskab aktieselskab berhad sendirian sirketi "
    "kommanditgesellschaft "
    "anonima anonyme gesmbh ohg pjs rao tov pat prat too mchj nko ano fgup gup fsue srls sapa scpa kda ead "
    "incorporated sh";

// Variants of one building block, the canonical form first.
// Words that come with a name in payments and letters and are no part of it.
constexpr std::string_view surroundings =
    "account acct acc passport number no nr num id invoice inv ref reference payment pay paid beneficiary "
    "benef "
    "order favour favor transfer purpose date dob born iban swift bic bank tel phone fax email po box street "
    "st "
    "road rd avenue ave lane blvd boulevard floor flat apt apartment suite building bldg house city town "
    "district "
    "province region state country zip code address near opposite behind main rue strasse platz via calle "
    "ulitsa "
    "prospekt contract salary rent fee deposit for from to co care account payable customer client national "
    "licence license card visa tax vat nationality citizen resident";

// Places that stand behind a name as its address, and what firms add to theirs.
constexpr std::string_view places =
    "trading general services service group holding holdings enterprise enterprises industries import export "
    "commercial international branch office head agency "
    "london paris berlin rome madrid vienna geneva zurich brussels amsterdam istanbul ankara moscow kyiv "
    "kiev minsk "
    "dubai abudhabi doha kuwait riyadh jeddah cairo alexandria beirut damascus aleppo baghdad mosul basra "
    "erbil tehran "
    "isfahan kabul kandahar herat peshawar karachi lahore islamabad quetta delhi mumbai dhaka colombo "
    "kathmandu jakarta "
    "manila bangkok singapore hongkong beijing shanghai tokyo seoul pyongyang nairobi mogadishu khartoum "
    "tripoli tunis "
    "algiers casablanca lagos abuja bamako dakar york angeles chicago toronto sydney uk usa uae england "
    "germany france "
    "italy spain turkey russia ukraine iran iraq syria lebanon libya yemen somalia sudan egypt jordan "
    "pakistan "
    "afghanistan india china japan korea indonesia malaysia philippines";

// Not "via", "close" or "ter", which stand beside names for other reasons: "via Karim Dovrugov".
constexpr std::string_view street_words =
    "street st road rd avenue ave av lane ln drive dr way boulevard blvd bd bulvar bulvari bulevar square sq "
    "crescent "
    "highway rue viale corso piazza calle avenida avda paseo plaza place rua praca largo strasse str "
    "platz allee weg "
    "straat laan plein gracht gata gatan vag vej veg ulica ulitsa ul prospekt pereulok ploshchad aleja utca "
    "cadde "
    "caddesi cad sokak sokagi sk mahalle mahallesi mah meydani jalan jln jl lorong gang marg nagar chowk "
    "sharia shari khiaban "
    "kheyaban kuche duong pho soi thanon";

// Cities of one word whose names people, ships and firms bear too. Those above are places in any case.
constexpr std::string_view towns =
    "hamburg munich munchen muenchen cologne koln koeln frankfurt stuttgart dresden leipzig bremen hannover "
    "lyon marseille "
    "toulouse nice nantes bordeaux lille strasbourg milan milano roma napoli naples torino turin genova "
    "genoa firenze "
    "florence venezia venice bologna palermo bari trieste barcelona valencia sevilla seville zaragoza malaga "
    "bilbao lisboa "
    "lisbon porto wien graz salzburg bern basel lausanne rotterdam hague utrecht antwerp antwerpen ghent "
    "liege manchester "
    "birmingham leeds liverpool glasgow edinburgh cardiff belfast dublin cork oslo bergen stockholm goteborg "
    "malmo helsinki "
    "turku copenhagen aarhus reykjavik warszawa warsaw krakow gdansk lodz poznan praha prague brno "
    "bratislava budapest "
    "bucharest bucuresti constanta sofia varna burgas athens piraeus thessaloniki nicosia limassol larnaca "
    "valletta zagreb "
    "split belgrade beograd sarajevo skopje tirana podgorica ljubljana riga tallinn vilnius kaunas odessa "
    "odesa kharkiv "
    "lviv mariupol sevastopol simferopol kazan samara perm omsk ufa novosibirsk vladivostok murmansk rostov "
    "sochi tbilisi "
    "batumi yerevan baku astana almaty tashkent bishkek dushanbe ashgabat izmir bursa adana mersin antalya "
    "gaziantep konya "
    "haifa jerusalem amman aqaba latakia tartus homs hama idlib raqqa manama muscat aden sanaa hodeidah "
    "sharjah fujairah "
    "dammam mecca medina tabriz shiraz mashhad bushehr multan faisalabad rawalpindi chennai kolkata "
    "bangalore hyderabad "
    "pune surat chittagong yangon mandalay hanoi haiphong saigon phnompenh vientiane penang johor medan "
    "surabaya cebu davao "
    "guangzhou shenzhen tianjin dalian qingdao ningbo xiamen wuhan chengdu taipei kaohsiung busan incheon "
    "osaka kobe nagoya "
    "yokohama melbourne brisbane perth adelaide auckland wellington cairo suez luxor benghazi misrata sfax "
    "oran rabat "
    "tangier fes nouakchott conakry freetown monrovia accra kumasi lome cotonou kano ibadan douala "
    "libreville luanda "
    "kinshasa kigali kampala mombasa zanzibar maputo durban pretoria harare lusaka antananarivo boston "
    "houston dallas miami "
    "seattle denver atlanta detroit philadelphia washington montreal vancouver calgary ottawa guadalajara "
    "monterrey tijuana "
    "havana kingston panama bogota medellin cali cartagena caracas maracaibo quito guayaquil lima callao "
    "arequipa santiago "
    "valparaiso rosario cordoba montevideo asuncion recife salvador fortaleza santos brasilia manaus belem";

constexpr std::string_view building_blocks[] = {
    "bin ibn ben bn abn ould ouled wuld walad wld veled ibni",
    "bint binti",
    "abu abou abo aboo abi aba abw ebu ebou",
    "umm um om oum ummu",
    "abd cabdul cabdi abdul abdel abdal abdol abdur abdus abdu abdil bd abdoul abdoel abdool",
    "al ul il el ell",
    "allah ullah ollah alla allh llah",
    "din deen dine addin uddin eddin eddine aldin",
    "sheikh shaykh sheik shaikh cheikh shekh sheikhu shikh shiekh sheykh sheih seyh shikha shaik chekh",
    "mullah mulla molla mollah mula",
    "maulavi maulawi mawlawi molvi moulvi mawlavi molawi maulvi mevlevi maulana mawlana moulana",
    "haji hajji hadji hajj alhaj hadj hajy hacı haci elhadj alhaji hj haj",
    "sayyid sayed syed seyed sayyed saiyed sayid seyyed seyid sid sayd",
    "ustad ustadz ustaz ustadh oustaz",
    "muhammad maxamed mohammed mohammad muhammed mohamed mohamad muhamad muhamed mohamud mahomed mahamad "
    "mahammad "
    "mehmed mahommed "
    "mohd mhmd mukhammad magomed magomet mohammod muhammet mohamet mouhamed mouhammad mouhamad muhammadu "
    "mohamedou",
    "sultan soltan",
    "qari qare kari",
    "akhund akhound akhond akhoond akhand",
};

base::FlatMap<std::string_view, TokenRole> make_roles() {
    base::FlatMap<std::string_view, TokenRole> roles;
    const auto add = [&](std::string_view words, TokenRole role) {
        for (const std::string_view word : base::split(words, ' ')) {
            roles.try_emplace(word, role);
        }
    };
    add(particles, TokenRole::particle);
    add(titles, TokenRole::title);
    add(legal_forms, TokenRole::legal_form);
    return roles;
}

base::FlatMap<std::string_view, WordUse> make_uses() {
    base::FlatMap<std::string_view, WordUse> uses;
    for (const std::string_view word : base::split(surroundings, ' ')) {
        uses.try_emplace(word, WordUse::surrounding);
    }
    for (const std::string_view word : base::split(places, ' ')) {
        uses.try_emplace(word, WordUse::place);
    }
    return uses;
}

}  // namespace

std::optional<TokenRole> known_role(std::string_view word) {
    static const auto roles = make_roles();
    const auto found = roles.find(word);
    return found == roles.end() ? std::nullopt : std::optional(found->second);
}

bool is_letter_between(std::string_view word) {
    return word.size() == 1 && letters_between.find(word.front()) != std::string_view::npos;
}

WordUse use_of_word(std::string_view word) {
    static const auto uses = make_uses();
    const auto found = uses.find(word);
    return found == uses.end() ? WordUse::naming : found->second;
}

std::string_view canonical_word(std::string_view word, bool vowelless) {
    static const WordForms canonical = forms_of(building_blocks);
    const auto found = canonical.find(word);
    if (found == canonical.end()) {
        return {};
    }
    // Two consonants of a vowelless script are too little to be sure, but for these.
    if (vowelless && word.size() == 2 && word != "bn" && word != "bd" && word != "al") {
        return {};
    }
    return found->second;
}

bool is_street_word(std::string_view word) {
    static const WordSet words = words_of(street_words);
    return words.contains(word);
}

bool is_town(std::string_view word) {
    static const WordSet words = words_of(towns);
    return words.contains(word) || use_of_word(word) == WordUse::place;
}

}  // namespace cordon::text
