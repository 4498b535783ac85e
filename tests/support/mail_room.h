// A network that writes to people, with a clock we hold and a server that answers as it is told.
#pragma once
#include "app/mail_words.h"
#include "mail/worker.h"
#include "support/life.h"

#include <map>
#include <thread>

namespace support {

struct Given {
    std::string from, to, bytes;
};

struct MailRoom : Begun {
    explicit MailRoom(const store::Location&);

    std::int64_t person(const std::string& name, const std::string& email = "");  // without an address when empty
    // A letter to these; its number in the journal.
    std::int64_t letter(const std::vector<std::int64_t>& to, const std::string& more = "");

    papers::Delivery answer(const papers::Address& from, const papers::Address& to, std::string_view bytes, const papers::GoOn&);
    mail::WorkerDoors doors();
    std::int64_t round() { return worker->round(); }
    void restart() { worker = std::make_unique<mail::Worker>(doors()); }
    mail::Tally tally(std::int64_t letter_number) { return mail::tally_of(*reader(), {letter_number * 1000 + 1}); }
    std::vector<mail::MessageLine> lines(std::int64_t letter_number) {
        return mail::messages_of(*reader(), {letter_number * 1000 + 1}, 0, 1'000);
    }

    std::vector<Given> taken;                                   // what the server took charge of
    std::vector<std::string> tried;                             // to whom the content was given, or would have been
    std::map<std::string, papers::Delivery> answers;            // by address; else accepted
    std::function<void(const std::string& to)> before_content;  // may throw
    std::function<void(const std::string& to)> after_content;   // may throw: the program ends there
    mail::Sender sender{papers::Address::parse("secretariat@network.example.org").value(),
                        papers::Address::parse("bounces@network.example.org").value(), "https://network.example.org"};
    std::unique_ptr<mail::Worker> worker;
};

papers::Delivery refused_now(papers::SmtpStage, int code, const std::string& reply);
papers::Delivery refused_for_ever(const std::string& reply);
papers::Delivery unknown_outcome();

}  // namespace support
