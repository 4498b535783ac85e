// What programs are told, beside pages: answers and refusals in JSON, lists page by page.
//   problem+json (RFC 9457) with "code", "detail" in the reader's language and, where fields are wrong, "errors"
//   a list: {"items":[…],"next":"/api/…?after=…" or null} and Link: <…>; rel="next" (RFC 8288)
#pragma once
#include "web/form.h"
#include "web/site.h"

namespace web {

// Whether an address is one of the API: everything there is JSON, refusals too.
bool for_programs(std::string_view path);

// By ?lang=, else by Accept-Language (RFC 9110 §12.5.4); English when none is named, since it is programs that ask.
Language language_for(const Request&);

std::string figures_json(const std::vector<base::Figure>&);
std::string finding_json(const base::Words&, const base::Finding&);

// `more`: further members, each with its comma before it.
Response problem(int status, std::string_view code, std::string_view detail, std::string_view more = "");
Response problem(const base::Words&, int status);  // "error.<status>.text"
Response wrong_problem(const base::Words&, const std::vector<base::Wrong>&, int status = 422);
// 403, 404, 409 or 422 by the refusal's code. `index`: of the act in a batch.
Response refusal_problem(const base::Words&, const base::Refusal&, std::optional<std::size_t> index = {});

// The Visit of a request for JSON. Refuses before `show` is asked: 400 for a query that is not known or not well written, 401 for a
// bearer token that is none, and what `answering` refuses, all as problems.
Handler answering_program(const SiteHooks&, std::vector<ApiParameter> known, Show show);

// One view for programs: kept like a page for who is not signed in, always with a strong ETag, and 304 for who has it already.
// `parameters`: beyond date, known and lang.
void add_view(Router&, const SiteHooks&, std::string name, std::string pattern, ApiRoute, Show);
Response view_json(Visit&, std::string json);
// The same of a thing that acts correct: its ETag begins with the number of the last act that changed it, for If-Match.
Response thing_json(Visit&, std::string json, base::Id<acts::Act> changed_by);

// Part of a list: what comes after a number, in the order of numbers.
struct Slice {
    static constexpr std::int64_t most = 200, usual = 50;
    std::int64_t after = 0, limit = usual;
    std::int64_t rows() const { return limit + 1; }  // to be read: one more tells whether there is a next part
};
Slice slice_of(const Visit&);
std::vector<ApiParameter> slice_parameters(std::vector<ApiParameter> more = {});
struct ListedItem {
    std::int64_t number = 0;
    std::string json;
};
Response list_json(Visit&, const Slice&, std::vector<ListedItem>);
std::string list_schema(std::string_view item);  // of a list of that component

}  // namespace web
