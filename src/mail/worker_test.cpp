#include "mail/worker.h"

#include "papers/bounce.h"
#include "support/mail_room.h"

#include <doctest/doctest.h>
#include <algorithm>

using namespace support;
using papers::SmtpStage;

namespace {

constexpr std::int64_t minute_us = 60'000'000, hour_us = 60 * minute_us;

bool holds(std::string_view text, std::string_view part) { return text.find(part) != text.npos; }

std::string states(MailRoom& room, std::int64_t letter) {
    std::string all;
    for (const auto& line : room.lines(letter)) all += (all.empty() ? "" : " ") + std::string(acts::name_of(line.state));
    return all;
}

struct Stopped {};  // the program is killed there

}  // namespace

TEST_CASE("Each addressee gets the letter once, and the journal holds what the server said") {
    for_each_engine([](const store::Location& location) {
        MailRoom room(location);
        const auto ada = room.person("Ada Exemple", "ada@ville.example.org"), bea = room.person("Bea Exemple", "bea@ville.example.org");
        const auto number = room.letter({ada, bea});
        CHECK(states(room, number) == "waiting waiting");
        CHECK(room.round() == 2);
        REQUIRE(room.taken.size() == 2);
        CHECK(room.taken[0].to == "ada@ville.example.org");
        CHECK(room.taken[1].to == "bea@ville.example.org");
        CHECK(holds(room.taken[0].bytes, "Subject: Convocation"));
        CHECK(room.taken[0].from != room.taken[1].from);
        CHECK(states(room, number) == "accepted accepted");
        const auto line = room.lines(number).at(0);
        CHECK(line.reply == "250 2.0.0 Ok: queued as 4XYZ");
        CHECK(acts::find_entry(*room.reader(), *line.number)->entry.capacity == "mail");
        for (int i = 0; i < 3; ++i) CHECK(room.round() == 0);
        room.restart();
        CHECK(room.round() == 0);
        CHECK(room.taken.size() == 2);
        CHECK(room.tally(number).sent == 2);
        const auto db = room.reader();
        auto rows = db->ask("SELECT count(*) FROM local_delivery");
        REQUIRE(rows.next());
        CHECK(rows.integer(0) == 0);
    });
}

TEST_CASE("A message refused for now waits as papers says, and is given up after the last attempt with the reply as proof") {
    for_each_engine([](const store::Location& location) {
        MailRoom room(location);
        const auto number = room.letter({room.person("Ada Exemple", "ada@ville.example.org")});
        room.answers["ada@ville.example.org"] = refused_now(SmtpStage::recipient, 450, "450 4.2.1 Mailbox busy");
        int attempts = 0;
        for (; states(room, number) == "waiting" && attempts < 100; ++attempts) {
            CHECK(room.round() == 1);
            CHECK(room.round() == 0);
            const auto line = room.lines(number).at(0);
            if (line.state != mail::State::waiting) continue;
            CHECK(line.attempts == attempts + 1);
            CHECK(line.reply == "450 4.2.1 Mailbox busy");
            room.now = *line.next_us - 1;
            CHECK(room.round() == 0);
            room.now = *line.next_us;
        }
        CHECK(attempts == papers::send_attempts_max);
        CHECK(states(room, number) == "given_up");
        CHECK(room.lines(number).at(0).reply == "450 4.2.1 Mailbox busy");
        CHECK(room.taken.empty());
    });
}

TEST_CASE("A server that greylists takes the message at the second attempt") {
    const FreshNetwork network(store::Engine::sqlite);
    MailRoom room(network.location());
    const auto number = room.letter({room.person("Ada Exemple", "ada@ville.example.org")});
    room.answers["ada@ville.example.org"] = refused_now(SmtpStage::recipient, 451, "451 4.7.1 Greylisted");
    CHECK(room.round() == 1);
    room.answers.clear();
    room.now += 5 * minute_us + 1;
    CHECK(room.round() == 1);
    CHECK(states(room, number) == "accepted");
    CHECK(room.taken.size() == 1);
}

