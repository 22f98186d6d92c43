#include "reporting/ordinary_names.h"

#include <fmt/format.h>

#include "base/prng.h"
#include "base/strings.h"

namespace cordon::reporting {

namespace {

// Names in common use, by general knowledge; blanks between, '_' inside a name stands for a blank.
struct Region {
    std::string_view group;
    std::string_view given;
    std::string_view family;
    std::uint32_t second_given_percent;
};

constexpr Region regions[] = {
    {"English",
     "James Mary John Patricia Robert Jennifer Michael Linda William Elizabeth David Barbara Richard Susan "
     "Joseph "
     "Jessica Thomas Sarah Charles Karen Christopher Nancy Daniel Lisa Matthew Margaret Anthony Betty Mark "
     "Sandra "
     "Andrew Emma Oliver Grace Harry Chloe Jack Amelia George Sophie",
     "Smith Jones Taylor Brown Williams Wilson Johnson Davies Robinson Wright Thompson Evans Walker White "
     "Roberts "
     "Green Hall Wood Jackson Clarke Turner Hill Cooper Ward Harris Baker Morgan Bailey Fletcher Marshall "
     "Bennett "
     "Palmer Chapman Webster Fowler Hughes Parker Barnes Shaw Ellis",
     30},
    {"Western European",
     "Pierre Marie Luc Camille Julien Claire Antoine Sophie Hans Ursula Klaus Heike Stefan Sabine Wolfgang "
     "Monika "
     "Giulia Marco Chiara Lorenzo Elisa Matteo Pieter Anneke Willem Saskia Lars Ingrid Sven Astrid Nils "
     "Freya Joao "
     "Ines Tiago Beatriz Jens Karin Philippe Isabelle",
     "Dupont Lefevre Moreau Laurent Girard Bonnet Rousseau Fontaine Mueller Schneider Fischer Weber Wagner "
     "Becker "
     "Hoffmann Schulz Koch Richter Rossi Ferrari Bianchi Romano Conti Gallo de_Vries Jansen van_den_Berg "
     "Bakker "
     "Visser Meijer Andersson Lindberg Nilsson Hansen Olsen Larsen Silva Pereira Carvalho Teixeira",
     25},
    {"Eastern European",
     "Jan Anna Piotr Katarzyna Tomasz Malgorzata Pavel Jana Jiri Lenka Istvan Zsuzsanna Gabor Eva Ion Elena "
     "Andrei "
     "Ioana Stefan Milena Dragan Jelena Marko Ivana Petar Snezana Georgi Desislava Nikola Maja Vesna Zoran "
     "Agnieszka "
     "Krzysztof Marek Zofia Laszlo Katalin Mihai Cristina",
     "Kowalski Nowak Wisniewski Wojcik Kaminski Lewandowski Zielinski Szymanski Novak Svoboda Dvorak Cerny "
     "Prochazka "
     "Nagy Kovacs Toth Szabo Horvath Varga Popescu Ionescu Dumitrescu Stan Petrovic Jovanovic Nikolic "
     "Markovic Ilic "
     "Horvat Babic Maric Dimitrov Ivanov Georgiev Todorov Hristov Krasniqi Hoxha Gashi Berisha",
     10},
    {"Russian and Ukrainian",
     "Aleksandr Elena Sergey Olga Dmitry Natalia Andrey Irina Alexey Svetlana Mikhail Tatiana Vladimir Maria "
     "Ivan "
     "Anna Nikolay Ekaterina Oleg Yulia Igor Anastasia Pavel Marina Roman Galina Viktor Ludmila Maksim Daria "
     "Oleksandr Oksana Andriy Iryna Volodymyr Olena Taras Halyna Bohdan Nadiya",
     "Ivanov Smirnov Kuznetsov Popov Vasiliev Petrov Sokolov Mikhailov Novikov Fedorov Morozov Volkov "
     "Alekseev "
     "Lebedev Semenov Egorov Pavlov Kozlov Stepanov Nikolaev Orlov Andreev Makarov Nikitin Zakharov Zaitsev "
     "Soloviev "
     "Borisov Yakovlev Grigoriev Melnyk Shevchenko Bondarenko Kovalenko Boyko Tkachenko Kravchenko Oliynyk "
     "Lysenko "
     "Savchenko",
     60},
    {"Arabic",
     "Mohammed Ahmed Fatima Ali Aisha Hassan Mariam Hussein Khadija Omar Zainab Youssef Layla Ibrahim Nour "
     "Khalid Hala "
     "Mahmoud Salma Mustafa Rania Abdullah Huda Samir Amal Tariq Dalia Karim Yasmin Nasser Lina Faisal Sara "
     "Ziad Rana "
     "Adel Mona Bilal Reem Walid Hanan",
     "Al-Ahmad Al-Khatib Haddad Khoury Najjar Mansour Saleh Nasser Hamdan Al-Masri Shaheen Qasim Zaidan "
     "Darwish Al-Hariri "
     "Farah Saab Aziz Salem Rahman Awad Hamad Barakat Al-Sayed Tawfik Al-Najjar Younes Mourad Ramadan Fawzi "
     "Sabbagh "
     "Al-Amin Kassem Issa Obeid Jaber Al-Zahrani Al-Ghamdi Al-Otaibi Al-Harbi",
     45},
    {"Persian and Afghan",
     "Mohammad Fatemeh Ali Zahra Reza Maryam Hossein Leila Mehdi Narges Amir Sara Hamid Neda Saeed Shirin "
     "Majid Parisa "
     "Javad Mina Ahmad Farzaneh Behrouz Roya Kamran Nasrin Dariush Azadeh Farhad Samira Abdul Shabnam Najib "
     "Laila "
     "Habib Zarmina Karim Freshta Naser Marjan",
     "Hosseini Mohammadi Ahmadi Karimi Rezaei Moradi Jafari Hashemi Kazemi Rahimi Ebrahimi Mousavi Sadeghi "
     "Akbari "
     "Heidari Ghasemi Rostami Shahbazi Tehrani Kermani Yazdani Bahrami Farahani Nazari Amini Noori Ahmadzai "
     "Popal "
     "Stanekzai Wardak Sherzad Karimzada Haidari Azizi Rasooli Zaland Barakzai Sultani Frotan Hakimi",
     25},
    {"South Asian",
     "Muhammad Ayesha Imran Sana Usman Hina Bilal Nadia Faisal Saima Rahul Priya Amit Anjali Vijay Sunita "
     "Rajesh Kavita "
     "Sanjay Deepa Arjun Meera Ravi Lakshmi Suresh Geeta Abdul Nasreen Kamal Farzana Rafiq Shirin Nimal "
     "Kumari Prakash "
     "Sita Tariq Rubina Shahid Asma",
     "Khan Ahmed Hussain Malik Butt Sheikh Qureshi Chaudhry Siddiqui Iqbal Mirza Raja Sharma Verma Gupta "
     "Singh Patel "
     "Kumar Reddy Nair Iyer Menon Das Ghosh Mukherjee Banerjee Rahman Hossain Chowdhury Miah Begum Islam "
     "Perera Silva "
     "Fernando Jayawardena Thapa Shrestha Gurung Adhikari",
     25},
    {"Chinese",
     "Wei Fang Min Jing Li Yan Juan Tao Jie Xiuying Lei Jun Yang Yong Chao Ping Gang Hui Xiaoming Meiling "
     "Jianguo Zhiwei "
     "Yifan Haoran Zihan Xinyi Yuxin Mengyao Guoqiang Shufen Kwok-Wai Mei-Ling Chi-Ming Siu-Fong Wing-Kit "
     "Ka-Yan "
     "Bowen Ruoxi Zhihao Lihua",
     "Wang Li Zhang Liu Chen Yang Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu Guo He Lin Gao Luo Zheng Liang Xie "
     "Song Tang Han "
     "Feng Deng Cao Peng Zeng Xiao Tian Dong Chan Wong Cheung Leung Lam Ng",
     0},
    {"East and South-East Asian",
     "Hiroshi Yuki Takeshi Haruka Kenji Sakura Naoko Daisuke Min-jun Seo-yeon Ji-hoon Soo-jin Hyun-woo "
     "Eun-ji Budi Siti "
     "Agus Dewi Eko Sri Ahmad Nurul Nguyen_Van Thi_Lan Minh Huong Duc Thuy Somchai Malee Prasert Kanya Jose "
     "Maria Juan "
     "Rosario Antonio Carmen Rizal Aung",
     "Sato Suzuki Takahashi Tanaka Watanabe Ito Yamamoto Nakamura Kobayashi Kato Kim Lee Park Choi Jung Kang "
     "Cho Yoon "
     "Santoso Wijaya Setiawan Hidayat Pratama Kusuma Nguyen Tran Le Pham Hoang Phan Srisai Chaiyasit "
     "Wongsuwan Santos "
     "Reyes Cruz Bautista Ocampo Garcia Dela_Cruz",
     10},
    {"African",
     "Kwame Ama Kofi Akosua Chukwuemeka Ngozi Oluwaseun Folake Emeka Chioma Tunde Amina Musa Hauwa Ibrahim "
     "Zainab "
     "Mamadou Aminata Ousmane Fatou Abebe Almaz Tesfaye Selam John Grace Peter Mercy Joseph Faith Thabo "
     "Nomsa Sipho "
     "Lerato Jean-Claude Esperance Tendai Rudo Moses Agnes",
     "Mensah Owusu Boateng Asante Okafor Okonkwo Eze Nwosu Adeyemi Ogunleye Balogun Bello Abubakar Suleiman "
     "Diallo "
     "Traore Keita Coulibaly Ndiaye Diop Tadesse Bekele Haile Gebre Kamau Otieno Wanjiru Mwangi Ochieng "
     "Njoroge Nkosi "
     "Dlamini Khumalo Moyo Ncube Banda Mukasa Okello Habimana Kabongo",
     25},
    {"Latin American and Spanish",
     "Jose Maria Juan Ana Luis Carmen Carlos Rosa Jorge Laura Pedro Lucia Miguel Elena Francisco Isabel "
     "Fernando Marta "
     "Rafael Patricia Ricardo Gabriela Eduardo Veronica Alejandro Claudia Diego Paula Andres Daniela Sergio "
     "Sofia Raul "
     "Valentina Oscar Camila Pablo Adriana Hector Lorena",
     "Garcia_Lopez Martinez_Perez Gonzalez_Ruiz Rodriguez_Vega Hernandez Ramirez Torres_Diaz Flores Rivera "
     "Gomez Diaz "
     "Cruz_Rojas Morales Ortiz Gutierrez Chavez Ramos Ruiz_Castro Alvarez Mendoza Vasquez Castillo Jimenez "
     "Moreno Romero "
     "Herrera Medina Aguilar Vargas Castro Guzman Mendez Munoz Salazar Soto Delgado Rojas Fuentes Navarro "
     "Cabrera",
     40},
    {"Turkish and Central Asian",
     "Mehmet Fatma Mustafa Ayse Ahmet Emine Ali Hatice Huseyin Zeynep Hasan Elif Ibrahim Meryem Ismail "
     "Sultan Osman "
     "Hulya Murat Esra Emre Derya Burak Selin Onur Gizem Serkan Pinar Nursultan Aigerim Askar Dinara Bakhyt "
     "Gulnara "
     "Rustam Nilufar Jasur Madina Timur Zarina",
     "Yilmaz Kaya Demir Celik Sahin Yildiz Yildirim Ozturk Aydin Ozdemir Arslan Dogan Kilic Aslan Cetin Kara "
     "Koc Kurt "
     "Ozkan Simsek Polat Korkmaz Akhmetov Nurmagambetov Suleimenov Omarov Ibragimov Iskakov Yusupov Karimov "
     "Rakhimov "
     "Tursunov Saidov Nazarov Mamedov Aliyev Guliyev Huseynov Mammadov Hasanov",
     5},
};

constexpr std::string_view company_first =
    "Blue North Golden Silver Green Atlantic Pacific Alpine Delta Summit Harbour Central United First Modern "
    "Crystal "
    "Eastern Western Royal Sunrise Horizon Pioneer Global Premier Star Eagle Falcon Cedar Palm River Lake "
    "Stone Bright "
    "Nova Orion Vega Apex Prime Metro Capital";
constexpr std::string_view company_second =
    "Foods Textiles Logistics Trading Pharma Engineering Consulting Motors Electronics Furniture Shipping "
    "Software Dental "
    "Bakery Plastics Paper Solar Optics Printing Travel Catering Fashion Farms Dairy Steel Timber Glass "
    "Ceramics Media "
    "Music Sports Toys Flowers Coffee Wines Clinics Security Cleaning Insurance Properties";
constexpr std::string_view company_form =
    "Ltd LLC Inc GmbH SA Co_Ltd BV SpA AB Sarl Pty_Ltd FZE Limited Group Holdings &_Sons Partners Trading_Co "
    "OOO AG KG";

std::vector<std::string> names_of(std::string_view text) {
    std::vector<std::string> names;
    for (const std::string_view name : base::split(text, ' ')) {
        if (!name.empty()) {
            names.push_back(base::replace_all(name, "_", " "));
        }
    }
    return names;
}

struct Tables {
    std::vector<std::string> given;
    std::vector<std::string> family;
};

const std::string& any(const std::vector<std::string>& names, base::Prng& prng) {
    return names[prng.below(names.size())];
}

}  // namespace

std::vector<OrdinaryName> ordinary_names(std::size_t count, std::uint64_t seed) {
    std::vector<Tables> tables;
    for (const Region& region : regions) {
        tables.push_back({names_of(region.given), names_of(region.family)});
    }
    const std::vector<std::string> first = names_of(company_first);
    const std::vector<std::string> second = names_of(company_second);
    const std::vector<std::string> form = names_of(company_form);
    base::Prng prng(seed);
    std::vector<OrdinaryName> names;
    names.reserve(count);
    for (std::size_t at = 0; at < count; ++at) {
        const std::size_t turn = at % (tables.size() + 2);
        if (turn >= tables.size()) {
            const bool of_a_person = turn == tables.size();
            const std::string& front =
                of_a_person ? any(tables[prng.below(tables.size())].family, prng) : any(first, prng);
            names.push_back({fmt::format("{} {} {}", front, any(second, prng), any(form, prng)), "companies",
                             model::PartyKind::entity});
            continue;
        }
        const Tables& table = tables[turn];
        std::string name = any(table.given, prng);
        if (prng.below(100) < regions[turn].second_given_percent) {
            name += " " + any(table.given, prng);
        }
        names.push_back(
            {name + " " + any(table.family, prng), regions[turn].group, model::PartyKind::person});
    }
    return names;
}

}  // namespace cordon::reporting
