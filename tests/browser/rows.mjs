// Walks each row and each value of the association's research to its page: the page is there in both languages, shows the value, and
// links to the source. Over HTTP alone. `node tests/browser/facts.mjs` runs it by itself, in seconds.
//   checkRows(site of the association, tally)
//
// | file | page | walked by |
// |---|---|---|
// | timeline, partners, projects, finances; programmes: values, ways_of_working, partner_principles, organisation, contact; rules: funds | /faits/N, and its list | rows.mjs |
// | figures, member_counts | /faits/N, /chiffres | rows.mjs |
// | general_assemblies, bureau_meetings | /seances/N | rows.mjs |
// | members, members_geonames | /membres/N, and /faits/N of the research list | rows.mjs |
// | presidents, office_holders, bureau_seed | the row of /instances/N/dans-le-temps with its act, and the city's page | rows_offices.mjs |
// | programmes: programmes | /programmation/N, /programmation/volets/N | rows_offices.mjs |
// | rules | /statuts/RULE | rows_offices.mjs |
//
// `columns` below names every column of every table and where its value stands; a column that is not there fails. A `confidence` of
// "confirmed" is the ordinary case and is said by facts and sessions alone; members of another confidence are in the research list, an
// office of another is marked « Les sources diffèrent ». `match` and `geonames_name` tell how a row was joined: no facts of the association.
import fs from 'node:fs';
import path from 'node:path';
import { parseCsv } from '../../tools/data/csv.mjs';
import { facts, sessions } from '../../tools/data/history_check.mjs';
import { association } from './networks.mjs';
import { checkDays } from './days.mjs';
import { checkOffices, checkProgrammes, checkRules } from './rows_offices.mjs';
import { root } from './site.mjs';

const columns = {
    'timeline.csv': { date: 'date', event_fr: 'title', event_en: 'title', source: 'sources' },
    'partners.csv': {
        partner: 'title', kind: 'kind of partner', country: 'country', mechanism: 'mechanism', since: 'since', amount: 'value', currency: 'unit',
        amount_eur_as_stated: 'equivalent', period: 'period', purpose: 'purpose', source: 'sources',
    },
    'projects.csv': {
        title: 'title', place: 'place', country: 'countries', fund: 'fund', amount: 'value', currency: 'unit', amount_meaning: 'purpose', date: 'period', partners: 'partners',
        confidence: 'confidence', source: 'sources',
    },
    'finances.csv': { year: 'period', item: 'title', amount: 'value', currency: 'unit', note: 'quote', source: 'sources' },
    'figures.csv': { figure: 'quote', value: 'value', unit: 'quote', as_of: 'date and words', source: 'sources' },
    'member_counts.csv': { date: 'date and words', count: 'value', countries: 'value of its own', what: 'quote', source: 'sources' },
    'general_assemblies.csv': { number: 'number', city: 'place', country: 'place', year: 'dates', dates: 'dates', theme: 'theme', confidence: 'certainty, inferred number', source_1: 'sources', source_2: 'sources' },
    'bureau_meetings.csv': { number: 'number', city: 'place', country: 'place', date: 'dates', decision_or_note: 'note', confidence: 'certainty', source: 'sources' },
    'members.csv': { name: 'title', country: 'country', kind: 'kind', confidence: 'which list', basis: 'note', member_since: 'since', source_1: 'sources', source_2: 'sources' },
    'members_geonames.csv': { name: 'join', country: 'join', confidence: 'which list', geonameid: 'link', geonames_name: 'no fact', lat: 'degrees', lon: 'degrees', population: 'inhabitants', match: 'no fact' },
    'presidents.csv': { person: 'holder', city: 'city', from: 'from', to: 'until', confidence: 'mark', source: 'basis' },
    'office_holders.csv': { as_of: 'attested', role: 'office and words', person: 'holder', city_or_body: 'city', country: 'of the city', note: 'note', confidence: 'mark', source: 'basis' },
    'bureau_seed.csv': { office_fr: 'office and words', holder: 'holder', title: 'note', place: 'city', attested: 'attested', source: 'basis' },
};

