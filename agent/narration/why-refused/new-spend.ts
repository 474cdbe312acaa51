import { roleOf } from '../roles'
import type { Ledger } from '../say'

const ALL_NEW =
  /\b(?:none of (?:it|this|that) was (?:expected|there|billed)(?: before)?|(?:was|were) not (?:there|present|billed|expected)(?: before| earlier| until)?|(?:all|entirely|wholly|fully|completely) (?:of it )?new|(?:all|the whole|the entirety) of (?:it|this|that|<\d+>)|nothing was (?:expected|billed|there)(?: before)?)/gi

/** Where nothing was expected all of the cost is new: turns that say just that claim no more than the facts do. */
export function asNew(sentence: string, ledger: Ledger): string {
  const facts = Object.values(ledger)
  const is_new = facts.some((f) => roleOf(f) === 'expected' && f.kind === 'money' && Number(f.value) === 0) && facts.some((f) => /^new\b/i.test(f.text))
  return is_new ? sentence.replace(ALL_NEW, '') : sentence
}
