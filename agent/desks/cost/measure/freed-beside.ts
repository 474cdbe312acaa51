import { touchedPlaces } from '@/lib/cases/touched-places-store'
import { idsOf } from '@/lib/desks/cost/checks/choose-rung'
import { dayOf, startOfDay } from '@/lib/kernel/time'
import { readResources } from './read-place'
import type { Asked, Chosen } from './where-measured'

/**
 * With what other plans freed of the commitments that paid for the resources of this one, so that what is unused is counted once. A claim goes on with those
 * that it was made with. Without where the others' commitments pay for something else, too: then no share of theirs can be told, and what is claimed is less
 * than what is saved.
 */
export async function withFreedBeside(asked: Asked, { input, reads }: Chosen, is_claimed: boolean): Promise<Chosen> {
  const on = input.measured_on
  if (input.cover === undefined || on?.rung !== 'resources') return { input, reads }
  const ids = is_claimed ? (on.freed_with ?? []) : (await targetsOfOthers(asked)).filter((id) => !on.resource_ids.includes(id))
  if (ids.length === 0) return { input, reads }
  const { bill, range, bill_days } = asked
  const beside = await readResources(bill, {}, await bill.resourceSeries({}, ids, range), range, bill_days)
  if (beside.cover === null || !beside.commitment_ids.every((id) => on.commitment_ids.includes(id))) return { input, reads }
  const freed_with = beside.body.kind === 'cost.measured_place' ? beside.body.resource_ids : []
  return { input: { ...input, cover: { ...input.cover, freed_beside: beside.cover.covered }, measured_on: { ...on, freed_with } }, reads: [...reads, beside] }
}

async function targetsOfOthers({ c, range, since }: Asked): Promise<string[]> {
  const touched = await touchedPlaces(c.tenant_id, c.case_id, startOfDay(range.start))
  const acted = touched.filter(({ finished_at }) => finished_at !== null && dayOf(finished_at) >= since)
  return [...new Set(acted.flatMap(({ targets }) => targets.flatMap(idsOf)))]
}
