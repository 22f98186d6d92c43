#include "payments/iso20022.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <utility>

#include "base/strings.h"
#include "codec/xml_tree.h"
#include "payments/iso20022_elements.h"
#include "payments/iso20022_party.h"
#include "payments/iso20022_rules.h"
#include "payments/payment_builder.h"

namespace cordon::payments {

using base::ErrorCode;
using base::fail;
using base::Result;
using codec::no_element;
using codec::XmlTree;
using codec::XmlTreeElement;
using model::FieldClass;
using model::no_index;
using model::PaymentRole;

namespace {

constexpr std::size_t type_letters = 15;  // "pacs.008.001.08"

bool one_of(std::string_view name, std::initializer_list<std::string_view> names) {
    return std::ranges::find(names, name) != names.end();
}

bool has_only(std::string_view text, std::string_view letters) {
    return text.find_first_not_of(letters) == std::string_view::npos;
}

// True for what a code, date or number of ISO 20022 looks like; anything else in such a place is text.
bool looks_like(FieldClass field_class, std::string_view text) {
    constexpr std::size_t code_letters_max = 35;
    switch (field_class) {
        case FieldClass::date: return has_only(text, "0123456789-+:.TZ");
        case FieldClass::value: return has_only(text, "0123456789.,+-eE");
        case FieldClass::code:
            return text.size() <= code_letters_max && std::ranges::none_of(text, [](char letter) {
                       return letter == ' ' || static_cast<unsigned char>(letter) >= 0x80;
                   });
        case FieldClass::name:
        case FieldClass::agent:
        case FieldClass::address:
        case FieldClass::country:
        case FieldClass::identifier:
        case FieldClass::text:
        case FieldClass::goods:
        case FieldClass::reference: break;
    }
    return true;
}

// "urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08 pacs.008.001.08.xsd": about the file, not the payment.
bool is_schema_location(std::string_view name, std::string_view value) {
    return one_of(name, {"schemaLocation", "noNamespaceSchemaLocation"}) &&
           (value.starts_with("urn:") || value.starts_with("http") || value.ends_with(".xsd"));
}

class MessageReader {
public:
    MessageReader(const XmlTree& tree, const ReadLimits& limits) : tree_(tree), builder_(limits) {}

    Result<model::Payment> read() {
        path_ = "/";
        path_ += tree_.at(0).name;
        constexpr std::size_t usual_parties = 24;
        builder_.payment().fields.reserve(tree_.elements().size());
        builder_.payment().parties.reserve(usual_parties);
        walk(0, {});
        if (root_ == no_element) {
            return fail(ErrorCode::unsupported,
                        "the XML holds no message of a type that Cordon reads: " + what_it_is());
        }
        if (!second_.empty()) {
            return fail(ErrorCode::invalid_input,
                        "there is a second message at " + second_ + "; take the file apart first");
        }
        model::Payment& payment = builder_.payment();
        payment.format = model::MessageFormat::iso20022;
        payment.type = message_type();
        if (payment.message_id.empty()) {
            payment.message_id = business_id_;
        }
        check_message(tree_, root_, root_path_, family_, builder_);
        return std::move(builder_).finish();
    }

private:
    // "it is <CstmrPmtStsRpt>, urn:iso:...": for the sentence about what is not read.
    std::string what_it_is() const {
        std::uint32_t index = document_ == no_element ? 0 : document_;
        if (document_ != no_element && tree_.at(index).first_child != no_element) {
            index = tree_.at(index).first_child;
        }
        const XmlTreeElement& element = tree_.at(index);
        std::string what = "it is <" + base::shown(element.name, 60) + ">";
        what += element.name_space.empty() ? "" : " of " + base::shown(element.name_space, 80);
        return what + (header_type_.empty() ? "" : ", its header says " + base::shown(header_type_, 40));
    }

    // "pacs.008.001.08" out of a namespace, official or of a profile; "" when the family is not in it.
    std::string_view type_in(std::string_view name_space) const {
        const std::size_t at = name_space.find(family_);
        return at == std::string_view::npos ? "" : name_space.substr(at, type_letters);
    }

