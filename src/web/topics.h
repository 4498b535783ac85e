// What pages were read from, and when it last moved. A topic is a word such as "member:12000" or "member_list".
#pragma once
#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
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

    // To be called after a commit, with what it touched.
    void bump(std::span<const std::string> topics);
    void bump(const std::string& topic) { bump({&topic, 1}); }
    void bump_all();  // everything known may have changed: after a rebuild or a restore

    // Taken before reading: what was read is valid while none of its topics has moved since.
    Moment now() const { return now_.load(std::memory_order_acquire); }
    const Mark& mark(std::string_view topic);

private:
    Mark& find_or_make(std::string_view topic);

    std::mutex mutex_;
    std::map<std::string, std::unique_ptr<Mark>, std::less<>> marks_;
    std::atomic<Moment> now_{1};
};

}  // namespace web
