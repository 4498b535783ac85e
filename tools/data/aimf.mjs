// Makes data/aimf/*.jsonl, the association as acts, from the research tables. Says "skipped" where these are absent.
//   node tools/data/aimf.mjs [output folder]
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as bodies from './bodies.mjs';
import { parseCsv } from './csv.mjs';
import * as history from './history.mjs';
import * as programme from './programme.mjs';
import { ruleActs } from './rules.mjs';
import { datasets, documents, pages } from './sources.mjs';
import * as content from './content.mjs';
import * as templates from './templates.mjs';
import { bases, counted, date_remarks, english, figure_titles, figures, french } from './words.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const research = path.join(root, '../shared/data/aimf');
const output = path.resolve(process.argv[2] ?? path.join(root, 'data/aimf'));
if (!fs.existsSync(research)) {
    console.log('skipped: the research tables are not beside this checkout');
    process.exit(0);
}
const table = name => parseCsv(fs.readFileSync(path.join(research, name), 'utf8'));

const read = '2026-11';  // the month in which every page was read
const label = text => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
const compact = object => Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined && value !== ''));
const act = (as, name, basis, payload) => ({ as, act: name, basis, payload: compact(payload) });
const sentence = text => text[0].toUpperCase() + text.slice(1) + (text.endsWith('.') ? '' : '.');
const number = (value, locale) => new Intl.NumberFormat(locale).format(value);

// Sources: every page, document and data set gets one label; using an unknown one is an error.
const known = new Map(Object.entries({ ...documents, ...pages, ...datasets }));
const reference = address => {
    const found = known.get(address);
    if (!found) throw new Error(`no description for the source ${address}`);
    return `@source-${found[0]}`;
};
const references = (...addresses) => [...new Set(addresses.filter(Boolean).map(reference))];
const from = address => `source:${reference(address)}`;

function sourceActs() {
    const make = (kind, entries) => Object.entries(entries).map(([address, [as, title, publisher]]) =>
        act(`source-${as}`, 'sources.record', '', { title: french(title), publisher, address: kind === 'document' ? '' : address, read, kind }));
    return [...make('document', documents), ...make('web_page', pages), ...make('dataset', datasets)];
}

function networkActs() {
    return [act('network', 'network.describe', '', {
        name_fr: 'Association internationale des maires francophones',
        name_en: 'International Association of Francophone Mayors',
        short_name: 'AIMF', seat: '9, rue des Halles, 75001 Paris', zone: 'Europe/Paris', founded: '1979',
    })];
}

const rules = () => ruleActs(JSON.parse(fs.readFileSync(path.join(research, 'rules.json'), 'utf8')), { act, from });

// GeoNames gives "Dakhla" as a quarter near Agadir; the city on the Atlantic is another one, so its place stays unknown.
const doubtful_places = new Set(['Dakhla']);
const places = new Map(table('members_geonames.csv').filter(row => row.geonameid && !doubtful_places.has(row.name)).map(row => [`${row.name}/${row.country}`, row]));
const scaled = degrees => Math.round(Number(degrees) * 1e5);
function place(row) {
    const found = places.get(`${row.name}/${row.country}`);
    if (!found) return {};
    return { position: { latitude: scaled(found.lat), longitude: scaled(found.lon) }, geonameid: Number(found.geonameid) };
}
function population(row) {
    const count = Number(places.get(`${row.name}/${row.country}`)?.population ?? 0);
    return count > 0 ? { population: count, population_source: reference('https://www.geonames.org/') } : {};
}

// "Name (name as in source: words)" → the name and the source's words.
function named(row) {
    const match = row.name.match(/^(.*?) \((?:name )?as in source: (.*)\)$/);
    return match ? { name: french(match[1]), name_note: french(match[2]) } : { name: french(row.name) };
}

