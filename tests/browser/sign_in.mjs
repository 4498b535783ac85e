// People sign in: invited, by password and authenticator, by passkey, by a code of recovery; sessions are closed; with the script and
// without, on a telephone, in both languages. CONCERT_PICTURES names a folder that gets a picture of each page.
import fs from 'node:fs';
import path from 'node:path';
import { civilDay } from './civil.mjs';
import { simulatedZone } from './networks.mjs';
import { base32, totp } from './totp.mjs';
import { checkLooks } from './views.mjs';

const password = 'trois chaises au marché de Ganvié';

// `site`: of the simulated network.
export async function checkSignIn(browser, site, tally) {
    const pictures = process.env.CONCERT_PICTURES;
    const open = async (options = {}) => (await browser.newContext({ viewport: { width: 360, height: 740 }, locale: 'fr-FR', ...options })).newPage();
    const look = async (page, name) => {
        await checkLooks(page, name, tally, pictures && (async (width, colorScheme) => fs.writeFileSync(path.join(pictures, `${name}-${width}-${colorScheme}.png`), await page.screenshot({ fullPage: true }))));
        await page.setViewportSize({ width: 360, height: 740 });
    };
    const send = page => Promise.all([page.waitForNavigation(), page.locator('main form[method="post"] button[type="submit"].btn').first().click()]).then(([answer]) => answer);
    const at = page => new URL(page.url()).pathname;

    const person = site.act('people.register_person', { name: 'Officière Exemple', email: 'officiere@example.org' }).number * 1000 + 1;
    site.act('accounts.grant_role', { person, role: 'officer', scope: 'network', from: civilDay(simulatedZone) });

    // Who has the machine invites; without mail the link is handed over.
    const machine = await open();
    await machine.goto(site.machineLink());
    await send(machine);
    await machine.goto(`${site.base}/administration/comptes`);
    await look(machine, 'comptes');
    await machine.goto(`${site.base}/administration/comptes/${person}`);
    await look(machine, 'compte-de');
    const invited = await send(machine);
    tally.expect(invited?.status() === 200, 'an administrator invites somebody', `${invited?.status()}`);
    const link = (await machine.locator('.hash').innerText()).trim();

    // Who is invited chooses a password, and must set up a second factor.
    const page = await open();
    await page.goto(link);
    await look(page, 'invitation');
    await page.locator('[name="password"]').fill('motdepasse');
    tally.expect((await send(page)).status() === 422, 'a weak password is refused');
    await look(page, 'invitation-refusee');
    await page.locator('[name="password"]').fill(password);
    await send(page);
    tally.expect(at(page) === '/compte/deux-facteurs', 'a role of the secretariat asks for a second factor', page.url());
    await look(page, 'deux-facteurs');
    tally.expect((await page.goto(`${site.base}/import`)).status() === 403, 'with one factor the role opens nothing');
    await page.goto(`${site.base}/compte/deux-facteurs`);
    const secret = base32(await page.locator('main code').first().innerText());
    await page.locator('[name="code"]').fill(totp(secret));
    await send(page);
    await look(page, 'codes-de-secours');
    const codes = await page.locator('main li code').allInnerTexts();
    tally.expect(codes.length === 10, 'ten codes of recovery are shown once', `${codes.length}`);
    tally.expect((await page.goto(`${site.base}/import`)).status() === 200, 'with two factors the role opens what it should');
    await page.goto(`${site.base}/compte`);
    await look(page, 'compte');
    await page.goto(`${site.base}/en/account`);
    await look(page, 'account');

    // Password and code, without the script.
    const plain = await open({ javaScriptEnabled: false, locale: 'en' });
    await plain.goto(`${site.base}/en/sign-in?next=%2Fen%2Faccount`);
    await plain.locator('[name="email"]').fill('officiere@example.org');
    await plain.locator('[name="password"]').fill('une autre phrase assez longue');
    tally.expect((await send(plain)).status() === 422, 'a wrong password is refused');
    tally.expect(await plain.locator('[name="email"]').inputValue() === 'officiere@example.org', 'the address that was typed is kept');
    await plain.locator('[name="password"]').fill(password);
    await send(plain);
    tally.expect(at(plain) === '/en/sign-in/code', 'the password leads to the code', plain.url());
    await plain.locator('[name="code"]').fill(totp(secret, 1));
    await send(plain);
    tally.expect(at(plain) === '/en/account', 'password and code sign in without JavaScript, and lead to the page that was asked', plain.url());

    // A passkey: kept, then signs in by itself.
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('WebAuthn.enable');
    await devtools.send('WebAuthn.addVirtualAuthenticator', { options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } });
    await page.goto(`${site.base}/compte`);
    await Promise.all([page.waitForNavigation(), page.locator('[data-passkey="register"]').click()]);
    tally.expect(await page.locator('#cles li').count() === 1, 'a passkey is kept in the account');
    await Promise.all([page.waitForNavigation(), page.locator('form[action="/deconnexion"] button').click()]);
    tally.expect((await page.goto(`${site.base}/compte`)) !== null && at(page) === '/connexion', 'who signed out has no account page any more', page.url());
    await look(page, 'connexion');
    await Promise.all([page.waitForNavigation({ url: url => url.pathname === '/compte' }), page.locator('[data-passkey="open"]').click()]);
    tally.expect((await page.goto(`${site.base}/import`)).status() === 200, 'a passkey signs in with two factors');
    // An authenticator that does not verify its user is refused.
    await page.goto(`${site.base}/compte/jeton`);
    await look(page, 'jeton');

    // Sessions are seen and closed.
    await page.goto(`${site.base}/compte#sessions`);
    const others = await page.locator('#sessions li').count();
    tally.expect(others >= 2, 'every open session is listed', `${others}`);
    await Promise.all([page.waitForNavigation(), page.locator('form[action="/compte/sessions-fermees"] button').click()]);
    tally.expect(await page.locator('#sessions li').count() === 1, 'the others are closed');
    await plain.goto(`${site.base}/en/account`);
    tally.expect(at(plain) === '/en/sign-in', 'a session that was closed is over in its browser too', plain.url());

    // The telephone is lost: a code of recovery, once.
    for (const [times, code] of [codes[0], codes[0].toLowerCase().replaceAll('-', ' ')].entries()) {
        const lost = await open();
        await lost.goto(`${site.base}/connexion`);
        await lost.locator('[name="email"]').fill('officiere@example.org');
        await lost.locator('[name="password"]').fill(password);
        await send(lost);
        if (!times) await look(lost, 'code');
        await lost.locator('[name="code"]').fill(code);
        const answer = await send(lost);
        tally.expect(times ? answer.status() === 422 : at(lost) === '/compte', times ? 'a code of recovery opens once' : 'a code of recovery opens', lost.url());
        await lost.context().close();
    }
    await page.goto(`${site.base}/connexion/oubli`);
    await look(page, 'oubli');
    for (const other of [machine, page, plain]) await other.context().close();
}
