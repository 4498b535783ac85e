// The Bureau, the presidency and the members on given days are what the research attests, no more and no less: its tables are read here a
// second time, in the plainest way, and compared with what the pages and files of that day say.
//   checkDays(walk)
import { civilDay } from './civil.mjs';
import { plain } from './rows.mjs';

const typographic = text => text.replaceAll("'", '’');
const today = civilDay('Europe/Paris');
const days = ['1979-05-01', '1979-12-31', '1995-06-30', '2001-12-31', '2014-11-06', '2017-03-25', '2023-12-31', today];

// The first and the last day that a date of the research leaves open.
const months = { Jan: '01', Apr: '04', Oct: '10', Nov: '11' };
function open(text) {
    const [, year, month, day] = text.match(/^(\d{4})(?:-(\d\d))?(?:-(\d\d))?$/) ?? [];
    if (day) return [text, text];
    if (month) return [`${text}-01`, `${text}-${new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate()}`];
    if (year) return [`${year}-01-01`, `${year}-12-31`];
    if (text === 'c.2022-23') return ['2022-01-01', '2023-12-31'];
    if (text === '2023 (page undated)') return open('2023');
    throw new Error(`not a date of the research: ${text}`);
}

// Role → office, and whether one person at a time holds it.
const offices = [
    [/^(Présidente|President)$/, 'Présidence', true], [/Secretary general|Secrétaire général/, 'Vice-présidence, secrétariat général', true], [/Treasurer|Trésorier/, 'Vice-présidence, trésorerie', true],
    [/^(Permanent secretary|Delegate general|Secrétaire permanent)$/, 'Secrétaire permanent', true], [/^Vice-/, 'Vice-présidence', false], [/^Bureau member/, 'Membre du Bureau', false], [/^Members of honour/, 'honour', false],
];

