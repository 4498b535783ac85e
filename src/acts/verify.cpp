#include "acts/verify.h"

#include "acts/writer.h"

#include <boost/json/parse.hpp>
#include <map>

namespace acts {
namespace {

std::optional<std::string> own_verifier(store::Db& db, const std::string& origin) {
    auto rows = db.ask("SELECT value FROM local_key WHERE name = $1", {"log"});
    if (!rows.next()) return {};
    try {
        return NoteKey(origin, std::string(rows.bytes(0))).verifier();
    } catch (const std::invalid_argument&) { return {}; }
}

class Verifier {
public:
    Verifier(store::Db& db, const Registry& registry, const VerifyOptions& options) : db_(db), registry_(registry), options_(options) {}

    std::vector<std::string> run() {
        try {
            read_checkpoint();
            const auto head = read_head(db_);
            each_entry(db_, 0, 9'007'199'254'740'991, [&](StoredEntry& stored) { entry(stored); });
            whole(head);
        } catch (const store::Fault& fault) {
            say("after entry " + std::to_string(tree_.size()) + " the journal cannot be read: " + fault.what());
        }
        return std::move(wrong_);
    }

private:
    void say(std::string what) {
        if (wrong_.size() < options_.most) wrong_.push_back(std::move(what));
    }

    void read_checkpoint() {
        if (!options_.checkpoint) return;
        auto key = options_.checkpoint_key;
        const auto blank = options_.checkpoint->rfind("\n\n");
        if (blank == std::string::npos) return say("the checkpoint is not a signed note");
        checkpoint_ = Checkpoint::parse(std::string_view(*options_.checkpoint).substr(0, blank + 1));
        if (!checkpoint_) return say("the checkpoint cannot be read");
        if (!key) key = own_verifier(db_, checkpoint_->origin);
        if (!key || !open_note(*options_.checkpoint, *key)) say("the checkpoint's signature does not hold");
        if (checkpoint_->size == 0 && checkpoint_->root != Tree().root()) say("the checkpoint of an empty log has a wrong root");
    }

    void entry(const StoredEntry& stored) {
        const auto& e = stored.entry;
        const auto name = "entry " + std::to_string(e.number.value);
        if (e.number.value != tree_.size() + 1) {
            say(name + " follows entry " + std::to_string(tree_.size()) + ": " +
                (e.number.value > tree_.size() + 1 ? "entries are missing" : "a number is there twice"));
            if (e.number.value > tree_.size() + 1 && broken_++ > 10) return;
        }
        if (e.time_us < time_us_) say(name + " goes back in time");
        time_us_ = e.time_us;
        if (e.cause && (e.cause->value >= e.number.value || e.cause->value < 1)) say(name + " has a cause that does not come before it");
        if (!base::Date::parse(e.date)) say(name + " has no date");
        const auto leaf = leaf_hash(entry_bytes(e));
        if (leaf != stored.leaf) say(name + " does not match its leaf: it was changed");
        tree_.append(leaf, &completed_);
        if (checkpoint_ && tree_.size() == checkpoint_->size && tree_.root() != checkpoint_->root)
            say("the first " + std::to_string(tree_.size()) + " entries are not those of the checkpoint");
        openings(stored, name);
        payload(stored, name);
        subtrees();
    }

    // Salts and values open the commitments, one for one.
    void openings(const StoredEntry& stored, const std::string& name) {
        const auto& e = stored.entry;
        const std::size_t fixed = e.client_key ? 2 : 1;
        if (!stored.openings_sound || stored.openings.size() < fixed) return say(name + " has lost its restricted values");
        if (stored.openings[0].commitment() != e.actor) say(name + ": the actor was changed");
        if (!e.client_key) return;
        if (stored.openings[1].commitment() != *e.client_key) say(name + ": the client key was changed");
        auto rows = db_.ask("SELECT number FROM journal_key WHERE actor = $1 AND client_key = $2",
                            {text_of_json(stored.openings[0].value), text_of_json(stored.openings[1].value)});
        if (!rows.next() || rows.id<Act>(0) != e.number) say(name + ": the table of client keys does not agree");
        ++keys_;
    }

    void payload(const StoredEntry& stored, const std::string& name) {
        const auto& e = stored.entry;
        const auto* declared = registry_.kept(e.act, e.version);
        if (!declared) return say(name + ": nobody can read " + e.act + " version " + std::to_string(e.version));
        auto act = declared->type->make();
        if (const auto wrong = decode_entry(*declared->type, e.payload, stored.restricted(), act.get()); !wrong.empty())
            return say(name + ": field " + wrong[0].path + " cannot be read (" + wrong[0].code + ")");
        std::size_t restricted = 0;
        for (const auto& field : declared->type->fields) restricted += field.secrecy == Class::restricted;
        if (stored.restricted().size() != restricted)
            return say(name + " has " + std::to_string(stored.restricted().size()) + " restricted values, its act " +
                       std::to_string(restricted));
        if (reseal(*declared->type, act.get(), stored.restricted()) != e.payload)
            say(name + ": its restricted values do not open its commitments");
        number_handles(*declared->type, act.get(), first_handle(e.number));
        for (const auto& seal : seals(*declared->type, act.get())) personal(seal, name);
    }

    void personal(const Sealed& seal, const std::string& name) {
        ++handles_;
        const auto value = name + ": personal value " + std::to_string(seal.handle.value);
        const bool erased = db_.ask("SELECT 1 FROM personal_erased WHERE handle = $1", {seal.handle}).next();
        auto kept = db_.ask("SELECT salt, value FROM personal_value WHERE handle = $1", {seal.handle});
        if (!kept.next()) return erased ? void() : say(value + " is lost");
        if (erased) return say(value + " outlives its erasure");
        ++values_;
        if (Opening{std::string(kept.bytes(0)), kept.text(1)}.commitment() != seal.commitment) say(value + " was changed");
    }

    void subtrees() {
        for (const auto& subtree : completed_) {
            auto rows = db_.ask("SELECT root FROM journal_subtree WHERE level = $1 AND position = $2", {subtree.level, subtree.position});
            if (!rows.next() || rows.hash(0) != subtree.root)
                say("the stored subtree " + std::to_string(subtree.level) + "/" + std::to_string(subtree.position) +
                    " does not match the entries");
            ++subtrees_;
        }
        completed_.clear();
    }

    std::int64_t count(std::string_view sql) {
        auto rows = db_.ask(sql);
        return rows.next() ? rows.integer(0) : -1;
    }

    void whole(const Head& head) {
        if (head.size != tree_.size() || head.root != tree_.root() || head.frontier != tree_.frontier() || head.time_us != time_us_)
            say("the head says " + std::to_string(head.size) + " entries; the journal has " + std::to_string(tree_.size()) +
                (head.size == tree_.size() ? ", and its root or time differs" : ""));
        if (checkpoint_ && checkpoint_->size > tree_.size())
            say("the journal has " + std::to_string(tree_.size()) + " entries, the checkpoint " + std::to_string(checkpoint_->size) +
                ": the tail was cut");
        if (count("SELECT format FROM journal_format WHERE one = 1") != journal_format)
            say("the journal's format is not the one of this program");
        if (count("SELECT count(*) FROM journal_restricted") != tree_.size()) say("there are restricted values of no entry");
        if (count("SELECT count(*) FROM journal_key") != keys_) say("there are client keys of no entry");
        if (count("SELECT count(*) FROM journal_subtree") != subtrees_) say("there are subtrees of no entries");
        if (count("SELECT count(*) FROM personal_value") != values_ || count("SELECT count(*) FROM personal_erased") != handles_ - values_)
            say("there are persons' values of no entry");
        for (const auto& wrong : verify_signed(db_, tree_.size())) say(wrong);
    }

    store::Db& db_;
    const Registry& registry_;
    const VerifyOptions& options_;
    std::optional<Checkpoint> checkpoint_;
    Tree tree_;
    std::vector<Subtree> completed_;
    std::int64_t time_us_ = 0, keys_ = 0, handles_ = 0, values_ = 0, subtrees_ = 0;
    int broken_ = 0;
    std::vector<std::string> wrong_;
};

}  // namespace

std::vector<std::string> verify_signed(store::Db& db, std::int64_t size) {
    auto last = db.ask("SELECT size, root, note FROM local_checkpoint ORDER BY size DESC LIMIT 1");
    if (!last.next()) return {};
    if (last.integer(0) > size) return {"the log has signed " + std::to_string(last.integer(0)) + " entries: the tail was cut"};
    if (root_of(last.integer(0), stored_subtrees(db)) != last.hash(1)) return {"the entries are not those the log has signed"};
    const auto note = last.text(2);
    const auto kept = Checkpoint::parse(std::string_view(note).substr(0, note.rfind("\n\n") + 1));
    const auto key = kept ? own_verifier(db, kept->origin) : std::nullopt;
    if (!kept || kept->size != last.integer(0) || kept->root != last.hash(1) || !key || !open_note(note, *key))
        return {"the checkpoint kept here is not one that the log has signed"};
    return {};
}

std::vector<std::string> verify(store::Db& db, const Registry& registry, const VerifyOptions& options) {
    struct Snapshot {  // one state of a network that lives on meanwhile
        store::Db& db;
        bool own;
        ~Snapshot() {
            if (own) db.rollback();
        }
    } snapshot{db, !db.in_transaction()};
    if (snapshot.own) db.begin_reading();
    return Verifier(db, registry, options).run();
}

}  // namespace acts
