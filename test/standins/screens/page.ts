// A message as a web page, drawn after what each client shows: enough of it to judge how the message reads,
// and no more. What is drawn comes from the payload alone.

/** What a platform calls its people and itself, and how it dresses them. */
export interface Frame {
  readonly platform: 'slack' | 'discord';
  /** What the person typed or chose, as the client shows it over the answer. */
  readonly asked: string;
  readonly isPrivate: boolean;
}

const STYLES = `
* { box-sizing: border-box; margin: 0; }
body { font: 15px/1.46 Lato, sans-serif; padding: 14px 18px; width: 760px; }
.asked { font-size: 13px; opacity: .75; margin: 0 0 6px 46px; }
.message { display: flex; gap: 10px; }
.face { flex: 0 0 36px; height: 36px; border-radius: 6px; background: #4a154b; color: #fff;
  font: 900 18px/36px Lato; text-align: center; }
.body { flex: 1; min-width: 0; }
.name { font-weight: 900; }
.badge { font: 700 10px/1 Lato; padding: 2px 4px; border-radius: 3px; margin: 0 5px; vertical-align: 2px; }
.time { font-size: 12px; opacity: .6; }
.note { font-size: 12px; opacity: .7; }
h3 { font: 900 18px/1.35 Lato; margin: 6px 0; }
blockquote { border-left: 4px solid #ddd; padding-left: 12px; margin: 4px 0; }
ul { padding-left: 24px; }
.discord li { margin-left: 20px; }
.block { margin: 0 0 7px; }
.small { font-size: 13px; color: #616061; margin: 2px 0; }
.small > span { margin-right: 8px; }
.buttons { display: flex; flex-wrap: wrap; gap: 8px; margin: 6px 0 10px; }
.button { font: 700 13px/1 Lato; border: 1px solid #bbb; border-radius: 5px; padding: 7px 11px; white-space: nowrap; }
table { border-collapse: collapse; width: 100%; margin: 8px 0; table-layout: fixed; }
td { border: 1px solid #ddd; padding: 7px 9px; vertical-align: top; overflow-wrap: anywhere; }
a { color: #1264a3; text-decoration: none; }
.discord { background: #313338; color: #dbdee1; }
.discord .face { background: #5865f2; border-radius: 50%; }
.discord .name { color: #fff; }
.discord .badge { background: #5865f2; color: #fff; }
.slack .badge { background: #eee; color: #616061; }
.discord a { color: #00a8fc; }
.discord .small { color: #b5bac1; font-size: 12.5px; }
.discord h3 { color: #fff; font-size: 17px; }
.discord blockquote { border-color: #4e5058; }
.discord .container { background: #2b2d31; border: 1px solid #3f4147; border-radius: 8px; padding: 12px 14px; margin-top: 4px; }
.discord .section { display: flex; gap: 12px; align-items: flex-start; }
.discord .section > div { flex: 1; min-width: 0; }
.discord hr { border: 0; border-top: 1px solid #4e5058; margin: 9px 0; }
.discord .button { background: #4e5058; border: 0; color: #fff; padding: 9px 13px; }
.discord .paragraph { margin: 3px 0; }
`;

const BOT = { slack: ['Débat', 'APP'], discord: ['Débat', 'APP'] } as const;

/** Writes how high a page is where whoever draws it finds it. */
export const HEIGHT_TOLD =
  '<script>document.body.dataset.height = document.documentElement.scrollHeight</script>';

/** The whole page; its height is written where whoever draws it finds it. */
export function pageOf({ platform, asked, isPrivate }: Frame, body: string): string {
  const [name, badge] = BOT[platform];
  const note = isPrivate ? '<div class="note">Visible par vous seul</div>' : '';
  return `<!doctype html><html lang="fr"><meta charset="utf-8"><style>${STYLES}</style>
<body class="${platform}"><div class="asked">${escaped(asked)}</div>
<div class="message"><div class="face">D</div><div class="body">
<span class="name">${name}</span><span class="badge">${badge}</span><span class="time">09:30</span>${note}
${body}
</div></div>
${HEIGHT_TOLD}
</body></html>
`;
}

export function element(name: string, content: string, className = ''): string {
  const attributes = className === '' ? '' : ` class="${className}"`;
  return `<${name}${attributes}>${content}</${name}>`;
}

/** A PNG as large as there is room; its size is told before it is loaded. */
export function pictureIn(png: Buffer, alt: string): string {
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const source = `data:image/png;base64,${png.toString('base64')}`;
  const style = 'width: 100%; height: auto; border-radius: 8px; margin: 4px 0 8px';
  return `<img style="${style}" alt="${escaped(alt)}" width="${width}" height="${height}" src="${source}">`;
}

export function anchor(url: string, content: string): string {
  return `<a href="${escaped(url)}">${content}</a>`;
}

export function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '<br>');
}
