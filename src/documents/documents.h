// The door: papers that the secretariat issues, each under its number, and the templates they are made from. docs/decisions/0017.
#pragma once
#include "acts/act.h"
#include "assembly/assembly.h"
#include "base/language.h"
#include "members/members.h"

namespace documents {
struct Document;
struct Template;
}  // namespace documents
template <>
inline constexpr std::string_view acts::thing<documents::Document> = "document";
template <>
inline constexpr std::string_view acts::thing<documents::Template> = "document_template";

namespace documents {

using base::Id;

enum class Kind {
    certificate,  // of membership: anybody may check it
    extract,      // of the register of decisions: one decision
    report        // the list of the members on a day
};
BOOST_DESCRIBE_ENUM(Kind, certificate, extract, report)
enum class WrittenIn { fr, en };
BOOST_DESCRIBE_ENUM(WrittenIn, fr, en)
inline base::Language language_of(WrittenIn in) { return in == WrittenIn::fr ? base::Language::fr : base::Language::en; }

inline constexpr std::int64_t report_members_max = 5'000;

// The name of its series of numbers, in every language.
inline std::string_view series_of(Kind kind) { return kind == Kind::certificate ? "ATT" : kind == Kind::extract ? "EXT" : "RAP"; }
// Whether its page is for everybody; otherwise it is the secretariat's.
inline bool is_public(Kind kind) { return kind == Kind::certificate; }

struct IssuedDocument {
    Id<Document> id;
    std::string number;  // "ATT-2026-0001"
    Kind kind{};
    WrittenIn language{};
    base::Date day;
    std::string subject;  // as it was that day: the member's name, the decision's title; empty for a report
    std::optional<Id<members::Member>> member;
    std::optional<Id<assembly::Decision>> decision;
    std::optional<base::Date> on;  // of a report: the members as of that day
    std::string basis;             // of the act; may be empty
    base::Id<acts::Act> act;
};
std::optional<IssuedDocument> find_document(store::Db&, const std::string& number);
std::optional<IssuedDocument> find_document(store::Db&, Id<Document>);

struct Filter {
    std::optional<Kind> kind;
    std::optional<int> year;  // of issue
    std::string search;       // a number, or words of the subject in any spelling of accents
    bool public_only = true;
};
std::int64_t count_documents(store::Db&, const Filter&);
std::vector<IssuedDocument> list_documents(store::Db&, const Filter&, std::int64_t offset, std::int64_t most);  // newest first
// Newest first, those issued before one.
std::vector<IssuedDocument> documents_before(store::Db&, const Filter&, std::optional<Id<Document>> before, std::int64_t most);
// Oldest first, those with a higher number of thing.
std::vector<IssuedDocument> documents_after(store::Db&, const Filter&, std::int64_t after, std::int64_t most);

struct KnownTemplate {
    Id<Template> id;
    Kind kind{};
    std::string text_fr, text_en;
    base::Date day;
    base::Id<acts::Act> act;
    const std::string& text(WrittenIn in) const { return in == WrittenIn::fr ? text_fr : text_en; }
};
std::optional<KnownTemplate> template_in_force(store::Db&, Kind);  // nothing: none has been stated yet

void declare(acts::Registry&);
std::string_view tables();

}  // namespace documents
