#include "papers/smtp.h"
#include <curl/curl.h>
#include <algorithm>
#include <array>
#include <cstring>
#include <new>
#include <stdexcept>
#include "papers/mime.h"
#include "papers/mime_reader.h"

namespace papers {
namespace {

template <auto Free>
struct Deleter {
    template <class T>
    void operator()(T* thing) const {
        Free(thing);
    }
};
using Url = std::unique_ptr<CURLU, Deleter<curl_url_cleanup>>;
using Handle = std::unique_ptr<CURL, Deleter<curl_easy_cleanup>>;
using List = std::unique_ptr<curl_slist, Deleter<curl_slist_free_all>>;
using Text = std::unique_ptr<char, Deleter<curl_free>>;

// What is being said on the line, as libcurl's callbacks tell it.
struct Exchange {
    std::string_view message;
    const GoOn* go_on = nullptr;
    std::size_t sent = 0;
    SmtpStage stage = SmtpStage::connection;
    int code = 0;
    std::string reply;
    bool leaving = false;  // QUIT was said: what follows is no reply to the message

    void forget_reply() { code = 0, reply.clear(); }
    bool may_go_on() const { return !go_on || !*go_on || (*go_on)(stage); }
    void command(std::string_view line);
    void reply_line(std::string_view line);
};

void Exchange::command(std::string_view line) {
    if (line.starts_with("QUIT")) leaving = true;
    if (leaving) return;
    forget_reply();
    // No line of base64 that answers AUTH begins so: a space is not of its alphabet, and "DATA" would stand for controls.
    if (line.starts_with("MAIL ")) stage = SmtpStage::sender;
    else if (line.starts_with("RCPT ")) stage = SmtpStage::recipient;
    else if (line.starts_with("DATA")) stage = SmtpStage::content;
    else if (stage == SmtpStage::connection) stage = SmtpStage::session;
}

// RFC 5321 §4.2: three digits, then "-" on all lines but the last. Lines that are none of a reply are kept for the log, and count for nothing.
void Exchange::reply_line(std::string_view line) {
    if (leaving) return;
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    while (line.ends_with('\n') || line.ends_with('\r')) line.remove_suffix(1);
    const bool whole =
        line.size() >= 3 && is_digit(line[0]) && is_digit(line[1]) && is_digit(line[2]) && (line.size() == 3 || line[3] == ' ');
    if (code != 0) forget_reply();  // another reply without a command between: the last one counts
    if (whole) code = (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0');
    const auto free = smtp_reply_bytes_max - std::min(reply.size() + 1, smtp_reply_bytes_max);
    const auto text = tame(line, free);
    if (!reply.empty() && !text.empty()) reply += '\n';
    reply += text;
}

std::size_t take_header(char* bytes, std::size_t size, std::size_t count, void* exchange) {
    static_cast<Exchange*>(exchange)->reply_line({bytes, size * count});
    return size * count;
}

int take_trace(CURL*, curl_infotype kind, char* bytes, std::size_t size, void* exchange) {
    if (kind == CURLINFO_HEADER_OUT) static_cast<Exchange*>(exchange)->command({bytes, size});
    return 0;
}

// Being asked for more once all was given is what libcurl does before it sends the final dot; only as long as it does not know the
// size (CURLOPT_INFILESIZE): it would count the dots it doubles against it, and stop without asking.
std::size_t give_message(char* bytes, std::size_t size, std::size_t count, void* given) {
    auto& exchange = *static_cast<Exchange*>(given);
    if (exchange.sent == 0 && !exchange.may_go_on()) return CURL_READFUNC_ABORT;
    const auto rest = exchange.message.substr(exchange.sent);
    const auto taken = std::min(size * count, rest.size());
    std::memcpy(bytes, rest.data(), taken);
    exchange.sent += taken;
    if (taken == 0) {
        exchange.stage = SmtpStage::end;
        exchange.forget_reply();
    }
    return taken;
}

int take_progress(void* exchange, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    const auto& now = *static_cast<Exchange*>(exchange);
    return now.leaving || now.may_go_on() ? 0 : 1;
}

template <class Value>
void set(CURL* handle, CURLoption option, Value value) {
    const auto result = curl_easy_setopt(handle, option, value);
    if (result == CURLE_OUT_OF_MEMORY) throw std::bad_alloc();
    if (result != CURLE_OK) throw std::runtime_error(std::string("libcurl does not take an option: ") + curl_easy_strerror(result));
}

struct Place {
    std::string url;
    bool here = false;  // on this machine
};

std::string url_part(CURLU* url, CURLUPart part) {
    char* text = nullptr;
    if (curl_url_get(url, part, &text, 0) != CURLUE_OK) return {};
    const Text owned(text);
    return text;
}

// libcurl takes the name of EHLO from the path.
std::optional<Place> place_of(const SmtpServer& server) {
    if (!is_one_line(server.url) || server.url.find_first_of(" \\") != std::string::npos) return {};
    if (!server.url.starts_with("smtp://") && !server.url.starts_with("smtps://")) return {};
    const Url url(curl_url());
    if (!url) throw std::bad_alloc();
    if (curl_url_set(url.get(), CURLUPART_URL, server.url.c_str(), 0) != CURLUE_OK) return {};
    const auto path = url_part(url.get(), CURLUPART_PATH), host = url_part(url.get(), CURLUPART_HOST);
    for (const auto part : {CURLUPART_USER, CURLUPART_PASSWORD, CURLUPART_QUERY, CURLUPART_FRAGMENT, CURLUPART_OPTIONS})
        if (!url_part(url.get(), part).empty()) return {};
    if (path != "/" || host.empty()) return {};
    if (curl_url_set(url.get(), CURLUPART_PATH, ("/" + server.hello).c_str(), 0) != CURLUE_OK) return {};
    return Place{url_part(url.get(), CURLUPART_URL), host == "localhost" || host == "127.0.0.1" || host == "[::1]"};
}

std::optional<SmtpServerFault> fault_of(const SmtpServer& server, const std::optional<Place>& place) {
    if (!place) return SmtpServerFault::wrong_url;
    if (server.hello != "localhost" && !Address::parse("postmaster@" + server.hello)) return SmtpServerFault::wrong_hello;
    for (const auto* text : {&server.user, &server.password, &server.certificates})
        if (!is_one_line(*text)) return SmtpServerFault::control_character;
    const bool sealed = server.tls == Tls::required;
    if (!server.user.empty() && !sealed && !place->here) return SmtpServerFault::password_in_clear;
    if (server.tls == Tls::none && !place->here) return SmtpServerFault::not_on_this_machine;
    for (const auto time : {server.connecting_max, server.reply_max, server.whole_max})
        if (time < std::chrono::milliseconds(1)) return SmtpServerFault::wrong_time;
    return {};
}

void start_libcurl() {
    static const auto started = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (started != CURLE_OK) throw std::runtime_error("libcurl cannot start");
}

long milliseconds(std::chrono::milliseconds time) { return static_cast<long>(time.count()); }

void settle(CURL* handle, const SmtpServer& server, const Place& place) {
    set(handle, CURLOPT_URL, place.url.c_str());
    set(handle, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    set(handle, CURLOPT_PROXY, "");  // none, whatever the environment says
    set(handle, CURLOPT_NOSIGNAL, 1L);
    set(handle, CURLOPT_UPLOAD, 1L);
    set(handle, CURLOPT_VERBOSE, 1L);  // without it the trace is not called
    set(handle, CURLOPT_CONNECTTIMEOUT_MS, milliseconds(server.connecting_max));
    set(handle, CURLOPT_SERVER_RESPONSE_TIMEOUT, std::max(1L, milliseconds(server.reply_max) / 1'000));
    set(handle, CURLOPT_TIMEOUT_MS, milliseconds(server.whole_max));
    const long level = server.tls == Tls::required ? CURLUSESSL_ALL : server.tls == Tls::opportunistic ? CURLUSESSL_TRY : CURLUSESSL_NONE;
    set(handle, CURLOPT_USE_SSL, level);
    set(handle, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    const bool verified = server.tls == Tls::required;
    set(handle, CURLOPT_SSL_VERIFYPEER, verified ? 1L : 0L);
    set(handle, CURLOPT_SSL_VERIFYHOST, verified ? 2L : 0L);
    if (!server.certificates.empty()) set(handle, CURLOPT_CAINFO, server.certificates.c_str());
    if (!server.user.empty()) {
        set(handle, CURLOPT_USERNAME, server.user.c_str());
        set(handle, CURLOPT_PASSWORD, server.password.c_str());
    }
    set(handle, CURLOPT_HEADERFUNCTION, take_header);
    set(handle, CURLOPT_DEBUGFUNCTION, take_trace);
    set(handle, CURLOPT_READFUNCTION, give_message);
    set(handle, CURLOPT_XFERINFOFUNCTION, take_progress);
    set(handle, CURLOPT_NOPROGRESS, 0L);
}

}  // namespace

struct SmtpSender::Line {
    Handle handle;
    Exchange exchange;  // outlives a transfer: what libcurl says when it closes the connection comes here too
    std::array<char, CURL_ERROR_SIZE> trouble{};

    Delivery send(const Address& sender, const Address& recipient, std::string_view message, const GoOn& go_on, bool fresh);
    bool reused() const {
        long connections = 1;
        curl_easy_getinfo(handle.get(), CURLINFO_NUM_CONNECTS, &connections);
        return connections == 0;
    }
};

Delivery SmtpSender::Line::send(const Address& sender, const Address& recipient, std::string_view message, const GoOn& go_on, bool fresh) {
    exchange = {.message = message, .go_on = &go_on};
    trouble[0] = 0;
    const List recipients(curl_slist_append(nullptr, recipient.text().c_str()));
    if (!recipients) throw std::bad_alloc();
    set(handle.get(), CURLOPT_MAIL_FROM, sender.text().c_str());
    set(handle.get(), CURLOPT_MAIL_RCPT, recipients.get());
    set(handle.get(), CURLOPT_FRESH_CONNECT, fresh ? 1L : 0L);
    set(handle.get(), CURLOPT_ERRORBUFFER, trouble.data());
    set(handle.get(), CURLOPT_READDATA, static_cast<void*>(&exchange));
    set(handle.get(), CURLOPT_HEADERDATA, static_cast<void*>(&exchange));
    set(handle.get(), CURLOPT_DEBUGDATA, static_cast<void*>(&exchange));
    set(handle.get(), CURLOPT_XFERINFODATA, static_cast<void*>(&exchange));
    const auto result = curl_easy_perform(handle.get());
    set(handle.get(), CURLOPT_MAIL_RCPT, static_cast<curl_slist*>(nullptr));
    exchange.message = {}, exchange.go_on = nullptr;
    Delivery delivery{outcome_of(exchange.stage, exchange.code), exchange.stage, exchange.code, exchange.reply, {}};
    const bool went_on = delivery.code >= 200 && delivery.code <= 399 && delivery.outcome != DeliveryOutcome::accepted;
    if (went_on) delivery.code = 0, delivery.reply.clear();  // an earlier step's "go on" is no reply to the message
    if (result != CURLE_OK) delivery.trouble = tame(trouble[0] ? trouble.data() : curl_easy_strerror(result), smtp_reply_bytes_max);
    return delivery;
}

DeliveryOutcome outcome_of(SmtpStage stage, int code) {
    const bool about_the_message = stage >= SmtpStage::sender && code != 530 && code != 534 && code != 535 && code != 538;
    if (code >= 500 && code <= 599) return about_the_message ? DeliveryOutcome::refused_for_ever : DeliveryOutcome::refused_now;
    if (code >= 400 && code <= 499) return DeliveryOutcome::refused_now;
    if (stage != SmtpStage::end) return DeliveryOutcome::refused_now;  // without its final dot no server takes charge of it
    return code >= 200 && code <= 299 ? DeliveryOutcome::accepted : DeliveryOutcome::unknown;
}

SmtpSender::SmtpSender(std::unique_ptr<Line> line) : line_(std::move(line)) {}
SmtpSender::SmtpSender(SmtpSender&&) noexcept = default;
SmtpSender& SmtpSender::operator=(SmtpSender&&) noexcept = default;
SmtpSender::~SmtpSender() = default;

std::expected<SmtpSender, SmtpServerFault> SmtpSender::make(SmtpServer server) {
    start_libcurl();
    const auto place = place_of(server);
    if (const auto fault = fault_of(server, place)) return std::unexpected(*fault);
    auto line = std::make_unique<Line>();
    line->handle.reset(curl_easy_init());
    if (!line->handle) throw std::bad_alloc();
    settle(line->handle.get(), server, *place);
    return SmtpSender(std::move(line));
}

Delivery SmtpSender::send(const Address& sender, const Address& recipient, std::string_view message, const GoOn& go_on) {
    if (recipient.text().empty()) throw std::invalid_argument("a message is sent to somebody");
    auto delivery = line_->send(sender, recipient, message, go_on, false);
    // A server may close a connection that waits for the next message; that is nobody's refusal.
    const bool closed = delivery.code == 0 || delivery.code == 421;
    const bool given = delivery.stage == SmtpStage::end;
    const bool stopped = go_on && !go_on(delivery.stage);
    return line_->reused() && closed && !given && !stopped ? line_->send(sender, recipient, message, go_on, true) : delivery;
}

std::optional<std::int64_t> retry_at(int attempts, std::int64_t now_us) {
    constexpr std::int64_t minute_us = 60'000'000;
    static constexpr std::array<std::int64_t, send_attempts_max - 1> minutes{5,   15,  30,  60,  120, 240, 480,
                                                                             720, 720, 720, 720, 720, 720, 720};
    if (attempts < 1 || attempts >= send_attempts_max) return {};
    return now_us + minutes[static_cast<std::size_t>(attempts - 1)] * minute_us;
}

}  // namespace papers
