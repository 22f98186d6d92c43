// server/payment_desk.h: messages of many threads to kept verdicts, many in one commit.
//
// Role:      one thread records; whoever has examined a message hands it in and waits. While one group is
//            being committed the next one gathers, so one sync of the disk serves as many messages as came
//            meanwhile (engine/payment_recorder.h).
// Rules:     record() returns a verdict only after the commit that keeps it. An Error means that nothing may
//            move: the message may be kept or not, and sending it again gives its one verdict. A message
//            that cannot be recorded does not take those of its group with it, unless the record itself
//            fails; then the record is opened anew for the next group. What waits is bounded in number, bytes
//            and time. The log is signed after each minute with work, and at the end.
// Ownership: owns the thread and the store it writes through.
// Threads:   record() and counts() from any thread; stop() once.
// Cost:      one commit a group; 2 thread switches a message.
// Errors:    unavailable: full, too slow, stopping; those of the record.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include "base/instant.h"
#include "base/result.h"
#include "engine/payment_recorder.h"
#include "server/record_lender.h"

namespace cordon::server {

struct DeskLimits {
    std::uint32_t waiting_max = 4'096;
    std::uint64_t waiting_bytes_max = 128ULL << 20U;
    std::uint32_t group_max = 512;
    std::uint32_t wait_ms_max = 10'000;
    std::uint32_t checkpoint_ms = 60'000;
};

struct DeskCounts {
    std::uint64_t recorded = 0;
    std::uint64_t failed = 0;
    std::uint64_t refused = 0;  // full, too slow, stopping
    std::uint64_t groups = 0;
    std::uint64_t waiting = 0;
    std::uint64_t waiting_bytes = 0;  // with those being recorded
    std::uint64_t signed_logs = 0;
    std::uint64_t sign_failures = 0;
};

class PaymentDesk {
public:
    PaymentDesk(OpenRecord open, std::function<base::Instant()> now, const DeskLimits& limits = {});
    ~PaymentDesk();  // stops
    PaymentDesk(const PaymentDesk&) = delete;
    PaymentDesk& operator=(const PaymentDesk&) = delete;

    // The gate judges on the desk's thread while the caller waits.
    [[nodiscard]] base::Result<engine::RecordedVerdict> record(
        std::shared_ptr<const engine::PaymentGate> gate, engine::ExaminedMessage message);
    [[nodiscard]] DeskCounts counts() const;
    // Records what waits, takes nothing more, signs the log.
    void stop();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace cordon::server
