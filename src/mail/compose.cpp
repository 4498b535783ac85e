#include "mail/compose.h"

#include "base/zone.h"
#include "credentials/codes.h"
#include "papers/bounce.h"
#include "web/site.h"

#include <boost/json.hpp>

namespace mail {

std::int64_t number_in(std::string_view about, std::string_view name) {
    boost::system::error_code error;
    const auto value = boost::json::parse(about, error);
    const auto* object = error ? nullptr : value.if_object();
    const auto* number = object ? object->if_contains(name) : nullptr;
    return number && number->is_int64() ? number->get_int64() : 0;
}

namespace {

constexpr std::size_t token_bytes = 8;  // of the keyed hash: nobody guesses one of 2^64 by sending mail

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const auto end = text.find('\n');
        lines.push_back(text.substr(0, end));
        text.remove_prefix(end == text.npos ? text.size() : end + 1);
    }
    return lines;
}

bool is_link(std::string_view line) { return (line.starts_with("https://") || line.starts_with("http://")) && line.find(' ') == line.npos; }

NotWritten not_written(const std::vector<papers::WrongPart>& wrong) {
    NotWritten fault{Unwritten::refused, "the message cannot be written:"};
    for (const auto& part : wrong) fault.what += " " + part.field;
    return fault;
}

using Parts = std::expected<papers::Message, NotWritten>;

Parts notice_parts(store::Db& db, const Outgoing& message, const Templates& templates, const Sender& sender, const std::string& network) {
    const auto& words = web::words_of(message.language);
    const auto key = "mail." + message.template_name;
    const auto* filler = templates.find(message.template_name);
    if (!filler || !words.has(key + ".subject")) return std::unexpected(NotWritten{Unwritten::no_words, "no words for " + key});
    const auto filled = (*filler)(db, message.about, words);
    if (!filled) return std::unexpected(NotWritten{Unwritten::no_words, "what it is about is not there: " + message.about});
    const auto link = sender.site.empty() || filled->path.empty() ? std::string() : sender.site + filled->path;
    std::vector<base::Argument> arguments{{"network", network}, {"link", link}};
    for (const auto& [name, value] : filled->words) arguments.emplace_back(name, value);
    papers::Message parts;
    parts.subject = words.format(key + ".subject", arguments);
    parts.text = words.format(key + ".text", arguments);
    parts.auto_submitted = papers::AutoSubmitted::generated;
    return parts;
}

// RFC 8058: a link in the letter, and the same for one click in the reader's program.
void let_leave(store::Db& db, const Outgoing& message, const KnownLetter& letter, const Templates& templates, const Sender& sender,
               papers::Message& parts) {
    if (!templates.leaving || sender.site.empty()) return;
    const auto path = templates.leaving(db, message.person, letter.number, parts.language);
    if (path.empty()) return;
    const auto link = sender.site + path;
    parts.text += "\n\n" + web::words_of(parts.language).format("mail.letter.leaving", {{"link", link}});
    if (link.starts_with("https://")) parts.list_unsubscribe = papers::ListUnsubscribe{link, {}};
}

Parts letter_parts(store::Db& db, const Outgoing& message, const Templates& templates, const Sender& sender,
                   const network::Network& network) {
    const auto letter = find_letter(db, {number_in(message.about, "letter")});
    const auto known = find_message(db, message.id);
    if (!letter || !known) return std::unexpected(NotWritten{Unwritten::no_words, "what it is about is not there: " + message.about});
    const auto language = letter->written_in(message.language);
    const auto& words = web::words_of(language);
    papers::Message parts;
    parts.language = language;
    parts.subject = letter->subject(language);
    parts.text = letter->text(language);
    let_leave(db, message, *letter, templates, sender, parts);
    if (letter->form == LetterForm::letter) {
        auto pdf = letter_pdf(network, *letter, message.name, known->ordinal, sender, language);
        if (!pdf) return std::unexpected(pdf.error());
        parts.attachments.push_back({words.format("mail.letter.file", {{"number", letter->number.value}, {"ordinal", known->ordinal}}),
                                     "application/pdf", std::move(*pdf)});
    }
    if (letter->meeting) {
        auto calendar = letter_calendar(network, *letter, sender, base::utc_time(letter->day, 0, network.zone).value_or(0), language);
        if (!calendar) return std::unexpected(calendar.error());
        parts.attachments.push_back({words.format("mail.letter.calendar_file", {{"day", letter->meeting->first_day.iso()}}),
                                     "text/calendar", std::move(*calendar)});
    }
    return parts;
}

