// Sends what waits: notes first (src/post), then the outbox, each message once.
//
// A message is marked "sending", durably, before the first byte of its content is given to the server, and its outcome is an act of the
// journal (mail.record_delivery) with what the server said. Where the program or the machine stops between the two, nobody can tell
// whether the server took it: its outcome is "unknown", it is not sent again by itself, and an officer may do so (mail.send_again).
#pragma once
#include <condition_variable>
#include <stop_token>
#include "acts/writer.h"
#include "mail/compose.h"
#include "papers/smtp.h"

namespace mail {

// How bytes reach a server: papers::SmtpSender, or what a test puts in its place.
using Line =
    std::function<papers::Delivery(const papers::Address& from, const papers::Address& to, std::string_view bytes, const papers::GoOn&)>;
// One connection for all messages. Throws std::invalid_argument when the settings are wrong; what is wrong is SmtpServerFault.
Line line_to(papers::SmtpServer);

struct Status {
    bool server = false;     // one is set
    bool simulated = false;  // the network is: it writes to nobody
    std::string trouble;     // why the server cannot be reached, in its own words; empty: it can, as far as is known
    std::optional<std::int64_t> trouble_since_us, next_us;
};

struct WorkerDoors {
    acts::Writer& writer;
    std::function<std::shared_ptr<store::Db>()> read;
    acts::Clock clock;
    const Templates& templates;
    std::optional<Sender> sender;  // absent: no mail server is set, and everything waits
    Line line = {};
};

class Worker {
public:
    explicit Worker(WorkerDoors doors) : doors_(std::move(doors)) { status_.server = doors_.sender.has_value(); }

    // Sends all that is due now, until asked to stop; how many messages it tried. Throws store::Fault when the store fails: nothing is
    // lost, the next round goes on. Not for two threads at once.
    std::int64_t round(std::stop_token = {});
    Status status() const;  // from any thread

    static constexpr std::int64_t later_max_us = 12LL * 3600 * 1'000'000;       // papers::retry_at waits no longer
    static constexpr std::int64_t server_later_max_us = 30LL * 60 * 1'000'000;  // a server that cannot be reached is asked every half hour
    static constexpr std::int64_t stopping_max_us = 10LL * 1'000'000;           // for the reply to a message that was given, when stopping
    static constexpr int note_attempts_max = 8;

private:
    struct Final {
        Outgoing message;
        Outcome outcome;
        std::int64_t at_us;
        std::string reply;
    };
    void begin();
    void record_finals();
    void settle(const Outgoing&, Outcome, std::string reply);
    void wait(const Outgoing&, int attempts, std::int64_t next_us, const std::string& reply);
    void send_notes(std::stop_token);
    void send_note(const post::Waiting&, std::stop_token);
    void send(Id<Message>, std::stop_token);
    void judge(const Outgoing&, const papers::Delivery&);
    void note_server(const papers::Delivery&);
    bool rests(std::int64_t until_us, std::int64_t most_us);

    struct Given {
        papers::Delivery delivery;
        bool claimed = false, stopped = false;
    };
    // `claim`: asked once before the content is given; false or a fault keeps it back.
    Given give(const Written&, const std::function<bool()>& claim, std::stop_token);

    WorkerDoors doors_;
    bool begun_ = false;
    std::string key_;
    std::int64_t from_ = 0;            // no message before it is open
    std::vector<Final> finals_;        // known here, not in the journal yet
    std::vector<Outgoing> unclaimed_;  // whose mark may have been kept, and whose content was not given
    int server_failures_ = 0;
    std::int64_t server_next_us_ = 0, notes_next_us_ = 0, tried_ = 0;
    mutable std::mutex mutex_;
    Status status_;
};

// A thread that runs a worker's rounds: each second, and at once when woken.
class Office {
public:
    Office(Worker&, std::function<void(const std::string&)> complain);
    ~Office();  // stops within moments
    void wake();

private:
    void work(std::stop_token);
    Worker& worker_;
    std::function<void(const std::string&)> complain_;
    std::mutex mutex_;
    std::condition_variable_any wake_;
    bool woken_ = false;
    std::jthread thread_;
};

}  // namespace mail
