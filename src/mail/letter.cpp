// What goes along with a letter: the letter itself on the network's paper, and the meeting it calls to.
#include "mail/compose.h"
#include "mail/rules.h"
#include "papers/calendar.h"
#include "web/site.h"

namespace mail {
namespace {

std::expected<const papers::Press*, NotWritten> press() {
    const auto press = papers::the_press();
    if (press) return *press;
    return std::unexpected(NotWritten{Unwritten::no_press, press.error() == papers::Press::Missing::fonts
                                                               ? "the fonts DejaVu Serif and Sans are not installed"
                                                               : "the dictionaries of hyphenation are not installed"});
}

std::vector<papers::Block> blocks_of(std::string_view text) {
    std::vector<papers::Block> blocks;
    std::string paragraph;
    const auto close = [&] {
        if (!paragraph.empty()) blocks.emplace_back(papers::Paragraph{papers::Text(std::exchange(paragraph, {}))});
    };
    while (!text.empty()) {
        const auto end = text.find('\n');
        const auto line = text.substr(0, end);
        text.remove_prefix(end == text.npos ? text.size() : end + 1);
        if (line.empty()) close();
        else paragraph += (paragraph.empty() ? "" : " ") + std::string(line);
    }
    close();
    return blocks;
}

}  // namespace

std::string letter_number(const network::Network& network, const KnownLetter& letter) {
    return (network.short_name.empty() ? std::string() : network.short_name + "/") + letter.day.iso().substr(0, 4) + "/" +
           std::to_string(letter.number.value);
}

std::expected<std::string, NotWritten> letter_pdf(const network::Network& network, const KnownLetter& letter, const std::string& addressee,
                                                  std::int64_t ordinal, const Sender& sender, base::Language language) {
    const auto opened = press();
    if (!opened) return std::unexpected(opened.error());
    const auto& words = web::words_of(language);
    const auto word = [&](std::string_view key) { return words.format(key, {}); };
    const auto& name = language == base::Language::fr ? network.name_fr : network.name_en;
    papers::Document document;
    document.language = language;
    document.title = letter.subject(language);
    document.author = name;
    document.made = letter.day;
    document.letterhead.emplace().name = name;
    for (const auto& line : {network.seat, sender.site, sender.from.text()})
        if (!line.empty()) document.letterhead->lines.push_back(line);
    auto& head = document.letter.emplace();
    if (!addressee.empty()) head.addressee.push_back(addressee);
    head.place_and_date = words.format("mail.letter.date", {{"day", letter.day}});
    head.references = {{word("mail.letter.subject"), letter.subject(language)},
                       {word("mail.letter.reference"), letter_number(network, letter) + "-" + std::to_string(ordinal)}};
    document.blocks = blocks_of(letter.text(language));
    auto printed = (*opened)->print(document, {word("mail.letter.page_of"), word("mail.letter.continued"), word("mail.letter.annex")});
    if (!printed)
        return std::unexpected(
            NotWritten{Unwritten::refused, "the letter cannot be printed: fault " + std::to_string(int(printed.error().why))});
    return std::move(*printed);
}

std::expected<std::string, NotWritten> letter_calendar(const network::Network& network, const KnownLetter& letter, const Sender& sender,
                                                       std::int64_t stamp_us, base::Language language) {
    const auto& meeting = *letter.meeting;
    papers::Timed when{meeting.first_day, minute_of(meeting.first_time.value).value_or(0), meeting.last_day,
                       minute_of(meeting.last_time.value).value_or(0), meeting.zone ? meeting.zone->value : network.zone};
    papers::Event event;
    event.uid = "letter-" + std::to_string(letter.id.value) + "@" + std::string(sender.from.domain());
    event.stamp_us = std::max<std::int64_t>(0, stamp_us);
    event.when = std::move(when);
    event.summary = letter.subject(language);
    event.location = meeting.place.value;
    event.description = letter.text(language);
    event.organizer = papers::Mailbox{language == base::Language::fr ? network.name_fr : network.name_en, sender.from};
    papers::Calendar calendar{papers::CalendarMethod::publish, {}, {std::move(event)}};
    auto bytes = papers::write_calendar(calendar);
    if (bytes) return std::move(*bytes);
    NotWritten fault{Unwritten::refused, "the calendar cannot be written:"};
    for (const auto& wrong : bytes.error()) fault.what += " " + wrong.field;
    return std::unexpected(std::move(fault));
}

}  // namespace mail
