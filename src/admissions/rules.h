// Pure decisions: values in, verdict out. Source of the order of the steps and of what is attached: data/aimf/rules.json, "membership".
#pragma once
#include "admissions/admissions.h"
#include "statutes/statutes.h"

namespace admissions {

using members::may_join;

// Whose decision may be attached: an association's bureau decides for it, a council or the supervising authority for anybody else.
base::Verdict decided_by(Kind, std::optional<Authority>);

// Whom the opinion is asked of.
enum class Capital {
    itself,  // the applicant is the capital
    none,    // no capital of that State is a member
    member
};

// Each refuses a file that is closed ("admissions.closed"), one that has not come so far, by what is missing ("admissions.not_complete",
// "admissions.no_opinion", "admissions.not_examined"), and one that is past it ("admissions.past").
base::Verdict may_ask_piece(Step, std::optional<base::Date> until, base::Date today);
base::Verdict may_add_piece(Step, bool says_something);  // until the Bureau has examined it
base::Verdict may_find_complete(Step, const std::vector<Piece>& missing);
base::Verdict may_ask_opinion(Step, Capital, base::Date until, base::Date today);
// An opinion is given by a capital's mayor who was asked or wrote unasked; it is not given when the day has passed; it is not needed
// where there is nobody to ask.
base::Verdict may_settle(Step, Capital, Opinion, std::optional<base::Date> asked_until, base::Date on, base::Date received,
                         base::Date today);
base::Verdict may_examine(Step, base::Date on, base::Date received, base::Date today);
base::Verdict may_make_ready(Step, std::optional<base::Date> session, base::Date today);
base::Verdict may_close(Step);  // any file that is still open

// Nobody is admitted before they asked ("admissions.decided_before").
base::Verdict may_admit_on(base::Date decided, base::Date received);
// Only the body that the procedure in force names decides ("admissions.other_body_decides"); where none is set, any body may.
base::Verdict may_decide(const statutes::Held<statutes::Procedure>&, assembly::Body);

// An Assembly may admit whatever its file lacks: nothing in what is known of the statutes forbids it. What was left out is found, by
// name, so that it stands in the entry. `by_assembly`: or by the body that the procedure names.
base::Granted left_out(Step, std::optional<Opinion>, bool by_assembly);

// What is known to be missing of a file: the letter, and each piece that was asked for and has not come.
std::vector<Piece> missing(bool letter, const std::vector<AskedPiece>&);

}  // namespace admissions
