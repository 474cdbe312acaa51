import type { RunnableConfig } from '@langchain/core/runnables'
import { getCase } from '@/lib/cases/store'
import type { Case } from '@/schemas/case'
import type { Instant } from '@/schemas/time'
import { nowOf } from './clock'
import type { CaseState } from './state'

/**
 * What the nodes of one drive share: the case as this drive read it or wrote it last, and the tenant's clock. A node writes over the revision that
 * it holds, so what somebody else wrote meanwhile makes that a conflict, and the drive's job begins again from the row.
 */
export type AtHand = { c: Case; now(): Promise<Instant> }

const KEY = 'countersign_at_hand'

/** The part of a graph's settings that gives a drive's nodes what it holds. It is an object, which no checkpoint keeps. */
export const handingOn = (held: AtHand): Record<string, AtHand> => ({ [KEY]: held })

const heldIn = (config: RunnableConfig | undefined): AtHand | undefined => config?.configurable?.[KEY] as AtHand | undefined // safe: only handingOn sets it

/** The case a node works on, and the time. Read from the row where no drive has read it. */
export async function caseAtHand(state: CaseState, config?: RunnableConfig): Promise<{ c: Case; now: Instant }> {
  const held = heldIn(config)
  if (held !== undefined) return { c: held.c, now: await held.now() }
  return { c: await getCase(state.tenant_id, state.case_id), now: await nowOf(state.tenant_id) }
}

/** Leaves the case, as a node has just written it, to the nodes after it. */
export function handOn(saved: Case, config?: RunnableConfig): void {
  const held = heldIn(config)
  if (held !== undefined) held.c = saved
}
