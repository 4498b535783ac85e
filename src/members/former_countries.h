// Countries that are no more, as ISO 3166-3 codes them: a city's former country keeps its name.
#pragma once
#include "base/i18n.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace members {

struct FormerCountry {
    std::string_view code;  // alpha-4: the former alpha-2, then that of the country that has its name now, or "HH" where several have
    std::string_view name_fr, name_en;
};
const FormerCountry* former_country(std::string_view alpha_4);  // nullptr when there is none
// The country that a code names: a present one by its first letters, where ISO 3166-3 has no such former one (not yet: "KHTH"); else itself.
std::string_view country_meant(std::string_view code);
// The name of a country, present or former; the code itself when nobody knows it.
std::string country_words(const base::Words&, const std::string& code);
// The country on whose map a former one stands; itself when it is present.
std::string_view present_country(std::string_view code);
// Which codes of other days are asked with these countries: those that name one of them ("KHTH" with KH), and of several countries also
// those that stood in a region of which all are there.
class Former {
public:
    explicit Former(std::span<const std::string> countries);
    bool operator()(std::string_view code) const;

private:
    std::span<const std::string> countries_;
    std::vector<std::string_view> regions_;
};

}  // namespace members
