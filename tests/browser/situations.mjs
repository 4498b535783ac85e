// What happened to real networks, played by an officer of the secretariat: each act is reached by links from the page where one would look
// for it. Then everybody's pages are read, in both languages, wide and narrow, before, during and after, and as known before the act.
import { fileURLToPath } from 'node:url';
import zlib from 'node:zlib';
import { FilledOffice, day } from './filled_office.mjs';
import { folderOf } from './networks.mjs';
import { budgets, markupFault } from './pages.mjs';
import { Site } from './site.mjs';
import { Tally } from './tally.mjs';
import { checkLooks, chromiumPath, launch, looks } from './views.mjs';

const source = 'source:@register';
const countries = ['BJ', 'SN', 'CM', 'CD', 'MG', 'HT', 'BE', 'TN', 'CI', 'KH', 'GA', 'CH', 'ML', 'NE', 'TG', 'TD', 'BF', 'GN', 'RW', 'BI', 'DJ', 'MU', 'SC', 'LB', 'MA', 'VN', 'FR', 'FR', 'RO', 'BG'];
const cities = countries.map((country, i) => [i === 10 ? 'Bois-Exemple' : `Ville-Exemple ${String(i + 1).padStart(2, '0')}`, country]);
const seats = 28;
const place = { body: 'bureau', matter: 'any', article_fr: 'Statuts d’exemple, article 9', article_en: 'Example statutes, article 9' };
const body = (as, kind, name_fr, name_en) => ({ as, act: 'bodies.create', basis: source, payload: { kind, name_fr, name_en } });
const office = (as, of, name_fr, name_en, rank, way, holder) => ({ as, act: 'bodies.define_office', basis: source, payload: { body: of, name_fr, name_en, rank, way, holder } });
const person = (as, name, email) => ({ as, act: 'people.register_person', basis: '', payload: { name, email } });
const network = () => [
    { as: 'network', act: 'network.describe', basis: '', payload: { name_fr: 'Réseau des villes d’exemple', name_en: 'Network of example cities', short_name: 'RVE', zone: 'Africa/Porto-Novo', founded: '1979', nature: 'real' } },
    { as: 'register', act: 'sources.record', basis: '', payload: { title: 'Registre du réseau', publisher: 'Secrétariat', kind: 'document' } },
    { as: 'minutes', act: 'sources.record', basis: '', payload: { title: 'Procès-verbaux du Bureau', publisher: 'Secrétariat', kind: 'document' } },
    { as: 'term', act: 'statutes.set_term', basis: source, payload: { place, says: { years: 2, office_lost: 'next_session', staggered: 'no' } } },
    body('bureau', 'bureau', 'Bureau', 'Bureau'),
    office('president', '@bureau', 'Président', 'President', 1, 'elected', 'sitting_mayor'),
    office('seat', '@bureau', 'Membre', 'Member', 20, 'elected', 'sitting_mayor'),
    office('honour', '@bureau', 'Membre d’honneur', 'Honorary member', 90, 'honorary', 'anyone'),
    body('secretariat', 'secretariat', 'Secrétariat', 'Secretariat'),
    office('general', '@secretariat', 'Secrétaire général', 'Secretary general', 1, 'appointed', 'anyone'),
    ...cities.flatMap(([name, country], i) => [
        { as: `member-${i}`, act: 'members.record', basis: source, payload: { name, country, kind: 'city', member_class: 'active', since: '2001', attested: '2020', sources: ['@register'] } },
        person(`mayor-${i}`, `Élue Exemple ${i + 1}`, `maire${i}@ville.example.org`),
        { as: `titular-${i}`, act: 'members.name_titular', basis: source, payload: { member: `@member-${i}`, person: `@mayor-${i}`, title: 'Maire', from: '2010' } },
        ...(i < seats ? [{ as: `mandate-${i}`, act: 'bodies.open_mandate', basis: source, payload: { office: '@seat', member: `@member-${i}`, person: `@mayor-${i}`, begins: 'election', from: '2022-11-18' } }] : []),
    ]),
    person('general-person', 'Gérard Exemple', 'general@secretariat.example.org'),
    { as: 'general-mandate', act: 'bodies.open_mandate', basis: source, payload: { office: '@general', person: '@general-person', begins: 'appointment', from: '2014-11-06' } },
    person('next-mayor', 'Nadia Suivante', 'suivante@ville.example.org'),
    person('honoured', 'Honorine Exemple', 'honorine@example.org'),
    person('officer', 'Odile Exemple', 'odile@secretariat.example.org'),
];

