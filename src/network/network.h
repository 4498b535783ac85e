// The door: what this network is, as its pages and its calendar need it.
#pragma once
#include "acts/act.h"

namespace network {

enum class Nature { real, simulated };
BOOST_DESCRIBE_ENUM(Nature, real, simulated)

struct Network {
    std::string name_fr, name_en, short_name, seat, zone = "UTC";
    std::optional<base::PartialDate> founded;
    Nature nature = Nature::real;
};
// As last described; before the first description, an unnamed network that lives in UTC.
Network the_network(store::Db&);
std::string zone_of(store::Db&);

// Says what the network is. Its zone gives every act its civil date; a simulated network is marked on every page.
struct Describe {
    acts::Public<acts::Text<200>> name_fr, name_en;
    acts::Public<acts::Text<20>> short_name;
    acts::Public<std::optional<acts::Text<300>>> seat;
    acts::Public<acts::Text<60>> zone;  // IANA: "Europe/Paris"
    acts::Public<std::optional<base::PartialDate>> founded;
    acts::Public<std::optional<Nature>> nature;  // absent: real
};
BOOST_DESCRIBE_STRUCT(Describe, (), (name_fr, name_en, short_name, seat, zone, founded, nature))

base::Verdict check(const acts::Reader&, const Describe&);
void apply(acts::Effect&, const Describe&);
void declare(acts::Registry&);
std::string_view tables();

}  // namespace network
