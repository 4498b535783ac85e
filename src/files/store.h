// What is known of files on their way, and of the public copies of pictures. Functions that change run on the writer's connection,
// in a transaction of their caller.
#pragma once
#include "base/id.h"
#include "store/db.h"

namespace base {
struct Person;
}

namespace files {

struct Upload {
    base::Hash id;                                 // SHA-256 of the secret in its address
    std::string owner;                             // whom its room is counted against
    std::optional<base::Id<base::Person>> person;  // who alone may go on with it; absent: who has its address
    std::int64_t length = 0, received = 0;         // bytes
    std::string name;                              // as the sender said
    std::int64_t until_us = 0;                     // since 1970, UTC
    std::optional<base::Hash> sha256;              // kept: under this hash …
    std::string media_type;                        // … as this
    std::string problem;                           // refused: the code of what is wrong …
    std::optional<std::int64_t> problem_max;       // … and the megabytes its kind may have, when it has too many
    bool finished() const { return sha256 || !problem.empty(); }
    bool operator==(const Upload&) const = default;
};

std::optional<Upload> find_upload(store::Db&, const base::Hash& id);
struct Room {
    std::int64_t uploads = 0, bytes = 0;  // announced, not finished
};
Room room_taken(store::Db&, std::string_view owner);  // empty: by all
void insert_upload(store::Db&, const Upload&);
// Whether it was where the caller believed it: `from` bytes received.
bool advance_upload(store::Db&, const base::Hash& id, std::int64_t from, std::int64_t to);
void finish_upload(store::Db&, const Upload&);
void delete_upload(store::Db&, const base::Hash& id);
void delete_uploads_until(store::Db&, std::int64_t time_us);
std::vector<base::Id<base::Person>> uploaders(store::Db&);
void delete_uploads_of(store::Db&, base::Id<base::Person>);

std::optional<base::Hash> copy_of(store::Db&, const base::Hash& original);
std::vector<base::Hash> originals_of(store::Db&, const base::Hash& copy);
void insert_copy(store::Db&, const base::Hash& original, const base::Hash& copy);

}  // namespace files
