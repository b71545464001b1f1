import { describe, expect, test } from 'vitest';
import { page } from '../../../src/import/pages/page.ts';
import { brought, draftsOf, keepsFormat } from '../../contracts/format.ts';

/** A post of a made-up thread; `of` and `quote` are whom it quotes, and what of them. */
interface Post {
  readonly id: number;
  readonly name: string;
  readonly day: number;
  readonly words: readonly string[];
  readonly quote?: string;
  readonly of?: string;
  readonly signature?: string;
}

const BRIDGE = 'Le pont ferme en mai, et personne ne nous a demandé notre avis.';
const SIGNED = 'Qui va piano va sano, disait ma grand-mère.';
const POSTS: readonly Post[] = [
  { id: 41, name: 'Basile_C', day: 3, words: [BRIDGE, 'Que fait-on ?'], signature: SIGNED },
  {
    ...{ id: 42, name: 'anne56', day: 3, of: 'Basile_C', quote: BRIDGE },
    words: ['On nous l’a demandé en 2009, relisez le registre de l’enquête.'],
  },
  {
    id: 43,
    name: 'Le Passeur',
    day: 4,
    words: ['Je reprendrai le bac, douze places et deux vélos.'],
  },
  {
    ...{
      id: 44,
      name: 'Basile_C',
      day: 5,
      of: 'anne56',
      quote: 'relisez le registre de l’enquête',
    },
    ...{ words: ['Je l’ai relu. Il y manque deux pages.'], signature: SIGNED },
  },
];

type Build = (post: Post, place: number) => string;
const lines = ({ words }: Post): string => words.join('<br />\n<br />\n');

function thread(
  name: string,
  start: string,
  build: Build,
  end: string,
  posts = POSTS,
): ReturnType<typeof brought> {
  return brought(
    `${name}.html`,
    `<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>Le pont - Forum du canal</title></head><body>
<div id="wrap"><div id="head"><h1><a href="/">Forum du canal</a></h1><ul><li><a href="/faq">FAQ</a></li><li><a href="/membres">Membres</a></li></ul>
<p>Nous sommes le 12 juin 2011, 14:02</p></div>${start}${posts.map(build).join('\n')}${end}
<div id="foot"><p>Aller vers : <a href="/f1">Le canal</a></p><p>Propulsé par un moteur</p></div></div></body></html>`,
  );
}

