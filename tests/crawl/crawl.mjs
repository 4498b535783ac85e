// Plants a value that occurs nowhere else in every restricted and personal field of every act, then reads every byte that is served
// (pages, exports, tiles, checkpoints, error pages) and finds none. The one exception is who holds the executive of a member.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { civilDay } from '../browser/civil.mjs';
import { folderOf, simulatedActs, simulatedZone } from '../browser/networks.mjs';
import { crawl, program, Site } from '../browser/site.mjs';
import { Tally } from '../browser/tally.mjs';
import { betrayed, secretFor } from './secrets.mjs';

const tally = new Tally();

// The looking itself is tried first: what it must see, and what it must not.
for (const served of ['<td>Secret-1a2b3c</td>', 'q=SECRET-1A2B3C', '%73ecret secret%2D1a2b3c secret-1a2b3c', Buffer.from('xsecret-1a2b3cy').toString('base64'), Buffer.from('xysecret-1a2b3c').toString('base64'), Buffer.from('secret-1a2b3c').toString('hex')])
    tally.expect(betrayed(Buffer.from(served), 'secret-1a2b3c'), 'a planted value is seen in any spelling', served);
tally.expect(!betrayed(Buffer.from('secret-1a2b3d'), 'secret-1a2b3c'), 'another value is not taken for it');

// The public fields of acts that have others; what an act needs is made before it.
const publicFields = {
    'members.apply_for_membership': () => ({ name: 'Ville-Candidate', country: 'BJ', kind: 'city', population: 20000 }),
    'admissions.confirm_address': made => ({ application: made['members.apply_for_membership'] }),
    'admissions.ask_piece': made => ({ application: made['members.apply_for_membership'], piece: 'other' }),
    'admissions.add_piece': made => ({ application: made['members.apply_for_membership'], piece: 'other' }),
    'admissions.settle_opinion': made => {
        site.act('admissions.find_complete', { application: made['members.apply_for_membership'] });
        return { application: made['members.apply_for_membership'], on: today() };
    },
    'admissions.examine': made => ({ application: made['members.apply_for_membership'], on: today() }),
    'admissions.withdraw': made => ({ application: made['members.apply_for_membership'] }),
    'admissions.close': made => {
        const fields = { ...publicFields['members.apply_for_membership'](made), name: 'Ville-Close' };
        for (const [field, part] of hidden(acts.find(one => nameOf(one) === 'members.apply_for_membership'))) fields[field] = secretFor(part).value;
        return { application: firstThing(site.act('members.apply_for_membership', fields)), reason: 'lapsed' };
    },
    'mail.send_letter': () => ({}),
    'members.add_contact': () => ({ member: someMember('Contact'), person: firstThing(site.act('people.register_person', { name: 'Personne d’exemple' })) }),
    'members.resign': () => ({ member: someMember('Partie'), from: today() }),
    'people.register_person': () => ({}),
    'people.correct_person': made => ({ person: made['people.register_person'] }),
};

// Hidden fields that not any value may fill.
const place = secretFor({ type: 'string' });
const fittingFields = {
    'admissions.confirm_address': made => ({ pass: { value: passOf(made['members.apply_for_membership'], 'address'), betrayals: [] } }),
    'admissions.add_piece': made => ({ pass: { value: passOf(made['members.apply_for_membership'], 'pass 0'), betrayals: [] } }),
    'admissions.settle_opinion': () => ({ opinion: { value: 'not_needed', betrayals: [] } }),
    'admissions.withdraw': made => ({ pass: { value: passOf(made['members.apply_for_membership'], 'pass 1'), betrayals: [] } }),
    'mail.send_letter': made => ({
        to: { value: [made['people.register_person']], betrayals: [] },
        meeting: { value: { place: place.value, first_day: '1850-07-14', first_time: '09:00', last_day: '1850-07-15', last_time: '17:00', zone: 'Africa/Dakar' }, betrayals: place.betrayals },
    }),
};

