// « À faire »: what awaits who is signed in, by deadline. Features answer by their doors; app makes providers of them.
#pragma once
#include "web/site.h"

namespace desk {

// How much is looked at of each kind: beyond, the page says so.
constexpr std::int64_t items_max = 5'000;
constexpr std::int64_t days_ahead = 30;  // of what has a deadline: what is due later does not stand there yet

struct Item {
    std::int64_t thing = 0;              // its number, unique within its kind
    std::optional<base::Date> deadline;  // the last day; nothing: none is set
    std::optional<base::Date> since;     // the day from which it waits
    acts::Scope holder = {};             // who is to do it: empty, the secretariat; {"member", 4001}: who acts for it
    std::string title = {};              // what it is about, where the question gives it anyway
};

// One kind of work. To add one: a question in the feature's door, a provider in app/office_desk.cpp, the words "desk.kind.<kind>".
struct Provider {
    std::string kind;
    // What awaits this visitor and nothing else: at most `items_max`, the most urgent first. Says what it read (Visit::read) is not
    // needed: a page of who is signed in is not kept.
    std::function<std::vector<Item>(web::Visit&)> items;
    // Of the items that are shown, up to fifty. `title`: when items have none. `action`: an address.
    std::function<std::string(web::Visit&, const Item&)> title;
    std::function<std::string(web::Visit&, const Item&)> action;
};

enum class When { overdue, today, this_week, later, undated };
BOOST_DESCRIBE_ENUM(When, overdue, today, this_week, later, undated)
// A week ends on Sunday.
When when_due(const std::optional<base::Date>& deadline, base::Date today);

inline const web::Address at{"/a-faire", "/en/to-do"};
// GET /a-faire?kind=…&holder=member:4001&page=2, and .csv, .json of all that is listed. Who is not signed in is sent to sign in.
// `news`: what stands below the list; empty: nothing.
void add_pages(web::Router&, const web::SiteHooks&, std::vector<Provider>, std::function<html::Node(web::Visit&)> news = {});

}  // namespace desk
