import { WrongCall } from './wrong-call'

/** What a command is asked to do by its first word, such as `audit verify`. Throws WrongCall that names the word and what there is. */
export function verbOf<T>(command: string, verbs: Readonly<Record<string, T>>, word = ''): T {
  const verb = Object.hasOwn(verbs, word) ? verbs[word] : undefined
  if (verb !== undefined) return verb
  const known = `${command} takes one of: ${Object.keys(verbs).join(', ')}`
  throw new WrongCall(word === '' ? `say what to do: ${known}` : `there is no "${command} ${word}": ${known}`)
}
