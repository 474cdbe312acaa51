import { type CaseContext, evidenceOf, type Found } from '@/lib/desks/cost/intents/case-context'
import { type FactNotes, type Facts, money, moneyChange, moneyPerDay, notKnown, pct, quantityPerDay } from '@/lib/intents/fact'
import { formatCount, formatDay } from '@/lib/kernel/format'
import { big, subtract } from '@/lib/kernel/money'
import { addDays } from '@/lib/kernel/time'
import { EVIDENCE_ROWS } from '@/schemas/components/evidence'
import type { Windows } from '@/schemas/cost'
import type { CostEvidence } from '@/schemas/evidence/cost'
import type { Component } from '@/schemas/intent'
import type { Decimal } from '@/schemas/money'

/** One piece of stored evidence as a component, with the figures that it draws. */
export type EvidencePiece = { part: Component; facts: Facts }
export type EvidenceContext = Pick<CaseContext, 'file' | 'evidence' | 'names' | 'now'>
/** Null where the case holds no evidence of the kind. */
export type DrawEvidence = (ctx: EvidenceContext) => EvidencePiece | null

/** The newest answer of a kind. */
export const newestOf = <K extends CostEvidence['kind']>({ evidence }: EvidenceContext, kind: K): Found<K> | undefined => evidenceOf(evidence, kind).at(-1)

/** "Mean day of 9 Nov to 17 Nov against the same weekdays of 12 Oct to 8 Nov". */
export const comparedDays = ({ before, after }: Windows, now: string): string =>
  `Mean day of ${formatDay(after.start, now)} to ${formatDay(addDays(after.end, -1), now)} against the same weekdays of ${formatDay(before.start, now)} to ${formatDay(addDays(before.end, -1), now)}`

/** What every figure made of one piece of evidence says about itself. */
export function notesOf({ evidence }: EvidenceContext, ...ids: string[]): FactNotes {
  const as_of = evidence
    .filter((e) => ids.includes(e.evidence_id))
    .map((e) => e.source.retrieved_at)
    .sort()
    .at(-1)
  return { evidence: ids, as_of: as_of ?? null }
}

export const gapsOf = ({ evidence }: EvidenceContext, ...ids: string[]): string[] =>
  [...new Set(evidence.filter((e) => ids.includes(e.evidence_id)).flatMap((e) => e.gaps))].slice(0, 12)

/** The first rows, and how many are left out in words. */
export const firstRows = <T>(all: readonly T[], one: string, many = `${one}s`): { shown: T[]; more: string | null } => ({
  shown: all.slice(0, EVIDENCE_ROWS),
  more: all.length > EVIDENCE_ROWS ? `${formatCount(all.length - EVIDENCE_ROWS, `more ${one}`, `more ${many}`)} in the stored evidence` : null,
})

/** Both sides of a comparison, `<id>_before` and `<id>_after`. */
export const pairPerDay = (id: string, label: string, [before, after]: readonly [Decimal, Decimal], currency: string, notes: FactNotes): Facts => ({
  [`${id}_before`]: moneyPerDay(`${label}, before`, before, currency, notes),
  [`${id}_after`]: moneyPerDay(`${label}, since`, after, currency, notes),
})
export const pairIds = (id: string): { before: string; after: string } => ({ before: `${id}_before`, after: `${id}_after` })

export const changePerDay = (label: string, [before, after]: readonly [Decimal, Decimal], currency: string, notes: FactNotes) =>
  moneyChange(label, subtract(after, before), currency, 'day', { ...notes, formula: 'cost per day since − before' })

/** A ratio 0..1 as percent; null is said with its reason. */
export const ratioFact = (label: string, ratio: number | null, because: string, notes: FactNotes) =>
  ratio === null ? notKnown(label, because, notes) : pct(label, ratio * 100, notes)

/** How much was used in a day: "193 GB / day". */
export const quantityFact = (label: string, quantity: Decimal | null, unit: string | null, notes: FactNotes) =>
  quantity === null ? notKnown(label, 'the bill gives no one unit', notes) : quantityPerDay(label, quantity, unit ?? 'units', notes)

/** Cost of one unit: "$0.045 / GB". Three digits that say something, because a unit costs cents. */
export function unitCostFact(label: string, [cost, quantity]: readonly [Decimal, Decimal | null], unit: string | null, currency: string, notes: FactNotes) {
  if (quantity === null || big(quantity).lte(0)) return notKnown(label, 'nothing was used', notes)
  const value = big(cost).div(big(quantity))
  const fact = money(label, value.round(10).toFixed(), currency, null, { ...notes, formula: 'cost ÷ quantity' })
  const digits = value.eq(0) ? '0' : Number(value.toPrecision(3)).toLocaleString('en-US', { maximumSignificantDigits: 3, useGrouping: false })
  return { ...fact, text: `${fact.text.replace(/[\d.,]+.*$/, '')}${digits} / ${unit ?? 'unit'}` }
}
