#include "text/name_frequency.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <string>

#include "base/flat_map.h"
#include "base/parse.h"
#include "base/strings.h"
#include "text/phonetic_key.h"
#include "text/word_set.h"

namespace cordon::text {

namespace {

// From general knowledge: what the written table has too seldom, because its people are mostly of the West.

// Levels of the lists below; one in hundreds, in thousands, in ten thousands of its culture or trade.
constexpr int very_common_level = 11;
constexpr int common_level = 9;
constexpr int frequent_level = 7;
constexpr int syllable_level = 9;

constexpr std::string_view very_common_words =
    "abd abdallah agency ahmad ahmadi ahmed air airlines aisha alexander ali allah amin ana anderson "
    "andreas andrei anna antonio army association aziz bank begum bibi bilal branch brown capital "
    "carlos carmen center centre charles chen commercial committee company construction council daniel "
    "david davis demir department development din dmitry elena elizabeth energy engineering enterprise "
    "enterprises export faisal fatima finance financial foundation francisco francois front fund "
    "garcia gas general george giuseppe global gonzalez group gupta hamid hamza hans hasan hassan "
    "hernandez holding holdings hosseini huang husain husayn hussain hussein ibrahim import industries "
    "industry institute insurance international investment investments iqbal islamic ismail ivan "
    "ivanov jackson jamal james jean jennifer john johnson jones jose joseph juan kamal kareem karim "
    "karimi kaya khaled khalid khan kim kumar le lee li linda liu lopez luis mahdi mahmoud mahmud "
    "malik management manuel maria marie marine mario mark martin martinez mary maryam matthew mehdi "
    "michael michel mikhail miller ministry mohammadi mohsen moore movement muhammad muller mustafa "
    "nasir nasser natalia national nguyen nikolai office oil olga omar organization park partners "
    "party patricia paul pedro perez peter petroleum petrov pierre rahim rahman reza richard robert "
    "rodriguez rossi saeed said saleh salem salih salim sanchez santos schmidt schneider sergei "
    "service services sharma shipping silva singh smith solutions susan systems tariq tatiana taylor "
    "technologies technology thomas trading tran trust umar union university vladimir walid wang white "
    "william williams wu yang yilmaz yousef yusuf zainab zhang zhao";

// Given names and surnames of Arabic, Persian, Turkish and South Asian use.
constexpr std::string_view common_muslim_names =
    "abbas abdi abdo abdulla adnan aidarus akbar alawi amir ammar anas arif asad asif aslam atta awad "
    "ayman ayub badr baqir bashir bassam begum bibi dawud essa fadl faisal farhan farid fatima fatma "
    "fawzi firas ghassan ghulam gul habib hadi haidar hakim hamad hamdan hamid hamza haris haroun "
    "harun hasan hashim hatem hisham hosein hossein husain husam ihab ihsan ilyas imad imran iqbal isa "
    "ishaq ismail issa jabir jafar jalal jamil jan jassim javed juma kadhim kazim khalil khan latif "
    "luay mahdi mahmood mahmoud majid mansur marwan marzouq masud mazen miah moussa muhsin mujahid "
    "mukhtar munir murad musa nabil nadir naim najib nasr nawaz nazir nizar noor nur nuri omran osama "
    "othman qadir qais qasim rabah rafiq rahmat rajab ramadan rashid rasul riaz rida riyad saad sabir "
    "sadiq safi said sajid salah salam salman sami samir sardar shafi shah shahid shaker shakir sharif "
    "siddiq sulayman taha tahir talal tawfiq ubaid usama wahid wali wasim yahya yaqub yasin yassin "
    "yunus yusuf zahir zahra zaid zain zaki zaman zayd ziad zubair";

constexpr std::string_view frequent_words =
    "aaron abdi abubakar academy acquisition acquisitions adam adams adel adeyemi adil advisory "
    "african agnieszka ahmed ahn aid airways akbar akhmedov akram alam alan albert alekseev alessandro "
    "alice aliyev allen almeida alvarez amanda american amir amit amjad amy anastasia andrea andrew "
    "andrzej angela anil anita ann ansari anthony anton anwar arab arabian arif arslan arthur asad "
    "ashley ashok ashraf asian asim atif austin auto automotive aviation aydin ayman azam baig bailey "
    "baker bancorp banerjee barbara bashir basir battalion becker bello benjamin bennett bernard betty "
    "bianchi billy bio biosciences bobby boris bose brandon brenda brian brigade british brooks "
    "brothers bruce bryan bui butt campbell cao cargo carl carol cars carter castillo catherine celik "
    "central chang charity chaudhry chavez chemical chemicals cheryl chinese cho choi christian "
    "christina christine christophe christopher clark college collins colombo communications "
    "consulting cook cooper corps costa coulibaly cox cruz currency cynthia dang daoud das data daud "
    "dawood deborah debra deepak defence defense democratic deng denis dennis diallo diane diaz "
    "digital diop distribution do dogan dong donna doris dorothy douglas dubois duong durand dylan "
    "east eastern edward edwards ekaterina electronic electronics elijah emad emily emma entertainment "
    "equipment equity eric esposito estate etf ethan eugene european evans evelyn evgeny exchange "
    "fadil fahad fahd family farah farid farouk faruk faruq fedorov feng fernandes ferrari ferreira "
    "first fischer flores food foods force forces foster frances francesco frank freight gabriel gao "
    "gary gerald german ghani ghosh ghulam giovanni gloria gomez grace gray green gregory growth guard "
    "guards guo gutierrez habib hadi haidar haider hakim halim hall han hannah harold harris harun "
    "hasanov hashim he health helen henry hersi hill ho hoang hoffmann hospital howard hu hughes "
    "humanitarian hwang ibragimov ibrahim idrees idris igor imad income interactive iranian iraqi "
    "irina isabelle islamic ito iyer jaber jabir jack jacob jacqueline jafar jain jalal jama jamil jan "
    "janet jang janice jason javed javid jean jeffrey jeremy jerry jesse jessica jimenez joan joao joe "
    "johnny jonathan jordan joshua joyce juan judith judy julia julie jung jurgen justin kadir kang "
    "karen karimov katarzyna katherine kathleen kathryn kazem keita keith kelly kenneth kevin kilic "
    "kimberly king klaus kobayashi konstantin korea korean kowalski krzysztof kuznetsov kwon kyle land "
    "larry latif laura lauren laurent lawrence lebedev lefebvre lewis liang liberation libyan lim lin "
    "lisa logan logistics long louis luca lucas luo ly ma machinery madison magomedov majeed majid "
    "malgorzata mammadov mansour mansur manufacturing marcin marco marcos margaret maritime market "
    "markets martha masood masoud materials mateus maxim media medical megan mehta melissa mendoza "
    "mensah metal metals meyer michelle middle mikhailov military mining mirza mishra mitchell mohamud "
    "money monika morales moreau morgan morozov morris motors mubarak mukherjee munir murad murphy "
    "musa myers nabil nair najib nakamura nancy nathalie nathan nazir ndiaye nelson network networks "
    "new ngo nicholas nicolas nicole noah noor north northern novikov nowak nur nuri oh okafor okeke "
    "oleg oliveira olivia omer ortiz osei osman othman ozturk pamela pandey paolo parker parts patel "
    "patrick paulo pavel pawel people peoples pereira peterson petit petra pham pharma pharmaceutical "
    "pharmaceuticals philip philippe phillips piotr police popov popular power press price priya "
    "product production products properties property qader qadir qureshi rachel radio rafael rafiq "
    "rahimi rahmani rahul rajesh ralph ramos randy rao rasheed rashid ravi raymond raza real realty "
    "rebecca reddy reed reit relief remittance republic research resource resources retail "
    "revolutionary reyes ribeiro ricci richardson rivera roberto roberts robinson roger rogers roman "
    "romano ronald ross roy royal ruiz russell russian ruth ryan sabine saddam sadiq sahin saif salah "
    "salman samantha sami samir samuel sanders sandra sanjay sara sarah sato sayf school schulz "
    "science sciences scott sean sebastien securities security seo shah shahid shaikh sharif sharon "
    "shin ship shirley siddiq siddiqui society software sokolov song sons south southern souza "
    "stanislav state steel stefan stefano stephanie stephen stewart store stores sulaiman sulayman "
    "suleiman sun sunil sunita supplies supply suresh suzuki svetlana syrian taha tahir takahashi "
    "tanaka tang tanker tankers telecom telecommunications television teresa terry therapeutics "
    "thompson timothy tomasz tools torres tourism tours trade transfer transport transportation traore "
    "travel turkish turner tyler united ursula usman uwe vasiliev verma vessel victor victoria vijay "
    "viktor vincent virginia vladislav vo volkov vu wagner wahid walker walter ward warsame watanabe "
    "water watson wayne weber welfare west western wholesale willie wisniewski wolfgang women wood "
    "workers wright xiao xie xu yadav yahya yamamoto yasin yildiz yoon young younis youth yuan yulia "
    "yunus yuri zachary zahid zaki zheng zhou zhu zia zubair";

// Names of many countries.
constexpr std::string_view frequent_names =
    "abdirahman abdulaev abdulla abdullaev abdullah abebe abid abir abshir acar achakzai adani adebayo "
    "afghani afzal agus ahmadzai ahmet ahsan ajmal akbari akhmedov akhtar akmal aksoy alaa alam alaoui "
    "aleksandr aleksandrovich aleksandrovna alekseevich aleksey alekseyevich alemu alexandr "
    "alexandrovich alexey ali aliev amal amin amina amira amiri amrani anatolievich anatolievna "
    "anatolyevich anazi andreevich andrey andreyevich andrii andriy ani anis ansari antonov anwar aqil "
    "areej arshad aslan asma ataullah ates atif attar ayesha azad azam azhar azim azizi ba badawi "
    "baghdadi bah bahram baker balochi balogun bambang bandar barakat barry barzani basil basim basri "
    "behzad bekele belov benali bennani berrada bhatti bilal bogdanov bondarenko borisovich boudiaf "
    "bouzid budi burhan cakir camara chaudhry cheema cherif cheruiyot chioma chukwu cisse conde dalal "
    "danjuma dar darwish daud dembele dewi diaby dilawar dimashqi dmitri dmitrievich dmitriy dmytro "
    "dosari doumbia duale dulaimi dulaymi ebrahimi ehsan eid elmi erdogan esfahani evgenii evgeniy eze "
    "ezzat fadi faiz fakhri falastini fall farah faraj faraz farhad farouq faruk fassi fathi faye "
    "fayez fayyad fazal fazl feroz fikri fofana fuad gamal garba gasanov gebre gennadievich "
    "gennadyevich ghalib ghamdi ghanem gharib ghazi ghorbani girma golubev gueye guled habimana haddad "
    "hadithi hadrami hafiz haile hajar hakim hakizimana halabi halim hamidi hammad hanan hani hanif "
    "harbi harith hasan hashemi hashi hashimi hassoun haydar heidari hidayat hijazi hilal homsi "
    "hourani huda humayun huseyin husni hussaini hussam hussein idris idrissi igorevich ikram ilham "
    "ilunga inam iraqi irfan isaev ishmael ismail ismailov ivanova ivanovich ivanovna jabbar jaber "
    "jabir jaburi jad jafari jaffari jalil jawad jazairi jaziri jibril jimale joko jubouri kabila "
    "kabir kadyrov kalala kamau kamran kanaan kara karam kareem karimi karimov kashif kazemi kebede "
    "khadija khalaf khalifa khalilov khatib khattak khorshid khoury khudair kipchoge kiprop koc konate "
    "kone konstantinovich korkmaz kovalenko kovalev kozlov kravchenko kufi kurbanov kurdi kurt kuwaiti "
    "lama lawal layla leila leonidovich libi lodhi lubnani lutfi madani maghribi magomedov maha mahfuz "
    "mahir makki maksim malik mamun manal mansouri mariam marwa maryam masoud masri maysara mbaye "
    "medvedev mehmet mehran memon mikhail mikhailovich mikhailovna mirza mirzoev misri mohamoud mohsen "
    "moin moradi mosuli mounir mousavi mubarak mufid mughal mugisha muhanna muin mujib mukendi mumtaz "
    "murtaza musaev muslim mustafa mutairi mutombo muzaffar mwangi mykola nada nadia nadim nahla "
    "najafi najdi naji najjar najm naqvi naseem naser nashwan nasim nasrullah nasser nawaf nayef "
    "nazari nazarov ndayishimiye ngozi niazi nidal nikolaevich nikolaevna nikolayevich nima niyonzima "
    "nizam njoroge nkurunziza norouzi noura nouri numan nur nurul nwosu obaid obi odeh odhiambo "
    "ogunleye okonkwo olegovich oleksandr oliynyk oluwaseun omair omarov osman otaibi otieno ouali "
    "ouedraogo ozdemir ozkan paracha parviz pavlov pavlovich pervez petrova petrovich petrovna polat "
    "popal popova putra putri qadri qahtani qari qudrat rabi radwan raed rafi raheem rahimi rahmani "
    "rahmat rahmonov raja rakhimov rami ramzan ramzi rana rania rasheed rashidi rasulov rauf rawan "
    "raza reem rehman reza rezaei riad rizvi rizwan robina roble rostami ruhollah rustam sabah sabbagh "
    "sabri sadat sadeghi sadeq sadia saeed safdar safwan sahar saidov saif sajjad sakhi saleem salehi "
    "salima salma samad samira sana sanani sani santoso sara sarah sarr sarwar sattar sawadogo sayf "
    "seck semenov sene sergeevich sergeevna sergey sergeyevich serhii serhiy setiawan shaaban shaban "
    "shabbir shadi shahin shahzad shami shammari shams sharifi sharipov shaukat shawqi shehri sheikh "
    "sheikhdon sherif shevchenko shirazi shukri siddiqui sidibe simsek siraj sissoko siti siyad slamet "
    "smirnov smirnova sohail sokolova soltani somali soomro sow sri stanislavovich subhan sudani "
    "sufyan suhail sulaiman sultana sultanov susanto sy syed sylla tabrizi tadesse tahira tamim tamimi "
    "tarasov tarek tareq tariq tatyana taysir tazi tehrani tekin tesfaye thabet thiam tikriti "
    "tkachenko toumi toure trabelsi tshibanda tunisi turan turki turkmani tursunov umair umarov urduni "
    "usmani usmanov uwimana valentinovich valerievich valeryevich vasilievich vasilievna vasilyevich "
    "viktorovich viktorovna vinogradov vladimirovich vladimirovna vladislavovich volodymyr "
    "vyacheslavovich wael wafa wahab wahyu wail waleed waqar wardak wijaya wisam yakubu yamani yamin "
    "yaqubov yaser yasir yazid yevgeny yildirim younis yousaf yousafzai youssef yuliya yurievich "
    "yurievna yuryevich yusuf yusupov zafar zaheer zahid zahrani zaidi zakaria zakariya zaman zardari "
    "zarif zeinab zerrouki zhukov zia ziya zulfiqar";

// Korean and Chinese names are compared by syllable, and there are few syllables.
constexpr std::string_view east_asian_syllables =
    "ae ahn an bae baek bai bak bang bin bo bok cai cao cha chae chan chang chao chen cheng cheol "
    "cheung chi cho choe choi chol chon chong chow chu chun cui dae dai deng ding dong du duan eun fan "
    "fang feng fu fung gang gao gi gim go gong gu guang guk guo gwak gwang gwon gyeong gyu ha hai hak "
    "ham han hao he hee heo ho hong hoon hou hu hua huang hui hun hwa hwan hwang hyeok hyok hyon hyun "
    "il im in jang jeon jeong ji jia jian jiang jie jin jo jong joo ju jun jung kai kang ki kim ko "
    "kong kuk kwak kwan kwang kwok kwon kyong kyu kyung lam lan lau lee lei leung li liang liao lim "
    "lin long lu luo ma mak man mao mei meng mi min ming moon mun myong myung na nam ng ning no o oh "
    "ok pae paek pak pan park peng ping pok pyon qian qiang qin qing qiu ren ri rim ro roh rong rui "
    "ryol ryong ryu sang seo seok seong shan shao shen shi shik shim shin shu sik sim sin so sohn sok "
    "son song soo sook soon su suk sun sung tae tam tang tao tian ting tong u un ung wan wang wei wen "
    "wenji won wong woo wu xia xian xiang xiao xie xin xing xiong xiu xu xuan xue yan yang yao ye yeon "
    "yeung yi yin ying yom yon yong yoo yoon young yu yuan yue yun zeng zhang zhao zhen zheng zhi "
    "zhong zhou zhu zou "
    // As they are written in Hong Kong.
    "chiu hei hoi ka kin kit lok lui ngai ngan shing siu sze tsang tse tsui wai wing yip yiu yuen";

// Words of company and organisation names, and places that stand in them.
constexpr std::string_view company_words =
    "abu accounting administration advanced aero aerospace afghanistan africa agencies agency "
    "agricultural agriculture agro agropecuaria air aircraft airline airport alliance alpha aluminium "
    "aluminum america applied arabia army asia associated associates assurance atlantic audit austria "
    "authority baghdad bahrain bank banking banque bay beijing beirut belarus belarusian berlin beta "
    "blue board bonyad brigades britain broadcasting broker brokerage brokers builders building bureau "
    "burma cafe caliphate casino cement centr channel china city clinic closed club colombia comercial "
    "comercializadora commerce commission committee compagnie compania company congo constructora "
    "consultants contracting contractors copper corporate council courier court credit crewing crimea "
    "crimean crown cuba cultural culture czech damascus delta design designs dhabi diamond diamonds "
    "distribuidora district dockyard donetsk dragon drilling dubai eagle education educational egypt "
    "electric electrical electronics elite emirates empresa empresas england entreprise etablissement "
    "etablissements ethiopia europe exploration exportadora express factory falcons farm farming farms "
    "federation fertilizer fleet fond football forwarding france friendship furniture ganadera gems "
    "geneva germany gesellschaft glass gold golden government grand green grupo gulf handel handels "
    "hawks helicopter helicopters holding hong hotel hotels human importadora india indonesia "
    "industria industrial industrias inmobiliaria institut insurance internacional international "
    "inversiones investment investor iran iraq iron island italy japan jewellery jewelry jihad joint "
    "jordan justice kabul kandahar kenya king kompaniya kong korea kuwait laboratories laboratory law "
    "leasing leather lebanon legal liability libya limited line lines lion lions logistic london "
    "lugansk luhansk machine machinery machines maintenance malaysia mali marine martyr martyrs "
    "mechanical mega mexico mill moassese modern mortgage moscow motor mountain mujahideen mujahidin "
    "municipal municipality myanmar nacional nauchno naval navigation navy news newspaper niger "
    "nigeria obedinenie ocean offshore oman omega onshore open operadora orphans overseas pacific "
    "packaging pakistan panama paper paris peace pension petrochemical petrochemicals philippines "
    "phoenix pipeline plant plastic plastics poland port precious predpriyatie predpriyatiye premier "
    "prime prince printing private production proizvodstvennoe province provincial public publications "
    "publishing pyongyang qatar quality queen red refinery region regional reinsurance relief "
    "religious repair resistance restaurant rights river royal russia russian rwanda sabre satellite "
    "saudi savings sazman scientific sea servicios shanghai sharikat sharkat sherkat sherkate shield "
    "ship shipbuilding ships shipyard silver singapore social sociedad societe soldiers solidarity "
    "somalia space spain special specialized sport sports star state states steel stock studio sudan "
    "sun super switzerland sword syria technic technical technological tehran television textile "
    "textiles thailand tiger timber tour tourism tractor training transporte transportes travel "
    "tripoli tsentr turkey turkiye tv ukraine ukrainian union unity universal venezuela vessels "
    "vietnam wood works workshop worldwide yemen zavod zimbabwe";

struct Levels {
    base::FlatMap<std::string_view, int> of_word;
    base::FlatMap<std::string, int> of_sound;
};

// A word that only sounds like common ones: by this much rarer than they are together.
constexpr int sound_margin = 3;
constexpr std::size_t syllable_letters_max = 6;
constexpr std::size_t sound_letters_min = 3;  // shorter keys are shared by chance

Levels make_levels() {
    Levels levels;
    const auto add = [&](std::string_view words, int level) {
        for (const std::string_view word : base::split(words, ' ')) {
            int& known = levels.of_word.try_emplace(word, 0).first->second;
            known = std::max(known, level);
        }
    };
    int level = 0;
    for (const std::string_view word : base::split(name_frequency_table(), ' ')) {
        if (const auto number = base::parse_number<int>(word)) {
            level = *number;
        } else {
            add(word, level);
        }
    }
    add(very_common_words, very_common_level);
    add(common_muslim_names, common_level);
    add(frequent_words, frequent_level);
    add(frequent_names, frequent_level);
    add(east_asian_syllables, syllable_level);
    add(company_words, frequent_level);
    base::FlatMap<std::string, std::uint32_t> together;
    for (const auto& [word, own] : levels.of_word) {
        together[sound_key(word)] += std::uint32_t{1} << static_cast<unsigned>(own);
    }
    for (const auto& [key, count] : together) {
        if (key.size() >= sound_letters_min) {
            levels.of_sound[key] = std::max(0, static_cast<int>(std::bit_width(count)) - 1 - sound_margin);
        }
    }
    return levels;
}

}  // namespace

int name_frequency(std::string_view word) {
    static const Levels levels = make_levels();
    const auto own = levels.of_word.find(word);
    const auto sound = levels.of_sound.find(sound_key(word));
    return std::min(15, std::max(own == levels.of_word.end() ? 0 : own->second,
                                 sound == levels.of_sound.end() ? 0 : sound->second));
}

bool is_east_asian_syllable(std::string_view word) {
    static const WordSet syllables = words_of(east_asian_syllables);
    return word.size() <= syllable_letters_max && syllables.contains(word);
}

bool is_of_east_asian_syllables(std::string_view word) {
    constexpr std::size_t letters_max = 64;  // longer is no name
    if (word.size() > letters_max) {
        return false;
    }
    std::array<bool, letters_max + 1> reached{true};  // by syllables from the start
    for (std::size_t first = 0; first < word.size(); ++first) {
        const std::size_t most = std::min(word.size() - first, syllable_letters_max);
        for (std::size_t count = 1; reached[first] && count <= most; ++count) {
            reached[first + count] =
                reached[first + count] || is_east_asian_syllable(word.substr(first, count));
        }
    }
    return reached[word.size()];
}

bool is_company_word(std::string_view word) {
    static const WordSet words = words_of(company_words);
    return words.contains(word);
}

}  // namespace cordon::text
