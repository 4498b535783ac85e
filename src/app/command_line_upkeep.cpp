// The commands of who looks after an installation: serve with its backups, backup, restore, doctor, export, help, completion.
#include "app/command_line.h"
#include "app/completion.h"

#include "safekeeping/keeper.h"

#include <fmt/format.h>

namespace app {

namespace {

// Before anything is served: a key that is none stops it; a disk that is not there yet does not.
int look_at_backups(const Console& console, const ServeOptions::Backup& backup) {
    const auto tell = [&](const std::string& code, const std::string& what) {
        console.complain("program.backup.wrong." + code, {{"file", what}, {"what", what}});
    };
    try {
        for (const auto& file : backup.recipients) safekeeping::PublicKey::read(file);
    } catch (const safekeeping::Wrong& wrong) {
        tell(wrong.code, wrong.what());
        return refused_or_wrong;
    }
    if (!std::filesystem::is_directory(backup.directory)) tell("no_directory", backup.directory);
    return done;
}

}  // namespace

int CommandLine::serve_network() {
    const auto location = store::Location::parse(database_);
    ServeOptions options{location, {}, site_, proxies_, log_, socket_of(location, socket_), origin_, past_, {}, {}};
    while (options.site.ends_with('/')) options.site.pop_back();
    if (const auto fault = read_mail_words(mail_words_, options.mail)) {
        console_.complain(fault->key, {{"what", fault->what}});
        return misused;
    }
    for (const auto& word : listen_) {
        const auto address = parse_listen(word);
        if (!address) {
            console_.complain("program.serve.address_malformed", {{"address", word}});
            return misused;
        }
        options.listen.push_back(*address);
    }
    if (!backup_directory_.empty()) {
        const auto every = safekeeping::parse_duration(backup_every_), keep = safekeeping::parse_duration(backup_keep_);
        if (!every || !keep || *keep < *every) {
            console_.complain("program.serve.backup_times", {{"every", backup_every_}, {"keep", backup_keep_}});
            return misused;
        }
        options.backup = {backup_directory_, recipients_, *every, *keep};
        if (const int wrong = look_at_backups(console_, options.backup)) return wrong;
    }
    return serve(options, console_);
}

void CommandLine::add_backup() {
    auto* made = command("backup", [this] {
        if (backup_.recipients.empty() && backup_.password_file.empty()) {
            console_.complain("program.backup.for_whom");
            return int(misused);
        }
        backup_.database = database_, backup_.socket = socket_;
        return backup_network(console_, backup_);
    });
    made->add_option("TO", backup_.to, text("program.backup.to"))->required();
    database_option(made)->required();
    auto* recipient = made->add_option("--recipient", backup_.recipients, text("program.backup.recipient"))->type_name("FILE");
    made->add_option("--password-file", backup_.password_file, text("program.backup.password_file"))
        ->type_name("FILE")
        ->excludes(recipient);
    json(made), socket(made);
}

void CommandLine::add_backup_key() {
    auto* made = command("backup-key", [this] { return make_backup_key(console_, file_); });
    made->add_option("FILE", file_, text("program.backup-key.file"))->required();
    json(made);
}

void CommandLine::add_restore() {
    auto* made = command("restore", [this] {
        if (restore_.key.empty() && restore_.password_file.empty()) {
            console_.complain("program.restore.with_what");
            return int(misused);
        }
        return restore_network(console_, restore_);
    });
    made->add_option("FILE", restore_.file, text("program.restore.file"))->required();
    made->add_option("--into", restore_.into, text("program.restore.into"))->required()->check(a_location());
    auto* key = made->add_option("--key", restore_.key, text("program.restore.key"))->type_name("FILE");
    made->add_option("--password-file", restore_.password_file, text("program.backup.password_file"))->type_name("FILE")->excludes(key);
    made->add_option("--expect", restore_.expect, text("program.restore.expect"))->check(CLI::NonNegativeNumber)->type_name("ACTS");
    json(made);
}

void CommandLine::add_doctor() {
    auto* made = command("doctor", [this] { return examine(console_, {database_, socket_, tables_}); });
    database(made), json(made), socket(made);
    made->add_flag("--tables", tables_, text("program.verify.tables"));
}

void CommandLine::add_export() {
    auto* made = command("export", [this] {
        export_.database = database_;
        export_.format = console_.json ? "json" : csv_ ? "csv" : xlsx_ ? "xlsx" : "";
        return export_list(console_, export_);
    });
    made->add_option("WHAT", export_.what, text("program.export.what"));
    database_option(made)->required();
    auto* csv = made->add_flag("--csv", csv_, text("program.export.csv"));
    auto* json = made->add_flag("--json", console_.json, text("program.export.json"))->excludes(csv);
    made->add_flag("--xlsx", xlsx_, text("program.export.xlsx"))->excludes(csv)->excludes(json);
    made->add_option("--out", export_.out, text("program.export.out"))->type_name("FILE");
}

void CommandLine::add_help() {
    auto* made = command("help", [this] {
        const CLI::App* asked = word_.empty() ? &app_ : nullptr;
        for (const auto* one : app_.get_subcommands({}))
            if (one->get_name() == word_) asked = one;
        if (!asked) {
            console_.complain("program.help.unknown", {{"command", word_}});
            return int(misused);
        }
        // Asked of the formatter: App::help would answer for the command that was typed, which is this one.
        fmt::print("{}",
                   asked->get_formatter()->make_help(asked, word_.empty() ? "concert" : "concert " + word_, CLI::AppFormatMode::Normal));
        return int(done);
    });
    made->add_option("COMMAND", word_, text("program.help.command"));
}

void CommandLine::add_completion() {
    auto* made = command("completion", [this] {
        fmt::print("{}", completion_script(app_, word_, completion_words(app_)));
        return int(done);
    });
    made->add_option("SHELL", word_, text("program.completion.shell"))->required()->check(CLI::IsMember({"bash", "zsh", "fish"}));
}

}  // namespace app
