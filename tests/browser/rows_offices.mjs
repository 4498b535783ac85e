// The rows of the research that are more than facts: who was attested in an office, the programmes, the rules. See rows.mjs.
import { attested } from '../../tools/data/bodies.mjs';
import { country, plain, said } from './rows.mjs';

const typographic = text => text.replaceAll("'", '’');
const lower = text => plain(typographic(text)).toLowerCase();
const rowOf = (html, address) => [...html.matchAll(/<tr\b[\s\S]*?(?=<tr\b|<\/table>)/g)].map(([row]) => row).findLast(row => row.includes(`${address}"`));

// The role in office_holders.csv → the office, in both languages.
const offices = {
    President: ['Présidence', 'Presidency'], Présidente: ['Présidence', 'Presidency'],
    'Secretary general': ['secrétariat général', 'general secretariat'], 'Vice-President, Secretary general': ['secrétariat général', 'general secretariat'],
    'Vice-President-Secretary general': ['secrétariat général', 'general secretariat'], 'Vice-Président-Secrétaire général': ['secrétariat général', 'general secretariat'],
    Treasurer: ['trésorerie', 'treasury'], 'Vice-President-Treasurer': ['trésorerie', 'treasury'], 'Vice-Président-Trésorier': ['trésorerie', 'treasury'],
    'Vice-President': ['Vice-présidence', 'Vice-Presidency'], 'Vice-Président': ['Vice-présidence', 'Vice-Presidency'], 'Vice-Présidente': ['Vice-présidence', 'Vice-Presidency'],
    'Vice-President (outgoing)': ['sortant', 'sortant'], 'Vice-President (incoming)': ['entrant', 'entrant'],
    'Bureau member': ['Membre du Bureau', 'Bureau member'], 'Permanent secretary': ['Secrétaire permanent', 'Permanent Secretary'],
    'Delegate general': ['Délégué général', 'Délégué général'], 'Secrétaire permanent': ['Secrétaire permanent', 'Permanent Secretary'],
    'Members of honour': ['Membre d’honneur', 'Member of honour'],
};
// What the tables say of a day, as the network says it.
const days = text => ({ 'c.2022-23': '2022/2023', '2023 (page undated)': '2023~' })[text] ?? text.split('/')[0];
const ends = text => (/^\d{4}\/\d{4}$/.test(text) ? text.split('/')[1] : '');
const people = (text, row) => text.split('; ').map(person => {
    const [, name, spelling] = person.match(/^(.*?)(?: \(source: (.*)\))?$/);
    return { ...row, holder: typographic(name), spelling };
});

// Each row with what it must have become, read here by itself.
function expected(walk) {
    const site = walk.sourceAt('') && [...walk.sources.values()].find(source => source.kind === 'document' && source.publisher === 'AIMF' && source.title.startsWith('Site'));
    return [
        ...walk.table('presidents.csv').map(row => ({
            row: `presidents.csv: ${row.person}`, holder: row.person, office: offices.President, place: row.city, from: row.from, until: row.to.slice(0, 4), source: walk.sourceAt(row.source),
            more: row.to.includes('announced') ? ['annoncée', 'announced'] : undefined,
        })),
        ...walk.table('office_holders.csv').flatMap(row => people(row.person, {
            row: `office_holders.csv: ${row.as_of}, ${row.person}`, office: offices[row.role], place: row.city_or_body, country: row.country, from: days(row.as_of), until: ends(row.as_of),
            source: walk.sourceAt(row.source), note: Boolean(row.note) && row.role !== 'Members of honour', uncertain: row.confidence === 'uncertain', said: row.note,
        })),
        ...walk.table('bureau_seed.csv').map(row => ({
            row: `bureau_seed.csv: ${row.holder}`, holder: row.holder, office: offices[row.office_fr], words: row.office_fr, title: row.title, place: row.place, from: days(row.attested), until: '', source: site,
        })),
    ];
}

