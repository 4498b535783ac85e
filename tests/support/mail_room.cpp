#include "support/mail_room.h"

namespace support {

using papers::Delivery, papers::DeliveryOutcome, papers::SmtpStage;

MailRoom::MailRoom(const store::Location& at) : Begun(at) {
    made("network.describe", R"({"name_fr":"Réseau de villes","name_en":"Network of cities","short_name":"RDV","zone":"Europe/Paris"})");
    restart();
}

std::int64_t MailRoom::person(const std::string& name, const std::string& email) {
    return made("people.register_person", "{\"name\":" + json_of(name) + (email.empty() ? "" : ",\"email\":" + json_of(email)) + "}");
}

std::int64_t MailRoom::letter(const std::vector<std::int64_t>& to, const std::string& more) {
    std::string numbers;
    for (const auto person : to) numbers += (numbers.empty() ? "" : ",") + std::to_string(person);
    const auto outcome =
        say("mail.send_letter", R"({"subject_fr":"Convocation","text_fr":"Madame, Monsieur,\n\nVous êtes conviés.","to":[)" + numbers +
                                    "],\"sent_as\":\"message\"" + more + "}");
    if (!outcome) throw std::runtime_error(told(outcome));
    return outcome->number.value;
}

Delivery MailRoom::answer(const papers::Address& from, const papers::Address& to, std::string_view bytes, const papers::GoOn& go_on) {
    const auto found = answers.find(to.text());
    if (found != answers.end() && found->second.stage < SmtpStage::content) return found->second;
    if (before_content) before_content(to.text());
    if (!go_on(SmtpStage::content)) return refused_now(SmtpStage::content, 0, "");
    tried.push_back(to.text());
    if (after_content) after_content(to.text());
    if (found != answers.end()) return found->second;
    taken.push_back({from.text(), to.text(), std::string(bytes)});
    return {DeliveryOutcome::accepted, SmtpStage::end, 250, "250 2.0.0 Ok: queued as 4XYZ", ""};
}

mail::WorkerDoors MailRoom::doors() {
    return {writer,
            [this] { return std::shared_ptr<store::Db>(reader()); },
            [this] { return now.load(); },
            app::mail_templates(),
            sender,
            [this](const auto& from, const auto& to, auto bytes, const auto& go_on) { return answer(from, to, bytes, go_on); }};
}

Delivery refused_now(SmtpStage stage, int code, const std::string& reply) {
    return {DeliveryOutcome::refused_now, stage, code, reply, code ? "" : "the connection was lost"};
}
Delivery refused_for_ever(const std::string& reply) { return {DeliveryOutcome::refused_for_ever, SmtpStage::recipient, 550, reply, ""}; }
Delivery unknown_outcome() { return {DeliveryOutcome::unknown, SmtpStage::end, 0, "", "the connection was lost"}; }

}  // namespace support
