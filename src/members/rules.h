// Pure decisions: values in, verdict out.
#pragma once
#include <span>
#include "members/members.h"
#include "statutes/statutes.h"

namespace members {

// Which members the cap per State counts: cities of any kind with a deliberative voice. Associations are not cities, and the
// associate status (2009) has a consultative voice only; no public source says that associates count.
bool counts_for_cap(Kind, MemberClass);

// The sub-region (UN M49) of a country, "011"; empty when it has none, or is a country no more.
std::string_view region_of(std::string_view country);
// Countries by region: the regions of which all are there, and the countries besides. The views last as long as the countries.
struct Areas {
    std::vector<std::string_view> regions, countries;
};
Areas areas_of(std::span<const std::string> countries);

// Squares of the earth, counted from the south-west: what a map draws when it has more members than dots. Land has some 900 of the
// world's squares, Europe some 300 of its regions'.
struct Grid {
    std::int64_t step_e5, columns;  // of the step: in 1/100,000 degree
    std::int64_t square_of(const acts::Position&) const;
    acts::Position middle(std::int64_t square) const;
};
inline constexpr Grid region_grid{200'000, 180}, world_grid{500'000, 72};  // two degrees, five degrees

// A titular's time begins no earlier than the one before began, nor than it ended, if it has.
base::Verdict may_follow(const base::PartialDate& from, const std::optional<base::PartialDate>& began,
                         const std::optional<base::PartialDate>& ended);

// A day on which a titular was in office: not before `from`, nor before the day already confirmed.
base::Verdict may_confirm(base::Date on, const base::PartialDate& from, std::optional<base::Date> confirmed);

// Another time in the executive lies beside those of `others`: of two of them that touch, known only in part, it is believed.
base::Verdict may_have_held(const base::PartialDate& from, const std::optional<base::PartialDate>& until,
                            const std::vector<ShownTitular>& others);

// Nobody takes office from the day on from which their death ended one.
base::Verdict must_live(const base::PartialDate& from, const Death&);
// Nor did anybody die before they took office, or left it, for certain.
base::Verdict may_have_died(const base::PartialDate& on, const std::vector<ShownTitular>& terms);

// The year of a date known well enough to say it: "2009", "2009-10", not "2009~" nor "2009/2010".
std::optional<int> certain_year(const std::optional<base::PartialDate>&);

// Two years after a source last showed the titular, and a year after it was asked last.
base::Verdict may_ask(base::Date shown, std::optional<base::Date> asked, base::Date today);

// A correction must have seen the last change.
base::Verdict up_to_date(base::Id<acts::Act> seen, base::Id<acts::Act> last);

}  // namespace members
