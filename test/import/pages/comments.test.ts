import { describe, expect, test } from 'vitest';
import { page } from '../../../src/import/pages/page.ts';
import { brought, draftsOf, keepsFormat } from '../../contracts/format.ts';

const LONG =
  'Le tramway coûterait trop cher, dit-on ; mais qui a compté, depuis dix ans, ce que coûtent les bouchons ?';

function saved(name: string, comments: string): ReturnType<typeof brought> {
  return brought(
    `${name}.html`,
    `<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>Le tramway</title>
<meta name="author" content="Odile Vasseur"><meta property="article:published_time" content="2011-04-01">
<link rel="canonical" href="https://carnet.example/tramway"></head><body><div id="page"><h1>Le tramway</h1>
<div class="entry"><p>${LONG}</p><p>${LONG} Personne.</p><p>${LONG} Vraiment personne.</p></div>
${comments}<div class="footer"><p>Propulsé par un moteur.</p></div></div></body></html>`,
  );
}

const SPIP = saved(
  'spip',
  `<a href="#forum" name="forum" id="forum"></a><h2>2 commentaires</h2><ul class="forum">
<li class="forum-fil"><div class="forum-top"><a href="#forum226" name="forum226" id="forum226"><img alt="permalien"></a>
<b class="crayon forum-qui-226 ">Basile Corner</b> <div class="forum-nav"> (22 juin 2018 @11h29)&nbsp;</div>:</div>
<div class="forum-message"><div class="crayon forum-texte-226 forum-texte"><p>Qui paie&nbsp;? Les riverains, encore.</p></div></div>
<ul><li class="forum-fil"><div class="forum-top"><a href="#forum227" name="forum227" id="forum227"></a>
<div class="forum-nav"> (23 juin 2018 @9h02)&nbsp;</div>:</div><div class="forum-message"><div class="forum-texte">
<blockquote class="spip">Qui paie ? Les riverains, encore.</blockquote><p>Pas seulement.</p></div></div></li></ul></li></ul>`,
);
const DOTCLEAR = saved(
  'dotclear',
  `<div id="comments"><h3>Commentaires</h3><dl>
<dt id="c12"><a href="#c12" class="comment-number">1.</a> Le vendredi 3 avril 2011, 14:02 par <a href="http://a.example" rel="ugc nofollow">Basile Corner</a></dt>
<dd><p>Qui paie ?</p></dd>
<dt id="c13" class="me"><a href="#c13" class="comment-number">2.</a> Le samedi 4 avril 2011, 08:10 par Anne</dt>
<dd><p>@Basile Corner : tout le monde.</p></dd></dl></div>`,
);
const BLOGGER = saved(
  'blogger',
  `<div class="comments" id="comments"><h4>2 commentaires:</h4><div id="comment-holder"><ol id="top-ra">
<li class="comment" id="c801"><div class="avatar-image-container"><img></div><div class="comment-block" data-is-owner="false">
<div class="comment-header"><cite class="user"><a href="https://b.example" rel="nofollow">Basile Corner</a></cite><span class="icon user"></span>
<span class="datetime secondary-text"><a rel="nofollow" href="#c801">3 avril 2011 à 14:02</a></span></div>
<p class="comment-content">Qui paie ?</p><span class="comment-actions secondary-text"><a class="comment-reply" data-comment-id="801">Répondre</a></span></div>
<div class="comment-replies"><div class="comment-thread"><ol><li class="comment" id="c802"><div class="comment-block">
<div class="comment-header"><cite class="user blog-author">Anne</cite><span class="datetime secondary-text"><a href="#c802">4 avril 2011 à 08:10</a></span></div>
<p class="comment-content">Tout le monde.</p></div></li></ol></div></div></li>
<li class="comment" id="c803"><div class="comment-block"><div class="comment-header"><cite class="user">Unknown</cite><span class="datetime secondary-text"><a href="#c803">5 avril 2011 à 09:00</a></span></div>
<p class="comment-content"><span class="deleted-comment">Ce commentaire a été supprimé par l'auteur.</span></p></div></li></ol></div></div>`,
);
const DRUPAL = saved(
  'drupal',
  `<div class="pane-node-comments" id="comments"><h2 class="pane-title">Commentaires</h2><a id="comment-41"></a>
<div class="comment comment-published first odd"><div class="submitted">par <span class="username">Basile Corner</span> le 3 avril 2011 - 12:38.</div>
<div class="content"><p>Qui paie ?</p></div><ul class="links"><li class="last"><a href="#top">haut de page</a></li></ul></div>
<a id="comment-42"></a><div class="comment comment-published last even"><div class="submitted">par <span class="username">Anne</span> le 4 avril 2011 - 15:39.</div>
<div class="content"><p>Tout le monde.</p></div></div></div>`,
);
const TYPEPAD = saved(
  'typepad',
  `<h2 id="avis">Commentaires</h2><div id="all"><div id="comment-6a01" class="c">
<div class="cc"><p>Qui paie ?</p></div><p class="f">Rédigé par : <a href="http://b.example">Basile Corner</a> | <a href="#comment-6a01">03/04/2011 à 14:02</a></p></div>
<div id="comment-6a02" class="c"><div class="cc"><p>Tout le monde.</p></div><p class="f">Rédigé par : Anne | <a href="#comment-6a02">04/04/2011 à 08:10</a></p></div></div>`,
);
const UNKNOWN = saved(
  'inconnu',
  `<section class="zone"><h3>Vos réactions</h3><div class="x7 a"><p class="q"><strong>Basile Corner</strong>, le 3 avril 2011 à 14 h 02</p><p>Qui paie ?</p></div>
<div class="x7 b"><p class="q"><strong>Anne</strong>, il y a 3 ans</p><p>Tout le monde.</p><p><a href="#">Signaler</a></p></div></section>`,
);
const MICRODATA = saved(
  'microdonnees',
  `<div itemscope itemtype="https://schema.org/Comment" id="m1"><span itemprop="author">Basile Corner</span>
<time itemprop="dateCreated" datetime="2011-04-03T14:02">3 avril</time><div itemprop="text">Qui paie ?</div></div>
<div itemscope itemtype="https://schema.org/Comment" id="m2"><div itemprop="text">Tout le monde.</div></div>`,
);

