#include "support/life.h"

namespace support {

Life::Life(const store::Location& at, const acts::Registry& registry, const std::vector<std::string>& tables)
    : location(at), writer(registry, tables, app::writer_options(at, [this] { return now += 1'000'000; })) {}

acts::Outcome Life::say(const std::string& act, const std::string& json, const std::string& basis, const std::string& key) {
    return writer.submit({{"administrator", acts::Role::administrator, "secretariat"}, act, json, key, basis});
}

acts::Outcome Life::visitor(const std::string& act, const std::string& json, const std::string& key) {
    return writer.submit({{"visitor", acts::Role::visitor, "visitor"}, act, json, key, ""});
}

std::int64_t Life::made(const std::string& act, const std::string& json, const std::string& basis) {
    const auto outcome = say(act, json, basis);
    if (!outcome) throw std::runtime_error(act + ": " + told(outcome));
    return outcome->first_thing();
}

std::string told(const std::vector<base::Wrong>& wrong) {
    std::string text;
    for (const auto& one : wrong) text += (text.empty() ? "" : ", ") + (one.path.empty() ? "" : one.path + " ") + one.code;
    return text.empty() ? "right" : text;
}

std::string told(const base::Refusal& refusal) { return refusal.wrong.empty() ? refusal.why.code : told(refusal.wrong); }

std::string told(const base::Verdict& verdict) { return verdict ? "accepted" : told(verdict.error()); }

std::string told(const acts::Outcome& outcome) {
    if (!outcome) return told(outcome.error());
    std::string text = "accepted";
    for (const auto& one : outcome->unexecuted) text += ", " + told(one) + " refused";
    return text;
}

std::string json_of(std::string_view text) { return acts::json_text(text); }

std::string application(const std::string& name, const std::string& country, const std::string& kind, const std::string& day,
                        const std::string& contact, const std::string& email) {
    return "{\"name\":" + json_of(name) + ",\"country\":" + json_of(country) + ",\"kind\":" + json_of(kind) +
           R"(,"deliberation":{"name":"d.pdf","media_type":"application/pdf","size":10,"sha256":")" + std::string(64, 'a') +
           "\"},\"deliberation_date\":" + json_of(day) + ",\"contact_name\":" + json_of(contact) + ",\"contact_email\":" + json_of(email) +
           "}";
}

std::string admission(std::int64_t application, const std::string& result, const std::string& day) {
    return R"({"body":"general_assembly","date":)" + json_of(day) + R"(,"title":"Admission","subject":"admission","subject_id":)" +
           std::to_string(application) + ",\"result\":" + json_of(result) + "}";
}

std::string member(const std::string& name, std::int64_t source, const std::string& country, const std::string& kind,
                   const std::string& of_class, const std::string& since) {
    return "{\"name\":" + json_of(name) + ",\"country\":" + json_of(country) + ",\"kind\":" + json_of(kind) +
           ",\"member_class\":" + json_of(of_class) + ",\"since\":" + json_of(since) + ",\"sources\":[" + std::to_string(source) + "]}";
}

std::vector<acts::Submission> sources(int count) {
    const acts::Actor secretariat{"administrator", acts::Role::administrator, "secretariat"};
    return std::vector<acts::Submission>(static_cast<std::size_t>(count),
                                         {secretariat, "sources.record", R"({"title":"a","kind":"document"})", "", ""});
}

std::string titular(std::int64_t member, std::int64_t person, const std::string& from) {
    return "{\"member\":" + std::to_string(member) + ",\"person\":" + std::to_string(person) + R"(,"title":"Maire","from":)" +
           json_of(from) + "}";
}

std::string rule(std::int64_t value, const std::string& from, const std::string& to, const std::string& name) {
    return "{\"rule\":" + json_of(name) + ",\"value\":" + std::to_string(value) + (from.empty() ? "" : ",\"from\":" + json_of(from)) +
           (to.empty() ? "" : ",\"to\":" + json_of(to)) + R"(,"article_fr":"Statuts, article 5","article_en":"Statutes, article 5"})";
}

Begun::Begun(const store::Location& at, std::int64_t cap, const acts::Registry& registry) : Life(at, registry) {
    made("network.describe", R"({"name_fr":"Réseau","name_en":"Network","short_name":"R","zone":"Europe/Paris"})");
    source = made("sources.record", R"({"title":"Une page","kind":"web_page"})");
    basis = "source:" + std::to_string(source);
    made("statutes.set_rule", rule(cap), basis);
}

std::int64_t Begun::admitted(const std::string& name, const std::string& country) {
    const auto id = made("members.apply_for_membership", application(name, country));
    const auto decided = say("assembly.record_decision", admission(id), basis);
    if (told(decided) != "accepted") throw std::runtime_error(name + ": " + told(decided));
    return id;
}

std::string Begun::decides(const std::string& subject, std::int64_t thing, const std::string& day) {
    return told(say("assembly.record_decision",
                    R"({"body":"general_assembly","date":")" + day + R"(","title":"Exemple","subject":")" + subject + R"(","subject_id":)" +
                        std::to_string(thing) + R"(,"result":"adopted"})",
                    basis));
}

}  // namespace support
