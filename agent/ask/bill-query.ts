import { SCOPE_WORDS } from '@/lib/conversation/frame/canonical-words'
import { makeEvidence } from '@/lib/evidence/make'
import { addDays } from '@/lib/kernel/time'
import type { CostFilter } from '@/lib/warehouse/bill/place-sql'
import { SCOPE_KEYS } from '@/schemas/evidence/cost'
import type { Evidence } from '@/schemas/evidence/evidence'
import type { FramePeriod } from '@/schemas/frame'
import type { BillCover } from './port'

/** A printable question to the bill and its answer, content-addressed, so that a figure leads to what was asked. */
export const billEvidence = (cover: BillCover, query: string, kind: string, rows: unknown, gaps: string[]): Evidence =>
  makeEvidence({
    source: { connector: 'bill', query, data_version: cover.data_version, retrieved_at: cover.imported_at },
    body: { kind, rows } as { kind: string },
    completeness: gaps.length === 0 ? 1 : 0.9,
    gaps,
  })

export function queryText(name: string, filter: CostFilter, period: Pick<FramePeriod, 'start' | 'end'>, more = ''): string {
  const parts = [
    ...SCOPE_KEYS.flatMap((key) => (filter.scope[key] === undefined ? [] : [`${SCOPE_WORDS[key]}=${filter.scope[key]}`])),
    ...SCOPE_KEYS.flatMap((key) => {
      const any = (filter.any_of ?? []).filter((p) => p.key === key).map((p) => p.value)
      return any.length === 0 ? [] : [`${SCOPE_WORDS[key]} in (${any.join(', ')})`]
    }),
    ...filter.except.map((e) => `${SCOPE_WORDS[e.key]}<>${e.value}`),
    ...(filter.environment === null ? [] : [`env=${filter.environment}`]),
    ...(filter.charge === null ? [] : [`charge=${filter.charge}`]),
    `${period.start}..${addDays(period.end, -1)}`,
    more,
  ]
  return `${name}(${parts.filter(Boolean).join(', ')})`
}

/** The part of a frame of cost that says where to look. */
export const filterOf = (frame: CostFilter): CostFilter => ({
  scope: frame.scope,
  except: frame.except,
  environment: frame.environment,
  charge: frame.charge,
  any_of: frame.any_of ?? [],
})