TEST_CASE("A message refused for ever is not sent again, and the others go") {
    const FreshNetwork network(store::Engine::sqlite);
    MailRoom room(network.location());
    const auto number = room.letter({room.person("Ada Exemple", "ada@ville.example.org"),
                                     room.person("Bea Exemple", "bea@ville.example.org"), room.person("Caro Exemple")});
    room.answers["ada@ville.example.org"] = refused_for_ever("550 5.1.1 <ada@ville.example.org>: nobody");
    CHECK(room.round() == 2);
    CHECK(states(room, number) == "refused no_address accepted");  // who was not reached comes first
    CHECK(room.lines(number).at(0).reply == "550 5.1.1 <ada@ville.example.org>: nobody");
    CHECK(room.tally(number).refused == 2);
    room.now += 100 * hour_us;
    CHECK(room.round() == 0);
}

TEST_CASE("A server that is down for a week loses nothing, counts against no message, and gets everything when it is back") {
    const FreshNetwork network(store::Engine::sqlite);
    MailRoom room(network.location());
    const auto number =
        room.letter({room.person("Ada Exemple", "ada@ville.example.org"), room.person("Bea Exemple", "bea@ville.example.org")});
    for (const char* to : {"ada@ville.example.org", "bea@ville.example.org"}) room.answers[to] = refused_now(SmtpStage::connection, 0, "");
    std::int64_t tries = 0;
    for (const auto end = room.now + 7 * 24 * hour_us; room.now < end; room.now += minute_us) tries += room.round();
    CHECK(tries > 7 * 24);      // twice an hour at least
    CHECK(tries < 7 * 24 * 3);  // and not for each message
    CHECK(states(room, number) == "waiting waiting");
    CHECK(room.worker->status().trouble == "the connection was lost");
    room.answers.clear();
    room.now += mail::Worker::server_later_max_us;
    CHECK(room.round() == 2);
    CHECK(states(room, number) == "accepted accepted");
    CHECK(room.worker->status().trouble.empty());
}

TEST_CASE("A connection lost after the final dot is unknown for ever, until an officer sends again") {
    for_each_engine([](const store::Location& location) {
        MailRoom room(location);
        const auto number = room.letter({room.person("Ada Exemple", "ada@ville.example.org")});
        room.answers["ada@ville.example.org"] = unknown_outcome();
        CHECK(room.round() == 1);
        CHECK(states(room, number) == "unknown");
        room.answers.clear();
        room.now += 200 * hour_us;
        CHECK(room.round() == 0);
        const auto message = room.lines(number).at(0).id.value;
        const auto again = [&] { return told(room.say("mail.send_again", "{\"message\":" + std::to_string(message) + "}")); };
        CHECK(again() == "accepted");
        CHECK(again() == "mail.sent_again_before");
        CHECK(room.round() == 1);
        CHECK(states(room, number) == "unknown accepted");
        CHECK(room.tally(number).all == 1);
        CHECK(room.tally(number).sent == 1);
        const auto second = room.lines(number).at(1).id.value;
        CHECK(told(room.say("mail.send_again", "{\"message\":" + std::to_string(second) + "}")) == "mail.accepted_before");
        CHECK(told(room.say("mail.send_again", R"({"message":999})")) == "message unknown_reference");
    });
}

TEST_CASE("A message that still waits is not sent again by hand") {
    const FreshNetwork network(store::Engine::sqlite);
    MailRoom room(network.location());
    const auto number = room.letter({room.person("Ada Exemple", "ada@ville.example.org")});
    const auto message = std::to_string(room.lines(number).at(0).id.value);
    CHECK(told(room.say("mail.send_again", "{\"message\":" + message + "}")) == "mail.still_waiting");
}