export async function checkOffices(walk) {
    const attestations = await walk.all('/api/attestations'), bodies = new Map((await walk.all('/api/bodies')).map(body => [body.id, body])), members = new Map((await walk.all('/api/members')).map(member => [member.id, member]));
    const left = new Set(attestations), mandates = await walk.all('/api/mandates');
    walk.tally.expect(mandates.length === 0, 'no mandate is made of what a source says of a day', mandates.length);
    const named = (one, words) => bodies.get(one.body).offices.some(office => office.id === one.office && [office.name_fr, one.words ?? ''].some(name => name.includes(words)));
    for (const row of expected(walk)) {
        const one = [...left].find(at => at.holder === row.holder && at.from === row.from && (at.until ?? '') === row.until && at.source === row.source?.id && named(at, row.office[0]));
        if (!walk.tally.expect(one, 'every row of the research is in the network', row.row)) continue;
        left.delete(one);
        const act = (one.id - one.id % 1000) / 1000, body = bodies.get(one.body), member = members.get(one.member);
        walk.tally.expect(Boolean(one.note_fr) === Boolean(row.note || row.title), 'the page of a row shows what it says', `${row.row}: its note`);
        for (const [i, language, target, register] of [[0, 'fr', `${body.page_fr}/dans-le-temps`, '/registre/'], [1, 'en', `${body.page_en}/over-time`, '/en/register/']]) {
            const shown = rowOf(await walk.page(target) ?? '', register + act);
            if (!walk.tally.expect(shown, 'the office stands in the list over time, with its act', `${row.row}: ${target}`)) continue;
            walk.holds(plain(shown), [
                row.holder, row.office[i], row.spelling, member?.name, one[`note_${language}`], row.more?.[i], row.words, said(row.from, language), said(row.until, language),
                row.uncertain && { fr: 'Les sources diffèrent', en: 'sources differ' }[language], !row.place && row.country && country(row.country, language),
            ].filter(Boolean), row.row, target);
            walk.tally.expect(shown.includes(`/sources/${one.source}"`), 'the page of a row links to its source', `${row.row}: ${target}`);
            const at = member?.[`page_${language}`];
            if (at) {
                const html = await walk.page(at);
                walk.holds(plain(html), [row.holder, row.country && country(row.country, language), said(row.from, language)].filter(Boolean), row.row, at);
                walk.tally.expect(html.includes(`/sources/${one.source}"`), 'the city’s page links to the source of its office', `${row.row}: ${at}`);
            }
        }
        if (row.place) walk.tally.expect(member && lower(row.place).includes(lower(member.name).split(' ')[0]) || one.place === row.place, 'the city is the row’s', `${row.row}: ${row.place}`);
        if (row.title) walk.tally.expect(lower(one.note_fr).startsWith(lower(row.title)), 'the title is the row’s', `${row.row}: ${one.note_fr}`);
        if (row.said?.includes('sources differ')) {
            const other = attestations.find(at => at.id === one.differs_from);
            walk.tally.expect(other?.from === '2018' && other.until === '2024', 'who differs is named', row.row);
        }
        // A member of honour is one by another office too.
        if (row.said === 'named member of honour') {
            const honour = [...left].find(at => at.holder === row.holder && at.from === row.from && at.said === 'honoured');
            walk.tally.expect(honour, 'every row of the research is in the network', `${row.row}, as a member of honour`);
            left.delete(honour);
        }
    }
    walk.tally.expect(left.size === 0, 'no office is attested that no row says', [...left].map(one => `${one.holder} ${one.from}`).join('; '));
    walk.tally.expect(attestations.length === attested(name => walk.table(name)).length, 'the data tool reads as many', attestations.length);
}

