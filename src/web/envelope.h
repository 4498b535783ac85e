// What a program sends around an act: {"fields":{…},"basis":"…","client_key":"…"}, in a batch with "act" too.
#pragma once
#include "acts/writer.h"

namespace web {

// The parts of a JSON object, or of an array (then without names), as they are written, so that a name given twice is seen and numbers
// stay as they were. Nothing when the text is neither, or a name comes twice. The text must be JSON.
struct JsonPart {
    std::string name;
    std::string_view text;
};
std::optional<std::vector<JsonPart>> parts_of(std::string_view json);
std::optional<std::string_view> part_named(const std::vector<JsonPart>&, std::string_view name);

enum class InBatch { no, yes };
struct Envelope {
    acts::Submission said;  // without an actor; of a single one, without the act's name
    std::vector<base::Wrong> wrong;
};
// `json`: whole and valid. Wrong is whatever is missing, unknown or of another type in the envelope; the fields are not looked into.
Envelope read_envelope(std::string_view json, InBatch);

// "\"k-1\"" as the draft of Idempotency-Key has it (a string of RFC 9651), or without quotes as programs often send it.
std::string unquoted(std::string_view);

// The number that the first strong tag of If-Match begins with: "12.q1b2…" gives 12. Nothing for "*", weak tags and others' tags
// (RFC 9110 §13.1.1: a weak tag never matches).
std::optional<std::int64_t> number_of_tag(std::string_view if_match);
// The object with one more member.
std::string with_member(std::string_view object, std::string_view name, std::string_view value);

}  // namespace web
