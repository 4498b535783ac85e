// What each row and value of the research must have become: the label of its line, what the line says, and its sources. Read by check.mjs,
// and by tests/browser/rows.mjs, which looks for the same on the pages.
import { assembly_label, bureau_label, city, days, listed, numbered, partner_of } from './history.mjs';
import { documents } from './sources.mjs';
import { french } from './words.mjs';

// Rows name their sources by address, or by the name of a document that has none.
const cited = (...names) => names.filter(Boolean).flatMap(name => name.split('; ')).map(name => (documents[name] ? '' : name));

export function sessions({ table }) {
    const said = (row, label, file) => {
        const { date, until } = days(row.dates ?? row.date, row.year);
        return {
            row: `${file}: ${row.number || row.date}, ${row.city}`, label, sources: cited(row.source, row.source_1, row.source_2), year: date.slice(0, 4),
            says: { number: row.number, place: row.city === 'online' ? '' : french(city(row.city)), country: row.country, until, ...(row.number === '33' ? {} : { date }) },
        };
    };
    return [
        ...table('general_assemblies.csv').map(row => said(row, assembly_label(row), 'general_assemblies.csv')),
        ...table('bureau_meetings.csv').map(row => said(row, bureau_label(row), 'bureau_meetings.csv')),
    ];
}

export function facts({ table, json }) {
    const sum = text => { const [value, value_to] = text.split('-'); return { value, value_to }; };
    const rows = (file, label, says) => table(file).map((row, i) => ({
        row: `${file}: ${row.event_en ?? row.partner ?? row.title ?? row.item}, ${row.date ?? row.period ?? row.year}`, label: numbered(label)(i), sources: cited(row.source), says: says(row),
    }));
    const identity = json('programmes.json'), [cooperation, operator, emergency] = json('rules.json').funds, address = json('rules.json').source_address;
    const of_fund = (label, fund, what, says) => ({ row: `rules.json: ${fund.name}: ${what}`, label, sources: [fund.source].flat(), says });
    const list = (key, subject) => identity[key].map((text, i) => ({
        row: `programmes.json: ${key}: ${text}`, label: numbered(key.replaceAll('_', '-'))(i), sources: [''], says: { subject, [key === 'values' ? 'title_fr' : 'title_en']: key === 'values' ? french(text) : text.replaceAll("'", '’') },
    }));
    return [
        ...rows('timeline.csv', 'event', row => ({ subject: 'event', title_fr: french(row.event_fr), as_of: row.date.split(' ')[0] })),
        ...rows('partners.csv', 'partner', row => ({ subject: 'partner', title_fr: french(listed(row.partner)), country: row.country, since: row.since, ...sum(row.amount), equivalent: row.currency !== 'EUR' && row.amount_eur_as_stated || '' })),
        ...rows('projects.csv', 'project', row => ({ subject: 'project', ...sum(row.amount), countries: row.country.split(';').filter(Boolean).join(','), partners: french(row.partners.split('; ').map(name => partner_of(name).name_fr).join(', ')), period: row.date.startsWith('from ') ? `${row.date.slice(5)}/..` : row.date })),
        ...rows('finances.csv', 'finance', row => ({ subject: 'finance', ...sum(row.amount), period: row.year === 'yearly' ? '' : row.year.replace('-', '/') })),
        ...list('values', 'value'), ...list('ways_of_working', 'way_of_working'), ...list('partner_principles', 'partner_principle'), ...list('organisation_2019_2023', 'organisation'),
        ...Object.keys(identity.contact).map(key => ({
            row: `programmes.json: contact: ${key}`, label: `contact-${key.replaceAll('_', '-')}`, sources: ['', ...(['address', 'legal_form'].includes(key) ? address : [])], says: { subject: 'contact' },
        })),
        of_fund('fund-cooperation-created', cooperation, 'created', { subject: 'event', as_of: cooperation.created.split(' ')[0] }),
        of_fund('fund-cooperation-contributors', cooperation, 'contributors', { subject: 'partner', title_fr: cooperation.contributors.join(', ') }),
        of_fund('fund-operator-since', operator, 'since', { subject: 'event', as_of: operator.since.split(' ')[0] }),
        of_fund('fund-operator-funders', operator, 'funders', { subject: 'partner', title_fr: operator.funders.join(', ') }),
        of_fund('fund-emergency', emergency, 'its pages', { subject: 'organisation' }),
    ];
}
