// Every route × everybody × own, foreign and absent things. What a router may know is written here anew: a route, an act or a role that
// is not in these tables fails the test.
#include "house.h"

#include "credentials/codes.h"
#include "drafts/store.h"
#include "support/life.h"

#include <doctest/doctest.h>
#include <algorithm>
#include <set>
#include <sstream>

namespace {

using acts::Role;
using rights::House, rights::Somebody, rights::told;
using web::Audience, web::Method, web::Response;

// ---- routes ----

// The names of all routes.
const std::pair<Audience, const char*> open_to[] = {
    {Audience::person,
     "account account.change account.codes account.password account.second account.token drafts drafts.prepared "
     "news.choice news.choose news.read sign_in.confirm"},
    {Audience::signed_in, "desk desk.csv desk.json"},
    {Audience::secretariat,
     "content.versions content.write documents.issue documents.templates facts.add import import.file import.template "
     "import.workbook mail.letter mail.letters mail.notices mail.proof mail.writing members.upkeep members.upkeep.csv "
     "members.upkeep.json members.upkeep.xlsx members.workbook members.workbook.csv members.workbook.give members.workbook.xlsx "
     "newsletter.write"},
    {Audience::administrator,
     "accounts accounts.factors accounts.invite accounts.person accounts.sessions backups jobs jobs.change timers"},
    {Audience::everyone,
     "access accessibility acts.form acts.form_with_file acts.list administration.open api.act api.acts api.applications "
     "api.attestations api.batch api.bodies api.content_page api.countries api.decision api.decisions api.documents api.entry "
     "api.files api.frame_codes api.frames api.mandates api.member api.members api.network api.openapi api.page api.pages "
     "api.preview api.programme api.programmes api.regions api.register api.rules api.schema api.session api.sessions api.source "
     "api.sources api.statements applications.address applications.csv applications.follow applications.json applications.list "
     "applications.piece applications.show applications.withdraw applications.xlsx association bodies.csv bodies.json bodies.list "
     "bodies.show bodies.time bodies.xlsx card contact content.csv content.feed content.json content.list content.news content.show "
     "content.xlsx decisions.csv decisions.feed decisions.json decisions.list decisions.show decisions.xlsx documents.check "
     "documents.csv documents.file documents.json documents.list documents.show documents.xlsx drafts.confirm facts.csv facts.json "
     "facts.list facts.show facts.xlsx figures figures.csv figures.json figures.xlsx files.show health history home join "
     "journal.act journal.csv journal.feed journal.json journal.lines journal.list journal.xlsx legal live "
     "log.checkpoint log.key log.receipt log.tile members.csv members.json members.list members.region members.show members.xlsx "
     "news.stop news.stop.ask newsletter newsletter.confirm newsletter.confirm.ask newsletter.issue newsletter.leave "
     "newsletter.leave.ask newsletter.sign_up open_data open_data.iati open_data.snapshot partners partners.csv partners.json "
     "partners.xlsx "
     "passkey.create passkey.get passkey.options privacy programme.code programme.code.csv programme.code.json programme.code.xlsx "
     "programme.csv programme.frame programme.frame.csv programme.frame.json programme.frame.xlsx programme.frames "
     "programme.frames.csv programme.frames.json programme.frames.xlsx programme.json programme.list programme.node "
     "programme.node.csv programme.node.json programme.node.xlsx programme.show programme.show.csv programme.show.json "
     "programme.show.xlsx programme.xlsx projects projects.csv projects.json projects.xlsx publication publication.addresses "
     "publication.addresses.csv publication.addresses.json publication.addresses.xlsx publication.csv publication.json "
     "publication.xlsx research robots search sessions.calendar "
     "sessions.csv sessions.json sessions.list sessions.show sessions.xlsx sign_in sign_in.code sign_in.forgotten sign_out sitemap "
     "sitemap.applications sitemap.decisions sitemap.facts sitemap.members sitemap.pages sitemap.register sitemap.sessions sitemap.sources "
     "sources.csv sources.json sources.list sources.show sources.xlsx statutes statutes.csv "
     "statutes.json statutes.rule statutes.xlsx "
     "uploads.add uploads.create uploads.offer uploads.remove uploads.state"},
};

std::map<std::string, Audience> routes() {
    std::map<std::string, Audience> all;
    for (const auto& [audience, names] : open_to) {
        std::istringstream words(names);
        for (std::string name; words >> name;) all[name] = audience;
    }
    return all;
}

bool may_come(const Somebody& who, Audience audience) {
    const bool program = who.name.ends_with("program");
    switch (audience) {
    case Audience::undeclared: return false;
    case Audience::everyone: return true;
    case Audience::signed_in: return who.signed_in;
    case Audience::person: return who.person && !program;
    case Audience::secretariat: return who.secretariat;
    case Audience::administrator: return who.administrator;
    }
    return false;
}

// The pattern with each capture as `value`.
std::string filled(std::string pattern, const std::string& value) {
    for (std::size_t open; (open = pattern.find('{')) != pattern.npos;) pattern.replace(open, pattern.find('}') - open + 1, value);
    return pattern;
}

// ---- acts ----

const std::map<std::string, std::set<Role>> done_by{
    {"accounts.end_role", {Role::administrator}},
    {"accounts.grant_role", {Role::administrator}},
    {"admissions.add_piece", {Role::visitor}},  // with a pass
    {"admissions.ask_opinion", {Role::officer, Role::administrator}},
    {"admissions.ask_piece", {Role::officer, Role::administrator}},
    {"admissions.close", {Role::officer, Role::administrator}},
    {"admissions.confirm_address", {Role::visitor}},
    {"admissions.examine", {Role::officer, Role::administrator}},
    {"admissions.find_complete", {Role::officer, Role::administrator}},
    {"admissions.make_ready", {Role::officer, Role::administrator}},
    {"admissions.settle_opinion", {Role::officer, Role::administrator}},
    {"admissions.withdraw", {Role::visitor}},
    {"assembly.correct_session", {Role::officer, Role::administrator}},
    {"assembly.execute_decision", {Role::officer, Role::administrator}},
    {"assembly.record_decision", {Role::officer, Role::administrator}},
    {"assembly.record_session", {Role::officer, Role::administrator}},
    {"bodies.add_member", {Role::officer, Role::administrator}},
    {"bodies.correct", {Role::officer, Role::administrator}},
    {"bodies.correct_office", {Role::officer, Role::administrator}},
    {"bodies.create", {Role::officer, Role::administrator}},
    {"bodies.define_office", {Role::officer, Role::administrator}},
    {"bodies.end", {Role::officer, Role::administrator}},
    {"bodies.end_mandate", {Role::officer, Role::administrator}},
    {"bodies.keep_mandate", {Role::officer, Role::administrator}},
    {"bodies.lift_suspension", {Role::officer, Role::administrator}},
    {"bodies.offer_resignation", {Role::officer, Role::administrator}},
    {"bodies.open_mandate", {Role::officer, Role::administrator}},
    {"bodies.record_attestation", {Role::officer, Role::administrator}},
    {"bodies.remove_member", {Role::officer, Role::administrator}},
    {"bodies.set_size", {Role::officer, Role::administrator}},
    {"bodies.suspend_seat", {Role::officer, Role::administrator}},
    {"bodies.withdraw_attestation", {Role::officer, Role::administrator}},
    {"bodies.withdraw_resignation", {Role::officer, Role::administrator}},
    {"content.publish", {Role::officer, Role::administrator}},
    {"content.withdraw", {Role::officer, Role::administrator}},
    {"content.write_page", {Role::officer, Role::administrator}},
    {"documents.change_template", {Role::officer, Role::administrator}},
    {"documents.issue", {Role::officer, Role::administrator}},
    {"mail.choose_language", {Role::officer, Role::administrator}},
    {"mail.send_again", {Role::officer, Role::administrator}},
    {"mail.send_letter", {Role::officer, Role::administrator}},
    {"members.add_contact", {Role::officer, Role::administrator, Role::staff, Role::titular}},
    {"members.apply_for_membership", {Role::visitor}},  // and so everybody
    {"members.change_country", {Role::officer, Role::administrator}},
    {"members.change_kind", {Role::officer, Role::administrator}},
    {"members.confirm_titular", {Role::officer, Role::administrator, Role::staff, Role::titular}},
    {"members.correct", {Role::officer, Role::administrator}},
    {"members.end_substitute", {Role::officer, Role::administrator, Role::titular}},
    {"members.end_titular", {Role::officer, Role::administrator}},
    {"members.join_association", {Role::officer, Role::administrator}},
    {"members.keep_apart", {Role::officer, Role::administrator}},
    {"members.leave_association", {Role::officer, Role::administrator}},
    {"members.merge", {Role::officer, Role::administrator}},
    {"members.merge_duplicate", {Role::officer, Role::administrator}},
    {"members.name_substitute", {Role::officer, Role::administrator, Role::titular}},
    {"members.name_titular", {Role::officer, Role::administrator}},
    {"members.record", {Role::officer, Role::administrator}},
    {"members.record_former_titular", {Role::officer, Role::administrator}},
    {"members.record_status", {Role::officer, Role::administrator}},
    {"members.rename", {Role::officer, Role::administrator}},
    {"members.resign", {Role::officer, Role::administrator, Role::titular}},
    {"members.restore_status", {Role::officer, Role::administrator}},
    {"members.split", {Role::officer, Role::administrator}},
    {"members.state_coverage", {Role::officer, Role::administrator}},
    {"members.state_dated_fact", {Role::officer, Role::administrator}},
    {"members.state_facts", {Role::officer, Role::administrator, Role::titular}},
    {"members.strike_status", {Role::officer, Role::administrator}},
    {"members.succeed_country", {Role::officer, Role::administrator}},
    {"members.withdraw_contact", {Role::officer, Role::administrator, Role::staff, Role::titular}},
    {"network.describe", {Role::administrator}},
    {"newsletter.end_subscription", {Role::officer, Role::administrator}},
    {"newsletter.send_issue", {Role::officer, Role::administrator}},
    {"opendata.identify_organisation", {Role::administrator}},
    {"opendata.name_figures", {Role::officer, Role::administrator}},
    {"people.correct_person", {Role::officer, Role::administrator}},
    {"people.erase_person", {Role::administrator}},
    {"people.register_person", {Role::officer, Role::administrator}},
    {"programme.add_codes", {Role::officer, Role::administrator}},
    {"programme.add_indicator", {Role::officer, Role::administrator}},
    {"programme.add_node", {Role::officer, Role::administrator}},
    {"programme.adopt", {Role::officer, Role::administrator}},
    {"programme.change_end", {Role::officer, Role::administrator}},
    {"programme.correct_words", {Role::officer, Role::administrator}},
    {"programme.link", {Role::officer, Role::administrator}},
    {"programme.propose", {Role::officer, Role::administrator}},
    {"programme.record", {Role::officer, Role::administrator}},
    {"programme.record_frame", {Role::officer, Role::administrator}},
    {"programme.remove_node", {Role::officer, Role::administrator}},
    {"programme.state_indicator", {Role::officer, Role::administrator}},
    {"programme.state_length", {Role::officer, Role::administrator}},
    {"programme.tag", {Role::officer, Role::administrator}},
    {"programme.unlink", {Role::officer, Role::administrator}},
    {"programme.untag", {Role::officer, Role::administrator}},
    {"sources.mark_gone", {Role::officer, Role::administrator}},
    {"sources.record", {Role::officer, Role::administrator}},
    {"statements.correct", {Role::officer, Role::administrator}},
    {"statements.record", {Role::officer, Role::administrator}},
    {"statements.withdraw", {Role::officer, Role::administrator}},
    {"statutes.set_ballot", {Role::administrator}},
    {"statutes.set_calls", {Role::administrator}},
    {"statutes.set_candidacy", {Role::administrator}},
    {"statutes.set_delegation", {Role::administrator}},
    {"statutes.set_electorate", {Role::administrator}},
    {"statutes.set_initiators", {Role::administrator}},
    {"statutes.set_majority", {Role::administrator}},
    {"statutes.set_notice", {Role::administrator}},
    {"statutes.set_procedure", {Role::administrator}},
    {"statutes.set_proxies", {Role::administrator}},
    {"statutes.set_quorum", {Role::administrator}},
    {"statutes.set_rule", {Role::administrator}},
    {"statutes.set_sessions", {Role::administrator}},
    {"statutes.set_term", {Role::administrator}},
    {"statutes.set_weights", {Role::administrator}},
    {"statutes.set_words", {Role::administrator}},
};

const std::set<std::string> prepared_by_staff{"members.end_substitute", "members.name_substitute", "members.resign", "members.state_facts"};

bool may_do(const Somebody& who, const std::string& act) {
    const auto& roles = done_by.at(act);
    if (who.name.ends_with("program") && !act.starts_with("members.")) return false;
    if (roles.contains(Role::visitor)) return true;
    if (who.name.ends_with("one factor")) return false;
    if (who.name == "who has the machine") return roles.contains(Role::administrator);
    if (who.name.ends_with("program")) return roles.contains(Role::officer);
    return std::ranges::any_of(who.roles, [&](const acts::Holding& holding) { return roles.contains(holding.role); });
}

// What a page that somebody may come to still refuses them.
bool refused_within(const Somebody& who, const web::Route& route) {
    const bool posts = route.method == Method::post;
    if (posts && who.name.ends_with("program"))
        return route.name != "mail.letter" && route.name != "content.versions";  // they are not there; else forms are for people
    if (route.name == "account.token") return who.name.ends_with("one factor");
    if (route.name == "facts.add") return !may_do(who, "statements.record");
    if (route.name == "content.write") return !may_do(who, "content.write_page");
    if (route.name == "newsletter.write") return !may_do(who, "newsletter.send_issue");
    if (route.name == "documents.issue") return !may_do(who, "documents.issue");
    if (route.name == "members.workbook" || route.name == "members.workbook.give") return !may_do(who, "members.correct");
    if (route.name == "mail.writing") return !may_do(who, "mail.send_letter");
    if (route.name == "mail.notices" && posts) return !may_do(who, "mail.send_again");
    return false;
}

// ---- things ----

bool no_other(const Somebody&) { return false; }

// What may be asked of a thing that somebody has, for themselves: each is made for its owner.
struct Kind {
    const char* name;
    std::string absent;
    std::function<std::string(House&, const Somebody& owner)> make;  // its id
    std::function<Response(House&, const Somebody&, const std::string& id)> ask;
    int owner_gets;                                             // status
    std::function<bool(const Somebody&)> opened_to = no_other;  // beside the owner
    // Whether it is as it was, where the answer does not say so.
    std::function<bool(House&, const Somebody& owner, const std::string& id)> stands = {};
};

std::string application_with_file(House& house, const Somebody& owner) {
    static int made = 0;
    const auto hash = house.network.files.keep("%PDF-1.7\n" + std::to_string(++made) + "\nstartxref\n0\n%%EOF\n");
    auto json = support::application(hash.hex().substr(0, 20));
    json.replace(json.find(std::string(64, 'a')), 64, hash.hex());
    house.must("members.apply_for_membership", json, "", &owner);
    return hash.hex();
}

std::string upload(House& house, const Somebody& owner) {
    const auto response = house.ask(owner, Method::post, "/api/uploads", {{"Tus-Resumable", "1.0.0"}, {"Upload-Length", "10"}});
    REQUIRE(response.status == 201);
    const auto at = std::string(response.headers.find("Location").value_or(""));
    return at.substr(at.rfind('/') + 1);
}

std::string draft(House& house, const Somebody& owner) {
    const auto kept = house.post(owner, "/actes/members.apply_for_membership", {{"do", "draft"}, {"name", "Ville"}});
    const auto at = std::string(kept.headers.find("Location").value_or(""));
    const auto number = at.find("draft=");
    REQUIRE(number != at.npos);
    return at.substr(number + 6, at.find('&', number) - number - 6);
}

std::string session(House& house, const Somebody& owner) {
    auto elsewhere = owner;
    house.open_session(elsewhere, 2);
    return std::to_string(sign_in::sessions_of(*house.network.readers->lend(), *owner.id).front().number);
}

bool has_session(House& house, const Somebody& owner, const std::string& id) {
    const auto open = sign_in::sessions_of(*house.network.readers->lend(), *owner.id);
    return std::ranges::any_of(open, [&](const auto& one) { return std::to_string(one.number) == id; });
}

std::string token(House& house, const Somebody& owner) {
    const auto now = house.network.doors_in.now();
    house.network.doors_in.change([&](store::Db& db) {
        sign_in::put_token(db, credentials::new_token().digest, {0, *owner.id, "essai", {"members.*"}, now, now + 86'400'000'000, {}});
    });
    return std::to_string(sign_in::tokens_of(*house.network.readers->lend(), *owner.id).front().number);
}

bool has_token(House& house, const Somebody& owner, const std::string& id) {
    const auto all = sign_in::tokens_of(*house.network.readers->lend(), *owner.id);
    return std::ranges::any_of(all, [&](const auto& one) { return std::to_string(one.number) == id; });
}

std::string prepared(House& house, const Somebody& owner) {
    drafts::Prepared made{.act = "members.confirm_titular",
                          .fields = "{}",
                          .client_key = owner.name,
                          .member = house.member,
                          .preparer = *owner.id,
                          .titular = *house.who("titular").id,
                          .state = drafts::State::declined,
                          .made_us = house.network.doors_in.now()};
    house.network.doors_in.change([&](store::Db& db) { put_prepared(db, made, {}); });
    return std::to_string(made.id);
}

const std::vector<Kind> kinds{
    {"a restricted attachment", std::string(64, 'a'), application_with_file,
     [](House& house, const Somebody& who, const std::string& id) { return house.get(who, "/fichiers/" + id); }, 200,
     [](const Somebody& who) { return who.secretariat || who.name == "auditor"; }},
    {"an upload", std::string(43, 'a'), upload,
     [](House& house, const Somebody& who, const std::string& id) {
         return house.ask(who, Method::head, "/api/uploads/" + id, {{"Tus-Resumable", "1.0.0"}});
     },
     200},
    {"an upload, given up", std::string(43, 'a'), upload,
     [](House& house, const Somebody& who, const std::string& id) {
         return house.ask(who, Method::delete_, "/api/uploads/" + id, {{"Tus-Resumable", "1.0.0"}});
     },
     204},
    {"a draft", "999999", draft,
     [](House& house, const Somebody& who, const std::string& id) {
         return house.get(who, "/actes/members.apply_for_membership?draft=" + id);
     },
     200},
    {"a draft, thrown away", "999999", draft,
     [](House& house, const Somebody& who, const std::string& id) {
         return house.post(who, "/brouillons", {{"draft", id}});
     },
     303},
    {"a session", "999999", session,
     [](House& house, const Somebody& who, const std::string& id) {
         return house.post(who, "/compte/session-fermee", {{"number", id}});
     },
     303, no_other, has_session},
    {"a token", "999999", token,
     [](House& house, const Somebody& who, const std::string& id) {
         return house.post(who, "/compte/jeton-retire", {{"number", id}});
     },
     303, no_other, has_token},
    {"a prepared act", "999999", prepared,
     [](House& house, const Somebody& who, const std::string& id) {
         return house.post(who, "/brouillons/a-confirmer", {{"prepared", id}, {"do", "remove"}});
     },
     303},
    {"the history of a person", "999001", [](House&, const Somebody& owner) { return std::to_string(owner.id->value); },
     [](House& house, const Somebody& who, const std::string& id) { return house.get(who, "/registre?thing=person:" + id); }, 200,
     [](const Somebody& who) { return who.secretariat; }},
};

}  // namespace

TEST_CASE("Every route is open to those whom these tables name, and to nobody else") {
    support::for_each_engine([](const store::Location& location) {
        House house(location);
        const auto expected = routes();
        std::set<std::string> met;
        for (const auto* route : house.network.router.all()) {
            CAPTURE(route->pattern);
            REQUIRE(expected.contains(route->name));
            CHECK(expected.at(route->name) == route->open_to);
            met.insert(route->name);
            // One thing that is there (for members, people and letters alike), one that is not.
            const auto there = std::to_string(house.member), absent = std::string("999999");
            for (const auto& who : house.everybody) {
                CAPTURE(who.name);
                const auto ask = [&](const std::string& value) {
                    const auto target = filled(route->pattern, value);
                    return route->method == Method::post ? house.post(who, target) : house.ask(who, route->method, target);
                };
                if (route->name == "sign_out" || route->name == "account.change" || route->name == "account.codes") continue;  // below
                const auto answer = ask(absent);
                CAPTURE(answer.status);
                CHECK(answer.status < 500);
                if (may_come(who, route->open_to)) {
                    if (route->open_to != Audience::everyone) CHECK((answer.status == 403) == refused_within(who, *route));
                    continue;
                }
                if (who.signed_in) CHECK(answer.status == 403);
                else CHECK(answer.status == 303);
                CHECK(answer.keeping == web::Keeping::never);
                CHECK(told(answer, absent, there) == told(ask(there)));  // whether it is there is not said
            }
        }
        for (const auto& [name, audience] : expected) CHECK_MESSAGE(met.contains(name), name);  // each is there
    });
}

TEST_CASE("What is no route does not exist, whoever asks") {
    support::FreshNetwork place(store::Engine::sqlite);
    House house(place.location());
    for (const auto& who : house.everybody)
        for (const char* target :
             {"/administration", "/administration/comptes/1/x", "/en/administration/travaux", "/api/people", "/api/local", "/courrier/1/2",
              "/.git/config", "/network.db", "/a/../network.db", "/compte/x", "/registre/1/2", "/fichiers"})
            for (const auto method : web::all_methods) {
                CAPTURE(who.name);
                CAPTURE(target);
                const auto status = house.ask(who, method, target).status;
                CHECK((status == 404 || status == 400));
            }
}

TEST_CASE("Every act is open to those whom these tables name, by its form and by the API") {
    support::FreshNetwork place(store::Engine::sqlite);
    House house(place.location());
    for (const auto& act : app::registry().all()) {
        CAPTURE(act.name);
        if (act.step_up) continue;  // an old version: the newest of that name is asked
        if (!act.by_hand()) {
            for (const auto& who : house.everybody) {
                CHECK(house.get(who, "/actes/" + act.name).status == 404);
                CHECK(house.post_json(who, "/api/acts/" + act.name, "{}").status == 404);
            }
            continue;
        }
        REQUIRE(done_by.contains(act.name));
        for (const auto& who : house.everybody) {
            CAPTURE(who.name);
            const bool may = may_do(who, act.name);
            // Staff prepares what the titular of their member confirms.
            const bool prepares = who.name == "staff" && prepared_by_staff.contains(act.name);
            const auto form = house.get(who, "/actes/" + act.name);
            CHECK(form.status == (may || prepares ? 200 : who.signed_in ? 403 : 303));
            const auto listed = std::string(house.get(who, "/actes").bytes()).find("/actes/" + act.name + "\"") != std::string::npos;
            CHECK(listed == (may || prepares));
            const auto sent = house.post(who, "/actes/" + act.name, {{"client_key", "k"}});
            CHECK(sent.status == (who.name.ends_with("program") ? 403 : may ? 422 : who.signed_in ? 403 : 303));
            const auto called = house.post_json(who, "/api/preview/" + act.name,
                                                R"({"fields":)" + acts::example(*act.type) +
                                                    (act.basis == acts::Basis::none ? "}" : R"(,"basis":")" + house.basis + "\"}"));
            CAPTURE(called.bytes());
            // Its example is about nobody’s member: who acts for one gets no further, here.
            const bool for_one = who.name == "staff" || who.name == "titular";
            CHECK((called.status == 403) == (!may || (for_one && !done_by.at(act.name).contains(Role::visitor))));
        }
    }
}

TEST_CASE("Who acts for a member acts for no other, and is told of others' things as of things that are not") {
    support::for_each_engine([](const store::Location& location) {
        House house(location);
        const auto confirm = [&](const char* who, std::int64_t titular) {
            return house.post_json(
                house.who(who), "/api/preview/members.confirm_titular",
                R"({"fields":{"titular":)" + std::to_string(titular) + R"(,"on":"2026-01-15"},"basis":")" + house.basis + "\"}");
        };
        for (const char* who : {"staff", "titular"}) {
            CAPTURE(who);
            CHECK(confirm(who, house.titular).status == 200);
            const auto foreign = confirm(who, house.foreign_titular);
            CHECK(foreign.status == 403);
            CHECK(told(foreign) == told(confirm(who, 999'001), "999001", std::to_string(house.foreign_titular)));
            CHECK(house.get(house.who(who), "/actes/members.confirm_titular?titular=" + std::to_string(house.titular)).status == 200);
        }
        const auto state = [&](std::int64_t member) {
            return house.post_json(house.who("titular"), "/api/preview/members.state_facts",
                                   R"({"fields":{"member":)" + std::to_string(member) + R"(,"seen":)" + std::to_string(member / 1000) +
                                       R"(,"population":1000,"population_source":)" + house.basis.substr(7) + R"(},"basis":")" +
                                       house.basis + "\"}");
        };
        const auto own = state(house.member);
        CAPTURE(own.bytes());
        CHECK(own.status != 403);
        CHECK(told(state(house.foreign_member)) == told(state(999'001), "999001", std::to_string(house.foreign_member)));
        CHECK(state(house.foreign_member).status == 403);
        // The secretariat is told which is not there.
        CHECK(house
                  .post_json(house.who("officer"), "/api/preview/members.confirm_titular",
                             R"({"fields":{"titular":999001,"on":"2026-01-15"},"basis":")" + house.basis + "\"}")
                  .status != 403);
    });
}

TEST_CASE("What somebody has for themselves is, for everybody else, not there") {
    support::for_each_engine([&](const store::Location& location) {
        House house(location);
        for (const auto& who : house.everybody) {
            CAPTURE(who.name);
            const auto owner = house.somebody("owner");
            for (const auto& kind : kinds) {
                CAPTURE(kind.name);
                const auto id = kind.make(house, owner);
                const auto foreign = kind.ask(house, who, id);
                if (kind.opened_to(who)) CHECK(foreign.status == kind.owner_gets);
                else CHECK(told(foreign) == told(kind.ask(house, who, kind.absent), kind.absent, id));
                if (kind.stands) CHECK(kind.stands(house, owner, id));  // nothing was done to it
                CHECK(kind.ask(house, owner, id).status == kind.owner_gets);
                if (kind.stands) CHECK(!kind.stands(house, owner, id));
            }
        }
    });
}