function claims(walk) {
    const rows = [
        ...walk.table('presidents.csv').map(row => ({ role: 'President', person: row.person, city: row.city, from: open(row.from), until: open(row.to.slice(0, 4)) })),
        ...walk.table('office_holders.csv').map(row => ({ role: row.role, person: row.person.replace(/ \(source: .*/, ''), city: row.city_or_body, ...(/^\d{4}\/\d{4}$/.test(row.as_of) ? { from: open(row.as_of.slice(0, 4)), until: open(row.as_of.slice(5)) } : { from: open(row.as_of) }) })),
        ...walk.table('bureau_seed.csv').map(row => ({ role: row.office_fr, person: row.holder, city: row.place, from: open(row.attested) })),
    ];
    return rows.map(row => {
        const [, office, single] = offices.find(([words]) => words.test(row.role));
        return { ...row, office, single, person: typographic(row.person), leaving: row.role.includes('outgoing') };
    });
}

// Who a reader of the tables would name for that day: {office → [[person, how]]}, how: "then" (a source says so of that day, or of all the
// time around it), "maybe" (of years within which the days are not known), "last" (of an earlier day), "past" (up to a year that is over).
function expectedOn(day, all) {
    const found = {};
    for (const [, office, single] of offices) {
        const begun = all.filter(one => one.office === office && one.from[0] <= day && !one.leaving);
        const how = one => {
            if (one.until) return one.from[1] <= day && day < one.until[0] ? 'then' : day <= one.until[1] ? 'maybe' : 'past';
            return one.from[0] === day && one.from[1] === day ? 'then' : 'last';
        };
        const end = one => (one.until && one.until[1] < day ? one.until[1] : one.until ? day : one.from[0]);
        let named = begun.map(one => ({ ...one, how: how(one), end: end(one) })).sort((one, other) => (one.end < other.end ? 1 : -1));
        if (single) {
            const then = named.filter(one => one.how === 'then'), maybe = named.filter(one => one.how === 'maybe');
            named = then.length ? then : maybe.length ? maybe : named.slice(0, 1);
        } else {
            // Of several at once: those of the last time anybody was named, two years wide as a term is; of one city the last; nobody who
            // has come to another office since.
            const last = named[0]?.end.slice(0, 4) - 2;
            const elsewhere = one => all.some(other => other.person === one.person && other.office !== office && one.end < other.from[0] && other.from[0] <= day);
            named = named.filter((one, i) => !elsewhere(one) && (one.how === 'then' || (Number(one.end.slice(0, 4)) >= last && named.findIndex(other => other.city === one.city) === i)));
        }
        const people = new Map();
        for (const one of named) if (!people.has(one.person) || one.how === 'then') people.set(one.person, one.how);
        found[office] = [...people];
    }
    return found;
}

// What a body's page says of that day: rows of the first table under "who sits", and the offices it calls unknown.
function shownOn(html) {
    const [, table] = html.match(/<caption[^>]*>\s*Qui siège[\s\S]*?<\/caption>([\s\S]*?)<\/table>/) ?? [];
    const found = {};
    for (const [row] of (table ?? '').matchAll(/<tr\b[\s\S]*?(?=<tr\b|$)/g)) {
        const text = plain(row), holder = row.match(/<bdi>([^<]*)<\/bdi>/)?.[1];
        if (!holder) continue;
        const office = offices.map(([, name]) => name).filter(name => text.trim().startsWith(name)).sort((one, other) => other.length - one.length)[0];
        (found[office] ??= []).push([plain(holder), /dernière attestation/.test(text) ? 'last' : /Les jours ne sont pas connus/.test(text) ? 'maybe' : 'then']);
    }
    return { found, text: plain(html) };
}

const sorted = list => JSON.stringify([...(list ?? [])].sort());

async function checkBodies(walk) {
    const all = claims(walk), bodies = await walk.all('/api/bodies'), at = kind => bodies.find(body => body.kind === kind).page_fr;
    for (const day of days) {
        const expected = expectedOn(day, all), dated = day === today ? '' : `?date=${day}`;
        const shown = { bureau: shownOn(await walk.page(at('bureau') + dated)), secretariat: shownOn(await walk.page(at('secretariat') + dated)) };
        for (const [, office] of offices) {
            if (office === 'honour') continue;
            const { found, text } = shown[office === 'Secrétaire permanent' ? 'secretariat' : 'bureau'];
            const past = expected[office].filter(([, how]) => how === 'past'), said = expected[office].filter(([, how]) => how !== 'past');
            walk.tally.expect(sorted(found[office]) === sorted(said), 'an office on a day is held by whom the research attests, no more', `${day}, ${office}: ${sorted(found[office])}, not ${sorted(said)}`);
            if (!said.length) walk.tally.expect(new RegExp(`(non connus?[^.]*${office})|(${office} : non connu)`).test(text), 'an office that nobody is attested in is said to be unknown', `${day}, ${office}`);
            for (const [person] of past) walk.tally.expect(text.includes(`Une source nomme ${person} jusqu’à`), 'who was attested up to a year that is over is named as that', `${day}, ${person}`);
        }
        walk.tally.expect(Object.keys(shown.bureau.found).every(office => offices.some(([, name]) => name === office)), 'the Bureau has no other office', Object.keys(shown.bureau.found));
        // The list of all bodies names the same people in the first offices.
        const list = plain(await walk.page(`/instances${dated}`));
        for (const [, office] of offices.slice(0, 5))
            for (const [person] of expected[office]) walk.tally.expect(list.includes(person), 'the list of bodies names who is attested', `${day}, ${person}`);
        const others = all.map(one => one.person).filter(person => !offices.some(([, office]) => expected[office].some(([named]) => named === person)));
        for (const person of others) walk.tally.expect(!list.includes(person), 'the list of bodies names nobody else', `${day}, ${person}`);
        // Members of honour, from the day that a source says it.
        const honours = all.flatMap(one => (one.office === 'honour' && one.from[0] <= day ? one.person.split('; ') : []));
        if (day >= '2005-10-01') honours.push('Jean-Paul L’Allier');
        const assembly = plain((await walk.page(at('general_assembly') + dated)).match(/<h2[^>]*>Membres d’honneur[\s\S]*?<\/section>/)?.[0] ?? '');
        for (const person of ['Jean-Paul L’Allier', ...all.filter(one => one.office === 'honour').flatMap(one => one.person.split('; '))])
            walk.tally.expect(assembly.includes(person) === honours.includes(person), 'members of honour are those that a source has named by then', `${day}, ${person}`);
        // How many seats, by the last row that says so.
        const sizes = walk.table('office_holders.csv').flatMap(row => { const [, seats] = row.note.match(/Bureau of (\d+) members/) ?? []; return seats && open(row.as_of)[0] <= day ? [[row.as_of, seats]] : []; }).sort();
        const words = shown.bureau.text.match(/Sièges (\S+ \S+)/)?.[1];
        walk.tally.expect(sizes.length ? words === `${sizes.at(-1)[1]} attestés` : words === 'Non renseigné', 'the Bureau has as many seats as were attested last', `${day}: ${words}`);
        walk.tally.expect(/Libreville siège suspendu/.test(shown.bureau.text) === (day >= '2023-08-30'), 'the suspended seat stands from its time on', day);
    }
}

// When the research first says that a city or an association is a member: its year, the dates in the words of `basis`, an office of the
// Bureau that its mayor held. A row that names no time says so of the day it was read.
function firstKnown(row, all, assemblies) {
    const times = [
        row.member_since, ...[...row.basis.matchAll(/member (\d{4})/g)].map(([, year]) => year), ...[...row.basis.matchAll(/(Jan|Apr|Oct|Nov) (\d{4})/g)].map(([, month, year]) => `${year}-${months[month]}`),
        ...[...row.basis.matchAll(/after (\d{4}-\d\d-\d\d)/g)].map(([, date]) => date), ...[...row.basis.matchAll(/joined at the (\d+)th/g)].map(([, number]) => assemblies.find(assembly => assembly.number === number).dates.slice(0, 7) || '2007'),
    ].filter(Boolean).map(text => open(text)[0]);
    const city = name => name.normalize('NFD').replace(/\p{M}/gu, '').replace(/^District d'|^Région de /, '').split(' ')[0];
    // Paris and Québec are founding cities; of the two that carry the name of Nouakchott, the region is the member.
    for (const one of all) if (one.city && one.office !== 'Secrétaire permanent' && one.office !== 'honour' && !one.uncertain && city(one.city) === city(row.name)) times.push(one.from[0]);
    return times.sort()[0] ?? '2026-11-01';
}

async function checkMembersOn(walk) {
    const rows = walk.table('members.csv').filter(row => row.confidence === 'confirmed'), assemblies = walk.table('general_assemblies.csv');
    const uncertain = walk.table('office_holders.csv').filter(row => row.confidence === 'uncertain').map(row => `${row.as_of} ${typographic(row.person.replace(/ \(source: .*/, ''))}`);
    const all = claims(walk).map(one => ({ ...one, uncertain: uncertain.includes(`${one.from[0]} ${one.person}`) }));
    for (const day of days) {
        const dated = day === today ? '' : `?date=${day}`;
        const expected = rows.filter(row => firstKnown(row, all, assemblies) <= day).map(row => typographic(row.name.replace(/ \((name )?as in source: .*\)$/, ''))).sort();
        const shown = JSON.parse((await walk.site.get(`/membres.json${dated}`)).bytes).map(member => member.name).sort();
        const missing = expected.filter(name => !shown.includes(name)), more = shown.filter(name => !expected.includes(name));
        walk.tally.expect(missing.length === 0 && more.length === 0, 'the members of a day are those attested by then, no more', `${day}: without ${missing}; and ${more}`);
        const csv = (await walk.site.get(`/membres.csv${dated}`)).bytes.toString().trim().split('\n').length - 1;
        const text = plain(await walk.page(`/membres${dated}`));
        walk.tally.expect(csv === expected.length && text.includes(` ${expected.length} membres`), 'the page and the file of a day count the same', `${day}: ${csv}, ${expected.length}`);
    }
}

export async function checkDays(walk) {
    await checkBodies(walk);
    await checkMembersOn(walk);
}
