#include "assembly/pages.h"

#include "web/form.h"
#include "web/places.h"

namespace assembly {

void add_pages(web::Router& router, const web::SiteHooks& hooks) {
    using namespace web;
    add_page(router, hooks, "sessions.list", places::sessions, list_query({"body"}), sessions_page);
    add_files(router, hooks, "sessions", places::sessions, list_query({"body"}), sessions_file);
    add_page(router, hooks, "sessions.calendar", calendar_at, {"body"}, sessions_calendar);
    // "9001-bureau-tunis-2022"; without the words, or with others, it leads to the right ones.
    add_page(router, hooks, "sessions.show", places::sessions / "{session}", {}, [](Visit& visit) {
        const auto asked = visit.request.at("session");
        const auto number = web::whole_number(asked.substr(0, asked.find('-')));
        const auto session = number ? find_session(visit.db(), {*number}) : std::nullopt;
        if (!session) return error_page(visit, 404);
        const auto address = address_of(*session);
        if (address.in(visit.language) != visit.request.path) return Response::redirect(visit.to(address), 301);
        return session_page(visit, *session);
    });
    add_page(router, hooks, "decisions.list", places::decisions, list_query({"body", "result"}), decisions_page);
    add_files(router, hooks, "decisions", places::decisions, list_query({"body", "result"}), decisions_file);
    add_page(router, hooks, "decisions.show", places::decisions / "{decision}", {}, decision_page);
}

}  // namespace assembly
