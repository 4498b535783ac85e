// Checks data/aimf: the lines are well formed and refer backwards only; with the research tables beside the checkout, the
// files are what aimf.mjs makes today and every row of the tables has its line. Exits 1 and names each fault.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as bodies from './bodies.mjs';
import { parseCsv } from './csv.mjs';
import { facts, sessions } from './history_check.mjs';
import * as programme from './programme.mjs';
import * as content from './content.mjs';
import * as templates from './templates.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const folder = path.join(root, 'data/aimf');
const research = path.join(root, '../shared/data/aimf');
const faults = [];
const expect = (holds, fault) => { if (!holds) faults.push(fault); };

const names = fs.readdirSync(folder).filter(name => name.endsWith('.jsonl')).sort();
const acts = names.flatMap(name => fs.readFileSync(path.join(folder, name), 'utf8').trim().split('\n').map((line, i) => ({ at: `${name}:${i + 1}`, ...JSON.parse(line) })));

const fields = {
    'network.describe': ['name_fr', 'name_en', 'short_name', 'seat', 'zone', 'founded'],
    'statutes.set_rule': ['rule', 'value', 'article_fr', 'article_en', 'from', 'to'],
    'statutes.set_words': ['place', 'says'],
    'statutes.set_procedure': ['place', 'says'],
    'sources.record': ['title', 'read', 'kind', 'publisher', 'address'],
    'members.record': ['name', 'country', 'kind', 'member_class', 'note_fr', 'note_en', 'sources', 'since', 'attested', 'position', 'population', 'population_source', 'geonameid', 'name_note'],
    'content.write_page': ['key', 'section', 'original', 'title_fr', 'summary_fr', 'text_fr', 'title_en', 'summary_en', 'text_en'],
    'content.publish': ['page'],
    'opendata.name_figures': ['voted_budgets', 'forecast_budgets', 'expenditures'],
    'documents.change_template': ['kind', 'text_fr', 'text_en'],
    'statements.record': ['subject', 'as_of', 'quote_fr', 'quote_en', 'translated', 'confidence', 'sources', 'name', 'country', 'kind', 'value', 'unit', 'as_of_words', 'position', 'geonameid',
        'title_fr', 'title_en', 'precision', 'value_to', 'equivalent', 'equivalent_unit', 'since', 'period', 'place', 'countries', 'partner_kind', 'fund', 'partners', 'mechanism_fr',
        'mechanism_en', 'purpose_fr', 'purpose_en', 'contradicts'],
    'assembly.record_session': ['body', 'number_known', 'mode', 'date', 'translated', 'confidence', 'sources', 'number', 'place', 'country', 'until', 'date_words', 'theme_fr', 'theme_en', 'note_fr', 'note_en'],
    'assembly.record_decision': ['body', 'date', 'title', 'subject', 'result', 'session'],
};
const required = { 'content.write_page': 3, 'content.publish': 1, 'opendata.name_figures': 3, 'network.describe': 6, 'statutes.set_rule': 4, 'statutes.set_words': 2, 'statutes.set_procedure': 2, 'sources.record': 3, 'members.record': 7, 'documents.change_template': 3, 'statements.record': 7, 'assembly.record_session': 7, 'assembly.record_decision': 5 };
for (const more of [bodies, programme]) {
    Object.assign(fields, more.fields);
    Object.assign(required, more.required);
}
const date = String.raw`\d{4}(-\d{2}(-\d{2})?)?`;
const partial = new RegExp(`^(${date}~?|${date}/${date}|\\.\\./${date}|${date}/\\.\\.)$`);
const choices = {
    'members.record': { kind: ['city', 'region', 'association'], member_class: ['active', 'associate', 'not_stated'] },
    'statements.record': { subject: ['membership', 'member_count', 'country_count', 'figure', 'finance', 'event', 'partner', 'project', 'programme', 'value', 'way_of_working', 'partner_principle', 'organisation', 'contact'], translated: ['fr', 'en', 'none'], confidence: ['confirmed', 'implied', 'uncertain'] },
    'sources.record': { kind: ['web_page', 'document', 'dataset', 'association'] },
};

