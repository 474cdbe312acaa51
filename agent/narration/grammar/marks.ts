import type { Fact } from '@/schemas/intent'
import { directionOf, roleOf } from '../roles'
import type { Ledger } from '../say'

const PART = /^(.+?)(?:_name)?$/
export const isWindow = (id: string): boolean => id.endsWith('.window')

/** A part of the whole is a name with a change or a share of its own: "mover" with "mover_change", "top_name" with "top_share". */
export const isPart = (id: string, ledger: Ledger): boolean => {
  const part = PART.exec(id)?.[1] ?? id
  return ['change', 'share'].some((figure) => `${part}_${figure}` in ledger)
}
/** A figure of such a part: its change or its share. */
export const isOfPart = (id: string, ledger: Ledger): boolean => {
  const part = /^(.+)_(?:change|share)$/.exec(id)?.[1]
  return part !== undefined && (part in ledger || `${part}_name` in ledger)
}

const BY_LABEL: readonly (readonly [RegExp, string])[] = [
  [/^scope$/i, 'scope'],
  [/^period$/i, 'period'],
  [/^compared with$/i, 'baseline'],
  [/^resources?$/i, 'targets'],
  [/^way back$/i, 'way_back'],
  [/^agreement needed$/i, 'agreement'],
  [/^open cases$/i, 'cases'],
  [/^largest$/i, 'top'],
  [/^lines shown$/i, 'lines'],
  [/^carried out$/i, 'plans'],
  [/^on$/i, 'peak_day'],
]

/** What a fact may be taken for in a sentence. */
export function marksOf(id: string, fact: Fact, ledger: Ledger): string[] {
  if (isWindow(id)) return marksOfWindow(ledger[id.slice(0, -'.window'.length)])
  if (isPart(id, ledger)) return ['part']
  if (isOfPart(id, ledger)) return fact.kind === 'ratio' ? ['share'] : moved('part_', fact)
  const named = BY_LABEL.find(([label]) => label.test(fact.label))?.[1]
  if (named !== undefined) return [named === 'lines' && fact.kind === 'money' ? 'shown' : named]
  const role = roleOf(fact)
  switch (role) {
    case 'change': {
      if (fact.kind === 'text') return ['new_spend']
      const kind = fact.kind === 'ratio' ? 'pct_' : ''
      return moved(kind, fact)
    }
    case 'stake':
      return directionOf(fact) === 'up' ? ['stake', 'excess'] : ['stake']
    case 'saving':
    case 'realized':
      return fact.per === null ? [role] : [role, `${role}_${fact.per}`]
    case 'other':
      return []
    default:
      return [role]
  }
}

/** The window of a figure is its own mark, and that of a case's levels may also be said of the case. */
function marksOfWindow(figure: Fact | undefined): string[] {
  if (figure === undefined) return []
  const role = roleOf(figure)
  return [`window_${role}`, ...(['stake', 'expected', 'actual'].includes(role) ? ['window'] : [])]
}

/** A change is also a rise or a drop, as it went. */
function moved(kind: '' | 'part_' | 'pct_', fact: Fact): string[] {
  const way = directionOf(fact)
  if (way === 'up') return [`${kind}change`, `${kind}rise`]
  return way === 'down' ? [`${kind}change`, `${kind}drop`] : [`${kind}change`]
}
