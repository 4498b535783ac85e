// The API's own description (OpenAPI 3.1), made from what is declared: the routes of the router and the acts of the registry. Nothing in
// it is written by hand but the words and some examples (api_examples.cpp), so that it cannot promise what is not there.
#pragma once
#include "web/act_api.h"

namespace web {

// Whether a route is in the description: everything below /api, and the files of lists and of the register by their ending.
bool is_documented(const Route&);
// Its path in OpenAPI's spelling; an act's route stands there once for each act ("/api/acts/members.record").
std::vector<std::string> documented_paths(const Route&, const acts::Registry&);

struct ApiDocument {
    const Router& router;
    const acts::Registry& registry;
    std::string title, version, origin, session_cookie;
};
std::string openapi(const ApiDocument&, const base::Words&);

// A request that does an act, as JSON: what documentation shows. Its numbers are invented.
std::string example_request(const acts::Declared&);
std::string example_fields(const acts::Declared&);  // its fields

// GET /api/openapi.json, and the page that tells the API in words: /api, /en/api.
void add_api_document(Router&, const ActDoors&);

}  // namespace web
