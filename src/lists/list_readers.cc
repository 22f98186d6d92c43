#include "lists/list_readers.h"

#include <fmt/format.h>

#include "lists/ca_sema_xml.h"
#include "lists/eu_fsf_xml.h"
#include "lists/ftm_json.h"
#include "lists/ofac_csv.h"
#include "lists/ofac_delta_xml.h"
#include "lists/ofac_enhanced_xml.h"
#include "lists/ofac_legacy_xml.h"
#include "lists/plain_table.h"
#include "lists/seco_xml.h"
#include "lists/targets_simple_csv.h"
#include "lists/uk_xml.h"
#include "lists/un_xml.h"

namespace cordon::lists {

base::Result<ParsedList> read_as(ListFormat format, const std::vector<SourceFile>& files) {
    const std::string_view bytes = files.front().bytes;
    switch (format) {
        case ListFormat::un_xml: return read_un_xml(bytes);
        case ListFormat::ofac_csv: return read_ofac_csv(files);
        case ListFormat::ofac_legacy_xml: return read_ofac_legacy_xml(bytes);
        case ListFormat::ofac_enhanced_xml: return read_ofac_enhanced_xml(bytes);
        case ListFormat::ofac_delta_xml: return read_ofac_delta_xml(bytes);
        case ListFormat::uk_xml: return read_uk_xml(bytes);
        case ListFormat::ca_sema_xml: return read_ca_sema_xml(bytes);
        case ListFormat::eu_fsf_xml: return read_eu_fsf_xml(bytes);
        case ListFormat::seco_xml: return read_seco_xml(bytes);
        case ListFormat::ftm_json_lines: return read_ftm_json(bytes);
        case ListFormat::targets_simple_csv: return read_targets_simple_csv(bytes);
        case ListFormat::plain_table: return read_plain_table(bytes);
    }
    return base::fail(base::ErrorCode::unsupported, fmt::format("{} is not read yet", to_string(format)));
}

}  // namespace cordon::lists