const schemas = spawnSync(program, ['acts'], { encoding: 'utf8' });
if (schemas.status !== 0) throw new Error(schemas.stderr);
const acts = Object.values(JSON.parse(schemas.stdout));
const nameOf = schema => schema.$id.replace(/\.\d+$/, '');
const hidden = schema => Object.entries(schema.properties).filter(([, field]) => field['x-class']);

const folder = folderOf(simulatedActs());
const site = await Site.start(folder);
const firstThing = answer => answer.first_thing;
const today = () => civilDay(simulatedZone);
const someMember = name => firstThing(site.act('members.record', { name: `Ville-${name}`, country: 'BJ', kind: 'city', member_class: 'not_stated', attested: '2020', sources: [2001] }, { basis: 'source:2001' }));

// What opens the acts of an applicant, made with a key of the network (docs/decisions/0022-admissions.md).
function passOf(application, purpose) {
    const key = spawnSync('sqlite3', ['-readonly', site.database, "SELECT hex(value) FROM local_key WHERE name = 'admissions';"], { encoding: 'utf8' }).stdout.trim();
    const hash = createHash('sha256').update(`application ${purpose}\n${application}\n`).update(Buffer.from(key, 'hex')).digest();
    let bits = hash.readBigUInt64BE(0), code = '';
    for (let i = 0; i < 12; i++, bits = (bits << 5n) & 0xffffffffffffffffn) code += '0123456789ABCDEFGHJKMNPQRSTVWXYZ'[Number(bits >> 59n)];
    return code;
}
try {
    const planted = [], made = {};
    const plant = (name, { keep = {}, ...options } = {}) => {
        const schema = acts.find(one => nameOf(one) === name), fields = publicFields[name](made);
        const values = {};
        for (const [field, part] of hidden(schema)) {
            const secret = keep[field] ?? secretFor(part);
            fields[field] = secret.value;
            values[field] = secret;
            for (const text of secret.betrayals) planted.push({ what: `${name}.${field}`, text });
        }
        const key = secretFor({ type: 'string' }).value;
        planted.push({ what: `client key of ${name}`, text: key });
        const answer = site.act(name, fields, { key, ...options });
        made[name] ??= firstThing(answer);
        return { id: firstThing(answer), values };
    };
    for (const schema of acts.filter(one => hidden(one).length)) {
        const name = nameOf(schema);
        if (!tally.expect(publicFields[name], 'tests/crawl knows how to do every act that has hidden fields', name)) continue;
        plant(name, { keep: fittingFields[name]?.(made) });
    }

    // Who holds an executive: the name shows, the rest does not; the name of one who is erased does not.
    const source = `source:${2 * 1000 + 1}`;
    const officer = text => ({ name: { value: `Titulaire ${text}`, betrayals: [] } });
    const member = text => firstThing(site.act('members.record', { name: text, country: 'BJ', kind: 'city', member_class: 'not_stated', attested: '2020', sources: [2001] }, { basis: source }));
    const shown = secretFor({ type: 'string' }).value, erased = secretFor({ type: 'string' }).value;
    const holders = [shown, erased].map(text => {
        const city = member(`Ville-${text.slice(-3)}-${text === shown ? 'A' : 'B'}`);
        const person = plant('people.register_person', { keep: officer(text) }).id;
        site.act('members.name_titular', { member: city, person, title: 'Maire', from: '2020' }, { basis: source });
        return { city, person, text };
    });

    const readAll = async () => {
        const found = await crawl(site, ['/', '/en'], { most: 400 });
        const size = Number((await site.get('/checkpoint')).bytes.toString().split('\n')[1]);
        const more = ['/checkpoint', '/nowhere', '/en/nowhere', '/membres/999999', '/en/members/999999', '/actes/999999', '/?date=none', '/en?known=999999', '/membres?q=%ff', '/tile/9/000', '/robots.txt', '/sitemap.xml', '/favicon.ico', '/' + 'a'.repeat(9000)];
        for (let level = 0, count = size; count > 0; level++, count = Math.floor(count / 256)) {
            const tile = (kind, at, width) => `/tile/${kind}/${String(at).padStart(3, '0')}${width < 256 ? `.p/${width}` : ''}`;
            for (let at = 0; at * 256 < count; at++)
                for (const kind of level ? [level] : [0, 'entries']) more.push(tile(kind, at, Math.min(256, count - at * 256)));
        }
        for (let number = 1; number <= size; number++) for (const place of [`/actes/${number}`, `/en/acts/${number}`]) for (const end of ['', '.json', '.csv', '.txt']) more.push(place + end);
        for (let number = 1; number <= size; number++) more.push(`/api/register/${number}`, `/api/members/${number * 1000 + 1}`, `/api/sources/${number * 1000 + 1}`, `/api/register?thing=person:${number * 1000 + 1}`);
        for (const target of more) if (!found.has(target)) found.set(target, await site.get(target));
        for (const target of ['/', '/membres']) found.set(`POST ${target}`, await site.get(target, {}, 'POST'));
        return { found, size };
    };
    const check = ({ found }, values) => {
        for (const [target, answer] of found) {
            const served = Buffer.concat([Buffer.from(JSON.stringify(answer.headers)), answer.bytes]);
            const seen = values.find(({ text }) => betrayed(served, text));
            tally.expect(!seen, 'what is restricted or personal is in no served byte', seen && `${target} shows ${seen.what}: ${seen.text}`);
        }
    };

    let served = await readAll();
    console.log(`${planted.length} planted texts, ${served.size} acts, ${served.found.size} addresses read`);
    tally.expect([...served.found.keys()].some(target => target.startsWith('/tile/entries/')) && [...served.found].filter(([target]) => target.startsWith('/tile/')).some(([, answer]) => answer.status === 200), 'the tiles were read');
    check(served, planted);

    for (const { text } of holders) {
        const pages = [...served.found].filter(([, answer]) => answer.html && betrayed(answer.bytes, text)).map(([target]) => target);
        tally.expect(pages.length > 0, 'the holder of the executive is named on the page of the member');
        tally.expect([...served.found].every(([target, answer]) => !target.startsWith('/tile/') || !betrayed(answer.bytes, text)), 'no tile names anybody');
    }

    // Salts open commitments: none is served, raw, in hexadecimal or in base64.
    const dump = spawnSync('sqlite3', ['-readonly', site.database, 'SELECT lower(hex(openings)) FROM journal_restricted; SELECT lower(hex(salt)) FROM personal_value;'], { encoding: 'utf8' });
    if (dump.status !== 0) tally.skip(`no sqlite3: salts are not looked for ${dump.stderr ?? ''}`);
    else {
        const salts = dump.stdout.trim().split('\n').map(line => line.slice(0, 32));
        const everything = Buffer.concat([...served.found.values()].map(answer => answer.bytes));
        const latin = everything.toString('latin1'), folded = latin.toLowerCase();
        for (const salt of salts) {
            const bytes = Buffer.from(salt, 'hex');
            tally.expect(!everything.includes(bytes) && !folded.includes(salt) && !latin.includes(bytes.toString('base64').slice(0, 21)), 'no salt is served', salt);
        }
    }

    site.act('people.erase_person', { person: holders[1].person });
    served = await readAll();
    check(served, [...planted, { what: 'the name of a person who was erased', text: erased }]);
    tally.expect([...served.found.values()].some(answer => answer.html && betrayed(answer.bytes, shown)), 'erasing one person erases nobody else');
} catch (error) { tally.expect(false, 'secrets are planted and looked for', error.stack); } finally {
    await site.stop();
    fs.rmSync(folder, { recursive: true });
}
tally.end();
