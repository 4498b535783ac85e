#include "content/acts.h"

#include "content/store.h"

namespace content {
namespace {

Given given_of(const acts::Public<std::optional<Title>>& title, const acts::Public<std::optional<Summary>>& summary,
               const acts::Public<std::optional<Body>>& text) {
    return {title.value.has_value(), summary.value.has_value(), text.value.has_value()};
}

Words words_of(const acts::Public<std::optional<Title>>& title, const acts::Public<std::optional<Summary>>& summary,
               const acts::Public<std::optional<Body>>& text) {
    return {acts::text(title).value_or(""), acts::text(summary).value_or(""), acts::text(text).value_or(""), {}};
}

bool same_words(const Words& a, const Words& b) { return a.title == b.title && a.summary == b.summary && a.text == b.text; }

// Whether another page has what this one asks for.
base::Verdict is_free(store::Db& db, const WritePage& write) {
    const auto is_other = [&](const std::optional<KnownPage>& found) {
        return found && (!write.page.value || found->id != *write.page.value);
    };
    if (const auto found = page_with_key(db, *write.key); is_other(found))
        return base::refused("content.key_taken", {}, {{"key", write.key->value}, {"number", found->changed_by.value}});
    if (is_single(*write.section))
        if (const auto found = page_of(db, *write.section); is_other(found))
            return base::refused("content.section_taken", {}, {{"key", found->key}, {"number", found->changed_by.value}});
    return base::granted();
}

}  // namespace

base::Verdict check(const acts::Reader& now, const WritePage& write) {
    auto wrong = faults_of(*write.key, *write.section, *write.original, given_of(write.title_fr, write.summary_fr, write.text_fr),
                           given_of(write.title_en, write.summary_en, write.text_en), write.day, now.today());
    if (!wrong.empty()) return base::wrong_fields(std::move(wrong));
    if (write.page.value) {
        const auto page = find_page(now.db(), *write.page.value);
        if (!page) return base::wrong_field("page", "unknown_reference");
        if (auto verdict = up_to_date(write.seen, page->changed_by); !verdict) return verdict;
    }
    return is_free(now.db(), write);
}

void apply(acts::Effect& act, const WritePage& write) {
    const auto before = write.page.value ? find_page(act.db(), *write.page.value) : std::nullopt;
    const auto last = before ? find_version(act.db(), before->newest) : std::nullopt;
    KnownPage page = before.value_or(KnownPage{});
    if (!before) page.id = act.new_id<Page>();
    KnownVersion version;
    version.id = act.new_id<Version>(), version.page = page.id, version.ordinal = last ? last->ordinal + 1 : 1;
    version.original = write.original, version.day = write.day, version.written = act.date(), version.act = act.number(),
    version.basis = act.basis();
    version.fr = words_of(write.title_fr, write.summary_fr, write.text_fr);
    version.en = words_of(write.title_en, write.summary_en, write.text_en);
    const Changed changed{!last || !same_words(last->fr, version.fr), !last || !same_words(last->en, version.en)};
    const auto made = since(last ? since_of(act.db(), last->id) : Since{}, version.id, changed, version.original,
                            !version.fr.empty() && !version.en.empty(), write.translation);
    version.fr.since = changed.fr ? act.date() : last->fr.since, version.en.since = changed.en ? act.date() : last->en.since;
    version.stale = made.stale;
    page.key = write.key->value, page.section = write.section, page.newest = version.id, page.changed_by = act.number();
    if (before) rewrite_page(act.db(), page);
    else insert_page(act.db(), page);
    insert_version(act.db(), version, made);
    act.touches("content_page", page.id);
    act.touches("content_page");
}

base::Verdict check(const acts::Reader& now, const PublishPage& publish) {
    const auto page = find_page(now.db(), publish.page);
    if (!page) return base::wrong_field("page", "unknown_reference");
    const auto version = find_version(now.db(), publish.version.value.value_or(page->newest));
    if (!version || version->page != page->id) return base::wrong_field("version", "unknown_reference");
    if (page->published == version->id) return base::refused("content.published_before", {}, {{"number", page->changed_by.value}});
    return base::granted();
}

void apply(acts::Effect& act, const PublishPage& publish) {
    const auto page = *find_page(act.db(), publish.page);
    set_published(act.db(), page, find_version(act.db(), publish.version.value.value_or(page.newest)), act.date(), act.number());
    act.touches("content_page", page.id);
    act.touches("content_page");
}

base::Verdict check(const acts::Reader& now, const WithdrawPage& withdraw) {
    const auto page = find_page(now.db(), withdraw.page);
    if (!page) return base::wrong_field("page", "unknown_reference");
    if (!page->published) return base::refused("content.not_published");
    return base::granted();
}

void apply(acts::Effect& act, const WithdrawPage& withdraw) {
    const auto page = *find_page(act.db(), withdraw.page);
    set_published(act.db(), page, {}, act.date(), act.number());
    act.touches("content_page", page.id);
    act.touches("content_page");
}

void declare(acts::Registry& registry) {
    using acts::By, acts::Basis;
    registry.add<WritePage>("content.write_page", 1, By::officer, Basis::optional);
    registry.add<PublishPage>("content.publish", 1, By::officer, Basis::optional);
    registry.add<WithdrawPage>("content.withdraw", 1, By::officer, Basis::optional);
}

std::string_view tables() {
    return
#include "src/content/tables.sql.inc"
        ;
}

}  // namespace content