    // The message definition by the namespace of its root element, else by the header, else the family alone.
    std::string message_type() {
        const std::string_view name_space = tree_.at(root_).name_space;
        const std::string_view declared = type_in(name_space);
        if (declared.empty() && name_space.find("20022:tech:xsd:") != std::string_view::npos) {
            builder_.note(
                "header_mismatch", root_path_,
                "the namespace is '" + base::shown(name_space, 80) + "', the message is a " + family_);
        }
        if (!header_type_.empty() &&
            (declared.empty() ? !header_type_.starts_with(family_) : declared != header_type_)) {
            builder_.note("header_mismatch", header_type_path_,
                          "the header announces " + base::shown(header_type_, 40) + ", the document is " +
                              (declared.empty() ? family_ : base::shown(declared, 40)));
        }
        if (!declared.empty()) {
            return std::string(declared);
        }
        return header_type_.starts_with(family_) ? header_type_ : family_;
    }

    void walk(std::uint32_t index, IsoPlace place) {
        const XmlTreeElement& element = tree_.at(index);
        const bool was_inside = inside_;
        const ElementMeaning& meaning = element_meaning(element.name);
        enter(index, meaning, place);
        currency_.clear();
        for (std::uint32_t at = 0; at < element.attribute_count; ++at) {
            read_attribute(tree_.attribute(element.first_attribute + at), place);
        }
        if (element.first_text != no_element) {
            read_text(index, meaning, place);
        }
        if (element.first_child != no_element) {
            walk_children(element, place);
        }
        inside_ = was_inside;
    }

    // Siblings of one name are numbered from 1.
    void walk_children(const XmlTreeElement& element, const IsoPlace& place) {
        const std::size_t length = path_.size();
        if (element.first_child == element.last_child) {
            step(element.first_child, 0, length, place);
            return;
        }
        struct Counted {
            std::uint32_t all = 0;
            std::uint32_t seen = 0;
        };
        constexpr std::size_t searched_max = 24;  // beyond as many names a hash table is quicker
        std::array<std::pair<std::string_view, Counted>, searched_max> few;
        std::size_t few_count = 0;
        std::unordered_map<std::string_view, Counted> many;
        const auto counted = [&](std::string_view name) -> Counted& {
            for (std::size_t at = 0; at < few_count; ++at) {
                if (few[at].first == name) {
                    return few[at].second;
                }
            }
            if (few_count == searched_max) {
                return many[name];
            }
            few[few_count] = {name, Counted{}};
            return few[few_count++].second;
        };
        for (std::uint32_t at = element.first_child; at != no_element; at = tree_.at(at).next_sibling) {
            ++counted(tree_.at(at).name).all;
        }
        for (std::uint32_t at = element.first_child; at != no_element; at = tree_.at(at).next_sibling) {
            Counted& count = counted(tree_.at(at).name);
            step(at, count.all > 1 ? ++count.seen : 0, length, place);
        }
    }

    void step(std::uint32_t child, std::uint32_t number, std::size_t length, const IsoPlace& place) {
        path_ += '/';
        path_ += tree_.at(child).name;
        if (number > 0) {
            path_ += '[' + std::to_string(number) + ']';
        }
        walk(child, place);
        path_.resize(length);
    }

    void enter(std::uint32_t index, const ElementMeaning& meaning, IsoPlace& place) {
        const std::string_view name = tree_.at(index).name;
        enter_message(index, name, meaning);
        if (meaning.transaction) {
            place.field.transaction = builder_.add_transaction(path_);
        }
        if (meaning.party != nullptr) {
            enter_party(index, *meaning.party, place);
        }
        if (tree_.at(index).first_child != no_element) {
            place.in_header = place.in_header || one_of(name, {"AppHdr", "BizMsgHdr"});
            enter_identification(tree_, index, place, builder_);
        }
    }

