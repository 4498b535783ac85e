#include "files/uploads.h"

#include "base/text.h"
#include "base/typed.h"
#include "people/people.h"
#include "web/api.h"
#include "web/attached.h"

#include <openssl/evp.h>
#include <algorithm>
#include <array>
#include <charconv>
#include <ctime>

namespace files {
namespace {

using acts::json_text;
using web::problem, web::Request, web::Response;

constexpr std::string_view version = "1.0.0", at = "/api/uploads";

std::optional<std::int64_t> number_in(std::optional<std::string_view> text) {
    std::int64_t number = 0;
    if (!text || text->empty() || text->front() == '-') return {};
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), number);
    return error == std::errc() && end == text->data() + text->size() ? std::optional(number) : std::nullopt;
}

// RFC 9110 §5.6.7: "Sun, 06 Nov 1994 08:49:37 GMT".
std::string http_date(std::int64_t time_us) {
    static constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const std::time_t seconds = time_us / 1'000'000;
    std::tm utc{};
    gmtime_r(&seconds, &utc);
    std::array<char, 64> text{};
    const auto size = std::snprintf(text.data(), text.size(), "%s, %02d %s %04d %02d:%02d:%02d GMT", days[std::size_t(utc.tm_wday)],
                                    utc.tm_mday, months[std::size_t(utc.tm_mon)], utc.tm_year + 1900, utc.tm_hour, utc.tm_min, utc.tm_sec);
    return {text.data(), static_cast<std::size_t>(size)};
}

Response empty(int status) {
    auto response = Response::error(status);
    return response;
}

void tell(Response& response, const Upload& upload) {
    response.headers.add("Upload-Offset", std::to_string(upload.received));
    response.headers.add("Upload-Length", std::to_string(upload.length));
    response.headers.add("Upload-Expires", http_date(upload.until_us));
}

std::string digest(const EVP_MD* algorithm, std::string_view bytes) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> made{};
    unsigned size = 0;
    if (EVP_Digest(bytes.data(), bytes.size(), made.data(), &size, algorithm, nullptr) != 1) throw std::runtime_error("no digest");
    return {reinterpret_cast<const char*>(made.data()), size};
}

}  // namespace

std::optional<std::string> name_in_metadata(std::string_view text) {
    std::string name;
    while (!text.empty()) {
        const auto comma = std::min(text.find(','), text.size());
        const auto pair = base::trimmed(text.substr(0, comma));
        text.remove_prefix(std::min(comma + 1, text.size()));
        const auto space = std::min(pair.find(' '), pair.size());
        const auto value = base::from_base64(base::trimmed(pair.substr(space)));
        if (space == 0 || !value) return {};
        if (pair.substr(0, space) == "filename") name = *value;
    }
    constexpr std::size_t name_bytes_most = 400;
    if (!base::valid_utf8(name) || name.find('\0') != name.npos || name.size() > name_bytes_most) name.clear();
    return name;
}

std::optional<bool> checksum_holds(std::string_view said, std::string_view bytes) {
    const auto space = said.find(' ');
    if (space == said.npos) return {};
    const auto* algorithm = said.substr(0, space) == "sha1" ? EVP_sha1() : said.substr(0, space) == "sha256" ? EVP_sha256() : nullptr;
    const auto value = base::from_base64(said.substr(space + 1));
    if (!algorithm || !value) return {};
    return digest(algorithm, bytes) == *value;
}

// One upload in one hand: two pieces at the same time would write over each other.
class Uploads::Claim {
public:
    Claim(Uploads& uploads, const base::Hash& id) : uploads_(uploads), id_(id) {
        const std::lock_guard lock(uploads_.mutex_);
        held_ = uploads_.claimed_.insert(id).second;
    }
    ~Claim() {
        if (!held_) return;
        const std::lock_guard lock(uploads_.mutex_);
        uploads_.claimed_.erase(id_);
    }
    Claim(const Claim&) = delete;
    explicit operator bool() const { return held_; }

private:
    Uploads& uploads_;
    const base::Hash id_;
    bool held_;
};

