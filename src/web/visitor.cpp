#include "web/visitor.h"

#include "credentials/secret.h"

#include <algorithm>

namespace web {

bool Visitor::holds(std::initializer_list<acts::Role> roles) const { return holds(roles, {}); }

bool Visitor::holds(std::initializer_list<acts::Role> roles, const acts::Scope& scope) const {
    return std::ranges::any_of(holdings, [&](const acts::Holding& holding) {
        return std::ranges::find(roles, holding.role) != roles.end() && (holding.scope.kind.empty() || holding.scope == scope);
    });
}

bool Visitor::may(const acts::Declared& act) const {
    if (!act.by_hand()) return false;
    if (only && std::ranges::none_of(*only, [&](std::string_view allowed) {
            return allowed.ends_with(".*") ? act.name.starts_with(allowed.substr(0, allowed.size() - 1)) : act.name == allowed;
        }))
        return false;
    return act.by.allows(acts::Role::visitor) || act.by.allows(actor.role) ||
           std::ranges::any_of(holdings, [&](const acts::Holding& holding) {
               return holding.scope.kind.empty() ? act.by.allows(holding.role) : act.by.allows_within(holding.role);
           });
}

bool Visitor::must_confirm(const acts::Declared& act) const {
    return signed_in() && !sensitive && !act.by.allows(acts::Role::officer) && !act.by.any_within();
}

bool is_open_to(Audience audience, const Visitor& visitor) {
    const bool program = visitor.only.has_value();
    switch (audience) {
    case Audience::undeclared: return false;
    case Audience::everyone: return true;
    case Audience::signed_in: return visitor.signed_in();
    case Audience::person: return visitor.person() && !program;
    case Audience::secretariat: return visitor.in_secretariat();
    case Audience::administrator: return visitor.holds({acts::Role::administrator}) && !program;
    }
    return false;
}

bool from_our_pages(const Request& request, std::string_view origin) {
    if (const auto said = request.header("Origin")) {
        if (!origin.empty() && same_ignoring_case(*said, origin)) return true;
        const auto host = request.header("Host");
        if (!host) return false;
        for (const std::string_view scheme : {"https://", "http://"}) {
            if (scheme == "http://" && origin.starts_with("https://")) break;
            if (said->starts_with(scheme) && same_ignoring_case(said->substr(scheme.size()), *host)) return true;
        }
        return false;  // "null" too: a page that hides where it is from
    }
    const auto site = request.header("Sec-Fetch-Site");
    return !site || *site == "same-origin" || *site == "none";
}

html::Node token_field(const Visitor& visitor) {
    return html::when(!visitor.form_token.empty(), [&] {
        return html::input(html::attr("type", "hidden"), html::attr("name", "token"), html::attr("value", visitor.form_token));
    });
}

bool has_token(const Visitor& visitor, const Parameters& form) {
    if (!visitor.signed_in()) return true;
    return !visitor.form_token.empty() && credentials::same(form.value_or("token", {}), visitor.form_token);
}

}  // namespace web