const PHPBB2 = thread(
  'phpbb2',
  `<table class="forumline" width="100%"><tr><th class="thLeft">Auteur</th><th class="thRight">Message</th></tr>`,
  (
    post,
  ) => `<tr><td width="150" class="row${(post.id % 2) + 1}"><span class="name"><a name="${post.id}"></a><b>${post.name}</b></span><br />
<span class="postdetails">Habitué<br /><br />Inscrit le: 0${post.name.length % 9} Jan 2008<br />Messages: 12<br />Localisation: Le quai</span><br /></td>
<td class="row${(post.id % 2) + 1}" width="100%"><table width="100%"><tr><td width="100%"><a href="viewtopic.php?p=${post.id}#${post.id}"><img src="p.gif"></a>
<span class="postdetails">Posté le: Dim 0${post.day} Avr 2011, 14:${post.id}<span class="gen">&nbsp;</span>&nbsp; &nbsp;Sujet du message: Le pont</span></td>
<td nowrap><a href="posting.php?mode=quote&p=${post.id}"><img src="q.gif" alt="Répondre en citant"></a></td></tr><tr><td colspan="2"><hr /></td></tr>
<tr><td colspan="2"><span class="postbody">${post.quote === undefined ? '' : `</span><table width="90%" align="center"><tr><td><span class="genmed"><b>${post.of} a écrit:</b></span></td></tr><tr><td class="quote">${post.quote}</td></tr></table><span class="postbody"><br />`}
${lines(post)}</span><span class="gensmall">${post.signature === undefined ? '' : `<br />_________________<br />${post.signature}`}</span></td></tr></table></td></tr>
<tr><td class="row1" width="150"><span class="nav"><a href="#top" class="nav">Revenir en haut de page</a></span></td><td class="row1"><a href="profile.php?u=1"><img alt="Profil"></a></td></tr>
<tr><td class="spaceRow" colspan="2"><img src="spacer.gif"></td></tr>`,
  '</table>',
);
const PHPBB3 = thread(
  'phpbb3',
  '<h2 class="topic-title"><a href="./viewtopic.php?t=9">Le pont</a></h2>',
  (
    post,
  ) => `<div id="p${post.id}" class="post has-profile bg${(post.id % 2) + 1}"><div class="inner"><dl class="postprofile" id="profile${post.id}">
<dt class="has-profile-rank no-avatar"><a href="./memberlist.php?u=${post.name.length}" class="username${post.id === 43 ? '-coloured' : ''}">${post.name}</a></dt><dd class="profile-rank">Matelot</dd>
<dd class="profile-posts"><strong>Messages :</strong> <a href="./search.php">12</a></dd><dd class="profile-joined"><strong>Enregistré le :</strong> jeu. 0${post.name.length % 9} janv. 2008 08:40</dd></dl>
<div class="postbody"><div id="post_content${post.id}"><h3 class="first"><a href="./viewtopic.php?p=${post.id}#p${post.id}">Re: Le pont</a></h3><ul class="post-buttons"><li><a href="./posting.php" title="Répondre en citant le message"><span>Citer</span></a></li></ul>
<p class="author"><a href="./viewtopic.php#p${post.id}"><span class="sr-only">Message</span></a><span class="responsive-hide">par <strong><a href="./memberlist.php" class="username">${post.name}</a></strong> » </span><time datetime="2011-04-0${post.day}T14:02:00+00:00">dim. 0${post.day} avr. 2011 14:02</time></p>
<div class="content">${post.quote === undefined ? '' : `<blockquote><div><cite><a href="./memberlist.php">${post.of}</a> a écrit : <a href="#p41">↑</a><span class="responsive-hide">sam. 02 avr. 2011 18:47</span></cite>${post.quote}</div></blockquote>`}${lines(post)}</div>
${post.id === 42 ? `<div class="notice">Dernière modification par <a class="username">${post.name}</a> le dim. 03 avr. 2011 18:55, modifié 1 fois.</div>` : ''}${post.signature === undefined ? '' : `<div id="sig${post.id}" class="signature">${post.signature}</div>`}</div></div></div></div><hr class="divider" />`,
  '',
);
const VBULLETIN3 = thread(
  'vbulletin3',
  '<div id="posts">',
  (
    post,
    place,
  ) => `<div align="center"><div class="page" style="width:100%"><div style="padding:0px 5px 0px 5px"><div id="edit${post.id}"><table id="post${post.id}" class="tborder" cellpadding="6" width="100%">
<tr><td class="thead"><a name="post${post.id}"><img class="inlineimg" src="old.gif"></a> 0${post.day}/04/2011, 14h${post.id}</td><td class="thead" align="right">&nbsp;#<a href="showpost.php?p=${post.id}" name="${place + 1}"><strong>${place + 1}</strong></a>&nbsp;</td></tr>
<tr valign="top"><td class="alt2" width="175"><div id="postmenu_${post.id}"><a class="bigusername" href="member.php?u=${post.name.length}">${post.name}</a></div><div class="smallfont">Membre</div>
<div class="smallfont">&nbsp;<br /><div>Date d'inscription: janvier 200${post.name.length % 9}</div><div>Messages: 1 204</div></div></td><td class="alt1" id="td_post_${post.id}"><div class="smallfont"><strong>Le pont</strong></div><hr />
<div id="post_message_${post.id}">${post.quote === undefined ? '' : `<div style="margin:20px"><div class="smallfont" style="margin-bottom:2px">Citation:</div><table width="100%"><tr><td class="alt2"><div>Envoyé par <strong>${post.of}</strong> <a href="showthread.php#post41" rel="nofollow"><img src="view.gif" alt="Voir le message"></a></div><div style="font-style:italic">${post.quote}</div></td></tr></table></div>`}${lines(post)}</div>
${post.signature === undefined ? '' : `<div>__________________<br />${post.signature}</div>`}</td></tr><tr><td class="alt2"><img src="offline.gif"></td><td class="alt1" align="right"><a href="newreply.php?p=${post.id}" rel="nofollow"><img alt="Répondre"></a></td></tr></table></div></div></div></div>`,
  '<div id="lastpost"></div></div>',
);
const VBULLETIN4 = thread(
  'vbulletin4',
  '<div id="postlist"><ol id="posts" class="posts">',
  (
    post,
    place,
  ) => `<li class="postbitlegacy postbitim postcontainer old" id="post_${post.id}"><div class="posthead"><span class="postdate old"><span class="date">0${post.day}/04/2011,&nbsp;<span class="time">14h${post.id}</span></span></span>
<span class="nodecontrols"><a name="post${post.id}" href="showthread.php#post${post.id}" class="postcounter">#${place + 1}</a></span></div><div class="postdetails"><div class="userinfo"><div class="username_container"><div class="popupmenu memberaction">
<a class="username offline popupctrl" href="member.php/${post.name.length}" title="${post.name} est déconnecté"><strong>${post.name}</strong></a></div></div><span class="usertitle">Membre</span><dl class="userinfo_extra"><dt>Date d'inscription</dt><dd>janvier 200${post.name.length % 9}</dd><dt>Messages</dt><dd>1 204</dd></dl></div>
<div class="postbody"><div class="postrow"><h2 class="title icon">Le pont</h2><div class="content"><div id="post_message_${post.id}"><blockquote class="postcontent restore">${post.quote === undefined ? '' : `<div class="bbcode_container"><div class="bbcode_quote"><div class="quote_container"><div class="bbcode_quote_container"></div><div class="bbcode_postedby"><img alt="Citation"> Envoyé par <strong>${post.of}</strong> <a href="showthread.php#post41"><img></a></div><div class="message">${post.quote}</div></div></div></div>`}${lines(post)}</blockquote></div></div></div>
${post.signature === undefined ? '' : `<div class="after_content"><blockquote class="signature restore"><div class="signaturecontainer">${post.signature}</div></blockquote></div>`}</div></div></li>`,
  '</ol></div>',
);
const SMF2 = thread(
  'smf2',
  '<div id="forumposts"><form action="/quickmod"><h3 class="catbg">Auteur</h3>',
  (
    post,
    place,
  ) => `<div class="windowbg${place % 2 === 0 ? '' : '2'}"><span class="topslice"><span></span></span><div class="post_wrapper"><div class="poster"><h4><img src="useroff.gif" alt="Hors ligne"><a href="index.php?action=profile;u=${post.name.length}" title="Voir le profil de ${post.name}">${post.name}</a></h4>
<ul class="reset smalltext" id="msg_${post.id}_extra_info"><li class="postgroup">Membre</li><li class="stars"><img></li><li class="postcount">Messages: 12</li></ul></div><div class="postarea"><div class="flow_hidden"><div class="keyinfo"><div class="messageicon"><img></div><h5 id="subject_${post.id}"><a href="index.php?topic=9.msg${post.id}#msg${post.id}" rel="nofollow">Re : Le pont</a></h5>
<div class="smalltext">« <strong>Réponse #${place + 1} le:</strong> 0${post.day} Avril 2011, 14:02:${post.id} »</div></div></div><div class="post"><div class="inner" id="msg_${post.id}">${post.quote === undefined ? '' : `<div class="quoteheader"><div class="topslice_quote"><a href="index.php?topic=9.msg41#msg41">Citation de: ${post.of} le 02 Avril 2011, 18:47:03</a></div></div><blockquote class="bbc_standard_quote">${post.quote}</blockquote><div class="quotefooter"><div class="botslice_quote"></div></div>`}${lines(post)}</div></div></div>
<div class="moderatorbar"><div class="smalltext modified" id="modified_${post.id}"></div><div class="smalltext reportlinks"><img src="ip.gif"> IP archivée</div>${post.signature === undefined ? '' : `<div class="signature" id="msg_${post.id}_signature">${post.signature}</div>`}</div></div><span class="botslice"><span></span></span></div><hr class="post_separator" />`,
  '</form></div>',
);
const INVISION = thread(
  'invision',
  '<div id="ipsLayout_mainArea"><div data-role="commentFeed"><form action="?csrfKey=1">',
  (
    post,
  ) => `<a id="comment-${post.id}"></a><article id="elComment_${post.id}" class="cPost ipsBox ipsComment ipsClearfix"><aside class="ipsComment_author cAuthorPane"><h3 class="ipsType_sectionHead cAuthorPane_author"><strong><a href="/profile/${post.name.length}" class="ipsType_break">${post.name}</a></strong></h3>
<ul class="cAuthorPane_info ipsList_reset"><li class="ipsType_break">Membres</li><li>12 messages</li></ul></aside><div class="ipsColumn ipsColumn_fluid"><div id="comment-${post.id}_wrap" data-commentid="${post.id}" class="ipsComment_content"><div class="ipsComment_meta ipsType_light"><div class="ipsType_reset"><a href="/topic/9/?do=findComment&comment=${post.id}" class="ipsType_blendLinks">Posté(e) <time datetime="2011-04-0${post.day}T14:02:00Z" title="04/0${post.day}/11 14:02">${post.day} avril 2011</time></a></div></div>
<div class="cPost_contentWrap"><div data-role="commentContent" class="ipsType_richText">${post.quote === undefined ? '' : `<blockquote class="ipsQuote" data-ipsquote="" data-ipsquote-username="${post.of}" data-cite="${post.of}"><div class="ipsQuote_citation">Le 02/04/2011 à 18:47, ${post.of} a dit :</div><div class="ipsQuote_contents"><p>${post.quote}</p></div></blockquote>`}${post.words.map((each) => `<p>${each}</p>`).join('')}</div></div>
<div class="ipsItemControls"><ul><li><a href="#">Citer</a></li></ul></div>${post.signature === undefined ? '' : `<div data-role="memberSignature" class="ipsType_light"><div class="ipsType_richText"><p>${post.signature}</p></div></div>`}</div></div></article>`,
  '</form></div></div>',
);
const XENFORO1 = thread(
  'xenforo1',
  '<ol class="messageList" id="messageList">',
  (
    post,
    place,
  ) => `<li id="post-${post.id}" class="message" data-author="${post.name}"><div class="messageUserInfo" itemscope itemtype="http://data-vocabulary.org/Person"><div class="messageUserBlock"><div class="avatarHolder"><a href="members/1/"><img></a></div><h3 class="userText"><a href="members/${post.name.length}/" class="username" itemprop="name">${post.name}</a><em class="userTitle" itemprop="title">Membre</em></h3>
<div class="extraUserInfo"><dl class="pairsJustified"><dt>Inscrit:</dt><dd>${post.name.length} Janvier 2008</dd></dl><dl class="pairsJustified"><dt>Messages:</dt><dd>1 204</dd></dl></div></div></div>
<div class="messageInfo primaryContent"><div class="messageContent"><article><blockquote class="messageText SelectQuoteContainer ugc baseHtml">${post.quote === undefined ? '' : `<div class="bbCodeBlock bbCodeQuote" data-author="${post.of}"><aside><div class="attribution type">${post.of} a dit: <a href="goto/post?id=41#post-41" class="AttributionLink">↑</a></div><blockquote class="quoteContainer"><div class="quote">${post.quote}</div><div class="quoteExpand">Cliquez pour agrandir...</div></blockquote></aside></div>`}${lines(post)}<div class="messageTextEndMarker">&nbsp;</div></blockquote></article></div>
${post.signature === undefined ? '' : `<div class="baseHtml signature messageText ugc"><aside>${post.signature}</aside></div>`}<div class="messageMeta"><div class="privateControls"><span class="item muted"><span class="authorEnd"><a href="members/1/" class="username author">${post.name}</a>,</span> <a href="threads/9/#post-${post.id}" class="datePermalink"><span class="DateTime" title="${post.day} Avril 2011 à 14:02">${post.day} Avril 2011</span></a></span></div><div class="publicControls"><a href="threads/9/#post-${post.id}" class="item muted postNumber">#${place + 1}</a></div></div></div></li>`,
  '</ol>',
);

