// A real server of mail for scenarios: Python's aiosmtpd, which says what it took.
#pragma once
#include <boost/json.hpp>
#include <chrono>
#include <csignal>
#include <map>
#include <thread>
#include "scenario.h"

namespace scenario {

constexpr auto python = "/usr/bin/python3";
inline bool has_aiosmtpd() {
    static const bool found = support::run({python, "-c", "import aiosmtpd"}).code == 0;
    if (!found) MESSAGE("skipped: no python3-aiosmtpd");
    return found;
}

// Counts what the server took, by recipient.
class MailServer {
public:
    MailServer() : process_({python, "-u", support::in_checkout("tests/papers/smtp_server.py"), "plain"}) {
        port_ = process_.line(20'000).value_or("");
        REQUIRE_FALSE(port_.empty());
    }
    std::string url() const { return "smtp://127.0.0.1:" + port_; }
    bool take(int milliseconds) {
        const auto line = process_.line(milliseconds);
        if (!line) return false;
        const auto told = boost::json::parse(*line).as_object();
        ++taken[std::string(told.at("recipient").as_string())];
        connections = std::max(connections, told.at("connection").to_number<int>());
        return true;
    }
    int total() const {
        int sum = 0;
        for (const auto& [to, count] : taken) sum += count;
        return sum;
    }
    std::map<std::string, int> taken;
    int connections = 0;

private:
    support::Process process_;
    std::string port_;
};

inline std::string address_of(int i) { return "maire" + std::to_string(i) + "@ville.example.org"; }

inline std::vector<std::string> mail_words(const MailServer& server) {
    return {"--smtp", server.url(), "--smtp-from", "secretariat@network.example.org", "--smtp-bounces", "bounces@network.example.org"};
}

}  // namespace scenario