Uploads::Uploads(const web::ActDoors& doors, UploadLimits limits)
    : doors_(doors), limits_(limits), parts_(doors.files), seed_(base::random_bytes(32)) {}

void Uploads::change(const std::function<void(store::Db&)>& task) {
    doors_.site.writer->run_local([&](store::Db& db) {
        db.begin();
        task(db);
        db.commit();
    });
}

std::string Uploads::owner_of(const web::Visitor& visitor, const Request& request) const {
    if (visitor.signed_in()) return visitor.actor.id;
    return "address:" + base::hex(base::sha256({seed_, web::address_group(request.remote)}).view().substr(0, 16));
}

// The upload of this address if who asks may go on with it; whatever else is the same nothing.
std::optional<Upload> Uploads::find(const Request& request, store::Db& db) const {
    auto upload = find_upload(db, base::sha256({request.at("secret")}));
    if (!upload || upload->until_us <= doors_.site.clock()) return {};
    if (upload->person && (!doors_.site.visitor || doors_.site.visitor(request, db).person() != upload->person)) return {};
    return upload;
}

Response Uploads::options() const {
    auto response = empty(204);
    response.headers.add("Tus-Resumable", std::string(version));
    response.headers.add("Tus-Version", std::string(version));
    response.headers.add("Tus-Extension", "creation,termination,checksum,expiration");
    response.headers.add("Tus-Max-Size", std::to_string(limits_.bytes_max));
    response.headers.add("Tus-Checksum-Algorithm", "sha1,sha256");
    return response;
}

// What holds for each of them, before and after; and a full disk in the middle of any.
Response Uploads::guarded(const Request& request, Response (Uploads::*answer)(const Request&, const Words&)) {
    const auto& words = web::words_of(web::language_for(request));
    Response response;
    const bool reads = request.method == web::Method::get || request.method == web::Method::head;
    if (!reads && !web::from_our_pages(request, doors_.site.origin)) {
        response = problem(403, "acts.other_site", words.text("error.403.text"));
    } else if (request.method != web::Method::get && request.header("Tus-Resumable") != version) {
        response = problem(412, "uploads.version", words.text("uploads.version"));
        response.headers.add("Tus-Version", std::string(version));
    } else {
        try {
            response = (this->*answer)(request, words);
        } catch (const store::DiskFull&) {
            response = problem(507, "uploads.disk_full", words.text("uploads.disk_full"));
            response.headers.add("Retry-After", "60");
        }
    }
    response.headers.add("Tus-Resumable", std::string(version));
    return response;
}

Response Uploads::create(const Request& request, const Words& words) {
    const auto length = number_in(request.header("Upload-Length"));
    const auto name = name_in_metadata(request.header("Upload-Metadata").value_or(""));
    if (!length || !name) return problem(400, "uploads.malformed", words.text("uploads.malformed"));
    if (*length == 0) return problem(422, "acts.upload_empty", words.text("wrong.upload_empty"));
    if (*length > limits_.bytes_max)
        return problem(
            413, "uploads.too_big",
            words.format("wrong.upload_too_big", {{"size", (*length - 1) / 1'000'000 + 1}, {"max", limits_.bytes_max / 1'000'000}}),
            R"(,"figures":{"max_bytes":)" + std::to_string(limits_.bytes_max) + "}");
    const auto visitor = doors_.site.visitor ? doors_.site.visitor(request, *doors_.site.read()) : web::Visitor();
    if (!visitor.signed_in())
        if (const auto seconds = doors_.limits.take(request.remote, doors_.site.clock())) {
            auto response = problem(429, "acts.too_many", words.text("error.429.text"));
            response.headers.add("Retry-After", std::to_string(*seconds));
            return response;
        }

    const auto secret = base::base64url(base::random_bytes(32));
    Upload upload{.id = base::sha256({secret}), .owner = owner_of(visitor, request), .person = visitor.person(), .length = *length};
    upload.name = *name;
    upload.until_us = doors_.site.clock() + limits_.keep_us;
    bool each = false, all = false;
    change([&](store::Db& db) {
        delete_uploads_until(db, doors_.site.clock());
        const auto own = room_taken(db, upload.owner), whole = room_taken(db, "");
        each = own.uploads >= limits_.uploads_each || own.bytes + upload.length > limits_.bytes_each;
        all = whole.uploads >= limits_.uploads_all || whole.bytes + upload.length > limits_.bytes_all;
        if (!each && !all) insert_upload(db, upload);
    });
    if (each)
        return problem(429, "uploads.too_many",
                       words.format("uploads.too_many", {{"count", limits_.uploads_each}, {"size", limits_.bytes_each / 1'000'000}}));
    if (all) {
        auto response = problem(503, "uploads.busy", words.text("uploads.busy"));
        response.headers.add("Retry-After", "600");
        return response;
    }
    auto response = empty(201);
    response.headers.add("Location", std::string(at) + "/" + secret);
    response.headers.add("Upload-Expires", http_date(upload.until_us));
    return response;
}

