// The real program with an office at work: accounts that signed in with two factors, applications, letters of which some came back,
// drafts, an act that awaits a titular, a backup that failed. For looking at every page that needs somebody signed in.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { civilDay } from './civil.mjs';
import { Mailbox } from './mailbox.mjs';
import { folderOf } from './networks.mjs';
import { program, Site } from './site.mjs';
import { base32, totp } from './totp.mjs';

const zone = 'Africa/Porto-Novo';
const password = 'trois chaises au marché de Ganvié';
const deliberation = { name: 'deliberation.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\nstartxref\n0\n%%EOF\n') };

const cities = [['Ville-Alizé', 'BJ', 679012], ['Port-Exemple', 'SN', 1182417], ['Mont-Exemple', 'CM', 231480], ['Sainte-Exemple-du-Lac', 'CD', 97310], ['Rive-Exemple', 'MG', 1275207], ['Exemple-sur-Mer', 'HT', 48211], ['Val-Exemple', 'BE', 63005], ['Exemple-la-Vieille', 'TN', 602560], ['Très-Longue-Ville-d’Exemple, chef-lieu de la région des Grands-Exemples', 'CI', 15410], ['Haut-Exemple', 'KH', 120550], ['Bois-Exemple', 'GA', 703940], ['Lac-Exemple', 'CH', 203856]];
const mayors = ['Awa', 'Bako', 'Chantal', 'Désiré', 'Élodie', 'Fanja', 'Gabin', 'Habiba', 'Inès', 'Jonas', 'Kadija', 'Léa'];
const source = 'source:@registre';
const office = () => [
    { as: 'network', act: 'network.describe', basis: '', payload: { name_fr: 'Réseau des villes d’exemple', name_en: 'Network of example cities', short_name: 'RVE', seat: '1, place de l’Exemple, Ville-Alizé', zone, founded: '2001', nature: 'real' } },
    { as: 'registre', act: 'sources.record', basis: '', payload: { title: 'Registre des adhésions, édition 2024', publisher: 'Secrétariat du réseau', kind: 'document' } },
    { as: 'annuaire', act: 'sources.record', basis: '', payload: { title: 'Annuaire des exécutifs locaux', publisher: 'Secrétariat du réseau', kind: 'document' } },
    { as: 'rule', act: 'statutes.set_rule', basis: source, payload: { rule: 'members.cities_per_state', value: 3, article_fr: 'Statuts d’exemple, article 4', article_en: 'Example statutes, article 4' } },
    ...cities.flatMap(([name, country, population], i) => [
        { as: `member-${i}`, act: 'members.record', basis: source, payload: { name, country, kind: 'city', member_class: i % 5 === 4 ? 'associate' : 'active', since: `${2001 + i}`, attested: '2024', population, population_source: '@annuaire', sources: ['@registre'] } },
        { as: `mayor-${i}`, act: 'people.register_person', basis: '', payload: { name: `${mayors[i]} Exemple`, email: i === 3 || i === 8 ? `inconnu${i}@ville.example.org` : `maire${i}@ville.example.org` } },
        { as: `titular-${i}`, act: 'members.name_titular', basis: source, payload: { member: `@member-${i}`, person: `@mayor-${i}`, title: i % 2 ? 'Maire' : 'Maire, présidente du conseil', from: i % 3 ? '2020-06' : '2026-03-15' } },
    ]),
    ...[['officer', 'Odile Exemple', 'odile@secretariat.example.org'], ['auditor', 'Omar Exemple', 'omar@audit.example.org'], ['staff', 'Sitou Exemple', 'sitou@ville.example.org'], ['head', 'Théo Exemple', 'theo@secretariat.example.org'], ['guest', 'Ursule Exemple', 'ursule@secretariat.example.org']].map(([as, name, email]) => ({ as, act: 'people.register_person', basis: '', payload: { name, email } })),
];

const send = (page, button) => Promise.all([page.waitForNavigation(), button.click()]).then(([answer]) => answer);
export const day = days => civilDay(zone, days);