/** SPIP tells machines that each comment reviews the article, whose title is named as people are. */
const REVIEWS = saved(
  'spip-avis',
  [
    '81|Basile Corner|Qui paie ?|',
    '82|Anne, riveraine du boulevard et marcheuse de grand matin|Tout le monde.| reply',
  ]
    .map((each) => each.split('|'))
    .map(
      ([id = '', name = '', words = '', kind = '']) =>
        `<li class="comment-li comment-item"><a href="#forum${id}" name="forum${id}" id="forum${id}"></a>
<div class="comment hreview${kind}"><p class="comment-meta"><a class="permalink" href="#forum${id}">#</a>
<time datetime="2011-04-03T12:02:00Z">Le 3 avril à&nbsp;14:02</time><span class="reviewer vcard"><span class="sep">, </span>par <strong class="fn n">${name}</strong></span>
<span class="item">En réponse à : <a class="url fn" href="tramway">Le tramway</a></span></p>
<div class="comment-content description"><div class="comment-texte"><p>${words}</p></div></div></div></li>`,
    )
    .join('')
    .replace(
      /^.*$/su,
      '<div id="forum"><h2>2 commentaires</h2><ul class="comments-ul">$&</ul></div>',
    ),
);
/** A theme of WordPress in which only the words of a comment are called after its number. */
const THEME = saved(
  'theme',
  `<div class="comment-holder" id="comments"><ul class="comment-list">${[
    'Basile Corner|Qui paie, encore une fois ?|71',
    'Anne|Tout le monde.|72',
  ]
    .map((each) => each.split('|'))
    .map(
      ([name = '', words = '', id = '']) =>
        `<li><div class="x-comment"><div class="x-comment-info"><h5 class="x-comment-name vcard">${name}</h5>
<div class="x-comment-date">3 avril 2011</div></div><div class="x-text-holder" id="comment-${id}"><p>${words}</p></div></div></li>`,
    )
    .join('')}</ul></div>`,
);