TEST_CASE("A program that is killed before the content was given sends it when it starts again; after it, nobody knows") {
    for_each_engine([](const store::Location& location) {
        MailRoom room(location);
        const auto number =
            room.letter({room.person("Ada Exemple", "ada@ville.example.org"), room.person("Bea Exemple", "bea@ville.example.org")});
        room.before_content = [](const std::string&) { throw Stopped{}; };
        CHECK_THROWS_AS(room.round(), Stopped);
        room.restart();
        CHECK(states(room, number) == "waiting waiting");
        room.before_content = nullptr;
        room.after_content = [](const std::string&) { throw Stopped{}; };
        CHECK_THROWS_AS(room.round(), Stopped);
        CHECK(states(room, number) == "sending waiting");
        room.after_content = nullptr;
        room.restart();
        CHECK(room.round() == 1);
        CHECK(states(room, number) == "unknown accepted");
        CHECK(room.tried == std::vector<std::string>{"ada@ville.example.org", "bea@ville.example.org"});
    });
}

TEST_CASE("A message that somebody else is sending is left to them") {
    const FreshNetwork network(store::Engine::sqlite);
    MailRoom room(network.location());
    const auto number = room.letter({room.person("Ada Exemple", "ada@ville.example.org")});
    room.before_content = [&](const std::string&) {
        const auto message = *mail::find_outgoing(*room.reader(), room.lines(number).at(0).id);
        room.writer.run_local([&](store::Db& db) { CHECK(mail::mark_sending(db, message)); });
    };
    CHECK(room.round() == 1);
    CHECK(room.tried.empty());
    CHECK(states(room, number) == "sending");
}

TEST_CASE("A clock that is put back an hour neither sends twice nor stops") {
    const FreshNetwork network(store::Engine::sqlite);
    MailRoom room(network.location());
    const auto number =
        room.letter({room.person("Ada Exemple", "ada@ville.example.org"), room.person("Bea Exemple", "bea@ville.example.org")});
    room.answers["bea@ville.example.org"] = refused_now(SmtpStage::recipient, 450, "450 busy");
    CHECK(room.round() == 2);
    room.answers.clear();
    room.now -= hour_us;
    CHECK(room.round() == 0);
    room.now += hour_us + 5 * minute_us;
    CHECK(room.round() == 1);
    CHECK(states(room, number) == "accepted accepted");

    const auto late = room.letter({room.person("Caro Exemple", "caro@ville.example.org")});
    room.answers["caro@ville.example.org"] = refused_now(SmtpStage::recipient, 450, "450 busy");
    CHECK(room.round() == 1);
    room.answers.clear();
    room.now -= 30 * 24 * hour_us;  // a month: what was said then about the next attempt is not believed
    CHECK(room.round() == 1);
    CHECK(states(room, late) == "accepted");
    CHECK(room.taken.size() == 3);
}

TEST_CASE("What waits for an erased person is dropped, and what the servers said of them is forgotten") {
    for_each_engine([](const store::Location& location) {
        MailRoom room(location);
        const auto ada = room.person("Ada Exemple", "ada@ville.example.org"), bea = room.person("Bea Exemple", "bea@ville.example.org");
        const auto number = room.letter({ada, bea});
        room.answers["ada@ville.example.org"] = refused_now(SmtpStage::recipient, 450, "450 <ada@ville.example.org> busy");
        CHECK(room.round() == 2);
        room.answers.clear();
        REQUIRE(room.say("people.erase_person", "{\"person\":" + std::to_string(ada) + "}"));
        room.now += 24 * hour_us;
        CHECK(room.round() == 0);
        CHECK(states(room, number) == "erased accepted");
        const auto tally = room.tally(number);
        CHECK(tally.erased == 1);
        CHECK(tally.waiting == 0);
        const auto db = room.reader();
        auto rows = db->ask("SELECT count(*) FROM local_delivery");
        REQUIRE(rows.next());
        CHECK(rows.integer(0) == 0);
        REQUIRE(room.say("people.erase_person", "{\"person\":" + std::to_string(bea) + "}"));
        const auto line = room.lines(number).at(1);
        CHECK(line.reply.empty());
        CHECK_FALSE(line.name);
        CHECK_FALSE(line.address);
    });
}

TEST_CASE("Somebody erased while their message was being given has no outcome, and stops nothing") {
    const FreshNetwork network(store::Engine::sqlite);
    MailRoom room(network.location());
    const auto ada = room.person("Ada Exemple", "ada@ville.example.org");
    const auto number = room.letter({ada, room.person("Bea Exemple", "bea@ville.example.org")});
    room.after_content = [&](const std::string& to) {
        if (to.starts_with("ada")) CHECK(room.say("people.erase_person", "{\"person\":" + std::to_string(ada) + "}"));
    };
    CHECK(room.round() == 2);
    CHECK(states(room, number) == "erased accepted");
}

