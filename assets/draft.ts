// Keeps what is typed in the form of an act as a draft, a few seconds after it was typed, and says so beside the buttons; or that it
// could not, and when it tries again. Files are sent with the form only.
function keepDraft(said: HTMLElement) {
    const form = said.closest('form')!;
    const control = (name: string) => form.elements.namedItem(name) as HTMLInputElement;
    let timer = 0, wait = 0, busy = false, changed = false, over = false;

    const say = (words: string) => { if (said.textContent !== words) said.textContent = words; };  // said once to who listens
    const later = (seconds: number) => { timer ||= setTimeout(save, seconds * 1000); };

    async function save() {
        clearTimeout(timer);
        timer = 0;
        if (busy || over || !changed) return;
        busy = true;
        changed = false;
        const fields = new URLSearchParams();
        new FormData(form).forEach((value, name) => { if (typeof value === 'string') fields.append(name, value); });
        fields.set('do', 'auto');
        try {
            const answer = await fetch(form.action, { method: 'POST', body: fields, keepalive: document.hidden });
            if (answer.redirected || answer.status === 403) throw said.dataset.out;
            const kept = await answer.json();
            for (const name of ['draft', 'draft_version', 'client_key']) control(name).value = kept[name];
            say(kept.said);
            wait = 0;
            over = !answer.ok;
            if (changed) later(4);
        } catch (error) {
            changed = true;
            wait = Math.min(wait * 2 || 5, 60);
            const words = typeof error === 'string' ? error : error instanceof TypeError ? said.dataset.line : said.dataset.not;
            say(words!.replace('%', String(wait)));
            later(wait);
        }
        busy = false;
    }

    form.addEventListener('input', () => { changed = true; later(wait || 4); });
    form.addEventListener('submit', () => { over = true; });
    addEventListener('pageshow', () => { over = false; });
    addEventListener('online', save);
    document.addEventListener('visibilitychange', () => { if (document.hidden) save(); });
}
const place = document.getElementById('draft-said');
if (place) keepDraft(place);