// Place names whose GeoNames entry is not the member itself: said beside the figure.
const stand_ins = {
    'Nouakchott (Région)': ['Position et population : celles de la ville de Nouakchott.', 'Position and population: those of the town of Nouakchott.'],
    'Ogou 1 (Atakpamé)': ['Position et population : celles de la ville d’Atakpamé.', 'Position and population: those of the town of Atakpamé.'],
    Rusizi: ['Position : celle de Cyangugu, son chef-lieu.', 'Position: that of Cyangugu, its chief town.'],
    Rubavu: ['Position : celle de Gisenyi, son chef-lieu.', 'Position: that of Gisenyi, its chief town.'],
};
const notes = row => {
    const [fr, attested] = bases[row.basis] ?? (() => { throw new Error(`no French words for: ${row.basis}`); })();
    const [more_fr, more_en] = stand_ins[row.name] ?? [];
    const undated = attested.startsWith('../') ? ['Page sans date, lue en novembre 2026.', 'Undated page, read in November 2026.'] : [];
    return {
        fr: french([sentence(fr), undated[0], more_fr].filter(Boolean).join(' ')),
        en: [english(sentence(row.basis)), undated[1], more_en].filter(Boolean).join(' '),
        attested,
    };
};

// The class is stated for the first two associate cities only; nothing says whether the others are associate or not.
const membershipClass = row => (row.basis.includes('ville associée') ? 'associate' : 'not_stated');
const organisation = 'https://www.aimf.asso.fr/association/organisation-et-fonctionnement/';

// The first time at which a source attests the membership: what the basis tells, or an office that only mayors of members hold.
const first = date => date.replace('../', '').split(/[/~]/)[0];
function attestation(row, told) {
    const member = label(named(row).name);
    const earlier = bodies.attestedCities(table, label).filter(one => one.member === member).sort((one, other) => (first(one.from) < first(other.from) ? -1 : 1))[0];
    return earlier && first(earlier.from) < first(told) ? { attested: earlier.from, source: earlier.source } : { attested: told };
}

function memberActs() {
    return table('members.csv').filter(row => row.confidence === 'confirmed').map(row => {
        const { fr, en, attested: told } = notes(row), { attested, source } = attestation(row, told);
        const offices = told === '2022/2023' ? organisation : undefined;  // the page that attests the offices of 2022-2023
        return act(`member-${label(named(row).name)}`, 'members.record', from(row.source_1), {
            ...named(row), country: row.country, kind: row.kind, member_class: membershipClass(row),
            since: row.member_since, attested, ...place(row), ...population(row), note_fr: fr, note_en: en,
            sources: references(row.source_1, row.source_2, offices, source),
        });
    });
}

// The years in which a city hosted, from the list of General Assemblies: the year, or the first and last with all in words.
function hosted(city) {
    const years = table('general_assemblies.csv').filter(row => row.city.split(' and ').includes(city)).map(row => row.year);
    return years.length > 1 ? { as_of: `${years[0]}/${years.at(-1)}`, as_of_words: years.join(', ') } : { as_of: years[0] };
}

function researchActs() {
    return table('members.csv').filter(row => row.confidence !== 'confirmed').map(row => {
        const { fr, en, attested } = notes(row);
        const { name, name_note } = named(row);
        return act(`research-${label(`${name} ${row.country}`)}`, 'statements.record', from(row.source_1), {
            subject: 'membership', name, country: row.country, kind: row.kind,
            ...(attested === 'assembly' ? hosted(row.name) : { as_of: attested }),
            quote_fr: name_note ? `${fr} ${french(`Dans la source : « ${name_note} ».`)}` : fr,
            quote_en: name_note ? `${en} In the source: ‘${name_note}’.` : en,
            translated: 'fr', confidence: row.confidence, sources: references(row.source_1, row.source_2), ...place(row),
        });
    });
}

// Counts that differ for the same time: the later line names the earlier one.
const differing = {
    'count-members-2008-10': ['count-members-2008'], 'count-members-2009': ['count-members-2008-10'], 'count-members-2024': ['count-members-2023-10'],
    'figure-members-2023': ['count-members-2024'],
};
const differs = as => (differing[as] ? { contradicts: differing[as].map(other => `@${other}`) } : {});

const remarked = (date, words, locale) => sentence(date_remarks[date] ? `${words} (${date_remarks[date][locale === 'fr' ? 0 : 1]})` : words);
const precisely = words => (/(^|, )more than/.test(words) ? 'more_than' : /, below$/.test(words) ? 'less_than' : /, about$/.test(words) ? 'about' : undefined);

