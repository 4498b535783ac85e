#include "files/shelf.h"

#include "acts/history.h"
#include "papers/upload.h"
#include "web/act_form.h"
#include "web/places.h"

#include <algorithm>

namespace files {

using web::Response, web::Visit;

// Reads what has come to the journal since the last time: only acts that can take a file, and of those only what they say of it.
void Shelf::catch_up(store::Db& db) {
    const auto size = acts::read_head(db).size;
    if (size <= read_) return;
    constexpr std::int64_t page = 200;
    for (const auto& act : hooks_.registry->all()) {
        if (!web::takes_files(*act.type)) continue;
        std::int64_t offset = 0;
        for (bool more = true; more; offset += page) {
            const auto lines = acts::list_entries(db, {act.name, {}}, offset, page);
            more = lines.size() == page && lines.back().number.value > read_;
            for (const auto& line : lines) {
                if (line.number.value <= read_ || line.version != act.version) continue;
                const auto stored = acts::find_entry(db, line.number);
                if (!stored || !stored->openings_sound) continue;
                const auto kept = acts::replayable(*stored, *hooks_.registry);
                const auto& type = *kept.declared->type;
                for (const auto& [path, file] : web::attachments(type, acts::encode(type, kept.act.get()))) {
                    const auto top = std::string_view(path).substr(0, path.find_first_of(".["));
                    const auto field = std::ranges::find(type.fields, top, &acts::Field::name);
                    if (field == type.fields.end() || field->secrecy == acts::Class::personal) continue;
                    uses_[file.sha256].push_back({file.name, file.media_type, stored->actor(), field->secrecy == acts::Class::open});
                }
            }
        }
    }
    read_ = size;
}

Shelf::Uses Shelf::uses_of(store::Db& db, const base::Hash& hash) {
    const std::lock_guard lock(mutex_);
    catch_up(db);
    const auto found = uses_.find(hash);
    return found == uses_.end() ? Uses() : found->second;
}

// The copy of a picture for everybody, made the first time that somebody asks; nothing when the file is no picture.
std::optional<base::Hash> Shelf::copy(store::Db& db, const base::Hash& original) {
    if (const auto made = copy_of(db, original)) return made;
    const auto bytes = files_.read(original);
    const auto clean = bytes ? papers::clean_picture(*bytes) : std::unexpected(papers::PictureFault::not_a_picture);
    if (!clean) return {};
    const auto hash = files_.keep(clean->bytes);
    hooks_.writer->run_local([&](store::Db& writer) {
        writer.begin();
        insert_copy(writer, original, hash);
        writer.commit();
    });
    return hash;
}

Response Shelf::bytes(Visit& visit, const base::Hash& hash, const Use& use) const {
    if (!files_.read(hash)) return web::error_page(visit, 404);  // whole: what was damaged on the disk is a fault, not served
    // As the server tags what it sends: the first 128 bits of the content's hash.
    const auto tag = '"' + base::base64url(hash.view().substr(0, 16)) + '"';
    auto response = Response::file(visit.request, files_.path(hash), use.media_type, tag);
    const bool picture = use.media_type.starts_with("image/");
    response.headers.add("Content-Disposition",
                         papers::content_disposition(picture ? papers::Disposition::shown : papers::Disposition::attachment, use.name));
    response.headers.add("Content-Security-Policy", "default-src 'none'; sandbox");  // beside the site's own: both hold
    response.headers.add("X-Robots-Tag", "noindex");
    return response;
}

// What this hash gives to who asks, as the original that acts hold; nothing: not for them.
std::optional<Response> Shelf::original(Visit& visit, const base::Hash& hash, const Uses& uses) const {
    const auto person = visit.visitor.person();
    for (const auto& use : uses)
        if (visit.visitor.opens_restricted() || (person && use.sender == visit.visitor.actor.id)) return bytes(visit, hash, use);
    return {};
}

Response Shelf::show(Visit& visit) {
    const auto hash = base::Hash::parse(visit.request.at("sha256"));
    if (!hash) return web::error_page(visit, 404);
    const auto is_open = [](const Use& use) { return use.open; };
    const auto uses = uses_of(visit.db(), *hash);
    if (auto answer = original(visit, *hash, uses)) return std::move(*answer);
    if (const auto open = std::ranges::find_if(uses, is_open); open != uses.end()) {
        if (!open->media_type.starts_with("image/")) return bytes(visit, *hash, *open);
        const auto public_copy = copy(visit.db(), *hash);
        if (!public_copy) return web::error_page(visit, 404);
        if (*public_copy == *hash) return bytes(visit, *hash, *open);  // it told nothing
        return Response::redirect(web::places::file(*public_copy).in(visit.language), 307);
    }
    for (const auto& source : originals_of(visit.db(), *hash)) {
        const auto of_source = uses_of(visit.db(), source);
        if (const auto open = std::ranges::find_if(of_source, is_open); open != of_source.end()) return bytes(visit, *hash, *open);
    }
    return web::error_page(visit, 404);
}

void Shelf::add_routes(web::Router& router) {
    for (const auto language : base::languages)
        router.add({.name = "files.show",
                    .open_to = web::Audience::everyone,
                    .pattern = (web::places::files / "{sha256}").in(language),
                    .handler = web::answering(hooks_, language, [this](Visit& visit) { return show(visit); })});
}

}  // namespace files