std::expected<Written, NotWritten> finish(papers::Message parts, const papers::Mailbox& to, const std::string& network,
                                          const Sender& sender, const papers::Address& back, const std::string& identifier,
                                          std::int64_t now_us) {
    parts.from = {network, sender.from};
    parts.to = {to};
    parts.date_us = now_us;
    parts.message_id = identifier + "@" + std::string(sender.from.domain());
    parts.html = html_of(parts.text, parts.subject, parts.language);
    auto bytes = papers::write_message(parts);
    if (!bytes) return std::unexpected(not_written(bytes.error()));
    return Written{back, to.address, std::move(*bytes)};
}

}  // namespace

const Filler* Templates::find(std::string_view name) const {
    for (const auto& [known, filler] : fillers_)
        if (known == name) return &filler;
    return nullptr;
}

html::Node paragraphs_of(std::string_view text) {
    using namespace html;
    Node paragraphs, lines;
    const auto close = [&] {
        if (!lines.empty()) paragraphs += p(lines);
        lines = {};
    };
    for (const auto line : lines_of(text)) {
        if (line.empty()) {
            close();
            continue;
        }
        if (!lines.empty()) lines += br();
        lines += is_link(line) ? a(href(line), line) : html::text(line);
    }
    close();
    return paragraphs;
}

std::string html_of(std::string_view text, std::string_view subject, base::Language language) {
    using namespace html;
    return document({lang(base::code(language))}, head(meta(attr("charset", "utf-8")), title(subject)), body(paragraphs_of(text)));
}

std::expected<Written, NotWritten> write(store::Db& db, const Outgoing& message, const Templates& templates, const Sender& sender,
                                         const std::string& key, std::int64_t now_us) {
    const auto address = papers::Address::parse(message.address);
    if (!address) return std::unexpected(NotWritten{Unwritten::no_address, {}});
    const auto known = network::the_network(db);
    const auto language = message.language;
    const auto& name = language == base::Language::fr ? known.name_fr : known.name_en;
    auto parts = message.template_name == letter_template ? letter_parts(db, message, templates, sender, known)
                                                          : notice_parts(db, message, templates, sender, name);
    if (!parts) return std::unexpected(parts.error());
    if (message.template_name != letter_template) parts->language = language;
    const auto token = message_token(key, message.id);
    const auto back = papers::verp_address(sender.bounces, token);
    return finish(std::move(*parts), {message.name, *address}, name, sender, back.value_or(sender.bounces), "outbox." + token, now_us);
}

std::expected<Written, NotWritten> write(const post::Note& note, const std::string& network_name, const Sender& sender,
                                         std::int64_t now_us) {
    const auto address = papers::Address::parse(note.to);
    if (!address) return std::unexpected(NotWritten{Unwritten::no_address, {}});
    papers::Message parts;
    parts.language = note.language;
    parts.subject = note.subject, parts.text = note.text;
    parts.auto_submitted = papers::AutoSubmitted::generated;
    if (!note.unsubscribe.empty()) parts.list_unsubscribe = papers::ListUnsubscribe{note.unsubscribe, {}};
    // The empty path: a code that cannot be delivered is nobody's business once it has expired.
    return finish(std::move(parts), {{}, *address}, network_name, sender, {}, "note." + base::hex(base::random_bytes(16)), now_us);
}

std::string message_token(const std::string& key, Id<Message> id) { return credentials::numbered_token(key, id.value, token_bytes); }

std::optional<Id<Message>> message_of_token(const std::string& key, std::string_view token) {
    const auto number = credentials::number_of_token(key, token, token_bytes);
    return number ? std::optional(Id<Message>{*number}) : std::nullopt;
}

}  // namespace mail
