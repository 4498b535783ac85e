// Files that arrive in pieces and go on where they stopped: tus 1.0.0 (tus.io/protocols/resumable-upload), with the extensions
// creation, termination, checksum (sha1, sha256) and expiration.
//   OPTIONS      /api/uploads           what is offered: Tus-Max-Size, Tus-Checksum-Algorithm
//   POST         /api/uploads           Upload-Length, Upload-Metadata (filename); 201 with Location, whose last part is a secret
//   HEAD         /api/uploads/{secret}  Upload-Offset
//   PATCH        /api/uploads/{secret}  at most a mebibyte at a time; 204 with Upload-Offset, durable by then
//   DELETE       /api/uploads/{secret}
//   GET          /api/uploads/{secret}  {"offset","length"}, and when all has come {"name","media_type","size","sha256"}: an
//                                       attachment as acts take it; or 422 with what is wrong (problem+json)
// An upload that a person began is that person's; any other is of whoever has its address.
#pragma once
#include "files/parts.h"
#include "files/store.h"
#include "web/act_pages.h"

#include <atomic>
#include <mutex>
#include <set>

namespace files {

struct UploadLimits {
    std::int64_t bytes_max = papers::pdf_bytes_max;  // the largest of any kind
    std::int64_t piece_bytes_max = 1 << 20;          // pieces are held in memory while they arrive
    std::int64_t uploads_each = 10, bytes_each = 250'000'000;
    std::int64_t uploads_all = 500, bytes_all = 5'000'000'000;
    std::int64_t keep_us = 7LL * 24 * 3600 * 1'000'000;
    std::int64_t tidy_us = 3600LL * 1'000'000;  // how often what is too old is looked for
};

class Uploads {
public:
    explicit Uploads(const web::ActDoors& doors) : Uploads(doors, UploadLimits()) {}
    Uploads(const web::ActDoors&, UploadLimits);
    void add_routes(web::Router&);

    // Takes away what is too old, of erased persons, or nobody's. Not on the writer's thread.
    void tidy();
    // The same, when somebody was erased since the last time or an hour has passed.
    void tidy_when_due();
    void somebody_was_erased() { erased_ = true; }  // any thread

private:
    class Claim;
    using Words = base::Words;
    web::Response options() const;
    web::Response create(const web::Request&, const Words&);
    web::Response state(const web::Request&, const Words&);
    web::Response add(const web::Request&, const Words&);
    web::Response remove(const web::Request&, const Words&);
    web::Response guarded(const web::Request&, web::Response (Uploads::*)(const web::Request&, const Words&));
    web::Response outcome(const Upload&, const Words&) const;
    std::optional<Upload> find(const web::Request&, store::Db&) const;
    void finish(Upload&);
    void change(const std::function<void(store::Db&)>&);  // in one transaction on the writer's thread
    std::string owner_of(const web::Visitor&, const web::Request&) const;

    const web::ActDoors& doors_;
    const UploadLimits limits_;
    Parts parts_;
    const std::string seed_;        // addresses are counted under a name that nobody else can make, and that a restart forgets
    std::mutex mutex_, finishing_;  // finishing_: one whole file in memory at a time
    std::set<base::Hash> claimed_;
    std::atomic<bool> erased_ = false;
    std::atomic<std::int64_t> tidied_us_ = 0;
};

// Upload-Metadata: the file's name among "key base64,key base64"; nothing when malformed, empty when it says none.
std::optional<std::string> name_in_metadata(std::string_view);
// Upload-Checksum, "sha1 base64": whether the bytes have it; nothing when it cannot be read or is of another algorithm.
std::optional<bool> checksum_holds(std::string_view said, std::string_view bytes);

}  // namespace files
