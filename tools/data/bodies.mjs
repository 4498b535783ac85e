// The bodies of the association, their offices, and who is attested in them: 07-bodies.jsonl, from presidents.csv, office_holders.csv and
// bureau_seed.csv. A row is what a source says of a day, or of an interval when the source states one: an attestation, never a mandate.
import { english, french } from './words.mjs';

export const file = '07-bodies.jsonl';

const organisation = 'https://www.aimf.asso.fr/association/organisation-et-fonctionnement/';
const history = 'https://www.piaafrica.com/fr/guinee/francophonie/436-aimf';
const kinshasa = 'https://7sur7.cd/34eme-assemblee-generale-lassociation-internationale-maires-francophones-andre-kimbuta-monte-vice-presidence';
const lafayette = 'https://newswire.ca/fr/news-releases/80e-bureau-de-laimf-a-lafayette-louisiane---montreal-renforce-son-role-dans-la-francophonie-517405321.html';
const lausanne = 'https://www.agenceafrique.com/53196-le-gabon-reintegre-lassociation-internationale-des-maires-francophones-neuf-mois-apres-le-coup-detat.html';
const closing = 'https://podcastjournal.net/FRANCOPHONIE-Cloture-de-l-assemblee-des-maires-francophones_a3138.html';
const site = 'association web site';

// Pages that only these tables cite.
const pages = {
    'http://aneho.free.fr/rapport.htm': ['aneho-2005', 'Rapport sur l’Assemblée générale d’octobre 2005', 'aneho.free.fr'],
    'http://www.centrafriqueledefi.com/pages/congo-brazza-et-congo-kinshasa/brazzaville-abritait-la-85e-session-du-bureau-de-l-aimf.html':
        ['centrafrique-bureau-85', 'La 85e session du Bureau, Brazzaville, mars 2017', 'Centrafrique le Défi'],
    'https://mediaterre.org/actu,20170605134556,16.html': ['mediaterre-2017', 'Article sur un vice-président de l’AIMF, juin 2017', 'Médiaterre'],
};

const assembly = '@body-general-assembly', bureau = '@body-bureau', secretariat = '@body-secretariat';
const bodies = [
    ['body-general-assembly', organisation, 'general_assembly', 'Assemblée générale', 'General Assembly',
        'Réunit tous les membres, une fois par an. Fixe les orientations et le programme d’action, examine les rapports et le projet de budget, décide des admissions, élit le Bureau tous les deux ans.',
        'Brings all members together, once a year. Sets orientations and the programme of action, examines the reports and the draft budget, decides admissions, elects the Bureau every two years.'],
    ['body-bureau', organisation, 'bureau', 'Bureau', 'Bureau',
        'Exécute les décisions de l’Assemblée générale, vote deux fois par an les subventions du Fonds de coopération, examine les demandes d’adhésion.',
        'Carries out the decisions of the General Assembly, votes the grants of the Cooperation Fund twice a year, examines applications for membership.'],
    ['body-secretariat', site, 'secretariat', 'Secrétariat permanent', 'Permanent Secretariat',
        'Le Secrétaire permanent est nommé par la Présidence après accord du Bureau.',
        'The Permanent Secretary is appointed by the Presidency after the Bureau agrees.'],
];
// label, source, body, French, English, rank, how one comes to it, who may hold it
const offices = [
    ['office-president', organisation, bureau, 'Présidence', 'Presidency', 1, 'elected', 'sitting_mayor'],
    ['office-secretary-general', organisation, bureau, 'Vice-présidence, secrétariat général', 'Vice-Presidency, general secretariat', 2, 'elected', 'sitting_mayor'],
    ['office-treasurer', organisation, bureau, 'Vice-présidence, trésorerie', 'Vice-Presidency, treasury', 3, 'elected', 'sitting_mayor'],
    ['office-vice-president', organisation, bureau, 'Vice-présidence', 'Vice-Presidency', 4, 'elected', 'sitting_mayor'],
    ['office-bureau-member', lausanne, bureau, 'Membre du Bureau', 'Bureau member', 5, 'elected', 'sitting_mayor'],
    ['office-oif', lausanne, bureau, 'Secrétaire général de la Francophonie', 'Secretary general of La Francophonie', 8, 'ex_officio', 'anyone'],
    ['office-permanent-in-bureau', lausanne, bureau, 'Secrétaire permanent de l’AIMF', 'Permanent Secretary of the AIMF', 9, 'ex_officio', 'anyone'],
    ['office-permanent-secretary', site, secretariat, 'Secrétaire permanent', 'Permanent Secretary', 1, 'appointed', 'anyone'],
    ['office-honour', lausanne, assembly, 'Membre d’honneur', 'Member of honour', 10, 'honorary', 'anyone'],
];
// body, office or none, seats, from, source. One holder after the other is what these sources attest.
const sizes = [
    [bureau, '@office-president', 1, '1979', history],
    [bureau, '@office-secretary-general', 1, '2014-11-06', kinshasa],
    [bureau, '@office-treasurer', 1, '2014-11-06', kinshasa],
    [secretariat, '@office-permanent-secretary', 1, '2009-10', closing],
    [bureau, undefined, 28, '2014-11', lafayette],
    [bureau, undefined, 30, '2024-05-24', lausanne],
];

