#include "acts/perform.h"

#include <algorithm>

namespace acts {

void write_head(store::Db& db, const Tree& tree, std::span<const Subtree> completed, std::int64_t time_us) {
    for (const auto& subtree : completed)
        db.run("INSERT INTO journal_subtree (level, position, root) VALUES ($1, $2, $3)", {subtree.level, subtree.position, subtree.root});
    db.run("UPDATE journal_head SET size = $1, time = $2, frontier = $3, root = $4 WHERE one = 1",
           {tree.size(), time_us, store::Value::bytes(tree.frontier()), tree.root()});
}

Outcome Performer::perform(Draft& draft, bool careful) {
    if (auto outcome = earlier(draft)) return *outcome;
    const auto before = mark();
    wrote_ = false;
    if (careful) db_.savepoint();
    Accepted accepted{{size_ + 1}, {}, false};
    try {
        append(*draft.declared, draft.act.get(), draft, draft.basis, {}, accepted);
        if (careful) db_.settle(), db_.release();
        return accepted;
    } catch (const Refused& refused) {
        if (!careful && wrote_) throw MustUndo{};
        if (careful) db_.rollback_to_savepoint();
        back_to(before);
        return std::unexpected(refused.why);
    } catch (const store::DiskFull&) {
        throw;  // the group fails as a whole, and says so
    } catch (const store::Fault&) {
        if (!careful) throw MustUndo{};
        db_.rollback_to_savepoint();  // throws when the engine has given up the whole transaction, which then fails the group
        back_to(before);
        throw;
    }
}

void Performer::back_to(const Mark& before) {
    size_ = before.size;
    leaves_.resize(before.leaves);
    topics_.resize(before.topics);
}

// The same key gives the first outcome, if it is the same act: salts differ, so it is sealed again with the first ones.
std::optional<Outcome> Performer::earlier(Draft& draft) {
    if (draft.new_key) return {};
    base::Id<Act> number;
    {
        auto rows = db_.ask("SELECT number FROM journal_key WHERE actor = $1 AND client_key = $2", {draft.actor.id, draft.client_key});
        if (!rows.next()) return {};
        number = rows.id<Act>(0);
    }
    const auto first = find_entry(db_, number);
    const auto used = base::refused("acts.key_used", {}, {{"number", number.value}});
    if (!first || first->entry.act != draft.declared->name || first->entry.version != draft.declared->version ||
        first->entry.basis.value_or("") != draft.basis)
        return used;
    std::vector<Opening> personal;
    auto rows = db_.ask("SELECT salt, value FROM personal_value WHERE handle BETWEEN $1 AND $2 ORDER BY handle",
                        {first_handle(number), last_handle(number)});
    while (rows.next()) personal.push_back({std::string(rows.bytes(0)), rows.text(1)});
    const bool erased = personal.size() != draft.sealed.personal.size();
    if (!erased && sealed_with(*draft.declared->type, draft.act.get(), draft.sealed, first->restricted(), personal) != first->entry.payload)
        return used;
    return Accepted{number, {}, true};
}

std::string Performer::authorised(const Declared& declared, const void* act, const Actor& actor, const Reader& now) const {
    if (declared.by.allows(actor.role)) return actor.capacity;
    const auto person = actor.person();
    if (!person || !asked_.holdings) throw Refused{{{"acts.not_allowed", {}, {}}, {}}};
    std::optional<Scope> about;
    if (declared.scope_of && declared.by.any_within()) about = declared.scope_of(now, act);
    auto holdings = asked_.holdings(db_, *person, date_);
    if (!actor.two_factors) std::erase_if(holdings, [](const Holding& holding) { return asks_two_factors(holding.role); });
    const auto holding = allowing(declared.by, holdings, about);
    if (!holding) throw Refused{{{"acts.not_allowed", {}, {}}, {}}};
    return capacity_of(*holding);
}

// A basis that nothing answers to is a wrong field, beside the others: no rule can be asked of it.
base::Verdict Performer::with_ground(base::Verdict verdict, const std::string& basis) const {
    if (basis.empty() || !asked_.grounds || asked_.grounds(db_, basis)) return verdict;
    auto wrong = verdict ? std::vector<base::Wrong>() : std::move(verdict.error().wrong);
    if (std::ranges::find(wrong, "basis", &base::Wrong::path) == wrong.end()) wrong.push_back({"basis", "unknown_reference", {}});
    return base::wrong_fields(std::move(wrong));
}

void Performer::append(const Declared& declared, void* act, const Draft& root, std::string basis, std::optional<base::Id<Act>> cause,
                       Accepted& accepted) {
    const Stamp stamp{{size_ + 1}, time_us_, date_, std::move(basis), {}};
    const Reader now(db_, stamp);
    if (!cause) capacity_ = authorised(declared, act, root.actor, now);
    number_handles(*declared.type, act, first_handle(stamp.number));
    if (cause && !seals(*declared.type, act).empty()) throw store::Fault("a consequence has no personal fields: " + declared.name);
    Effect effect(db_, stamp);
    Consequences set_off(now);
    auto verdict = [&] {
        store::EffectScope scope(db_);
        return declared.check(now, act);
    }();
    if (!cause) verdict = with_ground(std::move(verdict), stamp.basis);
    if (!verdict) throw Refused{std::move(verdict.error())};
    const auto findings = std::move(*verdict);
    {
        store::EffectScope scope(db_);
        wrote_ = true;
        declared.apply(effect, act);
        for (auto reaction : declared.reactions) reaction(set_off, act);
    }
    Entry entry{stamp.number,
                stamp.time_us,
                stamp.date.iso(),
                capacity_,
                declared.name,
                declared.version,
                {},
                {},
                cause,
                findings_json(findings),
                {},
                {},
                {}};
    if (!stamp.basis.empty()) entry.basis = stamp.basis;
    const auto salts = cause ? base::random_bytes(16) : root.salts;
    JournalRows rows(db_);
    std::vector<Opening> openings{{salts.substr(0, 16), json_text(root.actor.id)}};
    entry.actor = openings[0].commitment();
    if (cause) {
        auto sealed = seal(*declared.type, act);
        entry.payload = std::move(sealed.payload);
        for (auto& opening : sealed.restricted) openings.push_back(std::move(opening));
    } else {
        openings.push_back({salts.substr(16), json_text(root.client_key)});
        entry.client_key = openings[1].commitment();
        entry.payload = root.sealed.payload;
        for (const auto& opening : root.sealed.restricted) openings.push_back(opening);
        rows.key(root.actor.id, root.client_key, stamp.number);
    }
    write(rows, entry, openings);
    const auto personal = seals(*declared.type, act);
    rows.settle(declared.name, effect, personal, root.sealed.personal);
    rows.flush();
    erased_ = erased_ || !effect.erased().empty();
    if (asked_.erasing)
        for (const auto person : effect.erased()) asked_.erasing(db_, person);
    for (const auto& topic : effect.topics()) topics_.push_back({std::string(topic.kind), topic.id});
    for (auto& next : set_off.emitted()) {
        if (!next.must) attempt(next, root, stamp.number, accepted);
        else append(registry_.of(*next.type), next.act.get(), root, next.basis, stamp.number, accepted);
    }
}

void Performer::attempt(Emitted& next, const Draft& root, base::Id<Act> cause, Accepted& accepted) {
    const auto before = mark();
    db_.savepoint();
    try {
        append(registry_.of(*next.type), next.act.get(), root, next.basis, cause, accepted);
        db_.release();
    } catch (Refused& refused) {
        db_.rollback_to_savepoint();
        back_to(before);
        accepted.unexecuted.push_back(std::move(refused.why));
    } catch (const store::DiskFull&) { throw; } catch (const store::Fault&) {
        db_.rollback_to_savepoint();  // the caller undoes to the savepoint of the act, not to this one
        throw;
    }
}

void Performer::write(JournalRows& rows, const Entry& entry, std::span<const Opening> openings) {
    const auto bytes = entry_bytes(entry);
    if (bytes.size() > entry_bytes_max)
        throw Refused{{{"acts.too_large", {}, {{"size", std::int64_t(bytes.size())}, {"max", std::int64_t(entry_bytes_max)}}}, {}}};
    leaves_.push_back(leaf_hash(bytes));
    rows.entry(entry, leaves_.back(), pack(openings));  // flushed before there is another leaf
    ++size_;
}

Tree Performer::finish() {
    Tree tree = tree_;
    std::vector<Subtree> completed;
    for (const auto& leaf : leaves_) tree.append(leaf, &completed);
    write_head(db_, tree, completed, time_us_);
    return tree;
}

}  // namespace acts
