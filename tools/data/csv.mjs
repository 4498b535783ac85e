// Reads RFC 4180 CSV with a header row into objects, one a row.
export function parseCsv(text) {
    const rows = [];
    let field = '', row = [], quoted = false;
    const endField = () => { row.push(field); field = ''; };
    const endRow = () => { endField(); rows.push(row); row = []; };
    for (let i = 0; i < text.length; i++) {
        const c = text[i];
        if (quoted) {
            if (c !== '"') field += c;
            else if (text[i + 1] === '"') { field += '"'; i++; }
            else quoted = false;
        } else if (c === '"') quoted = true;
        else if (c === ',') endField();
        else if (c === '\n') endRow();
        else if (c !== '\r') field += c;
    }
    if (field || row.length) endRow();
    const [header, ...body] = rows;
    return body.map(values => Object.fromEntries(header.map((name, i) => [name, values[i] ?? ''])));
}

export const csvField = value => (/[",\n]/.test(value) ? `"${String(value).replaceAll('"', '""')}"` : String(value));
export const csvLine = values => values.map(csvField).join(',') + '\n';
