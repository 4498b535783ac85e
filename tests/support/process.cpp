#include "support/process.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <stdexcept>

namespace support {
namespace {

std::vector<char*> pointers(const std::vector<std::string>& words) {
    std::vector<char*> all;
    for (const auto& word : words) all.push_back(const_cast<char*>(word.c_str()));
    all.push_back(nullptr);
    return all;
}

// The input as a file without a name: nobody has to feed a pipe.
int input_file(const std::string& input) {
    const int file = memfd_create("input", MFD_CLOEXEC);
    if (file < 0 || write(file, input.data(), input.size()) != static_cast<ssize_t>(input.size()))
        throw std::runtime_error("no file for the input");
    lseek(file, 0, SEEK_SET);
    return file;
}

}  // namespace

Process::Process(std::vector<std::string> words, std::vector<std::string> environment, std::string input) {
    environment.insert(environment.begin(), {"PATH=/usr/bin:/bin", "LANG=C"});
    if (environment.size() > 2)
        for (const auto& one : environment)
            if (one.starts_with("LANG=") && one != "LANG=C") environment.erase(environment.begin() + 1);
    const auto arguments = pointers(words), variables = pointers(environment);
    int out[2], err[2];
    if (pipe2(out, O_CLOEXEC) != 0 || pipe2(err, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    const int in = input_file(input);
    process_ = fork();
    if (process_ == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        sigset_t none;
        sigemptyset(&none);
        sigprocmask(SIG_SETMASK, &none, nullptr);
        dup2(in, STDIN_FILENO), dup2(out[1], STDOUT_FILENO), dup2(err[1], STDERR_FILENO);
        execve(arguments[0], arguments.data(), variables.data());
        _exit(127);
    }
    close(in), close(out[1]), close(err[1]);
    out_ = out[0], err_ = err[0];
    for (int end : {out_, err_}) fcntl(end, F_SETFL, O_NONBLOCK);
}

Process::~Process() {
    if (process_ > 0) {
        kill(process_, SIGKILL);
        waitpid(process_, nullptr, 0);
    }
    if (out_ >= 0) close(out_);
    if (err_ >= 0) close(err_);
}

bool Process::read_some(int milliseconds) {
    pollfd ends[] = {{out_, POLLIN, 0}, {err_, POLLIN, 0}};
    if (out_ < 0 && err_ < 0) return false;
    poll(ends, 2, milliseconds);
    std::array<char, 65536> buffer;
    for (int i = 0; i < 2; ++i) {
        int& end = i ? err_ : out_;
        if (end < 0) continue;
        for (;;) {
            const auto size = read(end, buffer.data(), buffer.size());
            if (size > 0) (i ? err_text_ : out_text_).append(buffer.data(), static_cast<std::size_t>(size));
            else if (size == 0) close(end), end = -1;
            if (size <= 0) break;
        }
    }
    return true;
}

std::optional<std::string> Process::line(int milliseconds) {
    const auto late = std::chrono::steady_clock::now() + std::chrono::milliseconds(milliseconds);
    for (;;) {
        if (const auto end = out_text_.find('\n', told_); end != std::string::npos) {
            auto text = out_text_.substr(told_, end - told_);
            told_ = end + 1;
            return text;
        }
        if (std::chrono::steady_clock::now() > late || !read_some(50)) return {};
    }
}

void Process::signal(int number) {
    if (process_ > 0) kill(process_, number);
}

Ended Process::wait(int milliseconds) {
    const auto late = std::chrono::steady_clock::now() + std::chrono::milliseconds(milliseconds);
    while (read_some(50))
        if (std::chrono::steady_clock::now() > late) {
            kill(process_, SIGKILL);
            err_text_ += "\n(killed: it took too long)";
            break;
        }
    int status = 0;
    waitpid(process_, &status, 0);
    process_ = -1;
    return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), out_text_, err_text_};
}

Ended run(std::vector<std::string> words, std::vector<std::string> environment, std::string input) {
    return Process(std::move(words), std::move(environment), std::move(input)).wait();
}

}  // namespace support
