// A picture of every page of the office, for looking at them: CONCERT=build/concert node tests/browser/office_pictures.mjs FOLDER [NAME…]
// Desktop and 360 px, light and dark, in both languages; LOOKS=desktop-light,mobile-dark and LANGUAGES=fr choose among them.
import fs from 'node:fs';
import path from 'node:path';
import { FilledOffice } from './filled_office.mjs';
import { officePages } from './office_pages.mjs';
import { launch } from './views.mjs';

const [folder, ...names] = process.argv.slice(2);
const sizes = { desktop: [1280, 900], mobile: [360, 740] };
const looks = (process.env.LOOKS ?? 'desktop-light,desktop-dark,mobile-light,mobile-dark').split(',');
const languages = (process.env.LANGUAGES ?? 'fr,en').split(',');
fs.mkdirSync(folder, { recursive: true });

const browser = await launch();
const office = await FilledOffice.open(browser);
try {
    for (const { name, who, at, steps, status } of officePages(office).filter(page => !names.length || names.includes(page.name)))
        for (const language of languages) {
            const context = await office.as(who);
            const page = await context.newPage();
            try {
                let answer = await page.goto(office.base + at[language]);
                if (steps) answer = await steps(page);
                if (answer.status() !== status) console.log(`${name}, ${language}: ${answer.status()}, not ${status}`);
                for (const look of looks) {
                    const [size, colorScheme] = look.split('-');
                    await page.setViewportSize({ width: sizes[size][0], height: sizes[size][1] });
                    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
                    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
                    if (wide > sizes[size][0]) console.log(`${name}, ${look}, ${language}: ${wide} px wide`);
                    await page.screenshot({ path: path.join(folder, `${name}-${look}-${language}.png`), fullPage: true });
                }
            } catch (error) { console.log(`${name}, ${language}: ${error.message}`); } finally { await context.close(); }
        }
} finally {
    await office.close();
    await browser.close();
}
