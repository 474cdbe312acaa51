const FULL: readonly (readonly [RegExp, string])[] = [
  [/\b(it|that|there|here|what|this|which)['’]s(?= (?:(?:now|been|already|also|since) )*been\b)/gi, '$1 has'],
  [/\b(it|that|there|here|what|this|which)['’]s(?![\w'’])/gi, '$1 is'],
  [
    /\b(ticket|case|plan|cause|status|risk|one|largest|biggest|cost|bill|spend|spending)['’]s(?= (?:now |still )?(?:open|ready|waiting|up|down|at|in|for|a|an|the)\b)/gi,
    '$1 is',
  ],
  [/\b(they|these|those|there|you|we)['’]re(?![\w'’])/gi, '$1 are'],
  [/\b(they|these|those|you|we)['’]ve(?![\w'’])/gi, '$1 have'],
  [/\b(it|they|that|this|there|you|we)['’]ll\b/gi, '$1 will'],
  [/\b([a-z]+)-wise\b/gi, 'by $1'],
  [/\b(was|were)n['’]t (?=(?:expected|anticipated)\b)/gi, '$1 not '],
  [/\bvs\.(?= )/gi, 'vs'],
  [/\b(it|they|that|this|these|there|which|what|we)['’]d(?! (?:been|had|better)\b)/gi, '$1 would'],
]

/** "It's" and "they're" in full. What denies ("isn't") stays as it is, and no rule knows it. */
export const inFull = (text: string): string => FULL.reduce((full, [short, long]) => full.replace(short, long), text)
