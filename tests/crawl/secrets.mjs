// Values that occur nowhere else, for any field an act's schema describes, and the spellings in which they might be served.
import crypto from 'node:crypto';

let made = 0;
const word = () => `zq${crypto.randomBytes(6).toString('hex')}${(made++).toString(36)}`;

// A value for a field, and the texts that would betray it.
export function secretFor(schema) {
    if (schema.enum) return { value: schema.enum[0], betrayals: [] };  // one of a few words: nothing to look for
    if (schema.type === 'object') {
        const value = {}, betrayals = [];
        for (const [name, part] of Object.entries(schema.properties)) {
            const secret = secretFor(part);
            value[name] = secret.value;
            betrayals.push(...secret.betrayals);
        }
        return { value, betrayals };
    }
    if (schema.type === 'array') {
        const secret = secretFor(schema.items);
        return { value: [secret.value], betrayals: secret.betrayals };
    }
    if (schema.type === 'integer') {
        const value = Math.min(schema.maximum ?? 1e12, 48_000_000 + crypto.randomInt(900_000));
        const grouped = separator => String(value).replace(/\B(?=(\d{3})+$)/g, separator);
        return { value, betrayals: value > 1e6 ? [String(value), ...[',', ' ', '\u00a0', '\u202f', '.'].map(grouped)] : [] };
    }
    if (schema.format === 'date') {
        const day = crypto.randomInt(10, 28), year = crypto.randomInt(1801, 1899);  // nothing real is dated then
        return { value: `${year}-07-${day}`, betrayals: [`${year}-07-${day}`, `juillet ${year}`, `July ${year}`, `${day}/07/${year}`, `07/${day}/${year}`] };
    }
    if (schema.format === 'email') { const name = word(); return { value: `${name}@ville.example.org`, betrayals: [name] }; }
    if (schema.format === 'uri') { const name = word(); return { value: `https://ville.example.org/${name}`, betrayals: [name] }; }
    if (/0-9a-f/.test(schema.pattern ?? '')) { const value = crypto.randomBytes(32).toString('hex'); return { value, betrayals: [value] }; }
    const text = word();
    return { value: text, betrayals: [text] };
}

// The bytes to look for: the text as it is, percent-encoded, escaped, in base64 at any of three offsets, in hexadecimal; any case.
export function spellings(text) {
    const bytes = Buffer.from(text);
    const base64 = [0, 1, 2].map(offset => Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64').slice(offset ? offset + 1 : 0).replace(/=+$/, '').slice(0, -1));
    return [...new Set([text.toLowerCase(), encodeURIComponent(text).toLowerCase(), bytes.toString('hex')])].map(spelling => ({ spelling, fold: true }))
        .concat([...base64, ...base64.map(spelling => spelling.replaceAll('+', '-').replaceAll('/', '_'))].filter(spelling => spelling.length > 11).map(spelling => ({ spelling, fold: false })));
}
export const betrayed = (bytes, text) => {
    const exact = bytes.toString('latin1'), folded = bytes.toString('utf8').toLowerCase(), foldedExact = exact.toLowerCase();
    return spellings(text).find(({ spelling, fold }) => (fold ? folded.includes(spelling) || foldedExact.includes(spelling) : exact.includes(spelling)));
};