// The same door as the office that is full, and nothing in it but one officer.
export class PlainOffice extends FilledOffice {
    async begin() {
        const acts = network();
        this.site = await Site.start(folderOf(acts), base => ['--site', base, '--smtp', this.box.url, '--smtp-from', 'secretariat@network.example.org']);
        this.base = this.site.base;
        this.thing = Object.fromEntries(acts.map(({ as }, i) => [as, (i + 1) * 1000 + 1]));
        this.site.act('accounts.grant_role', { person: this.thing.officer, role: 'officer', scope: 'network', from: day(-60) });
        this.machine = await this.context();
        const page = await this.machine.newPage();
        await page.goto(this.site.machineLink());
        await Promise.all([page.waitForNavigation(), page.locator('main button').first().click()]);
        await page.close();
        this.people = {};
        await this.enter('officer', 'odile@secretariat.example.org');
    }
}

const plain = text => text.replace(/\s+/g, ' ');

// An officer at their screen. `tally` hears what is not as it should be; `where`: the situation.
class Officer {
    constructor(page, base, tally) { Object.assign(this, { page, base, tally, where: '' }); }
    expect(holds, title, detail) { return this.tally.expect(holds, `${this.where}: ${title}`, detail); }
    main() { return this.page.locator('main'); }
    async said() { return plain(await this.main().innerText()); }
    // By the bar of the site, then by links whose words are read.
    async start(entry) {
        await this.page.goto(this.base);
        await this.press(this.page.locator('header, nav').getByRole('link', { name: entry, exact: true }).first());
    }
    async press(control) {
        const [answer] = await Promise.all([this.page.waitForNavigation(), control.click()]);
        return answer;
    }
    // A link of the page, behind a word that is opened first where it has to be; `near`: in the row or line with these words.
    async follow(name, near) {
        const within = near ? this.main().locator('tr, li').filter({ hasText: near }).filter({ has: this.page.locator('a').filter({ hasText: name }) }).first() : this.main();
        const link = within.locator('a').filter({ hasText: name }).first();
        if (!this.expect(await link.count() === 1, 'each step is reached by a link', `${name}${near ? `, beside ${near}` : ''} on ${this.page.url()}`)) throw new Error(`no link ${name}`);
        await link.evaluate(element => { for (let at = element.closest('details'); at; at = at.parentElement.closest('details')) at.open = true; });
        return this.press(link);
    }
    // Choices by the words one reads, all else as it is typed.
    async fill(fields) {
        for (const [name, value] of Object.entries(fields)) {
            const control = this.page.locator(`[name="${name}"]`).first(), kind = await control.evaluate(element => `${element.tagName} ${element.type}`);
            if (kind.startsWith('SELECT')) {
                const found = await control.locator('option').evaluateAll((all, words) => all.find(one => one.textContent.includes(words) || one.value === words)?.value, value);
                if (!this.expect(found !== undefined, 'what is asked for is offered by its name', `${name}: ${value}`)) throw new Error(`${name}: no ${value}`);
                await control.selectOption(found);
            } else if (kind.endsWith('radio')) await this.page.locator(`[name="${name}"][value="${value}"]`).check();
            else if (name === 'basis') await control.fill(await this.page.locator('#proposed-basis option').evaluateAll((all, words) => all.find(one => one.textContent.includes(words))?.value ?? '', value));
            else await control.fill(value);
        }
    }
    send() { return this.press(this.page.locator('main form[method="post"] .fin .btn:not([name])').first()); }
    // Something wrong first: refused in words, and what was typed is there.
    async refused(fields, words) {
        await this.fill(fields);
        const answer = await this.send(), told = await this.said();
        this.expect(answer.status() === 422 && words.every(one => told.includes(one)), 'a refusal says why, with its article and its numbers', `${answer.status()}, ${words.join(' | ')}: ${told.slice(0, 500)}`);
        for (const [name, value] of Object.entries(fields)) {
            const control = this.page.locator(`[name="${name}"]`).first();
            const kept = await control.evaluate(element => (element.tagName === 'SELECT' ? `${element.selectedOptions[0].textContent} ${element.value}` : element.type === 'radio' ? document.querySelector(`[name="${element.name}"]:checked`)?.value : element.value));
            this.expect(name === 'basis' ? kept !== '' : plain(kept ?? '').includes(plain(value)), 'what was typed is kept', `${name}: ${kept}, not ${value}`);
        }
    }
    async done(fields) {
        await this.fill(fields);
        const answer = await this.send();
        if (!this.expect(answer.status() === 200 && answer.request().redirectedFrom() !== null, 'the act is accepted', `${answer.status()}: ${(await this.said()).slice(0, 500)}`)) throw new Error('not accepted');
        this.last = Number(this.page.url().match(/\/(\d+)$/)?.[1]);
        return this.last;
    }
    // A decision, from the page of the body; ends on the page of the decision.
    async decide(entry, from, fields) {
        await this.start(entry);
        if (from) await this.follow(from);
        await this.follow('Consigner une décision');
        const number = await this.done({ result: 'adopted', basis: 'Procès-verbaux', ...fields });
        await this.follow(fields.title);
        this.decision = Number(this.page.url().match(/\d+$/)[0]);
        return number;
    }
}

