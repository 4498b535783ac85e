// Papers of the secretariat, from the form to whoever checks one: on a phone and on a desk, in both languages, with the script and without.
import { templateActs } from '../../tools/data/templates.mjs';
import { axeFindings } from './views.mjs';

const sizes = [[360, 740], [1280, 900]];
const languages = [
    { home: '/', list: '/documents', templates: '/documents/modeles', issue: '/documents/emettre', issuing: 'Émettre une attestation', one: '/documents/' },
    { home: '/en', list: '/en/documents', templates: '/en/documents/templates', issue: '/en/documents/issue', issuing: 'Issue a certificate', one: '/en/documents/' },
];

async function looked(page, site, target, width, tally, status = 200) {
    const words = `${target}, ${width} px`;
    const answer = await page.goto(site.base + target);
    tally.expect(answer.status() === status, 'the page answers as it should', `${words}: ${answer.status()}`);
    tally.expect(await page.evaluate(() => document.documentElement.scrollWidth) <= width, 'nothing overflows', words);
    const found = await axeFindings(page);
    tally.expect(found.length === 0, 'axe finds nothing', `${words}: ${found[0]}`);
}

// The secretariat issues a certificate from the member's page. Returns its number, its code and its page.
async function issueOne(browser, site, member, javaScriptEnabled, language, tally) {
    const context = await browser.newContext({ javaScriptEnabled, viewport: { width: 360, height: 740 }, acceptDownloads: true });
    try {
        const page = await context.newPage();
        await page.goto(site.machineLink());
        await Promise.all([page.waitForNavigation(), page.locator('main button').click()]);
        await page.goto(`${site.base}${language.home === '/' ? '/membres/' : '/en/members/'}${member}`);
        await Promise.all([page.waitForNavigation(), page.locator('main').getByRole('link', { name: language.issuing }).click()]);
        tally.expect(await page.locator('[name=member]').inputValue() === String(member), 'the form knows the member', page.url());
        await Promise.all([page.waitForNavigation(), page.locator('main form button.btn').first().click()]);
        const number = new URL(page.url()).pathname.split('/').pop();
        tally.expect(/^ATT-\d{4}-\d{4}$/.test(number), 'issuing leads to the document', page.url());
        const codes = await page.locator('main dd code').allInnerTexts();
        const code = codes.find(text => /^[0-9A-Z]{5}-[0-9A-Z]{5}$/.test(text));
        tally.expect(code, 'the secretariat sees the check code', codes.join(' '));
        const [download] = await Promise.all([page.waitForEvent('download'), page.locator('main a.btn').first().click()]);
        tally.expect(download.suggestedFilename() === `${number}.pdf`, 'the PDF is called by its number', download.suggestedFilename());
        return { number, code };
    } finally { await context.close(); }
}

// Somebody else types what stands on the paper.
async function checkPaper(browser, site, { number, code }, language, javaScriptEnabled, width, tally) {
    const words = `${language.list}, ${width} px, ${javaScriptEnabled ? 'with' : 'without'} JavaScript`;
    const context = await browser.newContext({ javaScriptEnabled, viewport: { width, height: 740 } });
    try {
        const page = await context.newPage();
        await page.goto(site.base + language.home);
        await Promise.all([page.waitForURL(url => url.pathname === language.list), page.locator(`footer a[href="${language.list}"]`).click()]);
        const type = async (typed, by) => {
            await page.locator('#f-number').fill(typed);
            await page.locator('#f-code').fill(by);
            await Promise.all([page.waitForNavigation(), page.locator('#f-code').press('Enter')]);
        };
        await type('ATT-1900-0001', '');
        tally.expect(await page.locator('[aria-invalid=true]').count() === 1 && await page.locator('#f-number').inputValue() === 'ATT-1900-0001', 'an unknown number is said, and what was typed is kept', words);
        await type(number.toLowerCase(), code.replace('-', ' ').toLowerCase());
        tally.expect(new URL(page.url()).pathname === language.one + number, 'the box leads to the document', page.url());
        tally.expect(await page.locator('main .note.ok').count() === 1, 'the right code is recognised', words);
        tally.expect(await page.locator('main a[href*=".pdf?code="]').count() === 1, 'who has the code may have the PDF', words);
        await page.goto(`${site.base}${language.one}${number}?code=AAAAA-AAAAA`);
        tally.expect(await page.locator('main .note.no').count() === 1 && await page.locator('main a[href*=".pdf"]').count() === 0, 'another code is not', words);
        if (javaScriptEnabled)
            for (const target of [language.list, `${language.list}?q=nothing`, language.one + number, `${language.one}${number}?code=${code}`, `${language.one}${number}?code=x`])
                await looked(page, site, target, width, tally);
    } finally { await context.close(); }
}

// `site`: a network with a source, which states no template yet.
export async function checkDocuments(browser, site, tally) {
    try {
        const basis = 'source:2001';
        for (const { act, payload } of templateActs()) site.act(act, payload);
        const member = site.act('members.record', { name: 'Ville-aux-Papiers Đà Nẵng بنزرت', country: 'VN', kind: 'city', member_class: 'active', since: '2010', sources: [2001] }, { basis }).first_thing;
        const decision = site.act('assembly.record_decision', { body: 'bureau', date: '2026-01-12', title: 'Budget simulé', subject: 'none', result: 'adopted' }, { basis }).first_thing;
        site.act('documents.issue', { kind: 'extract', language: 'fr', decision });
        site.act('documents.issue', { kind: 'report', language: 'en' });
        let year;
        for (const [at, language] of languages.entries()) {
            const paper = await issueOne(browser, site, member, at === 0, language, tally);
            year = paper.number.slice(4, 8);
            for (const [width] of sizes) for (const script of [true, false]) await checkPaper(browser, site, paper, language, script, width, tally);
            for (const hidden of ['EXT', 'RAP'])
                for (const end of ['', '.pdf']) {
                    const answer = await site.get(`${language.one}${hidden}-${year}-0001${end}`);
                    tally.expect(answer.status === 404, 'what is the secretariat’s is not there for others', `${hidden}${end}: ${answer.status}`);
                }
        }
        const context = await browser.newContext();
        try {
            const page = await context.newPage();
            await page.goto(site.machineLink());
            await Promise.all([page.waitForNavigation(), page.locator('main button').click()]);
            for (const language of languages)
                for (const [width, height] of sizes) {
                    await page.setViewportSize({ width, height });
                    for (const target of [language.list, language.templates, language.issue, `${language.one}RAP-${year}-0001`, `${language.one}EXT-${year}-0001`])
                        await looked(page, site, target, width, tally);
                }
        } finally { await context.close(); }
    } catch (error) { tally.expect(false, 'papers can be issued and checked', error.stack); }
}