const SUBSILVER = thread(
  'subsilver2',
  '<div id="pagecontent">',
  (
    post,
    place,
  ) => `<table class="tablebg" width="100%">${place > 0 ? '' : '<tr><th>Auteur</th><th>Message</th></tr>'}<tr class="row1"><td valign="middle"><a name="p${post.id}"></a><span class="postauthor">${post.name}</span></td><td height="25"><table width="100%"><tr><td class="gensmall"><div style="float: left;">Sujet du message: ${place > 0 ? '' : 'Le pont'}</div><div style="float: right;"><a href="viewtopic.php?p=${post.id}#p${post.id}"><img alt="Message"></a>Posté: 0${post.day} Avril 2011 14:02</div></td></tr></table></td></tr>
<tr class="row1"><td class="profile"><span class="postdetails"><br /><b>Inscription:</b> ${post.name.length} Janvier 2008<br /><b>Messages:</b> 12</span></td><td><table width="100%"><tr><td><div class="postbody">${post.quote === undefined ? '' : `<div class="quotetitle">${post.of} a écrit:</div><div class="quotecontent">${post.quote}</div><br />`}${lines(post)}</div>${post.signature === undefined ? '' : `<span class="postbody">_________________<br />${post.signature}</span>`}</td></tr></table></td></tr>
<tr class="row1"><td class="profile"><a href="#wrapheader">Haut</a></td><td><a href="memberlist.php?u=4"><img alt="Profil"></a></td></tr></table>`,
  '</div>',
);

