// A network that lives in a test: acts said to a writer with a clock we hold.
#pragma once
#include "acts/writer.h"
#include "app/concert.h"
#include "support/postgresql.h"

namespace support {

constexpr std::int64_t first_of_test = 1'790'000'000'000'000;  // 2026-09-21T14:13:20Z: "today" of every test that says nothing else

struct Life {
    explicit Life(const store::Location&, const acts::Registry& = app::registry(), const std::vector<std::string>& tables = app::tables());
    // Said by the administrator, or as a visitor says it; each act a second after the one before.
    acts::Outcome say(const std::string& act, const std::string& json, const std::string& basis = "", const std::string& key = "");
    acts::Outcome visitor(const std::string& act, const std::string& json, const std::string& key = "");
    std::int64_t made(const std::string& act, const std::string& json,
                      const std::string& basis = "");  // the first thing it makes; throws when refused
    std::unique_ptr<store::Db> reader() const { return store::Db::open(location, store::Access::reader); }

    std::atomic<std::int64_t> now = first_of_test;
    store::Location location;
    acts::Writer writer;
};
// "accepted", "accepted, CODE refused", a refusal's code, or the wrong fields as "path code, path code".
std::string told(const acts::Outcome&);
std::string told(const base::Verdict&);
std::string told(const base::Refusal&);
std::string told(const std::vector<base::Wrong>&);  // "right" when there is none

// ---- acts in JSON ----
std::string json_of(std::string_view);
std::string application(const std::string& name, const std::string& country = "FR", const std::string& kind = "city",
                        const std::string& day = "2026-03-01", const std::string& contact = "Claire Exemple",
                        const std::string& email = "mairie@ville.example.org");
std::string admission(std::int64_t application, const std::string& result = "adopted", const std::string& day = "2026-09-21");
std::string member(const std::string& name, std::int64_t source, const std::string& country = "FR", const std::string& kind = "city",
                   const std::string& of_class = "active", const std::string& since = "2010");
std::vector<acts::Submission> sources(int count);  // that many alike, to fill a log
std::string titular(std::int64_t member, std::int64_t person, const std::string& from);
std::string rule(std::int64_t value, const std::string& from = "", const std::string& to = "",
                 const std::string& name = "members.cities_per_state");

// A described network with one source and the rule of ten cities.
struct Begun : Life {
    explicit Begun(const store::Location&, std::int64_t cap = 10, const acts::Registry& = app::registry());
    std::int64_t source = 0;
    std::string basis;  // that source
    // The Assembly adopts something about a thing, as that source says: what told() says of the answer.
    std::string decides(const std::string& subject, std::int64_t thing, const std::string& day);
    std::int64_t last() const { return std::int64_t(writer.size()); }  // the number of the last act
    std::int64_t admitted(const std::string& name,
                          const std::string& country = "FR");  // the application's number, admitted; throws when refused
};

}  // namespace support
