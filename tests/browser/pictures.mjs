// Makes docs/pictures/*.png: CONCERT=build/concert node tests/browser/pictures.mjs [SUBJECT…]
// The pictures that README.md and the guides show: pages of the public site, then of the office; in both languages, 150 kB each at most.
// Without a subject: all of them.
import fs from 'node:fs';
import path from 'node:path';
import { FilledOffice } from './filled_office.mjs';
import { association } from './networks.mjs';
import { officePages } from './office_pages.mjs';
import { lighter } from './png.mjs';
import { crawl, root, Site } from './site.mjs';
import { launch } from './views.mjs';

const folder = path.join(root, 'docs/pictures');
const most = 150_000;
const wanted = subject => process.argv.length < 3 || process.argv.includes(subject, 2);
const looks = { desktop: [1280, 900, 'light'], mobile: [360, 740, 'light'], dark: [1280, 900, 'dark'] };

// Of the office: name of the picture → page (office_pages.mjs), look, and what is scrolled to.
const office_subjects = { desk: ['a-faire', 'desktop'], letter: ['courrier-lettre', 'desktop'], writing: ['courrier-relire', 'mobile', 'main'], import: ['import-fautes', 'desktop'], conflict: ['acte-conflit', 'desktop', 'fieldset:has([name^="keep."])'], prepared: ['brouillons-agent', 'desktop'], confirm: ['confirmer', 'mobile', 'main'], history: ['historique', 'dark'], search: ['trouver', 'mobile', 'main'], issue: ['documents-delivrer', 'desktop'], restricted: ['acte-reserve', 'desktop'], followed: ['candidature-suivie', 'mobile', 'main'], examination: ['candidature', 'desktop', 'main .intro'] };

async function take(name, look, language, open) {
    const [width, height, colorScheme] = looks[look];
    let bytes;
    for (const deviceScaleFactor of look === 'mobile' ? [2, 1.5, 1] : [1, 0.75, 0.6]) {
        const page = await open({ viewport: { width, height }, deviceScaleFactor, colorScheme, reducedMotion: 'reduce', locale: language === 'en' ? 'en' : 'fr-FR' });
        bytes = lighter(await page.screenshot());
        await page.context().close();
        if (bytes.length <= most) break;
    }
    fs.writeFileSync(path.join(folder, `${name}-${look}-${language}.png`), bytes);
    console.log(`${name}-${look}-${language}.png: ${bytes.length} bytes${bytes.length > most ? ', TOO LARGE' : ''}`);
}

async function takeOffice(browser) {
    const office = await FilledOffice.open(browser);
    try {
        for (const [subject, [name, look, place]] of Object.entries(office_subjects)) {
            if (!wanted(subject)) continue;
            const { who, at, steps } = officePages(office).find(page => page.name === name);
            for (const language of ['fr', 'en'])
                await take(subject, look, language, async options => {
                    const page = await (await office.as(who, options)).newPage();
                    await page.goto(office.base + at[language], { waitUntil: 'load' });
                    if (steps) await steps(page);
                    if (place) await page.locator(place).first().evaluate(element => window.scrollTo(0, element.getBoundingClientRect().top + window.scrollY - 24));
                    return page;
                });
        }
    } finally { await office.close(); }
}

const browser = await launch();
const site = await Site.start(association);
try {
    const found = await crawl(site, ['/', '/en'], { most: 3 });
    const first = (test, english) => [...found].find(([target, page]) => page.html && /^\/en(\/|$|\?)/.test(target) === english && test(target, page.html))?.[0];
    // Of the public site: name of the picture → look, languages, and its page.
    const subjects = {
        home: ['desktop', ['fr'], () => '/'],
        application: ['mobile', ['fr', 'en'], english => first((target, html) => html.includes('name="contact_email"'), english)],
        body: ['desktop', ['fr', 'en'], english => first(target => /\/(instances|bodies)\/\d+-bureau$/.test(target), english)],
    };
    fs.mkdirSync(folder, { recursive: true });
    for (const [subject, [look, languages, where]] of Object.entries(subjects).filter(([subject]) => wanted(subject)))
        for (const language of languages) {
            const target = where(language === 'en');
            if (!target) { console.log(`no page for ${subject}, ${language}`); continue; }
            await take(subject, look, language, async options => {
                const page = await (await browser.newContext(options)).newPage();
                await page.goto(site.base + target, { waitUntil: 'load' });
                return page;
            });
        }
    if (Object.keys(office_subjects).some(wanted)) await takeOffice(browser);
} finally {
    await browser.close();
    await site.stop();
}
