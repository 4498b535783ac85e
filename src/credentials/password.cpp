#include "credentials/password.h"
#include <pthread.h>
#include <sched.h>
#include <sodium.h>
#include <sys/resource.h>
#include <algorithm>
#include <array>
#include <charconv>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include "base/hash.h"
#include "base/text.h"
#include "credentials/password_rules.h"
#include "credentials/secret.h"

namespace credentials {
namespace {

constexpr int thread_nice = 10;
constexpr std::uint64_t stored_memory_kib_max = 256 * 1024;
constexpr std::uint64_t stored_passes_max = 8;

// What stands in the text of a hash (PHC string format).
struct Stored {
    std::uint64_t memory_kib = 0, passes = 0;
    std::array<unsigned char, crypto_pwhash_SALTBYTES> salt{};
    std::array<unsigned char, 32> hash{};
};

bool number_after(std::string_view& text, std::string_view name, std::uint64_t& value) {
    if (!text.starts_with(name)) return false;
    text.remove_prefix(name.size());
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc()) return false;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return true;
}

template <std::size_t size>
bool bytes_of(std::string_view base64, std::array<unsigned char, size>& out) {
    std::size_t made = 0;
    return sodium_base642bin(out.data(), size, base64.data(), base64.size(), nullptr, &made, nullptr,
                             sodium_base64_VARIANT_ORIGINAL_NO_PADDING) == 0 &&
           made == size;
}

// Nothing when it is not text that `hash` may have given.
std::optional<Stored> read_stored(std::string_view text) {
    Stored stored;
    if (!number_after(text, "$argon2id$v=19$m=", stored.memory_kib) || !number_after(text, ",t=", stored.passes)) return {};
    if (stored.memory_kib > stored_memory_kib_max || stored.passes > stored_passes_max || !text.starts_with(",p=1$")) return {};
    if (stored.memory_kib * 1024 < crypto_pwhash_MEMLIMIT_MIN || stored.passes < crypto_pwhash_argon2id_OPSLIMIT_MIN) return {};
    text.remove_prefix(5);
    const auto middle = text.find('$');
    if (middle == text.npos || !bytes_of(text.substr(0, middle), stored.salt) || !bytes_of(text.substr(middle + 1), stored.hash)) return {};
    return stored;
}

std::optional<Secret> prepared(std::string_view password) {
    if (password.size() > password_bytes_max * 2 || !base::valid_utf8(password)) return {};
    return Secret(base::to_nfc(password));
}

std::expected<std::string, HashFault> hash_now(std::string_view password, const PasswordCost& cost) {
    std::array<char, crypto_pwhash_STRBYTES> text{};
    if (crypto_pwhash_str_alg(text.data(), password.data(), password.size(), cost.passes, cost.memory_bytes,
                              crypto_pwhash_ALG_ARGON2ID13) != 0)
        return std::unexpected(HashFault::memory);
    return std::string(text.data());
}

// Not crypto_pwhash_str_verify, which says that a password is wrong when there was no memory to look.
PasswordAnswer verify_now(std::string_view password, const Stored& stored) {
    std::array<unsigned char, 32> hash{};
    if (crypto_pwhash(hash.data(), hash.size(), password.data(), password.size(), stored.salt.data(), stored.passes,
                      stored.memory_kib * 1024, crypto_pwhash_ALG_ARGON2ID13) != 0)
        return PasswordAnswer::busy;
    const bool right = sodium_memcmp(hash.data(), stored.hash.data(), hash.size()) == 0;
    sodium_memzero(hash.data(), hash.size());
    return right ? PasswordAnswer::right : PasswordAnswer::wrong;
}

}  // namespace

// Jobs in the order they came; the caller's stack holds the job while it waits.
class PasswordHasher::Queue {
public:
    explicit Queue(std::size_t waiting_max) : waiting_max_(waiting_max), thread_([this] { work(); }) {}
    ~Queue() {
        {
            std::unique_lock lock(mutex_);
            stopping_ = true;
            wake_.notify_all();
            left_.wait(lock, [&] { return callers_ == 0; });
        }
        thread_.join();
    }

    // False when there is no room, or the queue ends before the job was begun.
    bool run(std::function<void()> task) {
        Job job{std::move(task)};
        std::unique_lock lock(mutex_);
        if (stopping_ || jobs_.size() + working_ > waiting_max_) return false;
        jobs_.push_back(&job);
        ++callers_;
        wake_.notify_all();
        done_.wait(lock, [&] { return job.state == State::done || (stopping_ && job.state == State::waiting); });
        const bool ran = job.state == State::done;
        if (!ran) std::erase(jobs_, &job);
        if (--callers_ == 0) left_.notify_all();
        return ran;
    }

private:
    enum class State { waiting, working, done };
    struct Job {
        std::function<void()> task;
        State state = State::waiting;
    };

    void work() {
        // Of this thread alone (Linux: both take the calling thread). Refused or not, passwords are hashed.
        const sched_param none{};
        sched_setscheduler(0, SCHED_BATCH, &none);
        setpriority(PRIO_PROCESS, 0, thread_nice);
        pthread_setname_np(pthread_self(), "passwords");
        std::unique_lock lock(mutex_);
        for (;;) {
            wake_.wait(lock, [&] { return stopping_ || !jobs_.empty(); });
            if (stopping_) break;
            auto& job = *jobs_.front();
            jobs_.pop_front();
            job.state = State::working;
            working_ = 1;
            lock.unlock();
            job.task();
            lock.lock();
            working_ = 0;
            job.state = State::done;
            done_.notify_all();
        }
        done_.notify_all();
    }

    const std::size_t waiting_max_;
    std::mutex mutex_;
    std::condition_variable wake_, done_, left_;
    std::deque<Job*> jobs_;
    std::size_t working_ = 0, callers_ = 0;
    bool stopping_ = false;
    std::thread thread_;  // last: it uses the others
};

PasswordHasher::PasswordHasher(PasswordCost cost) : cost_(cost) {
    const Secret unknown(base::random_bytes(32));  // starts libsodium
    if (const auto made = hash_now(unknown.view(), cost_)) nobody_ = *made;
    else throw std::bad_alloc();
    queue_ = std::make_unique<Queue>(cost_.waiting_max);
}

PasswordHasher::~PasswordHasher() = default;

std::expected<std::string, HashFault> PasswordHasher::hash(std::string_view password) {
    const auto text = prepared(password);
    if (!text) return std::unexpected(HashFault::not_text);
    std::expected<std::string, HashFault> made = std::unexpected(HashFault::busy);
    if (!queue_->run([&] { made = hash_now(text->view(), cost_); })) return std::unexpected(HashFault::busy);
    return made;
}

PasswordAnswer PasswordHasher::verify(std::string_view password, std::optional<std::string_view> stored) {
    const auto text = prepared(password);
    if (!text) return PasswordAnswer::wrong;  // says nothing of the account
    const auto read = stored ? read_stored(*stored) : std::nullopt;
    const auto against = read ? *read : *read_stored(nobody_);  // as long for nobody
    auto answer = PasswordAnswer::busy;
    if (!queue_->run([&] { answer = verify_now(text->view(), against); })) return PasswordAnswer::busy;
    return answer == PasswordAnswer::right && !read ? PasswordAnswer::wrong : answer;
}

bool PasswordHasher::needs_rehash(std::string_view stored) const {
    const auto read = read_stored(stored);
    return !read || read->memory_kib != cost_.memory_bytes / 1024 || read->passes != cost_.passes;
}

}  // namespace credentials
