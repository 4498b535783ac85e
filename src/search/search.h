// The door: one box over everything a reader may see. A feature gives documents; how they are kept and found is here.
#pragma once
#include <atomic>
#include "acts/history.h"
#include "jobs/jobs.h"

namespace search {

// Who may find a document. Everybody; or those who hold an office: "secretariat", or "member:4001" for who acts for that one.
using Reader = std::string;
inline const Reader everybody = "";
inline const Reader secretariat = "secretariat";

// What a thing is found by. Values that are personal may stand only in the document of the person themselves: it goes, in the same
// transaction, when they are erased.
struct Document {
    std::vector<std::string> titles;  // what it is called, in each language; at least one
    std::string details = {};         // other words it may be found by
    std::vector<Reader> readers = {everybody};
};

// A kind of things, as acts call them in touches(): "member". `document` gives what is to be found of one, nothing when it is not to be.
struct Source {
    std::string kind;
    int version = 1;  // counted up when the words of its documents change: the index is then made again
    std::function<std::optional<Document>(store::Db&, std::int64_t id)> document;
};
using Sources = std::vector<Source>;

// ---- what was typed ----

// What was typed, folded: its words, and all of it as the beginning of a title. Small words ("de", "the") count only when there are
// no others. The last word may still be being typed: as every word, it also stands for those that begin so.
struct Asked {
    std::vector<std::string> terms;
    std::string title;
    std::optional<std::int64_t> number = {};  // typed alone: that of a thing
    bool empty() const { return terms.empty(); }
};
Asked asked(std::string_view text);
// Whether a text that is not kept (the name of a page) has all these words or beginnings of them.
bool has_all(const Asked&, std::span<const std::string> words);  // base::tokens of it

// ---- the index, kept as the network is ----

// What commits touched and nobody has looked at yet. Made before the writer, which tells it; any thread may ask.
class Heard {
public:
    void commit(std::int64_t size, const std::vector<acts::TouchedTopic>&);  // for WriterOptions::committed: quick
    struct News {
        std::vector<acts::TouchedThing> things;
        std::int64_t size = 0;  // of the journal after the last of these commits
    };
    // Waits for news, then a moment more so that what comes together is looked at together; nothing when asked to stop.
    std::optional<News> wait(std::stop_token);

private:
    std::mutex mutex_;
    std::condition_variable_any wake_;
    News news_;
};

class Indexer {
public:
    static constexpr std::string_view job = "search_index";

    // `moved`: after each change of the index, on the thread that made it; may be empty.
    Indexer(Sources, std::function<void()> moved = {});

    // The job that makes the index from nothing.
    jobs::Kind filling();
    // Whether the index is there, of these sources, and whole or being made: else the job is to be started.
    bool usable(store::Db&) const;
    // Everything that entries touched since the index was last looked after, as `reader` sees it. Blocks.
    void catch_up(acts::Writer&, store::Db& reader);
    // These things, as they are now. Blocks.
    void look(acts::Writer&, const Heard::News&);

private:
    jobs::Progress fill(store::Db&, const jobs::Progress&);
    void refresh(store::Db&, std::span<const acts::TouchedThing>) const;
    const Sources sources_;
    const std::string made_by_;
    const std::function<void()> moved_;
    std::atomic<std::int64_t> batch_ = 50;  // things in a step: as many as fit its time
};

// A thread that catches up, starts the job when there is no index, then looks at what is heard. A fault of the store is tried again.
class Following {
public:
    using Read = std::function<std::shared_ptr<store::Db>()>;  // lends a reader
    Following(Indexer&, acts::Writer&, jobs::Runner&, std::shared_ptr<Heard>, Read);

private:
    void work(std::stop_token);
    Indexer& indexer_;
    acts::Writer& writer_;
    jobs::Runner& runner_;
    std::shared_ptr<Heard> heard_;
    Read read_;
    std::jthread thread_;
};

// Within the transaction that erases people: what stood there of those the group touched is taken away.
void forget_people(store::Db&, std::span<const std::int64_t> persons);

std::string_view tables();

}  // namespace search