Response Uploads::outcome(const Upload& upload, const Words& words) const {
    Response response;
    if (!upload.problem.empty()) {
        const auto said = upload.problem_max ? words.format("wrong." + upload.problem,
                                                            {{"size", (upload.length - 1) / 1'000'000 + 1}, {"max", *upload.problem_max}})
                                             : std::string(words.text("wrong." + upload.problem));
        response = problem(422, "acts." + upload.problem, said);
    } else if (upload.sha256) {
        response = Response::json(R"({"name":)" + json_text(upload.name) + R"(,"media_type":)" + json_text(upload.media_type) +
                                  R"(,"size":)" + std::to_string(upload.length) + R"(,"sha256":")" + upload.sha256->hex() + "\"}");
    } else {
        response =
            Response::json(R"({"offset":)" + std::to_string(upload.received) + R"(,"length":)" + std::to_string(upload.length) + "}");
    }
    tell(response, upload);
    return response;
}

// GET and HEAD. All has come and nobody looked yet, when the program or the disk failed in between: then GET looks.
Response Uploads::state(const Request& request, const Words& words) {
    auto upload = find(request, *doors_.site.read());
    if (!upload) return problem(404, "uploads.unknown", words.text("uploads.unknown"));
    if (request.method == web::Method::get && upload->received == upload->length && !upload->finished()) {
        const Claim claim(*this, upload->id);
        if (claim) upload = find(request, *doors_.site.read());  // somebody else may have finished it meanwhile
        if (!upload) return problem(404, "uploads.unknown", words.text("uploads.unknown"));
        if (claim && !upload->finished()) finish(*upload);
    }
    if (request.method == web::Method::get) return outcome(*upload, words);
    auto response = empty(200);  // to HEAD, what is wrong with a finished file is no failure
    tell(response, *upload);
    return response;
}

Response Uploads::add(const Request& request, const Words& words) {
    const auto type = request.header("Content-Type").value_or("");
    if (!web::same_ignoring_case(type, "application/offset+octet-stream"))
        return problem(415, "uploads.not_a_piece", words.text("error.415.text"));
    const auto offset = number_in(request.header("Upload-Offset"));
    if (!offset) return problem(400, "uploads.malformed", words.text("uploads.malformed"));
    const Claim claim(*this, base::sha256({request.at("secret")}));
    if (!claim) return problem(423, "uploads.locked", words.text("uploads.locked"));
    auto upload = find(request, *doors_.site.read());
    if (!upload) return problem(404, "uploads.unknown", words.text("uploads.unknown"));
    const std::string_view piece = request.body;
    const auto size = static_cast<std::int64_t>(piece.size());
    if (*offset != upload->received) {
        auto response = problem(409, "uploads.offset", words.text("uploads.offset"));
        tell(response, *upload);
        return response;
    }
    if (size > upload->length - upload->received) return problem(413, "uploads.longer", words.text("uploads.longer"));
    if (const auto said = request.header("Upload-Checksum")) {
        const auto holds = checksum_holds(*said, piece);
        if (!holds) return problem(400, "uploads.malformed", words.text("uploads.malformed"));
        if (!*holds) return problem(460, "uploads.checksum", words.text("uploads.checksum"));
    }
    if (size > 0) {
        parts_.write(upload->id, upload->received, piece);
        bool moved = false;
        change([&](store::Db& db) { moved = advance_upload(db, upload->id, upload->received, upload->received + size); });
        if (!moved) return problem(404, "uploads.unknown", words.text("uploads.unknown"));  // taken away meanwhile
        upload->received += size;
    }
    if (upload->received == upload->length && !upload->finished()) finish(*upload);
    auto response = empty(204);
    tell(response, *upload);
    return response;
}

