// The mail of one network that is served: where it goes, and the thread that sends it.
#pragma once
#include "mail/pages.h"

namespace app {

struct MailSettings {
    papers::SmtpServer server;
    papers::Address from, bounces;
};

// As typed on the command line.
struct MailWords {
    std::string url, from, bounces, user, password_file;
};
struct MailFault {
    std::string key, what;  // of the catalogue; {what}
};
// Nothing when all is right; without a URL, `into` stays empty. A server on this machine may be without TLS, any other must have it.
std::optional<MailFault> read_mail_words(const MailWords&, std::optional<MailSettings>& into);

class MailService {
public:
    MailService(acts::Writer&, std::function<std::shared_ptr<store::Db>()> read, const std::optional<MailSettings>&,
                const std::string& site);
    void start(std::function<void(const std::string&)> complain);  // once signals are settled
    void stop() { office_.reset(); }
    void wake() {
        if (office_) office_->wake();
    }
    mail::Status status() const { return worker_.status(); }
    const std::optional<mail::Sender>& sender() const { return sender_; }

private:
    std::optional<mail::Sender> sender_;
    mail::Worker worker_;
    std::unique_ptr<mail::Office> office_;
};

}  // namespace app
