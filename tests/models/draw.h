// What is drawn: acts of a secretariat, most of them sensible as the association stands, about a third of them wrong.
#pragma once
#include "models/account.h"

#include <functional>

namespace models {

struct Said {
    std::string act, json, basis;
    std::function<std::string(Account&)> judge;  // what the account says of it
};

// The same draw for the same seed, place and account. Of many things one is taken by when it was made, not by its number: leaving out steps
// of a sequence leaves the others as they were, wherever they can be.
class Draw {
public:
    Draw(std::uint64_t seed, std::uint64_t place) : state_(seed * 0x9E3779B97F4A7C15 + place * 0xD1B54A32D192ED03) {}
    Said act(const Account&);
    bool chance(int percent) { return below(100) < percent; }
    Number below(Number most) { return Number(number() % std::uint64_t(most)); }

private:
    std::uint64_t number();
    Number pick(const std::vector<Number>& things);
    const std::string& one(const std::vector<std::string>& of) { return of[std::size_t(below(Number(of.size())))]; }
    std::string past();      // a date known well or in part
    std::string past_day();  // a whole day; now and then one to come
    std::string name() { return "Ville " + std::to_string(below(12)); }
    std::string country() { return one({"FR", "FR", "BE", "SN", "CD"}); }
    template <class Things>
    Number some(const Things&);  // mostly one there is
    template <class Things, class Wanted>
    Number such(const Things&, Wanted);                             // the same, mostly one that is `wanted`
    Number effective();                                             // a decision on which something stands, mostly
    Number belonging();                                             // a member that belongs, mostly
    std::string decided(const std::vector<std::string>& subjects);  // a basis: a decision about one of these, a source, or a wrong one
    std::string source() const { return "source:" + std::to_string(*account_->sources.begin()); }

    Said prepare();
    Said record();
    Said correct();
    Said change();
    Said leave();
    Said join_or_part();
    Said strike();
    Said apart();
    Said executive();
    Said substitute();
    Said file();
    Said step_of_file();
    Said decide();
    Said execute();
    Said rule();
    Said body();
    Said office();
    Said size();
    Said open();
    Said end();
    Said resignation();
    Said suspension();
    Said attestation();
    Said commission();

    std::uint64_t state_;
    const Account* account_ = nullptr;
};

}  // namespace models