TEST_CASE("Notes go before the outbox, are gone once sent, and are not sent too late") {
    for_each_engine([](const store::Location& location) {
        MailRoom room(location);
        room.letter({room.person("Ada Exemple", "ada@ville.example.org")});
        room.writer.run_local([&](store::Db& db) {
            post::post(db, {"bea@ville.example.org", base::Language::en, "Your code", "123456\n\nhttps://network.example.org/x"});
            post::post(db, {"caro@ville.example.org", base::Language::fr, "Un code", "654321", {}, room.now - 1});
            post::post(db, {"no address", base::Language::fr, "Un code", "654321"});
        });
        const auto before = acts::read_head(*room.reader()).size;
        CHECK(room.round() == 2);
        REQUIRE(room.taken.size() == 2);
        CHECK(room.taken[0].to == "bea@ville.example.org");
        CHECK(room.taken[0].from.empty());
        CHECK(holds(room.taken[0].bytes, "123456"));
        CHECK(holds(room.taken[0].bytes, "Auto-Submitted: auto-generated"));
        CHECK(room.taken[1].to == "ada@ville.example.org");
        CHECK(post::waiting(*room.reader()) == 0);
        CHECK(acts::read_head(*room.reader()).size == before + 1);  // the delivery of the letter
    });
}

TEST_CASE("A note whose outcome is unknown is sent again, a few times, and one refused for ever is not") {
    const FreshNetwork network(store::Engine::sqlite);
    MailRoom room(network.location());
    room.writer.run_local([&](store::Db& db) {
        post::post(db, {"bea@ville.example.org", base::Language::fr, "Un code", "123456"});
        post::post(db, {"caro@ville.example.org", base::Language::fr, "Un code", "123456"});
    });
    room.answers["bea@ville.example.org"] = unknown_outcome();
    room.answers["caro@ville.example.org"] = refused_for_ever("550 nobody");
    for (const auto end = room.now + 24 * hour_us; room.now < end; room.now += minute_us) room.round();
    CHECK(std::ranges::count(room.tried, "bea@ville.example.org") == mail::Worker::note_attempts_max);
    CHECK(post::waiting(*room.reader()) == 0);
}

TEST_CASE("A note that goes at most once is never given twice, and goes again when the server did not take it") {
    for_each_engine([](const store::Location& location) {
        MailRoom room(location);
        const auto post = [&](const std::string& to) {
            room.writer.run_local([&](store::Db& db) {
                post::Note note{to, base::Language::fr, "Nouvelles", "Rien"};
                note.at_most_once = true, note.unsubscribe = "https://network.example.org/nouvelles/arret/1-00";
                REQUIRE(post::post(db, note));
            });
        };
        post("ada@ville.example.org");
        room.after_content = [](const std::string&) { throw Stopped(); };
        CHECK_THROWS_AS(room.round(), Stopped);
        room.after_content = {};
        room.restart();
        room.now += hour_us;
        room.round();
        CHECK(room.tried.size() == 1);  // perhaps taken: not given again

        post("bea@ville.example.org");
        room.answers["bea@ville.example.org"] = refused_now(SmtpStage::content, 452, "452 4.3.1 Full");
        room.round();
        room.answers["bea@ville.example.org"] = unknown_outcome();
        room.round();
        CHECK(std::ranges::count(room.tried, "bea@ville.example.org") == 1);  // not before its time
        room.now += minute_us;
        room.round();
        room.now += hour_us;
        room.round();
        CHECK(std::ranges::count(room.tried, "bea@ville.example.org") == 2);

        post("cleo@ville.example.org");
        room.round();
        REQUIRE(room.taken.size() == 1);
        CHECK(holds(room.taken[0].bytes, "List-Unsubscribe: <https://network.example.org/nouvelles/arret/1-00>"));
        CHECK(holds(room.taken[0].bytes, "List-Unsubscribe-Post: List-Unsubscribe=One-Click"));
        CHECK(post::waiting(*room.reader()) == 0);
    });
}

