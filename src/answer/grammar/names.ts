/** Names that a summary of this trade might slip in, folded and without capitals; companies, sites, people. */
const FAMOUS = new Set(
  `airbnb alibaba android apple aol baidu bing blackberry bluesky bollore bouygues carrefour chatgpt claude cnil dailymotion
  danone deezer ebay flickr friendster gmail godin google groupon havas hotmail hubspot huawei instagram ipad iphone
  linkedin lvmh macintosh mastodon mediapart meetic messenger michelin microsoft mozilla myspace nestle netflix nike
  openai oracle orkut paypal pinterest publicis quora reddit renault samsung salesforce skype skyrock slack snapchat
  sncf sony spotify telegram tesla threads tiktok trump tumblr tweet twitch twitter uber viadeo vimeo whatsapp
  wikipedia wordpress yahoo yammer youtube zalando zuckerberg facebook meta musk bezos sarkozy hollande macron obama
  mistral gemini copilot discord`.split(/\s+/u),
);

export function isFamous(form: string): boolean {
  return FAMOUS.has(form);
}

/** Adjectives and nouns of nations, by how they begin, with how their country does. */
const NATIONS: readonly (readonly [adjective: RegExp, country: string])[] = [
  [/^francais/u, 'fran'],
  [/^americain/u, 'ameri'],
  [/^etasunien/u, 'etats'],
  [/^allemand/u, 'allem'],
  [/^anglais|^britanni/u, 'brit'],
  [/^espagnol/u, 'espag'],
  [/^italien/u, 'ital'],
  [/^portugais/u, 'portu'],
  [/^europeen/u, 'europ'],
  [/^chinois/u, 'chin'],
  [/^japonais/u, 'japon'],
  [/^indien/u, 'inde'],
  [/^indonesien/u, 'indon'],
  [/^bresilien/u, 'bresi'],
  [/^russe/u, 'russ'],
  [/^africain/u, 'afri'],
  [/^asiati/u, 'asi'],
  [/^canadien|^quebecois/u, 'canad'],
  [/^belge/u, 'belg'],
  [/^suisse/u, 'suiss'],
  [/^coreen/u, 'coree'],
  [/^parisien/u, 'paris'],
  [/^romain/u, 'rom'],
  [/^grec/u, 'grec'],
  [/^ottoman/u, 'ottom'],
  [/^californien/u, 'calif'],
];

/** How the country of a nation's adjective begins; null for any other word. */
export function nationOf(form: string): string | null {
  return NATIONS.find(([adjective]) => adjective.test(form))?.[1] ?? null;
}
