#include "reporting/report_json.h"

#include "codec/json.h"

namespace cordon::reporting {

namespace {

using codec::JsonWriter;

void write_count(JsonWriter& json, std::string_view key, std::uint64_t number) {
    json.key(key).integer(static_cast<std::int64_t>(number));
}

void write_share(JsonWriter& json, std::string_view counted, const Share& share) {
    write_count(json, counted, share.count);
    write_count(json, "of", share.of);
    json.key("rate").real(share.rate(), 6).key("low").real(share.low(), 6).key("high").real(share.high(), 6);
}

void write_rows(JsonWriter& json, std::string_view key, std::string_view counted,
                const std::vector<ShareRow>& rows) {
    json.key(key).begin_array();
    for (const ShareRow& row : rows) {
        json.begin_object().key("key").string(row.key).key("title").string(row.title);
        write_share(json, counted, row.detected);
        if (counted == "detected") {
            write_count(json, "stood_first", row.first.count);
        }
        json.end_object();
    }
    json.end_array();
}

void write_head(JsonWriter& json, const EffectivenessReport& report) {
    json.key("system").string(report.system);
    // Beyond 2^53 a number would not survive every reader.
    json.key("seed").string(std::to_string(report.seed));
    write_count(json, "sample_per_family", report.sample);
    json.key("threshold").real(report.threshold, 4).key("threshold_source").string(report.threshold_source);
    write_count(json, "listed_names", report.names);
    json.key("lists").begin_array();
    for (const model::ListVersion& version : report.lists) {
        json.begin_object().key("list").string(version.list).key("version").string(version.version);
        json.key("published").string(base::to_string(version.published));
        json.key("content_sha256").string(version.content_sha256);
        write_count(json, "listings", version.listings);
        write_count(json, "names", version.names);
        json.end_object();
    }
    json.end_array();
}

void write_curve(JsonWriter& json, const EffectivenessReport& report) {
    json.key("curve").begin_array();
    for (const CurvePoint& point : report.curve) {
        json.begin_object().key("threshold").real(point.hundredths / 100.0, 2);
        json.key("detection_rate").real(point.detected.rate(), 6);
        json.key("false_alarms_per_1000");
        point.alarms.of == 0 ? json.null() : json.real(1000 * point.alarms.rate(), 4);
        json.end_object();
    }
    json.end_array();
}

}  // namespace

std::string report_json(const EffectivenessReport& report) {
    JsonWriter json(true);
    json.begin_object();
    write_head(json, report);
    json.key("control").begin_object();
    write_share(json, "detected", report.control);
    json.end_object().key("manipulated").begin_object();
    write_share(json, "detected", report.manipulated);
    json.end_object();
    write_rows(json, "families", "detected", report.families);
    write_rows(json, "ways", "detected", report.ways);
    write_rows(json, "by_list", "detected", report.by_list);
    write_rows(json, "by_script", "detected", report.by_script);
    write_rows(json, "by_kind", "detected", report.by_kind);
    write_rows(json, "by_quality", "detected", report.by_quality);
    json.key("ordinary_names").begin_object().key("source").string(report.ordinary_source);
    write_share(json, "alarms", report.alarms);
    write_rows(json, "groups", "alarms", report.ordinary);
    json.end_object();
    write_curve(json, report);
    write_count(json, "missed", report.missed);
    json.key("misses").begin_array();
    for (const Miss& miss : report.misses) {
        json.begin_object().key("family").string(miss.family).key("how").string(miss.how);
        json.key("query").string(miss.query).key("listed_name").string(miss.name);
        json.key("list").string(miss.list).key("listing_id").string(miss.listing_id);
        json.key("score").real(miss.score, 4).key("reason").string(miss.reason).end_object();
    }
    json.end_array().end_object();
    return json.take();
}

}  // namespace cordon::reporting
