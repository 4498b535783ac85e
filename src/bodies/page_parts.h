// What the pages of bodies share. For their .cpp files only.
#pragma once
#include "bodies/on_day.h"
#include "bodies/pages.h"
#include "web/entries.h"
#include "web/table.h"

#include <map>

namespace bodies {

// A mandate or an attestation, as lists show it.
struct Record {
    std::optional<ShownMandate> mandate;
    std::optional<ShownAttestation> attestation;
    ShownOffice office;
    std::string body_fr, body_en;
    std::optional<Telling> telling;  // on the day of the page; nothing in lists over time
    bool disputed = false;
    std::string replaced_by;  // who came after; may be empty
    std::vector<ShownResignation> resignations;
    bool suspended = false;  // its city does not sit that day
    const PartialDate& from() const { return mandate ? mandate->from : attestation->from; }
    std::string basis() const { return mandate ? mandate->basis : "source:" + std::to_string(attestation->source.value); }
    std::optional<Id<Member>> member() const { return mandate ? mandate->member : attestation->member; }
    const std::string& country() const { return mandate ? mandate->country : attestation->country; }
    std::optional<std::int64_t> population() const { return mandate ? mandate->population : attestation->population; }
};

// Titles of sources, each asked once.
class SourceTitles {
public:
    explicit SourceTitles(web::Visit& visit) : visit_(visit) {}
    std::string operator()(std::int64_t source);

private:
    web::Visit& visit_;
    std::map<std::int64_t, std::string> titles_;
};

std::string holder_of(const web::Visit&, const Record&);  // a name, or « effacé »
std::string suspension_words(const web::Visit&, const ShownSuspension&, bool over);
// A ground as a link, a decision by its title: asks the store for it, so only where few are shown.
html::Node decision_ground(const web::Visit&, const std::string& basis, const web::SourceTitle&);
void read_people(web::Visit&, const std::vector<Record>&);
// Office, holder and city, since when, until when, on whose word.
web::List<Record> record_columns(const web::Visit*, const web::SourceTitle&);

// What is drawn of the body, and of the membership beside it.
html::Node composition_part(web::Visit&, const std::vector<Record>& sitting, const std::vector<ShownSeatCount>&);
html::Node timeline_part(const web::Visit&, const ShownBody&, const std::vector<Record>&);

// What the secretariat may do (doings.cpp); nothing for others, and on pages of another day.
html::Node body_doings(const web::Visit&, const ShownBody&);
html::Node record_doings(const web::Visit&, const Record&);
html::Node suspension_doing(const web::Visit&, const ShownSuspension&);
html::Node belonging_doing(const web::Visit&, const ShownBelonging&);
html::Node office_doings(const web::Visit&, const std::vector<ShownOffice>&);

web::Response body_page(web::Visit&);
web::Response time_page(web::Visit&);  // every mandate and attestation, drawn and listed, fifty at a time

}  // namespace bodies
