#include "mail/worker.h"

#include <algorithm>
#include <chrono>

namespace mail {
namespace {

constexpr std::int64_t second_us = 1'000'000;
constexpr std::int64_t at_once = 50;                         // messages asked of the store at a time
constexpr std::int64_t notes_rest_us = 20 * second_us;       // a code is waited for: a server that does not answer is asked again soon
constexpr std::int64_t unpressed_us = 3'600 * second_us;     // until somebody has installed what the press needs
constexpr std::int64_t first_note_wait_us = 15 * second_us;  // then twice as long each time

std::string said(const papers::Delivery& delivery) { return delivery.reply.empty() ? delivery.trouble : delivery.reply; }

std::string record_json(const Outgoing& message, Outcome outcome, std::int64_t at_us, const std::string& reply) {
    return "{\"message\":" + std::to_string(message.id.value) + ",\"outcome\":" + acts::json_text(acts::name_of(outcome)) +
           ",\"at\":" + std::to_string(at_us) + ",\"person\":" + std::to_string(message.person.value) +
           (reply.empty() ? "" : ",\"reply\":" + acts::json_text(reply)) + "}";
}

// Server-wide trouble: nothing was said of the message yet.
bool about_the_server(const papers::Delivery& delivery) {
    return delivery.outcome == papers::DeliveryOutcome::refused_now && delivery.stage <= papers::SmtpStage::session;
}

}  // namespace

Line line_to(papers::SmtpServer server) {
    auto made = papers::SmtpSender::make(std::move(server));
    if (!made) throw std::invalid_argument("mail server: fault " + std::to_string(static_cast<int>(made.error())));
    auto sender = std::make_shared<papers::SmtpSender>(std::move(*made));
    return [sender](const papers::Address& from, const papers::Address& to, std::string_view bytes, const papers::GoOn& go_on) {
        return sender->send(from, to, bytes, go_on);
    };
}

Status Worker::status() const {
    const std::lock_guard lock(mutex_);
    return status_;
}

std::int64_t Worker::round(std::stop_token stop) {
    tried_ = 0;
    if (!doors_.sender) return 0;
    const bool simulated = network::the_network(*doors_.read()).nature == network::Nature::simulated;
    {
        const std::lock_guard lock(mutex_);
        status_.simulated = simulated;
    }
    if (simulated) return 0;
    if (!begun_) begin();
    record_finals();
    while (!unclaimed_.empty()) {
        wait(unclaimed_.back(), unclaimed_.back().attempts, 0, "");
        unclaimed_.pop_back();
    }
    std::vector<Id<Message>> due;
    do {
        send_notes(stop);
        if (stop.stop_requested() || rests(server_next_us_, server_later_max_us)) return tried_;
        due = due_messages(*doors_.read(), from_, doors_.clock(), later_max_us, at_once);
        for (const auto id : due) {
            send(id, stop);
            record_finals();
            send_notes(stop);
            if (stop.stop_requested() || rests(server_next_us_, server_later_max_us)) return tried_;
        }
    } while (!due.empty());
    from_ = first_open_message(*doors_.read(), from_);
    return tried_;
}

// What was "sending" when the program stopped may have been taken.
void Worker::begin() {
    doors_.writer.run_local([&](store::Db& db) {
        key_ = mail_key(db);
        keep_bounce_address(db, doors_.sender->bounces.text());
    });
    const auto reading = doors_.read();
    from_ = first_open_message(*reading, 0);
    for (const auto id : interrupted_messages(*reading))
        if (const auto message = find_outgoing(*reading, id)) settle(*message, Outcome::unknown, "");
    begun_ = true;
}

void Worker::settle(const Outgoing& message, Outcome outcome, std::string reply) {
    finals_.push_back({message, outcome, doors_.clock(), std::move(reply)});
}

void Worker::wait(const Outgoing& message, int attempts, std::int64_t next_us, const std::string& reply) {
    doors_.writer.run_local([&](store::Db& db) { mark_waiting(db, message, attempts, next_us, reply); });
}

void Worker::record_finals() {
    while (!finals_.empty()) {
        const auto& last = finals_.back();
        const auto submit = [&](const std::string& reply) {
            return doors_.writer.submit({program, "mail.record_delivery", record_json(last.message, last.outcome, last.at_us, reply),
                                         "outbox:" + std::to_string(last.message.id.value), ""});
        };
        auto outcome = submit(last.reply);
        if (!outcome && !outcome.error().wrong.empty()) outcome = submit("");  // words of a server that no act may hold
        if (!outcome) {
            const auto& code = outcome.error().why.code;
            const bool known = code == "acts.key_used" || code == "mail.recorded_before" || code == "people.erased";
            if (!known) throw store::Fault("the outcome of message " + std::to_string(last.message.id.value) + " is refused: " + code);
        }
        doors_.writer.run_local([&](store::Db& db) { unmark(db, last.message.id); });
        finals_.pop_back();
    }
}

// A clock that was put back does not make anything wait longer than it would have.
bool Worker::rests(std::int64_t until_us, std::int64_t most_us) {
    const auto now = doors_.clock();
    return now < until_us && until_us - now <= most_us;
}

Worker::Given Worker::give(const Written& written, const std::function<bool()>& claim, std::stop_token stop) {
    Given given;
    std::exception_ptr fault;
    std::optional<std::chrono::steady_clock::time_point> stopping;
    const papers::GoOn go_on = [&](papers::SmtpStage stage) {
        if (stop.stop_requested()) {
            const auto now = std::chrono::steady_clock::now();
            if (!stopping) stopping = now;
            given.stopped = stage < papers::SmtpStage::end;
            return !given.stopped && now - *stopping < std::chrono::microseconds(stopping_max_us);
        }
        if (stage != papers::SmtpStage::content || given.claimed) return true;
        try {
            given.claimed = claim();
        } catch (...) { fault = std::current_exception(); }
        return given.claimed;
    };
    ++tried_;
    given.delivery = doors_.line(written.from, written.to, written.bytes, go_on);
    if (fault) std::rethrow_exception(fault);
    if (!given.stopped) note_server(given.delivery);
    return given;
}

void Worker::note_server(const papers::Delivery& delivery) {
    const auto now = doors_.clock();
    const std::lock_guard lock(mutex_);
    if (!about_the_server(delivery)) {
        server_failures_ = 0, server_next_us_ = 0, notes_next_us_ = 0;
        status_.trouble.clear(), status_.trouble_since_us.reset(), status_.next_us.reset();
        return;
    }
    server_failures_ = std::min(server_failures_ + 1, papers::send_attempts_max - 1);
    server_next_us_ = std::min(papers::retry_at(server_failures_, now).value_or(now), now + server_later_max_us);
    notes_next_us_ = now + notes_rest_us;
    status_.trouble = said(delivery);
    if (!status_.trouble_since_us) status_.trouble_since_us = now;
    status_.next_us = server_next_us_;
}

// ---- the outbox ----

void Worker::send(Id<Message> id, std::stop_token stop) {
    const auto message = find_outgoing(*doors_.read(), id);
    if (!message) return;  // erased meanwhile
    const auto written = write(*doors_.read(), *message, doors_.templates, *doors_.sender, key_, doors_.clock());
    if (!written) {
        const auto& fault = written.error();
        if (fault.why == Unwritten::no_press) return wait(*message, message->attempts, doors_.clock() + unpressed_us, fault.what);
        return settle(*message, fault.why == Unwritten::no_address ? Outcome::no_address : Outcome::not_written, fault.what);
    }
    bool claiming = false;
    const auto claim = [&] {
        claiming = true;
        bool mine = false;
        doors_.writer.run_local([&](store::Db& db) { mine = mark_sending(db, *message); });
        return mine;
    };
    try {
        const auto given = give(*written, claim, stop);
        if (claiming && !given.claimed) return;  // somebody else's
        const bool not_given = given.delivery.outcome == papers::DeliveryOutcome::refused_now;
        if (!(not_given && (given.stopped || about_the_server(given.delivery)))) return judge(*message, given.delivery);
        if (given.claimed) wait(*message, message->attempts, 0, "");
    } catch (const store::Fault&) {
        if (claiming) unclaimed_.push_back(*message);
        throw;
    }
}

void Worker::judge(const Outgoing& message, const papers::Delivery& delivery) {
    using enum papers::DeliveryOutcome;
    switch (delivery.outcome) {
    case accepted: return settle(message, Outcome::accepted, delivery.reply);
    case refused_for_ever: return settle(message, Outcome::refused, delivery.reply);
    case unknown: return settle(message, Outcome::unknown, said(delivery));
    case refused_now: break;
    }
    const int attempts = message.attempts + 1;
    if (const auto next = papers::retry_at(attempts, doors_.clock())) wait(message, attempts, *next, said(delivery));
    else settle(message, Outcome::given_up, said(delivery));
}

// ---- notes ----

void Worker::send_notes(std::stop_token stop) {
    while (!stop.stop_requested() && !rests(notes_next_us_, notes_rest_us)) {
        const auto waiting = post::next(*doors_.read(), doors_.clock());
        if (!waiting) return;
        send_note(*waiting, stop);
    }
}

void Worker::send_note(const post::Waiting& waiting, std::stop_token stop) {
    const auto& note = waiting.note;
    const auto now = doors_.clock();
    const auto local = [&](const std::function<void(store::Db&)>& change) { doors_.writer.run_local(change); };
    bool taken = false;  // out of the queue
    const auto drop = [&] { local([&](store::Db& db) { post::drop(db, waiting.id); }); };
    const auto settled = [&](const papers::Delivery& delivery) {
        const bool accepted = delivery.outcome == papers::DeliveryOutcome::accepted;
        local([&](store::Db& db) {
            db.begin();
            post::drop(db, waiting.id);
            if (note.person && accepted) post::mark_accepted(db, *note.person);
            if (note.person && !accepted && delivery.stage == papers::SmtpStage::recipient) post::mark_refused(db, *note.person, note.to);
            db.commit();
        });
    };
    const auto next_us = now + (first_note_wait_us << waiting.attempts);
    if ((note.until_us && note.until_us <= now) || waiting.attempts >= note_attempts_max) return drop();
    const auto network = network::the_network(*doors_.read());
    const auto written = write(note, note.language == base::Language::fr ? network.name_fr : network.name_en, *doors_.sender, now);
    if (!written) return drop();
    const auto claim = [&] {
        bool mine = true;
        local([&](store::Db& db) {
            if (note.at_most_once) mine = taken = post::take(db, waiting.id);
            else post::try_later(db, waiting.id, waiting.attempts + 1, next_us);
        });
        return mine;
    };
    const auto given = give(*written, claim, stop);
    using enum papers::DeliveryOutcome;
    if (given.delivery.outcome == accepted || given.delivery.outcome == refused_for_ever) return settled(given.delivery);
    // Refused before its content was asked for, or after it was given.
    if (taken && given.delivery.outcome == refused_now) local([&](store::Db& db) { post::put_back(db, waiting, next_us); });
    if (!given.claimed && !given.stopped && !about_the_server(given.delivery))
        local([&](store::Db& db) { post::try_later(db, waiting.id, waiting.attempts + 1, next_us); });
}

// ---- the thread ----

Office::Office(Worker& worker, std::function<void(const std::string&)> complain)
    : worker_(worker), complain_(std::move(complain)), thread_([this](std::stop_token stop) { work(stop); }) {}

Office::~Office() {
    thread_.request_stop();
    thread_.join();
}

void Office::wake() {
    const std::lock_guard lock(mutex_);
    woken_ = true;
    wake_.notify_one();
}

void Office::work(std::stop_token stop) {
    constexpr std::chrono::seconds between(1), after_fault(5);
    std::string told;
    while (!stop.stop_requested()) {
        auto pause = between;
        try {
            worker_.round(stop);
            told.clear();
        } catch (const std::exception& fault) {
            if (told != fault.what()) complain_(told = fault.what());
            pause = after_fault;
        }
        std::unique_lock lock(mutex_);
        wake_.wait_for(lock, stop, pause, [&] { return woken_; });
        woken_ = false;
    }
}

}  // namespace mail
