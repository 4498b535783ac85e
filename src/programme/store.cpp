#include "programme/store.h"

#include <set>

namespace programme {
namespace {

template <class T>
std::int64_t or_none(const std::optional<Id<T>>& id) {
    return id ? id->value : 0;
}
template <class T>
std::optional<Id<T>> some(const store::Rows& row, int column) {
    const auto id = row.integer(column);
    return id ? std::optional(Id<T>{id}) : std::nullopt;
}
std::optional<base::PartialDate> partial(const store::Rows& row, int column) {
    return row.null(column) ? std::nullopt : std::optional(row.partial_date(column));
}

template <class Row>
auto all_of(store::Rows rows, const Row& read) {
    std::vector<decltype(read(rows))> all;
    while (rows.next()) all.push_back(read(rows));
    return all;
}
template <class Row>
auto one_of(store::Rows rows, const Row& read) {
    return rows.next() ? std::optional(read(rows)) : std::nullopt;
}

// ---- programmes ----

constexpr auto programme_columns =
    "SELECT id, name_fr, name_en, translated, from_text, to_text, adopted, adopted_by_fr, adopted_by_en, state, in_force_from, "
    "in_force_last, "
    "decision, basis, changed_by FROM programme ";

ShownProgramme programme_row(const store::Rows& row) {
    ShownProgramme shown;
    shown.id = row.id<Programme>(0), shown.name_fr = row.text(1), shown.name_en = row.text(2);
    shown.translated = *acts::named<Translated>(row.view(3));
    shown.from = row.partial_date(4), shown.to = row.partial_date(5), shown.adopted = partial(row, 6);
    shown.adopted_by_fr = row.text_or_null(7).value_or(""), shown.adopted_by_en = row.text_or_null(8).value_or("");
    shown.state = *acts::named<State>(row.view(9));
    shown.in_force_from = row.date_or_null(10), shown.in_force_last = row.date_or_null(11);
    if (!row.null(12)) shown.decision = row.id<assembly::Decision>(12);
    shown.basis = row.text(13), shown.changed_by = row.id<acts::Act>(14);
    return shown;
}

constexpr auto insert_programme_sql =
    "INSERT INTO programme (id, name_fr, name_en, translated, from_text, to_text, first_day, last_day, adopted, adopted_by_fr, "
    "adopted_by_en, "
    "state, in_force_from, in_force_last, basis, changed_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, "
    "$16)";

}  // namespace

void insert_programme(store::Db& db, Id<Programme> id, const RecordProgramme& record, std::string_view basis, base::Id<acts::Act> act) {
    const auto days = *days_of(record.from, record.to);
    db.run(insert_programme_sql, {id, record.name_fr->value, record.name_en->value, acts::name_of(*record.translated), *record.from,
                                  *record.to, days.first, days.last, record.adopted.value, acts::text(record.adopted_by_fr),
                                  acts::text(record.adopted_by_en), acts::name_of(State::recorded), days.first, days.last, basis, act});
}

void insert_programme(store::Db& db, Id<Programme> id, const ProposeProgramme& propose, std::string_view basis, base::Id<acts::Act> act) {
    const std::optional<base::Date> never;
    const std::optional<std::string> nothing;
    db.run(insert_programme_sql, {id, propose.name_fr->value, propose.name_en->value, acts::name_of(*propose.translated),
                                  base::PartialDate::of(*propose.from), base::PartialDate::of(*propose.last), *propose.from, *propose.last,
                                  nothing, nothing, nothing, acts::name_of(State::proposed), never, never, basis, act});
}

void adopt(store::Db& db, Id<Programme> id, base::Date from, Id<assembly::Decision> decision, base::Id<acts::Act> act) {
    db.run(
        "UPDATE programme SET state = 'adopted', in_force_from = $1, in_force_last = last_day, decision = $2, changed_by = $3 WHERE id = "
        "$4",
        {from, decision, act, id});
}

void add_end(store::Db& db, Id<Programme> id, base::Date last, Id<assembly::Decision> decision, base::Id<acts::Act> act) {
    db.run("INSERT INTO programme_end (act, programme, last_day, decision) VALUES ($1, $2, $3, $4)", {act, id, last, decision});
    set_in_force_last(db, id, last, act);
}

void remove_ends(store::Db& db, Id<Programme> id, Id<assembly::Decision> decision, base::Id<acts::Act> act) {
    const auto last = last_without(db, *find_programme(db, id), decision);
    db.run("DELETE FROM programme_end WHERE programme = $1 AND decision = $2", {id, decision});
    set_in_force_last(db, id, last, act);
}

void annul(store::Db& db, Id<Programme> id, base::Date on, base::Id<acts::Act> act) {
    const auto programme = *find_programme(db, id);
    const auto last = std::min(on.plus_days(-1), *programme.in_force_last);
    const bool was = *programme.in_force_from <= last;
    db.run("UPDATE programme SET state = 'annulled', in_force_from = $1, in_force_last = $2, changed_by = $3 WHERE id = $4",
           {was ? programme.in_force_from : std::nullopt, was ? std::optional(last) : std::nullopt, act, id});
}

void set_in_force_last(store::Db& db, Id<Programme> id, base::Date last, base::Id<acts::Act> act) {
    db.run("UPDATE programme SET in_force_last = $1, changed_by = $2 WHERE id = $3", {last, act, id});
}

void insert_length(store::Db& db, const StateLength& length, std::string_view basis, base::Id<acts::Act> act) {
    db.run("INSERT INTO programme_length (act, programme, years, basis) VALUES ($1, $2, $3, $4)",
           {act, *length.programme, length.years->value, basis});
}

void touch_programme(store::Db& db, Id<Programme> id, base::Id<acts::Act> act) {
    db.run("UPDATE programme SET changed_by = $1 WHERE id = $2", {act, id});
}

std::vector<InForce> others_in_force(store::Db& db, Id<Programme> but) {
    return all_of(
        db.ask("SELECT id, name_fr, in_force_from, in_force_last FROM programme WHERE in_force_from IS NOT NULL AND id <> $1 ORDER BY "
               "in_force_from, id",
               {but}),
        [](const store::Rows& row) {
            return InForce{row.id<Programme>(0), row.text(1), {row.date(2), row.date(3)}};
        });
}

base::Date last_without(store::Db& db, const ShownProgramme& programme, Id<assembly::Decision> decision) {
    auto rows = db.ask("SELECT last_day FROM programme_end WHERE programme = $1 AND decision <> $2 ORDER BY act DESC LIMIT 1",
                       {programme.id, decision});
    return rows.next() ? rows.date(0) : *programme.to.latest();
}

std::vector<Id<Programme>> standing_on(store::Db& db, Id<assembly::Decision> decision) {
    return all_of(
        db.ask("SELECT id FROM programme WHERE decision = $1 AND state = 'adopted' UNION SELECT programme FROM programme_end WHERE "
               "decision = $1 ORDER BY 1",
               {decision}),
        [](const store::Rows& row) { return row.id<Programme>(0); });
}

std::optional<ShownProgramme> find_programme(store::Db& db, Id<Programme> id) {
    static const auto sql = std::string(programme_columns) + "WHERE id = $1";
    return one_of(db.ask(sql, {id}), programme_row);
}

std::vector<ShownProgramme> all_programmes(store::Db& db) {
    static const auto sql = std::string(programme_columns) + "ORDER BY first_day DESC, id DESC";
    return all_of(db.ask(sql), programme_row);
}

std::optional<ShownProgramme> programme_on(store::Db& db, base::Date day) {
    static const auto sql = std::string(programme_columns) + "WHERE in_force_from <= $1 AND in_force_last >= $1 ORDER BY id LIMIT 1";
    return one_of(db.ask(sql, {day}), programme_row);
}

std::vector<ShownProgramme> programmes_after(store::Db& db, std::int64_t after, std::int64_t most) {
    static const auto sql = std::string(programme_columns) + "WHERE id > $1 ORDER BY id LIMIT $2";
    return all_of(db.ask(sql, {after, most}), programme_row);
}

std::vector<StatedLength> lengths_of(store::Db& db, Id<Programme> id) {
    return all_of(db.ask("SELECT years, basis, act FROM programme_length WHERE programme = $1 ORDER BY act", {id}),
                  [](const store::Rows& row) {
                      return StatedLength{row.integer(0), row.text(1), row.id<acts::Act>(2)};
                  });
}

// ---- nodes ----

namespace {
constexpr auto node_columns = "SELECT id, programme, kind, parent, ordinal, name_fr, name_en, translated, basis FROM programme_node ";

ShownNode node_row(const store::Rows& row) {
    return {row.id<ProgrammeNode>(0),
            row.id<Programme>(1),
            *acts::named<NodeKind>(row.view(2)),
            some<ProgrammeNode>(row, 3),
            row.integer(4),
            row.text(5),
            row.text(6),
            *acts::named<Translated>(row.view(7)),
            row.text(8)};
}
}  // namespace

void insert_node(store::Db& db, Id<ProgrammeNode> id, const AddNode& add, std::string_view basis) {
    db.run(
        "INSERT INTO programme_node (id, programme, kind, parent, ordinal, name_fr, name_en, translated, basis) VALUES ($1, $2, $3, $4, "
        "$5, "
        "$6, $7, $8, $9)",
        {id, *add.programme, acts::name_of(*add.kind), or_none(add.parent.value), add.ordinal->value, add.name_fr->value,
         add.name_en->value, acts::name_of(*add.translated), basis});
}

void remove_node(store::Db& db, Id<ProgrammeNode> id) { db.run("DELETE FROM programme_node WHERE id = $1", {id}); }

std::optional<Id<ProgrammeNode>> node_at(store::Db& db, Id<Programme> programme, NodeKind kind, std::optional<Id<ProgrammeNode>> parent,
                                         std::int64_t ordinal) {
    return one_of(db.ask("SELECT id FROM programme_node WHERE programme = $1 AND kind = $2 AND parent = $3 AND ordinal = $4",
                         {programme, acts::name_of(kind), or_none(parent), ordinal}),
                  [](const store::Rows& row) { return row.id<ProgrammeNode>(0); });
}

bool bears_something(store::Db& db, Id<ProgrammeNode> id) {
    return db
        .ask(
            "SELECT 1 FROM programme_node WHERE parent = $1 UNION SELECT 1 FROM indicator WHERE node = $1 UNION SELECT 1 FROM "
            "programme_link "
            "WHERE node = $1",
            {id})
        .next();
}

std::optional<ShownNode> find_node(store::Db& db, Id<ProgrammeNode> id) {
    static const auto sql = std::string(node_columns) + "WHERE id = $1";
    return one_of(db.ask(sql, {id}), node_row);
}

std::vector<ShownNode> nodes_of(store::Db& db, Id<Programme> id) {
    static const auto sql = std::string(node_columns) + "WHERE programme = $1 ORDER BY kind, parent, ordinal";
    return all_of(db.ask(sql, {id}), node_row);
}

// ---- frames ----

namespace {
constexpr auto frame_columns = "SELECT id, kind, name_fr, name_en, short_fr, short_en, note_fr, note_en, basis, codes FROM frame ";
constexpr auto code_columns = "SELECT id, frame, code, name_fr, name_en, parent, wording, basis FROM frame_code ";

ShownFrame frame_row(const store::Rows& row) {
    return {row.id<Frame>(0),
            *acts::named<FrameKind>(row.view(1)),
            row.text(2),
            row.text(3),
            row.text(4),
            row.text(5),
            row.text_or_null(6).value_or(""),
            row.text_or_null(7).value_or(""),
            row.text(8),
            row.integer(9)};
}
ShownCode code_row(const store::Rows& row) {
    return {
        row.id<Code>(0), row.id<Frame>(1), row.text(2), row.text(3), row.text(4), some<Code>(row, 5), *acts::named<Wording>(row.view(6)),
        row.text(7)};
}
}  // namespace

void insert_frame(store::Db& db, Id<Frame> id, const RecordFrame& record, std::string_view basis) {
    db.run(
        "INSERT INTO frame (id, kind, name_fr, name_en, short_fr, short_en, note_fr, note_en, basis, codes) VALUES ($1, $2, $3, $4, $5, "
        "$6, "
        "$7, $8, $9, 0)",
        {id, acts::name_of(*record.kind), record.name_fr->value, record.name_en->value, record.short_fr->value, record.short_en->value,
         acts::text(record.note_fr), acts::text(record.note_en), basis});
}

void insert_code(store::Db& db, Id<Code> id, Id<Frame> frame, const CodeRow& row, Wording wording, std::string_view basis) {
    const auto parent = row.parent ? find_code(db, frame, row.parent->value) : std::nullopt;
    db.run("INSERT INTO frame_code (id, frame, code, parent, name_fr, name_en, wording, basis) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
           {id, frame, row.code.value, parent ? parent->id.value : 0, row.name_fr.value, row.name_en.value, acts::name_of(wording), basis});
    db.run("UPDATE frame SET codes = codes + 1 WHERE id = $1", {frame});
}

std::vector<std::string> code_names(store::Db& db, Id<Frame> frame) {
    return all_of(db.ask("SELECT code FROM frame_code WHERE frame = $1 ORDER BY id", {frame}),
                  [](const store::Rows& row) { return row.text(0); });
}

std::optional<ShownFrame> find_frame(store::Db& db, Id<Frame> id) {
    static const auto sql = std::string(frame_columns) + "WHERE id = $1";
    return one_of(db.ask(sql, {id}), frame_row);
}

std::vector<ShownFrame> all_frames(store::Db& db) {
    static const auto sql = std::string(frame_columns) + "ORDER BY id";
    return all_of(db.ask(sql), frame_row);
}

std::optional<ShownCode> find_code(store::Db& db, Id<Code> id) {
    static const auto sql = std::string(code_columns) + "WHERE id = $1";
    return one_of(db.ask(sql, {id}), code_row);
}

std::optional<ShownCode> find_code(store::Db& db, Id<Frame> frame, const std::string& code) {
    static const auto sql = std::string(code_columns) + "WHERE frame = $1 AND code = $2";
    return one_of(db.ask(sql, {frame, code}), code_row);
}

std::vector<ShownCode> codes_of(store::Db& db, Id<Frame> frame, std::optional<Id<Code>> parent) {
    static const auto sql = std::string(code_columns) + "WHERE frame = $1 AND parent = $2 ORDER BY id";
    return all_of(db.ask(sql, {frame, or_none(parent)}), code_row);
}

std::vector<ShownCode> codes_after(store::Db& db, Id<Frame> frame, std::int64_t after, std::int64_t most) {
    static const auto sql = std::string(code_columns) + "WHERE frame = $1 AND id > $2 ORDER BY id LIMIT $3";
    return all_of(db.ask(sql, {frame, after, most}), code_row);
}

void set_words(store::Db& db, const CorrectWords& words) {
    const auto set = [&](std::string_view sql, std::int64_t id) { db.run(sql, {words.name_fr->value, words.name_en->value, id}); };
    if (words.programme.value) set("UPDATE programme SET name_fr = $1, name_en = $2 WHERE id = $3", words.programme.value->value);
    if (words.node.value) set("UPDATE programme_node SET name_fr = $1, name_en = $2 WHERE id = $3", words.node.value->value);
    if (words.frame.value) set("UPDATE frame SET name_fr = $1, name_en = $2 WHERE id = $3", words.frame.value->value);
    if (words.code.value) set("UPDATE frame_code SET name_fr = $1, name_en = $2 WHERE id = $3", words.code.value->value);
    if (words.indicator.value) set("UPDATE indicator SET name_fr = $1, name_en = $2 WHERE id = $3", words.indicator.value->value);
}

// ---- links ----

namespace {
constexpr auto link_columns = "SELECT id, programme, node, frame, code, basis FROM programme_link ";
ShownLink link_row(const store::Rows& row) {
    return {row.id<Link>(0), some<Programme>(row, 1), some<ProgrammeNode>(row, 2), some<Frame>(row, 3), some<Code>(row, 4), row.text(5)};
}
}  // namespace

void insert_link(store::Db& db, Id<Link> id, const LinkFrame& link, Id<Programme> of_programme, Id<Frame> of_frame,
                 std::string_view basis) {
    db.run(
        "INSERT INTO programme_link (id, programme, node, frame, code, basis, of_programme, of_frame) VALUES ($1, $2, $3, $4, $5, $6, $7, "
        "$8)",
        {id, or_none(link.programme.value), or_none(link.node.value), or_none(link.frame.value), or_none(link.code.value), basis,
         of_programme, of_frame});
}

std::optional<Id<Link>> same_link(store::Db& db, const LinkFrame& link) {
    return one_of(db.ask("SELECT id FROM programme_link WHERE programme = $1 AND node = $2 AND frame = $3 AND code = $4",
                         {or_none(link.programme.value), or_none(link.node.value), or_none(link.frame.value), or_none(link.code.value)}),
                  [](const store::Rows& row) { return row.id<Link>(0); });
}

std::optional<ShownLink> find_link(store::Db& db, Id<Link> id) {
    static const auto sql = std::string(link_columns) + "WHERE id = $1";
    return one_of(db.ask(sql, {id}), link_row);
}

void remove_link(store::Db& db, Id<Link> id) { db.run("DELETE FROM programme_link WHERE id = $1", {id}); }

std::vector<ShownLink> links_of(store::Db& db, Id<Programme> id) {
    static const auto sql = std::string(link_columns) + "WHERE of_programme = $1 ORDER BY id";
    return all_of(db.ask(sql, {id}), link_row);
}

std::vector<ShownLink> links_to(store::Db& db, Id<Frame> id) {
    static const auto sql = std::string(link_columns) + "WHERE of_frame = $1 ORDER BY id";
    return all_of(db.ask(sql, {id}), link_row);
}

// ---- indicators ----

namespace {
constexpr auto indicator_columns =
    "SELECT id, node, name_fr, name_en, unit_fr, unit_en, translated, counts, baseline, target, baseline_at, target_at, basis FROM "
    "indicator ";
ShownIndicator indicator_row(const store::Rows& row) {
    return {row.id<Indicator>(0),
            row.id<ProgrammeNode>(1),
            row.text(2),
            row.text(3),
            row.text(4),
            row.text(5),
            *acts::named<Translated>(row.view(6)),
            *acts::named<Counts>(row.view(7)),
            row.integer_or_null(8),
            row.integer_or_null(9),
            partial(row, 10),
            partial(row, 11),
            row.text(12)};
}
}  // namespace

void insert_indicator(store::Db& db, Id<Indicator> id, const AddIndicator& add, Id<Programme> programme, std::string_view basis) {
    db.run(
        "INSERT INTO indicator (id, programme, node, name_fr, name_en, translated, unit_fr, unit_en, counts, baseline, baseline_at, "
        "target, "
        "target_at, basis) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
        {id, programme, *add.node, add.name_fr->value, add.name_en->value, acts::name_of(*add.translated), add.unit_fr->value,
         add.unit_en->value, acts::name_of(*add.counts), acts::number(add.baseline), add.baseline_at.value, acts::number(add.target),
         add.target_at.value, basis});
}

void insert_value(store::Db& db, Id<Value> id, const StateIndicator& state, std::string_view basis) {
    const auto day = state.at->latest().value_or(state.at->earliest().value_or(base::Date{}));
    db.run("INSERT INTO indicator_value (id, indicator, value, women, men, at, at_day, basis) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
           {id, *state.indicator, state.value->value, acts::number(state.women), acts::number(state.men), *state.at, day, basis});
}

std::vector<ShownIndicator> indicators_of(store::Db& db, Id<Programme> id) {
    static const auto sql = std::string(indicator_columns) + "WHERE programme = $1 ORDER BY node, id";
    return all_of(db.ask(sql, {id}), indicator_row);
}

std::optional<ShownIndicator> find_indicator(store::Db& db, Id<Indicator> id) {
    static const auto sql = std::string(indicator_columns) + "WHERE id = $1";
    return one_of(db.ask(sql, {id}), indicator_row);
}

std::vector<StatedValue> values_of(store::Db& db, Id<Indicator> id) {
    return all_of(db.ask("SELECT id, value, women, men, at, basis FROM indicator_value WHERE indicator = $1 ORDER BY at_day, id", {id}),
                  [](const store::Rows& row) {
                      return StatedValue{row.id<Value>(0),       row.integer(1),      row.integer_or_null(2),
                                         row.integer_or_null(3), row.partial_date(4), row.text(5)};
                  });
}

// ---- tags ----

namespace {
ShownTag tag_row(const store::Rows& row) { return {row.id<Tag>(0), some<ProgrammeNode>(row, 1), some<Code>(row, 2), row.text(3)}; }
KindCount count_row(const store::Rows& row) { return {row.text(0), row.integer(1)}; }
}  // namespace

void insert_tag(store::Db& db, Id<Tag> id, const Thing& thing, const std::optional<Id<ProgrammeNode>>& node,
                const std::optional<Id<Code>>& code, std::string_view basis) {
    db.run("INSERT INTO tag (id, kind, thing, node, code, basis) VALUES ($1, $2, $3, $4, $5, $6)",
           {id, thing.kind, thing.id, or_none(node), or_none(code), basis});
}

std::optional<KnownTag> find_tag(store::Db& db, Id<Tag> id) {
    return one_of(db.ask("SELECT id, node, code, basis, kind, thing FROM tag WHERE id = $1", {id}), [](const store::Rows& row) {
        return KnownTag{{row.text(4), row.integer(5)}, tag_row(row)};
    });
}

std::optional<Id<Tag>> same_tag(store::Db& db, const Thing& thing, const std::optional<Id<ProgrammeNode>>& node,
                                const std::optional<Id<Code>>& code) {
    return one_of(db.ask("SELECT id FROM tag WHERE kind = $1 AND thing = $2 AND node = $3 AND code = $4",
                         {thing.kind, thing.id, or_none(node), or_none(code)}),
                  [](const store::Rows& row) { return row.id<Tag>(0); });
}

void remove_tag(store::Db& db, Id<Tag> id) { db.run("DELETE FROM tag WHERE id = $1", {id}); }

void count_in(store::Db& db, const Place& place, const Thing& thing) {
    const auto there = db.change("UPDATE tagged SET times = times + 1 WHERE place_kind = $1 AND place = $2 AND kind = $3 AND thing = $4",
                                 {place.kind, place.id, thing.kind, thing.id});
    if (there) return;
    db.run("INSERT INTO tagged (place_kind, place, kind, thing, times) VALUES ($1, $2, $3, $4, 1)",
           {place.kind, place.id, thing.kind, thing.id});
    db.run(
        "INSERT INTO tag_roll (place_kind, place, kind, things) VALUES ($1, $2, $3, 1) ON CONFLICT (place_kind, place, kind) DO UPDATE SET "
        "things = tag_roll.things + 1",
        {place.kind, place.id, thing.kind});
}

void count_out(store::Db& db, const Place& place, const Thing& thing) {
    db.run("UPDATE tagged SET times = times - 1 WHERE place_kind = $1 AND place = $2 AND kind = $3 AND thing = $4",
           {place.kind, place.id, thing.kind, thing.id});
    const auto gone = db.change("DELETE FROM tagged WHERE place_kind = $1 AND place = $2 AND kind = $3 AND thing = $4 AND times = 0",
                                {place.kind, place.id, thing.kind, thing.id});
    if (!gone) return;
    db.run("UPDATE tag_roll SET things = things - 1 WHERE place_kind = $1 AND place = $2 AND kind = $3",
           {place.kind, place.id, thing.kind});
    db.run("DELETE FROM tag_roll WHERE place_kind = $1 AND place = $2 AND kind = $3 AND things = 0", {place.kind, place.id, thing.kind});
}

std::vector<KindCount> counts_at(store::Db& db, Place place) {
    return all_of(db.ask("SELECT kind, things FROM tag_roll WHERE place_kind = $1 AND place = $2 ORDER BY kind", {place.kind, place.id}),
                  count_row);
}

std::map<std::int64_t, std::vector<KindCount>> counts_of_nodes(store::Db& db, Id<Programme> id) {
    std::map<std::int64_t, std::vector<KindCount>> counts;
    auto rows = db.ask(
        "SELECT tag_roll.kind, things, place FROM programme_node JOIN tag_roll ON place_kind = 'programme_node' AND place = "
        "programme_node.id WHERE programme = $1 ORDER BY place, tag_roll.kind",
        {id});
    while (rows.next()) counts[rows.integer(2)].push_back(count_row(rows));
    return counts;
}

std::map<std::int64_t, std::vector<KindCount>> counts_of_codes(store::Db& db, Id<Frame> frame, std::optional<Id<Code>> parent) {
    std::map<std::int64_t, std::vector<KindCount>> counts;
    auto rows = db.ask(
        "SELECT tag_roll.kind, things, place FROM frame_code JOIN tag_roll ON place_kind = 'frame_code' AND place = frame_code.id WHERE "
        "frame = $1 AND parent = $2 ORDER BY place, tag_roll.kind",
        {frame, or_none(parent)});
    while (rows.next()) counts[rows.integer(2)].push_back(count_row(rows));
    return counts;
}

std::vector<Thing> tagged_at(store::Db& db, Place place, const std::string& kind, std::int64_t offset, std::int64_t most) {
    return all_of(
        db.ask("SELECT kind, thing FROM tagged WHERE place_kind = $1 AND place = $2 AND ($3 = '' OR kind = $3) ORDER BY kind, thing "
               "LIMIT $4 OFFSET $5",
               {place.kind, place.id, kind, most, offset}),
        [](const store::Rows& row) {
            return Thing{row.text(0), row.integer(1)};
        });
}

std::vector<ShownTag> tags_of(store::Db& db, const std::string& kind, std::int64_t thing) {
    return all_of(db.ask("SELECT id, node, code, basis FROM tag WHERE kind = $1 AND thing = $2 ORDER BY id", {kind, thing}), tag_row);
}

std::string_view tables() {
    return
#include "src/programme/tables.sql.inc"
        ;
}

}  // namespace programme
