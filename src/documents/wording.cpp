#include "documents/wording.h"

#include <algorithm>
#include <boost/json.hpp>
#include <charconv>
#include <functional>

namespace documents {
namespace {

namespace json = boost::json;
using papers::TemplateFault;
using Row = Facts::Row;

constexpr std::size_t text_bytes_max = 1'200;  // of a value that somebody typed: a title of 300 characters
constexpr std::size_t mark_bytes_max = 80, words_bytes_max = 200;

// What every paper has.
std::vector<Place> with_common(std::vector<Place> own) {
    std::vector<Place> all{{"number", Said::mark},     {"code", Said::mark},       {"address"}, {"day", Said::day}, {"network"},
                           {"short_name", Said::mark}, {"seat", Said::text, false}};
    all.insert(all.end(), own.begin(), own.end());
    return all;
}

const PlaceList facts_list{"facts", {{"label"}, {"value"}}};

Places certificate() {
    return {with_common({{"member"},
                         {"country", Said::country},
                         {"kind", Said::choice, true, "kind."},
                         {"member_class", Said::choice, false, "class."},
                         {"since", Said::date, false},
                         {"attested", Said::date, false},
                         {"decision", Said::text, false},
                         {"body", Said::choice, false, "choice."},
                         {"decision_day", Said::day, false},
                         {"source", Said::text, false},
                         {"entry", Said::mark}}),
            {facts_list}};
}

Places extract() {
    return {with_common({{"title"},
                         {"body", Said::choice, true, "choice."},
                         {"decision_day", Said::day},
                         {"result", Said::choice, true, "choice."},
                         {"votes_for", Said::count, false},
                         {"votes_against", Said::count, false},
                         {"abstentions", Said::count, false},
                         {"applicant", Said::text, false},
                         {"applicant_country", Said::country, false},
                         {"executed", Said::mark, false},
                         {"annulled", Said::mark, false},
                         {"entry", Said::mark},
                         {"fingerprint", Said::mark}}),
            {facts_list}};
}

Places report() {
    const std::vector<Place> row{{"name"},
                                 {"country", Said::country},
                                 {"kind", Said::choice, true, "kind."},
                                 {"member_class", Said::choice, false, "class."},
                                 {"since", Said::date, false},
                                 {"attested", Said::date, false}};
    return {with_common({{"on", Said::day},
                         {"members", Said::count},
                         {"countries", Said::count},
                         {"admitted_count", Said::count},
                         {"recorded_count", Said::count}}),
            {{"admitted", row}, {"recorded", row}}};
}

std::int64_t whole(std::string_view digits) {
    std::int64_t value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

std::string say(const Place& place, const std::string& raw, const base::Words& words) {
    switch (place.said) {
    case Said::text:
    case Said::mark: return raw;
    case Said::country: return std::string(words.country(raw));
    case Said::choice: {
        const auto key = std::string(place.words) + raw;
        return words.has(key) ? std::string(words.text(key)) : raw;
    }
    case Said::count: return words.number(whole(raw));
    case Said::day: {
        const auto day = base::Date::parse(raw);
        return day ? words.date(*day) : raw;
    }
    case Said::date: {
        const auto date = base::PartialDate::parse(raw);
        return date ? words.partial_date(*date) : raw;
    }
    }
    return raw;
}

const std::string& raw_of(const Row& row, std::string_view name) {
    static const std::string none;
    const auto found = row.find(std::string(name));
    return found == row.end() ? none : found->second;
}

// Only what the template names: to papers a value without a place is a fault.
papers::Values named(const papers::Template& made, papers::Values values) {
    const auto& fields = made.fields();
    std::erase_if(values.texts,
                  [&](const auto& one) { return !fields.texts.contains(one.first) && !fields.conditions.contains(one.first); });
    std::erase_if(values.lists,
                  [&](const auto& one) { return !fields.lists.contains(one.first) && !fields.conditions.contains(one.first); });
    for (auto& [list, rows] : values.lists) {
        const auto names = fields.lists.find(list);
        if (names == fields.lists.end()) continue;
        for (auto& row : rows) std::erase_if(row, [&](const auto& one) { return !names->second.contains(one.first); });
    }
    return values;
}

// ---- what is wrong with a template ----

std::string sample(const Place& place) {
    const auto bytes = place.said == Said::text ? text_bytes_max : place.said == Said::mark ? mark_bytes_max : words_bytes_max;
    return std::string(bytes, 'x');
}

// Values as long as they can be, but for the places that are left empty.
papers::Values sample_values(const Places& places, const std::function<bool(const Place&)>& empty, bool rows_too) {
    papers::Values values;
    for (const auto& place : places.texts) values.texts.emplace(place.name, empty(place) ? "" : sample(place));
    for (const auto& list : places.lists) {
        auto& rows = values.lists[std::string(list.name)];
        if (!rows_too) continue;
        for (const auto& place : list.row) rows.resize(1), rows[0].emplace(place.name, sample(place));
    }
    return values;
}

// Everything; the least there can be; and everything but one that may be empty, for each of them: conditions only ever ask that something
// is there, so that a place which stands outside its own condition is met by one of these.
std::vector<papers::Values> samples_of(const Places& places) {
    std::vector<papers::Values> all{sample_values(
                                        places, [](const Place&) { return false; }, true),
                                    sample_values(
                                        places, [](const Place& place) { return !place.always; }, false)};
    for (const auto& one : places.texts)
        if (!one.always)
            all.push_back(sample_values(
                places, [&](const Place& place) { return place.name == one.name; }, true));
    return all;
}

std::string joined(const std::vector<Place>& places, std::string_view before = "") {
    std::string all;
    for (const auto& place : places) all += (all.empty() ? "" : ", ") + std::string(before) + std::string(place.name);
    return all;
}

// The names a template may have where this one stands: those of the list, or the texts and lists.
std::string known_beside(const Places& places, const std::string& name) {
    if (const auto dot = name.find('.'); dot != name.npos)
        for (const auto& list : places.lists)
            if (list.name == name.substr(0, dot)) return joined(list.row);
    auto all = joined(places.texts);
    for (const auto& list : places.lists) all += ", " + std::string(list.name);
    return all;
}

std::string code_of(TemplateFault::Code code) {
    using enum TemplateFault::Code;
    switch (code) {
    case too_long:
    case not_text: return "template_unreadable";
    case title_missing: return "template_title_missing";
    case head_unknown: return "template_head_unknown";
    case heading_level: return "template_heading_level";
    case heading_empty: return "template_heading_empty";
    case field_malformed: return "template_field_malformed";
    case directive_unknown: return "template_directive_unknown";
    case not_open: return "template_not_open";
    case not_closed: return "template_not_closed";
    case too_deep: return "template_too_deep";
    case each_misplaced: return "template_each_misplaced";
    case emphasis_open: return "template_emphasis_open";
    case emphasis_nested: return "template_emphasis_nested";
    case link_malformed: return "template_link_malformed";
    case table_malformed: return "template_table_malformed";
    case table_ragged: return "template_table_ragged";
    case caption_alone: return "template_caption_alone";
    case signature_malformed: return "template_signature_malformed";
    case field_missing: return "template_unknown_field";
    case field_empty: return "template_may_be_empty";
    case field_unknown: break;  // of values, and those we choose
    }
    return "template_unreadable";
}

class Faults {
public:
    Faults(const Places& places, std::string path) : places_(places), path_(std::move(path)) {}

    void add(const std::vector<TemplateFault>& faults) {
        for (const auto& fault : faults) {
            std::vector<base::Figure> figures{{"line", std::int64_t(fault.line)}};
            if (!fault.name.empty()) figures.push_back({"name", fault.name});
            if (fault.code == TemplateFault::Code::field_missing) figures.push_back({"known", known_beside(places_, fault.name)});
            add({path_, code_of(fault.code), std::move(figures)});
        }
    }
    void add(base::Wrong wrong) {
        if (wrongs.size() < template_faults_max && std::ranges::find(wrongs, wrong) == wrongs.end()) wrongs.push_back(std::move(wrong));
    }
    std::vector<base::Wrong> wrongs;

private:
    const Places& places_;
    std::string path_;
};

// Read, filled with each sample, and looked at before it is laid out.
std::optional<papers::Template> examine(Kind kind, base::Language language, const std::string& text, Faults& faults,
                                        const std::string& path) {
    auto made = papers::Template::parse(text);
    if (!made) return faults.add(made.error()), std::nullopt;
    for (auto& values : samples_of(places_of(kind))) {
        auto document = made->fill(named(*made, std::move(values)), language);
        if (!document) {
            faults.add(document.error());
            continue;
        }
        document->made = {2000, 1, 1};
        if (const auto fault = papers::check(*document))
            faults.add({path, fault->why == papers::Unprintable::too_long ? "template_line_too_long" : "template_unprintable", {}});
    }
    return std::move(*made);
}

std::string_view text_of(const json::value& value) { return value.is_string() ? std::string_view(value.get_string()) : ""; }

Row row_of(const json::value& value) {
    Row row;
    if (const auto* object = value.if_object())
        for (const auto& [name, text] : *object) row.emplace(name, text_of(text));
    return row;
}

std::string row_json(const Row& row) {
    std::string all;
    for (const auto& [name, text] : row) all += (all.empty() ? "{" : ",") + acts::json_text(name) + ":" + acts::json_text(text);
    return all.empty() ? "{}" : all + "}";
}

}  // namespace

std::string facts_json(const Facts& facts) {
    std::string lists;
    for (const auto& [name, rows] : facts.lists) {
        lists += (lists.empty() ? "" : ",") + acts::json_text(name) + ":[";
        for (std::size_t i = 0; i < rows.size(); ++i) lists += (i ? "," : "") + row_json(rows[i]);
        lists += "]";
    }
    return "{\"lists\":{" + lists + "},\"texts\":" + row_json(facts.texts) + "}";
}

Facts facts_of(std::string_view text) {
    Facts facts;
    boost::system::error_code wrong;
    const auto value = json::parse(text, wrong);
    const auto* object = wrong ? nullptr : value.if_object();
    if (!object) return facts;
    if (const auto* texts = object->if_contains("texts")) facts.texts = row_of(*texts);
    if (const auto* lists = object->if_contains("lists"); lists && lists->is_object())
        for (const auto& [name, rows] : lists->get_object())
            if (auto& made = facts.lists[std::string(name)]; rows.is_array())
                for (const auto& row : rows.get_array()) made.push_back(row_of(row));
    return facts;
}

const Places& places_of(Kind kind) {
    static const Places all[] = {certificate(), extract(), report()};
    return all[static_cast<std::size_t>(kind)];
}

std::vector<ListedFact> listed_facts(Kind kind, const Facts& facts, const base::Words& words) {
    std::vector<ListedFact> all;
    for (const auto& place : places_of(kind).texts) {
        const auto key = "documents.fact." + std::string(acts::name_of(kind)) + "." + std::string(place.name);
        const auto& raw = raw_of(facts.texts, place.name);
        if (!raw.empty() && words.has(key)) all.push_back({std::string(words.text(key)), say(place, raw, words)});
    }
    return all;
}

std::vector<base::Wrong> faults_of(Kind kind, const std::string& text_fr, const std::string& text_en) {
    Faults french(places_of(kind), "text_fr"), english(places_of(kind), "text_en");
    const auto fr = examine(kind, base::Language::fr, text_fr, french, "text_fr"),
               en = examine(kind, base::Language::en, text_en, english, "text_en");
    auto all = std::move(french.wrongs);
    all.insert(all.end(), english.wrongs.begin(), english.wrongs.end());
    if (!fr || !en || !all.empty()) return all;
    std::string names;
    for (const auto& name : papers::differing_fields(*fr, *en)) names += (names.empty() ? "" : ", ") + name;
    if (!names.empty()) all.push_back({"text_en", "template_differs", {{"names", names}}});
    return all;
}

std::optional<papers::Document> compose(Kind kind, std::string_view text, const Facts& facts, const Row& more, const base::Words& words) {
    const auto made = papers::Template::parse(text);
    if (!made) return {};
    const auto& places = places_of(kind);
    auto raw = facts.texts;
    raw.insert(more.begin(), more.end());
    papers::Values values;
    for (const auto& place : places.texts) {
        const auto& value = raw_of(raw, place.name);
        values.texts.emplace(place.name, value.empty() ? value : say(place, value, words));
    }
    for (const auto& list : places.lists) {
        auto& rows = values.lists[std::string(list.name)];
        if (list.name == facts_list.name) {
            for (auto& fact : listed_facts(kind, facts, words)) rows.push_back({{"label", fact.label}, {"value", fact.value}});
            continue;
        }
        const auto found = facts.lists.find(std::string(list.name));
        if (found == facts.lists.end()) continue;
        for (const auto& one : found->second) {
            auto& row = rows.emplace_back();
            for (const auto& place : list.row) {
                const auto& value = raw_of(one, place.name);
                row.emplace(place.name, value.empty() ? "–" : say(place, value, words));
            }
        }
        std::ranges::stable_sort(rows, [&](const Row& one, const Row& other) {
            const auto countries = words.compare(raw_of(one, "country"), raw_of(other, "country"));
            return countries != 0 ? countries < 0 : words.compare(raw_of(one, "name"), raw_of(other, "name")) < 0;
        });
    }
    auto document = made->fill(named(*made, std::move(values)), words.language());
    return document ? std::optional(std::move(*document)) : std::nullopt;
}

}  // namespace documents
