// What news say: app gives a kind for each.
#pragma once
#include <functional>
#include "base/i18n.h"
#include "news/news.h"

namespace news {

struct Told {
    std::string text;  // one line
    std::string path;  // of the page it leads to, in the words' language; empty: none
};
struct Kind {
    std::string name;
    // In words; nothing when what it is about is not there any more: then it is not shown.
    std::function<std::optional<Told>(store::Db&, const Shown&, const base::Words&)> tell;
};
class Kinds {
public:
    void add(std::string name, decltype(Kind::tell) tell) { all_.push_back({std::move(name), std::move(tell)}); }
    std::optional<Told> tell(store::Db& db, const Shown& news, const base::Words& words) const {
        for (const auto& kind : all_)
            if (kind.name == news.kind) return kind.tell(db, news, words);
        return {};
    }

private:
    std::vector<Kind> all_;
};

}  // namespace news
