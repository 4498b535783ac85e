#include "programme/page_parts.h"

#include "acts/history.h"
#include "members/members.h"
#include "web/api.h"
#include "web/form.h"
#include "web/percent.h"

#include <algorithm>

namespace programme {

using namespace html;
using web::Cell, web::Visit;
using Look = web::Heading::Look;

namespace {

std::string segment(std::int64_t id, const std::string& name) {
    const auto slug = base::slug(name);
    return slug.empty() ? std::to_string(id) : std::to_string(id) + "-" + slug;
}

constexpr std::int64_t history_most = 5;  // the register has the whole

}  // namespace

namespace places {
web::Address of(const ShownProgramme& programme) { return places::programme / segment(programme.id.value, programme.name_fr); }
web::Address of(const ShownNode& node) { return nodes / std::to_string(node.id.value); }  // a page links to dozens: no slugs
web::Address of(const ShownFrame& frame, const ShownCode& code) { return of(frame) / web::percent_encode(code.code); }
web::Address of(const ShownFrame& frame) { return frames / segment(frame.id.value, frame.short_fr); }
}  // namespace places

std::optional<std::int64_t> leading_number(std::string_view text) { return web::whole_number(text.substr(0, text.find('-'))); }

bool may(const Visit& visit, std::string_view act) {
    const auto* declared = visit.hooks.registry ? visit.hooks.registry->newest(act) : nullptr;
    return declared && !visit.date && !visit.known && visit.visitor.may(*declared);
}

Node basis_of(const Visit& visit, const std::string& basis) {
    return web::basis_link(visit, basis, [&](std::int64_t number) {
        const auto source = sources::find_source(visit.db(), {number});
        return source ? source->title : std::string();
    });
}

bool is_ours(const Visit& visit, Translated translated) {
    return translated == (visit.language == base::Language::fr ? Translated::fr : Translated::en);
}

std::string period_words(const Visit& visit, const ShownProgramme& programme) {
    return visit.format("programme.period_words",
                        {{"from", visit.words.partial_date(programme.from)}, {"to", visit.words.partial_date(programme.to)}});
}

Node state_tag(const Visit& visit, const ShownProgramme& programme) {
    const auto tag = [&](std::string_view look, std::string_view key) { return span(cls(look), visit.text(key)); };
    if (programme.state == State::proposed) return tag("tag nt", "programme.state.proposed");
    if (programme.in_force_on(visit.on())) return tag("tag ok", "programme.state.in_force");
    if (programme.state == State::annulled) return tag("tag no", "programme.state.annulled");
    return programme.in_force_from && visit.on() < *programme.in_force_from ? tag("tag at", "programme.state.to_come")
                                                                            : tag("tag", "programme.state.past");
}

std::string counts_words(const Visit& visit, const std::vector<KindCount>& counts) {
    std::string all;
    for (const auto& one : counts) all += (all.empty() ? "" : ", ") + visit.format("programme.count." + one.kind, {{"count", one.things}});
    return all;
}

std::int64_t total_of(const std::vector<KindCount>& counts) {
    std::int64_t total = 0;
    for (const auto& one : counts) total += one.things;
    return total;
}

std::string kind_words(const Visit& visit, std::string_view kind) {
    const auto key = "programme.kind." + std::string(kind);
    return std::string(visit.words.has(key) ? visit.text(key) : kind);
}

std::string label_of(const Visit& visit, const ShownNode& node) {
    const auto key = "programme.label." + std::string(acts::name_of(node.kind));
    return visit.format(key, {{"ordinal", node.ordinal}, {"name", name_in(visit, node)}});
}

std::string label_of(const Visit& visit, const ShownFrame& frame, const ShownCode& code) {
    return visit.format("programme.label.code", {{"frame", short_name(visit, frame)}, {"code", code.code}, {"name", name_in(visit, code)}});
}

Node frame_link(Visit& visit, const ShownLink& link) {
    const auto code = link.code ? find_code(visit.db(), *link.code) : std::nullopt;
    const auto frame = find_frame(visit.db(), code ? code->frame : link.frame.value_or(Id<Frame>{}));
    if (!frame) return {};
    visit.read("frame", frame->id);
    return code ? a(href(visit.to(places::of(*frame, *code))), label_of(visit, *frame, *code))
                : a(href(visit.to(places::of(*frame))), name_in(visit, *frame));
}

Node act_link(const Visit& visit, std::string_view act, std::string_view look, const web::Parameters& fields) {
    if (!may(visit, act)) return {};
    const web::Address acts_at{"/actes", "/en/acts"};
    return a(cls(look), href(visit.to(acts_at / act, fields)), visit.text("act." + std::string(act) + ".form"));
}

Node history_section(const Visit& visit, std::string_view thing, std::int64_t id) {
    const auto whole = std::string(thing) + ":" + std::to_string(id);
    return section(div(cls("hd"), h2(visit.text("programme.history")),
                       a(href(visit.to(web::places::journal, {{"thing", whole}})), visit.text("history.whole"))),
                   web::history_list(visit, acts::history_of(visit.db(), thing, id, history_most), [&](std::int64_t number) {
                       const auto source = sources::find_source(visit.db(), {number});
                       return source ? source->title : std::string();
                   }));
}

// ---- what is tagged ----

namespace {

struct TaggedRow {
    Thing thing;
    ThingLink link;
};

std::string key_of(const Thing& thing) { return thing.kind + ":" + std::to_string(thing.id); }

// The name of a thing of the doors below; nothing for others.
std::optional<std::string> known_name(store::Db& db, const Thing& thing, const Visit& visit) {
    if (thing.kind == "member") {
        const auto member = members::find_member(db, {thing.id});
        return member ? member->name : std::string();
    }
    if (thing.kind == "decision") {
        const auto decision = assembly::find_decision(db, {thing.id});
        return decision ? decision->title : std::string();
    }
    if (thing.kind == "source") {
        const auto source = sources::find_source(db, {thing.id});
        return source ? source->title : std::string();
    }
    if (thing.kind == "statement") {
        const auto said = sources::find_statement(db, {thing.id});
        return said ? visit.in_language(said->quote_fr, said->quote_en) : std::string();
    }
    return {};
}

ThingLink link_of(Visit& visit, const ThingLinks& links, const Thing& thing) {
    visit.read(thing.kind, thing.id);
    if (links)
        if (auto link = links(visit, thing)) return *link;
    ThingLink link;
    auto name = known_name(visit.db(), thing, visit);
    if (!name && visit.hooks.thing_name) name = visit.hooks.thing_name(visit, thing.kind, thing.id);
    link.name = name && !name->empty()
                    ? *name
                    : kind_words(visit, thing.kind) + " " + visit.format("entries.number", {{"number", std::to_string(thing.id)}});
    if (thing.kind == "member") link.address = web::places::to_member(visit, Id<members::Member>{thing.id}, name.value_or(""));
    else if (thing.kind == "source") link.address = visit.to(web::places::numbered(web::places::sources, thing.id));
    else link.address = visit.to(web::places::journal, {{"thing", key_of(thing)}});
    return link;
}

// `told`: whether any of them says where it has got to.
web::List<TaggedRow> tagged_columns(const Visit* visit, bool told) {
    std::vector<web::Column<TaggedRow>> columns{
        {{"name", "programme.tagged.name", "", Look::name, false},
         [](const TaggedRow& row) { return a(href(row.link.address), bdi(row.link.name)); },
         [](const TaggedRow& row) { return row.link.name.empty() ? Cell() : Cell(row.link.name); }},
        {{"kind", "programme.tagged.kind"},
         [visit](const TaggedRow& row) { return html::text(kind_words(*visit, row.thing.kind)); },
         [](const TaggedRow& row) { return Cell(row.thing.kind); }},
        {{.name = "thing", .label = "programme.tagged.thing", .shown = false},
         {},
         [](const TaggedRow& row) { return Cell(key_of(row.thing)); }},
    };
    if (told) columns.push_back({{"", "programme.tagged.state"}, [](const TaggedRow& row) { return html::text(row.link.state); }, {}});
    return web::List<TaggedRow>(std::move(columns));
}

}  // namespace

Node tagged_section(Visit& visit, const ThingLinks& links, Place place, const web::Address& at) {
    const auto counts = counts_at(visit.db(), place);
    const auto title = visit.text("programme.tagged.title");
    if (counts.empty()) return section(div(cls("hd"), h2(title)), p(cls("note"), visit.text("programme.tagged.none")));
    const auto kind = visit.request.query.value_or("kind", "");
    auto total = total_of(counts);
    for (const auto& one : counts)
        if (one.kind == kind) total = one.things;
    const bool filtered = total != total_of(counts);
    const auto paging = web::Paging::asked(visit, total);
    std::vector<TaggedRow> rows;
    for (const auto& thing : tagged_at(visit.db(), place, filtered ? std::string(kind) : "", paging.offset(), paging.rows))
        rows.push_back({thing, link_of(visit, links, thing)});
    const bool told = std::ranges::any_of(rows, [](const TaggedRow& row) { return !row.link.state.empty(); });
    const auto choice = [&](const KindCount& one) {
        const auto words = visit.format("programme.count." + one.kind, {{"count", one.things}});
        return li(one.kind == kind ? strong(words) : a(href(visit.here_with({{"kind", one.kind}})), words));
    };
    return section(div(cls("hd"), h2(title), web::export_links(visit, at)),
                   when(counts.size() > 1 || filtered,
                        [&] {
                            return ul(cls("ls"), each(counts, choice), when(filtered, [&] {
                                          return li(a(href(visit.here_with({{"kind", ""}})), visit.text("programme.tagged.all")));
                                      }));
                        }),
                   tagged_columns(&visit, told).table(visit, title, rows), web::page_links(visit, paging, ""));
}

web::Response tagged_file(Visit& visit, Place place, std::string_view name, web::Format format) {
    const std::string kind(visit.request.query.value_or("kind", ""));
    if (!kind.empty() && !acts::named<Taggable>(kind)) return web::wrong_problem(visit.words, {{"kind", "choice", {}}}, 400);
    const auto lasting = web::kept(visit);
    return tagged_columns(lasting.get(), false)
        .file(lasting, name, format, [place, kind, lasting, offset = std::int64_t(0)](store::Db& db) mutable {
            std::vector<TaggedRow> rows;
            for (const auto& thing : tagged_at(db, place, kind, offset, web::rows_at_once))
                rows.push_back({thing, {known_name(db, thing, *lasting).value_or(""), {}, {}}});
            offset += web::rows_at_once;
            return rows;
        });
}

// ---- the panel on the page of any thing ----

Node tags_panel(Visit& visit, std::string_view thing, std::int64_t id) {
    visit.read(thing, id);
    const auto tags = tags_of(visit.db(), std::string(thing), id);
    const bool tells = acts::named<Taggable>(thing) && may(visit, "programme.tag");
    if (tags.empty() && !tells) return {};
    const auto remove = [&](const ShownTag& tag) {
        if (!may(visit, "programme.untag")) return Node();
        const web::Address untag{"/actes/programme.untag", "/en/acts/programme.untag"};
        return a(href(visit.to(untag, {{"tag", std::to_string(tag.id.value)}})), visit.text("programme.panel.remove"));
    };
    const auto shown = [&](const ShownTag& tag) {
        if (const auto node = tag.node ? find_node(visit.db(), *tag.node) : std::nullopt) {
            visit.read("programme", node->programme);
            const auto programme = find_programme(visit.db(), node->programme);
            return li(a(href(visit.to(places::of(*node))), label_of(visit, *node)), remove(tag),
                      p(cls("q"), a(href(visit.to(places::of(*programme))), name_in(visit, *programme))));
        }
        const auto code = tag.code ? find_code(visit.db(), *tag.code) : std::nullopt;
        if (!code) return Node();
        visit.read("frame", code->frame);
        const auto frame = *find_frame(visit.db(), code->frame);
        return li(a(href(visit.to(places::of(frame, *code))), label_of(visit, frame, *code)), remove(tag),
                  p(cls("q"), a(href(visit.to(places::of(frame))), name_in(visit, frame))));
    };
    return section(div(cls("hd"), h2(visit.text("programme.title")),
                       when(tells,
                            [&] {
                                const web::Address tag{"/actes/programme.tag", "/en/acts/programme.tag"};
                                return a(href(visit.to(tag, {{"kind", std::string(thing)}, {"thing", std::to_string(id)}})),
                                         visit.text("programme.panel.add"));
                            })),
                   tags.empty() ? p(visit.text("programme.panel.none")) : ul(cls("ls"), each(tags, shown)));
}

// ---- for forms and names elsewhere ----

std::vector<web::Choice> options(Visit& visit, std::string_view thing) {
    std::vector<web::Choice> choices;
    const auto add = [&](std::int64_t id, std::string words) { choices.push_back({std::to_string(id), std::move(words)}); };
    const bool nodes = thing == "programme_node", indicators = thing == "indicator";
    if (thing == "programme" || nodes || indicators)
        for (const auto& one : all_programmes(visit.db())) {
            const auto& name = name_in(visit, one);
            if (thing == "programme") add(one.id.value, name);
            if (nodes)
                for (const auto& node : nodes_of(visit.db(), one.id)) add(node.id.value, name + " – " + label_of(visit, node));
            if (indicators)
                for (const auto& indicator : indicators_of(visit.db(), one.id))
                    add(indicator.id.value, name + " – " + name_in(visit, indicator));
        }
    if (thing == "frame" || thing == "frame_code")
        for (const auto& frame : all_frames(visit.db())) {
            if (thing == "frame") add(frame.id.value, name_in(visit, frame));
            else
                for (const auto& code : codes_after(visit.db(), frame.id, 0, frame.codes)) add(code.id.value, label_of(visit, frame, code));
        }
    return choices;
}

std::string name_of(const Visit& visit, std::string_view thing, std::int64_t id) {
    auto& db = visit.db();
    if (thing == "programme") {
        const auto found = find_programme(db, {id});
        return found ? name_in(visit, *found) : std::string();
    }
    if (thing == "programme_node") {
        const auto found = find_node(db, {id});
        return found ? label_of(visit, *found) : std::string();
    }
    if (thing == "frame") {
        const auto found = find_frame(db, {id});
        return found ? name_in(visit, *found) : std::string();
    }
    if (thing == "frame_code") {
        const auto found = find_code(db, {id});
        const auto frame = found ? find_frame(db, found->frame) : std::nullopt;
        return frame ? label_of(visit, *frame, *found) : std::string();
    }
    if (thing == "indicator") {
        const auto found = find_indicator(db, {id});
        return found ? name_in(visit, *found) : std::string();
    }
    return {};
}

}  // namespace programme
