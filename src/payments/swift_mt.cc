#include "payments/swift_mt.h"

#include <algorithm>

#include "base/strings.h"
#include "payments/party_lines.h"
#include "payments/payment_builder.h"
#include "payments/swift_mt_rules.h"
#include "payments/swift_mt_tags.h"

namespace cordon::payments {

using base::ErrorCode;
using base::fail;
using base::Result;
using codec::FinMessage;
using codec::FinTag;
using model::FieldClass;
using model::no_index;

namespace {

bool has_tag(const FinMessage& message, std::string_view number) {
    return std::ranges::any_of(message.text,
                               [&](const FinTag& field) { return field.tag.starts_with(number); });
}

// "50/52": any of them.
bool has_any_tag(const FinMessage& message, std::string_view alternatives) {
    return std::ranges::any_of(base::split(alternatives, '/'),
                               [&](std::string_view number) { return has_tag(message, number); });
}

bool has_all_tags(const FinMessage& message, std::string_view type) {
    const auto needed = mandatory_tags(type);
    return !needed.empty() &&
           std::ranges::all_of(needed, [&](std::string_view tags) { return has_any_tag(message, tags); });
}

// "108", "CHK".
bool is_header_tag(std::string_view tag) {
    return tag.size() == 3 && std::ranges::all_of(tag, [](char letter) {
               return (letter >= '0' && letter <= '9') || (letter >= 'A' && letter <= 'Z');
           });
}

std::string_view user_header(const FinMessage& message, std::string_view tag) {
    const auto found = std::ranges::find(message.user_header, tag, &FinTag::tag);
    return found != message.user_header.end() ? found->value : "";
}

// The bank of a logical terminal: "BANKDEFFAXXX" without the ninth letter.
std::string bic_of_terminal(std::string_view terminal) {
    if (terminal.size() < 8) {
        return std::string(terminal);
    }
    std::string bic(terminal.substr(0, 8));
    const std::string_view branch = terminal.size() >= 12 ? terminal.substr(9, 3) : "";
    if (!branch.empty() && branch != "XXX") {
        bic += branch;
    }
    return bic;
}

// Fields with which a new transaction of a batch begins.
bool begins_transaction(std::string_view type, std::string_view tag) {
    if (type == "101" || type == "102" || type == "104" || type == "107" || type == "110" || type == "210") {
        return tag == "21";
    }
    return (type == "940" || type == "942" || type == "950") && tag == "61";
}

class MtReader {
public:
    MtReader(const FinMessage& message, std::string type, const ReadLimits& limits)
        : message_(message), type_(std::move(type)), builder_(limits) {}

    Result<model::Payment> read() {
        model::Payment& payment = builder_.payment();
        payment.format = model::MessageFormat::swift_mt;
        payment.type = "MT" + type_;
        payment.service = user_header(message_, "119");
        if (payment.service == "COV" && (type_ == "202" || type_ == "205")) {
            payment.type += "COV";
        }
        read_headers();
        if (!is_batch()) {
            transaction_ = builder_.add_transaction("");
            builder_.transaction(transaction_).uetr = user_header(message_, "121");
        }
        if (!message_.text_before_fields.empty()) {
            builder_.add_field("{4:", base::collapse_whitespace(message_.text_before_fields),
                               FieldClass::text, {}, false);
            builder_.note("unknown_element",
                          "{4:", "text stands in front of the first field; it was screened");
        }
        for (const FinTag& field : message_.text) {
            read_field(field);
        }
        for (const std::string_view tags : mandatory_tags(type_)) {
            if (!has_any_tag(message_, tags)) {
                builder_.note("missing_field", ":" + std::string(tags) + ":",
                              "the MT" + type_ + " has no field " + std::string(tags) + ", which every MT" +
                                  type_ + " has");
            }
        }
        if (!message_.irregular_end.empty()) {
            builder_.note("irregular_end", "", message_.irregular_end);
        }
        if (!message_.end_marked) {
            builder_.note("end_not_marked", "",
                          "the message does not say where it ends, so a cut would not show");
        }
        return std::move(builder_).finish();
    }

private:
    bool is_batch() const { return begins_transaction(type_, type_[0] == '9' ? "61" : "21"); }

