// The page of one document, and its PDF.
#include "documents/page_parts.h"
#include "papers/upload.h"
#include "web/entries.h"
#include "web/form.h"
#include "web/plain_form.h"

namespace documents {
namespace {

using namespace html;
using web::Response, web::Visit;

// The document of the address; nothing when there is none, or not for who asks.
std::optional<IssuedDocument> asked_document(const Visit& visit) {
    const auto number = numbering::read(visit.request.at("number"));
    auto found = number ? find_document(visit.db(), number->text()) : std::nullopt;
    return found && may_see(visit, found->kind) ? found : std::nullopt;
}

std::string code_of(const Visit& visit, const IssuedDocument& document) {
    const auto entry = acts::find_entry(visit.db(), document.act);
    if (!entry) throw store::Fault("no entry " + std::to_string(document.act.value));
    return check_code(*entry);
}

// The bytes that left before, or those printed now, which are kept: the same for whoever asks later, of a later program too.
std::expected<Paper, Unprinted> paper_of(const Visit& visit, const web::ActDoors& doors, const IssuedDocument& document) {
    if (const auto kept = print_of(visit.db(), document.id))
        if (auto bytes = doors.files.read(*kept)) return Paper{std::move(*bytes), *kept};
    auto bytes = print(visit.db(), document, visit.hooks.origin);
    if (!bytes) return std::unexpected(bytes.error());
    const auto sha256 = base::sha256({*bytes});
    try {
        doors.files.keep(*bytes);
        if (visit.hooks.writer)
            visit.hooks.writer->run_local([&](store::Db& db) {
                db.begin();
                keep_print(db, document.id, sha256);
                db.commit();
            });
    } catch (const store::Fault&) {}  // a full disk does not keep anybody from their paper
    return Paper{std::move(*bytes), sha256};
}

Node source_or_decision(const Visit& visit, const std::string& basis) {
    return web::basis_link(visit, basis, [&](std::int64_t number) {
        const auto source = sources::find_source(visit.db(), {number});
        return source ? source->title : std::string();
    });
}

template <class... Parts>
Node fact(std::string_view label, const Parts&... value) {
    return div(dt(label), dd(value...));
}

// What the secretariat and who has the code may have: the file, and how to know it again.
Node paper_section(const Visit& visit, const web::ActDoors& doors, const IssuedDocument& document, const std::string& code, bool may_have) {
    const auto paper = paper_of(visit, doors, document);
    Node content;
    if (!paper)
        content = p(cls("note at"), visit.text(paper.error() == Unprinted::no_press ? "documents.no_press" : "documents.unprintable"));
    else {
        const auto size = visit.words.number(std::int64_t(paper->bytes.size() + 999) / 1000);
        const auto file = places::document(document.number).in(visit.language) + ".pdf";
        const bool staff = visit.visitor.in_secretariat();
        if (may_have)
            content += p(cls("act"),
                         a(cls("btn"), href(staff ? file : file + "?code=" + code), visit.format("documents.download", {{"size", size}})));
        content += dl(cls("meta"), fact(visit.text("documents.sha256"), html::code(paper->sha256.hex())),
                      when(staff, [&] { return fact(visit.text("documents.code"), html::code(code)); }));
    }
    return section(div(cls("hd"), h2(visit.text("documents.file"))), content);
}

enum class Typed { nothing, right, wrong };

Node code_note(const Visit& visit, const IssuedDocument& document, Typed typed) {
    if (typed == Typed::right)
        return div(cls("note ok"), attr("role", "status"), p(visit.format("documents.code_right", {{"number", document.number}})));
    return div(cls("note no"), attr("role", "status"), p(visit.format("documents.code_wrong", {{"number", document.number}})));
}

// Asks for the code, when nobody gave the right one.
Node code_form(const Visit& visit, const IssuedDocument& document) {
    return section(div(cls("hd"), h2(visit.text("documents.code_title"))), p(visit.text("documents.code_lead")),
                   form(cls("flt"), attr("method", "get"), action(places::document(document.number).in(visit.language)),
                        div(label(attr("for", "code"), visit.text("documents.code")),
                            input(attr("type", "text"), id("code"), attr("name", "code"), attr("autocomplete", "off"),
                                  attr("spellcheck", "false"), flag("required"))),
                        button(attr("type", "submit"), cls("btn"), visit.text("documents.check_code"))));
}

Node lead_of(const Visit& visit, const IssuedDocument& document, const Facts& facts) {
    const auto text = [&](const char* name) {
        const auto found = facts.texts.find(name);
        return found == facts.texts.end() ? std::string() : found->second;
    };
    switch (document.kind) {
    case Kind::certificate:
        return p(visit.format("documents.attests",
                              {{"member", document.subject}, {"country", visit.words.country(text("country"))}, {"day", document.day}}));
    case Kind::extract: return p(visit.format("documents.certifies", {{"title", document.subject}, {"day", document.day}}));
    case Kind::report: break;
    }
    return p(visit.format("documents.reports", {{"on", document.on.value_or(document.day)}, {"day", document.day}}));
}

// The member as they are now: a link, and whether something was changed since.
Node since_then(Visit& visit, const IssuedDocument& document, const Facts& facts) {
    if (!document.member) return {};
    visit.read("member", *document.member);
    const auto member = members::find_member(visit.db(), *document.member);
    if (!member) return {};
    const auto entry = facts.texts.find("entry");
    const bool changed = entry == facts.texts.end() || entry->second != std::to_string(member->changed_by.value);
    const auto page = a(href(web::places::to_member(visit, member->id, member->name)), bdi(member->name));
    if (!changed) return div(cls("note"), p(visit.text("documents.unchanged"), " ", page));
    return div(cls("note at"), p(visit.text("documents.changed"), " ", page, ", ",
                                 a(href(visit.to(web::places::act(member->changed_by))),
                                   visit.format("entries.act", {{"number", member->changed_by.value}}))));
}

}  // namespace

std::string kind_label(const Visit& visit, Kind kind) {
    return std::string(visit.text("documents.kind." + std::string(acts::name_of(kind))));
}

std::string subject_of(const Visit& visit, const IssuedDocument& document) {
    return document.on ? visit.format("documents.as_of", {{"on", *document.on}}) : document.subject;
}

bool may_see(const Visit& visit, Kind kind) { return is_public(kind) || visit.visitor.in_secretariat(); }

Node check_form(const Visit& visit, const CheckInput& input) {
    const std::vector<web::PlainField> fields{{.name = "number",
                                               .label = std::string(visit.text("documents.number")),
                                               .hint = std::string(visit.text("documents.number.hint")),
                                               .value = input.number,
                                               .wrong = input.wrong,
                                               .size = 20},
                                              {.name = "code",
                                               .label = std::string(visit.text("documents.code")),
                                               .hint = std::string(visit.text("documents.code.hint")),
                                               .value = input.code,
                                               .required = false,
                                               .size = 14}};
    return group(
        web::plain_errors(visit, fields), p(visit.text("documents.check_lead")),
        form(attr("method", "get"), action(places::checking.in(visit.language)), flag("novalidate"), web::plain_field(fields[0]),
             web::plain_field(fields[1]), p(cls("fin"), button(attr("type", "submit"), cls("btn"), visit.text("documents.check")))));
}

Response document_page(Visit& visit, const web::ActDoors& doors) {
    const auto document = asked_document(visit);
    if (!document) return web::error_page(visit, 404);
    const auto at = places::document(document->number);
    if (at.in(visit.language) != visit.request.path)
        return Response::redirect(visit.to(at, {{"code", std::string(visit.request.query.value_or("code", ""))}}), 301);
    visit.read("document", document->id);
    visit.read("source");
    const auto facts = facts_of(contents_of(visit.db(), document->id).facts);
    const bool staff = visit.visitor.in_secretariat();
    const auto code = code_of(visit, *document);
    const auto given = visit.request.query.value_or("code", "");
    const auto typed = given.empty() ? Typed::nothing : is_code(given, code) ? Typed::right : Typed::wrong;
    const auto label = kind_label(visit, document->kind);
    const auto title = label + " " + document->number;
    Node rows;
    for (const auto& one : listed_facts(document->kind, facts, visit.words)) rows += fact(one.label, bdi(one.value));
    rows += fact(visit.text("documents.issued_on"), visit.words.date(document->day));
    rows += fact(visit.text("documents.language"), visit.text("choice." + std::string(acts::name_of(document->language))));
    rows += fact(visit.text("documents.act"),
                 a(href(visit.to(web::places::act(document->act))), visit.format("entries.act", {{"number", document->act.value}})));
    if (!document->basis.empty()) rows += fact(visit.text("documents.basis"), source_or_decision(visit, document->basis));
    const Node content =
        group(div(cls("intro"), div(p(cls("k"), label), h1(document->number), lead_of(visit, *document, facts), dl(cls("meta"), rows))),
              when(typed != Typed::nothing, [&] { return code_note(visit, *document, typed); }), since_then(visit, *document, facts),
              paper_section(visit, doors, *document, code, staff || typed == Typed::right),
              when(!staff && typed != Typed::right, [&] { return code_form(visit, *document); }));
    auto page = web::page(visit,
                          {.title = title,
                           .description = title,
                           .at = at,
                           .breadcrumb = {{std::string(visit.text("documents.title")), visit.to(places::documents)}},
                           .indexed = false},
                          content);
    return given.empty() ? page : web::for_one_reader(visit, std::move(page));
}

Response document_file(Visit& visit, const web::ActDoors& doors) {
    const auto document = asked_document(visit);
    const bool may_have =
        document && (visit.visitor.in_secretariat() || is_code(visit.request.query.value_or("code", ""), code_of(visit, *document)));
    if (!may_have) return web::error_page(visit, 404);
    const auto paper = paper_of(visit, doors, *document);
    if (!paper) return Response::see_other(visit.to(places::document(document->number)));  // which says why
    auto response = Response::text(paper->bytes);
    response.media_type = "application/pdf";
    response.compress = false;
    response.headers.add("Content-Disposition", papers::content_disposition(papers::Disposition::attachment, document->number + ".pdf"));
    response.headers.add("Content-Security-Policy", "default-src 'none'; sandbox");  // beside the site's own: both hold
    response.headers.add("X-Robots-Tag", "noindex");
    return response;
}

}  // namespace documents
