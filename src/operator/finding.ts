/** One thing that was looked at; no finding ever holds a secret. */
export interface Finding {
  readonly verdict: 'good' | 'bad' | 'note';
  readonly text: string;
}

export function good(text: string): Finding {
  return { verdict: 'good', text };
}

export function bad(text: string): Finding {
  return { verdict: 'bad', text };
}

export function note(text: string): Finding {
  return { verdict: 'note', text };
}
