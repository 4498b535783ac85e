// A letter is written, looked at, and sent: three answers of one page, without a script.
#include "base/typed.h"
#include "mail/pages.h"
#include "web/plain_form.h"

#include <algorithm>
#include <boost/json.hpp>
#include <charconv>
#include <set>

namespace mail {
namespace {

using namespace html;
using web::Response, web::Visit;

constexpr std::size_t names_shown_max = 50;

std::string in_lower_case(std::string_view address) {
    std::string out(address);
    std::ranges::transform(out, out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return out;
}

using ByAddress = std::multimap<std::string, std::int64_t>;

// "12001, awa@ville.example.org 14001": the people who are some, by number or by address; the others are told as wrong.
std::vector<std::int64_t> people_in(std::string_view typed, const ByAddress& by_address, bool& all_read) {
    std::vector<std::int64_t> numbers;
    all_read = true;
    while (!typed.empty()) {
        const auto start = typed.find_first_not_of(" ,;\r\n\t");
        if (start == typed.npos) break;
        typed.remove_prefix(start);
        const auto word = typed.substr(0, typed.find_first_of(" ,;\r\n\t"));
        std::int64_t number = 0;
        const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
        const auto [first, last] = by_address.equal_range(in_lower_case(word));
        if (error == std::errc() && end == word.data() + word.size() && number > 0) numbers.push_back(number);
        else if (first == last) all_read = false;
        for (auto one = first; one != last; ++one) numbers.push_back(one->second);
        typed.remove_prefix(word.size());
    }
    return numbers;
}

class Writing {
public:
    Writing(Visit& visit, const PageDoors& doors)
        : visit_(visit),
          doors_(doors),
          act_(*visit.hooks.registry->newest("mail.send_letter")),
          people_(reachable_people(visit.db())),
          groups_(doors.groups(visit.db(), visit.today())),
          title_(visit.text("mail.write")) {}

    Response get() {
        input_.values.typed = {{"sent_as", "message"}};
        client_key_ = acts::new_client_key();
        return ask(200);
    }

    Response post() {
        auto form = posted_form(visit_);
        if (!form) return std::move(form.error());
        sent_ = form->fields;
        client_key_ = std::string(sent_.value_or("client_key", {}));
        if (client_key_.empty() || client_key_.size() > 64) client_key_ = acts::new_client_key();
        input_ = web::read_act_form(*act_.type, sent_, {}, visit_.language);
        const auto step = sent_.value_or("step", "look");
        choose_addressees(step == "send");
        if (step == "edit") return ask(200);
        wrong_.insert(wrong_.end(), input_.wrong.begin(), input_.wrong.end());
        letter_json();
        if (!wrong_.empty()) return ask(422);
        if (step == "send") return send();
        return look(step == "pdf");
    }

private:
    // Sending goes to those who were shown, even if the groups have others by now.
    void choose_addressees(bool as_shown) {
        std::set<std::int64_t> chosen;
        bool read = true;
        if (as_shown) {
            for (const auto number : people_in(sent_.value_or("addressees", {}), {}, read)) chosen.insert(number);
        } else {
            ByAddress by_address;
            for (const auto& [number, person] : people_) by_address.emplace(in_lower_case(person.address), number);
            for (const auto number : people_in(sent_.value_or("people", {}), by_address, read)) chosen.insert(number);
            for (const auto& group : groups_)
                if (in_group(group.key))
                    for (const auto person : group.people) chosen.insert(person.value);
        }
        if (!read) wrong_.push_back({"to", "id", {}});
        for (const auto number : chosen) (people_.contains(number) ? to_ : unreachable_).push_back(number);
    }
    bool in_group(const std::string& key) const { return sent_.has("group." + key); }

    void letter_json() {
        auto value = boost::json::parse(input_.json);
        boost::json::array to;
        for (const auto number : to_) to.emplace_back(number);
        value.as_object()["to"] = std::move(to);
        json_ = boost::json::serialize(value);
        box_ = act_.type->make();
        for (auto& wrong : acts::decode(*act_.type, json_, box_.get())) wrong_.push_back(std::move(wrong));
        const auto about_to = [](const auto& wrong) { return wrong.path.starts_with("to"); };
        if (to_.empty() && std::ranges::none_of(wrong_, about_to)) wrong_.insert(wrong_.begin(), {"to", "missing", {}});
    }
    const SendLetter& letter() const { return *static_cast<const SendLetter*>(box_.get()); }
    acts::Submission submission() const {
        return {visit_.visitor.actor, act_.name, json_, client_key_, std::string(base::trimmed(sent_.value_or("basis", {})))};
    }

    Response send() {
        const auto outcome = web::submit(*visit_.hooks.writer, submission());
        if (!outcome) return refused(outcome.error());
        return Response::see_other(places::letter(outcome->number).in(visit_.language));
    }

    Response refused(const base::Refusal& why) {
        wrong_ = why.wrong;
        if (wrong_.empty()) refusal_ = why.why;
        return ask(why.why.code == "acts.not_allowed" ? 403 : 422);
    }

    // ---- the form ----

    Node addressees_part() const {
        Node boxes, countries, regions;
        for (const auto& group : groups_) {
            const std::int64_t count =
                std::ranges::count_if(group.people, [&](Id<Person> person) { return people_.contains(person.value); });
            const auto& region = visit_.in_language(group.region_fr, group.region_en);
            const auto name = !group.country.empty() ? std::string(visit_.words.country(group.country)) : region;
            auto& into = !group.country.empty() ? countries : !region.empty() ? regions : boxes;
            into += label(input(attr("type", "checkbox"), attr("name", "group." + group.key), attr("value", "1"),
                                flag_when(in_group(group.key), "checked")),
                          name.empty() ? visit_.format("mail.group." + group.key, {{"count", count}})
                                       : visit_.format("mail.group.country", {{"name", name}, {"count", count}}));
        }
        const auto closed = [&](std::string_view key, const Node& some) {
            return when(!some.empty(), [&] { return details(summary(visit_.text(key)), div(cls("opt"), some)); });
        };
        const bool bad = std::ranges::any_of(wrong_, [](const auto& wrong) { return wrong.path.starts_with("to"); });
        return html::fieldset(
            legend(visit_.text("act.mail.send_letter.to")),
            html::fieldset(cls("f"), id("f-to"), attr("tabindex", -1), legend(visit_.text("mail.groups")), div(cls("opt"), boxes),
                           closed("mail.groups.regions", regions), closed("mail.groups.countries", countries)),
            div(cls(bad ? "f bad" : "f"),
                label(attr("for", "f-people"), visit_.text("mail.people"), " ", span(cls("q"), visit_.text("form.optional"))),
                p(cls("q"), id("f-people-h"), visit_.text("mail.people.hint")),
                input(attr("type", "text"), id("f-people"), attr("name", "people"), attr("value", sent_.value_or("people", {})),
                      attr("aria-describedby", "f-people-h"))));
    }

    Response ask(int status) {
        web::ActForm form{.act = act_, .words = visit_.words, .values = input_.values};
        form.wrong = wrong_;
        form.parts = {{std::string(visit_.text("mail.part.text")), "", {"subject_fr", "text_fr", "subject_en", "text_en", "sent_as"}},
                      {"", "", {"meeting"}}};
        if (doors_.acts.acts.options)
            form.options = [this](std::string_view thing, std::string_view path) { return doors_.acts.acts.options(visit_, thing, path); };
        Node top = h1(title_);
        if (refusal_) top += web::refusal_box(visit_, doors_.acts, *refusal_);
        top += web::error_summary(form);
        return answer(
            status, div(cls("wrap"), html::form(attr("method", "post"), action(places::writing.in(visit_.language)), flag("novalidate"),
                                                top, status_note(visit_, doors_.status()), hidden(), addressees_part(), web::controls(form),
                                                p(cls("fin"), button(cls("btn"), attr("type", "submit"), attr("name", "step"),
                                                                     attr("value", "look"), visit_.text("mail.look"))))));
    }

    Node hidden() const {
        return group(input(attr("type", "hidden"), attr("name", "client_key"), attr("value", client_key_)), token_field(visit_.visitor));
    }

    // ---- the look at it ----

    KnownLetter shown_letter() const {
        const auto& written = letter();
        KnownLetter shown{
            {}, {visit_.hooks.writer->size() + 1}, visit_.today(), written.sent_as, written.subject_fr.value, written.text_fr.value};
        if (written.subject_en) shown.subject_en = written.subject_en->value;
        if (written.text_en) shown.text_en = written.text_en->value;
        shown.meeting = written.meeting;
        return shown;
    }

    Response look(bool as_pdf) {
        const auto said = submission();
        const auto outcome = visit_.hooks.writer->preview({&said, 1}).at(0);
        if (!outcome) return refused(outcome.error());
        const auto shown = shown_letter();
        return as_pdf ? pdf(shown) : preview(shown);
    }

    Response pdf(const KnownLetter& shown) {
        const auto language = shown.written_in(visit_.language);
        const auto bytes = letter_pdf(network::the_network(visit_.db()), shown, people_.at(to_.front()).name, 1,
                                      doors_.sender.value_or(Sender{{}, {}, visit_.hooks.origin}), language);
        if (!bytes) return error_page(visit_, 503);
        auto response = Response::text(*bytes);
        response.media_type = "application/pdf";
        response.headers.add(
            "Content-Disposition",
            "inline; filename=\"" + visit_.format("mail.letter.file", {{"number", shown.number.value}, {"ordinal", 1}}) + "\"");
        return response;
    }

    Node carried() const {
        Node all;
        for (const auto& [name, value] : sent_)
            if (name != "step" && name != "token" && name != "client_key" && name != "addressees")
                all += input(attr("type", "hidden"), attr("name", name), attr("value", value));
        std::string numbers;
        for (const auto number : to_) numbers += (numbers.empty() ? "" : " ") + std::to_string(number);
        return group(all, input(attr("type", "hidden"), attr("name", "addressees"), attr("value", numbers)));
    }

    Node facts_of(const KnownLetter& shown) const {
        const auto fact = [&](std::string_view key, const Node& value) { return div(dt(visit_.text(key)), dd(value)); };
        return dl(cls("meta"), fact("mail.sent_as", html::text(form_words(visit_, shown.form))), when(shown.meeting.has_value(), [&] {
                      return fact("act.mail.send_letter.meeting", meeting_words(visit_, *shown.meeting));
                  }));
    }

    Node names() const {
        Node items;
        for (std::size_t i = 0; i < std::min(to_.size(), names_shown_max); ++i) {
            const auto& person = people_.at(to_[i]);
            items += li(span(bdi(person.name)), p(cls("q"), person.address));
        }
        const auto more = to_.size() > names_shown_max ? to_.size() - names_shown_max : 0;
        return group(ul(cls("ls"), items), when(more > 0, [&] { return p(visit_.format("mail.more", {{"count", std::int64_t(more)}})); }));
    }

    Response preview(const KnownLetter& shown) {
        const auto count = std::int64_t(to_.size());
        const auto press = [&](std::string_view look, std::string_view step, const std::string& words) {
            return button(cls(look), attr("type", "submit"), attr("name", "step"), attr("value", step), words);
        };
        const Node buttons =
            p(cls("act"), press("btn", "send", visit_.format("mail.send", {{"count", count}})),
              press("btn alt", "edit", std::string(visit_.text("mail.edit"))),
              when(shown.form == LetterForm::letter, [&] { return press("btn alt", "pdf", std::string(visit_.text("mail.see_pdf"))); }));
        return answer(
            200,
            group(div(cls("intro"),
                      div(h1(visit_.format("mail.look_title", {{"count", count}})), p(visit_.text("mail.look_text")), facts_of(shown))),
                  status_note(visit_, doors_.status()),
                  when(!unreachable_.empty(),
                       [&] {
                           return div(cls("note at"), p(visit_.format("mail.unreachable", {{"count", std::int64_t(unreachable_.size())}})));
                       }),
                  form(attr("method", "post"), action(places::writing.in(visit_.language)), hidden(), carried(), buttons),
                  version_of(shown, base::Language::fr),
                  when(!shown.text_en.empty(), [&] { return version_of(shown, base::Language::en); }),
                  section(div(cls("hd"), h2(visit_.text("mail.addressees"))), names())));
    }

    Response answer(int status, const Node& content) {
        const auto title = status == 200 ? title_ : visit_.format("form.error_title", {{"title", title_}});
        return page(visit_,
                    {.title = title,
                     .description = title_,
                     .at = places::writing,
                     .breadcrumb = {{std::string(visit_.text("mail.title")), places::letters.in(visit_.language)}, {title_, ""}},
                     .indexed = false,
                     .status = status},
                    content);
    }

    Visit& visit_;
    const PageDoors& doors_;
    const acts::Declared& act_;
    const std::map<std::int64_t, Reachable> people_;
    const std::vector<AddresseeGroup> groups_;
    const std::string title_;
    web::Parameters sent_;
    web::ActInput input_;
    std::vector<std::int64_t> to_, unreachable_;
    std::vector<base::Wrong> wrong_;
    std::optional<base::Finding> refusal_;
    std::string client_key_, json_;
    acts::Box box_;
};

}  // namespace

Response write_letter(Visit& visit, const PageDoors& doors) {
    if (!visit.visitor.may(*visit.hooks.registry->newest("mail.send_letter"))) return error_page(visit, 403);
    Writing writing(visit, doors);
    return visit.request.method == web::Method::post ? writing.post() : writing.get();
}

}  // namespace mail
