// Fuzz target: any text is a remark; no fragment is lost and no name is empty.
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/check.h"
#include "base/strings.h"
#include "lists/ofac_remarks.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string remark(bytes, bytes + size);
    for (const std::string& fragment : cordon::lists::split_ofac_remark(remark)) {
        CORDON_CHECK(!fragment.empty() && remark.find(fragment) != std::string::npos);
    }
    cordon::model::Listing listing;
    listing.id = "1";
    listing.kind = size % 2 == 0 ? cordon::model::PartyKind::person : cordon::model::PartyKind::entity;
    std::vector<cordon::lists::Diagnostic> diagnostics;
    cordon::lists::read_ofac_remark(remark, listing, diagnostics);
    for (const cordon::model::ListedName& name : listing.names) {
        CORDON_CHECK(!name.text.empty());
    }
    return 0;
}
