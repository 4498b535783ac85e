// A program as a process of its own: its words, what it writes, how it ends. No shell.
#pragma once
#include <sys/types.h>
#include <optional>
#include <string>
#include <vector>

namespace support {

struct Ended {
    int code = -1;  // exit code, or 128 + the signal that ended it
    std::string out, err;
};

class Process {
public:
    // Starts the program. `environment`: "NAME=value" beside a fixed PATH, LANG=C. The process dies with this one.
    explicit Process(std::vector<std::string> words, std::vector<std::string> environment = {}, std::string input = {});
    ~Process();  // kills it if it runs still
    Process(const Process&) = delete;

    std::optional<std::string> line(
        int milliseconds = 5000);  // the next line of its standard output, without its end; nothing when too late or over
    void signal(int number);
    Ended wait(int milliseconds = 60'000);  // kills it when it takes longer, and says so in `err`
    pid_t id() const { return process_; }

private:
    bool read_some(int milliseconds);
    pid_t process_ = -1;
    int out_ = -1, err_ = -1;
    std::string out_text_, err_text_;
    std::size_t told_ = 0;
};

Ended run(std::vector<std::string> words, std::vector<std::string> environment = {}, std::string input = {});

}  // namespace support
