#include "news/digest.h"

#include "credentials/codes.h"
#include "news/pages.h"
#include "news/store.h"
#include "post/post.h"

namespace news {
namespace {

constexpr std::int64_t day_us = 86'400'000'000;
constexpr std::size_t token_bytes = 16;  // of the keyed hash

}  // namespace

std::string unsubscribe_token(const std::string& key, Id<Person> person) {
    return credentials::numbered_token(key, person.value, token_bytes);
}

std::optional<Id<Person>> person_of_token(const std::string& key, std::string_view token) {
    const auto number = credentials::number_of_token(key, token, token_bytes);
    return number ? std::optional(Id<Person>{*number}) : std::nullopt;
}

bool Digests::step(std::stop_token stop) {
    const auto now = doors_.clock();
    const auto reading = doors_.read();
    const auto zone = doors_.zone(*reading);
    const auto civil = base::civil_time(now, zone).value_or(base::CivilTime{base::Date::utc_day(now), 0, 0});
    bool more = tell_some(ByMail::at_once, {{}, now + 1}, now) == Came::more;
    for (const auto by : {ByMail::daily, ByMail::weekly}) {
        const auto day = digest_day(by, civil);
        const auto last = finished_.find(by);
        if (!day || stop.stop_requested() || (last != finished_.end() && last->second == *day)) continue;
        const auto came = tell_some(by, {day, base::utc_time(*day, digest_minute, zone).value_or(now)}, now);
        if (came == Came::over) finished_[by] = *day;
        more = more || came == Came::more;
    }
    return more;
}

Digests::Came Digests::tell_some(ByMail by, const Round& round, std::int64_t now_us) {
    auto& after = after_[by];
    const auto some = people_to_tell(*doors_.read(), by, after, people_at_once);
    bool room = true;
    if (!some.empty())
        doors_.run_local([&](store::Db& db) {
            db.begin();
            for (const auto person : some) room = room && tell(db, person, round, now_us);
            if (room) db.commit();
            else db.rollback();
        });
    if (!room) return Came::full;
    const bool over = std::int64_t(some.size()) < people_at_once;
    after = over ? Id<Person>{} : some.back();
    return over ? Came::over : Came::more;
}

// False: the queue is full.
bool Digests::tell(store::Db& db, Id<Person> person, const Round& round, std::int64_t now_us) {
    if (round.day && had_digest(db, person, *round.day)) return true;
    const auto to = doors_.mail_to(db, person);
    const auto& words = web::words_of(to ? to->language : base::Language::fr);
    std::vector<Told> lines;
    for (const auto& news : untold(db, person)) {
        if (!belongs(news.at_us, round.before_us, now_us)) continue;
        mark_told(db, news.id);  // on the desk it stands, whether or not it can be mailed
        if (news.seen || !to || to->address.empty()) continue;
        if (auto told = doors_.kinds.tell(db, news, words)) lines.push_back(std::move(*told));
    }
    if (lines.empty()) return true;
    if (round.day) put_digest(db, person, *round.day);

    const auto network = doors_.network(db, words.language());
    const auto count = std::int64_t(lines.size());
    const auto link = [&](const std::string& path) { return doors_.site + path; };
    std::string text(words.text(round.day ? "news.mail.digest" : "news.mail.at_once"));
    for (std::size_t i = 0; i < lines.size() && i < lines_most; ++i) {
        text += "\n\n" + lines[i].text;
        if (!lines[i].path.empty()) text += "\n" + link(lines[i].path);
    }
    if (lines.size() > lines_most)
        text += "\n\n" +
                words.format("news.mail.more", {{"count", count - std::int64_t(lines_most)}, {"link", link(desk_at.in(words.language()))}});
    const auto stop = link((unsubscribe_at / unsubscribe_token(link_key(db), person)).in(words.language()));
    text +=
        "\n\n" + words.format("news.mail.end", {{"choose", link(choice_at.in(words.language()))}, {"stop", stop}, {"network", network}});
    post::Note note{to->address, words.language(), {}, text, person};
    note.subject = round.day || count > 1 ? words.format("news.mail.subject", {{"network", network}, {"count", count}}) : lines[0].text;
    if (stop.starts_with("https://")) note.unsubscribe = stop;
    note.at_most_once = true;
    note.until_us = now_us + day_us;
    return post::post(db, note);
}

}  // namespace news
