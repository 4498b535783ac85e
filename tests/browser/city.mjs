// A city whose staff is signed in and whose mail can be read (tests/tools/serve_city.cpp), for what its people do in a browser.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { checkConfirmation } from './confirmation.mjs';
import { checkDrafts } from './drafts.mjs';
import { checkNews } from './news.mjs';
import { freePort, program } from './site.mjs';

const server = path.join(path.dirname(program), 'serve_city');

export async function checkCity(browser, tally) {
    if (!fs.existsSync(server)) return tally.skip(`no program ${server}: drafts and confirmations are not looked at in a browser`);
    const port = await freePort();
    const running = spawn(server, [port], { stdio: ['ignore', 'pipe', 'inherit'] });
    try {
        const said = JSON.parse(await new Promise((told, failed) => {
            running.stdout.once('data', bytes => told(String(bytes)));
            running.once('exit', code => failed(new Error(`serve_city ended: ${code}`)));
        }));
        const city = { ...said, base: `http://localhost:${port}` };
        await checkDrafts(browser, city, tally);
        await checkConfirmation(browser, city, tally);
        await checkNews(browser, city, tally);
    } finally {
        const gone = new Promise(ended => running.once('exit', ended));
        running.kill('SIGTERM');
        await gone;
    }
}
