// What the pages of this folder share: how a statement is shown.
#pragma once
#include "sources/pages.h"
#include "web/table.h"

namespace sources {

const std::vector<Subject>& every_subject();
// Quotes as asked, one subject after the other: only those of the visit's date and before.
std::vector<Quote> quotes_asked(web::Visit&, std::span<const Subject>);
inline std::vector<Quote> quotes_asked(web::Visit& visit, Subject subject) { return quotes_asked(visit, {&subject, 1}); }
// A period, both ends of which are known: « du 1er janvier 2010 au 31 décembre 2013 », « de 2022 à 2025 ».
std::string period_words(const base::Words&, const base::PartialDate&);
html::Attribute in_french(const web::Visit&);  // of what is written once: titles of sources; nothing on a French page
html::Node source_list(const web::Visit&, const std::vector<ShownSource>&);
html::Node quoted(const web::Visit&, const Quote&);  // the words, by whom, whether translated
// The value of a statement whose title does not say it.
std::string figure_beside_title(const web::Visit&, const ShownStatement&);
using Disputed = std::vector<Id<Statement>>;  // sorted
Disputed disputed(web::Visit&);
html::Node dispute_mark(const web::Visit&, const ShownStatement&, const Disputed&);
std::string country_words(const web::Visit&, const ShownStatement&);  // "Bénin, Sénégal"
std::string source_numbers(const std::vector<ShownSource>&);
web::List<Quote> file_columns();  // of every file of statements
web::Response statements_file(web::Visit&, std::string_view name, web::Format, std::vector<Quote>);

web::Response research_page(web::Visit&);
web::Response figures_page(web::Visit&);
web::Response partners_page(web::Visit&);
web::Response projects_page(web::Visit&);
web::Response facts_page(web::Visit&);
web::Response facts_file(web::Visit&, web::Format);
web::Response fact_page(web::Visit&);
web::Response sources_page(web::Visit&);
web::Response sources_file(web::Visit&, web::Format);
web::Response source_page(web::Visit&, const std::vector<Panel>&);

}  // namespace sources
