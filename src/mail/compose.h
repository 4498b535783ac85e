// A message of the outbox, or a note, as the bytes a server takes.
#pragma once
#include <functional>
#include "base/i18n.h"
#include "mail/store.h"
#include "network/network.h"
#include "papers/document.h"
#include "papers/message.h"
#include "post/post.h"
#include "web/html.h"

namespace mail {

// From where and as whom the network writes.
struct Sender {
    papers::Address from;     // what readers see and answer to
    papers::Address bounces;  // "bounces@example.org": comes back to bounces+TOKEN@example.org
    std::string site;         // "https://network.example.org"; empty: messages hold no link
};

// The words of messages that features send by acts::Effect::send: "mail.<template>.subject" and ".text" of the catalogues, filled.
struct Fill {
    std::string name, value;
};
struct Filled {
    std::vector<Fill> words;  // beside {network} and {link}, which every template may have
    std::string path;         // of the page it leads to, for {link}: "/registre/17"; empty: none
};
// A number that Mail::about holds under a name; 0 when there is none.
std::int64_t number_in(std::string_view about, std::string_view name);
// From what the effect said in Mail::about; nothing when the thing is not there.
using Filler = std::function<std::optional<Filled>(store::Db&, std::string_view about, const base::Words&)>;

class Templates {
public:
    void add(std::string name, Filler filler) { fillers_.emplace_back(std::move(name), std::move(filler)); }
    const Filler* find(std::string_view name) const;
    const std::vector<std::pair<std::string, Filler>>& all() const { return fillers_; }
    // The path by which the addressee of a letter leaves what it is part of ("/lettre-d-information/quitter/…"); empty: it is part of
    // nothing that can be left. `letter`: the number of its act.
    std::function<std::string(store::Db&, Id<Person>, base::Id<acts::Act> letter, base::Language)> leaving = {};

private:
    std::vector<std::pair<std::string, Filler>> fillers_;
};

// Paragraphs parted by empty lines, as HTML; a line that is a URL is a link.
html::Node paragraphs_of(std::string_view text);
// The same as the HTML of a message.
std::string html_of(std::string_view text, std::string_view subject, base::Language);

enum class Unwritten {
    no_address,  // there is none, or none that can be written in an envelope
    no_press,    // fonts or dictionaries are missing on this machine: it can be written once they are there
    no_words,    // no such template, or what it is about is not there
    refused      // by papers: `what` names the fields
};
struct NotWritten {
    Unwritten why;
    std::string what;  // for the proof; in English, as faults are
};
struct Written {
    papers::Address from, to;  // of the envelope
    std::string bytes;
};
// `key`: mail_key. The same message has the same identifier whenever it is written.
std::expected<Written, NotWritten> write(store::Db&, const Outgoing&, const Templates&, const Sender&, const std::string& key,
                                         std::int64_t now_us);
std::expected<Written, NotWritten> write(const post::Note&, const std::string& network_name, const Sender&, std::int64_t now_us);

// ---- what goes along with a letter ----
std::expected<std::string, NotWritten> letter_pdf(const network::Network&, const KnownLetter&, const std::string& addressee,
                                                  std::int64_t ordinal, const Sender&, base::Language);
std::expected<std::string, NotWritten> letter_calendar(const network::Network&, const KnownLetter&, const Sender&, std::int64_t stamp_us,
                                                       base::Language);
std::string letter_number(const network::Network&, const KnownLetter&);  // "AIMF/2026/17"

// The token of a message in the address it comes back to: its number and what only this network can compute from it.
std::string message_token(const std::string& key, Id<Message>);
std::optional<Id<Message>> message_of_token(const std::string& key, std::string_view token);

}  // namespace mail
