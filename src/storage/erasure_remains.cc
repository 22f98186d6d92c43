#include "storage/erasure_remains.h"

#include <fmt/format.h>

#include "base/hash.h"
#include "codec/json.h"
#include "storage/record_reader.h"

namespace cordon::storage {

namespace {

// Numbers as they stand in the rows: whatever somebody wrote there has one text.
class Remains {
public:
    static base::Result<Remains> of(Database& database) {
        CORDON_ASSIGN(Statement verdict,
                      database.prepare("SELECT verdict_id, tenant, channel, outcome, at, message_bytes, "
                                       "situation, content_sha256 FROM verdicts WHERE leaf = ?"));
        CORDON_ASSIGN(std::string salt, erasure_salt(database));
        CORDON_ASSIGN(Statement steps,
                      database.prepare("SELECT leaf, step, principal, block_allowed, at, policy FROM "
                                       "hold_events WHERE verdict = ? ORDER BY leaf"));
        CORDON_ASSIGN(
            Statement tokens,
            database.prepare("SELECT tokens.leaf, kind, issued, expires, coalesce(token_voids.leaf, "
                             "-1), coalesce(token_voids.at, 0) FROM tokens LEFT JOIN token_voids ON "
                             "token = tokens.leaf WHERE verdict = ? ORDER BY tokens.leaf"));
        return Remains(std::move(verdict), std::move(steps), std::move(tokens), std::move(salt));
    }

    base::Result<std::string> line(std::uint64_t leaf, const std::string* known_by) {
        CORDON_ASSIGN(const bool found, verdict_.bind(leaf).step());
        if (!found) {
            return fmt::format("no verdict {}", leaf);
        }
        codec::JsonWriter json;
        json.begin_object().key("at").integer(verdict_.integer(4)).key("channel").string(verdict_.text(2));
        const std::string hash = known_by == nullptr ? verdict_.bytes(7) : *known_by;
        if (hash.find_first_not_of('\0') != std::string::npos) {  // an earlier layout kept none
            json.key("known_by").string(base::sha256_hex(salt_ + hash));
        }
        json.key("leaf").integer(static_cast<std::int64_t>(leaf));
        json.key("message_bytes").integer(verdict_.integer(5)).key("outcome").integer(verdict_.integer(3));
        json.key("situation_sha256").string(hex_of(verdict_.bytes(6)));
        CORDON_TRY(add_steps(json, leaf));
        json.key("tenant").string(verdict_.text(1));
        CORDON_TRY(add_tokens(json, leaf));
        json.key("verdict_id").string("v" + hex_of(verdict_.bytes(0))).end_object();
        return json.take();
    }

private:
    Remains(Statement verdict, Statement steps, Statement tokens, std::string salt)
        : verdict_{std::move(verdict)},
          steps_{std::move(steps)},
          tokens_{std::move(tokens)},
          salt_{std::move(salt)} {}

    base::Status add_steps(codec::JsonWriter& json, std::uint64_t leaf) {
        json.key("steps").begin_array();
        steps_.bind(leaf);
        for (;;) {
            CORDON_ASSIGN(const bool found, steps_.step());
            if (!found) {
                break;
            }
            json.begin_object().key("at").integer(steps_.integer(4));
            json.key("block_allowed").integer(steps_.integer(3)).key("leaf").integer(steps_.integer(0));
            if (const std::string policy = steps_.bytes(5); !policy.empty()) {  // earlier layouts kept none
                json.key("policy").string(hex_of(policy));
            }
            json.key("principal").string(steps_.text(2)).key("step").integer(steps_.integer(1)).end_object();
        }
        json.end_array();
        return {};
    }

    base::Status add_tokens(codec::JsonWriter& json, std::uint64_t leaf) {
        json.key("tokens").begin_array();
        tokens_.bind(leaf);
        for (;;) {
            CORDON_ASSIGN(const bool found, tokens_.step());
            if (!found) {
                break;
            }
            json.begin_object().key("expires").integer(tokens_.integer(3));
            json.key("issued").integer(tokens_.integer(2)).key("kind").integer(tokens_.integer(1));
            json.key("leaf").integer(tokens_.integer(0)).key("void_at").integer(tokens_.integer(5));
            json.key("void_leaf").integer(tokens_.integer(4)).end_object();
        }
        json.end_array();
        return {};
    }

    Statement verdict_;
    Statement steps_;
    Statement tokens_;
    std::string salt_;
};

}  // namespace

base::Result<std::string> remains_of(Database& database, std::span<const std::uint64_t> leaves,
                                     std::span<const std::string> known_by) {
    CORDON_ASSIGN(Remains remains, Remains::of(database));
    base::Sha256 hash;
    for (std::size_t at = 0; at < leaves.size(); ++at) {
        CORDON_ASSIGN(const std::string line,
                      remains.line(leaves[at], known_by.empty() ? nullptr : &known_by[at]));
        hash.add(line);
        hash.add("\n");
    }
    return hash.hex();
}

}  // namespace cordon::storage
