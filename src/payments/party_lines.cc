#include "payments/party_lines.h"

#include <algorithm>

#include "base/strings.h"
#include "model/country.h"

namespace cordon::payments {

using model::FieldClass;
using model::IdentifierKind;

namespace {

// A line as long as this may have been cut inside a word: 35 letters are a line, blanks at its end get
// lost, and some count the tag or break before a blank ("FAKEL I", "M P D GRUSHINA").
constexpr std::size_t full_line = 26;

IdentifierKind party_code_kind(std::string_view code) {
    if (code == "CCPT") return IdentifierKind::passport;
    if (code == "NIDN" || code == "ARNU") return IdentifierKind::national_id;
    if (code == "TXID") return IdentifierKind::tax;
    if (code == "DRLC") return IdentifierKind::driving_licence;
    if (code == "SOSE") return IdentifierKind::social_security;
    return IdentifierKind::other;
}

class PartyFieldReader {
public:
    PartyFieldReader(PaymentBuilder& builder, const std::string& path, const MtField& meaning,
                     FieldPlace place)
        : builder_(builder), path_(path), meaning_(meaning), place_(place) {
        model::PaymentParty party{
            .role = meaning.role, .path = path, .transaction = place.transaction, .agent = meaning.agent};
        place_.party = builder_.add_party(std::move(party));
    }

    void read(std::string_view option, std::vector<std::string_view> lines) {
        std::erase_if(lines, [](std::string_view line) { return base::trim(line).empty(); });
        std::size_t first = 0;
        if (!lines.empty() && lines[0].starts_with('/')) {
            read_account(lines[0].substr(1), 0);
            first = 1;
        } else if (option == "F" && !lines.empty() && !numbered(lines[0])) {
            read_party_identifier(lines[0], 0);
            first = 1;
        }
        if (option == "F" || (first < lines.size() && all_numbered(lines, first))) {
            for (std::size_t at = first; at < lines.size(); ++at) {
                read_numbered(lines[at], at);
            }
            keep_names(true);
            return;
        }
        for (std::size_t at = first; at < lines.size(); ++at) {
            read_plain(lines[at], at, at == first, option);
        }
        keep_address(first + 1);
        keep_names(false);
    }

private:
    static bool numbered(std::string_view line) {
        return line.size() >= 2 && line[0] >= '1' && line[0] <= '8' && line[1] == '/';
    }
    static bool all_numbered(const std::vector<std::string_view>& lines, std::size_t first) {
        return std::all_of(lines.begin() + static_cast<std::ptrdiff_t>(first), lines.end(), numbered);
    }
    std::string line_path(std::size_t line) const {
        return line == 0 ? path_ : path_ + "/" + std::to_string(line + 1);
    }
    void add_numbered(std::string_view line, std::string_view text, FieldClass field_class) {
        add_at(path_ + std::string(line.substr(0, 2)), text, field_class);
    }
    void add_at(std::string path, std::string_view text, FieldClass field_class) {
        const std::string clean = base::collapse_whitespace(text);
        if (!clean.empty()) {
            builder_.add_field(std::move(path), clean, field_class, place_);
        }
    }
    model::PaymentParty& party() { return builder_.party(place_.party); }

    void add(std::size_t line, std::string_view text, FieldClass field_class) {
        add_at(line_path(line), text, field_class);
    }

    // "/DE89...", "//CH123456" (clearing code), "/C/DE89..." (debit or credit).
    void read_account(std::string_view text, std::size_t line) {
        const bool clearing = text.starts_with('/');
        if (clearing) {
            text.remove_prefix(1);
        } else if (text.size() > 2 && (text[0] == 'C' || text[0] == 'D') && text[1] == '/') {
            text.remove_prefix(2);
        }
        const bool iban = text.size() >= 15 && text[0] >= 'A' && text[0] <= 'Z' && text[1] >= 'A' &&
                          text[1] <= 'Z' && text[2] >= '0' && text[2] <= '9' && text[3] >= '0' &&
                          text[3] <= '9';
        party().subject.identifiers.push_back({.kind = clearing ? IdentifierKind::other
                                                       : iban   ? IdentifierKind::iban
                                                                : IdentifierKind::account,
                                               .value = std::string(base::trim(text)),
                                               .type_text = clearing ? "clearing code" : ""});
        add(line, text, clearing ? FieldClass::agent : FieldClass::identifier);
    }

    // "CCPT/DE/C01X00T47", "NIDN/BE/..."
    void read_party_identifier(std::string_view text, std::size_t line) {
        keep_identifier(text);
        add(line, text, FieldClass::identifier);
    }

    void keep_identifier(std::string_view text) {
        const auto parts = base::split(text, '/');
        model::Identifier identifier{.kind = party_code_kind(parts[0]), .value = std::string(text)};
        if (parts.size() >= 3) {
            identifier.issuer = model::country_from_text(parts[1]);
            identifier.value = std::string(parts.back());
            identifier.source_text = std::string(text);
        }
        party().subject.identifiers.push_back(std::move(identifier));
    }

