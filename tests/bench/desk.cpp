// CPU time of « à faire » with 5,000 open items, for an officer of the secretariat. Budget: 5 ms on SQLite.
#include "app/office_desk.h"
#include "support/site.h"

#include <cstdio>
#include <ctime>

namespace {

double cpu_ms() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

// Straight into the tables: applications, and titulars that nobody has confirmed.
void fill(store::Db& db, int items) {
    db.begin();
    for (int i = 1; i <= items / 2; ++i) {
        const std::int64_t thing = (1000 + i) * 1000;
        const auto name = "Ville " + std::to_string(i);
        db.run(
            "INSERT INTO application (id, name, name_key, country, kind, contact, received, number) VALUES ($1, $2, $3, 'FR', 'city', 1, "
            "'2026-03-01', $4)",
            {thing + 1, name, name, 1000 + i});
        db.run(
            "INSERT INTO member (id, name, name_key, country, kind, class, status, note_fr, note_en, basis, changed_by) VALUES ($1, $2, "
            "$3, "
            "'FR', 'city', 'active', 'recorded', '', '', '', 1)",
            {thing + 2, name, name});
        db.run("INSERT INTO titular (id, member, person, title, from_text, from_day) VALUES ($1, $2, 1, 'Maire', '2020-05-01', $3)",
               {thing + 3, thing + 2, base::Date{2020, 5, 1}.plus_days(i % 1500)});
    }
    db.commit();
}

}  // namespace

int main() {
    support::FreshNetwork place(store::Engine::sqlite);
    support::Site site(place.location());
    site.made("network.describe", R"({"name_fr":"Réseau","name_en":"Network","short_name":"R","zone":"Europe/Paris"})");
    site.writer.run_local([](store::Db& db) { fill(db, 5'000); });
    site.hooks.visitor = [](const web::Request&, store::Db&) {
        web::Visitor officer;
        officer.actor = {"person:1", acts::Role::visitor, "visitor"};
        officer.holdings = {{acts::Role::officer}};
        return officer;
    };
    web::Router router{web::admission(site.hooks)};
    desk::add_pages(router, site.hooks, app::desk_providers());
    for (const auto* target : {"/a-faire", "/a-faire?page=50", "/a-faire?kind=titular", "/a-faire.csv"}) {
        const auto ask = [&] {
            const auto plan = router.plan(web::Method::get, target);
            web::Request request;
            request.target = target, request.path = plan.path, request.query = plan.query;
            const auto response = plan.route->handler(request);
            if (response.status != 200) throw std::runtime_error(target);
        };
        ask();
        constexpr int rounds = 50;
        const auto before = cpu_ms();
        for (int i = 0; i < rounds; ++i) ask();
        std::printf("%s: %.2f ms\n", target, (cpu_ms() - before) / rounds);
    }
}
