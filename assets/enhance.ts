// Progressive enhancement of pages that are complete without it.
//   form[data-swap="ids"]   GET: fetch the same address, take these elements' content from the answer; typing and choosing submit
//   a[data-swap="ids"]      sort and page links: the same
//   .err                    an error summary takes the focus when the page opens
//   [data-live="topics"]    taken again when a topic moves; #live[data-since data-down] says when the line is down
// Whatever goes wrong, the browser goes to the address itself.
type Ids = string;
const element = (id: string) => document.getElementById(id);
let pending: AbortController | undefined;
let timer = 0;

function take(text: string, regions: (HTMLElement | null)[]) {
    const page = new DOMParser().parseFromString(text, 'text/html'), focused = document.activeElement;
    for (const region of regions) {
        const fresh = page.getElementById(region!.id)!;
        if (fresh.innerHTML == region!.innerHTML) continue;  // nothing to announce
        const held = region!.contains(focused);
        region!.replaceChildren(...fresh.childNodes);
        // The link that was used is there again under its id; where it is not, reading goes on from the region.
        if (held) ((focused!.id && element(focused!.id)) || region!).focus();
    }
    return page;
}

async function swap(url: string, ids: Ids, replace: boolean) {
    pending?.abort();
    const { signal } = (pending = new AbortController());
    const regions = ids.split(' ').map(element);
    const busy = (on: boolean) => regions.forEach(region => region?.setAttribute('aria-busy', String(on)));
    busy(true);
    try {
        const answer = await fetch(url, { signal });
        if (!answer.ok || answer.redirected) throw 0;
        document.title = take(await answer.text(), regions).title;
        history.replaceState(1, '');  // so that going back to this entry shows it again
        history[replace ? 'replaceState' : 'pushState'](1, '', url);
        busy(false);
    } catch {
        if (!signal.aborted) location.assign(url);
    }
}

function submit(form: HTMLFormElement, replace: boolean) {
    clearTimeout(timer);
    const fields = [...new FormData(form)].filter(([, value]) => value) as string[][];
    swap(form.action.split('?')[0] + (fields.length ? '?' + new URLSearchParams(fields) : ''), form.dataset.swap!, replace);
}

document.addEventListener('submit', event => {
    const form = event.target as HTMLFormElement;
    if (!form.dataset.swap) return;
    event.preventDefault();
    submit(form, false);
});
document.addEventListener('input', event => {
    const field = event.target as HTMLInputElement, form = field.form;
    if (!form?.dataset.swap || (event as InputEvent).isComposing) return;
    clearTimeout(timer);
    timer = setTimeout(submit, field.type === 'search' ? 250 : 0, form, true);
});
document.addEventListener('click', event => {
    const link = (event.target as Element).closest<HTMLAnchorElement>('a[data-swap]');
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    swap(link.href, link.dataset.swap!, false);
});
addEventListener('popstate', event => { if (event.state) location.reload(); });
document.querySelector<HTMLElement>('.err')?.focus();

// A line that is down for five seconds is told; trying again takes longer each time, up to a minute. What was last heard is told to the
// server, which answers at once when something moved meanwhile, or when it was itself started again.
const line = element('live'), live = [...document.querySelectorAll<HTMLElement>('[data-live]')];
let told = 0, patience = 1000;
function follow() {
    const topics = new Set(live.flatMap(region => region.dataset.live!.split(' '))), { since, down } = line!.dataset;
    const source = new EventSource('/direct?' + new URLSearchParams({ topics: [...topics].join(' '), since: since! }));
    let silence = 0;
    const lost = () => {
        source.close();
        clearTimeout(silence);
        const at = new Date().toLocaleTimeString(document.documentElement.lang, { timeStyle: 'short' });
        told ||= setTimeout(() => line!.textContent = down!.replace('%', at), 5000);
        setTimeout(follow, patience * (1 + Math.random()));
        patience = Math.min(patience * 2, 30000);
    };
    const heard = () => {
        clearTimeout(silence);
        silence = setTimeout(lost, 45000);
    };
    source.onopen = () => {
        heard();
        clearTimeout(told);
        told = 0;
        patience = 1000;
        line!.textContent = '';
    };
    source.onerror = lost;
    source.addEventListener('beat', heard);
    source.addEventListener('moved', async event => {
        heard();
        try {
            const answer = await fetch(location.href);
            if (!answer.ok) throw 0;
            take(await answer.text(), live);
            line!.dataset.since = event.lastEventId;
        } catch {
            lost();
        }
    });
}
// Not while the page is still coming: what moves meanwhile is told all the same.
if (line) addEventListener('load', () => setTimeout(follow, 1000));