// The role in a table → office, and what the source says happened.
const roles = {
    President: ['president'], Présidente: ['president'],
    'Secretary general': ['secretary-general'], 'Vice-President, Secretary general': ['secretary-general'],
    'Vice-President-Secretary general': ['secretary-general'], 'Vice-Président-Secrétaire général': ['secretary-general'],
    Treasurer: ['treasurer'], 'Vice-President-Treasurer': ['treasurer'], 'Vice-Président-Trésorier': ['treasurer'],
    'Vice-President': ['vice-president'], 'Vice-Président': ['vice-president'], 'Vice-Présidente': ['vice-president'],
    'Vice-President (outgoing)': ['vice-president', 'leaving'], 'Vice-President (incoming)': ['vice-president', 'elected'],
    'Bureau member': ['bureau-member'],
    'Permanent secretary': ['permanent-secretary'], 'Delegate general': ['permanent-secretary'], 'Secrétaire permanent': ['permanent-secretary'],
    'Members of honour': ['honour', 'honoured'],
};
const words = {  // of a source whose words differ from the office's name; said in French on the pages
    'Secretary general': 'Secrétaire général', Treasurer: 'Trésorier', 'Delegate general': 'Délégué général',
    'Vice-President (outgoing)': 'Vice-Président sortant', 'Vice-President (incoming)': 'Vice-Président entrant',
    'Vice-President, Secretary general': 'Vice-Président, Secrétaire général',
};
const notes = {
    'named member of honour': 'Nommé membre d’honneur.',
    "replaces L'Allier": 'Remplace Jean-Paul L’Allier.',
    'until then deputy permanent secretary': 'Jusqu’alors secrétaire permanent adjoint.',
    '34th General Assembly, Kinshasa': '34e Assemblée générale, Kinshasa.',
    'another source says he was "membre du Bureau puis vice-président et Secrétaire général" 2018-2024: the two sources differ':
        'Une autre source le dit « membre du Bureau puis vice-président et Secrétaire général » de 2018 à 2024 : les deux sources diffèrent.',
    're-elected': 'Réélu.',
    'city re-elected after two years; Bureau of 28 members': 'Ville réélue après deux ans ; Bureau de 28 membres.',
    'in detention since 2017-03-08; the Bureau refused his resignation unanimously': 'En détention depuis le 8 mars 2017 ; le Bureau a refusé sa démission à l’unanimité.',
    'from 2018 to 2024': 'De 2018 à 2024.',
    'page read undated': 'Page sans date.',
    'succeeds Pierre Baillet': 'Succède à Pierre Baillet.',
    'city suspended from the Bureau after the 2023-08-30 coup, back at the 44th congress': 'Ville suspendue du Bureau après le coup d’État du 30 août 2023, revenue au 44e congrès.',
};
// Whose member a row's city is: its label.
export const memberOf = (city, label) => places[city] ?? label(city);
const countries = { FR: 'France' };  // of a row that names a country and no city; the same in both languages
const sentence = text => `${text[0].toUpperCase()}${text.slice(1)}.`;
const places = { 'District d\'Abidjan': 'abidjan', 'Région de Nouakchott': 'nouakchott-region', Nouakchott: 'nouakchott-region' };

// "c.2022-23" → within those years; "2023 (page undated)" → about that year; "2018/2024" → an interval that the source states.
export function when(text) {
    if (text === 'c.2022-23') return { from: '2022/2023' };
    if (text === '2023 (page undated)') return { from: '2023~' };
    const interval = text.match(/^(\d{4})\/(\d{4})$/);
    return interval ? { from: interval[1], until: interval[2], until_is: 'stated' } : { from: text };
}
// "Régis Labeaume (source: Laboum)" → the name, and the source's spelling.
export function named(person) {
    const [, name, spelling] = person.match(/^(.*?)(?: \(source: (.*)\))?$/);
    return { holder: french(name), ...(spelling ? { spelling: french(spelling) } : {}) };
}
const saidBy = (row, said) => said ?? (row.note === 're-elected' ? 'reelected' : row.note?.includes('refused his resignation') ? 'resignation_refused' : 'in_office');

