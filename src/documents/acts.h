// The verbs of documents.
#pragma once
#include "documents/documents.h"

namespace documents {

// A paper under the next number of its series. What it says is read from the network at that moment and kept: it stays as issued.
struct Issue {
    acts::Public<Kind> kind;
    acts::Public<WrittenIn> language;
    acts::Public<std::optional<Id<members::Member>>> member;       // of a certificate
    acts::Public<std::optional<Id<assembly::Decision>>> decision;  // of an extract
    acts::Public<std::optional<base::Date>> on;                    // of a report; absent: the day of issue
};
BOOST_DESCRIBE_STRUCT(Issue, (), (kind, language, member, decision, on))

// What papers of a kind say from now on; those issued before keep theirs. Syntax: papers/template.h; places: documents/wording.h.
struct ChangeTemplate {
    acts::Public<Kind> kind;
    acts::Public<acts::Paragraphs<10'000>> text_fr, text_en;
};
BOOST_DESCRIBE_STRUCT(ChangeTemplate, (), (kind, text_fr, text_en))

base::Verdict check(const acts::Reader&, const Issue&);
void apply(acts::Effect&, const Issue&);
base::Verdict check(const acts::Reader&, const ChangeTemplate&);
void apply(acts::Effect&, const ChangeTemplate&);

}  // namespace documents
