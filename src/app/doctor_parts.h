// What the checks of the doctor share. For doctor*.cpp only.
#pragma once
#include "app/doctor.h"

namespace app {

// Gathers what checks find. The words are "program.doctor.CHECK.PROBLEM" and "….how", "program.doctor.CHECK.good".
class Notes {
public:
    using Arguments = std::vector<base::Argument>;
    Notes(const base::Words& words, std::string database) : words_(words), database_(std::move(database)) {}
    void good(const std::string& check, Arguments arguments = {}) { add(Health::good, check, "good", std::move(arguments)); }
    void warning(const std::string& check, const std::string& problem, Arguments arguments = {}) {
        add(Health::warning, check, problem, std::move(arguments));
    }
    void fault(const std::string& check, const std::string& problem, Arguments arguments = {}) {
        add(Health::fault, check, problem, std::move(arguments));
    }
    std::size_t size() const { return all_.size(); }
    const std::vector<Diagnosis>& all() const { return all_; }
    const base::Words& words() const { return words_; }

private:
    void add(Health health, const std::string& check, const std::string& problem, Arguments arguments) {
        arguments.emplace_back("database", database_);
        const auto key = "program.doctor." + check + "." + problem, how = key + ".how";
        all_.push_back({check, health, health == Health::good ? "" : problem, words_.format(key, arguments),
                        words_.has(how) ? words_.format(how, arguments) : std::string()});
    }
    const base::Words& words_;
    std::string database_;
    std::vector<Diagnosis> all_;
};

void look_at_machine(Notes&);                // ICU, fonts and dictionaries
void look_at_place(const Patient&, Notes&);  // rights, keys, lock, socket, room on the disk

}  // namespace app
