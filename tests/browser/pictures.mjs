// Makes docs/pictures/*.png: CONCERT=build/concert node tests/browser/pictures.mjs
// Home, directory, member, act and application form, on a desktop, a phone and in the dark, in both languages; 150 kB each at most.
import fs from 'node:fs';
import path from 'node:path';
import { association } from './networks.mjs';
import { crawl, root, Site } from './site.mjs';
import { launch } from './views.mjs';

const folder = path.join(root, 'docs/pictures');
const most = 150_000;
const looks = { desktop: [1280, 900, 'light'], mobile: [360, 740, 'light'], dark: [1280, 900, 'dark'] };

const site = await Site.start(association);
const browser = await launch();
try {
    const found = await crawl(site, ['/', '/en'], { most: 3 });
    const first = (test, english) => [...found].find(([target, page]) => page.html && /^\/en(\/|$|\?)/.test(target) === english && test(target, page.html))?.[0];
    const subjects = {
        home: english => (english ? '/en' : '/'),
        directory: english => first(target => /^(\/en)?\/(membres|members)$/.test(target), english),
        member: english => first(target => /\/(membres|members)\/\d+-abidjan$/.test(target), english),
        act: english => first(target => /\/(registre|register)\/\d+$/.test(target), english),
        application: english => first((target, html) => html.includes('name="contact_email"'), english),
    };
    fs.mkdirSync(folder, { recursive: true });
    for (const [subject, where] of Object.entries(subjects))
        for (const language of ['fr', 'en'])
            for (const [look, [width, height, colorScheme]] of Object.entries(looks)) {
                const target = where(language === 'en');
                if (!target) { console.log(`no page for ${subject}, ${language}`); continue; }
                const name = `${subject}-${look}-${language}.png`;
                let bytes;
                for (const deviceScaleFactor of look === 'mobile' ? [2, 1.5, 1] : [1, 0.75, 0.6]) {
                    const context = await browser.newContext({ viewport: { width, height }, deviceScaleFactor, colorScheme, locale: language === 'en' ? 'en' : 'fr-FR' });
                    const page = await context.newPage();
                    await page.goto(site.base + target, { waitUntil: 'load' });
                    bytes = await page.screenshot();
                    await context.close();
                    if (bytes.length <= most) break;
                }
                fs.writeFileSync(path.join(folder, name), bytes);
                console.log(`${name}: ${bytes.length} bytes${bytes.length > most ? ', TOO LARGE' : ''}`);
            }
} finally {
    await browser.close();
    await site.stop();
}