const ENGINES = [SPIP, DOTCLEAR, BLOGGER, DRUPAL, TYPEPAD, UNKNOWN, MICRODATA, REVIEWS, THEME];

keepsFormat(page, { sound: ENGINES, broken: [] });

async function commentsOf(file: ReturnType<typeof brought>): Promise<unknown[]> {
  const [draft] = await draftsOf(page, file);
  return (draft?.turns ?? [])
    .filter(({ speaker }) => speaker.role !== 'auteur')
    .map(({ speaker, date, key, answers, paragraphs }) => [
      ...[speaker.name, date, key, answers],
      paragraphs.map(({ text }) => text).join('|'),
    ]);
}

describe('the comments of a page', () => {
  test.each(ENGINES)('are none of the words of the author in $name', async (file) => {
    const [draft] = await draftsOf(page, file);
    const written = (draft?.turns ?? []).filter(({ speaker }) => speaker.role === 'auteur');
    expect(written.flatMap(({ paragraphs }) => paragraphs.map(({ text }) => text))).toEqual([
      LONG,
      `${LONG} Personne.`,
      `${LONG} Vraiment personne.`,
    ]);
    expect(written.map(({ speaker }) => speaker.name)).toEqual(['Odile Vasseur']);
  });

  test('have the voice, the day and the address that SPIP gives, and answers in lists of their own', async () => {
    expect(await commentsOf(SPIP)).toEqual([
      ['Basile Corner', '2018-06-22', 'forum226', null, 'Qui paie ? Les riverains, encore.'],
      ['Basile Corner', '2018-06-23', null, 'forum226', 'Qui paie ? Les riverains, encore.'],
      [null, '2018-06-23', 'forum227', 'forum226', 'Pas seulement.'],
    ]);
  });

  test('are of whoever reviews, not of what is reviewed', async () => {
    const reader = 'Anne, riveraine du boulevard et marcheuse de grand matin';
    expect(await commentsOf(REVIEWS)).toEqual([
      ['Basile Corner', '2011-04-03', 'forum81', null, 'Qui paie ?'],
      [reader, '2011-04-03', 'forum82', null, 'Tout le monde.'],
    ]);
  });

  test('are said once where only their words bear their number', async () => {
    expect(await commentsOf(THEME)).toEqual([
      ['Basile Corner', '2011-04-03', 'comment-71', null, 'Qui paie, encore une fois ?'],
      ['Anne', '2011-04-03', 'comment-72', null, 'Tout le monde.'],
    ]);
  });

  test('quote an earlier comment in the voice of whoever wrote it, which their words prove', async () => {
    const [draft] = await draftsOf(page, SPIP);
    const quoted = draft?.turns.find(({ speaker }) => speaker.role === 'cité');
    expect(quoted?.speaker).toMatchObject({
      ...{ name: 'Basile Corner', certainty: 'deduced', quotedBy: null },
      why: 'ces mots sont dans un commentaire qui précède',
    });
  });

  test.each([
    [DOTCLEAR, 'c12', 'c13', '2011-04-04', '@Basile Corner : tout le monde.', 'c12'],
    [BLOGGER, 'c801', 'c802', '2011-04-04', 'Tout le monde.', 'c801'],
    [DRUPAL, 'comment-41', 'comment-42', '2011-04-04', 'Tout le monde.', null],
    [TYPEPAD, 'comment-6a01', 'comment-6a02', '2011-04-04', 'Tout le monde.', null],
    [UNKNOWN, null, null, null, 'Tout le monde.', null],
  ])('are told apart in $name', async (file, first, second, day, words, answers) => {
    expect(await commentsOf(file)).toEqual([
      ['Basile Corner', '2011-04-03', first, null, 'Qui paie ?'],
      ['Anne', day, second, answers, words],
    ]);
  });

  test('are nobody’s where only the page’s own marks say that they are comments', async () => {
    expect(await commentsOf(MICRODATA)).toEqual([
      ['Basile Corner', '2011-04-03', 'm1', null, 'Qui paie ?'],
      [null, null, 'm2', null, 'Tout le monde.'],
    ]);
  });

  test('leave out what machines of other pages wrote, and lists of what was written elsewhere', async () => {
    const file = saved(
      'echos',
      `<ol class="commentlist"><li class="comment" id="comment-1"><cite class="fn">Anne R.</cite> <span class="says">dit :</span>
<a href="#comment-1">3 avril 2011 à 14 h 02 min</a><p>Tout le monde.</p></li>
<li class="pingback" id="comment-2"><p>Ping : <a href="http://c.example">Un autre carnet</a></p></li>
<li class="comment" id="comment-3"><cite class="fn">Un autre carnet</cite><a href="#comment-3">4 avril 2011</a><p>[…] comme Odile le dit […]</p></li></ol>
<div class="recent-comments"><ul><li><span class="comment-author-link">Luc</span> dans <a href="/autre">Un autre article</a></li></ul></div>`,
    );
    expect(await commentsOf(file)).toEqual([
      ['Anne R.', '2011-04-03', 'comment-1', null, 'Tout le monde.'],
    ]);
  });

  test('are told as a doubt where words among them have no voice', async () => {
    const [draft] = await draftsOf(
      page,
      saved('muets', `<div id="comments"><h3>Commentaires</h3><p>${LONG} ${LONG}</p></div>`),
    );
    expect(draft?.turns).toHaveLength(1);
    expect(draft?.doubts[0]).toContain('1 paragraphes n’ont pas de voix');
  });

  test('begin under the article, and not under a count that stands over it', async () => {
    const counted = brought(
      'compte.html',
      `<html lang="fr"><body><h1>Le tramway</h1><div><p>2 commentaires</p></div><div><p>${LONG}</p><p>${LONG}</p>
<p>3 avril 2011</p><p>${LONG}</p></div></body></html>`,
    );
    const [draft] = await draftsOf(page, counted);
    const roles = new Set(draft?.turns.map(({ speaker }) => speaker.role));
    expect([...roles]).toEqual(['auteur']);
    expect(draft?.turns[0]?.paragraphs.filter(({ text }) => text === LONG)).toHaveLength(3);
  });

  test('and the article are read where a program puts the whole page in a form', async () => {
    const formed = brought(
      'formulaire.html',
      `<html lang="fr"><body><form id="aspnetForm"><h1>Le tramway</h1><p>${LONG}</p><p>${LONG}</p></form></body></html>`,
    );
    const [draft] = await draftsOf(page, formed);
    expect(draft?.turns[0]?.paragraphs).toHaveLength(2);
  });

  test('answer the one before them that a link in them leads to, and not one to press in any comment', async () => {
    const file = saved(
      'liens',
      `<div id="comments"><div class="comment" id="c1"><cite class="fn">Basile Corner</cite> <a href="#c1">3 avril 2011</a><p>Qui paie ?</p><a href="#c2">Suivant</a></div>
<div class="comment" id="c2"><cite class="fn">Anne</cite> <a href="#c2">4 avril 2011</a> <a href="#c1">Parent</a><p>Tout le monde.</p><a href="#c1" rel="prev">Précédent</a><a href="?replytocom=2">Répondre à Anne</a></div>
<div class="comment" id="c3"><cite class="fn">Luc</cite> <a href="#c3">5 avril 2011</a><p>Personne.</p><a href="#c2">Précédent</a></div></div>`,
    );
    expect(await commentsOf(file)).toEqual([
      ['Basile Corner', '2011-04-03', 'c1', null, 'Qui paie ?'],
      ['Anne', '2011-04-04', 'c2', 'c1', 'Tout le monde.'],
      ['Luc', '2011-04-05', 'c3', null, 'Personne.'],
    ]);
  });

  test.each([
    [
      '« Basile Corner a écrit : » in their paragraph',
      '<p>Basile Corner a écrit :<br>Qui paie ?<br><br>Tout le monde.</p>',
    ],
    [
      '« Je cite Basile Corner : » in the one before',
      '<p>Je cite Basile Corner :</p><p>Qui paie ?</p><p>Tout le monde.</p>',
    ],
    [
      'tags that the page left as they are',
      '<p>[quote="Basile Corner"]Qui paie ?[/quote] Tout le monde.</p>',
    ],
  ])('quote whom %s names', async (_, words) => {
    const file = saved(
      'cite',
      `<div id="comments"><div class="comment" id="c1"><cite class="fn">Basile Corner</cite> <a href="#c1">3 avril 2011</a><p>Qui paie ?</p></div>
<div class="comment" id="c2"><cite class="fn">Anne</cite> <a href="#c2">4 avril 2011</a>${words}</div></div>`,
    );
    const [draft] = await draftsOf(page, file);
    const said = draft?.turns
      .slice(-2)
      .map(({ speaker: { name, role, certainty }, paragraphs }) => [
        ...[name, role, certainty, paragraphs.map(({ text }) => text).join(' ¶ ')],
      ]);
    expect(said).toEqual([
      ['Basile Corner', 'cité', 'stated', 'Qui paie ?'],
      ['Anne', 'commentateur', 'stated', 'Tout le monde.'],
    ]);
  });

  test('quote nobody known where more than a line follows whom they name, or who is named is no name', async () => {
    const file = saved(
      'lignes',
      `<div id="comments"><div class="comment" id="c1"><cite class="fn">Anne</cite> <a href="#c1">3 avril 2011</a><p>Basile a écrit :<br>Qui paie ?<br>Moi, peut-être.</p><p>Non.</p></div>
<div class="comment" id="c2"><cite class="fn">Luc</cite> <a href="#c2">4 avril 2011</a><p>Ma voisine disait :<br>On verra bien.</p><p>Et voilà.</p></div></div>`,
    );
    const [draft] = await draftsOf(page, file);
    const quoted = draft?.turns.filter(({ speaker }) => speaker.role === 'cité');
    expect(quoted?.map(({ speaker }) => speaker.name)).toEqual([null, null]);
    expect(quoted?.[0]?.paragraphs).toHaveLength(2);
  });

  test('are read in the forms without a field that old Reddit puts each of them in', async () => {
    const posted = (id: string, name: string, words: string, answers: string): string =>
      `<div class="thing id-t1_${id} comment" id="thing_t1_${id}"><p class="parent"><a name="${id}"></a></p><div class="entry"><p class="tagline"><a class="author" href="/u/${name}">${name}</a> <span class="score">2 points</span> <time datetime="2011-04-03T10:00:00+00:00">il y a 3 ans</time></p>
<form class="usertext"><input type="hidden" name="thing_id" value="t1_${id}"><div class="usertext-body"><div class="md"><p>${words}</p></div></div></form><ul class="flat-list buttons"><li><a href="#">permalink</a></li></ul></div><div class="child">${answers}</div></div>`;
    const answer = `<div class="sitetable listing">${posted('c2', 'anne56', 'Tout le monde, une fois de plus.', '')}</div>`;
    const file = saved(
      'reddit',
      `<div class="commentarea"><div class="panestack-title">2 commentaires</div><div class="sitetable nestedlisting">${posted('c1', 'basile_c', 'Qui paie, et depuis quand, au juste ?', answer)}</div></div>`,
    );
    expect(await commentsOf(file)).toEqual([
      ['basile_c', '2011-04-03', 'thing_t1_c1', null, 'Qui paie, et depuis quand, au juste ?'],
      ['anne56', '2011-04-03', 'thing_t1_c2', 'thing_t1_c1', 'Tout le monde, une fois de plus.'],
    ]);
  });

  test('are read in a few seconds where three thousand stand in one list of definitions', async () => {
    const many = Array.from({ length: 3000 }, (_, at) => {
      return `<dt id="c${at}">Le vendredi 3 avril 2011, 14:02 par <a href="/u">Anne</a></dt><dd><p>Numéro ${at} : tout le monde paie.</p></dd>`;
    });
    const file = saved('liste', `<div id="comments"><dl>${many.join('')}</dl></div>`);
    expect(await commentsOf(file)).toHaveLength(3000);
  });
});