export async function checkProgrammes(walk) {
    const programmes = await walk.all('/api/programmes'), research = walk.json('programmes.json');
    const read = new Set(['period', 'source', 'adopted', 'length_as_stated', 'frame', 'axes', 'themes', 'frames']);
    const lists = ['values', 'ways_of_working', 'partner_principles', 'organisation_2019_2023', 'contact', 'programmes'];  // the first five: rows.mjs
    walk.tally.expect(String(Object.keys(research).sort()) === String(lists.sort()), 'every value of the research is walked', Object.keys(research));
    const sourceOf = name => [...walk.sources.values()].find(source => source.title.startsWith({ 'association web site': 'Site de l’association', 'brochure (English)': 'Brochure', 'programming poster 2019-2023': 'Affiche' }[name]));
    for (const one of research.programmes) {
        const [first, last] = one.period.split('-'), programme = programmes.find(at => at.from === first && at.to === last), row = `programmes.json: ${one.period}`, source = sourceOf(one.source);
        for (const key of Object.keys(one)) walk.tally.expect(read.has(key), 'every value of the research is walked', `${row}: ${key}`);
        const [adopted] = one.adopted?.split(', ') ?? [], frames = [one.frame ?? [], one.frames ?? []].flat();
        await walk.shows(row, programme, [source, ...(one.length_as_stated ? [sourceOf('brochure (English)'), sourceOf('association web site')] : [])], language => [
            first, last, adopted ? [said(adopted, language), programme[`adopted_by_${language}`]] : { fr: 'non indiquée', en: 'not stated' }[language],
            one.length_as_stated ? { fr: ['4 ans', '5 ans'], en: ['4 years', '5 years'] }[language] : [], language === 'en' ? [] : frames.map(frame => ({ 'Sustainable Development Goals': 'Objectifs de développement durable', 'New Urban Agenda': 'Nouveau Programme pour les villes', 'strategic framework of La Francophonie': 'Cadre stratégique de la Francophonie' })[frame]),
            language === 'en' ? frames.map(frame => frame[0].toUpperCase() + frame.slice(1)) : [],
        ].flat(), ['/programmation']);
        if (!programme) continue;
        const { parts } = JSON.parse((await walk.site.get(`/api/programmes/${programme.id}`)).bytes);
        const left = new Set(parts);
        const part = async (kind, text, field, parent) => {
            const found = [...left].find(at => at.kind === kind && lower(at[field]) === lower(text) && at.parent === (parent?.id ?? null));
            left.delete(found);
            const at = found && { page_fr: `/programmation/volets/${found.id}`, page_en: `/en/programme/parts/${found.id}` };
            await walk.shows(`${row}: ${text}`, at, [source], language => [found[`name_${language}`], parent?.[`name_${language}`]], [programme.page_fr]);
            return found;
        };
        for (const axis of one.axes ?? []) {
            const found = await part('axis', axis.fr, 'name_fr');
            if (axis.en) walk.tally.expect(lower(found.name_en) === lower(axis.en), 'the axis in English is the brochure’s', axis.en);
            for (const words of axis.orientations ?? []) await part('orientation', words, 'name_en', found);
        }
        for (const theme of one.themes ?? []) {
            const found = await part('theme', theme.fr, 'name_fr');
            for (const words of theme.sub) await part('subtheme', words, 'name_fr', found);
        }
        walk.tally.expect(left.size === 0, 'a programme has no part that the research does not name', [...left].map(at => at.name_fr).join('; '));
    }
    walk.tally.expect(programmes.length === research.programmes.length, 'there are no other programmes', programmes.length);
}