const research = path.join(root, '../shared/data/aimf');
const decode = text => text.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
// Words as a reader sees them: no tags, one kind of space, figures without their groups.
export const plain = html => decode(html.replace(/<(script|style)[\s\S]*?<\/\1>/g, ' ').replace(/<[^>]*>/g, ' ')).replace(/[\s\u00a0\u202f\u2066-\u2069]+/g, ' ').replace(/(\d)[ ,](?=\d{3}(?!\d))/g, '$1');

// All items of a list of the API, part by part.
async function all(site, from) {
    const items = [];
    for (let next = `${from}?limit=200`; next;) {
        const answer = JSON.parse((await site.get(next)).bytes);
        items.push(...answer.items);
        next = answer.next;
    }
    return items;
}

// The words of the program in each language, by key.
const catalogue = Object.fromEntries(['fr', 'en'].map(language => [language, Object.fromEntries([...fs.readFileSync(path.join(root, `locale/${language}.po`), 'utf8').matchAll(/^msgid "(.+)"\nmsgstr "(.*)"$/gm)].map(([, key, text]) => [key, text]))]));
const countries = { fr: new Intl.DisplayNames('fr', { type: 'region' }), en: new Intl.DisplayNames('en', { type: 'region' }) };
export const country = (code, language) => (code ? countries[language].of(code) : undefined);
export const sign = unit => ({ EUR: '€', projects: undefined })[unit] ?? unit;
// "2014-11-06" as a page says it: "6 novembre 2014"; of an interval, both ends by themselves.
export const said = (date, language) => (date ?? '').split(/[/~]|\.\./).filter(Boolean).map(part => {
    const [year, month, day] = part.split('-').map(Number), first = day === 1 && language === 'fr';
    const options = { timeZone: 'UTC', year: 'numeric', ...(month ? { month: 'long' } : {}), ...(day ? { day: 'numeric' } : {}) };
    const words = new Intl.DateTimeFormat(language === 'fr' ? 'fr' : 'en-GB', options).format(Date.UTC(year, (month ?? 1) - 1, day ?? 1));
    return first ? words.replace(/^1 /, '1er ') : words;
});
export const degrees = (lat, lon, language) => {
    const angle = (value, positive, negative) => {
        const minutes = Math.floor((Math.abs(Math.round(value * 1e5)) * 60 + 50000) / 100000);
        return `${Math.floor(minutes / 60)}° ${String(minutes % 60).padStart(2, '0')}′ ${value < 0 ? negative : positive}`;
    };
    return `${angle(Number(lat), 'N', 'S')}, ${angle(Number(lon), 'E', language === 'fr' ? 'O' : 'W')}`;
};