    void enter_message(std::uint32_t index, std::string_view name, const ElementMeaning& meaning) {
        if (inside_) {
            return;
        }
        if (const MessageRoot* root = meaning.root; root != nullptr) {
            inside_ = true;
            if (root_ == no_element) {
                root_ = index;
                root_path_ = path_;
                family_ = root->family;
            } else if (second_.empty()) {
                second_ = path_;
            }
        } else if (name == "Document") {
            if (document_ == no_element) {
                document_ = index;
            } else if (second_.empty()) {
                second_ = path_;
            }
        }
    }

    void enter_party(std::uint32_t index, const PartyElement& element, IsoPlace& place) {
        const std::string_view name = element.name;
        if ((one_of(name, {"Fr", "To"}) && !place.in_header) ||
            (tree_.at(index).first_child == no_element && tree_.at(index).first_text == no_element)) {
            return;
        }
        // camt.053 and pacs.004 put the party one level deeper: Dbtr/Pty, Dbtr/Agt.
        if (one_of(name, {"Pty", "Agt"}) && place.field.party != no_index &&
            !builder_.party(place.field.party).account) {
            builder_.party(place.field.party).agent |= name == "Agt";
            return;
        }
        PaymentRole role = element.role;
        const std::uint32_t parent = tree_.at(index).parent;
        if (name == "Agt" && parent != no_element && one_of(tree_.at(parent).name, {"ChrgsInf", "Rcrd"})) {
            role = PaymentRole::charges_agent;
        }
        place.field.party = builder_.add_party({.role = role,
                                                .path = path_,
                                                .transaction = place.field.transaction,
                                                .agent = element.shape == PartyShape::agent,
                                                .account = element.shape == PartyShape::account});
        place.field.role = role;
        place.begin_party(element.shape);
    }

    void read_attribute(const codec::XmlTreeAttribute& attribute, const IsoPlace& place) {
        std::string value = base::collapse_whitespace(attribute.value);
        if (value.empty()) {
            return;
        }
        const bool currency = attribute.name == "Ccy" && looks_like(FieldClass::code, value);
        const bool known = currency || (attribute.prefixed && is_schema_location(attribute.name, value));
        std::string path = path_ + "/@";
        path += attribute.name;
        if (currency) {
            currency_ = value;
            if (std::string reason = check_value("@Ccy", value); !reason.empty()) {
                builder_.note("bad_value", path, std::move(reason));
            }
        }
        if (!known) {
            note_unknown("attribute", attribute.name, path);
        }
        builder_.add_field(std::move(path), std::move(value), known ? FieldClass::code : FieldClass::text,
                           place.field, known);
    }

    void note_unknown(std::string_view what, std::string_view name, const std::string& path) {
        builder_.note("unknown_element", path,
                      "'" + base::shown(name, 40) + "' is no " + std::string(what) +
                          " that Cordon knows with such a value; it was screened as free text");
    }

    // Codes of ISO 20022 have four letters, of clearing systems five; longer words in their places may be
    // names.
    bool is_word(const XmlTreeElement& element, std::string_view text) const {
        constexpr std::size_t clearing_letters = 5;
        const bool clearing = element.parent != no_element && tree_.at(element.parent).name == "ClrSysId";
        return has_word(text, clearing ? clearing_letters : 4) && text != "false" &&
               text.find_first_of("0123456789") == std::string_view::npos;
    }

    // The table's word, but codes of banks' own making may be any text, and a signature is none of ours.
    std::optional<FieldClass> class_of(const XmlTreeElement& element, const ElementMeaning& meaning) const {
        const bool proprietary =
            element.name == "Cd" && element.parent != no_element && tree_.at(element.parent).name == "Prtry";
        if (proprietary || element.name_space == "http://www.w3.org/2000/09/xmldsig#") {
            return FieldClass::text;
        }
        return meaning.field_class;
    }

