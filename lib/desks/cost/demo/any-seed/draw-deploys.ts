import type { Random } from '@/lib/kernel/random'
import { addDays } from '@/lib/kernel/time'
import { ACCOUNTS } from '../accounts'
import { BILL_START } from '../people'
import { SERVICES } from '../services'
import { type SeededLeaf, seededId } from './draw-leaves'
import type { SeededDeploy } from './label'

/** Deploys that have nothing to do with the bill: three that share account or service with something, at any time. */
export const distractors = (seed: number, random: Random, leaves: readonly SeededLeaf[], [from, days]: readonly [from: number, days: number]): SeededDeploy[] =>
  Array.from({ length: 3 + random.below(4) }, () => random.below(leaves.length)).flatMap((at) => {
    const leaf = leaves[at]
    return leaf === undefined ? [] : [deployOf(seed, leaf, from + random.below(days - from), random.below(24), true)]
  })

/** A deploy of what a leaf is billed for, at an hour of one day. */
export function deployOf(seed: number, leaf: SeededLeaf, t: number, hour: number, is_distractor: boolean): SeededDeploy {
  const at = `${addDays(BILL_START, t)}T${String(hour).padStart(2, '0')}:00:00.000Z`
  return {
    event_id: seededId(seed, `deploy:${leaf.line_id}:${at}`),
    at,
    account: ACCOUNTS[leaf.account].account_id,
    service: SERVICES[leaf.product],
    is_distractor,
  }
}
