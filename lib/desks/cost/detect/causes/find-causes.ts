import { sliceScale } from '@/lib/desks/cost/attribute/slice-scale'
import { SCOPE_KEYS, type Scope } from '@/schemas/evidence/cost'
import type { Instant } from '@/schemas/time'
import type { ScopedValues } from '../bill/calendar'
import { closestScope, sumOf } from '../bill/grains'
import { changeWindow, windowChange } from '../bill/window-change'
import { RECENT_DAYS, recentIncident } from '../model/active-incident'
import { detectValues } from '../model/detect-series'
import type { CalendarDay, Detection, Incident } from '../model/scored-day'
import type { DetectParams } from '../params'
import type { Candidate } from './candidates'

/** A change in one slice of the bill that is an incident of its own, with the candidates that say the same. */
export type Cause = { scope: Scope; leaves: number[]; values: number[]; found: Detection; incident: Incident }
export type Covered = { candidate: Candidate; covered_ratio: number }

// A flag whose dollars already lie in found causes to this degree is the same news again.
const COVERED_RATIO = 0.7

type Book = { leaves: readonly ScopedValues[]; calendar: readonly CalendarDay[]; p: DetectParams; now: Instant }

/**
 * One cause, one incident. Candidates are taken from the largest change down; each that is not yet explained is cut into slices that moved
 * by one factor, and each slice that is an incident by itself becomes a cause. The rest corroborate.
 */
export function findCauses(
  candidates: readonly Candidate[],
  book: Book,
  known_causes: readonly Cause[] = [],
): { causes: Cause[]; covered: Covered[]; unexplained: Covered[] } {
  const causes: Cause[] = [...known_causes]
  const covered: Covered[] = []
  const unexplained: Covered[] = []
  for (const candidate of candidates) {
    const before = coverage(candidate, causes, book)
    if (before < COVERED_RATIO) {
      const known = causes.length
      for (const cause of causesWithin(candidate, book)) if (!causes.some((other) => sharesLeaves(other, cause))) causes.push(cause)
      if (causes.length === known && !causes.some((cause) => sharesLeaves(cause, candidate.cell))) causes.push(asCause(candidate, book))
    }
    const after = coverage(candidate, causes, book)
    ;(after >= COVERED_RATIO ? covered : unexplained).push({ candidate, covered_ratio: after })
  }
  return { causes, covered, unexplained }
}

const sharesLeaves = (a: { leaves: number[] }, b: { leaves: number[] }): boolean => a.leaves.some((i) => b.leaves.includes(i))

function asCause({ cell, found, incident }: Candidate, { leaves }: Book): Cause {
  return {
    scope: cell.leaves.length === 1 ? (leaves[cell.leaves[0] ?? 0]?.scope ?? cell.scope) : cell.scope,
    leaves: cell.leaves,
    values: cell.values,
    found,
    incident,
  }
}

const windowOf = ({ incident }: Candidate, { calendar }: Book) => changeWindow(calendar, incident.flagged[0] ?? 0, incident.flagged.at(-1) ?? 0)

function causesWithin(candidate: Candidate, book: Book): Cause[] {
  const { leaves, calendar, p, now } = book
  const w = windowOf(candidate, book)
  const members = candidate.cell.leaves
  const changes = members.map((i) => windowChange(leaves[i]?.values ?? [], calendar, w))
  const slices = sliceScale(
    members.map((i, n) => ({ keys: SCOPE_KEYS.map((key) => leaves[i]?.scope[key] ?? ''), ...(changes[n] ?? { expected: 0, actual: 0, noise: 0 }) })),
  )
  return slices.flatMap((slice) => {
    const net = slice.leaves.reduce((sum, n) => sum + (changes[n]?.actual ?? 0) - (changes[n]?.expected ?? 0), 0)
    if (slice.gain < p.min_impact || net < p.min_impact) return []
    const alive = slice.leaves.filter((n) => (changes[n]?.actual ?? 0) > 0 || (changes[n]?.expected ?? 0) > 0).map((n) => members[n] ?? 0)
    const values = sumOf(alive, leaves)
    const found = detectValues(calendar, values, p, now)
    const incident = recentIncident(found, 'rise', RECENT_DAYS)
    if (incident === undefined || incident.flagged.length === 0) return []
    return [{ scope: closestScope(alive.map((i) => leaves[i]?.scope ?? {})), leaves: alive, values, found, incident }]
  })
}

/** Share of a candidate's rise that lies in leaves of the causes. */
function coverage(candidate: Candidate, causes: readonly Cause[], book: Book): number {
  const w = windowOf(candidate, book)
  const explained = new Set(causes.flatMap((cause) => cause.leaves))
  let total = 0
  let inside = 0
  for (const i of candidate.cell.leaves) {
    const { expected, actual } = windowChange(book.leaves[i]?.values ?? [], book.calendar, w)
    total += actual - expected
    if (explained.has(i)) inside += actual - expected
  }
  return total <= 0 ? 1 : Math.max(0, inside / total)
}
