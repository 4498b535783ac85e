// Who may do what. A role is held everywhere, or for one thing (a member, a body, an agreement); an act says which roles may do it by
// hand. What a person holds is asked in the transaction of the act (WriterOptions::holdings): a role that has just ended is none.
#pragma once
#include <boost/describe/enum.hpp>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace acts {

// program: the program itself, telling what it did (a message that left): nobody holds it.
enum class Role { visitor, partner, expert, auditor, staff, titular, body_officer, treasurer, officer, administrator, program };
BOOST_DESCRIBE_ENUM(Role, visitor, partner, expert, auditor, staff, titular, body_officer, treasurer, officer, administrator, program)

struct Scope {
    std::string kind;  // "member", "body", "agreement"; empty: everywhere
    std::int64_t id = 0;
    bool operator==(const Scope&) const = default;
};

struct Holding {
    Role role{};
    Scope scope = {};
    bool operator==(const Holding&) const = default;
};

// Which roles may do an act by hand, and whether other acts set it off.
class By {
public:
    static const By anyone, officer, treasurer, administrator, program, consequence, officer_or_consequence;

    // Those too who hold one of these roles for the thing the act is about: scope_of(Reader, act), beside check.
    constexpr By within(std::initializer_list<Role> roles) const {
        By more = *this;
        for (const auto role : roles) more.within_ |= bit(role);
        return more;
    }
    constexpr bool allows(Role role) const { return (everywhere_ & bit(role)) != 0; }
    constexpr bool allows_within(Role role) const { return (within_ & bit(role)) != 0; }
    constexpr bool any_within() const { return within_ != 0; }
    constexpr bool by_hand() const { return (everywhere_ & ~bit(Role::program)) != 0 || within_ != 0; }  // by somebody
    constexpr bool by_consequence() const { return set_off_; }
    constexpr std::string_view name() const { return name_; }  // of the constant it was made from
    constexpr bool operator==(const By&) const = default;

private:
    static constexpr std::uint32_t bit(Role role) { return 1U << static_cast<unsigned>(role); }
    constexpr By(std::string_view name, std::initializer_list<Role> roles, bool set_off) : name_(name), set_off_(set_off) {
        for (const auto role : roles) everywhere_ |= bit(role);
    }
    std::string_view name_;
    std::uint32_t everywhere_ = 0, within_ = 0;
    bool set_off_ = false;
};
inline constexpr By By::anyone{"anyone",
                               {Role::visitor, Role::partner, Role::expert, Role::auditor, Role::staff, Role::titular, Role::body_officer,
                                Role::treasurer, Role::officer, Role::administrator},
                               false};
inline constexpr By By::officer{"officer", {Role::officer, Role::administrator}, false};
inline constexpr By By::treasurer{"treasurer", {Role::treasurer, Role::administrator}, false};
inline constexpr By By::administrator{"administrator", {Role::administrator}, false};
inline constexpr By By::program{"program", {Role::program}, false};
inline constexpr By By::consequence{"consequence", {}, true};
inline constexpr By By::officer_or_consequence{"officer", {Role::officer, Role::administrator}, true};

// Administration, money, and what only the secretariat sees: who holds such a role signs in with two factors.
bool asks_two_factors(Role);

// The holding under which an act may be done whose thing is `about`; nothing when none of them allows it.
std::optional<Holding> allowing(By, const std::vector<Holding>&, const std::optional<Scope>& about);

// In which public capacity a holding speaks: "secretariat", "member:4001", "expert": words in the catalogues.
std::string capacity_of(const Holding&);

}  // namespace acts