// All has come: looked at, then kept, or forgotten with the reason.
void Uploads::finish(Upload& upload) {
    const std::lock_guard alone(finishing_);
    const auto bytes = parts_.read(upload.id, upload.length);
    const auto file = web::take_file(doors_.files, upload.name, bytes, "");
    if (file) {
        upload.sha256 = file->sha256;
        upload.media_type = file->media_type;
        upload.name = file->name;
    } else {
        upload.problem = file.error().code;
        for (const auto& figure : file.error().figures)
            if (figure.name == "max") upload.problem_max = std::get<std::int64_t>(figure.value);
    }
    change([&](store::Db& db) { finish_upload(db, upload); });
    parts_.remove(upload.id);
}

Response Uploads::remove(const Request& request, const Words& words) {
    const Claim claim(*this, base::sha256({request.at("secret")}));
    if (!claim) return problem(423, "uploads.locked", words.text("uploads.locked"));
    const auto upload = find(request, *doors_.site.read());
    if (!upload) return problem(404, "uploads.unknown", words.text("uploads.unknown"));
    change([&](store::Db& db) { delete_upload(db, upload->id); });
    parts_.remove(upload->id);
    return empty(204);
}

void Uploads::tidy() {
    tidied_us_ = doors_.site.clock();
    const bool erased = erased_.exchange(false);
    const auto parts = parts_.all();  // before the rows: an upload has its row before its part
    std::vector<base::Hash> orphans;
    doors_.site.writer->run_local([&](store::Db& db) {
        db.begin();
        delete_uploads_until(db, doors_.site.clock());
        for (const auto person : uploaders(db))
            if (people::known(db, person) != people::Known::known) delete_uploads_of(db, person);
        for (const auto& part : parts)
            if (const auto upload = find_upload(db, part); !upload || upload->finished()) orphans.push_back(part);
        db.commit();
        if (erased) db.forget_deleted();
    });
    for (const auto& orphan : orphans) parts_.remove(orphan);
}

void Uploads::tidy_when_due() {
    if (erased_ || doors_.site.clock() - tidied_us_ >= limits_.tidy_us) tidy();
}

void Uploads::add_routes(web::Router& router) {
    using web::Method;
    const std::string one = std::string(at) + "/{secret}";
    const auto route = [&](std::string name, Method method, std::string pattern, auto answer, std::size_t body_bytes_max) {
        router.add({.name = std::move(name),
                    .open_to = web::Audience::everyone,
                    .method = method,
                    .pattern = std::move(pattern),
                    .handler = [this, answer](const Request& request) { return guarded(request, answer); },
                    .body_bytes_max = body_bytes_max,
                    .secret_path = true});
    };
    router.add({.name = "uploads.offer",
                .open_to = web::Audience::everyone,
                .method = Method::options,
                .pattern = std::string(at),
                .handler = [this](const Request&) { return options(); }});
    route("uploads.create", Method::post, std::string(at), &Uploads::create, 0);
    for (const auto method : {Method::get, Method::head}) route("uploads.state", method, one, &Uploads::state, 0);
    route("uploads.add", Method::patch, one, &Uploads::add, static_cast<std::size_t>(limits_.piece_bytes_max));
    route("uploads.remove", Method::delete_, one, &Uploads::remove, 0);
}

}  // namespace files
