#include "support/site.h"

#include "acts/log.h"
#include "web/form.h"

#include <algorithm>
#include <boost/json.hpp>
#include <fstream>
#include <map>

namespace support {
namespace {

acts::WriterOptions options_of(const store::Location& location, const std::shared_ptr<std::int64_t>& now_us) {
    return app::writer_options(location, [now_us] { return *now_us += 1'000'000; });
}

// "@label" becomes the id the label got; in texts such as "source:@label" too.
boost::json::value resolved(const boost::json::value& value, const std::map<std::string, std::int64_t>& labels) {
    if (value.is_string() && value.get_string().starts_with("@")) return labels.at(std::string(value.get_string()).substr(1));
    if (value.is_array()) {
        boost::json::array all;
        for (const auto& item : value.get_array()) all.push_back(resolved(item, labels));
        return all;
    }
    if (value.is_object()) {
        boost::json::object all;
        for (const auto& [name, item] : value.get_object()) all[name] = resolved(item, labels);
        return all;
    }
    return value;
}

}  // namespace

Site::Site(const store::Location& location, std::int64_t now_us)
    : now_us_(std::make_shared<std::int64_t>(now_us)), location_(location), readers(location), writer(app::registry(), app::tables(), options_of(location, now_us_)) {
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
    std::vector<std::filesystem::path> files;
    for (const auto& file : std::filesystem::directory_iterator(folder)) if (file.path().extension() == ".jsonl") files.push_back(file.path());
    std::ranges::sort(files);
    std::map<std::string, std::int64_t> labels;
    std::int64_t count = 0;
    for (const auto& file : files) {
        std::ifstream lines(file);
        for (std::string line; std::getline(lines, line);) {
            const auto act = boost::json::parse(line).as_object();
            std::string basis(act.at("basis").as_string());
            if (const auto at = basis.find('@'); at != basis.npos) basis = basis.substr(0, at) + std::to_string(labels.at(basis.substr(at + 1)));
            const auto id = made(std::string(act.at("act").as_string()), boost::json::serialize(resolved(act.at("payload"), labels)), basis);
            labels[std::string(act.at("as").as_string())] = id;
            ++count;
        }
    }
    return count;
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
    return plan.route->handler(request);
}

}  // namespace support
