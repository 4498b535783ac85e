#include "support/site.h"

#include "acts/log.h"
#include "app/load.h"
#include "app/submissions.h"
#include "web/form.h"

namespace support {
namespace {

acts::WriterOptions options_of(const store::Location& location, const std::shared_ptr<std::int64_t>& now_us) {
    return app::writer_options(location, [now_us] { return *now_us += 1'000'000; });
}

// Hands acts to a writer that is already there.
class WriterDesk final : public app::Desk {
public:
    explicit WriterDesk(acts::Writer& writer) : writer_(writer) {}
    acts::Outcome submit(const acts::Submission& said) override { return writer_.submit(said); }
    acts::Writer::BatchOutcome submit_all(std::span<const acts::Submission> said) override { return writer_.submit_all(said); }
    std::vector<acts::Outcome> preview(std::span<const acts::Submission> said) override { return writer_.preview(said); }
    std::expected<std::string, sign_in::ChoreFault> chore(sign_in::Chore, base::Id<base::Person>) override {
        return std::unexpected(sign_in::ChoreFault::nobody);
    }
    void backup_made(const safekeeping::Outcome&) override {}
    std::string checkpoint(const std::string&) override { return {}; }

private:
    acts::Writer& writer_;
};

}  // namespace

Site::Site(const store::Location& location, std::int64_t now_us)
    : now_us_(std::make_shared<std::int64_t>(now_us)),
      location_(location),
      readers(location),
      writer(app::registry(), app::tables(), options_of(location, now_us_)) {
    hooks.read = [this] {
        auto lent = std::make_shared<app::Readers::Lent>(readers.lend());
        return web::Reading(lent, &**lent);
    };
    hooks.open_at = [this](std::int64_t number) -> std::variant<web::Reading, web::InTheMaking> {
        auto& copy = copies_[number];
        if (!copy) {
            auto fresh = std::make_shared<FreshNetwork>(location_.engine);
            acts::ReplayOptions replay;
            replay.last = number;
            app::rebuild(location_, fresh->location(), replay);
            copy = fresh;
        }
        return web::Reading(store::Db::open(copy->location(), store::Access::reader));
    };
    hooks.clock = [now = now_us_] { return *now; };
    hooks.thing_name = [](const web::Visit& visit, std::string_view thing, std::int64_t id) { return app::thing_name(visit, thing, id); };
    hooks.registry = &app::registry();
    hooks.writer = &writer;
    hooks.checkpoint = [this](store::Db&) {
        const auto db = store::Db::open(location_, store::Access::writer);
        return acts::sign_checkpoint(*db, acts::log_key(*db, "network.example.org/log"));
    };
    hooks.verifier_key = [this](store::Db&) {
        const auto db = store::Db::open(location_, store::Access::writer);
        return acts::log_key(*db, "network.example.org/log").verifier();
    };
    hooks.origin = "https://network.example.org";
    portal::add_public_routes(router, hooks);
}

acts::Outcome Site::say(const std::string& act, const std::string& json, const std::string& basis) {
    return writer.submit({{"administrator", acts::Role::administrator, "secretariat"}, act, json, "", basis});
}

std::int64_t Site::made(const std::string& act, const std::string& json, const std::string& basis) {
    const auto outcome = say(act, json, basis);
    if (outcome) return outcome->first_thing();
    std::string why = act + ": " + outcome.error().why.code;
    for (const auto& wrong : outcome.error().wrong) why += " " + wrong.path + "=" + wrong.code;
    throw std::runtime_error(why);
}

std::int64_t Site::load(const std::filesystem::path& folder) {
    WriterDesk desk(writer);
    const auto loaded = app::load(desk, app::registry(), app::files_to_load(folder));
    if (!loaded)
        throw std::runtime_error(loaded.error().file + ":" + std::to_string(loaded.error().line) + " " + loaded.error().why.why.code);
    return loaded->acts;
}

web::Response Site::get(const std::string& target, web::Parameters headers) const {
    const auto plan = router.plan(web::Method::get, target);
    web::Request request;
    request.target = target;
    request.path = plan.path;
    request.query = plan.query;
    request.captured = plan.captured;
    request.headers = std::move(headers);
    request.id = "0123456789abcdef";
    if (plan.status == 308) return web::Response::redirect(plan.location);
    if (plan.status != 200) return web::error_page(hooks, request, plan.status);
    request.route = plan.route->name;
    return whole(plan.route->handler(request));
}

web::Response whole(web::Response response) {
    const auto* stream = std::get_if<web::Stream>(&response.body);
    if (!stream) return response;
    std::string all;
    while (auto piece = stream->next()) all += *piece;
    response.body = std::move(all);
    return response;
}

}  // namespace support
