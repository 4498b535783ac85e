// Where the public pages are, so that the pages of one feature can link to those of another.
#pragma once
#include "base/text.h"
#include "web/site.h"

namespace web::places {

inline const Address home{"/", "/en"};
inline const Address members{"/membres", "/en/members"};
inline const Address upkeep{"/membres/tenue", "/en/members/upkeep"};  // of the register, by the secretariat
inline const Address register_workbook{"/membres/tenue/classeur", "/en/members/upkeep/workbook"};
inline const Address research{"/recherche", "/en/research"};
inline const Address figures{"/chiffres", "/en/figures"};
inline const Address facts{"/faits", "/en/facts"};
inline const Address adding_fact{"/faits/ajouter", "/en/facts/add"};
inline const Address sources{"/sources", "/en/sources"};
inline const Address rules{"/statuts", "/en/statutes"};
inline const Address association{"/association", "/en/association"};
inline const Address history{"/histoire", "/en/history"};
inline const Address bodies{"/instances", "/en/bodies"};
inline const Address sessions{"/seances", "/en/sessions"};
inline const Address decisions{"/decisions", "/en/decisions"};
inline const Address programme{"/programmation", "/en/programme"};
inline const Address partners{"/partenaires", "/en/partners"};
inline const Address projects{"/projets", "/en/projects"};
inline const Address applications{"/candidatures", "/en/applications"};
inline const Address contents{"/pages", "/en/pages"};  // what the secretariat writes
inline const Address contact{"/contact", "/en/contact"};
inline const Address privacy{"/confidentialite", "/en/privacy"};
inline const Address news{"/actualites", "/en/news"};
inline const Address newsletter{"/lettre-d-information", "/en/newsletter"};
inline const Address publication{"/publication", "/en/publication"};
inline const Address journal{"/registre", "/en/register"};
inline const Address open_data{"/donnees", "/en/open-data"};
inline const Address accessibility{"/accessibilite", "/en/accessibility"};
inline const Address search{"/trouver", "/en/search"};  // /recherche is the research list
inline const Address legal{"/mentions-legales", "/en/legal-notice"};
inline const Address files{"/fichiers", "/en/files"};
inline const Address documents{"/documents", "/en/documents"};
inline const Address issuing{"/documents/emettre", "/en/documents/issue"};  // of a document

inline Address file(const base::Hash& sha256) { return files / sha256.hex(); }
inline Address numbered(const Address& list, std::int64_t number) { return list / std::to_string(number); }
template <class T>
Address source(base::Id<T> id) {
    return numbered(sources, id.value);
}
template <class T>
Address fact(base::Id<T> id) {
    return numbered(facts, id.value);
}
template <class T>
Address decision(base::Id<T> id) {
    return numbered(decisions, id.value);
}
inline Address act(base::Id<acts::Act> number) { return numbered(journal, number.value); }
inline Address region(std::string_view code) { return members / "region" / code; }
// "12001-paris"; a name that leaves no slug (in Arabic, say) gives the number alone.
template <class T>
std::string of_member(base::Id<T> id, std::string_view name) {
    auto segment = std::to_string(id.value);
    if (const auto slug = base::slug(name); !slug.empty()) segment.append(1, '-').append(slug);
    return segment;
}
template <class T>
Address member(base::Id<T> id, std::string_view name) {
    return members / of_member(id, name);
}
template <class T>
std::string to_member(const Visit& visit, base::Id<T> id, std::string_view name) {
    return visit.to_one(members, of_member(id, name));
}

}  // namespace web::places
