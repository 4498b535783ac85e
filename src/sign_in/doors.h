// Who is at the door: sessions, what they prove, and what is kept of it. Pages ask it; it asks store.h. Any thread may ask.
#pragma once
#include "credentials/password.h"
#include "credentials/password_rules.h"
#include "sign_in/attempts.h"
#include "sign_in/rules.h"
#include "sign_in/store.h"
#include "web/limits.h"
#include "web/site.h"

namespace sign_in {

struct Options {
    acts::Clock clock = acts::system_clock_us;
    // "https://network.example.org". Empty: known by each request's Host, and nothing is mailed: whoever asks would choose where the
    // links of others lead.
    std::string origin;
    std::vector<std::filesystem::path> common_passwords{};  // lists, one word a line
    credentials::PasswordCost cost = {};
    std::function<bool()> can_mail{};  // empty, or false: links are shown to the administrator instead
};

class Doors {
public:
    Doors(acts::Writer&, Options);

    // For SiteHooks::visitor: by the session's cookie, or by "Authorization: Bearer concert_…".
    web::Visitor visitor(const web::Request&, store::Db&);
    // A path that opens one session as who has the machine, once: to be printed where only they read.
    std::string machine_link();
    std::string cookie() const { return cookie_name_; }  // for ServerOptions::session_cookie

    // ---- for pages ----
    acts::Writer& writer;
    const Options options;
    credentials::PasswordHasher hasher;
    const credentials::CommonPasswords common;
    Steps steps;
    Tries tries;
    web::AddressLimits ceremonies{{.burst = 60, .seconds_each = 1}};  // begun by who is not signed in: they fill `steps`

    std::int64_t now() const { return options.clock(); }
    bool secure() const { return options.origin.starts_with("https://"); }
    bool can_mail() const { return !options.origin.empty() && options.can_mail && options.can_mail(); }
    // Runs within a transaction of the writer's connection. Throws store::Fault; then nothing was kept.
    void change(const std::function<void(store::Db&)>& task);

    // The session of the request while it is open: its digest, its row, and what it may.
    struct Open {
        base::Hash digest;
        Session session;
        std::vector<acts::Holding> holdings;  // that count today
    };
    std::optional<Open> session(const web::Request&, store::Db&) const;
    // Opens a session and says so in the person's history; the fields to set. `browser`: of one known before, or nothing.
    void open(web::Response&, const web::Request&, Id<Person>, int factors);
    // Another secret for the session, which begins anew; the one it had is good no more (ASVS V7.2.4). Forms that are open elsewhere stay
    // good: what was typed is not lost.
    void prove(web::Response&, const Open&, int factors);
    void close(web::Response&, const Open&);
    void note(store::Db&, Id<Person>, std::string_view what, const web::Request&) const;  // in the person's history
    // Something was asked of a login that nobody has: written down too, so that it takes as long as with one that somebody has.
    void note_stranger(std::string_view what, const web::Request&);

    // What only this browser has while it is signing in; made and set where it has none.
    std::string step_holder(const web::Request&, web::Response&) const;
    std::string new_step_holder(web::Response&) const;
    std::optional<std::string> step_holder(const web::Request&) const;
    void end_steps(web::Response&) const;
    // One this account signed in from before.
    std::optional<base::Hash> known_browser(const web::Request&, store::Db&, Id<Person>) const;

    // What a passkey is made for; nothing where this site has no name that passkeys take (an address of numbers).
    std::optional<credentials::RelyingParty> relying_party(const web::Request&, const web::Facts&) const;
    std::string site(const web::Request&) const;  // "https://network.example.org", by the request's Host when it was not told

private:
    std::string set_cookie(std::string_view name, std::string_view value, std::int64_t seconds) const;
    web::Visitor by_token(const web::Request&, store::Db&, std::string_view token);
    const std::string cookie_name_, browser_cookie_, step_cookie_;
    std::mutex mutex_;
    std::int64_t swept_us_ = 0;
};

// The holdings that count: without those that ask for two factors where the session has one.
std::vector<acts::Holding> counted(std::vector<acts::Holding>, int factors);
bool is_elevated(const std::vector<acts::Holding>&);
// Whether a person's roles ask them for a second factor today.
bool asks_second(store::Db&, Id<Person>, std::int64_t now_us);
// Whether the account has a second factor that this session did not show: who has the password alone, or the mailbox alone, may look
// but change nothing of the account.
bool lacks_second(store::Db&, const Account&, const Session&);

}  // namespace sign_in
