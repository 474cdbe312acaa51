/** What goes on while it is said: a level may be running, a rise is over. */
const LASTING: readonly string[] = ['LEVEL', 'STAY', 'PUT', 'SHOW', 'HOLD', 'AVERAGE', 'NEED']

const capital = (name: string): string => name.charAt(0) + name.slice(1).toLowerCase()

/** `LevelF` is finite, `LevelP` in the present, `LevelG` goes with a subject before it, `LevelB` follows "would" and "to"; `LevelNow…` are those without the past. */
function rulesOf(name: string, verbs: readonly string[]): string {
  const [finite, present, participle, bare, ongoing, plain]: [string[], string[], string[], string[], string[], string[]] = [[], [], [], [], [], []]
  for (const verb of verbs) {
    const [forms = '', goes_with = ''] = verb.split(' | ')
    const tail = verb.includes(' | ') ? verb.slice(verb.indexOf(' | ') + 3) : goes_with
    const [base, s, past, done, ing] = forms.trim().split(' ')
    const lasting = LASTING.includes(name) ? ` | been ${ing}` : ''
    const running = LASTING.includes(name) ? ` | ( is | are | was | were ) Now? ${ing}` : ''
    finite.push(`( ${base} | ${s} | ${past} | ( has | have | had ) Now? ( ${done}${lasting} )${running} ) Now? ${tail}`)
    present.push(`( ${base} | ${s} ) Now? ${tail}`)
    participle.push(`( ${ing} | having ( ${done}${lasting} ) ) Now? ${tail}`)
    bare.push(`( ${base} | have ${done} ) ${tail}`)
    ongoing.push(`${ing} ${tail}`)
    plain.push(`${base} ${tail}`)
  }
  const rule = capital(name)
  const now = `${rule}NowF = ${rule}P\n${rule}NowG = ${ongoing.join('\n  | ')}\n${rule}NowB = ${plain.join('\n  | ')}`
  return `${now}\n${rule}F = ${finite.join('\n  | ')}\n${rule}P = ${present.join('\n  | ')}\n${rule}G = ${participle.join('\n  | ')}\n${rule}B = ${bare.join('\n  | ')}`
}

/** Rules of verbs by the name of their list, forms first and what goes with the verb after a stroke. */
export const verbRules = (lists: Record<string, readonly string[]>): string =>
  Object.entries(lists)
    .map(([name, verbs]) => rulesOf(name, verbs))
    .join('\n')
