#include "app/import.h"

#include "base/text.h"
#include "base/typed.h"
#include "papers/xlsx_write.h"
#include "web/act_form.h"
#include "web/site.h"

#include <algorithm>

namespace app {
namespace {

// Labels of fields and choices in every language; a label that two fields share names neither.
acts::ColumnWords column_words(const acts::Declared& act) {
    acts::ColumnWords words;
    std::map<std::string, std::string> names;
    for (const auto language : base::languages) {
        const auto& spoken = web::words_of(language);
        for (const auto& path : acts::columns(*act.type)) {
            auto [at, fresh] = names.emplace(base::fold(web::field_label(act, path, spoken)), path);
            if (!fresh && at->second != path) at->second.clear();
        }
        for (const auto& field : act.type->fields) {
            const auto* type = field.type;
            while (type->inner) type = type->inner;
            for (const auto name : type->names)
                words.choices[std::string(field.name)].emplace(base::fold(web::choice_label(act, field.name, name, spoken)), name);
        }
    }
    std::erase_if(names, [](const auto& pair) { return pair.second.empty(); });
    words.paths = std::move(names);
    return words;
}

std::string title_of(const acts::Table::Row& row) {
    for (const auto& cell : row.cells)
        if (const auto text = base::trimmed(cell); !text.empty()) return std::string(text.substr(0, 200));
    return {};
}

}  // namespace

ImportDoor door_of(acts::Writer& writer) {
    return {[&writer](std::span<const acts::Submission> all) { return writer.preview(all); },
            [&writer](std::span<const acts::Submission> all) { return writer.submit_all(all); }};
}

std::expected<ImportPlan, std::vector<base::Finding>> plan_import(std::string_view bytes, const acts::Registry& registry,
                                                                  const ImportRequest& request) {
    const auto* act = registry.newest(request.act);
    if (!act || !act->by_hand()) return std::unexpected(std::vector{base::Finding{"acts.unknown", {}, {{"act", request.act}}}});
    const auto table = acts::read_table(bytes);
    if (!table) return std::unexpected(table.error());
    const auto words = column_words(*act);
    const auto columns = acts::columns_of(*table, *act->type, words);
    if (!columns) return std::unexpected(columns.error());

    ImportPlan plan{table->encoding, table->separator, table->sheet, table->headings, *columns, {}, {}, {}};
    std::map<std::string, int> same;
    for (const auto& row : table->rows) {
        auto [json, basis] = acts::row_act(*act->type, *columns, row, words, request.language);
        if (basis.empty()) basis = request.basis;
        auto key = "import:" + base::sha256({act->name, "\n", basis, "\n", json}).hex();
        key += ":" + std::to_string(++same[key]);
        plan.rows.push_back(row.number);
        plan.titles.push_back(title_of(row));
        plan.submissions.push_back({request.actor, act->name, std::move(json), std::move(key), std::move(basis)});
    }
    return plan;
}

std::vector<acts::Outcome> preview_import(const ImportPlan& plan, const ImportDoor& door) {
    std::vector<acts::Outcome> all;
    const std::span rows(plan.submissions);
    for (std::size_t at = 0; at < rows.size(); at += one_transaction_rows_max)
        for (auto& outcome : door.preview(rows.subspan(at, std::min(one_transaction_rows_max, rows.size() - at))))
            all.push_back(std::move(outcome));
    return all;
}

Imported run_import(const ImportPlan& plan, const ImportDoor& door, const std::function<void(std::size_t)>& progress) {
    Imported result;
    const std::span rows(plan.submissions);
    result.all_or_nothing = rows.size() <= one_transaction_rows_max;
    const auto step = result.all_or_nothing ? rows.size() : chunk_rows;
    for (std::size_t at = 0; at < rows.size(); at += step) {
        const auto outcome = door.submit_all(rows.subspan(at, std::min(step, rows.size() - at)));
        if (!outcome) {
            result.stopped_at = at + outcome.error().index;
            result.why = outcome.error().why;
            return result;
        }
        for (const auto& one : *outcome) {
            one.repeated ? ++result.repeated : ++result.accepted;
            if (one.repeated) continue;
            if (!result.first) result.first = one.number;
            result.last = one.number;
        }
        if (progress) progress(std::min(at + step, rows.size()));
    }
    return result;
}

namespace {

std::vector<std::string> template_paths(const acts::Declared& act) {
    auto paths = acts::columns(*act.type);
    if (act.basis == acts::Basis::none) std::erase(paths, "basis");
    return paths;
}

}  // namespace

std::string import_template(const acts::Declared& act, const base::Words& words) {
    const char separator = words.language() == base::Language::fr ? ';' : ',';
    std::string line = "\xef\xbb\xbf";
    bool first = true;
    for (const auto& path : template_paths(act)) {
        if (!std::exchange(first, false)) line += separator;
        auto heading = web::field_label(act, path, words);
        if (heading.find_first_of(",;\"") != heading.npos) heading = "\"" + heading + "\"";
        line += heading;
    }
    return line + "\r\n";
}

std::string import_workbook(const acts::Declared& act, const base::Words& words, std::int64_t now_us) {
    std::vector<papers::XlsxColumn> columns;
    for (const auto& path : template_paths(act)) {
        auto& column = columns.emplace_back();
        column.heading = web::field_label(act, path, words);
        column.width = std::max<double>(14, static_cast<double>(base::code_points(column.heading)) + 2);
        for (const auto& field : act.type->fields) {
            const auto* type = field.type;
            while (type->kind == acts::Kind::optional) type = type->inner;
            if (field.name != path || type->kind != acts::Kind::choice) continue;
            for (const auto name : type->names) column.choices.push_back(web::choice_label(act, field.name, name, words));
        }
    }
    auto sheet = papers::XlsxSheet::begin({.sheet = act.name, .title = act.name, .made_us = now_us}, std::move(columns));
    std::string all;
    const bool made = sheet && sheet->finish() && sheet->give([&](std::string_view piece) { return all += piece, true; });
    if (!made) throw std::runtime_error("the workbook of " + act.name + " cannot be made");
    return all;
}

}  // namespace app
