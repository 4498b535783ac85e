// What each command does once its words are understood. Each returns how the program ends (console.h) and throws what tell_fault tells.
#pragma once
#include <filesystem>
#include "app/console.h"
#include "app/desk.h"

namespace app {

struct InitCommand {
    std::string database, from, socket;
};
int init(const Console&, const InitCommand&);

struct ActCommand {
    std::string database, socket, name, json_file, basis, key;
    std::vector<std::string> fields;  // "name=Genève", "position.latitude=4620222", "sources=3001" once for each
    bool help = false, preview = false;
};
int act(const Console&, const ActCommand&);
int list_acts(const Console&);                               // by hand, with what each is for
int describe_act(const Console&, const std::string& name);   // its fields, from the Type
int print_schemas(const Console&, const std::string& name);  // JSON Schema of one, or of all as one JSON object

// The act's JSON from words typed on a command line; all that cannot be read, at once. What only decoding sees is left to it.
std::expected<std::string, std::vector<base::Wrong>> json_of_fields(const acts::Type&, std::span<const std::string> fields);

struct ImportCommand {
    std::string what, file, database, socket, basis;  // what: "members", "people", "sources", or the name of an act
    bool preview = false;
};
int import_file(const Console&, const ImportCommand&);

struct RebuildCommand {
    std::string database, to;
    bool prove = false, check = false, accept = false;
};
int rebuild_network(const Console&, const RebuildCommand&);

struct VerifyCommand {
    std::string database, checkpoint_file, key;
    bool tables = false;
};
int verify_network(const Console&, const VerifyCommand&);

struct CheckpointCommand {
    std::string database, socket, origin;
};
int print_checkpoint(const Console&, const CheckpointCommand&);

struct TilesCommand {
    std::string database, directory, socket;
};
int export_tiles(const Console&, const TilesCommand&);

struct SnapshotCommand {
    std::string database, out, day;
    std::int64_t number = -1;
};
int snapshot(const Console&, const SnapshotCommand&);

struct UserCommand {
    std::string what, database, socket, site;  // what: "list", "link", "invite", "end-sessions", "reset-factors"
    std::int64_t person = 0;
};
int user(const Console&, const UserCommand&);

struct SimulateCommand {
    std::int64_t members = 1'000;
    int years = 10;
    std::uint64_t seed = 1;
    std::string out;
};
int simulate_network(const Console&, const SimulateCommand&);

struct BackupCommand {
    std::string database, to, password_file, socket;
    std::vector<std::string> recipients;  // files of public keys
};
int backup_network(const Console&, const BackupCommand&);
int make_backup_key(const Console&, const std::string& file);
struct RestoreCommand {
    std::string file, into, key, password_file;
    std::int64_t expect = -1;  // acts that should be there; -1: not said
};
int restore_network(const Console&, const RestoreCommand&);
std::string network_name(store::Db&);  // its short name; may be empty

struct DoctorCommand {
    std::string database, socket;
    bool tables = false;  // rebuild them too, and compare
};
int examine(const Console&, const DoctorCommand&);

struct ExportCommand {
    std::string database, what, format, out;  // what: "members"; empty: says what there is. format: "csv", "json", "xlsx", "jsonl"
};
int export_list(const Console&, const ExportCommand&);
// One message of mail on standard input, as a server of mail hands it to a pipe. What is no report about a message of ours is left alone,
// and so is one that was told before: the server need not send anything back (done). EX_TEMPFAIL (75) when the store fails: it tries again.
struct BounceCommand {
    std::string database, socket;
};
int take_bounce(const Console&, const BounceCommand&);

// Opens a network to read; a program too old for it throws acts::TooNew.
std::unique_ptr<store::Db> open_to_read(const store::Location&);

}  // namespace app
