// Where news come from that no page tells: acts of the journal, and days that come.
#pragma once
#include "acts/writer.h"
#include "news/news.h"

#include <memory>
#include <stop_token>

namespace app {

struct NewsDoors {
    std::function<void(std::function<void(store::Db&)>)> run_local;
    std::function<std::shared_ptr<store::Db>()> read;
    acts::Clock clock;
    std::function<std::string(store::Db&)> zone;
    // How many things of a person's desk fell due after one day and until another, both as days; the last one is in.
    std::function<std::int64_t(const std::shared_ptr<store::Db>&, base::Id<base::Person>, base::Date after, base::Date until)> due;
};

// What an act of the journal tells somebody: pure but for the tables it reads.
std::vector<news::News> news_of_act(store::Db&, base::Id<acts::Act>, std::string_view act, std::string_view payload, std::int64_t time_us);

class NewsSources {
public:
    explicit NewsSources(NewsDoors doors) : doors_(std::move(doors)) {}
    // One step; whether more waits. News and how far their source was looked at are kept in one transaction: nobody is told twice, and
    // nothing is passed over. Acts from before the first look are no news.
    bool step(std::stop_token = {});

    static constexpr std::int64_t entries_at_once = 500, people_at_once = 10;

private:
    bool follow_journal();
    bool begin_day();
    NewsDoors doors_;
    struct Day {
        base::Date day;
        base::Id<base::Person> after;  // where it goes on
        bool over = false;
    };
    std::optional<Day> day_;
};

}  // namespace app
