#include "app/command_line.h"

#include "app/simulate.h"
#include "app/version.h"

#include <fmt/format.h>
#include <boost/json.hpp>

namespace app {
namespace {

std::string lower(std::string word) {
    const bool loud = word == "OPTIONS" || word == "SUBCOMMAND" || word == "REQUIRED";
    for (auto& letter : word) letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
    return loud ? word + "_mark" : word;
}

}  // namespace

CLI::Validator a_location() {
    return CLI::Validator(
        [](std::string& word) -> std::string {
            try {
                store::Location::parse(word);
                return {};
            } catch (const std::invalid_argument& wrong) { return wrong.what(); }
        },
        "FILE|postgresql:CONNINFO?schema=NAME");
}

CommandLine::CommandLine(Console& console) : console_(console), app_(text("program.about"), "concert") {
    app_.require_subcommand(0, 1);
    app_.footer(text("program.endings"));
    app_.set_help_flag("-h,--help", text("program.option.help"));
    app_.add_option("--language", language_, text("program.option.language"))->check(CLI::IsMember({"fr", "en"}));
    auto labels = std::make_shared<CLI::Formatter>();
    for (const char* label : {"Usage", "Options", "OPTIONS", "Positionals", "SUBCOMMAND", "REQUIRED"})
        if (const auto key = "program.help." + lower(label); console_.words.has(key)) labels->label(label, text(key));
    labels->column_width(32);
    app_.formatter(labels);
    add_init(), add_serve(), add_act(), add_import(), add_acts(), add_rebuild(), add_verify(), add_checkpoint(), add_tiles(),
        add_snapshot(), add_simulate(), add_user(), add_bounce(), add_backup(), add_backup_key(), add_restore(), add_doctor(), add_export(),
        add_help(), add_completion(), add_version();
}

int CommandLine::run(int count, char** words) {
    try {
        app_.parse(count, words);
    } catch (const CLI::CallForHelp&) {
        const auto used = app_.get_subcommands();
        fmt::print("{}", used.empty() ? app_.help() : used.front()->help("concert"));
        return done;
    } catch (const CLI::ParseError& error) {
        const auto used = app_.get_subcommands();
        console_.complain("program.misused", {{"what", said(error)}, {"command", used.empty() ? "" : used.front()->get_name() + " "}});
        return misused;
    }
    if (!chosen_) {
        fmt::print("{}", app_.help());
        return misused;
    }
    try {
        return chosen_();
    } catch (...) { return tell_fault(console_, !database_.empty() ? database_ : !restore_.into.empty() ? restore_.into : out_); }
}

// The two usual mistakes in the reader's language; the rest in the library's English.
std::string CommandLine::said(const CLI::ParseError& error) {
    const std::string what = error.what();
    if (const auto at = what.find(": "); error.get_exit_code() == int(CLI::ExitCodes::ExtrasError) && at != what.npos)
        return console_.text("program.misused.unexpected", {{"words", what.substr(at + 2)}});
    if (const auto at = what.find(" is required"); error.get_exit_code() == int(CLI::ExitCodes::RequiredError) && at != what.npos)
        return console_.text("program.misused.missing", {{"word", what.substr(0, at)}});
    return what;
}

CLI::App* CommandLine::command(const std::string& name, std::function<int()> then) {
    auto* made = app_.add_subcommand(name, text("program." + name + ".about"));
    std::string footer;
    for (const char* part : {".footer", ".examples"})
        if (const auto key = "program." + name + part; console_.words.has(key)) footer += (footer.empty() ? "" : "\n\n") + text(key);
    made->footer(footer);
    made->set_help_flag("-h,--help", text("program.option.help"));
    made->fallthrough();
    made->group(text("program.help.subcommands"));
    made->callback([this, then] { chosen_ = then; });
    return made;
}

void CommandLine::database(CLI::App* made) {
    made->add_option("DATABASE", database_, text("program.option.database"))->required()->check(a_location());
}

CLI::Option* CommandLine::database_option(CLI::App* made) {
    auto* option = made->add_option("--database", database_, text("program.option.database"));
    return option->envname("CONCERT_DATABASE")->check(a_location());
}

void CommandLine::add_init() {
    auto* made = command("init", [this] { return init(console_, {database_, from_, socket_}); });
    database(made), json(made), socket(made);
    made->add_option("--from", from_, text("program.init.from"))->type_name("DIRECTORY|FILE");
}

void CommandLine::add_serve() {
    auto* made = command("serve", [this] { return serve_network(); });
    database(made), socket(made);
    made->add_option("--listen", listen_, text("program.serve.listen"))->capture_default_str()->type_name("ADDRESS:PORT");
    made->add_option("--site", site_, text("program.serve.site"))->type_name("URL");
    made->add_option("--proxy", proxies_, text("program.serve.proxy"))->type_name("ADDRESS");
    made->add_option("--log", log_, text("program.serve.log"))->type_name("FILE");
    made->add_option("--origin", origin_, text("program.option.origin"))->type_name("NAME");
    made->add_option("--past", past_, text("program.serve.past"))->type_name("DIRECTORY");
    auto* smtp = made->add_option("--smtp", mail_words_.url, text("program.serve.smtp"))->type_name("URL");
    made->add_option("--smtp-from", mail_words_.from, text("program.serve.smtp_from"))->type_name("ADDRESS")->needs(smtp);
    made->add_option("--smtp-bounces", mail_words_.bounces, text("program.serve.smtp_bounces"))->type_name("ADDRESS")->needs(smtp);
    auto* user = made->add_option("--smtp-user", mail_words_.user, text("program.serve.smtp_user"))->type_name("NAME")->needs(smtp);
    made->add_option("--smtp-password-file", mail_words_.password_file, text("program.serve.smtp_password"))
        ->type_name("FILE")
        ->needs(user);
    auto* recipient = made->add_option("--backup-recipient", recipients_, text("program.backup.recipient"))->type_name("FILE");
    auto* backup = made->add_option("--backup", backup_directory_, text("program.serve.backup"))->type_name("DIRECTORY")->needs(recipient);
    recipient->needs(backup);
    made->add_option("--backup-every", backup_every_, text("program.serve.backup_every"))
        ->capture_default_str()
        ->type_name("24h")
        ->needs(backup);
    made->add_option("--backup-keep", backup_keep_, text("program.serve.backup_keep"))
        ->capture_default_str()
        ->type_name("35d")
        ->needs(backup);
}

void CommandLine::add_act() {
    auto* made = command("act", [this] {
        if (act_.name.empty()) return list_acts(console_);
        if (act_.help) return describe_act(console_, act_.name);
        if (database_.empty()) {
            console_.complain("program.act.where");
            return int(misused);
        }
        act_.database = database_, act_.socket = socket_;
        console_.json = !act_.json_file.empty();
        return act(console_, act_);
    });
    made->set_help_flag();
    made->add_flag("-h,--help", act_.help, text("program.option.help"));
    made->add_option("NAME", act_.name, text("program.act.name"));
    made->add_option("FIELD=VALUE", act_.fields, text("program.act.fields_given"));
    database_option(made);
    made->add_option("--json", act_.json_file, text("program.act.json"))->type_name("FILE|-")->excludes("FIELD=VALUE");
    made->add_option("--basis", act_.basis, text("program.act.basis"))->type_name("source:3001");
    made->add_option("--key", act_.key, text("program.act.key"))->type_name("TEXT");
    made->add_flag("--preview", act_.preview, text("program.act.preview"));
    socket(made);
}

void CommandLine::add_import() {
    auto* made = command("import", [this] {
        import_.database = database_, import_.socket = socket_;
        return import_file(console_, import_);
    });
    made->add_option("WHAT", import_.what, text("program.import.what"))->required();
    made->add_option("FILE", import_.file, text("program.import.file"))->required();
    database_option(made)->required();
    made->add_option("--basis", import_.basis, text("program.act.basis"))->type_name("source:3001");
    made->add_flag("--preview", import_.preview, text("program.act.preview"));
    json(made), socket(made);
}

void CommandLine::add_acts() {
    auto* made = command("acts", [this] { return print_schemas(console_, act_.name); });
    made->add_option("NAME", act_.name, text("program.act.name"));
}

void CommandLine::add_rebuild() {
    auto* made = command("rebuild", [this] {
        rebuild_.database = database_;
        return rebuild_network(console_, rebuild_);
    });
    database(made), json(made);
    auto* to = made->add_option("--to", rebuild_.to, text("program.rebuild.to"))->check(a_location());
    made->add_flag("--prove", rebuild_.prove, text("program.rebuild.prove"));
    auto* check = made->add_flag("--check", rebuild_.check, text("program.rebuild.check"))->excludes(to);
    made->add_flag("--accept", rebuild_.accept, text("program.rebuild.accept"))->excludes(to)->excludes(check);
}

void CommandLine::add_verify() {
    auto* made = command("verify", [this] {
        verify_.database = database_;
        return verify_network(console_, verify_);
    });
    database(made), json(made);
    made->add_flag("--tables", verify_.tables, text("program.verify.tables"));
    auto* checkpoint = made->add_option("--checkpoint", verify_.checkpoint_file, text("program.verify.checkpoint"))->type_name("FILE");
    made->add_option("--key", verify_.key, text("program.verify.key"))->type_name("VKEY")->needs(checkpoint);
}

void CommandLine::add_checkpoint() {
    auto* made = command("checkpoint", [this] { return print_checkpoint(console_, {database_, socket_, origin_}); });
    database(made), socket(made);
    made->add_option("--origin", origin_, text("program.option.origin"))->type_name("NAME");
}

void CommandLine::add_tiles() {
    auto* made = command("tiles", [this] { return export_tiles(console_, {database_, out_, socket_}); });
    database(made), json(made), socket(made);
    made->add_option("DIRECTORY", out_, text("program.tiles.directory"))->required();
}

void CommandLine::add_snapshot() {
    auto* made = command("snapshot", [this] { return snapshot(console_, {database_, out_, day_, number_}); });
    database(made), json(made);
    made->add_option("--out", out_, text("program.snapshot.out"))->required()->type_name("FILE");
    auto* which = made->add_option_group("WHEN");
    which->add_option("--number", number_, text("program.snapshot.number"))->check(CLI::NonNegativeNumber);
    which->add_option("--on", day_, text("program.snapshot.on"))->type_name("YYYY-MM-DD");
    which->require_option(1);
}

void CommandLine::add_simulate() {
    auto* made = command("simulate", [this] {
        simulate_.out = out_;
        return simulate_network(console_, simulate_);
    });
    json(made);
    made->add_option("--members", simulate_.members, text("program.simulate.members"))
        ->capture_default_str()
        ->check(CLI::Range(std::int64_t(1), SimulateOptions::members_max));
    made->add_option("--years", simulate_.years, text("program.simulate.years"))->capture_default_str()->check(CLI::Range(1, 50));
    made->add_option("--seed", simulate_.seed, text("program.simulate.seed"))->capture_default_str();
    made->add_option("--out", out_, text("program.simulate.out"))->required()->check(a_location());
}

void CommandLine::add_bounce() {
    auto* made = command("bounce", [this] { return take_bounce(console_, {database_, socket_}); });
    database(made), socket(made);
}

void CommandLine::add_user() {
    auto* made = command("user", [this] {
        user_.database = database_, user_.socket = socket_, user_.site = site_;
        return user(console_, user_);
    });
    made->add_option("WHAT", user_.what, text("program.user.what"))
        ->required()
        ->check(CLI::IsMember({"list", "link", "invite", "end-sessions", "reset-factors"}));
    made->add_option("PERSON", user_.person, text("program.user.person"))->check(CLI::PositiveNumber);
    database_option(made)->required();
    made->add_option("--site", site_, text("program.serve.site"))->type_name("URL");
    json(made), socket(made);
}

void CommandLine::add_version() {
    auto* made = command("version", [this] {
        if (console_.json) console_.put({{"version", version}, {"format", acts::journal_format}});
        else console_.say("program.version.is", {{"version", version}, {"format", acts::journal_format}});
        return int(done);
    });
    json(made);
}

}  // namespace app
