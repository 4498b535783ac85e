#include "newsletter/acts.h"

#include "acts/entry.h"
#include "credentials/codes.h"
#include "mail/acts.h"
#include "newsletter/store.h"

namespace newsletter {

base::Verdict check(const acts::Reader&, const Subscribe&) { return base::granted(); }

void apply(acts::Effect& act, const Subscribe& subscribe) {
    // Somebody of whom the address is all that is known goes by it.
    const auto person = people::register_contact(act, subscribe.address.handle(), subscribe.address.handle());
    insert_subscription(act.db(), {person, subscribe.language, act.date(), {}, {}, act.number(), {}});
    act.touches("newsletter");
}

namespace {

base::Verdict must_subscribe(const acts::Reader& now, Id<Person> person) {
    const auto found = subscription_of(now.db(), person);
    if (!found) return base::wrong_field("person", "unknown_reference");
    if (found->reason) return base::refused("newsletter.ended_before", {}, {{"day", *found->until}, {"number", found->ended_by.value}});
    return base::granted();
}

void end(acts::Effect& act, Id<Person> person, EndReason reason) {
    end_subscription(act.db(), person, reason, act.date(), act.number());
    act.touches("person", person);
    act.touches("newsletter");
}

bool subscribes(store::Db& db, Id<Person> person) {
    const auto found = subscription_of(db, person);
    return found && !found->reason;
}

}  // namespace

base::Verdict check(const acts::Reader& now, const Unsubscribe& leave) { return must_subscribe(now, leave.person); }
void apply(acts::Effect& act, const Unsubscribe& leave) { end(act, leave.person, EndReason::asked); }
base::Verdict check(const acts::Reader& now, const EndSubscription& ends) { return must_subscribe(now, ends.person); }
void apply(acts::Effect& act, const EndSubscription& ends) { end(act, ends.person, ends.reason); }

base::Verdict check(const acts::Reader& now, const SendIssue& issue) {
    auto wrong = faults_of_issue(issue.subject_en.value.has_value(), issue.text_en.value.has_value());
    if (!wrong.empty()) return base::wrong_fields(std::move(wrong));
    return may_send(count_subscribers(now.db()).all());
}

void apply(acts::Effect& act, const SendIssue& issue) {
    insert_issue(act.db(),
                 {act.new_id<Issue>(), act.number(), act.date(), issue.subject_fr->value, issue.text_fr->value,
                  acts::text(issue.subject_en).value_or(""), acts::text(issue.text_en).value_or(""), count_subscribers(act.db()).all()});
    act.touches("newsletter");
    act.touches("newsletter_issue", act.number().value * 1000 + 1);
}

namespace {

// Letters of as many addressees as one may have: together they are the issue.
void send_letters(acts::Consequences& set_off, const SendIssue& issue) {
    const auto basis = "act:" + std::to_string(set_off.now().stamp().number.value);
    const auto all = subscribers(set_off.now().db());
    for (std::size_t first = 0; first < all.size(); first += mail::letter_addressees_max) {
        mail::SendLetter letter;
        const auto last = std::min(all.size(), first + mail::letter_addressees_max);
        letter.to.assign(all.begin() + std::ptrdiff_t(first), all.begin() + std::ptrdiff_t(last));
        letter.subject_fr = issue.subject_fr, letter.text_fr = issue.text_fr;
        letter.subject_en = issue.subject_en, letter.text_en = issue.text_en;
        set_off.then(std::move(letter), basis);
    }
}

// In which language somebody is written to is mail's to know.
void choose_language(acts::Consequences& set_off, const Subscribe& subscribe) {
    const auto number = set_off.now().stamp().number.value;
    mail::ChooseLanguage choose;
    choose.person.value = {number * 1000 + 1};
    choose.language = *subscribe.language == WrittenIn::fr ? mail::ReaderLanguage::fr : mail::ReaderLanguage::en;
    set_off.then(std::move(choose), "");
}

void end_when(acts::Consequences& set_off, Id<Person> person, EndReason reason) {
    if (!subscribes(set_off.now().db(), person)) return;
    EndSubscription ends;
    ends.person.value = person, ends.reason = reason;
    set_off.attempt(std::move(ends), "act:" + std::to_string(set_off.now().stamp().number.value));
}

void end_when_bounced(acts::Consequences& set_off, const mail::RecordBounce& bounce) {
    if (ends(acts::text(bounce.status).value_or(""))) end_when(set_off, bounce.person, EndReason::bounced);
}
void end_when_erased(acts::Consequences& set_off, const people::ErasePerson& erase) { end_when(set_off, erase.person, EndReason::erased); }

}  // namespace

std::string leaving_path(store::Db& db, Id<Person> person, Id<acts::Act> letter, base::Language language) {
    const auto key = known_link_key(db);
    const auto entry = key ? acts::find_entry(db, letter) : std::nullopt;
    if (!entry || !entry->entry.cause || !find_issue(db, *entry->entry.cause)) return {};
    const std::string at = language == base::Language::fr ? "/lettre-d-information/quitter/" : "/en/newsletter/leave/";
    return at + credentials::numbered_token(*key, person.value, 16);
}

void declare(acts::Registry& registry) {
    using acts::By, acts::Basis;
    registry.add<Subscribe>("newsletter.subscribe", 1, By::program, Basis::none);
    registry.add<Unsubscribe>("newsletter.unsubscribe", 1, By::program, Basis::none);
    registry.add<EndSubscription>("newsletter.end_subscription", 1, By::officer_or_consequence, Basis::optional);
    registry.add<SendIssue>("newsletter.send_issue", 1, By::officer, Basis::none);
    registry.react<SendIssue, send_letters>();
    registry.react<Subscribe, choose_language>();
    registry.react<mail::RecordBounce, end_when_bounced>();
    registry.react<people::ErasePerson, end_when_erased>();
}

std::string_view tables() {
    return
#include "src/newsletter/tables.sql.inc"
        ;
}

}  // namespace newsletter
