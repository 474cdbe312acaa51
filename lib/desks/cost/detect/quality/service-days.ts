import type { BillLeaf } from '@/lib/desks/cost/detect/bill/bill-leaf'
import { groupLeaves, sumLeaves } from '@/lib/desks/cost/detect/bill/leaf-groups'
import { middle } from '@/lib/desks/cost/detect/model/middle'

/** One service over the whole bill: its leaves, and its total by day. */
export type ServiceDays = { service: string; members: number[]; total: number[] }

export const servicesOf = (leaves: readonly BillLeaf[]): ServiceDays[] =>
  groupLeaves(leaves, ['service_name'], ({ kind }) => kind === 'standard' || kind === 'spot' || kind === 'committed').map((members) => ({
    service: leaves[members[0] ?? 0]?.scope.service_name ?? '',
    members,
    total: sumLeaves(members, leaves),
  }))

export const usualBefore = (values: readonly number[], t: number, days: number): number => middle(values.slice(Math.max(0, t - days), t))
