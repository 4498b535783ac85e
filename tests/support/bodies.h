// A network with a Bureau, its offices and cities whose mayors may sit in it.
#pragma once
#include "support/life.h"

#include <variant>

namespace support {

using Fields = std::initializer_list<std::pair<const char*, std::variant<std::int64_t, std::string>>>;
inline std::string json(Fields fields) {
    std::string all;
    for (const auto& [name, value] : fields) {
        const auto* number = std::get_if<std::int64_t>(&value);
        all += (all.empty() ? "{" : ",") + json_of(name) + ":" + (number ? std::to_string(*number) : json_of(std::get<std::string>(value)));
    }
    return all + "}";
}

struct Seated : Begun {
    struct City {
        std::int64_t member = 0, mayor = 0, titular = 0;
    };

    explicit Seated(const store::Location& location, const acts::Registry& registry = app::registry()) : Begun(location, 10, registry) {
        bureau = made("bodies.create", json({{"kind", "bureau"}, {"name_fr", "Bureau"}, {"name_en", "Bureau"}}), basis);
        president = office("Présidence", 1), member_office = office("Membre du Bureau", 9);
        honour = office("Membre d’honneur", 20, "honorary", "anyone");
        dakar = city("Dakar", "SN"), paris = city("Paris", "FR");
    }
    std::int64_t office(const std::string& name, std::int64_t rank, const std::string& way = "elected",
                        const std::string& holder = "sitting_mayor", std::int64_t of = 0) {
        return made(
            "bodies.define_office",
            json({{"body", of ? of : bureau}, {"name_fr", name}, {"name_en", name}, {"rank", rank}, {"way", way}, {"holder", holder}}),
            basis);
    }
    std::int64_t person(const std::string& name) { return made("people.register_person", json({{"name", name}})); }
    City city(const std::string& name, const std::string& country) {
        City city{made("members.record", member(name, source, country), basis), person(name + " Exemple")};
        city.titular = made("members.name_titular", titular(city.member, city.mayor, "2012"), basis);
        return city;
    }
    acts::Outcome decision(const std::string& subject, const std::string& day, std::int64_t thing = 0,
                           const std::string& result = "adopted", const std::string& body = "bureau") {
        auto text = json({{"body", body}, {"date", day}, {"title", "Exemple"}, {"subject", subject}, {"result", result}});
        if (thing) text.replace(text.size() - 1, 1, ",\"subject_id\":" + std::to_string(thing) + "}");
        return say("assembly.record_decision", text, basis);
    }
    std::string decided(const std::string& subject, const std::string& day) {
        return "decision:" + std::to_string(decision(subject, day, 0, "adopted", "general_assembly")->first_thing());
    }
    std::int64_t seat(std::int64_t office, const City& city, const std::string& from, const std::string& ground) {
        return made("bodies.open_mandate",
                    json({{"office", office}, {"member", city.member}, {"person", city.mayor}, {"begins", "election"}, {"from", from}}),
                    ground);
    }
    std::string said(const std::string& act, Fields fields, const std::string& ground) { return told(say(act, json(fields), ground)); }

    std::int64_t bureau = 0, president = 0, member_office = 0, honour = 0;
    City dakar, paris;
};

}  // namespace support
