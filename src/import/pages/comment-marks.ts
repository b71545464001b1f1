import { attribute, closest, type Element, elementsUnder, marks } from '../html-tree.ts';
import { parentOf, remembered, wordsOf } from '../html-tree.ts';

/** What a page calls its elements, word by word: « comment-authorName » is comment, author, name. */
const wordsOfMarks = remembered((element: Element) => marks(element).flatMap(wordsIn));

function wordsIn(mark: string): string[] {
  const parted = mark.replace(/(?<=[a-z])(?=[A-Z])/gu, ' ').toLowerCase();
  return parted.split(/[^a-z]+/u).filter((word) => word !== '');
}

const COMMENTS =
  /^(?:comments?|commenta[a-z]*|comment(?:list|form|metadata)|kommentare?|disqus|dsq|respond|reactions?|livefyre|forum|usercomments?)$/u;
/** A mark that only says whether there are any is one of the article. */
const MANNER =
  /^(?:add|allowed|btn|button|closed|count|counter|enabled|disabled|has|hide|icon|is|link|navigation|no|number|off|on|open|show|status|toggle|with|without)$/u;
const NEVER_AREAS: ReadonlySet<string> = new Set([
  ...['a', 'b', 'body', 'button', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'head', 'html', 'i', 'link'],
  ...['main', 'meta', 'p', 'script', 'small', 'span', 'strong', 'style', 'time'],
]);

/** Whether an element is called after comments. */
export function isForComments(element: Element): boolean {
  if (isMachineComment(element)) return true;
  if (NEVER_AREAS.has(element.tagName)) return false;
  return marks(element).some((mark) => {
    const words = wordsIn(mark);
    return words.some((word) => COMMENTS.test(word)) && !words.some((word) => MANNER.test(word));
  });
}

/** Whether an element is called after a list of what was written last, anywhere on the site. */
export function isDigest(element: Element): boolean {
  const isWhole = /^(?:article|body|html|main)$/u.test(element.tagName);
  return !isWhole && wordsOfMarks(element).some((word) => DIGEST.test(word));
}
const DIGEST = /^(?:recents?|recentcomments|latest|derniers?|dernieres)$/u;

/** Whether a page tells machines that an element is a comment: microdata, RDFa, microformats. */
export function isMachineComment(element: Element): boolean {
  const type = `${attribute(element, 'itemtype') ?? ''} ${attribute(element, 'typeof') ?? ''}`;
  if (/(?:^|[/:\s])(?:User)?Comments?(?:\s|$)/u.test(type)) return true;
  return marks(element).some((mark) => /^(?:u-comment|p-comment|h-cite)$/u.test(mark));
}

/** How surely the name of an element says that it names who writes: the lower the surer; null where it does not. */
export const authorRank = remembered((element: Element): number | null => {
  const given = marks(element);
  if (given.includes('p-author')) return 0;
  // A review names what it is about as it names people: SPIP writes comments so.
  if (given.includes('fn')) return closest(element, isReviewed) === null ? 0 : null;
  if (attribute(element, 'itemprop') === 'author') return 1;
  const words = wordsOfMarks(element);
  if (words.some((word) => PICTURE.test(word))) return null;
  if (words.some((word) => NAMER.test(word))) return 2;
  if (element.tagName === 'cite') return 3;
  // Drupal calls a field « field-name-… » whatever it holds.
  return words.some((word) => NAME.test(word)) && !words.includes('field') ? 4 : null;
});
function isReviewed(element: Element): boolean {
  const isReview = (each: Element): boolean => marks(each).includes('hreview');
  return marks(element).includes('item') && closest(element, isReview) !== null;
}
const NAMER =
  /(?:author|auteur|username)$|^(?:byline|commenter|commentator|nick|nickname|poster|pseudo|pseudonyme|qui|reviewer|screenname)$/u;
const NAME = /^(?:by|name|nom|user|vcard)$/u;
const PICTURE = /^(?:avatar|badge|date|image|img|photo|picture|rank|role|status|thumbnail|time)$/u;

/** Whether an element is called after the words of whoever writes. */
export function isForWords(element: Element): boolean {
  if (/^(?:commentText|text)$/u.test(attribute(element, 'itemprop') ?? '')) return true;
  const words = wordsOfMarks(element);
  return words.some((word) => WORDS.test(word)) && !words.some((word) => BESIDE.test(word));
}
const WORDS = /^(?:body|content|contenu|message|postbody|text|texte)$/u;

