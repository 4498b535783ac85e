// What a network must answer, said a second time and more simply: in memory, without SQL, journal or JSON.
#pragma once
#include "base/date.h"
#include "base/text.h"
#include "base/zone.h"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace support {

using Number = std::int64_t;

struct Model {
    struct Application {
        std::string key, country;
        bool association;
        base::Date received;
        bool admitted = false;
    };
    struct Member {
        std::string key, country;
        bool counts;
        Number changed_by;
    };
    struct Titular {
        Number member, person;
        base::PartialDate from;
        std::optional<base::PartialDate> until;
    };
    struct Decision {
        bool adopted, admission;
        Number application;
        base::Date day;
        bool executed = false;
    };
    struct Rule {
        Number cap;
        std::optional<base::Date> from, to;
    };

    Number size = 0;  // entries of the journal
    std::string zone = "UTC";
    base::Date today;               // of the group: the zone as it was when the group began
    std::map<Number, bool> erased;  // each person
    std::set<Number> sources;
    std::vector<Rule> rules;
    std::map<Number, Application> applications;
    std::map<Number, Member> members;
    std::map<Number, Titular> titulars;
    std::map<Number, Decision> decisions;

    bool future(const base::PartialDate& date) const { return date.earliest() && *date.earliest() > today; }
    Number cities(const std::string& country) const {
        Number count = 0;
        for (const auto& [id, member] : members) count += member.country == country && member.counts;
        return count;
    }
    bool member_named(const std::string& key, const std::string& country, Number but = 0) const {
        for (const auto& [id, member] : members)
            if (id != but && member.key == key && member.country == country) return true;
        return false;
    }
    // Nothing when a city may join on that day.
    std::string cap(const std::string& country, base::Date day) const {
        const Rule* held = nullptr;  // the one that began last; of those that began together, the one set last
        for (const auto& rule : rules)
            if ((!rule.from || *rule.from <= day) && (!rule.to || day < *rule.to) && (!held || rule.from >= held->from)) held = &rule;
        if (held) return cities(country) < held->cap ? "" : "members.cap_reached";
        return "statutes.rule_not_set";
    }
    // Admits, or says why not; the entry's number is the next one.
    std::string admit(const Decision& decision) {
        const auto found = applications.find(decision.application);
        if (found == applications.end()) return "members.application_unknown";
        auto& application = found->second;
        if (application.admitted || member_named(application.key, application.country)) return "members.already_member";
        if (decision.day < application.received) return "admissions.decided_before";
        if (!application.association)
            if (const auto why = cap(application.country, decision.day); !why.empty()) return why;
        application.admitted = true;
        ++size;
        members[size * 1000 + 1] = {application.key, application.country, !application.association, size};
        return "";
    }
    std::string execute(Decision& decision) {  // two entries, or none
        ++size;
        const auto why = admit(decision);
        if (why.empty()) decision.executed = true;
        else --size;
        return why;
    }
    Titular* last_titular(Number member) {
        Titular* last = nullptr;
        for (auto& [id, titular] : titulars)
            if (titular.member == member) last = &titular;
        return last;
    }
};

}  // namespace support
