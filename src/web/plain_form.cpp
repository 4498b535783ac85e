#include "web/plain_form.h"

#include "web/percent.h"

#include <algorithm>

namespace web {

using html::attr, html::attr_when, html::cls, html::flag_when, html::Node;

Node plain_field(const PlainField& field) {
    const auto control = "f-" + field.name;
    std::string described;
    if (!field.hint.empty()) described = control + "-h";
    if (!field.wrong.empty()) described += (described.empty() ? "" : " ") + control + "-e";
    return html::div(
        cls(field.wrong.empty() ? "f" : "f bad"), html::label(attr("for", control), field.label),
        html::when(!field.hint.empty(), [&] { return html::p(cls("q"), html::id(control + "-h"), field.hint); }),
        html::when(!field.wrong.empty(), [&] { return html::p(cls("msg"), html::id(control + "-e"), field.wrong); }),
        html::input(attr("type", field.type), html::id(control), attr("name", field.name), attr("autocomplete", field.autocomplete),
                    attr_when(!field.inputmode.empty(), "inputmode", field.inputmode),
                    attr_when(field.type != "password" && !field.value.empty(), "value", field.value),
                    field.size ? attr("size", field.size) : html::Attribute{}, flag_when(field.required, "required"),
                    attr_when(!described.empty(), "aria-describedby", described), attr_when(!field.wrong.empty(), "aria-invalid", "true")));
}

Node plain_errors(const Visit& visit, const std::vector<PlainField>& fields, const std::string& other) {
    Node items;
    std::int64_t count = 0;
    if (!other.empty()) items += html::li(other), ++count;
    for (const auto& field : fields) {
        if (field.wrong.empty()) continue;
        ++count;
        items += html::li(
            html::a(html::href("#f-" + field.name), visit.format("form.error_line", {{"label", field.label}, {"message", field.wrong}})));
    }
    if (!count) return {};
    return html::div(cls("err"), attr("role", "alert"), attr("tabindex", -1), html::h2(visit.format("form.errors", {{"count", count}})),
                     html::ul(items));
}

Response for_one_reader(const Visit& visit, Response response) {
    response.keeping = Keeping::never;
    response.topics.clear();
    if (visit.visitor.signed_in()) response.compress = false;
    return response;
}

Response private_page(Visit& visit, const Frame& frame, const Node& content) { return for_one_reader(visit, page(visit, frame, content)); }

std::expected<Form, Response> posted_form(Visit& visit) {
    if (!from_our_pages(visit.request, visit.hooks.origin)) return std::unexpected(error_page(visit, 403));
    auto form = visit.request.form();
    if (!form) return std::unexpected(error_page(visit, form.error()));
    if (!has_token(visit.visitor, form->fields)) return std::unexpected(error_page(visit, 403));
    return std::move(*form);
}

}  // namespace web