// Where each value of rules.json stands: the rule's page and its words there; "elsewhere" for what rows.mjs walks.
const elsewhere = 'a fact: rows.mjs';
const procedure = 'procedure.members.admission';
const rules = {
    note: ['', 'Ce qui n’est pas renseigné', 'What is not set'],
    'membership.who.0': ['eligibility.members', 'les maires des villes francophones', 'Mayors of francophone cities'],
    'membership.who.1': ['eligibility.members', 'depuis 2004, les présidents des associations nationales', 'since 2004, presidents of national associations'],
    'membership.application': [procedure, 'lettre à la présidence', 'letter to the president', 'extrait de la délibération du conseil', 'deliberation', 'décision du bureau de l’association', 'bureau', 'avis favorable de l’autorité de tutelle', 'supervis'],
    'membership.steps.0': [procedure, 'Examine : le Bureau', 'Bureau'],
    'membership.steps.1': [procedure, 'L’avis du maire de la capitale concernée est demandé', 'capital'],
    'membership.steps.2': [procedure, 'Décide : l’Assemblée générale', 'General Assembly'],
    'membership.max_cities_per_state': ['members.cities_per_state', '10 villes membres', '10 member cities'],
    'membership.max_before_2004': ['members.cities_per_state', '5 villes membres', '5 member cities'],
    'membership.status_associate_since': ['voice.members', 'Depuis 2009, des membres associés', 'Since 2009, associate members'],
    'membership.associate': ['contributions.members', 'fixent librement le montant', 'freely'],
    'dues.annual': ['dues.dues', 'fixe chaque année la cotisation, calculée d’après le revenu national brut par habitant et la population', 'gross national income per head and the population'],
    'dues.minimum_eur': ['dues.minimum_eur', '550 euros', '550'],
    'dues.entry_fee': ['entry_fee.dues', 'Un droit d’entrée est dû à l’adhésion ; l’Assemblée générale en fixe le montant', 'the General Assembly sets its amount'],
    'dues.scale_found': ['dues.dues', 'Le barème n’est pas public', 'The scale is not public'],
    'general_assembly.composition': ['composition.general_assembly', 'réunit tous les membres', 'brings together all members'],
    'general_assembly.frequency': ['general_assembly.meetings_per_year', 'une fois par an', 'once a year'],
    'general_assembly.powers.0': ['powers.general_assembly', 'orientations', 'orientations'],
    'general_assembly.powers.1': ['powers.general_assembly', 'le thème, les recommandations et le programme d’action', 'the theme, the recommendations and the programme of action'],
    'general_assembly.powers.2': ['powers.general_assembly', 'le rapport moral, administratif et financier', 'moral, administrative and financial report'],
    'general_assembly.powers.3': ['powers.general_assembly', 'vote le projet de budget', 'votes the draft budget'],
    'general_assembly.powers.4': ['powers.general_assembly', 'décide des admissions', 'decides on admissions'],
    'general_assembly.powers.5': ['powers.general_assembly', 'élit le Bureau tous les deux ans', 'elects the Bureau every two years'],
    'bureau.term_years': ['bureau.term_years', 'élu pour 2 ans', '2 years'],
    'bureau.size.2015': ['bureau.seats', '28 sièges', '28 seats', '2015', '2015'],
    'bureau.size.2024': ['bureau.seats', '30 sièges', '30 seats', '2024', '2024'],
    'bureau.meets_per_year': ['bureau.meetings_per_year', '2 fois par an', 'twice a year'],
    'bureau.ex_officio.0': ['ex_officio.bureau', 'le Secrétaire général de La Francophonie', 'the Secretary general of La Francophonie'],
    'bureau.ex_officio.1': ['ex_officio.bureau', 'le Secrétaire permanent de l’AIMF', 'the Permanent Secretary of the AIMF'],
    'bureau.powers.0': ['powers.bureau', 'exécute les décisions de l’Assemblée générale', 'carries out the decisions of the General Assembly'],
    'bureau.powers.1': ['powers.bureau', 'vote deux fois par an les subventions du Fonds de coopération', 'votes the grants of the cooperation fund twice a year'],
    'bureau.powers.2': ['powers.bureau', 'examine les demandes d’admission', 'examines applications for membership'],
    'funds.0.max_share': ['funds.fund_share_percent', '80 %', '80%'],
    'funds.0.beneficiary_min_share': ['funds.beneficiary_share_percent', '20 %', '20%'],
    'funds.0.vote': ['powers.bureau', 'deux fois par an', 'twice a year'],
    'funds.0.name': elsewhere, 'funds.0.created': elsewhere, 'funds.0.contributors': elsewhere, 'funds.1': elsewhere, 'funds.2': elsewhere,
    address: elsewhere, legal_form: elsewhere, source_address: elsewhere,
};
const leaves = (value, at = '') => (value && typeof value === 'object' ? Object.entries(value).flatMap(([key, inner]) => leaves(inner, at ? `${at}.${key}` : key)) : [[at, value]]);

export async function checkRules(walk) {
    const research = walk.json('rules.json');
    const cited = new Map();  // a source of a part of rules.json → the parts whose page links to it
    for (const [at, value] of leaves(research)) {
        if (/(^|\.)source(\.|$)/.test(at)) { cited.set(`${at.split('.source')[0]} ${value}`, walk.sourceAt(value)); continue; }
        const key = Object.keys(rules).find(known => at === known || at.startsWith(`${known}.`)), where = rules[key];
        if (!walk.tally.expect(where, 'every value of the research is walked', `rules.json: ${at}`) || where === elsewhere) continue;
        const [rule, ...words] = where, part = at.split('.').slice(0, at.startsWith('funds') ? 2 : 1).join('.');
        const addresses = at === 'funds.0.vote' ? research.bureau.source : [at.split('.').slice(0, -1).reduce((inner, name) => inner?.[name], research)?.source ?? research[part]?.source ?? []].flat();
        const pages = { page_fr: rule ? `/statuts/${rule}` : '/statuts', page_en: rule ? `/en/statutes/${rule}` : '/en/statutes' };
        await walk.shows(`rules.json: ${at}`, pages, [], language => words.filter((_, i) => i % 2 === (language === 'fr' ? 0 : 1)), rule ? ['/statuts'] : [], Boolean(rule));
        if (rule) {
            const html = await walk.page(pages.page_fr);
            walk.tally.expect(!/1er janvier|31 décembre/.test(plain(html.match(/<main[\s\S]*<\/main>/)[0])), 'a rule that is known by years is said by years', pages.page_fr);
            const also = addresses.some(address => html?.includes(`/sources/${walk.sourceAt(address)?.id}"`));
            walk.tally.expect(also, 'a rule stands on a source that the research gives for it', `rules.json: ${at} on ${pages.page_fr}`);
        }
    }
    for (const [name, source] of cited) walk.tally.expect(source && await walk.page(`/sources/${source.id}`), 'each source of the rules has its page', name);
}
