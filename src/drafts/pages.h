// Where people find what they have not submitted, where staff sees what it prepared, and where a titular confirms it.
#pragma once
#include "drafts/store.h"
#include "web/act_pages.h"

namespace drafts {

inline const web::Address drafts_at{"/brouillons", "/en/drafts"}, prepared_at{"/brouillons/a-confirmer", "/en/drafts/to-confirm"},
    confirm_at{"/confirmer", "/en/confirm"};

struct Options {
    std::function<bool()> can_mail{};                        // empty, or false: nothing can be confirmed by link
    std::function<std::string(const web::Request&)> site{};  // "https://network.example.org", for links in mails
    // How a thing is called that an act about this member names: kind ("member", "titular", "source") and id. Empty: its number will do.
    std::function<std::string(web::Visit&, std::string_view thing, std::int64_t id, std::int64_t member)> thing_name{};
    std::string script{};  // where draft.js is served; empty: nothing is kept by itself
};

// What these pages are made of; it and what it refers to outlive the router.
struct Desk {
    const web::SiteHooks& site;
    const web::ActDoors& doors;
    Options options = {};

    bool can_mail() const { return options.can_mail && options.can_mail(); }
    std::int64_t now() const { return site.clock(); }
    // Runs within a transaction of the writer's connection. Throws store::Fault; then nothing was kept.
    void change(const std::function<void(store::Db&)>& task) const;
};

void add_pages(web::Router&, const Desk&);
html::Node bar_link(const web::Visit&);  // for SiteHooks::bar_links

// For ActHooks: what the form of an act asks.
web::DraftHooks draft_hooks(const Desk&);
web::ConfirmationHooks confirmation_hooks(const Desk&);

// ---- parts of it, each in a file of its own ----
void add_draft_pages(web::Router&, const Desk&);
void add_confirm_pages(web::Router&, const Desk&);
html::Node prepared_list(web::Visit&, const Desk&);           // what the visitor prepared, and how it stands; nothing when there is none
web::Response change_prepared_act(web::Visit&, const Desk&);  // POST: withdraw, send again, take away, receive
std::expected<std::string, base::Refusal> prepare(web::Visit&, const Desk&, const acts::Declared&, const std::string& fields,
                                                  const std::string& basis, const std::string& title);
std::string title_of(const web::Visit&, const Prepared&);
std::string member_name(web::Visit&, const Desk&, std::int64_t member);
bool is_titular(web::Visit&, Id<Person>, std::int64_t member);  // today
// A message about a prepared act to somebody's address. False: they have none, or the queue is full. Within a transaction.
bool tell(const web::Visit&, store::Db&, Id<Person>, const std::string& key, std::initializer_list<base::Argument>, std::int64_t until_us);

// The registered persons that an act's JSON names.
std::vector<Id<Person>> persons_in(const acts::Type&, std::string_view json);

}  // namespace drafts