// What the checks share: the tables, the network's own lists, and pages, each asked once.
class Walk {
    static async of(site, tally) {
        const walk = new Walk();
        Object.assign(walk, { site, tally, pages: new Map() });
        walk.lines = new Map(fs.readdirSync(association).filter(name => name.endsWith('.jsonl')).flatMap(name => fs.readFileSync(path.join(association, name), 'utf8').trim().split('\n').map(line => JSON.parse(line))).map(act => [act.as, act]));
        walk.sources = new Map((await all(site, '/api/sources')).map(source => [source.title, source]));
        return walk;
    }
    table(name) {
        const rows = parseCsv(fs.readFileSync(path.join(research, name), 'utf8'));
        this.tally.expect(String(Object.keys(rows[0])) === String(Object.keys(columns[name] ?? {})), 'every column of the research is walked', `${name}: ${Object.keys(rows[0])}`);
        return rows;
    }
    json(name) { return JSON.parse(fs.readFileSync(path.join(research, name), 'utf8')); }
    all(list) { return all(this.site, list); }
    source(label) { return this.sources.get(this.lines.get(label.replace(/^(source:)?@/, '')).payload.title); }
    // The source at an address of the research, or the document that has none.
    sourceAt(address) { return [...this.sources.values()].find(source => (source.address ?? '') === address); }
    async page(target) {
        if (!this.pages.has(target)) this.pages.set(target, await this.site.get(target));
        const answer = this.pages.get(target);
        return answer.status === 200 ? answer.bytes.toString() : undefined;
    }
    holds(text, words, row, target) {
        for (const word of words.flat().filter(word => word !== undefined && word !== null && word !== ''))
            this.tally.expect(text.includes(plain(String(word))), 'the page of a row shows what it says', `${row}: “${word}” is not on ${target}`);
    }
    // The page of one thing shows what it must in both languages and links to each of its sources. words: {fr, en} or a function of the language.
    async shows(row, thing, cited, words, lists = [], register = true) {
        if (!this.tally.expect(thing, 'every row of the research is in the network', row)) return;
        for (const [language, target] of [['fr', thing.page_fr], ['en', thing.page_en]]) {
            const html = await this.page(target);
            if (!this.tally.expect(html, 'every row of the research has its page', `${row}: ${target}`)) continue;
            this.holds(plain(html), typeof words === 'function' ? words(language) : words[language], row, target);
            for (const source of cited) this.tally.expect(source && html.includes(`/sources/${source.id}"`), 'the page of a row links to its source', `${row}: ${source?.title} on ${target}`);
            if (register) this.tally.expect(html.includes(language === 'fr' ? '"/registre/' : '"/en/register/'), 'the page of a row links to its act', `${row}: ${target}`);
        }
        for (const list of lists) this.tally.expect((await this.page(list))?.includes(`${thing.page_fr}"`), 'the list links to the page of a row', `${row}: ${list}`);
    }
}

// Statements: what is said, of when, how much, where, by whom.
const stated = line => language => {
    const words = key => catalogue[language][key], own = name => line[`${name}_${language}`];
    return [
        own('title'), own('quote'), own('mechanism'), own('purpose'), line.name, line.value, line.value_to, line.equivalent, line.place, line.partners, line.as_of_words,
        line.unit && line.unit !== 'percent' && sign(line.unit.replace('_per_year', ''))?.match(/^[€A-Z]+$/)?.[0], said(line.as_of, language), said(line.since, language), said(line.period, language),
        [line.country, ...(line.countries ?? [])].map(code => country(code, language)), line.partner_kind && words(`facts.partner_kind.${line.partner_kind}`), line.fund && words(`facts.fund.${line.fund}`),
        words(`facts.confidence.${line.confidence}`), line.geonameid, line.position && degrees(line.position.latitude / 1e5, line.position.longitude / 1e5, language),
    ].filter(Boolean);
};