// What anybody reads. `has`, `lacks`: words by language.
class Reader {
    times = 0;
    constructor(office, tally) { Object.assign(this, { office, tally }); }
    async open() {
        this.pages = {};
        for (const [look, width] of [['desktop', 1280], ['phone', 360]]) {
            const context = await this.office.context({ viewport: { width, height: 800 } });
            this.pages[look] = [await context.newPage(), width];
        }
        return this;
    }
    async read(where, at, asked, has, lacks = {}) {
        this.times++;
        for (const language of ['fr', 'en'])
            for (const [look, [page, width]] of Object.entries(this.pages)) {
                // One language wide and the other narrow, the other way round the next time.
                if ((language === 'fr') === (look === 'desktop') !== (this.times % 2 === 0)) continue;
                const address = this.office.base + at[language] + (asked ? `?${asked}` : '');
                for (let tries = 0; tries < 50; tries++) {
                    const answer = await page.goto(address);
                    if (answer.status() !== 503 && !(await page.locator('meta[http-equiv="refresh"]').count())) break;
                    await page.waitForTimeout(100);  // a past that is made first
                }
                const told = plain(await page.locator('main').evaluate(main => { for (const one of main.querySelectorAll('details')) one.open = true; main.lastElementChild.querySelector('.hist')?.remove(); return main.innerText; }));
                const words = `${where}: ${address}, ${look}`;
                for (const one of [has[language] ?? []].flat()) this.tally.expect(told.includes(one), 'everybody reads what happened', `${words}: no « ${one} » in ${told.slice(0, 600)}`);
                for (const one of [lacks[language] ?? []].flat()) this.tally.expect(!told.includes(one), 'nobody reads what had not happened, or was not known', `${words}: « ${one} »`);
                this.tally.expect(await page.evaluate(() => document.documentElement.scrollWidth) <= width, 'nothing overflows', words);
                if (process.env.PICTURES) await page.screenshot({ path: `${process.env.PICTURES}/${where.replace(/\W+/g, '-')}-${asked.replace(/\W+/g, '-')}-${look}.png`, fullPage: true });
            }
    }
    async close() { for (const [page] of Object.values(this.pages)) await page.context().close(); }
}

const bureauAt = office => ({ fr: `/instances/${office.thing.bureau}-bureau`, en: `/en/bodies/${office.thing.bureau}-bureau` });

