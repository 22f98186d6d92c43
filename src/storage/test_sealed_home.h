// storage/test_sealed_home.h: a home whose record is sealed, its data key, and a search for what must not
// stand in it.
//
// Role:    included by *_test.cc and *_bench.cc only.
// Threads: main thread.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "storage/field_keys.h"
#include "storage/file_ops.h"
#include "storage/key_store.h"
#include "storage/test_record.h"

namespace cordon::storage::testing {

inline std::string make_data_key(const RecordHome& home, const std::string& name = "data.key") {
    std::string path = home.folder() + "/" + name;
    std::ofstream(path) << master_key_file(base::SecretKey::make());
    return path;
}

inline std::unique_ptr<VerdictRegistry> open_sealed(const RecordHome& home, const std::string& data_key) {
    auto opened = VerdictRegistry::open(home.path(), {"gate", "test build", data_key});
    CORDON_CHECK(opened.has_value());
    return *std::move(opened);
}

inline std::vector<KnownKey> known_keys(const std::string& home) {
    auto known = KeyStore(home).keys();
    CORDON_CHECK(known.has_value());
    return *std::move(known);
}

// Files below the folder in which the words stand, in plain text.
inline std::vector<std::string> files_with(const std::string& folder, std::string_view words) {
    std::vector<std::string> found;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file() && read_file(entry.path())->find(words) != std::string::npos) {
            found.push_back(entry.path());
        }
    }
    return found;
}

}  // namespace cordon::storage::testing
