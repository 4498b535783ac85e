// The programmes and the frames as acts: data/aimf/14-programme.jsonl and 15-frames.jsonl, from programmes.json of the research.
//   acts(programmes, from): the two files; `from` gives the basis of a source by its name in the research
import { codes } from './sdg.mjs';
import { english, french } from './words.mjs';

export const files = { programme: '14-programme.jsonl', frames: '15-frames.jsonl' };

const compact = object => Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined && value !== ''));
const act = (as, name, basis, payload) => ({ as, act: name, basis, payload: compact(payload) });
const sentence = text => text[0].toUpperCase() + text.slice(1);

// Sources that only these files cite.
const poster = 'source-affiche-2019-2023', goals = 'source-odd';
const sources = [
    act(poster, 'sources.record', '', { title: 'Affiche de la programmation 2019-2023', publisher: 'AIMF', read: '2026-11', kind: 'document' }),
    act(goals, 'sources.record', '', { title: 'Objectifs et cibles de développement durable, numérotation de la résolution 70/1 (2015)', publisher: 'Nations unies', read: '2026-11', kind: 'dataset' }),
];

// Orientations are read in English; their French is ours.
const orientations = {
    'a shared space for building local governance, open to civil society, universities, private sector': 'un espace partagé où se construit la gouvernance locale, ouvert à la société civile, aux universités et au secteur privé',
    'continuous reflection on cities by conferences, workshops, expertise, Raisonnance, MOOC': 'une réflexion continue sur les villes, par des conférences, des ateliers, l’expertise, Raisonnance et des MOOC',
    'carry the positions of local authorities in and beyond La Francophonie': 'porter les positions des collectivités locales dans la Francophonie et au-delà',
    'multi-actor dialogues: local and national authorities, parliamentarians, experts, universities, press': 'des dialogues entre acteurs : autorités locales et nationales, parlementaires, experts, universités, presse',
    'rise of national and sub-regional associations of local authorities': 'l’essor des associations nationales et sous-régionales de collectivités locales',
    'financial autonomy and advocacy for reforms': 'l’autonomie financière et le plaidoyer pour les réformes',
    "secure mayors' management: ISO 37001, watch on civil, criminal and financial liability": 'sécuriser la gestion des maires : ISO 37001, veille sur la responsabilité civile, pénale et financière',
    'coherence with and between decentralised cooperations of member cities': 'la cohérence avec les coopérations décentralisées des villes membres, et entre elles',
    'multi-partner dynamics, larger projects with public and private partners': 'des dynamiques à plusieurs partenaires, des projets plus grands avec des partenaires publics et privés',
    'projects as living laboratories of the values': 'des projets comme laboratoires vivants des valeurs',
    'innovation and experimentation in new fields': 'l’innovation et l’expérimentation dans de nouveaux domaines',
    "synergies with incubators, social enterprises, women's associations, traditional and religious authorities": 'des synergies avec les incubateurs, les entreprises sociales, les associations de femmes, les autorités traditionnelles et religieuses',
    'prizes: Prix AIMF de la Femme francophone, Prix journalisme': 'des prix : Prix AIMF de la Femme francophone, Prix journalisme',
    'networks of journalists, women, entrepreneurs beside local authorities': 'des réseaux de journalistes, de femmes et d’entrepreneurs aux côtés des collectivités locales',
};
// Axes, themes and sub-themes that the research gives in French only; the English is ours.
const translations = {
    'Construire ensemble la gouvernance de demain': 'Building tomorrow’s governance together',
    'Renforcer l’autonomisation des autorités locales': 'Strengthening the autonomy of local authorities',
    'Financer le développement des territoires': 'Financing the development of territories',
    'Mobiliser toutes les énergies locales': 'Mobilising all local energies',
    'Vivre-ensemble et dialogue des cultures': 'Living together and dialogue of cultures',
    'Paix, prévention des conflits et de la radicalisation violente': 'Peace, prevention of conflict and of violent radicalisation',
    'Genre': 'Gender',
    'Respect et valorisation de la diversité': 'Respect for and promotion of diversity',
    'Migrations': 'Migration',
    'Numérique et démocratie locale': 'Digital technology and local democracy',
    'Sport et cinéma': 'Sport and cinema',
    'Décentralisation et gouvernance locale': 'Decentralisation and local governance',
    'Autonomisation financière et modernisation des finances locales': 'Financial autonomy and modernisation of local finance',
    'Localisation des ODD': 'Localisation of the SDGs',
    'Territoires numériques et maîtrise des données urbaines': 'Digital territories and command of urban data',
    'Développement et valorisation des territoires': 'Development and promotion of territories',
    'Développement économique': 'Economic development',
    'Environnement et lutte contre le changement climatique': 'Environment and the fight against climate change',
    'Patrimoine': 'Heritage',
    'Aménagement urbain': 'Urban planning',
    'Économie sociale et solidaire': 'Social and solidarity economy',
    'Services essentiels': 'Essential services',
    'Eau / Assainissement': 'Water / Sanitation',
    'Santé': 'Health',
    'Éducation': 'Education',
};
const of = (table, text) => table[text] ?? (() => { throw new Error(`no translation for: ${text}`); })();
// A name in both languages, and which of the two is ours.
function named(one) {
    const text = typeof one === 'string' ? { fr: one } : one;
    if (text.en) return { name_fr: french(text.fr), name_en: english(text.en), translated: 'fr' };
    return { name_fr: french(text.fr), name_en: of(translations, text.fr), translated: 'en' };
}
const years = text => text.split('-');
const dashed = text => text.replace('-', '–');

