// Goal: whatever a head says, it is read in one way or refused; an answer's head never has a line that the
// caller wrote.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "base/check.h"
#include "base/strings.h"
#include "server/content_coding.h"
#include "server/request_head.h"

// First line: method, blank, target; then fields, one a line: name, colon, value.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    using namespace cordon;
    const std::string_view text(reinterpret_cast<const char*>(bytes), size);
    const auto lines = base::split(text, '\n');
    server::RequestHead head;
    const std::size_t blank = lines[0].find(' ');
    head.method = std::string(lines[0].substr(0, blank));
    head.target = blank == lines[0].npos ? "/" : std::string(lines[0].substr(blank + 1));
    for (std::size_t at = 1; at < lines.size(); ++at) {
        const std::size_t colon = lines[at].find(':');
        const std::string_view value = colon == lines[at].npos ? "" : lines[at].substr(colon + 1);
        head.fields.emplace_back(base::ascii_lower(lines[at].substr(0, colon)), std::string(value));
    }
    auto read = server::read_head(std::move(head), 1'000);
    server::HttpRequest request;
    server::HttpResponse response;
    if (auto* refused = std::get_if<server::HttpResponse>(&read)) {
        CORDON_CHECK(refused->status >= 400 && refused->status < 500);
        response = std::move(*refused);
    } else {
        request = std::move(std::get<server::ReadHead>(read).request);
        (void)server::takes_gzip(request.field("accept-encoding"));
        for (const auto& [name, value] : request.target.query) {
            response.fields.emplace_back("x-echo", value);
        }
    }
    const std::string answer = server::answer_head(response, request, {});
    const std::size_t end = answer.find("\r\n\r\n");
    CORDON_CHECK(end + 4 == answer.size());
    for (const char letter : answer) {
        CORDON_CHECK(letter != '\0');
    }
    return 0;
}
