/** What the options mean that several commands share, or whose name does not say it. */
const OPTION_WORDS: Readonly<Record<string, string>> = {
  '--as PERSON': 'who does it: an id, an e-mail or a first name',
  '--plan DIGEST': 'the plan that you read, by 8 characters or more of its hash (countersign show CASE)',
  '--reason TEXT': 'why, for whoever reads the trail; a decision needs 10 characters or more',
  '--phrase TEXT': 'the words that a risky plan asks to be typed',
  '--source NAME': 'which bill the files belong to ("import" unless you say); a month that comes again under one name replaces the former',
  '--thread ID': 'remembers what was asked, so that the next question can go on from it',
  '--stdin': 'reads questions from standard input, one a line',
  '--why': 'for every figure: its formula, its period, and the evidence below it',
  '--quiet-below AMOUNT': 'a day, in the currency of the bill',
  '--until DAY': 'the first day on which such rises count again',
  '--offline FILE': 'an export of the chain (audit export), checked without a database',
  '--anchors FILE': 'the signed spans of the chain (audit anchors)',
  '--pruned FILE': 'the signed roots of pruned entries (audit pruned)',
  '--key FILE': 'the public key they were signed with (audit key)',
  '--concurrency N': 'how many jobs run at once; 4 unless you say',
  '--tenant T': 'which tenant, by its id or name; countersign --help says which it is otherwise',
}

/** The options of a usage that need words, each in a line. */
export function optionLines(usage: string): string[] {
  const used = Object.entries(OPTION_WORDS).filter(([option]) => usage.includes(option))
  const width = Math.max(0, ...used.map(([option]) => option.length))
  return used.map(([option, words]) => `    ${option.padEnd(width)}  ${words}`)
}
