#include "acts/journal_rows.h"

#include <array>

namespace acts {
namespace {

// How a table's rows are inserted, several by one statement; few different statements, as the store keeps each.
class Insertion {
public:
    Insertion(std::string_view into, std::size_t columns, std::string_view end = "") : columns_(columns) {
        for (std::size_t i = 0; i < counts.size(); ++i) {
            if (counts[i] * columns > parameters_max) continue;
            auto& sql = sql_[i] = "INSERT INTO " + std::string(into);
            for (std::size_t value = 0; value < counts[i] * columns; ++value)
                sql += (value % columns ? ", $" : value ? "), ($" : " VALUES ($") + std::to_string(value + 1);
            sql += ")" + std::string(end);
        }
    }

    // Writes them and forgets them.
    void take(store::Db& db, std::vector<store::Value>& values) const {
        std::span<const store::Value> left = values;
        for (std::size_t i = 0; !left.empty();) {
            const auto size = counts[i] * columns_;
            if (sql_[i].empty() || left.size() < size) ++i;
            else db.run_values(sql_[i], left.first(size)), left = left.subspan(size);
        }
        values.clear();
    }

private:
    static constexpr std::array<std::size_t, 10> counts{64, 16, 8, 7, 6, 5, 4, 3, 2, 1};
    static constexpr std::size_t parameters_max = 999;  // of the store
    std::size_t columns_;
    std::array<std::string, counts.size()> sql_;
};

// Each entry about the person is in its history (Effect::about): no index of the values by person is needed.
void erase(store::Db& db, base::Id<base::Person> person, base::Id<Act> by) {
    std::vector<base::Id<Act>> entries;
    {
        auto rows = db.ask("SELECT number FROM journal_history WHERE thing = $1 AND kind = 'person' ORDER BY number", {person});
        while (rows.next()) entries.push_back(rows.id<Act>(0));
    }
    for (const auto entry : entries) {
        const auto first = first_handle(entry), last = last_handle(entry);
        db.run(
            "INSERT INTO personal_erased (handle, person, erased_by) SELECT handle, person, CAST($1 AS bigint) FROM personal_value WHERE "
            "handle BETWEEN $2 AND $3 AND person = $4",
            {by, first, last, person});
        db.run("DELETE FROM personal_value WHERE handle BETWEEN $1 AND $2 AND person = $3", {first, last, person});
    }
}

}  // namespace

void JournalRows::entry(const Entry& e, const base::Hash& leaf, std::string openings) {
    journal_.insert(journal_.end(), {e.number, e.time_us, e.date, e.capacity, e.act, e.version, e.payload, e.basis, e.cause, e.verdict,
                                     e.announced, e.actor, e.client_key, leaf});
    restricted_.insert(restricted_.end(), {e.number, store::Value::bytes(kept(std::move(openings)))});
}

void JournalRows::key(std::string actor, std::string client_key, base::Id<Act> number) {
    keys_.insert(keys_.end(), {kept(std::move(actor)), kept(std::move(client_key)), number});
}

void JournalRows::settle(std::string_view act, const Effect& effect, std::span<const Sealed> personal, std::span<const Opening> values,
                         std::optional<std::int64_t> place) {
    const auto number = effect.number();
    if (place) places_.insert(places_.end(), {act, *place, number});
    else
        db_.run(
            "INSERT INTO act_place (act, place, number) VALUES ($1, coalesce((SELECT p.place FROM act_place p WHERE p.act = $1 "
            "ORDER BY p.place DESC LIMIT 1), 0) + 1, $2)",
            {act, number});
    if (!personal.empty() && !effect.person()) throw store::Fault("an act with personal fields must say whose they are");
    for (std::size_t i = 0; i < personal.size(); ++i)
        values_.insert(values_.end(), {personal[i].handle, effect.person(), store::Value::bytes(values[i].salt), values[i].value});
    for (const auto& topic : effect.topics())
        if (topic.id) history_.insert(history_.end(), {topic.id, kept(std::string(topic.kind)), number});
    if (!effect.erased().empty()) flush();
    for (auto person : effect.erased()) erase(db_, person, number);
    for (std::int64_t id = number.value * 1000; const auto& mail : effect.mails())
        db_.run("INSERT INTO outbox (id, template, recipient, about) VALUES ($1, $2, $3, $4)",
                {++id, mail.template_name, mail.to, mail.about});
}

void JournalRows::flush() {
    static const Insertion journal(
        "journal (number, time, date, capacity, act, version, payload, basis, cause, verdict, announced, actor, client_key, leaf)", 14),
        restricted("journal_restricted (number, openings)", 2), keys("journal_key (actor, client_key, number)", 3),
        places("act_place (act, place, number)", 3), values("personal_value (handle, person, salt, value)", 4),
        history("journal_history (thing, kind, number)", 3, " ON CONFLICT (thing, kind, number) DO NOTHING");
    journal.take(db_, journal_);
    restricted.take(db_, restricted_);
    keys.take(db_, keys_);
    places.take(db_, places_);
    values.take(db_, values_);
    history.take(db_, history_);
    texts_.clear();
}

}  // namespace acts
