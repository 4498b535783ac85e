// What commands say, in the reader's language, and how they end.
#pragma once
#include <boost/json/fwd.hpp>
#include "base/i18n.h"
#include "base/verdict.h"
#include "store/db.h"

namespace app {

// Documented in `concert --help`: scripts rely on them.
enum Ending : int { done = 0, refused_or_wrong = 1, misused = 2, store_failed = 3, unproven = 4 };

struct Console {
    const base::Words& words;
    bool json = false;

    std::string text(std::string_view key, std::initializer_list<base::Argument> arguments = {}) const {
        return words.format(key, arguments);
    }
    void say(std::string_view key, std::initializer_list<base::Argument> arguments = {}) const;       // a line on standard output
    void complain(std::string_view key, std::initializer_list<base::Argument> arguments = {}) const;  // a line on standard error
    // One line that is written over, on a terminal only.
    void progress(const std::string& line) const;
    // The same with how far it is: "████████░░░░░░░░  50 %  line".
    void progress(std::int64_t done, std::int64_t of, const std::string& line) const;
    void end_progress() const;
    void put(const boost::json::object&) const;  // the answer to --json: one line on standard output
};

// The sentence of a refusal, then each wrong field with its name, a line each.
std::string told(const base::Words&, const base::Refusal&);

// Says what failed, what is safe and what to do; returns how the program ends. For the exception being handled.
int tell_fault(const Console&, const std::string& database);

// By --language, else LC_ALL, LC_MESSAGES, LANG; English when they say neither language.
base::Language language_of(std::string_view asked, const char* lc_all, const char* lc_messages, const char* lang);

}  // namespace app
