import type { AskWith } from '@/agent/ask/answer-shape'
import { policyTextDiffs } from '@/lib/intents/policy-text-diff'
import type { AuditEntry } from '@/schemas/audit'
import type { Component } from '@/schemas/intent'

// Files of one change that an answer sets out; the policy page has all of them.
const MOST_FILES = 3

/** What a proposal or an activation changes in the text of the tenant's policies. Empty for other events, and where both texts are the same. */
export async function policyChange(entry: AuditEntry, ask: AskWith): Promise<Component[]> {
  if (entry.kind !== 'policy.proposed' && entry.kind !== 'policy.activated') return []
  const { bundle_digest, replaces } = JSON.parse(entry.body) as { bundle_digest?: string; replaces?: string }
  if (bundle_digest === undefined || replaces === undefined) return []
  const [before, after] = await Promise.all([ask.policyTexts(replaces), ask.policyTexts(bundle_digest)])
  if (before === null || after === null)
    return [
      {
        kind: 'notice',
        tone: 'missing',
        title: 'The text of these policies is not here',
        text: `not known: what ${(before === null ? replaces : bundle_digest).slice(0, 8)} says, because its text was not kept.`,
        remedy: null,
      },
    ]
  const label = (digest: string): string => `policies ${digest.slice(0, 8)}`
  return policyTextDiffs({ label: label(replaces), files: before }, { label: label(bundle_digest), files: after }).slice(0, MOST_FILES)
}