function programmeActs({ programmes }, from) {
    const basis = name => (name === 'programming poster 2019-2023' ? `source:@${poster}` : from(name));
    return programmes.flatMap(one => {
        const [first, last] = years(one.period), label = `programme-${one.period}`, ground = basis(one.source);
        const [month, body, place] = one.adopted ? one.adopted.split(', ') : [];
        const acts = [act(label, 'programme.record', ground, {
            name_fr: `Programmation ${dashed(one.period)}`, name_en: `Programme ${dashed(one.period)}`, translated: one.source.includes('English') ? 'fr' : 'en',
            from: first, to: last, adopted: month,
            adopted_by_fr: body && `${{ 'General Assembly': 'Assemblée générale' }[body]}, ${place}`, adopted_by_en: body && `${body}, ${place}`,
        })];
        if (one.length_as_stated) acts.push(
            act(`${label}-length-brochure`, 'programme.state_length', from('brochure (English)'), { programme: `@${label}`, years: 4 }),
            act(`${label}-length-site`, 'programme.state_length', from('association web site'), { programme: `@${label}`, years: 5 }));
        const node = (as, kind, parent, ordinal, names) => acts.push(act(as, 'programme.add_node', ground, { programme: `@${label}`, kind, parent, ordinal, ...names }));
        (one.axes ?? []).forEach((axis, i) => {
            const at = `${label}-axis-${i + 1}`;
            node(at, 'axis', undefined, i + 1, named(axis));
            (axis.orientations ?? []).forEach((words, k) => node(`${at}-${k + 1}`, 'orientation', `@${at}`, k + 1,
                { name_fr: french(sentence(of(orientations, words))), name_en: english(sentence(words)), translated: 'fr' }));
        });
        (one.themes ?? []).forEach((theme, i) => {
            const at = `${label}-theme-${i + 1}`;
            node(at, 'theme', undefined, i + 1, named(theme));
            theme.sub.forEach((words, k) => node(`${at}-${k + 1}`, 'subtheme', `@${at}`, k + 1, named(words)));
        });
        return acts;
    });
}

const frames = {
    'Sustainable Development Goals': ['frame-odd', 'goals', 'Objectifs de développement durable', 'Sustainable Development Goals', 'ODD', 'SDG',
        'Numérotation de la résolution 70/1 de l’Assemblée générale des Nations unies. Les libellés courts sont de notre rédaction.',
        'Numbering of resolution 70/1 of the General Assembly of the United Nations. The short names are our own words.'],
    'New Urban Agenda': ['frame-nouveau-programme-pour-les-villes', 'goals', 'Nouveau Programme pour les villes', 'New Urban Agenda', 'NPV', 'NUA',
        'Nommé par la programmation. Ses engagements ne sont pas repris ici.', 'Named by the programme. Its commitments are not taken up here.'],
    'strategic framework of La Francophonie': ['frame-cadre-strategique', 'strategy', 'Cadre stratégique de la Francophonie', 'Strategic framework of La Francophonie', 'Cadre stratégique', 'Strategic framework',
        'Nommé par la programmation. Ses missions ne sont pas reprises ici.', 'Named by the programme. Its missions are not taken up here.'],
};