async function checkStatements(walk) {
    const statements = await walk.all('/api/statements'), meetings = await walk.all('/api/sessions');
    const same = (one, line, fields) => fields.every(name => String(one[name] ?? '') === String(line[name] ?? ''));
    // Two sources may say the same: then the one that cites the line's sources.
    const cited = line => line.sources.map(label => walk.source(label));
    const find = line => line && statements.find(one => same(one, line, ['subject', 'title_fr', 'name', 'country', 'as_of', 'value', 'quote_fr']) && one.sources.join() === cited(line).map(source => source?.id).join());
    const tables = { table: name => walk.table(name), json: name => walk.json(name) };
    const list_of = { event: '/histoire', partner: '/partenaires', project: '/projets', finance: '/chiffres', membership: undefined };
    const walked = new Set();
    for (const one of facts(tables)) {
        const line = walk.lines.get(one.label)?.payload;
        walked.add(one.label);
        await walk.shows(one.row, find(line), line ? cited(line) : [], line ? stated(line) : {}, [list_of[line?.subject]].filter(Boolean));
        for (const address of one.sources) walk.tally.expect(line?.sources.some(label => (walk.source(label)?.address ?? '') === address), 'the source is the row’s', `${one.row}: ${address}`);
    }
    for (const one of sessions(tables)) {
        const line = walk.lines.get(one.label)?.payload;
        const thing = line && meetings.find(session => same(session, line, ['body', 'date', 'place', 'number']));
        await walk.shows(one.row, thing, line ? cited(line) : [], language => [
            line.place, country(line.country, language), one.year, line.number, said(line.until, language), line[`theme_${language}`], line[`note_${language}`],
            catalogue[language][`facts.confidence.${line.confidence}`], line.number_known === 'inferred' && { fr: 'Numéro déduit', en: 'inferred' }[language],
        ].filter(Boolean));
    }
    // Counts, figures and the research list: every row has its statements (tools/data/check.mjs), and each has its page.
    for (const [label, act] of walk.lines) {
        if (act.act !== 'statements.record' || walked.has(label)) continue;
        const line = act.payload;
        await walk.shows(label, find(line), cited(line), stated(line), ['member_count', 'country_count', 'figure', 'finance'].includes(line.subject) ? ['/chiffres'] : []);
    }
    for (const name of ['figures.csv', 'member_counts.csv']) walk.table(name);
    // Those that differ name each other, each with what it says and its source.
    for (const [label, act] of walk.lines)
        for (const other of act.payload.contradicts ?? []) {
            const one = find(act.payload), against = find(walk.lines.get(other.slice(1)).payload);
            for (const [here, there] of [[one, against], [against, one]])
                await walk.shows(`${label} and ${other}`, here && there && here, [...here.sources, ...there.sources].map(id => ({ id })), language => [there[`quote_${language}`], there.value]);
        }
}

// Members: what the row says, where GeoNames puts it, how many live there; the others are in the research list and in no count.
async function checkMembers(walk) {
    const members = await walk.all('/api/members'), places = new Map(walk.table('members_geonames.csv').map(row => [row.name + row.country, row]));
    const rows = walk.table('members.csv'), confirmed = rows.filter(row => row.confidence === 'confirmed');
    walk.tally.expect(members.length === confirmed.length, 'there are no members but the confirmed ones', `${members.length} of ${confirmed.length}`);
    for (const row of confirmed) {
        const name = row.name.replace(/ \((name )?as in source: .*\)$/, '').replaceAll("'", '’'), place = row.name === 'Dakhla' ? undefined : places.get(row.name + row.country);
        const line = [...walk.lines.values()].find(act => act.act === 'members.record' && act.payload.country === row.country && act.payload.name === name)?.payload;
        const cited = [row.source_1, row.source_2].filter(Boolean).map(address => walk.sourceAt(address));
        await walk.shows(`members.csv: ${row.name}`, members.find(member => member.name === name && member.country === row.country), [...cited, ...(line?.sources ?? []).map(label => walk.source(label))], language => [
            name, country(row.country, language), said(row.member_since, language), said(line?.attested, language), line?.[`note_${language}`], line?.name_note, Number(place?.population) || '',
            place?.geonameid && [place.geonameid, degrees(place.lat, place.lon, language)],
        ].filter(Boolean), ['/membres']);
    }
}

export async function checkRows(site, tally) {
    if (!fs.existsSync(research)) return tally.skip('rows of the research: no ../shared');
    const walk = await Walk.of(site, tally);
    const known = [...Object.keys(columns), 'programmes.json', 'rules.json', 'SOURCE.md'].sort();
    tally.expect(String(fs.readdirSync(research).sort()) === String(known), 'every file of the research is walked', String(fs.readdirSync(research)));
    for (const check of [checkStatements, checkMembers, checkOffices, checkProgrammes, checkRules, checkDays]) await check(walk);
}
