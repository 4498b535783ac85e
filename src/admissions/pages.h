// The pages of admission: « Devenir membre », the list of applications, the page of one, and what its applicant does there.
//   GET, POST /devenir-membre                       the form; an accepted application leads to its page, with its code
//   GET       /candidatures                         the list, for the secretariat a queue
//   GET       /candidatures/suivre                  a number and a code lead to a page
//   GET       /candidatures/{number}?code=…         the page of the application that act brought; with its code, what its applicant may see
//   GET, POST /candidatures/{number}/piece, …/retrait    forms of its applicant, who is known by the code
//   POST      /candidatures/{number}/adresse        the contact's address is theirs
#pragma once
#include "admissions/admissions.h"
#include "web/act_pages.h"

namespace admissions {

// Where a city applies for membership.
inline const web::Address join_at{"/devenir-membre", "/en/join"}, follow_at{"/candidatures/suivre", "/en/applications/follow"};

web::Address page_of(base::Id<acts::Act> number);
inline web::Address page_of(Id<Application> id) { return page_of(base::Id<acts::Act>{id.value / 1000}); }
// The path of the page with its code, and with what confirms the contact's address: for messages that go to the contact.
enum class Confirms { nothing, address };
std::string followed(store::Db&, Id<Application>, base::Language, Confirms = Confirms::nothing);

// How many files are open at each step, drawn with their table; nothing when none is.
html::Node steps_panel(web::Visit&);
// What the form of an act about an application holds before it is filled in: ActHooks::present.
std::optional<web::Present> present_application(web::Visit&, std::string_view act, const web::Parameters& asked);
// The address of what the secretariat does next with a file.
struct NextAction {
    std::string label, address;
};
std::optional<NextAction> next_action(const web::Visit&, const KnownApplication&);

void add_pages(web::Router&, const web::ActDoors&);
void add_json_views(web::Router&, const web::SiteHooks&);  // below /api

}  // namespace admissions
