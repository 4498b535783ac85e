#include "papers/path.h"
#include <charconv>
#include <cmath>
#include <numbers>

namespace papers {
namespace {

constexpr double number_max = 1e6;

class Reader {
public:
    explicit Reader(std::string_view text) : text_(text) {}
    std::optional<std::vector<Segment>> read();

private:
    void blanks() {
        while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == ',' || text_[at_] == '\n' || text_[at_] == '\t')) ++at_;
    }
    bool more_numbers() {
        blanks();
        return at_ < text_.size() && std::string_view("0123456789.-+").find(text_[at_]) != std::string_view::npos;
    }
    double number();
    double flag();
    bool command(char letter);
    void arc(double rx, double ry, double rotation, bool large, bool sweep, double x, double y);
    void to(Segment segment) { x_ = segment.x, y_ = segment.y, segments_.push_back(segment); }

    std::string_view text_;
    std::size_t at_ = 0;
    bool wrong_ = false;
    double x_ = 0, y_ = 0, begun_x_ = 0, begun_y_ = 0;
    std::vector<Segment> segments_;
};

double Reader::number() {
    blanks();
    if (at_ < text_.size() && text_[at_] == '+') ++at_;
    double value = 0;
    const auto [end, error] = std::from_chars(text_.data() + at_, text_.data() + text_.size(), value);
    if (error != std::errc() || !(std::abs(value) <= number_max)) return wrong_ = true, 0;
    at_ = static_cast<std::size_t>(end - text_.data());
    return value;
}

double Reader::flag() {  // one digit, which the next number may follow at once
    blanks();
    if (at_ >= text_.size() || (text_[at_] != '0' && text_[at_] != '1')) return wrong_ = true, 0;
    return text_[at_++] - '0';
}

// SVG 2, appendix B.2.4: from the two ends to the centre, then one curve for each quarter.
void Reader::arc(double rx, double ry, double rotation, bool large, bool sweep, double x, double y) {
    rx = std::abs(rx), ry = std::abs(ry);
    if (rx == 0 || ry == 0 || (x == x_ && y == y_)) return to({Segment::Kind::line, 0, 0, 0, 0, x, y});
    const double phi = rotation * std::numbers::pi / 180, cosine = std::cos(phi), sine = std::sin(phi);
    const double half_x = (x_ - x) / 2, half_y = (y_ - y) / 2;
    const double px = cosine * half_x + sine * half_y, py = -sine * half_x + cosine * half_y;
    const double excess = px * px / (rx * rx) + py * py / (ry * ry);
    if (excess > 1) rx *= std::sqrt(excess), ry *= std::sqrt(excess);
    const double below = rx * rx * py * py + ry * ry * px * px;
    const double root = std::sqrt(std::max(0.0, (rx * rx * ry * ry - below) / below)) * (large == sweep ? -1 : 1);
    const double qx = root * rx * py / ry, qy = -root * ry * px / rx;
    const double centre_x = cosine * qx - sine * qy + (x_ + x) / 2, centre_y = sine * qx + cosine * qy + (y_ + y) / 2;
    const double first = std::atan2((py - qy) / ry, (px - qx) / rx);
    double turn = std::atan2((-py - qy) / ry, (-px - qx) / rx) - first;
    if (sweep && turn < 0) turn += 2 * std::numbers::pi;
    if (!sweep && turn > 0) turn -= 2 * std::numbers::pi;
    const int quarters = std::max(1, static_cast<int>(std::ceil(std::abs(turn) / (std::numbers::pi / 2) - 1e-9)));
    const double step = turn / quarters, reach = 4.0 / 3 * std::tan(step / 4);
    const auto point = [&](double u, double v) {
        return std::pair(centre_x + cosine * rx * u - sine * ry * v, centre_y + sine * rx * u + cosine * ry * v);
    };
    for (int i = 0; i < quarters; ++i) {
        const double a = first + i * step, b = a + step;
        const auto [x1, y1] = point(std::cos(a) - reach * std::sin(a), std::sin(a) + reach * std::cos(a));
        const auto [x2, y2] = point(std::cos(b) + reach * std::sin(b), std::sin(b) - reach * std::cos(b));
        const auto [ex, ey] = i + 1 == quarters ? std::pair(x, y) : point(std::cos(b), std::sin(b));
        to({Segment::Kind::curve, x1, y1, x2, y2, ex, ey});
    }
}

bool Reader::command(char letter) {
    using enum Segment::Kind;
    const bool relative = letter >= 'a';
    const double from_x = relative ? x_ : 0, from_y = relative ? y_ : 0;
    switch (relative ? letter - 'a' + 'A' : letter) {
    case 'M':
    case 'L': {
        const double x = from_x + number(), y = from_y + number();
        const bool move = letter == 'M' || letter == 'm';
        to({move ? Segment::Kind::move : line, 0, 0, 0, 0, x, y});
        if (move) begun_x_ = x, begun_y_ = y;
        return true;
    }
    case 'H': return to({line, 0, 0, 0, 0, from_x + number(), y_}), true;
    case 'V': return to({line, 0, 0, 0, 0, x_, from_y + number()}), true;
    case 'C': {
        double at[6];
        for (int i = 0; i < 6; ++i) at[i] = (i % 2 ? from_y : from_x) + number();
        return to({curve, at[0], at[1], at[2], at[3], at[4], at[5]}), true;
    }
    case 'A': {
        const double rx = number(), ry = number(), rotation = number();
        const bool large = flag() != 0, sweep = flag() != 0;
        const double x = from_x + number(), y = from_y + number();
        if (!wrong_) arc(rx, ry, rotation, large, sweep, x, y);
        return true;
    }
    case 'Z': return to({close, 0, 0, 0, 0, begun_x_, begun_y_}), true;
    default: return false;
    }
}

std::optional<std::vector<Segment>> Reader::read() {
    for (blanks(); at_ < text_.size(); blanks()) {
        char letter = text_[at_++];
        if (segments_.empty() && letter != 'M' && letter != 'm') return {};
        do {
            if (!command(letter) || wrong_) return {};
            if (letter == 'M') letter = 'L';  // further pairs are lines
            if (letter == 'm') letter = 'l';
        } while (letter != 'Z' && letter != 'z' && more_numbers());
    }
    if (segments_.empty()) return {};
    return std::move(segments_);
}

}  // namespace

std::optional<std::vector<Segment>> parse_path(std::string_view text) { return Reader(text).read(); }

}  // namespace papers
