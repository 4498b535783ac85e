// What is remembered between two requests of somebody who is signing in, and how often they tried. In memory: it is over in minutes,
// and a restart asks people to begin again.
#pragma once
#include <map>
#include <mutex>
#include "base/hash.h"
#include "base/id.h"
#include "credentials/codes.h"
#include "credentials/rate_limit.h"

namespace sign_in {

// One step of a browser that has not arrived: which, is in its key.
struct Step {
    base::Id<base::Person> person;                          // 0: nobody yet
    std::string login;                                      // who they say they are
    std::string challenge;                                  // of a passkey's ceremony
    std::string secret;                                     // of an authenticator that is being set up
    std::optional<credentials::Confirmation> confirmation;  // of a code sent by mail
    credentials::SignInVerdict verdict = credentials::SignInVerdict::go;
    int attempts = 0;
    std::int64_t until_us = 0;
};
inline constexpr std::int64_t step_us = 10 * 60 * 1'000'000LL;
inline constexpr int step_attempts_max = 5;

class Steps {
public:
    static constexpr std::size_t steps_max = 20'000;  // the oldest goes first
    // `kind`: "code", "passkey" …; `holder`: what only this browser, or this session, has.
    void put(std::string_view kind, std::string_view holder, Step, std::int64_t now_us);
    std::optional<Step> find(std::string_view kind, std::string_view holder, std::int64_t now_us) const;
    std::optional<Step> take(std::string_view kind, std::string_view holder, std::int64_t now_us);  // it is over
    // One attempt more; nothing when there is no such step, or it has had its attempts: then it is over.
    std::optional<Step> attempt(std::string_view kind, std::string_view holder, std::int64_t now_us);

private:
    mutable std::mutex mutex_;
    std::map<base::Hash, Step> steps_;
};

// The counters of credentials/rate_limit.h, for all accounts and places.
class Tries {
public:
    static constexpr std::size_t kept_max = 50'000;  // of each kind
    struct From {
        std::string login, address;           // address: Request::remote
        std::optional<base::Hash> browser{};  // one this account signed in from before
    };
    struct Answer {
        credentials::SignInVerdict verdict = credentials::SignInVerdict::go;
        std::int64_t wait_us = 0;
    };
    Answer begin(const From&, std::int64_t now_us);
    void signed_in(const From&, credentials::SignInVerdict);

private:
    credentials::SignInCounters counters(const From&) const;
    void keep(const From&, const credentials::SignInCounters&);
    void forget(std::int64_t now_us);
    static base::Hash here(const From&);
    std::mutex mutex_;
    std::map<base::Hash, credentials::Backoff> here_;
    std::map<std::string, credentials::Bucket> addresses_, accounts_;
    credentials::Bucket network_;
};

std::string place_of(std::string_view address);  // credentials::address_group of an address in text; the text itself when it is none

}  // namespace sign_in