    void read_headers() {
        model::Payment& payment = builder_.payment();
        const std::string_view basic = message_.basic_header;
        keep_header_line("{1:", basic);
        keep_header_line("{2:", message_.application_header);
        if (basic.size() >= 15) {
            header_agent("{1:", bic_of_terminal(basic.substr(3, 12)), true);
        }
        const std::string_view application = message_.application_header;
        if (application.starts_with('I') && application.size() >= 16) {
            header_agent("{2:", bic_of_terminal(application.substr(4, 12)), false);
        } else if (application.starts_with('O') && application.size() >= 26) {
            header_agent("{2:", bic_of_terminal(application.substr(14, 12)), false);
            std::swap(payment.sender, payment.receiver);  // an output message: block 1 is the receiver
        }
        for (const FinTag& tag : message_.user_header) {
            add_header_pair("{3:", tag);
        }
        for (const FinTag& tag : message_.acknowledgement) {
            add_header_pair("{1:F21}{4:", tag);
        }
        for (const FinTag& tag : message_.trailers) {
            add_header_pair("{5:", tag);
            payment.possible_duplicate |= tag.tag == "PDE" || tag.tag == "PDM";
        }
    }

    // "{108:REF}"; what is no such pair is text, its tag too.
    void add_header_pair(std::string_view block, const FinTag& pair) {
        // "{1:" and "{2:" of an acknowledgement have one digit.
        const bool header = pair.tag == "1" || pair.tag == "2";
        const bool known =
            (header || is_header_tag(pair.tag)) && pair.value.find_first_of("{}") == std::string_view::npos;
        std::string path(block);
        std::string text(pair.value);
        if (known) {
            path += std::string(pair.tag) + ":";
        } else if (!pair.tag.empty()) {
            text = std::string(pair.tag) + ":" + text;
        }
        text = base::collapse_whitespace(text);
        if (text.empty()) {
            return;
        }
        if (!known) {
            builder_.note("unknown_element", path,
                          "there is text that is no field of this block; it was screened");
        }
        builder_.add_field(std::move(path), std::move(text), known ? FieldClass::reference : FieldClass::text,
                           {}, known);
    }

    // The header as written: session numbers and dates, and whatever else somebody put there.
    void keep_header_line(std::string path, std::string_view header) {
        constexpr std::size_t header_letters_max = 47;
        const bool known = header.size() <= header_letters_max && header.find(' ') == std::string_view::npos;
        const std::string text = base::collapse_whitespace(header);
        if (!text.empty()) {
            builder_.add_field(std::move(path), text, known ? FieldClass::code : FieldClass::text, {}, known);
        }
    }

    void header_agent(std::string path, const std::string& bic, bool sender) {
        model::Payment& payment = builder_.payment();
        (sender ? payment.sender : payment.receiver) = bic;
        const auto role = sender ? model::PaymentRole::sender : model::PaymentRole::receiver;
        model::PaymentParty party{.role = role, .path = path, .agent = true};
        party.subject.identifiers.push_back({.kind = model::IdentifierKind::bic, .value = bic});
        const FieldPlace place{.role = role, .party = builder_.add_party(std::move(party))};
        builder_.add_field(std::move(path), bic, FieldClass::agent, place);
    }

