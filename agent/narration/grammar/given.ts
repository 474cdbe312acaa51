import type { Fact } from '@/schemas/intent'
import { directionOf, type Role, roleOf } from '../roles'
import type { Ledger } from '../say'
import { isOfPart } from './marks'

type Condition = (facts: readonly Fact[], ledger: Ledger) => boolean

const hasRole =
  (...roles: Role[]): Condition =>
  (facts) =>
    facts.some((f) => roles.includes(roleOf(f)))

const hasLabel =
  (label: RegExp): Condition =>
  (facts) =>
    facts.some((f) => label.test(f.label))

/** Whether the whole, and not a part of it, went this way. */
const wholeWent =
  (way: 'up' | 'down'): Condition =>
  (_facts, ledger) =>
    Object.entries(ledger).some(([id, f]) => roleOf(f) === 'change' && !isOfPart(id, ledger) && directionOf(f) === way)

/** Conditions of the grammar (`#rise`) that the facts of a ledger answer. */
const CONDITIONS: Readonly<Record<string, Condition>> = {
  none_expected: (facts) => facts.some((f) => roleOf(f) === 'expected' && f.kind === 'money' && Number(f.value) === 0),
  rise: (facts) => facts.some((f) => roleOf(f) === 'stake' && directionOf(f) === 'up'),
  cause_is_after: (facts) => facts.some((f) => roleOf(f) === 'cause' && f.text.startsWith('after ')),
  realized: hasRole('realized'),
  unrealized: (facts) => !facts.some((f) => roleOf(f) === 'realized'),
  only_realized: (facts) => facts.some((f) => roleOf(f) === 'realized') && !facts.some((f) => roleOf(f) === 'saving'),
  saves: hasRole('saving', 'realized', 'bound'),
  // Which card it is: of a bill that was only added up nothing is said that a case would say, not even without a figure.
  staked: hasRole('stake', 'expected', 'actual', 'cause'),
  changed: (facts) => facts.some((f) => roleOf(f) === 'change' && f.kind === 'money'),
  averaged: hasRole('mean', 'peak'),
  listed: hasLabel(/^open cases$/i),
  itemized: hasLabel(/^lines shown$/i),
  asked: hasRole('deadline'),
  planned: hasRole('saving', 'realized', 'bound', 'waiting', 'risk', 'deadline'),
  expects: hasRole('stake', 'expected', 'saving', 'realized'),
  total: hasRole('total'),
  most: (_facts, ledger) => isMost(ledger),
  // Only what has a change of its own can have moved; a share says nothing of that.
  moves: (_facts, ledger) => Object.keys(ledger).some((id) => id.endsWith('_change') && isOfPart(id, ledger)),
  as_expected: isAsExpected,
  up: wholeWent('up'),
  down: wholeWent('down'),
}

/** What is so in a ledger and may be said without a figure. */
export function givenIn(ledger: Ledger): Set<string> {
  const facts = Object.values(ledger)
  const status = facts.find((f) => roleOf(f) === 'status')?.text ?? ''
  const holding = Object.keys(CONDITIONS).filter((name) => CONDITIONS[name]?.(facts, ledger))
  return new Set([...holding, ...wayOfPart(ledger), ...(status === '' ? [] : [`status_${status.replace(/ /g, '_')}`])])
}

/** Which way the part moved, and whether the whole went the same way: only then can the part have contributed to it. */
function wayOfPart(ledger: Ledger): string[] {
  const entries = Object.entries(ledger)
  const part = entries.find(([id]) => isOfPart(id, ledger) && id.endsWith('_change'))?.[1]
  const whole = entries.find(([id, f]) => roleOf(f) === 'change' && f.kind === 'money' && !isOfPart(id, ledger))?.[1]
  const way = part === undefined ? null : directionOf(part)
  if (way !== 'up' && way !== 'down') return []
  return [`part_${way}`, ...(whole !== undefined && directionOf(whole) === way ? ['with_whole'] : [])]
}

/** What was realized reads the same as what was expected. */
function isAsExpected(facts: readonly Fact[]): boolean {
  const realized = facts.filter((f) => roleOf(f) === 'realized').map((f) => f.text)
  return facts.some((f) => roleOf(f) === 'saving' && realized.includes(f.text))
}

/** The part is more than half of the whole. A double is enough: printed figures are compared, nothing is decided. */
function isMost(ledger: Ledger): boolean {
  const whole = Object.entries(ledger).find(([id, f]) => roleOf(f) === 'change' && f.kind === 'money' && !isOfPart(id, ledger))?.[1]
  return Object.entries(ledger).some(([id, f]) => {
    if (!isOfPart(id, ledger)) return false
    return f.kind === 'ratio' ? Number(f.value) > 50 : whole !== undefined && Number(f.value) / Number(whole.value) > 0.5
  })
}