// A Bureau of 28 that becomes 30.
async function grows({ officer, reader, office }) {
    const at = bureauAt(office), added = cities[28][0];
    await officer.start('Instances');
    await officer.follow('Bureau');
    await officer.follow('Fixer un nombre de sièges');
    await officer.refused({ seats: 'vingt-huit', from: '2015', basis: 'Registre' }, ['Sièges']);
    await officer.done({ seats: String(seats) });
    const elect = async from => {
        await officer.start('Instances');
        await officer.follow('Bureau');
        await officer.follow('Ouvrir un mandat');
        return { office: 'Bureau, Membre', member: added, person: 'Élue Exemple 29', begins: 'Élection', from, basis: 'Registre' };
    };
    await officer.refused(await elect('2022-11-18'), ['28', 'Registre du réseau']);
    const before = await officer.decide('Instances', 'Bureau', { date: '2024-05-24', title: 'Le Bureau compte trente sièges', subject: 'siège suspendu', votes_for: '26', votes_against: '1', abstentions: '1' }) - 1;
    await officer.follow('Fixer un nombre de sièges');
    await officer.done({ body: 'Bureau', seats: '30' });
    await officer.refused(await elect('2024-05-23'), ['28']);
    await officer.done({ from: '2024-05-24' });
    await reader.read('a Bureau that grows', at, 'date=2024-05-23', { fr: ['28'], en: ['28'] }, { fr: [added, 'Sièges 30'], en: [added] });
    await reader.read('a Bureau that grows', at, 'date=2024-05-24', { fr: [added, '30'], en: [added, '30'] });
    await reader.read('a Bureau that grows', at, `date=2024-05-24&known=${before}`, { fr: ['28'], en: ['28'] }, { fr: [added], en: [added] });
}

// A city suspended from the Bureau after a coup, and taken back nine months later.
async function suspended({ officer, reader, office }) {
    const at = bureauAt(office), city = 'Bois-Exemple', subject = 'siège suspendu';
    const before = await officer.decide('Instances', 'Bureau', { date: '2023-09-15', title: `Suspension de ${city} du Bureau`, subject, votes_for: '20', votes_against: '3', abstentions: '2' }) - 1;
    await officer.follow('Suspendre un siège');
    await officer.refused({ body: 'Bureau', member: city, from: day(30) }, ['À partir du']);
    const after = await officer.done({ from: '2023-09-15', note_fr: 'Après un coup d’État.', note_en: 'After a coup.' });
    await officer.decide('Instances', 'Bureau', { date: '2024-06-14', title: `Retour de ${city} au Bureau`, subject });
    await officer.start('Instances');
    await officer.follow('Bureau');
    await officer.follow('Lever une suspension', city);
    await officer.refused({ until: '2023-09-14', basis: 'Retour de' }, ['Jusqu’au']);
    await officer.done({ until: '2024-06-14' });
    const where = 'a city suspended and taken back';
    await reader.read(where, at, 'date=2023-09-14', { fr: city, en: city }, { fr: 'suspendu', en: 'suspended' });
    await reader.read(where, at, 'date=2023-12-01', { fr: ['Siège suspendu', 'Suspension de Bois-Exemple du Bureau'], en: ['Seat suspended', 'After a coup.'] });
    await reader.read(where, at, 'date=2024-06-14', { fr: ['repris : 14 juin 2024', `Retour de ${city}`], en: 'taken back: 14 June 2024' }, { fr: 'Siège suspendu', en: 'Seat suspended' });
    await reader.read(where, at, `date=2024-06-14&known=${after}`, { fr: 'Siège suspendu', en: 'Seat suspended' }, { fr: 'repris', en: 'taken back' });
    await reader.read(where, at, `date=2023-12-01&known=${before}`, { fr: city, en: city }, { fr: 'suspendu', en: 'suspended' });
}

