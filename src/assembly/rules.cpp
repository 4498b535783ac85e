#include "assembly/rules.h"

namespace assembly {

statutes::Matter matter_of(Subject subject) {
    using statutes::Matter;
    switch (subject) {
    case Subject::admission: return Matter::admission;
    case Subject::exclusion: return Matter::exclusion;
    case Subject::removal: return Matter::removal;
    case Subject::election: return Matter::election;
    case Subject::statutes: return Matter::amendment;
    default: return Matter::ordinary;
    }
}

base::Verdict votes_may_adopt(const statutes::Held<statutes::Majority>& held, std::int64_t in_favour, std::int64_t against,
                              std::int64_t abstentions) {
    if (!held.rule) {
        if (in_favour >= against) return base::granted();
        return base::wrong_field("result", "more_against", {{"for", in_favour}, {"against", against}});
    }
    if (held.rule->rounds) return base::granted();
    // At least so many were there, and are members.
    const auto voters = in_favour + against + abstentions;
    const auto verdict = statutes::adopted(
        held, {.members = voters, .present = voters, .in_favour = in_favour, .against = against, .abstentions = abstentions});
    if (verdict || verdict.error().why.code == "statutes.tie_open") return base::granted();
    std::vector<base::Figure> figures;
    for (const auto& figure : verdict.error().why.figures)
        if (figure.name != "voters" && figure.name != "blank" && figure.name != "null" && figure.name != "tie") figures.push_back(figure);
    return base::refused("assembly.votes_too_few", held.citation(), figures);
}

}  // namespace assembly
