#include "cases/witness.h"

#include <fmt/format.h>

#include "base/strings.h"

namespace cordon::cases {

namespace {

using base::ErrorCode;

}  // namespace

base::Status check_growth(const LogState& seen, const LogState& now,
                          const std::optional<ConsistencyProof>& proof) {
    if (now.origin != seen.origin) {
        return base::fail(
            ErrorCode::conflict,
            fmt::format("this is another log: it calls itself '{}', and the one seen before '{}'",
                        base::shown(now.origin), base::shown(seen.origin)));
    }
    if (now.size < seen.size) {
        return base::fail(ErrorCode::corrupt,
                          fmt::format("the log shrank: it had {} leaves when last seen, and shows {} now",
                                      seen.size, now.size));
    }
    if (now.size == seen.size) {
        return now.root == seen.root
                   ? base::Status()
                   : base::fail(ErrorCode::corrupt,
                                fmt::format("the log was forked: its {} leaves are not those seen before",
                                            now.size));
    }
    if (!proof) {
        return base::fail(
            ErrorCode::conflict,
            fmt::format("{0} leaves were seen before; ask the log for the proof of cordon audit "
                        "prove --consistency {0} --to {1}, and name it with --proof",
                        seen.size, now.size));
    }
    if (proof->earlier != seen.size || proof->size != now.size) {
        return base::fail(ErrorCode::conflict,
                          fmt::format("the proof leads from {} to {} leaves, and one from {} to {} is needed",
                                      proof->earlier, proof->size, seen.size, now.size));
    }
    if (!verify_consistency(seen.size, seen.root, now.size, now.root, proof->hashes)) {
        return base::fail(
            ErrorCode::corrupt,
            fmt::format("the log was forked, or the proof is wrong: {} leaves do not begin with "
                        "the {} seen before",
                        now.size, seen.size));
    }
    return {};
}

base::Status check_vouched(const LogState& vouched, std::string_view origin, std::uint64_t leaves,
                           const std::optional<TreeHash>& root) {
    if (vouched.origin != origin) {
        return base::fail(ErrorCode::conflict,
                          fmt::format("the checkpoint is of another log: of '{}', and this is '{}'",
                                      base::shown(vouched.origin), base::shown(origin)));
    }
    if (vouched.size > leaves || !root) {
        return base::fail(ErrorCode::corrupt,
                          fmt::format("a witness saw {} leaves, and the log has {}: its end was cut off",
                                      vouched.size, leaves));
    }
    if (*root != vouched.root) {
        return base::fail(ErrorCode::corrupt,
                          fmt::format("the log was forked: its first {} leaves are not those that a witness "
                                      "saw",
                                      vouched.size));
    }
    return {};
}

}  // namespace cordon::cases
