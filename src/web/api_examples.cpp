// Examples of acts that no example made from their declaration alone could be: a rule asks for a field that is optional, or for a text
// of a certain form. Sent as they are, they are refused for nothing but what they refer to, which the reader's network has not.
#include "web/openapi.h"

#include <algorithm>
#include <utility>

namespace web {
namespace {

constexpr std::pair<std::string_view, std::string_view> written[] = {
    {"assembly.record_decision",
     R"({"body":"general_assembly","date":"2026-01-31","title":"Exemple","subject":"admission","subject_id":12001,"result":"adopted"})"},
    {"assembly.record_session",
     R"({"body":"general_assembly","number_known":"stated","number":1,"place":"Exemple","country":"BJ","mode":"in_person","date":"2024-10","translated":"none","confidence":"confirmed","sources":[2001]})"},
    {"bodies.record_attestation", R"({"office":12001,"holder":"Exemple","said":"in_office","from":"2024-10","confidence":"confirmed"})"},
    {"content.write_page", R"({"key":"exemple","section":"who_we_are","original":"fr","title_fr":"Exemple","text_fr":"Exemple."})"},
    {"documents.change_template", R"({"kind":"certificate","text_fr":"title: Exemple\n\nTexte.","text_en":"title: Example\n\nText."})"},
    {"documents.issue", R"({"kind":"certificate","language":"fr","member":12001})"},
    {"mail.send_letter", R"({"to":[12001],"subject_fr":"Exemple","text_fr":"Exemple.","sent_as":"message"})"},
    {"members.merge", R"({"absorbed":[12001],"into":13001,"on":"2024-10"})"},
    {"members.record", R"({"name":"Exemple","country":"BJ","kind":"city","member_class":"active","attested":"2024-10","sources":[2001]})"},
    {"members.succeed_country", R"({"country":"CG","successor":"CD","on":"1997-05-17","former_code":"CGCD"})"},
    {"network.describe", R"({"name_fr":"Réseau d’exemple","name_en":"Example network","short_name":"REX","zone":"Europe/Paris"})"},
    {"opendata.identify_organisation",
     R"({"identifier":"FR-RCS-123456789","type":"international_ngo","reporter":"primary","language":"fr"})"},
    {"programme.correct_words", R"({"programme":12001,"name_fr":"Exemple","name_en":"Example"})"},
    {"programme.link", R"({"node":12001,"code":13001})"},
    {"programme.tag", R"({"node":12001,"kind":"member","thing":12001})"},
    {"statements.record",
     R"({"subject":"membership","name":"Exemple","country":"BJ","kind":"city","as_of":"2024-10","quote_fr":"Exemple","quote_en":"Example","translated":"en","confidence":"confirmed","sources":[2001]})"},
    {"statutes.set_calls",
     R"({"place":{"body":"members","matter":"any","article_fr":"Exemple","article_en":"Example"},"says":{"later":[{"delay":{"length":15,"unit":"days"},"quorum":"1/4"}]}})"},
    {"statutes.set_initiators",
     R"({"place":{"body":"members","matter":"any","article_fr":"Exemple","article_en":"Example"},"says":{"alternatives":[{"fraction":"1/10"}]}})"},
    {"statutes.set_majority",
     R"({"place":{"body":"members","matter":"any","article_fr":"Exemple","article_en":"Example"},"says":{"fraction":"1/2","comparison":"more_than","base":"cast","abstentions":"no","blanks":"no","tie":"fails"}})"},
    {"statutes.set_proxies",
     R"({"place":{"body":"members","matter":"any","article_fr":"Exemple","article_en":"Example"},"says":{"max":1,"scope":"session","chain":"no","same_country":"no","substitutes":"no"}})"},
    {"statutes.set_quorum",
     R"({"place":{"body":"members","matter":"any","article_fr":"Exemple","article_en":"Example"},"says":{"fraction":"1/2","comparison":"at_least","counting":"by_members","proxies":"no","remote":"no","moment":"opening"}})"},
    {"statutes.set_rule", R"({"rule":"members.cities_per_state","value":10,"from":"2024","article_fr":"Exemple","article_en":"Example"})"},
    {"statutes.set_weights",
     R"({"place":{"body":"members","matter":"any","article_fr":"Exemple","article_en":"Example"},"says":{"measure":"population","brackets":[{"from":0,"votes":1},{"from":100000,"votes":2}]}})"},
    {"statutes.set_words",
     R"({"place":{"body":"members","matter":"any","article_fr":"Exemple","article_en":"Example","text_fr":"Exemple.","text_en":"Example."},"says":{"topic":"composition"}})"},
};

}  // namespace

std::string example_fields(const acts::Declared& act) {
    const auto found = std::ranges::find(written, act.name, &std::pair<std::string_view, std::string_view>::first);
    return found == std::end(written) ? acts::example(*act.type) : std::string(found->second);
}

}  // namespace web
