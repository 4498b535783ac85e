// Progressive enhancement of pages that are complete without it.
//   form[data-swap="ids"]   GET: fetch the same address, take these elements' content from the answer; typing and choosing submit
//   a[data-swap="ids"]      sort and page links: the same
//   .err                    an error summary takes the focus when the page opens
// Whatever goes wrong, the browser goes to the address itself.
type Ids = string;
const element = (id: string) => document.getElementById(id);
let pending: AbortController | undefined;
let timer = 0;

async function swap(url: string, ids: Ids, replace: boolean) {
    pending?.abort();
    const { signal } = (pending = new AbortController());
    const regions = ids.split(' ').map(element);
    const busy = (on: boolean) => regions.forEach(region => region?.setAttribute('aria-busy', String(on)));
    busy(true);
    try {
        const answer = await fetch(url, { signal });
        if (!answer.ok || answer.redirected) throw 0;
        const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
        const focused = document.activeElement;
        for (const region of regions) {
            const fresh = page.getElementById(region!.id);
            const held = region!.contains(focused);
            region!.replaceChildren(...fresh!.childNodes);
            // The link that was used is there again under its id; where it is not, reading goes on from the region.
            if (held) ((focused!.id && element(focused!.id)) || region!).focus();
        }
        document.title = page.title;
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
