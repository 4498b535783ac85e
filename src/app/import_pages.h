// « Importer » for the administrator: a file is sent, looked at row by row, then confirmed.
#pragma once
#include "app/import.h"
#include "web/act_pages.h"

namespace app {

// Files that wait for a confirmation: a few, in memory, for an hour.
class WaitingFiles {
public:
    struct File {
        std::string bytes, act, basis;
        std::int64_t until_us = 0;
    };
    std::string keep(File, std::int64_t now_us);  // the token that finds it again
    std::optional<File> find(const std::string& token, std::int64_t now_us);
    void forget(const std::string& token);

private:
    std::mutex mutex_;
    std::map<std::string, File> files_;
};

// /import. Everything it is given outlives the router.
void add_import_pages(web::Router&, const web::ActDoors&, WaitingFiles&);

}  // namespace app