function frameActs({ programmes }, from) {
    const ground = name => (name === 'Sustainable Development Goals' ? `source:@${goals}` : `source:@${poster}`);
    const acts = Object.entries(frames).map(([name, [as, kind, name_fr, name_en, short_fr, short_en, note_fr, note_en]]) =>
        act(as, 'programme.record_frame', ground(name), { kind, name_fr, name_en, short_fr, short_en, note_fr: french(note_fr), note_en }));
    for (const goal of codes.filter(code => !code.goal)) {
        const rows = [goal, ...codes.filter(code => code.goal === goal.code)];
        acts.push(act(`sdg-${goal.code}`, 'programme.add_codes', `source:@${goals}`, {
            frame: '@frame-odd', wording: 'ours',
            codes: rows.map(row => compact({ code: row.code, parent: row.goal, name_fr: french(row.fr), name_en: english(row.en) })),
        }));
    }
    for (const one of programmes)
        for (const name of [...(one.frames ?? []), one.frame].filter(Boolean))
            acts.push(act(`programme-${one.period}-${frames[name][0]}`, 'programme.link', one.source.startsWith('programming poster') ? `source:@${poster}` : from(one.source),
                { programme: `@programme-${one.period}`, frame: `@${frames[name][0]}` }));
    return acts;
}

export const acts = (research, from) => ({ [files.programme]: [...sources, ...programmeActs(research, from)], [files.frames]: frameActs(research, from) });

// ---- for check.mjs ----

export const fields = {
    'programme.record': ['name_fr', 'name_en', 'translated', 'from', 'to', 'adopted', 'adopted_by_fr', 'adopted_by_en'],
    'programme.state_length': ['programme', 'years'],
    'programme.add_node': ['programme', 'kind', 'ordinal', 'name_fr', 'name_en', 'translated', 'parent'],
    'programme.record_frame': ['kind', 'name_fr', 'name_en', 'short_fr', 'short_en', 'note_fr', 'note_en'],
    'programme.add_codes': ['frame', 'wording', 'codes'],
    'programme.link': ['programme', 'frame'],
};
export const required = { 'programme.record': 5, 'programme.state_length': 2, 'programme.add_node': 6, 'programme.record_frame': 5, 'programme.add_codes': 3, 'programme.link': 2 };

// Every value of the research has its line, and no line says more than the research. `standards`: the tables of goals and targets, or nothing.
export function faults(lines, { programmes }, standards) {
    const found = [], expect = (holds, fault) => { if (!holds) found.push(`programmes.json: ${fault}`); };
    const payloads = act => lines.filter(one => one.act === act).map(one => one.payload);
    const nodes = payloads('programme.add_node'), links = payloads('programme.link');
    let parts = 0;
    for (const one of programmes) {
        const label = `@programme-${one.period}`, [first, last] = years(one.period);
        const line = payloads('programme.record').find(record => record.from === first && record.to === last);
        expect(line, `${one.period} is not recorded`);
        expect((one.adopted ?? '').startsWith(line?.adopted ?? ''), `${one.period}: adopted`);
        const has = (kind, text, language) => {
            parts += 1;
            const plain = words => words.replaceAll('’', "'").toLowerCase().replace(/\s/g, ' ');
            expect(nodes.some(node => node.programme === label && node.kind === kind && plain(node[`name_${language}`]) === plain(text)), `${one.period}: ${kind}: ${text}`);
        };
        for (const axis of one.axes ?? []) {
            has('axis', axis.fr, 'fr');
            if (axis.en) parts -= 1, has('axis', axis.en, 'en');
            for (const words of axis.orientations ?? []) has('orientation', words, 'en');
        }
        for (const theme of one.themes ?? []) {
            has('theme', theme.fr, 'fr');
            for (const words of theme.sub) has('subtheme', words, 'fr');
        }
        const named = [...(one.frames ?? []), one.frame].filter(Boolean);
        for (const name of named) expect(links.some(link => link.programme === label && link.frame === `@${frames[name]?.[0]}`), `${one.period}: frame: ${name}`);
        expect(links.filter(link => link.programme === label).length === named.length, `${one.period}: frames that the research does not name`);
        const lengths = payloads('programme.state_length').filter(length => length.programme === label).map(length => length.years);
        const stated = one.length_as_stated ? [/four-year/, /every five years/].every(words => words.test(one.length_as_stated)) : false;
        expect(stated ? String(lengths) === '4,5' : lengths.length === 0, `${one.period}: length`);
    }
    expect(parts === nodes.length, `${parts} parts, ${nodes.length} lines`);
    if (standards) {
        const made = payloads('programme.add_codes').flatMap(add => add.codes.map(row => row.code)).sort();
        expect(String(made) === String(standards.map(row => row.code).sort()), 'goals and targets are not those of the tables');
    }
    return found;
}
