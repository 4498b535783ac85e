// The page of long work: who may see it, stop it and have it go on.
#include "jobs/pages.h"

#include "support/acting_site.h"

#include <doctest/doctest.h>

namespace {

// Goes to three and stays there until it is let go on.
struct Working {
    Working() {
        site.settle();
        jobs::add_pages(site.router, site.hooks, runner);
        job = runner.start("search_index", "program");
        while (jobs::find_job(*site.readers.lend(), job)->progress.done < 3) std::this_thread::yield();
    }
    std::string page(const std::string& target = "/administration/travaux") { return support::text_of(site.get(target)); }
    jobs::State state() { return jobs::find_job(*site.readers.lend(), job)->state; }
    support::ActingSite site;
    std::atomic<bool> go_on = false;
    jobs::Runner runner{site.writer,
                        {{"search_index",
                          [this](store::Db&, const jobs::Progress& before) {
                              if (before.done == 3 && !go_on) return before;
                              return jobs::Progress{before.done + 1, 5, "x", before.done + 1 == 5};
                          }}},
                        acts::system_clock_us};
    base::Id<jobs::Job> job;
};

}  // namespace

TEST_CASE("an administrator sees how far a job is, stops it and has it go on") {
    Working working;
    auto& site = working.site;
    site.sign_in();
    CHECK(working.page().contains("Construire l’index de la recherche"));
    CHECK(working.page().contains("3 sur 5"));
    CHECK(working.page().contains("http-equiv=\"refresh\""));  // while something runs
    CHECK(working.page("/en/administration/jobs").contains("3 of 5"));
    const auto id = std::to_string(working.job.value);
    CHECK(site.post("/administration/travaux", {{"job", id}, {"do", "cancel"}}).status == 303);
    working.runner.finish();
    CHECK(working.state() == jobs::State::cancelled);
    CHECK(working.page().contains("Annulé"));
    CHECK_FALSE(working.page().contains("http-equiv=\"refresh\""));
    working.go_on = true;
    CHECK(site.post("/en/administration/jobs", {{"job", id}, {"do", "resume"}}).headers.find("Location").value_or("") ==
          "/en/administration/jobs");
    working.runner.finish();
    CHECK(working.state() == jobs::State::done);
    CHECK(working.page().contains("Terminé"));
    CHECK(site.post("/administration/travaux", {{"job", id}, {"do", "cancel"}}).status == 303);  // it has ended: nothing happens
    CHECK(site.post("/administration/travaux", {{"job", "x"}, {"do", "cancel"}}).status == 303);
    CHECK(site.post("/administration/travaux", {{"job", id}, {"do", "explode"}}).status == 400);
}

TEST_CASE("nobody else sees jobs or stops them, nor a form of another site") {
    Working working;
    auto& site = working.site;
    const auto id = std::to_string(working.job.value);
    const web::Parameters cancel{{"job", id}, {"do", "cancel"}};
    CHECK(site.get("/administration/travaux").headers.find("Location").value_or("") == "/connexion?next=%2Fadministration%2Ftravaux");
    CHECK(site.post("/administration/travaux", cancel).headers.find("Location").value_or("") == "/connexion");
    CHECK(site.get("/en/administration/jobs").headers.find("Location").value_or("") == "/en/sign-in?next=%2Fen%2Fadministration%2Fjobs");
    site.sign_in();
    CHECK(site.post("/administration/travaux", {{"job", id}, {"do", "cancel"}, {"token", "wrong"}}).status == 403);
    CHECK(site.ask(web::Method::post, "/administration/travaux",
                   {{"Origin", "https://elsewhere.example.org"}, {"Content-Type", "application/x-www-form-urlencoded"}},
                   support::form_body({{"job", id}, {"do", "cancel"}, {"token", site.token()}}))
              .status == 403);
    site.hooks.visitor = [](const web::Request&, store::Db&) {
        web::Visitor officer;
        officer.actor = {"person:1", acts::Role::visitor, "visitor"};
        officer.holdings = {{acts::Role::officer}, {acts::Role::administrator, {"member", 1}}};
        return officer;
    };
    CHECK(site.get("/administration/travaux").status == 403);
    CHECK(site.post("/administration/travaux", cancel).status == 403);
    CHECK(working.state() == jobs::State::running);
}
