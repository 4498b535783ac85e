#include "assembly/store.h"

namespace assembly {
namespace {

// Every wrong field at once.
template <class Act>
base::Verdict checked(const acts::Reader& now, const Act& said) {
    std::vector<base::Wrong> wrong;
    const auto say = [&](bool is_wrong, std::string field, const char* code) {
        if (is_wrong) wrong.push_back({std::move(field), code, {}});
    };
    const bool known = *said.number_known != NumberKnown::unknown;
    say(known && !said.number.value, "number", "missing");
    say(!known && said.number.value, "number_known", "number_given");
    say(!said.place.value && *said.mode == Mode::in_person, "place", "missing");
    const auto first = said.date->earliest();
    say(said.until.value && said.until.value->latest() && first && *said.until.value->latest() < *first, "until", "before_beginning");
    say(said.sources->empty(), "sources", "no_source");
    for (std::size_t i = 0; i < said.sources->size(); ++i)
        say(!sources::source_exists(now.db(), (*said.sources)[i]), "sources[" + std::to_string(i) + "]", "unknown_reference");
    say(said.theme_fr.value.has_value() && !said.theme_en.value, "theme_en", "missing");
    say(said.theme_en.value.has_value() && !said.theme_fr.value, "theme_fr", "missing");
    say(said.note_fr.value.has_value() && !said.note_en.value, "note_en", "missing");
    say(said.note_en.value.has_value() && !said.note_fr.value, "note_fr", "missing");
    return base::all_right(std::move(wrong));
}

void touch(acts::Effect& act, Id<Session> id) {
    act.touches("session", id);
    act.touches("session");
}

}  // namespace

base::Verdict check(const acts::Reader& now, const RecordSession& said) { return checked(now, said); }

void apply(acts::Effect& act, const RecordSession& said) {
    const auto id = act.new_id<Session>();
    insert_session(act.db(), id, said, act.stamp());
    touch(act, id);
}

base::Verdict check(const acts::Reader& now, const CorrectSession& said) {
    const auto session = find_session(now.db(), said.session);
    if (!session) return base::wrong_field("session", "unknown_reference");
    if (session->changed_by != *said.seen)
        return base::refused("assembly.changed_meanwhile", {}, {{"seen", said.seen->value}, {"last", session->changed_by.value}});
    return checked(now, said);
}

void apply(acts::Effect& act, const CorrectSession& said) {
    update_session(act.db(), said, act.stamp());
    touch(act, said.session);
}

bool may_decide_on(const KnownSession& session, base::Date day) {
    const auto first = session.date.earliest();
    const auto last = session.until ? session.until->latest() : session.date.latest();
    return (!first || *first <= day) && (!last || day <= *last);
}

std::string unchanged(store::Db& db, const KnownSession& session) {
    CorrectSession correct;
    const auto words = [](auto& field, const std::string& text) {
        if (!text.empty()) field.value.emplace().value = text;
    };
    correct.session = session.id;
    correct.seen = session.changed_by;
    if (session.number) correct.number.value.emplace().value = *session.number;
    correct.number_known = session.number_known;
    words(correct.place, session.place);
    if (!session.country.empty()) correct.country.value.emplace().code = session.country;
    correct.mode = session.mode;
    correct.date = session.date;
    correct.until = session.until;
    words(correct.date_words, session.date_words);
    words(correct.theme_fr, session.theme_fr);
    words(correct.theme_en, session.theme_en);
    words(correct.note_fr, session.note_fr);
    words(correct.note_en, session.note_en);
    correct.translated = session.translated;
    correct.confidence = session.confidence;
    for (const auto& source : sources_of(db, session.id)) correct.sources.value.push_back(source.id);
    return acts::encode(acts::type_of<CorrectSession>(), &correct);
}

}  // namespace assembly
