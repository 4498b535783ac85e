// export: the files that the public pages offer, without a server; and the public journal, whatever its size.
#include "app/commands.h"

#include "portal/portal.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>
#include <cerrno>
#include <map>
#include <system_error>

namespace app {
namespace {

constexpr std::string_view journal_name = "journal.jsonl";

// The pages' own routes, over one connection to read. Files by their name: "members.csv".
struct Pages {
    Pages(const store::Location& location, base::Language language) : db(open_to_read(location)) {
        hooks.read = [this] { return db; };
        portal::add_public_routes(router, hooks);
        for (const auto* route : router.all()) {
            const bool english = route->pattern.starts_with("/en/");
            if (english != (language == base::Language::en) || route->pattern.find('{') != route->pattern.npos) continue;
            if (route->open_to != web::Audience::everyone) continue;
            for (const auto* format : {".csv", ".json", ".xlsx"})
                if (route->name.ends_with(format)) files[route->name] = route;
        }
    }
    std::shared_ptr<store::Db> db;
    web::SiteHooks hooks;
    web::Router router{web::admission(hooks)};
    std::map<std::string, const web::Route*, std::less<>> files;
};

// Standard output, or a file that must not be there yet.
class Output {
public:
    explicit Output(const std::string& file) : file_(file) {
        if (file.empty()) return;
        descriptor_ = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
        if (descriptor_ < 0) fail();
    }
    ~Output() {
        if (!file_.empty()) ::close(descriptor_);
    }
    Output(const Output&) = delete;
    void write(std::string_view bytes) {
        while (!bytes.empty()) {
            const auto now = ::write(descriptor_, bytes.data(), bytes.size());
            if (now < 0 && errno == EINTR) continue;
            if (now <= 0) fail();
            bytes.remove_prefix(std::size_t(now));
        }
    }

private:
    [[noreturn]] void fail() const { throw std::system_error(errno, std::generic_category(), file_.empty() ? "standard output" : file_); }
    std::string file_;
    int descriptor_ = STDOUT_FILENO;
};

void write_journal(store::Db& db, Output& out) {
    db.begin_reading();
    acts::each_entry(db, 0, acts::read_head(db).size,
                     [&](acts::StoredEntry& stored) { out.write(acts::entry_bytes(stored.entry) + "\n"); });
    db.rollback();
}

}  // namespace

int export_list(const Console& console, const ExportCommand& command) {
    Pages pages(store::Location::parse(command.database), console.words.language());
    if (command.what.empty()) {
        fmt::print("{}\n", journal_name);
        for (const auto& [name, route] : pages.files) fmt::print("{}\n", name);
        return done;
    }
    const bool journal = command.what == "journal" || command.what == "acts";
    const auto format = !command.format.empty() ? command.format : journal ? std::string("jsonl") : std::string("csv");
    const auto found = pages.files.find(command.what + "." + format);
    if (journal ? format != "jsonl" && format != "json" : found == pages.files.end()) {
        console.complain("program.export.unknown", {{"what", command.what}, {"format", format}});
        return refused_or_wrong;
    }
    if (format == "xlsx" && command.out.empty() && isatty(STDOUT_FILENO)) {
        console.complain("program.export.terminal");
        return misused;
    }
    if (journal) {
        Output out(command.out);
        write_journal(*pages.db, out);
        return done;
    }
    web::Request request;
    request.target = request.path = found->second->pattern, request.route = found->second->name;
    const auto response = found->second->handler(request);
    if (response.status != 200) throw std::runtime_error(std::string(web::reason_phrase(response.status)));
    Output out(command.out);
    if (const auto* stream = std::get_if<web::Stream>(&response.body))
        while (const auto piece = stream->next()) out.write(*piece);
    else out.write(response.bytes());
    return done;
}

}  // namespace app
