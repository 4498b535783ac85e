// The words of the command line: every command and option is declared here once, and help and completion are made of that.
#pragma once
#include "app/commands.h"
#include "app/serve.h"

#include <CLI/CLI.hpp>
#include <functional>

namespace app {

CLI::Validator a_location();  // FILE or postgresql:…

class CommandLine {
public:
    explicit CommandLine(Console&);
    int run(int count, char** words);

private:
    std::string text(std::string_view key) { return console_.text(key); }
    std::string said(const CLI::ParseError&);
    CLI::App* command(const std::string& name, std::function<int()> then);
    void database(CLI::App*);                 // the first word
    CLI::Option* database_option(CLI::App*);  // --database, or CONCERT_DATABASE
    void json(CLI::App* made) { made->add_flag("--json", console_.json, text("program.option.json")); }
    void socket(CLI::App* made) { made->add_option("--socket", socket_, text("program.option.socket"))->type_name("FILE"); }
    int serve_network();

    void add_init(), add_serve(), add_act(), add_import(), add_acts(), add_rebuild(), add_verify(), add_checkpoint(), add_tiles(),
        add_snapshot(), add_simulate(), add_user(), add_bounce(), add_version();
    void add_backup(), add_backup_key(), add_restore(), add_doctor(), add_export(), add_help(), add_completion();

    Console& console_;
    CLI::App app_;
    std::function<int()> chosen_;
    std::string language_, database_, from_, socket_, log_, origin_, past_, out_, day_, file_, word_;
    std::int64_t number_ = -1;
    std::string site_, backup_directory_, backup_every_ = "24h", backup_keep_ = "35d";
    std::vector<std::string> proxies_, listen_{"127.0.0.1:8080"}, recipients_;
    bool csv_ = false, xlsx_ = false, tables_ = false;
    ActCommand act_;
    ImportCommand import_;
    RebuildCommand rebuild_;
    VerifyCommand verify_;
    SimulateCommand simulate_;
    UserCommand user_;
    MailWords mail_words_;
    BackupCommand backup_;
    RestoreCommand restore_;
    ExportCommand export_;
};

}  // namespace app
