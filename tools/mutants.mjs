// Breaks one guard at a time and expects a named test to fail: a guard that nothing misses is not proved.
//   node tools/mutants.mjs [--build build] [word …]     words: only mutants whose title holds one of them
// It changes files of the tree it stands in and puts each back; it refuses to touch a file with changes of its own.
// Ends with 1 when a mutant survives or no longer applies.
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";

// title, file, what is there (once), what is put in its place, the tests that must fail (doctest filter)
const mutants = [
  ["a name said twice is accepted", "src/acts/decode.cpp", "if (names_in(value) != names_in(text))", "if (false)", "A name said twice*"],
  ["integers beyond 2^53 are accepted", "src/acts/decode.cpp", "*number > most || *number < -most", "false", "Every kind of field*"],
  ["unknown fields are ignored", "src/acts/decode.cpp", 'say({&path, name}, "unknown")', "static_cast<void>(name)", "Every wrong field*"],
  ["lists have no limit", "src/acts/decode.cpp", "array->size() > list_items_max", "false", "A list has at most*"],
  ["text is not put in normal form", "src/acts/decode.cpp", "out = base::to_nfc(out);", "", "Every kind of field*"],
  ["control characters are accepted", "src/acts/decode.cpp", 'if (base::has_control(out, lines ? "\\n\\t" : ""))', "if (false)", "Every kind of field*"],
  ["personal values stay in the struct", "src/acts/encode.cpp", "field.clear(act);", "", "A sealed act holds*"],
  ["the cause is not under the leaf", "src/acts/entry.cpp", "if (e.cause) out +=", "if (false) out +=", "Every column of an entry*"],
  ["openings cut short are unpacked", "src/acts/entry.cpp", "if (bytes.size() - 20 < size) return {};", "size = std::min(size, bytes.size() - 20);", "Openings are packed*"],
  ["a basis may be anything", "src/acts/act.cpp", "return std::ranges::all_of(text.substr(0, colon), lower) &&", "return true ||", "A legal basis*"],
  ["an act is declared twice", "src/acts/act.cpp", "|| other.type == declared.type", "", "An act is declared once*"],
  ["ids depend on the process", "src/acts/act.cpp", "return stamp_.number.value * 1000 + made_;", "static std::int64_t drift = 0; return stamp_.number.value * 1000 + made_ + (++drift % 7 == 0);", "Any life*"],
  ["the same key makes another entry", "src/acts/perform.cpp", "if (draft.new_key) return {};", "return {};", "Sixty-four clients*,An act said again*"],
  ["the same key hides another act", "src/acts/perform.cpp", "!= first->entry.payload)\n        return used;", "!= first->entry.payload) {}", "An act said again*"],
  ["a refused act leaves its rows", "src/acts/perform.cpp", "if (careful) db_.rollback_to_savepoint();\n        back_to(before);\n        return std::unexpected", "if (careful) db_.release();\n        back_to(before);\n        return std::unexpected", "Any life*"],
  ["a refused act leaves its leaf", "src/acts/perform.cpp", "    leaves_.resize(before.leaves);", "", "Any life*"],
  ["a batch that fails takes its group along", "src/acts/writer.cpp", "        undo();\n        throw;", "        throw store::DiskFull(\"\");", "A batch that fails*"],
  ["a failed consequence leaves its savepoint", "src/acts/perform.cpp", "db_.rollback_to_savepoint();  // the caller", "// the caller", "A consequence that fails*"],
  ["erasing deletes no value", "src/acts/journal_rows.cpp", 'db.run("DELETE FROM personal_value WHERE', 'if (false) db.run("DELETE FROM personal_value WHERE', "A person is known*"],
  ["a person's history misses what is about them", "src/acts/act.h", 'touches("person", person);', "", "A person is known*"],
  ["an entry may be of any size", "src/acts/perform.cpp", "if (bytes.size() > entry_bytes_max)", "if (false)", "An entry has at most*"],
  ["subtrees are not kept", "src/acts/perform.cpp", "for (const auto& subtree : completed)", "for (const auto& subtree : completed.first(0))", "Tiles hold*"],
  ["the disk does not forget", "src/acts/writer.cpp", "if (erased) forget();", "must_forget_ = false;", "The values of a person*"],
  ["a reader prevents forgetting", "src/acts/writer.cpp", "must_forget_ = must_forget_ || erased;", "", "A reader that reads for long*"],
  ["a restart does not remember to forget", "src/acts/writer.cpp", 'must_forget_ = db->ask("SELECT 1 FROM local_key WHERE name = $1", {must_forget}).next();', "", "A process that dies before*"],
  ["a store that was lost stays lost", "src/acts/writer.cpp", "    try {\n        reopen();\n        return true;\n    } catch (...) { return false; }", "    return false;", "A writer whose store is gone*"],
  ["who may not is told what is wrong", "src/acts/writer.cpp", "!(by.allows(said.actor.role) || (by.by_hand() && said.actor.person()))", "false", "Who may not do an act*"],
  ["a person's roles are not asked", "src/acts/perform.cpp", "if (!holding) throw Refused", "if (false) throw Refused", "A person may do*"],
  ["a role of one member is good for another", "src/acts/right.cpp", "holding.scope == *about &&", "", "A holding allows*"],
  ["a basis is never missing", "src/acts/writer.cpp", 'wrong.push_back({"basis", "missing", {}});', "{}", "A membership is recorded*"],
  ["a smaller tree is signed", "src/acts/log.cpp", "if (last.integer(0) > head.size)\n                    throw", "if (false) throw", "Nothing smaller*"],
  ["another root is signed", "src/acts/log.cpp", "if (last.integer(0) == head.size && last.hash(1) != head.root)\n                    throw", "if (false) throw", "Nothing smaller*"],
  ["a note's signature is not looked at", "src/acts/log.cpp", "if (signature->size() != 68 || crypto_sign_verify_detached(raw(*signature) + 4, raw(text), text.size(), raw(*typed) + 1) != 0)", "if (false)", "The signed note of the Go library*"],
  ["tile paths may begin with zeros", "src/acts/log.cpp", 'if (groups == 1 && slash != path.npos && group == "000") return {};', "", "Tile paths*"],
  ["inclusion is not checked to the root", "src/acts/tree.cpp", "return sn == 0 && leaf == root;", "return leaf == root;", "An inclusion proof holds*"],
  ["verifying believes stored leaves", "src/acts/verify.cpp", "if (leaf != stored.leaf)", "if (false)", "Every column of every table*"],
  ["verifying does not look at the head", "src/acts/verify.cpp", "head.size != tree_.size() || head.root != tree_.root() || head.frontier != tree_.frontier() || head.time_us != time_us_", "false", "Every column of every table*"],
  ["verifying does not look at the checkpoint", "src/acts/verify.cpp", "if (checkpoint_ && tree_.size() == checkpoint_->size && tree_.root() != checkpoint_->root)", "if (false)", "Who rewrites everything*"],
  ["verifying does not see a cut tail", "src/acts/verify.cpp", "if (checkpoint_ && checkpoint_->size > tree_.size())", "if (false)", "Who rewrites everything*"],
  ["old versions stop after one step", "src/acts/entry.cpp", "declared = &registry.of(*declared->next);\n", "declared = &registry.of(*declared->next);\n        break;\n", "An old version*"],
  ["proving does not ask what is set off", "src/acts/replay.cpp", 'differ(stored.entry.number, "it is not what its cause sets off today");', "", "Prove names*"],
  ["what cannot be read ahead is skipped", "src/acts/replay.cpp", "if (unreadable) std::rethrow_exception(unreadable);", "if (unreadable) return;", "Who reads ahead*,An old version*"],
  ["who reads ahead does not end", "src/acts/replay.cpp", "        if (stopped_) throw Stopped{};\n        ready_.push_back", "        if (stopped_) std::abort();\n        ready_.push_back", "Who reads ahead*"],
  ["places of acts are counted from the last replay", "src/acts/replay.cpp", "if (rows.next()) known->second = rows.integer(0);", "", "A rebuild refuses*"],
  ["proving does not ask the rules", "src/acts/replay.cpp", 'if (!verdict) differ(stamp.number, "today\'s rules refuse it: " + verdict.error().why.code);\n        else', "if (verdict)", "Prove names*"],
  ["what an entry gathered is not there when it erases", "src/acts/journal_rows.cpp", "if (!effect.erased().empty()) flush();", "", "a network lives*,Erasing*,*erased*"],
  ["indexes of lists do not come back", "src/app/concert.cpp", "if (lists_last) acts::create_tables(target, tables());", "", "a network lives*"],
  ["SQL is known by where it stands alone", "src/store/sqlite.cpp", "if (!seen || seen->sql() != sql)", "if (!seen)", "Text that is made anew*"],
  ["SQLite does not sync", "src/store/sqlite.cpp", "PRAGMA synchronous = FULL", "PRAGMA synchronous = OFF", "When the power fails*"],
  ["a commit is not handed to the disk", "src/store/sqlite_log.cpp", "if (std::exchange(at_commit, commit_header(bytes, size))) return flush();", "", "What SQLite writes*"],
  ["a sync leaves bytes behind", "src/store/sqlite_log.cpp", "if (const int code = log.flush()) return code;", "", "What SQLite writes*,A gathered log*"],
  ["an effect sees the journal", "src/store/sqlite.cpp", '!name.starts_with("journal") &&', "", "An effect sees the tables*"],
  ["the 128th statement loses its answer", "src/store/postgresql_pipe.cpp", "         statement.sql);\n}", "         statement.sql);\n    if (in_flight_.size() >= in_flight_max) collect();\n}", "However many changes*"],
  ["a lost COMMIT is a failed one", "src/store/postgresql.cpp", "const bool unknown = sent && pipe_.lost() && pipe_.unanswered();", "const bool unknown = false; static_cast<void>(sent);", "A connection that is lost*,A connection lost at COMMIT*"],
  ["the eleventh city may join", "src/members/rules.cpp", "if (cities >= cap->value)", "if (cities > cap->value)", "At most ten cities*"],
  ["associates count", "src/members/rules.cpp", "&& member_class != MemberClass::associate", "", "Associations and associates*"],
  ["tomorrow has already been", "src/members/rules.cpp", "*date.earliest() > today", "*date.earliest() > today.plus_days(1)", "What an act says*"],
  ["a correction need not have seen the last change", "src/members/rules.cpp", "if (seen != last)", "if (false)", "A correction must*"],
  ["a titular may begin before the one before", "src/members/rules.cpp", "*from.latest() < *date->earliest()", "false", "A titular's time*"],
  ["a name in other accents is another city", "src/admissions/store.cpp", "{country, base::fold(name), base::fold(place)}", "{country, name, place}", "A city applies once*"],
  ["a correction does not change the roll", "src/members/store.cpp", "void update_member(store::Db& db, const NewMember& member) {\n    const Recounting recounting(db, member.id);", "void update_member(store::Db& db, const NewMember& member) {", "Recorded associates*,Whatever members*"],
  // What the account of a whole association must miss.
  ["two mandates sit on one seat", "src/bodies/rules.cpp", "if (taken >= size->seats)", "if (false)", "Whatever members*"],
  ["a mandate begins before its city was a member", "src/bodies/rules.cpp", "if (before(member->from))", "if (false)", "Whatever members*"],
  ["a mandate outlasts the membership", "src/bodies/rules.cpp", "if (member && beyond(member->until))", "if (false)", "Whatever members*"],
  ["who leaves keeps its mandates", "src/bodies/mandates.cpp", "registry.react<members::ExcludeMember, follow<members::ExcludeMember>>();", "", "Whatever members*"],
  ["a departure stated again ends no mandate", "src/bodies/mandates.cpp", "registry.react<members::RestoreStatus, follow<members::RestoreStatus>>();", "", "Whatever members*"],
  ["an annulled election leaves its mandates", "src/bodies/mandates.cpp", "registry.react<assembly::AnnulDecision, close_when_annulled>();", "", "Whatever members*"],
  ["who has died goes on sitting", "src/bodies/mandates.cpp", "if (dead) follow_death(set_off, *dead, end.until);", "", "Whatever members*"],
  ["a resignation nobody offered is accepted", "src/bodies/mandates.cpp", "if (*close.reason == Ending::resignation && !resignation)", "if (false)", "Whatever members*"],
  ["a resignation is accepted before it was offered", "src/bodies/rules.cpp", "if (on.latest() && *on.latest() < offered)", "if (false)", "Whatever members*"],
  ["a later end that was known survives what ends a mandate", "src/bodies/rules.cpp", "if (!until) return true;", "return !until;", "Whatever members*"],
  ["what goes on outlasts the decision that had opened it", "src/bodies/mandates.cpp", "found.take(may_outlast_its_ground(db, mandate, until));", "", "An annulled election*"],
  ["what goes on outlasts its holder", "src/bodies/mandates.cpp", "found.take(may_hold(mandate.from, until, death_of(db, mandate.person, mandate.id)));", "", "A removal that is annulled brings*"],
  ["a mandate takes the place of one of another office", "src/bodies/mandates.cpp", "(!before || before->office != office->id)", "!before", "Whatever members*"],
  ["seats are decided below who sits later", "src/bodies/rules.cpp", "if (sitting > decided.seats)", "if (on == day && sitting > decided.seats)", "Whatever members*"],
  ["an annulled decision leaves the status it brought", "src/members/acts_life.cpp", "registry.react<assembly::AnnulDecision, follow_annulment>();", "", "Whatever members*"],
  ["striking out an annulment admits again", "src/members/acts_life.cpp", "decision && decision->annulled_by", "false && decision", "Whatever members*"],
  ["a merger into a member crosses borders", "src/members/acts_life.cpp", "if (!common_country(db, all))", "if (false)", "Members merge into*"],
  ["a split is refused for who came later", "src/members/acts_life.cpp", "may_split(cities, cities_on(db, member->country, day)", "may_split(cities, cities_of_state(db, member->country)", "A member is split no earlier*"],
  ["a country is blocked by who is told apart", "src/members/store_life.cpp", "WHERE k.how = 'distinct_from' AND ((k.member", "WHERE k.how = 'merged_into' AND ((k.member", "A country is succeeded*"],
  ["the register's workbook erases the notes", "src/members/register_pages.cpp", "for (auto& row : rows) row = *find_member(db, row.id);", "", "Taken and given back*"],
  ["the dead take office", "src/members/rules.cpp", "*from.earliest() >= *death.on.latest()", "false", "Nobody takes office*"],
  ["a former titular is the last one", "src/members/store.cpp", "!recorded_with_end(titular)) return titular;", "true) return titular;", "Who held the executive*"],
  ["a change of class is not counted", "src/members/store_life.cpp", "const Recounting recounting(db, before.id);\n    db.run(\"UPDATE member SET kind", "db.run(\"UPDATE member SET kind", "Whatever members*"],
  ["a count moves from a day on, not until the next", "src/members/store_rolls.cpp", "const auto until = day == days.end() ?", "const auto until = true ?", "Whatever members*"],
  ["a State that got its first member is not one more", "src/members/store_rolls.cpp", "if (is_state(area)) put_crossings(", "if (false) put_crossings(", "Whatever members*,What pages show of a whole network*"],
  ["who moved stays in its region's list", "src/members/store_life.cpp", "{country, region_of(country), by, before.id}", "{country, region_of(before.country), by, before.id}", "A page of the list*"],
  ["a part around which there is no room is written over", "src/web/html.cpp", "largest->given->front_ >= before &&", "largest->given->front_ > 0 &&", "A node given away*"],
  ["who left is a member on every later day", "src/members/store_rolls.cpp", "if (stay.until) days[*stay.until] -= change;", "", "Whatever members*"],
  ["an admission looks at no cap", "src/admissions/acts.cpp", "!base::holds(verdict, cap_of(db, *application, admit.since))", "false", "Whatever members*"],
  ["an admission goes by the rule of today", "src/admissions/acts.cpp", "cap_of(db, *application, admit.since)", "cap_of(db, *application, now.today())", "Whatever members*"],
  ["a city is admitted before it asked", "src/admissions/rules.cpp", "if (decided < received)", "if (false)", "Whatever members*"],
  ["a decision is about what is not there", "src/assembly/assembly.cpp", "else if (!is_there(db, kind, *thing))", "else if (false)", "Whatever members*"],
  ["a removal that is annulled still removes", "src/bodies/mandates.cpp", "registry.react<assembly::AnnulDecision, resume_when_annulled>();", "", "Whatever members*"],
  ["a body ends before who sits in it began", "src/bodies/rules.cpp", "if (!count) return base::granted();", "return base::granted();", "Whatever members*"],
  ["the dead take office", "src/bodies/rules.cpp", "if (!until || after(*until) || after(from))", "if (false)", "Whatever members*"],
  ["a mandate that goes on takes a seat that is taken", "src/bodies/mandates.cpp", "found.take(seats_are_free(db, asked, office, body, mandate.id));", "", "The end of a mandate that was recorded wrongly*"],
  ["a closed file is admitted", "src/admissions/acts.cpp", "if (!is_open(application->step))", "if (false)", "Whatever members*"],
  ["an annulled decision leaves its rules", "src/assembly/assembly.cpp", "registry.react<AnnulDecision, end_rules_when_annulled>();", "", "Whatever members*"],
  ["an annulled decision is carried out", "src/assembly/assembly.cpp", "if (decision->annulled_by)\n        return base::refused(\"assembly.annulled\", {}, {{\"decision\", decision->id.value}, {\"number\", decision->annulled_by->value}});\n    if (!names_a_thing", "if (!names_a_thing", "Whatever members*"],
  ["a source goes against a decision about the statutes", "src/assembly/statutes_ground.cpp", "!decision.empty())", "false)", "Whatever members*"],
];

