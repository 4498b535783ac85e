// Sessions, timeline, partners, projects, finances and what the association says of itself, as acts. Sums, ranges and equivalents stay
// as a source states them: statements, never entries. Two sources that differ name each other.
//   acts(kit): the files 08 to 13; `kit` has what aimf.mjs knows of sources, dates and typography
import {
    assembly_notes, bureau_notes, date_words, event_words, finance_items, finance_notes, funds, identity, meanings, mechanisms, partner_kinds, partners, places, project_partners, projects,
    purposes, themes,
} from './history_words.mjs';

const web_site = 'association web site', undated = '../2026-11', pages_dated = '2014/2023';  // the seeds' own pages date from 2014 to 2023
const found = (table, key, what) => table[key] ?? (() => { throw new Error(`no words for the ${what}: ${key}`); })();

// "2008-10-15/2008-10-16 (words)" → first and last day, and the words; days that the research inferred are no dates: the year stands.
export function days(text, year) {
    if (!text) return { date: year };
    const [, span, words] = text.match(/^([\d/-]+)(?: \((.*)\))?$/) ?? (() => { throw new Error(`not a date: ${text}`); })();
    if (words === 'before Oct') return { date: `${span}-01/${span}-09` };
    if (words?.startsWith('inferred')) return { date: year, words };
    const [date, until] = span.split('/');
    return { date, ...(until ? { until } : {}), words };
}
export const assembly_label = row => `session-assembly-${row.number}`;
export const bureau_label = row => `session-bureau-${days(row.date).date.slice(0, 7)}${row.city === 'online' ? '-online' : ''}`;
export const numbered = name => i => `${name}-${i + 1}`;
export const city = name => name.replace(' and ', ', ');
export const listed = text => text.replaceAll('; ', ', ');
// "European Commission (ANE-AL) 830 000" → the partner, as pages name it, and the sum, which is no part of a name.
export function partner_of(text) {
    const [, name, sum] = text.match(/^(.*?)(?: (\d[\d ]*))?$/);
    return { name, name_fr: project_partners[name] ?? name, sum };
}

