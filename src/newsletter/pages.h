// The pages of the newsletter. Who signs up is told the same whether or not the address is known.
//   GET, POST /lettre-d-information                     to sign up, and the issues that were sent
//   GET, POST /lettre-d-information/confirmer/{token}   the link that a message holds: the address is its reader's
//   GET, POST /lettre-d-information/quitter/{token}     the link in each letter (RFC 8058: a POST from anywhere is enough)
//   GET       /lettre-d-information/{number}            an issue
//   GET, POST /lettre-d-information/ecrire              the secretariat writes one
#pragma once
#include "newsletter/newsletter.h"
#include "web/act_pages.h"

namespace newsletter {

// It and what it refers to outlive the router.
struct PageDoors {
    const web::ActDoors& acts;
    std::function<bool()> can_mail;
    std::function<std::string(const web::Request&)> site;  // "https://network.example.org", for links in messages
};

void add_pages(web::Router&, const PageDoors&);

// What is kept of sign-ups whose time is over goes: a step of app::Rounds. It writes only when there is some.
bool forget_old_step(store::Db& reader, acts::Writer&, std::int64_t now_us);

}  // namespace newsletter