export class FilledOffice {
    static async open(browser) {
        const office = new this();
        office.browser = browser;
        office.box = await Mailbox.open();
        office.folder = fs.mkdtempSync(path.join(os.tmpdir(), 'concert-office-'));
        try { await office.begin(); } catch (error) { await office.close(); throw error; }
        return office;
    }
    async begin() {
        const key = path.join(this.folder, 'key'), nowhere = path.join(this.folder, 'full');
        spawnSync(program, ['backup-key', key]);
        fs.writeFileSync(nowhere, 'a file where a directory was meant: each backup fails');
        const acts = office(), folder = folderOf(acts);
        this.site = await Site.start(folder, base => ['--site', base, '--smtp', this.box.url, '--smtp-from', 'secretariat@network.example.org', '--smtp-bounces', 'retours@network.example.org', '--backup', path.join(nowhere, 'copies'), '--backup-recipient', `${key}.pub`]);
        fs.rmSync(folder, { recursive: true });
        this.base = this.site.base;
        // The first act is the first entry; a thing is a thousand times its entry, and one.
        this.thing = Object.fromEntries(acts.map(({ as }, i) => [as, (i + 1) * 1000 + 1]));
        const { thing, site } = this, network = { scope: 'network', from: day(-60) };
        site.act('accounts.grant_role', { person: thing.officer, role: 'officer', ...network });
        site.act('accounts.grant_role', { person: thing.auditor, role: 'auditor', ...network, until: day(12) });
        site.act('accounts.grant_role', { person: thing.head, role: 'administrator', ...network });
        site.act('accounts.grant_role', { person: thing['mayor-0'], role: 'titular', scope: 'member', scope_id: thing['member-0'], from: day(-60) });
        site.act('accounts.grant_role', { person: thing.staff, role: 'staff', scope: 'member', scope_id: thing['member-0'], from: day(-60) });
        this.machine = await this.context();
        const page = await this.machine.newPage();
        await page.goto(site.machineLink());
        await send(page, page.locator('main button').first());
        await page.close();
        this.people = {};
        for (const [who, email] of [['officer', 'odile@secretariat.example.org'], ['head', 'theo@secretariat.example.org'], ['auditor', 'omar@audit.example.org'], ['staff', 'sitou@ville.example.org'], ['mayor-0', 'maire0@ville.example.org']]) await this.enter(who, email);
        await this.invite('guest');
        await this.apply();
        await this.write();
        await this.draft();
    }
    context(options = {}) { return this.browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'fr-FR', ...options }); }
    // Of somebody: with their session, or a new one of nobody.
    async as(who, options = {}) {
        return this.context({ ...(who ? { storageState: who === 'machine' ? await this.machine.storageState() : this.people[who].session } : {}), ...options });
    }
    async invite(who) {
        const page = await this.machine.newPage();
        await page.goto(`${this.base}/administration/comptes/${this.thing[who]}`);
        await send(page, page.locator('main form[method="post"] button').first());
        await page.close();
    }
    // Invited by mail, chooses a password, sets up an authenticator.
    async enter(who, email) {
        await this.invite(who);
        const [link] = await this.box.find(email, /http:\S+/);
        const context = await this.context(), page = await context.newPage();
        await page.goto(link);
        await page.locator('[name="password"]').fill(password);
        await send(page, page.locator('main form[method="post"] button.btn').first());
        let secret;
        if (new URL(page.url()).pathname !== '/compte/deux-facteurs') await page.goto(`${this.base}/compte/deux-facteurs`);
        secret = base32(await page.locator('main code').first().innerText());
        await page.locator('[name="code"]').fill(totp(secret));
        await send(page, page.locator('main form[method="post"] button.btn').first());
        this.people[who] = { email, password, secret, session: await context.storageState() };
        await context.close();
    }
    // Two cities ask to become members.
    async apply() {
        for (const [name, country] of [['Nouvelle-Exemple', 'ML'], ['Exemple-les-Bains', 'FR']]) {
            const context = await this.context({ javaScriptEnabled: false }), page = await context.newPage();
            await page.goto(`${this.base}/devenir-membre`);
            for (const [field, value] of Object.entries({ name, population: '54000', deliberation_date: day(-20), motivation: 'Partager l’expérience des villes du réseau sur l’état civil et la gestion des déchets.', contact_name: 'Claire Exemple', contact_email: `mairie.${country.toLowerCase()}@ville.example.org` })) await page.locator(`[name="${field}"]`).fill(value);
            await page.locator('[name="country"]').selectOption(country);
            await page.locator('[name="kind"]').selectOption('city');
            await page.locator('input[name="deliberation"]').setInputFiles(deliberation);
            await send(page, page.locator('main form[method="post"] button.btn').first());
            this.followed ??= page.url().slice(this.base.length).replace('&sent=1', '');
            this.application ??= Number(page.url().match(/\/candidatures\/(\d+)/)[1]) * 1000 + 1;
            await context.close();
        }
    }
    // Two drafts of an officer; two acts of a city's staff, of which one awaits the titular, who declined the other.
    async draft() {
        const context = await this.as('officer'), page = await context.newPage();
        for (const [form, fields] of [['members.record', { name: 'Ville-Commencée', population: '12 000 environ' }], ['assembly.record_decision', { title: 'Admission de Nouvelle-Exemple' }]]) {
            await page.goto(`${this.base}/actes/${form}`);
            for (const [field, value] of Object.entries(fields)) await page.locator(`[name="${field}"]`).fill(value);
            await send(page, page.locator('button[name="do"][value="draft"]'));
        }
        await context.close();
        const staff = await this.as('staff'), form = await staff.newPage();
        for (const population of ['690000', '695500']) {
            const known = this.box.taken.length;
            await form.goto(`${this.base}/actes/members.state_facts?member=${this.thing['member-0']}`);
            await form.locator('[name="population"]').fill(population);
            await send(form, form.locator('button[name="do"][value="confirm"]'));
            [this.confirm] = (await this.box.find('maire0@ville.example.org', /http:\S+\/confirmer\/\S+/, known));
            if (population !== '690000') break;
            const mayor = await this.context(), asked = await mayor.newPage();
            await asked.goto(this.confirm);
            await send(asked, asked.locator('button[name="do"][value="code"]'));
            await asked.locator('[name="code"]').fill((await this.box.find('maire0@ville.example.org', /code est (\d{6})/, known))[1]);
            await asked.locator('[name="reason"]').fill('Le recensement n’est pas terminé.');
            await send(asked, asked.locator('button[name="do"][value="decline"]'));
            await mayor.close();
        }
        await staff.close();
    }
    // A summons to all the titulars by the page that writes; one address is unknown to its server, another comes back later.
    async write() {
        const context = await this.as('officer'), page = await context.newPage();
        await page.goto(`${this.base}/courrier/ecrire`);
        await page.locator('[name="group.titulars"]').check();
        for (const [field, value] of Object.entries(letter)) await page.locator(`[name="${field}"]`).fill(value);
        await page.locator('[name="sent_as"][value="letter"]').check();
        await send(page, page.locator('button[value="look"]'));
        await send(page, page.locator('button[value="send"]'));
        this.letter = new URL(page.url()).pathname;
        const { from } = await this.box.find('maire4@ville.example.org', /Convocation|convi/).then(() => this.box.taken.find(message => message.to === 'maire4@ville.example.org'));
        await this.settled(page);
        this.bounce(from, 'maire4@ville.example.org');
        await context.close();
    }
    // Until no message of the letter waits any more.
    async settled(page) {
        for (let tries = 0; tries < 100; tries++) {
            await page.goto(this.base + this.letter);
            if (!/En attente|En cours/.test(await page.locator('main tbody').last().innerText())) return;
            await page.waitForTimeout(100);
        }
        throw new Error('the letter is not sent');
    }
    // What a server sends back, RFC 3464.
    bounce(from, to) {
        const report = ['From: MAILER-DAEMON@ville.example.org', `To: ${from}`, 'Subject: Undelivered', 'MIME-Version: 1.0', 'Content-Type: multipart/report; report-type=delivery-status; boundary="b"', '', '--b', 'Content-Type: text/plain', '', 'Not delivered.', '--b', 'Content-Type: message/delivery-status', '', 'Reporting-MTA: dns; mail.example.org', '', `Final-Recipient: rfc822; ${to}`, 'Action: failed', 'Status: 5.2.2', 'Diagnostic-Code: smtp; 552 5.2.2 Mailbox full', '', '--b--', ''].join('\r\n');
        const done = spawnSync(program, ['bounce', this.site.database], { encoding: 'utf8', input: report, env: { ...process.env, ORIGINAL_RECIPIENT: from } });
        if (done.status !== 0) throw new Error(`concert bounce: ${done.stdout}${done.stderr}`);
    }
    async close() {
        const status = await this.site?.stop();
        await this.machine?.close();
        await this.box.close();
        fs.rmSync(this.folder, { recursive: true, force: true });
        return status;
    }
}

export const letter = {
    subject_fr: 'Convocation à l’assemblée générale', text_fr: 'Madame la Maire, Monsieur le Maire,\n\nVous êtes conviés à l’assemblée générale du réseau. L’ordre du jour et les pouvoirs sont joints.\n\nNous comptons sur votre présence.',
    subject_en: 'Summons to the general assembly', text_en: 'Dear Mayor,\n\nYou are invited to the general assembly of the network. The agenda and the proxies are attached.',
    'meeting.place': 'Hôtel de ville, Ville-Alizé', 'meeting.first_day': day(40), 'meeting.first_time': '09:00', 'meeting.last_day': day(41), 'meeting.last_time': '17:30',
};
