#include "app/mail_service.h"

#include "app/mail_words.h"

#include <fstream>

namespace app {
namespace {

std::string_view host_of(std::string_view url) {
    const auto start = url.find("//");
    auto host = url.substr(start == url.npos ? 0 : start + 2);
    return host.substr(0, host.starts_with('[') ? host.find(']') + 1 : host.find_first_of(":/"));
}

bool on_this_machine(std::string_view host) { return host == "localhost" || host == "127.0.0.1" || host == "[::1]"; }

std::string_view fault_key(papers::SmtpServerFault fault) {
    switch (fault) {
    case papers::SmtpServerFault::password_in_clear: return "program.serve.smtp_password_in_clear";
    case papers::SmtpServerFault::control_character: return "program.serve.smtp_control";
    default: return "program.serve.smtp_malformed";
    }
}

}  // namespace

std::optional<MailFault> read_mail_words(const MailWords& words, std::optional<MailSettings>& into) {
    if (words.url.empty()) return {};
    MailSettings made;
    const auto from = papers::Address::parse(words.from);
    if (!from) return MailFault{"program.serve.smtp_from_malformed", words.from};
    made.from = *from;
    const auto bounces = words.bounces.empty() ? from : papers::Address::parse(words.bounces);
    if (!bounces) return MailFault{"program.serve.smtp_from_malformed", words.bounces};
    made.bounces = *bounces;
    made.server.url = words.url;
    made.server.hello = std::string(from->domain());
    made.server.tls = on_this_machine(host_of(words.url)) ? papers::Tls::opportunistic : papers::Tls::required;
    made.server.user = words.user;
    if (!words.password_file.empty()) {
        std::ifstream file(words.password_file);
        if (!std::getline(file, made.server.password)) return MailFault{"program.serve.smtp_password_unreadable", words.password_file};
    }
    if (const auto tried = papers::SmtpSender::make(made.server); !tried)
        return MailFault{std::string(fault_key(tried.error())), words.url};
    into = std::move(made);
    return {};
}

MailService::MailService(acts::Writer& writer, std::function<std::shared_ptr<store::Db>()> read,
                         const std::optional<MailSettings>& settings, const std::string& site)
    : sender_(settings ? std::optional(mail::Sender{settings->from, settings->bounces, site}) : std::nullopt),
      worker_({writer, std::move(read), acts::system_clock_us, mail_templates(), sender_,
               settings ? mail::line_to(settings->server) : mail::Line{}}) {}

void MailService::start(std::function<void(const std::string&)> complain) {
    if (sender_) office_ = std::make_unique<mail::Office>(worker_, std::move(complain));
}

}  // namespace app
