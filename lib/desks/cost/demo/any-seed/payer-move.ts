import { makeRandom } from '@/lib/kernel/random'
import { addDays, isFirstOfMonth } from '@/lib/kernel/time'
import type { Day } from '@/schemas/time'
import { ACCOUNTS, type AccountName } from '../accounts'
import type { Charge, Payer } from '../charge'
import { BILL_START } from '../people'
import { divide } from '../units'
import { type SeededLeaf, seededId } from './draw-leaves'
import type { SeededLabel } from './label'
import { LABEL_ACTIONS } from './label-actions'

/** An account that is billed to another payer from a day on. Its tags are not known there until somebody has them taken up. */
export type PayerMove = { account: AccountName; payer: Payer; day: Day; tags_return: Day }

const NEW_PAYER: Payer = { account_id: '310000000001', name: 'lumen-holding' }
// On the day itself the account changes hands in the middle of the morning.
const [HOURS_BEFORE, HOURS] = [10n, 24n]
const [FIRST_DAY, LAST_DAYS] = [60, 45]
const UNTAGGED_DAYS = 14
// A line with a discount is billed to one of the two: its discount is rounded once.
const isInParts = ({ type, discount_pct }: Charge): boolean => type === 'DiscountedUsage' || (type === 'Usage' && discount_pct === '0')

/** One account of the bill, but neither the payer's own nor one whose plan covers what it computes. */
export function drawPayerMove(seed: number, leaves: readonly SeededLeaf[], days: number, busy: AccountName): PayerMove | null {
  const random = makeRandom(seed, 'payer-move')
  const accounts = [...new Set(leaves.map(({ account }) => account))].filter((account) => account !== busy && account !== 'northlight-root')
  const account = accounts[random.below(Math.max(1, accounts.length))]
  if (account === undefined) return null
  const drawn = addDays(BILL_START, FIRST_DAY + random.below(Math.max(1, days - LAST_DAYS - FIRST_DAY)))
  // Monthly fees are billed on the first, whole, to whoever pays then.
  const day = isFirstOfMonth(drawn) ? addDays(drawn, 1) : drawn
  return { account, payer: NEW_PAYER, day, tags_return: addDays(day, UNTAGGED_DAYS) }
}

/** A charge as it is billed to whoever pays for its account then: in two parts on the day of the move, which come to the same to the last decimal. */
export function billedTo(charge: Charge, move: PayerMove | null): Charge[] {
  const day = charge.start.slice(0, 10)
  if (move === null || charge.account !== move.account || day < move.day) return [charge]
  const after: Charge = {
    ...charge,
    payer: move.payer,
    tags: day < move.tags_return ? {} : charge.tags,
    line_id: `${charge.line_id}|${move.payer.account_id}`,
  }
  if (day > move.day || !isInParts(charge)) return [after]
  const before = (amount: bigint) => divide(amount * HOURS_BEFORE, HOURS)
  const { quantity, unblended, effective, list } = charge
  const part = { quantity: before(quantity), unblended: before(unblended), effective: before(effective), list: before(list) }
  const rest = { quantity: quantity - part.quantity, unblended: unblended - part.unblended, effective: effective - part.effective, list: list - part.list }
  return [
    { ...charge, ...part },
    { ...after, ...rest },
  ]
}

/** Its label: it costs nothing, and ends when the tags are there again. */
export const payerMoveLabel = (seed: number, move: PayerMove | null): SeededLabel[] =>
  move === null
    ? []
    : [
        {
          label_id: seededId(seed, 'payer_move'),
          cause: 'payer_move',
          shape: 'step',
          scopes: [{ sub_account_id: ACCOUNTS[move.account].account_id }],
          start: move.day,
          end: move.tags_return,
          impact_per_day: 0,
          expected_severity: 'low',
          allowed_actions: LABEL_ACTIONS.payer_move.allowed,
          forbidden_actions: LABEL_ACTIONS.payer_move.forbidden,
        },
      ]
