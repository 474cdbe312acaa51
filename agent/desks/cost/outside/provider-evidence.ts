import { asked } from '@/agent/desks/cost/collect/asked'
import type { Sources } from '@/agent/desks/cost/connect/sources'
import { makeEvidence } from '@/lib/evidence/make'
import type { Evidence } from '@/schemas/evidence/evidence'
import { type OutsideQuestion, sourceOf } from './outside-question'

/** What the provider's own cost service says: anomalies, drivers, and coverage where the bill shows a commitment that it could be about. */
export async function providerEvidence(q: OutsideQuestion, { cost_explorer: ce }: Pick<Sources, 'cost_explorer'>): Promise<Evidence[]> {
  if (ce === null) return []
  const { scope, windows } = q
  const ask = (query: string, body: { kind: string }) => [makeEvidence({ source: sourceOf(ce.connector, query, q), body })]
  return [
    ...(await asked('cost_explorer', async () => ask(`anomalies(${windows.after.start}..${windows.after.end})`, await ce.anomalies(windows.after)))),
    ...(await asked('cost_explorer', async () => {
      const body = await ce.drivers(scope, windows.after.start)
      return ask(`drivers(${body.baseline}, ${body.comparison})`, body)
    })),
    // Four pages: only where they could be about something.
    ...(q.has_commitments
      ? await asked('cost_explorer', async () => {
          const range = { start: windows.before.start, end: windows.after.end }
          const place = `${scope.sub_account_id ?? 'all accounts'}/${scope.region_id ?? 'all regions'}`
          return ask(`commitments(${place}, ${range.start}..${range.end})`, await ce.commitments(scope, range))
        })
      : []),
  ]
}