// "2008 (early)" → 2008; "2008 (Oct)" → 2008-10; "2014-2018" → a period. What the words say beyond the date ends the sentence: date_remarks.
function when(text) {
    const words = text.trim();
    if (words.startsWith('December 2020')) return { as_of: '2020-12' };
    if (words === '2008 (Oct)') return { as_of: '2008-10' };
    const [date] = words.match(/^[\d-]+/);
    return /^\d{4}-\d{4}$/.test(date) ? { as_of: date.replace('-', '/'), period: date.replace('-', '/') } : { as_of: date };
}

function countActs() {
    return table('member_counts.csv').flatMap(row => {
        const key = label(when(row.date).as_of), basis = from(row.source), sources = references(row.source);
        const common = { ...when(row.date), translated: 'fr', confidence: 'confirmed', sources };
        const words = counted[row.what] ?? (() => { throw new Error(`no French words for: ${row.what}`); })();
        const count = Number(row.count);
        const total = /^213 cities/.test(row.what);
        const acts = [act(`count-members-${key}`, 'statements.record', basis, {
            subject: 'member_count', value: count, precision: precisely(row.what), unit: 'members',
            ...common, ...differs(`count-members-${key}`),
            quote_fr: french(remarked(row.date, words.endsWith('(plus de)') ? `plus de ${count} ${words.replace(' (plus de)', '')}` : `${count}${total ? ' :' : ''} ${words}`, 'fr')),
            quote_en: english(remarked(row.date, row.what.startsWith('more than; ') ? `more than ${count} ${row.what.slice(11)}` : `${count}${total ? ':' : ''} ${row.what}`, 'en')),
        })];
        if (row.countries) acts.push(act(`count-countries-${key}`, 'statements.record', basis, {
            subject: 'country_count', value: Number(row.countries), unit: 'countries', ...common,
            quote_fr: remarked(row.date, `${row.countries} pays`, 'fr'), quote_en: remarked(row.date, `${row.countries} countries`, 'en'),
        }));
        return acts;
    });
}

// "2021; 2023" with two sources is two statements: one date, one source each.
function figureActs() {
    return table('figures.csv').flatMap(row => {
        const dates = row.as_of.split('; '), papers = row.source.split('; ');
        const words = figures[row.figure] ?? figures[`${row.figure} ${row.as_of}`];
        if (!words) throw new Error(`no words for: ${row.figure}`);
        const [subject, unit, fr, en] = words;
        const named = date => `figure-${label(`${row.figure} ${when(date).as_of}`)}`;
        return dates.map((date, i) => act(named(date), 'statements.record', from(papers[i]), {
            ...differs(named(date)), ...(figure_titles[row.figure] ?? {}), subject, precision: precisely(row.unit), value: Number(row.value), unit, ...when(date),
            quote_fr: french(remarked(date, fr.replace('{n}', number(row.value, 'fr')), 'fr')), quote_en: english(remarked(date, en.replace('{n}', number(row.value, 'en')), 'en')),
            translated: 'fr', confidence: 'confirmed', sources: references(papers[i]),
        }));
    });
}

const files = {
    '01-network.jsonl': networkActs(),
    '02-sources.jsonl': sourceActs(),
    '03-rules.jsonl': rules(),
    '04-members.jsonl': memberActs(),
    '05-statements.jsonl': [...researchActs(), ...countActs(), ...figureActs()],
    ...programme.acts(JSON.parse(fs.readFileSync(path.join(research, 'programmes.json'), 'utf8')), from),
    ...history.acts({ table, json: name => JSON.parse(fs.readFileSync(path.join(research, name), 'utf8')), act, from, references, french, english, sentence, number }),
};
files[bodies.file] = bodies.bodyActs({ table, act, from, known, label, read, members: new Set(files['04-members.jsonl'].map(one => one.as)) });
// The two budgets that sources state exactly and say to be voted: what the IATI organisation file may take for a budget.
files['17-open-data.jsonl'] = [
    { as: 'iati-figures', act: 'opendata.name_figures', basis: 'source:@source-site-aimf', payload: { voted_budgets: ['@finance-14', '@figure-budget-voted-2023'], forecast_budgets: [], expenditures: [] } },
];
fs.mkdirSync(output, { recursive: true });
for (const [name, acts] of Object.entries(files)) {
    fs.writeFileSync(path.join(output, name), acts.map(one => JSON.stringify(one) + '\n').join(''));
    console.log(`${name}: ${acts.length} acts`);
}
fs.writeFileSync(path.join(output, templates.file), templates.lines());
fs.writeFileSync(path.join(output, content.file), content.lines());