    void read_field(const FinTag& field) {
        if (begins_transaction(type_, field.tag)) {
            transaction_ = builder_.add_transaction(":" + std::string(field.tag) + ":");
        }
        const std::string path = path_of(field.tag);
        const MtField meaning = mt_field(type_, field.tag);
        const FieldPlace place{.role = meaning.role, .transaction = transaction_};
        if (!meaning.known) {
            builder_.note("unknown_element", path,
                          "field " + std::string(field.tag) + " is not one that Cordon knows in MT" + type_ +
                              "; it was screened as free text");
        }
        keep_references(field);
        if (std::string reason = check_mt_value(type_, field.tag, field.value); !reason.empty()) {
            builder_.note("bad_value", path, std::move(reason));
        }
        if (meaning.shape == FieldShape::party) {
            read_party_field(builder_, field, path, meaning, place);
            return;
        }
        const JoinedLines joined = join_lines(codec::fin_lines(field.value));
        if (!joined.text.empty()) {
            const bool no_text = meaning.field_class == FieldClass::value ||
                                 meaning.field_class == FieldClass::date ||
                                 meaning.field_class == FieldClass::code;
            const FieldClass field_class =
                no_text && has_word(joined.text) ? FieldClass::text : meaning.field_class;
            builder_.add_field(path, joined.text, field_class, place, meaning.known);
            builder_.payment().fields.back().glued = joined.glued;
        }
    }

    // ":59:", and from the second one on ":59[2]:".
    std::string path_of(std::string_view tag) {
        const auto found = std::ranges::find(seen_, tag, &std::pair<std::string_view, int>::first);
        if (found == seen_.end()) {
            seen_.emplace_back(tag, 1);
            return ":" + std::string(tag) + ":";
        }
        return ":" + std::string(tag) + "[" + std::to_string(++found->second) + "]:";
    }

    void keep_references(const FinTag& field) {
        model::Payment& payment = builder_.payment();
        const std::string value = base::collapse_whitespace(field.value);
        if (field.tag == "20" && payment.message_id.empty()) {
            payment.message_id = value;
        }
        if (transaction_ == no_index) {
            return;
        }
        model::PaymentTransaction& transaction = builder_.transaction(transaction_);
        if (field.tag == "21" && transaction.end_to_end_id.empty()) {
            transaction.end_to_end_id = value;
        }
        if (field.tag == "32A" || field.tag == "32B" ||
            (field.tag == "33B" && transaction.amount.text.empty())) {
            const std::size_t date_letters = field.tag == "32A" ? 6 : 0;
            if (value.size() > date_letters + 3) {
                const std::string amount = value.substr(date_letters + 3);
                transaction.amount = {amount, value.substr(date_letters, 3), model::amount_e5(amount)};
            }
        }
    }

    const FinMessage& message_;
    std::string type_;
    PaymentBuilder builder_;
    std::uint32_t transaction_ = no_index;
    std::vector<std::pair<std::string_view, int>> seen_;
};

}  // namespace

std::string mt_type(const FinMessage& message) {
    if (message.application_header.size() >= 4) {
        return std::string(message.application_header.substr(1, 3));
    }
    // The type with the most mandatory fields present; several types share a set: the commonest first.
    constexpr std::string_view candidates[] = {"103", "700", "101", "202", "940", "942", "210",
                                               "110", "104", "707", "760", "199", "192"};
    std::string_view best;
    for (const std::string_view type : candidates) {
        if (has_all_tags(message, type) &&
            (best.empty() || mandatory_tags(type).size() > mandatory_tags(best).size())) {
            best = type;
        }
    }
    return std::string(best);
}

Result<model::Payment> read_swift_mt(const FinMessage& message, const ReadLimits& limits) {
    if (message.system_text || message.basic_header.starts_with("F2") ||
        message.basic_header.starts_with("A2")) {
        return fail(ErrorCode::unsupported,
                    "this is a service or system message of the network, not a payment");
    }
    const std::string type = mt_type(message);
    if (!is_supported_mt(type)) {
        return fail(ErrorCode::unsupported,
                    type.empty()
                        ? "the message has no header that tells its type, and its fields do not tell either"
                        : "MT" + base::shown(type, 8) + " is not a message type that Cordon reads");
    }
    return MtReader(message, type, limits).read();
}

}  // namespace cordon::payments
