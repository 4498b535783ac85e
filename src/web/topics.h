// What pages were read from, and when it last moved. A topic is a word such as "member:12000" or "member_list".
#pragma once
#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace web {

// A moment in the order in which topics moved.
using Moment = std::uint64_t;

// Shared by all threads. A topic once named is remembered for the life of this object: there are as many as things in a network.
class Topics {
public:
    class Mark {  // one topic; valid as long as the Topics
    public:
        Moment moved() const { return moved_.load(std::memory_order_acquire); }

    private:
        friend class Topics;
        std::atomic<Moment> moved_{0};
    };

    Topics();

    // To be called after a commit, with what it touched.
    void bump(std::span<const std::string> topics);
    void bump(const std::string& topic) { bump({&topic, 1}); }
    void bump_all();  // everything known may have changed: after a rebuild or a restore

    // Taken before reading: what was read is valid while none of its topics has moved since.
    Moment now() const { return now_.load(std::memory_order_acquire); }
    const Mark& mark(std::string_view topic);
    const Mark* known(std::string_view topic);  // nothing when nobody has named it: what strangers name is not remembered

    // A moment as text, to be given to readers and asked back; of another life of this object, or no moment at all: nothing.
    std::string text(Moment) const;
    std::optional<Moment> moment(std::string_view text) const;

    // Called after each move, from the thread that moved; one listener, {} takes it away and waits until it is not running.
    void when_moved(std::function<void()>);

private:
    Mark& find_or_make(std::string_view topic);
    void tell();

    const std::string life_;
    std::mutex mutex_, listener_mutex_;
    std::function<void()> listener_;
    std::map<std::string, std::unique_ptr<Mark>, std::less<>> marks_;
    std::atomic<Moment> now_{1};
};

}  // namespace web
