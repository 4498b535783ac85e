// Writes to people what they were not told yet: at once, each working day or each week, as they choose.
#pragma once
#include <map>
#include <memory>
#include <stop_token>
#include "acts/writer.h"
#include "news/kinds.h"

namespace news {

struct MailTo {
    std::string address;  // empty: they cannot be written to
    base::Language language = base::Language::fr;
};
struct DigestDoors {
    std::function<void(std::function<void(store::Db&)>)> run_local;
    std::function<std::shared_ptr<store::Db>()> read;
    acts::Clock clock;
    std::function<std::string(store::Db&)> zone;  // of the network
    std::function<std::string(store::Db&, base::Language)> network;
    // Nothing when mail to them comes back.
    std::function<std::optional<MailTo>(store::Db&, Id<Person>)> mail_to;
    const Kinds& kinds;
    std::string site;  // "https://network.example.org"
};

inline constexpr std::int64_t people_at_once = 10;  // in one transaction
inline constexpr std::size_t lines_most = 50;       // of a digest

// A message is queued (src/post), the day's digest written down and its news marked as told in one transaction: a person gets one digest
// of a day, whatever stops the program. What stops between the queue and the server's answer is the mail worker's to decide.
class Digests {
public:
    explicit Digests(DigestDoors doors) : doors_(std::move(doors)) {}
    // One step; whether more waits. Throws store::Fault when the store fails: nothing is lost.
    bool step(std::stop_token = {});

private:
    struct Round {
        std::optional<base::Date> day;  // of the digest; nothing: at once
        std::int64_t before_us = 0;     // what came later belongs to the next
    };
    enum class Came { more, over, full };  // full: the queue of mail is
    Came tell_some(ByMail, const Round&, std::int64_t now_us);
    bool tell(store::Db&, Id<Person>, const Round&, std::int64_t now_us);
    DigestDoors doors_;
    std::map<ByMail, Id<Person>> after_;     // where each goes on
    std::map<ByMail, base::Date> finished_;  // the last day all were looked at
};

// "12001-0123…": who follows a link to it needs no password to end their digests.
std::string unsubscribe_token(const std::string& key, Id<Person>);
std::optional<Id<Person>> person_of_token(const std::string& key, std::string_view token);

}  // namespace news
