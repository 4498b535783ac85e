// Both forms of rules as one, for pages, files and programs.
#pragma once
#include "statutes/statutes.h"
#include "web/entries.h"

namespace statutes {

struct Shown {
    std::int64_t id = 0;
    std::string name;
    std::optional<std::int64_t> number;  // a number with a name
    std::optional<ProvisionRow> row;     // or a provision
    base::Interval held;
    std::optional<base::PartialDate> begins;  // as its act says it
    std::string article, article_fr, article_en, text_fr, text_en, basis;
    std::optional<base::Id<acts::Act>> ended_by;
    bool replaced = false;  // others hold for all its time
    std::string says(const base::Words&) const;
};
std::vector<Shown> all_shown(store::Db&);                                      // by form and name, oldest first
std::vector<Shown> shown_of(store::Db&, std::string_view name);                // oldest first
std::vector<Shown> in_force_of(const std::vector<Shown>& oldest_first, Date);  // one of each name at most
// The same by the times in which each is the one that holds: one that another interrupts stands twice, one that never held stands once.
std::vector<Shown> as_held(const std::vector<Shown>& oldest_first);
std::optional<base::PartialDate> first_held(const Shown&);     // as its act says it
std::optional<base::PartialDate> end_held(const Shown&);       // the first day, or year, in which it holds no more
std::string held_words(const web::Visit&, const Shown&);       // « En vigueur du … au … »
std::string since_words(const web::Visit&, const Shown&);      // « En vigueur depuis le … »
html::Node article_words(const web::Visit&, const Shown&);     // how it is cited, with its number
html::Node ground(const web::Visit&, std::string_view basis);  // a decision or a source, by its title
web::Response rule_page(web::Visit&);                          // one rule: what it says, since when, and a trial

}  // namespace statutes
