// The secretariat's pages of mail: what was sent, what became of each message, and the writing of a letter.
//   GET       /courrier             every letter, with its counts
//   GET       /courrier/avis        messages that are no letters
//   GET, POST /courrier/ecrire      a letter: write, look, send
//   GET, POST /courrier/{number}    each addressee, with the server's words as proof; POST sends one message again
//   GET       /courrier/{number}.csv
#pragma once
#include "mail/worker.h"
#include "web/act_pages.h"

namespace mail {

namespace places {
inline const web::Address letters{"/courrier", "/en/mail"};
inline const web::Address notices{"/courrier/avis", "/en/mail/notices"};
inline const web::Address writing{"/courrier/ecrire", "/en/mail/write"};
inline web::Address letter(base::Id<acts::Act> number) { return letters / std::to_string(number.value); }
}  // namespace places

// People who are often written to together; its words: "mail.group.<key>".
struct AddresseeGroup {
    std::string key;
    std::vector<Id<Person>> people;
    std::string country = {};                    // of a group of a country: its words are the country's name
    std::string region_fr = {}, region_en = {};  // the same of a region
};

// It and what it refers to outlive the router.
struct PageDoors {
    const web::ActDoors& acts;
    std::function<std::vector<AddresseeGroup>(store::Db&, base::Date today)> groups;
    std::optional<Sender> sender;  // absent: no mail server is set
    std::function<Status()> status;
};

void add_pages(web::Router&, const PageDoors&);

std::string form_words(const web::Visit&, LetterForm);
html::Node meeting_words(const web::Visit&, const Meeting&);
html::Node version_of(const KnownLetter&, base::Language);  // its subject and its text
// The note on top of these pages when nothing leaves, and why; nothing when all is well.
html::Node status_note(const web::Visit&, const Status&);
web::Response write_letter(web::Visit&, const PageDoors&);

}  // namespace mail
