// The rows of sign-in: one question, one function. Those that change anything run within a transaction of the writer's connection
// (Writer::run_local). Times are microseconds since 1970-01-01 UTC.
#pragma once
#include <set>
#include "base/hash.h"
#include "credentials/passkey.h"
#include "sign_in/sign_in.h"
#include "store/db.h"

namespace sign_in {

using base::Id, base::Person;

inline constexpr std::int64_t machine = 0;  // the person of who has the machine: nobody registered

struct Account {
    Id<Person> person;
    std::string login;   // the address of e-mail, folded
    std::string handle;  // 32 random bytes: the user's id for authenticators
    std::optional<std::string> password, totp;
    std::optional<std::int64_t> totp_step;  // the last that let somebody in
};
std::string login_of(std::string_view email);  // without spaces around, in lower case (RFC 5321 lets case matter; people do not)
std::optional<Account> find_account(store::Db&, Id<Person>);
std::optional<Account> account_of_login(store::Db&, std::string_view login);
// Makes the account, or gives it this login. False: another person's account has it.
bool put_account(store::Db&, Id<Person>, std::string_view login, std::int64_t now_us);
void set_password(store::Db&, Id<Person>, std::string_view hash, std::int64_t now_us);
void set_totp(store::Db&, Id<Person>, std::optional<std::string_view> secret, std::int64_t now_us);  // nothing: taken away
bool use_totp_step(store::Db&, Id<Person>, std::int64_t step);  // false: used already, or a later one was

std::int64_t recovery_codes_left(store::Db&, Id<Person>);
void put_recovery_codes(store::Db&, Id<Person>, std::span<const base::Hash>);  // in place of those before
bool use_recovery_code(store::Db&, Id<Person>, const base::Hash&);             // false: there is none such

struct StoredPasskey {
    std::int64_t number = 0;
    Id<Person> person;
    std::string name;
    std::int64_t made_us = 0;
    std::optional<std::int64_t> used_us;
    credentials::Passkey key;
};
std::vector<StoredPasskey> passkeys_of(store::Db&, Id<Person>);
std::optional<StoredPasskey> find_passkey(store::Db&, std::string_view credential_id);
bool put_passkey(store::Db&, Id<Person>, const credentials::Passkey&, std::string_view name, std::int64_t now_us);  // false: known already
void use_passkey(store::Db&, std::string_view credential_id, std::uint32_t counter, bool backed_up, std::int64_t now_us);
bool remove_passkey(store::Db&, Id<Person>, std::int64_t number);

struct Place {  // from where somebody came, as they are shown their own
    std::string address, browser;
};
struct Session {
    std::int64_t number = 0;
    Id<Person> person;  // `machine` too
    int factors = 1;
    std::int64_t opened_us = 0, seen_us = 0, proved_us = 0;
    Place place;
};
void put_session(store::Db&, const base::Hash&, const Session&);  // its number is made here
std::optional<Session> find_session(store::Db&, const base::Hash&);
std::vector<Session> sessions_of(store::Db&, Id<Person>);  // newest first
void see_session(store::Db&, const base::Hash&, std::int64_t now_us);
// The session begins anew, under another digest.
void prove_session(store::Db&, const base::Hash& was, const base::Hash& now, int factors, std::int64_t now_us);
void end_session(store::Db&, const base::Hash&);
bool end_session(store::Db&, Id<Person>, std::int64_t number);
std::int64_t end_sessions(store::Db&, Id<Person>, std::int64_t but);  // all but that one (0: all); how many
void forget_old(store::Db&, std::int64_t sessions_before_us, std::int64_t browsers_before_us, std::int64_t now_us);

bool is_known_browser(store::Db&, const base::Hash&, Id<Person>);
void know_browser(store::Db&, const base::Hash&, Id<Person>, std::int64_t now_us);
void forget_browsers(store::Db&, Id<Person>);

enum class LinkKind { invitation, recovery, machine };
std::string_view name(LinkKind);
struct Link {
    LinkKind kind{};
    Id<Person> person;
    std::int64_t until_us = 0;
};
void put_link(store::Db&, const base::Hash&, const Link&);  // the person's earlier one of that kind is good no more
std::optional<Link> find_link(store::Db&, const base::Hash&);
bool use_link(store::Db&, const base::Hash&);  // false: somebody was faster
void forget_links(store::Db&, Id<Person>);

struct Token {
    std::int64_t number = 0;
    Id<Person> person;
    std::string name;
    std::vector<std::string> acts;  // names of acts, "members.*"
    std::int64_t made_us = 0, until_us = 0;
    std::optional<std::int64_t> used_us;
};
void put_token(store::Db&, const base::Hash&, const Token&);
std::optional<Token> find_token(store::Db&, const base::Hash&);
std::vector<Token> tokens_of(store::Db&, Id<Person>);
void use_token(store::Db&, const base::Hash&, std::int64_t now_us);
bool remove_token(store::Db&, Id<Person>, std::int64_t number);
void remove_tokens(store::Db&, Id<Person>);

struct Event {
    std::int64_t time_us = 0;
    std::string what;  // a word of "sign_in.event.…"
    Place place;
};
inline constexpr std::int64_t events_max = 100;                           // kept of each person
void put_event(store::Db&, Id<Person>, const Event&);                     // `machine`: of logins that nobody has
std::vector<Event> events_of(store::Db&, Id<Person>, std::int64_t most);  // newest first

void forget(store::Db&, Id<Person>);  // every row of theirs

}  // namespace sign_in
