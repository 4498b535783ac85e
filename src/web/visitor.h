// Who asks: as whom they may submit, and which roles they hold today. accounts tells who it is; a page only looks.
#pragma once
#include "acts/act.h"
#include "web/html.h"
#include "web/router.h"

namespace web {

struct Visitor {
    acts::Actor actor{"visitor", acts::Role::visitor, "visitor"};  // as whom they submit
    std::vector<acts::Holding> holdings;                           // today's; of who has the machine: administrator, everywhere
    std::string name;                                              // as the person is shown to themselves
    std::string form_token;                        // what a form of this session carries, so that another site's form is refused
    std::optional<std::vector<std::string>> only;  // of a program's token: the acts it may submit, "members.*"; absent: all the person may
    bool sensitive = false;                        // signed in lately enough, and strongly enough, for what cannot be taken back

    bool signed_in() const { return !holdings.empty() || actor.role != acts::Role::visitor || actor.person(); }
    std::optional<base::Id<base::Person>> person() const { return actor.person(); }
    // One of these roles, everywhere. An administrator holds none but their own.
    bool holds(std::initializer_list<acts::Role>) const;
    // One of these roles, for this thing or everywhere.
    bool holds(std::initializer_list<acts::Role>, const acts::Scope&) const;
    // The secretariat's own pages: officers, treasurers, administrators.
    bool in_secretariat() const { return holds({acts::Role::officer, acts::Role::treasurer, acts::Role::administrator}); }
    // Restricted values: the secretariat works with them, an auditor of the network reads them.
    bool opens_restricted() const { return in_secretariat() || holds({acts::Role::auditor}); }
    // Whether something they hold allows the act, for one thing at least; which things is asked when it is submitted.
    bool may(const acts::Declared&) const;
    // Whether an act that cannot be taken back, and that officers may not do by themselves, needs a fresh proof of who does it.
    bool must_confirm(const acts::Declared&) const;
};

bool is_open_to(Audience, const Visitor&);

// Whether a request that changes something comes from one of our own pages: the Origin it states (RFC 6454) is this site's, or, when
// it states none, Sec-Fetch-Site says so or nothing does (a program that is no browser). `origin`: SiteHooks::origin, may be empty. Of
// a site by https, what came by http is not: anybody between could have made it.
bool from_our_pages(const Request&, std::string_view origin);

html::Node token_field(const Visitor&);                  // <input type="hidden" name="token">; nothing for who is not signed in
bool has_token(const Visitor&, const Parameters& form);  // or is not signed in, and needs none

}  // namespace web
