#include "portal/journal_pages.h"
#include "people/people.h"

#include "acts/log.h"
#include "portal/act_fields.h"
#include "portal/feeds.h"
#include "portal/history_pages.h"
#include "sources/sources.h"
#include "web/api.h"
#include "web/atom.h"
#include "web/entries.h"
#include "web/form.h"
#include "web/live.h"
#include "web/places.h"
#include "web/table.h"

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <mutex>

namespace portal {
namespace {

using namespace html;
using web::Response, web::Visit;
using Look = web::Heading::Look;

std::optional<base::Id<acts::Act>> number_in(std::string_view text) {
    const auto number = web::whole_number(text);
    return number ? std::optional(base::Id<acts::Act>{*number}) : std::nullopt;
}

web::SourceTitle source_titles(const Visit& visit) {
    return [&visit, known = std::make_shared<std::map<std::int64_t, std::string>>()](std::int64_t number) {
        const auto [title, is_new] = known->try_emplace(number);  // many acts have one source
        if (is_new) title->second = sources::source_title(visit.db(), number);
        return title->second;
    };
}

// ---- the list ----

using web::Cell;
Cell known(std::string text) { return text.empty() ? Cell() : Cell(std::move(text)); }

web::List<acts::EntryLine> columns(const Visit* visit) {
    return web::List<acts::EntryLine>({
        {{"number", "journal.number", "", Look::name, false},
         [visit](const acts::EntryLine& line) {
             return a(href(visit->to(web::places::act(line.number))), cls("n"),
                      visit->format("journal.numbered", {{"number", line.number.value}}));
         },
         [](const acts::EntryLine& line) { return Cell(line.number.value); }},
        {{"act", "journal.act", "", Look::text, false},
         [visit](const acts::EntryLine& line) {
             const auto subject = subject_of(*visit, line);
             return group(html::text(act_label(*visit, line.act)), when(!subject.empty(), [&] { return p(cls("q"), bdi(subject)); }));
         },
         [](const acts::EntryLine& line) { return Cell(line.act); }},
        {{.name = "subject", .label = "journal.column_subject", .shown = false},
         {},
         [visit](const acts::EntryLine& line) { return known(subject_of(*visit, line)); }},
        {{"date", "journal.date", "", Look::text, false},
         [visit](const acts::EntryLine& line) {
             return time(attr("datetime", line.date.iso()), cls("n"), visit->words.short_date(line.date));
         },
         [](const acts::EntryLine& line) { return Cell(line.date); }},
        {{"capacity", "journal.capacity", "", Look::text, false},
         [visit](const acts::EntryLine& line) { return html::text(capacity_label(*visit, line.capacity)); },
         [](const acts::EntryLine& line) { return Cell(line.capacity); }},
        {{"basis", "journal.basis"},
         [visit, titles = visit ? source_titles(*visit) : web::SourceTitle()](const acts::EntryLine& line) {
             return basis_link(*visit, line.basis, titles);
         },
         [](const acts::EntryLine& line) { return known(line.basis); }},
        {{.name = "cause", .label = "journal.column_cause", .shown = false},
         {},
         [](const acts::EntryLine& line) { return line.cause ? Cell(line.cause->value) : Cell(); }},
    });
}

acts::EntryFilter asked(const Visit& visit) {
    return {std::string(visit.request.query.value_or("act", "")), base::Date::parse(visit.request.query.value_or("day", ""))};
}

Response list_file(Visit& visit, web::Format format) {
    if (!visit.request.query.value_or("thing", "").empty())  // the history of one thing is a page, and below /api
        return web::wrong_problem(visit.words, {{"thing", "unknown_parameter", {}}}, 400);
    if (const auto act = asked(visit).act; !act.empty() && visit.hooks.registry && !visit.hooks.registry->newest(act))
        return web::wrong_problem(visit.words, {{"act", "choice", {}}}, 400);
    const auto lasting = web::kept(visit);
    return columns(lasting.get())
        .file(lasting, visit.language == base::Language::fr ? "registre" : "register", format,
              [filter = asked(visit), before = std::optional<base::Id<acts::Act>>()](store::Db& db) mutable {
                  auto lines = acts::entries_before(db, filter, before, web::rows_at_once);
                  if (!lines.empty()) before = lines.back().number;
                  return lines;
              });
}

// Every act that can stand there, by its name in the reader's language.
using ActNames = std::vector<std::pair<std::string, std::string>>;
ActNames act_names(const Visit& visit) {
    ActNames names;
    if (visit.hooks.registry)
        for (const auto& declared : visit.hooks.registry->all())
            if (!declared.step_up) names.emplace_back(declared.name, act_label(visit, declared.name));
    std::ranges::sort(names, [&](const auto& one, const auto& other) { return visit.words.compare(one.second, other.second) < 0; });
    return names;
}

// The same for every visit of a language: put in order once.
class ActChoice {
public:
    Node options(const Visit& visit, std::string_view chosen) {
        auto& of = by_language_[visit.language == base::Language::fr ? 0 : 1];
        std::call_once(of.made, [&] { of.names = act_names(visit); });
        return each(of.names, [&](const auto& name) {
            return option(attr("value", name.first), flag_when(name.first == chosen, "selected"), name.second);
        });
    }

private:
    struct Names {
        std::once_flag made;
        ActNames names;
    };
    std::array<Names, 2> by_language_;
};

Response list_page(Visit& visit, ActChoice& choice) {
    if (const auto asked = visit.request.query.find("thing"); asked && !asked->empty()) {
        const auto thing = web::thing_in(*asked);
        return thing ? history_page(visit, *thing) : web::error_page(visit, 404);
    }
    visit.read("journal");
    const auto filter = asked(visit);
    if (!filter.day && !visit.request.query.value_or("day", "").empty()) return web::error_page(visit, 400);
    const auto paging = web::Paging::asked(visit, acts::count_entries(visit.db(), filter));
    const auto rows = acts::list_entries(visit.db(), filter, paging.offset(), paging.rows);
    const std::string title(visit.text("journal.title")), day = filter.day ? filter.day->iso() : "";
    constexpr std::string_view swapped = "results count";
    return web::page(
        visit,
        {.title = title,
         .description = std::string(visit.text("journal.lead")),
         .at = web::places::journal,
         .current = "journal",
         .head = web::feed_link(visit, journal_feed_at, title)},
        group(div(cls("intro"), div(h1(title), p(visit.text("journal.lead")))),
              form(cls("flt"), attr("method", "get"), action(web::places::journal.in(visit.language)), attr("data-swap", swapped),
                   div(cls("g"), label(attr("for", "act"), visit.text("journal.act")),
                       select(id("act"), attr("name", "act"), option(attr("value", ""), visit.text("journal.all")),
                              choice.options(visit, filter.act))),
                   div(label(attr("for", "day"), visit.text("journal.day")),
                       input(attr("type", "date"), id("day"), attr("name", "day"), attr("value", day))),
                   button(attr("type", "submit"), cls("btn"), visit.text("members.filter"))),
              div(cls("cnt"),
                  p(id("count"), attr("role", "status"), live(visit, "journal"), visit.format("journal.count", {{"count", paging.total}})),
                  web::export_links(visit, web::places::journal),
                  p(cls("ex"), a(href("/registre.jsonl"), visit.text("journal.download")), " ",
                    a(href("/checkpoint"), visit.text("journal.checkpoint")))),
              columns(&visit).choice(visit, web::places::journal), web::live_line(visit),
              // Its count is announced, not its fifty rows.
              div(id("results"), attr("tabindex", "-1"), live(visit, "journal"),
                  rows.empty() ? p(cls("note"), visit.text("journal.none"))
                               : group(columns(&visit).table(visit, title, rows), web::page_links(visit, paging, swapped))),
              section(div(cls("hd"), h2(visit.text("journal.how_title"))), p(visit.text("journal.how_text")),
                      p(visit.text("journal.how_tools")),
                      when(bool(visit.hooks.verifier_key), [&] { return p(a(href("/log-key"), visit.text("journal.key"))); }))));
}

// ---- one act ----

Node verdict_of(const Visit& visit, const acts::Entry& entry) {
    const auto findings = acts::findings_from_json(entry.verdict);
    if (findings.empty()) return p(visit.text("journal.no_rule"));
    return ul(cls("ls"), each(findings, [&](const base::Finding& finding) {
                  const auto key = "finding." + finding.code;
                  std::vector<base::Argument> arguments;
                  for (const auto& figure : finding.figures) {
                      if (const auto* number = std::get_if<std::int64_t>(&figure.value)) arguments.emplace_back(figure.name, *number);
                      else if (const auto* words = std::get_if<std::string>(&figure.value)) arguments.emplace_back(figure.name, *words);
                      else arguments.emplace_back(figure.name, std::get<base::Date>(figure.value));
                  }
                  const auto sentence =
                      visit.words.has(key) ? visit.words.format(key, arguments) : visit.format("finding.general", {{"code", finding.code}});
                  return li(span(sentence), when(!finding.article.empty(), [&] {
                                return p(cls("q"), visit.text("journal.article"), " ", basis_link(visit, finding.article));
                            }));
              }));
}

Node causes_of(const Visit& visit, const acts::Entry& entry) {
    const auto set_off = acts::consequences_of(visit.db(), entry.number);
    if (!entry.cause && set_off.empty()) return {};
    return section(
        div(cls("hd"), h2(visit.text("journal.causes"))),
        ul(cls("ls"),
           when(entry.cause.has_value(),
                [&] {
                    return li(span(
                        visit.text("journal.cause"), " ",
                        a(href(visit.to(web::places::act(*entry.cause))), visit.format("entries.act", {{"number", entry.cause->value}}))));
                }),
           each(set_off, [&](const acts::EntryLine& line) {
               return li(span(visit.text("journal.set_off"), " ",
                              a(href(visit.to(web::places::act(line.number))), visit.format("entries.act", {{"number", line.number.value}}),
                                ", ", act_label(visit, line.act))));
           })));
}

Node proof_of(Visit& visit, const acts::StoredEntry& stored) {
    visit.read("journal");  // the tree grows with every act
    const auto head = acts::read_head(visit.db());
    const auto number = stored.entry.number.value;
    const auto path = acts::inclusion_path(number - 1, head.size, acts::stored_subtrees(visit.db()));
    std::string hashes;
    for (const auto& hash : path) hashes += hash.hex() + "\n";
    const auto row = [](std::string_view label, const Node& value) { return div(dt(label), dd(value)); };
    const auto tile = (number - 1) / 256;
    const auto width = static_cast<int>(std::min<std::int64_t>(256, head.size - tile * 256));
    const auto base_address = "/registre/" + std::to_string(number);
    return section(
        div(cls("hd"), h2(visit.text("journal.proof"))), p(visit.format("journal.proof_text", {{"number", number}, {"size", head.size}})),
        dl(cls("kv"), row(visit.text("journal.leaf"), code(stored.leaf.hex())), row(visit.text("journal.root"), code(head.root.hex()))),
        details(summary(visit.format("journal.path", {{"count", std::int64_t(path.size())}})),
                pre(cls("hash"), hashes.empty() ? std::string(visit.text("journal.path_empty")) : hashes)),
        details(summary(visit.text("journal.bytes")), pre(cls("hash"), acts::entry_bytes(stored.entry))),
        when(bool(visit.hooks.checkpoint) && !visit.known,
             [&] {
                 return p(cls("act"), a(cls("btn alt"), href(base_address + ".tlog-proof"), visit.text("journal.receipt")),
                          a(href("/tile/entries/" + acts::tile_path(tile, width)), visit.text("journal.tile")),
                          a(href("/checkpoint"), visit.text("journal.checkpoint")));
             }),
        ol(cls("steps"), li(h3(visit.text("journal.check_1")), p(visit.text("journal.check_1_text"))),
           li(h3(visit.text("journal.check_2")), p(visit.text("journal.check_2_text"))),
           li(h3(visit.text("journal.check_3")), p(visit.text("journal.check_3_text")))));
}

// Who submitted an act: restricted, and by name for the secretariat alone.
std::string author_of(const Visit& visit, const std::string& actor) {
    if (const auto person = acts::Actor{actor}.person()) {
        auto name = visit.visitor.in_secretariat() ? people::contact(visit.db(), *person).name : std::string();
        return name.empty() ? visit.format("journal.author.person", {{"id", std::to_string(person->value)}}) : name;
    }
    const auto key = "journal.author." + actor;
    return visit.words.has(key) ? std::string(visit.text(key)) : actor;
}

Response act_page(Visit& visit) {
    const auto number = number_in(visit.request.at("number"));
    const auto stored = number ? acts::find_entry(visit.db(), *number) : std::nullopt;
    if (!stored) return web::error_page(visit, 404);
    const auto& entry = stored->entry;
    const auto label = act_label(visit, entry.act);
    const auto title = visit.format("journal.act_title", {{"number", entry.number.value}, {"act", label}});
    const auto fact = [](std::string_view name, const Node& value) { return div(dt(name), dd(value)); };
    const auto basis = entry.basis ? basis_link(visit, *entry.basis, source_titles(visit)) : Node();
    const auto day = base::Date::parse(entry.date).value_or(base::Date{});
    const auto made = made_by(visit, entry.number);
    return web::page(
        visit,
        {.title = title,
         .description = title,
         .at = web::places::act(entry.number),
         .current = "journal",
         .breadcrumb = {{std::string(visit.text("nav.journal")), visit.to(web::places::journal)}}},
        group(div(cls("intro"),
                  div(p(cls("k"), visit.format("journal.kicker", {{"number", entry.number.value}})), h1(label),
                      dl(cls("meta"), when(!made.empty(), [&] { return fact(visit.text("journal.made"), made); }),
                         fact(visit.text("journal.date"), html::text(visit.words.date(day))),
                         fact(visit.text("journal.time"), html::text(visit.words.datetime(entry.time_us, visit.facts.zone))),
                         fact(visit.text("journal.capacity"), html::text(capacity_label(visit, entry.capacity))),
                         when(visit.visitor.opens_restricted(),
                              [&] { return fact(visit.text("journal.author"), html::text(author_of(visit, stored->actor()))); }),
                         fact(visit.text("journal.basis"), basis.empty() ? span(cls("q"), visit.text("journal.no_basis")) : basis)))),
              section(div(cls("hd"), h2(visit.text("journal.says"))), dl(cls("kv"), field_rows(visit, *stored))), changed_by(visit, entry),
              section(div(cls("hd"), h2(visit.text("journal.verdict"))), verdict_of(visit, entry)),
              when(entry.announced.has_value(),
                   [&] { return section(div(cls("hd"), h2(visit.text("journal.announced"))), p(*entry.announced)); }),
              causes_of(visit, entry), proof_of(visit, *stored)));
}

// ---- the journal as a file ----

// Every entry as it stands under its leaf, one a line. Made whole in memory: the log's tiles serve journals too large for that.
constexpr std::int64_t lines_most = 100'000;
Response lines_file(Visit& visit) {
    visit.read("journal");
    const auto size = acts::read_head(visit.db()).size;
    if (size > lines_most) return Response::error(413);
    std::string out;
    acts::each_entry(visit.db(), 0, size, [&](acts::StoredEntry& stored) { out += acts::entry_bytes(stored.entry) + "\n"; });
    auto response = Response::page(std::move(out), visit.topics);
    response.media_type = "application/jsonl; charset=utf-8";
    response.headers.add("X-Robots-Tag", "noindex");
    return response;
}

// ---- receipts; checkpoint and tiles are app's ----

Response bytes(std::string body, std::string media_type) {
    auto response = Response::text(std::move(body));
    response.media_type = std::move(media_type);
    return response;
}

}  // namespace

void add_journal_pages(web::Router& router, const web::SiteHooks& hooks) {
    using namespace web;
    add_page(router, hooks, "journal.list", places::journal, list_query({"act", "day", "thing"}),
             [choice = std::make_shared<ActChoice>()](Visit& visit) { return list_page(visit, *choice); });
    add_files(router, hooks, "journal", places::journal, list_query({"act", "day"}), list_file);
    add_page(router, hooks, "journal.act", places::journal / "{number}", {}, act_page);
    router.add({.name = "journal.lines",
                .open_to = web::Audience::everyone,
                .pattern = "/registre.jsonl",
                .handler = answering(hooks, Language::fr, lines_file),
                .page = PublicPage{}});
}

void add_proof_routes(web::Router& router, const web::SiteHooks& hooks) {
    using namespace web;
    const auto add = [&](std::string name, std::string pattern, Show show) {
        router.add({.name = std::move(name),
                    .open_to = web::Audience::everyone,
                    .pattern = std::move(pattern),
                    .handler = answering(hooks, Language::fr, std::move(show))});
    };
    if (hooks.checkpoint) {
        add("log.receipt", "/registre/{number}.tlog-proof", [](Visit& visit) {
            const auto number = number_in(visit.request.at("number"));
            if (!number || number->value > acts::read_head(visit.db()).size) return error_page(visit, 404);
            const auto signed_head = visit.hooks.checkpoint(visit.db());
            const auto reading = visit.hooks.read();  // the checkpoint may be of a later moment than this visit's
            auto response = bytes(acts::receipt(*reading, *number, signed_head), "text/plain; charset=utf-8");
            response.headers.add("Content-Disposition", "attachment; filename=\"" + std::to_string(number->value) + ".tlog-proof\"");
            return response;
        });
    }
    if (hooks.verifier_key)
        add("log.key", "/log-key",
            [](Visit& visit) { return bytes(visit.hooks.verifier_key(visit.db()) + "\n", "text/plain; charset=utf-8"); });
}

}  // namespace portal
