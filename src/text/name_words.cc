#include "text/name_words.h"

#include <string>
#include <unordered_map>
#include <unordered_set>

#include "base/strings.h"

namespace cordon::text {

namespace {

constexpr std::string_view particles =
    "al el ul il bin bint abu umm de da do dos das del della di du des la le les lo los las van von der den "
    "ter ten zu zum zur "
    "y e i of the and for in und et von af av til o a an on at by to ya wa ibn ou as aka";

constexpr std::string_view titles =
    "mr mrs ms miss dr doctor prof professor sir dame lord lady sheikh mullah maulavi haji ustad qari imam "
    "ayatollah "
    "hojatoleslam sayyid general gen colonel col major maj captain capt lt lieutenant brigadier brig "
    "commander cdr commandant sgt "
    "sergeant marshal admiral engineer eng ing md phd jr sr ii iii iv don dona senor senora herr frau "
    "monsieur madame mme "
    "mlle comrade president minister hon honourable honorable rev reverend attn attention esq hafiz mufti "
    "akhund agha "
    "emir amir sultan prince princess king queen tuan datuk dato tan sri ustadz kyai mzee";

constexpr std::string_view legal_forms =
    "ltd limited llc llp lp inc incorporated corp corporation co plc gmbh ag sa sarl spa srl bv nv oy oyj ab "
    "aps kg kgaa "
    "ooo oao zao pao ao jsc ojsc pjsc cjsc fze fzco fzc wll sal sdn bhd pte pty pvt kk tbk doo dd ad ead ood "
    "eood kft zrt "
    "spol sro sti mbh ohg eurl sas sasu scs snc cv cia ltda eirl sac saa sicav fzllc dmcc est ltee";

// Variants of one building block, the canonical form first.
constexpr std::string_view building_blocks[] = {
    "bin ibn ben bn abn ould wuld walad wld veled ibni",
    "bint binti",
    "abu abou abo aboo abi aba abw ebu ebou",
    "umm um om oum ummu",
    "abd abdul abdel abdal abdol abdur abdus abdu abdil bd abdoul abdoel abdool",
    "al ul il el ell",
    "allah ullah ollah alla allh llah",
    "din deen dine addin uddin eddin eddine aldin",
    "sheikh shaykh sheik shaikh cheikh shekh sheikhu shikh shiekh sheykh sheih seyh shikha shaik chekh",
    "mullah mulla molla mollah mula",
    "maulavi maulawi mawlawi molvi moulvi mawlavi molawi maulvi mevlevi maulana mawlana moulana",
    "haji hajji hadji hajj alhaj hadj hajy hacı haci elhadj alhaji hj haj",
    "sayyid sayed syed seyed sayyed saiyed sayid seyyed said seyid sid sayd",
    "ustad ustadz ustaz ustadh oustaz",
    "muhammad mohammed mohammad muhammed mohamed mohamad muhamad muhamed mohamud mahomed mahamad mahammad "
    "mehmed mahommed "
    "mohd mhmd mukhammad magomed magomet mohammod muhammet mohamet mouhamed mouhammad mouhamad muhammadu "
    "mohamedou",
    "sultan soltan",
    "qari qare kari",
};

constexpr std::string_view common_tier_1 =
    // given names and surnames of Arabic, Persian, Turkish and South Asian use
    "muhammad ahmad ahmed ali hassan hasan hussein husayn husain hussain omar umar khalid khaled ibrahim "
    "yusuf yousef mustafa "
    "abdallah mahmoud mahmud hamid hamza salim salem said saeed karim kareem rahman rahim aziz jamal kamal "
    "nasir nasser "
    "walid bilal tariq faisal saleh salih fatima aisha maryam zainab khan singh kumar sharma gupta begum "
    "bibi amin iqbal malik "
    "reza mohsen mehdi mahdi hosseini ahmadi mohammadi karimi allah din abd mustafa ismail yilmaz demir kaya "
    // European
    "john james robert michael william david richard joseph thomas charles daniel matthew mark paul george "
    "peter mary "
    "patricia jennifer linda elizabeth susan anna maria jose juan carlos luis antonio francisco manuel pedro "
    "ana carmen "
    "smith johnson williams brown jones miller davis garcia rodriguez martinez hernandez lopez gonzalez "
    "perez sanchez "
    "martin anderson taylor moore jackson white lee kim park wang li zhang chen liu yang huang wu zhao "
    "nguyen tran le "
    "ivan ivanov alexander sergei dmitry vladimir andrei mikhail nikolai olga elena natalia tatiana petrov "
    "silva santos "
    "pierre jean michel marie francois hans peter thomas andreas muller schmidt schneider giuseppe mario "
    "rossi "
    // company words
    "company group trading international bank general holding holdings industries industry services service "
    "shipping "
    "national organization foundation association trust fund capital investment investments enterprise "
    "enterprises global "
    "systems technologies technology energy oil gas petroleum airlines air marine construction engineering "
    "development "
    "export import commercial finance financial insurance partners management solutions centre center office "
    "branch "
    "islamic army front party movement council committee union ministry department agency institute "
    "university";

constexpr std::string_view common_tier_2 =
    "adam idris idrees anwar ashraf asad haider haidar jaber jabir jafar javed javid kazem kadir qader qadir "
    "latif majid "
    "majeed mansour mansur masoud masood mubarak munir murad musa nabil najib nazir noor nur nuri omer osman "
    "othman rashid "
    "rasheed raza rafiq sadiq saddam salah salman samir shah shahid sharif siddiq suleiman sulaiman sulayman "
    "taha tahir usman "
    "wahid yahya yasin younis yunus zahid zaki zia zubair habib hadi hakim halim harun hashim jalal jamil "
    "ghani ghulam "
    "farid farouk faruk faruq fahd fahad fadil emad imad adel adil akbar akram alam amir amjad arif asim "
    "atif ayman azam "
    "bashir basir daoud dawood daud sami saif sayf mirza baig butt chaudhry ansari qureshi siddiqui shaikh "
    "patel "
    "rahmani rahimi karimov aliyev mammadov hasanov ibragimov magomedov akhmedov ahmed mohamud abdi hersi "
    "jama farah "
    "warsame ozturk aydin yildiz arslan dogan kilic celik sahin "
    "christopher andrew joshua kenneth kevin brian edward ronald anthony timothy jason jeffrey ryan jacob "
    "gary nicholas "
    "eric jonathan stephen larry justin scott brandon frank benjamin gregory samuel raymond patrick jack "
    "dennis jerry tyler "
    "aaron henry douglas nathan zachary kyle walter ethan jeremy harold keith christian roger noah gerald "
    "carl terry sean "
    "austin arthur lawrence jesse dylan bryan joe jordan billy bruce albert willie gabriel logan alan juan "
    "wayne roy ralph "
    "randy eugene vincent russell elijah louis bobby philip johnny barbara jessica sarah karen nancy lisa "
    "margaret betty sandra "
    "ashley dorothy kimberly emily donna michelle carol amanda melissa deborah stephanie rebecca laura "
    "sharon cynthia "
    "kathleen amy shirley angela helen brenda pamela nicole ruth katherine samantha christine emma catherine "
    "virginia debra "
    "rachel janet diane julie joyce victoria kelly christina joan evelyn lauren judith olivia frances martha "
    "cheryl megan "
    "andrea hannah jacqueline ann jean alice kathryn gloria teresa sara janice doris madison julia grace "
    "judy "
    "thompson harris clark lewis robinson walker young allen king wright scott torres hill flores green "
    "adams nelson baker "
    "hall rivera campbell mitchell carter roberts gomez phillips evans turner diaz parker cruz edwards "
    "collins reyes stewart "
    "morris morales murphy cook rogers gutierrez ortiz morgan cooper peterson bailey reed kelly howard ramos "
    "cox ward "
    "richardson watson brooks chavez wood bennett gray mendoza ruiz hughes price alvarez castillo sanders "
    "myers long ross "
    "foster jimenez "
    "oleg igor yuri viktor victor pavel roman maxim denis anton konstantin evgeny vladislav stanislav boris "
    "svetlana irina "
    "ekaterina anastasia yulia kuznetsov popov vasiliev sokolov mikhailov novikov fedorov morozov volkov "
    "alekseev lebedev "
    "jan piotr krzysztof andrzej tomasz pawel marcin katarzyna malgorzata agnieszka kowalski nowak "
    "wisniewski "
    "joao paulo pereira oliveira ferreira souza costa fernandes almeida ribeiro rafael marcos lucas mateus "
    "philippe nicolas christophe laurent sebastien isabelle nathalie dubois durand bernard petit moreau "
    "lefebvre "
    "wolfgang klaus jurgen stefan uwe monika petra sabine ursula fischer weber meyer wagner becker schulz "
    "hoffmann "
    "marco andrea francesco alessandro giovanni luca paolo roberto stefano ferrari esposito bianchi romano "
    "colombo ricci "
    "chang lin zhou xu sun ma zhu hu guo he gao luo zheng liang xie song tang han feng dong xiao cao yuan "
    "deng pham hoang "
    "vu vo dang bui do ho ngo duong ly choi jung kang cho yoon jang lim shin oh seo kwon hwang ahn tanaka "
    "suzuki sato "
    "takahashi watanabe ito yamamoto nakamura kobayashi "
    "ravi rajesh suresh amit sanjay vijay anil sunil deepak ashok rahul priya anita sunita reddy rao nair "
    "iyer das ghosh "
    "bose banerjee mukherjee verma mishra pandey yadav jain shah mehta "
    "adeyemi okafor okeke musa ibrahim abubakar usman bello diallo traore keita coulibaly ndiaye diop mensah "
    "osei "
    "food foods water power steel metal metals mining chemical chemicals pharma pharmaceutical medical "
    "health travel tours "
    "tourism transport transportation logistics cargo freight maritime tanker tankers ship vessel aviation "
    "airways "
    "exchange money currency transfer remittance telecom telecommunications electronics electronic software "
    "media press "
    "radio television research science sciences academy school college hospital charity relief aid "
    "humanitarian welfare "
    "society network brothers sons family north south east west northern southern eastern western central "
    "middle "
    "new first royal united american british european african asian arab arabian iranian russian chinese "
    "korean korea "
    "syrian iraqi libyan turkish german state republic islamic security military defense defence police "
    "guard guards corps "
    "brigade battalion forces force liberation revolutionary people peoples democratic popular workers youth "
    "women "
    "acquisition acquisitions realty real estate properties property land resources resource materials "
    "manufacturing "
    "products product production machinery equipment tools motors auto automotive cars parts supply supplies "
    "trade market "
    "markets stores store retail wholesale distribution consulting advisory securities income growth equity "
    "etf reit "
    "bancorp therapeutics biosciences bio pharmaceuticals networks communications digital data interactive "
    "entertainment";

std::unordered_map<std::string_view, TokenRole> make_roles() {
    std::unordered_map<std::string_view, TokenRole> roles;
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

std::unordered_map<std::string_view, std::string_view> make_canonical() {
    std::unordered_map<std::string_view, std::string_view> canonical;
    for (const std::string_view block : building_blocks) {
        const auto words = base::split(block, ' ');
        for (const std::string_view word : words) {
            canonical.try_emplace(word, words.front());
        }
    }
    return canonical;
}

std::unordered_map<std::string_view, int> make_commonness() {
    std::unordered_map<std::string_view, int> tiers;
    const auto add = [&](std::string_view words, int tier) {
        for (const std::string_view word : base::split(words, ' ')) {
            tiers.try_emplace(word, tier);
        }
    };
    add(common_tier_1, 1);
    add(common_tier_2, 2);
    return tiers;
}

}  // namespace

std::optional<TokenRole> known_role(std::string_view word) {
    static const auto roles = make_roles();
    const auto found = roles.find(word);
    return found == roles.end() ? std::nullopt : std::optional(found->second);
}

std::string_view canonical_word(std::string_view word, bool vowelless) {
    static const auto canonical = make_canonical();
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

int commonness(std::string_view word) {
    static const auto tiers = make_commonness();
    const auto found = tiers.find(word);
    return found == tiers.end() ? 0 : found->second;
}

}  // namespace cordon::text