// A Secretary general in detention, whose resignation the Bureau refuses unanimously.
async function refusedResignation({ officer, reader, office }) {
    const at = { fr: `/instances/${office.thing.secretariat}-secretariat`, en: `/en/bodies/${office.thing.secretariat}-secretariat` }, who = 'Gérard Exemple';
    await officer.start('Instances');
    await officer.follow('Secrétariat');
    await officer.follow('Consigner une démission présentée', who);
    await officer.refused({ on: '2014-11-05' }, ['Présentée le']);
    const offered = await officer.done({ on: '2017-03-20' });
    await officer.start('À faire');
    await officer.follow('Secrétariat');
    await officer.follow('ce que le Bureau a décidé de la démission', who);
    await officer.refused({ date: '2017-03-25', result: 'rejected', votes_for: '0', votes_against: 'unanimité', abstentions: '0', basis: 'Procès-verbaux' }, ['Voix contre']);
    await officer.done({ votes_against: '24' });
    await officer.follow('Démission');
    officer.expect((await officer.said()).includes('24'), 'the decision says how it was voted', await officer.said());
    const where = 'a resignation that is refused';
    await reader.read(where, at, 'date=2017-03-19', { fr: who, en: who }, { fr: 'Démission', en: 'Resignation' });
    await reader.read(where, at, 'date=2017-03-22', { fr: 'présentée le 20 mars 2017, sans réponse', en: 'offered on 20 March 2017, not answered' }, { fr: 'refusée', en: 'refused' });
    await reader.read(where, at, 'date=2017-03-25', { fr: [who, 'refusée le 25 mars 2017 : le mandat continue'], en: [who, 'refused on 25 March 2017: the mandate goes on'] });
    await reader.read(where, at, `date=2020-01-01&known=${offered}`, { fr: 'sans réponse', en: 'not answered' }, { fr: 'refusée', en: 'refused on' });
    await reader.read(where, at, `known=${offered - 1}`, { fr: who, en: who }, { fr: 'Démission', en: 'Resignation' });
}

const held = { number_known: 'unknown', translated: 'none', confidence: 'confirmed', 'sources[0]': 'Procès-verbaux', basis: 'Procès-verbaux' };

// A mayor who loses the election between the convening and the session.
async function losesElection({ officer, reader, office }) {
    const at = bureauAt(office), who = 'Élue Exemple 5', city = 'Ville-Exemple 05', where = 'a mayor who loses the election';
    await officer.start('Séances');
    await officer.follow('Enregistrer une séance');
    await officer.done({ ...held, body: 'bureau', mode: 'in_person', place: 'Ville-Exemple 01', date: '2025-03-01' });
    await officer.start('Membres');
    await officer.follow(city);
    await officer.follow('titulaire');
    await officer.refused({ person: 'Nadia Suivante', title: 'Maire', from: day(40), basis: 'Registre' }, ['En fonction depuis']);
    const lost = await officer.done({ from: '2025-01-10' });
    await reader.read(where, at, 'date=2025-01-09', { fr: who, en: who }, { fr: 'À constater', en: 'To be established' });
    await reader.read(where, at, 'date=2025-02-01', { fr: [who, 'À constater', 'la fonction prend fin au prochain Bureau'], en: [who, 'To be established', 'the function ends at the next Bureau'] });
    await officer.start('Séances');
    await officer.follow('Bureau, Ville-Exemple 01');
    await officer.follow('Consigner une décision');
    await officer.done({ title: 'Le Bureau prend acte du scrutin', subject: 'Sans effet sur le registre', result: 'adopted', basis: 'Procès-verbaux' });
    await reader.read(where, at, 'date=2025-02-28', { fr: [who, 'Perte du mandat local'], en: [who, 'Loss of local office'] });
    await officer.start('Instances');
    await officer.follow('Bureau');
    const sitting = await officer.main().locator('table').first().innerText();
    officer.expect(!sitting.includes(`${who}\n`) && sitting.includes('Élue Exemple 6'), 'who lost the office does not sit any more', sitting.slice(0, 400));
    await reader.read(where, at, `date=2025-03-02&known=${lost - 1}`, { fr: who, en: who }, { fr: 'Perte du mandat local', en: 'Loss of local office' });
}

