// What the pages of documents share. For their .cpp files only.
#pragma once
#include "documents/pages.h"
#include "documents/paper.h"
#include "numbering/numbering.h"
#include "web/places.h"

namespace documents {

inline constexpr std::array all_kinds{Kind::certificate, Kind::extract, Kind::report};
inline constexpr std::size_t search_bytes_max = 200, issue_bytes_max = 16 * 1024;

std::string kind_label(const web::Visit&, Kind);
std::string subject_of(const web::Visit&, const IssuedDocument&);  // the member, the decision, or "au 21 septembre 2026"
bool may_see(const web::Visit&, Kind);                             // its page, without any code

// The form where somebody types what stands on a paper.
struct CheckInput {
    std::string number, code, wrong;  // wrong: words, of the number
};
html::Node check_form(const web::Visit&, const CheckInput&);

web::Response document_page(web::Visit&, const web::ActDoors&);
web::Response document_file(web::Visit&, const web::ActDoors&);

}  // namespace documents
