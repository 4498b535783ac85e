// Pages and addresses by which people and programs submit any declared act.
//   GET, POST /actes/{name}            a form; 422 with what is wrong or the refusal; 303 to the act's page in the register
//                                      ?draft=N takes up a draft; do=draft keeps one, do=auto too (JSON), do=confirm prepares the act
//   GET       /actes                   the acts and what each needs
//   /api/acts, /api/preview, /api/files   for programs: act_api.h
#pragma once
#include "store/files.h"
#include "web/act_drafts.h"
#include "web/attached.h"
#include "web/limits.h"
#include "web/site.h"

namespace web {

// What an act would correct, as it is now.
struct Present {
    std::string json;                  // the act's fields with present values, encoded
    std::vector<std::string> carried;  // fields that travel unseen
    std::string title;                 // of the thing: "Cotonou"
};

// What app knows about acts that web cannot; any may be empty.
struct ActHooks {
    std::function<std::string(Visit&, std::string_view article)> citation;                              // "rule:…" as a person cites it
    std::function<std::vector<Choice>(Visit&, std::string_view thing, std::string_view path)> options;  // what an id may name
    std::function<std::optional<Present>(Visit&, std::string_view act, const Parameters& asked)> present;
    DraftHooks drafts = {};
    ConfirmationHooks confirmations = {};
};

// What the pages of acts need; it and what it refers to outlive the router.
struct ActDoors {
    const SiteHooks& site;  // with writer and registry
    store::Files& files;
    AddressLimits& limits;
    ActHooks acts = {};
    Address entry = {"/registre", "/en/register"};          // an act's page is below it, by number
    std::string version = "0", session_cookie = "concert";  // for the API's description
};

// How the page of one act looks.
struct ActPage {
    const acts::Declared& act;
    Address at;
    std::string title, kicker = {};
    std::vector<Crumb> breadcrumb = {};
    html::Node introduction = {}, beside = {};
    std::vector<FormPart> parts = {};
    std::string submit = {};                                              // words of the button; empty: the usual ones
    std::function<std::string(Visit&, const acts::Accepted&)> then = {};  // where an accepted act leads; empty: the register
    // What is typed as its readers would see it, right or wrong: shown above the form by a button of its own; empty: there is none.
    std::function<html::Node(Visit&, const FormValues&)> preview = {};
};
// Answers GET with the form, POST with what came of it.
Response show_act(Visit&, const ActDoors&, const ActPage&);

void add_act_pages(Router&, const ActDoors&);
void add_act_api(Router&, const ActDoors&);

// Shared by pages and API.
// Throws store::Fault; a commit nobody can speak for is asked again by its client key.
acts::Outcome submit(acts::Writer&, const acts::Submission&);
// A refusal as a box at the top of a page: the article, the sentence with its figures, what is kept.
html::Node refusal_box(Visit&, const ActDoors&, const base::Finding&, const html::Node& more = {});
Response too_many(Visit&, int seconds);

}  // namespace web
