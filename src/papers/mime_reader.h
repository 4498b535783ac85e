// Reads what others wrote as MIME (RFC 5322, 2045, 2046): lenient about form, strict about size. Any bytes are safe.
#pragma once
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace papers {

inline constexpr std::size_t read_bytes_max = 20'000'000;
inline constexpr std::size_t read_header_bytes_max = 128 * 1024;  // of one part
inline constexpr std::size_t read_fields_max = 500;               // of one part
inline constexpr std::size_t read_parts_max = 200;                // of the whole
inline constexpr int read_depth_max = 8;

enum class MimeFault : std::uint8_t { too_large, header_too_long, too_many_fields, too_many_parts, too_deep };

struct Field {
    std::string name;   // lower case
    std::string value;  // unfolded, without blanks at the ends; the bytes as they came
    bool operator==(const Field&) const = default;
};

struct MimePart {
    std::vector<Field> fields;
    std::string media_type = "text/plain";  // lower case, without parameters; RFC 2045 §5.2's when none is said
    std::string report_type;                // of a multipart/report, lower case
    std::string_view body;                  // within the bytes that were read; still encoded
    std::vector<MimePart> parts;            // of a multipart

    std::optional<std::string_view> field(std::string_view lower_case_name) const;  // the first of that name
    std::string decoded() const;  // the body, base64 or quoted-printable undone as far as it can be read
};

// The bytes must live as long as the part does. message/rfc822 is a body here: what it holds is not entered.
std::expected<MimePart, MimeFault> read_mime(std::string_view bytes);

// The fields up to the first empty line, which is taken off with them; a line that is no field is passed over.
std::expected<std::vector<Field>, MimeFault> read_fields(std::string_view& bytes);

std::string decode_quoted_printable(std::string_view text);  // RFC 2045 §6.7; what is malformed stays as it is
std::string decode_base64(std::string_view text);            // §6.8: what is not of the alphabet is passed over

// Text safe to keep and show: controls and bytes that are not UTF-8 become '?', runs of blanks one space, and at most `bytes_max`
// bytes are kept, cut between characters.
std::string tame(std::string_view bytes, std::size_t bytes_max);

}  // namespace papers