// Every row of the three tables as what its attestation says; a row of several people is several.
export function attested(table) {
    const all = table('presidents.csv').map(row => ({
        table: 'presidents.csv', office: 'president', said: 'in_office', person: row.person, city: row.city, confidence: row.confidence, source: row.source,
        from: row.from, until: row.to.slice(0, 4), until_is: row.to.includes('announced') ? 'announced' : 'stated',
    }));
    for (const row of table('office_holders.csv')) {
        const [office, said] = roles[row.role] ?? (() => { throw new Error(`no office for: ${row.role}`); })();
        const shared = { table: 'office_holders.csv', said: saidBy(row, said), city: row.city_or_body, country: row.country, note: row.note, confidence: row.confidence, source: row.source, ...when(row.as_of) };
        // What the row of the members of honour notes is the size of the Bureau: it stands there.
        const note = office === 'honour' ? '' : row.note;
        for (const person of row.person.split('; ')) all.push({ ...shared, note, office, words: words[row.role], person });
        if (row.note === 'named member of honour') all.push({ ...shared, office: 'honour', said: 'honoured', note: '', person: row.person });
    }
    for (const row of table('bureau_seed.csv')) {
        const [office] = roles[row.office_fr] ?? (() => { throw new Error(`no office for: ${row.office_fr}`); })();
        all.push({ table: 'bureau_seed.csv', office, said: 'in_office', person: row.holder, city: row.place, words: row.office_fr, title: row.title, confidence: 'confirmed', source: row.source, undated: row.attested.includes('undated'), ...when(row.attested) });
    }
    // An attestation that another contradicts comes after it.
    return [...all.filter(one => one.confidence !== 'uncertain'), ...all.filter(one => one.confidence === 'uncertain')];
}

// What the rows attest of cities: somebody of theirs sits in the Bureau, where mayors of members sit. `label` makes a member's label of a name.
const of_mayors = new Set(['president', 'secretary-general', 'treasurer', 'vice-president', 'bureau-member']);
export const attestedCities = (table, label) => attested(table)
    .filter(one => one.city && one.confidence === 'confirmed' && of_mayors.has(one.office))
    .map(({ city, from, source }) => ({ member: memberOf(city, label), from, source }));

export function bodyActs({ table, act, from, known, label, read, members }) {
    const acts = [];
    for (const [address, page] of Object.entries(pages)) {
        if (known.has(address)) continue;
        known.set(address, page);
        const [as, title, publisher] = page;
        acts.push(act(`source-${as}`, 'sources.record', '', { title: french(title), publisher, address, read, kind: 'web_page' }));
    }
    for (const [as, source, kind, name_fr, name_en, purpose_fr, purpose_en] of bodies)
        acts.push(act(as, 'bodies.create', from(source), { kind, name_fr, name_en, purpose_fr: french(purpose_fr), purpose_en }));
    for (const [as, source, body, name_fr, name_en, rank, way, holder] of offices)
        acts.push(act(as, 'bodies.define_office', from(source), { body, name_fr, name_en, rank, way, holder }));
    for (const [body, office, seats, since, source] of sizes)
        acts.push(act(`size-${label(`${body} ${office ?? ''} ${since}`)}`, 'bodies.set_size', from(source), { body, office, seats, from: since }));
    const used = new Set();
    for (const one of attested(table)) {
        let as = `attested-${label(`${one.office} ${named(one.person).holder} ${one.from}`)}`;
        if (used.has(as)) as += '-site';
        used.add(as);
        const member = memberOf(one.city, label), is_member = members.has(`member-${member}`);
        const note = one.note ?? '', title = one.title ? sentence(one.title) : '', undated = one.undated ? ['Page sans date.', 'Undated page.'] : ['', ''];
        if (note && !notes[note]) throw new Error(`no French words for: ${note}`);
        acts.push(act(as, 'bodies.record_attestation', from(one.source), {
            office: `@office-${one.office}`, ...named(one.person),
            member: is_member ? `@member-${member}` : undefined, place: places[one.city] || !is_member ? french(one.city || countries[one.country] || '') : undefined,
            words: one.words && french(one.words), said: one.said, from: one.from, until: one.until, until_is: one.until_is, confidence: one.confidence,
            note_fr: note ? french(notes[note]) : title && french(`${title} ${undated[0]}`), note_en: note ? english(sentence(note)).replace(/"([^"]*)"/g, '‘$1’') : title && `In the source: ${english(title)} ${undated[1]}`,
            differs_from: one.confidence === 'uncertain' ? '@attested-secretary-general-robert-beugre-mambe-2018' : undefined,
        }));
    }
    acts.push(act('suspension-libreville', 'bodies.suspend_seat', from(lausanne), {
        body: bureau, member: '@member-libreville', from: '2023-08-30/2024-05-24',
        note_fr: french('Après le coup d’État du 30 août 2023 ; le jour de la suspension n’est pas connu.'), note_en: 'After the coup of 30 August 2023; the day of the suspension is not known.',
    }));
    acts.push(act('suspension-libreville-lifted', 'bodies.lift_suspension', from(lausanne), { suspension: '@suspension-libreville', until: '2024-05-24' }));
    return acts;
}

