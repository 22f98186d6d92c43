#include "payments/message_split.h"

#include <algorithm>

#include "base/strings.h"
#include "codec/swift_fin.h"
#include "codec/xml_tree.h"
#include "payments/iso20022_elements.h"
#include "payments/message_reader.h"

namespace cordon::payments {

using codec::no_element;
using codec::XmlTree;

namespace {

constexpr std::size_t npos = std::string_view::npos;
constexpr std::uint64_t wrapper_bytes_max = 256ULL << 20U;
// What the messages of one wrapper may come to together, each with its copy of the wrapper.
constexpr std::uint64_t parts_bytes_max = 256ULL << 20U;

// Where the XML declarations of documents one behind the other begin; a declaration inside a CDATA section or
// a comment does not count.
std::vector<std::size_t> document_starts(std::string_view bytes) {
    std::vector<std::size_t> starts{0};
    for (std::size_t at = 1; starts.size() <= split_messages_max && (at = bytes.find('<', at)) != npos;) {
        const std::string_view rest = bytes.substr(at);
        if (rest.starts_with("<![CDATA[")) {
            at = bytes.find("]]>", at);
        } else if (rest.starts_with("<!--")) {
            at = bytes.find("-->", at);
        } else {
            if (rest.starts_with("<?xml ") && !base::trim(bytes.substr(0, at)).empty()) {
                starts.push_back(at);
            }
            ++at;
        }
        if (at == npos) {
            break;
        }
    }
    return starts;
}

// True when no more than one tag of each kind begins a message or a document: then there is nothing to take
// apart. Looks at every '<', inside comments and CDATA sections too, so it may say false too often and never
// true.
bool holds_one_message(std::string_view bytes) {
    int documents = 0;
    int roots = 0;
    int declarations = 0;
    for (std::size_t at = 0; (at = bytes.find('<', at)) != npos;) {
        ++at;
        std::size_t end = at;
        while (end < bytes.size() && bytes[end] != '>' && bytes[end] != '/' && bytes[end] > ' ') {
            at = bytes[end] == ':' ? end + 1 : at;
            ++end;
        }
        const std::string_view name = bytes.substr(at, end - at);
        documents += name == "Document" ? 1 : 0;
        roots += message_root(name) != nullptr ? 1 : 0;
        declarations += name == "?xml" ? 1 : 0;
    }
    return documents <= 1 && roots <= 1 && declarations <= 1;
}

struct Cut {
    std::uint64_t begin;
    std::uint64_t end;
};

class WrapperSplit {
public:
    explicit WrapperSplit(const XmlTree& tree) : tree_(tree) {}

    // The ranges that are one message each; empty when there are fewer than two.
    std::vector<Cut> cuts() {
        find(0);
        if (messages_.size() < 2) {
            return {};
        }
        const std::uint32_t common = common_ancestor();
        std::vector<Cut> cuts;
        std::uint64_t header = ~std::uint64_t{0};
        for (std::uint32_t at = tree_.at(common).first_child; at != no_element;
             at = tree_.at(at).next_sibling) {
            if (tree_.at(at).name == "AppHdr" || tree_.at(at).name == "BizMsgHdr") {
                header = std::min(header, tree_.at(at).begin);
            } else if (holds_message(at)) {
                cuts.push_back({std::min(header, tree_.at(at).begin), tree_.at(at).end});
                header = ~std::uint64_t{0};
            }
        }
        return cuts;
    }

private:
    void find(std::uint32_t index) {
        const codec::XmlTreeElement& element = tree_.at(index);
        if (element.name == "Document" || message_root(element.name) != nullptr) {
            messages_.push_back(index);
            return;
        }
        for (std::uint32_t at = element.first_child; at != no_element; at = tree_.at(at).next_sibling) {
            find(at);
        }
    }

    bool is_inside(std::uint32_t index, std::uint32_t ancestor) const {
        return tree_.at(index).begin >= tree_.at(ancestor).begin &&
               tree_.at(index).end <= tree_.at(ancestor).end;
    }

    // Messages are found in document order, so those of one element stand together.
    bool holds_message(std::uint32_t index) const {
        const auto first =
            std::ranges::lower_bound(messages_, tree_.at(index).begin, {},
                                     [this](std::uint32_t message) { return tree_.at(message).begin; });
        return first != messages_.end() && is_inside(*first, index);
    }

    std::uint32_t common_ancestor() const {
        std::uint32_t common = tree_.at(messages_.front()).parent;
        while (common != no_element && !is_inside(messages_.back(), common)) {
            common = tree_.at(common).parent;
        }
        return common;  // at least the root holds both
    }