/** Whether an element is called after what stands beside a comment: its date, things to press, counts. */
export function isBeside(element: Element): boolean {
  const words = wordsOfMarks(element);
  return words.some((word) => BESIDE.test(word)) && !words.some((word) => WORDS.test(word));
}
const BESIDE =
  /^(?:action|actions|avatar|awaiting|badge|button|buttons|count|counter|date|datetime|edit|flag|info|infos|karma|like|likes|links|meta|metadata|metas|moderation|permalink|rank|rating|repondre|reply|report|says|score|share|signaler|signature|submitted|time|timestamp|toolbar|tools|vote|votes)$/u;

/** Whether an element is a link without words beside it that leads no further than its page. */
export function isPressed(element: Element): boolean {
  const isHere = /^(?:#.*|javascript:.*)?$/u.test(attribute(element, 'href') ?? '');
  if (element.tagName !== 'a' || !isHere) return false;
  const beside = parentOf(element)?.childNodes ?? [];
  const isWord = (node: (typeof beside)[number]): boolean =>
    'value' in node && /[\p{L}\p{N}]/u.test(node.value);
  return beside.length <= MOST_BESIDE && !beside.some(isWord);
}
const MOST_BESIDE = 40;

/** Whether an element is a machine's note that another page speaks of this one. */
export function isPing(element: Element): boolean {
  return wordsOfMarks(element).some((word) =>
    /^(?:pingback|trackback|pings|pinglist)$/u.test(word),
  );
}

/** Whether two elements are the same but for numbers in what they are called. */
export function isAlike(one: Element, other: Element): boolean {
  const called = new Set(shapesOf(one));
  return shapesOf(other).some((shape) => called.has(shape));
}

/** The same, or that it is an item without a name. */
export function shapesOf(element: Element): string[] {
  const kinds = kindsOf(element);
  return kinds.length === 0 && element.tagName === 'li' ? ['li'] : kinds;
}

/** What an element is and is called, without numbers. */
export function kindsOf(element: Element): string[] {
  const kinds = marks(element).map((mark) => mark.replace(/\d+/gu, ''));
  return kinds.filter((kind) => !TURN.test(kind)).map((kind) => `${element.tagName} ${kind}`);
}
const TURN = /^(?:alt|clearfix|even|first|last|odd|)$/u;

/** Whether an element beside another holds the answers to it, and is not one more of its kind. */
export function isAnswersTo(element: Element, other: Element): boolean {
  const isAnswers = /^(?:answers|child|children|indented|nested|replies|reponses|responses)$/u;
  const isCalledSo = wordsOfMarks(element).some((word) => isAnswers.test(word));
  return (isCalledSo || /^(?:ul|ol|dl)$/u.test(element.tagName)) && !isAlike(element, other);
}

/** Whether a machine wrote a comment: another page’s, « […] as Anne says […] », or that of a site that took one away. */
export function isMachineNote(name: string | null, texts: readonly string[]): boolean {
  return [name ?? '', ...texts].some((text) =>
    /^(?:(?:ping|track)back|rétrolien)\b|^\[(?:…|\.{3})\].*\[(?:…|\.{3})\]$|^\[?(?:Ce (?:commentaire|message) a été (?:supprimé|retiré|effacé)|This (?:comment|post) has been (?:removed|deleted))(?!\p{L})[^.]*\.?\]?$/iu.test(
      text,
    ),
  );
}

/** Whether it announces another page: its title leads there, and is not who writes, or all its words are links. */
export function tellsOfElsewhere(
  unit: Element,
  texts: readonly string[],
  { name, isTold }: { readonly name: string | null; readonly isTold: boolean },
): boolean {
  const inside = [unit, ...elementsUnder(unit)];
  const links = inside.filter(({ tagName }) => tagName === 'a');
  const isHeading = ({ tagName }: Element): boolean => /^h[1-5]$/u.test(tagName);
  const isTitle = (each: Element): boolean =>
    (closest(each, isHeading) !== null || elementsUnder(each).some(isHeading)) &&
    wordsOf(each) !== name &&
    !/#|comment|user|profil|author|membre/u.test(attribute(each, 'href') ?? '#');
  if (!isTold && links.some(isTitle)) return true;
  const linked = new Set(links.map((each) => wordsOf(each)));
  return !isTold && texts.every((text) => linked.has(text));
}

/** Whether the page itself says that an element is one comment. */
export function isSurelyComment(element: Element): boolean {
  return isMachineComment(element) || /^comment-\d+$/u.test(attribute(element, 'id') ?? '');
}
