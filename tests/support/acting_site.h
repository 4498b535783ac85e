// A network with its pages of acts, asked without sockets: a router, a writer, an administrator, and files in a temporary directory.
#pragma once
#include "app/concert.h"
#include "app/import_pages.h"
#include "app/submissions.h"
#include "files/pages.h"
#include "support/postgresql.h"
#include "web/administrator.h"

namespace support {

class ActingSite {
public:
    explicit ActingSite(store::Engine = store::Engine::sqlite, web::Allowance = {.burst = 1000});
    // The network described, one source (its number is source()), and a cap of three cities for each State.
    void settle();

    // As the server would: 404, 405, 413 before the handler.
    web::Response ask(web::Method, const std::string& target, web::Parameters headers = {}, std::string body = {});
    web::Response get(const std::string& target) { return ask(web::Method::get, target); }
    // As a browser that sends a form from this site; signed in when there is a session.
    web::Response post(const std::string& target, const web::Parameters& fields);
    struct File {
        std::string field, name, media_type, bytes;
    };
    web::Response post_files(const std::string& target, const web::Parameters& fields, const std::vector<File>& files);
    web::Response post_json(const std::string& target, std::string body, web::Parameters headers = {});

    void sign_in();
    std::string token();  // of the session's forms
    std::string source() const { return std::to_string(source_); }
    std::int64_t size() const { return writer.size(); }  // of the journal
    acts::Accepted must(const std::string& act, const std::string& json, const std::string& basis = "");

    std::int64_t now = 1'790'000'000'000'000;  // 2026-09-21; each look at the clock is a second later
    FreshNetwork network;
    acts::Writer writer;
    app::Readers readers;
    TemporaryDirectory home;
    store::Files files;
    web::Administrator administrator;
    web::AddressLimits limits;
    web::SiteHooks hooks;
    web::ActDoors doors;
    app::WaitingFiles waiting;
    files::Uploads uploads;
    files::Shelf shelf;
    web::Router router;
    std::string session;

private:
    std::int64_t source_ = 0;
};

std::string form_body(const web::Parameters&);
std::string multipart_body(const web::Parameters&, const std::vector<ActingSite::File>&, const std::string& boundary);
std::string text_of(const web::Response&);  // no-break spaces as plain ones
// The value of a hidden or text control in a page; empty when it is not there.
std::string control_value(const std::string& page, const std::string& name);

}  // namespace support
