#include "app/load.h"

#include <algorithm>
#include <boost/json.hpp>
#include <cerrno>
#include <cstring>
#include <fstream>

namespace app {
namespace {

namespace json = boost::json;
namespace fs = std::filesystem;

struct Unresolved {
    std::string label;
};

using Labels = std::map<std::string, std::int64_t, std::less<>>;

std::int64_t thing_of(const Labels& labels, std::string_view label) {
    const auto found = labels.find(label);
    if (found == labels.end()) throw Unresolved{std::string(label)};
    return found->second;
}

// Puts numbers where the act expects some and a label stands.
void resolve(const acts::Type& type, json::value& value, const Labels& labels) {
    switch (type.kind) {
    case acts::Kind::optional: return resolve(*type.inner, value, labels);
    case acts::Kind::list:
        if (auto* array = value.if_array())
            for (auto& item : *array) resolve(*type.inner, item, labels);
        return;
    case acts::Kind::record:
        if (auto* object = value.if_object())
            for (const auto& field : type.fields)
                if (auto* inner = object->if_contains(field.name)) resolve(*field.type, *inner, labels);
        return;
    case acts::Kind::id:
    case acts::Kind::integer:
        if (const auto* text = value.if_string(); text && text->starts_with('@'))
            value = thing_of(labels, std::string_view(*text).substr(1));
        return;
    default: return;
    }
}

std::string resolve_basis(std::string_view basis, const Labels& labels) {
    const auto at = basis.find(":@");
    if (at == basis.npos) return std::string(basis);
    return std::string(basis.substr(0, at + 1)) + std::to_string(thing_of(labels, basis.substr(at + 2)));
}

base::Refusal refusal(std::string code, std::vector<base::Figure> figures = {}) { return {{std::move(code), {}, std::move(figures)}, {}}; }

class Loader {
public:
    Loader(Desk& desk, const acts::Registry& registry, const LoadOptions& options) : desk_(desk), registry_(registry), options_(options) {}

    std::expected<Loaded, LoadStopped> run(std::span<const fs::path> files) {
        try {
            for (const auto& path : files) file(path);
            flush();
        } catch (Stop& stop) { return std::unexpected(LoadStopped{std::move(stop.file), stop.line, std::move(stop.why), loaded_}); }
        return loaded_;
    }

private:
    struct Place {
        std::string file;
        std::int64_t line;
        std::string label;
    };
    struct Stop {
        std::string file;
        std::int64_t line;
        base::Refusal why;
    };

    void file(const fs::path& path) {
        std::ifstream in(path);
        if (!in) throw std::runtime_error(path.string() + ": " + std::strerror(errno));
        std::string text;
        const auto name = path.filename().string();
        for (std::int64_t number = 1; std::getline(in, text); ++number) {
            if (!text.empty()) line(text, name, number);
        }
        if (in.bad()) throw std::runtime_error(path.string() + ": " + std::strerror(errno));
    }

    void line(const std::string& text, const std::string& name, std::int64_t number) {
        const auto wrong = [&](base::Refusal why) {
            flush();  // what came before is right, and is kept
            throw Stop{name, number, std::move(why)};
        };
        boost::system::error_code error;
        const auto value = json::parse(text, error);
        const auto* object = error ? nullptr : value.if_object();
        const auto* act = object ? object->if_contains("act") : nullptr;
        const auto* payload = object ? object->if_contains("payload") : nullptr;
        if (!act || !act->is_string() || !payload || !payload->is_object()) return wrong(refusal("load.line_malformed"));
        const auto word = [&](std::string_view key) {
            const auto* found = object->if_contains(key);
            return found && found->is_string() ? std::string(found->get_string()) : std::string();
        };
        const auto label = word("as");
        const bool taken = !label.empty() && (labels_.contains(label) || std::ranges::find(places_, label, &Place::label) != places_.end());
        if (taken) return wrong(refusal("load.label_twice", {{"label", label}}));
        acts::Submission said{options_.actor, word("act"), {}, {}, {}};
        said.client_key = "load:" + name.substr(0, 100) + ":" + std::to_string(number) + ":" + base::sha256({text}).hex().substr(0, 16);
        for (const bool again : {false, true}) {
            try {
                auto clear = *payload;
                if (const auto* declared = registry_.newest(said.act)) resolve(*declared->type, clear, labels_);
                said.basis = resolve_basis(word("basis"), labels_);
                said.json = json::serialize(clear);
                break;
            } catch (const Unresolved& unresolved) {
                if (again) return wrong(refusal("load.label_unknown", {{"label", unresolved.label}}));
                flush();  // the label may be one of the batch
            }
        }
        batch_.push_back(std::move(said));
        places_.push_back({name, number, label});
        if (batch_.size() >= options_.batch_max) flush();
    }

    void flush() {
        if (batch_.empty()) return;
        auto outcome = desk_.submit_all(batch_);
        if (!outcome) {  // those before the one that is refused are kept
            const auto index = outcome.error().index;
            const auto place = places_[index];
            const auto why = outcome.error().why;
            batch_.resize(index), places_.resize(index);
            flush();
            throw Stop{place.file, place.line, why};
        }
        for (std::size_t i = 0; i < places_.size(); ++i) {
            if (!places_[i].label.empty()) labels_[places_[i].label] = (*outcome)[i].first_thing();
            ++loaded_.acts;
            loaded_.repeated += (*outcome)[i].repeated;
        }
        if (options_.progress) options_.progress(places_.back().file, places_.back().line, loaded_.acts);
        batch_.clear(), places_.clear();
    }

    Desk& desk_;
    const acts::Registry& registry_;
    const LoadOptions& options_;
    Labels labels_;
    std::vector<acts::Submission> batch_;
    std::vector<Place> places_;
    Loaded loaded_;
};

}  // namespace

std::vector<fs::path> files_to_load(const fs::path& from) {
    std::vector<fs::path> files;
    std::error_code error;
    if (fs::is_directory(from, error)) {
        for (const auto& entry : fs::directory_iterator(from))
            if (entry.path().extension() == ".jsonl") files.push_back(entry.path());
        std::ranges::sort(files);
        if (files.empty()) throw std::runtime_error(from.string() + ": *.jsonl?");
    } else {
        files.push_back(from);
    }
    return files;
}

std::expected<Loaded, LoadStopped> load(Desk& desk, const acts::Registry& registry, std::span<const fs::path> files,
                                        const LoadOptions& options) {
    return Loader(desk, registry, options).run(files);
}

}  // namespace app
