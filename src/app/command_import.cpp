// import: a spreadsheet whose rows are acts.
#include "app/commands.h"
#include "app/import.h"
#include "app/socket.h"

#include <fmt/format.h>
#include <boost/json.hpp>
#include <cerrno>
#include <cstring>
#include <fstream>

namespace app {
namespace {

namespace json = boost::json;

std::string act_of(const std::string& what) {
    if (what == "members") return "members.record";
    if (what == "people") return "people.register_person";
    if (what == "sources") return "sources.record";
    return what;
}

void tell_row(const Console& console, const ImportPlan& plan, std::size_t index, const base::Refusal& why) {
    console.say("program.import.row", {{"row", plan.rows[index]}, {"title", plan.titles[index]}, {"why", told(console.words, why)}});
}

int tell_preview(const Console& console, const ImportPlan& plan, const std::vector<acts::Outcome>& outcomes) {
    std::int64_t good = 0, repeated = 0;
    json::array rows;
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
        if (console.json) rows.push_back({{"row", plan.rows[i]}, {"outcome", json::parse(outcome_json(outcomes[i]))}});
        else if (!outcomes[i]) tell_row(console, plan, i, outcomes[i].error());
        good += outcomes[i].has_value();
        repeated += outcomes[i] && outcomes[i]->repeated;
    }
    if (console.json) fmt::print("{}\n", json::serialize(rows));
    else console.say("program.import.preview", {{"good", good}, {"of", outcomes.size()}, {"repeated", repeated}});
    return good == std::int64_t(outcomes.size()) ? done : refused_or_wrong;
}

int tell_imported(const Console& console, const ImportPlan& plan, const Imported& imported) {
    if (console.json) {
        json::object out{{"accepted", imported.accepted}, {"repeated", imported.repeated}};
        if (imported.stopped_at)
            out["stopped"] = {{"row", plan.rows[*imported.stopped_at]}, {"refusal", json::parse(refusal_json(imported.why))}};
        fmt::print("{}\n", json::serialize(out));
    } else {
        if (imported.stopped_at) tell_row(console, plan, *imported.stopped_at, imported.why);
        console.say("program.import.done", {{"accepted", imported.accepted}, {"repeated", imported.repeated}});
        if (imported.stopped_at) console.complain(imported.all_or_nothing ? "program.import.nothing" : "program.import.again");
    }
    return imported.stopped_at ? refused_or_wrong : done;
}

}  // namespace

int import_file(const Console& console, const ImportCommand& command) {
    std::ifstream in(command.file, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    if (!in.is_open() || in.bad()) throw std::runtime_error(command.file + ": " + std::strerror(errno));
    ImportRequest request;
    request.act = act_of(command.what), request.basis = command.basis, request.language = console.words.language();
    request.actor = {"administrator", acts::Role::administrator, "import"};
    if (!registry().newest(request.act)) {
        console.complain("program.act.unknown", {{"act", command.what}});
        return refused_or_wrong;
    }
    const auto plan = plan_import(bytes, registry(), request);
    if (!plan) {
        for (const auto& finding : plan.error()) fmt::print(stderr, "{}: {}\n", command.file, base::sentence(console.words, finding));
        return refused_or_wrong;
    }
    const auto location = store::Location::parse(command.database);
    const auto desk = open_desk(location, socket_of(location, command.socket));
    const ImportDoor door{[&](std::span<const acts::Submission> said) { return desk->preview(said); },
                          [&](std::span<const acts::Submission> said) { return desk->submit_all(said); }};
    if (command.preview) return tell_preview(console, *plan, preview_import(*plan, door));
    const auto imported = run_import(*plan, door, [&](std::size_t rows) {
        const auto of = std::int64_t(plan->submissions.size());
        console.progress(std::int64_t(rows), of, console.text("program.rebuild.progress", {{"done", rows}, {"of", of}}));
    });
    console.end_progress();
    return tell_imported(console, *plan, imported);
}

}  // namespace app