// The text as it may be broken into lines.
function anyhowBroken(text) {
  const escaped = (word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\\[({]/g, "$&\\s*");
  return new RegExp(text.trim().split(/\s+/).map(escaped).join("\\s+"));
}

const words = process.argv.slice(2);
const at = words.indexOf("--build");
const build = at < 0 ? "build" : words.splice(at, 2)[1];
const make = () => spawnSync("nice", ["ninja", "-j2", "-C", build, "concert_tests"], { encoding: "utf8" });

let survivors = 0, changed = null;
for (const signal of ["SIGINT", "SIGTERM"])
  process.on(signal, () => {
    if (changed) writeFileSync(...changed);
    process.exit(1);
  });
for (const [title, file, there, instead, tests] of mutants) {
  if (words.length && !words.some((word) => title.includes(word))) continue;
  if (execFileSync("git", ["status", "--porcelain", "--", file], { encoding: "utf8" })) throw new Error(`${file} has changes of its own`);
  const sound = readFileSync(file, "utf8");
  const parts = sound.split(anyhowBroken(there));
  if (parts.length !== 2) {
    console.log(`NOT APPLIED  ${title} (${parts.length - 1} places in ${file})`);
    survivors++;
    continue;
  }
  try {
    changed = [file, sound];
    writeFileSync(file, parts[0] + instead + parts[1]);
    const made = make();
    if (made.status !== 0) {
      console.log(`NO BUILD     ${title}: ${(made.stdout.match(/error: .*/) ?? [""])[0]}`);
      survivors++;
      continue;
    }
    const run = spawnSync(`${build}/concert_tests`, [`--test-case=${tests}`], { encoding: "utf8", timeout: 180_000 });
    const caught = run.status !== 0;
    const failed = [...new Set(run.stdout?.match(/(?<=TEST CASE:  ).*/g) ?? [])].length;
    console.log(`${caught ? "caught      " : "SURVIVED    "} ${title}${caught ? ` (${failed} tests)` : ` (${tests})`}`);
    if (!caught) survivors++;
  } finally {
    writeFileSync(file, sound);
  }
}
const back = make();
console.log(survivors ? `${survivors} not caught` : "all caught");
process.exit(survivors || back.status !== 0 ? 1 : 0);
