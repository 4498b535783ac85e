// The pages of documents.
//   GET       /documents                  what was issued (certificates; the secretariat sees all), and the box that checks a paper
//   GET       /documents.csv .json .xlsx
//   GET       /documents/{number}         what it attests, when, on what ground; ?code=… checks the paper that somebody holds
//   GET       /documents/{number}.pdf     for the secretariat, and for who has the code
//   GET       /documents/verifier         what somebody typed in the box, which leads to the document
//   GET, POST /documents/emettre          the secretariat issues one
//   GET       /documents/modeles          the templates in force and what they may ask for
//   GET       /api/documents              the list, for programs
#pragma once
#include "documents/documents.h"
#include "web/act_pages.h"
#include "web/places.h"

namespace documents {

namespace places {
using web::places::documents, web::places::issuing;
inline const web::Address templates{"/documents/modeles", "/en/documents/templates"};
inline const web::Address checking{"/documents/verifier", "/en/documents/check"};
inline web::Address document(const std::string& number) { return documents / number; }
}  // namespace places

// `doors` and what it refers to outlive the router.
void add_pages(web::Router&, const web::ActDoors& doors);
void add_json_views(web::Router&, const web::SiteHooks&);

// The template of a kind as the act that would change nothing; nothing when none has been stated.
std::optional<web::Present> present_template(web::Visit&, const web::Parameters& asked);

}  // namespace documents