// An Assembly held in the room and online at once.
async function heldTwice({ officer, reader }) {
    await officer.start('Séances');
    await officer.follow('Enregistrer une séance');
    await officer.refused({ ...held, body: 'general_assembly', mode: 'hybrid', place: 'Ville-Exemple 02', date: 'un jour de mai' }, ['Premier jour']);
    await officer.done({ date: '2021-05-20', until: '2021-05-21' });
    await officer.start('Séances');
    await officer.follow('Assemblée générale, Ville-Exemple 02');
    const address = new URL(officer.page.url()).pathname;
    await reader.read('an Assembly in the room and online', { fr: address, en: `/en/sessions/${address.split('/').pop()}` }, '', { fr: ['Sur place et en ligne', 'Ville-Exemple 02'], en: ['In the room and online', 'Ville-Exemple 02'] });
}

// A member city that merges.
async function merges({ officer, reader, office }) {
    const [one, other] = [26, 27].map(i => cities[i][0]), name = 'Grand-Exemple', where = 'a city that merges';
    await officer.start('Membres');
    await officer.follow(one);
    await officer.follow('sa fusion avec');
    await officer.press(officer.page.locator('button[name="add-row"]').first());
    await officer.refused({ 'absorbed[0]': one, 'absorbed[1]': other, on: '2024-01-01', basis: 'Registre' }, ['Réunis à ce membre']);
    await officer.done({ name, kind: 'city', member_class: 'active' });
    const at = { fr: `/membres/${office.thing['member-26']}-ville-exemple-27`, en: `/en/members/${office.thing['member-26']}-ville-exemple-27` };
    await reader.read(where, at, '', { fr: ['Fusionné avec', name], en: ['Merged into', name] });
    await reader.read(where, at, 'date=2023-12-31', { fr: one, en: one }, { fr: 'Fusionné avec', en: 'Merged into' });
    await reader.read(where, bureauAt(office), 'date=2023-12-31', { fr: [one, 'Départ du membre'], en: one });
    await reader.read(where, bureauAt(office), `date=2024-01-02&known=${officer.last - 1}`, { fr: one, en: one }, { fr: 'Départ du membre', en: 'Departure' });
    await officer.start('Membres');
    await officer.follow(name);
    officer.expect([one, other].every(words => plain(`${words}`)) && (await officer.said()).includes(other), 'the new member names those it took in', await officer.said());
}

// Two sources that disagree on who held an office.
async function disagree({ officer, reader, office }) {
    const at = bureauAt(office), where = 'two sources that disagree';
    await officer.start('Instances');
    await officer.follow('Bureau');
    await officer.follow('Consigner une attestation');
    await officer.refused({ office: 'Bureau, Président', said: 'En fonction', from: '1991', confidence: 'confirmed', basis: 'Registre' }, ['Nom, selon la source']);
    const first = await officer.done({ holder: 'Jeanne Exemple', until: '1993', until_is: 'stated' });
    await officer.start('Instances');
    await officer.follow('Bureau');
    await officer.follow('Tous les mandats et attestations, dessinés et en liste');
    await officer.follow('ce qu’une autre source en dit', 'Jeanne Exemple');
    await officer.done({ holder: 'Karim Exemple', said: 'En fonction', until: '1993', until_is: 'stated', confidence: 'implied', basis: 'Procès-verbaux' });
    await reader.read(where, at, 'date=1992-06-01', { fr: ['Jeanne Exemple', 'Karim Exemple', 'Les sources diffèrent', 'Registre du réseau', 'Procès-verbaux'], en: ['Jeanne Exemple', 'Karim Exemple', 'Sources differ'] });
    await reader.read(where, at, 'date=1980-01-01', {}, { fr: ['Jeanne', 'Karim'], en: ['Jeanne', 'Karim'] });
    const overTime = { fr: `${at.fr}/dans-le-temps`, en: `${at.en}/over-time` };
    await reader.read(where, overTime, 'date=2020-01-01', { fr: ['Jeanne Exemple', 'Karim Exemple'], en: ['Jeanne Exemple', 'Karim Exemple'] });
    await reader.read(where, overTime, 'date=1980-01-01', {}, { fr: ['Jeanne', 'Karim'], en: ['Jeanne', 'Karim'] });
    await reader.read(where, at, `date=1992-06-01&known=${first}`, { fr: 'Jeanne Exemple', en: 'Jeanne Exemple' }, { fr: ['Karim', 'Les sources diffèrent'], en: ['Karim', 'Sources differ'] });
}

