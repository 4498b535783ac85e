// A network with its pages of acts, asked without sockets: a router, a writer, people who sign in, and files in a temporary directory.
#pragma once
#include "admissions/pages.h"
#include "app/concert.h"
#include "app/import_pages.h"
#include "app/submissions.h"
#include "drafts/pages.h"
#include "files/pages.h"
#include "post/post.h"
#include "sign_in/pages.h"
#include "support/postgresql.h"

namespace support {

class ActingSite {
public:
    // `origin`: as the site says it is; with https passkeys are offered and cookies are for https alone.
    explicit ActingSite(store::Engine = store::Engine::sqlite, web::Allowance = {.burst = 1000},
                        std::string origin = "http://network.example.org");
    // The network described, one source (its number is source()), and a cap of three cities for each State.
    void settle();

    // As the server would: 404, 405, 413 before the handler.
    web::Response ask(web::Method, const std::string& target, web::Parameters headers = {}, std::string body = {});
    web::Response get(const std::string& target) { return ask(web::Method::get, target); }
    // As a browser that sends a form from this site, and keeps its cookies.
    web::Response post(const std::string& target, const web::Parameters& fields);
    struct File {
        std::string field, name, media_type, bytes;
    };
    web::Response post_files(const std::string& target, const web::Parameters& fields, const std::vector<File>& files);
    web::Response post_json(const std::string& target, std::string body, web::Parameters headers = {});

    void sign_in();  // as who has the machine
    void sign_in_as(base::Id<base::Person>, int factors = 2);
    void sign_out() { cookies.clear(); }
    std::string token();  // of the session's forms
    // A person with an address of their own, and these roles from today on.
    base::Id<base::Person> person(const std::string& email, const std::vector<acts::Holding>& roles = {});
    std::string source() const { return std::to_string(source_); }
    std::int64_t size() const { return writer.size(); }  // of the journal
    acts::Accepted must(const std::string& act, const std::string& json, const std::string& basis = "");

    const std::string origin;  // empty: the site was not told its address
    std::string own_origin() const { return origin.empty() ? "http://network.example.org" : origin; }
    std::int64_t now = 1'790'000'000'000'000;  // 2026-09-21; each look at the clock is a second later
    FreshNetwork network;
    acts::Writer writer;
    app::Readers readers;
    TemporaryDirectory home;
    store::Files files;
    std::vector<post::Note> letters;  // sent, the newest last
    bool mails = true;
    sign_in::Doors doors_in;
    web::AddressLimits limits;
    web::SiteHooks hooks;
    sign_in::Desk sign_in_desk{hooks, doors_in};
    web::ActDoors doors;
    drafts::Desk drafts_desk{hooks, doors};
    app::WaitingFiles waiting;
    files::Uploads uploads;
    files::Shelf shelf;
    web::Router router{web::admission(hooks)};
    std::map<std::string, std::string, std::less<>> cookies;
    std::string remote = "203.0.113.5";
    std::string user_agent;

private:
    sign_in::Options sign_in_options();
    std::int64_t source_ = 0;
};

std::string form_body(const web::Parameters&);
std::string multipart_body(const web::Parameters&, const std::vector<ActingSite::File>&, const std::string& boundary);
std::string text_of(const web::Response&);  // no-break spaces as plain ones
// The value of a hidden or text control in a page, or what is chosen in a list; empty when it is not there.
std::string control_value(const std::string& page, const std::string& name);

}  // namespace support
