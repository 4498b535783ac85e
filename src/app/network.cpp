#include "app/network.h"

#include "admissions/pages.h"
#include "app/log_routes.h"
#include "app/mail_words.h"
#include "app/office.h"
#include "app/register_import.h"
#include "app/submissions.h"
#include "app/version.h"
#include "content/pages.h"
#include "desk/pages.h"
#include "documents/pages.h"
#include "portal/portal.h"
#include "portal/search_sources.h"
#include "sources/pages.h"
#include "web/openapi.h"
#include "web/places.h"

#include <fmt/format.h>
#include <set>

namespace app {
namespace {

const web::Address acts_at{"/actes", "/en/acts"}, import_at{"/import", "/en/import"};

web::Reading lent_by(std::shared_ptr<Readers> readers) {
    struct Loan {
        std::shared_ptr<Readers> home;
        Readers::Lent lent;
    };
    auto loan = std::make_shared<Loan>(readers, readers->lend());
    return web::Reading(loan, &*loan->lent);
}

std::variant<web::Reading, web::InTheMaking> open_at(Past& past, std::int64_t number) {
    auto known = past.known_at(number);
    if (const auto* ready = std::get_if<std::shared_ptr<Readers>>(&known)) return lent_by(*ready);
    if (const auto* making = std::get_if<Past::Making>(&known)) return web::InTheMaking{making->done, making->of};
    const auto* failed = std::get_if<Past::Failed>(&known);
    throw store::Fault(failed ? failed->why : "there is no entry " + std::to_string(number));
}

bool is_well(Readers& readers) {
    try {
        acts::read_head(*readers.lend());
        return true;
    } catch (const std::exception& fault) {
        fmt::print(stderr, "{}\n", fault.what());
        return false;
    }
}

sign_in::Options sign_in_options(const ServeOptions& options) {
    sign_in::Options made;
    made.origin = options.site;
    made.common_passwords = {"/usr/share/dict/cracklib-small"};
    made.can_mail = [mails = options.mail.has_value()] { return mails; };
    made.cost.waiting_max = 10;  // so that pages always find a thread
    return made;
}

// The topics a commit moves: "kind:id" and "kind" of each thing touched, and "journal".
std::vector<std::string> topic_names(const std::vector<acts::TouchedTopic>& touched) {
    std::set<std::string> names{"journal"};
    for (const auto& topic : touched) {
        names.insert(topic.kind);
        if (topic.id) names.insert(topic.kind + ":" + std::to_string(topic.id));
    }
    return {names.begin(), names.end()};
}

}  // namespace

Network::Network(const ServeOptions& options)
    : readers(std::make_shared<Readers>(options.location)),
      desk(options.location, hooked(options)),
      index(portal::search_sources(), [this] { topics.bump("search"); }),
      runner(desk.writer(), {index.filling()}, acts::system_clock_us, [this] { topics.bump("search"); }),
      past(options.location,
           options.past_directory.empty() ? past_directory(options.location) : std::filesystem::path(options.past_directory)),
      signer(desk.writer(), options.origin),
      files(store::Files::beside(options.location)),
      doors_in(desk.writer(), sign_in_options(options)),
      mail(
          desk.writer(), [this] { return lent_by(readers); }, options.mail, options.site),
      security{.inline_styles = {std::string(web::stylesheet())}, .strict_transport = options.site.starts_with("https://")},
      doors{.site = hooks,
            .files = files,
            .limits = limits,
            .acts = act_hooks(),
            .version = std::string(version),
            .session_cookie = doors_in.cookie()},
      mail_pages{doors, groups_of_addressees, mail.sender(), [this] { return mail.status(); }},
      newsletter_pages{doors, [this] { return doors_in.can_mail(); },
                       [this](const web::Request& request) { return doors_in.site(request); }} {
    heard = desk.writer().size();
    past_ready = &past;
    uploads_ready = &uploads;
    fill_hooks(options);
    news.emplace(desk.writer(), hooks, options.mail && !options.site.empty());
    add_routes();
    following.emplace(index, desk.writer(), runner, searched, hooks.read);
}

Network::~Network() {
    following.reset();
    past_ready = nullptr;
    uploads_ready = nullptr;
    readers->forget();  // closed first, so that the writer, closing last, leaves one file
}

acts::WriterOptions Network::hooked(const ServeOptions& options) {
    auto made = writer_options(options.location);
    calendar = made.calendar;
    made.committed = [this](std::int64_t size, const std::vector<acts::TouchedTopic>& touched) {
        heard = std::max(size, heard.load());
        topics.bump(topic_names(touched));
        searched->commit(size, touched);
    };
    made.erased = [this, directory = past_directory(options.location)] {
        readers->forget();
        if (auto* kept = past_ready.load()) kept->purge();
        else purge_past(directory);
        topics.bump_all();
        if (auto* kept = uploads_ready.load()) kept->somebody_was_erased();
    };
    return made;
}

void Network::fill_hooks(const ServeOptions& options) {
    hooks.read = [this] { return lent_by(readers); };
    hooks.open_at = [this](std::int64_t number) { return open_at(past, number); };
    hooks.visitor = [this](const web::Request& request, store::Db& db) { return doors_in.visitor(request, db); };
    hooks.thing_name = [](const web::Visit& visit, std::string_view thing, std::int64_t id) { return thing_name(visit, thing, id); };
    hooks.bar_links = [this](web::Visit& visit) {
        using namespace html;
        Node links = li(a(href(desk::at.in(visit.language)), visit.text("desk.title")));
        links += li(a(href(acts_at.in(visit.language)), visit.text("acts.title")));
        if (visit.visitor.in_secretariat()) {
            links += li(a(href(web::places::applications.in(visit.language)), visit.text("applications.title")));
            links += li(a(href(web::places::upkeep.in(visit.language)), visit.text("upkeep.title")));
            links += li(a(href(mail::places::letters.in(visit.language)), visit.text("mail.title")));
            links += li(a(href(web::places::contents.in(visit.language)), visit.text("content.pages")));
            links += li(a(href(documents::places::documents.in(visit.language)), visit.text("documents.title")));
            links += li(a(href(import_at.in(visit.language)), visit.text("import.title")));
        }
        return group(links, drafts::bar_link(visit), sign_in::bar_links(visit));
    };
    hooks.checkpoint = [this](store::Db&) { return signer.checkpoint(); };
    hooks.verifier_key = [this](store::Db&) { return signer.verifier(); };
    hooks.moment = [this] { return topics.text(topics.now()); };
    hooks.writer = &desk.writer();
    hooks.registry = &registry();
    hooks.origin = options.site;
    hooks.script = assets.path("enhance.js");
    hooks.upload_script = assets.path("upload.js");
    hooks.icon = assets.path("icon.svg");
    hooks.join = admissions::join_at;
    hooks.papers = documents::places::documents;
    hooks.sign_in = sign_in::sign_in_at;
    hooks.confirm = sign_in::confirm_at;
    sign_in_desk.options.script = assets.path("passkey.js");
    sign_in_desk.options.notifications = news::choice_at;
}

void Network::add_routes() {
    router.add({.name = "health", .open_to = web::Audience::everyone, .pattern = "/healthz", .handler = web::health_handler([this] {
                                                                                                 return is_well(*readers);
                                                                                             })});
    portal::add_public_routes(router, hooks);
    add_log_routes(router, *readers, signer);
    sign_in::add_pages(router, sign_in_desk);
    drafts_desk.options = {.can_mail = [this] { return doors_in.can_mail(); },
                           .site = [this](const web::Request& request) { return doors_in.site(request); },
                           .thing_name = thing_name,
                           .script = assets.path("draft.js")};
    doors.acts.drafts = drafts::draft_hooks(drafts_desk);
    doors.acts.confirmations = drafts::confirmation_hooks(drafts_desk);
    drafts::add_pages(router, drafts_desk);
    web::add_act_pages(router, doors);
    web::add_act_api(router, doors);
    uploads.add_routes(router);
    shelf.add_routes(router);
    web::add_api_document(router, doors);
    admissions::add_pages(router, doors);
    add_import_pages(router, doors, waiting);
    add_register_import(router, doors, waiting);
    mail::add_pages(router, mail_pages);
    content::add_pages(router, doors);
    newsletter::add_pages(router, newsletter_pages);
    documents::add_pages(router, doors);
    sources::add_editing(router, doors);
    add_office_pages(router, hooks, runner, news->pages());
}

web::ServerOptions Network::server_options(const ServeOptions& options, int log) const {
    web::ServerOptions made;
    made.listen = options.listen;
    made.log_file_descriptor = log;
    made.trusted_proxies = options.proxies;
    made.workers = 16;  // those who sign in hold one each while they wait for their turn (sign_in_options)
    made.session_cookie = doors_in.cookie();
    made.security = security;
    return made;
}

}  // namespace app