    const XmlTree& tree_;
    std::vector<std::uint32_t> messages_;
};

// What stands around the messages, and where in it each of them stood.
struct Wrapper {
    std::string text;
    std::vector<std::size_t> places;
};

// blanks: with the white space between two messages, which thousands of messages make long.
Wrapper wrapper_of(std::string_view bytes, const std::vector<Cut>& cuts, bool blanks) {
    Wrapper wrapper;
    std::uint64_t at = 0;
    for (const Cut& cut : cuts) {
        const std::string_view gap = bytes.substr(at, cut.begin - at);
        if (blanks || !base::trim(gap).empty()) {
            wrapper.text += gap;
        }
        wrapper.places.push_back(wrapper.text.size());
        at = cut.end;
    }
    wrapper.text += bytes.substr(at);
    return wrapper;
}

void split_wrapper(std::string_view bytes, std::vector<std::string>& parts) {
    const auto tree = codec::read_xml_tree(bytes, {.bytes_max = wrapper_bytes_max});
    std::vector<Cut> cuts;
    if (tree) {
        cuts = WrapperSplit(*tree).cuts();
    }
    if (cuts.size() < 2 || cuts.size() > split_messages_max) {
        parts.emplace_back(bytes);
        return;
    }
    Wrapper wrapper = wrapper_of(bytes, cuts, true);
    if (wrapper.text.size() * cuts.size() > parts_bytes_max) {
        wrapper = wrapper_of(bytes, cuts, false);
    }
    if (wrapper.text.size() * cuts.size() > parts_bytes_max) {
        parts.emplace_back(bytes);
        return;
    }
    const std::string_view around = wrapper.text;
    for (std::size_t message = 0; message < cuts.size(); ++message) {
        const std::size_t place = wrapper.places[message];
        std::string part(around.substr(0, place));
        part += bytes.substr(cuts[message].begin, cuts[message].end - cuts[message].begin);
        part += around.substr(place);
        parts.push_back(std::move(part));
    }
}

// Behind the bracket that closes the one at `open`; strings are stepped over. npos when it is never closed.
std::size_t json_end(std::string_view bytes, std::size_t open) {
    std::size_t depth = 0;
    for (std::size_t at = open; at < bytes.size(); ++at) {
        switch (bytes[at]) {
            case '"':
                for (++at; at < bytes.size() && bytes[at] != '"'; ++at) {
                    at += bytes[at] == '\\' ? 1U : 0U;
                }
                break;
            case '{':
            case '[': ++depth; break;
            case '}':
            case ']':
                if (--depth == 0) return at + 1;
                break;
            default: break;
        }
    }
    return npos;
}

std::size_t skip_json_blanks(std::string_view bytes, std::size_t at) {
    return std::min(bytes.find_first_not_of(" \t\r\n", at), bytes.size());
}

// Objects from `at` on, with a comma between them or nothing, up to `closing` ('\0': the end of the bytes);
// empty when something else stands there.
std::vector<std::string> json_objects(std::string_view bytes, std::size_t at, char closing) {
    std::vector<std::string> parts;
    for (at = skip_json_blanks(bytes, at); at < bytes.size(); at = skip_json_blanks(bytes, at)) {
        if (closing != '\0' && bytes[at] == closing) {
            return skip_json_blanks(bytes, at + 1) == bytes.size() ? parts : std::vector<std::string>{};
        }
        if (closing != '\0' && !parts.empty()) {
            if (bytes[at] != ',') {
                return {};
            }
            at = skip_json_blanks(bytes, at + 1);
        }
        const std::size_t end = at < bytes.size() && bytes[at] == '{' ? json_end(bytes, at) : npos;
        if (end == npos) {
            return {};
        }
        if (parts.size() == split_messages_max) {
            return {};
        }
        parts.emplace_back(bytes.substr(at, end - at));
        at = end;
    }
    return closing == '\0' ? parts : std::vector<std::string>{};
}

}  // namespace

std::vector<std::string> split_xml(std::string_view bytes) {
    std::vector<std::string> parts;
    if (holds_one_message(bytes)) {
        parts.emplace_back(bytes);
        return parts;
    }
    const std::vector<std::size_t> starts = document_starts(bytes);
    if (starts.size() > split_messages_max) {
        return parts;
    }
    for (std::size_t at = 0; at < starts.size(); ++at) {
        const std::size_t end = at + 1 < starts.size() ? starts[at + 1] : bytes.size();
        split_wrapper(bytes.substr(starts[at], end - starts[at]), parts);
    }
    return parts;
}

std::vector<std::string> split_fin(std::string_view bytes) {
    std::vector<std::string> parts;
    const std::vector<codec::FinReading> readings = codec::read_fin(bytes, split_messages_max + 1);
    if (readings.size() > split_messages_max) {
        return parts;
    }
    for (std::size_t at = 0; at < readings.size(); ++at) {
        const std::uint64_t begin = at == 0 ? 0 : readings[at].offset_bytes;
        const std::uint64_t end = at + 1 < readings.size() ? readings[at + 1].offset_bytes : bytes.size();
        parts.emplace_back(bytes.substr(begin, end - begin));
    }
    return parts;
}

std::vector<std::string> split_json(std::string_view bytes) {
    if (bytes.starts_with("\xEF\xBB\xBF")) {
        bytes.remove_prefix(3);
    }
    const std::size_t first = skip_json_blanks(bytes, 0);
    const bool array = first < bytes.size() && bytes[first] == '[';
    return json_objects(bytes, array ? first + 1 : first, array ? ']' : '\0');
}

}  // namespace cordon::payments