// A member of honour.
async function honoured({ officer, reader, office }) {
    const at = bureauAt(office), who = 'Honorine Exemple', where = 'a member of honour';
    const before = await officer.decide('Séances', '', { body: 'general_assembly', date: '2023-05-05', title: `Honorariat de ${who}`, subject: 'Honorariat', votes_for: '30' }) - 1;
    await officer.follow('Ouvrir un mandat');
    await officer.refused({ office: 'Bureau, Membre d’honneur', person: who, begins: 'Élection' }, ['Commence par']);
    await officer.done({ begins: 'Honorariat' });
    await reader.read(where, at, 'date=2023-05-04', {}, { fr: who, en: who });
    await reader.read(where, at, 'date=2023-05-05', { fr: ['Membres d’honneur', who], en: ['Members of honour', who] });
    await reader.read(where, at, `date=2023-06-01&known=${before}`, {}, { fr: who, en: who });
}

const situations = [
    ['a Bureau of 28 that becomes 30', grows],
    ['a city suspended from the Bureau and taken back', suspended],
    ['a Secretary general whose resignation is refused', refusedResignation],
    ['a mayor who loses the election before the session', losesElection],
    ['an Assembly in the room and online at once', heldTwice],
    ['a member city that merges', merges],
    ['two sources that disagree', disagree],
    ['members of honour', honoured],
].filter(([title]) => !process.env.SITUATION || title.includes(process.env.SITUATION));

// The pages that an officer works on, as they look to one: each in one of the looks, in one language.
async function checkDoings(officer, office, tally) {
    const { thing } = office, last = officer.decision;
    const pages = [`/instances/${thing.bureau}-bureau`, `/en/decisions/${last}`, '/en/sessions', `/actes/bodies.open_mandate?basis=decision:${last}`];
    for (const [i, target] of pages.entries()) {
        const answer = await officer.page.goto(office.base + target), html = await answer.text();
        const fault = await markupFault(html), weight = zlib.brotliCompressSync(html).length;
        tally.expect(!fault, 'a page of who keeps the bodies is valid HTML', `${target}:${fault}`);
        tally.expect(weight <= budgets.page, `a page of who keeps the bodies weighs at most ${budgets.page} bytes of brotli`, `${target}: ${weight}`);
        await officer.page.evaluate(() => { for (const one of document.querySelectorAll('main details')) one.open = true; });
        await checkLooks(officer.page, `${target}, as an officer`, tally, undefined, looks.filter((_, at) => at % pages.length === i));
    }
}

export async function checkSituations(browser, tally) {
    const office = await PlainOffice.open(browser);
    try {
        const context = await office.as('officer'), page = await context.newPage(), reader = await new Reader(office, tally).open();
        const officer = new Officer(page, office.base, tally);
        for (const [title, play] of situations) {
            officer.where = title;
            await play({ officer, reader, office, tally }).catch(async error => {
                if (process.env.PICTURES) await page.screenshot({ path: `${process.env.PICTURES}/failed-${title.replace(/\W+/g, '-')}.png`, fullPage: true });
                tally.expect(false, 'a situation can be played to its end', `${title}: ${error.stack}`);
            });
        }
        if (officer.decision) await checkDoings(officer, office, tally);
        await reader.close();
        await context.close();
    } finally { tally.expect(await office.close() === 0, 'the server of the situations stops cleanly'); }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
    const tally = new Tally(), browser = chromiumPath() ? await launch() : undefined;
    if (!browser) tally.skip('no Chromium: no situation is played');
    else await checkSituations(browser, tally).catch(error => tally.expect(false, 'the situations can be played', error.stack));
    await browser?.close();
    tally.end();
}
