// engine/audit_witness.h: the notes of witnesses (cases/checkpoint_note.h, cases/witness.h), for the rooms at
// the edge.
//
// Role:      names only; the rules stand in the room cases.
// Ownership: values.
// Threads:   pure functions.
// Errors:    those of the two headers.
#pragma once

#include "cases/checkpoint_note.h"
#include "cases/witness.h"

namespace cordon::engine {

using cases::CheckpointNote;
using cases::ConsistencyProof;
using cases::LogState;
using cases::NoteSignature;

using cases::check_growth;
using cases::check_vouched;
using cases::consistency_proof;
using cases::cosignature_line;
using cases::cosignature_of;
using cases::log_origin;
using cases::note_text;
using cases::parse_note;
using cases::parse_proof;
using cases::parse_signature_line;
using cases::sign_note;
using cases::verify_cosignature;
using cases::verify_log_signature;
using cases::write_proof;

}  // namespace cordon::engine
