// The SQL of the feature that acts and papers need; what pages ask is in documents.h.
#pragma once
#include "base/hash.h"
#include "documents/acts.h"

namespace documents {

void insert_document(store::Db&, const IssuedDocument&, Id<Template>, const std::string& facts);
void insert_template(store::Db&, Id<Template>, const ChangeTemplate&, base::Date);
// What a paper says, and the template that held when it was issued.
struct Contents {
    std::string facts;
    KnownTemplate made_from;
};
Contents contents_of(store::Db&, Id<Document>);

// The bytes that left for it, once some have.
std::optional<base::Hash> print_of(store::Db&, Id<Document>);
void keep_print(store::Db&, Id<Document>, const base::Hash&);  // the first one stays

}  // namespace documents
