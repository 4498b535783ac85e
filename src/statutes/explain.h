// A rule in words, made from its values: what pages and search say of it.
#pragma once
#include "base/i18n.h"
#include "statutes/statutes.h"

namespace statutes {

std::string rule_label(const base::Words&, std::string_view name);  // "Quorum : modification des statuts"; the name when it is none
std::string body_label(const base::Words&, Body);
std::optional<Body> body_of(std::string_view name);  // whose rule it is
std::string explained(const base::Words&, const RuleValue&);
std::string explained(const base::Words&, const ProvisionRow&);
// The sentence of a verdict with its article: « … : adopté (art. 12). »
std::string told(const base::Words&, const base::Verdict&, const std::optional<Citation>&);

// What statutes usually settle: a page lists those that are not set.
std::span<const std::string_view> usual_rules();

}  // namespace statutes
