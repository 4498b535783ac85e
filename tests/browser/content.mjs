// Pages that the secretariat writes, from the form to their readers, and the newsletter: on a phone and on a desk, in both languages, with
// the script and without.
import { axeFindings } from './views.mjs';

const sizes = [[360, 740], [1280, 900]];
const languages = [
    { write: '/redaction', pages: '/pages', news: '/actualites', association: '/association', contact: '/contact', letter: '/lettre-d-information', revise: /Réviser/ },
    { write: '/en/writing', pages: '/en/pages', news: '/en/news', association: '/en/association', contact: '/en/contact', letter: '/en/newsletter', revise: /Revise/ },
];
const press = (page, selector) => Promise.all([page.waitForNavigation(), page.locator(selector).first().click()]).then(([answer]) => answer);
const text = '# Partie\n\n- un\n- deux\n\n| ville | année |\n|---|---|\n| Cotonou | 1990 |\n\n<b>x</b> [ailleurs](javascript:alert(1))';

async function looked(page, width, tally, words) {
    tally.expect(await page.evaluate(() => document.documentElement.scrollWidth) <= width, 'nothing overflows', words);
    const found = await axeFindings(page);
    tally.expect(found.length === 0, 'axe finds nothing', `${words}: ${found[0]}`);
}

// A page is written, looked at, recorded and published; its readers see it.
async function writeOne(browser, site, javaScriptEnabled, language, key, [width, height], tally) {
    const words = `${language.write}, ${width} px, ${javaScriptEnabled ? 'with' : 'without'} JavaScript`;
    const context = await browser.newContext({ javaScriptEnabled, viewport: { width, height } });
    try {
        const page = await context.newPage();
        const look = part => javaScriptEnabled ? looked(page, width, tally, `${words}, ${part}`) : undefined;
        await page.goto(site.machineLink());
        await press(page, 'main button');
        await page.goto(site.base + language.write);
        await look('empty');
        await page.fill('[name=key]', 'Pas une adresse');
        tally.expect((await press(page, '.fin button.btn:not([name])')).status() === 422, 'what is wrong is told at once', words);
        tally.expect(await page.inputValue('[name=key]') === 'Pas une adresse', 'what was typed is kept', words);
        await look('wrong');
        await page.fill('[name=key]', key);
        await page.selectOption('[name=section]', 'news');
        await page.check('[name=original][value=fr]');
        await page.fill('[name=title_fr]', 'Un essai');
        await page.fill('[name=text_fr]', text);
        await press(page, 'button[value=preview]');
        tally.expect(await page.locator('main h4').count() === 1 && await page.locator('main b').count() === 0, 'the preview shows the page, and no markup of its author', words);
        tally.expect(await page.locator('main a[href^="javascript"]').count() === 0 && await page.locator('main .note.at').count() === 2, 'it says what was left out', words);
        tally.expect(await page.inputValue('[name=text_fr]') === text, 'the text is still in the form', words);
        await look('preview');
        await press(page, '.fin button.btn:not([name])');
        await look('versions');
        const reader = language.pages + '/' + key;
        tally.expect((await site.get(reader)).status === 404, 'nobody reads what is not published', words);
        await press(page, 'main form button.btn');
        tally.expect((await site.get(reader)).status === 200, 'what is published is read', words);
        await page.goto(site.base + reader);
        await look('published');
        await Promise.all([page.waitForNavigation(), page.getByRole('link', { name: language.revise }).first().click()]);
        tally.expect(await page.inputValue('[name=text_fr]') === text, 'a revision begins with what there is', words);
    } finally { await context.close(); }
}

// `site`: a network that sends no mail.
export async function checkContent(browser, site, tally) {
    try {
        let made = 0;
        for (const language of languages)
            for (const size of sizes) for (const script of [true, false]) await writeOne(browser, site, script, language, `essai-${++made}`, size, tally);
        const context = await browser.newContext();
        try {
            const page = await context.newPage();
            for (const language of languages)
                for (const [width, height] of sizes)
                    for (const part of ['pages', 'news', 'association', 'contact', 'letter']) {
                        await page.setViewportSize({ width, height });
                        await page.goto(site.base + language[part]);
                        await looked(page, width, tally, `${language[part]}, ${width} px`);
                    }
        } finally { await context.close(); }
        const feed = await site.get('/actualites.atom');
        tally.expect(feed.headers['content-type'].startsWith('application/atom+xml'), 'news are a feed', feed.headers['content-type']);
        tally.expect((await site.get('/sitemap.xml')).status === 404, 'a simulated network has no map for search engines');
    } catch (error) { tally.expect(false, 'pages can be written and read', error.stack); }
}