    // 1/name 2/address 3/country/town 4/birth date 5/country/place 6/country/issuer/number 7/country/number
    // 8/more of an identifier
    void read_numbered(std::string_view line, std::size_t at) {
        if (!numbered(line)) {
            add(at, line, FieldClass::text);
            return;
        }
        const std::string_view value = line.substr(2);
        model::Subject& subject = party().subject;
        switch (line[0]) {
            case '1':
                name_lines_.push_back(value);
                add_numbered(line, value, FieldClass::name);
                break;
            case '3': read_country_and_town(line); break;
            case '4':
                keep_birth_date(value);
                add_numbered(line, value, FieldClass::date);
                break;
            case '5':
                subject.birth_places.push_back({.text = base::collapse_whitespace(value),
                                                .country = model::country_from_text(value.substr(0, 2))});
                add_numbered(line, value, FieldClass::address);
                break;
            case '6':
            case '7': {
                const std::string identifier = (line[0] == '7' ? "NIDN/" : "CUST/") + std::string(value);
                keep_identifier(identifier);
                add_numbered(line, value, FieldClass::identifier);
                break;
            }
            case '8':
                if (!subject.identifiers.empty()) {
                    subject.identifiers.back().value += value;
                }
                add_numbered(line, value, FieldClass::identifier);
                break;
            default:
                party().address_lines.push_back(base::collapse_whitespace(value));
                add_numbered(line, value, FieldClass::address);
        }
    }

    // "3/DE/BERLIN"
    void read_country_and_town(std::string_view line) {
        const std::string_view value = line.substr(2);
        const std::size_t slash = value.find('/');
        const std::string_view country = value.substr(0, slash);
        party().subject.countries.push_back(model::country_from_text(country));
        add_numbered(line, country, FieldClass::country);
        if (slash != std::string_view::npos) {
            party().town = base::collapse_whitespace(value.substr(slash + 1));
            add_numbered(line, party().town, FieldClass::address);
        }
    }

    // "19700131"
    void keep_birth_date(std::string_view value) {
        const std::string day(value.substr(0, 8));
        const auto born =
            day.size() == 8
                ? base::parse_partial_date(day.substr(0, 4) + "-" + day.substr(4, 2) + "-" + day.substr(6, 2))
                : base::parse_partial_date(day);
        if (born) {
            party().subject.birth_dates.push_back(*born);
        } else {
            party().subject.unread.push_back("birth date '" + base::shown(value, 40) + "'");
        }
    }

    void add_name_line(std::string_view text, std::size_t line) {
        name_lines_.push_back(text);
        add(line, text, FieldClass::name);
    }

    void read_plain(std::string_view line, std::size_t at, bool first, std::string_view option) {
        const std::string_view text = base::trim(line);
        const bool bic_option = option == "A" || option == "G" || option == "C" || option == "L";
        if (first && looks_like_bic(text) && (bic_option || meaning_.agent)) {
            party().subject.identifiers.push_back({.kind = IdentifierKind::bic, .value = std::string(text)});
            add(at, text, FieldClass::agent);
        } else if (first) {
            add_name_line(text, at);
        } else {
            name_lines_.push_back(text);
            address_.push_back(line);
            party().address_lines.push_back(base::collapse_whitespace(text));
        }
    }

    // All lines behind the first as one text, so that what is cut by a line end is found there too.
    void keep_address(std::size_t line) {
        const JoinedLines joined = join_lines(address_);
        if (joined.text.empty()) {
            return;
        }
        std::string path = path_ + "/" + std::to_string(line + 1);
        if (address_.size() > 1) {
            path += "-" + std::to_string(line + address_.size());
        }
        builder_.add_field(std::move(path), joined.text, FieldClass::address, place_);
        builder_.payment().fields.back().glued = joined.glued;
    }

    // The name is the first line and may go on in the second, cut inside a word or not; all numbered name
    // lines are the name.
    void keep_names(bool all_lines) {
        if (name_lines_.empty()) {
            return;
        }
        model::Subject& subject = party().subject;
        subject.names.push_back(base::collapse_whitespace(name_lines_[0]));
        std::string joined = subject.names.front();
        std::string glued = joined;
        for (std::size_t line = 1; line < name_lines_.size() && (all_lines || line < 2); ++line) {
            joined += " " + std::string(name_lines_[line]);
            glued += name_lines_[line];
        }
        for (const std::string& name :
             {base::collapse_whitespace(joined), base::collapse_whitespace(glued)}) {
            if (std::ranges::find(subject.names, name) == subject.names.end()) {
                subject.names.push_back(name);
            }
        }
    }

    PaymentBuilder& builder_;
    const std::string& path_;
    const MtField& meaning_;
    FieldPlace place_;
    std::vector<std::string_view> name_lines_;
    std::vector<std::string_view> address_;
};

}  // namespace

JoinedLines join_lines(const std::vector<std::string_view>& lines) {
    std::string joined;
    std::string glued;
    bool cut = false;
    bool full = false;  // the line before
    for (const std::string_view line : lines) {
        std::string_view text = base::trim(line);
        if (text.starts_with("//")) {  // goes on from the line before
            text.remove_prefix(2);
        }
        joined += joined.empty() ? "" : " ";
        joined += text;
        glued += glued.empty() || full ? "" : " ";
        glued += text;
        cut = cut || full;
        full = line.size() >= full_line;
    }
    return {base::collapse_whitespace(joined), cut ? base::collapse_whitespace(glued) : ""};
}

void read_party_field(PaymentBuilder& builder, const codec::FinTag& field, const std::string& path,
                      const MtField& meaning, FieldPlace place) {
    PartyFieldReader(builder, path, meaning, place).read(field.tag.substr(2), codec::fin_lines(field.value));
}

bool looks_like_bic(std::string_view text) {
    if (text.size() != 8 && text.size() != 11) {
        return false;
    }
    const auto upper = [](char letter) { return letter >= 'A' && letter <= 'Z'; };
    const auto either = [&](char letter) { return upper(letter) || (letter >= '0' && letter <= '9'); };
    return std::ranges::all_of(text.substr(0, 4), either) && std::ranges::all_of(text.substr(4, 2), upper) &&
           std::ranges::all_of(text.substr(6), either);
}

}  // namespace cordon::payments
