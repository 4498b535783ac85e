// A whole network as `concert serve` makes it, without sockets, and somebody of every role to ask it.
#pragma once
#include "app/concert.h"
#include "app/network.h"
#include "support/postgresql.h"

namespace rights {

// Somebody who asks, and what a router should know of them: written here anew, not asked of the program.
struct Somebody {
    std::string name;
    std::vector<acts::Holding> roles = {};
    bool signed_in = true, person = true, secretariat = false, administrator = false;
    web::Parameters headers = {};  // Cookie, or Authorization
    std::string token = {};        // of their forms
    std::optional<base::Id<base::Person>> id = {};
};

class House {
public:
    explicit House(const store::Location&);
    ~House();

    // As the server would answer: 404, 405 and 413 before the handler; streams are read to the end.
    web::Response ask(const Somebody&, web::Method, const std::string& target, web::Parameters headers = {}, std::string body = {});
    web::Response get(const Somebody& who, const std::string& target) { return ask(who, web::Method::get, target); }
    web::Response post(const Somebody&, const std::string& target, web::Parameters fields = {});  // a form of this site
    web::Response post_json(const Somebody&, const std::string& target, const std::string& body);

    std::int64_t must(const std::string& act, const std::string& json, const std::string& basis = "", const Somebody* as = nullptr);
    // A person with an address of their own, these roles from today on, and a session.
    Somebody somebody(const std::string& name, const std::vector<acts::Holding>& roles = {}, int factors = 2);
    void open_session(Somebody&, int factors);
    const Somebody& who(const std::string& name) const;

    std::int64_t member = 0, foreign_member = 0, titular = 0, foreign_titular = 0;
    std::string basis;
    std::vector<Somebody> everybody;  // of every role, and those who hold none
    app::Network network;

private:
    int asked_ = 0, people_ = 0;
};

// What an answer tells who gets it: status, fields and bytes; `asked`, a long word, is shown as `instead`.
std::string told(const web::Response&, const std::string& asked = "", const std::string& instead = "");

}  // namespace rights
