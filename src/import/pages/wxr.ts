import { addressIn, readerText } from '../bounds.ts';
import { dateAt, dateIn } from '../dates.ts';
import { type Draft, draftOf, named, type Speaker } from '../draft.ts';
import { type BroughtFile, type Format, ImportFault } from '../format.ts';
import { type Fields, turnsOfComments, turnsOfHtml, withoutMarks } from './wordpress-turns.ts';
import { readXml, startOf, type XmlListener, type XmlTag } from '../xml.ts';

/** WordPress opens its export with comments on how to bring it elsewhere. */
const FIRST_BYTES = 8192;
/** What is kept of a post, a comment or an author: the rest of an export is settings. */
const KEPT: ReadonlySet<string> = new Set([
  ...['title', 'link', 'pubDate', 'dc:creator', 'content:encoded', 'wp:status', 'wp:post_type'],
  ...['wp:post_date', 'wp:post_password', 'wp:author_id', 'wp:author_login'],
  ...['wp:author_display_name', 'wp:comment_id', 'wp:comment_author', 'wp:comment_date'],
  ...['wp:comment_content', 'wp:comment_approved', 'wp:comment_type', 'wp:comment_parent'],
  'wp:comment_user_id',
]);

/** The posts of a WordPress blog, with their comments. */
export const wxr: Format = {
  label: 'export WordPress',
  ending: '.xml',
  recognises: (file) => {
    const start = startOf(file, FIRST_BYTES);
    return /<rss[\s>]/u.test(start) && /wordpress\.org\/export|<wp:wxr_version>/u.test(start);
  },
  read: readWxr,
};

function* readWxr(file: BroughtFile): Iterable<Draft> {
  let isEmpty = true;
  for (const draft of readXml(file, new WxrListener(file.name))) {
    isEmpty = false;
    yield draft;
  }
  if (isEmpty) {
    throw new ImportFault(
      `${file.name} n’a aucun article publié : exportez les articles ou les pages depuis WordPress`,
    );
  }
}

interface Author {
  readonly name: string;
  readonly id: string;
}

/** Hears each post of an export, one after the other. */
class WxrListener implements XmlListener<Draft> {
  readonly #file: string;
  readonly #authors = new Map<string, Author>();
  readonly #path: string[] = [];
  #site = '';
  #author = new Map<string, string>();
  #item = new Map<string, string>();
  #comment = new Map<string, string>();
  #comments: Fields[] = [];
  #words: string[] | null = null;
  readonly made: Draft[] = [];

  constructor(file: string) {
    this.#file = file;
  }

  readonly open = ({ name }: XmlTag): void => {
    this.#path.push(name);
    this.#words = KEPT.has(name) ? [] : null;
    if (name === 'wp:author') this.#author = new Map();
    if (name === 'wp:comment') this.#comment = new Map();
    if (name !== 'item') return;
    this.#item = new Map();
    this.#comments = [];
  };

  readonly text = (text: string): void => {
    this.#words?.push(text);
  };

  readonly close = (name: string): void => {
    this.#path.pop();
    if (this.#words !== null) this.#keep(name, this.#words.join(''));
    this.#words = null;
    if (name === 'wp:author') this.#closeAuthor(this.#author);
    if (name === 'wp:comment') this.#comments.push(this.#comment);
    if (name === 'item') this.#closeItem(this.#item);
  };

  #keep(name: string, text: string): void {
    const parent = this.#path.at(-1);
    if (parent === 'item') this.#item.set(name, text);
    if (parent === 'wp:comment') this.#comment.set(name, text);
    if (parent === 'wp:author') this.#author.set(name, text);
    if (parent === 'channel' && name === 'title') this.#site = readerText(text);
  }

  #closeAuthor(author: Fields): void {
    const login = trimmed(author, 'wp:author_login');
    const name = readerText(author.get('wp:author_display_name') ?? '');
    const id = trimmed(author, 'wp:author_id');
    if (login !== '' && name !== '') this.#authors.set(login, { name, id });
  }

  #closeItem(item: Fields): void {
    const type = trimmed(item, 'wp:post_type');
    const isPublic =
      trimmed(item, 'wp:status') === 'publish' && trimmed(item, 'wp:post_password') === '';
    if (!isPublic || !['post', 'page'].includes(type)) return;
    const draft = this.#draftOf(item, type);
    if (draft.turns.length > 0) this.made.push(draft);
  }

  #draftOf(item: Fields, type: string): Draft {
    const title = readerText(item.get('title') ?? '');
    const login = trimmed(item, 'dc:creator');
    const known = this.#authors.get(login);
    const author = named(known?.name ?? null, 'auteur');
    const { html, codes } = withoutMarks(item.get('content:encoded') ?? '');
    const link = addressIn(trimmed(item, 'link'));
    const authorId = known === undefined || known.id === '' ? null : known.id;
    const where = `${this.#file}, article « ${title === '' ? 'sans titre' : title.slice(0, 80)} »,`;
    const post = { author, authorId, link, comments: this.#comments };
    return draftOf({
      title: title === '' ? null : title,
      author: author.name,
      publisher: this.#site === '' ? null : this.#site,
      date: dateAt(trimmed(item, 'wp:post_date')) ?? dateIn(trimmed(item, 'pubDate')),
      url: link,
      kind: type === 'post' ? 'article de blog' : 'page de site',
      typedBy: 'export WordPress, ni relu ni retapé',
      turns: [
        ...turnsOfHtml(html, { speaker: author, where }),
        ...turnsOfComments(post, this.#file),
      ],
      doubts: [...doubtOnAuthor(login, author), ...doubtOnCodes(codes)],
    });
  }
}

function doubtOnAuthor(login: string, { name }: Speaker): string[] {
  if (name !== null) return [];
  if (login === '') return ['l’export ne dit pas de qui est l’article'];
  return [`l’export ne donne de l’auteur que son identifiant, « ${login.slice(0, 80)} »`];
}

function doubtOnCodes(codes: readonly string[]): string[] {
  if (codes.length === 0) return [];
  const quoted = codes.slice(0, 5).map((code) => `« ${code.slice(0, 40)} »`);
  return [`des codes courts (${quoted.join(', ')}) entourent des mots qui peuvent être d’un autre`];
}

function trimmed(fields: Fields, name: string): string {
  return fields.get(name)?.trim() ?? '';
}
