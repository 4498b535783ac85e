#include "sources/acts.h"

#include "sources/rules.h"
#include "sources/store.h"

namespace sources {
namespace {

template <class Act>
std::vector<base::Wrong> wrong_of(const acts::Reader& now, const Act& said, Id<Statement> itself = {}) {
    auto wrong = wrong_in({.subject = *said.subject,
                           .as_of = *said.as_of,
                           .sources = said.sources->size(),
                           .name = said.name.value.has_value(),
                           .title_fr = said.title_fr.value.has_value(),
                           .title_en = said.title_en.value.has_value(),
                           .equivalent = said.equivalent.value.has_value(),
                           .equivalent_unit = said.equivalent_unit.value.has_value(),
                           .precision = said.precision.value.has_value(),
                           .value = acts::number(said.value),
                           .value_to = acts::number(said.value_to)},
                          now.today());
    const auto row = [](const char* list, std::size_t i) { return std::string(list) + "[" + std::to_string(i) + "]"; };
    for (std::size_t i = 0; i < said.sources->size(); ++i)
        if (!source_exists(now.db(), (*said.sources)[i])) wrong.push_back({row("sources", i), "unknown_reference", {}});
    const auto others = listed(said.contradicts);
    for (std::size_t i = 0; i < others.size(); ++i) {
        const auto other = others[i];
        if (!find_statement(now.db(), other)) wrong.push_back({row("contradicts", i), "unknown_reference", {}});
        else if (other == itself) wrong.push_back({row("contradicts", i), "itself", {}});
    }
    return wrong;
}

// The pages of those it contradicts read the list of statements: what concerns another is not in their history.
void touch(acts::Effect& act, Id<Statement> id) {
    act.touches("statement", id);
    act.touches("statement");
}

base::Verdict standing(const acts::Reader& now, Id<Statement> id, std::optional<base::Id<acts::Act>> seen) {
    const auto statement = find_statement(now.db(), id);
    if (!statement) return base::wrong_field("statement", "unknown_reference");
    if (statement->withdrawn_by) return base::refused("sources.withdrawn", {}, {{"number", statement->withdrawn_by->value}});
    if (seen && *seen != statement->changed_by)
        return base::refused("sources.changed_meanwhile", {}, {{"seen", seen->value}, {"last", statement->changed_by.value}});
    return base::granted();
}

}  // namespace

base::Verdict check(const acts::Reader& now, const RecordSource& source) {
    if (source.read.value && source.read.value->earliest() > now.today()) return base::wrong_field("read", "date_future");
    return base::granted();
}

void apply(acts::Effect& act, const RecordSource& source) {
    const auto id = act.new_id<Source>();
    insert_source(act.db(), id, source);
    act.touches("source", id);
    act.touches("source");
}

base::Verdict check(const acts::Reader& now, const MarkGone& gone) {
    const auto source = find_source(now.db(), gone.source);
    if (!source) return base::wrong_field("source", "unknown_reference");
    if (source->address.empty()) return base::refused("sources.no_address", {}, {{"title", source->title}});
    if (*gone.on > now.today()) return base::wrong_field("on", "date_future");
    if (source->read && source->read->earliest() > *gone.on)
        return base::wrong_field("on", "before_read", {{"read", *source->read->earliest()}});
    return base::granted();
}

void apply(acts::Effect& act, const MarkGone& gone) {
    mark_gone(act.db(), gone);
    act.touches("source", *gone.source);
    act.touches("source");
}

base::Verdict check(const acts::Reader& now, const RecordStatement& said) { return base::all_right(wrong_of(now, said)); }

void apply(acts::Effect& act, const RecordStatement& said) {
    const auto id = act.new_id<Statement>();
    insert_statement(act.db(), id, said, act.number());
    touch(act, id);
}

base::Verdict check(const acts::Reader& now, const CorrectStatement& said) {
    if (auto verdict = standing(now, said.statement, *said.seen); !verdict) return verdict;
    return base::all_right(wrong_of(now, said, said.statement));
}

void apply(acts::Effect& act, const CorrectStatement& said) {
    update_statement(act.db(), said.statement, said, act.number());
    touch(act, said.statement);
}

base::Verdict check(const acts::Reader& now, const WithdrawStatement& withdraw) { return standing(now, withdraw.statement, {}); }

void apply(acts::Effect& act, const WithdrawStatement& withdraw) {
    withdraw_statement(act.db(), withdraw, act.number());
    touch(act, withdraw.statement);
}

std::string unchanged(store::Db& db, const ShownStatement& said) {
    CorrectStatement correct;
    const auto words = [](auto& field, const std::string& text) {
        if (!text.empty()) field.value.emplace().value = text;
    };
    const auto number = [](auto& field, const std::optional<std::int64_t>& value) {
        if (value) field.value.emplace().value = *value;
    };
    correct.statement = said.id;
    correct.seen = said.changed_by;
    correct.subject = said.subject;
    words(correct.name, said.name);
    if (!said.country.empty()) correct.country.value.emplace().code = said.country;
    correct.kind = said.kind;
    number(correct.value, said.value);
    words(correct.unit, said.unit);
    correct.as_of = said.as_of;
    words(correct.as_of_words, said.as_of_words);
    correct.quote_fr.value.value = said.quote_fr;
    correct.quote_en.value.value = said.quote_en;
    correct.translated = said.translated;
    correct.confidence = said.confidence;
    for (const auto& source : sources_of_statement(db, said.id)) correct.sources.value.push_back(source.id);
    correct.position = said.position;
    number(correct.geonameid, said.geonameid);
    words(correct.title_fr, said.title_fr);
    words(correct.title_en, said.title_en);
    correct.precision = said.precision;
    number(correct.value_to, said.value_to);
    number(correct.equivalent, said.equivalent);
    words(correct.equivalent_unit, said.equivalent_unit);
    correct.since = said.since;
    correct.period = said.period;
    words(correct.place, said.place);
    for (const auto& country : said.countries) {
        if (!correct.countries.value) correct.countries.value.emplace();
        correct.countries.value->push_back({country});
    }
    correct.partner_kind = said.partner_kind;
    correct.fund = said.fund;
    words(correct.partners, said.partners);
    words(correct.mechanism_fr, said.mechanism_fr);
    words(correct.mechanism_en, said.mechanism_en);
    words(correct.purpose_fr, said.purpose_fr);
    words(correct.purpose_en, said.purpose_en);
    if (auto others = own_contradictions(db, said.id); !others.empty()) correct.contradicts = std::optional(std::move(others));
    return acts::encode(acts::type_of<CorrectStatement>(), &correct);
}

void declare(acts::Registry& registry) {
    using acts::By, acts::Basis;
    registry.add<RecordSource>("sources.record", 1, By::officer, Basis::none);
    registry.add<MarkGone>("sources.mark_gone", 1, By::officer, Basis::none);
    registry.add<RecordStatement>("statements.record", 1, By::officer, Basis::required);
    registry.add<CorrectStatement>("statements.correct", 1, By::officer, Basis::required);
    registry.add<WithdrawStatement>("statements.withdraw", 1, By::officer, Basis::optional);
}

}  // namespace sources
