// The socket beside a network's database, by which commands hand their acts to the server that runs it.
//
// A Unix stream socket of mode 0600. One request is one line of JSON, and so is its answer:
//   {"ask":"submit","of":[{"act":…,"json":…,"client_key":…,"basis":…,"actor":…,"role":…,"capacity":…}]}
//   {"outcomes":[{"number":17,"repeated":false,"unexecuted":[…]}]}, {"outcomes":[{"refusal":{…}}]}, {"fault":…,"kind":…}
// "chore" does one of sign_in/chores.h for a person: {"ask":"chore","chore":1,"person":12001}, {"path":…} or {"refused":…}.
// "submit_all" takes several and answers {"refused_at":2,"refusal":{…}} when it keeps none; "preview" keeps nothing; "checkpoint"
// answers {"note":…}; "backup_made" with an "outcome" answers {}. Only processes of the server's own user, or of root, are heard.
#pragma once
#include <list>
#include "app/desk.h"

namespace app {

std::unique_ptr<Desk> connect_desk(const std::string& path);  // nothing when no server listens there

class SocketServer {
public:
    // Listens at once; takes the place of a socket that nobody listens on. Throws std::system_error.
    SocketServer(std::string path, Desk& desk);
    ~SocketServer();  // finishes what runs, and removes the socket
    SocketServer(const SocketServer&) = delete;

private:
    struct Serving {
        int connection;
        bool over = false;
        std::thread thread;
    };
    void accept_all();
    void serve(Serving&);
    void forget_those_over();
    std::string path_;
    Desk& desk_;
    int listening_ = -1, stop_ = -1;
    std::mutex mutex_;  // of `connection` and `over`
    std::list<Serving> serving_;
    std::thread accepting_;
};

// Also the shape of a refusal in the output of --json.
std::string refusal_json(const base::Refusal&);
std::string outcome_json(const acts::Outcome&);

}  // namespace app
