import { z } from 'zod'
import { Fault } from '@/lib/kernel/errors'
import type { Place } from '../call'
import type { AwsCalls } from './aws-calls'
import { parseAnswer } from './aws-classify'
import { collect } from './aws-describe'
import { type SignedRead, signedRead } from './signed-read'

const Page = z.object({ Rules: z.array(z.object({ Identifier: z.string() })).nullish(), NextToken: z.string().nullish() })
const Tags = z
  .array(z.object({ ResourceTagKey: z.string(), ResourceTagValue: z.string().nullish() }))
  .nullish()
  .transform((list) => list ?? [])
const Rule = z.object({
  Identifier: z.string(),
  ResourceType: z.string(),
  Status: z.string().nullish(),
  RetentionPeriod: z.object({ RetentionPeriodValue: z.int().nonnegative(), RetentionPeriodUnit: z.literal('DAYS') }),
  ResourceTags: Tags,
  ExcludeResourceTags: Tags,
})
export type BinRule = z.output<typeof Rule>

const PAGE_SIZE = 1000
// Without the permission, or where the service does not exist, the rules are not known; that is less than not being able to ask.
const NOT_TO_BE_READ = ['AccessDeniedException', 'AccessDenied', 'ENOTFOUND']

/** Rules of the Recycle Bin for snapshots in one region. Null when the role may not read them. Throws Fault `provider_down` when they could not be asked for. */
export async function recycleBinRules(calls: AwsCalls, { account_id, region_id }: Place): Promise<BinRule[] | null> {
  const clients = await calls.clients({ account_id, region_id })
  const read = (rest: Pick<SignedRead, 'api' | 'method' | 'path' | 'body'>) => signedRead(clients, { service: 'rbin', region_id, ...rest })
  try {
    const ids: string[] = []
    let NextToken: string | undefined
    do {
      const body = { ResourceType: 'EBS_SNAPSHOT', MaxResults: PAGE_SIZE, ...(NextToken === undefined ? {} : { NextToken }) }
      const page = parseAnswer(Page, await read({ api: 'rbin:ListRules', method: 'POST', path: '/list-rules', body }), 'rbin:ListRules')
      ids.push(...(page.Rules ?? []).map((r) => r.Identifier))
      NextToken = page.NextToken ?? undefined
    } while (NextToken !== undefined && NextToken !== '')
    // The list does not say which tags a rule is about.
    const rules = await collect(ids, async (id) =>
      parseAnswer(Rule, await read({ api: 'rbin:GetRule', method: 'GET', path: `/rules/${encodeURIComponent(id)}`, body: null }), 'rbin:GetRule'),
    )
    return [...rules.values()]
  } catch (error) {
    if (error instanceof Fault && NOT_TO_BE_READ.includes(String(error.detail['code']))) return null
    throw error
  }
}

/**
 * Days for which the bin keeps a snapshot with these tags; 0 when no rule is about it. Of several rules the longest counts. A tag of a rule without
 * a value is read in the narrow sense where it keeps and in the wide sense where it leaves out: less is promised, never more.
 */
export function daysInBin(rules: readonly BinRule[], tags: Readonly<Record<string, string>>): number {
  const keeps = rules.filter((rule) => {
    if (rule.ResourceType !== 'EBS_SNAPSHOT' || rule.Status !== 'available') return false
    if (rule.ExcludeResourceTags.some((t) => tags[t.ResourceTagKey] !== undefined && (t.ResourceTagValue ?? tags[t.ResourceTagKey]) === tags[t.ResourceTagKey]))
      return false
    return rule.ResourceTags.length === 0 || rule.ResourceTags.some((t) => tags[t.ResourceTagKey] === (t.ResourceTagValue ?? ''))
  })
  return Math.max(0, ...keeps.map((rule) => rule.RetentionPeriod.RetentionPeriodValue))
}