export function acts({ table, json, act, from, references, french: typeset_fr, english: typeset, sentence, number }) {
    const french = text => typeset_fr(text.replace(/(\d) EUR/g, '$1 €'));
    const english = text => typeset(text).replace(/(\d) (?=\d{3}(?!\d))/g, '$1,')  // €5,200,000, €14 million
        .replace(/([\d.,]*\d) M€/g, '€$1 million').replace(/([\d.,]*\d) (?:€|EUR)/g, '€$1');
    const record = (label, source, payload) => act(label, 'statements.record', from(source), { translated: 'en', confidence: 'confirmed', sources: references(source), ...payload });

    function assemblies() {
        return table('general_assemblies.csv').map(row => {
            const { words, ...when } = days(row.dates, row.year), more = assembly_notes[row.number] ?? {};
            const [theme_fr, theme_en, translated] = row.theme ? found(themes, row.theme, 'theme') : [];
            const said = [words ? found(date_words, words, 'date') : undefined, more.note].filter(Boolean);
            return act(assembly_label(row), 'assembly.record_session', from(row.source_1), {
                body: 'general_assembly', number: Number(row.number), number_known: row.confidence.startsWith('number inferred') ? 'inferred' : 'stated',
                place: french(city(row.city)), country: row.country, mode: more.mode ?? 'not_stated', ...when, ...(more.date ? { date: more.date } : {}),
                theme_fr: french(theme_fr ?? ''), theme_en: english(theme_en ?? ''),
                note_fr: french(said.map(note => note[0]).join(' ')), note_en: english(said.map(note => note[1]).join(' ')),
                translated: translated ?? (said.length ? 'fr' : 'none'), confidence: 'confirmed', sources: references(row.source_1, row.source_2, more.source),
            });
        });
    }

    // A decision of its own only where the day is known: no day is invented.
    function bureaus() {
        return table('bureau_meetings.csv').flatMap(row => {
            const { words, ...when } = days(row.date), online = row.city === 'online', label = bureau_label(row);
            const note = row.decision_or_note ? found(bureau_notes, row.decision_or_note, 'meeting') : undefined;
            const session = act(label, 'assembly.record_session', from(row.source), {
                body: 'bureau', number: row.number ? Number(row.number) : undefined, number_known: row.number ? 'stated' : 'unknown',
                place: online ? '' : french(row.city), country: row.country, mode: online ? 'online' : note?.mode ?? 'not_stated', ...when,
                note_fr: french(note?.fr ?? ''), note_en: note ? english(sentence(row.decision_or_note)) : '', translated: note ? 'fr' : 'none',
                confidence: row.confidence, sources: references(row.source),
            });
            if (!note?.decision) return [session];
            return [session, act(label.replace('session', 'decision'), 'assembly.record_decision', from(row.source), {
                body: 'bureau', date: note.on ?? when.date, title: french(note.decision), subject: 'none', result: 'adopted', session: `@${label}`,
            })];
        });
    }

    function events() {
        return table('timeline.csv').map((row, i) => {
            const [, date, words] = row.date.match(/^(\S+)(?: \((.*)\))?$/), sources = row.source.split('; ');
            const [more_fr, more_en] = words ? found(event_words, words, 'date of an event') : [];
            const quote = (text, more) => (more ? `${sentence(text)} ${more}` : text);
            return act(numbered('event')(i), 'statements.record', from(sources[0]), {
                subject: 'event', as_of: date, period: date.includes('/') ? date : undefined, title_fr: french(row.event_fr), title_en: english(row.event_en),
                quote_fr: french(quote(row.event_fr, more_fr)), quote_en: english(quote(row.event_en, more_en)),
                translated: row.source.includes('English') ? 'fr' : 'en', confidence: 'confirmed', sources: references(...sources),
                ...(i === 1 ? { contradicts: [`@${numbered('event')(0)}`] } : {}),  // where it was founded
            });
        });
    }
    // One document calls the programme of 2014-2018 four-year, the other says that there is one every five years.
    function lengths() {
        const said = (label, source, years, fr, en, translated, more) => record(label, source, {
            subject: 'programme', as_of: pages_dated, value: years, unit: 'years', title_fr: french(`Durée d’une programmation : ${fr}`), title_en: `Length of a programme: ${en}`,
            quote_fr: french(sentence(fr)), quote_en: sentence(en), translated, ...more,
        });
        return [
            said('programme-length-brochure', 'brochure (English)', 4, 'quatre ans', 'four years', 'fr'),
            said('programme-length-site', web_site, 5, 'tous les cinq ans', 'every five years', 'en', { contradicts: ['@programme-length-brochure'] }),
        ];
    }

    const amount = text => { const [value, value_to] = text.split('-').map(Number); return text ? { value, ...(value_to ? { value_to } : {}) } : {}; };
    const precisely = words => (/^more than/.test(words) ? 'more_than' : /^(about|near)\b(?! a third)|\(near\)|approximate/.test(words) ? 'about' : undefined);
    // « plus de 5 000 000 EUR par an »; nothing without an amount.
    const exactly = { fr: { near: 'près de ', about: 'environ ', 'more than': 'plus de ' }, en: { near: 'near ', about: 'about ', 'more than': 'more than ' } };
    const summed = (locale, row, words, yearly) => {
        if (!row.amount) return '';
        const exact = exactly[locale][words.match(/^(near|about|more than)(?! a third)/)?.[1]] ?? '';
        const values = row.amount.split('-').map(value => number(value, locale)).join(locale === 'fr' ? ' à ' : ' to ');
        return `${exact}${values} ${row.currency === 'projects' ? '' : row.currency}`.trim() + (yearly && row.currency !== 'projects' ? (locale === 'fr' ? ' par an' : ' a year') : '');
    };
    const beside = (locale, words, sum) => [words, sum].filter(Boolean).join(locale === 'fr' ? ' : ' : ': ');
    const unit = (currency, yearly) => (currency ? (yearly && currency !== 'projects' ? `${currency}_per_year` : currency) : undefined);

    function partnerActs() {
        return table('partners.csv').map((row, i) => {
            const yearly = row.period === 'yearly', name = listed(row.partner), title_en = partners[row.partner] ?? row.partner;
            const [mechanism_fr, mechanism_en] = row.mechanism ? found(mechanisms, row.mechanism, 'mechanism') : [];
            let [purpose_fr, purpose_en] = row.purpose ? found(purposes, row.purpose, 'purpose') : [];
            if (row.period === '4 years') { purpose_fr += ', sur quatre ans'; purpose_en += ', over four years'; }
            const period = /^\d{4}(-\d{4})?$/.test(row.period) ? row.period.replace('-', '/') : undefined;
            if (mechanism_fr?.includes(purpose_fr)) purpose_fr = purpose_en = '';  // « 1 % déchets : déchets »
            const exact = row.amount_eur_as_stated.replace(/^(\d+) \(near\)/, 'near');
            const said = (locale, title, mechanism, purpose) => {
                const sum = summed(locale, row, exact, yearly), what = [title, mechanism].filter(Boolean).join(', ');
                return sentence([beside(locale, what, sum), purpose].filter(Boolean).join(', '));
            };
            const [equivalent] = row.currency && row.currency !== 'EUR' ? [Number(row.amount_eur_as_stated) || undefined] : [];
            return record(numbered('partner')(i), row.source, {
                subject: 'partner', as_of: period ?? pages_dated, title_fr: french(name), title_en: english(title_en), country: row.country,
                partner_kind: partner_kinds[row.kind] ?? row.kind, since: row.since, mechanism_fr: french(mechanism_fr ?? ''), mechanism_en: english(mechanism_en ?? ''),
                ...amount(row.amount), precision: row.amount ? precisely(exact) : undefined, unit: unit(row.currency, yearly),
                equivalent, equivalent_unit: equivalent ? unit('EUR', yearly) : undefined, period, purpose_fr: french(purpose_fr ?? ''), purpose_en: english(purpose_en ?? ''),
                quote_fr: french(said('fr', name, mechanism_fr, purpose_fr)), quote_en: english(said('en', title_en, mechanism_en, purpose_en)),
            });
        });
    }

    function projectActs() {
        const union = table('partners.csv').findIndex(row => row.partner === 'Union européenne');
        return table('projects.csv').map((row, i) => {
            const other = found(projects, row.title, 'project'), title_fr = other.fr ?? row.title, title_en = other.fr ? row.title : other;
            const [place, place_fr, place_en] = places[row.place] ?? Array(3).fill(listed(row.place));
            const [meaning_fr, meaning_en] = row.amount_meaning && row.amount_meaning !== 'per year' ? found(meanings, row.amount_meaning, 'amount') : [];
            const period = row.date ? (row.date.startsWith('from ') ? `${row.date.slice(5)}/..` : row.date) : undefined;
            const parties = row.partners.split('; ').map(partner_of), paying = parties.find(one => one.sum);
            const purpose_fr = [meaning_fr, paying && `${paying.name_fr} : ${paying.sum}`].filter(Boolean).join(' ; ');
            const purpose_en = [meaning_en, paying && `${paying.name}: ${paying.sum}`].filter(Boolean).join('; ');
            const said = (locale, title, where, meaning) =>
                sentence([beside(locale, [title, where].filter(Boolean).join(', '), summed(locale, row, '', row.amount_meaning === 'per year')), meaning].filter(Boolean).join(', '));
            return record(numbered('project')(i), row.source, {
                subject: 'project', as_of: period ?? undated, title_fr: french(title_fr), title_en: english(title_en), place: french(place),
                countries: row.country ? row.country.split(';') : undefined, fund: row.fund ? found(funds, row.fund, 'fund') : undefined, ...amount(row.amount),
                precision: precisely(row.amount_meaning), unit: unit(row.currency, row.amount_meaning === 'per year'), period,
                purpose_fr: french(purpose_fr), purpose_en: english(purpose_en), partners: french(parties.map(one => one.name_fr).join(', ')),
                quote_fr: french(said('fr', title_fr, place_fr, purpose_fr)), quote_en: english(said('en', title_en, place_en, purpose_en)), translated: other.fr ? 'fr' : 'en', confidence: row.confidence,
                ...(row.title === 'Partenariat stratégique AIMF-UE 2022-2025' ? { contradicts: [`@${numbered('partner')(union)}`] } : {}),
            });
        });
    }

    function financeActs() {
        return table('finances.csv').map((row, i) => {
            const [item_fr, item_en] = found(finance_items, row.item, 'item'), yearly = row.year === 'yearly' || row.note.startsWith('per year');
            const [note_fr, note_en] = row.note ? found(finance_notes, row.note, 'note') : [];
            const period = row.year === 'yearly' ? undefined : row.year.replace('-', '/');
            const given = row.note.match(/^given as ([\d ]+) EUR$/)?.[1].replaceAll(' ', '');
            // The claim stands below 15 %; what the same page states of 2014 comes to another share, and both are shown.
            const share = row.item === 'running costs' && row.year === '2014';
            const words = (item, locale, note, more) => sentence([beside(locale, item, summed(locale, row, row.note, yearly)), note, more].filter(Boolean).join(', '));
            return record(numbered('finance')(i), row.source, {
                subject: 'finance', as_of: period ?? undated, title_fr: french(period ? `${item_fr}, ${row.year}` : item_fr), title_en: english(period ? `${item_en}, ${row.year}` : item_en),
                ...amount(row.amount), precision: precisely(row.note), unit: unit(row.currency, yearly), period,
                equivalent: given ? Number(given) : undefined, equivalent_unit: given ? unit('EUR', yearly) : undefined,
                quote_fr: french(words(item_fr, 'fr', note_fr, share ? 'soit 19 % du budget total d’environ 8 000 000 EUR que dit la même source (rapport calculé ici)' : '')),
                quote_en: english(words(item_en, 'en', note_en, share ? 'which is 19% of the total budget of about 8 000 000 EUR stated by the same source (share computed here)' : '')),
                ...(share ? { contradicts: ['@figure-running-costs-share-2014-2018'] } : {}),
            });
        });
    }

    // No page says which of the founding documents each of these comes from: they are cited together.
    function identityActs() {
        const said = json('programmes.json'), documents = 'founding documents';
        const item = (label, subject, fr, en, more) => record(label, documents, { subject, as_of: pages_dated, title_fr: french(fr), title_en: english(en), quote_fr: french(fr), quote_en: english(en), ...more });
        const list = (key, subject, words, more) => said[key].map((text, i) => {
            const other = found(identity[key], text, key);
            return item(numbered(key.replaceAll('_', '-'))(i), subject, words === 'fr' ? text : other, words === 'fr' ? other : text, { translated: words === 'fr' ? 'en' : 'fr', ...more });
        });
        const rules = json('rules.json'), also = { address: rules.source_address, legal_form: rules.source_address };  // other pages say the same
        const contact = Object.entries(said.contact).map(([key, text]) => {
            const [title_fr, title_en] = found(identity.contact, key, 'contact'), [fr, en] = identity.contact_words[text] ?? [text, text];
            return item(`contact-${key.replaceAll('_', '-')}`, 'contact', title_fr, title_en, {
                quote_fr: french(fr), quote_en: english(en), translated: fr === en ? 'none' : text === fr ? 'en' : 'fr', ...(key === 'email_2015' ? { as_of: '2015' } : {}),
                ...(also[key] ? { sources: references(documents, ...also[key]) } : {}),
            });
        });
        return [
            ...list('values', 'value', 'fr'), ...list('ways_of_working', 'way_of_working', 'en'), ...list('partner_principles', 'partner_principle', 'en'),
            ...list('organisation_2019_2023', 'organisation', 'en', { as_of: '2019/2023' }), ...contact,
        ];
    }

    // The funds, as their own pages present them; their rules stand among the statutes.
    function fundActs() {
        const [cooperation, operator, emergency] = json('rules.json').funds, typed = words => french(listed(words.join('; ')));
        const [founded, where] = cooperation.created.split(' '), [since] = operator.since.split(' ');
        const event = (label, source, as_of, title_fr, title_en) => record(label, source, {
            subject: 'event', as_of, title_fr: french(title_fr), title_en: english(title_en), quote_fr: french(title_fr), quote_en: english(title_en), translated: 'fr',
        });
        const payers = (label, fund, names, name_fr, name_en) => {
            const title_fr = typed(names), title_en = typed(names.map(name => partners[name] ?? name));
            return record(label, fund.source, {
                subject: 'partner', as_of: undated, title_fr, title_en, mechanism_fr: french(name_fr), mechanism_en: name_en,
                quote_fr: french(sentence(`${name_fr} : ${title_fr}`)), quote_en: sentence(`${name_en}: ${title_en}`),
            });
        };
        return {
            events: [
                event('fund-cooperation-created', cooperation.source, founded, `Création du Fonds de coopération, à ${where}`, `Cooperation fund created, in ${where}`),
                event('fund-operator-since', operator.source, since, 'Fonds opérateur, depuis le Sommet de Cotonou', 'Operator fund, since the Cotonou summit'),
            ],
            partners: [
                payers('fund-cooperation-contributors', cooperation, cooperation.contributors, 'contribuent au Fonds de coopération', 'contribute to the cooperation fund'),
                payers('fund-operator-funders', operator, operator.funders, 'financent le Fonds opérateur', 'finance the operator fund'),
            ],
            identity: [record('fund-emergency', emergency.source[0], {
                subject: 'organisation', as_of: undated, title_fr: french(`un ${emergency.name}`), title_en: 'an emergency fund',
                quote_fr: french(`Un ${emergency.name}, dont parlent trois pages de l’association : Beyrouth ; le Liban et Mayotte ; l’Algérie et Haïti.`),
                quote_en: 'An emergency fund, of which three pages of the association speak: Beirut; Lebanon and Mayotte; Algeria and Haiti.',
                translated: 'fr', sources: references(...emergency.source),
            })],
        };
    }

    const funds_said = fundActs();
    return {
        '08-sessions.jsonl': [...assemblies(), ...bureaus()],
        '09-timeline.jsonl': [...events(), ...lengths(), ...funds_said.events],
        '10-partners.jsonl': [...partnerActs(), ...funds_said.partners],
        '11-projects.jsonl': projectActs(),
        '12-finances.jsonl': financeActs(),
        '13-identity.jsonl': [...identityActs(), ...funds_said.identity],
    };
}
