// What the pages of admission share. For their .cpp files only.
#pragma once
#include "admissions/pages.h"
#include "web/places.h"
#include "web/table.h"

namespace admissions {

std::string step_label(const web::Visit&, Step);
std::string holder_label(const web::Visit&, Step);
html::Node step_tag(const web::Visit&, Step);
// What is expected next, with its day where one is known; « date non fixée ».
std::string expected(const web::Visit&, const KnownApplication&);
// The application of the address.
std::optional<KnownApplication> asked_application(const web::Visit&);

web::Response join_page(web::Visit&, const web::ActDoors&);
web::Response list_page(web::Visit&);
web::Response list_file(web::Visit&, web::Format);
web::Response follow_page(web::Visit&);
web::Response file_page(web::Visit&, const web::ActDoors&);
web::Response piece_page(web::Visit&, const web::ActDoors&);
web::Response withdraw_page(web::Visit&, const web::ActDoors&);
web::Response confirm_address(web::Visit&, const web::ActDoors&);

}  // namespace admissions
