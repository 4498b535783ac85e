#include "documents/paper.h"

#include "credentials/codes.h"
#include "documents/pages.h"
#include "network/network.h"
#include "papers/document.h"

namespace documents {
namespace {

// A line of the letterhead: what is longer than papers prints on one ends in "…".
std::string line_of(const std::string& text) {
    if (text.size() <= papers::line_bytes_max) return text;
    auto end = papers::line_bytes_max - 3;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;  // between two characters
    return text.substr(0, end) + "…";
}

const std::string& fact(const Facts& facts, const char* name) {
    static const std::string none;
    const auto found = facts.texts.find(name);
    return found == facts.texts.end() ? none : found->second;
}

}  // namespace

std::string check_code(const acts::StoredEntry& issued) {
    if (issued.openings.empty()) throw store::Fault("entry " + std::to_string(issued.entry.number.value) + " has no openings");
    return credentials::spoken_code("document check code", issued.entry.number.value, issued.openings[0].salt, code_letters);
}

bool is_code(std::string_view typed, const std::string& code) { return credentials::is_spoken_code(typed, code); }

std::string path_of(const IssuedDocument& document) { return places::document(document.number).in(language_of(document.language)); }

std::expected<std::string, Unprinted> print(store::Db& db, const IssuedDocument& document, const std::string& site) {
    const auto press = papers::the_press();
    if (!press) return std::unexpected(Unprinted::no_press);
    const auto contents = contents_of(db, document.id);
    const auto facts = facts_of(contents.facts);
    const auto entry = acts::find_entry(db, document.act);
    if (!entry) throw store::Fault("no entry " + std::to_string(document.act.value));
    const auto language = language_of(document.language);
    const auto& words = web::words_of(language);
    Facts::Row more{{"code", check_code(*entry)}, {"address", (site.empty() ? "http://localhost" : site) + path_of(document)}};
    if (document.decision)
        if (const auto recorded = acts::find_entry(db, {document.decision->value / 1000})) more["fingerprint"] = recorded->leaf.hex();
    auto paper = compose(document.kind, contents.made_from.text(document.language), facts, more, words);
    if (!paper) return std::unexpected(Unprinted::refused);
    paper->author = line_of(fact(facts, "network"));
    paper->running_title = words.format("documents.running_title", {{"number", document.number}, {"code", more["code"]}});
    paper->made = document.day;
    if (fact(facts, "nature") == acts::name_of(network::Nature::simulated))  // nobody is to take it for a paper of a real network
        paper->blocks.insert(paper->blocks.begin(),
                             papers::Paragraph{{{std::string(words.text("documents.simulated")), papers::Style::strong}}});
    auto& head = paper->letterhead.emplace();
    head.name = paper->author;
    if (const auto& seat = fact(facts, "seat"); !seat.empty()) head.lines.push_back(line_of(seat));
    const auto word = [&](std::string_view key) { return std::string(words.text(key)); };
    auto bytes = (*press)->print(*paper, {word("mail.letter.page_of"), word("mail.letter.continued"), word("mail.letter.annex")});
    if (!bytes) return std::unexpected(Unprinted::refused);
    return std::move(*bytes);
}

}  // namespace documents