const made = new Set();
for (const { at, as, act, basis, payload } of acts) {
    expect(fields[act], `${at}: unknown act ${act}`);
    for (const name of Object.keys(payload)) expect(fields[act]?.includes(name), `${at}: unknown field ${name}`);
    for (const name of fields[act]?.slice(0, required[act]) ?? []) expect(payload[name] !== undefined, `${at}: ${name} is missing`);
    for (const [name, allowed] of Object.entries(choices[act] ?? {})) expect(allowed.includes(payload[name]), `${at}: ${name} is ${payload[name]}`);
    for (const name of ['as_of', 'since', 'attested', 'from', 'to', 'read', 'founded', 'date', 'until', 'period'])
        if (payload[name]) expect(partial.test(payload[name]), `${at}: ${name} is not a partial date: ${payload[name]}`);
    for (const [, label] of (basis + JSON.stringify(payload)).matchAll(/[":]@([a-z0-9-]+)/g)) expect(made.has(label), `${at}: @${label} is not made before`);
    for (const name of ['quote_fr', 'note_fr', 'title_fr', 'theme_fr', 'purpose_fr', 'mechanism_fr', 'title', 'name_fr', 'summary_fr', ...(act === 'content.write_page' ? ['text_fr'] : [])]) {
        const text = payload[name] ?? '';
        expect(!/['"]| [;:!?%»]|« /.test(text), `${at}: typewriter punctuation in ${name}: ${text}`);
    }
    for (const name of ['quote_en', 'note_en', 'title_en', 'theme_en', 'purpose_en', 'mechanism_en']) expect(!/['"]/.test(payload[name] ?? ''), `${at}: typewriter punctuation in ${name}`);
    const { position } = payload;
    if (position) expect(Number.isInteger(position.latitude) && Math.abs(position.latitude) <= 9_000_000 && Number.isInteger(position.longitude) && Math.abs(position.longitude) <= 18_000_000, `${at}: position`);
    expect(payload.population === undefined || payload.population > 0, `${at}: an unknown population is left out`);
    expect(!made.has(as), `${at}: ${as} is made twice`);
    made.add(as);
}
const titles = acts.filter(one => one.act === 'sources.record').map(one => one.payload.address ?? one.payload.title);
expect(new Set(titles).size === titles.length, `a source is recorded twice: ${titles.filter((title, i) => titles.indexOf(title) !== i)}`);
expect(fs.readFileSync(path.join(folder, templates.file), 'utf8') === templates.lines(), `${templates.file} is stale: run node tools/data/templates.mjs`);
expect(fs.readFileSync(path.join(folder, content.file), 'utf8') === content.lines(), `${content.file} is stale: run node tools/data/content.mjs`);
expect(acts[0]?.act === 'network.describe', 'the first act describes the network');

if (!fs.existsSync(research)) console.log('skipped: rows of the research tables (not beside this checkout)');
else {
    const again = fs.mkdtempSync(path.join(os.tmpdir(), 'aimf-'));
    execFileSync(process.execPath, [path.join(root, 'tools/data/aimf.mjs'), again]);
    for (const name of names) expect(fs.readFileSync(path.join(again, name), 'utf8') === fs.readFileSync(path.join(folder, name), 'utf8'), `${name} is stale: run node tools/data/aimf.mjs`);
    fs.rmSync(again, { recursive: true });

    const table = name => parseCsv(fs.readFileSync(path.join(research, name), 'utf8'));
    const payloads = (act, subject) => acts.filter(one => one.act === act && (!subject || one.payload.subject === subject)).map(one => one.payload);
    const sources = Object.fromEntries(acts.filter(one => one.act === 'sources.record').map(one => [`@${one.as}`, one.payload]));
    const cites = (payload, address) => payload.sources.some(label => sources[label].address === address);
    const plain = text => text.replaceAll("'", '’');
    const places = new Map(table('members_geonames.csv').map(row => [row.name + row.country, row]));

    const members = payloads('members.record'), list = payloads('statements.record', 'membership');
    const labels = new Map(acts.map(one => [one.payload, one.as])), first = date => date.replace('../', '').split(/[/~]/)[0];
    const confirmed = table('members.csv').filter(row => row.confidence === 'confirmed');
    expect(members.length === confirmed.length, `${confirmed.length} rows are confirmed, ${members.length} members are recorded`);
    for (const row of table('members.csv')) {
        const name = plain(row.name.replace(/ \((name )?as in source: .*\)$/, ''));
        const found = (row.confidence === 'confirmed' ? members : list).filter(one => one.name === name && one.country === row.country);
        expect(found.length === 1, `members.csv: ${row.name}: ${found.length} lines`);
        if (found.length !== 1) continue;
        const [line] = found, place = places.get(row.name + row.country);
        expect(cites(line, row.source_1) && (!row.source_2 || cites(line, row.source_2)), `members.csv: ${row.name}: a source is missing`);
        expect(line.kind === row.kind, `members.csv: ${row.name}: kind`);
        expect((line.since ?? '') === (row.confidence === 'confirmed' ? row.member_since : ''), `members.csv: ${row.name}: since`);
        if (place?.geonameid && row.name !== 'Dakhla')
            expect(line.geonameid === Number(place.geonameid) && Math.abs(line.position.latitude / 1e5 - place.lat) < 1e-9, `members.csv: ${row.name}: place`);
        else expect(!line.position, `members.csv: ${row.name}: a place that the tables do not give`);
        const [, seated] = row.basis.match(/in the Bureau since (\d{4})/) ?? [];
        expect(row.confidence !== 'confirmed' || !seated || first(line.attested) <= seated, `members.csv: ${row.name}: attested ${line.attested}, though in the Bureau since ${seated}`);
        const offices = acts.filter(one => one.act === 'bodies.record_attestation' && one.payload.confidence === 'confirmed' && one.payload.member === `@${labels.get(line)}`);
        for (const { payload } of offices)
            expect(first(line.attested) <= first(payload.from), `members.csv: ${row.name}: attested ${line.attested}, though ${payload.holder} held an office in ${payload.from}`);
        expect((line.member_class === 'associate') === row.basis.includes('ville associée'), `members.csv: ${row.name}: class`);
    }
    for (const row of table('member_counts.csv')) {
        const year = row.date.slice(0, 4);
        const has = (subject, value) => payloads('statements.record', subject).some(one => one.value === Number(value) && one.as_of.startsWith(year) && cites(one, row.source));
        expect(has('member_count', row.count), `member_counts.csv: ${row.date}: count`);
        expect(!row.countries || has('country_count', row.countries), `member_counts.csv: ${row.date}: countries`);
    }
    const standards = path.join(root, '../shared/standards/geography/sdg');
    faults.push(...programme.faults(acts, JSON.parse(fs.readFileSync(path.join(research, 'programmes.json'), 'utf8')),
        fs.existsSync(standards) && ['sdg_goals.csv', 'sdg_targets.csv'].flatMap(name => parseCsv(fs.readFileSync(path.join(standards, name), 'utf8')))));
    bodies.checkRows({ acts, table, sourceOf: basis => sources[basis.replace('source:', '')], expect });
    const document = name => fs.readFileSync(path.join(research, name), 'utf8');
    for (const walk of [facts, sessions]) for (const one of walk({ table, json: name => JSON.parse(document(name)) })) {
        const line = acts.find(made => made.as === one.label)?.payload;
        expect(line, `${one.row}: no line ${one.label}`);
        if (!line) continue;
        for (const [name, value] of Object.entries(one.says)) expect(String(line[name] ?? '') === String(value ?? ''), `${one.row}: ${name} is ${line[name]}, not ${value}`);
        for (const address of one.sources) expect(line.sources.some(label => (sources[label].address ?? '') === address), `${one.row}: ${address} is not cited`);
    }
    // What the research inferred is no date of a source; a sum is no part of a name; a year that comes from elsewhere is said so.
    for (const row of table('general_assemblies.csv').filter(row => row.dates.includes('inferred'))) {
        const line = payloads('assembly.record_session').find(one => one.body === 'general_assembly' && one.number === Number(row.number));
        expect(line.date === row.year && !line.until && line.note_fr.includes('déduits') && line.note_en.includes('inferred'), `general_assemblies.csv: ${row.number}: days that the research inferred`);
    }
    const statements = payloads('statements.record'), digits = text => text.replace(/[\s,\u202f]/g, '');
    table('projects.csv').forEach((row, i) => {
        const line = payloads('statements.record', 'project')[i], [sum] = row.partners.match(/\d[\d ]*\d/) ?? [];
        expect(!/\d|European/.test(line.partners ?? ''), `projects.csv: ${row.title}: a partner has a sum or an English name: ${line.partners}`);
        expect(!sum || [line.quote_fr, line.quote_en].every(quote => digits(quote).includes(digits(sum))), `projects.csv: ${row.title}: ${sum} is not said`);
    });
    table('timeline.csv').forEach((row, i) => {
        const line = payloads('statements.record', 'event')[i];
        expect(!row.date.includes('year from general_assemblies') || (/l’année vient de la liste/i.test(line.quote_fr) && /the year comes from the list/i.test(line.quote_en)), `${line.title_fr}: whose year it is is not said`);
    });
    for (const row of table('figures.csv'))
        for (const date of row.as_of.split('; ')) {
            const year = date.match(/\d{4}/)[0];
            expect(statements.some(one => one.value === Number(row.value) && one.as_of.startsWith(year) && one.sources.some(label => sources[label].kind === 'document')), `figures.csv: ${row.figure}, ${date}`);
        }
}

for (const fault of faults) console.error(fault);
console.log(`${acts.length} acts in ${names.length} files, ${faults.length} faults`);
process.exit(faults.length ? 1 : 0);
