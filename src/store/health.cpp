#include "store/health.h"

namespace store {

std::vector<std::string> integrity(Db& db) {
    std::vector<std::string> found;
    if (db.engine() == Engine::postgresql) return found;
    try {
        {
            auto rows = db.ask("SELECT integrity_check FROM pragma_integrity_check(10)");
            while (rows.next())
                if (rows.view(0) != "ok") found.push_back(rows.text(0));
        }
        auto rows = db.ask("SELECT \"table\", parent FROM pragma_foreign_key_check LIMIT 10");
        while (rows.next()) found.push_back("rows of " + rows.text(0) + " refer to rows of " + rows.text(1) + " that are not there");
    } catch (const Fault& fault) { found.emplace_back(fault.what()); }
    return found;
}

std::optional<Server> server_of(Db& db) {
    if (db.engine() == Engine::sqlite) return {};
    // reset_val: what every new connection begins with.
    auto rows = db.ask(
        "SELECT current_setting('server_version_num')::bigint, current_setting('server_encoding')::text, "
        "(SELECT reset_val::text FROM pg_settings WHERE name = 'fsync'), (SELECT reset_val::text FROM pg_settings WHERE name = "
        "'full_page_writes'), (SELECT reset_val::text FROM pg_settings WHERE name = 'synchronous_commit'), "
        "CASE WHEN has_schema_privilege(current_schema(), 'CREATE') THEN 1 ELSE 0 END");
    if (!rows.next()) throw Fault("the server says nothing of itself");
    return Server{rows.integer(0), rows.text(1), rows.view(2) != "off", rows.view(3) != "off", rows.view(4) != "off", rows.integer(5) == 1};
}

}  // namespace store
