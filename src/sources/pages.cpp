#include "sources/pages.h"

#include "sources/parts.h"
#include "web/places.h"

#include <algorithm>

namespace sources {

using web::Visit;

std::vector<std::string> columns_of_statements() { return file_columns().names(); }

namespace {

// Every statement, whatever it is about.
web::Response figures_file(Visit& visit, web::Format format) {
    return statements_file(visit, visit.language == base::Language::fr ? "chiffres" : "figures", format,
                           quotes_asked(visit, every_subject()));
}

}  // namespace

void add_pages(web::Router& router, const web::SiteHooks& hooks, std::vector<Panel> panels) {
    using namespace web;
    add_page(router, hooks, "research", places::research, {}, research_page);
    add_page(router, hooks, "figures", places::figures, {}, figures_page);
    add_files(router, hooks, "figures", places::figures, {"columns"}, figures_file);
    add_page(router, hooks, "partners", places::partners, {}, partners_page);
    add_files(router, hooks, "partners", places::partners, {"columns"}, [](Visit& visit, Format format) {
        return statements_file(visit, visit.language == base::Language::fr ? "partenaires" : "partners", format,
                               quotes_asked(visit, Subject::partner));
    });
    add_page(router, hooks, "projects", places::projects, {}, projects_page);
    add_files(router, hooks, "projects", places::projects, {"columns"}, [](Visit& visit, Format format) {
        return statements_file(visit, visit.language == base::Language::fr ? "projets" : "projects", format,
                               quotes_asked(visit, Subject::project));
    });
    add_page(router, hooks, "facts.list", places::facts, list_query({"subject"}), facts_page);
    add_files(router, hooks, "facts", places::facts, {"subject", "columns"}, facts_file);
    add_page(router, hooks, "facts.show", places::facts / "{fact}", {}, fact_page);
    add_page(router, hooks, "sources.list", places::sources, list_query({}), sources_page);
    add_files(router, hooks, "sources", places::sources, list_query({}), sources_file);
    add_page(router, hooks, "sources.show", places::sources / "{source}", {"members_after"},
             [panels = std::move(panels)](Visit& visit) { return source_page(visit, panels); });
}

}  // namespace sources
