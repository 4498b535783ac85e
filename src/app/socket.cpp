#include "app/socket.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>
#include <boost/json.hpp>
#include <cerrno>
#include <cstring>
#include <system_error>

namespace app {
namespace {

namespace json = boost::json;
constexpr std::size_t line_bytes_max = 256 << 20;
constexpr std::size_t connections_max = 32;

// ---- values and their JSON ----

json::array figures_out(const std::vector<base::Figure>& figures) {
    json::array out;
    for (const auto& figure : figures) {
        json::object one{{"name", figure.name}};
        if (const auto* number = std::get_if<std::int64_t>(&figure.value)) one["number"] = *number;
        else if (const auto* text = std::get_if<std::string>(&figure.value)) one["text"] = *text;
        else one["day"] = std::get<base::Date>(figure.value).iso();
        out.push_back(std::move(one));
    }
    return out;
}

json::object refusal_out(const base::Refusal& refusal) {
    json::array wrong;
    for (const auto& field : refusal.wrong)
        wrong.push_back({{"path", field.path}, {"code", field.code}, {"figures", figures_out(field.figures)}});
    return {{"code", refusal.why.code},
            {"article", refusal.why.article},
            {"figures", figures_out(refusal.why.figures)},
            {"wrong", std::move(wrong)}};
}

json::object outcome_out(const acts::Outcome& outcome) {
    if (!outcome) return {{"refusal", refusal_out(outcome.error())}};
    json::array unexecuted;
    for (const auto& refusal : outcome->unexecuted) unexecuted.push_back(refusal_out(refusal));
    return {{"number", outcome->number.value},
            {"first_thing", outcome->first_thing()},
            {"repeated", outcome->repeated},
            {"unexecuted", std::move(unexecuted)}};
}

std::string text_at(const json::object& object, std::string_view name) {
    const auto* value = object.if_contains(name);
    return value && value->is_string() ? std::string(value->get_string()) : std::string();
}

std::vector<base::Figure> figures_in(const json::object& object) {
    std::vector<base::Figure> figures;
    for (const auto& value : object.at("figures").as_array()) {
        const auto& one = value.as_object();
        const auto name = text_at(one, "name");
        if (const auto* number = one.if_contains("number")) figures.push_back({name, number->as_int64()});
        else if (const auto day = base::Date::parse(text_at(one, "day"))) figures.push_back({name, *day});
        else figures.push_back({name, text_at(one, "text")});
    }
    return figures;
}

base::Refusal refusal_in(const json::object& object) {
    base::Refusal refusal{{text_at(object, "code"), text_at(object, "article"), figures_in(object)}, {}};
    for (const auto& value : object.at("wrong").as_array()) {
        const auto& one = value.as_object();
        refusal.wrong.push_back({text_at(one, "path"), text_at(one, "code"), figures_in(one)});
    }
    return refusal;
}

acts::Outcome outcome_in(const json::object& object) {
    if (const auto* refusal = object.if_contains("refusal")) return std::unexpected(refusal_in(refusal->as_object()));
    acts::Accepted accepted{{object.at("number").as_int64()}, {}, object.at("repeated").as_bool()};
    for (const auto& value : object.at("unexecuted").as_array()) accepted.unexecuted.push_back(refusal_in(value.as_object()));
    return accepted;
}

json::object submission_out(const acts::Submission& said) {
    return {{"act", said.act},
            {"json", said.json},
            {"client_key", said.client_key},
            {"basis", said.basis},
            {"actor", said.actor.id},
            {"role", acts::name_of(said.actor.role)},
            {"capacity", said.actor.capacity}};
}

acts::Submission submission_in(const json::object& object) {
    acts::Submission said;
    said.act = text_at(object, "act"), said.json = text_at(object, "json"), said.client_key = text_at(object, "client_key"),
    said.basis = text_at(object, "basis");
    said.actor.id = text_at(object, "actor"), said.actor.capacity = text_at(object, "capacity");
    if (const auto role = acts::named<acts::Role>(text_at(object, "role"))) said.actor.role = *role;
    return said;
}

json::object backup_out(const safekeeping::Outcome& outcome) {
    json::object out{{"started_us", outcome.started_us},
                     {"milliseconds", outcome.milliseconds},
                     {"file", outcome.file},
                     {"bytes", outcome.bytes},
                     {"entries", outcome.entries}};
    if (outcome.fault) out["fault"] = *outcome.fault;
    return out;
}

safekeeping::Outcome backup_in(const json::object& object) {
    safekeeping::Outcome outcome{object.at("started_us").as_int64(), object.at("milliseconds").as_int64(), text_at(object, "file"),
                                 object.at("bytes").as_int64(),      object.at("entries").as_int64(),      {}};
    if (object.contains("fault")) outcome.fault = text_at(object, "fault");
    return outcome;
}

// ---- lines ----

struct Gone {};  // the other side closed

void send_line(int socket, std::string line) {
    line += '\n';
    for (std::size_t sent = 0; sent < line.size();) {
        const auto size = ::send(socket, line.data() + sent, line.size() - sent, MSG_NOSIGNAL);
        if (size < 0 && errno == EINTR) continue;
        if (size <= 0) throw Gone{};
        sent += static_cast<std::size_t>(size);
    }
}

std::string receive_line(int socket, std::string& rest) {
    std::size_t looked = 0;
    for (;;) {
        if (const auto end = rest.find('\n', looked); end != rest.npos) {
            auto line = rest.substr(0, end);
            rest.erase(0, end + 1);
            return line;
        }
        looked = rest.size();
        if (rest.size() > line_bytes_max) throw Gone{};
        char buffer[65536];
        const auto size = ::recv(socket, buffer, sizeof buffer, 0);
        if (size < 0 && errno == EINTR) continue;
        if (size <= 0) throw Gone{};
        rest.append(buffer, static_cast<std::size_t>(size));
    }
}

sockaddr_un address_of(const std::string& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path) throw std::system_error(ENAMETOOLONG, std::generic_category(), path);
    std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
    return address;
}

int connected(const std::string& path) {
    if (path.size() >= sizeof(sockaddr_un::sun_path)) return -1;  // no server can listen there either
    const auto address = address_of(path);
    const int socket = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (socket >= 0 && ::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) return socket;
    if (socket >= 0) ::close(socket);
    return -1;
}

bool heard(int connection) {
    ucred peer{};
    socklen_t size = sizeof peer;
    return getsockopt(connection, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 && (peer.uid == geteuid() || peer.uid == 0);
}

// ---- faults by name ----

std::string_view kind_of(const std::exception& fault) {
    if (dynamic_cast<const store::DiskFull*>(&fault)) return "disk_full";
    if (dynamic_cast<const store::UnknownOutcome*>(&fault)) return "unknown_outcome";
    return "fault";
}

[[noreturn]] void throw_fault(const json::object& answer) {
    const auto what = text_at(answer, "fault"), kind = text_at(answer, "kind");
    if (kind == "disk_full") throw store::DiskFull(what);
    if (kind == "unknown_outcome") throw store::UnknownOutcome(what);
    throw store::Fault(what);
}

class RemoteDesk final : public Desk {
public:
    explicit RemoteDesk(int socket) : socket_(socket) {}
    ~RemoteDesk() override { ::close(socket_); }

    acts::Outcome submit(const acts::Submission& said) override {
        return outcome_in(ask("submit", {&said, 1}).at("outcomes").as_array().at(0).as_object());
    }
    acts::Writer::BatchOutcome submit_all(std::span<const acts::Submission> said) override {
        const auto answer = ask("submit_all", said);
        if (const auto* at = answer.if_contains("refused_at"))
            return std::unexpected(acts::Writer::BatchRefusal{at->to_number<std::size_t>(), refusal_in(answer.at("refusal").as_object())});
        std::vector<acts::Accepted> accepted;
        for (const auto& value : answer.at("outcomes").as_array()) accepted.push_back(*outcome_in(value.as_object()));
        return accepted;
    }
    std::vector<acts::Outcome> preview(std::span<const acts::Submission> said) override {
        const auto answer = ask("preview", said);
        std::vector<acts::Outcome> outcomes;
        for (const auto& value : answer.at("outcomes").as_array()) outcomes.push_back(outcome_in(value.as_object()));
        return outcomes;
    }
    std::expected<std::string, sign_in::ChoreFault> chore(sign_in::Chore chore, base::Id<base::Person> person) override {
        const auto answer = exchange({{"ask", "chore"}, {"chore", static_cast<int>(chore)}, {"person", person.value}});
        if (const auto* fault = answer.if_contains("refused")) return std::unexpected(static_cast<sign_in::ChoreFault>(fault->as_int64()));
        return text_at(answer, "path");
    }
    std::string checkpoint(const std::string& origin) override { return text_at(ask("checkpoint", {}, origin), "note"); }

    void backup_made(const safekeeping::Outcome& outcome) override { exchange({{"ask", "backup_made"}, {"outcome", backup_out(outcome)}}); }

private:
    json::object ask(std::string_view what, std::span<const acts::Submission> said, const std::string& origin = {}) {
        json::array of;
        for (const auto& one : said) of.push_back(submission_out(one));
        return exchange({{"ask", what}, {"of", std::move(of)}, {"origin", origin}});
    }
    json::object exchange(const json::object& request) {
        json::object answer;
        try {
            send_line(socket_, json::serialize(request));
            answer = json::parse(receive_line(socket_, rest_)).as_object();
        } catch (const Gone&) {  // it may have committed before it went: only the journal knows
            throw store::UnknownOutcome("the server closed the connection before it answered");
        }
        if (answer.contains("fault")) throw_fault(answer);
        return answer;
    }
    int socket_;
    std::string rest_;
};

json::object answer_to(Desk& desk, const json::object& request) {
    const auto ask = text_at(request, "ask");
    if (ask == "checkpoint") return {{"note", desk.checkpoint(text_at(request, "origin"))}};
    if (ask == "chore") {
        const auto done = desk.chore(static_cast<sign_in::Chore>(request.at("chore").as_int64()), {request.at("person").as_int64()});
        if (!done) return {{"refused", static_cast<int>(done.error())}};
        return {{"path", *done}};
    }
    if (ask == "backup_made") return desk.backup_made(backup_in(request.at("outcome").as_object())), json::object();
    std::vector<acts::Submission> said;
    for (const auto& value : request.at("of").as_array()) said.push_back(submission_in(value.as_object()));
    json::array outcomes;
    if (ask == "submit" && said.size() == 1) {
        outcomes.push_back(outcome_out(desk.submit(said[0])));
    } else if (ask == "submit_all") {
        const auto all = desk.submit_all(said);
        if (!all) return {{"refused_at", all.error().index}, {"refusal", refusal_out(all.error().why)}};
        for (const auto& accepted : *all) outcomes.push_back(outcome_out(accepted));
    } else if (ask == "preview") {
        for (const auto& outcome : desk.preview(said)) outcomes.push_back(outcome_out(outcome));
    } else {
        throw std::invalid_argument("nothing is known by the name of " + ask);
    }
    return {{"outcomes", std::move(outcomes)}};
}

}  // namespace

std::string refusal_json(const base::Refusal& refusal) { return json::serialize(refusal_out(refusal)); }
std::string outcome_json(const acts::Outcome& outcome) { return json::serialize(outcome_out(outcome)); }

std::unique_ptr<Desk> connect_desk(const std::string& path) {
    const int socket = connected(path);
    return socket < 0 ? nullptr : std::make_unique<RemoteDesk>(socket);
}

SocketServer::SocketServer(std::string path, Desk& desk) : path_(std::move(path)), desk_(desk) {
    const auto address = address_of(path_);
    const auto fail = [&](const char* what) { throw std::system_error(errno, std::generic_category(), std::string(what) + " " + path_); };
    ::unlink(path_.c_str());  // the lock is ours: a socket found here was left by a process that died
    listening_ = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (listening_ < 0) fail("socket");
    const auto mask = ::umask(0177);
    const int bound = ::bind(listening_, reinterpret_cast<const sockaddr*>(&address), sizeof address);
    ::umask(mask);
    if (bound != 0 || ::listen(listening_, 16) != 0) {
        const int error = errno;
        ::close(listening_);
        errno = error;
        fail("listen on");
    }
    stop_ = ::eventfd(0, EFD_CLOEXEC);
    accepting_ = std::thread([this] { accept_all(); });
}

SocketServer::~SocketServer() {
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = ::write(stop_, &one, sizeof one);
    accepting_.join();
    {
        std::lock_guard lock(mutex_);  // what is asked already gets its answer; nothing more is read
        for (auto& one : serving_)
            if (!one.over) ::shutdown(one.connection, SHUT_RD);
    }
    for (auto& one : serving_) one.thread.join();
    ::close(listening_);
    ::close(stop_);
    ::unlink(path_.c_str());
}

void SocketServer::accept_all() {
    for (;;) {
        pollfd waiting[] = {{listening_, POLLIN, 0}, {stop_, POLLIN, 0}};
        if (::poll(waiting, 2, -1) < 0 && errno != EINTR) return;
        if (waiting[1].revents) return;
        if (!(waiting[0].revents & POLLIN)) continue;
        const int connection = ::accept4(listening_, nullptr, nullptr, SOCK_CLOEXEC);
        if (connection < 0) continue;
        forget_those_over();
        if (!heard(connection) || serving_.size() >= connections_max) {
            ::close(connection);
            continue;
        }
        auto& one = serving_.emplace_back(connection);
        one.thread = std::thread([this, &one] { serve(one); });
    }
}

void SocketServer::forget_those_over() {
    for (auto one = serving_.begin(); one != serving_.end();) {
        bool over;
        {
            std::lock_guard lock(mutex_);
            over = one->over;
        }
        if (over) one->thread.join(), one = serving_.erase(one);
        else ++one;
    }
}

void SocketServer::serve(Serving& mine) {
    std::string rest;
    try {
        for (;;) {
            const auto line = receive_line(mine.connection, rest);
            json::object answer;
            try {
                answer = answer_to(desk_, json::parse(line).as_object());
            } catch (const std::exception& fault) { answer = {{"fault", fault.what()}, {"kind", kind_of(fault)}}; }
            send_line(mine.connection, json::serialize(answer));
        }
    } catch (const Gone&) {}
    std::lock_guard lock(mutex_);
    ::close(mine.connection);
    mine.over = true;
}

}  // namespace app