TEST_CASE("A simulated network writes to nobody, and one without a server keeps its messages") {
    const FreshNetwork network(store::Engine::sqlite);
    MailRoom room(network.location());
    const auto number = room.letter({room.person("Ada Exemple", "ada@ville.example.org")});
    auto doors = room.doors();
    doors.sender.reset();
    mail::Worker none(std::move(doors));
    CHECK(none.round() == 0);
    CHECK_FALSE(none.status().server);
    room.made("network.describe", R"({"name_fr":"R","name_en":"N","short_name":"R","zone":"Europe/Paris","nature":"simulated"})");
    CHECK(room.round() == 0);
    CHECK(room.worker->status().simulated);
    CHECK(room.taken.empty());
    CHECK(states(room, number) == "waiting");
}

TEST_CASE("A worker that is asked to stop gives no further message") {
    const FreshNetwork network(store::Engine::sqlite);
    MailRoom room(network.location());
    const auto number =
        room.letter({room.person("Ada Exemple", "ada@ville.example.org"), room.person("Bea Exemple", "bea@ville.example.org"),
                     room.person("Caro Exemple", "caro@ville.example.org")});
    std::stop_source stop;
    room.before_content = [&](const std::string& to) {
        if (to.starts_with("bea")) stop.request_stop();
    };
    room.worker->round(stop.get_token());
    CHECK(room.tried == std::vector<std::string>{"ada@ville.example.org"});
    CHECK(states(room, number) == "accepted waiting waiting");
}

TEST_CASE("The mail of an application is written in the reader's language, with a link to follow it") {
    const FreshNetwork network(store::Engine::sqlite);
    MailRoom room(network.location());
    room.made("members.apply_for_membership", application("Cotonou", "BJ"));
    CHECK(room.round() == 1);
    REQUIRE(room.taken.size() == 1);
    CHECK(holds(room.taken[0].bytes, "Content-Language: fr"));
    CHECK(holds(room.taken[0].bytes, "https://network.example.org/candidatures/"));
    CHECK(mail::notices(*room.reader(), 0, 10).at(0).state == mail::State::accepted);

    const auto person = mail::notices(*room.reader(), 0, 10).at(0).person.value;
    room.made("mail.choose_language", "{\"person\":" + std::to_string(person) + ",\"language\":\"en\"}");
    room.answers.clear();
    const auto number = room.letter({person}, R"(,"subject_en":"Summons","text_en":"Dear all,")");
    CHECK(room.round() == 1);
    CHECK(holds(room.taken[1].bytes, "Subject: Summons"));
    CHECK(states(room, number) == "accepted");
}

TEST_CASE("A bounce is recorded once, whoever sends how many, and only with the message's own token") {
    for_each_engine([](const store::Location& location) {
        MailRoom room(location);
        const auto number = room.letter({room.person("Ada Exemple", "ada@ville.example.org")});
        CHECK(room.round() == 1);
        const auto report = [](const std::string& to, const std::string& action = "failed") {
            return "From: <>\r\nTo: " + to +
                   "\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; "
                   "boundary=b\r\n\r\n--b\r\n\r\nSorry\r\n"
                   "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.org\r\n\r\nFinal-Recipient: rfc822; "
                   "ada@ville.example.org\r\nAction: " +
                   action + "\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 nobody\r\n\r\n--b--\r\n";
        };
        const auto back = room.taken.at(0).from;
        const auto read = [&](const std::string& bytes) { return mail::read_bounce(*room.reader(), bytes); };
        CHECK(back.starts_with("bounces+"));
        auto forged = back;
        forged[back.find('@') - 1] = forged[back.find('@') - 1] == '0' ? '1' : '0';
        CHECK(read(report(forged)).messages.empty());
        CHECK(read(report("bounces@network.example.org")).messages.empty());
        CHECK(read(report(back, "delayed")).messages.empty());
        CHECK(read("Subject: absent\r\n\r\nJe suis absent.").messages.empty());
        const auto known = read(report(back));
        REQUIRE(known.messages.size() == 1);
        CHECK(told(room.writer.submit(known.messages[0])) == "accepted");
        CHECK(states(room, number) == "bounced");
        CHECK(room.lines(number).at(0).reply == "550 5.1.1 nobody");
        CHECK(room.tally(number).bounced == 1);
        CHECK(room.tally(number).sent == 0);
        CHECK(room.writer.submit(known.messages[0])->repeated);  // two pipes at once
        const auto size = room.writer.size();
        for (int i = 0; i < 100; ++i) CHECK(read(report(back)).told_before);
        CHECK(room.writer.size() == size);
    });
}