const ENGINES = [PHPBB2, PHPBB3, SUBSILVER, VBULLETIN3, VBULLETIN4, SMF2, INVISION, XENFORO1];

keepsFormat(page, { sound: ENGINES, broken: [] });

describe('a page that is a thread', () => {
  test.each(ENGINES)(
    'gives each post of $name its voice, and what it quotes to whom it says',
    async (file) => {
      const [draft] = await draftsOf(page, file);
      const turns = (draft?.turns ?? []).map(({ speaker, date, paragraphs }) => [
        ...[speaker.role, speaker.name, speaker.certainty, date],
        paragraphs.map(({ text }) => text).join('|'),
      ]);
      const expected = POSTS.flatMap(({ name, day, words, of, quote }) => [
        ...(quote === undefined ? [] : [['cité', of, 'stated', `2011-04-0${day}`, quote]]),
        ['commentateur', name, 'stated', `2011-04-0${day}`, words.join('|')],
      ]);
      expect(turns).toEqual(expected);
      expect(draft).toMatchObject({ kind: 'fil de discussion', author: null });
    },
  );

  test('is read to its end where one post alone has its words in two parts of one name', async () => {
    const build: Build = (post) =>
      `<div class="post"><a class="author" href="/u">${post.name}</a>${post.id === 41 ? `<div class="w">${BRIDGE.repeat(3)}</div><div class="w">${BRIDGE.repeat(4)}</div>` : 'Oui.'}</div>`;
    const file = thread('jumeaux', '', build, '', POSTS.slice(0, 2));
    const [draft] = await draftsOf(page, file);
    expect(draft?.turns.map(({ speaker }) => speaker.name)).toEqual(['Basile_C', 'anne56']);
  });

  test('has a first post, though the page calls only those after it comments, and « > » before what they quote', async () => {
    const build: Build = (post) =>
      `<div id="post_${post.id}" ${post.id === 41 ? '' : 'itemprop="comment" itemscope itemtype="http://schema.org/Comment"'} class="topic-body crawler-post"><div class="crawler-post-meta"><span class="creator" itemprop="author"><a href="/u/${post.name}"><span itemprop="name">${post.name}</span></a></span><time datetime="2011-04-0${post.day}T14:02:00Z" class="post-time">${post.day} avril 2011, 14:02</time></div>
<div class="post" itemprop="text">${post.quote === undefined ? '' : `<p>&gt; ${post.quote}</p>`}${post.words.map((each) => `<p>${each}</p>`).join('')}</div></div>`;
    const [draft] = await draftsOf(page, thread('premier', '', build, ''));
    const said = draft?.turns.map(({ speaker, paragraphs }) => [
      ...[speaker.role, speaker.name],
      paragraphs[0]?.text,
    ]);
    expect(said?.slice(0, 3)).toEqual([
      ['commentateur', 'Basile_C', BRIDGE],
      ['cité', 'Basile_C', BRIDGE],
      ['commentateur', 'anne56', POSTS[1]?.words[0]],
    ]);
  });

  test('is of who wrote each post, and not of who mended it, whom the page names before', async () => {
    const card = (name: string, told: string): string =>
      `<div class="user-card"><div class="when">le 4 avril 2011 à 14:02</div><div class="who"${told}><a href="/u/${name}">${name}</a><div><span>1,204</span> points</div></div></div>`;
    const build = (post: Post): string =>
      `<div class="answer" id="answer-${post.id}"><div class="prose"><p>${post.words.join('</p><p>')}</p></div>${card('Relecteur', '')}${card(post.name, ' itemprop="author"')}</div>`;
    const [draft] = await draftsOf(page, thread('relues', '', build, ''));
    expect(draft?.turns.map(({ speaker }) => speaker.name)).toEqual(POSTS.map(({ name }) => name));
  });

  test('has comments under a post in the voices of who wrote them', async () => {
    const build: Build = (post) =>
      `<div class="answer" id="answer-${post.id}"><div class="cell"><div class="prose"><p>${post.words.join('</p><p>')}</p></div><div class="signature-line"><a class="author" href="/u">${post.name}</a> <time datetime="2011-04-0${post.day}">${post.day} avril 2011</time></div></div>
${post.id === 42 ? '<div class="comments"><ul><li class="comment" id="comment-51"><span class="copy">Et qui a payé ce registre, dites-moi ?</span> <a class="comment-user" href="/u/9">Luc</a> <time datetime="2011-04-06">6 avril 2011</time></li></ul></div>' : ''}</div>`;
    const [draft] = await draftsOf(page, thread('questions', '', build, ''));
    const names = draft?.turns.map(({ speaker }) => speaker.name);
    expect(names).toEqual(['Basile_C', 'anne56', 'Luc', 'Le Passeur', 'Basile_C']);
    expect(draft?.turns[2]?.paragraphs[0]?.text).toBe('Et qui a payé ce registre, dites-moi ?');
  });

  test('names its one writer, and not what the posts are about', async () => {
    const alone = thread(
      'forumactif',
      '<div id="main-content">',
      (post, place) =>
        `<div class="post row1" id="p${post.id}"><div class="inner"><div class="postprofile"><dl><dd>Messages : 12</dd></dl></div><div class="postbody"><h3 class="topic-title"><a href="/t9-le-pont#${post.id}">${place > 0 ? 'Re: ' : ''}Le pont</a></h3><p class="author"><img alt="Message">&nbsp;par&nbsp;<span style="color:#990000"><strong>lupa</strong></span> le 0${post.day}/04/11, 07:41 am</p><div class="content"><div>${lines(post)}</div></div></div></div></div>`,
      '</div>',
    );
    const [draft] = await draftsOf(page, alone);
    expect(draft?.turns.map(({ speaker, date }) => [speaker.name, date])).toEqual(
      POSTS.map(({ day }) => ['lupa', `2011-04-0${day}`]),
    );
  });
});
