// The application for membership end to end, by keyboard and form only: refused when empty, kept when wrong, then received. With the
// script and without, in both languages.
import { crawl } from './site.mjs';

const values = { name: 'Ville-Candidate', country: 'ML', kind: 'city', population: '12000', deliberation_date: '2026-01-15', motivation: 'Nous souhaitons adhérer.', contact_name: 'Claire Exemple', contact_email: 'mairie@candidate.example.org' };
const file = { name: 'deliberation.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\nstartxref\n0\n%%EOF\n') };

export async function checkApplication(browser, site, tally) {
    const found = await crawl(site);
    const forms = [...found].filter(([target, page]) => page.html?.includes('name="contact_email"') && !target.includes('?')).map(([target]) => target);
    if (!tally.expect(forms.length >= 2, 'the application form is reachable from home in both languages', forms.join(' '))) return;
    for (const [i, target] of forms.entries())
        for (const javaScriptEnabled of [false, true]) {
            const words = `${target}, ${javaScriptEnabled ? 'with' : 'without'} JavaScript`;
            const context = await browser.newContext({ javaScriptEnabled, viewport: { width: 360, height: 740 } });
            try { await apply(await context.newPage(), site, target, `${values.name} ${i}${javaScriptEnabled ? 'b' : 'a'}`, words, tally); }
            catch (error) { tally.expect(false, 'the application form can be filled in', `${words}: ${error.message}`); }
            finally { await context.close(); }
        }
}

async function fill(page, fields) {
    for (const [field, value] of Object.entries(fields)) {
        const control = page.locator(`[name="${field}"]`).first();
        const tag = await control.evaluate(element => `${element.tagName} ${element.type}`);
        if (tag.startsWith('SELECT')) await control.selectOption(value);
        else if (tag.endsWith('radio')) await page.locator(`[name="${field}"][value="${value}"]`).check();
        else await control.fill(value);
    }
}

async function apply(page, site, target, name, words, tally) {
    await page.goto(site.base + target);
    const send = () => Promise.all([page.waitForNavigation(), page.locator('form[method="post"] button[type="submit"], form[method="post"] button:not([type])').first().click()]);
    await page.locator('form[method="post"]').first().evaluate(form => { form.noValidate = true; }).catch(() => {});
    await fill(page, { ...values, name, contact_email: 'not an address' });
    const [refused] = await send();
    tally.expect(refused?.status() === 422, 'a form with a wrong field answers 422', `${words}: ${refused?.status()}`);
    const summary = page.locator('[role="alert"] a[href^="#"]');
    tally.expect(await summary.count() > 0, 'wrong fields are summed up, with links to them', words);
    for (const href of await summary.evaluateAll(links => links.map(link => link.getAttribute('href'))))
        tally.expect(await page.locator(href.replaceAll('.', '\\.')).count() === 1, 'a link of the summary leads to its field', `${words}: ${href}`);
    tally.expect(await page.locator('[name="motivation"]').inputValue() === values.motivation, 'what was typed is kept', words);

    await fill(page, { ...values, name });
    await page.locator('input[type="file"]').first().setInputFiles(file);
    const [received] = await send();
    tally.expect(received?.status() === 200 && received.request().redirectedFrom() !== null, 'a good application is answered 303, then a page', `${words}: ${received?.status()}`);
    tally.expect((await page.locator('main').innerText()).includes(name), 'the page names the city that applied', words);
    const source = await page.content();
    tally.expect(!source.includes(values.contact_email) && !source.includes(values.contact_name), 'the public page of an application names nobody', words);
}