TEST_CASE("Only the program says what became of a message") {
    const FreshNetwork network(store::Engine::sqlite);
    MailRoom room(network.location());
    const auto ada = room.person("Ada Exemple", "ada@ville.example.org");
    const auto message = std::to_string(room.lines(room.letter({ada})).at(0).id.value);
    const auto json = "{\"message\":" + message + ",\"outcome\":\"accepted\",\"at\":1,\"person\":" + std::to_string(ada) + "}";
    CHECK(told(room.say("mail.record_delivery", json)) == "acts.not_allowed");
    CHECK(told(room.writer.submit({mail::program, "mail.record_delivery", json, "", ""})) == "accepted");
    CHECK(told(room.writer.submit({mail::program, "mail.record_delivery", json, "", ""})) == "mail.recorded_before");
    CHECK(told(room.writer.submit({mail::program, "mail.send_letter", R"({"to":[1],"subject_fr":"a","text_fr":"a","sent_as":"message"})",
                                   "", ""})) == "acts.not_allowed");
    CHECK_FALSE(app::registry().newest("mail.record_delivery")->by_hand());
}

TEST_CASE("A letter goes to known people, each once, in one language or in both") {
    const FreshNetwork network(store::Engine::sqlite);
    MailRoom room(network.location());
    const auto ada = std::to_string(room.person("Ada Exemple", "ada@ville.example.org"));
    const auto say = [&](const std::string& to, const std::string& more = "") {
        return told(room.say("mail.send_letter", R"({"subject_fr":"a","text_fr":"b","sent_as":"letter","to":[)" + to + "]" + more + "}"));
    };
    CHECK(say(ada) == "accepted");
    CHECK(say("") == "to missing");
    CHECK(say(ada + "," + ada) == "to[1] repeated");
    CHECK(say(ada + ",999001") == "to[1] unknown_reference");
    CHECK(say(ada, R"(,"subject_en":"a")") == "text_en missing");
    CHECK(say(ada, R"(,"text_en":"a")") == "subject_en missing");
    const std::string meeting =
        R"(,"meeting":{"place":"Paris","first_day":"2026-12-01","first_time":"09:00","last_day":"2026-12-01","last_time":)";
    CHECK(say(ada, meeting + R"("09:00"}})").substr(0, 8) == "json");
    CHECK(say(ada, meeting + R"("09:00"})") == "meeting.last_time before_beginning");
    CHECK(say(ada, meeting + R"("10:00"})") == "accepted");
    REQUIRE(room.say("people.erase_person", "{\"person\":" + ada + "}"));
    CHECK(say(ada) == "to[0] unknown_reference");
}

TEST_CASE("Nine hundred addressees are one letter, and nine hundred and one are too many") {
    const FreshNetwork network(store::Engine::sqlite);
    MailRoom room(network.location());
    std::vector<acts::Submission> people;
    for (std::size_t i = 0; i <= mail::letter_addressees_max; ++i)
        people.push_back(
            {{"administrator", acts::Role::administrator, "secretariat"}, "people.register_person", R"({"name":"Ada Exemple"})", "", ""});
    const auto made = room.writer.submit_all(people);
    REQUIRE(made);
    std::vector<std::int64_t> to;
    for (const auto& one : *made) to.push_back(one.first_thing());
    CHECK_THROWS(room.letter(to));
    to.pop_back();
    const auto number = room.letter(to);
    CHECK(room.tally(number).all == std::int64_t(mail::letter_addressees_max));
}