    void read_text(std::uint32_t index, const ElementMeaning& meaning, const IsoPlace& place) {
        const XmlTreeElement& element = tree_.at(index);
        std::string text = tree_.value(index);
        if (text.empty()) {
            return;
        }
        const auto in_table = class_of(element, meaning);
        FieldClass field_class = in_table.value_or(FieldClass::text);
        const bool known =
            in_table.has_value() && element.first_child == no_element && looks_like(field_class, text);
        if (!known) {
            field_class = FieldClass::text;
            note_unknown("element", element.name, path_);
        } else {
            check_text(element.name, text, field_class);
        }
        if (field_class == FieldClass::code && is_word(element, text)) {
            field_class = FieldClass::text;
        }
        if (place.in_header || field_class == FieldClass::reference) {
            keep_header(element.name, text, place);
        }
        if (field_class == FieldClass::reference || field_class == FieldClass::value) {
            keep_transaction(element.name, text, place);
        }
        if (place.field.party != no_index) {
            keep_party_fact(element.name, text, field_class, place, builder_.party(place.field.party));
        }
        builder_.add_field(path_, std::move(text), field_class, place.field, known);
    }

    void check_text(std::string_view name, const std::string& text, FieldClass field_class) {
        if (field_class != FieldClass::agent && field_class != FieldClass::identifier &&
            field_class != FieldClass::country) {
            return;
        }
        if (std::string reason = check_value(name, text); !reason.empty()) {
            builder_.note("bad_value", path_, std::move(reason));
        } else if (name == "IBAN" && !iban_checks(text)) {
            builder_.note("iban_checksum", path_,
                          "the check digits of '" + base::shown(text, 40) + "' are wrong");
        }
    }

    void keep_header(std::string_view name, const std::string& text, const IsoPlace& place) {
        model::Payment& payment = builder_.payment();
        if (!place.in_header) {
            if (name == "MsgId" && payment.message_id.empty()) payment.message_id = text;
            return;
        }
        if (name == "BizMsgIdr" && business_id_.empty()) business_id_ = text;
        if (name == "MsgDefIdr" && header_type_.empty()) {
            header_type_ = text;
            header_type_path_ = path_;
        }
        if (name == "BizSvc" && payment.service.empty()) payment.service = text;
        if (name == "PssblDplct") payment.possible_duplicate = text == "true" || text == "1";
        if (one_of(name, {"BICFI", "AnyBIC", "BIC"})) {
            std::string& side = place.field.role == PaymentRole::sender ? payment.sender : payment.receiver;
            if (side.empty()) side = text;
        }
    }

    void keep_transaction(std::string_view name, const std::string& text, const IsoPlace& place) {
        if (place.field.transaction == no_index) {
            return;
        }
        model::PaymentTransaction& transaction = builder_.transaction(place.field.transaction);
        const auto keep = [&text](std::string& value) {
            if (value.empty()) value = text;
        };
        if (one_of(name, {"InstrId", "OrgnlInstrId"})) keep(transaction.instruction_id);
        if (one_of(name, {"EndToEndId", "OrgnlEndToEndId"})) keep(transaction.end_to_end_id);
        if (one_of(name, {"TxId", "OrgnlTxId"})) keep(transaction.transaction_id);
        if (one_of(name, {"UETR", "OrgnlUETR"})) keep(transaction.uetr);
        const bool settlement = one_of(name, {"IntrBkSttlmAmt", "RtrdIntrBkSttlmAmt"});
        if (settlement ||
            (one_of(name, {"InstdAmt", "Amt", "OrgnlIntrBkSttlmAmt"}) && transaction.amount.text.empty())) {
            transaction.amount = {text, currency_, model::amount_e5(text)};
        }
    }

    const XmlTree& tree_;
    PaymentBuilder builder_;
    std::string path_;
    bool inside_ = false;  // the message's root element
    std::uint32_t root_ = no_element;
    std::uint32_t document_ = no_element;  // the first element of that name
    std::string root_path_;
    std::string second_;  // path of a second message
    std::string family_;
    std::string header_type_;
    std::string header_type_path_;
    std::string business_id_;
    std::string currency_;  // of the amount being read
};

}  // namespace

Result<model::Payment> read_iso20022(const XmlTree& tree, const ReadLimits& limits) {
    return MessageReader(tree, limits).read();
}

}  // namespace cordon::payments
