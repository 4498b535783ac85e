// What a page is given to answer one request, and the frame it stands in. A page is a function of a Visit; `answering` makes it a handler.
#pragma once
#include "acts/writer.h"
#include "base/i18n.h"
#include "web/html.h"
#include "web/router.h"
#include "web/visitor.h"

namespace web {

using base::Language;

// Where a page is, in both languages, percent-encoded and without query: French at the root, English under /en.
struct Address {
    std::string fr, en;
    const std::string& in(Language language) const { return language == Language::fr ? fr : en; }
    Address operator/(std::string_view segment) const;  // the same segment after both
};

// A connection to read from; it goes back where it came from with its last owner.
using Reading = std::shared_ptr<store::Db>;
// An earlier knowledge that is still being made.
struct InTheMaking {
    std::int64_t done = 0, of = 0;
};

// What the frame needs to know of the network.
struct Facts {
    std::string name_fr, name_en, short_name, seat, zone = "UTC";
    bool simulated = false;
    const std::string& name(Language language) const { return language == Language::fr ? name_fr : name_en; }
};

struct Visit;
struct NavigationEntry {
    std::string_view key;
    Address address;
};  // its words: "nav.<key>"

// What app gives to all pages. It outlives the router.
struct SiteHooks {
    std::function<Reading()> read;  // the network as it is now
    std::function<std::variant<Reading, InTheMaking>(std::int64_t number)>
        open_at;                                                 // as known at that journal number; empty: cannot be asked
    std::function<Visitor(const Request&, store::Db&)> visitor;  // who asks; empty: nobody is ever signed in
    std::function<Facts(store::Db&)> facts;
    // What a thing that is no person is called; empty: it goes by its number.
    std::function<std::string(const Visit&, std::string_view thing, std::int64_t id)> thing_name;
    std::function<html::Node(Visit&)> bar_links;  // <li>s of the bar that who is signed in sees; may be empty
    std::function<std::string(store::Db&)>
        checkpoint;  // a signed checkpoint of the present log; it may write. Empty: the log is not signed
    std::function<std::string(store::Db&)> verifier_key;  // of the log
    std::function<std::string()> moment;                  // Topics::text of now, for pages that follow the network; empty: none do
    std::vector<std::string> live_kinds;                  // of topics that anybody may listen to
    acts::Clock clock = acts::system_clock_us;
    acts::Writer* writer = nullptr;  // for pages that submit; absent: nothing can be submitted
    const acts::Registry* registry = nullptr;
    std::string origin;  // "https://network.example.org"; empty: links stay relative
    std::string script;  // where enhance.js is served; empty: no script
    std::string
        upload_script;  // where upload.js is served: enhance.js, draft.js and more, for pages with a file control; empty: files go with the form
    std::string icon;  // where the icon is served; empty: none
    std::vector<NavigationEntry> navigation, footer;
    Address sign_in;  // where people sign in; empty: nowhere here
    Address confirm;  // where who is signed in proves it anew
    Address search;   // where the box of the header searches; empty: there is none
    Address join;     // where a city applies for membership; empty: nowhere here
    Address papers;   // where anybody checks a paper of the secretariat; empty: nowhere here
};

// One request being answered. Lives as long as its answer is made.
struct Visit {
    const Request& request;
    const SiteHooks& hooks;
    Language language;
    const base::Words& words;
    Reading reading;  // the network, or the copy that « connu au » asked; never null but on an error page
    Facts facts;
    std::optional<base::Date> date;            // « à la date du »: ?date=2014-11-06
    std::optional<base::Id<acts::Act>> known;  // « connu au »: ?known=120 or ?known=2026-11-20
    Visitor visitor{};                         // who asks
    std::string seen{};                        // the moment before it was read, where pages can follow
    std::vector<std::string> topics{};         // what was read, for the page cache
    struct ListOfCells* cells = nullptr;       // where file_of puts a list's cells instead of making a file (web/table.h)

    store::Db& db() const { return *reading; }
    base::Date today() const;  // the network's civil date now: a page that shows it reads the topic "day"
    base::Date on() const { return date ? *date : today(); }
    void read(std::string_view kind, std::int64_t id = 0) { topics.push_back(topic(kind, id)); }
    template <class T>
    void read(std::string_view kind, base::Id<T> id) {
        read(kind, id.value);
    }

    std::string_view text(std::string_view key) const { return words.text(key); }
    std::string format(std::string_view key, std::initializer_list<base::Argument> arguments) const { return words.format(key, arguments); }
    const std::string& in_language(const std::string& fr, const std::string& en) const { return language == Language::fr ? fr : en; }

    // A link to a page: its address, the date and the knowledge that were asked, and these parameters (empty ones left out).
    std::string to(const Address&, const Parameters& query = {}) const;
    // The same of one thing of a list: `segment`, as it is, after the list's address.
    std::string to_one(const Address& list, std::string_view segment) const;
    // This request's path and query with these parameters instead (an empty value takes one away), `page` taken away.
    std::string here_with(const Parameters& changes) const;

    // "member:12001"; "member" for the list: what acts' topics are called in the page cache. Beyond those acts touch, app moves
    // "journal" with every commit, "day" when the network's civil date changes, and everything after an erasure or a rebuild.
    static std::string topic(std::string_view kind, std::int64_t id = 0);
};

// The same visit for as long as somebody holds it: for an answer that goes on being made when the handler has returned.
std::shared_ptr<const Visit> kept(const Visit&);

struct Crumb {
    std::string text, address;
};

struct Frame {
    std::string title;              // without the network's name
    std::string description;        // one sentence, for search engines
    Address at;                     // this page
    std::string_view current = "";  // its entry of the navigation
    std::vector<Crumb> breadcrumb = {};
    bool dated = false;   // whether it can be asked « à la date du » and « connu au »
    bool indexed = true;  // a page of a simulated network never is, whatever this says
    int status = 200;
    int refresh_seconds = 0;
    html::Node head = {};     // more elements of <head>: structured data
    std::string script = {};  // instead of the site's own
};
// The page around `content`. Kept in the page cache when it is a 200 to a GET of somebody who is not signed in.
Response page(Visit&, const Frame&, html::Node content);

using Show = std::function<Response(Visit&)>;
// The handler that makes the Visit: 400 for a date that is none, 404 for a knowledge that never was, 202 while it is being made.
Handler answering(const SiteHooks&, Language, Show);
// To sign in and come back, for who is not signed in; 403 for who is.
Response turned_away(Visit&);
// Lets in by SiteHooks::visitor, and turns away others.
Admission admission(const SiteHooks&);
// The page in both languages, open to everyone; `query`: the parameters it knows beyond date and known.
void add_page(Router&, const SiteHooks&, std::string name, const Address& pattern, std::vector<std::string> query, Show);

// A refusal as a page, in the reader's language; for Site::error_page. Works without a database.
Response error_page(const SiteHooks&, const Request&, int status);
// The same within a handler, for a reason of one's own: "error.<key>.title", ".text".
Response error_page(Visit&, int status);

const base::Words& words_of(Language);
Language language_of(std::string_view path);
std::string_view stylesheet();            // inlined in every page: SecurityPolicy::inline_styles needs it
std::vector<struct Asset> site_assets();  // the scripts ("enhance.js", "passkey.js", "draft.js") and the icon ("icon.svg")

// Structured data (schema.org) for Frame::head.
html::Node structured_data(std::string json);

}  // namespace web
