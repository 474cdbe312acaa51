/** What goes on while it is said: a level may be running, a rise is over. */
const LASTING: readonly string[] = ['LEVEL', 'STAY', 'PUT', 'SHOW', 'HOLD', 'AVERAGE', 'NEED']

/** What a plan does, which is not done yet: only these are asked for without the past, and a level in the present. */
const TO_COME: readonly string[] = ['SAVE', 'TOUCH', 'NEED', 'EXPIRE']
const PRESENT: readonly string[] = [...TO_COME, 'LEVEL']

const capital = (name: string): string => name.charAt(0) + name.slice(1).toLowerCase()

/** `LevelF` is finite, `LevelP` in the present, `LevelG` goes with a subject before it, `LevelB` follows "would" and "to"; `SaveNow…` are those without the past. */
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
  const called = (form: string, alternatives: readonly string[]): string => `${rule}${form} = ${alternatives.join('\n  | ')}`
  return [
    called('F', finite),
    called('G', participle),
    called('B', bare),
    ...(PRESENT.includes(name) ? [called('P', present)] : []),
    ...(TO_COME.includes(name) ? [`${rule}NowF = ${rule}P`, called('NowG', ongoing), called('NowB', plain)] : []),
  ].join('\n')
}

/** Rules of verbs by the name of their list, forms first and what goes with the verb after a stroke. */
export const verbRules = (lists: Record<string, readonly string[]>): string =>
  Object.entries(lists)
    .map(([name, verbs]) => rulesOf(name, verbs))
    .join('\n')
