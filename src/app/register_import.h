// « Rendre le classeur »: the register as a workbook comes back; its changed lines are corrections.
#pragma once
#include "app/import_pages.h"

namespace app {

// One changed line: the act, and what it changes.
struct ChangedLine {
    struct Field {
        std::string path, before, after;  // as JSON writes them, without quotes; empty: not known
        bool operator==(const Field&) const = default;
    };
    std::size_t row = 0;  // its place in the plan
    std::vector<Field> fields;
};
// Of a plan of `members.correct`: the lines that change something, in order. A line whose member is not known, or that cannot be read,
// is among them without fields: the preview says what is wrong with it. `seen` is no change.
std::vector<ChangedLine> changed_lines(store::Db&, const ImportPlan&);
// The plan with these lines alone.
ImportPlan only(const ImportPlan&, const std::vector<ChangedLine>&);

// /membres/tenue/classeur. Everything it is given outlives the router.
void add_register_import(web::Router&, const web::ActDoors&, WaitingFiles&);

}  // namespace app