// ---- for check.mjs ----

export const fields = {
    'bodies.create': ['kind', 'name_fr', 'name_en', 'purpose_fr', 'purpose_en'],
    'bodies.define_office': ['body', 'name_fr', 'name_en', 'rank', 'way', 'holder'],
    'bodies.set_size': ['body', 'seats', 'from', 'office'],
    'bodies.record_attestation': ['office', 'holder', 'said', 'from', 'confidence', 'spelling', 'member', 'place', 'words', 'until', 'until_is', 'note_fr', 'note_en', 'differs_from'],
    'bodies.suspend_seat': ['body', 'member', 'from', 'note_fr', 'note_en'],
    'bodies.lift_suspension': ['suspension', 'until'],
};
export const required = { 'bodies.create': 5, 'bodies.define_office': 6, 'bodies.set_size': 3, 'bodies.record_attestation': 5, 'bodies.suspend_seat': 3, 'bodies.lift_suspension': 2 };

// Every row has its attestations, each on its own source, and there are no others.
export function checkRows({ acts, table, sourceOf, expect }) {
    const lines = acts.filter(one => one.act === 'bodies.record_attestation').map(one => ({ ...one.payload, source: sourceOf(one.basis) }));
    const left = new Set(lines);
    const found = (row, person, date, office) => {
        const { holder } = named(person), { from, until } = when(date);
        const line = [...left].find(one => one.holder === holder && one.from === from && (one.until ?? '') === (until ?? '') && one.office === `@office-${office}`
            && (row.source === site ? sourceIs(one.source, site) : one.source?.address === row.source));
        expect(line, `${person}, ${date}: no attestation as ${office}`);
        left.delete(line);
        return line;
    };
    const sourceIs = (source, name) => name === site && source?.kind === 'document' && source.publisher === 'AIMF' && !source.address;
    for (const row of table('presidents.csv')) {
        const line = found(row, row.person, `${row.from}/${row.to.slice(0, 4)}`, 'president');
        expect((line?.until_is === 'announced') === row.to.includes('announced'), `presidents.csv: ${row.person}: how it ends`);
    }
    for (const row of table('office_holders.csv'))
        for (const person of row.person.split('; ')) {
            const line = found(row, person, row.as_of, roles[row.role][0]);
            if (line) expect(line.confidence === row.confidence && Boolean(line.note_fr) === Boolean(row.note && row.role !== 'Members of honour'), `office_holders.csv: ${person}: confidence or note`);
            if (row.note === 'named member of honour') found(row, person, row.as_of, 'honour');
            if (row.note.includes('sources differ')) expect(line?.differs_from, `office_holders.csv: ${person}: the two sources differ`);
            if (row.note.includes('refused his resignation')) expect(line?.said === 'resignation_refused', `office_holders.csv: ${person}: refused`);
        }
    for (const row of table('bureau_seed.csv')) found(row, row.holder, row.attested, roles[row.office_fr][0]);
    expect(left.size === 0, `attestations that no row gives: ${[...left].map(one => one.holder).join(', ')}`);
    const size = seats => acts.some(one => one.act === 'bodies.set_size' && !one.payload.office && one.payload.seats === seats);
    expect(size(28) && size(30), 'the Bureau of 28 and of 30');
    expect(acts.some(one => one.act === 'bodies.lift_suspension' && one.payload.until === '2024-05-24'), 'Libreville is back on 24 May 2024');
}
