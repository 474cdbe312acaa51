import { formatDay } from '@/lib/kernel/format'
import { listSources } from '@/lib/warehouse/versions/manifest-store'
import type { BillSource } from '@/schemas/bill'
import type { Freshness, PageNotice } from '@/schemas/page'
import type { Instant } from '@/schemas/time'

/** How far each bill of the tenant reaches, and what to say when one is old or missing. */
export async function freshnessOf(tenant_id: string, now: Instant): Promise<{ sources: Freshness[]; notices: PageNotice[] }> {
  const sources = await listSources(tenant_id, now)
  const notices: PageNotice[] = sources
    .filter((s) => s.state === 'stale')
    .map((s) => ({
      tone: 'stale',
      title: `The bill from ${s.source} is out of date`,
      text: `Its last day is ${s.last_day === null ? 'not known' : formatDay(s.last_day, now)}; nothing newer has been imported.`,
      remedy: 'Import a newer export on Sources.',
    }))
  return { sources: sources.map((s) => ({ source: s.source, state: s.state, text: freshnessText(s, now), as_of: s.as_of })), notices }
}

export function freshnessText(s: BillSource, now: Instant): string {
  if (s.state === 'importing' && s.last_day === null) return 'being imported'
  if (s.last_day === null) return 'not known: nothing imported yet'
  if (s.settled_to === s.last_day) return `settled to ${formatDay(s.last_day, now)}`
  return s.settled_to === null
    ? `to ${formatDay(s.last_day, now)}, all provisional`
    : `settled to ${formatDay(s.settled_to, now)}, provisional to ${formatDay(s.last_day, now)}`
}
